# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the passes conclude from looks, and what they leave alone."""

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Cell,
    Document,
    Heading,
    InlineImage,
    Link,
    ListBlock,
    Mark,
    PageMark,
    Paragraph,
    Row,
    Scope,
    SizeClass,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import plain_text
from converters.passes import PASSES
from converters.passes.contents import link_contents
from converters.passes.headings import demote_numbered_text, infer_headings, tidy_headings
from converters.passes.language import mark_languages
from converters.passes.layouts.boxes import unframe_titles
from converters.passes.metadata.finding import find_metadata
from converters.passes.points import recognise_points
from converters.passes.tables.heads import infer_table_heads

STRONG = frozenset({Mark.STRONG})


def line(text: str, *, strong: bool = False, size: SizeClass | None = None) -> Paragraph:
    return Paragraph((Text(text, STRONG if strong else frozenset(), None, size),) if text else ())


def table(*rows: list[str | Cell], **fields: object) -> Table:
    return Table(
        tuple(
            Row(tuple(c if isinstance(c, Cell) else Cell((line(c),)) for c in row)) for row in rows
        ),
        **fields,  # type: ignore[arg-type]
    )


def document(*blocks: Block, **metadata: object) -> Document:
    return Document(Metadata(**metadata), blocks)  # type: ignore[arg-type]


def headings(found: Document) -> list[tuple[int, str | None, str]]:
    return [
        (b.level, b.number, plain_text(b.inlines)) for b in found.blocks if isinstance(b, Heading)
    ]


# ------------------------------------------------------------------ title boxes


def test_a_number_and_a_title_in_one_row_are_a_heading() -> None:
    log = NoticeLog()
    found = unframe_titles(document(table(["Ⅰ", "", "추진배경"])), log, "")
    assert headings(found) == [(1, "Ⅰ", "추진배경")]
    assert found.blocks[0].frame_cells == 3
    assert [notice.kind for notice in log.notices()] == [NoticeKind.TITLE_BOX]


def test_a_real_one_row_table_stays_a_table() -> None:
    blocks = (table(["구분", "2025년", "2026년"]), table(["성명", "홍길동"]))
    assert unframe_titles(document(*blocks), NoticeLog(), "").blocks == blocks


def test_a_frame_around_text_is_an_aside_and_keeps_it() -> None:
    cell = Cell((line("유의 사항을 반드시 확인하시기 바랍니다."), line("둘째 줄입니다.")))
    found = unframe_titles(document(table([cell])), NoticeLog(), "")
    aside = found.blocks[0]
    assert isinstance(aside, Aside)
    assert aside.blocks == cell.blocks
    assert aside.frame_cells == 1


def test_frames_inside_cells_are_unframed_too() -> None:
    inner = table([Cell((line("안쪽 글입니다."), line("더 있다.")))])
    found = unframe_titles(document(table(["가", "나"], ["다", Cell((inner,))])), NoticeLog(), "")
    assert isinstance(found.blocks[0].rows[1].cells[1].blocks[0], Aside)


# ------------------------------------------------------------------ headings


def test_headings_are_concluded_from_size_and_number() -> None:
    body = [line("본문 문장은 이렇게 이어집니다.") for _ in range(9)]
    found = infer_headings(
        document(
            line("Ⅰ. 추진 배경", strong=True, size=SizeClass.LARGER),
            *body[:3],
            line("1. 현황", strong=True),
            *body[3:6],
            line("Ⅱ. 추진 계획", strong=True, size=SizeClass.LARGER),
            *body[6:],
        ),
        NoticeLog(),
        "",
    )
    assert [(level, text) for level, _, text in headings(found)] == [
        (1, "Ⅰ. 추진 배경"),
        (2, "1. 현황"),
        (1, "Ⅱ. 추진 계획"),
    ]
    assert all(b.inferred for b in found.blocks if isinstance(b, Heading))


def test_told_headings_forbid_conclusions() -> None:
    blocks = (
        Heading(1, (Text("제1장"),)),
        Heading(1, (Text("제2장"),)),
        line("큰 글씨", strong=True, size=SizeClass.HUGE),
    )
    assert infer_headings(document(*blocks), NoticeLog(), "").blocks == blocks


@pytest.mark.parametrize(
    "text", ["굵게 쓴 문장도 문장이다.", "1. 다음과 같이 시행합니다.", "* * *"]
)
def test_statements_are_no_headings(text: str) -> None:
    blocks = (line(text, strong=True, size=SizeClass.LARGE), *(line("본문") for _ in range(9)))
    assert infer_headings(document(*blocks), NoticeLog(), "").blocks == blocks


