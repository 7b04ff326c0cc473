# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures and drawings in cells: none is lost, and ornaments do not become figures."""

from __future__ import annotations

from converters.readers.pdf.model import Box, Placed
from converters.readers.pdf.regions.model import TableRegion
from tests.converters.readers.pdf.regions.sheets import Sheet

_XS, _YS = [100.0, 250.0, 400.0], [100.0, 200.0, 300.0, 400.0]


def _sheet() -> Sheet:
    sheet = Sheet().grid(_XS, _YS)
    sheet.row(120, {110: "전", 260: "후"}).row(220, {110: "나"}).row(320, {110: "다", 260: "라"})
    return sheet


def _drawing(*parts: Box) -> Placed:
    whole = parts[0]
    for part in parts:
        whole = whole.joined(part)
    return Placed(whole, "drawing", -1, len(parts), parts)


def _boxes(table: TableRegion) -> dict[tuple[int, int], list[Box]]:
    return {(c.row, c.column): [f.box for f in c.figures] for c in table.cells if c.figures}


def test_pictures_stand_in_their_cells_from_the_top_down() -> None:
    low, high, other = Box(120, 170, 160, 195), Box(120, 130, 160, 160), Box(270, 220, 390, 290)
    sheet = _sheet()
    sheet.placed = [Placed(box, "picture", at) for at, box in enumerate((low, high, other))]
    assert _boxes(sheet.table()) == {(0, 0): [high, low], (1, 1): [other]}


def test_a_drawing_over_several_cells_is_parted_at_their_edges() -> None:
    digits = [Box(x, 240, x + 5, 248) for x in (200.0, 206.0, 212.0)]
    more = [Box(x, 240, x + 5, 248) for x in (256.0, 262.0)]
    sheet = _sheet()
    sheet.placed = [_drawing(*digits, *more)]
    # Beside a text, so low a drawing is a sign in its line; alone it is what the cell says.
    assert _boxes(sheet.table()) == {(1, 1): [Box(256, 240, 267, 248)]}


def test_a_stroke_through_an_empty_cell_and_a_panel_behind_a_text_are_no_figures() -> None:
    sheet = _sheet()
    sheet.text(260, 360, "가나다라마바사아자차카타")
    panel = Box(255, 345, 395, 370)
    sheet.placed = [_drawing(Box(252, 202, 398, 298)), _drawing(panel, panel.grown(-1))]
    assert _boxes(sheet.table()) == {}
