# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts the letters of a DOCX file straight over the text nodes of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from converters.errors import ConversionError
from converters.readers.docx.encryption import opened
from converters.source.letters import SourceText
from converters.source.source_file import SourceFile
from converters.source.symbols import FONTS
from converters.source.xml import parse_xml
from converters.xhtml.markup import Element

_HEAD_BYTES = 4096
_ROOT = re.compile(
    rb"<(?:[\w.-]+:)?(document|footnotes|endnotes|comments|hdr|ftr|glossaryDocument|dataModel)[\s>]"
)
_LEFT_OUT = {
    b"hdr": "running-head",
    b"ftr": "running-head",
    b"comments": "comment",
    b"glossaryDocument": "building-block",
}
_WITHOUT_TEXT = re.compile(
    r"^docProps/|^\[Content_Types\]"
    r"|(?:^|/)(?:styles\w*|settings|fontTable|webSettings|numbering|theme\d*)\.xml$",
    re.IGNORECASE,
)
_SYMBOL_FONTS = (b"wingdings", b"webdings", b'"symbol"')
_TEXTS = ("{*}t", "{*}delText", "{*}instrText", "{*}delInstrText")
_PARAGRAPH = "{*}p"
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}
"""Types of notes that stand between a page's text and its notes (17.18.33)."""


def count_letters(file: SourceFile) -> Iterator[SourceText]:
    """Yield the text of every paragraph of every part that holds paragraphs."""
    package = opened(file)
    package.begin_again()
    for name in package.names():
        if not name.lower().endswith(".xml") or _WITHOUT_TEXT.search(name):
            continue
        try:
            data = package.read(name)
            root = _ROOT.search(data[:_HEAD_BYTES])
            tree = parse_xml(data, name) if root is not None else None
        except ConversionError:
            # The reader names a part that cannot be read as a loss of its own.
            continue
        if root is not None and tree is not None:
            lowered = data.lower()
            yield from _texts(
                tree,
                name,
                _LEFT_OUT.get(root[1], ""),
                symbols=any(font in lowered for font in _SYMBOL_FONTS),
            )


def _texts(tree: Element, name: str, left_out: str, *, symbols: bool) -> Iterator[SourceText]:
    for alternate in tree.iter("{*}AlternateContent"):
        # The same text in an older notation.
        if alternate.find("{*}Choice") is not None:
            for fallback in alternate.findall("{*}Fallback"):
                alternate.remove(fallback)
    separating = {
        text
        for note in tree.iter("{*}footnote", "{*}endnote")
        if any(str(value) in _SEPARATORS for value in note.attrib.values())
        for text in note.iter(*_TEXTS)
    }
    paragraphs: dict[Element | None, dict[str, list[str]]] = {}
    for text in tree.iter(*_TEXTS):
        if text.text:
            paragraph = next(text.iterancestors(_PARAGRAPH), None)
            kinds = paragraphs.setdefault(paragraph, {})
            kind = "note-separator" if text in separating else _kind(text, symbols=symbols)
            kinds.setdefault(left_out or kind, []).append(text.text)
    for number, kinds in enumerate(paragraphs.values()):
        for kind, texts in kinds.items():
            yield SourceText(f"{name}#{number}", "".join(texts), kind)


def _kind(text: Element, *, symbols: bool) -> str:
    """Return why no book prints a text as letters; empty for what it prints."""
    if text.tag.endswith("nstrText"):
        return "field-code"
    if not symbols:
        return ""
    run = text.getparent()
    fonts = run.find("{*}rPr/{*}rFonts") if run is not None else None
    if fonts is not None and any(str(font).lower() in FONTS for font in fonts.attrib.values()):
        return "symbol"
    return ""
