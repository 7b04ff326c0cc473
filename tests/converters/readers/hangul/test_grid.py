# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whatever positions and spans a file claims, the table comes out rectangular and whole."""

from hypothesis import given
from hypothesis import strategies as st

from converters.document.nodes import Paragraph, Text
from converters.document.rules import covered_widths
from converters.document.walk import plain_text
from converters.source.grid import column_percents, rows_of
from converters.source.hangul.model import ObjectFrame, TableCell, TableControl


def cell(row: int, column: int, colspan: int = 1, rowspan: int = 1, width: float = 10) -> TableCell:
    return TableCell(column, row, colspan, rowspan, width, 10, 0, False, [])


def table(*cells: TableCell, rows: int = 0, columns: int = 0) -> TableControl:
    return TableControl(ObjectFrame(), rows, columns, list(cells))


def lowered(control: TableControl) -> list[list[str]]:
    names = {id(c): str(number) for number, c in enumerate(control.cells)}
    rows = rows_of(control, lambda c: (Paragraph((Text(names[id(c)]),)),), set())
    return [[plain_text(c.blocks[0].inlines) for c in row.cells] for row in rows]


def test_spans_are_kept() -> None:
    control = table(
        cell(0, 0, rowspan=2), cell(0, 1, colspan=2), cell(1, 1), cell(1, 2), rows=2, columns=3
    )
    assert lowered(control) == [["0", "1"], ["2", "3"]]


def test_holes_are_filled_and_overlaps_moved() -> None:
    control = table(cell(0, 0, colspan=2), cell(0, 1), cell(1, 2), rows=2, columns=3)
    assert lowered(control) == [["0", "1"], ["", "", "2"]]


def test_column_widths() -> None:
    assert column_percents(table(cell(0, 0, width=30), cell(0, 1, width=10))) == (75.0, 25.0)
    assert column_percents(table(cell(0, 0, colspan=2))) == ()


@given(
    st.lists(
        st.tuples(*(st.integers(0, 6) for _ in range(2)), *(st.integers(1, 70) for _ in range(2))),
        min_size=1,
        max_size=25,
    )
)
def test_always_rectangular_and_no_cell_lost(claims: list[tuple[int, int, int, int]]) -> None:
    control = table(*(cell(*claim) for claim in claims), rows=9, columns=9)
    rows = rows_of(control, lambda _cell: (Paragraph((Text("x"),)),), set())
    assert len(set(covered_widths(rows))) == 1
    shown = sum(bool(c.blocks[0].inlines) for row in rows for c in row.cells)
    assert shown == len(claims)
