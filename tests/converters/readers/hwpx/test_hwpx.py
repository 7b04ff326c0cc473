# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX gives the same Document as HWP 5; packages that lie are refused."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from converters.document.counts import count
from converters.document.nodes import Document, Heading, ListBlock, Mark, PageMark, Text
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, plain_text
from converters.errors import ConversionError, ErrorCode
from converters.limits import DEFAULT_LIMITS, Limits
from converters.readers.base import SourceFile
from converters.readers.hwpx.reader import read_document

NAMES = " ".join(
    f'xmlns:{prefix}="http://www.hancom.co.kr/hwpml/2011/{name}"'
    for prefix, name in (("hp", "paragraph"), ("hs", "section"), ("hh", "head"), ("hc", "core"))
)
HEADER = f"""<?xml version="1.0" encoding="UTF-8"?><hh:head {NAMES} version="1.4"><hh:refList>
<hh:fontfaces><hh:fontface lang="HANGUL"><hh:font id="0" face="함초롬바탕"/></hh:fontface></hh:fontfaces>
<hh:borderFills><hh:borderFill id="1"/></hh:borderFills>
<hh:charProperties><hh:charPr id="0" height="1000" textColor="#000000"><hh:strikeout shape="3D"/></hh:charPr>
<hh:charPr id="7" height="1000" textColor="#FF0000"><hh:bold/></hh:charPr></hh:charProperties>
<hh:numberings><hh:numbering id="1"><hh:paraHead level="1" numFormat="DIGIT" start="1">제^1장</hh:paraHead>
<hh:paraHead level="2" numFormat="HANGUL_SYLLABLE" start="1">^2.</hh:paraHead></hh:numbering></hh:numberings>
<hh:paraProperties><hh:paraPr id="0"><hh:align horizontal="JUSTIFY"/></hh:paraPr>
<hh:paraPr id="3"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="4"><hh:heading type="NUMBER" idRef="1" level="1"/></hh:paraPr></hh:paraProperties>
<hh:styles><hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" charPrIDRef="0"/></hh:styles>
</hh:refList></hh:head>"""
SECTION_START = '<hp:secPr outlineShapeIDRef="1"><hp:startNum page="1"/><hp:pagePr landscape="WIDELY" width="59528" height="84188"><hp:margin left="8504" right="8504"/></hp:pagePr></hp:secPr>'


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def p(inner: str, shape: int = 0, char: int = 0, extra: str = "") -> str:
    return f'<hp:p id="0" paraPrIDRef="{shape}" styleIDRef="0" {extra}><hp:run charPrIDRef="{char}">{inner}</hp:run></hp:p>'


def package(*sections: str, spine: tuple[int, ...] | None = None, **parts: bytes | str) -> bytes:
    order = spine if spine is not None else tuple(range(len(sections)))
    items = "".join(
        f'<opf:item id="s{n}" href="Contents/section{n}.xml"/>' for n in range(len(sections))
    )
    refs = "".join(f'<opf:itemref idref="s{n}"/>' for n in order)
    hpf = (
        '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:metadata><opf:title>견본</opf:title>'
        f'</opf:metadata><opf:manifest>{items}<opf:item id="image1" href="BinData/image1.png"/></opf:manifest>'
        f"<opf:spine>{refs}</opf:spine></opf:package>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/hwp+zip")
        archive.writestr("Contents/content.hpf", hpf)
        archive.writestr("Contents/header.xml", HEADER)
        for number, inner in enumerate(sections):
            body = f"<hs:sec {NAMES}>{p(SECTION_START) if number == 0 else ''}{inner}</hs:sec>"
            archive.writestr(f"Contents/section{number}.xml", body)
        archive.writestr("BinData/image1.png", png())
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Document, set[NoticeKind]]:
    log = NoticeLog()
    found = read_document(SourceFile(Path("a.hwpx"), data, "0" * 64, limits), log)
    assert not list(broken_rules(found))
    return found, {notice.kind for notice in log.notices()}


def lines(found: Document) -> list[str]:
    texts = [plain_text(inlines_of(block)) for block in iter_blocks(found.blocks)]
    return [text for text in texts if text]


def test_runs_headings_and_numbers() -> None:
    found, _ = read(
        package(
            p("<hp:t>개요</hp:t>", 3)
            + p("<hp:t>하나<hp:lineBreak/>둘<hp:nbSpace/>셋</hp:t>", 4)
            + p("<hp:t>빨간 글</hp:t>", 0, 7)
        )
    )
    heading = next(b for b in found.blocks if isinstance(b, Heading))
    assert (heading.number, plain_text(heading.inlines)) == ("제1장", "개요")
    items = next(b for b in found.blocks if isinstance(b, ListBlock)).items
    assert (items[0].marker, plain_text(items[0].blocks[0].inlines)) == ("가.", "하나 둘\u00a0셋")
    red = next(
        i
        for b in iter_blocks(found.blocks)
        for i in iter_inlines(inlines_of(b))
        if isinstance(i, Text) and i.value == "빨간 글"
    )
    assert (red.color, red.marks) == ("#ff0000", frozenset({Mark.STRONG}))
    assert found.metadata.title == "견본"


