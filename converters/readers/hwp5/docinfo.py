# SPDX-License-Identifier: AGPL-3.0-or-later
"""DocInfo: the shapes, styles, numberings and binaries that paragraphs point to.

Source: HWP 5.0 file structure rev 1.3, 4.2, with the corrections that
docs/formats/hwp5.md lists.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from converters.readers.hwp5.records import Fields, Record, Tag, decode_utf16, unpack
from converters.source.hangul.model import (
    HWPUNIT_PER_POINT,
    BinaryItem,
    Bullet,
    CharShape,
    Numbering,
    NumberLevel,
    ParaShape,
    Shapes,
    Style,
)

LoadBinary = Callable[[int, str, bool | None], bytes | None]

_CHAR_SHAPE = struct.Struct("<7H7B7b7B7biI2b4I")
_PARA_SHAPE = struct.Struct("<I5iiHHH4h4I")
_ALIGNMENTS = ("justify", "left", "right", "center", "distribute", "divide")
_HEADS = ("", "outline", "number", "bullet")
_NO_COLOR = 0xFFFFFFFF
_NO_LINE = 15
_CHECKED, _DEEPEST_LEVEL = 0x80, 9
_HANGUL, _FACES = 0, 7
# Paragraph distances are stored doubled in HWP 5.
_PARA_UNITS = 2 * HWPUNIT_PER_POINT


def parse_doc_info(records: list[Record], load_binary: LoadBinary) -> Shapes:
    """Return the shapes of a document.

    Args:
        records: all records of DocInfo.
        load_binary: gives the bytes of a BinData stream by storage number,
            extension and compression (None follows the file).
    """
    shapes = Shapes()
    hangul_fonts = 0
    for record in records:
        if record.tag == Tag.CHAR_SHAPE:
            shapes.char_shapes.append(parse_char_shape(record.data))
        elif record.tag == Tag.PARA_SHAPE:
            shapes.para_shapes.append(parse_para_shape(record.data))
        elif record.tag == Tag.STYLE:
            shapes.styles.append(_style(record.data))
        elif record.tag == Tag.FACE_NAME:
            # Fonts come as seven runs, Hangul first; that is the one that decides for us.
            if len(shapes.fonts) < hangul_fonts:
                shapes.fonts.append(_face_name(record.data))
        elif record.tag == Tag.ID_MAPPINGS:
            (hangul_fonts,) = unpack(struct.Struct("<I"), record.data, 4)
        elif record.tag == Tag.NUMBERING:
            shapes.numberings.append(_numbering(record.data))
        elif record.tag == Tag.BULLET:
            shapes.bullets.append(_bullet(record.data))
        elif record.tag == Tag.BIN_DATA:
            shapes.binaries[len(shapes.binaries) + 1] = _binary(record.data, load_binary)
    _note_fills(records, shapes)
    return shapes


def color_of(value: int) -> str | None:
    """Return a COLORREF (0x00BBGGRR) as #rrggbb; None for none and for black."""
    if value in (_NO_COLOR, 0):
        return None
    return f"#{value & 0xFF:02x}{value >> 8 & 0xFF:02x}{value >> 16 & 0xFF:02x}"


def parse_char_shape(data: bytes) -> CharShape:
    """Parse a CHAR_SHAPE record (4.2.6)."""
    values = unpack(_CHAR_SHAPE, data)
    faces, sizes = values[0:_FACES], values[3 * _FACES : 4 * _FACES]
    height, attributes = values[5 * _FACES : 5 * _FACES + 2]
    text_color = values[5 * _FACES + 4]
    return CharShape(
        height_pt=height / HWPUNIT_PER_POINT,
        face=faces[_HANGUL],
        italic=bool(attributes & 0x1),
        bold=bool(attributes & 0x2),
        underline=attributes >> 2 & 0x3 == 1,
        superscript=bool(attributes & 0x8000),
        subscript=bool(attributes & 0x10000),
        # Shape 15 is what the program writes where a line is switched on but none is drawn.
        strike=bool(attributes >> 18 & 0x7) and attributes >> 26 & 0xF != _NO_LINE,
        dots=bool(attributes >> 21 & 0xF),
        color=color_of(text_color),
        size_percent=sizes[_HANGUL] or 100,
    )


