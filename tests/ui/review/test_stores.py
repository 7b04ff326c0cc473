# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memories and terms are managed in the window, by mouse or keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog
from pytestqt.qtbot import QtBot

from app.services import master_memories, terms
from app.services.reviewing import memories
from app.ui.review.stores.dialog import StoresDialog
from app.ui.review.window import ReviewWindow
from translation.languages import LanguagePair

KO_EN = LanguagePair("ko", "en")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "시청.csv"
    rows = ["원문,번역", "시의회,city council", "예산은 48억 원이다.,The budget is KRW 4 million."]
    path.write_text("\n".join(rows), "utf-8")
    return path


@pytest.fixture
def dialog(window: ReviewWindow, qtbot: QtBot) -> StoresDialog:
    window.actions_by_name["stores"].trigger()
    (found,) = window.findChildren(StoresDialog)
    qtbot.waitUntil(lambda: found.memories.table.rowCount() == 1)
    return found


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, **_more: (str(path), ""))


def cells(tab: object, column: int = 0) -> list[str]:
    table = tab.table  # type: ignore[attr-defined]
    return [table.item(row, column).text() for row in range(table.rowCount())]


def test_a_read_only_memory_is_added_penalised_asked_and_removed(
    dialog: StoresDialog, window: ReviewWindow, table: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    tab = dialog.memories
    source = window.project.segment(1).source.text
    table.write_text(f"원문,번역\n{source},From the master\n", "utf-8")
    choose(monkeypatch, table)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args, **_more: ("시청 기준", True))
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_args, **_more: (4, True))
    qtbot.mouseClick(tab.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "시청 기준" in cells(tab))
    tab.table.selectRow(1)
    qtbot.mouseClick(tab.penalty, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "−4 %" in cells(tab, 3))
    dialog.reject()
    qtbot.waitUntil(lambda: "시청 기준" in _matches(window))
    assert "96 %" in _matches(window)
    memories.remove_master("시청 기준")
    assert master_memories.masters() == ()


def _matches(window: ReviewWindow) -> str:
    cards = window.panes.matches.cards
    said = [cards.itemWidget(cards.item(row)) for row in range(cards.count())]
    return " ".join(one.text() for one in said if one is not None and hasattr(one, "text"))


def test_entries_come_in_are_found_doubted_and_taken_out(
    dialog: StoresDialog, table: Path, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    choose(monkeypatch, table)
    qtbot.mouseClick(dialog.memories.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "2" in cells(dialog.memories, 1))
    dialog.tabs.setCurrentWidget(dialog.entries)
    tab = dialog.entries
    qtbot.waitUntil(lambda: len(cells(tab)) == 2)
    qtbot.mouseClick(tab.clean, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: cells(tab) == ["예산은 48억 원이다."])
    qtbot.mouseClick(tab.remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(memories.find("", KO_EN)) == 1)
    tab.field.setText("council")
    qtbot.keyClick(tab.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cells(tab) == ["시의회"])
    out = tmp_path / "out.xlsx"
    choose(monkeypatch, out)
    dialog.tabs.setCurrentWidget(dialog.memories)
    qtbot.waitUntil(lambda: dialog.memories.write.isEnabled())
    qtbot.mouseClick(dialog.memories.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(out.is_file)


def test_a_glossary_is_read_searched_and_goes_out(
    dialog: StoresDialog, window: ReviewWindow, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    dialog.tabs.setCurrentWidget(dialog.terms)
    tab = dialog.terms
    qtbot.waitUntil(lambda: tab.table.rowCount() > 100)
    word = window.project.segment(1).source.text.split()[0]
    book = tmp_path / "우리 과.csv"
    book.write_text(f"source,targets\n{word},our word\n", "utf-8")
    choose(monkeypatch, book)
    qtbot.mouseClick(tab.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: any("우리 과" in tab.glossary.itemText(n) for n in range(tab.glossary.count()))
    )
    place = next(n for n in range(tab.glossary.count()) if "우리 과" in tab.glossary.itemText(n))
    tab.glossary.setCurrentIndex(place)
    qtbot.waitUntil(lambda: cells(tab) == [word])
    out = tmp_path / "out.xlsx"
    choose(monkeypatch, out)
    qtbot.mouseClick(tab.write, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(out.is_file)
    count, _ = terms.take_in(out, "again", "ko", "en")
    assert count == 1
    dialog.reject()
    assert "our word" in window.review.glossary.matches(word)[0].term.targets


def test_two_editions_are_aligned_and_what_is_ticked_is_kept(
    dialog: StoresDialog, make_document, tmp_path: Path, qtbot: QtBot
) -> None:
    korean = make_document(tmp_path / "가.json", "안내", "2025년 3월 5일이다. 총 48조 원이다.")
    english = make_document(
        tmp_path / "a.json", "Guide", "It is March 5, 2025. It totals KRW 48 trillion."
    )
    dialog.tabs.setCurrentWidget(dialog.alignment)
    tab = dialog.alignment
    assert not tab.start.isEnabled()
    tab.first.setText(str(korean))
    tab.second.setText(str(english))
    qtbot.mouseClick(tab.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.remember.isEnabled(), timeout=60_000)
    assert cells(tab) == ["안내", "2025년 3월 5일이다.", "총 48조 원이다."]
    for row in range(3):
        tab.tick(row, ticked=row == 2)
    qtbot.mouseClick(tab.remember, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(memories.find("", KO_EN)) == 1)
    assert memories.find("", KO_EN)[0].target.text == "It totals KRW 48 trillion."