def heads(*entries: tuple[int, str, str]) -> list[Heading]:
    return [
        Heading(level, (Text(text),), number=number, outlined=True)
        for level, number, text in entries
    ]


def styled(*entries: tuple[int, str, str]) -> list[Heading]:
    return [Heading(level, (Text(text),), number=number) for level, number, text in entries]


def test_numbered_sentences_are_a_list_again() -> None:
    questions = heads(*((1, f"{n}.", f"{n}의 값은 얼마인가?") for n in range(1, 4)))
    found = demote_numbered_text(document(*questions), NoticeLog(), "")
    assert [item.marker for item in found.blocks[0].items] == ["1.", "2.", "3."]


def test_points_of_a_report_are_lists_below_their_headings() -> None:
    found = demote_numbered_text(
        document(
            *heads(
                (1, "Ⅰ", "추진 배경"),
                (2, "❏", "현황"),
                (3, "❍", "인구가 줄고 있음"),
                (4, "-", "읍면 지역이 더 빠름"),
                (3, "❍", "일자리가 줄고 있음"),
                (2, "❏", "문제점"),
            )
        ),
        NoticeLog(),
        "",
    )
    assert headings(found) == [(1, "Ⅰ", "추진 배경"), (2, "❏", "현황"), (2, "❏", "문제점")]
    items = found.blocks[2].items
    assert [item.marker for item in items] == ["❍", "❍"]
    assert items[0].blocks[1].items[0].marker == "-"


@pytest.mark.parametrize(
    "text",
    [
        "An introduction to the incomes and expenses of communities in rural areas " * 4,
        "지역주민과 함께하는 지속가능한 도시재생 활성화 계획 수립 추진 배경" * 5,
        "이 장에서는 무엇을 알아보는가?",
        "1장에서 배운 것을 되짚는다. 그리고 나아간다.",
    ],
)
def test_what_a_style_marks_as_heading_stays_one(text: str) -> None:
    blocks = styled((1, "1.", text), (2, "", text), (1, "2.", text))
    assert list(demote_numbered_text(document(*blocks), NoticeLog(), "").blocks) == blocks


def test_long_headings_of_an_outline_stay() -> None:
    text = "주민참여예산제도 운영 결과와 향후 개선 과제에 관한 종합 검토 그리고 다음 해의 계획" * 4
    blocks = heads((1, "1.", text), (2, "가.", "여건"), (1, "2.", text), (2, "가.", "일정"))
    assert list(demote_numbered_text(document(*blocks), NoticeLog(), "").blocks) == blocks


@pytest.mark.parametrize(
    "text",
    [
        "올해 인구가 늘었다. 내년에는 더 늘 전망",
        "I hate to admit it, but it is true.",
        "Thanks a lot. Wait a minute",
    ],
)
def test_numbered_paragraphs_of_sentences_are_a_list_again(text: str) -> None:
    found = demote_numbered_text(
        document(*heads((1, "1.", text), (1, "2.", text))), NoticeLog(), ""
    )
    assert [item.marker for item in found.blocks[0].items] == ["1.", "2."]


def test_a_list_of_the_outline_takes_no_styled_heading_with_it() -> None:
    found = demote_numbered_text(
        document(
            *heads((1, "1.", "무엇을 했는가?")),
            *styled((2, "", "부록")),
            *heads((1, "2.", "왜 그랬는가?")),
        ),
        NoticeLog(),
        "",
    )
    assert headings(found) == [(2, "", "부록")]


def test_short_numbered_headings_stay() -> None:
    blocks = heads((1, "제1장", "총칙"), (2, "1.", "목적"), (2, "2.", "정의"))
    assert list(demote_numbered_text(document(*blocks), NoticeLog(), "").blocks) == blocks


def test_levels_begin_at_one_and_skip_none() -> None:
    blocks = [
        Heading(level, (Text("x", STRONG, None, SizeClass.HUGE),)) for level in (3, 6, 4, 3, 1)
    ]
    found = tidy_headings(document(*blocks), NoticeLog(), "")
    assert [block.level for block in found.blocks] == [1, 2, 2, 1, 1]
    assert found.blocks[0].inlines == (Text("x"),)


# ------------------------------------------------------------------ metadata


def test_the_title_of_the_file_must_be_borne_out() -> None:
    blocks = (line("2026 시정 백서", size=SizeClass.HUGE), line("본문"))
    trusted = find_metadata(document(*blocks, title="2026 시정 백서"), NoticeLog(), "scan01")
    stale = find_metadata(document(*blocks, title="작년도 계획(안)"), NoticeLog(), "scan01")
    assert trusted.metadata.title == stale.metadata.title == "2026 시정 백서"
    assert (trusted.metadata.title_inferred, stale.metadata.title_inferred) == (False, True)


