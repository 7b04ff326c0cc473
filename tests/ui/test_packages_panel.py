# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translation packages in the settings: seen, tried, refused where they are none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.settings.packages import PackagesPanel
from app.ui.window import Window
from tests.conftest import SAMPLES

LONG = 60_000


@pytest.fixture
def panel(shell: Window, qtbot: QtBot) -> PackagesPanel:
    shell.show_page("settings")
    shown = shell.page("settings").packages
    qtbot.waitUntil(lambda: shown.list.count() > 0, timeout=LONG)
    return shown


def test_an_installed_package_is_listed_with_its_licence(panel):
    assert "CC-BY-SA-4.0" in panel.list.item(0).text()
    assert panel.remove.isEnabled()


def test_a_sentence_is_tried(panel, qtbot):
    panel.sample.setText("파일을 삭제합니다.")
    qtbot.mouseClick(panel.try_it, Qt.MouseButton.LeftButton)
    assert not panel.try_it.isEnabled()
    qtbot.waitUntil(panel.try_it.isEnabled, timeout=LONG)
    assert panel.answer.text().isascii()
    assert panel.answer.text()


def test_what_is_no_package_is_refused_in_words(panel, qtbot, tmp_path):
    file = tmp_path / "a.argosmodel"
    file.write_bytes(b"nothing")
    before = panel.list.count()
    panel.install_file(file)
    qtbot.waitUntil(panel.install.isEnabled, timeout=LONG)
    assert "패키지" in panel.answer.text()
    qtbot.waitUntil(lambda: panel.list.count() == before, timeout=LONG)


def test_a_package_is_removed_only_after_a_yes(panel, shell, qtbot):
    asked = []
    shell.notifier.confirm = lambda *words: asked.append(words) and False
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert len(asked) == 1
    assert panel.list.count() > 0


@pytest.mark.parametrize("text_size", [100, 200])
def test_the_settings_leave_no_blank_where_lines_are_wider_than_their_least(
    panel, shell, qtbot, text_size
):
    shell.preferences.change(text_size=text_size)
    shell.resize(1280, 720)
    inside = shell.page("settings").area.widget()
    qtbot.waitUntil(
        lambda: inside.height() <= inside.layout().totalHeightForWidth(inside.width()) + 1,
        timeout=5000,
    )


@pytest.mark.parametrize(("language", "words"), [("ko", "시연용"), ("en", "demonstration")])
def test_a_draft_of_the_demonstration_is_asked_about_before_and_named_after(
    shell, qtbot, language, words
):
    asked = []
    shell.notifier.confirm = lambda *said: asked.append(said) or True
    shell.preferences.change(language=language, translation="en")
    shell.show_page("convert")
    shell.land([SAMPLES / "hanji-notice.hwpx"])
    rows = shell.convert.model.rows
    qtbot.waitUntil(lambda: len(rows) == 1, timeout=LONG)
    shell.convert.batch.start_all()
    qtbot.waitUntil(lambda: rows[0].item is not None, timeout=LONG)
    assert words in asked[0][2]
    assert words in rows[0].second_line()
