# SPDX-License-Identifier: AGPL-3.0-or-later
"""One small HWP document per group of features, made anew for every run."""

from __future__ import annotations

import datetime
import struct
import zlib
from collections.abc import Callable

from tests.hwp5_writer import (
    AutoNumber,
    Bookmark,
    Cell,
    ClickHere,
    CrossReference,
    Endnote,
    Equation,
    Footer,
    Footnote,
    Group,
    Header,
    HiddenComment,
    HwpWriter,
    Hyperlink,
    Look,
    Memo,
    NewNumber,
    Overlap,
    PageNumber,
    Para,
    ParaLook,
    Picture,
    Ruby,
    Tab,
    Table,
    Text,
    TextBox,
    summary,
)
from tests.hwp5_writer.paragraphs import PAGE_BREAK

CASES: dict[str, Callable[[HwpWriter], None]] = {}


def document(case: Callable[[HwpWriter], None]) -> Callable[[HwpWriter], None]:
    """Register a case under its function's name."""
    CASES[case.__name__.replace("_", "-")] = case
    return case


def build(name: str) -> bytes:
    """Return the file of the case ``name``."""
    hwp = HwpWriter()
    CASES[name](hwp)
    return hwp.to_bytes()


@document
def text(hwp: HwpWriter) -> None:
    """Marks, colours, alignment, breaks, characters beyond the ordinary."""
    hwp.add(
        Para(
            "보통 ",
            Text("굵게", Look(bold=True)),
            " ",
            Text("기울임", Look(italic=True)),
            " ",
            Text("밑줄", Look(underline=True)),
            " ",
            Text("취소선", Look(strike=True)),
            " ",
            Text("강조점", Look(dots=True)),
            " m",
            Text("2", Look(superscript=True)),
            " H",
            Text("2", Look(subscript=True)),
            "O ",
            Text("빨강", Look(color="#c00000")),
            " ",
            Text("크게", Look(1600)),
            " 쓴 글자들이 한 문단에 모여 있다.",
        ),
        Para("가운데", look=ParaLook(align="center")),
        Para("오른쪽", look=ParaLook(align="right")),
        Para("들여쓰기한 문단", look=ParaLook(indent=2000)),
        Para("※ 내어쓰기한 문단", look=ParaLook(left=2000, indent=-2000)),
        "한 줄\n다음 줄",
        Para("왼쪽", Tab(), "오른쪽"),
        "묶음\u00a0빈칸, 𠮷野家 🏙, <괄호> & 따옴표 \"''",
        "\uf53a글 \U000f012b \uf0a7",
    )


@document
def headings(hwp: HwpWriter) -> None:
    """An outline of chapters and sections, their pages, a printed contents list."""
    hwp.outline(hwp.info.numbering([("제^1장", 0), ("제^2절", 0), ("^3.", 0), ("^4.", 8)]))
    hwp.add(Para("차  례", look=ParaLook(align="center"), chars=Look(1800, bold=True)))
    tabs = ((39000, 1, 3),)
    hwp.info.add_style("차례 1", "TOC 1", ParaLook(tabs=tabs), Look())
    for line, page in (("제1장 시정 방향", "2"), ("제2장 성과", "3")):
        hwp.add(Para(line, Tab(3, 1), page, style="차례 1"))
    for level, words in (
        (0, "시정 방향"),
        (1, "배경"),
        (1, "목표"),
        (3, "단계를 건너뛴 제목"),
        (0, "성과"),
        (1, "인구"),
    ):
        look = ParaLook(head="outline", level=level)
        first = level == 0
        breaks = PAGE_BREAK if first else 0
        hwp.add(Para(words, look=look, breaks=breaks, page_starts=first), f"{words}의 본문이다.")


@document
def lists(hwp: HwpWriter) -> None:
    """Numbers and bullets of several levels, typed ones too."""
    number = hwp.info.numbering([("^1.", 0), ("^2)", 8)], start=3)
    for level, words in ((0, "셋째"), (1, "가"), (1, "나"), (0, "넷째")):
        hwp.add(Para(words, look=ParaLook(head="number", head_id=number, level=level)))
    hwp.add("사이의 글.")
    for mark, left in (("□", 0), ("○", 700), ("-", 1400)):
        look = ParaLook(head="bullet", head_id=hwp.info.bullet(mark), left=left, indent=-1000)
        hwp.add(Para("글머리표", look=look))
    hwp.add("□ 손으로 쓴 글머리표", " ○ 그 아래", "  - 또 그 아래", "1. 손으로 쓴 번호", "2. 다음")


@document
def tables(hwp: HwpWriter) -> None:
    """Merged cells, head rows, captions, a table in a cell, a table around words."""
    head = [
        [
            Cell(["구분"], rowspan=2, header=True),
            Cell(["인구(명)"], colspan=2, header=True),
        ],
        [Cell(["남"], header=True), Cell(["여"], header=True)],
    ]
    body = [
        [Cell(["닥나무읍"], header=True), "21,730", "21,375"],
        [Cell(["물질면"], header=True), "10,102", "9,782"],
        [Cell(["※ 외국인 제외"], colspan=3)],
    ]
    caption = [Para("<표 ", AutoNumber(4, 1), "> 읍면별 인구")]
    hwp.add(Para(Table([*head, *body], caption=caption, widths=[9000, 8000, 8000])))
    inner = Table([["안", "쪽"], ["글", "자"]])
    below = Table(
        [[Cell([Para("밖 ", inner)]), "나"], ["다", Cell(["첫 줄", "둘째 줄"])]],
        caption=["자료: 한지시"],
        caption_below=True,
    )
    hwp.add(Para("앞 글 ", below, " 뒤 글"))


