# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bilingual table as a DOCX (ECMA-376): the least package that word processors open."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

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
from translation.exchange.xml import MOST_BYTES, XML, legal, line_of, pack, parse
from translation.inline_codes import Coded
from translation.review.segments import ReviewDocument

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN: Final = "word/document.xml"
_WIDTHS = (700, 1200, 4600, 4600, 2800)
"""In twentieths of a point; together an A4 page on its side."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MARK = "hanji-document:"


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"


# ---------------------------------------------------------------- writing


def write(document: ReviewDocument) -> bytes:
    """Return the table of ``document``, the same bytes each time.

    The ids of segments are hidden text in the first column.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, root in (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _relationships("officeDocument", _MAIN)),
            ("word/_rels/document.xml.rels", _relationships("styles", "styles.xml")),
            (_MAIN, _document(document)),
            ("word/styles.xml", _styles()),
        ):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, pack(root))
    return out.getvalue()


def _content_types() -> etree._Element:
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types")
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        given = {"Extension": extension, "ContentType": kind}
        etree.SubElement(root, f"{{{space}}}Default", given)
    for part, kind in ((_MAIN, "document.main"), ("word/styles.xml", "styles")):
        given = {"PartName": f"/{part}", "ContentType": f"{_TYPE}.{kind}+xml"}
        etree.SubElement(root, f"{{{space}}}Override", given)
    return root


def _relationships(kind: str, target: str) -> etree._Element:
    space = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships")
    given = {"Id": "rId1", "Type": f"{_OFFICE}/{kind}", "Target": target}
    etree.SubElement(root, f"{{{space}}}Relationship", given)
    return root


def _styles() -> etree._Element:
    root = etree.Element(_w("styles"), nsmap={"w": _W})
    style = etree.SubElement(root, _w("style"), {_w("type"): "character", _w("styleId"): "Tag"})
    etree.SubElement(style, _w("name"), {_w("val"): "Tag"})
    etree.SubElement(etree.SubElement(style, _w("rPr")), _w("color"), {_w("val"): "767676"})
    return root


def _document(document: ReviewDocument) -> etree._Element:
    root = etree.Element(_w("document"), nsmap={"w": _W})
    body = etree.SubElement(root, _w("body"))
    first = etree.SubElement(body, _w("p"))
    _run(first, document.title)
    _run(first, _MARK + document.document_id, "vanish")
    table = etree.SubElement(body, _w("tbl"))
    _set_layout(table)
    top = etree.SubElement(table, _w("tr"))
    etree.SubElement(etree.SubElement(top, _w("trPr")), _w("tblHeader"))
    for at, name in enumerate(COLUMNS):
        _run(_cell(top, at), name)
    comments = comments_by_segment(document)
    for segment in document.segments:
        row = etree.SubElement(table, _w("tr"))
        number = _cell(row, 0)
        _run(number, str(segment.number))
        _run(number, segment.segment_id, "vanish")
        _run(_cell(row, 1), segment.status.value)
        _fill(_cell(row, 2), segment.source)
        _fill(_cell(row, 3), segment.target)
        said = _cell(row, 4)
        for at, comment in enumerate(comments.get(segment.segment_id, ())):
            parent = said.getparent()
            if at and parent is not None:
                said = etree.SubElement(parent, _w("p"))
            _run(said, comment_line(comment))
    section = etree.SubElement(body, _w("sectPr"))
    size = {"w": "16838", "h": "11906", "orient": "landscape"}
    etree.SubElement(section, _w("pgSz"), {_w(name): value for name, value in size.items()})
    return root


