# SPDX-License-Identifier: AGPL-3.0-or-later
"""A window with real workers, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.jobs.limits import WorkerLimits
from app.settings import Settings
from app.ui.background import Background
from app.ui.book.jobs import BookJobs
from app.ui.convert_page import ConvertPage
from app.ui.notifier import Notification
from app.ui.start import prepare_application
from app.ui.window import Window
from tests.ui.books_at_once import AtOnce


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """The folder of the books."""
    return tmp_path / "한지"


@pytest.fixture
def shell(qtbot: QtBot, qapp, books: Path) -> Window:
    """The window as it opens the first time."""
    prepare_application(qapp)
    background = Background(limits=WorkerLimits(max_seconds=60))
    opened = Window(Settings(out_folder=str(books)), background)
    qtbot.addWidget(opened, before_close_func=lambda _window: background.close())
    opened.notifier.confirm = lambda *_arguments: True
    opened.resize(1120, 720)
    opened.show()
    qtbot.waitExposed(opened)
    return opened


@pytest.fixture
def window(shell: Window) -> ConvertPage:
    """The page of conversions, in its window."""
    return shell.convert


@pytest.fixture
def said(window: ConvertPage) -> list[Notification]:
    """Everything that the banner says."""
    heard: list[Notification] = []
    window.notifier.said.connect(heard.append)
    return heard


@pytest.fixture
def add(window: ConvertPage, qtbot: QtBot) -> Callable[..., None]:
    """Add paths and wait until they are in the list."""

    def add_paths(*paths: Path, count: int | None = None) -> None:
        expected = len(window.model.rows) + (len(paths) if count is None else count)
        window.add_paths(paths)
        qtbot.waitUntil(lambda: len(window.model.rows) == expected, timeout=60_000)

    return add_paths


@pytest.fixture
def at_once(monkeypatch) -> None:
    """Do what workers do in this process."""
    monkeypatch.setattr(BookJobs, "_workers", lambda _self: AtOnce())
    # Programs of others take seconds each, where a machine has them.
    monkeypatch.setattr("app.ui.book.jobs.check_outside", lambda _book: iter(()))
