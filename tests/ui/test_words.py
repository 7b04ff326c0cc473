# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the main window says of its files: every count is of the same rows, and nothing outlives its reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.i18n import Language, use_language
from app.services.intake import FoundFile, find_files
from app.ui.convert_page import ConvertPage
from app.ui.queue.model import StateFilter, passes
from app.ui.queue.rows import QueueRow, RowState, count_rows
from tests.conftest import is_wine


def rows_in(window: ConvertPage, **wanted: int) -> list[QueueRow]:
    """Put so many rows of each state into a window."""
    total = sum(wanted.values())
    rows = window.model.add([FoundFile(Path(f"/nowhere/{n}.hwp")) for n in range(total)])
    states = [RowState(name) for name, count in wanted.items() for _ in range(count)]
    for row, state in zip(rows, states, strict=True):
        window.model.set_state(row.number, state)
    window._refresh()
    return rows


def numbers(window: ConvertPage) -> dict[StateFilter, int]:
    """Return what the filters say."""
    return {
        wanted: int(button.text().rsplit(" ", 1)[1].replace(",", ""))
        for wanted, button in window.view.filters.items()
    }


def test_the_footer_counts_the_list_and_not_the_last_run(window):
    rows = rows_in(window, converted=20, unchanged=5, failed=1)
    window.batch._numbers = {rows[-1].number}
    window._refresh()
    assert window.footer._status.text() == "책 25권 완성 · 실패 1개"
    assert numbers(window) == {
        StateFilter.ALL: 26, StateFilter.OPEN: 0, StateFilter.DONE: 25, StateFilter.FAILED: 1,
    }  # fmt: skip
    said = window.detail.summary._lines.text()
    assert "25" in said
    assert "실패 1개" in said


def test_what_waits_in_the_queue_is_not_said_to_be_converted(window):
    rows_in(window, running=2, queued=31, cancelled=3, waiting=1)
    said = window.detail.summary._lines.text()
    assert "변환 중 2개" in said
    assert "차례 대기 31개" in said
    assert "33" not in said
    assert numbers(window)[StateFilter.OPEN] == 37


@pytest.mark.parametrize("wanted", list(StateFilter))
def test_a_filter_shows_as_many_rows_as_it_says(window, wanted):
    rows_in(window, running=2, queued=3, cancelled=4, waiting=5, converted=6, unchanged=7, failed=8)
    window.view.filters[wanted].click()
    assert window.view.table.model().rowCount() == numbers(window)[wanted]
    assert sum(passes(row, wanted) for row in window.model.rows) == numbers(window)[wanted]


def test_all_states_are_counted_once(window):
    rows_in(window, **dict.fromkeys((state.value for state in RowState), 3))
    counts = count_rows(window.model.rows)
    assert counts.total == 3 * len(RowState)
    parts = (counts.running, counts.queued, counts.done, counts.failed, counts.not_started)
    assert sum(parts) == counts.total


def test_an_announcement_is_said_in_the_language_now_in_use(window, qtbot, tmp_path):
    empty = tmp_path / "빈 폴더"
    empty.mkdir()
    window.add_paths([empty])
    qtbot.waitUntil(window.window().banner.isVisible, timeout=60_000)
    korean = window.window().banner.text.text()
    try:
        window.window().switch_language()
        assert window.window().banner.text.text() != korean
        assert window.window().banner.text.text().startswith("No document was found")
    finally:
        use_language(Language.KOREAN)
    window.window().retranslate()
    assert window.window().banner.text.text() == korean


def test_what_cannot_be_said_anew_goes_with_its_language(window):
    window.notifier.say("한 번만 하는 말")
    assert window.window().banner.isVisible()
    try:
        window.window().switch_language()
        assert not window.window().banner.isVisible()
    finally:
        use_language(Language.KOREAN)


@pytest.mark.slow
def test_an_announcement_goes_when_it_is_over(window, qtbot, tmp_path, make_document):
    empty = tmp_path / "빈 폴더"
    empty.mkdir()
    window.add_paths([empty])
    qtbot.waitUntil(window.window().banner.isVisible, timeout=60_000)
    document = make_document(tmp_path / "a.hwp")
    window.add_paths([document])
    assert not window.window().banner.isVisible()
    window.reviews.make([document], tmp_path, ("ko", "en"), name="a", drafted=False)
    qtbot.waitUntil(window.window().banner.isVisible, timeout=60_000)
    qtbot.waitUntil(lambda: bool(window.window().page("review").windows), timeout=60_000)
    qtbot.waitUntil(lambda: not window.window().banner.isVisible(), timeout=60_000)
    window.window().page("review").end()


@pytest.fixture
def alike(tmp_path: Path) -> dict[str, Path]:
    """One document by many ways."""
    folder = tmp_path / "문서"
    folder.mkdir()
    one = folder / "안내.hwp"
    one.write_bytes(b"document")
    ways = {
        "same": one,
        "folder": folder,
        "dots": folder / ".." / "문서" / "안내.hwp",
        "hard link": tmp_path / "사본.hwp",
        "symlink": tmp_path / "바로가기.hwp",
        "linked folder": tmp_path / "다른 이름",
    }
    os.link(one, ways["hard link"])
    ways["symlink"].symlink_to(one)
    ways["linked folder"].symlink_to(folder, target_is_directory=True)
    return ways


no_links = pytest.mark.skipif(is_wine(), reason="Wine does not follow its symbolic links")


@pytest.mark.parametrize(
    "way",
    [
        "same",
        "folder",
        "dots",
        "hard link",
        pytest.param("symlink", marks=no_links),
        pytest.param("linked folder", marks=no_links),
    ],
)
def test_one_document_is_found_and_listed_once(alike, window, tmp_path, way):
    found = find_files([alike["same"], alike[way]], tmp_path / "books")
    assert [file.source for file in found.files] == [alike["same"]]
    assert len(found.repeated) == 1
    first = find_files([alike["same"]], tmp_path / "books")
    second = find_files([alike[way]], tmp_path / "books")
    assert len(window.model.add(first.files)) == 1
    assert window.model.add(second.files) == []


def test_two_documents_of_one_content_are_two(tmp_path, window):
    for name in ("a.hwp", "b.hwp"):
        (tmp_path / name).write_bytes(b"document")
    found = find_files([tmp_path], tmp_path / "books")
    assert len(window.model.add(found.files)) == 2


def test_a_new_file_in_the_place_of_a_removed_one_is_listed(tmp_path, window):
    first = tmp_path / "a.hwp"
    first.write_bytes(b"one")
    window.model.add(find_files([first], tmp_path / "books").files)
    first.unlink()
    second = tmp_path / "b.hwp"
    second.write_bytes(b"two")
    assert len(window.model.add(find_files([second], tmp_path / "books").files)) == 1
