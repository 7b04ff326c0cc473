# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPML says the same things in XML and gives the same Document."""

import base64
from pathlib import Path

import pytest

from converters.document.counts import count
from converters.document.nodes import Document, Heading, Link, ListBlock, NoteRef, Ruby, Table
from converters.document.notices import NoticeLog
from converters.document.rules import broken_rules
from converters.document.walk import inlines_of, iter_blocks, iter_inlines, plain_text
from converters.errors import DamagedSource, UnsafeSource
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import inspect
from converters.readers.hwpml.reader import read_document
from converters.source.source_file import SourceFile

PNG = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()

HEAD = """<HEAD SecCnt="1"><DOCSUMMARY><TITLE>견본 공고</TITLE></DOCSUMMARY><MAPPINGTABLE>
<BINDATALIST Count="1"><BINITEM BinData="1" Format="png" Type="Embedding"/></BINDATALIST>
<FACENAMELIST><FONTFACE Lang="Hangul"><FONT Id="0" Name="바탕"/></FONTFACE></FACENAMELIST>
<BORDERFILLLIST/><CHARSHAPELIST><CHARSHAPE Height="1000" Id="0" TextColor="0"/>
<CHARSHAPE Height="1000" Id="1" TextColor="255"><BOLD/></CHARSHAPE></CHARSHAPELIST>
<NUMBERINGLIST><NUMBERING Id="1"><PARAHEAD Level="1" NumFormat="Digit">제^1장</PARAHEAD>
<PARAHEAD Level="2" NumFormat="HangulSyllable">^2.</PARAHEAD></NUMBERING></NUMBERINGLIST>
<PARASHAPELIST><PARASHAPE Id="0" Align="Justify"><PARAMARGIN/></PARASHAPE>
<PARASHAPE Id="1" HeadingType="Outline" Level="0"/><PARASHAPE Id="2" HeadingType="Number" Heading="1" Level="1"/>
</PARASHAPELIST><STYLELIST><STYLE Id="0" Name="바탕글" Type="Para"/></STYLELIST></MAPPINGTABLE></HEAD>"""


def para(inner: str, shape: int = 0) -> str:
    return f'<P ParaShape="{shape}" Style="0"><TEXT CharShape="0">{inner}</TEXT></P>'


def source(data: bytes) -> SourceFile:
    return SourceFile(Path("a.hml"), data, "0" * 64, DEFAULT_LIMITS)


def read(body: str) -> Document:
    tail = f'<TAIL><BINDATASTORAGE><BINDATA Id="1" Encoding="Base64" Compress="false">{PNG}</BINDATA></BINDATASTORAGE></TAIL>'
    section = para('<SECDEF OutlineShape="1"><STARTNUMBER Page="1"/></SECDEF>')
    xml = f'<?xml version="1.0" encoding="UTF-8"?><HWPML Version="2.91">{HEAD}<BODY><SECTION Id="0">{section}{body}</SECTION></BODY>{tail}</HWPML>'
    found = read_document(source(xml.encode()), NoticeLog())
    assert not list(broken_rules(found))
    return found


def test_headings_lists_and_breaks() -> None:
    found = read(
        para("<CHAR>개요</CHAR>", 1)
        + para("<CHAR>첫째<LINEBREAK/>줄<TAB/>끝</CHAR>", 2)
        + para("<CHAR>둘째</CHAR>", 2)
    )
    heading = next(b for b in found.blocks if isinstance(b, Heading))
    assert (heading.number, plain_text(heading.inlines)) == ("제1장", "개요")
    items = next(b for b in found.blocks if isinstance(b, ListBlock)).items
    assert [item.marker for item in items] == ["가.", "나."]
    assert plain_text(items[0].blocks[0].inlines) == "첫째 줄\t끝"
    assert found.metadata.title == "견본 공고"


