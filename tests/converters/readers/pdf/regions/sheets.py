# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages made by hand: texts, rules and fills at places, in points from the upper left."""

from __future__ import annotations

from converters.readers.pdf.lines import lines_of
from converters.readers.pdf.model import (
    Box,
    Fill,
    Glyph,
    Page,
    PageKind,
    Placed,
    Rule,
    Style,
)
from converters.readers.pdf.regions.analysis import analyse
from converters.readers.pdf.regions.model import (
    BoxRegion,
    FigureRegion,
    Region,
    TableRegion,
    TextRegion,
)

SIZE = 10.0
_HANGUL, _LATIN, _SPACE = 1.0, 0.5, 0.3
"""Of the size: how wide letters are."""


class Sheet:
    """A page that is being made: A4, type of ten points."""

    def __init__(self) -> None:
        self.glyphs: list[Glyph] = []
        self.rules: list[Rule] = []
        self.fills: list[Fill] = []
        self.placed: list[Placed] = []

    def text(
        self, x: float, y: float, text: str, *, bold: bool = False, size: float = SIZE
    ) -> Sheet:
        """Set a line from ``x`` on, with its baseline at ``y``."""
        style = Style("Batang", size, bold=bold)
        for character in text:
            if character == " ":
                self.glyphs[-1].space_after = True
                x += _SPACE * size
                continue
            width = size * (_HANGUL if ord(character) > 0x2E80 else _LATIN)
            order = len(self.glyphs)
            self.glyphs.append(
                Glyph(character, x, x + width, y - 0.8 * size, y + 0.2 * size, y, style, order)
            )
            x += width
        return self

    def row(self, y: float, cells: dict[float, str], *, bold: bool = False) -> Sheet:
        """Set texts side by side, each from its x on."""
        for x, text in cells.items():
            self.text(x, y, text, bold=bold)
        return self

    def paragraph(self, x: float, y: float, count: int, letters: int = 20) -> Sheet:
        """Set ``count`` full lines of prose from the first baseline ``y`` on."""
        for number in range(count):
            letter = chr(ord("가") + number)
            self.text(x, y + 16 * number, f"{letter}나다라 " * (letters // 4))
        return self

    def across(self, y: float, x0: float, x1: float) -> Sheet:
        """Draw a rule from left to right."""
        self.rules.append(Rule(x0, y, x1, y, 0.5))
        return self

    def down(self, x: float, y0: float, y1: float) -> Sheet:
        """Draw a rule downwards."""
        self.rules.append(Rule(x, y0, x, y1, 0.5))
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        """Draw all edges of a table."""
        for y in ys:
            self.across(y, xs[0], xs[-1])
        for x in xs:
            self.down(x, ys[0], ys[-1])
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, color: str = "#dddddd") -> Sheet:
        """Fill a rectangle."""
        self.fills.append(Fill(Box(x0, y0, x1, y1), color))
        return self

    def page(self) -> Page:
        """Return the page."""
        lines = lines_of(self.glyphs)
        kind = PageKind.TEXT
        return Page(
            0, "", 595.0, 842.0, kind, lines, list(self.rules), list(self.fills), list(self.placed)
        )

    def regions(self) -> list[Region]:
        """Return the regions of the page."""
        return analyse(self.page(), []).regions

    def table(self) -> TableRegion:
        """Return the page's only table."""
        (table,) = [region for region in self.regions() if isinstance(region, TableRegion)]
        return table


def rows(table: TableRegion) -> list[list[str]]:
    """Return the texts of a table's cells by row; spans as "text >2" and "text v2"."""
    found: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        text = " ".join(line.text for line in cell.lines)
        if cell.colspan > 1:
            text += f" >{cell.colspan}"
        if cell.rowspan > 1:
            text += f" v{cell.rowspan}"
        found[cell.row].append(text)
    return found


def outline(regions: list[Region]) -> list[str]:
    """Return one word for each region, with the first text in it."""
    found: list[str] = []
    for region in regions:
        match region:
            case TextRegion():
                found.append(f"text {region.lines[0].text}")
            case TableRegion():
                found.append(f"table {rows(region)[0][0]}")
            case FigureRegion():
                found.append("figure")
            case BoxRegion():
                found += ["box", *(f"  {word}" for word in outline(region.regions))]
    return found