@document
def notes(hwp: HwpWriter) -> None:
    """Foot- and endnotes in text, heading and cell; numbers that start again."""
    hwp.info.add_style("개요 1", "Outline 1")
    hwp.add(
        Para("머리", Footnote(["제목의 각주"], 1), style="개요 1"),
        Para("글", Footnote([Para("굵은 ", Text("각주", Look(bold=True))), "둘째 문단"], 2), "."),
        Para("끝의 주", Endnote(["미주"], 1), "."),
        Para(Table([[Para("칸", Footnote(["칸의 각주"], 3)), "나"], ["다", "라"]])),
        Para(NewNumber(7, kind=1), "다시 센다", Footnote(["일곱째"], 7), "."),
    )


@document
def equations(hwp: HwpWriter) -> None:
    """Formulas in a line and alone, with Hangul, and one that is wrong."""
    hwp.add(
        Para("증감률은 ", Equation("{x _2 - x _1} over {x _1} times 100"), "이다."),
        Para(Equation("고령화율(%)={65세이상~인구} over {전체~인구} TIMES 100")),
        Para(
            Equation("sum from {i=1} to n {sqrt {a _i ^2}} = left ( matrix {1 & 0 # 0 & 1} right )")
        ),
        Para(Equation("{{{ over")),
    )


@document
def pictures(hwp: HwpWriter) -> None:
    """With and without a description, in a line, with a caption, one that lies elsewhere."""
    caption = [Para("[그림 ", AutoNumber(3, 1), "] 시청")]
    hwp.add(
        Para(Picture(data=png(24), description="시청 전경", caption=caption, inline=False)),
        Para(Picture(data=png(24), inline=False)),
        Para("글 ", Picture(data=png(8), description="표식", width=1000, height=1000), " 글"),
        Para("없는 그림 ", Picture(link="C:\\사진\\시청.png")),
    )


@document
def boxes(hwp: HwpWriter) -> None:
    """Text boxes, groups, and tables that stand for titles and boxes."""
    white = Look(1500, bold=True, color="#ffffff")
    title = [
        Cell([Para(Text("Ⅰ", white), look=ParaLook(align="center"))], shaded=True),
        Cell([Para(Text("3대 목표", Look(1500, bold=True)))]),
    ]
    hwp.add(
        Para(Table([title], widths=[5000, 37000], repeat_header=False)),
        Para(TextBox(Para(Text("알림", Look(bold=True))), "상자의 글입니다.")),
        Para(
            Group(members=[TextBox("하나"), Group(members=[TextBox("둘")]), Picture(data=png(8))])
        ),
        Para(Table([[Cell(["한 칸짜리 표는 상자이다.", "둘째 문단."])]])),
    )


@document
def links(hwp: HwpWriter) -> None:
    """To the web, to a mailbox, to a bookmark, to nowhere; fields that show their text."""
    hwp.add(
        Para("누리집 ", Hyperlink("https://www.hanji.example/a?b=1&c=2", "여기"), "."),
        Para(Hyperlink("mailto:plan@hanji.example", "plan@hanji.example")),
        Para(Hyperlink("#둘째", "둘째로"), ", ", CrossReference("둘째", "3쪽"), "을 보라."),
        Para(Hyperlink("#없음", "끊어진 고리"), Hyperlink("javascript:alert(1)", "스크립트")),
        Para("이름: ", ClickHere("적어 주세요", "홍길동"), " / ", ClickHere("주소를 적으십시오")),
        Para(Bookmark("둘째"), "도착한 곳", breaks=PAGE_BREAK, page_starts=True),
    )


@document
def readings(hwp: HwpWriter) -> None:
    """Hanja with readings, overlapped characters, old Hangul."""
    hwp.add(
        Para(Ruby("韓紙", "한지"), "의 도시, ", Ruby("서울", "Seoul", below=True)),
        Para("제", Overlap("7"), "조와 제", Overlap("12"), "조"),
        "나랏말\u110a\u119e미 \u1103\u1172\u11bc귁에 달아",
    )


@document
def asides(hwp: HwpWriter) -> None:
    """What a book does not print: running heads, memos, hidden comments."""
    hwp.add(
        Para(Header(["머리말"]), Footer(["꼬리말"], pages=1), PageNumber(), "본문의 첫 문단."),
        Para("본문 ", Memo(1, ["메모의 글"], "대상"), HiddenComment(["숨은 설명"]), " 이어진다."),
    )


@document
def metadata(hwp: HwpWriter) -> None:
    """Everything that a publication says about itself, in its summary and on its pages."""
    day = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
    hwp.summary = {
        summary.TITLE: "2026 한지시 시정 백서",
        summary.SUBJECT: "시정 운영 성과",
        summary.AUTHOR: "기획예산과",
        summary.KEYWORDS: "시정, 백서",
        summary.CREATED: day,
        summary.SAVED: day,
        summary.PAGES: 2,
    }
    centre = ParaLook(align="center")
    hwp.add(
        "발간등록번호 51-6110000-000123-01",
        Para(Text("2026 한지시 시정 백서", Look(3200, bold=True)), look=centre),
        Para("2026. 3.", look=centre),
        Para(Text("한 지 시", Look(2000, bold=True)), look=centre),
        Para("본문입니다.", breaks=PAGE_BREAK, page_starts=True),
        "발행일: 2026년 3월 2일",
        "발행처: 한지시 (기획예산과)",
        "이 저작물은 공공누리 제1유형(출처표시)의 조건에 따라 이용할 수 있습니다.",
    )


def png(size: int) -> bytes:
    """Return a blue square; stored, not packed, so that every zlib gives the same bytes."""
    packer = zlib.compressobj(0)
    row = b"\0" + b"\x1f\x4e\x79" * size
    pixels = packer.compress(row * size) + packer.flush()
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)),
        (b"IDAT", pixels),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