def test_tables_notes_links_ruby_and_pictures() -> None:
    cell = '<CELL ColAddr="{0}" RowAddr="0" ColSpan="{1}" RowSpan="1" Header="true"><PARALIST>{2}</PARALIST></CELL>'
    found = read(
        para(
            '<TABLE RowCount="1" ColCount="3"><SHAPEOBJECT><POSITION TreatAsChar="true"/></SHAPEOBJECT><ROW>'
            + cell.format(0, 1, para("<CHAR>가</CHAR>"))
            + cell.format(1, 2, para("<CHAR>나</CHAR>"))
            + "</ROW></TABLE>"
        )
        + para(
            "<CHAR>본문</CHAR><FOOTNOTE><PARALIST>"
            + para('<AUTONUM Number="1" NumberType="Footnote"/><CHAR>주석 글</CHAR>')
            + "</PARALIST></FOOTNOTE>"
            '<FIELDBEGIN Type="Hyperlink" Command="http\\://a.kr;1;0;0;"/><CHAR>고리</CHAR><FIELDEND Type="Hyperlink"/>'
            "<DUTMAL><MAINTEXT>漢字</MAINTEXT><SUBTEXT>한자</SUBTEXT></DUTMAL>"
        )
        + para('<PICTURE><SHAPEOBJECT/><IMAGE BinItem="1"/></PICTURE>')
    )
    counts = count(found)
    assert (counts["tables"], counts["merged_cells"], counts["images"]) == (1, 1, 1)
    inlines = [
        i for b in iter_blocks(found.blocks) for i in iter_inlines(getattr(b, "inlines", ()))
    ]
    assert {type(i) for i in inlines} >= {NoteRef, Link, Ruby}
    assert plain_text(found.notes["footnote-1"].blocks[0].inlines) == "주석 글"
    assert isinstance(next(b for b in found.blocks if isinstance(b, Table)), Table)


@pytest.mark.parametrize(
    "xml",
    [
        b"<HWPML><BODY>",
        b"<HWPML Version='2.91'><HEAD/><BODY/></HWPML>",
        b"<OTHER/>",
    ],
)
def test_what_is_no_hwpml_is_refused(xml: bytes) -> None:
    with pytest.raises(DamagedSource):
        read_document(source(xml), NoticeLog())


def test_a_document_type_is_refused_as_what_it_is() -> None:
    xml = b"<!DOCTYPE HWPML [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><HWPML>&x;</HWPML>"
    with pytest.raises(UnsafeSource):
        read_document(source(xml), NoticeLog())


def typed(doctype: str, words: str) -> str:
    """Return a HWPML text that begins with a document type and holds one paragraph."""
    return (
        f'{doctype}<HWPML Version="2.1">{HEAD}<BODY><SECTION Id="0">'
        f"{para(f'<CHAR>{words}</CHAR>')}</SECTION></BODY></HWPML>"
    )


@pytest.mark.parametrize(
    ("doctype", "words", "shown"),
    [
        ('<!DOCTYPE HWPML [<!ENTITY nbsp "&#160;">]>', "가&nbsp;나", "가\u00a0나"),
        ("<!DOCTYPE HWPML [\n\t<!ENTITY nbsp '&#xA0;' >\n]\n>", "가&nbsp;나", "가\u00a0나"),
        ('<!DOCTYPE HWPML [<!ENTITY nbsp "\u00a0">]>', "가&nbsp;나", "가\u00a0나"),
        ("<!DOCTYPE HWPML>", "그대로", "그대로"),
        ("<!DOCTYPE HWPML []>", "그대로", "그대로"),
        (
            '<!-- 법령 --><!DOCTYPE HWPML [<!-- > --><!ENTITY 가운뎃점 "·"><!ENTITY x.y-1 "™">]>',
            "가&가운뎃점;나&x.y-1;",
            "가·나™",
        ),
        (
            '<!DOCTYPE HWPML [<!ENTITY lt "&#38;#60;"><!ENTITY less "&#38;#60;">'
            '<!ENTITY both "&#38;#38;">]>',
            "1 &lt; 2 &less; 3 &both; 4",
            "1 < 2 < 3 & 4",
        ),
        ('<!DOCTYPE HWPML [<!ENTITY a "하나"><!ENTITY a "둘">]>', "&a;", "하나"),
        (
            '<!DOCTYPE HWPML [<!ENTITY nbsp "&#160;">]>',
            "<![CDATA[&nbsp;]]>&#44032;&amp;nbsp;",
            "&nbsp;가&nbsp;",
        ),
    ],
)
def test_a_document_type_that_names_characters_is_read(
    doctype: str, words: str, shown: str
) -> None:
    xml = f'<?xml version="1.0" encoding="utf-8"?>{typed(doctype, words)}'
    found = read_document(source(xml.encode()), NoticeLog())
    assert plain_text(inlines_of(found.blocks[0])) == shown


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "euc-kr"])
def test_named_characters_are_read_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    said = "euc-kr" if encoding == "euc-kr" else encoding.partition("-s")[0].upper()[:6].rstrip("-")
    xml = f'<?xml version="1.0" encoding="{said}"?>\r\n' + typed(
        '<!DOCTYPE HWPML [<!ENTITY nbsp "&#160;">]>', "제1조&nbsp;목적"
    )
    path = tmp_path / "법령.hml"
    path.write_bytes(xml.encode(encoding))
    assert inspect(path).counts["hangul"] == 4


