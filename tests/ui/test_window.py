# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window from a person's side: real files, real workers, real books."""

from __future__ import annotations

import json
import zipfile

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app import i18n
from app import settings as stored
from app.ui.queue.model import StateFilter
from app.ui.queue.rows import ON_THE_WAY, RowState
from app.ui.window import BOOK_PAGE
from tests.conftest import SAMPLES
from tests.pdf_writer.publication import Publication

LONG = 60_000


def all_done(window) -> bool:
    return not any(row.state in ON_THE_WAY for row in window.model.rows)


def states(window) -> list[RowState]:
    return [row.state for row in window.model.rows]


def convert(window, qtbot) -> None:
    qtbot.mouseClick(window.footer.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)


def test_it_opens_empty_and_korean(window):
    assert window.pages.currentIndex() == 0
    assert window.window().windowTitle() == "한지"
    assert not window.footer.start.isEnabled()
    assert window.focusWidget() is window.drop_area.files


def test_dropped_files_become_books(window, qtbot, make_document, tmp_path, books):
    paths = [
        make_document(tmp_path / f"백서 {number}.hwp", f"제목 {number}") for number in range(3)
    ]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.window().dropEvent(event)
    qtbot.waitUntil(lambda: len(window.model.rows) == 3)
    convert(window, qtbot)
    assert states(window) == [RowState.CONVERTED] * 3
    assert sorted(path.name for path in books.glob("*.epub")) == [
        f"백서 {n}.epub" for n in range(3)
    ]
    assert all(zipfile.is_zipfile(path) for path in books.glob("*.epub"))


@pytest.mark.skipif(not list(SAMPLES.glob("*.hwp")), reason="the sample is not in the tree")
def test_the_sample_becomes_a_book(window, qtbot, add, books):
    sample = next(SAMPLES.glob("*.hwp"))
    add(sample)
    convert(window, qtbot)
    (row,) = window.model.rows
    assert row.state is RowState.CONVERTED, row.item
    assert row.item.format == "hwp5"
    assert row.book.parent == books
    window.view.choose(row.number)
    assert window.detail.file.open.isVisible()


