# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of other formats that a document takes in (w:altChunk) are read, or named as lost."""

from __future__ import annotations

import pytest

from converters.document.nodes import Document, Heading, Link, Mark, Table, Text
from converters.document.notices import NoticeKind
from converters.document.walk import block_text, iter_blocks, plain_text
from tests.converters.readers.docx.packages import OFFICE, inlines, lines, p, package, r, read

LINK = (
    f'<Relationship Id="ac" Type="{OFFICE}officeDocument/2006/relationships/aFChunk" '
    'Target="{}"/>'
)


def taken_in(name: str, data: str | bytes, body: str = "") -> tuple[Document, set[NoticeKind]]:
    whole = body or p("앞") + '<w:altChunk r:id="ac"/>' + p("뒤")
    return read(package(whole, relations=LINK.format(name), parts={f"word/{name}": data}))


@pytest.mark.parametrize("name", ["afchunk.html", "afchunk.htm", "chunk.xhtml", "chunk.dat"])
@pytest.mark.parametrize(
    "html",
    [
        "<html><body><h2>머리</h2><p>덩어리 <b>굵게</b>\n 본문</p><table><tr><td>표</td><td>칸</td></tr>"
        "</table></body></html>",
        "<!DOCTYPE html><meta charset=utf-8><body><h2>머리<p>덩어리 <strong>굵게</strong> 본문<br></p>"
        "<table><tbody><tr><th>표<td>칸</table>",
    ],
)
def test_html_is_read(name, html):
    found, kinds = taken_in(name, html)
    assert NoticeKind.UNKNOWN_OBJECT not in kinds
    heading = next(b for b in found.blocks if isinstance(b, Heading))
    assert (heading.level, plain_text(heading.inlines)) == (2, "머리")
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert [block_text(c.blocks[0]) for row in table.rows for c in row.cells] == ["표", "칸"]
    assert lines(found.blocks)[0] == "앞"
    assert lines(found.blocks)[-1] == "뒤"
    assert any(line.strip() == "덩어리 굵게 본문" for line in lines(found.blocks))
    bold = [i for i in inlines(found.blocks) if isinstance(i, Text) and i.value == "굵게"]
    assert bold[0].marks == {Mark.STRONG}


def test_lists_links_and_merged_cells_of_html():
    found, _ = taken_in(
        "a.html",
        "<html><body><ol><li>하나</li><li>둘<ul><li>안</li></ul></li></ol>"
        '<p><a href="https://a.kr/">곳</a> H<sub>2</sub>O</p>'
        '<table><tr><td rowspan="2">세로</td><td colspan="2">가로</td></tr>'
        "<tr><td>가</td><td>나</td></tr></table></body></html>",
    )
    assert list(lines(found.blocks)[1:4]) == ["1. 하나", "2. 둘", "• 안"]
    link = next(i for i in inlines(found.blocks) if isinstance(i, Link))
    assert (link.target, plain_text(link.children)) == ("https://a.kr/", "곳")
    table = next(b for b in iter_blocks(found.blocks) if isinstance(b, Table))
    assert [[(c.colspan, c.rowspan) for c in row.cells] for row in table.rows] == [
        [(1, 2), (2, 1)],
        [(1, 1), (1, 1)],
    ]


def test_pictures_of_html_are_lost_by_name():
    found, kinds = taken_in(
        "a.html", '<html><body><p>글<img src="x.png" alt="말"/></p></body></html>'
    )
    assert "글말" in lines(found.blocks)
    assert NoticeKind.UNKNOWN_OBJECT in kinds


def test_plain_text_keeps_its_lines():
    found, kinds = taken_in("a.txt", "첫 줄\r\n\r\n둘째  줄".encode("utf-8-sig"))
    assert [line for line in lines(found.blocks) if line] == ["앞", "첫 줄", "둘째  줄", "뒤"]
    assert NoticeKind.UNKNOWN_OBJECT not in kinds


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr"])
def test_web_archives_are_read(charset):
    body = "<html><body><p>보관한 글</p></body></html>".encode(charset)
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        f'Content-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    ).encode()
    found, _ = taken_in("a.mht", head + body + b"\r\n--b--\r\n")
    assert lines(found.blocks) == ["앞", "보관한 글", "뒤"]


def test_a_document_in_a_document_is_read():
    inner = package(
        p("안의 글")
        + p(r("머리"), '<w:outlineLvl w:val="0"/>')
        + p("", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    )
    found, _ = taken_in("a.docx", inner)
    assert [line for line in lines(found.blocks) if line] == ["앞", "안의 글", "머리", "뒤"]
    assert any(isinstance(b, Heading) for b in found.blocks)


def test_a_chunk_in_a_cell_stands_there():
    cell = '<w:tbl><w:tr><w:tc><w:altChunk r:id="ac"/>' + p("끝") + "</w:tc></w:tr></w:tbl>"
    found, _ = taken_in("a.html", "<html><body><p>칸의 글</p></body></html>", cell)
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert lines(table.rows[0].cells[0].blocks) == ["칸의 글", "끝"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.rtf", b"{\\rtf1 a}"), ("a.html", b""), ("a.docx", b"PK\x03\x04"), ("a.bin", b"\0")],
)
def test_other_formats_are_lost_by_name(name, data):
    found, kinds = taken_in(name, data)
    assert lines(found.blocks) == ["앞", "뒤"]
    assert NoticeKind.UNKNOWN_OBJECT in kinds


def test_deep_nesting_keeps_the_text():
    deep = "<div>" * 200 + "깊은 글" + "</div>" * 200
    found, _ = taken_in("a.html", f"<html><body>{deep}</body></html>")
    assert "깊은 글" in lines(found.blocks)
