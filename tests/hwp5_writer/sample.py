# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bundled sample: a white paper of a city that does not exist.

``python -m tests.hwp5_writer.sample assets/samples/hanji-white-paper.hwp``
writes it; the same bytes every time.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from tests.hwp5_writer import (
    AutoNumber,
    Bookmark,
    Cell,
    ClickHere,
    CrossReference,
    Equation,
    Footer,
    Footnote,
    Header,
    HwpWriter,
    Hyperlink,
    Look,
    Overlap,
    PageHide,
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
from tests.hwp5_writer.paragraphs import PAGE_BREAK, Piece

TITLE = "2026 한지시 시정 백서 (견본)"
_BODY = ParaLook(after=300)
_BLUE = "#1f4e79"
_DOTTED = 3
_RIGHT = 1


class _Paper:
    """The sample while it grows: styles first, then chapter by chapter."""

    def __init__(self) -> None:
        self.hwp = HwpWriter(version=(5, 1, 0, 1))
        info = self.hwp.info
        outline = info.numbering([("제^1장", 0), ("제^2절", 0), ("^3.", 0), ("^4.", 8)])
        self.hwp.outline(outline)
        looks = (
            Look(2000, bold=True, color=_BLUE),
            Look(1500, bold=True),
            Look(1200, bold=True),
            Look(1100),
        )
        for level, look in enumerate(looks):
            para = ParaLook(head="outline", level=level, before=800 - 150 * level, after=300)
            info.add_style(f"개요 {level + 1}", f"Outline {level + 1}", para, look)
        info.add_style("본문", "Body", _BODY, Look())
        info.add_style("캡션", "Caption", ParaLook(align="center"), Look(900, bold=True))
        info.add_style("각주", "Footnote", ParaLook(), Look(900))
        tabs = ((39000, _RIGHT, _DOTTED),)
        info.add_style("차례 1", "TOC 1", ParaLook(tabs=tabs), Look(1100))
        info.add_style("차례 2", "TOC 2", ParaLook(left=1000, tabs=tabs), Look())
        self.square = info.bullet("□")
        self.circle = info.bullet("○")
        self.dash = info.bullet("-")
        self.notes = 0
        self.tables = 0

    # ------------------------------------------------------------ pieces

    def body(self, *pieces: str | Piece) -> None:
        """Append a paragraph of running text."""
        self.hwp.add(Para(*pieces, style="본문"))

    def heading(self, level: int, text: str, *, bookmark: str = "", new_page: bool = False) -> None:
        """Append a heading; its number comes from the outline."""
        marks = [Bookmark(bookmark)] if bookmark else []
        breaks = PAGE_BREAK if new_page else 0
        style = f"개요 {level}"
        self.hwp.add(Para(*marks, text, style=style, breaks=breaks, page_starts=new_page))

    def points(self, *points: tuple[str, str]) -> None:
        """Append bulleted lines: ("□" or "○" or "-", text)."""
        ids = {"□": (self.square, 0), "○": (self.circle, 700), "-": (self.dash, 1400)}
        for mark, text in points:
            number, left = ids[mark]
            look = ParaLook(head="bullet", head_id=number, left=left + 1000, indent=-1000)
            self.hwp.add(Para(text, look=look, style="본문"))

    def note(self, text: str) -> Footnote:
        """Return the next footnote."""
        self.notes += 1
        return Footnote([Para(text, style="각주")], self.notes)

    def table(self, caption: str, rows: list[list[str | Para | Cell]], widths: list[int]) -> None:
        """Append a table with a numbered caption above it."""
        self.tables += 1
        label = Para("<표 ", AutoNumber(4, self.tables), f"> {caption}", style="캡션")
        table = Table(rows, caption=[label], widths=widths, description=f"{caption} 표")
        self.hwp.add(Para(table, look=ParaLook(align="center")))

    def title_box(self, number: str, text: str) -> None:
        """Append a heading that is a table of one row, as reports of offices have it."""
        big = Look(1500, bold=True, color="#ffffff")
        cells: list[str | Para | Cell] = [
            Cell([Para(Text(number, big), look=ParaLook(align="center"))], shaded=True),
            Cell([Para(Text(text, Look(1500, bold=True)))]),
        ]
        self.hwp.add(Para(Table([cells], widths=[5000, 37000], repeat_header=False)))


def _head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    centred = Para(text, look=ParaLook(align="center"), chars=Look(bold=True))
    return Cell([centred], colspan, rowspan, header=True)


def _number(text: str) -> Para:
    return Para(text, look=ParaLook(align="right"))


def build() -> bytes:
    """Return the sample file."""
    paper = _Paper()
    _cover(paper)
    _contents(paper)
    _outline(paper)
    _chapter_one(paper)
    _chapter_two(paper)
    _chapter_three(paper)
    _closing(paper)
    day = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
    paper.hwp.summary = {
        summary.TITLE: TITLE,
        summary.SUBJECT: "한지시 시정 운영 성과와 계획",
        summary.AUTHOR: "한지시 기획예산과",
        summary.KEYWORDS: "시정 백서, 견본, 한지시",
        summary.COMMENTS: "실재하지 않는 도시의 견본 문서",
        summary.LAST_AUTHOR: "한지시 기획예산과",
        summary.CREATED: day,
        summary.SAVED: day,
        summary.PAGES: 8,
        summary.DATE_TEXT: "2026년 3월 2일 월요일 오후 6:00:00",
    }
    paper.hwp.preview = f"{TITLE}\r\n한지시\r\n"
    return paper.hwp.to_bytes()


def _cover(paper: _Paper) -> None:
    centre = ParaLook(align="center", before=6000, after=1200)
    plain = ParaLook(align="center", after=600)
    add = paper.hwp.add
    add(
        Para(
            Header([Para("2026 한지시 시정 백서", look=ParaLook(align="right"))]),
            Footer([Para("한지시", look=ParaLook(align="center"))]),
            PageNumber(),
            PageHide(),
            "발간등록번호 00-0000000-000000-00 (견본)",
            style="본문",
            page_starts=True,
        ),
        Para(Text("2026 한지시 시정 백서", Look(3200, bold=True, color=_BLUE)), look=centre),
        Para(Text("시민과 함께 빚는 종이의 도시", Look(1600)), look=plain),
        Para(Text("(견 본)", Look(1400)), look=plain),
        Para(Text("2026. 3.", Look(1400)), look=centre),
        Para(Text("한 지 시", Look(2000, bold=True)), look=plain),
    )


def _contents(paper: _Paper) -> None:
    add = paper.hwp.add
    big = Look(1800, bold=True)
    centre = ParaLook(align="center", after=800)
    add(Para(Text("차  례", big), look=centre, breaks=PAGE_BREAK, page_starts=True))
    entries = (
        (1, "Ⅰ 3대 목표 12대 과제", "3"),
        (1, "Ⅱ 2025년 주요 성과", "3"),
        (1, "제1장 시정 운영 방향", "4"),
        (2, "제1절 추진 배경", "4"),
        (2, "제2절 시정 목표와 전략", "4"),
        (1, "제2장 분야별 추진 성과", "5"),
        (2, "제1절 인구와 가구", "5"),
        (2, "제2절 재정 운영", "6"),
        (1, "제3장 2027년 추진 계획", "7"),
    )
    for level, text, page in entries:
        add(Para(text, Tab(_DOTTED, _RIGHT), page, style=f"차례 {level}"))


def _outline(paper: _Paper) -> None:
    """A page in the style of a report: title boxes and points instead of sentences."""
    paper.hwp.add(Para(breaks=PAGE_BREAK, page_starts=True))
    paper.title_box("Ⅰ", "3대 목표 12대 과제")
    paper.points(
        ("□", "시민이 주인인 열린 행정"),
        ("○", "시민참여예산을 전체 예산의 1.5 %까지 확대"),
        ("-", "2025년 참여 시민 12,480명, 제안 사업 326건"),
        ("-", "선정 사업 58건, 집행률 97.2 %"),
        ("□", "고르게 잘사는 지역경제"),
        ("○", "골목상권 활력 지원: 전통시장 4곳, 상점가 7곳"),
        ("□", "안전하고 푸른 생활환경"),
        ("○", "미세먼지(PM-2.5) 연평균 농도 18 ㎍/㎥ 달성"),
    )
    paper.title_box("Ⅱ", "2025년 주요 성과")
    paper.points(
        ("□", "재정 운영"),
        ("○", "최종예산 1조 2,480억 원, 채무 비율 3.1 %"),
        ("□", "대외 평가"),
        ("○", "전국 기초지방자치단체 민원 서비스 평가 최우수 (견본)"),
        ("-", "민원 처리 기간 평균 2.1일, 전년보다 0.7일 단축"),
    )


def _chapter_one(paper: _Paper) -> None:
    paper.heading(1, "시정 운영 방향", bookmark="시정운영방향", new_page=True)
    paper.heading(2, "추진 배경")
    paper.body(
        "한지시는 ",
        Ruby("韓紙", "한지"),
        " 공방이 모여 있던 마을에서 자라난 도시로, 시 승격",
        paper.note(
            "1995년 1월 1일 한지군에서 한지시로 승격하였다. 이 문서의 모든 내용은 견본이다."
        ),
        " 이후 30년 동안 ",
        Text("전통과 기술이 함께하는 도시", Look(bold=True)),
        "를 목표로 시정을 운영하였다.",
    )
    paper.body(
        "이 백서는 2025년 한 해의 시정 성과를 시민에게 알리기 위하여 발간하며, 자세한 자료는 ",
        Hyperlink("https://www.hanji.example/whitepaper", "한지시 누리집"),
        "에서 볼 수 있다. 인구 통계는 ",
        CrossReference("인구와가구", "제2장 제1절"),
        "을 참고하기 바란다.",
    )
    paper.heading(2, "시정 목표와 전략")
    paper.body("3대 목표 아래 12대 과제를 정하고 분기마다 추진 상황을 점검하였다.")
    paper.body(
        "※ 과제별 담당 부서는 부록의 조직도를 참고한다. 중점 과제는 ", Overlap("12"), "개이다."
    )
    paper.hwp.add(
        Para(
            TextBox(
                Para(Text("알려 드립니다", Look(1100, bold=True))),
                "이 백서에 나오는 지명, 인명, 통계는 모두 지어낸 것으로 실제와 관계가 없습니다.",
            )
        )
    )


def _chapter_two(paper: _Paper) -> None:
    paper.heading(1, "분야별 추진 성과", new_page=True)
    paper.heading(2, "인구와 가구", bookmark="인구와가구")
    paper.heading(3, "총괄")
    paper.body(
        "2025년 12월 31일 현재 한지시의 인구는 284,316명으로 전년보다 0.8 % 늘었다. ",
        "읍면동별 인구는 다음 표와 같다.",
    )
    rows: list[list[str | Para | Cell]] = [
        [_head("구분", rowspan=2), _head("세대", rowspan=2), _head("인구(명)", colspan=3)],
        [_head("계"), _head("남"), _head("여")],
    ]
    for name, *numbers in (
        ("합계", "121,904", "284,316", "141,872", "142,444"),
        ("닥나무읍", "18,230", "43,105", "21,730", "21,375"),
        ("물질면", "9,412", "19,884", "10,102", "9,782"),
        ("도침동", "52,610", "124,977", "62,018", "62,959"),
        ("외발동", "41,652", "96,350", "48,022", "48,328"),
    ):
        rows.append([_head(name), *map(_number, numbers)])
    paper.table("읍면동별 세대와 인구", rows, [9000, 8000, 8500, 8500, 8500])
    paper.body("자료: 한지시 민원과, 주민등록 인구통계(견본)")
    paper.heading(3, "연령별 구성")
    paper.heading(4, "고령 인구")
    paper.body(
        "65세 이상 인구는 57,433명으로 전체의 20.2 %이다. 고령화율은 다음과 같이 계산한다.",
        paper.note("「노인복지법」에서 정한 65세 이상을 기준으로 한다."),
    )
    share = "고령화율(%)={65세이상~인구} over {전체~인구} TIMES 100"
    paper.hwp.add(Para(Equation(share), look=ParaLook(align="center")))
    paper.heading(4, "청년 인구")
    paper.body("19세부터 34세까지의 청년은 48,220명이며, 이 가운데 6,130명이 1인 가구이다.")
    caption = [Para("[그림 ", AutoNumber(3, 1), "] 최근 5년 인구 추이", style="캡션")]
    chart = Picture(
        data=_chart(),
        width=36000,
        height=18000,
        caption=caption,
        description="2021년부터 2025년까지 인구가 27만 6천 명에서 28만 4천 명으로 늘어난 막대그래프",
    )
    paper.hwp.add(Para(chart, look=ParaLook(align="center")))
    _finance(paper)


def _finance(paper: _Paper) -> None:
    paper.heading(2, "재정 운영", new_page=True)
    paper.body("2025년 최종예산은 1조 2,480억 원으로, 세입과 세출의 내용은 다음과 같다.")
    rows: list[list[str | Para | Cell]] = [
        [_head("구분", colspan=2), _head("2024년"), _head("2025년"), _head("증감률(%)")],
        [_head("세입", rowspan=3), "지방세", *map(_number, ("2,104", "2,236", "6.3"))],
        ["세외수입", *map(_number, ("612", "640", "4.6"))],
        ["의존재원", *map(_number, ("9,020", "9,604", "6.5"))],
        [_head("세출", rowspan=2), "일반회계", *map(_number, ("10,310", "11,002", "6.7"))],
        ["특별회계", *map(_number, ("1,426", "1,478", "3.6"))],
    ]
    paper.table("세입과 세출 총괄 (단위: 억 원)", rows, [6000, 9500, 9000, 9000, 9000])
    paper.points(
        ("□", "재정 건전성"),
        ("○", "채무 비율 3.1 % (유사 지방자치단체 평균 5.4 %)"),
        ("○", "조기 집행 목표 대비 104.2 % 달성"),
    )


def _chapter_three(paper: _Paper) -> None:
    paper.heading(1, "2027년 추진 계획", new_page=True)
    paper.heading(2, "한지 문화 산업 육성")
    paper.body(
        "국립 한지 문화원 유치와 함께 ",
        Text("닥나무 재배 면적을 120 ha로", Look(underline=True)),
        " 늘리고, 공방 40곳의 판로를 지원한다. ",
        Text("(추진 중단: 관광 모노레일)", Look(strike=True, color="#7f7f7f")),
    )
    paper.heading(2, "탄소중립 도시 조성")
    rows: list[list[str | Para | Cell]] = [
        [_head("과제"), _head("추진 내용"), _head("일정")],
        ["건물", "공공건물 그린 리모델링 24동", "2027. 1. ~ 12."],
        ["수송", Cell(["전기버스 60대 도입", "충전소 12곳 설치"]), "2027. 3. ~ 10."],
        [Cell(["※ 일정은 예산 사정에 따라 달라질 수 있음"], colspan=3)],
    ]
    paper.table("탄소중립 추진 일정", rows, [7000, 22000, 13000])
    paper.body("의견은 ", ClickHere("전자우편 주소를 적어 주십시오"), "로 보내 주시기 바랍니다.")


def _closing(paper: _Paper) -> None:
    centre = ParaLook(align="center", after=300)
    add = paper.hwp.add
    add(
        Para(
            Text("2026 한지시 시정 백서 (견본)", Look(1200, bold=True)),
            look=centre,
            breaks=PAGE_BREAK,
            page_starts=True,
        ),
        Para("발행일: 2026년 3월 2일", look=centre),
        Para("발행처: 한지시 (기획예산과)", look=centre),
        Para("주소: 한지도 한지시 종이로 1 (가상의 주소)", look=centre),
        Para(
            "전자우편: ", Hyperlink("mailto:plan@hanji.example", "plan@hanji.example"), look=centre
        ),
        Para(
            "이 저작물은 공공누리 제1유형(출처표시)의 조건에 따라 이용할 수 있습니다.",
            look=centre,
        ),
        Para("출처: 한지시, 「2026 한지시 시정 백서 (견본)」", look=centre),
    )


def _chart() -> bytes:
    """Draw five bars; words would need a font, so the description tells them."""
    image = Image.new("RGB", (720, 360), "white")
    draw = ImageDraw.Draw(image)
    draw.line((60, 20, 60, 320, 700, 320), fill="black", width=2)
    for at, people in enumerate((276_120, 278_004, 280_230, 282_060, 284_316)):
        height = (people - 270_000) * 280 // 16_000
        left = 100 + at * 120
        draw.rectangle((left, 320 - height, left + 70, 319), fill="#2e75b6", outline="black")
    for line in range(1, 6):
        draw.line((56, 320 - line * 56, 64, 320 - line * 56), fill="black")
    stored = io.BytesIO()
    image.save(stored, "PNG", optimize=True)
    return stored.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
