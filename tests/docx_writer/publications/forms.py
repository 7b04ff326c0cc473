# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is filled in and solved: content controls, form fields of old, equations."""

from __future__ import annotations

from tests.docx_writer import equations as eq
from tests.docx_writer.blocks import (
    check_box,
    control,
    date,
    drop_down,
    para,
    prompt,
    repeated,
    table,
)
from tests.docx_writer.markup import Markup
from tests.docx_writer.numbering import Level
from tests.docx_writer.package import Word
from tests.docx_writer.runs import run, symbol, text


def survey() -> bytes:
    """Filled and empty content controls of every kind, and a check box of Word 2003."""
    word = Word("시민 만족도 설문지", "한지시 기획예산과")
    word.title("시민 만족도 설문지")
    word.p("이름: ", control(text("홍길동"), title="이름", key=1))
    word.p("연락처: ", prompt("여기를 클릭하여 텍스트를 입력하세요.", title="연락처", key=2))
    word.p("방문한 날: ", date("2026-03-02", "2026-03-02", 3))
    word.p("사는 곳: ", drop_down("종이동", ["닥나무읍", "종이동", "물질면"], 4))
    word.p(check_box(True, 5), " 도서관   ", check_box(False, 6), " 체육관")
    old = run(
        '<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="동의"/><w:enabled/>'
        '<w:checkBox><w:sizeAuto/><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar>'
    )
    words = run('<w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText>')
    word.p(Markup(old + words + run('<w:fldChar w:fldCharType="end"/>')), " 개인정보 이용에 동의")
    word.add(
        control(
            para("바라는 점을 적은 문단입니다.") + para("둘째 문단입니다."), kind="<w:richText/>", key=7
        )
    )  # fmt: skip
    word.add(repeated(para("가족 1: 부"), para("가족 2: 모"), key=20))
    rows = table(["항목", "점수"], ["친절", "5"])
    at, end = rows.rindex("<w:tr "), rows.rindex("</w:tbl>")
    word.add(rows[:at] + control(rows[at:end], kind="<w:group/>", key=40) + rows[end:])
    word.p(symbol("Wingdings", "F0FE"), " 옛 기호로 표시한 칸")
    return word.to_bytes()


def exam() -> bytes:
    """Questions with choices, equations alone and in their line."""
    word = Word("수학 형성 평가", "한지중학교")
    questions = word.numbering.define(
        Level("decimal", "%1."), Level("decimalEnclosedCircle", "%2"), Level("decimalEnclosedParen", "%3")
    )  # fmt: skip
    word.title("수학 형성 평가")
    word.p("다음 이차방정식의 근을 구하시오.", num=questions)
    inner = eq.signs("b") + eq.signs("±") + eq.root(eq.power(eq.signs("b"), eq.signs("2")))
    word.p(eq.alone(eq.signs("x="), eq.fraction(inner, eq.signs("2a"))))
    for choice in ("1과 2", "2와 3", "3과 4"):
        word.p(choice, num=questions, level=1)
    word.p(
        "반지름이 ",
        eq.in_line(eq.signs("r")),
        "인 원의 넓이는 ",
        eq.in_line(eq.signs("π"), eq.power(eq.signs("r"), eq.signs("2"))),
        "이다. 참이면 ○표 하시오.",
        num=questions,
    )
    word.p("두 행렬의 합을 구하시오.", num=questions)
    word.p(eq.alone(eq.matrix(["1", "2"], ["3", "4"]), eq.signs("+"), eq.matrix(["0", "1"], ["1", "0"])))  # fmt: skip
    word.p("다음 값을 구하시오.", num=questions)
    word.p(eq.alone(eq.total(eq.signs("k=1"), eq.signs("10"), eq.signs("k"))))
    word.p("화학식 H", text("2", '<w:vertAlign w:val="subscript"/>'), "O를 읽으시오.", num=questions)  # fmt: skip
    return word.to_bytes()
