# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packages: strict notation, macros, odd names, damage and attacks."""

import io
import zipfile

import pytest

from converters.document.notices import NoticeKind
from converters.errors import ConversionError, ErrorCode
from converters.limits import Limits
from tests.converters.readers.docx.packages import OFFICE, lines, p, package, r, read
from tests.converters.readers.docx.test_objects import tbl, tc, tr

ROOT_RELS = (
    f'<Relationships xmlns="{OFFICE}package/2006/relationships"><Relationship Id="r" '
    f'Type="{OFFICE}officeDocument/2006/relationships/officeDocument" Target="{{}}"/></Relationships>'
)


def repacked(data: bytes, changes: dict[str, bytes | str | None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str | None] = {n: archive.read(n) for n in archive.namelist()}
    parts.update(changes)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return out.getvalue()


def test_strict_documents_read_like_transitional_ones() -> None:
    inner = p(r("굵게", '<w:b w:val="true"/>'), '<w:jc w:val="end"/><w:ind w:start="20pt"/>')
    usual, _ = read(package(inner))
    strict = inner
    found, _ = read(package(strict, replace=(f"{OFFICE}wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/")))  # fmt: skip
    assert found.blocks == usual.blocks
    assert found.blocks[0].layout.margin_start_pt == 20  # type: ignore[union-attr]


def test_the_main_part_is_found_by_its_relationship() -> None:
    data = package(p("글"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml")
    moved = repacked(
        data,
        {"word/document.xml": None, "_rels/.rels": ROOT_RELS.format("/word/Document2.XML"),
         "word/document2.xml": document},
    )  # fmt: skip
    assert lines(read(moved)[0].blocks) == ["글"]


def test_macros_are_dropped_and_said() -> None:
    found, notices = read(package(p("글"), parts={"word/vbaProject.bin": b"x"}))
    assert lines(found.blocks) == ["글"]
    assert NoticeKind.SCRIPT in notices


def test_alternative_chunks_are_said() -> None:
    found, notices = read(package(p("글") + '<w:altChunk r:id="x"/>'))
    assert lines(found.blocks) == ["글"]
    assert NoticeKind.UNKNOWN_OBJECT in notices


def test_damaged_parts_beside_the_text_cost_only_themselves() -> None:
    found, notices = read(repacked(package(p("글"), styles=""), {"word/styles.xml": "<w:styles"}))
    assert lines(found.blocks) == ["글"]
    assert NoticeKind.DAMAGED_PART in notices


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 cut", ErrorCode.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no such streams", ErrorCode.DAMAGED),
        (package("<w:p>"), ErrorCode.DAMAGED),
        (repacked(package(""), {"word/document.xml": "<w:document xmlns:w='x'/>"}), ErrorCode.DAMAGED),
        (repacked(package(""), {"word/document.xml": None}), ErrorCode.DAMAGED),
        (
            repacked(
                package(p("x")),
                {"[Content_Types].xml": '<Types><Override PartName="/word/document.xml" '
                 'ContentType="application/vnd.ms-excel.sheet.main+xml"/></Types>'},
            ),
            ErrorCode.NOT_A_DOCUMENT,
        ),
    ],
)  # fmt: skip
def test_refusals(data: bytes, code: ErrorCode) -> None:
    with pytest.raises(ConversionError) as caught:
        read(data)
    assert caught.value.code is code


def test_entities_are_refused() -> None:
    attack = "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w>&e;</w>"
    with pytest.raises(ConversionError):
        read(repacked(package(""), {"word/document.xml": attack}))


def test_a_zip_bomb_is_refused_while_it_is_read() -> None:
    with pytest.raises(ConversionError) as caught:
        read(package(p("가" * 400_000)), Limits(stream_bytes=200_000))
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_tables_in_tables_end_somewhere_and_lose_no_text() -> None:
    inner = p("속")
    for _ in range(60):
        inner = tbl(f"<w:tr><w:tc>{inner}{p('')}</w:tc></w:tr>")
    found, notices = read(package(inner))
    assert lines(found.blocks) == ["속"]
    assert NoticeKind.NESTING in notices


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(ConversionError) as caught:
        read(package(tbl(tr(tc("가"), tc("나")))), Limits(table_cells=1))
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_loops_of_styles_end() -> None:
    loop = '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="{0}"/><w:basedOn w:val="{1}"/></w:style>'
    styles = loop.format("a", "b") + loop.format("b", "a")
    found, _ = read(package(p("글", '<w:pStyle w:val="a"/>'), styles=styles))
    assert lines(found.blocks) == ["글"]
