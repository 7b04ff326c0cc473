# SPDX-License-Identifier: AGPL-3.0-or-later
"""OpenDocument text: what people write in LibreOffice is in the book."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from converters.document.counts import count
from converters.document.nodes import (
    Anchor,
    Aside,
    CommentRef,
    EquationBlock,
    Figure,
    Heading,
    InlineImage,
    InlineMath,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    NoteRef,
    PageMark,
    Paragraph,
    Ruby,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import inlines_of, iter_blocks, plain_text
from converters.errors import ConversionError, ErrorCode
from converters.limits import DEFAULT_LIMITS, Limits
from converters.pipeline import read_document
from converters.sniff import sniff
from tests.conftest import SAMPLES
from tests.converters.readers.odt.packages import content, flat, locked, package, part, read

FILES = Path(__file__).parent / "files"
BOLD = (
    '<style:style style:name="B" style:family="text">'
    '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
)


SEVENTH = 'text:start-value="7"'
HEADING = '<text:h text:outline-level="1">개요</text:h>'
TWO_ROWS = 'table:number-rows-spanned="2"'
AS_CHARACTER = 'text:anchor-type="as-char"'
OBJECT = '<draw:object xlink:href="./Object 1"/>'


def image_at(href: str) -> str:
    return f'<draw:image xlink:href="{href}"/>'


def blocks(body: str, automatic: str = "", common: str = "", parts=None):
    return read(package(body, automatic, common, parts))[0].blocks


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, "PNG")
    return out.getvalue()


# ---------------------------------------------------------------- the file


def test_packages_templates_and_flat_files_are_known():
    assert sniff(package("")).format.id == "odt"
    template = package("", parts={"mimetype": "application/vnd.oasis.opendocument.text-template"})
    assert sniff(template).format.id == "odt"
    assert sniff(flat("<text:p>x</text:p>")).format.id == "odt"
    sheet = package("", parts={"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})
    assert sniff(sheet).format.id == "zip"


def test_a_flat_file_says_the_same_as_a_package():
    body = "<text:h text:outline-level='2'>제목</text:h><text:p>글</text:p>"
    assert read(flat(body))[0].blocks == read(package(body))[0].blocks


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (package("", parts={"content.xml": "<broken"}), ErrorCode.DAMAGED),
        (package("", parts={"content.xml": "<a/>"}), ErrorCode.DAMAGED),
        (
            package("", parts={"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
            ErrorCode.UNSAFE,
        ),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, code: ErrorCode):
    with pytest.raises(ConversionError) as refused:
        read(data)
    assert refused.value.code is code


@pytest.mark.parametrize("blowfish", [False, True])
def test_a_locked_document_opens_with_its_password(blowfish: bool):
    data = locked(package("<text:p>비밀 문서</text:p>"), "열려라", blowfish=blowfish)
    assert (
        plain_text(inlines_of(read(data, passwords=("아님", "열려라"))[0].blocks[0])) == "비밀 문서"
    )
    for passwords, code in (((), ErrorCode.ENCRYPTED), (("아님",), ErrorCode.WRONG_PASSWORD)):
        with pytest.raises(ConversionError) as refused:
            read(data, passwords=passwords)
        assert refused.value.code is code


def test_libreoffice_and_word_say_the_same():
    """One publication as DOCX, and as LibreOffice saved it; it loses the chart (a test machine's)."""

    def opened(path: Path):
        return read_document(path, (), DEFAULT_LIMITS, NoticeLog())

    word, office = opened(SAMPLES / "hanji-guidebook.docx"), opened(FILES / "hanji-guidebook.odt")

    def outline(document):
        return [
            (block.level, block.number, plain_text(block.inlines))
            for block in iter_blocks(document.blocks)
            if isinstance(block, Heading)
        ]

    assert outline(word) == outline(office)
    assert len(outline(office)) == 10
    ours, theirs = count(office), count(word)
    for name in ("list_items", "tables", "cells", "merged_cells", "footnotes", "links", "ruby"):
        assert ours[name] == theirs[name] > 0, name
    assert office.metadata.title == word.metadata.title
    assert [note.mark for note in office.notes.values()] == ["1", "2"]


# ---------------------------------------------------------------- paragraphs


def test_blanks_are_those_of_the_standard():
    (paragraph,) = blocks(
        "<text:p>  가\n  <text:span>  나</text:span><text:s text:c='3'/>다<text:tab/>라"
        "<text:line-break/>  마</text:p>"
    )
    assert [i.value if isinstance(i, Text) else type(i) for i in paragraph.inlines] == [
        "가 나   다\t라",
        LineBreak,
        "마",
    ]


def test_marks_of_spans_and_of_their_parents():
    common = (
        '<style:style style:name="Strong" style:family="text" style:parent-style-name="Base">'
        '<style:text-properties style:text-underline-style="solid"/></style:style>'
        '<style:style style:name="Base" style:family="text">'
        '<style:text-properties fo:font-style="italic" style:font-style-asian="italic"/></style:style>'
        '<style:style style:name="Up" style:family="text">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    (paragraph,) = blocks(
        "<text:p><text:span text:style-name='Strong'>밑줄</text:span>평문"
        "<text:span text:style-name='B'>굵게<text:span text:style-name='Up'>2</text:span></text:span></text:p>",
        BOLD,
        common,
    )
    found = [(run.value, run.marks) for run in paragraph.inlines]
    assert found == [
        ("밑줄", {Mark.UNDERLINE, Mark.EMPHASIS}),
        ("평문", frozenset()),
        ("굵게", {Mark.STRONG}),
        ("2", {Mark.STRONG, Mark.SUPERSCRIPT}),
    ]


def test_hangul_takes_the_asian_properties_and_latin_the_western_ones():
    western = (
        '<style:style style:name="W" style:family="text"><style:text-properties '
        'fo:font-weight="bold" style:font-weight-asian="normal"/></style:style>'
    )
    (paragraph,) = blocks(
        "<text:p><text:span text:style-name='W'>Seoul</text:span>"
        "<text:span text:style-name='W'>서울</text:span></text:p>",
        western,
    )
    assert [run.marks for run in paragraph.inlines] == [{Mark.STRONG}, frozenset()]


def test_capitals_are_printed_as_such():
    style = (
        '<style:style style:name="C" style:family="text">'
        '<style:text-properties fo:text-transform="uppercase"/></style:style>'
    )
    (paragraph,) = blocks(
        "<text:p><text:span text:style-name='C'>Seoul</text:span></text:p>", style
    )
    assert plain_text(paragraph.inlines) == "SEOUL"


def test_text_of_an_unknown_extension_stays():
    (paragraph,) = blocks(
        "<text:p>가<loext:future>나<text:span>다</text:span></loext:future>라</text:p>"
    )
    assert plain_text(paragraph.inlines) == "가나다라"


# ---------------------------------------------------------------- headings and lists


OUTLINE = (
    '<text:outline-style style:name="Outline">'
    '<text:outline-level-style text:level="1" style:num-prefix="제" style:num-suffix="장" style:num-format="1"/>'
    '<text:outline-level-style text:level="2" style:num-format="가, 나, 다, ..." style:num-suffix="."/>'
    '<text:outline-level-style text:level="3" style:num-format="1" text:display-levels="3"/>'
    "</text:outline-style>"
)


def test_headings_carry_their_numbers():
    body = "".join(
        f"<text:h text:outline-level='{level}' {extra}>{words}</text:h>"
        for level, words, extra in (
            (1, "총칙", ""), (2, "목적", ""), (2, "정의", ""), (3, "용어", ""),
            (1, "부칙", ""), (2, "시행", ""), (1, "표지", "text:is-list-header='true'"),
        )
    )  # fmt: skip
    found = [(block.level, block.number) for block in blocks(body, common=OUTLINE)]
    assert found == [
        (1, "제1장"), (2, "가."), (2, "나."), (3, "1.나.1"), (1, "제2장"), (2, "가."), (1, None),
    ]  # fmt: skip


def test_a_long_heading_is_a_heading():
    words = "아주 긴 제목 " * 60
    (block,) = blocks(f"<text:h text:outline-level='1'>{words}</text:h>")
    assert isinstance(block, Heading)


def test_a_style_with_an_outline_level_makes_a_heading():
    common = '<style:style style:name="장제목" style:family="paragraph" style:default-outline-level="2"/>'
    (block,) = blocks("<text:p text:style-name='장제목'>개요</text:p>", common=common)
    assert (type(block), block.level) == (Heading, 2)


def numbered(name: str, formats: list[str]) -> str:
    levels = "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" style:num-suffix="."/>'
        for at, form in enumerate(formats, 1)
    )
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


