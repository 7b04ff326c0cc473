# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person opens a book's page, sees it, mends it, and says whether it may be published."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import i18n
from app.i18n import tr
from app.services.book import confirmation as confirmations
from app.services.book.conformity import Standing
from app.services.book.preview_html import PICTURE
from app.services.edits_file import edits_path, read_edits
from app.services.library import LibraryBook
from app.services.report import Remark, ReportItem, Status
from app.ui.book import jobs
from app.ui.book.looking import LookThrough
from app.ui.book.making_form import COVER
from app.ui.book.preview import BookPreview
from converters.document.edits import Do, PictureEdit
from converters.document.findings import Finding, FindingKind, Grade, Place
from converters.document.metadata import Metadata
from converters.editing import words_of
from converters.theme import Design
from tests.app.book.hostile_book import hostile_book
from tests.conftest import SAMPLES
from tests.ui.books_at_once import convert

NAME = "홍길동"


def stored(book) -> dict:
    return json.loads(edits_path(book.path).read_text(encoding="utf-8"))


def shown(page) -> str:
    return page.pane.preview.toPlainText()


def choose(page, kind: FindingKind) -> None:
    rows = page.findings.model.shown
    at = next(at for at, row in enumerate(rows) if row.kind is kind)
    page.findings.list.setCurrentIndex(page.findings.model.index(at))


