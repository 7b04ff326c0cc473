# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF as a format."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, DrawPages, FormatSpec, ReadPages
from converters.source.letters import CountLetters
from converters.source.page_pictures import DrawPage
from converters.source.source_file import Read

_WITHIN = 1024
"""ISO 32000-2, annex I: readers accept the header anywhere in the first bytes."""


def _recognise(content: Content) -> str | None:
    if content.is_archive or content.is_compound:
        # Either may hold a PDF near its beginning.
        return None
    return "" if b"%PDF-" in content.head[:_WITHIN] else None


def _reader() -> Read:
    from converters.readers.pdf.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.pdf.letters import count_letters

    return count_letters


def _page_reader() -> ReadPages:
    from converters.readers.pdf.fixed import read_pages

    return read_pages


def _page_drawing() -> DrawPages:
    from converters.readers.pdf.debug_view import draw_pages

    return draw_pages


def _page_picture() -> DrawPage:
    from converters.readers.pdf.page_picture import draw_page

    return draw_page


FORMAT = FormatSpec(
    id="pdf",
    name="PDF",
    recognise=_recognise,
    suffixes=(".pdf",),
    media_types=("application/pdf",),
    container=Container.PDF,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    load_page_reader=_page_reader,
    load_page_drawing=_page_drawing,
    load_page_picture=_page_picture,
    sound_copy=mark("Open it in a program for PDF, print it to a new PDF file, then convert that."),
)