def item(*inner: str, attributes: str = "") -> str:
    return f"<text:list-item {attributes}>{''.join(inner)}</text:list-item>"


def markers(block: ListBlock) -> list:
    return [
        (entry.marker, [markers(inner) for inner in entry.blocks if isinstance(inner, ListBlock)])
        for entry in block.items
    ]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("1", ["1.", "2."]), ("a", ["a.", "b."]), ("I", ["I.", "II."]),
        ("가, 나, 다, ...", ["가.", "나."]), ("ㄱ, ㄴ, ㄷ, ...", ["ㄱ.", "ㄴ."]),
        ("㉮, ㉯, ㉰, ...", ["㉮.", "㉯."]), ("①, ②, ③, ...", ["①.", "②."]),
        ("일, 이, 삼, ...", ["일.", "이."]), ("一, 二, 三, ...", ["一.", "二."]),
    ],
)  # fmt: skip
def test_numbers_of_korean_lists(form: str, expected: list[str]):
    body = f"<text:list text:style-name='L'>{item('<text:p>가</text:p>')}{item('<text:p>나</text:p>')}</text:list>"
    (block,) = blocks(body, numbered("L", [form]))
    assert [entry.marker for entry in block.items] == expected
    assert block.ordered


def test_lists_nest_go_on_and_begin_anew():
    inner = f"<text:list>{item('<text:p>둘째 단</text:p>')}{item('<text:p>둘째 단</text:p>')}</text:list>"
    first = f"<text:list text:style-name='L' xml:id='l1'>{item('<text:p>하나</text:p>', inner)}{item('<text:p>둘</text:p>')}</text:list>"
    again = f"<text:list text:style-name='L' {{}}>{item('<text:p>셋</text:p>')}</text:list>"
    body = (
        first
        + "<text:p>사이</text:p>"
        + again.format("text:continue-numbering='true'")
        + "<text:p>사이</text:p>"
        + again.format("")
        + "<text:p>사이</text:p>"
        + again.format("text:continue-list='l1'")
    )
    found = [
        markers(block)
        for block in blocks(body, numbered("L", ["1", "가, 나, 다, ..."]))
        if isinstance(block, ListBlock)
    ]
    assert found == [
        [("1.", [[("가.", []), ("나.", [])]]), ("2.", [])],
        [("3.", [])],
        [("1.", [])],
        [("4.", [])],
    ]


