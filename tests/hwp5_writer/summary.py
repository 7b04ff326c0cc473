# SPDX-License-Identifier: AGPL-3.0-or-later
"""The summary information stream, a property set of [MS-OLEPS] with HWP's own class id."""

from __future__ import annotations

import datetime
import struct
import uuid

_FORMAT = uuid.UUID("9FA2B660-1061-11D4-B4C6-006097C09D8C")
_LPWSTR, _FILETIME, _I4 = 31, 64, 3
TITLE, SUBJECT, AUTHOR, KEYWORDS, COMMENTS = 2, 3, 4, 5, 6
LAST_AUTHOR, REVISION, PRINTED, CREATED, SAVED, PAGES, DATE_TEXT = 8, 9, 11, 12, 13, 14, 20
_DICTIONARY = 0  # of names; Hancom writes an empty one, and some readers insist on it
_EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)


_USUAL: dict[int, str | int | datetime.datetime] = {
    TITLE: "",
    SUBJECT: "",
    AUTHOR: "",
    DATE_TEXT: "",
    KEYWORDS: "",
    COMMENTS: "",
    LAST_AUTHOR: "",
    REVISION: "9, 1, 1, 5656 WIN32LEWindows_8",
    CREATED: _EPOCH,
    SAVED: _EPOCH,
    PRINTED: _EPOCH,
    PAGES: 1,
    21: 1,
}


def summary_stream(properties: dict[int, str | int | datetime.datetime]) -> bytes:
    """Return the stream of ``properties`` by property id, with the usual empty ones."""
    values = [(number, _value(value)) for number, value in (_USUAL | properties).items()]
    values.append((_DICTIONARY, struct.pack("<I", 0)))
    offset = 8 + 8 * len(values)
    table, body = b"", b""
    for number, value in values:
        table += struct.pack("<II", number, offset + len(body))
        body += value
    section = struct.pack("<II", offset + len(body), len(values)) + table + body
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 0x00020006, _FORMAT.bytes_le, 1)
    return head + _FORMAT.bytes_le + struct.pack("<I", 48) + section


def _value(value: str | int | datetime.datetime) -> bytes:
    if isinstance(value, str):
        text = (value + "\0").encode("utf-16-le")
        data = struct.pack("<II", _LPWSTR, len(text) // 2) + text
    elif isinstance(value, int):
        data = struct.pack("<Ii", _I4, value)
    else:
        ticks = int((value - _EPOCH).total_seconds()) * 10_000_000
        data = struct.pack("<IQ", _FILETIME, ticks)
    return data.ljust(-(-len(data) // 4) * 4, b"\0")
