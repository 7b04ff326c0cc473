# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of an HWPX file straight over the text nodes of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.errors import ConversionError
from converters.source.letters import SourceText
from converters.source.package_encryption import LockedPackage
from converters.source.source_file import SourceFile
from converters.source.xml import parse_xml
from converters.xhtml.markup import Element

_SECTION = re.compile(r"(?:^|/)section(\d+)\.xml$", re.IGNORECASE)


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the text of every paragraph of every section."""
    package = LockedPackage(file.data, file.limits, file.passwords)
    sections = [
        (int(match[1]), name) for name in package.names() if (match := _SECTION.search(name))
    ]
    for _, name in sorted(sections):
        try:
            tree = parse_xml(package.read(name), name)
        except ConversionError:
            # The reader names a section that cannot be read as a loss of its own.
            continue
        paragraphs: dict[Element | None, list[str]] = {}
        for text in tree.iter("{*}t"):
            paragraph = next(text.iterancestors("{*}p"), None)
            paragraphs.setdefault(paragraph, []).extend(map(str, text.itertext()))
        for number, texts in enumerate(paragraphs.values()):
            yield SourceText(f"{name}#{number}", "".join(texts))
        for form in tree.iter("{*}checkBtn", "{*}radioBtn", "{*}btn"):
            yield SourceText(f"{name}#form", form.get("caption", ""))