def test_a_bad_file_fails_alone_and_can_be_tried_again(window, qtbot, add, make_document, tmp_path):
    bad, good = tmp_path / "a.hwp", make_document(tmp_path / "b.hwp")
    bad.write_bytes(b"nothing")
    add(bad, good)
    convert(window, qtbot)
    assert states(window) == [RowState.FAILED, RowState.CONVERTED]
    window.view.choose(0)
    detail = window.detail.file
    assert detail.retry.isVisible()
    assert not detail.open.isVisible()
    assert "문서가 아닙니다" in detail._cause.text()
    make_document(bad)
    qtbot.mouseClick(detail.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    assert states(window) == [RowState.CONVERTED] * 2


def test_folders_are_searched_and_a_file_is_listed_once(window, said, add, make_document, tmp_path):
    make_document(tmp_path / "in" / "a.hwp")
    make_document(tmp_path / "in" / "sub" / "b.hwp")
    (tmp_path / "in" / "c.txt").touch()
    add(tmp_path / "in", count=2)
    assert "1개는 건너뛰었습니다" in said[-1].text
    add(tmp_path / "in" / "a.hwp", count=0)
    assert len(window.model.rows) == 2


def test_an_empty_folder_is_said(window, said, qtbot, tmp_path):
    (tmp_path / "empty").mkdir()
    window.add_paths([tmp_path / "empty"])
    qtbot.waitUntil(lambda: bool(said))
    assert "찾지 못했습니다" in said[-1].text
    assert window.window().banner.isVisible()


@pytest.mark.slow
def test_cancel_all_leaves_nothing_half_written(window, qtbot, add, make_document, tmp_path, books):
    for number in range(24):
        make_document(tmp_path / "in" / f"{number:02}.hwp", "제목", *["문단입니다."] * 2000)
    add(tmp_path / "in", count=24)
    qtbot.mouseClick(window.footer.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: RowState.RUNNING in states(window), timeout=LONG)
    qtbot.mouseClick(window.footer.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    assert states(window).count(RowState.CANCELLED) > 12
    assert all(zipfile.is_zipfile(path) for path in books.glob("*.epub"))
    finished = states(window).count(RowState.CONVERTED)
    convert(window, qtbot)
    assert states(window).count(RowState.CONVERTED) + states(window).count(RowState.UNCHANGED) == 24
    assert finished < 24


def test_a_foreign_file_in_the_way_can_be_overwritten(
    window, qtbot, add, make_document, tmp_path, books
):
    books.mkdir()
    (books / "a.epub").write_text("a person's own file")
    add(make_document(tmp_path / "a.hwp"))
    convert(window, qtbot)
    assert states(window) == [RowState.FAILED]
    assert (books / "a.epub").read_text() == "a person's own file"
    window.view.choose(0)
    qtbot.mouseClick(window.detail.file.overwrite, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
    assert states(window) == [RowState.CONVERTED]


def test_the_password_field_starts_the_file_again(window, qtbot, add, make_document, tmp_path):
    from app.jobs.request import JobError
    from app.services.report import Failure, ReportItem, Status
    from converters.errors import ErrorCode

    add(make_document(tmp_path / "a.hwp"), make_document(tmp_path / "b.hwp"))
    for row in window.model.rows:
        failure = Failure(row.name, JobError(ErrorCode.ENCRYPTED))
        window.model.set_outcome(row.number, ReportItem(row.name, Status.FAILED, error=failure))
    window.view.choose(0)
    box = window.detail.file.password
    assert box.isVisible()
    assert not box.button.isEnabled()
    window.act("password")
    # QTest types ASCII only.
    box.field.setText("비밀1")
    box.everywhere.setChecked(True)
    heard = []
    window.background.start = lambda orders, _folder: heard.extend(orders)
    qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert [order.options.passwords for order in heard] == [("비밀1",), ("비밀1",)]
    assert box.field.text() == ""


def test_the_language_changes_at_once_and_is_remembered(
    window, qtbot, add, make_document, tmp_path
):
    add(make_document(tmp_path / "a.hwp"))
    assert window.footer.start.text() == "변환 시작"
    qtbot.mouseClick(window.header.language, Qt.MouseButton.LeftButton)
    assert window.footer.start.text() == "Start"
    assert window.model.rows[0].state_words() == "Waiting"
    assert window.header.language.text() == "한국어"
    assert stored.load().language == "en"
    qtbot.mouseClick(window.header.language, Qt.MouseButton.LeftButton)
    assert i18n.current_language() is i18n.Language.KOREAN


def test_enter_opens_the_page_of_the_book(window, qtbot, add, at_once, make_document, tmp_path):
    add(make_document(tmp_path / "a.hwp", "시정 백서", "본문이다."))
    convert(window, qtbot)
    window.view.choose(0)
    qtbot.keyClick(window.view.table, Qt.Key.Key_Return)
    shell = window.window()
    page = shell.pages[BOOK_PAGE]
    assert shell.stack.currentWidget() is page
    assert page.book.path.name == "a.epub"
    assert shell.sidebar.buttons["books"].isChecked()
    qtbot.keyClick(page, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shell.stack.currentWidget() is shell.pages["books"]


def test_no_program_for_books_is_said_with_a_way_out(
    window, qtbot, add, said, at_once, make_document, tmp_path, monkeypatch
):
    opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or False
    )
    add(make_document(tmp_path / "a.hwp"))
    convert(window, qtbot)
    window.view.choose(0)
    qtbot.keyClick(window.view.table, Qt.Key.Key_Return)
    page = window.window().pages[BOOK_PAGE]
    assert opened == []
    qtbot.mouseClick(page.outside, Qt.MouseButton.LeftButton)
    assert opened[-1].endswith("a.epub")
    assert "EPUB" in said[-1].text
    qtbot.mouseClick(window.window().banner.action, Qt.MouseButton.LeftButton)
    assert opened[-1].endswith("한지")


def test_the_report_can_be_saved(window, qtbot, add, make_document, tmp_path, monkeypatch):
    add(make_document(tmp_path / "a.hwp"))
    convert(window, qtbot)
    target = tmp_path / "보고서.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.act("report")
    assert json.loads(target.read_text(encoding="utf-8"))["items"][0]["status"] == "converted"


def test_files_and_folders_can_be_picked(window, qtbot, make_document, tmp_path, monkeypatch):
    first = make_document(tmp_path / "a" / "a.hwp")
    make_document(tmp_path / "b" / "b.hwp")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(first)], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "b"))
    window.pick_files()
    window.pick_folder()
    qtbot.waitUntil(lambda: len(window.model.rows) == 2)
    window.pick_out_folder()
    assert stored.load().out_folder == str(tmp_path / "b")