def test_a_title_on_two_lines_is_one() -> None:
    blocks = (
        line("서울특별시장", size=SizeClass.LARGER),
        line("한강 현장 점검", size=SizeClass.LARGER),
        line("본문"),
    )
    found = find_metadata(document(*blocks), NoticeLog(), "x")
    assert found.metadata.title == "서울특별시장 한강 현장 점검"


def test_without_anything_the_files_name_is_the_title() -> None:
    log = NoticeLog()
    assert find_metadata(document(line("본문")), log, "보고서 3").metadata.title == "보고서 3"
    assert [notice.kind for notice in log.notices()] == [NoticeKind.TITLE_FROM_FILE_NAME]


def test_facts_of_the_imprint() -> None:
    found = find_metadata(
        document(
            line("발간등록번호 51-6110000-000123-01"),
            line("2026. 3."),
            line("서 울 특 별 시"),
            line("ISBN 979-11-1234-567-8 93350"),
            line("이 책은 공공누리 제2유형에 따라 이용할 수 있습니다."),
        ),
        NoticeLog(),
        "x",
    ).metadata
    assert found.publication_number == "51-6110000-000123-01"
    assert found.date == "2026-03"
    assert found.publisher == "서울특별시"
    assert found.isbn == "9791112345678"
    assert found.kogl_type == 2


# ------------------------------------------------------------------ tables, contents, languages


def test_words_above_figures_are_a_head() -> None:
    found = infer_table_heads(
        document(table(["구분", "인구"], ["종로구", "139,417"], ["중구", "121,312"])),
        NoticeLog(),
        "",
    )
    rows = found.blocks[0].rows
    assert found.blocks[0].head_rows == 1
    assert [cell.scope for cell in rows[0].cells] == [Scope.COLUMN, Scope.COLUMN]
    assert [cell.scope for cell in rows[1].cells] == [Scope.ROW, None]


def test_a_form_without_evidence_gets_no_head() -> None:
    found = infer_table_heads(document(table(["성명", ""], ["주소", ""])), NoticeLog(), "")
    assert found.blocks[0].head_rows == 0


def test_contents_lead_to_their_headings() -> None:
    found = link_contents(
        document(
            line("제1장 추진 배경\t3"),
            line("제2장 추진 계획 ···\t12"),
            Heading(1, (Text("추진 배경"),), number="제1장"),
            Heading(1, (Text("추진 계획"),), number="제2장"),
        ),
        NoticeLog(),
        "",
    )
    first, target = found.blocks[0].inlines[0], found.blocks[2].inlines[0]
    assert isinstance(first, Link)
    assert isinstance(target, Anchor)
    assert first.target == f"#{target.name}"
    assert plain_text(found.blocks[0].inlines) == "제1장 추진 배경\t3"


def test_a_single_row_is_a_grid_unless_its_author_gave_it_a_caption() -> None:
    row, caption = ["가", "나"], (line("표 1 견본"),)
    found = infer_table_heads(
        document(table(row), table(row, caption=caption)), NoticeLog(), ""
    ).blocks
    assert [block.presentational for block in found if isinstance(block, Table)] == [True, False]


def test_languages() -> None:
    english = document(line("This is an English publication of the city."))
    assert mark_languages(english, NoticeLog(), "").metadata.language == "en"
    mixed = mark_languages(
        document(line("한국어 본문입니다."), line("Please read the following notice carefully.")),
        NoticeLog(),
        "",
    )
    assert mixed.metadata.language == "ko"
    assert mixed.blocks[1].inlines[0].lang == "en"
    assert mixed.blocks[0].inlines[0].lang is None


def test_the_own_language_of_a_document_is_not_repeated() -> None:
    words = (
        Text("This is ", lang="en-US"),
        Text("an English publication", frozenset({Mark.STRONG}), lang="en-GB"),
        Text(" of the "),
        Text("city, ", lang="en"),
        Link("https://a.kr", (Text("mairie", lang="fr-FR"), Text(" here", lang="en-US"))),
    )
    found = mark_languages(document(Paragraph(words)), NoticeLog(), "")
    assert found.blocks[0].inlines == (
        Text("This is "),
        Text("an English publication", frozenset({Mark.STRONG})),
        Text(" of the city, "),
        Link("https://a.kr", (Text("mairie", lang="fr-FR"), Text(" here"))),
    )


