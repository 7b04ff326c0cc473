# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the writer of DOCX files makes is what other programs expect of Word's files."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from converters.document.nodes import Aside, EquationBlock, Figure, Link, Table
from tests.conftest import SAMPLES
from tests.docx_writer import reading, sample
from tests.docx_writer.blocks import Cell, table
from tests.docx_writer.numbering import Level
from tests.docx_writer.package import Word
from tests.docx_writer.runs import deleted, inserted, ruby, text


def opened(data: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(data))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_python_docx_reads_what_is_written() -> None:
    word = Word("견본 문서", "한지시 총무과")
    word.heading(1, "첫 장")
    word.p("본문입니다.", word.footnote("각주"), style="a3")
    word.add(table([Cell("가", across=2), "나"], ["1", "2", "3"]))
    found = opened(word.to_bytes())
    assert found.core_properties.title == "견본 문서"
    assert [(p.style.name, p.style.style_id, p.text) for p in found.paragraphs] == [
        ("Heading 1", "1", "첫 장"),
        ("List Paragraph", "a3", "본문입니다."),
    ]
    assert [cell.text for cell in found.tables[0].rows[0].cells] == ["가", "가", "나"]
    assert found.styles.default(WD_STYLE_TYPE.PARAGRAPH).style_id == "a"


def test_text_is_divided_by_script_as_word_divides_it() -> None:
    word = Word("견본")
    word.p("한글과 EPUB Check 그리고 한글")
    (paragraph,) = opened(word.to_bytes()).paragraphs
    assert [run.text for run in paragraph.runs] == ["한글과 ", "EPUB Check", " 그리고 한글"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (deleted("지운 글", 1), "<w:delText>지운 글</w:delText>"),
        (inserted("더한 글", 2), "<w:t>더한 글</w:t>"),
        (ruby("紙", "종이 지"), "<w:rubyBase>"),
        (text("가 < 나"), "<w:t>가 &lt; 나</w:t>"),
        (text(" 앞뒤 "), '<w:t xml:space="preserve"> 앞뒤 </w:t>'),
    ],
)
def test_markup_of_runs(made: str, expected: str) -> None:
    assert expected in made


def test_a_numbering_that_begins_anew_names_the_same_definition() -> None:
    word = Word("견본")
    number = word.numbering.define(Level("ganada", "%1."))
    again = word.numbering.again(number, {0: 3})
    assert (number, again) == (1, 2)
    part = word.numbering.to_bytes().decode()
    assert part.count('<w:abstractNumId w:val="0"/>') == 2
    assert '<w:startOverride w:val="3"/>' in part


def test_strict_files_name_no_transitional_namespace_of_office() -> None:
    word = Word("견본")
    word.p("글", more='<w:jc w:val="right"/>')
    with zipfile.ZipFile(io.BytesIO(word.to_bytes(strict=True))) as parts:
        body = parts.read("word/document.xml").decode()
        rels = parts.read("_rels/.rels").decode()
    assert "http://purl.oclc.org/ooxml/wordprocessingml/main" in body
    assert "schemas.openxmlformats.org/wordprocessingml" not in body
    assert "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" in rels
    assert 'w:conformance="strict"' in body
    assert '<w:jc w:val="end"/>' in body


def test_the_bundled_sample_is_what_is_built() -> None:
    assert sample.build() == sample.build()
    # Parts, not bytes: builds of zlib differ in how they pack.
    assert parts_of(sample.build()) == parts_of((SAMPLES / "hanji-guidebook.docx").read_bytes())


def test_the_bundled_sample_shows_what_a_guidebook_holds() -> None:
    found = reading.read_file(SAMPLES / "hanji-guidebook.docx")
    numbered = [(level, number) for level, number, _ in found.headings() if number]
    assert numbered == [(level, number) for _, level, number, _, _ in sample._CONTENTS]
    assert found.document.metadata.title == sample.TITLE
    assert [n for _, n, _ in found.notes()] == ["1", "2"]
    assert found.ruby() == [("韓紙", "한지"), ("楮", "저")]
    assert len(found.blocks(Table)) == 3
    assert found.boxes("text-box")[0].startswith("꼭 알아 두세요")
    assert len(found.boxes("chart")) == len(found.blocks(EquationBlock)) == 1
    assert all(figure.alt for figure in found.blocks(Figure))
    assert [b.role for b in found.blocks(Aside)] == ["chart", "text-box"]
    assert {m for m, _ in found.items()} == {"①", "②", "③", "■", "○", "-"}
    assert "☑ 수도와 전기 이름 바꾸기" in found.lines()
    assert len(found.inlines(Link)) == 11
    assert found.document.source is not None
    assert found.document.source.pages == 5
