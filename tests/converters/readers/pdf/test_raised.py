# SPDX-License-Identifier: AGPL-3.0-or-later
"""Raised letters are looked for beside their lines, not on all of a page."""

from __future__ import annotations

import pytest

from converters.readers.pdf import raised
from converters.readers.pdf.lines import lines_of
from converters.readers.pdf.model import Glyph, Raise
from tests.converters.readers.pdf.flow.layouts import style


def _glyph(text: str, x: float, baseline: float, size: float = 10.0, order: int = 0) -> Glyph:
    top, bottom = baseline - 0.88 * size, baseline + 0.12 * size
    return Glyph(text, x, x + size, top, bottom, baseline, style(size), order)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every piece that is set against a line."""
    found: list[object] = []
    belongs = raised._belongs

    def counted(piece: list[Glyph], host: list[Glyph], size: float) -> bool:
        found.append(piece)
        return belongs(piece, host, size)

    monkeypatch.setattr(raised, "_belongs", counted)
    return found


def test_letters_far_apart_cost_no_more_than_their_number(asked: list[object]) -> None:
    counts = []
    for letters in (200, 400):
        asked.clear()
        row = [_glyph("가", 100.0 * number, 100.0, order=number) for number in range(letters)]
        assert len(lines_of(row)) == letters
        counts.append(len(asked))
    assert 0 < counts[1] < 2.5 * counts[0]


@pytest.mark.parametrize("x", [60.0, 1985.0, 1_500_000.0])
def test_a_mark_stands_in_its_line_wherever_that_is(x: float) -> None:
    line, *others = lines_of([_glyph("값", x, 100.0), _glyph("1", x + 10, 95.0, 6.0, 1)])
    assert not others
    assert [glyph.raised for glyph in line.glyphs] == [None, Raise.SUPERSCRIPT]
