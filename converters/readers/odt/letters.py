# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of an OpenDocument text straight over its text nodes."""

from __future__ import annotations

from collections.abc import Iterator

from converters.readers.odt.names import DC, OFFICE, SVG, TEXT
from converters.readers.odt.package import CONTENT, STYLES, Package, body_of
from converters.source.letters import SourceText
from converters.source.source_file import SourceFile
from converters.xhtml.markup import Element

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_NO_TEXT = frozenset(
    {
        *_PARAGRAPHS,
        # What says who wrote a comment, describes a picture, or is one.
        *(DC + name for name in ("creator", "date")),
        *(SVG + name for name in ("title", "desc")),
        f"{OFFICE}binary-data",
        # Printed by the book: it counts by itself.
        f"{TEXT}number",
    }
)


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the text of every paragraph of the body, then of headers and footers."""
    package = Package(file)
    yield from _texts(body_of(package.content), CONTENT, "")
    styles = package.part(STYLES)
    if styles is not None:
        for masters in styles.iter(f"{OFFICE}master-styles"):
            yield from _texts(masters, STYLES, "running-head")


def _texts(root: Element, name: str, left_out: str) -> Iterator[SourceText]:
    for number, paragraph in enumerate(root.iter(*_PARAGRAPHS)):
        yield SourceText(f"{name}#{number}", "".join(_own(paragraph)), left_out)


def _own(element: Element) -> Iterator[str]:
    """Yield the text in an element, without that of paragraphs in it."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _NO_TEXT:
            yield from _own(child)
        yield child.tail or ""