def parse_para_shape(data: bytes) -> ParaShape:
    """Parse a PARA_SHAPE record (4.2.10)."""
    values = unpack(_PARA_SHAPE, data)
    attributes, left, right, indent, before, after = values[:6]
    head_id, more, deep_level = values[8], values[14], values[17]
    align = attributes >> 2 & 0x7
    return ParaShape(
        align=_ALIGNMENTS[align] if align < len(_ALIGNMENTS) else "justify",
        left_pt=left / _PARA_UNITS,
        right_pt=right / _PARA_UNITS,
        indent_pt=indent / _PARA_UNITS,
        before_pt=before / _PARA_UNITS,
        after_pt=after / _PARA_UNITS,
        head=_HEADS[attributes >> 23 & 0x3],
        # Three bits hold levels 1 to 7; late versions count on to 10 in a field of its own.
        level=max(attributes >> 25 & 0x7, deep_level if deep_level <= _DEEPEST_LEVEL else 0),
        checked=bool(more & _CHECKED),
        head_id=head_id,
    )


def _style(data: bytes) -> Style:
    fields = Fields(data)
    name, english_name = fields.text(), fields.text()
    kind, _next_style = fields.u8(), fields.u8()
    lang_id = fields.i16()
    return Style(
        name=name.strip(),
        english_name=english_name.strip(),
        is_character=kind & 0x7 == 1,
        para_shape=fields.u16(),
        char_shape=fields.u16(),
        lang_id=lang_id,
    )


def _face_name(data: bytes) -> str:
    fields = Fields(data, 1)
    return fields.text()


def _numbering(data: bytes) -> Numbering:
    """Parse a NUMBERING record (4.2.8): seven levels, start numbers, three more levels."""
    fields = Fields(data)
    levels = [_number_level(fields) for _ in range(7)]
    first = fields.u16()
    if fields.left() >= 4 * len(levels):
        for level in levels:
            level.start = fields.u32()
    else:
        levels[0].start = first
    if fields.left() >= 3 * 14:
        more = [_number_level(fields) for _ in range(3)]
        for level in more:
            level.start = fields.u32() if fields.left() >= 4 else 1
        levels += more
    return Numbering(levels)


def _number_level(fields: Fields) -> NumberLevel:
    attributes = fields.u32()
    fields.skip(8)
    return NumberLevel(pattern=fields.text(), number_format=attributes >> 5 & 0xF)


def _bullet(data: bytes) -> Bullet:
    """Parse a BULLET record (4.2.9)."""
    char = decode_utf16(data[12:14])
    # Behind the bullet: the id of a picture (4), its properties (5), the checked bullet.
    checked = decode_utf16(data[23:25]).strip()
    return Bullet(char=char, checked_char=checked)


def _binary(data: bytes, load: LoadBinary) -> BinaryItem:
    """Parse a BIN_DATA record (4.2.3)."""
    fields = Fields(data)
    attributes = fields.u16()
    kind, compression = attributes & 0xF, attributes >> 4 & 0x3
    if kind == 0:
        absolute, relative = fields.text(), fields.text()
        path = absolute or relative
        name = path.replace("\\", "/").rsplit("/", 1)[-1]
        return BinaryItem(name=name, extension=_suffix(name), linked_path=path or name or "?")
    storage_id = fields.u16()
    extension = fields.text().lower() if fields.left() else ""
    if kind == 2:
        extension = extension or "ole"
    compressed = {1: True, 2: False}.get(compression)
    return BinaryItem(
        name=f"BIN{storage_id:04X}.{extension}",
        extension=extension,
        load=lambda: load(storage_id, extension, compressed),
    )


def _suffix(name: str) -> str:
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def _note_fills(records: list[Record], shapes: Shapes) -> None:
    """Note which border fills (1-based) have a background colour or picture (4.2.5)."""
    number = 0
    for record in records:
        if record.tag != Tag.BORDER_FILL:
            continue
        number += 1
        # u16 attributes, four borders of 6 bytes, a diagonal of 6, then the fill.
        kind, back = unpack(struct.Struct("<II"), record.data, 32)
        if kind & 0x1 and back not in (_NO_COLOR, 0xFFFFFF):
            shapes.filled_borders.add(number)
        if kind & 0x4:
            shapes.filled_borders.add(number)
        if kind & 0x2:
            shapes.pictured_borders.add(number)
        # The kinds of the lines left, right, top and bottom; 0 draws none.
        left, right, top, bottom = record.data[2:26:6].ljust(4, b"\1")
        if not (left or right) or not (top or bottom):
            shapes.open_borders.add(number)
        if not (left or right or top or bottom):
            shapes.unlined_borders.add(number)
