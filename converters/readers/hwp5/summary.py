# SPDX-License-Identifier: AGPL-3.0-or-later
"""The summary information: an OLE property set with the properties of the document.

Source: HWP 5.0 file structure rev 1.3, 3.2.5; MS-OLEPS 2. Hangul counts a
string's length in its own way, so strings end at their terminator here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from converters.readers.hwp5.records import Fields, decode_utf16
from converters.source.properties import FileProperties

_TITLE, _SUBJECT, _AUTHOR, _KEYWORDS, _COMMENTS = 2, 3, 4, 5, 6
_CREATED, _SAVED = 12, 13
_STRING, _BYTES, _MOMENT = 31, 30, 64
_SECTION_OFFSET = 44
_MOST_PROPERTIES = 64
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_FIRST_BELIEVABLE_YEAR = 1980


def parse_summary(stream: bytes) -> FileProperties:
    """Return what the property set says; empty where it is missing or damaged."""
    start = Fields(stream, _SECTION_OFFSET).u32()
    section = Fields(stream, start + 4)
    offsets = {}
    for _ in range(min(section.u32(), _MOST_PROPERTIES)):
        key = section.u32()
        offsets[key] = start + section.u32()

    def text(key: int) -> str:
        return _string(stream, offsets[key]) if key in offsets else ""

    def moment(key: int) -> str:
        return _moment(stream, offsets[key]) if key in offsets else ""

    return FileProperties(
        title=text(_TITLE),
        subject=text(_SUBJECT),
        author=text(_AUTHOR),
        keywords=text(_KEYWORDS),
        comments=text(_COMMENTS),
        created=moment(_CREATED),
        modified=moment(_SAVED),
    )


def _string(stream: bytes, offset: int) -> str:
    fields = Fields(stream, offset)
    kind, length = fields.u32(), fields.u32()
    if kind == _STRING:
        raw = stream[fields.position : fields.position + 2 * length]
        for end in range(0, len(raw) - 1, 2):
            if raw[end : end + 2] == b"\0\0":
                raw = raw[:end]
                break
        return decode_utf16(raw[: len(raw) & ~1]).strip()
    if kind == _BYTES:
        raw = stream[fields.position : fields.position + length].split(b"\0", 1)[0]
        return raw.decode("cp949", "ignore").strip()
    return ""


def _moment(stream: bytes, offset: int) -> str:
    """Return a FILETIME (100 ns since 1601, UTC) as ISO 8601; empty where it means no date."""
    fields = Fields(stream, offset)
    if fields.u32() != _MOMENT:
        return ""
    ticks = fields.u32() | fields.u32() << 32
    try:
        moment = _EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    if moment.year < _FIRST_BELIEVABLE_YEAR:
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
