# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds paragraphs of DOCX together: items, captions, sentences with pictures, code."""

import pytest

from converters.document.nodes import (
    Aside,
    CodeBlock,
    Figure,
    Heading,
    InlineImage,
    ListBlock,
    Paragraph,
    Table,
    Text,
)
from converters.document.notices import NoticeKind
from converters.document.walk import block_text, inlines_of, iter_blocks, plain_text
from tests.converters.readers.docx.packages import body, lines, p, package, r, read, style

_TABLE = f"<w:tbl><w:tr><w:tc>{p('칸')}</w:tc></w:tr></w:tbl>"
_CAPTION = '<w:pStyle w:val="c"/>'
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/>'
    f'<w:pPr><w:ind w:left="{360 * (at + 1)}"/></w:pPr></w:lvl>'
    for at, text in enumerate(("%1.", "(%2)"))
)
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def picture(width: int, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="800000"/><wp:docPr id="1" name="a" descr="{alt}"/>'
        '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="pic1"/></pic:blipFill>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_an_empty_numbered_paragraph_keeps_the_items_below_it() -> None:
    (found,) = body(numbered("") + numbered("속", 1) + numbered("밖"), numbering=NUMBERING).blocks
    assert isinstance(found, ListBlock)
    assert [item.marker for item in found.items] == ["1.", "2."]
    inner = found.items[0].blocks[-1]
    assert isinstance(inner, ListBlock)
    assert inner.items[0].marker == "(1)"


def test_an_empty_numbered_paragraph_alone_is_a_blank_line() -> None:
    item, space = body(numbered("글") + numbered(""), numbering=NUMBERING).blocks
    assert isinstance(item, ListBlock)
    assert space == Paragraph(())


def test_a_list_goes_on_after_blank_lines_but_not_after_words_or_as_another_list() -> None:
    numbering = NUMBERING + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    gap = p("") + p(" ")
    (found,) = body(numbered("하나") + gap + numbered("둘"), numbering=numbering).blocks
    assert isinstance(found, ListBlock)
    assert [item.marker for item in found.items] == ["1.", "2."]
    for following in (p("글") + numbered("둘"), gap + numbered("둘", number=2)):
        blocks = body(numbered("하나") + following, numbering=numbering).blocks
        assert sum(isinstance(block, ListBlock) for block in blocks) == 2


@pytest.mark.parametrize(("left", "blocks"), [(360, 1), (0, 2)])
def test_an_item_goes_on_where_its_style_has_no_number_but_its_indent(
    left: int, blocks: int
) -> None:
    styles = style("n", "List Number", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    off = f'<w:numPr><w:numId w:val="0"/></w:numPr><w:ind w:left="{left}"/>'
    found = body(
        p("하나", '<w:pStyle w:val="n"/>') + p("이어서", f'<w:pStyle w:val="n"/>{off}'),
        styles=styles,
        numbering=NUMBERING,
    )
    assert len(found.blocks) == blocks


def test_a_caption_below_a_table_is_its_own_unless_another_follows() -> None:
    caption = p("표 1", _CAPTION)
    styles = style("c", "caption")
    (below,) = body(_TABLE + caption, styles=styles).blocks
    assert isinstance(below, Table)
    assert below.caption_below
    assert [block_text(block) for block in below.caption] == ["표 1"]
    first, second = body(_TABLE + caption + _TABLE, styles=styles).blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert not first.caption
    assert second.caption
    assert not second.caption_below


def test_a_small_picture_amid_a_sentence_does_not_break_it() -> None:
    (found,) = body(p(r("왼쪽 ") + picture(800_000) + picture(800_000) + r(" 단추"))).blocks
    assert isinstance(found, Paragraph)
    assert plain_text(found.inlines) == "왼쪽  단추"
    assert sum(isinstance(inline, InlineImage) for inline in found.inlines) == 2


@pytest.mark.parametrize(
    "inner",
    [
        r("앞 ") + picture(4_000_000) + r(" 뒤"),
        r("앞") + "<w:r><w:br/></w:r>" + picture(800_000) + r("뒤"),
        r("앞") + picture(800_000) + "<w:r><w:br/></w:r>" + r("뒤"),
        r("앞") + picture(800_000),
        picture(800_000) + r("뒤"),
    ],
)
def test_a_wide_picture_or_one_on_its_own_line_stands_apart(inner: str) -> None:
    assert any(isinstance(block, Figure) for block in body(p(inner)).blocks)


def test_code_keeps_its_lines() -> None:
    (found,) = body(
        p(r("a = 1") + "<w:r><w:br/></w:r>" + r("b = 2"), '<w:pStyle w:val="k"/>'),
        styles=style("k", "Source Code"),
    ).blocks
    assert isinstance(found, CodeBlock)
    assert found.text == "a = 1\nb = 2"


def test_a_style_below_the_sixth_level_counts_as_the_heading_it_is_based_on() -> None:
    styles = (
        style("1", "heading 1")
        + style("0", "그림 차례", '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="7"/></w:pPr>')
        + style("7", "heading 7")
        + style("b", "본문", '<w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>')
    )
    found = body("".join(p("글", f'<w:pStyle w:val="{key}"/>') for key in "107b"), styles=styles)
    levels = [block.level for block in found.blocks if isinstance(block, Heading)]
    assert levels == [1, 1, 6]


def test_a_body_without_anything_is_read() -> None:
    assert body("").blocks == ()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("시청 앞 광장", "시청 앞 광장"),
        ("A duck&#10;&#10;AI-generated content may be incorrect.", "A duck"),
        ("C:\\Users\\김주무관\\Desktop\\새 사진", ""),
        ("https://a.kr/x.gif?cver=0", ""),
        ("새 로고.png", ""),
        ("그림 3. 예산", "그림 3. 예산"),
    ],
)
def test_names_of_files_and_programs_are_no_description(written: str, kept: str) -> None:
    (found,) = body(p(picture(4_000_000, written))).blocks
    assert isinstance(found, Figure)
    assert found.alt == kept


