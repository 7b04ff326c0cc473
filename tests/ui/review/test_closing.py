# SPDX-License-Identifier: AGPL-3.0-or-later
"""A review window is closed at any moment: threads that read its project go on with their own connection."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.store.project import Project
from app.ui.review.grid import plain_text
from app.ui.review.page import ReviewPage
from app.ui.review.window import ReviewWindow, open_review
from app.ui.window import Window
from translation.inline_codes import Coded

_TIMES = 5
Begin = Callable[[Callable[[], ReviewWindow]], tuple[ReviewWindow, "_Reading"]]


class _Reading:
    """Reads a project in a thread as long as it is open, and once more after that.

    Args:
        real: what reads it, and what it answers.
    """

    def __init__(self, real: Callable[..., Any]) -> None:
        self._real = real
        self.begun, self.closed, self.ended = (threading.Event() for _ in range(3))

    def __call__(self, project: Project, *rest: object) -> object:
        if threading.current_thread() is threading.main_thread():
            return self._real(project, *rest)
        try:
            while not self.closed.is_set():
                project.lines()
                self.begun.set()
            return self._real(project, *rest)
        finally:
            self.ended.set()


@pytest.fixture(
    params=[
        ("tracked_changes", "tracked_changes", lambda _window: None),
        ("segment_details", "source_document", lambda window: window.details.show_pages()),
        ("fill_action", "equal_in_memory", lambda window: window.filling.fill()),
    ],
    ids=lambda one: one[0],
)
def begin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Begin:
    """Open a window in which a thread reads the project just now."""
    module, name, ask = request.param
    real = getattr(importlib.import_module(f"app.ui.review.{module}"), name)
    monkeypatch.setattr("app.ui.review.segment_details._READ_AT_ONCE", 0)

    def begin_it(open_it: Callable[[], ReviewWindow]) -> tuple[ReviewWindow, _Reading]:
        reading = _Reading(real)
        monkeypatch.setattr(f"app.ui.review.{module}.{name}", reading)
        window = open_it()
        window.show()
        ask(window)
        assert reading.begun.wait(20)
        return window, reading

    return begin_it


def test_a_window_is_closed_while_a_thread_reads_its_project(
    qtbot: QtBot, qapp, path: Path, begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    """The connection that it read with was closed under it: the program ended, or the log had an error."""
    for _ in range(_TIMES):
        window, reading = begin(lambda: open_review(path))
        window.close()
        reading.closed.set()
        assert reading.ended.wait(20)
        qtbot.wait(10)
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []


def test_a_window_is_moved_out_and_back_and_closed_while_a_thread_reads(
    qtbot: QtBot, books_window: Window, path: Path, begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    books_window.show_page("review")
    page = books_window.page("review")
    assert isinstance(page, ReviewPage)

    def open_it() -> ReviewWindow:
        assert page.open(path)
        return page.windows[0]

    for step in range(_TIMES):
        window, reading = begin(open_it)
        for _ in range(1 + step % 2):
            page.toggle_own_window()
        window.close()
        reading.closed.set()
        assert reading.ended.wait(20)
        qtbot.wait(10)
    assert page.windows == []
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []


def test_an_answer_that_came_just_before_the_window_was_closed_is_dropped(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in the GUI thread only after the project is closed."""
    answered = threading.Event()

    def found(_project: Project, _shelf: object) -> dict[int, Coded]:
        answered.set()
        return {1: Coded(("Words",))}

    monkeypatch.setattr("app.ui.review.fill_action.equal_in_memory", found)
    window = open_review(path)
    window.show()
    window.filling.fill()
    assert answered.wait(20)
    time.sleep(0.3)
    window.close()
    qtbot.wait(100)


def test_what_was_typed_for_a_filter_is_not_looked_for_in_a_closed_project(
    qtbot: QtBot, window: ReviewWindow
) -> None:
    window.filter_bar.field.setText(plain_text(window.model.lines[0].source)[:2])
    window.close()
    qtbot.wait(600)
