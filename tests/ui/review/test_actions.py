# SPDX-License-Identifier: AGPL-3.0-or-later
"""Splitting, finding, replacing, completing and counting in the review window, by its keys."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from app.i18n import tr
from app.services.reviewing.session import Review
from app.store.project import Project
from app.ui.review.alarms_dialog import FalseAlarmsDialog
from app.ui.review.analysis_dialog import AnalysisDialog
from app.ui.review.due_dialog import DueDialog
from app.ui.review.grid import STATUS_WORDS, SegmentFilter
from app.ui.review.merge_dialog import MergeDialog
from app.ui.review.project_list import ProjectList
from app.ui.review.replace_dialog import ReplaceDialog
from app.ui.review.window import ReviewWindow
from tests.review.conftest import project_of, small_document
from tests.ui.review.windows import ALT, CONTROL, SHIFT, Open, chosen, press, retype
from translation.inline_codes import from_marked
from translation.review.segments import Status
from translation.terms.term import Term


def test_a_segment_is_split_at_the_cursors_joined_and_taken_back(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(3)
    retype(qtbot, window, "From 2 March. ")
    press(qtbot, window, Qt.Key.Key_S, ALT)
    assert not window.banner.isHidden()
    for part, words in ((window.source, "접수는"), (window.target, "From")):
        cursor = part.textCursor()
        cursor.setPosition(len(words))
        part.setTextCursor(cursor)
    press(qtbot, window, Qt.Key.Key_S, ALT)
    assert window.model.rowCount() == 8
    assert [line.source for line in window.model.lines[2:4]] == ["접수는 ", "3월 2일부터 합니다. "]
    assert window.target.content().text == "From "
    assert chosen(window) == 3
    press(qtbot, window, Qt.Key.Key_Return)
    assert chosen(window) == 4
    assert window.target.content().text == "2 March. "
    press(qtbot, window, Qt.Key.Key_J, ALT)
    assert window.source.content().text == "3월 2일부터 합니다. 문의는 민원실로 하십시오."
    for rows in (8, 8, 7):
        press(qtbot, window, Qt.Key.Key_Z, CONTROL | ALT)
        assert window.model.rowCount() == rows
    assert window.target.content().text == "From 2 March. "


def test_words_are_found_forwards_and_back_and_replaced_where_they_stand(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    press(qtbot, window, Qt.Key.Key_H)
    bar = window.find_bar
    bar.old.setText("en (.)")
    bar.match_case.click()
    bar.regular.click()
    qtbot.keyClick(bar.old, Qt.Key.Key_Return)
    # Not in this case of letters.
    assert chosen(window) == 1
    bar.match_case.click()
    qtbot.keyClick(bar.old, Qt.Key.Key_Return)
    assert chosen(window) == 2
    assert window.target.textCursor().selectedText() == "EN 신"
    qtbot.keyClick(bar.old, Qt.Key.Key_Return, SHIFT)
    assert chosen(window) == 1
    bar.new.setText(r"\1-")
    qtbot.keyClick(bar.new, Qt.Key.Key_Return)
    assert window.project.segment(1).target.text == "안-내"
    assert chosen(window) == 2
    # The editor's own undo knows nothing of the project's steps, and the other way round.
    window.segments.undo()
    assert window.project.segment(1).target.text == "EN 안내"


def test_replacements_are_shown_before_and_taken_back_at_once(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.segments.confirm()
    bar = window.find_bar
    window.searches.show_replace()
    bar.old.setText("EN")
    bar.new.setText("X")
    bar.all.click()
    dialog = window.findChild(ReplaceDialog)
    assert dialog.table.rowCount() == 7
    assert "신청 안내" in dialog.table.item(1, 2).text()
    dialog.table.item(1, 0).setCheckState(Qt.CheckState.Unchecked)
    dialog.accept()
    found = [line.target.split()[0] for line in window.model.lines]
    assert found == ["X", "EN", "X", "X", "X", "X", "X"]
    assert window.project.segment(1).status is Status.EDITED
    window.segments.undo()
    assert all(line.target.startswith("EN") for line in window.model.lines)
    assert window.project.segment(1).status is Status.REVIEWED


@pytest.mark.parametrize("expression", ["(", "a{999999999}", r"(\w*)*\1\2", "(?R)"])
def test_a_hostile_expression_says_so_and_nothing_hangs(
    window: ReviewWindow, expression: str
) -> None:
    window.searches.show_replace()
    bar = window.find_bar
    bar.regular.setChecked(True)
    bar.old.setText(expression)
    window.searches.find(1)
    window.searches.replace_all()
    assert not window.banner.isHidden()
    assert window.findChild(ReplaceDialog) is None
    window.set_filter(SegmentFilter(text=expression, regex=True))
    assert window.model.rowCount() == 7


def test_the_analysis_is_shown_and_saved_as_a_spreadsheet(
    qtbot: QtBot, window: ReviewWindow, tmp_path: Path
) -> None:
    window.projects.analyse()
    dialog = window.findChild(AnalysisDialog)
    qtbot.waitUntil(dialog.save.isEnabled)
    total = [dialog.table.item(dialog.table.rowCount() - 1, column).text() for column in (2, 3)]
    assert total == ["7", "19"]
    dialog.save_as(tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    dialog.save_as(tmp_path / "none" / "out.xlsx")
    assert "none" in dialog.said.text()
    dialog.close()


def completed(window: ReviewWindow) -> list[str]:
    """Return the suggestions that are shown."""
    box = window.completion.list
    return (
        []
        if box.isHidden()
        else [box.item(row).text().split("  ")[0] for row in range(box.count())]
    )


def test_words_are_completed_from_terms_memory_draft_and_what_was_confirmed(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.checks.add_term(Term("접수", ("Registration desk",)))
    retype(qtbot, window, "Registrations announced")
    press(qtbot, window, Qt.Key.Key_Return)
    window.choose(3)
    retype(qtbot, window, "The re")
    assert completed(window) == ["Registration desk", "Registrations"]
    qtbot.keyClick(window.target, Qt.Key.Key_Down)
    qtbot.keyClick(window.target, Qt.Key.Key_Tab)
    assert window.target.content().text == "The Registrations"
    assert window.target.hasFocus()
    assert completed(window) == []
    # One undo, and what was typed is there again.
    qtbot.keyClick(window.target, Qt.Key.Key_Z, CONTROL)
    assert window.target.content().text == "The re"
    window.completion.hide()
    window.actions_by_name["suggest"].trigger()
    qtbot.keyClicks(window.target, "gi")
    assert completed(window) == []
    press(qtbot, window, Qt.Key.Key_Space)
    assert completed(window) == ["Registration desk", "Registrations"]
    qtbot.keyClick(window.target, Qt.Key.Key_Escape)
    assert completed(window) == []
    assert chosen(window) == 3
    # Confirming takes what is typed, not what is offered.
    press(qtbot, window, Qt.Key.Key_Space)
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(3).target.text == "The regi"


def test_completion_leaves_an_input_method_alone_and_finishes_its_syllable(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.target.selectAll()
    window.target.insert_text("민원실에서 안내")
    press(qtbot, window, Qt.Key.Key_Return)
    window.choose(4)
    window.target.selectAll()
    qtbot.keyClick(window.target, Qt.Key.Key_Delete)
    done = QInputMethodEvent("원", [])
    done.setCommitString("민")
    QCoreApplication.sendEvent(window.target, done)
    assert window.target.content().text == "민"
    # The draft's word is nearer than that of the project.
    assert completed(window) == ["민원실로", "민원실에서"]
    qtbot.keyClick(window.target, Qt.Key.Key_Up)
    qtbot.keyClick(window.target, Qt.Key.Key_Return)
    assert window.target.content().text == "민원실에서"
    # What is being composed and leads elsewhere hides the list and is not touched.
    QCoreApplication.sendEvent(window.target, QInputMethodEvent("한", []))
    assert completed(window) == []
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.project.segment(4).target.text == "민원실에서한"


def test_completion_of_a_locked_segment_offers_nothing(qtbot: QtBot, window: ReviewWindow) -> None:
    retype(qtbot, window, "Guidance")
    press(qtbot, window, Qt.Key.Key_Return)
    window.segments.lock()
    press(qtbot, window, Qt.Key.Key_Space)
    assert completed(window) == []


def test_a_finding_is_mended_by_a_key_and_by_undo_as_before(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(3)
    retype(qtbot, window, "Applications  open on 3 February. ")
    press(qtbot, window, Qt.Key.Key_M, ALT)
    assert window.target.content().text == "Applications open on 3 February. "
    assert window.project.segment(3).target.text == "Applications open on 3 February. "
    qtbot.keyClick(window.target, Qt.Key.Key_Z, CONTROL)
    assert window.target.content().text == "Applications  open on 3 February. "
    window.choose(4)
    window.choose(3)
    qtbot.waitUntil(window.panes.checks.mend.isEnabled)


def test_false_alarms_are_marked_by_a_key_listed_and_taken_back(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(2)
    retype(qtbot, window, "How  to apply")
    window.segments.confirm()
    window.choose(2)
    assert 2 in window.model.troubled
    for _ in range(window.panes.checks.cards.count()):
        press(qtbot, window, Qt.Key.Key_N, ALT)
        window.panes.checks.cards.setCurrentRow(window.panes.checks.cards.currentRow() + 1)
    assert 2 not in window.model.troubled
    window.checks.check_all()
    assert 2 not in window.model.troubled
    window.checks.show_false_alarms()
    dialog = window.findChild(FalseAlarmsDialog)
    assert dialog.table.item(0, 1).text() == "신청 안내"
    dialog.table.selectAll()
    dialog.restore.click()
    assert dialog.table.rowCount() == 0
    assert 2 in window.model.troubled
    dialog.close()


def test_the_history_shows_differences_and_those_against_the_draft(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.choose(2)
    retype(qtbot, window, "How to apply")
    window.segments.confirm()
    window.choose(2)
    retype(qtbot, window, "How to ask")
    window.segments.confirm()
    window.choose(2)
    cards = window.panes.history.cards
    shown = [cards.itemWidget(cards.item(row)).text() for row in range(cards.count())]
    assert "신청" in shown[0]
    assert "<s" in shown[0]
    assert ">apply</s>" in shown[1]
    assert ">ask</b>" in shown[1]


def test_another_copy_is_merged_and_conflicts_are_decided(
    qtbot: QtBot, window: ReviewWindow, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.hanji"
    shutil.copy(window.project.path, copy)
    with Project(copy) as project:
        theirs = Review(project, author="둘째")
        theirs.confirm(2, from_marked("Theirs"))
        theirs.confirm(4, from_marked("Also theirs"))
    window.choose(2)
    retype(qtbot, window, "Mine")
    window.publishing.merge_from(copy)
    assert window.project.segment(4).target.text == "Also theirs"
    dialog = window.findChild(MergeDialog)
    assert dialog.table.rowCount() == 1
    dialog.table.item(0, 3).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    assert window.project.segment(2).target.text == "Theirs"
    assert window.model.line(2).target == "Theirs"


def test_a_confirmation_taken_back_in_the_other_copy_is_shown_with_both_sides(
    window: ReviewWindow, tmp_path: Path
) -> None:
    window.review.confirm(2, from_marked("Mine"))
    copy = tmp_path / "copy.hanji"
    shutil.copy(window.project.path, copy)
    with Project(copy) as project:
        Review(project, author="둘째").undo()
    window.publishing.merge_from(copy)
    dialog = window.findChild(MergeDialog)
    assert dialog.table.rowCount() == 1
    here, there = (dialog.table.cellWidget(0, column).text() for column in (2, 3))
    assert "Mine" in here
    assert tr(STATUS_WORDS[Status.REVIEWED]) in here
    assert tr("step taken back") in there
    assert tr("(no translation)") not in here
    dialog.reject()
    assert window.project.segment(2).target.text == "Mine"


def test_equal_sentences_of_other_files_are_filled_in_by_a_key(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    for name in ("first", "second"):
        project_of(
            tmp_path / f"{name}.hanji",
            small_document(),
            lambda source: from_marked(f"EN {source.marked}"),
        )
    first = opened(tmp_path / "first.hanji")
    first.review.propagates = False
    first.review.confirm(4, from_marked("Ask the office."))
    first.close()
    second = opened(tmp_path / "second.hanji")
    press(qtbot, second, Qt.Key.Key_M, CONTROL | ALT)
    qtbot.waitUntil(lambda: second.model.line(4).target == "Ask the office.")
    assert second.model.line(4).status == Status.DRAFT
    press(qtbot, second, Qt.Key.Key_Z, CONTROL | ALT)
    assert second.model.line(4).target.startswith("EN ")


def test_the_list_of_projects_shows_when_each_is_to_be_done(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "안내.hanji"
    project_of(path, small_document(), None)
    said: list[str] = []
    shown = ProjectList(*(lambda *_: None,) * 4, said.append, lambda: None)
    qtbot.addWidget(shown)
    shown.show()
    shown.load(tmp_path, [])
    qtbot.waitUntil(lambda: shown.table.rowCount() == 1)
    shown.due.click()
    dialog = shown.findChild(DueDialog)
    dialog.day.setDate(QDate(2020, 1, 2))
    dialog.accept()
    assert "2020-01-02" in shown.table.item(0, 4).text()
    assert "2020-01-02" in shown.sums.text()
    shown.set_due([path], None)
    assert shown.table.item(0, 4).text() == ""
    assert said == []
