# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window's "Which engine for us?" and the languages of a package, with tiny engines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app import i18n, paths
from app.jobs.translation_server import LIBRETRANSLATE, TranslationServer
from app.services import engine_comparison, model_packages
from app.ui.settings.engines_dialog import EnginesDialog
from app.ui.settings.packages import PackagesPanel
from app.ui.settings.pairs_dialog import PairsDialog
from app.ui.window import Window
from tests.app.test_compare_models import PAIR, SENTENCES, memory
from tests.package_writer import many_languages
from tests.package_writer.firefox import tiny_firefox
from tests.ui.test_clipped_text import cut_off
from translation.inline_codes import Coded
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit
from translation.packages.wrap import wrap

LONG = 120_000
NLLB = ("kor_Hang", "eng_Latn", "fra_Latn", "vie_Latn", "jpn_Jpan")


@pytest.fixture
def panel(shell: Window, qtbot: QtBot) -> PackagesPanel:
    shell.show_page("settings")
    shown = shell.page("settings").packages
    qtbot.waitUntil(lambda: shown.list.count() > 0, timeout=LONG)
    return shown


def opened(panel: PackagesPanel, qtbot: QtBot) -> EnginesDialog:
    qtbot.mouseClick(panel.compare, Qt.MouseButton.LeftButton)
    dialog = next(one for one in panel.findChildren(QDialog) if one.isVisible())
    assert isinstance(dialog, EnginesDialog)
    return dialog


def ended(dialog: EnginesDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.begin.property("working"), timeout=LONG)


def photograph(dialog: QDialog, name: str) -> None:
    """Keep a picture where somebody wants to look."""
    if folder := os.environ.get("HANJI_WALK_PICTURES"):
        dialog.grab().save(str(Path(folder) / f"{name}.png"))


def measured(dialog: QDialog, name: str, qtbot: QtBot) -> list[str]:
    """Return what cannot be read of a dialog on a screen of 1280 by 720."""
    dialog.resize(1280, 720)
    qtbot.wait(60)
    photograph(dialog, name)
    assert (dialog.width(), dialog.height()) == (1280, 720), name
    return [f"{name}: {trouble}" for trouble in cut_off(dialog, qtbot)]


@pytest.mark.slow
@pytest.mark.parametrize("language", list(i18n.Language))
def test_two_engines_side_by_side_and_the_choice_that_follows(
    panel, shell, qtbot, tmp_path, language
):
    shell.preferences.change(language=language.value)
    store = model_packages.open_store()
    fox = model_packages.install_file(store, tiny_firefox(tmp_path / "koen", lively=True))
    panel.reload()
    qtbot.waitUntil(lambda: panel.list.count() == 2, timeout=LONG)
    dialog = opened(panel, qtbot)
    photograph(dialog, f"engines-{language.value}-begin")
    dialog.take_file(memory(tmp_path / "우리 시 문장.tmx"))
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    ended(dialog, qtbot)
    assert dialog.table.rowCount() == 2
    first = dialog.table.item(0, 0).text()
    assert fox.name not in first, "random numbers before a real model"
    assert ("demonstration" in first) == (language is i18n.Language.ENGLISH)
    assert float(dialog.table.item(0, 1).text()) > float(dialog.table.item(1, 1).text())
    assert "Delete" in dialog.samples.toPlainText()
    assert fox.name in dialog.samples.toPlainText()
    troubles = measured(dialog, f"engines-{language.value}-100", qtbot)
    found = dialog._found
    dialog.close()
    shell.preferences.change(text_size=200)
    large = opened(panel, qtbot)
    large._show(found)
    troubles += measured(large, f"engines-{language.value}-200", qtbot)
    large.close()
    shell.preferences.change(text_size=100)
    assert not troubles, "\n".join(troubles)
    dialog = opened(panel, qtbot)
    dialog._show(found)
    dialog.table.selectRow(1)
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: fox.name in dialog.said.text(), timeout=LONG)
    assert store.packages()[0].name == fox.name
    dialog.close()
    qtbot.waitUntil(lambda: fox.name in panel.list.item(0).text(), timeout=LONG)


