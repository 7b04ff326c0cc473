# SPDX-License-Identifier: AGPL-3.0-or-later
"""Review windows over small projects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.jobs.limits import WorkerLimits
from app.settings import Settings
from app.ui.background import Background
from app.ui.review.window import ReviewWindow, open_review
from app.ui.start import prepare_application
from app.ui.window import Window
from tests.review.conftest import project_of, small_document
from tests.ui.review.windows import Open
from translation.inline_codes import from_marked


@pytest.fixture
def opened(qtbot: QtBot, qapp) -> Iterator[Open]:
    prepare_application(qapp)
    windows: list[ReviewWindow] = []

    def open_it(path: Path) -> ReviewWindow:
        window = open_review(path)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        windows.append(window)
        return window

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "안내.hanji"
    project_of(made, small_document(), lambda source: from_marked(f"EN {source.marked}"))
    return made


@pytest.fixture
def window(opened: Open, path: Path) -> ReviewWindow:
    return opened(path)


@pytest.fixture
def books_window(qtbot: QtBot, qapp, tmp_path: Path) -> Window:
    prepare_application(qapp)
    background = Background(limits=WorkerLimits(max_seconds=60))
    made = Window(Settings(out_folder=str(tmp_path / "books")), background)
    qtbot.addWidget(made, before_close_func=lambda _window: background.close())
    made.show()
    return made
