# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of other formats that a document takes in whole (ECMA-376 part 1, 17.17.2.1, w:altChunk).

Each becomes paragraphs and tables of WordprocessingML, which are then read like any others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from converters.errors import ConversionError, DamagedSource
from converters.readers.docx.names import R, W
from converters.source.markup_parts import decode, parse_page
from converters.source.xml import name_of
from converters.xhtml.markup import Element, clean

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_SKIPPED = frozenset({"head", "script", "style", "template", "title", "meta", "link"})
_RUN = {
    "b": "b", "strong": "b", "th": "b", "i": "i", "em": "i", "cite": "i", "u": "u", "ins": "u",
    "s": "strike", "strike": "strike", "del": "strike",
}  # fmt: skip
_RAISED = {"sup": "superscript", "sub": "subscript"}
_LOST = frozenset({"img", "object", "embed", "iframe", "svg", "video", "audio", "math"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_INDENT = 360
_DEEPEST = 60
_MOST_SPAN = 200
_HTML = (".htm", ".html", ".xhtml")
_MAIL = (".mht", ".mhtml", ".eml")


@dataclass(slots=True)
class Chunk:
    """What a part says: ``blocks`` in WordprocessingML, and the names of what they leave out."""

    blocks: list[Element] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def chunk_of(name: str, data: bytes) -> Chunk | None:
    """Return what an HTML, MHTML or plain text part says; None for other formats.

    Args:
        name: name of the part.
        data: its bytes.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    suffix = name[name.rfind(".") :].lower()
    if head.startswith((b"pk\x03\x04", b"{\\rtf", b"\xd0\xcf")):
        return None
    if suffix in _MAIL or (
        head.startswith((b"mime-version", b"from:")) and b"content-type" in head
    ):
        return _mail(name, data)
    if suffix in _HTML or head.startswith((b"<!doctype", b"<html", b"<?xml")) or b"<body" in head:
        return _html(name, data)
    if suffix == ".txt":
        return _plain(decode(data))
    return None


def _mail(name: str, data: bytes) -> Chunk | None:
    """Return the first text of a web archive (RFC 2557); its pictures are named."""
    # Few documents hold one, and these modules load a hundred others.
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    found: Chunk | None = None
    for part in message.walk():
        kind = part.get_content_type()
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        charset = part.get_content_charset("utf-8")
        if found is None and kind in ("text/html", "application/xhtml+xml"):
            found = _html(name, _in_utf8(payload, charset))
        elif found is None and kind == "text/plain":
            found = _plain(decode(_in_utf8(payload, charset)))
    return found


def _in_utf8(data: bytes, charset: str) -> bytes:
    try:
        return b"\xef\xbb\xbf" + data.decode(charset).encode()
    except (LookupError, UnicodeDecodeError):
        return data


def _plain(text: str) -> Chunk:
    writer = _Writer()
    for line in clean(text).splitlines():
        writer.add_text(line, _Look(kept_blanks=True))
        writer.end()
    return Chunk(writer.blocks, [])


def _html(name: str, data: bytes) -> Chunk | None:
    try:
        root, _ = parse_page(data, name)
    except (DamagedSource, ConversionError):
        return None
    writer = _Writer()
    writer.read(root, _Look())
    writer.end()
    return Chunk(writer.blocks, writer.lost)


@dataclass(frozen=True, slots=True)
class _Look:
    """What holds for text at a place: run properties, the paragraph's level, indent and link."""

    run: frozenset[str] = frozenset()
    raised: str = ""
    heading: int = 0
    depth: int = 0
    link: str = ""
    kept_blanks: bool = False


class _Writer:
    """Writes blocks; nested ones of cells by writers of their own."""

    def __init__(self, depth: int = 0) -> None:
        self.blocks: list[Element] = []
        self.lost: list[str] = []
        self._para: Element | None = None
        self._ends_blank = True
        self._marker = ""
        self._depth = depth

    def read(self, element: Element, look: _Look) -> None:
        """Read what stands in ``element``."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self.add_text("".join(map(str, element.itertext())), look)
        else:
            self.add_text(element.text or "", look)
            number = 0
            for child in element:
                number += name_of(child) == "li"
                self._child(child, look, number)
                self.add_text(child.tail or "", look)
        self._depth -= 1

    def _child(self, element: Element, look: _Look, number: int) -> None:
        name = name_of(element)
        if not name or name in _SKIPPED:
            return
        if name == "br":
            self._run(look).append(etree.Element(f"{W}br"))
            self._ends_blank = True
        elif name == "table":
            self.end()
            self._table(element)
        elif name in _LOST:
            self.lost.append(name)
            self.add_text(element.get("alt", ""), look)
        elif name in _BLOCKS:
            self.end()
            if name == "li":
                parent = element.getparent()
                ordered = parent is not None and name_of(parent) == "ol"
                self._marker = f"{number}. " if ordered else "• "
            self.read(element, _inside(element, name, look))
            self.end()
        else:
            self.read(element, _inside(element, name, look))

    def add_text(self, text: str, look: _Look) -> None:
        """Add text; blanks collapse as on a page."""
        text = clean(text)
        if not look.kept_blanks:
            text = _BLANKS.sub(" ", text)
            if self._ends_blank:
                text = text.lstrip(" ")
        if not text:
            return
        self._ends_blank = text.endswith(" ") and not look.kept_blanks
        for at, line in enumerate(text.split("\n")):
            if at:
                self._run(look).append(etree.Element(f"{W}br"))
            if line:
                etree.SubElement(self._run(look), f"{W}t").text = line

    def _run(self, look: _Look) -> Element:
        if self._para is None:
            self._para = etree.Element(f"{W}p")
            properties = etree.SubElement(self._para, f"{W}pPr")
            if look.heading:
                _valued(properties, "outlineLvl", str(look.heading - 1))
            if look.depth:
                etree.SubElement(properties, f"{W}ind").set(f"{W}left", str(_INDENT * look.depth))
            if self._marker:
                marker, self._marker = self._marker, ""
                etree.SubElement(etree.SubElement(self._para, f"{W}r"), f"{W}t").text = marker
        parent = self._para
        if look.link:
            parent = etree.SubElement(parent, f"{W}fldSimple")
            parent.set(f"{W}instr", f'HYPERLINK "{look.link}"')
        run = etree.SubElement(parent, f"{W}r")
        if look.run or look.raised:
            properties = etree.SubElement(run, f"{W}rPr")
            for name in sorted(look.run):
                _valued(properties, name, "single" if name == "u" else "1")
            if look.raised:
                _valued(properties, "vertAlign", look.raised)
        return run

    def end(self) -> None:
        """End the paragraph."""
        if self._para is not None:
            self.blocks.append(self._para)
        self._para = None
        self._ends_blank = True

    def _table(self, element: Element) -> None:
        table = etree.Element(f"{W}tbl")
        etree.SubElement(table, f"{W}tblPr")
        hanging: dict[int, tuple[int, int]] = {}
        for row in _rows(element):
            line = etree.SubElement(table, f"{W}tr")
            column = 0
            for cell in [e for e in row if name_of(e) in ("td", "th")]:
                column = self._continued(line, column, hanging)
                span, rows = _span(cell, "colspan"), _span(cell, "rowspan")
                inner = self._cell(line, span, "restart" if rows > 1 else "")
                writer = _Writer(self._depth)
                writer.read(cell, _inside(cell, name_of(cell), _Look()))
                writer.end()
                self.lost += writer.lost
                inner.extend(writer.blocks or [etree.Element(f"{W}p")])
                if rows > 1:
                    hanging[column] = (span, rows - 1)
                column += span
            self._continued(line, column, hanging)
        for caption in (e for e in element if name_of(e) == "caption"):
            self.read(caption, _Look())
            self.end()
        if len(table) > 1:
            self.blocks.append(table)

    def _continued(self, line: Element, column: int, hanging: dict[int, tuple[int, int]]) -> int:
        while column in hanging:
            span, rows = hanging.pop(column)
            self._cell(line, span, "continue").append(etree.Element(f"{W}p"))
            if rows > 1:
                hanging[column] = (span, rows - 1)
                column += span
                continue
            column += span
        return column

    def _cell(self, line: Element, span: int, merge: str) -> Element:
        cell = etree.SubElement(line, f"{W}tc")
        properties = etree.SubElement(cell, f"{W}tcPr")
        if span > 1:
            _valued(properties, "gridSpan", str(span))
        if merge:
            _valued(properties, "vMerge", merge)
        return cell


def _valued(parent: Element, name: str, value: str) -> None:
    etree.SubElement(parent, W + name).set(f"{W}val", value)


def _inside(element: Element, name: str, look: _Look) -> _Look:
    heading = _HEADING.fullmatch(name)
    if heading:
        look = replace(look, heading=int(heading[1]))
    if name in _RUN:
        look = replace(look, run=look.run | {_RUN[name]})
    if name in _RAISED:
        look = replace(look, raised=_RAISED[name])
    if name in ("ul", "ol", "blockquote", "dd"):
        look = replace(look, depth=look.depth + 1)
    if name == "pre":
        look = replace(look, kept_blanks=True)
    href = element.get("href", "").strip() if name == "a" else ""
    if href and not href.startswith("#") and '"' not in href:
        look = replace(look, link=href)
    return look


def _rows(table: Element) -> list[Element]:
    rows: list[Element] = []
    for child in table:
        if name_of(child) == "tr":
            rows.append(child)
        elif name_of(child) in ("thead", "tbody", "tfoot"):
            rows += [row for row in child if name_of(row) == "tr"]
    return rows


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() else 1


def own_blocks(body: Element) -> Chunk:
    """Return the paragraphs and tables of a whole DOCX document, without what only it can resolve.

    Its numberings, notes and pictures are named by numbers that mean others here.
    """
    chunk = Chunk()
    for element in list(body.iter()):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in _OWN_REFERENCES:
            chunk.lost.append(element.tag.rpartition("}")[2])
            parent.remove(element)
        elif element.tag in (f"{W}numPr", f"{W}sectPr"):
            parent.remove(element)
        elif element.tag == f"{W}hyperlink":
            element.attrib.pop(f"{R}id", "")
    chunk.blocks = [e for e in body if isinstance(e.tag, str)]
    return chunk


_OWN_REFERENCES = frozenset(
    W + name
    for name in ("drawing", "pict", "object", "altChunk", "footnoteReference", "endnoteReference",
                 "commentReference")
)  # fmt: skip