def test_sentences_that_people_confirmed_are_counted_before_an_engine_is_asked(panel, qtbot):
    dialog = opened(panel, qtbot)
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    ended(dialog, qtbot)
    assert "0" in dialog.said.text()
    assert dialog.table.isHidden()
    paths.memory_file().parent.mkdir(parents=True, exist_ok=True)
    with Memory(paths.memory_file()) as kept:
        kept.add(
            [MemoryUnit(PAIR, Coded((source,)), Coded((target,))) for source, target in SENTENCES]
            + [MemoryUnit(PAIR, Coded(("목차",)), Coded(("Contents",)))]
        )
    assert engine_comparison.confirmed_pairs(*PAIR) == SENTENCES
    dialog.close()


def test_a_comparison_is_stopped(panel, qtbot, tmp_path, monkeypatch):
    asked = []

    def slow(pairs, *_, **__):
        asked.append(len(pairs))
        dialog._stopped.wait(60)
        return []

    monkeypatch.setattr("app.ui.settings.engines_dialog.compare", slow)
    dialog = opened(panel, qtbot)
    dialog.take_file(memory(tmp_path / "m.tmx"))
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(asked), timeout=LONG)
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    ended(dialog, qtbot)
    assert dialog.table.isHidden()
    assert dialog.said.text()
    dialog.close()


def test_a_file_that_is_none_is_named(panel, qtbot, tmp_path):
    dialog = opened(panel, qtbot)
    file = tmp_path / "그림.tmx"
    file.write_bytes(b"x")
    dialog.take_file(file)
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    ended(dialog, qtbot)
    assert "그림.tmx" in dialog.said.text()
    dialog.close()


@pytest.mark.parametrize("language", list(i18n.Language))
def test_a_model_of_many_languages_gets_its_pairs_in_the_window(
    panel, shell, qtbot, tmp_path, language
):
    shell.preferences.change(language=language.value)
    assert not panel.pairs.isEnabled(), "the demonstration knows one pair"
    model = many_languages(tmp_path / "model", NLLB)
    file = wrap(model, tmp_path / "m.argosmodel", from_code="ko", to_code="vi", licence="MIT")
    panel.install_file(file)
    qtbot.waitUntil(lambda: panel.list.count() == 2, timeout=LONG)
    panel.list.setCurrentRow(1)
    assert panel.pairs.isEnabled()
    row = panel._row()
    dialog = PairsDialog(panel, row.name, row.languages, row.known, row.others)
    dialog.show()
    texts = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    assert any("(ko) →" in text and "(ja)" in text for text in texts)
    assert not any("zh" in text for text in texts), "a language that the model lacks"
    for at, text in enumerate(texts):
        if "(ko) →" in text and "(ja)" in text:
            dialog.list.item(at).setCheckState(Qt.CheckState.Checked)
    troubles = cut_off(dialog, qtbot)
    photograph(dialog, f"pairs-{language.value}")
    assert not troubles, "\n".join(troubles)
    assert dialog.pairs() == [("ko", "vi"), ("ko", "ja")]
    dialog.close()
    panel.take_pairs(row.name, dialog.pairs())
    qtbot.waitUntil(lambda: panel.list.count() == 3, timeout=LONG)
    assert "ko_ja/1.0" in panel.list.item(1).text()
    assert {one.to_code for one in model_packages.open_store().packages()} == {"en", "vi", "ja"}


def test_no_sentence_goes_to_the_server_unless_somebody_ticks_it(
    panel, qtbot, tmp_path, monkeypatch
):
    server = TranslationServer("시청 번역", "https://mt.city:5000", LIBRETRANSLATE, (("ko", "en"),))
    monkeypatch.setattr(
        "app.jobs.translation_server.server_for",
        lambda *pair: server if pair == ("ko", "en") else None,
    )
    asked = []

    def compared(*_, servers, **__):
        asked.append(servers)
        return []

    monkeypatch.setattr("app.ui.settings.engines_dialog.compare", compared)
    dialog = opened(panel, qtbot)
    dialog.take_file(memory(tmp_path / "m.tmx"))
    assert "mt.city:5000" in dialog.server.text()
    for tick in (False, True):
        dialog.server.setChecked(tick)
        qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
        ended(dialog, qtbot)
    assert asked == [False, True]
    photograph(dialog, "engines-server")
    dialog.target.setCurrentIndex(dialog.target.findData("ja"))
    assert dialog.server.isHidden()
    dialog.close()