def test_a_list_begins_where_the_author_said():
    body = f"<text:list text:style-name='L'>{item('<text:p>x</text:p>', attributes=SEVENTH)}{item('<text:p>y</text:p>')}</text:list>"
    (block,) = blocks(body, numbered("L", ["1"]))
    assert [entry.marker for entry in block.items] == ["7.", "8."]


def test_bullets_print_as_they_look():
    style = (
        '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="&#xF06E;" style:num-suffix="&#xF06E;"><style:text-properties '
        'style:font-name="Wingdings"/></text:list-level-style-bullet></text:list-style>'
    )
    (block,) = blocks(
        f"<text:list text:style-name='L'>{item('<text:p>x</text:p>')}</text:list>", style
    )
    assert block.items[0].marker == "■"
    assert not block.ordered


def test_headings_in_lists_stand_in_the_flow_with_the_number_of_the_list():
    body = f"<text:list text:style-name='L'>{item(HEADING)}</text:list><text:p>글</text:p>"
    heading, paragraph = blocks(body, numbered("L", ["I"]))
    assert (heading.level, heading.number) == (1, "I.")
    assert isinstance(paragraph, Paragraph)


def test_paragraphs_without_a_marker_belong_to_the_item_above():
    body = f"<text:list text:style-name='L'>{item('<text:p>x</text:p>')}<text:list-header><text:p>더</text:p></text:list-header></text:list>"
    (block,) = blocks(body, numbered("L", ["1"]))
    assert len(block.items) == 1
    assert len(block.items[0].blocks) == 2


