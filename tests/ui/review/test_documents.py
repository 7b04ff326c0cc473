# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window over a project of several documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog
from pytestqt.qtbot import QtBot

from app.i18n import tr
from app.ui.review.documents_dialog import DocumentsDialog
from app.ui.review.export_dialog import ExportDialog
from app.ui.review.hand_over import HandOverDialog
from app.ui.review.languages_dialog import LanguagesDialog
from app.ui.review.window import ReviewWindow
from tests.conftest import SAMPLES
from tests.review.conftest import (
    new_document,
    project_of,
    second_document,
    small_document,
)
from tests.ui.review.windows import ALT, CONTROL, SHIFT, Open, chosen, press, retype
from translation.inline_codes import from_marked


@pytest.fixture
def window(opened: Open, tmp_path: Path) -> ReviewWindow:
    path = tmp_path / "묶음.hanji"
    project_of(
        path,
        small_document(),
        lambda source: from_marked(f"EN {source.marked}"),
        second_document(),
        second_document(),
    )
    return opened(path)


def dialog_of(window: ReviewWindow, kind: type[QDialog], qtbot: QtBot):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_documents_are_listed_and_gone_to(window: ReviewWindow, qtbot: QtBot) -> None:
    second = window.project.documents[1]
    window.choose(second.first)
    press(qtbot, window, Qt.Key.Key_Return)
    press(qtbot, window, Qt.Key.Key_O, CONTROL | SHIFT)
    dialog = dialog_of(window, DocumentsDialog, qtbot)
    assert dialog.table.rowCount() == 3
    assert dialog.table.currentRow() == 1
    assert dialog.table.item(1, 3).text() == f"1 ({100 // (second.last - second.first + 1)} %)"
    # Enter goes to the first segment of the document that waits.
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert chosen(window) == second.first + 1
    assert "문서 2.hwp" in window.where.text() or "문서 2.hwp" in window.where.toolTip()


def test_keys_go_from_document_to_document(window: ReviewWindow, qtbot: QtBot) -> None:
    _, second, third = window.project.documents
    for wanted in (second.first, third.first, third.first):
        press(qtbot, window, Qt.Key.Key_PageDown, ALT)
        assert chosen(window) == wanted
    press(qtbot, window, Qt.Key.Key_PageUp, ALT)
    assert chosen(window) == second.first


def test_the_list_shows_one_document_or_all(window: ReviewWindow, qtbot: QtBot) -> None:
    second = window.project.documents[1]
    assert window.filter_bar.document.isVisible()
    window.filter_bar.document.setCurrentIndex(2)
    assert window.model.numbers() == list(range(second.first, second.last + 1))
    # A split keeps the list at the document.
    number = next(n for n in window.model.numbers() if "장소" in window.model.line(n).source)
    window.choose(number)
    window.show_changes(window.review.split(number, 3))
    assert window.model.numbers() == list(range(second.first, second.last + 2))
    # What lies elsewhere is gone to, and the list shows all again, the field too.
    window.choose(1)
    assert chosen(window) == 1
    assert window.filter_bar.document.currentIndex() == 0
    assert window.model.rowCount() == len(window.model.lines)
    assert window.filter_bar.count.text() == str(len(window.model.lines)), "not “5 of 12”"


def test_the_shown_document_follows_the_keys(window: ReviewWindow, qtbot: QtBot) -> None:
    third = window.project.documents[2]
    window.filter_bar.document.setCurrentIndex(2)
    press(qtbot, window, Qt.Key.Key_PageDown, ALT)
    assert window.filter_bar.document.currentIndex() == 3
    assert window.model.numbers() == list(range(third.first, third.last + 1))
    assert chosen(window) == third.first


def test_home_and_end_go_through_the_documents(
    window: ReviewWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.documents.show()
    dialog = dialog_of(window, DocumentsDialog, qtbot)
    qtbot.keyClick(dialog.table, Qt.Key.Key_End)
    assert dialog.table.currentRow() == 2
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up, SHIFT)
    folder = tmp_path / "둘"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    monkeypatch.setattr(window.notifier, "confirm", lambda *_a: True)
    dialog.book.click()
    qtbot.waitUntil(lambda: folder.is_dir() and len(list(folder.glob("*.epub"))) == 2)


