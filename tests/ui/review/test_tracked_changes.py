# SPDX-License-Identifier: AGPL-3.0-or-later
"""A first reviewer goes through what a second one changed, by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.reviewing.session import Review
from app.ui.review.grid import SegmentFilter
from app.ui.review.window import ReviewWindow
from tests.ui.review.windows import ALT, CONTROL, chosen, press
from translation.inline_codes import from_marked
from translation.review.segments import Status


@pytest.fixture
def changed(qtbot: QtBot, window: ReviewWindow) -> ReviewWindow:
    """Segments 2, 4 and 7 were confirmed here and changed by somebody else."""
    second = Review(window.project, author="둘째")
    for number in (2, 4, 7):
        window.review.confirm(number, from_marked(f"Words of {number}"))
        second.confirm(number, from_marked(f"Better words of {number}"))
    window.reload()
    qtbot.waitUntil(lambda: window.model.tracked == {2, 4, 7})
    window.choose(2)
    return window


def test_changes_are_seen_accepted_and_rejected_one_after_the_other(
    qtbot: QtBot, changed: ReviewWindow
) -> None:
    bar = changed.central.tracked
    assert bar.isVisible()
    assert ">Better" in bar.words.text()
    assert "둘째" in bar.words.text()
    assert changed.review.author in bar.words.toolTip()
    press(qtbot, changed, Qt.Key.Key_A, CONTROL | ALT)
    assert chosen(changed) == 4
    press(qtbot, changed, Qt.Key.Key_R, CONTROL | ALT)
    assert chosen(changed) == 7
    assert changed.project.segment(2).target.text == "Better words of 2"
    assert changed.project.segment(4).target.text == "Words of 4"
    assert changed.project.segment(4).status is Status.REVIEWED
    bar.accept.click()
    assert not bar.isVisible()
    assert changed.model.tracked == set()
    press(qtbot, changed, Qt.Key.Key_Z, CONTROL | ALT)
    assert changed.model.tracked == {7}


def test_the_list_shows_only_changes_and_several_are_accepted_at_once(
    qtbot: QtBot, changed: ReviewWindow
) -> None:
    changed.set_filter(SegmentFilter(status="tracked"))
    assert changed.model.rowCount() == 3
    changed.table.selectAll()
    press(qtbot, changed, Qt.Key.Key_A, CONTROL | ALT)
    assert changed.model.tracked == set()
    assert not changed.central.tracked.isVisible()


def test_a_key_goes_from_change_to_change(qtbot: QtBot, changed: ReviewWindow) -> None:
    press(qtbot, changed, Qt.Key.Key_Down, CONTROL | ALT)
    assert chosen(changed) == 4
    changed.choose(7)
    press(qtbot, changed, Qt.Key.Key_Down, CONTROL | ALT)
    assert not changed.banner.isHidden()
    assert chosen(changed) == 7


def test_a_segment_without_a_change_says_so(qtbot: QtBot, changed: ReviewWindow) -> None:
    changed.choose(3)
    assert not changed.central.tracked.isVisible()
    press(qtbot, changed, Qt.Key.Key_R, CONTROL | ALT)
    assert not changed.banner.isHidden()
