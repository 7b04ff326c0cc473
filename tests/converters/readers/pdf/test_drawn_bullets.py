# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bullets that are drawn before their lines are read; other small shapes are none."""

from __future__ import annotations

from converters.readers.pdf.drawn_bullets import with_bullets
from converters.readers.pdf.lines import lines_of
from converters.readers.pdf.model import Box, Placed, Rule
from tests.converters.readers.pdf.regions.sheets import Sheet


def _disc(x: float, y: float, size: float = 3.0) -> Placed:
    return Placed(Box(x, y, x + size, y + size), "drawing", paths=1)


def _texts(sheet: Sheet, placed: list[Placed]) -> list[str]:
    return [line.text for line in with_bullets(lines_of(sheet.glyphs), placed)]


def _items() -> Sheet:
    return Sheet().text(80, 100, "첫 항목").text(80, 116, "이어진다").text(80, 132, "둘째 항목")


def test_discs_before_lines_are_bullets() -> None:
    placed = [_disc(68, 95), _disc(68, 127), _disc(300, 400, 80.0)]
    assert _texts(_items(), placed) == ["• 첫 항목", "이어진다", "• 둘째 항목"]
    assert len(placed) == 1


def test_one_disc_alone_and_discs_within_lines_are_none() -> None:
    assert _texts(_items(), [_disc(68, 95)]) == ["첫 항목", "이어진다", "둘째 항목"]
    sheet = (
        Sheet()
        .text(60, 100, "가나")
        .text(100, 100, "다라")
        .text(60, 116, "마")
        .text(100, 116, "바")
    )
    placed = [_disc(90, 95), _disc(90, 111)]
    assert "•" not in "".join(_texts(sheet, placed))
    assert len(placed) == 2


def test_squares_that_are_short_thick_rules_are_bullets_and_leave_no_rule() -> None:
    line = Rule(60, 140, 300, 140, 0.5)
    rules = [Rule(68, 96.5, 71, 96.5, 3.0), Rule(68, 128.5, 71, 128.5, 3.0), line]
    found = with_bullets(lines_of(_items().glyphs), [], rules)
    assert [text.text for text in found] == ["• 첫 항목", "이어진다", "• 둘째 항목"]
    assert rules == [line]
