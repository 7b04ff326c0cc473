# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures: merged cells, repeated heads, tables in tables, charts with their cached values."""

from __future__ import annotations

from tests.docx_writer.blocks import Cell, align, para, table
from tests.docx_writer.drawings import chart, chart_part
from tests.docx_writer.markup import Markup
from tests.docx_writer.package import Word
from tests.docx_writer.runs import field, text

_GREY = "D9D9D9"


def _sum(value: str) -> Markup:
    return para(field("=SUM(ABOVE)", value), more=align("right"))


def budget() -> bytes:
    """Heads of two rows, cells merged both ways, sums as fields, a table in a cell."""
    word = Word("2026년도 예산서", "한지시 예산담당관")
    word.title("2026년도 예산서")
    word.heading(1, "세입")
    word.caption("표", 1, "세입 총괄 (단위: 백만 원)")
    word.add(
        table(
            [Cell("구분", down="restart", shade=_GREY), Cell("2026년", across=2, shade=_GREY), Cell("증감", down="restart", shade=_GREY)],
            [Cell("", down="continue"), Cell("본예산", shade=_GREY), Cell("추경", shade=_GREY), Cell("", down="continue")],
            ["지방세", "223,600", "1,200", "△12"],
            ["세외수입", "64,000", "0", "350"],
            ["계", Cell(_sum("287,600")), Cell(_sum("1,200")), "338"],
            heads=2,
            title="세입 총괄",
            about="지방세와 세외수입을 본예산과 추경으로 나누어 보인 표",
        )
    )  # fmt: skip
    word.heading(1, "세출")
    word.caption("표", 2, "부서별 세출")
    inner = table(["공방", "120"], ["축제", "80"])
    word.add(
        table(
            ["부서", "내역"],
            [Cell("문화과", down="restart"), Cell(Markup(para("문화 사업") + inner))],
            [Cell("", down="continue"), "도서관 45"],
            [Cell("자료: 한지시 예산담당관", across=2)],
            heads=1,
        )
    )
    return word.to_bytes()


def year_book() -> bytes:
    """Charts of three kinds; a book shows them drawn, with their figures as tables."""
    word = Word("2026 한지 통계 연보", "한지시 정보통계담당관")
    word.title("2026 한지 통계 연보")
    word.heading(1, "인구")
    years = ["2023년", "2024년", "2025년"]
    people = chart_part(
        "barChart", "연도별 인구", years, {"남자": [140.1, 141.0, 141.9], "여자": [141.2, 141.8, 142.4]}
    )  # fmt: skip
    word.p(chart(word.chart(people), alt="세 해의 인구 막대그래프", number=1))
    word.heading(1, "기온")
    warm = chart_part("lineChart", "달별 기온", ["1월", "4월", "7월"], {"평균": [-2.4, 11.8, 25.3]})
    word.p(chart(word.chart(warm), number=2))
    word.heading(1, "토지")
    land = chart_part("pieChart", "땅의 쓰임", ["논밭", "숲", "대지"], {"넓이": [31, 52, 17]})
    word.p("땅의 쓰임은 다음과 같다.", chart(word.chart(land), number=3))
    word.p(text("자료: 한지시 (2026)", '<w:sz w:val="16"/>'))
    return word.to_bytes()
