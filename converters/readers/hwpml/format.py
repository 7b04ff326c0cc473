# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPML as a format."""

from __future__ import annotations

import re

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.letters import CountLetters
from converters.source.source_file import Read

_LONGEST_PROLOG = 1 << 18
"""A document type may name some hundred characters before the root."""
_DOCTYPE = re.compile(r"<!DOCTYPE\s+HWPML[\s\[>]")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


def _recognise(content: Content) -> str | None:
    text = content.text
    if not text.startswith("<"):
        return None
    if "<HWPML" in text:
        return ""
    if not _DOCTYPE.search(text):
        return None
    prolog = content.data[:_LONGEST_PROLOG]
    return "" if any("<HWPML".encode(encoding) in prolog for encoding in _ENCODINGS) else None


def _reader() -> Read:
    from converters.readers.hwpml.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.hwpml.letters import count_letters

    return count_letters


FORMAT = FormatSpec(
    id="hwpml",
    name="HWPML",
    recognise=_recognise,
    suffixes=(".hml",),
    media_types=("application/haansofthml",),
    container=Container.TEXT,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    sound_copy=mark(
        "Open it in Hangul; if it opens, save it under a new name and convert that file."
    ),
)
