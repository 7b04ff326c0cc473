# SPDX-License-Identifier: AGPL-3.0-or-later
"""No word of any page is cut off: each text is measured against the room that it has."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QTabBar, QWidget

from app import i18n
from app.ui.wrapping_tabs import WrappingTabs
from tests.ui.clipped_text import clipped
from tests.ui.every_page import SIZES, fill, pages

LARGE, LARGE_SIZE = 200, (1440, 900)
_SETTLED_MS = 2_000
"""Until a page is laid out anew; what is cut off after that stays so."""


def cut_off(shell, qtbot, size: tuple[int, int]) -> list[str]:
    """Return what is cut off at a size, once everything has its place."""
    shell.resize(*size)
    found: list[str] = []

    def fits() -> None:
        found[:] = clipped(shell)
        assert not found

    try:
        qtbot.waitUntil(fits, timeout=_SETTLED_MS)
    except AssertionError:
        pass
    except Exception as error:
        if type(error).__name__ != "TimeoutError":
            raise
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
            troubles += [f"{name} {size}: {trouble}" for trouble in cut_off(shell, qtbot, size)]
            assert (shell.width(), shell.height()) == size, name
    assert len(names) >= 20, names
    shell.preferences.change(text_size=LARGE)
    for name in pages(shell, qtbot):
        found = cut_off(shell, qtbot, LARGE_SIZE)
        troubles += [f"{name} at {LARGE} %: {trouble}" for trouble in found]
    shell.page("review").end()
    shell.page("ledger").end()
    assert not troubles, "\n".join(troubles)


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
