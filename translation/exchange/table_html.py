# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bilingual table as one HTML file that a browser edits and saves."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.marks import marked_parts
from translation.exchange.returned import Returned
from translation.exchange.table import (
    COLUMNS,
    ReturnedRow,
    ReturnedRows,
    comment_line,
    comments_by_segment,
    returned_rows,
)
from translation.exchange.xliff2 import append_text
from translation.exchange.xml import MOST_BYTES, MOST_DEPTH, legal, line_of
from translation.inline_codes import Coded
from translation.review.segments import ReviewDocument

_STYLE = (
    "body{font-family:sans-serif}table{border-collapse:collapse;width:100%}"
    "td,th{border:1px solid #888;padding:.3em;vertical-align:top;white-space:pre-wrap}"
    ".tag{color:#767676}.locked{background:#eee}"
)
_BLOCKS = ("p", "div", "li")


def write(document: ReviewDocument) -> bytes:
    """Return the table of ``document``, the same bytes each time; it loads nothing."""
    root = etree.Element("html", {"lang": document.target_language})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "meta", {"charset": "utf-8"})
    etree.SubElement(head, "title").text = legal(document.title)
    etree.SubElement(head, "style").text = _STYLE
    body = etree.SubElement(root, "body")
    table = etree.SubElement(
        body, "table", {"id": "hanji-review", "data-document": legal(document.document_id)}
    )
    top = etree.SubElement(table, "tr")
    for name in COLUMNS:
        etree.SubElement(top, "th").text = name
    comments = comments_by_segment(document)
    for segment in document.segments:
        row = etree.SubElement(table, "tr", {"data-segment": legal(segment.segment_id)})
        etree.SubElement(row, "td").text = str(segment.number)
        etree.SubElement(row, "td").text = segment.status.value
        _fill(etree.SubElement(row, "td", {"lang": document.source_language}), segment.source)
        given = {"lang": document.target_language}
        given |= {"class": "locked"} if segment.locked else {"contenteditable": "true"}
        _fill(etree.SubElement(row, "td", given), segment.target)
        cell = etree.SubElement(row, "td", {"contenteditable": "true"})
        for comment in comments.get(segment.segment_id, ()):
            etree.SubElement(cell, "p").text = comment_line(comment)
    return b"<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="utf-8") + b"\n"


def _fill(cell: etree._Element, content: Coded) -> None:
    for text, is_mark in marked_parts(content):
        if is_mark:
            etree.SubElement(cell, "span", {"class": "tag"}).text = text
        else:
            append_text(cell, legal(text))


def read(data: bytes, document: ReviewDocument) -> Returned:
    """Return what was changed in a table of ``document``.

    Raises:
        ExchangeRefused: it holds no table of this document, or a mark is damaged.
    """
    return returned_rows(document, read_rows(data))


def read_rows(data: bytes) -> ReturnedRows:
    """Return the rows of a table of ours, whatever document it is of.

    Raises:
        ExchangeRefused: it holds none.
    """
    if len(data) > MOST_BYTES:
        raise ExchangeRefused(ExchangeCode.TOO_LARGE, most=MOST_BYTES >> 20)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExchangeRefused(ExchangeCode.NOT_XML, detail=str(error)[:200]) from error
    table = root.find(".//table[@id='hanji-review']") if root is not None else None
    if table is None:
        raise ExchangeRefused(ExchangeCode.NO_TABLE)
    return ReturnedRows(table.get("data-document", ""), tuple(_rows(table)))


def _rows(table: etree._Element) -> Iterator[ReturnedRow]:
    for row in table.iter("tr"):
        segment_id = row.get("data-segment")
        if segment_id is None:
            continue
        cells = row.findall("td")
        if len(cells) != len(COLUMNS):
            raise ExchangeRefused(ExchangeCode.NO_TABLE, line_of(row))
        target = "\n".join(_paragraphs(cells[3]))
        yield ReturnedRow(segment_id, target, tuple(_paragraphs(cells[4])), line_of(row))


def _paragraphs(cell: etree._Element) -> list[str]:
    """Return the text of a cell; a browser makes blocks of new lines."""
    found = [""]

    def walk(element: etree._Element, depth: int) -> None:
        if depth > MOST_DEPTH:
            raise ExchangeRefused(ExchangeCode.TOO_DEEP, line_of(element), most=MOST_DEPTH)
        found[-1] += element.text or ""
        for child in element:
            if child.tag in _BLOCKS:
                found.append("")
            if child.tag == "br":
                found[-1] += "\n"
            walk(child, depth + 1)
            if child.tag in _BLOCKS:
                found.append("")
            found[-1] += child.tail or ""

    walk(cell, 0)
    return [text for text in found if text] or [""]
