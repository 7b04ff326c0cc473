# SPDX-License-Identifier: AGPL-3.0-or-later
"""A watched folder in the window: what lands there becomes a book by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app import i18n
from app import settings as stored
from app.jobs.limits import WorkerLimits
from app.settings import Settings
from app.ui import watch_band
from app.ui.background import Background
from app.ui.queue.rows import ON_THE_WAY, RowState
from app.ui.window import Window

LONG = 60_000


@pytest.fixture(autouse=True)
def _short_quiet(monkeypatch):
    monkeypatch.setattr(watch_band, "QUIET_S", 0.4)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that is watched."""
    made = tmp_path / "받은 문서"
    made.mkdir()
    return made


@pytest.fixture
def watch(window, qtbot, folder, monkeypatch):
    """Choose the folder as a person does."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))

    def press() -> None:
        qtbot.mouseClick(window.header.watch, Qt.MouseButton.LeftButton)

    return press


def converted(window, count: int) -> bool:
    states = [row.state for row in window.model.rows]
    return states.count(RowState.CONVERTED) == count and not ON_THE_WAY & set(states)


def test_what_lands_becomes_a_book(window, qtbot, watch, folder, books, make_document):
    watch()
    assert window.watch_band.isVisible()
    assert str(folder) in window.watch_band.accessibleName()
    make_document(folder / "a.hwp")
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)
    assert [path.name for path in books.glob("*.epub")] == ["a.epub"]
    assert "1" in window.watch_band.counts.text()
    assert stored.load().watched_folder == str(folder)


def test_a_bad_file_is_counted_and_stops_nothing(window, qtbot, watch, folder, make_document):
    watch()
    (folder / "a.hwp").write_bytes(b"nothing")
    qtbot.waitUntil(lambda: "실패 1개" in window.watch_band.counts.text(), timeout=LONG)
    make_document(folder / "b.hwp")
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)


def test_a_growing_file_is_left_alone_until_it_is_still(window, qtbot, watch, folder):
    watch()
    with (folder / "a.hwp").open("wb") as growing:
        for _ in range(12):
            growing.write(b"x")
            growing.flush()
            qtbot.wait(100)
        assert not window.model.rows
    qtbot.waitUntil(lambda: len(window.model.rows) == 1, timeout=LONG)


@pytest.mark.slow
def test_a_file_is_converted_once_and_again_when_it_changes(
    window, qtbot, watch, folder, books, make_document
):
    watch()
    make_document(folder / "a.hwp", "처음")
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)
    book = books / "a.epub"
    first = book.read_bytes()
    made = book.stat().st_mtime_ns
    qtbot.wait(1500)
    assert book.stat().st_mtime_ns == made
    make_document(folder / "a.hwp", "나중")
    qtbot.waitUntil(lambda: book.read_bytes() != first, timeout=LONG)
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)
    assert len(window.model.rows) == 1


def test_stopping_stops_also_for_the_next_start(window, qtbot, watch, folder, make_document):
    watch()
    qtbot.mouseClick(window.watch_band.stop_button, Qt.MouseButton.LeftButton)
    assert not window.watch_band.isVisible()
    assert stored.load().watched_folder == ""
    make_document(folder / "a.hwp")
    qtbot.wait(1500)
    assert not window.model.rows


def gone(folder: Path) -> bool:
    """Remove a folder, where the system lets it go."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def test_a_folder_that_goes_is_said_and_comes_back(window, qtbot, watch, folder, make_document):
    watch()
    # Windows refuses while the folder is being looked through.
    qtbot.waitUntil(lambda: gone(folder), timeout=LONG)
    trouble = window.watch_band.trouble
    qtbot.waitUntil(trouble.isVisible, timeout=LONG)
    said = trouble.text()
    i18n.use_language(i18n.Language.ENGLISH)
    window.retranslate()
    assert trouble.text() == "The folder is not there. Watching goes on once it is back."
    assert trouble.text() != said
    make_document(folder / "a.hwp")
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)
    assert not trouble.isVisible()


@pytest.mark.slow
def test_the_books_folder_inside_does_not_feed_itself(
    window, qtbot, watch, folder, books, make_document
):
    # Chosen after the watch began.
    watch()
    inside = folder / "책"
    window.preferences.current = Settings(out_folder=str(inside), watched_folder=str(folder))
    make_document(folder / "a.hwp")
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)
    assert (inside / "a.epub").exists()
    qtbot.wait(1500)
    assert len(window.model.rows) == 1


@pytest.mark.slow
def test_watching_goes_on_after_a_restart(window, qtbot, watch, folder, books, make_document):
    watch()
    make_document(folder / "a.hwp")
    qtbot.waitUntil(lambda: converted(window, 1), timeout=LONG)
    made = (books / "a.epub").stat().st_mtime_ns
    window.window().close()
    background = Background(limits=WorkerLimits(max_seconds=60))
    again = Window(Settings(out_folder=str(books), watched_folder=str(folder)), background)
    qtbot.addWidget(again, before_close_func=lambda _window: background.close())
    again.show()
    assert again.convert.watch_band.isVisible()
    qtbot.waitUntil(
        lambda: [row.state for row in again.convert.model.rows] == [RowState.UNCHANGED],
        timeout=LONG,
    )
    assert (books / "a.epub").stat().st_mtime_ns == made


def test_an_empty_folder_is_watched_in_silence(window, qtbot, watch, said):
    watch()
    qtbot.wait(1200)
    assert not said
    assert not window.model.rows
    assert not window.watch_band.trouble.isVisible()
