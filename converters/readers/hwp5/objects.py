# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables, drawing objects and equations, with their captions.

Source: HWP 5.0 file structure rev 1.3, 4.3.9.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from converters.readers.hwp5.outlines import style_of, with_path
from converters.readers.hwp5.records import Fields, Record, Tag, children, unpack
from converters.source.hangul.model import (
    HWPUNIT_PER_POINT,
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

if TYPE_CHECKING:
    from converters.readers.hwp5.section import SectionParser

_COMMON = struct.Struct("<4xIiiIIi4HI")
_TABLE = struct.Struct("<4xHH")
_CELL = struct.Struct("<8xHHHHII4HH")
_COMPONENT_SIZE = struct.Struct("<iiHHIIII")
_PICTURE = struct.Struct("<44x4i11xH")
_SHAPE_KINDS = {
    "$lin": "line",
    "$rec": "rectangle",
    "$ell": "ellipse",
    "$arc": "arc",
    "$pol": "polygon",
    "$cur": "curve",
    "$pic": "picture",
    "$ole": "ole",
    "$con": "group",
    "$tat": "text-art",
    "$vid": "video",
    "$col": "connector",
}
# Some writers leave the id of the component unset; the record below it tells the kind.
_KINDS_BY_RECORD = {
    Tag.SC_LINE: "line",
    Tag.SC_RECTANGLE: "rectangle",
    Tag.SC_ELLIPSE: "ellipse",
    Tag.SC_ARC: "arc",
    Tag.SC_POLYGON: "polygon",
    Tag.SC_CURVE: "curve",
    Tag.SC_PICTURE: "picture",
    Tag.SC_OLE: "ole",
    Tag.SC_CONTAINER: "group",
    Tag.SC_TEXTART: "text-art",
    Tag.VIDEO_DATA: "video",
}
_HEADER_CELL = 0x40000


def parse_table(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    """Parse a table: its TABLE record, and a LIST_HEADER with paragraphs for each cell (4.3.9.1)."""
    table = TableControl(parse_frame(records[index].data), 0, 0, [])
    seen_table = False
    cell: TableCell | None = None
    for child, after in children(records, index + 1, end):
        record = records[child]
        if record.tag == Tag.TABLE:
            seen_table = True
            table.rows, table.columns = unpack(_TABLE, record.data)
        elif record.tag == Tag.LIST_HEADER:
            if seen_table:
                parser.cells.add(1)
                cell = _cell(record.data)
                table.cells.append(cell)
            else:
                table.frame.caption_above = _caption_above(record.data)
        elif record.tag == Tag.PARA_HEADER:
            target = cell.paras if cell is not None else table.frame.caption
            target += parser.lists(records, child, after, depth + 1)
    return table


def _cell(data: bytes) -> TableCell:
    values = unpack(_CELL, data)
    column, row, colspan, rowspan, width, height = values[:6]
    (attributes,) = unpack(struct.Struct("<I"), data, 4)
    return TableCell(
        column=column,
        row=row,
        colspan=max(1, colspan),
        rowspan=max(1, rowspan),
        width_pt=width / HWPUNIT_PER_POINT,
        height_pt=height / HWPUNIT_PER_POINT,
        border_fill=values[-1],
        header=bool(attributes & _HEADER_CELL),
        paras=[],
    )


def parse_frame(data: bytes) -> ObjectFrame:
    """Parse the header that tables, drawings and equations share (4.3.9, table 69)."""
    values = unpack(_COMMON, data)
    attributes, width, height = values[0], values[3], values[4]
    # Files before 5.0.2 lack the page-break field between the id and the description.
    fields = Fields(data, 44)
    description = fields.text() if fields.left() >= 2 else ""
    return ObjectFrame(
        inline=bool(attributes & 0x1),
        width_pt=width / HWPUNIT_PER_POINT,
        height_pt=height / HWPUNIT_PER_POINT,
        description=description.strip(),
        instance=values[-1],
    )


def _caption_above(data: bytes) -> bool:
    """Whether a caption's list header puts it above its object (0 left, 1 right, 2 top, 3 bottom)."""
    return Fields(data, 8).u32() & 0x3 == 2


def parse_drawing(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    """Parse a drawing object: caption, then a SHAPE_COMPONENT (4.3.9.2)."""
    frame = parse_frame(records[index].data)
    drawing = Drawing("unknown", frame.width_pt, frame.height_pt)
    for child, after in children(records, index + 1, end):
        record = records[child]
        if record.tag == Tag.SHAPE_COMPONENT:
            drawing = _component(parser, records, child, after, depth)
        elif record.tag == Tag.LIST_HEADER:
            frame.caption_above = _caption_above(record.data)
        elif record.tag == Tag.PARA_HEADER:
            frame.caption += parser.lists(records, child, after, depth + 1)
        else:
            # Some writers put the shape's own record beside its component, not below.
            _shape_record(drawing, record)
    return DrawingControl(frame, drawing)


def _component(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Drawing:
    data = records[index].data
    name = data[3::-1].decode("latin-1")
    offset = 8 if data[:4] == data[4:8] else 4
    size = unpack(_COMPONENT_SIZE, data, offset)
    drawing = Drawing(
        _SHAPE_KINDS.get(name, "unknown"),
        width_pt=size[6] / HWPUNIT_PER_POINT,
        height_pt=size[7] / HWPUNIT_PER_POINT,
    )
    drawing.outline = style_of(data, offset)
    if depth > parser.limits.nesting:
        parser.too_deep += 1
        return drawing
    for child, after in children(records, index + 1, end):
        record = records[child]
        if record.tag == Tag.SHAPE_COMPONENT:
            drawing.members.append(_component(parser, records, child, after, depth + 1))
        elif record.tag == Tag.LIST_HEADER:
            drawing.text = drawing.text or []
        elif record.tag == Tag.PARA_HEADER:
            drawing.text = (drawing.text or []) + parser.lists(records, child, after, depth + 1)
        else:
            _shape_record(drawing, record)
    return drawing


def _shape_record(drawing: Drawing, record: Record) -> None:
    kind = _KINDS_BY_RECORD.get(Tag(record.tag)) if record.tag in _KINDS_BY_RECORD else None
    if kind is None:
        return
    if drawing.kind == "unknown":
        drawing.kind = kind
    if drawing.outline is not None:
        drawing.outline = with_path(drawing.outline, record)
    if record.tag == Tag.SC_PICTURE:
        left, top, right, bottom, drawing.binary = unpack(_PICTURE, record.data)
        drawing.crop = Crop(
            left / HWPUNIT_PER_POINT,
            top / HWPUNIT_PER_POINT,
            right / HWPUNIT_PER_POINT,
            bottom / HWPUNIT_PER_POINT,
        )
    elif record.tag == Tag.SC_OLE:
        drawing.binary = Fields(record.data, 12).u16()
    elif record.tag == Tag.SC_TEXTART:
        drawing.words = Fields(record.data, 32).text()


def parse_equation(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    """Parse an equation: EQEDIT holds its script (4.3.9.3)."""
    frame = parse_frame(records[index].data)
    script = ""
    caption: Paras = []
    for child, after in children(records, index + 1, end):
        record = records[child]
        if record.tag == Tag.EQEDIT:
            script = Fields(record.data, 4).text()
        elif record.tag == Tag.LIST_HEADER:
            frame.caption_above = _caption_above(record.data)
        elif record.tag == Tag.PARA_HEADER:
            caption += parser.lists(records, child, after, depth + 1)
    frame.caption = caption
    return EquationControl(frame, script)
