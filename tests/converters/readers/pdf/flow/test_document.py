# SPDX-License-Identifier: AGPL-3.0-or-later
"""From pages taken apart to blocks: paragraphs, headings, lists, notes, tables, contents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converters.document.nodes import (
    Anchor,
    Blocks,
    Heading,
    Link,
    ListBlock,
    Mark,
    NoteKind,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Table,
    Text,
)
from converters.document.rules import broken_rules
from converters.document.walk import block_text, inlines_of, plain_text
from converters.readers.pdf.catalog import Bookmark
from converters.readers.pdf.flow.marks import mark_of
from converters.readers.pdf.model import Box, LeftOut
from converters.readers.pdf.regions.model import BoxRegion, TextRegion
from tests.converters.readers.pdf.flow.layouts import (
    LEADING,
    LEFT,
    WIDTH,
    line,
    lines,
    noted,
    page,
    read,
    style,
    table,
    text,
)

BODY = (
    "시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을",
    "널리 듣기로 하였다. 이번 계획에는 낡은 도로와 다리를 고치는 사업이",
    "들어 있으며, 공원을 새로 만드는 사업도 함께 들어 있다.",
)
HEAD = style(14.0, bold=True)


def paragraphs(blocks: Blocks) -> list[str]:
    return [plain_text(block.inlines) for block in blocks if isinstance(block, Paragraph)]


# ---------------------------------------------------------------- paragraphs


def test_lines_become_one_paragraph() -> None:
    document = read(page(text(*lines(*BODY))))
    assert paragraphs(document.blocks) == [" ".join(BODY)]


def test_an_indent_begins_a_paragraph() -> None:
    given = lines(*BODY, *BODY)
    for at in (0, 3):
        given[at].box.x0 += 10
    given[2] = line(BODY[2], given[2].baseline, full=True)
    assert paragraphs(read(page(text(*given))).blocks) == [" ".join(BODY)] * 2


def test_a_short_line_ends_a_paragraph() -> None:
    given = [*lines(*BODY), *lines(*BODY, top=100 + 3 * LEADING)]
    assert paragraphs(read(page(text(*given))).blocks) == [" ".join(BODY)] * 2


def test_a_wide_gap_ends_a_paragraph() -> None:
    first, second = lines(*BODY), lines(*BODY, top=100 + 4 * LEADING)
    first[2] = line(BODY[2], first[2].baseline, full=True)
    assert len(paragraphs(read(page(text(*first, *second))).blocks)) == 2


def test_a_paragraph_goes_on_over_the_page_with_the_page_marked_inside() -> None:
    first = lines(*BODY[:2])
    first[1] = line(BODY[1], first[1].baseline, full=True)
    document = read(
        page(text(*first), number=0, label="7"),
        page(text(*lines(BODY[2])), number=1, label="8"),
    )
    assert paragraphs(document.blocks) == [" ".join(BODY)]
    (paragraph,) = (block for block in document.blocks if isinstance(block, Paragraph))
    assert PageMark("8") in paragraph.inlines
    assert [b.label for b in document.blocks if isinstance(b, PageBreak)] == ["7"]


def test_a_figure_or_table_does_not_cut_a_paragraph() -> None:
    first = lines(*BODY[:2])
    first[1] = line(BODY[1], first[1].baseline, full=True)
    between = table([["구분", "수"], ["도로", "3"]], 200)
    after = text(*lines(BODY[2], top=300))
    document = read(page(text(*first), between, after))
    assert paragraphs(document.blocks) == [" ".join(BODY)]


def test_a_new_page_after_a_sentence_is_a_new_paragraph() -> None:
    document = read(page(text(*lines(*BODY)), number=0), page(text(*lines(*BODY)), number=1))
    assert paragraphs(document.blocks) == [" ".join(BODY)] * 2
    assert [b.label for b in document.blocks if isinstance(b, PageBreak)] == ["1", "2"]


def test_lines_in_the_middle_are_paragraphs_unless_they_are_full() -> None:
    given = [
        line("부산광역시", 100, inset=125),
        line("도시계획과", 116, inset=125),
        *lines(*BODY, top=200),
    ]
    assert paragraphs(read(page(text(*given))).blocks)[:2] == ["부산광역시", "도시계획과"]


def test_items_that_happen_to_stand_in_the_middle_stay_apart() -> None:
    given = [
        line("• 낡은 도로와 다리를 고치는 사업을 널리 알린다", 100, inset=20),
        line("• 공원을 새로 만드는 사업을 주민과 함께 한다", 116, inset=20),
        *lines(*BODY, top=200),
    ]
    given[0].box.x1 = given[1].box.x1 = 330
    (found,) = (b for b in read(page(text(*given))).blocks if isinstance(b, ListBlock))
    assert len(found.items) == 2


def test_looks_differ_from_the_body_only() -> None:
    given = lines(*BODY)
    whole = given[1].spans[0]
    given[1].spans = [
        replace(whole, text=BODY[1][:8], style=style(bold=True)),
        replace(whole, text=BODY[1][8:]),
    ]
    (paragraph,) = (b for b in read(page(text(*given))).blocks if isinstance(b, Paragraph))
    plain = [t for t in paragraph.inlines if isinstance(t, Text) and not t.marks]
    assert all(t.color is None and t.size is None and t.font is None for t in plain)
    assert any("strong" in t.marks for t in paragraph.inlines if isinstance(t, Text))


# ---------------------------------------------------------------- headings


def headings(blocks: Blocks) -> list[tuple[int, str | None, str]]:
    return [
        (block.level, block.number, plain_text(block.inlines))
        for block in blocks
        if isinstance(block, Heading)
    ]


def test_emphasis_that_begins_with_a_line_makes_no_heading() -> None:
    given = lines(*BODY)
    given[1].spans[0].style = style(bold=True)
    document = read(page(text(*given)))
    assert headings(document.blocks) == []
    assert paragraphs(document.blocks) == [" ".join(BODY)]


def test_larger_and_bold_lines_are_headings_by_size_and_number() -> None:
    body = lines(*BODY, top=200)
    document = read(
        page(
            text(
                line("도시계획 백서", 80, look=style(20.0, bold=True)),
                line("1. 추진 배경", 120, look=HEAD),
                line("가. 현황", 150, look=HEAD),
                *body,
                line("2. 추진 계획", 280, look=HEAD),
                *lines(*BODY, top=310),
            )
        )
    )
    assert headings(document.blocks) == [
        (1, None, "도시계획 백서"),
        (2, "1.", "추진 배경"),
        (3, "가.", "현황"),
        (2, "2.", "추진 계획"),
    ]


def test_captions_dates_and_emphasised_paragraphs_are_no_headings() -> None:
    given = [
        line("2026. 11. 23.", 60, look=HEAD),
        line("<표 1> 사업비 현황", 90, look=style(bold=True)),
        *lines(*BODY, top=120),
    ]
    emphasised = lines(*BODY, *BODY, top=300)
    for one in emphasised:
        one.spans[0].style = style(bold=True)
    assert headings(read(page(text(*given, *emphasised))).blocks) == []


def test_a_framed_title_of_several_lines_is_one_heading() -> None:
    frame = Box(LEFT, 80, LEFT + WIDTH, 140)
    title = text(
        line("2026년 창업 지원사업", 100, look=style(13.0)),
        line("사관학교 신청서", 125, look=style(18.0)),
    )
    small = text(line("1. 문제인식", 200, look=style(9.5)))
    document = read(
        page(
            BoxRegion(frame, [title]),
            BoxRegion(Box(LEFT, 190, LEFT + WIDTH, 205), [small]),
            text(*lines(*BODY, *BODY, *BODY, top=230)),
        )
    )
    assert headings(document.blocks) == [
        (1, None, "2026년 창업 지원사업 사관학교 신청서"),
        (2, "1.", "문제인식"),
    ]


def test_a_heading_goes_on_under_its_words() -> None:
    given = [
        *lines(*BODY, *BODY, *BODY, top=80),
        line("3.1 책임을 나눈다:", 240, look=style(bold=True)),
        line("누가 무엇을 하는가", 252, inset=20, look=style(bold=True)),
        *lines(*BODY, top=280),
    ]
    found = headings(read(page(text(*given))).blocks)
    assert [words for _, _, words in found] == ["책임을 나눈다: 누가 무엇을 하는가"]


def test_names_of_tables_and_addressees_are_no_headings() -> None:
    given = [
        *lines(*BODY, *BODY, *BODY, *BODY, top=80),
        line("강남구청장 귀하", 300, look=HEAD),
        line("< 추진 일정(협약기간 내) >", 340, look=HEAD),
    ]
    grid = table([["구분", "일정"], ["설계", "3월"]], 360)
    assert headings(read(page(text(*given), grid)).blocks) == []


def test_a_form_whose_text_is_in_tables_has_headings() -> None:
    cells = [[f"항목{n}", f"설명이 들어가는 칸{n}"] for n in range(8)]
    document = read(
        page(
            text(line("공공데이터 제공 표준", 80, look=style(18.0, bold=True))),
            text(line("□ 기본 정보", 110, look=style(14.0, bold=True))),
            table(cells, 130),
            text(line("□ 상세 정보", 310, look=style(14.0, bold=True))),
            table(cells, 330),
        )
    )
    assert headings(document.blocks) == [
        (1, None, "공공데이터 제공 표준"),
        (2, None, "□ 기본 정보"),
        (2, None, "□ 상세 정보"),
    ]


def test_names_on_a_title_page_are_no_headings() -> None:
    given = [
        line("도시계획 백서", 80, look=style(20.0, bold=True)),
        line("홍길동", 120, look=style(12.0), inset=120),
        line("부산광역시 도시계획과", 140, look=style(8.0), inset=100),
        line("1. 추진 배경", 180, look=HEAD),
        *lines(*BODY, top=210),
    ]
    found = headings(read(page(text(*given))).blocks)
    assert [words for _, _, words in found] == ["도시계획 백서", "추진 배경"]


def test_bookmarks_tell_headings_that_look_like_text() -> None:
    given = [line("개요", 80), *lines(*BODY, top=120), line("전망", 200), *lines(*BODY, top=240)]
    outline = (Bookmark("개요", 1, 0), Bookmark("전망", 2, 0))
    document = read(page(text(*given)), outline=outline)
    assert headings(document.blocks) == [(1, None, "개요"), (2, None, "전망")]
    assert not any(b.inferred for b in document.blocks if isinstance(b, Heading))


# ---------------------------------------------------------------- lists


def shape(block: ListBlock) -> list[object]:
    found: list[object] = []
    for item in block.items:
        found.append(f"{item.marker} {block_text(item.blocks[0])}")
        found += [shape(inner) for inner in item.blocks if isinstance(inner, ListBlock)]
    return found


def test_bullets_nest_by_where_they_stand() -> None:
    given = [
        *lines(*BODY, top=80),
        line("○ 도로를 고친다", 140, inset=6),
        line("- 다리를 고친다", 156, inset=18),
        line("- 길을 넓힌다", 172, inset=18),
        line("○ 공원을 만든다", 188, inset=6),
    ]
    (found,) = (b for b in read(page(text(*given))).blocks if isinstance(b, ListBlock))
    assert shape(found) == [
        "○ 도로를 고친다",
        ["- 다리를 고친다", "- 길을 넓힌다"],
        "○ 공원을 만든다",
    ]


def test_a_small_letter_for_a_circle_is_a_bullet() -> None:
    given = [
        line("o 한국형발사체는 위성을 지구 궤도까지 올릴 수 있는 우주", 100, full=True),
        line("발사체로 개발하고 있다.", 116, inset=16),
        line("o 시험은 올해 시월에 한다.", 132),
    ]
    (found,) = (b for b in read(page(text(*given))).blocks if isinstance(b, ListBlock))
    assert [item.marker for item in found.items] == ["o", "o"]
    assert mark_of("o the letter") is None


@pytest.mark.parametrize("text", ["•2025년에 위원회는", "▪1월부터 한다", "□2026년 계획"])
def test_a_bullet_may_hang_right_before_a_number(text: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.text, mark.length) == (text[0], 1)


def test_a_circle_for_a_digit_is_no_bullet() -> None:
    assert mark_of("○5건") is None


def test_an_item_goes_on_under_its_words() -> None:
    given = [
        line("1. 시는 올해 상반기에 도시계획을 다시 세우고", 100, inset=6, full=True),
        line("주민들의 의견을 듣는다.", 116, inset=16),
        line("2. 공원을 새로 만든다.", 132, inset=6),
    ]
    (found,) = (b for b in read(page(text(*given))).blocks if isinstance(b, ListBlock))
    assert found.ordered
    assert shape(found) == [
        "1. 시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을 듣는다.",
        "2. 공원을 새로 만든다.",
    ]


def test_a_lone_number_in_front_is_no_list() -> None:
    given = [*lines(*BODY, top=80), line("3. 그 밖에 필요한 사항", 200)]
    assert not any(isinstance(b, ListBlock) for b in read(page(text(*given))).blocks)


# ---------------------------------------------------------------- notes, links, contents


def test_a_footnote_is_bound_to_its_mark() -> None:
    given = [
        noted("도시계획", "1)", "을 다시 세운다.", 100),
        *lines(*BODY, top=130),
        line("1) 국토계획법에 따른 계획", 600, look=style(8.0)),
    ]
    document = read(page(text(*given)))
    refs = [
        inline
        for block in document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, NoteRef)
    ]
    assert len(refs) == 1
    note = document.notes[refs[0].note_id]
    assert note.mark == "1)"
    assert block_text(note.blocks[0]) == "국토계획법에 따른 계획"
    assert not any("국토계획법" in words for words in paragraphs(document.blocks))
    assert not list(broken_rules(document))


def test_an_exponent_is_no_mark_of_a_note() -> None:
    given = [
        noted("넓이는 100 m", "2", "이고", 80),
        noted("도시계획", "2)", "을 다시 세운다.", 100),
        *lines(*BODY, top=130),
        line("2) 국토계획법에 따른 계획", 600, look=style(8.0)),
    ]
    document = read(page(text(*given)))
    (paragraph, *_) = [block for block in document.blocks if isinstance(block, Paragraph)]
    marked = [
        inline.value
        for inline in paragraph.inlines
        if isinstance(inline, Text) and Mark.SUPERSCRIPT in inline.marks
    ]
    assert marked == ["2"]
    assert len(document.notes) == 1


def test_a_mark_in_a_table_leads_to_its_note() -> None:
    cells = table([["구분", "금액"], ["세입", "1,234"]], 100)
    cells.cells[1].lines = [noted("금액", "1)", "", 110)]
    given = [*lines(*BODY, top=200), line("1) 단위는 원이다", 600, look=style(8.0))]
    document = read(page(cells, text(*given)))
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    inlines = [
        i for row in found.rows for cell in row.cells for b in cell.blocks for i in b.inlines
    ]
    assert [i.note_id for i in inlines if isinstance(i, NoteRef)] == list(document.notes)


def test_endnotes_are_bound_to_their_marks() -> None:
    first = [
        noted("도시계획", "1)", "을 다시 세운다.", 100),
        noted("공원과 녹지", "2)", "를 더 만든다.", 130),
    ]
    last = [
        line("미주", 100, look=HEAD),
        line("1) 국토계획법에 따른 계획", 130),
        line("2) 공원녹지법에 따른 시설", 150),
    ]
    document = read(page(text(*first)), page(text(*last), number=1))
    refs = [
        inline.note_id
        for block in document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, NoteRef)
    ]
    assert [document.notes[name].kind for name in refs] == [NoteKind.ENDNOTE] * 2
    assert block_text(document.notes[refs[1]].blocks[0]) == "공원녹지법에 따른 시설"
    assert not list(broken_rules(document))


def test_sources_that_are_cited_again_and_again_stay_a_list() -> None:
    given = [
        noted(f"도시계획 {at}", mark, "을 다시 세운다.", 100 + 30 * at)
        for at, mark in enumerate(("1)", "2)", "1)", "2)"))
    ]
    sources = [line("1) 국토계획법", 300), line("2) 공원녹지법", 320)]
    document = read(page(text(*given, *sources)))
    assert not document.notes
    assert "공원녹지법" in "".join(map(block_text, document.blocks))


def test_small_text_between_paragraphs_is_no_footnote() -> None:
    given = [
        noted("도시계획", "*", "을 다시 세운다.", 100),
        line("* 국토계획법에 따른 계획", 130, look=style(8.0)),
        *lines(*BODY, top=160),
    ]
    document = read(page(text(*given)))
    assert not document.notes
    shown = [block_text(block) for block in document.blocks if isinstance(block, Paragraph)]
    assert "국토계획법" in shown[1]


def test_names_over_two_columns_come_first_and_small_print_at_a_foot_last() -> None:
    left, right = Box(50, 60, 190, 700), Box(210, 60, 350, 700)

    def column(box: Box, *given: tuple[str, float, float, bool]) -> TextRegion:
        made = [
            line(words, y, inset=box.x0 - LEFT + (40 if middle else 0), look=style(size))
            for words, y, size, middle in given
        ]
        for at in made:
            at.box.x1 = box.x1 - (at.box.x0 - box.x0)
            at.spans[0].box = at.box
        return TextRegion(box, made, box)

    document = read(
        page(
            column(
                left,
                ("김하나", 100, 10, True),
                ("시청", 114, 10, True),
                ("글을 쓰는 사람은 많은데 이것이", 150, 10, False),
                ("저작권은 시에 있다.", 600, 7, False),
            ),
            column(
                right,
                ("이두리", 100, 10, True),
                ("구청", 114, 10, True),
                ("잘 읽히는 일은 드물다.", 150, 10, False),
            ),
        )
    )
    shown = "|".join(map(block_text, document.blocks))
    order = ["김하나", "이두리", "사람은 많은데 이것이 잘 읽히는 일은", "저작권은"]
    places = [shown.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_small_text_without_a_mark_above_stays() -> None:
    given = [*lines(*BODY), line("1) 국토계획법에 따른 계획", 600, look=style(8.0))]
    document = read(page(text(*given)))
    assert not document.notes
    assert any("국토계획법" in block_text(block) for block in document.blocks)


def test_links_lead_out_and_to_pages() -> None:
    first = page(
        text(
            line("누리집", 100, link="https://example.org/a"),
            line("다음 쪽", 140, link="#page=1"),
            line("이상한 것", 180, link="javascript:alert(1)"),
        ),
        number=0,
    )
    document = read(first, page(text(*lines(*BODY)), number=1))
    targets = [
        inline.target
        for block in document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Link)
    ]
    anchors = [
        inline.name
        for block in document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Anchor)
    ]
    assert targets == ["https://example.org/a", "#page-1"]
    assert anchors == ["page-1"]


def test_links_lead_to_the_block_at_their_height() -> None:
    contents = page(
        text(
            line("둘째 절", 100, link="#page=1,y=285.0"),
            line("맨 끝", 120, link="#page=1,y=700"),
        ),
        number=0,
    )
    rest = page(
        text(*lines(*BODY, top=100), line("둘째 절의 글이다.", 300), line("끝이다.", 400)),
        number=1,
    )
    document = read(contents, rest)
    anchored = {
        inline.name: plain_text(block.inlines)
        for block in document.blocks
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Anchor)
    }
    assert anchored == {"page-1-285": "둘째 절의 글이다.", "page-1-700": "끝이다."}
    assert not list(broken_rules(document))


def test_entries_of_contents_are_paragraphs_with_a_tab_for_their_leaders() -> None:
    given = [
        line("1. 추진 배경 ·············· 3", 100, full=True),
        line("2. 추진 계획 ·············· 15", 116, full=True),
        *lines(*BODY, top=200),
    ]
    entries = [
        plain_text(block.inlines)
        for block in read(page(text(*given))).blocks
        if isinstance(block, Paragraph) and block.role == "toc-entry"
    ]
    assert entries == ["1. 추진 배경\t3", "2. 추진 계획\t15"]


# ---------------------------------------------------------------- tables


def tables(blocks: Blocks) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def test_a_table_has_its_caption_and_head() -> None:
    document = read(
        page(
            text(*lines(*BODY), line("<표 1> 사업비 현황", 180, inset=90)),
            table([["구분", "금액"], ["도로", "30"]], 200),
        )
    )
    (found,) = tables(document.blocks)
    assert [block_text(block) for block in found.caption] == ["<표 1> 사업비 현황"]
    assert found.head_rows == 1
    assert [[block_text(c.blocks[0]) for c in row.cells] for row in found.rows] == [
        ["구분", "금액"],
        ["도로", "30"],
    ]


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    document = read(
        page(text(*lines(*BODY)), table([["구분", "금액"], ["도로", "30"]], 600), number=0),
        page(table([["구분", "금액"], ["공원", "12"]], 60), text(*lines(*BODY)), number=1),
    )
    (found,) = tables(document.blocks)
    assert [block_text(row.cells[0].blocks[0]) for row in found.rows] == ["구분", "도로", "공원"]
    assert not list(broken_rules(document))
    again = [(text.why, block_text(text.blocks[0])) for text in document.hidden]
    assert again == [("running-head", "구분"), ("running-head", "금액")]


def test_tables_of_other_columns_stay_two() -> None:
    document = read(
        page(table([["구분", "금액"], ["도로", "30"]], 600), number=0),
        page(table([["구분", "금액", "비고"], ["공원", "12", ""]], 60), number=1),
    )
    assert len(tables(document.blocks)) == 2


# ---------------------------------------------------------------- beside the flow


def test_running_heads_are_kept_once_each_and_page_numbers_are_not() -> None:
    sheets = [page(text(*lines(*BODY)), number=number) for number in range(3)]
    for number, sheet in enumerate(sheets):
        sheet.running = [line("도시계획 백서", 40), line(f"- {number} -", 740), line("시청", 740)]
    kept = [(one.kind, block_text(one.blocks[0])) for one in read(*sheets).running]
    assert kept == [("header", "도시계획 백서"), ("footer", "시청")]


def test_hidden_text_is_kept_apart() -> None:
    sheet = page(text(*lines(*BODY)))
    sheet.left_out = [LeftOut("hidden", "보이지 않는 글\x00")]
    document = read(sheet)
    assert [block_text(hidden.blocks[0]) for hidden in document.hidden] == ["보이지 않는 글"]
    assert paragraphs(document.blocks) == [" ".join(BODY)]


def test_two_lines_are_leading_enough_to_see_a_paragraph_end() -> None:
    first, second = lines(
        "시는 올해 상반기에 도시계획을 다시 세우고 주민들의 의견을",
        "널리 듣기로 하였다. 공원을 새로 만드는 사업이 들어 있다.",
    )
    third = line("다음 문단", second.baseline + 1.34 * (second.baseline - first.baseline))
    document = read(page(text(first, second, third)))
    assert [block_text(block) for block in document.blocks if isinstance(block, Paragraph)][1:] == [
        "다음 문단"
    ]


@pytest.mark.parametrize(
    ("first", "second", "paragraphs"),
    [
        ("1,234", "(5.6%)", ["1,234", "(5.6%)"]),
        ("10", "20", ["10", "20"]),
        ("△1,234", "567", ["△1,234", "567"]),
        ("2026. 3.", "15.", ["2026. 3. 15."]),
    ],
)
def test_two_figures_above_each_other_in_a_cell_are_never_one(
    first: str, second: str, paragraphs: list[str]
) -> None:
    cells = table([["구분", "금액"], ["세입", first]], 100)
    cells.cells[3].lines.append(line(second, cells.cells[3].lines[0].baseline + 12, inset=154))
    (found,) = [b for b in read(page(cells)).blocks if isinstance(b, Table)]
    inner = found.rows[1].cells[1].blocks
    assert [plain_text(inlines_of(b)) for b in inner] == paragraphs


def test_a_large_sentence_with_its_stop_is_no_heading() -> None:
    given = [
        line("재난 안전 계획", 80, look=style(20.0, bold=True)),
        *lines(*BODY, top=120),
        line("이 글은 크게 쓴 문장이다.", 300, look=style(14.0)),
        *lines(*BODY, top=330),
    ]
    assert [text for _, _, text in headings(read(page(text(*given))).blocks)] == ["재난 안전 계획"]


def test_the_bracketed_name_of_a_table_begins_a_paragraph() -> None:
    given = lines("앞 줄이 다음과 같은 사업의 단계", "<표 1> 사업의 현황", top=100)
    blocks = [b for b in read(page(text(*given))).blocks if isinstance(b, Paragraph)]
    assert [plain_text(b.inlines) for b in blocks] == [
        "앞 줄이 다음과 같은 사업의 단계",
        "<표 1> 사업의 현황",
    ]
