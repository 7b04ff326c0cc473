# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWP 5 as a format."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.letters import CountLetters
from converters.source.page_pictures import DrawPage
from converters.source.source_file import Read

_FILE_HEADER = b"HWP Document File".ljust(32, b"\0")
_STREAMS = ("FileHeader", "BodyText", "ViewText", "\x05HwpSummaryInformation")


def _recognise(content: Content) -> str | None:
    if not content.is_compound:
        return None
    if content.has_stream(_STREAMS[0]):
        return ""
    # What is cut off has lost its directory, or a part of it.
    remains = content.is_cut and (
        _FILE_HEADER in content.data or any(map(content.has_stream, _STREAMS))
    )
    return "" if remains else None


def _reader() -> Read:
    from converters.readers.hwp5.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.hwp5.letters import count_letters

    return count_letters


def _page_picture() -> DrawPage:
    from converters.readers.hwp5.page_picture import draw_page

    return draw_page


FORMAT = FormatSpec(
    id="hwp5",
    name="HWP",
    recognise=_recognise,
    suffixes=(".hwp", ".hwt"),
    media_types=("application/x-hwp", "application/vnd.hancom.hwp", "application/haansofthwp"),
    container=Container.COMPOUND,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    load_page_picture=_page_picture,
    sound_copy=mark(
        "Open it in Hangul; if it opens, save it under a new name and convert that file."
    ),
)
