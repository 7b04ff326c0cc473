# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of an HWP 5 file straight over its records (HWP 5.0 rev 1.3, 4.1 and 4.3.3).

Streams come decrypted and inflated from the container; the records are cut here once more, and
of a paragraph's text only the control characters are taken out.
"""

from __future__ import annotations

import re
import struct
import sys
from array import array
from collections.abc import Iterator

from converters.errors import ConversionError
from converters.readers.hwp5.container import opened
from converters.source.letters import SourceText
from converters.source.source_file import SourceFile

_PARA_TEXT = 67
_LONG = 0xFFF
_WORD = struct.Struct("<I")
_BIG_ENDIAN = sys.byteorder == "big"
# Inline and extended controls take eight characters of the text, their own code at both ends.
_CONTROL = re.compile(r"[\x01-\x09\x0b\x0c\x0e-\x17][\s\S]{7}")


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the text of every PARA_TEXT record of all sections."""
    container = opened(file)
    container.begin_again()
    for name in container.section_names():
        try:
            stream = container.section(name)
        except ConversionError:
            # The reader names a section that cannot be read as a loss of its own.
            continue
        for number, data in enumerate(_texts(stream)):
            yield SourceText(f"{name}#{number}", _text(data))


def _texts(stream: bytes) -> Iterator[bytes]:
    at, end = 0, len(stream)
    while at + 4 <= end:
        (head,) = _WORD.unpack_from(stream, at)
        at += 4
        size = head >> 20
        if size == _LONG:
            if at + 4 > end:
                return
            (size,) = _WORD.unpack_from(stream, at)
            at += 4
        if head & 0x3FF == _PARA_TEXT:
            yield stream[at : at + size]
        at += size


def _text(data: bytes) -> str:
    units = array("H", data[: len(data) // 2 * 2])
    if _BIG_ENDIAN:
        units.byteswap()
    # By code units and not as UTF-16: what stands in a control must not join what follows it.
    text = _CONTROL.sub("", "".join(map(chr, units)))
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
