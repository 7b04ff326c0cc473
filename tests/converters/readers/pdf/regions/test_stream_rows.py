# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of tables whose cells wrap: drawn cell by cell, or in another order."""

from __future__ import annotations

import random

import pytest

from tests.converters.readers.pdf.regions.sheets import Sheet, rows

_STEP = 12.0
"""Points between the lines of a cell; rows are no further apart."""
_XS = (60, 160, 260, 380)
_BODY = (
    ("기획과", "83,234", "종합 계획 수립", "전년보다|늘어난 사업|이 많다"),
    ("복지과", "5,846", "생활 보장", "△795"),
    ("교통과", "85,214", "대중교통|환승", "△285"),
    ("환경과", "64,702", "자원 순환", "△400"),
)
_TRUE = [[text.replace("|", " ") for text in row] for row in _BODY]


def _booktabs(*, middle: bool, padding: float = 0.0) -> Sheet:
    """Return a table with rules above, below its head and at its end, drawn cell by cell."""
    sheet = Sheet().row(120, dict(zip(_XS, ("부서", "예산액", "업무", "비고"), strict=True)))
    sheet.across(108, 55, 460).across(124, 55, 460)
    top = 136.0
    for row in _BODY:
        high = max(text.count("|") for text in row)
        for x, text in zip(_XS, row, strict=True):
            lines = text.split("|")
            first = top + (high + 1 - len(lines)) * _STEP / 2 * middle
            for number, line in enumerate(lines):
                sheet.text(x, first + number * _STEP, line)
        top += (high + 1) * _STEP + padding
    return sheet.across(top - 8, 55, 460)


@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("padding", [0.0, 5.0])
def test_a_wrapped_cell_leaves_the_rows_of_a_table_alone(middle: bool, padding: float) -> None:
    found = rows(_booktabs(middle=middle, padding=padding).table())
    assert found[0] == ["부서", "예산액", "업무", "비고"]
    assert found[1:] == _TRUE


@pytest.mark.parametrize("middle", [False, True])
def test_rows_with_space_between_them_do_not_ask_for_the_order(middle: bool) -> None:
    sheet = _booktabs(middle=middle, padding=6.0)
    places = list(range(len(sheet.glyphs)))
    random.Random(4).shuffle(places)
    for glyph, place in zip(sheet.glyphs, places, strict=True):
        glyph.order = place
    assert rows(sheet.table())[1:] == _TRUE


def _many_lines(columns: int) -> Sheet:
    """Return a table with all its rules, with full lines in its cells."""
    sheet = Sheet().grid([60, 180, 300, 420], [100, 120, 200, 280])
    sheet.row(114, {70: "부문", 190: "갑종", 310: "을종"})
    for top in (134, 214):
        for x in (65, 185, 305)[:columns]:
            for number in range(5):
                sheet.text(x, top + 13 * number, "가나다라마바사아자차카")
    return sheet


def test_lines_of_text_do_not_cut_ruled_rows() -> None:
    table = _many_lines(3).table()
    assert (table.rows, table.columns) == (3, 3)


def test_lines_of_text_do_not_cut_ruled_rows_in_whatever_order_they_are_drawn() -> None:
    sheet = _many_lines(3)
    for place, glyph in enumerate(sorted(sheet.glyphs, key=lambda g: (g.baseline, g.x0))):
        glyph.order = place
    table = sheet.table()
    assert (table.rows, table.columns) == (3, 3)
