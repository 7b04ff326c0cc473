# SPDX-License-Identifier: AGPL-3.0-or-later
"""Outlines of drawing objects: SHAPE_COMPONENT and the record of the shape below it.

Source: HWP 5.0 file structure rev 1.3, 4.3.9.2 (tables 82 to 103).
"""

from __future__ import annotations

import struct
from dataclasses import replace
from math import isfinite

from converters.readers.hwp5.records import Fields, Record, Tag
from converters.source.hangul.outlines import (
    DASHES,
    Affine,
    Command,
    LineStyle,
    Outline,
    Point,
    arc_path,
    composed,
    curve_path,
    ellipse_path,
    rectangle_path,
    straight_path,
)

_MATRIX = struct.Struct("<6d")
_BEFORE_MATRICES = 42
_MOST_PAIRS = 64
_MOST_POINTS = 40_000
_NO_COLOR = 0xFFFFFFFF
_SOLID, _GRADATION = 0x1, 0x4
# By the kind of line in bits 0 to 5.
_NO_LINE = 0
_LINES = {2: "DASH", 3: "DOT", 4: "DASH_DOT", 5: "DASH_DOT_DOT", 6: "LONG_DASH", 7: "CIRCLE"}
_ARCS = {1: "pie", 2: "chord"}


def style_of(data: bytes, offset: int) -> Outline | None:
    """Return how a shape is placed, drawn and filled, still without its path.

    Args:
        data: a SHAPE_COMPONENT.
        offset: where it goes on behind its ids.

    Returns:
        None where the record is too short to say so.
    """
    fields = Fields(data, offset + _BEFORE_MATRICES)
    pairs = fields.u16()
    at = fields.position
    if pairs > _MOST_PAIRS or at + _MATRIX.size * (1 + 2 * pairs) + 16 > len(data):
        return None
    found = [_MATRIX.unpack_from(data, at + n * _MATRIX.size) for n in range(1 + 2 * pairs)]
    if not all(isfinite(value) for matrix in found for value in matrix):
        return None
    matrices: list[Affine] = [found[0]]
    for pair in range(pairs):
        # Stored from the outermost to the innermost; what is turned has been scaled before.
        matrices += [found[2 + 2 * pair], found[1 + 2 * pair]]
    fields.position = at + _MATRIX.size * len(found)
    color, width, attributes = fields.u32(), fields.i32(), fields.u32()
    fields.skip(1)
    line = None
    if attributes & 0x3F != _NO_LINE:
        line = LineStyle(
            _rgb(color),
            float(max(0, width)),
            DASHES.get(_LINES.get(attributes & 0x3F, ""), ()),
            attributes >> 10 & 0x3F != 0,
            attributes >> 16 & 0x3F != 0,
        )
    return Outline((), composed(matrices), line, _fill(fields))


def with_path(outline: Outline, record: Record) -> Outline:
    """Return ``outline`` with the path in the record of its shape."""
    path = _path(record)
    return replace(outline, path=path) if path else outline


def _path(record: Record) -> tuple[Command, ...]:
    data = record.data
    fields = Fields(data)
    if record.tag == Tag.SC_LINE:
        return straight_path(_points(fields, 2))
    if record.tag == Tag.SC_RECTANGLE:
        rounding = fields.u8()
        return rectangle_path(_points(fields, 4), rounding)
    if record.tag == Tag.SC_ELLIPSE:
        fields.skip(4)
        found = _points(fields, 3)
        return ellipse_path(*found) if len(found) == 3 else ()
    if record.tag == Tag.SC_ARC:
        # Its attributes have one byte in files of Hangul and four in the specification.
        kind = fields.u32() if len(data) >= 28 else fields.u8()
        found = _points(fields, 3)
        if len(found) != 3:
            return ()
        centre, first, second = found
        return arc_path(centre, first, second, _ARCS.get(kind, "arc"))
    if record.tag == Tag.SC_POLYGON:
        return straight_path(_counted(fields), closed=True)
    if record.tag == Tag.SC_CURVE:
        points = _counted(fields)
        curved = [fields.u8() == 1 for _ in points[1:]]
        return curve_path(points, curved)
    return ()


def _points(fields: Fields, count: int) -> list[Point]:
    count = min(count, fields.left() // 8)
    return [(float(fields.i32()), float(fields.i32())) for _ in range(count)]


def _counted(fields: Fields) -> list[Point]:
    """Return as many points as the record says first: in 16 bits by the specification, else 32."""
    size = fields.left()
    count = fields.u16()
    if 2 + 8 * count != size:
        fields.skip(2)
    return _points(fields, min(count, _MOST_POINTS))


def _fill(fields: Fields) -> str:
    kind = fields.u32()
    if kind & _SOLID:
        color = fields.u32()
        return "" if color == _NO_COLOR else _rgb(color)
    if kind & _GRADATION:
        # Kind, angle, centre and blur; places of the colours where there are more than two.
        fields.skip(17)
        count = fields.u32()
        if count > 2:
            fields.skip(4 * count)
        return _rgb(fields.u32()) if 0 < count <= _MOST_PAIRS else ""
    return ""


def _rgb(color: int) -> str:
    return f"#{color & 0xFF:02x}{color >> 8 & 0xFF:02x}{color >> 16 & 0xFF:02x}"
