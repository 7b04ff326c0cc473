# SPDX-License-Identifier: AGPL-3.0-or-later
"""No word of any page is cut off: each text is measured against the room that it has."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabBar,
    QWidget,
)

from app import i18n
from app.ledger.records import RecordKind
from app.services.reviewing.merging import Conflict
from app.ui.review.due_dialog import DueDialog
from app.ui.review.export_dialog import ExportDialog
from app.ui.review.merge_dialog import MergeDialog
from app.ui.review.window import ReviewWindow
from app.ui.widgets import ElidedComboBox
from app.ui.wrapping_tabs import WrappingTabs
from tests.ui.clipped_text import clipped
from tests.ui.every_page import SIZES, fill, pages, project_of_two
from translation.inline_codes import from_marked
from translation.review.segmentation import Piece
from translation.review.segments import Status

_CONFLICT = Conflict(
    (3,),
    "접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오.",
    from_marked("Applications are taken from 2 March at the civil affairs office."),
    from_marked(""),
    "",
    (Piece(from_marked("접수"), from_marked(""), Status.UNTRANSLATED),),
    Status.REVIEWED,
    "there",
)
LARGE, LARGE_SIZE = 200, (1440, 900)
LOW_AND_WIDE = ((1280, 720), (2560, 1440))
LEAST_ROWS = 3
_SETTLED_S = 2.0
_SOURCES = [Path("3월 공고") / f"서울특별시 공고 제2026-{number}호.hwpx" for number in range(12)]
"""Until a page is laid out anew; what is cut off after that stays so."""


def cut_off(window: QWidget, qtbot) -> list[str]:
    """Return what is cut off in a window once everything has its place."""
    last = time.monotonic() + _SETTLED_S
    while (found := clipped(window)) and time.monotonic() < last:
        qtbot.wait(20)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("language", list(i18n.Language))
def test_no_text_of_any_page_is_cut_off(shell, qtbot, at_once, tmp_path, monkeypatch, language):
    monkeypatch.setenv("HANJI_PERSON", "김예산")
    shell.preferences.change(language=language.value)
    fill(shell, qtbot, tmp_path)
    troubles: list[str] = []
    names: list[str] = []
    for name in pages(shell, qtbot):
        names.append(name)
        for size in SIZES:
            shell.resize(*size)
            qtbot.wait(20)
            troubles += [f"{name} {size}: {trouble}" for trouble in cut_off(shell, qtbot)]
            assert (shell.width(), shell.height()) == size, name
    assert len(names) >= 20, names
    shell.preferences.change(text_size=LARGE)
    for name in pages(shell, qtbot):
        shell.resize(*LARGE_SIZE)
        qtbot.wait(20)
        found = cut_off(shell, qtbot)
        troubles += [f"{name} at {LARGE} %: {trouble}" for trouble in found]
    shell.page("review").end()
    shell.page("ledger").end()
    assert not troubles, "\n".join(troubles)


@pytest.mark.slow
@pytest.mark.parametrize("language", list(i18n.Language))
@pytest.mark.parametrize("apart", [False, True], ids=["in a tab", "in a window of its own"])
def test_a_review_with_large_text_fits_a_low_screen_and_fills_a_wide_one(
    shell, qtbot, at_once, tmp_path, monkeypatch, language, apart
):
    """``HANJI_REVIEW_PICTURES=FOLDER`` keeps a picture of each state."""
    monkeypatch.setenv("HANJI_PERSON", "김예산")
    shell.preferences.change(language=language.value, text_size=LARGE)
    shell.land([project_of_two(tmp_path)])
    (review,) = shell.page("review").windows
    if apart:
        shell.toggle_own_window()
    window = review if apart else shell
    review.choose(1)
    kept = os.environ.get("HANJI_REVIEW_PICTURES")
    troubles: list[str] = []
    for size in LOW_AND_WIDE:
        for state, show in states_of(review).items():
            show()
            window.resize(*size)
            qtbot.wait(120)
            found = cut_off(window, qtbot)
            troubles += [f"{state} {size}: {trouble}" for trouble in found]
            assert (window.width(), window.height()) == size
            rows = review.table.viewport().height() / review.table.rowHeight(0)
            if rows < LEAST_ROWS:
                troubles.append(f"{state} {size}: the list has {rows:.1f} rows")
            if kept:
                name = f"{language.value}-{'apart' if apart else 'tab'}-{size[0]}-{state}.png"
                window.grab().save(str(Path(kept) / name))
        review.find_bar.hide()
        review.previews.show()
    shell.page("review").end()
    assert not troubles, "\n".join(troubles)


def states_of(review: ReviewWindow) -> dict[str, Callable[[], object]]:
    """Return what a translator has on the screen, by name, and what shows it."""
    panes = review.panes
    names = ("matches", "terms", "checks", "comments", "history", "dictionary")
    return {
        **{name: partial(panes.setCurrentIndex, at) for at, name in enumerate(names)},
        "find": review.searches.show_replace,
        "without-previews": review.previews.hide,
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", list(i18n.Language))
def test_no_text_of_a_dialog_is_cut_off(shell, qtbot, at_once, tmp_path, monkeypatch, language):
    monkeypatch.setenv("HANJI_PERSON", "김예산")
    shell.preferences.change(language=language.value)
    fill(shell, qtbot, tmp_path)
    shell.resize(1024, 640)
    (review,) = shell.page("review").windows
    ledger = shell.page("ledger").ledger
    # The example takes nothing in; its dialogs are the same.
    ledger.bar.take_in.setEnabled(True)
    opening = {
        "about": shell.about,
        "machine": shell.check_machine,
        "palette": shell.find_anything,
        "keys": review.show_keys,
        "conflicts": lambda: MergeDialog(review, [_CONFLICT]).open(),
        "due date": lambda: DueDialog(review, None).open(),
        "documents": review.documents.show,
        "documents to review": lambda: shell.reviews.begin(_SOURCES, tmp_path),
        "hand over": review.handing.ask,
        "export": lambda: ExportDialog(
            review, {"XLIFF 2.1 (*.xlf)": "xliff"}, frozenset(), review.project.documents
        ).open(),
        "analysis": review.actions_by_name["analysis"].trigger,
        "alarms": review.actions_by_name["alarms"].trigger,
        "term": review.actions_by_name["term"].trigger,
        "report": ledger.write_report,
        "new entry": lambda: ledger.entries.ask_entry(RecordKind.ORDER),
        "code": ledger.entries.ask_anchor,
        "closing": ledger.entries.ask_closing,
        "rights": lambda: ledger.errands.give_rights("김"),
        "freezing": lambda: ledger.errands.freeze(2026),
        "import": ledger.take_in,
    }
    troubles: list[str] = []
    for text_size in (100, LARGE):
        shell.preferences.change(text_size=text_size)
        for name, open_it in opening.items():
            open_it()
            qtbot.waitUntil(lambda: bool(dialogs()), timeout=60_000)
            qtbot.wait(60)
            for dialog in dialogs():
                found = cut_off(dialog, qtbot)
                troubles += [f"{name} at {text_size} %: {trouble}" for trouble in found]
                dialog.close()
    shell.page("review").end()
    shell.page("ledger").end()
    assert not troubles, "\n".join(troubles)


def dialogs() -> list[QDialog]:
    """Return the dialogs that are open."""
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible()
    ]


# ------------------------------------------------------------ the measure itself


@pytest.fixture
def board(qtbot) -> QWidget:
    """A window of 100 pixels, for parts that are put where they do not fit."""
    made = QWidget()
    qtbot.addWidget(made)
    made.setFixedSize(100, 80)
    return made


def shown(board: QWidget, part: QWidget, place: tuple[int, int, int, int]) -> list[str]:
    part.setParent(board)
    part.setGeometry(*place)
    board.show()
    part.show()
    return clipped(board)


def test_a_button_that_is_too_narrow_is_found(board):
    (trouble,) = shown(board, QPushButton("A button of many words"), (0, 0, 60, 30))
    assert "A button of many words" in trouble


def test_a_label_that_is_too_low_is_found(board):
    label = QLabel("words that wrap and wrap and wrap")
    label.setWordWrap(True)
    assert "height" in shown(board, label, (0, 0, 60, 16))[0]


def test_a_choice_and_a_tab_that_are_too_narrow_are_found(board):
    box = QComboBox()
    box.addItem("A choice of many words")
    assert "A choice" in shown(board, box, (0, 0, 60, 30))[0]
    bar = QTabBar()
    for words in ("one tab", "another tab", "the last tab"):
        bar.addTab(words)
    assert any("arrows" in one for one in shown(board, bar, (0, 40, 90, 30)))


def test_what_lies_over_another_or_sticks_out_is_found(board):
    shown(board, QPushButton("a"), (0, 0, 40, 30))
    assert any("lies over" in one for one in shown(board, QPushButton("b"), (30, 10, 40, 30)))
    assert any("sticks out" in one for one in shown(board, QPushButton("c"), (80, 45, 40, 30)))


def test_what_fits_is_not_found(board):
    layout = QHBoxLayout(board)
    layout.addWidget(QPushButton("a"))
    layout.addWidget(QLabel("b"))
    board.show()
    assert clipped(board) == []


# ------------------------------------------------------------ tabs that wrap


def test_tabs_wrap_instead_of_hiding_and_lead_to_their_pages(qtbot):
    tabs = WrappingTabs()
    qtbot.addWidget(tabs)
    made = [QLabel(f"page {n}") for n in range(6)]
    heard: list[int] = []
    tabs.currentChanged.connect(heard.append)
    for n, page in enumerate(made):
        tabs.addTab(page, f"Name of page {n}")
    tabs.resize(260, 300)
    tabs.show()
    buttons = tabs.findChildren(QPushButton)
    assert len({button.y() for button in buttons}) > 1
    assert all(button.geometry().right() <= tabs.width() for button in buttons)
    buttons[4].click()
    assert (tabs.currentIndex(), tabs.currentWidget(), heard) == (4, made[4], [4])
    assert made[4].isVisible()
    tabs.setCurrentWidget(made[1])
    assert buttons[1].isChecked()


def test_a_choice_with_a_long_name_is_shortened_and_told_whole(board):
    box = ElidedComboBox()
    box.addItem("The name of a chapter that somebody wrote without thinking of its box")
    assert shown(board, box, (0, 0, 90, 30)) == []
    box.grab()
    assert box.toolTip() == box.currentText()
    box.setItemText(0, "short")
    box.grab()
    assert box.toolTip() == ""
