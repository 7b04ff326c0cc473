# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws, a contract under revision, minutes: numbers whose form is part of the meaning."""

from __future__ import annotations

from tests.docx_writer import styles
from tests.docx_writer.blocks import Cell, align, para, table
from tests.docx_writer.numbering import Level, bullets
from tests.docx_writer.package import Word
from tests.docx_writer.runs import (
    bookmark,
    commented,
    deleted,
    field,
    hidden,
    inserted,
    moved_from,
    moved_to,
    simple_field,
)


def ordinance() -> bytes:
    """제1장, 제1조, ①, 1., 가. on five levels; articles count through the chapters."""
    word = Word("한지시 종이 문화 진흥 조례", "한지시 법무담당관")
    articles = word.numbering.define(
        Level("decimal", "제%1조"),
        Level("decimalEnclosedCircle", "%2"),
        Level("decimal", "%3."),
        Level("ganada", "%4."),
        Level("decimal", "%5)"),
    )
    chapters = word.numbering.define(Level("decimal", "제%1장", "1"))
    word.style_numbers = {"1": (chapters, 0)}
    word.title("한지시 종이 문화 진흥 조례")

    def article(words: str, mark: str = "") -> None:
        inner = bookmark(mark, 21, words) if mark else words
        word.p(inner, num=articles, more='<w:outlineLvl w:val="1"/>')

    def item(level: int, words: str) -> None:
        word.p(words, num=articles, level=level)

    word.heading(1, "총칙")
    article("(목적) 이 조례는 종이 문화를 진흥함을 목적으로 한다.")
    article("(정의) 이 조례에서 사용하는 용어의 뜻은 다음과 같다.", "정의")
    item(1, "“한지”란 닥나무로 만든 종이를 말한다.")
    item(1, "“장인”이란 다음 각 호의 사람을 말한다.")
    item(2, "무형유산 보유자")
    item(2, "다음 각 목의 어느 하나에 해당하는 사람")
    item(3, "경력이 10년 이상인 사람")
    item(3, "시장이 추천한 사람")
    item(4, "추천은 서면으로 한다.")
    item(1, "시장은 장인을 지정할 수 있다.")
    word.heading(1, "지원")
    article("(지원) 시장은 예산의 범위에서 공방을 지원한다.")
    item(1, "지원의 기준은 규칙으로 정한다.")
    word.p(simple_field("REF 정의 \\h", "제2조"), "에 따른 장인을 우선한다.")
    return word.to_bytes()


def contract() -> bytes:
    """Insertions, deletions, moves, comments, hidden text: the final state is what is read."""
    word = Word("용역 표준 계약서", "한지시 회계과")
    word.title("용역 표준 계약서")
    remark = word.comment("금액을 다시 확인하여 주십시오.")
    word.p(
        "계약 금액은 ",
        deleted("삼천만 원", 1),
        inserted("사천오백만 원", 2),
        "으로 한다.",
    )
    word.p("대금은 ", commented("준공 검사 뒤 5일 안에", remark), " 지급한다.")
    word.p(moved_from("지체상금률은 1천분의 1.25로 한다.", 3), "제2조의 내용이다.")
    word.p(moved_to("지체상금률은 1천분의 1.25로 한다.", 5))
    word.p("담당자만 본다.", hidden("내부 검토용 문구"), " 계약은 서명한 날부터 효력이 있다.")
    # The mark of this paragraph was deleted: it goes on in the next one.
    gone = '<w:rPr><w:del w:id="7" w:author="김주무관" w:date="2026-03-02T09:00:00Z"/></w:rPr>'
    word.p("갑과 을은 ", more=gone)
    word.p("신의에 따라 성실히 이행한다.")
    removed = '<w:trPr><w:del w:id="8" w:author="김주무관"/></w:trPr>'
    rows = table(["구분", "내용"], ["갑", "한지시장"], ["병", "보증인"])
    last = rows.rindex("<w:tr ")
    at = rows.index(">", last) + 1
    word.add(rows[:at] + removed + rows[at:])
    word.p("끝.", more=align("right"))
    return word.to_bytes()


def minutes() -> bytes:
    """개조식: □ ○ - by bullets and by hand, numbers that begin anew, ㄱ and 하나."""
    word = Word("제12차 시정조정위원회 회의록", "한지시 총무과")
    points = word.numbering.define(*bullets("□", "○", "-"))
    agenda = word.numbering.define(
        Level("koreanDigital", "안건 %1."), Level("chosung", "(%2)"), Level("koreanLegal", "%3째,")
    )
    anew = word.numbering.again(agenda, {0: 1})
    ideographs = word.numbering.define(Level("ideographTraditional", "%1)"))
    word.title("제12차 시정조정위원회 회의록")
    word.add(
        table(
            ["일시", "2026년 3월 2일 14:00"],
            ["장소", "시청 3층 회의실"],
            [Cell("참석", down="restart"), "부시장 외 11명"],
            [Cell("", down="continue"), "간사 1명"],
        )
    )
    for level, words in ((0, "개회"), (1, "성원 보고: 재적 15명, 참석 12명"), (2, "위임 3명")):
        word.p(words, num=points, level=level)
    for words in ("공방 지원 계획", "축제 기본 계획"):
        word.p(words, num=agenda)
    word.p("일정 변경", num=agenda, level=1)
    word.p("장소 변경", num=agenda, level=1)
    word.p("비가 오면 실내에서 한다.", num=agenda, level=2)
    word.p("보고 안건은 번호를 새로 매긴다.")
    word.p("겨울 대책 보고", num=anew)
    word.p("첫 모둠", num=ideographs)
    word.p("둘째 모둠", num=ideographs)
    word.p("폐회 시각 ", field("TIME \\@ HH:mm", "15:40"), style=styles.LIST)
    word.add(para("위원장 (서명)", more=align("right")))
    return word.to_bytes()