def test_an_output_folder_that_cannot_be_made_is_said(
    window, qtbot, add, said, make_document, tmp_path, books
):
    books.write_text("a file where the folder should be")
    add(make_document(tmp_path / "a.hwp"))
    convert(window, qtbot)
    assert states(window) == [RowState.CANCELLED]
    assert "저장 위치" in said[-1].text


def test_rows_can_be_removed_and_filtered(window, qtbot, add, make_document, tmp_path):
    bad = tmp_path / "bad.hwp"
    bad.write_bytes(b"x")
    add(bad, make_document(tmp_path / "good.hwp"))
    convert(window, qtbot)
    qtbot.mouseClick(window.view.filters[StateFilter.FAILED], Qt.MouseButton.LeftButton)
    assert window.view._shown.rowCount() == 1
    window.view.show_only(StateFilter.ALL)
    window.view.choose(0)
    qtbot.keyClick(window.view.table, Qt.Key.Key_Delete)
    assert [row.name for row in window.model.rows] == ["good.hwp"]


def test_the_menu_offers_only_what_makes_sense(window, qtbot, add, make_document, tmp_path):
    add(make_document(tmp_path / "a.hwp"))
    window.view.choose(0)
    menu = window.view.menu_for(window.view.chosen_rows())
    enabled = [action.text() for action in menu.actions() if action.isEnabled()]
    assert enabled == ["번역하고 검토…", "변환 또는 다시 시도", "목록에서 빼기"]
    window.view._show_menu(QPoint(10, 10))
    window.view.findChildren(type(menu))[-1].close()


def test_closing_in_the_middle_asks_first(window, qtbot, add, make_document, tmp_path):
    for number in range(30):
        make_document(tmp_path / "in" / f"{number}.hwp", "제목", *["문단입니다."] * 3000)
    add(tmp_path / "in", count=30)
    window.batch.start_all()
    qtbot.waitUntil(lambda: RowState.RUNNING in states(window), timeout=LONG)
    asked = []
    window.notifier.confirm = lambda *words: asked.append(words) and False
    window.window().close()
    assert window.isVisible()
    assert len(asked) == 1
    window.notifier.confirm = lambda *_words: True
    window.window().close()
    assert not window.isVisible()


def test_of_two_thousand_rows_only_the_changed_one_is_drawn_again(window, qtbot):
    from pathlib import Path

    from app.services.intake import FoundFile

    window.model.add(FoundFile(Path(f"/x/문서 {number}.hwp")) for number in range(2000))
    window._refresh()
    changed: list[tuple[int, int]] = []
    window.model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    for number in range(0, 2000, 100):
        window.model.set_state(number, RowState.RUNNING)
        window._refresh()
    assert changed == [(number, number) for number in range(0, 2000, 100)]


def test_about_names_licence_and_hancom(window, qtbot):
    from PySide6.QtWidgets import QLabel

    from app.ui.about import AboutBox

    window.window().about()
    (box,) = window.window().findChildren(AboutBox)
    text = " ".join(label.text() for label in box.findChildren(QLabel))
    assert (
        "본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다." in text
    )
    assert "AGPL" in text
    box.accept()


def test_about_leads_to_the_check_of_this_computer(window, qtbot, qapp):
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel

    from app.ui.about import AboutBox
    from app.ui.machine import MachineBox
    from app.ui.widgets import Button

    window.window().about()
    (about,) = window.window().findChildren(AboutBox)
    check = next(b for b in about.findChildren(Button) if b.text() == "이 컴퓨터 점검…")
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton)
    (box,) = about.findChildren(MachineBox)
    qtbot.waitUntil(box.copy.isEnabled, timeout=60_000)
    qtbot.mouseClick(box.copy, Qt.MouseButton.LeftButton)
    copied = qapp.clipboard().text().splitlines()
    shown = " ".join(label.text() for label in box.findChildren(QLabel))
    assert len(copied) == 9
    assert all(line.startswith("[") for line in copied)
    assert "Python" in shown
    box.accept()
    about.accept()


