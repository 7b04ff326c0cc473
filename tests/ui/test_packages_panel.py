# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translation packages in the settings: seen, tried, refused where they are none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.settings.packages import PackagesPanel
from app.ui.window import Window

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