def test_one_document_needs_no_choice(opened: Open, path: Path) -> None:
    assert not opened(path).filter_bar.document.isVisible()


def test_a_confirmed_sentence_fills_the_other_documents_at_once(
    window: ReviewWindow, qtbot: QtBot
) -> None:
    lines = window.model.lines
    first, *others = [one.number for one in lines if one.source.startswith("접수는 3월")]
    window.choose(first)
    retype(qtbot, window, "From 2 March.")
    press(qtbot, window, Qt.Key.Key_Return)
    documents = {window.project.document(number).number for number in others}
    assert documents == {1, 2, 3}
    assert {window.model.line(number).target for number in others} == {"From 2 March."}


def test_the_previews_are_of_the_document_of_the_segment(
    window: ReviewWindow, qtbot: QtBot
) -> None:
    second = window.project.documents[1]
    window.previews.show()
    window.choose(second.first + 1)
    retype(qtbot, window, "Notice of intake")
    qtbot.waitUntil(lambda: "Notice of intake" in window.previews.target.toPlainText())
    assert "접수 공고" in window.previews.source.toPlainText()
    assert "신청 안내" not in window.previews.source.toPlainText()
    window.choose(2)
    qtbot.waitUntil(lambda: "신청 안내" in window.previews.source.toPlainText())


def test_all_books_are_made_into_a_folder(
    window: ReviewWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "책"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    monkeypatch.setattr(window.notifier, "confirm", lambda *_a: True)
    press(qtbot, window, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: folder.is_dir() and len(list(folder.glob("*.epub"))) == 3)
    assert (folder / "문서 3.en.epub").is_file()


def test_an_export_is_of_one_document_or_of_all(
    window: ReviewWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "밖"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a: str(folder))
    press(qtbot, window, Qt.Key.Key_E)
    dialog = dialog_of(window, ExportDialog, qtbot)
    assert dialog.chosen() == ("xliff", 0)
    dialog.accept()
    assert len(list(folder.glob("*.xlf"))) == 3
    one = tmp_path / "둘째.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(one), _a[3]))
    press(qtbot, window, Qt.Key.Key_E)
    dialog = dialog_of(window, ExportDialog, qtbot)
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("docx"))
    dialog.documents.setCurrentIndex(2)
    dialog.accept()
    assert one.is_file()
    window.publishing.take_in_from(one)
    # A memory is of all of them.
    press(qtbot, window, Qt.Key.Key_E)
    dialog = dialog_of(window, ExportDialog, qtbot)
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("tmx"))
    assert not dialog.documents.isEnabled()
    dialog.reject()


def test_documents_that_come_in_are_shown_where_one_stands(
    window: ReviewWindow, qtbot: QtBot
) -> None:
    asked = []
    window.documents.add_through = lambda *given: asked.append(given)
    window.documents.add([Path("가.hwp")])
    assert asked == [(window.project.path, [Path("가.hwp")], ("ko", "en"))]
    window.choose(3)
    retype(qtbot, window, "typed before")
    with type(window.project)(window.project.path) as other:
        other.add_document(new_document(small_document(), None, "넷째.hwp", "4" * 64))
    window.read_documents_again()
    assert chosen(window) == 3
    assert window.target.content().text == "typed before"
    assert len(window.project.documents) == 4
    assert window.filter_bar.document.count() == 5
    press(qtbot, window, Qt.Key.Key_PageDown, ALT)
    assert window.model.rowCount() == window.project.counts().total


