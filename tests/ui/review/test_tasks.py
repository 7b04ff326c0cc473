# SPDX-License-Identifier: AGPL-3.0-or-later
"""A translator's day takes no more steps than in OmegaT, and the docs say how many."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui.review.window import ReviewWindow
from tests.ui.review.tasks import PAGE, TASKS, Hands, Task, with_table

pytest.importorskip("hunspell")


@pytest.mark.parametrize("task", TASKS, ids=[one.name for one in TASKS])
def test_a_task_takes_the_steps_that_the_table_says(
    qtbot: QtBot, window: ReviewWindow, task: Task
) -> None:
    hands = Hands(qtbot, window)
    assert task.do(hands)
    assert hands.steps == task.steps
    assert task.steps <= task.omegat


def test_the_table_in_the_docs_is_that_of_the_tasks() -> None:
    assert len(TASKS) >= 20
    text = PAGE.read_text("utf-8")
    assert with_table(text) == text, "run python -m tests.ui.review.tasks"