def test_sections_follow_the_spine() -> None:
    found, _ = read(package(p("<hp:t>먼저</hp:t>"), p("<hp:t>나중</hp:t>"), spine=(1, 0)))
    assert lines(found) == ["나중", "먼저"]


def test_a_switch_speaks_once() -> None:
    switch = (
        '<hp:switch><hp:case hp:required-namespace="http://www.hancom.co.kr/hwpml/2016/{}">'
        "<hp:t>새 것</hp:t></hp:case><hp:default><hp:t>옛 것</hp:t></hp:default></hp:switch>"
    )
    known, _ = read(package(p(switch.format("HwpUnitChar"))))
    unknown, _ = read(package(p(switch.format("Hologram"))))
    assert (lines(known), lines(unknown)) == (["새 것"], ["옛 것"])


def test_tracked_deletions_are_not_printed() -> None:
    found, notices = read(package(p("<hp:t>남은<hp:deleteBegin/>지운<hp:deleteEnd/> 글</hp:t>")))
    assert lines(found) == ["남은 글"]
    assert NoticeKind.DELETED_TEXT in notices


def test_tables_pictures_notes_fields_and_equations() -> None:
    cell = '<hp:tc header="1" borderFillIDRef="1"><hp:subList>{}</hp:subList><hp:cellAddr colAddr="{}" rowAddr="0"/><hp:cellSpan colSpan="{}" rowSpan="1"/><hp:cellSz width="1000" height="1000"/></hp:tc>'
    table = (
        '<hp:tbl rowCnt="1" colCnt="3"><hp:pos treatAsChar="1"/><hp:tr>'
        + cell.format(p("<hp:t>가</hp:t>"), 0, 1)
        + cell.format(p("<hp:t>나</hp:t>"), 1, 2)
        + "</hp:tr></hp:tbl>"
    )
    found, _ = read(
        package(
            p(table)
            + p('<hp:pic><hp:pos treatAsChar="0"/><hc:img binaryItemIDRef="image1"/></hp:pic>')
            + p(
                '<hp:t>본문</hp:t><hp:ctrl><hp:footNote number="1"><hp:subList>'
                + p('<hp:ctrl><hp:autoNum num="1" numType="FOOTNOTE"/></hp:ctrl><hp:t> 주석</hp:t>')
                + '</hp:subList></hp:footNote></hp:ctrl><hp:ctrl><hp:fieldBegin type="HYPERLINK"><hp:parameters>'
                '<hp:stringParam name="Command">http\\://a.kr;1;0;0;</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>'
                "<hp:t>고리</hp:t><hp:ctrl><hp:fieldEnd/></hp:ctrl>"
                '<hp:equation><hp:pos treatAsChar="1"/><hp:script>a over b</hp:script></hp:equation>'
            )
        )
    )
    counts = count(found)
    for name in ("tables", "merged_cells", "images", "footnotes", "links", "equations"):
        assert counts[name] == 1, name
    assert plain_text(inlines_of(found.notes["footnote-1"].blocks[0])) == "주석"


def test_pages_begin_where_the_layout_says() -> None:
    lines_of = "<hp:linesegarray>{}</hp:linesegarray>"
    seg = '<hp:lineseg textpos="{}" vertpos="{}"/>'
    first = p("<hp:t>첫 쪽</hp:t>").replace(
        "</hp:p>", lines_of.format(seg.format(0, 0) + seg.format(2, 60000)) + "</hp:p>"
    )
    second = p("<hp:t>가나다라</hp:t>").replace(
        "</hp:p>", lines_of.format(seg.format(0, 61000) + seg.format(2, 0)) + "</hp:p>"
    )
    found, _ = read(package(first + second))
    inlines = [i for b in found.blocks for i in inlines_of(b)]
    assert [i.label for i in inlines if isinstance(i, PageMark)] == ["1", "2"]
    assert found.source is not None
    assert found.source.pages == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 cut", ErrorCode.DAMAGED),
        (package("<hp:p>"), ErrorCode.DAMAGED),
        (
            package(
                p("<hp:t>x</hp:t>"),
                **{"META-INF__manifest_xml": "<m><encryption-data/></m>"},
            ),
            ErrorCode.ENCRYPTED,
        ),
    ],
)
def test_refusals(data: bytes, code: ErrorCode) -> None:
    with pytest.raises(ConversionError) as caught:
        read(data)
    assert caught.value.code is code


def test_a_zip_bomb_is_refused_while_it_is_read() -> None:
    data = package(p("<hp:t>" + "가" * 400_000 + "</hp:t>"))
    with pytest.raises(ConversionError) as caught:
        read(data, Limits(stream_bytes=200_000))
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_entities_are_refused() -> None:
    out = io.BytesIO(package(p("<hp:t>x</hp:t>")))
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["Contents/section0.xml"] = (
        b"<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + parts["Contents/section0.xml"]
    )
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(ConversionError):
        read(again.getvalue())