def type_into(widget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    # Korean comes through an input method, never as keys.
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(widget, typed)


def test_a_book_opens_with_its_text_contents_and_findings(page, open_book):
    book = open_book()
    page.pane.show_chapter(0)
    assert "제1절 추진 배경" in shown(page)
    lines = [page.pane.contents.itemText(at) for at in range(page.pane.contents.count())]
    assert "　제1절 인구와 가구" in lines
    kinds = {row.kind for row in page.findings.model.rows}
    assert FindingKind.EMAIL in kinds
    assert page.metadata.fields["title"].text() == book.title


def test_pages_are_turned_through_the_whole_book_by_key(page, open_book, qtbot):
    open_book()
    page.pane.show_chapter(page.pane.number)
    seen = []
    for _ in range(60):
        seen.append(page.pane.number)
        qtbot.keyClick(page.pane.preview, Qt.Key.Key_PageDown)
    assert sorted(set(seen)) == [-1, 0, 1]
    assert seen == sorted(seen)
    for _ in range(60):
        qtbot.keyClick(page.pane.preview, Qt.Key.Key_PageUp)
    assert page.pane.number == -1


def test_choosing_a_finding_shows_its_place_marked(page, open_book, qtbot):
    open_book()
    page.pane.show_chapter(0)
    choose(page, FindingKind.EMAIL)
    qtbot.keyClick(page.findings.list, Qt.Key.Key_Return)
    selections = page.pane.preview.extraSelections()
    assert page.pane.number == 1
    assert "plan@hanji.example" in selections[0].cursor.selectedText()


def test_a_loss_is_gone_to_once_the_whole_book_was_read(page, qtbot, tmp_path):
    book = convert(SAMPLES / "hanji-white-paper.hwp", tmp_path / "책")
    loss = Remark("drawing", 1, "BodyText/Section0#9", "plan@hanji.example")
    page.open(replace(book, item=replace(book.item, losses=(loss,))), loss)
    qtbot.waitUntil(lambda: page.findings.current() is not None, timeout=60_000)
    assert page.findings.current().remark == loss
    shown = page.pane.block(page.pane.marked)
    assert shown is not None
    assert "plan@hanji.example" in words_of(shown)


def test_a_line_of_the_contents_leads_to_its_heading(page, open_book):
    open_book()
    at = page.pane.contents.findText("　제2절 탄소중립 도시 조성")
    page.pane.contents.setCurrentIndex(at)
    page.pane.contents.activated.emit(at)
    block = page.pane.block(page.pane.preview.first_block_in_view())
    assert page.pane.number == 1
    assert page.pane.preview.verticalScrollBar().value() > 0
    assert block is not None


def test_what_the_preview_cannot_show_is_said(page, open_book):
    open_book()
    page.pane.show_chapter(0)
    assert "덧말" in page.pane.lacks.text()


def test_pages_as_printed_are_said_to_be_shown_as_text(page, open_book, qtbot):
    book = open_book()
    page.open(replace(book, options="to=fixed-epub"))
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    page.pane.show_chapter(0)
    assert "인쇄한 모양" in page.pane.lacks.text()


def test_nothing_but_the_books_own_pictures_is_loaded(page):
    from PySide6.QtGui import QTextDocument

    image = int(QTextDocument.ResourceType.ImageResource.value)
    style = int(QTextDocument.ResourceType.StyleSheetResource.value)
    preview = page.pane.preview
    for address in ("http://a.example/x.png", "file:///etc/passwd", "data:image/png;base64,AA"):
        assert preview.loadResource(image, address) is None
        assert preview.loadResource(style, address) is None


def test_a_hostile_book_asks_for_nothing(page, qtbot, tmp_path, monkeypatch):
    asked = []
    load = BookPreview.loadResource

    def recorded(self, kind, name):
        asked.append(name.toString() if isinstance(name, QUrl) else name)
        return load(self, kind, name)

    monkeypatch.setattr(BookPreview, "loadResource", recorded)
    book = hostile_book(tmp_path / "a.epub")
    item = ReportItem("a.hwp", Status.CONVERTED, title="a")
    page.open(LibraryBook(book, tmp_path / "a.hwp", item, 0.0))
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    page.pane.show_chapter(0)
    assert "text" in shown(page)
    assert all(one.startswith(PICTURE) for one in asked), asked
    assert page.jobs.folder.joinpath("book.json").exists()


def test_a_corrected_title_goes_into_the_sidecar_and_back(page, open_book, qtbot):
    book = open_book()
    title = page.metadata.fields["title"]
    before = title.text()
    type_into(title, "한지시 백서")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert stored(book)["metadata"] == {"title": "한지시 백서"}
    page.keys.by_name["undo"].trigger()
    assert not edits_path(book.path).exists()
    assert title.text() == before
    page.keys.by_name["redo"].trigger()
    assert stored(book)["metadata"] == {"title": "한지시 백서"}


def test_what_is_being_typed_stays_when_the_document_is_read_at_last(page, open_book, qtbot):
    book = open_book()
    page.window().activateWindow()
    page.keys.by_name["metadata"].trigger()
    title = page.metadata.fields["title"]
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    title.selectAll()
    qtbot.keyClicks(title, "Ha")
    page.metadata.open(Metadata(title="Of the document"))
    assert title.text() == "Ha"
    assert page.metadata.fields["publisher"].text() == ""
    qtbot.keyClicks(title, "nji")
    title.clearFocus()
    assert stored(book)["metadata"] == {"title": "Hanji"}


def test_a_senseless_date_is_refused_in_words(page, open_book, qtbot):
    book = open_book()
    type_into(page.metadata.fields["date"], "지난봄")
    qtbot.keyClick(page.metadata.fields["date"], Qt.Key.Key_Return)
    assert "발행일" in page.metadata.trouble.text()
    assert not edits_path(book.path).exists()


def test_the_book_is_made_again_with_the_corrections(page, open_book, qtbot):
    book = open_book()
    type_into(page.metadata.fields["title"], "한지시 백서")
    # The keyboard is still in the field: what stands there counts.
    assert not page.busy
    page.keys.by_name["rebuild"].trigger()
    qtbot.waitUntil(lambda: not page.busy and page.book.title == "한지시 백서", timeout=60_000)
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    with zipfile.ZipFile(book.path) as archive:
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        assert "한지시 백서" in archive.read(package).decode()
    assert not page.is_behind
    said = [row.place() for row in page.findings.model.rows]
    assert "책 정보: 제목" in said


def test_hiding_what_was_found_hides_it_in_the_next_book(page, open_book, qtbot):
    book = open_book()
    assert not page.is_behind
    choose(page, FindingKind.EMAIL)
    qtbot.mouseClick(page.findings.mask_one, Qt.MouseButton.LeftButton)
    (edit,) = read_edits(edits_path(book.path)).edits
    assert (edit.do, edit.find) == (Do.REPLACE, "plan@hanji.example")
    assert page.is_behind
    page.rebuild()
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    texts = [row.finding.text for row in page.findings.model.rows if row.kind is FindingKind.EMAIL]
    assert texts == [edit.text]


def test_a_picture_gets_words_and_enter_takes_them(page, open_book, qtbot):
    book = open_book()
    page.show_tab("pictures")
    key = page.pictures.current().key
    type_into(page.pictures.alt, "인구가 늘어나는 막대그래프")
    qtbot.keyClick(page.pictures.alt, Qt.Key.Key_Return)
    pictures = read_edits(edits_path(book.path)).pictures
    assert pictures == {key: PictureEdit("인구가 늘어나는 막대그래프")}
    qtbot.mouseClick(page.pictures.as_document, Qt.MouseButton.LeftButton)
    assert not edits_path(book.path).exists()


def test_words_of_a_picture_are_offered_in_the_next_book(page, open_book, qtbot, tmp_path):
    book = open_book()
    page.show_tab("pictures")
    type_into(page.pictures.alt, "인구 그래프")
    qtbot.keyClick(page.pictures.alt, Qt.Key.Key_Return)
    edits_path(book.path).unlink()
    page.reload()
    qtbot.waitUntil(lambda: page.known is not None, timeout=60_000)
    page.show_tab("pictures")
    assert page.pictures.alt.toPlainText() != "인구 그래프"
    qtbot.mouseClick(page.pictures.from_before, Qt.MouseButton.LeftButton)
    assert page.pictures.alt.toPlainText() == "인구 그래프"
    assert not edits_path(book.path).exists()


def test_headings_change_their_level_by_the_arrow_keys(page, open_book, qtbot):
    book = open_book()
    page.show_tab("headings")
    page.headings.show_heading("1. 총괄")
    qtbot.keyClick(page.headings.list, Qt.Key.Key_Left)
    (edit,) = read_edits(edits_path(book.path)).edits
    assert (edit.do, edit.level, edit.at.text) == (Do.HEADING, 2, "1. 총괄")
    qtbot.keyClick(page.headings.list, Qt.Key.Key_Right)
    assert not edits_path(book.path).exists()


def test_a_line_that_was_pointed_at_becomes_a_heading_or_is_left_out(page, open_book, qtbot):
    book = open_book()
    page.pane.show_chapter(0)
    numbers = range(200)
    at = next(n for n in numbers if getattr(page.pane.block(n), "inlines", None)
              and "시민과 함께 빚는" in shown_words(page, n))  # fmt: skip
    page.pane.chosen.emit(0, at)
    assert page.text.block_words.text().count("시민과 함께 빚는 종이의 도시")
    qtbot.mouseClick(page.text.leave_out, Qt.MouseButton.LeftButton)
    (edit,) = read_edits(edits_path(book.path)).edits
    assert (edit.do, edit.at.text) == (Do.LEAVE_OUT, "시민과 함께 빚는 종이의 도시")


def test_a_line_is_moved_and_gets_a_language(page, open_book, qtbot):
    book = open_book()
    page.show_tab("text")
    page.pane.show_chapter(0)
    first, second = (
        next(n for n in range(200) if page.pane.block(n) and words in shown_words(page, n))
        for words in ("시민과 함께 빚는", "제1절 추진 배경")
    )
    page.pane.chosen.emit(0, first)
    qtbot.mouseClick(page.text.set_language, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.text.move_block, Qt.MouseButton.LeftButton)
    assert "시민과 함께" in page.text.block_words.text()
    page.show_tab("text")
    page.pane.chosen.emit(0, second)
    page.show_tab("text")
    qtbot.mouseClick(page.text.move_block, Qt.MouseButton.LeftButton)
    found = {edit.do: edit for edit in read_edits(edits_path(book.path)).edits}
    assert found[Do.LANGUAGE].language == "en"
    assert found[Do.MOVE].at.text == "시민과 함께 빚는 종이의 도시"
    assert "추진 배경" in found[Do.MOVE].behind.text


def shown_words(page, number: int) -> str:
    return words_of(page.pane.block(number))


def test_heads_and_captions_of_tables_are_set(page, open_book, qtbot):
    book = open_book()
    page.show_tab("text")
    page.text.head_rows.setValue(1)
    qtbot.mouseClick(page.text.set_heads, Qt.MouseButton.LeftButton)
    type_into(page.text.caption, "새 캡션")
    qtbot.mouseClick(page.text.set_caption, Qt.MouseButton.LeftButton)
    found = {edit.do: edit for edit in read_edits(edits_path(book.path)).edits}
    assert found[Do.TABLE_HEADS].rows == 1
    assert found[Do.CAPTION].text == "새 캡션"
    page.text.list.setCurrentRow(0)
    qtbot.mouseClick(page.text.take_back, Qt.MouseButton.LeftButton)
    assert len(read_edits(edits_path(book.path)).edits) == 1


def test_nobody_answers_without_a_name(page, open_book):
    open_book()
    page.show_tab("publish")
    page.publish.choose("not-by-colour")
    assert not page.publish.held.isEnabled()
    page.publish.name.setText(NAME)
    assert page.publish.held.isEnabled()


def test_a_book_goes_from_open_points_to_a_signed_certificate(page, open_book, qtbot, tmp_path):
    book = open_book()
    page._notifier.confirm = lambda *_words: True
    page.show_tab("publish")
    type_into(page.publish.name, NAME)
    type_into(page.publish.office, "기획예산과")
    assert page.publishing.answer().open_points
    page.show_tab("findings")
    for kind in (FindingKind.EMAIL, FindingKind.ADDRESS):
        choose(page, kind)
        qtbot.mouseClick(page.findings.decide_all, Qt.MouseButton.LeftButton)
    assert not page.publishing.answer().undecided
    page.show_tab("publish")
    for item, looked in (("pictures-true", "pictures"), ("headings-true", "headings")):
        page.publish.choose(item)
        qtbot.mouseClick(page.publish.look, Qt.MouseButton.LeftButton)
        (box,) = (one for one in page.findChildren(LookThrough) if one.isVisible())
        assert box.things, looked
        for _ in range(len(box.things)):
            qtbot.keyClick(box.right, Qt.Key.Key_Space)
    assert not page.publish.sign.isEnabled()
    for answer in page.publishing.answer().open_items:
        page.publish.choose(answer.item.name)
        qtbot.keyClick(page.publish.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.publishing.answer().is_final, timeout=60_000)
    answer = page.publishing.answer()
    assert answer.may_be_signed
    assert not answer.may_be_published
    before = page._opening
    with qtbot.waitSignal(page.jobs.signed, timeout=60_000):
        qtbot.mouseClick(page.publish.sign, Qt.MouseButton.LeftButton)
    # It is opened again, and read perhaps before this looks.
    qtbot.waitUntil(lambda: page._opening > before, timeout=60_000)
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    qtbot.waitUntil(lambda: page.publishing.answer().is_final, timeout=60_000)
    assert page.publishing.answer().may_be_published
    assert b"dcterms:conformsTo" in zipfile.ZipFile(book.path).read("EPUB/package.opf")
    kept = confirmations.read_confirmation(book.path)
    assert (kept.signature.by, kept.signature.office) == (NAME, "기획예산과")
    assert kept.items["not-by-colour"].by == NAME
    page.publishing.write_certificate(tmp_path / "확인서.pdf")
    assert (tmp_path / "확인서.pdf").read_bytes().startswith(b"%PDF")


def test_an_answer_is_final_only_when_pictures_were_looked_at(page, open_book, qtbot):
    open_book()
    qtbot.waitUntil(lambda: page.publishing.answer().is_final, timeout=60_000)
    page.publish.name.setText(NAME)
    page.jobs.checking.emit(page._opening, jobs.PICTURES, 3, 8)
    qtbot.waitUntil(lambda: not page.publishing.answer().is_final)
    assert page.publish.head.text() == tr("The checks are at work …")
    working = tr("Looking for personal data on pictures: {done} of {total}", done=3, total=8)
    assert working in page.publish.open_points.text()
    assert page.answer.text() == tr("The checks are at work …")
    assert not page.publishing.answer().may_be_signed
    assert not page.publish.sign.isEnabled()
    assert not page.publish.certificate.isEnabled()
    # What comes late of another opening says nothing of this book.
    page.jobs.checking.emit(page._opening - 1, "", 0, 0)
    page.jobs.checking.emit(page._opening, jobs.PROGRAMS, 0, 0)
    programs = tr("EPUBCheck and Ace look at the book …")
    qtbot.waitUntil(lambda: programs in page.publish.open_points.text())
    page.jobs.checking.emit(page._opening, "", 0, 0)
    qtbot.waitUntil(lambda: page.publishing.answer().is_final)
    assert page.publish.certificate.isEnabled()
    assert programs not in page.publish.open_points.text()


def test_what_other_checkers_find_counts_too(page, open_book, qtbot, monkeypatch):
    found = Finding(FindingKind.EPUBCHECK, Grade.ERROR, "RSC-005: error", Place("c0001.xhtml"))
    monkeypatch.setattr(jobs, "is_any_there", lambda: True)
    monkeypatch.setattr(jobs, "check_outside", lambda _book: iter([found]))
    open_book()
    qtbot.waitUntil(lambda: bool(page.publishing.answer().errors), timeout=60_000)
    standing = {one.item.name: one.standing for one in page.publishing.answer().items}
    assert standing["epub"] is Standing.NOT_HELD
    assert page.findings.model.rows[0].kind is FindingKind.EPUBCHECK


def test_a_signature_does_not_hold_for_another_book(page, open_book, qtbot):
    book = open_book()
    said = confirmations.sign(NAME, "", "0" * 64, {})
    confirmations.keep(confirmations.signed(confirmations.Confirmation(), said), book.path)
    page.reload()
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    answer = page.publishing.answer()
    assert answer.signature is None
    assert answer.signed_before.by == NAME


def test_what_must_not_be_published_cannot_be_signed_away(page, open_book, tmp_path, make_document):
    open_book(make_document(tmp_path / "명단.hwp", "명단", "홍길동 주민등록번호 880101-1234568"))
    page.publish.name.setText(NAME)
    errors = [row for row in page.findings.model.rows if row.group == Grade.ERROR.value]
    assert errors
    page.decide(errors[0], True)
    assert page.publishing.answer().errors
    assert not page.publish.sign.isEnabled()


def test_the_original_stands_beside_and_follows(page, open_book, qtbot):
    page.resize(1400, 800)
    open_book()
    if not page.pane.beside.isChecked():
        page.pane.beside.click()
    qtbot.waitUntil(lambda: "1쪽" in page.pane.original.words.text(), timeout=60_000)
    assert page.pane.original.isVisible()


def test_without_the_original_only_the_metadata_can_be_corrected(
    page, qtbot, tmp_path, make_document
):
    source = make_document(tmp_path / "시정.hwp", "시정 백서", "본문이다.")
    book = convert(source, tmp_path / "책")
    source.unlink()
    page.open(book)
    qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
    assert "시정.hwp" in page.headings.said.text()
    heard = []
    page._notifier.said.connect(heard.append)
    page.rebuild()
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)
    assert "시정.hwp" in heard[0].text
    assert not page.busy


