# SPDX-License-Identifier: AGPL-3.0-or-later
"""With large text on a small screen the list of a review keeps rows that one can work in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import i18n
from app.services.reviewing.session import Review, open_project
from app.ui.window import Window
from tests.review.conftest import project_of, small_document
from translation.inline_codes import from_marked

ROWS = 3


@pytest.mark.parametrize("language", list(i18n.Language))
def test_the_list_keeps_three_rows_at_twice_the_text_beside_a_change(
    shell: Window, qtbot: QtBot, tmp_path: Path, language: i18n.Language
) -> None:
    path = tmp_path / "안내.en.hanji"
    project_of(path, small_document(), lambda source: from_marked(f"EN {source.marked}"))
    with open_project(path) as project:
        Review(project, author="홍길동").confirm(1, from_marked("A guide to the ofice"))
        Review(project, author="김검토").confirm(
            1, from_marked("A guide to the civil affairs office")
        )
    shell.preferences.change(language=language.value, text_size=200)
    shell.resize(1280, 720)
    shell.land([path])
    (review,) = shell.page("review").windows  # type: ignore[attr-defined]
    qtbot.waitUntil(review.central.tracked.isVisible)
    qtbot.wait(50)
    assert (shell.width(), shell.height()) == (1280, 720)
    if at := os.environ.get("PICTURE"):
        shell.grab().save(f"{at}-{language.value}.png")
    table = review.table
    seen = table.viewport().visibleRegion().boundingRect().height()
    assert seen >= ROWS * table.verticalHeader().defaultSectionSize()
    assert review.target.viewport().height() >= 2 * review.target.fontMetrics().height()
    shell.page("review").end()  # type: ignore[attr-defined]
