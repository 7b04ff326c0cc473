# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments on words in the window, by its keys: made, answered, resolved, and where words went."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.i18n import tr
from app.ui.review.editor import Layer
from app.ui.review.window import ReviewWindow
from tests.ui.review.windows import CONTROL, SHIFT, press, retype


def marked(window: ReviewWindow, side: str) -> list[str]:
    shown = window.source if side == "source" else window.target
    return [one.cursor.selectedText() for one in shown._marks.get(Layer.COMMENTS, ())]


def say(qtbot: QtBot, window: ReviewWindow, words: str) -> None:
    field = window.panes.comments.field
    assert field.hasFocus()
    field.setPlainText(words)
    qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)


def test_chosen_words_are_commented_answered_and_shown_in_the_text(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(4)
    retype(qtbot, window, "Ask the civil office.")
    window.target.select_span(8, 20)
    press(qtbot, window, Qt.Key.Key_M, CONTROL | SHIFT)
    pane = window.panes.comments
    assert pane.about.text() == "“civil office”"
    say(qtbot, window, "용어집과 다름")
    assert marked(window, "target") == ["civil office"]
    pane.cards.setCurrentRow(0)
    assert pane.button.text() == tr("Reply")
    assert window.target.textCursor().selectedText() == "civil office"
    pane.field.setFocus()
    say(qtbot, window, "고치겠습니다")
    first, second = window.project.comments(4)
    assert (first.anchor.quote, first.anchor.side) == ("civil office", "target")
    assert second.reply_to == first.comment_id
    assert window.panes.counts[3] == 1
    # The mark goes with its words while one types before them.
    window.target.moveCursor(window.target.textCursor().MoveOperation.Start)
    window.target.insert_text("Please: ")
    assert marked(window, "target") == ["civil office"]
    window.go(1)
    window.go(-1)
    assert marked(window, "target") == ["civil office"]
    pane.cards.setCurrentRow(1)
    pane.answered.click()
    assert window.project.commented() == {}
    assert marked(window, "target") == []
    pane.cards.setCurrentRow(0)
    pane.answered.click()
    assert marked(window, "target") == ["civil office"]


def test_words_that_are_gone_leave_the_comment_at_the_segment(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(4)
    window.source.setFocus()
    window.source.select_span(4, 7)
    press(qtbot, window, Qt.Key.Key_M, CONTROL | SHIFT)
    say(qtbot, window, "어디?")
    assert marked(window, "source") == ["민원실"]
    window.target.setFocus()
    window.target.select_span(0, 2)
    press(qtbot, window, Qt.Key.Key_M, CONTROL | SHIFT)
    say(qtbot, window, "EN?")
    retype(qtbot, window, "Ask us.")
    window.leave()
    window.details.refresh()
    assert marked(window, "target") == []
    cards = window.panes.comments.cards
    assert cards.count() == 2
    assert tr("no longer in the text") in cards.itemWidget(cards.item(1)).text()


def test_escape_lets_a_comment_of_its_own_be_written(qtbot: QtBot, window: ReviewWindow) -> None:
    window.choose(4)
    press(qtbot, window, Qt.Key.Key_M, CONTROL | SHIFT)
    say(qtbot, window, "하나")
    pane = window.panes.comments
    pane.cards.setCurrentRow(0)
    pane.field.setFocus()
    qtbot.keyClick(pane.field, Qt.Key.Key_Escape)
    say(qtbot, window, "둘")
    assert [one.reply_to for one in window.project.comments(4)] == [None, None]


def test_what_was_said_answered_or_deleted_is_taken_back_without_touching_segments(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(4)
    retype(qtbot, window, "Ask us.")
    press(qtbot, window, Qt.Key.Key_Return)
    window.choose(4)
    pane = window.panes.comments
    assert not pane.back.isEnabled()
    press(qtbot, window, Qt.Key.Key_M, CONTROL | SHIFT)
    say(qtbot, window, "하나")
    pane.cards.setCurrentRow(0)
    pane.field.setFocus()
    say(qtbot, window, "답글")
    # One's own words are deleted where nobody answered them.
    pane.cards.setCurrentRow(0)
    assert not pane.delete.isEnabled()
    pane.cards.setCurrentRow(1)
    pane.delete.click()
    pane.cards.setCurrentRow(0)
    qtbot.keyClick(pane.cards, Qt.Key.Key_Delete)
    assert window.project.comments(4) == ()
    # Ctrl+Z takes back what is typed, and then what was said before.
    pane.field.setFocus()
    qtbot.keyClicks(pane.field, "x")
    qtbot.keyClick(pane.field, Qt.Key.Key_Z, CONTROL)
    assert pane.field.toPlainText() == ""
    assert window.project.comments(4) == ()
    qtbot.keyClick(pane.field, Qt.Key.Key_Z, CONTROL)
    assert [one.text for one in window.project.comments(4)] == ["하나"]
    qtbot.keyClick(pane.field, Qt.Key.Key_Z, CONTROL)
    first, second = window.project.comments(4)
    assert (second.text, second.reply_to) == ("답글", first.comment_id)
    pane.cards.setCurrentRow(0)
    pane.answered.click()
    assert window.project.commented() == {}
    pane.back.click()
    assert window.project.commented() == {4: 1}
    pane.back.click()
    pane.back.click()
    assert window.project.comments(4) == ()
    assert not pane.back.isEnabled()
    pane.field.setPlainText("")
    for _ in range(2):
        qtbot.keyClick(pane.field, Qt.Key.Key_Y, CONTROL)
    assert [one.text for one in window.project.comments(4)] == ["하나", "답글"]
    # What another segment has to take back is not taken back here, and segments have their own steps.
    window.choose(5)
    assert not pane.back.isEnabled()
    window.segments.undo()
    assert window.project.segment(4).target.text.startswith("EN")
    assert len(window.project.comments(4)) == 2


def test_a_thread_that_became_another_is_not_taken_back(qtbot: QtBot, window: ReviewWindow) -> None:
    window.choose(4)
    press(qtbot, window, Qt.Key.Key_M, CONTROL | SHIFT)
    say(qtbot, window, "하나")
    (one,) = window.project.comments(4)
    window.project.add_comment(4, "둘째", "2026-11-30T00:00:00+00:00", "답", None, one.comment_id)
    window.panes.comments.turned.emit(True)
    assert len(window.project.comments(4)) == 2