def test_passes_lose_no_text() -> None:
    blocks = (
        table(["Ⅰ", "추진배경"]),
        table([Cell((line("틀 안의 글입니다."), line("둘.")))]),
        line("1. 개요", strong=True),
        table(["구분", "수"], ["가", "1"]),
        line("끝"),
    )
    found = document(*blocks)
    for change in PASSES:
        found = change(found, NoticeLog(), "x")
    from converters.document.counts import count

    before = count(document(*blocks))
    after = count(found)
    for name in ("characters", "hangul", "tables", "cells"):
        assert after[name] == before[name], name


def test_a_logo_beside_a_title_is_not_lost() -> None:
    logo = Cell((Paragraph((InlineImage("f" * 64),)),))
    blocks = (table([logo, Cell((line("보도자료", strong=True),))]),)
    assert unframe_titles(document(*blocks), NoticeLog(), "").blocks == blocks


def test_a_title_in_a_grid_of_empty_cells_is_a_heading_and_keeps_its_marks() -> None:
    marked = Cell((Paragraph((PageMark("3"), Anchor("bookmark:x"))),))
    grid = table(["", marked, ""], ["", Cell((line("목차", strong=True),), colspan=2)])
    heading = unframe_titles(document(grid), NoticeLog(), "").blocks[0]
    assert isinstance(heading, Heading)
    assert heading.inlines[:2] == (PageMark("3"), Anchor("bookmark:x"))
    assert (heading.frame_cells, heading.frame_merged) == (5, 1)


def test_dots_to_a_page_number_are_one_tab() -> None:
    found = link_contents(document(line("1. 사업명 ·········· 12")), NoticeLog(), "")
    assert plain_text(found.blocks[0].inlines) == "1. 사업명\t12"


def test_letters_set_apart_are_one_word_in_the_title() -> None:
    found = find_metadata(document(line("제 안 요 청 서", size=SizeClass.HUGE)), NoticeLog(), "x")
    assert found.metadata.title == "제안요청서"


def test_typed_points_are_nested_lists() -> None:
    found = recognise_points(
        document(
            line("□ 추진 방향"),
            line(""),
            line(" ○ 시민 참여"),
            line("  - 예산 1.5 %"),
            line(" ○ 안전"),
            line("본문"),
        ),
        NoticeLog(),
        "",
    )
    top, rest = found.blocks
    assert isinstance(top, ListBlock)
    assert [item.marker for item in top.items] == ["□"]
    inner = top.items[0].blocks[1]
    assert [item.marker for item in inner.items] == ["○", "○"]
    assert plain_text(inner.items[0].blocks[1].items[0].blocks[0].inlines) == "예산 1.5 %"
    assert plain_text(rest.inlines) == "본문"


def test_a_latin_o_is_the_circle_of_who_types_hangul() -> None:
    blocks = document(line("□ 추진 방향"), line("  o 시민 참여"), line("  o 안전"))
    (top,) = recognise_points(blocks, NoticeLog(), "").blocks
    assert isinstance(top, ListBlock)
    inner = top.items[0].blocks[1]
    assert isinstance(inner, ListBlock)
    assert [item.marker for item in inner.items] == ["o", "o"]


@pytest.mark.parametrize(
    "texts",
    [("- 3 -", "- 4 -"), ("○ 하나뿐",), ("-5", "-7"), ("○○시", "○○구"), ("o livro", "o carro")],
)
def test_what_only_looks_like_points_stays(texts: tuple[str, ...]) -> None:
    blocks = tuple(map(line, texts))
    assert recognise_points(document(*blocks), NoticeLog(), "").blocks == blocks


def test_entries_of_a_contents_in_a_box_lead_to_their_headings_without_page_numbers() -> None:
    entries = Cell((line("목 차"), line("Ⅰ. 개요"), line("1. 배경 2"), line("Ⅱ. 계획(안) 3")))
    found = link_contents(
        document(
            table([entries]),
            Heading(1, (Text("개요"),), number="Ⅰ"),
            Heading(2, (Text("1. 배경"),)),
            Heading(1, (Text("계획"),), number="Ⅱ"),
        ),
        NoticeLog(),
        "",
    )
    cell = found.blocks[0].rows[0].cells[0]
    assert [b.inlines[0].target for b in cell.blocks[1:]] == [
        "#contents:1", "#contents:2", "#contents:3"
    ]  # fmt: skip


def test_a_table_below_no_contents_has_no_entries() -> None:
    rows = table(["개요", "12"], ["계획", "15"])
    blocks = (rows, Heading(1, (Text("개요"),)), Heading(1, (Text("계획"),)))
    assert link_contents(document(*blocks), NoticeLog(), "").blocks == blocks
