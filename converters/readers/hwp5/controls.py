# SPDX-License-Identifier: AGPL-3.0-or-later
"""Control headers and what hangs below them, except tables, drawings and equations.

Source: HWP 5.0 file structure rev 1.3, 4.3.6 and 4.3.10.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from converters.readers.hwp5 import objects
from converters.readers.hwp5.records import Fields, Record, Tag, children, decode_utf16, unpack
from converters.source.hangul.model import (
    HWPUNIT_PER_POINT,
    AutoNumber,
    BookmarkControl,
    Control,
    FieldStart,
    FormControl,
    HiddenComment,
    NewNumber,
    NoteControl,
    NoteShape,
    Overlap,
    PageNumberPlace,
    RubyControl,
    RunningControl,
    SectionStart,
    UnknownControl,
)

if TYPE_CHECKING:
    from converters.readers.hwp5.section import SectionParser

_NUMBER_KINDS = ("page", "footnote", "endnote", "picture", "table", "equation", "total-pages")
_RESTARTS = ("", "section", "page", "")
_PAGES = ("all", "even", "odd", "all")
_SECTION = struct.Struct("<4xI6xIHHHHH")
_PAGE_DEF = struct.Struct("<9I")
_NOTE_SHAPE = struct.Struct("<IHHHH")

_Parse = Callable[["SectionParser", list[Record], int, int, int], Control | None]


def control_id(data: bytes) -> str:
    """Return the four letters of a control header ("tbl ", "gso ", "%hlk")."""
    return data[3::-1].decode("latin-1")


def parse_control(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control | None:
    """Return the control whose header is ``records[index]``; None where it prints nothing."""
    name = control_id(records[index].data)
    if name.startswith("%"):
        return _field(parser, records, index, end, depth)
    parse = _PARSERS.get(name)
    if parse is not None:
        return parse(parser, records, index, end, depth)
    if name in _SILENT:
        return None
    return UnknownControl(name.strip(), parser.lists(records, index + 1, end, depth + 1))


def parameter_text(records: list[Record], index: int, end: int) -> str:
    """Return the first string of the parameter set in a CTRL_DATA record below a control (4.2.12)."""
    for at in range(index + 1, end):
        if records[at].tag == Tag.CTRL_DATA:
            # Set id and count, two bytes of padding, then items of id, type and value.
            fields = Fields(records[at].data, 6)
            fields.skip(2)
            if fields.u16() == 1:
                return fields.text()
    return ""


def _field(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    data = records[index].data
    fields = Fields(data, 4)
    attributes = fields.u32()
    fields.skip(1)
    command = fields.text()
    return FieldStart(
        kind=control_id(data)[1:].strip(),
        command=command,
        name=parameter_text(records, index, end),
        edited=bool(attributes & 0x8000),
        memo=parser.lists(records, index + 1, end, depth + 1),
    )


def _section(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    values = unpack(_SECTION, records[index].data)
    _, _, outline, page, picture, table, equation = values
    starts = {"picture": picture, "table": table, "equation": equation}
    section = SectionStart(
        outline_numbering=outline,
        page_start=page,
        starts={kind: number for kind, number in starts.items() if number},
    )
    note_shapes: list[NoteShape] = []
    for child, after in children(records, index + 1, end):
        record = records[child]
        if record.tag == Tag.PAGE_DEF:
            section.text_width_pt = _text_width(record.data)
        elif record.tag == Tag.FOOTNOTE_SHAPE:
            note_shapes.append(_note_shape(record.data))
        elif record.tag == Tag.LIST_HEADER:
            section.masters.append([])
        elif record.tag == Tag.PARA_HEADER and section.masters:
            section.masters[-1] += parser.lists(records, child, after, depth + 1)
    if note_shapes:
        section.footnotes = note_shapes[0]
        section.endnotes = note_shapes[1] if len(note_shapes) > 1 else None
    return section


def _text_width(data: bytes) -> float:
    width, height, left, right, _, _, _, _, gutter = unpack(_PAGE_DEF, data)
    (attributes,) = unpack(struct.Struct("<I"), data, 36)
    across = height if attributes & 0x1 else width
    return max(0.0, (across - left - right - gutter) / HWPUNIT_PER_POINT)


def _note_shape(data: bytes) -> NoteShape:
    attributes, user, prefix, suffix, start = unpack(_NOTE_SHAPE, data)
    return NoteShape(
        number_format=attributes & 0xFF,
        restart=_RESTARTS[attributes >> 10 & 0x3],
        user_char=_char(user),
        prefix=_char(prefix),
        suffix=_char(suffix),
        start=start or 1,
    )


def _char(unit: int) -> str:
    return decode_utf16(unit.to_bytes(2, "little"))


def _note(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    data = records[index].data
    kind = "footnote" if control_id(data) == "fn  " else "endnote"
    paras = parser.lists(records, index + 1, end, depth + 1)
    return NoteControl(kind, paras, number=Fields(data, 4).u32() & 0xFFFF)


def _running(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    data = records[index].data
    kind = "header" if control_id(data) == "head" else "footer"
    pages = _PAGES[Fields(data, 4).u32() & 0x3]
    return RunningControl(kind, pages, parser.lists(records, index + 1, end, depth + 1))


def _hidden_comment(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    return HiddenComment(parser.lists(records, index + 1, end, depth + 1))


def _auto_number(
    _parser: SectionParser, records: list[Record], index: int, _end: int, _depth: int
) -> Control:
    fields = Fields(records[index].data, 4)
    attributes, number = fields.u32(), fields.u16()
    user, prefix, suffix = fields.u16(), fields.u16(), fields.u16()
    kind = attributes & 0xF
    return AutoNumber(
        kind=_NUMBER_KINDS[kind] if kind < len(_NUMBER_KINDS) else "page",
        number=number,
        number_format=attributes >> 4 & 0xFF,
        user_char=_char(user),
        prefix=_char(prefix),
        suffix=_char(suffix),
        superscript=bool(attributes & 0x1000),
    )


def _new_number(
    _parser: SectionParser, records: list[Record], index: int, _end: int, _depth: int
) -> Control:
    fields = Fields(records[index].data, 4)
    kind = fields.u32() & 0xF
    return NewNumber(_NUMBER_KINDS[kind] if kind < len(_NUMBER_KINDS) else "page", fields.u16())


def _page_number_place(
    _parser: SectionParser, records: list[Record], index: int, _end: int, _depth: int
) -> Control:
    return PageNumberPlace(number_format=Fields(records[index].data, 4).u32() & 0xFF)


def _bookmark(
    _parser: SectionParser, records: list[Record], index: int, end: int, _depth: int
) -> Control | None:
    name = parameter_text(records, index, end)
    return BookmarkControl(name) if name else None


def _ruby(
    _parser: SectionParser, records: list[Record], index: int, _end: int, _depth: int
) -> Control:
    fields = Fields(records[index].data, 4)
    base, annotation = fields.text(), fields.text()
    return RubyControl(base, annotation, below=fields.u32() == 1)


def _overlap(
    _parser: SectionParser, records: list[Record], index: int, _end: int, _depth: int
) -> Control:
    fields = Fields(records[index].data, 4)
    characters, frame = fields.text(), fields.u8()
    fields.skip(2)
    shape = -1
    if fields.u8():
        shape = fields.i32()
    return Overlap(characters, frame, shape)


_FORM_VALUE = re.compile(
    r"(Caption|Text|Value):(?:wstring:\d+:|int:|bool:)([^ ]*(?: (?!\w+:(?:w?string|int|bool|set):)[^ ]*)*)"
)
_FORM_KINDS = {"tbp+": "button", "tbc+": "check", "boc+": "combo", "tbr+": "radio", "tde+": "edit"}


def _form(
    parser: SectionParser, records: list[Record], index: int, end: int, depth: int
) -> Control:
    kind, text, checked = "form", "", None
    for at in range(index + 1, end):
        if records[at].tag == Tag.FORM_OBJECT:
            data = records[at].data
            kind = _FORM_KINDS.get(data[:4].decode("latin-1"), "form")
            values = dict(_FORM_VALUE.findall(decode_utf16(data[8 : len(data) & ~1])))
            text = (values.get("Caption") or values.get("Text") or "").strip()
            if kind in ("check", "radio"):
                checked = values.get("Value", "0").strip() == "1"
    del parser, depth
    return FormControl(kind, text, checked)


_PARSERS: dict[str, _Parse] = {
    "secd": _section,
    "fn  ": _note,
    "en  ": _note,
    "head": _running,
    "foot": _running,
    "tcmt": _hidden_comment,
    "atno": _auto_number,
    "nwno": _new_number,
    "pgnp": _page_number_place,
    "bokm": _bookmark,
    "tdut": _ruby,
    "tcps": _overlap,
    "form": _form,
    "tbl ": objects.parse_table,
    "gso ": objects.parse_drawing,
    "eqed": objects.parse_equation,
}
# Columns, page hiding, odd/even adjustment and index marks print nothing by themselves.
_SILENT = frozenset({"cold", "pghd", "pgct", "pgad", "idxm"})