def test_blanks_and_figures_are_in_the_language_of_their_neighbours() -> None:
    french = '<w:lang w:val="fr-FR"/>'
    (found,) = body(p(r("12 ") + r("mairie", french) + r(" 3 ") + r("rue", french))).blocks
    assert isinstance(found, Paragraph)
    assert found.inlines == (Text("12 mairie 3 rue", lang="fr-FR"),)


def _inner_table(text: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{p(text)}</w:tc><w:tc>{p('둘째')}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    "markup",
    [
        "<w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt>",
        "<w:customXml>{table}</w:customXml>",
        "<w:ins>{table}</w:ins>",
        "<w:anything>{table}</w:anything>",
        "<w:p>{table}<w:r><w:t>뒤</w:t></w:r></w:p>",
        "<w:p><w:r>{table}</w:r></w:p>",
        "<w:p><w:hyperlink>{table}</w:hyperlink></w:p>",
        "<w:p><w:sdt><w:sdtContent>{table}</w:sdtContent></w:sdt></w:p>",
        "<w:p><w:ins><w:r>{table}</w:r></w:ins></w:p>",
        "<w:tbl>{table}</w:tbl>",
        "<w:tbl><w:tr>{table}</w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>",
    ],
)
def test_tables_in_any_container_are_read(markup: str) -> None:
    found = body(markup.replace("{table}", _inner_table("첫째")))
    tables = [b for b in iter_blocks(found.blocks) if isinstance(b, Table)]
    shown = [lines(c.blocks) for row in tables[-1].rows for c in row.cells]
    assert shown == [["첫째"], ["둘째"]]
    assert ("뒤" in lines(found.blocks)) == ("뒤" in markup)


