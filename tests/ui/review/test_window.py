# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review window, by its keys, over real projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from app.bootstrap import open_executor
from app.jobs.limits import WorkerLimits
from app.services.reviewing.building import source_document, translated_document
from app.services.reviewing.creating import create
from app.services.reviewing.reading import DocumentReader
from app.services.reviewing.session import open_project
from app.services.translating import order_for
from app.store.project import OpenFinding
from app.ui.notifier import Notifier
from app.ui.review.check_dialog import ChecksDialog
from app.ui.review.grid import TARGET, SegmentFilter
from app.ui.review.key_bindings import GROUPS
from app.ui.review.key_dialog import KeyBindingsDialog
from app.ui.review.languages_dialog import LanguagesDialog
from app.ui.review.previews import PreviewPage
from app.ui.review.window import ReviewWindow, open_review
from app.ui.start import prepare_application
from tests.acceptance.translated import structure
from tests.checkers import epubcheck
from tests.conftest import CORPUS, SAMPLES
from tests.ui.review.windows import ALT, CONTROL, SHIFT, Open, chosen, press, retype
from translation.inline_codes import from_marked
from translation.review.search import SearchFor
from translation.review.segments import Origin, Status
from translation.terms.term import Term


def test_control_enter_confirms_and_goes_on(qtbot: QtBot, window: ReviewWindow) -> None:
    assert chosen(window) == 1
    retype(qtbot, window, "Guide")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(1).target.text == "Guide"
    assert window.project.segment(1).status is Status.REVIEWED
    assert chosen(window) == 2
    assert window.target.hasFocus()


def test_plain_enter_neither_confirms_nor_breaks_the_line(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    retype(qtbot, window, "Guide")
    for modifiers in (Qt.KeyboardModifier.NoModifier, SHIFT):
        press(qtbot, window, Qt.Key.Key_Return, modifiers)
    assert chosen(window) == 1
    assert window.target.content().marked == "Guide"
    assert window.project.segment(1).status is Status.DRAFT


def test_the_last_syllable_is_not_lost(qtbot: QtBot, window: ReviewWindow) -> None:
    window.target.selectAll()
    qtbot.keyClick(window.target, Qt.Key.Key_Delete)
    QCoreApplication.sendEvent(window.target, QInputMethodEvent("글", []))
    assert window.target.content().text == ""
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(1).target.text == "글"
    # A click elsewhere does not lose it either.
    QCoreApplication.sendEvent(window.target, QInputMethodEvent("한", []))
    window.choose(4)
    assert "한" in window.project.segment(2).target.text


def test_chips_are_moved_and_deleted_whole_and_come_back_by_key(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(5)
    marked = "EN <1>굵은 </1>글과 <2>누리집</2>입니다.<3/>"
    assert window.target.content().marked == marked
    window.target.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(window.target, Qt.Key.Key_Backspace)
    assert window.target.content().marked == marked.removesuffix("<3/>")
    press(qtbot, window, Qt.Key.Key_T)
    assert window.target.content().marked == marked
    retype(qtbot, window, "Bold")
    window.target.selectAll()
    press(qtbot, window, Qt.Key.Key_T)
    assert window.target.content().marked == "<1>Bold</1>"
    press(qtbot, window, Qt.Key.Key_T, CONTROL | SHIFT)
    assert window.target.content().marked == "<1>Bold</1><2></2><3/>"
    press(qtbot, window, Qt.Key.Key_Insert)
    assert window.target.content() == window.project.segment(5).source


def test_chips_are_copied_and_pasted_as_chips(qtbot: QtBot, window: ReviewWindow) -> None:
    window.choose(5)
    before = window.target.content()
    window.target.selectAll()
    window.target.copy()
    window.target.clear()
    window.target.paste()
    assert window.target.content() == before
    window.choose(2)
    window.target.selectAll()
    window.target.paste()
    # Tags of another segment stay there.
    assert window.target.content().text == before.text
    assert not window.target.content().numbers()
    QGuiApplication.clipboard().setText("two\nlines")
    window.target.selectAll()
    window.target.paste()
    assert window.target.content().marked == "two lines"


def test_keys_go_about(qtbot: QtBot, window: ReviewWindow) -> None:
    press(qtbot, window, Qt.Key.Key_Down)
    press(qtbot, window, Qt.Key.Key_Down)
    assert chosen(window) == 3
    press(qtbot, window, Qt.Key.Key_Up)
    assert chosen(window) == 2
    window.review.confirm(3, from_marked("x"))
    window.reload()
    window.choose(2)
    press(qtbot, window, Qt.Key.Key_Down, ALT)
    assert chosen(window) == 4


def test_what_is_left_without_confirming_is_kept_as_edited(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    retype(qtbot, window, "Manual")
    press(qtbot, window, Qt.Key.Key_Down)
    segment = window.project.segment(1)
    assert (segment.target.text, segment.status) == ("Manual", Status.EDITED)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], list[str]]:
    """Answer every question so; return what was asked."""

    def answering(answer: bool) -> list[str]:
        heard: list[str] = []

        def confirm(_self, _parent, _title: str, text: str, _yes: str, _no: str) -> bool:
            heard.append(text)
            return answer

        monkeypatch.setattr(Notifier, "confirm", confirm)
        return heard

    return answering


def killed(qtbot: QtBot, window: ReviewWindow) -> None:
    """Leave a window as a kill does: what is typed is on the disk, and nothing else happens."""
    qtbot.waitUntil(lambda: not window._keep_timer.isActive())
    window._segment = None


@pytest.mark.parametrize("wanted", [True, False])
def test_what_was_typed_before_a_kill_comes_back_if_the_person_says_so(
    qtbot: QtBot, window: ReviewWindow, path: Path, opened: Open, asked, wanted: bool
) -> None:
    press(qtbot, window, Qt.Key.Key_Return)
    window.choose(1)
    before = window.project.segment(1)
    assert before.status is Status.REVIEWED
    retype(qtbot, window, "Half a wo")
    qtbot.waitUntil(lambda: window.project.typed() == {1: "Half a wo"})
    killed(qtbot, window)
    heard = asked(wanted)
    again = opened(path)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "Half a wo" in heard[0]
    assert again.project.typed() == {}
    if wanted:
        assert again.project.segment(1).status is Status.EDITED
        assert again.target.content().text == "Half a wo"
    else:
        assert again.project.segment(1) == before
        assert again.target.content() == before.target
    again.close()
    heard.clear()
    opened(path)
    qtbot.wait(50)
    assert heard == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["close", "other segment", "filter", "kill", "confirm other"])
