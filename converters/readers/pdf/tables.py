# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a file's cross-reference tables lead in a circle (ISO 32000-2, 7.5.4 to 7.5.8).

PDFium notices it too, puts the table together from the objects and says nothing; the
report should.
"""

from __future__ import annotations

import re

_START = re.compile(rb"startxref\s+(\d{1,12})")
_STREAM = re.compile(rb"\s*\d{1,10}\s+\d{1,5}\s+obj")
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,12})")
_HEAD_BYTES = 4096
_TAIL_BYTES = 2048
_MOST_TABLES = 10_000


def tables_turn_back(data: bytes) -> bool:
    """Whether a table names one as its predecessor that led to it.

    Args:
        data: the whole file; what cannot be followed is no circle.
    """
    starts = _START.findall(data, max(0, len(data) - _TAIL_BYTES))
    if not starts:
        return False
    way: set[int] = set()
    at = int(starts[-1])
    while len(way) < _MOST_TABLES:
        if at in way:
            return True
        way.add(at)
        head = _dictionary_at(data, at)
        previous = _PREVIOUS.search(head)
        if previous is None:
            return False
        at = int(previous[1])
    return True


def _dictionary_at(data: bytes, at: int) -> bytes:
    """Return the trailer of the table at an offset, or the dictionary of the stream there."""
    if _STREAM.match(data, at):
        return data[at : at + _HEAD_BYTES].partition(b"stream")[0]
    if not data[at : at + 16].lstrip().startswith(b"xref"):
        return b""
    trailer = data.find(b"trailer", at)
    if trailer < 0:
        return b""
    return data[trailer : trailer + _HEAD_BYTES].partition(b"startxref")[0]
