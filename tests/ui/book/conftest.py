# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book's page with a real book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.library import LibraryBook
from app.settings import Settings
from app.ui.book.page import BookPage
from app.ui.notifier import Notifier
from app.ui.shell.preferences import Preferences
from app.ui.start import prepare_application
from app.ui.theme import LIGHT
from tests.conftest import SAMPLES
from tests.ui.books_at_once import convert


@pytest.fixture
def page(qtbot: QtBot, qapp, tmp_path: Path, at_once) -> BookPage:
    """The page without a book."""
    prepare_application(qapp)
    made = BookPage(
        Preferences(Settings(out_folder=str(tmp_path / "책"))), Notifier(), lambda: None
    )
    qtbot.addWidget(made, before_close_func=lambda one: one.jobs.close())
    made.retranslate()
    made.apply_theme(LIGHT)
    made.resize(1120, 720)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def open_book(page: BookPage, qtbot: QtBot, tmp_path: Path) -> Callable[..., LibraryBook]:
    """Convert a document, open its book, and wait until everything was read."""

    def opened(source: Path = SAMPLES / "hanji-white-paper.hwp") -> LibraryBook:
        book = convert(source, tmp_path / "책")
        page.open(book)
        qtbot.waitUntil(lambda: page.publishing.answer() is not None, timeout=60_000)
        qtbot.waitUntil(lambda: page.known is not None, timeout=60_000)
        return book

    return opened
