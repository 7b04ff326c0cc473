# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX (OWPML) as a format."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.letters import CountLetters
from converters.source.page_pictures import DrawPage
from converters.source.source_file import Read

_PARTS = frozenset({"Contents/content.hpf", "Contents/header.xml"})


def _recognise(content: Content) -> str | None:
    return "" if _PARTS & content.parts else None


def _reader() -> Read:
    from converters.readers.hwpx.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.hwpx.letters import count_letters

    return count_letters


def _page_picture() -> DrawPage:
    from converters.readers.hwpx.page_picture import draw_page

    return draw_page


FORMAT = FormatSpec(
    id="hwpx",
    name="HWPX",
    recognise=_recognise,
    suffixes=(".hwpx", ".hwtx", ".owpml"),
    media_types=("application/hwp+zip", "application/vnd.hancom.hwpx", "application/haansofthwpx"),
    container=Container.ZIP,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    load_page_picture=_page_picture,
    sound_copy=mark(
        "Open it in Hangul; if it opens, save it under a new name and convert that file."
    ),
)