def test_a_document_type_of_hundreds_of_names_is_still_known_as_hwpml(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY n{number} "&#{0xAC00 + number};">\n' for number in range(400))
    path = tmp_path / "법령.hwp"
    path.write_text(typed(f"<!DOCTYPE HWPML [{names}]>", "&n0;&n399;"), "utf-8")
    assert inspect(path).counts["hangul"] == 2


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE HWPML [<!ENTITY a "가"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE HWPML [<!ENTITY b "&#38;a;">]>',
        '<!DOCTYPE HWPML [<!ENTITY b "&#60;P/>">]>',
        '<!DOCTYPE HWPML [<!ENTITY b "<P/>">]>',
        f'<!DOCTYPE HWPML [<!ENTITY b "{"가" * 50_000}">]>',
        '<!DOCTYPE HWPML [<!ENTITY % p "x"> %p;]>',
        "<!DOCTYPE HWPML [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE HWPML [<!ENTITY b PUBLIC 'x' 'http://127.0.0.1/x'>]>",
        "<!DOCTYPE HWPML SYSTEM 'http://127.0.0.1/x.dtd'>",
        "<!DOCTYPE HWPML SYSTEM 'x.dtd' [<!ENTITY b '가'>]>",
        "<!DOCTYPE HWPML [<!ATTLIST P Style CDATA '1'>]>",
        "<!DOCTYPE HWPML [<!ENTITY b '가'>",
    ],
)
def test_a_document_type_that_does_more_is_refused(doctype: str) -> None:
    with pytest.raises(UnsafeSource):
        read_document(source(typed(doctype, "&b;").encode()), NoticeLog())


def test_names_cannot_make_a_document_grow() -> None:
    doctype = f'<!DOCTYPE HWPML [<!ENTITY b "{"가" * 32}">]>'
    with pytest.raises(UnsafeSource):
        read_document(source(typed(doctype, "&b;" * 50_000).encode()), NoticeLog())


@pytest.mark.parametrize("holder", ["{}", "<P>{}</P>", "<WRAPPER>{}</WRAPPER>", "<TEXT>{}</TEXT>"])
def test_a_table_outside_of_a_paragraph_is_in_the_book(holder: str) -> None:
    cell = '<CELL ColAddr="{0}" RowAddr="0"><PARALIST>{1}</PARALIST></CELL>'
    cells = cell.format(0, para("<CHAR>왼쪽</CHAR>")) + cell.format(1, para("<CHAR>오른쪽</CHAR>"))
    found = read(
        holder.format(f'<TABLE ColCount="2" RowCount="1"><ROW>{cells}</ROW></TABLE>')
        + para("<CHAR>뒤</CHAR>")
    )
    assert any(isinstance(block, Table) for block in found.blocks)
    text = "".join(plain_text(inlines_of(block)) for block in iter_blocks(found.blocks))
    assert text == "왼쪽오른쪽뒤"
