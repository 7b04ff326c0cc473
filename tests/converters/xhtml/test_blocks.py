# SPDX-License-Identifier: AGPL-3.0-or-later
"""How blocks and inlines look in XHTML."""

from __future__ import annotations

import pytest
from lxml import etree

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Align,
    Anchor,
    Block,
    Cell,
    Document,
    EquationBlock,
    Figure,
    InlineImage,
    Layout,
    Link,
    ListBlock,
    Mark,
    Math,
    Note,
    NoteKind,
    NoteRef,
    PageMark,
    Row,
    Ruby,
    Scope,
    Table,
    Text,
)
from converters.xhtml.blocks import write_blocks
from converters.xhtml.flow import Flow
from converters.xhtml.markup import new
from tests.checkers.rich import RESOURCES, c, h, item, p, t


def written(*blocks: Block, notes: dict[str, Note] | None = None) -> str:
    """Return blocks as XHTML without the names of namespaces."""
    flow = Flow(
        Document(Metadata(), blocks, notes=notes or {}),
        {key: f"{key[:4]}.png" for key in RESOURCES},
        "ko",
    )
    root = new("div")
    write_blocks(flow, root, blocks)
    flow.note_id_here("n") if notes else None
    flow.resolve()
    text = etree.tostring(root, encoding="unicode")
    for name in ("http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"):
        text = text.replace(f' xmlns="{name}"', "").replace(f' xmlns:epub="{name}"', "")
    return text.removeprefix("<div>").removesuffix("</div>")


def test_blank_lines_become_one_space_and_none_before_a_heading() -> None:
    assert written(p("가"), p(), p(" "), p("나")) == '<p>가</p><p class="gap">나</p>'
    assert written(p("가"), p(), h(1, "장")) == '<p>가</p><h1 id="h1">장</h1>'


def test_a_bookmark_in_a_blank_line_stays_a_place_to_go() -> None:
    assert written(p(Anchor("x"), " "), p(Link("#x", (Text("위"),)))) == (
        '<span id="a1"/><p class="gap"><a href="#a1">위</a></p>'
    )


def test_the_marker_of_an_item_is_text_before_it() -> None:
    text = written(ListBlock(True, (item("가.", "목적"), item("나.", "정의"))))
    assert text == (
        '<ol class="m2" role="list"><li><p class="lead"><span class="marker">가.</span> 목적</p></li>'
        '<li><p class="lead"><span class="marker">나.</span> 정의</p></li></ol>'
    )


def test_marks_nest_and_the_rest_are_classes() -> None:
    text = written(p(t("값", Mark.STRONG, Mark.SUPERSCRIPT, Mark.UNDERLINE, lang="en")))
    assert text == '<p><strong class="u" lang="en" xml:lang="en"><sup>값</sup></strong></p>'


def test_black_and_white_follow_the_page() -> None:
    assert written(p(t("가", color="#000000"), t("나", color="#fefefe"))) == "<p>가나</p>"


def test_characters_that_xml_forbids_do_not_get_out() -> None:
    assert written(p("가\x00\x0b\ud800\uffff나")) == "<p>가나</p>"


def test_links_never_nest() -> None:
    link = Link("https://a.kr/", (Text("가"), Link("https://b.kr/", (Text("나"),)), Text("다")))
    assert written(p(link)) == (
        '<p><a href="https://a.kr/">가</a><a href="https://b.kr/">나</a><a href="https://a.kr/">다</a></p>'
    )


def test_a_note_mark_inside_a_link_stands_beside_it() -> None:
    notes = {"n": Note(NoteKind.FOOTNOTE, "1)", (p("주"),))}
    text = written(p(Link("https://a.kr/", (Text("가"), NoteRef("n")))), notes=notes)
    assert text.startswith('<p><a href="https://a.kr/">가</a><a epub:type="noteref"')


def test_ruby_can_be_read_where_it_is_not_known() -> None:
    assert written(p(Ruby((Text("漢"),), "한"))) == (
        "<p><ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby></p>"
    )


def test_a_page_begins_inside_a_paragraph() -> None:
    assert 'role="doc-pagebreak" id="page1" aria-label="12"' in written(p("가", PageMark("12")))


def test_the_head_of_a_table_grows_with_its_spans() -> None:
    table = Table(
        (
            Row((c("가", rowspan=2, scope=Scope.COLUMN), c("나", scope=Scope.COLUMN))),
            Row((c("다", scope=Scope.COLUMN),)),
            Row((c("1"), c("2"))),
        ),
        head_rows=1,
    )
    text = written(table)
    assert text.count("<tr>") == 3
    assert text.index("다") < text.index("</thead>") < text.index(">1<")


def test_a_head_that_leaves_no_body_is_no_head() -> None:
    assert "<thead>" not in written(Table((Row((c("가", rowspan=1),)),), head_rows=1))


def test_a_grid_that_only_places_things_has_no_header_cells() -> None:
    text = written(Table((Row((c("가", scope=Scope.COLUMN),)),), presentational=True))
    assert 'role="presentation"' in text
    assert "<th" not in text