@pytest.mark.parametrize(
    "markup",
    [
        "<w:tbl><w:tr><w:tc>{p}</w:tc></w:tr>{p2}</w:tbl>",
        "<w:tbl><w:tr><w:tc>{p}</w:tc>{p2}</w:tr></w:tbl>",
        "<w:tbl><w:tc>{p}</w:tc><w:tr><w:tc>{p2}</w:tc></w:tr></w:tbl>",
        "<w:tr><w:tc>{p}</w:tc><w:tc>{p2}</w:tc></w:tr>",
        "<w:tc>{p}</w:tc><w:tc>{p2}</w:tc>",
        "<w:p>{p}{p2}</w:p>",
        "<w:anything>{p}<w:more>{p2}</w:more></w:anything>",
        "<w:p><w:anything><w:r><w:t>하나</w:t></w:r></w:anything><w:r><w:br/><w:t>둘</w:t></w:r></w:p>",
        "<w:r><w:t>하나</w:t></w:r><w:t>둘</w:t>",
    ],
)
def test_text_out_of_its_place_is_read(markup: str) -> None:
    found = body(markup.replace("{p2}", p("둘")).replace("{p}", p("하나")))
    shown = "".join("".join(lines((b,))) for b in iter_blocks(found.blocks) if inlines_of(b))
    assert [shown.count(word) for word in ("하나", "둘")] == [1, 1]
    assert shown.index("하나") < shown.index("둘")


def test_text_in_cells_that_go_on_with_another_is_kept_apart() -> None:
    def cell(text: str, merge: str) -> str:
        return f'<w:tc><w:tcPr><w:vMerge w:val="{merge}"/></w:tcPr>{p(text)}</w:tc>'

    rows = f"<w:tr>{cell('위', 'restart')}</w:tr><w:tr>{cell('안 보임', 'continue')}</w:tr>"
    found, notices = read(package(f"<w:tbl>{rows}</w:tbl>"))
    assert [lines(hidden.blocks) for hidden in found.hidden] == [["안 보임"]]
    assert NoticeKind.HIDDEN_TEXT in notices


def test_a_paragraph_under_a_name_that_nobody_knows_is_read() -> None:
    found = body(p("앞") + f"<w:p2><w:bookmarkStart w:id='0'/>{r('모르는 이름')}</w:p2>" + p("뒤"))
    assert lines(found.blocks) == ["앞", "모르는 이름", "뒤"]


@pytest.mark.parametrize(
    ("table", "side", "spacers"),
    [
        ("", "", [True, False]),
        ('<w:tblStyle w:val="TableGrid"/>', "", [False, False]),
        ('<w:tblBorders><w:insideV w:val="nil"/></w:tblBorders>', "", [True, False]),
        ("", '<w:top w:val="single"/>', [True, False]),
        ("", '<w:top w:val="single"/><w:start w:val="single"/>', [False, False]),
    ],
)
def test_an_empty_cell_without_lines_on_opposite_sides_keeps_others_apart(
    table: str, side: str, spacers: list[bool]
) -> None:
    first = f"<w:tc><w:tcPr><w:tcBorders>{side}</w:tcBorders></w:tcPr><w:p/></w:tc>"
    cells = first if side else "<w:tc><w:p/></w:tc>"
    found = body(
        f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr>{cells}<w:tc>{p('글')}</w:tc></w:tr></w:tbl>"
    )
    (only,) = [block for block in found.blocks if isinstance(block, Table)]
    assert [cell.spacer for cell in only.rows[0].cells] == spacers
    assert only.unlined is (not side and not table.startswith("<w:tblStyle"))


def _framed(text: str, *sides: str) -> str:
    lines_drawn = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    return p(text, f"<w:pBdr>{lines_drawn}</w:pBdr>")


def test_paragraphs_with_lines_on_all_sides_are_one_box() -> None:
    around = ("top", "left", "bottom", "right")
    text = "시민이 안전하게 다닐 수 있도록 보행로 스물두 곳을 올해 안에 고칩니다. "
    document = body(
        p("앞")
        + _framed(text, *around)
        + _framed(text * 2, *around)
        + p("뒤")
        + _framed("제목", *around)
        + _framed(text * 2, "bottom")
    )
    before, box, after, title, ruled = document.blocks
    assert isinstance(box, Aside)
    assert (box.role, len(box.blocks)) == ("sidebar", 2)
    # A word in a frame is a title; a line below text only ends it.
    assert all(isinstance(block, Paragraph) for block in (before, after, title, ruled))