# ---------------------------------------------------------------- tables


def cell(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def test_tables_keep_spans_heads_and_widths():
    widths = "".join(
        f'<style:style style:name="c{w}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{w}cm"/></style:style>'
        for w in (3, 1)
    )
    body = (
        "<table:table><table:table-column table:style-name='c3'/><table:table-column table:style-name='c1'/>"
        "<table:table-header-rows><table:table-row>"
        + cell("구분", "table:number-columns-spanned='2'")
        + "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        + f"<table:table-row>{cell('가', TWO_ROWS)}{cell('1')}</table:table-row>"
        + f"<table:table-row><table:covered-table-cell/>{cell('2')}</table:table-row></table:table>"
    )
    (table,) = blocks(body, widths)
    assert isinstance(table, Table)
    assert table.head_rows == 1
    assert table.column_percents == (75.0, 25.0)
    shape = [
        [(plain_text(c.blocks[0].inlines), c.colspan, c.rowspan) for c in row.cells]
        for row in table.rows
    ]
    assert shape == [[("구분", 2, 1)], [("가", 1, 2), ("1", 1, 1)], [("2", 1, 1)]]


def test_repeated_cells_and_rows_are_all_there():
    body = (
        "<table:table><table:table-row table:number-rows-repeated='2'>"
        + cell("가", "table:number-columns-repeated='3'")
        + "</table:table-row><table:table-row table:number-rows-repeated='1000000'>"
        "<table:table-cell table:number-columns-repeated='3'/></table:table-row></table:table>"
    )
    (table,) = blocks(body)
    said = [[plain_text(c.blocks[0].inlines) for c in row.cells] for row in table.rows]
    assert said[:2] == [["가"] * 3] * 2
    assert len(said) <= 102


def test_millions_of_cells_are_refused():
    row = "<table:table-row table:number-rows-repeated='99999'>" + cell(
        "x", "table:number-columns-repeated='400'"
    )
    with pytest.raises(ConversionError) as refused:
        blocks(f"<table:table>{row}</table:table-row></table:table>")
    assert refused.value.code is ErrorCode.TOO_LARGE


def test_what_a_covered_cell_hides_is_reported():
    body = (
        "<table:table><table:table-row>"
        + cell("보임", "table:number-columns-spanned='2'")
        + "<table:covered-table-cell><text:p>가려짐</text:p></table:covered-table-cell>"
        "</table:table-row></table:table>"
    )
    document, notices = read(package(body))
    assert plain_text(inlines_of(document.hidden[0].blocks[0])) == "가려짐"
    assert notices["hidden-text"] == 1


# ---------------------------------------------------------------- notes, links, ruby


def test_notes_comments_ruby_and_links():
    document, notices = read(
        package(
            "<text:p>본문<text:note text:note-class='footnote'><text:note-citation>1)</text:note-citation>"
            "<text:note-body><text:p>각주</text:p></text:note-body></text:note>"
            "<text:note text:note-class='endnote'><text:note-citation>i</text:note-citation>"
            "<text:note-body><text:p>미주</text:p></text:note-body></text:note>"
            "<office:annotation><dc:creator>김</dc:creator><text:p>메모</text:p></office:annotation>"
            "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>한자</text:ruby-text></text:ruby>"
            "<text:a xlink:href='https://example.org/'>누리집</text:a>"
            "<text:a xlink:href='javascript:alert(1)'>나쁜 고리</text:a>"
            "<text:bookmark text:name='여기'/><text:a xlink:href='#여기'>저기</text:a></text:p>"
        )
    )
    inlines = document.blocks[0].inlines
    assert [(note.kind.value, note.mark) for note in document.notes.values()] == [
        ("footnote", "1)"),
        ("endnote", "i"),
    ]
    kinds = {type(inline) for inline in inlines}
    assert {NoteRef, CommentRef, Ruby, Link, Anchor} <= kinds
    assert [i.target for i in inlines if isinstance(i, Link)] == [
        "https://example.org/",
        "#bookmark:여기",
    ]
    assert "나쁜 고리" in plain_text(inlines)
    assert notices["link-target"] == 1
    assert notices["comment"] == 1
    ruby = next(inline for inline in inlines if isinstance(inline, Ruby))
    assert (plain_text(ruby.base), ruby.annotation) == ("漢字", "한자")


def test_links_by_the_text_of_a_heading_lead_there():
    document, _ = read(
        package(
            "<text:p><text:a xlink:href='#1.목적|outline'>목적으로</text:a></text:p>"
            "<text:h text:outline-level='1'>목적</text:h>"
        )
    )
    link = document.blocks[0].inlines[0]
    anchor = document.blocks[1].inlines[0]
    assert link.target == f"#{anchor.name}"


def test_hidden_deleted_and_asked_for_text_is_kept_apart_and_said():
    style = (
        '<style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    document, notices = read(
        package(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>지움</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>보임<text:span text:style-name='H'>숨김</text:span>"
            "<text:placeholder text:placeholder-type='text'>&lt;이름&gt;</text:placeholder></text:p>"
            "<text:section text:display='none'><text:p>숨은 절</text:p></text:section>",
            style,
        )
    )
    assert plain_text(document.blocks[0].inlines) == "보임"
    kept = {(h.why, plain_text(inlines_of(h.blocks[0]))) for h in document.hidden}
    assert kept == {
        ("deleted", "지움"), ("hidden", "숨김"), ("placeholder", "<이름>"), ("hidden", "숨은 절"),
    }  # fmt: skip
    assert (notices["deleted-text"], notices["form-field"]) == (1, 1)


def test_printed_pages_are_counted():
    document, _ = read(
        package(
            "<text:p>가<text:soft-page-break/>나</text:p><text:soft-page-break/><text:p>다</text:p>"
        )
    )
    labels = [
        inline.label
        for block in document.blocks
        for inline in block.inlines
        if isinstance(inline, PageMark)
    ]
    assert labels == ["2", "3"]


# ---------------------------------------------------------------- frames


def frame(inner: str, attributes: str = "text:anchor-type='paragraph'", size: str = "8cm") -> str:
    return f"<draw:frame {attributes} svg:width='{size}' svg:height='{size}'>{inner}</draw:frame>"


def test_pictures_apart_and_in_the_line():
    image = "<draw:image xlink:href='Pictures/a.png'/>"
    document, _ = read(
        package(
            f"<text:p>{frame(image + '<svg:desc>빨간 띠</svg:desc>')}</text:p>"
            f"<text:p>글{frame(image, AS_CHARACTER, '0.4cm')}자</text:p>",
            parts={"Pictures/a.png": picture()},
        )
    )
    figure, paragraph = document.blocks
    assert isinstance(figure, Figure)
    assert figure.alt == "빨간 띠"
    assert any(isinstance(inline, InlineImage) for inline in paragraph.inlines)
    assert len(document.resources) == 1


@pytest.mark.parametrize(
    ("href", "kind"),
    [("Pictures/none.png", "missing-image"), ("https://example.org/a.png", "linked-image")],
)
def test_pictures_that_are_not_there_are_losses(href: str, kind: str):
    body = f"<text:p>{frame(image_at(href))}</text:p>"
    assert read(package(body))[1][kind] == 1


def test_text_boxes_shapes_and_formulas():
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>'
    document, notices = read(
        package(
            f"<text:p>{frame('<draw:text-box><text:p>상자</text:p></draw:text-box>')}</text:p>"
            "<text:p><draw:custom-shape><text:p>도형 글</text:p></draw:custom-shape></text:p>"
            "<text:p><draw:line/></text:p>"
            f"<text:p>식 {frame(OBJECT, AS_CHARACTER)} 끝</text:p>"
            f"<text:p>{frame(OBJECT)}</text:p>",
            parts={"Object 1/content.xml": formula},
        )
    )
    boxes = [block for block in document.blocks if isinstance(block, Aside)]
    assert [plain_text(inlines_of(box.blocks[0])) for box in boxes] == ["상자", "도형 글"]
    assert notices["drawing"] == 1
    assert any(isinstance(block, EquationBlock) for block in document.blocks)
    assert any(
        isinstance(inline, InlineMath)
        for block in document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
    )


def test_a_chart_without_a_picture_is_its_table():
    chart = part(
        "document-content",
        "<office:body><office:chart><chart:chart><table:table><table:table-row>"
        + cell("2024")
        + cell("276.1")
        + "</table:table-row></table:table></chart:chart></office:chart></office:body>",
    )
    document, notices = read(
        package(
            f"<text:p>{frame(OBJECT)}</text:p>",
            parts={"Object 1/content.xml": chart},
        )
    )
    (box,) = document.blocks
    (table,) = box.blocks
    said = [plain_text(c.blocks[0].inlines) for row in table.rows for c in row.cells]
    assert said == ["2024", "276.1"]
    assert notices["chart"] == 1


def test_captions_go_with_their_picture():
    common = (
        '<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>'
        '<style:style style:name="Caption" style:family="paragraph"/>'
    )
    box = (
        f"<draw:text-box><text:p text:style-name='Illustration'>{frame(image_at('Pictures/a.png'))}"
        "그림 1: 띠</text:p></draw:text-box>"
    )
    document, _ = read(
        package(
            f"<text:p>{frame(box)}</text:p>", common=common, parts={"Pictures/a.png": picture()}
        )
    )
    figures = [b for b in iter_blocks(document.blocks) if isinstance(b, Figure)]
    assert len(figures) == 1
    assert "그림 1: 띠" in " ".join(plain_text(inlines_of(b)) for b in iter_blocks(document.blocks))


def test_headers_and_footers_are_kept_apart():
    styles = part(
        "document-styles",
        "<office:master-styles><style:master-page><style:header><text:p>머리말</text:p>"
        "</style:header><style:footer><text:p>꼬리말</text:p></style:footer>"
        "</style:master-page></office:master-styles>",
    )
    document, notices = read(package("<text:p>x</text:p>", parts={"styles.xml": styles}))
    assert [running.kind for running in document.running] == ["header", "footer"]
    assert notices["running-text"] == 2


def test_metadata_is_read():
    meta = part(
        "document-meta",
        "<office:meta><dc:title>백서</dc:title><meta:initial-creator>한지시 기획과</meta:initial-creator>"
        "<meta:keyword>도서관</meta:keyword><meta:creation-date>2026-03-02T09:00:00</meta:creation-date>"
        "<meta:document-statistic meta:page-count='12'/></office:meta>",
    )
    document, _ = read(package("<text:p>x</text:p>", parts={"meta.xml": meta}))
    assert document.metadata.title == "백서"
    assert document.metadata.creators == ("한지시 기획과",)
    assert document.metadata.subjects == ("도서관",)
    assert document.source.pages == 12


def test_macros_are_counted_and_left_out():
    assert (
        read(package("<text:p>x</text:p>", parts={"Basic/Standard/Module1.xml": "<a/>"}))[1][
            "script"
        ]
        == 1
    )


def test_deep_nesting_is_bounded():
    body = "<text:p>x</text:p>"
    for _ in range(30):
        body = f"<table:table><table:table-row><table:table-cell>{body}</table:table-cell></table:table-row></table:table>"
    with pytest.raises(ConversionError) as refused:
        read(package(body), limits=Limits(nesting=20))
    assert refused.value.code is ErrorCode.TOO_DEEP
    assert content("")  # the writer itself does not nest
