# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever positions and spans a file claims, the table comes out rectangular and whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.document.nodes import Paragraph, Text
from converters.document.rules import covered_widths
from converters.document.walk import plain_text
from converters.errors import LimitExceeded
from converters.limits import DEFAULT_LIMITS, CellCount, Limits
from converters.source.grid import GridCell, column_percents, rows_of


def cell(
    row: int, column: int, colspan: int = 1, rowspan: int = 1, text: str = "", width: float = 10
) -> GridCell:
    return GridCell(
        row, column, colspan, rowspan, lambda: (Paragraph((Text(text),)),), width_pt=width
    )


def lowered(cells: list[GridCell], rows: int, columns: int) -> list[list[str]]:
    made = rows_of(cells, rows, columns, CellCount(DEFAULT_LIMITS))
    return [[plain_text(c.blocks[0].inlines) for c in row.cells] for row in made]


def test_spans_are_kept() -> None:
    cells = [
        cell(0, 0, rowspan=2, text="0"),
        cell(0, 1, colspan=2, text="1"),
        cell(1, 1, text="2"),
        cell(1, 2, text="3"),
    ]
    assert lowered(cells, 2, 3) == [["0", "1"], ["2", "3"]]


def test_holes_are_filled_and_overlaps_moved() -> None:
    cells = [cell(0, 0, colspan=2, text="0"), cell(0, 1, text="1"), cell(1, 2, text="2")]
    assert lowered(cells, 2, 3) == [["0", "1"], ["", "", "2"]]


def test_column_widths() -> None:
    assert column_percents([cell(0, 0, width=30), cell(0, 1, width=10)]) == (75.0, 25.0)
    assert column_percents([cell(0, 0, colspan=2)]) == ()


@given(
    st.lists(
        st.tuples(*(st.integers(0, 6) for _ in range(2)), *(st.integers(1, 70) for _ in range(2))),
        min_size=1,
        max_size=25,
    )
)
def test_always_rectangular_and_no_cell_lost(claims: list[tuple[int, int, int, int]]) -> None:
    given = [cell(*claim, text="x") for claim in claims]
    rows = rows_of(given, 9, 9, CellCount(DEFAULT_LIMITS))
    assert len(set(covered_widths(rows))) == 1
    shown = sum(bool(c.blocks[0].inlines) for row in rows for c in row.cells)
    assert shown == len(claims)


def test_positions_that_no_cell_covers_count_too() -> None:
    """One row of cells that all claim the same place stretches every other row of its table."""
    claims = [cell(0, 0, text=str(number)) for number in range(30)]
    below = [cell(row, 0) for row in range(1, 21)]
    blanks = 20 * 29
    counted = CellCount(Limits(table_cells=blanks))
    assert len(rows_of([*claims, *below], 21, 1, counted)) == 21
    with pytest.raises(LimitExceeded):
        rows_of([*claims, *below], 21, 1, CellCount(Limits(table_cells=blanks - 1)))