def test_only_the_outermost_table_is_numbered_and_nothing_around_it_scrolls() -> None:
    inner = Table((Row((c("가"),)),))
    text = written(Table((Row((Cell((inner,)),)),)))
    assert text.startswith('<table aria-label="표 1">')
    assert text.count("<table>") == 1
    assert "region" not in text


def test_no_description_is_invented_for_a_picture() -> None:
    key = next(iter(RESOURCES))
    assert 'alt="그림 1 (설명 없음)"' in written(Figure(key))
    assert 'alt="" role="presentation"' in written(Figure(key, decorative=True))
    assert "[잃은 그림]" in written(p(InlineImage("0" * 64, "잃은 그림")))


@pytest.mark.parametrize(
    "mathml",
    [
        "",
        "<math>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><math>&e;</math>",
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mi>a</mi></mfrac></math>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><script>1</script></math>',
    ],
)
def test_an_equation_that_is_no_mathml_shows_its_script(mathml: str) -> None:
    text = written(EquationBlock(Math(mathml, "a over b", "hwp-eqn")))
    assert '<code class="equation-script">a over b</code>' in text


def test_what_the_author_aligned_stays_aligned() -> None:
    assert written(p("가", layout=Layout(align=Align.CENTER))) == '<p class="center">가</p>'
    assert written(p("가", layout=Layout(indent_pt=-20))) == '<p class="hang2">가</p>'


@pytest.mark.parametrize(
    ("text", "classes", "marker"),
    [
        ("※ 작성 예", "hm1", "※"),
        ("   ○ 둘째 단계", "hm1 in2", "○"),
        ("가. 기간: 3월", "hm2", "가."),
        ("(1) 하나", "hm2", "(1)"),
    ],
)
def test_a_typed_marker_hangs_by_its_own_width(text: str, classes: str, marker: str) -> None:
    # Far less than the author's indent: on paper his blanks stood before the marker.
    found = written(p(text, layout=Layout(indent_pt=-80)))
    rest = text.strip()[len(marker) :].strip()
    assert found == f'<p class="{classes}"><span class="marker">{marker}</span> {rest}</p>'


def test_a_date_or_a_quotation_is_no_marker() -> None:
    for text in ("2026. 3. 2.", "“인용” 다음", "<표 1> 현황", "1.5배가 되었다."):
        assert "marker" not in written(p(text))


_MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'


@pytest.mark.parametrize(
    "inner",
    [
        '<mn>5</mn><mspace width="1em"/><mi>km</mi>',
        '<mn>5</mn><mspace width="0.25em"/><mi>km</mi>',
        '<mn>5</mn><mspace width="-.5ex"/><mi>km</mi>',
        '<mn>5</mn><mspace width="thickmathspace"/><mi>km</mi>',
        '<mstyle mathcolor="#ff0000"><mi>x</mi></mstyle>',
        '<mi mathcolor="#0f0">x</mi>',
    ],
)
def test_spaces_and_colours_of_an_equation_stay(inner: str) -> None:
    assert inner in written(EquationBlock(Math(_MATH.format(inner), "5~km", "hwp-eqn")))


@pytest.mark.parametrize(
    "inner",
    [
        '<mi>a</mi><mspace width="9999em"/>',
        '<mi>a</mi><mspace width="url(x)"/>',
        '<mi mathcolor="expression(1)">a</mi>',
        '<mi width="1em">a</mi>',
    ],
)
def test_measures_and_colours_that_are_none_go(inner: str) -> None:
    text = written(EquationBlock(Math(_MATH.format(inner), "a", "hwp-eqn")))
    assert "<mi>a</mi>" in text
    assert "width=" not in text
    assert "mathcolor" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\t제1절", '<p class="in2">\t제1절</p>'),
        ("\t\t첫 쪽 머리말", '<p class="in4">\t\t첫 쪽 머리말</p>'),
        ("      2026. 7. 1.", '<p class="in3">      2026. 7. 1.</p>'),
        (" 한 칸", "<p> 한 칸</p>"),
        ("\t" + "글" * 70, f'<p class="indent">\t{"글" * 70}</p>'),
        ("   " + "글" * 70, f"<p>   {'글' * 70}</p>"),
    ],
)
def test_tabs_and_blanks_before_a_line_say_where_it_stands(text: str, said: str) -> None:
    assert written(p(text)) == said


def test_long_addresses_and_names_have_places_to_break_at() -> None:
    page = written(p("보라: https://www.seoul.go.kr/news/list.do?page=1 에서"))
    assert "https://<wbr/>www<wbr/>.seoul<wbr/>.go<wbr/>.kr/<wbr/>news/<wbr/>list<wbr/>.do?" in page
    for whole in ("plan.office@hanji.example", "1234567890.12345", "and/or", "2026.11.30.(월)"):
        assert "wbr" not in written(p(whole))


def test_colours_are_brighter_where_a_page_says_that_it_is_dark() -> None:
    flow = Flow(Document(Metadata(), ()), {}, "ko")
    assert flow.colours.class_of("#0000ff") == "c-0000ff"
    assert "light-dark(" in flow.colours.rules()