def test_what_was_typed_and_undone_is_no_change(
    qtbot: QtBot, window: ReviewWindow, path: Path, opened: Open, asked, way: str
) -> None:
    press(qtbot, window, Qt.Key.Key_Return)
    window.choose(1)
    before = window.project.segment(1)
    qtbot.keyClicks(window.target, " and more")
    qtbot.waitUntil(lambda: 1 in window.project.typed())
    while window.target.document().isUndoAvailable():
        window.target.undo()
    assert window.target.content() == before.target
    if way == "other segment":
        press(qtbot, window, Qt.Key.Key_Down)
    elif way == "filter":
        window.set_filter(SegmentFilter(text="EN"))
    elif way == "confirm other":
        window.choose(2)
        press(qtbot, window, Qt.Key.Key_Return)
    if way == "kill":
        killed(qtbot, window)
    else:
        window.close()
    heard = asked(True)
    again = opened(path)
    qtbot.wait(50)
    assert heard == []
    assert again.project.segment(1) == before


def test_typing_that_is_sent_back_or_undone_in_the_project_is_not_restored(
    qtbot: QtBot, window: ReviewWindow, path: Path, opened: Open, asked
) -> None:
    retype(qtbot, window, "Manual")
    qtbot.waitUntil(lambda: 1 in window.project.typed())
    window.segments.reject()
    assert window.project.segment(1).target.text == "Manual"
    retype(qtbot, window, "Other")
    qtbot.waitUntil(lambda: 1 in window.project.typed())
    press(qtbot, window, Qt.Key.Key_Z, CONTROL | ALT)
    assert window.project.segment(1).target.text == "Manual"
    state = window.project.segment(1)
    window.close()
    heard = asked(True)
    again = opened(path)
    qtbot.wait(50)
    assert heard == []
    assert again.project.segment(1) == state


