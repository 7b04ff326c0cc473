# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUB as a format that is read."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.letters import CountLetters
from converters.source.source_file import Read


def _recognise(content: Content) -> str | None:
    return "" if "META-INF/container.xml" in content.parts else None


def _reader() -> Read:
    from converters.readers.epub_book.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.epub_book.letters import count_letters

    return count_letters


FORMAT = FormatSpec(
    id="epub",
    name="EPUB",
    recognise=_recognise,
    suffixes=(".epub",),
    media_types=("application/epub+zip",),
    container=Container.ZIP,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    sound_copy=mark(
        "Get the book again from where it came from, or convert the document that it was made of."
    ),
)
