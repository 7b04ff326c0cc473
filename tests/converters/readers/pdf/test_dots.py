# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules drawn dot by dot."""

from __future__ import annotations

import pytest

from converters.readers.pdf.dots import Dot, rules_of
from converters.readers.pdf.model import Box, Rule
from tests.converters.readers.pdf.pages import pages_of
from tests.pdf_writer.publication import Publication


def _ends(rules: list[Rule]) -> list[tuple[float, ...]]:
    return [tuple(round(v) for v in (r.x0, r.y0, r.x1, r.y1)) for r in rules]


def _dot(x: float, y: float, *, is_shape: bool = False) -> Dot:
    return Dot(Box(x, y, x + 0.5, y + 0.5), 0.5, "#000000", is_shape)


@pytest.mark.parametrize(
    "dot",
    [
        "0.4 w {0} {1} m {2} {1} l S",
        "0 g {0} {1} 0.5 0.5 re f",
        "0 g {0} {1} m {2} {1} {2} {3} {0} {3} c f",
    ],
    ids=["strokes", "squares", "curves"],
)
def test_a_row_of_dots_is_a_rule_however_they_are_drawn(dot: str) -> None:
    book = Publication()
    places = [(100 + 1.2 * at, 742.0) for at in range(100)]
    book.page().drawing("\n".join(dot.format(x, y, x + 0.5, y + 0.5) for x, y in places))
    page = pages_of(book)[0]
    assert _ends(page.rules) == [(100, 100, 219, 100)]
    assert page.placed == []


def test_a_gap_ends_a_rule_and_few_dots_are_none() -> None:
    row = [_dot(100 + 1.5 * at, 50) for at in range(20)]
    other = [_dot(160 + 1.5 * at, 50) for at in range(20)]
    sign = [_dot(300 + 1.5 * at, 50) for at in range(3)]
    rules, rest = rules_of([*row, *other, *sign])
    assert _ends(rules) == [(100, 50, 129, 50), (160, 50, 189, 50)]
    assert rest == sign


def test_a_texture_of_dots_is_no_rule() -> None:
    dots = [_dot(100 + 2 * at % 60, 50 + 2 * (at // 30)) for at in range(600)]
    assert rules_of(dots) == ([], dots)
