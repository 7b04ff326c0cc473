# SPDX-License-Identifier: AGPL-3.0-or-later
"""Outlines of the kinds of documents that public bodies write: what is a heading there, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    Layout,
    ListBlock,
    ListItem,
    Mark,
    Paragraph,
    Row,
    SizeClass,
    Table,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import plain_text
from converters.passes import PASSES

_SIZES = {"+": SizeClass.LARGE, "++": SizeClass.LARGER, "+++": SizeClass.HUGE, "-": SizeClass.SMALL}


def block_of(line: str | Block) -> Block:
    """Return a paragraph of "[+]*text": large and strong; "|" before it centres."""
    if not isinstance(line, str):
        return line
    layout = Layout()
    if line.startswith("|"):
        layout, line = Layout(align=Align.CENTER), line[1:]
    size, marks = None, frozenset[Mark]()
    if line.startswith("["):
        sign, _, line = line[1:].partition("]")
        size = _SIZES[sign]
    if line.startswith("*"):
        marks, line = frozenset({Mark.STRONG}), line[1:]
    return Paragraph((Text(line, marks, None, size),) if line else (), layout)


def table(*rows: list[str]) -> Table:
    return Table(tuple(Row(tuple(Cell((block_of(c),)) for c in row)) for row in rows))


def box(*cells: str) -> Table:
    return table(list(cells))


def outline(*lines: str | Block, log: NoticeLog | None = None) -> list[str]:
    document = Document(Metadata(), tuple(map(block_of, lines)))
    for change in PASSES:
        document = change(document, log or NoticeLog(), "file")
    return [
        f"{'#' * b.level} {b.number + ' ' if b.number else ''}{plain_text(b.inlines)}"
        for b in document.blocks
        if isinstance(b, Heading)
    ]


DATA = table(["구분", "2025년", "2026년"], ["계", "12", "15"])
SENTENCE = "이 사업은 시민이 편하게 쓰는 서비스를 만들기 위하여 추진한다."


def test_a_tender_has_chapters_sections_and_paragraphs() -> None:
    found = outline(
        box("Ⅰ", "사업 개요"),
        "1. 사업 일반",
        "가. 사 업 명: 길찾기 서비스 구축",
        "나. 사업기간: 계약일부터 6개월",
        "다. 사 업 비: 50,000,000원(부가세 포함)",
        "2. 추진 배경 및 필요성",
        "가. 길을 찾기 어려운 시민이 늘어나고 있어 새로운 안내가 필요함",
        "나. 다른 도시의 서비스와 나란히 쓸 수 있는 기반을 마련함",
        "3. 기대효과",
        "가. 시민의 이동 시간이 줄고 편의가 늘어남",
        box("Ⅱ", "제안 요청 내용"),
        "1. 요구사항 총괄",
        "가. 요구사항 총괄표",
        DATA,
        "나. 요구사항 목록",
        DATA,
        "2. 상세 요구사항",
        "가. 기능 요구사항",
        DATA,
        "나. 성능 요구사항",
        DATA,
    )
    assert found == [
        "# Ⅰ 사업 개요",
        "## 1. 사업 일반",
        "## 2. 추진 배경 및 필요성",
        "## 3. 기대효과",
        "# Ⅱ 제안 요청 내용",
        "## 1. 요구사항 총괄",
        "### 가. 요구사항 총괄표",
        "### 나. 요구사항 목록",
        "## 2. 상세 요구사항",
        "### 가. 기능 요구사항",
        "### 나. 성능 요구사항",
    ]


def test_squares_of_a_meeting_report_are_headings() -> None:
    found = outline(
        "|[++]*2026년 제1차 도서관 운영위원회 결과 보고",
        "□ 회의 개요",
        "○ 일 시: 2026. 3. 2.(월) 14:00",
        "○ 장 소: 시청 3층 소회의실",
        "□ 참석자",
        "○ 위원장 등 9명",
        "□ 주요 논의 사항",
        "○ 개관 시간을 한 시간 늘리는 방안을 논의함",
        "- 평일 저녁 이용자가 가장 많음",
        "□ 향후 계획",
        "○ 다음 회의는 6월에 개최 예정",
    )
    assert found[1:] == ["## □ 회의 개요", "## □ 참석자", "## □ 주요 논의 사항", "## □ 향후 계획"]


def test_squares_before_sentences_of_a_press_release_are_none() -> None:
    found = outline(
        "□ 한지시는 3월 2일부터 도서관의 문을 한 시간 더 열어 둔다고 밝혔다.",
        "○ 평일 저녁에 책을 읽으려는 시민이 늘었기 때문이다.",
        "□ (대상) 시립도서관 네 곳과 작은 도서관 열두 곳",
        "□ 시장은 “밤에도 책을 읽을 수 있는 도시가 되겠다”라고 말했다.",
    )
    assert found == []


def test_numbers_of_an_approval_are_headings_and_its_values_are_not() -> None:
    found = outline(
        "1. 추진 근거",
        "가. 도서관법 제22조 및 같은 법 시행령",
        "나. 2026년 도서관 운영 계획(2026. 1. 5.)",
        "2. 추진 개요",
        "가. 기 간: 2026. 3. 2. ~ 3. 31.",
        "나. 장 소: 시립도서관",
        "다. 예 산: 금3,000,000원",
        "3. 행정 사항",
        "가. 각 부서는 홍보에 협조하여 주시기 바랍니다.",
        "붙임  1. 세부 추진 계획 1부.",
        "      2. 참가 신청서 1부.  끝.",
    )
    assert found == ["# 1. 추진 근거", "# 2. 추진 개요", "# 3. 행정 사항"]


def test_an_official_letter_has_none() -> None:
    found = outline(
        "1. 귀 기관의 무궁한 발전을 기원합니다.",
        "2. 다음과 같이 교육을 실시하오니 많은 참여 바랍니다.",
        "가. 일 시: 2026. 3. 2.(월) 14:00",
        "나. 장 소: 시청 대강당",
        "다. 대 상: 시민 누구나",
        "붙임 1. 교육 일정표 1부.",
        "2. 참가 신청서 1부. 끝.",
        "|[++]*한 지 시 장",
    )
    assert found == []


def test_sections_of_a_manual_nest_by_their_numbers() -> None:
    lines: list[str | Block] = []
    wanted: list[str] = []
    for chapter in range(1, 9):
        lines += [f"[+]*{chapter}. 관리 {chapter}단계", SENTENCE]
        wanted.append(f"# {chapter}. 관리 {chapter}단계")
        for section in range(1, 7):
            lines += [f"{chapter}.{section} 점검 방법", SENTENCE, SENTENCE]
            wanted.append(f"## {chapter}.{section} 점검 방법")
    assert outline(*lines) == wanted


@pytest.mark.parametrize(
    "numbers", [("1)", "2)", "3)"), ("(1)", "(2)", "(3)"), ("1-1.", "1-2.", "1-3."), ("가.", "나.", "다.")]
)  # fmt: skip
def test_numbered_lines_with_text_below_them_are_headings(numbers: tuple[str, ...]) -> None:
    lines: list[str] = []
    for number in numbers:
        lines += [f"*{number} 점검 항목", SENTENCE, SENTENCE]
    assert outline(*lines) == [f"# {number} 점검 항목" for number in numbers]


@pytest.mark.parametrize("numbers", [("1)", "2)", "3)"), ("1.", "2.", "3."), ("가.", "나.", "다.")])
def test_numbered_lines_one_after_the_other_are_a_list(numbers: tuple[str, ...]) -> None:
    lines = [SENTENCE, *(f"{number} 참가 신청서" for number in numbers), SENTENCE]
    assert outline(*lines) == []


def test_questions_of_an_exam_are_none() -> None:
    lines: list[str] = []
    for number in range(1, 9):
        lines += [f"{number}. 다음 글의 내용으로 알맞은 것은?", "① 가 ② 나 ③ 다 ④ 라"]
    assert outline(*lines) == []


def test_a_safety_sheet_has_its_sections_and_no_running_heads() -> None:
    head = "|[+]*물질안전보건자료"
    found = outline(
        head,
        "*1. 화학제품과 회사에 관한 정보",
        "가. 제품명: 세정제",
        "나. 권고 용도: 바닥 청소",
        head,
        "*2. 유해성·위험성",
        "가. 분류: 피부 자극성 구분 2",
        "나. 신호어: 경고",
        head,
        "*3. 구성성분의 명칭 및 함유량",
        DATA,
    )
    assert found == [
        "# 1. 화학제품과 회사에 관한 정보",
        "# 2. 유해성·위험성",
        "# 3. 구성성분의 명칭 및 함유량",
    ]


def test_cover_and_signature_lines_are_none() -> None:
    found = outline(
        "|[+++]*도서관 운영 계획",
        "|[++]*2026. 3. 2.",
        "|[++]*주식회사 한지소프트",
        "[+]*1. 개요",
        SENTENCE,
        SENTENCE,
        "[+]*2. 계획",
        SENTENCE,
        SENTENCE,
        "위와 같이 제출합니다.",
        "|[+]*2026년 3월 2일",
        "|[+]*한지소프트 대표이사 홍 길 동 (인)",
        "|[++]*한지시장 귀하",
    )
    assert found == ["# 도서관 운영 계획", "## 1. 개요", "## 2. 계획"]


def test_forms_are_called_by_the_title_below_their_label() -> None:
    found = outline(
        "*<서식 1>", "|[+]*일반 현황", DATA, "*<서식 2>", "|[+]*자본금 현황", DATA, "*<서식 3>", DATA
    )  # fmt: skip
    assert found == ["# 일반 현황", "# 자본금 현황", "# <서식 3>"]


def test_entries_of_a_printed_contents_are_none() -> None:
    entries = ["1. 개요", "2. 계획", "3. 예산"]
    lines: list[str] = ["|[++]*목 차", *entries]
    for entry in entries:
        lines += [entry, SENTENCE, SENTENCE]
    assert outline(*lines) == [f"# {entry}" for entry in entries]


def test_a_series_follows_the_level_that_the_author_gave_its_kind() -> None:
    found = outline(
        Heading(1, (Text("개요"),)),
        SENTENCE,
        Heading(2, (Text("1. 배경"),)),
        SENTENCE,
        Heading(2, (Text("2. 목적"),)),
        SENTENCE,
        "3. 범위",
        SENTENCE,
        Heading(1, (Text("계획"),)),
        SENTENCE,
        "1. 일정",
        SENTENCE,
        "2. 예산",
        SENTENCE,
    )
    assert found == ["# 개요", "## 1. 배경", "## 2. 목적", "## 3. 범위", "# 계획", "## 1. 일정", "## 2. 예산"]  # fmt: skip


def test_a_list_inside_a_section_does_not_end_the_series_of_sections() -> None:
    found = outline(
        "1. 신청 자격",
        "1. 시에 주소를 둔 사람은 누구나 신청할 수 있다.",
        "2. 같은 사업에 이미 선정된 사람은 신청할 수 없다.",
        "3. 서류를 내지 않은 사람은 제외한다.",
        "2. 신청 방법",
        SENTENCE,
        "3. 선정 절차",
        SENTENCE,
        "4. 문의처",
        SENTENCE,
    )
    assert found[1:] == ["# 2. 신청 방법", "# 3. 선정 절차", "# 4. 문의처"]


def test_a_number_that_the_program_counted_makes_a_heading_too() -> None:
    def numbered(marker: str, text: str) -> ListBlock:
        return ListBlock(True, (ListItem(marker, (block_of(text),)),))

    log = NoticeLog()
    found = outline(
        numbered("1.", "*사업명"), SENTENCE, numbered("2.", "*사업 목적"), SENTENCE, SENTENCE, log=log
    )  # fmt: skip
    assert found == ["# 1. 사업명", "# 2. 사업 목적"]
    assert {n.kind: n.count for n in log.notices()}[NoticeKind.HEADING_INFERRED] == 2


def test_nothing_is_lost_where_headings_are_found() -> None:
    lines = ["[+]*1. 개요", SENTENCE, "□ 현황", "○ 하나", "- 둘", "* 주석", "[+]*2. 계획", SENTENCE]
    document = Document(Metadata(), tuple(map(block_of, lines)))
    for change in PASSES:
        document = change(document, NoticeLog(), "file")
    text = repr(replace(document, metadata=Metadata()))
    for word in ("개요", "현황", "하나", "둘", "주석", "계획", "□", "○"):
        assert word in text


def test_strong_lines_above_text_are_headings_where_there_are_several() -> None:
    lines: list[str] = [SENTENCE, SENTENCE]
    for name in ("신청하는 곳", "준비물", "걸리는 날"):
        lines += [f"*{name}", SENTENCE, SENTENCE, SENTENCE]
    assert outline(*lines) == ["# 신청하는 곳", "# 준비물", "# 걸리는 날"]


def test_a_strong_line_or_two_and_names_of_tables_are_none() -> None:
    found = outline(
        SENTENCE, "*꼭 읽어 주십시오", SENTENCE, "|*< 사업 추진 일정 >", DATA, "|*< 사업비 내역 >", DATA,
        "|*< 참여 인력 >", DATA, SENTENCE,
    )  # fmt: skip
    assert found == []
