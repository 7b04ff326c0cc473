# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of an HWPML file straight over its CHAR elements."""

from __future__ import annotations

from collections.abc import Iterator

from converters.source.letters import SourceText
from converters.source.source_file import SourceFile
from converters.source.xml import parse_xml
from converters.xhtml.markup import Element


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the text of every paragraph of the body."""
    paragraphs: dict[Element | None, list[str]] = {}
    for text in parse_xml(file.data, "HWPML", named_characters=True).iter("CHAR"):
        paragraph = next(text.iterancestors("P"), None)
        paragraphs.setdefault(paragraph, []).extend(map(str, text.itertext()))
    for number, texts in enumerate(paragraphs.values()):
        yield SourceText(f"BODY#{number}", "".join(texts))