def _set_layout(table: etree._Element) -> None:
    properties = etree.SubElement(table, _w("tblPr"))
    borders = etree.SubElement(properties, _w("tblBorders"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        etree.SubElement(borders, _w(side), {_w("val"): "single", _w("sz"): "4"})
    grid = etree.SubElement(table, _w("tblGrid"))
    for width in _WIDTHS:
        etree.SubElement(grid, _w("gridCol"), {_w("w"): str(width)})


def _cell(row: etree._Element, at: int) -> etree._Element:
    """Return the paragraph of a new cell."""
    cell = etree.SubElement(row, _w("tc"))
    given = {_w("w"): str(_WIDTHS[at]), _w("type"): "dxa"}
    etree.SubElement(etree.SubElement(cell, _w("tcPr")), _w("tcW"), given)
    return etree.SubElement(cell, _w("p"))


def _run(paragraph: etree._Element, text: str, look: str = "") -> None:
    if not text:
        return
    run = etree.SubElement(paragraph, _w("r"))
    if look:
        properties = etree.SubElement(run, _w("rPr"))
        if look == "vanish":
            etree.SubElement(properties, _w("vanish"))
        else:
            etree.SubElement(properties, _w("rStyle"), {_w("val"): look})
    for at, line in enumerate(legal(text).split("\n")):
        if at:
            etree.SubElement(run, _w("br"))
        etree.SubElement(run, _w("t"), {f"{XML}space": "preserve"}).text = line


def _fill(paragraph: etree._Element, content: Coded) -> None:
    for text, is_mark in marked_parts(content):
        _run(paragraph, text, "Tag" if is_mark else "")


# ---------------------------------------------------------------- reading


def read(data: bytes, document: ReviewDocument) -> Returned:
    """Return what was changed in a table of ``document``; tracked deletions are gone.

    Raises:
        ExchangeRefused: it holds no table of this document, or a mark is damaged.
    """
    return returned_rows(document, read_rows(data))


def read_rows(data: bytes) -> ReturnedRows:
    """Return the rows of a table of ours, whatever document it is of.

    Raises:
        ExchangeRefused: it holds none.
    """
    root = parse(_main_part(data))
    for table in root.iter(_w("tbl")):
        rows = list(_rows(table))
        if rows:
            hidden = [
                _text(run)
                for run in root.iter(_w("r"))
                if _is_hidden(run) and _text(run).startswith(_MARK)
            ]
            return ReturnedRows(hidden[0].removeprefix(_MARK) if hidden else "", tuple(rows))
    raise ExchangeRefused(ExchangeCode.NO_TABLE)


def _main_part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(_MAIN) as part:
            found = part.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError) as error:
        raise ExchangeRefused(ExchangeCode.NOT_PACKAGE) from error
    except (zipfile.LargeZipFile, EOFError, ValueError, zlib.error) as error:
        raise ExchangeRefused(ExchangeCode.NOT_PACKAGE) from error
    if len(found) > MOST_BYTES:
        raise ExchangeRefused(ExchangeCode.TOO_LARGE, most=MOST_BYTES >> 20)
    return found


def _rows(table: etree._Element) -> Iterator[ReturnedRow]:
    for row in table.iterchildren(_w("tr")):
        cells = row.findall(_w("tc"))
        if len(cells) != len(COLUMNS):
            continue
        segment_id = "".join(_text(run) for run in cells[0].iter(_w("r")) if _is_hidden(run))
        if segment_id:
            target = "\n".join(_paragraphs(cells[3]))
            yield ReturnedRow(segment_id, target, tuple(_paragraphs(cells[4])), line_of(row))


def _paragraphs(cell: etree._Element) -> list[str]:
    return [
        "".join(_text(run) for run in paragraph.iter(_w("r")) if not _is_hidden(run))
        for paragraph in cell.iter(_w("p"))
    ]


def _is_hidden(run: etree._Element) -> bool:
    found = run.find(f"{_w('rPr')}/{_w('vanish')}")
    return found is not None and found.get(_w("val"), "true") not in ("0", "false", "off")


def _text(run: etree._Element) -> str:
    """Return the text of a run; deleted text is <w:delText> and not asked for."""
    found = ""
    for element in run:
        if element.tag == _w("t"):
            found += element.text or ""
        elif element.tag == _w("tab"):
            found += "\t"
        elif element.tag in (_w("br"), _w("cr")):
            found += "\n"
    return found
