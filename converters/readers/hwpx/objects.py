# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, drawing objects, pictures, charts and equations of OWPML (KS X 6101, 10.9)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from converters.limits import CellCount, Limits
from converters.readers.hwpx.elements import child, children, flag, local, number, points
from converters.readers.hwpx.outlines import outline_of
from converters.source.hangul.model import (
    Control,
    Crop,
    Drawing,
    DrawingControl,
    EquationControl,
    ObjectFrame,
    Paras,
    TableCell,
    TableControl,
)

_SHAPES = {
    "line": "line",
    "rect": "rectangle",
    "ellipse": "ellipse",
    "arc": "arc",
    "polygon": "polygon",
    "curve": "curve",
    "connectLine": "connector",
    "container": "group",
    "pic": "picture",
    "ole": "ole",
    "chart": "chart",
    "textart": "text-art",
    "video": "video",
    "unknownObject": "unknown",
}
_MOST_SPANNED = 100_000
OBJECTS = frozenset({"tbl", "equation", *_SHAPES})
"""Elements that are objects."""


class ObjectParser:
    """Parses objects; their texts go back to the parser of paragraphs.

    Args:
        paras: parses the paragraphs inside an element at a depth of nesting.
        limits: bounds on nesting and on the number of cells.
        ordinals: 1-based ordinal of each item of the manifest, by its id.
    """

    def __init__(
        self,
        paras: Callable[[etree._Element | None, int], Paras],
        limits: Limits,
        ordinals: dict[str, int],
    ) -> None:
        self._paras = paras
        self._limits = limits
        self._ordinals = ordinals
        self._cells = CellCount(limits)
        self.too_deep = 0
        """Groups left out because they lay deeper than the limit."""

    def parse(self, element: etree._Element, name: str, depth: int) -> Control | None:
        """Return the object; None for elements that are none."""
        if name == "tbl":
            return self._table(element, depth)
        if name == "equation":
            script = child(element, "script")
            words = "" if script is None else "".join(str(part) for part in script.itertext())
            return EquationControl(self._frame(element, depth), words)
        if name in _SHAPES:
            return DrawingControl(self._frame(element, depth), self._drawing(element, depth))
        return None

    def _frame(self, element: etree._Element, depth: int) -> ObjectFrame:
        size, caption = child(element, "sz"), child(element, "caption")
        comment = child(element, "shapeComment")
        return ObjectFrame(
            inline=flag(child(element, "pos"), "treatAsChar"),
            width_pt=points(size, "width"),
            height_pt=points(size, "height"),
            description=(comment.text or "").strip() if comment is not None else "",
            caption=self._paras(caption, depth + 1),
            caption_above=caption is not None and caption.get("side") == "TOP",
            instance=number(element, "instid") or number(element, "id"),
        )

    def _table(self, element: etree._Element, depth: int) -> TableControl:
        table = TableControl(
            self._frame(element, depth), number(element, "rowCnt"), number(element, "colCnt"), []
        )
        rows = [row for row in children(element) if local(row) == "tr"]
        placed = True
        for row_at, row in enumerate(rows):
            for cell in children(row):
                if local(cell) == "tc":
                    table.cells.append(self._cell(cell, depth, row_at))
                    placed = placed and child(cell, "cellAddr") is not None
        if not placed:
            _place(table)
        return table

    def _cell(self, element: etree._Element, depth: int, row: int) -> TableCell:
        self._cells.add(1)
        place, span = child(element, "cellAddr"), child(element, "cellSpan")
        size = child(element, "cellSz")
        return TableCell(
            column=max(0, number(place, "colAddr")),
            row=max(0, number(place, "rowAddr", row)),
            colspan=max(1, number(span, "colSpan", 1)),
            rowspan=max(1, number(span, "rowSpan", 1)),
            width_pt=points(size, "width"),
            height_pt=points(size, "height"),
            border_fill=number(element, "borderFillIDRef"),
            header=flag(element, "header"),
            paras=self._paras(element, depth + 1),
        )

    def _drawing(self, element: etree._Element, depth: int) -> Drawing:
        # Zero in curSz means that the shape was never scaled.
        now, first = child(element, "curSz"), child(element, "orgSz")
        drawing = Drawing(
            _SHAPES[local(element)],
            width_pt=points(now, "width") or points(first, "width"),
            height_pt=points(now, "height") or points(first, "height"),
            words=element.get("text", ""),
        )
        drawing.outline = outline_of(element)
        image = child(element, "img")
        item = image.get("binaryItemIDRef") if image is not None else None
        item = item or element.get("binaryItemIDRef") or element.get("chartIDRef")
        drawing.binary = self._ordinals.get(item or "", 0)
        drawing.crop = _crop(element)
        text = child(element, "drawText")
        if text is not None:
            drawing.text = self._paras(text, depth + 1)
        if depth > self._limits.nesting:
            self.too_deep += 1
            return drawing
        drawing.members = [
            self._drawing(inner, depth + 1)
            for inner in children(element)
            if local(inner) in _SHAPES
        ]
        return drawing


def _place(table: TableControl) -> None:
    """Give each cell the first free place of its row, as where none is said."""
    taken: set[tuple[int, int]] = set()
    for cell in table.cells:
        cell.column = 0
        while (cell.row, cell.column) in taken:
            cell.column += 1
        across, down = cell.colspan, cell.rowspan
        if across * down > _MOST_SPANNED - len(taken):
            across = down = 1
        taken |= {
            (cell.row + row, cell.column + column)
            for row in range(down)
            for column in range(across)
        }
    table.rows = max([table.rows, *(cell.row + 1 for cell in table.cells)])
    table.columns = max([table.columns, *(at + 1 for _, at in taken)])


def _crop(element: etree._Element) -> Crop | None:
    """Return the visible part; imgDim is the whole picture in the same measure."""
    clip, whole = child(element, "imgClip"), child(element, "imgDim")
    if clip is None:
        return None
    width, height = points(whole, "dimwidth"), points(whole, "dimheight")
    return Crop(
        left=points(clip, "left"),
        top=points(clip, "top"),
        right=points(clip, "right"),
        bottom=points(clip, "bottom"),
        full=(width, height) if width > 0 and height > 0 else None,
    )