@pytest.mark.parametrize("language", list(i18n.Language))
def test_everything_that_takes_the_focus_has_a_name(page, open_book, language):
    i18n.use_language(language)
    page.retranslate()
    open_book()
    page.publish.name.setText(NAME)
    seen = set()
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        for widget in page.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and widget.isVisible() and not widget.objectName().startswith("qt_"):
                name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert name, (at, widget, widget.parent())
                seen.add(widget)
    assert len(seen) > 45


def test_every_answer_has_its_words(page, open_book):
    open_book()
    standings = {one.standing for one in page.publishing.answer().items}
    assert {Standing.MACHINE, Standing.LOOK} <= standings
    assert page.publish.list.count() == len(page.publishing.answer().items)


def test_a_file_that_is_no_book_is_said_to_be_none(page, open_book, qtbot, tmp_path):
    book = open_book()
    Path(book.path).write_bytes(b"PK\x03\x04 nothing")
    page.reload()
    qtbot.waitUntil(lambda: bool(page._trouble), timeout=60_000)
    assert book.path.name in page.findings.said.text()


# ------------------------------------------------------------ how the book is made


def test_design_chapters_and_licence_are_chosen_for_one_book_and_taken_back(page, open_book, qtbot):
    book = open_book()
    making = page.making
    making.design.setCurrentIndex(1 + list(Design).index(Design.REPORT))
    making.design.activated.emit(making.design.currentIndex())
    making.split.setCurrentIndex(2)
    making.split.activated.emit(2)
    page.metadata.machines.click()
    type_into(page.metadata.fields["identifier"], "urn:isbn:9788901234567")
    page.metadata.take_typed()
    assert stored(book)["book"] == {"design": "report", "split_level": 2}
    assert stored(book)["metadata"] == {"identifier": "urn:isbn:9788901234567", "kogl_ai": True}
    page.edits.stack.undo()
    page.edits.stack.undo()
    page.edits.stack.undo()
    assert making.split.currentIndex() == 0
    assert not page.metadata.machines.isChecked()
    assert stored(book)["book"] == {"design": "report"}
    page.edits.stack.redo()
    with qtbot.waitSignal(page.jobs.rebuilt, timeout=60_000):
        page.rebuild()
    names = zipfile.ZipFile(book.path).namelist()
    assert sum(name.startswith("EPUB/c0") for name in names) > 5


def test_an_own_cover_is_looked_at_by_a_worker_first(page, open_book, qtbot, tmp_path):
    book = open_book()
    good, bad = tmp_path / "표지.png", tmp_path / "나쁨.png"
    Image.new("RGB", (600, 900), (10, 80, 160)).save(good)
    bad.write_bytes(b"\x89PNG\r\n\x1a\n broken")
    for path, is_taken in ((bad, False), (good, True)):
        with qtbot.waitSignal(page.jobs.picture_looked_at, timeout=60_000):
            page.making.picture_wanted.emit(COVER, path)
        qtbot.waitUntil(lambda: bool(page.making.trouble.text()) is not is_taken)  # noqa: B023
    assert page.edits.edits.book.cover == good.read_bytes()
    assert not page.making.emblem.isEnabled()
    page.making.typeset.click()
    assert not edits_path(book.path).exists()
    page.edits.stack.undo()
    assert page.edits.edits.book.cover == good.read_bytes()