@pytest.mark.slow
def test_documents_of_the_list_become_one_project_and_more_are_added(
    books_window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the main window, with real documents; one that cannot be read is named."""
    shell = books_window
    main, reviews = shell.convert, shell.page("review")
    bad = tmp_path / "나쁨.hwp"
    bad.write_bytes(b"x" * 2000)
    empty = tmp_path / "빈.docx"
    empty.touch()
    given = [SAMPLES / "hanji-notice.hwpx", SAMPLES / "hanji-guidebook.docx", bad, empty]
    main.add_paths(given)
    qtbot.waitUntil(lambda: len(main.model.rows) == 4, timeout=60_000)
    button = main.detail.summary.review
    assert not button.isVisible(), "nothing is chosen yet"
    main.view.table.selectAll()
    assert button.isVisible()
    menu = main.view.menu_for(main.view.chosen_rows())
    words = tr("Translate and review…")
    assert next(one for one in menu.actions() if one.text() == words).isEnabled()
    menu.close()
    button.click()
    (asking,) = shell.findChildren(LanguagesDialog)
    accept = asking.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(accept.isEnabled)
    asking.field.setText("봄 공고")
    asking.drafted.setChecked(False)
    accept.click()
    qtbot.waitUntil(lambda: len(reviews.windows) == 1, timeout=60_000)
    opened = reviews.windows[0]
    assert opened.project.path.name == "봄 공고.en.hanji"
    assert opened.project.meta["title"] == "봄 공고"
    assert [one.name for one in opened.project.documents] == [one.name for one in given[:2]]
    qtbot.waitUntil(lambda: "나쁨.hwp" in shell.banner.text.text(), timeout=60_000)
    assert "빈.docx" in shell.banner.text.text(), "each of them is named"
    # One more, while a person types.
    retype(qtbot, opened, "typed")
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_a: ([str(SAMPLES / "hanji-white-paper.hwp")], "")
    )
    opened.documents.pick()
    asking = shell.findChildren(LanguagesDialog)[-1]
    accept = asking.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(accept.isEnabled)
    asking.drafted.setChecked(False)
    accept.click()
    qtbot.waitUntil(lambda: len(opened.project.documents) == 3, timeout=60_000)
    assert reviews.windows == [opened]
    assert opened.target.content().text == "typed"
    assert opened.model.rowCount() == opened.project.counts().total
    reviews.end()


def test_a_project_is_handed_over_and_what_came_is_used(
    opened: Open, path: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(path)
    retype(qtbot, window, "Guide")
    press(qtbot, window, Qt.Key.Key_Return)
    copy = tmp_path / "copy.hanji"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(copy), ""))
    window.handing.ask()
    dialog_of(window, HandOverDialog, qtbot).accept()
    qtbot.waitUntil(copy.is_file)
    qtbot.waitUntil(lambda: "copy.hanji" in window.banner.text.text())
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "other"))
    theirs = opened(copy)
    qtbot.waitUntil(theirs.banner.isVisible)
    theirs.banner.action.click()
    qtbot.waitUntil(lambda: any((tmp_path / "other" / "memories").glob("*.sqlite")))
    theirs.choose(1)
    qtbot.waitUntil(lambda: bool(theirs.panes.counts[0]))


@pytest.mark.slow
def test_preparing_many_documents_can_be_stopped(
    books_window, qtbot: QtBot, tmp_path: Path
) -> None:
    shell = books_window
    folder = tmp_path / "문서"
    folder.mkdir()
    sources = []
    for number in range(12):
        sources.append(folder / f"{number}.docx")
        shutil.copy(SAMPLES / "hanji-guidebook.docx", sources[-1])
    shell.reviews.make(sources, tmp_path, ("ko", "en"), name="많음", drafted=False)
    qtbot.waitUntil(lambda: "12" in shell.banner.text.text())
    qtbot.waitUntil(shell.banner.action.isVisible, timeout=30_000)
    shell.banner.action.click()
    qtbot.waitUntil(lambda: "12" not in shell.banner.text.text(), timeout=60_000)
    qtbot.wait(300)
    assert not (tmp_path / "많음.en.hanji").exists()
    assert not list(tmp_path.glob(".*.part"))
    assert shell.banner.isVisible()
