# SPDX-License-Identifier: AGPL-3.0-or-later
"""Guides and news: boxes, columns, frames, drop caps, leaders, symbols."""

from __future__ import annotations

from tests.docx_writer import styles
from tests.docx_writer.blocks import align, framed, para, table
from tests.docx_writer.drawings import text_box
from tests.docx_writer.numbering import Level, bullets
from tests.docx_writer.package import Word
from tests.docx_writer.runs import bold, column_break, dotted, symbol, text


def guidebook() -> bytes:
    """Steps, boxes with lists and tables in them, telephone numbers behind dotted tabs."""
    word = Word("처음 만나는 시청 민원", "한지시 민원과")
    steps = word.numbering.define(Level("decimalEnclosedCircle", "%1"), Level("bullet", "▪"))
    second = word.numbering.again(steps, {0: 1})
    word.title("처음 만나는 시청 민원")
    word.heading(1, "여권을 만들려면")
    for words in ("사진을 준비합니다.", "신청서를 씁니다.", "수수료를 냅니다."):
        word.p(words, num=steps, style=styles.LIST)
    word.p("카드도 됩니다.", num=steps, level=1, style=styles.LIST)
    word.p(
        text_box(
            para(bold("꼭 알아 두세요")),
            para("사진은 6개월 안에 찍은 것이어야 합니다."),
            table(["구분", "수수료"], ["10년", "5만 원"]),
        )
    )
    word.heading(1, "전입 신고를 하려면")
    word.p("신분증을 챙깁니다.", num=second, style=styles.LIST)
    word.p("주민센터로 갑니다.", num=second, style=styles.LIST)
    word.heading(1, "전화번호")
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9016"/></w:tabs>'
    word.p("민원 안내\t02-000-0120", more=tabs)
    word.p(symbol("Wingdings", "F028"), " 평일 9시부터 18시까지")
    return word.to_bytes()


def leaflet() -> bytes:
    """Most of the text stands in boxes; each is printed once, in its place."""
    word = Word("물 아껴 쓰기", "한지시 상수도사업소")
    word.p(text_box(para("물 아껴 쓰기", style=styles.TITLE), number=1))
    word.p("한 방울의 물도 ", dotted("소중"), "합니다.")
    word.p(
        text_box(para("하나. 양치할 때 컵을 씁니다."), para("둘. 설거지물을 받아 씁니다."), number=2),
        text_box(para("셋. 빨래는 모아서 합니다."), number=3),
        "세 가지를 실천해 보세요.",
    )  # fmt: skip
    word.p(text_box(para("상자 안의 상자: ", text_box(para("속 상자의 글"), number=5)), number=4))
    return word.to_bytes()


def newsletter() -> bytes:
    """Sections with one and three columns, a drop cap, a frame, indents on both sides."""
    word = Word("한지 소식 3월호", "한지시 홍보담당관")
    word.title("한지 소식 3월호")
    word.section(kind="nextPage")
    word.add(framed(text("봄", '<w:sz w:val="60"/>'), drop_cap=True))
    word.p("이 왔습니다. 골짜기마다 닥꽃이 피었습니다.")
    word.p(column_break(), "둘째 단의 첫 문장입니다.")
    word.add(framed("옆에 놓인 글: 다음 호는 4월에 나옵니다."))
    word.p("들여 쓴 문단입니다.", more='<w:ind w:left="400" w:right="800" w:firstLine="200"/>')
    word.section(columns=3, kind="continuous")
    word.p("발행처 한지시")
    word.last_section = {"kind": "continuous"}
    return word.to_bytes()


def press_release() -> bytes:
    """A head of office made of a table, bullets, a contact table, a closing line."""
    word = Word("보도자료 — 봄 축제 안내", "한지시 문화과")
    points = word.numbering.define(*bullets("□", "ㅇ", "※"))
    word.add(
        table(
            ["보도자료", "배포 즉시 보도 가능"],
            ["담당", "문화과 이주무관 (02-000-0100)"],
        )
    )
    word.p("한지시, 봄 축제 5일 동안 연다", style=styles.TITLE)
    word.p("- 체험 마당 40곳, 공연 12회 -", style=styles.SUBTITLE)
    word.p(
        "한지시는 4월 1일부터 5일까지 종이 마을에서 봄 축제를 연다고 밝혔다.",
        num=points,
    )
    word.p("체험 마당에서는 종이를 직접 떠 볼 수 있다.", num=points, level=1)
    word.p("입장은 무료이다.", num=points, level=2)
    word.p("시장은 “누구나 즐기는 축제”라고 말했다.", num=points)
    word.p("붙임  행사 일정표 1부.  끝.", more=align("left"))
    return word.to_bytes()
