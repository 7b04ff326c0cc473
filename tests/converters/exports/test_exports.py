# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a reader of the exported files gets."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    InlineMath,
    ListBlock,
    Mark,
    Math,
    Note,
    NoteKind,
    NoteRef,
    Row,
    Table,
)
from converters.exports.html import to_html
from converters.exports.markdown import to_markdown
from converters.exports.resources import file_names
from converters.exports.text import to_text
from tests.checkers.rich import PNG, RESOURCES, c, h, item, p, rich_document, t


def markdown(*blocks: Block, **fields: object) -> str:
    document = Document(Metadata(), blocks, **fields)  # type: ignore[arg-type]
    return to_markdown(document, file_names(document)).rstrip("\n")


def test_a_table_without_spans_is_a_pipe_table() -> None:
    table = Table((Row((c("가"), c("나|다"))), Row((c("1"), c("2")))), head_rows=1)
    assert markdown(table) == "| 가 | 나\\|다 |\n| --- | --- |\n| 1 | 2 |"


def test_a_table_with_spans_is_html() -> None:
    text = markdown(Table((Row((c("가", colspan=2),)), Row((c("1"), c("2", rowspan=1))))))
    assert '<td colspan="2">가</td>' in text
    assert "\n\n" not in text


def test_korean_markers_stay_in_the_text() -> None:
    assert (
        markdown(ListBlock(True, (item("가.", "목적"), item("나.", "정의"))))
        == "- 가. 목적\n- 나. 정의"
    )
    assert markdown(ListBlock(True, (item("1.", "목적"), item("2.", "정의")))) == "1. 목적\n2. 정의"
    assert (
        markdown(ListBlock(True, (item("1.", "목적"), item("3.", "정의"))))
        == "- 1\\. 목적\n- 3\\. 정의"
    )
    assert markdown(ListBlock(False, (item("-", "목적"),))) == "- 목적"


def test_lists_nest_by_the_width_of_their_markers() -> None:
    inner = ListBlock(False, (item("○", "안"),))
    assert markdown(ListBlock(True, (item("1.", "밖", inner),))) == "1. 밖\n   - ○ 안"


def test_notes_are_footnotes() -> None:
    notes = {"n": Note(NoteKind.FOOTNOTE, "1)", (p("주"),))}
    assert markdown(p("글", NoteRef("n")), notes=notes) == "글[^1]\n\n[^1]: 주"


def test_pictures_are_links_to_files_beside_it() -> None:
    assert markdown(Figure(PNG, "그래프"), resources=RESOURCES) == f"![그래프]({PNG[:16]}.png)"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1. 목적", "1\\. 목적"),
        ("- 항목", "\\- 항목"),
        ("# 머리", "\\# 머리"),
        ("1~2월, 3~4월", "1\\~2월, 3\\~4월"),
        ("10~20명", "10~20명"),
        ("a*b_c <b> `x`", "a\\*b_c \\<b> \\`x\\`"),
        ("[서울] (가)", "[서울] (가)"),
        ("[서울](가)", "[서울\\](가)"),
        ("2026. 11. 22.", "2026\\. 11. 22."),
    ],
)
def test_text_that_looks_like_markup_stays_text(typed: str, shown: str) -> None:
    assert markdown(p(typed)) == shown


def test_bold_text_before_a_particle_is_still_bold() -> None:
    assert markdown(p(t("(가)", Mark.STRONG), "는")) == "<strong>(가)</strong>는"
    assert markdown(p(t("서울", Mark.STRONG), "은")) == "**서울**은"
    assert markdown(p(t("가", Mark.STRONG), t("나", Mark.STRONG, color="#ff0000"))) == "**가나**"


def test_plain_text_has_a_line_for_each_paragraph_and_a_tab_between_cells() -> None:
    document = Document(
        Metadata(), (h(1, "장", "제1장"), p("글"), Table((Row((c("가"), c("나"))),)))
    )
    assert to_text(document) == "제1장 장\n글\n가\t나\n"


def test_the_page_needs_no_other_file() -> None:
    page = lxml_html.document_fromstring(to_html(rich_document()).decode())
    assert page.findtext(".//title") == rich_document().metadata.title
    addresses = page.xpath("//img/@src | //link/@href | //script/@src")
    assert addresses
    assert all(address.startswith("data:image/") for address in addresses)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(href[1:] in ids for href in page.xpath('//a/@href[starts-with(., "#")]'))


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("5~km", "5 km"),
        ("5`km", "5 km"),
        ("f(x)`=`2x (단,~x>0)", "f(x) = 2x (단, x>0)"),
        ('"a~b"~c', '"a~b" c'),
    ],
)
def test_spaces_of_an_equation_are_spaces_in_text_and_markdown(script: str, shown: str):
    equation = InlineMath(Math("<math/>", script, "hwp-eqn"))
    document = Document(Metadata(), (p("식 ", equation),))
    assert f"식 {shown}" in to_text(document)
    assert shown in markdown(p("식 ", equation))
    assert shown.replace(">", "&gt;") in markdown(
        Table((Row((Cell((p("식 ", equation),), colspan=2),)),))
    )
    latex = InlineMath(Math("<math/>", "a~b", "latex"))
    assert "a~b" in to_text(Document(Metadata(), (p(latex),)))