def test_equal_segments_follow_and_one_key_takes_all_back(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(6)
    retype(qtbot, window, "Applications open on 2 March.")
    press(qtbot, window, Qt.Key.Key_Return)
    follower = window.project.segment(3)
    assert follower.origin is Origin.PROPAGATED
    assert window.model.line(3).target == "Applications open on 2 March."
    press(qtbot, window, Qt.Key.Key_Z, CONTROL | ALT)
    assert window.project.segment(3).target.text.startswith("EN")
    assert window.project.segment(6).status is Status.DRAFT
    press(qtbot, window, Qt.Key.Key_Y, CONTROL | ALT)
    assert window.project.segment(3).origin is Origin.PROPAGATED


def test_a_match_is_shown_and_taken_by_its_digit(qtbot: QtBot, window: ReviewWindow) -> None:
    window.review.propagates = False
    window.choose(3)
    retype(qtbot, window, "Open from 2 March.")
    press(qtbot, window, Qt.Key.Key_Return)
    window.choose(6)
    cards = window.panes.matches.cards
    qtbot.waitUntil(lambda: cards.count() == 1 and window.panes.matches.content(1) is not None)
    window.setFocus()
    press(qtbot, window, Qt.Key.Key_1, ALT)
    assert window.target.content().text.strip() == "Open from 2 March."


def test_the_filter_finds_words_states_findings_and_the_worst(window: ReviewWindow) -> None:
    model = window.model
    model.set_filter(SegmentFilter("민원실"))
    assert model.numbers() == [4]
    model.set_filter(SegmentFilter(r"\d월 \d일부터 합니다\.\s*$", regex=True))
    assert 6 in model.numbers()
    window.review.confirm(2, from_marked("How to apply"))
    window.reload()
    model.set_filter(SegmentFilter(status="open"))
    assert 2 not in model.numbers()
    window.project.set_findings({4: [OpenFinding("numbers", "error")]})
    window.reload()
    model.set_filter(SegmentFilter(troubled=True))
    assert model.numbers() == [4]
    model.set_filter(SegmentFilter(worst_first=True))
    assert model.numbers()[-1] == 2


def test_a_half_typed_expression_breaks_nothing(window: ReviewWindow, qtbot: QtBot) -> None:
    window.filter_bar.regex.setChecked(True)
    window.filter_bar.field.setText("(")
    qtbot.wait(200)
    assert window.model.rowCount() == 7
    window.filter_bar.field.setText("(각주|민원)")
    qtbot.waitUntil(lambda: window.model.rowCount() == 2)


def test_replacing_in_all_is_one_step(window: ReviewWindow) -> None:
    window.searches.make(window.searches.replacements(SearchFor("EN "), ""))
    assert all(not line.target.startswith("EN") for line in window.model.lines)
    window.segments.undo()
    assert all(line.target.startswith("EN") for line in window.model.lines)


def test_findings_are_dismissed_and_comments_answered(window: ReviewWindow) -> None:
    window.choose(3)
    window.project.set_findings({3: [OpenFinding("numbers", "error", (("text", "3"),))]})
    window.details.findings_changed()
    checks = window.panes.checks
    checks.reason.setText("말로 썼음")
    checks.button.click()
    (stored,) = window.project.findings(3)
    assert stored.dismissed == "말로 썼음"
    assert 3 not in window.model.troubled
    checks.button.click()
    assert window.project.findings(3)[0].dismissed is None
    comments = window.panes.comments
    comments.field.setPlainText("날짜를 확인해 주세요.")
    comments.button.click()
    assert window.model.commented == {3: 1}
    comments.cards.setCurrentRow(0)
    comments.answered.click()
    assert window.model.commented == {}


def test_previews_follow_the_segment_and_what_is_typed(qtbot: QtBot, window: ReviewWindow) -> None:
    window.choose(4)
    retype(qtbot, window, "Ask at the office.")
    pages = window.previews
    qtbot.waitUntil(lambda: "Ask at the office." in pages.target.toPlainText())
    assert "민원실" in pages.source.toPlainText()
    assert pages.target.extraSelections()
    assert "Ask at the office." in pages.target.extraSelections()[0].cursor.selectedText()


def click_words(qtbot: QtBot, page: PreviewPage, words: str) -> None:
    """Click into the middle of some words of a preview."""
    found = page.document().find(words)
    assert not found.isNull(), words
    cursor = QTextCursor(page.document())
    cursor.setPosition((found.selectionStart() + found.selectionEnd()) // 2)
    place = page.cursorRect(cursor)
    page.verticalScrollBar().setValue(page.verticalScrollBar().value() + place.top() - 20)
    qtbot.mouseClick(
        page.viewport(), Qt.MouseButton.LeftButton, pos=page.cursorRect(cursor).center()
    )


def test_a_click_in_a_preview_goes_to_the_segment(qtbot: QtBot, window: ReviewWindow) -> None:
    pages = window.previews
    window.choose(2)
    qtbot.waitUntil(lambda: "민원실" in pages.source.toPlainText())
    for page, words, wanted in (
        (pages.source, "민원실로", 4),
        (pages.target, "접수는 3월", 3),
        (pages.source, "누리집", 5),
        (pages.source, "신청 안내", 2),
    ):
        click_words(qtbot, page, words)
        assert chosen(window) == wanted, words
        assert window.target.hasFocus()
        qtbot.wait(260)
    # Words that are chosen to be copied lead nowhere.
    window.choose(2)
    qtbot.wait(260)
    view = pages.source.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(4, 60))
    qtbot.mouseMove(view, QPoint(90, 60))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    assert chosen(window) == 2


def test_checks_are_chosen_and_may_block_approval(qtbot: QtBot, window: ReviewWindow) -> None:
    window.review.confirm(3, from_marked("Received."))
    window.checks.choose_checks()
    dialog = window.findChild(ChecksDialog)
    for row, _check_id in enumerate(dialog.ids):
        dialog.table.item(row, 2).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert window.project.findings(3)
    window.choose(3)
    window.segments.approve()
    assert window.project.segment(3).status is Status.REVIEWED
    window.checks.choose_checks()
    dialog = window.findChildren(ChecksDialog)[-1]
    for row, _check_id in enumerate(dialog.ids):
        dialog.table.item(row, 1).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    assert window.project.findings() == ()
    window.choose(3)
    window.segments.approve()
    assert window.project.segment(3).status is Status.APPROVED


def test_terms_are_shown_inserted_by_key_added_and_checked(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(4)
    marked = [one.cursor.selectedText() for one in window.source.extraSelections()]
    assert "민원실" in marked
    assert window.panes.counts[1] >= 1
    retype(qtbot, window, "Ask at the ")
    at = window.details._forms.index("civil service office")
    digits = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)
    press(qtbot, window, digits[at], CONTROL | SHIFT)
    assert window.target.content().text == "Ask at the civil service office"
    press(qtbot, window, Qt.Key.Key_Return)
    missing = [f.finding.check_id for f in window.project.findings(4)]
    assert "term-lost" not in missing
    window.choose(4)
    window.checks.add_term(Term("민원실", ("petition office",)))
    found = [f.finding.check_id for f in window.project.findings(4)]
    assert "term-lost" in found
    assert "petition office" in window.details._forms


def test_a_locked_segment_cannot_be_typed_into(qtbot: QtBot, window: ReviewWindow) -> None:
    window.segments.lock()
    retype(qtbot, window, "x")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(1).target.text.startswith("EN")
    window.choose(1)
    window.segments.lock()
    retype(qtbot, window, "x")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(1).target.text == "x"


def test_everything_is_named_for_screen_readers(window: ReviewWindow) -> None:
    for widget in (window.table, window.source, window.target, window.filter_bar.field):
        assert widget.accessibleName()
    index = window.model.index(0, TARGET)
    assert window.model.data(index, int(Qt.ItemDataRole.AccessibleTextRole))


def test_a_person_may_choose_other_keys(
    qtbot: QtBot, window: ReviewWindow, path: Path, opened: Open
) -> None:
    window.show_keys()
    dialog = window.findChild(KeyBindingsDialog)
    dialog.fields["confirm"].setKeySequence(QKeySequence("Ctrl+Down"))
    dialog.accept()
    assert "Ctrl+Down" in dialog.problem.text()
    dialog.fields["confirm"].setKeySequence(QKeySequence("Ctrl+J"))
    dialog.accept()
    retype(qtbot, window, "Guide")
    press(qtbot, window, Qt.Key.Key_J)
    assert window.project.segment(1).status is Status.REVIEWED
    retype(qtbot, window, "x")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(2).status is not Status.REVIEWED
    # Where it stays open, a second window finds what is being typed, and asks.
    window.close()
    again = opened(path)
    assert again.actions_by_name["confirm"].shortcut() == QKeySequence("Ctrl+J")


def test_no_two_actions_share_a_key() -> None:
    keys = [keys for group in GROUPS for key in group.keys for keys in key.keys]
    assert len(keys) == len(set(keys))


_REPORT = CORPUS / "hwp" / "postmelee+alhangeul-macos" / "samples" / "2010-01-06.hwp"
"""474 paragraphs, 12 tables, 30 notes."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "document", [SAMPLES / "hanji-notice.hwpx", _REPORT], ids=["sample", "corpus"]
)
def test_twenty_segments_by_keyboard_then_both_books(
    qtbot: QtBot, opened: Open, tmp_path: Path, document: Path
) -> None:
    """Tables, notes and links: create, edit, approve, publish."""
    if not document.is_file():
        pytest.skip("the corpus is not there")
    path = tmp_path / "공고.hanji"
    with open_executor(1, WorkerLimits()) as executor:
        create(DocumentReader(executor, ("ko", "en"), order_for).coming([document]), path)
    window = opened(path)
    edited = []
    while len(edited) < 20:
        edited.append(chosen(window))
        # Behind the first letter or tag: the order of text and tags stays.
        window.target.moveCursor(QTextCursor.MoveOperation.Start)
        qtbot.keyClick(window.target, Qt.Key.Key_Right)
        qtbot.keyClicks(window.target, "reviewed")
        press(qtbot, window, Qt.Key.Key_Return)
    assert edited == list(range(1, 21))
    for number in edited:
        segment = window.project.segment(number)
        assert segment.status is Status.REVIEWED
        assert "reviewed" in segment.target.text
    window.table.selectAll()
    window.segments.approve()
    assert window.project.counts().done(Status.APPROVED) == window.project.counts().total
    for both in (False, True):
        book = tmp_path / f"{both}.epub"
        window.publishing.build_into(book, both=both, drafts=False)
        if epubcheck.is_available():
            assert epubcheck.check(book.read_bytes(), tmp_path) == []
    with open_project(path) as project:
        source = source_document(project)
        made = translated_document(project, project.segments(), ())
    assert structure(made) == structure(source)


def test_a_window_may_be_closed_the_moment_it_opens(qtbot: QtBot, qapp, path: Path) -> None:
    """Nothing that is due later reads the closed project: the plugin fails tests on what is raised."""
    prepare_application(qapp)
    window = open_review(path)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    window.show()
    window.close()
    qtbot.wait(400)
    window.deleteLater()


def test_a_document_of_the_list_is_reviewed(books_window, qtbot: QtBot) -> None:
    """From the main window: the project is made beside the books and opens by itself."""
    shell = books_window
    main, reviews = shell.convert, shell.page("review")
    main.add_paths([SAMPLES / "hanji-guidebook.docx"])
    qtbot.waitUntil(lambda: len(main.model.rows) == 1, timeout=60_000)
    main.view.choose(main.model.rows[0].number)
    main.act("review")
    (asking,) = shell.findChildren(LanguagesDialog)
    accept = asking.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(accept.isEnabled)
    accept.click()
    qtbot.waitUntil(lambda: len(reviews.windows) == 1, timeout=60_000)
    opened = reviews.windows[0]
    assert opened.project.path.name == "hanji-guidebook.en.hanji"
    assert opened.model.rowCount() == opened.project.counts().total > 0
    # Asked again, the same window comes to the front.
    main.act("review")
    assert reviews.windows == [opened]
    reviews.end()