def test_a_check_that_fails_says_so(window, qtbot):
    from PySide6.QtWidgets import QLabel

    from app.ui.machine import MachineBox

    def fail():
        raise OSError("no")

    box = MachineBox(window, window.window()._theme, fail)
    qtbot.addWidget(box)
    said = "이 컴퓨터를 점검하지 못했습니다."
    qtbot.waitUntil(lambda: said in " ".join(lab.text() for lab in box.findChildren(QLabel)))
    assert not box.copy.isEnabled()


def test_a_pdf_is_made_again_with_its_pages_as_printed(window, qtbot, add, tmp_path):
    source = Publication(title="포스터")
    source.page().text(60, 100, "한강 여름 축제", size=28)
    path = tmp_path / "포스터.pdf"
    path.write_bytes(source.file())
    add(path)
    convert(window, qtbot)
    (row,) = window.model.rows
    window.view.choose(row.number)
    button = window.detail.file.layout_button
    for pages_kept in (True, False):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: all_done(window), timeout=LONG)
        assert row.state is RowState.CONVERTED, row.item
        with zipfile.ZipFile(row.book) as book:
            assert (b"pre-paginated" in book.read("EPUB/package.opf")) is pages_kept


def test_books_are_translated_when_that_is_chosen(window, qtbot, add, make_document, tmp_path):
    add(make_document(tmp_path / "안내.json", "설치 안내", "파일을 삭제합니다."))
    choices = window.footer.translation
    names = {"": "안내.epub", "en": "안내.en.epub", "ko-en": "안내.ko-en.epub"}
    (row,) = window.model.rows
    for choice, name in names.items():
        choices.setCurrentIndex(choices.findData(choice))
        choices.activated.emit(choices.currentIndex())
        assert stored.load().translation == choice
        window.model.set_state(row.number, RowState.WAITING)
        window._refresh()
        convert(window, qtbot)
        assert row.state is RowState.CONVERTED, row.item
        assert row.book.name == name
        assert ("시연용 모델의 초안" in row.second_line()) is bool(choice)


def test_languages_are_offered_that_an_installed_package_leads_to(
    window, qtbot, add, make_document, tmp_path
):
    from app.services.model_packages import open_store
    from tests.package_writer import tiny_package

    choices = window.footer.translation

    def offered() -> list[str]:
        choices.showPopup()
        choices.hidePopup()
        return [choices.itemData(at) for at in range(choices.count())]

    assert offered() == ["", "en", "ko-en"]
    store = open_store()
    store.install(tiny_package(tmp_path, "en", "ja", demonstration=False))
    store.install(tiny_package(tmp_path, "en", "ko", demonstration=False))
    # From Korean into Japanese two packages lead through English.
    assert offered() == ["", "en", "ko-en", "ja", "ko-ja", "ko", "en-ko"]
    add(make_document(tmp_path / "guide.json", "Setup", "Delete the file."))
    (row,) = window.model.rows
    choices.setCurrentIndex(choices.findData("ko"))
    choices.activated.emit(choices.currentIndex())
    assert stored.load().translation == "ko"
    convert(window, qtbot)
    assert row.state is RowState.CONVERTED, row.item
    assert row.book.name == "guide.ko.epub"
    # What is set stays among the choices though its package is gone.
    store.remove("en_ko")
    assert offered() == ["", "en", "ko-en", "ja", "ko-ja", "ko"]


def test_finished_books_enter_the_citys_ledger(window, qtbot, make_document, tmp_path):
    from app.ledger.records import Publication
    from app.services.costing.ledger import open_ledger

    with open_ledger(name="김") as ledger:
        ledger.add([Publication("1", "시정 백서", "A")])
    window.add_paths(
        [make_document(tmp_path / "a.hwp"), make_document(tmp_path / "b.hwp", "회의 메모")]
    )
    qtbot.waitUntil(lambda: len(window.model.rows) == 2)
    convert(window, qtbot)
    qtbot.waitUntil(lambda: "장부에 책 1권" in window.window().banner.text.text(), timeout=60_000)
    assert "회의 메모" in window.window().banner.text.text()
    with open_ledger(name="김") as ledger:
        assert ledger.count() == 2
