# SPDX-License-Identifier: AGPL-3.0-or-later
"""Unknown words in the editor: underlined as one types, mended and accepted by key and menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.ui.review.editor import Layer
from app.ui.review.window import ReviewWindow
from tests.ui.review.windows import ALT, press, retype

pytest.importorskip("hunspell")


def marked(window: ReviewWindow) -> list[str]:
    return [one.cursor.selectedText() for one in window.target._marks.get(Layer.SPELLING, ())]


def menu_of(window: ReviewWindow) -> QMenu:
    return [menu for menu in window.target.findChildren(QMenu, "spelling") if menu.isVisible()][-1]


def entries(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]


@pytest.fixture
def ready(qtbot: QtBot, window: ReviewWindow) -> ReviewWindow:
    qtbot.waitUntil(lambda: window.spelling._opened)
    window.choose(2)
    return window


def test_words_are_underlined_while_one_types_but_not_the_one_at_the_cursor(
    qtbot: QtBot, ready: ReviewWindow
) -> None:
    retype(qtbot, ready, "We recieve aplic")
    qtbot.waitUntil(lambda: marked(ready) == ["recieve"])
    qtbot.keyClicks(ready.target, "ations now")
    qtbot.waitUntil(lambda: marked(ready) == ["recieve", "aplications"])


def test_a_key_goes_from_word_to_word_and_a_suggestion_is_taken_with_one_undo(
    qtbot: QtBot, ready: ReviewWindow
) -> None:
    retype(qtbot, ready, "We recieve aplications now")
    press(qtbot, ready, Qt.Key.Key_F7, ALT)
    menu = menu_of(ready)
    qtbot.waitUntil(lambda: entries(menu)[0] == "receive", timeout=20_000)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert ready.target.content().text == "We receive aplications now"
    assert marked(ready) == ["aplications"]
    ready.target.undo()
    assert ready.target.content().text == "We recieve aplications now"


def test_the_menu_is_there_before_the_suggestions(
    qtbot: QtBot, ready: ReviewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.review.spelling._AT_ONCE_S", 0)
    retype(qtbot, ready, "We recieve it now")
    press(qtbot, ready, Qt.Key.Key_F7, ALT)
    menu = menu_of(ready)
    first, keep = menu.actions()[:2]
    assert not first.isEnabled()
    assert "recieve" in keep.text()
    qtbot.waitUntil(lambda: entries(menu)[0] == "receive", timeout=20_000)
    assert menu.activeAction() is menu.actions()[0]


def test_a_menu_that_was_closed_takes_no_suggestions(
    qtbot: QtBot, ready: ReviewWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.review.spelling._AT_ONCE_S", 0)
    retype(qtbot, ready, "We recieve it now")
    press(qtbot, ready, Qt.Key.Key_F7, ALT)
    menu = menu_of(ready)
    menu.close()
    menu.deleteLater()
    process = ready.spelling._suggestions()
    assert process is not None
    assert "receive" in process.ask("recieve").result(20)
    qtbot.wait(50)
    assert ready.target.content().text == "We recieve it now"


def test_a_word_of_the_project_is_no_finding_any_more_in_any_segment(
    qtbot: QtBot, ready: ReviewWindow
) -> None:
    for number in (2, 4):
        ready.choose(number)
        retype(qtbot, ready, "The Bundang office")
        ready.leave()
    assert {2, 4} <= set(ready.model.troubled)
    ready.spelling.change_words("Bundang", right=True)
    for number in (2, 4):
        assert not [f for f in ready.project.findings(number) if f.finding.check_id == "spelling"]
    assert marked(ready) == []
    menu = QMenu(ready.target)
    ready.spelling.fill_menu(menu, 5)
    menu.actions()[0].trigger()
    assert marked(ready) == ["Bundang"]


def test_what_is_switched_off_marks_nothing(qtbot: QtBot, ready: ReviewWindow) -> None:
    ready.project.set_meta("disabled_checks", "spelling")
    retype(qtbot, ready, "We recieve it now")
    ready.spelling.show_segment()
    assert marked(ready) == []
