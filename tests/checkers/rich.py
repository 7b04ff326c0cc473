# SPDX-License-Identifier: AGPL-3.0-or-later
"""A made-up publication that holds every kind of node, for looks and for checkers."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageDraw

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Align,
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Comment,
    CommentRef,
    Document,
    EquationBlock,
    Figure,
    Heading,
    HiddenText,
    Inline,
    InlineImage,
    InlineMath,
    InlineUnsupported,
    Layout,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Mark,
    Math,
    Note,
    NoteKind,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Quote,
    Resource,
    Row,
    Ruby,
    RunningText,
    Scope,
    Separator,
    SizeClass,
    Source,
    Table,
    Text,
    Unsupported,
)

FRACTION = Math(
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>R</mi><mo>=</mo>'
    "<mfrac><mrow><msub><mi>N</mi><mn>2026</mn></msub><mo>-</mo><msub><mi>N</mi><mn>2025</mn></msub>"
    "</mrow><msub><mi>N</mi><mn>2025</mn></msub></mfrac><mo>×</mo><mn>100</mn></math>",
    "R = {N _2026 - N _2025} over {N _2025} times 100",
    "hwp-eqn",
    "증감률은 2025년 건수에 대한 차이의 백분율",
)
SUMMATION = Math(
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><munderover><mo>∑</mo><mrow><mi>i</mi>'
    "<mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msubsup><mi>x</mi><mi>i</mi><mn>2</mn>"
    "</msubsup><mo>=</mo><msqrt><mi>y</mi></msqrt></math>",
    "sum _{i=1} ^{n} x _i ^2 = sqrt y",
    "hwp-eqn",
)


def t(value: str, *marks: Mark, **properties: object) -> Text:
    return Text(value, frozenset(marks), **properties)  # type: ignore[arg-type]


def p(*inlines: Inline | str, **fields: object) -> Paragraph:
    return Paragraph(tuple(Text(i) if isinstance(i, str) else i for i in inlines), **fields)  # type: ignore[arg-type]


def h(level: int, text: str, number: str | None = None) -> Heading:
    return Heading(level, (Text(text),), number)


def c(text: str, **fields: object) -> Cell:
    return Cell((p(text),) if text else (), **fields)  # type: ignore[arg-type]


def item(marker: str, *content: Block | str) -> ListItem:
    return ListItem(marker, tuple(p(b) if isinstance(b, str) else b for b in content))


def picture(colour: tuple[int, int, int], size: tuple[int, int], kind: str) -> Resource:
    image = Image.new("RGB", size, (245, 245, 240))
    draw = ImageDraw.Draw(image)
    width, height = size
    for step in range(6):
        x = width * step // 6
        top = height - (step + 1) * height // 8
        draw.rectangle((x + width // 24, top, x + width // 8, height), colour)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return Resource(f"image/{kind.lower()}", buffer.getvalue(), width, height)


def _resources() -> dict[str, Resource]:
    made = [
        picture((38, 84, 124), (640, 360), "PNG"),
        picture((143, 58, 48), (480, 320), "JPEG"),
        picture((46, 98, 82), (48, 48), "PNG"),
        Resource(
            "image/svg+xml",
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60">'
            b'<rect width="120" height="60" fill="#cde"/><circle cx="60" cy="30" r="20" fill="#36c"/></svg>',
        ),
        picture((84, 74, 125), (200, 120), "GIF"),
    ]
    return {hashlib.sha256(r.data).hexdigest(): r for r in made}


RESOURCES = _resources()
PNG, JPEG, SEAL, SVG, GIF = RESOURCES
LONG = (
    "서울특별시는 보행자와 자전거 이용자의 안전을 가장 먼저 생각하는 교통 정책을 펴고 있다. "
    "이 계획은 「교통안전법」 제16조에 따라 다섯 해마다 세우는 것으로, 도로 환경의 개선과 "
    "어린이·노인 보호구역의 확대, 그리고 시민이 함께하는 교통 문화의 정착을 목표로 한다."
)


def _text_blocks() -> Blocks:
    return (
        PageBreak("1"),
        h(1, "계획의 개요", "제1장"),
        h(2, "수립 배경과 목적", "제1절"),
        p(LONG, layout=Layout(indent_pt=10)),
        p(
            "교통사고 사망자는 ",
            t("2015년 376명", Mark.STRONG),
            "에서 ",
            t("2025년 178명", Mark.STRONG, color="#c00000"),
            "으로 줄었다",
            NoteRef("f1"),
            ". 다만 ",
            t("고령 보행자", Mark.UNDERLINE),
            "의 비율은 ",
            t("여전히 높다", Mark.DOTS),
            "",
            NoteRef("e1"),
            ". 자세한 것은 ",
            Link("#table-1", (Text("표"), Text(" 1-1", frozenset({Mark.STRONG})))),
            "과 ",
            Link("https://www.seoul.go.kr/교통 안전?쪽=1#위", (Text("서울시 누리집"),), "새 창"),
            "을 보라.",
            layout=Layout(indent_pt=10, align=Align.JUSTIFY),
        ),
        p(),
        p(),
        p(
            t("흐리게", color="#000000"),
            " ",
            t("취소선", Mark.STRIKE),
            " ",
            t("강조", Mark.EMPHASIS),
            " H",
            t("2", Mark.SUBSCRIPT),
            "O, 10 km",
            t("2", Mark.SUPERSCRIPT),
            " ",
            t("작게", size=SizeClass.SMALL),
            " ",
            t("더 작게", size=SizeClass.SMALLER),
            " ",
            t("크게", size=SizeClass.LARGE),
            " ",
            t("더 크게", size=SizeClass.LARGER),
            " ",
            t("아주 크게", size=SizeClass.HUGE),
            " ",
            t("파랑", color="#0000ff"),
            " ",
            t("노랑", color="#ffff00"),
            " ",
            t("명조", font="serif"),
            " ",
            t("Vision Zero", Mark.EMPHASIS, lang="en"),
            CommentRef("m1"),
            LineBreak(),
            "줄을 바꾼 뒤의 글. ",
            Ruby((Text("漢江"),), "한강"),
            " ",
            Ruby((Text("서울"),), "Seoul", below=True),
            Anchor("here"),
            PageMark("2"),
            " 이어진다 ",
            InlineMath(FRACTION),
            " 그리고 ",
            InlineImage(SEAL, alt="시 직인", height_em=1.2),
            InlineUnsupported("form-field", "□ 동의함"),
            Link("javascript:alert(1)", (Text("스크립트 고리"),)),
            Link("#nowhere", (Text("끊어진 고리"),)),
            Link("mailto:traffic@seoul.go.kr", (Text("traffic@seoul.go.kr"),)),
        ),
        p(t("가운데 맞춘 줄"), layout=Layout(align=Align.CENTER)),
        p(t("2026년 11월 22일"), layout=Layout(align=Align.END)),
        p("※ 매달린 들여쓰기: " + LONG, layout=Layout(indent_pt=-20, margin_start_pt=20)),
    )


def _list_blocks() -> Blocks:
    inner = ListBlock(
        False,
        (
            item("-", "보행 신호 시간을 초당 0.8미터로 다시 계산한다."),
            item("-", "횡단보도 조명을 밝게 한다. " + LONG),
        ),
    )
    return (
        h(2, "추진 방향", "제2절"),
        p("다음의 네 가지를 추진한다."),
        ListBlock(
            True,
            (
                ListItem("1.", (p("보행자 우선 도로를 넓힌다."), inner)),
                ListItem(
                    "2.",
                    (
                        p("어린이 보호구역을 손본다."),
                        ListBlock(
                            True,
                            (
                                item("가.", "제한 속도: 시속 30킬로미터 이하"),
                                item(
                                    "나.",
                                    "무인 단속 장비 설치",
                                    ListBlock(True, (item("1)", "과속"), item("2)", "신호 위반"))),
                                ),
                            ),
                        ),
                    ),
                ),
                item("10.", LONG),
            ),
        ),
        ListBlock(False, (item("□", LONG), item("○", LONG))),
        ListBlock(True, (item("①", "항목 하나"), item("②", "항목 둘"))),
        ListBlock(True, (item("제1조(목적)", LONG), item("제2조(정의)", LONG))),
        ListBlock(False, (ListItem("", (p("동의"),), True), ListItem("", (p("부동의"),), False))),
        Quote((p("안전은 속도보다 먼저다."),)),
        Separator(),
        CodeBlock("GET /api/accidents?year=2025\n  -> 200 OK", "http"),
    )


def _table_blocks() -> Blocks:
    header = {"scope": Scope.COLUMN, "shaded": True}
    first = Table(
        (
            Row(
                (
                    c("구분", rowspan=2, **header),
                    c("사고 건수", colspan=2, **header),
                    c("사망자", colspan=2, **header),
                    c("비고", rowspan=2, **header),
                )
            ),
            Row(tuple(c(name, **header) for name in ("2024", "2025", "2024", "2025"))),
            Row(
                (
                    c("보행자", scope=Scope.ROW),
                    *(c(n, align=Align.END) for n in ("8,120", "7,903", "101", "92")),
                    c("고령자 포함", rowspan=2),
                )
            ),
            Row(
                (
                    c("자전거", scope=Scope.ROW),
                    *(c(n, align=Align.END) for n in ("3,411", "3,527", "18", "16")),
                )
            ),
        ),
        caption=(p(Anchor("table-1"), "표 1-1. 유형별 교통사고 (단위: 건, 명)"),),
        head_rows=2,
        column_percents=(20, 15, 15, 15, 15, 20),
    )
    nested = Table((Row((c("안쪽 가"), c("안쪽 나"))),))
    wide = Table(
        (
            Row(tuple(c(f"{month}월", scope=Scope.COLUMN) for month in range(1, 13))),
            Row(tuple(c(f"{month * 1234:,}") for month in range(1, 13))),
        ),
        head_rows=1,
        caption=(p("표 1-2. 월별 통행량"),),
        caption_below=True,
    )
    frame = Table(
        (
            Row((c("담당"), c("과장"), c("국장"))),
            Row((Cell((p("홍길동"), nested)), Cell((h(4, "칸 속 제목"), p("김철수"))), c(""))),
        ),
        presentational=True,
        caption=(p("결재"),),
    )
    return (h(3, "통계"), first, wide, frame)


def _figure_blocks() -> Blocks:
    return (
        PageBreak("3"),
        h(1, "그림과 상자", "제2장"),
        Figure(PNG, "막대가 차례로 높아지는 그래프", caption=(p("그림 2-1. 예산의 변화"),)),
        Figure(JPEG, "", width_percent=40),
        Figure(SVG, "", decorative=True),
        Figure(GIF, "보라색 막대그래프"),
        Figure("0" * 64, "잃어버린 그림"),
        EquationBlock(FRACTION, caption=(p("(식 2-1)"),)),
        EquationBlock(SUMMATION),
        Aside("title-box", (h(2, "글상자로 된 제목", "1"),)),
        Aside("text-box", (p(t("참고", Mark.STRONG)), p(LONG)), caption=(p("글상자 1"),)),
        Aside("notice", (ListBlock(False, (item("•", "알림"),)),)),
        Unsupported("chart", "2024 100\n2025 200", resource=PNG),
        Unsupported("video", ""),
        p(t("끝.", Mark.STRONG), NoteRef("f2"), NoteRef("f1")),
    )


def rich_document() -> Document:
    """Return the publication: two chapters, all kinds of blocks and inlines, notes of both kinds."""
    return Document(
        metadata=Metadata(
            title="2026년 서울특별시 교통안전 기본계획",
            subtitle="걷기 좋은 도시를 위한 다섯 해의 약속",
            creators=("교통안전과",),
            publisher="서울특별시",
            date="2026-11-22",
            modified="2026-11-20T18:03:11+09:00",
            description="다섯 해 동안의 교통안전 정책",
            subjects=("교통", "안전"),
            kogl_type=1,
            publication_number="51-6110000-000123-01",
            isbn="979-11-6599-000-0",
        ),
        blocks=_text_blocks() + _list_blocks() + _table_blocks() + _figure_blocks(),
        notes={
            "f1": Note(NoteKind.FOOTNOTE, "1)", (p("경찰청 교통사고 통계(2025)", NoteRef("f3")),)),
            "f2": Note(NoteKind.FOOTNOTE, "2)", (p("잠정치이다."), p("둘째 문단."))),
            "f3": Note(NoteKind.FOOTNOTE, "*", (p("주의 주"),)),
            "f4": Note(NoteKind.FOOTNOTE, "9)", (p("아무도 부르지 않는 주"),)),
            "e1": Note(NoteKind.ENDNOTE, "ⅰ", (p("국제 비교는 OECD(2025)를 따랐다."),)),
        },
        comments={"m1": Comment("memo", (p("고칠 것"),), "김주무관")},
        hidden=(HiddenText("hidden", (p("숨은 글"),)),),
        running=(RunningText("header", "all", (p("교통안전 기본계획"),)),),
        resources=RESOURCES,
        source=Source("a" * 64, "hwp5", "5.0.5.0", 3),
    )
