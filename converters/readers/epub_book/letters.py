# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of an EPUB straight over the text of its spine."""

from __future__ import annotations

from collections.abc import Iterator

from converters.errors import ConversionError
from converters.readers.epub_book.elements import BLOCKS
from converters.readers.epub_book.package import opened
from converters.source.letters import SourceText
from converters.source.markup_parts import parse_page
from converters.source.source_file import SourceFile
from converters.source.xml import name_of
from converters.xhtml.markup import Element

_NO_TEXT = frozenset(
    {"head", "script", "style", "template", "annotation", "annotation-xml", "title", "desc"}
)


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the text between the blocks of every content document, in the spine's order."""
    package = opened(file)
    package.archive.begin_again()
    for item in package.spine:
        if not item.is_page:
            continue
        try:
            root, _ = parse_page(package.archive.read(item.part), item.part)
        except ConversionError:
            # The reader names a page that cannot be read as a loss of its own.
            continue
        left_out = "contents" if "nav" in item.properties else ""
        if item is package.own_colophon:
            left_out = "colophon"
        texts: list[str] = []
        for number, text in enumerate(_lines(root, texts)):
            yield SourceText(f"{item.part}#{number}", text, left_out)


def _lines(element: Element, line: list[str]) -> Iterator[str]:
    """Yield the lines of an element: a block ends one before and one after itself."""
    name = name_of(element)
    if not name or name in _NO_TEXT:
        return
    is_block = name in BLOCKS
    if is_block and line:
        yield "".join(line)
        line.clear()
    line.append(element.text or "")
    for child in element:
        yield from _lines(child, line)
        line.append(child.tail or "")
    if is_block and line:
        yield "".join(line)
        line.clear()
