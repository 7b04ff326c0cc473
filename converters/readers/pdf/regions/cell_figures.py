# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures and drawings in the cells of tables."""

from __future__ import annotations

from converters.readers.pdf.drawings import clustered
from converters.readers.pdf.model import Box, Placed, TextLine, around
from converters.readers.pdf.regions.model import FigureRegion, TableCell, TableRegion

_INSIDE = 0.7
"""Of a picture: so much lies in a table, or it stands on its own."""
_SMALLEST_PT, _SMALLEST_ALONE_PT = 14.0, 4.0
"""Beside text smaller ones are bullets and icons; alone in a cell they are what it says."""
_BEHIND = 0.25
"""Of a picture: text that covers so much stands on it, and it decorates the cell."""
_WHOLE = 0.8
"""Of a cell, in both directions: one stroke through so much of it says that it is empty."""
_NEAR = 8.0
"""Points between parts of one drawing."""


def place_figures(placed: list[Placed], tables: list[TableRegion]) -> None:
    """Give the cells of ``tables`` the pictures and drawings that stand in them.

    Args:
        placed: of the page.
        tables: whose cells are changed.
    """
    for table in tables:
        inside = [item for item in placed if table.box.share_of(item.box) > _INSIDE]
        for item in inside:
            if item.kind == "picture":
                cell = _cell_at(table, item.box)
                if cell is not None and _is_content(item.box, cell, 2):
                    cell.figures.append(FigureRegion(item.box, item))
        shapes = [part for item in inside if item.kind == "drawing" for part in item.parts]
        by_cell: dict[int, list[Box]] = {}
        for shape in shapes:
            cell = _cell_at(table, shape)
            if cell is not None:
                by_cell.setdefault(id(cell), []).append(shape)
        for cell in table.cells:
            cell.figures += _drawings(cell, by_cell.get(id(cell), []))
            cell.figures = _once(cell.figures)


def move_figures(drawn: TableRegion, table: TableRegion) -> list[FigureRegion]:
    """Move figures to the cells of another reading of the same table; return those without one."""
    left: list[FigureRegion] = []
    alike = (drawn.rows, drawn.columns) == (table.rows, table.columns)
    for cell in drawn.cells:
        place = cell.row, cell.column
        same = [other for other in table.cells if alike and (other.row, other.column) == place]
        (same[0].figures if same else left).extend(cell.figures)
    return left


def _cell_at(table: TableRegion, box: Box) -> TableCell | None:
    return next((cell for cell in table.cells if cell.box.holds(*box.middle)), None)


def _drawings(cell: TableCell, shapes: list[Box]) -> list[FigureRegion]:
    """Return the drawings that shapes of one cell make."""
    found = clustered(shapes, _NEAR)
    if not cell.lines and found:
        # Digits drawn as outlines: one picture for all that such a cell says.
        found = [(around([box for box, _ in found]), sum(count for _, count in found))]
    return [
        FigureRegion(box, Placed(box, "drawing", -1, count))
        for box, count in found
        if _is_content(box, cell, count) and not _is_strike(box, cell, count)
    ]


def _is_content(box: Box, cell: TableCell, paths: int) -> bool:
    """Whether a picture says something, and is no ornament beside or behind the cell's text."""
    if not cell.lines:
        return max(box.width, box.height) >= _SMALLEST_ALONE_PT
    if min(box.width, box.height) < _SMALLEST_PT or paths < 2:
        return False
    return not _is_behind(box, cell.lines)


def _is_behind(box: Box, lines: list[TextLine]) -> bool:
    inside = [line.box for line in lines if box.holds(*line.box.middle)]
    covered = sum(line.width * line.height for line in inside)
    return covered > _BEHIND * box.width * box.height


def _is_strike(box: Box, cell: TableCell, paths: int) -> bool:
    """Whether one stroke or two go from corner to corner: a cell that stays empty."""
    whole = box.width > _WHOLE * cell.box.width and box.height > _WHOLE * cell.box.height
    return whole and paths <= 2


def _once(figures: list[FigureRegion]) -> list[FigureRegion]:
    """Return figures from the top down, without those that lie in others: masks, shadows."""
    kept: list[FigureRegion] = []
    for figure in sorted(figures, key=lambda f: -f.box.width * f.box.height):
        if not any(other.box.share_of(figure.box) > 0.9 for other in kept):
            kept.append(figure)
    return sorted(kept, key=lambda f: (f.box.y0, f.box.x0))
