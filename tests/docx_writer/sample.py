# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bundled DOCX sample: a guidebook of a city that does not exist.

``python -m tests.docx_writer.sample assets/samples/hanji-guidebook.docx``
writes it; the same bytes every time.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from tests.docx_writer import styles
from tests.docx_writer.blocks import Cell, align, check_box, date, para, table
from tests.docx_writer.drawings import chart, chart_part, picture, text_box
from tests.docx_writer.equations import alone, fraction, signs
from tests.docx_writer.markup import Markup
from tests.docx_writer.numbering import Level, bullets
from tests.docx_writer.package import Word
from tests.docx_writer.runs import (
    bold,
    bookmark,
    field,
    field_part,
    go_back,
    instruction,
    page_break,
    rendered_break,
    ruby,
    symbol,
    text,
    to_bookmark,
)

TITLE = "한지시 생활 길잡이 (견본)"
_GREY = "E7E6E6"
_NEW_PAGE = "<w:pageBreakBefore/>"
_CONTENTS = (
    ("_Toc210001", 1, "제1장", "한지시에 오신 것을 환영합니다", 3),
    ("_Toc210002", 2, "제1절", "우리 시의 이름", 3),
    ("_Toc210003", 2, "제2절", "한눈에 보는 한지시", 3),
    ("_Toc210004", 1, "제2장", "이사 온 첫 주에 할 일", 4),
    ("_Toc210005", 2, "제1절", "전입 신고", 4),
    ("_Toc210006", 2, "제2절", "쓰레기와 재활용", 4),
    ("_Toc210007", 1, "제3장", "시설과 요금", 5),
    ("_Toc210008", 2, "제1절", "도서관과 체육관", 5),
    ("_Toc210009", 2, "제2절", "수도 요금 헤아리기", 5),
)


class _Guide:
    """The sample while it grows."""

    def __init__(self) -> None:
        self.word = Word(TITLE, "한지시 기획예산과")
        numbering = self.word.numbering
        heads = numbering.define(
            Level("decimal", "제%1장", "1"), Level("decimal", "제%2절", "2"), Level("decimal", "%3.", "3")
        )  # fmt: skip
        self.word.style_numbers = {key: (heads, at) for at, key in enumerate(styles.HEADINGS[:3])}
        self.steps = numbering.define(Level("decimalEnclosedCircle", "%1"), Level("ganada", "%2."))
        self.points = numbering.define(*bullets("\uf06e", "○", "-"))
        self._headings = iter(_CONTENTS)

    def heading(self, *before: Markup, more: str = "") -> None:
        """Append the next heading of the contents, with the bookmark that they lead to."""
        name, level, _, words, _ = next(self._headings)
        place = bookmark(name, int(name[-2:]) + 100, words)
        self.word.heading(level, *before, place, more=more)

    def steps_of(self, *steps: str) -> None:
        """Append steps counted from ①."""
        number = self.word.numbering.again(self.steps, {0: 1})
        for step in steps:
            self.word.p(step, num=number, style=styles.LIST)

    def points_of(self, *points: tuple[int, str]) -> None:
        """Append points: (level from 0, text)."""
        for level, words in points:
            self.word.p(words, num=self.points, level=level, style=styles.LIST)


def build() -> bytes:
    """Return the sample file."""
    guide = _Guide()
    _cover(guide)
    _contents(guide)
    _welcome(guide)
    _first_week(guide)
    _facilities(guide)
    return guide.word.to_bytes()


def _cover(guide: _Guide) -> None:
    word = guide.word
    centred = align("center")
    word.running("header", TITLE, pages="default")
    word.running("footer", "- ", field("PAGE", "1"), " -")
    word.p("발간등록번호 00-0000000-000000-00 (견본)")
    word.title(TITLE)
    word.p("이사 온 시민을 위한 작은 안내서", style=styles.SUBTITLE)
    word.p("2026. 3.", more=centred)
    word.p(bold("한 지 시"), more=centred)


def _contents(guide: _Guide) -> None:
    word = guide.word
    lines = [
        para(page_break()),
        para(rendered_break(), text("차  례"), style=styles.CONTENTS_TITLE),
    ]
    opening = Markup(
        field_part("begin") + instruction('TOC \\o "1-2" \\h \\z \\u') + field_part("separate")
    )
    for name, level, number, words, page in _CONTENTS:
        look = "<w:noProof/><w:webHidden/>"
        at = Markup(
            text("\t", look)
            + field_part("begin") + instruction(f"PAGEREF {name} \\h") + field_part("separate")
            + text(str(page), look)
            + field_part("end")
        )  # fmt: skip
        entry = to_bookmark(name, f"{number} {words}", at)
        lines.append(para(opening, entry, style=styles.CONTENTS[level - 1]))
        opening = Markup("")
    lines.append(para(field_part("end")))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    word.add(
        f'<w:sdt><w:sdtPr><w:id w:val="-210000"/>{gallery}</w:sdtPr><w:sdtContent>{"".join(lines)}</w:sdtContent></w:sdt>'
    )


def _welcome(guide: _Guide) -> None:
    word = guide.word
    guide.heading(rendered_break(), more=_NEW_PAGE)
    guide.heading()
    word.p(
        "우리 시의 이름은 ",
        ruby("韓紙", "한지"),
        "에서 왔습니다. 골짜기마다 ",
        ruby("楮", "저"),
        " 곧 닥나무가 자라고",
        word.footnote(
            "닥나무는 껍질을 벗겨 종이를 만드는 떨기나무입니다. 이 책의 내용은 모두 견본입니다."
        ),
        ", 마을마다 종이를 뜨던 곳이 있었습니다.",
    )
    guide.heading()
    word.caption("표", 1, "한지시의 인구 (2025년 12월 31일)")
    rows: list[list[str | Markup | Cell]] = [
        [
            Cell("구분", down="restart", shade=_GREY),
            Cell("인구(명)", across=2, shade=_GREY),
            Cell("세대", down="restart", shade=_GREY),
        ],
        [
            Cell("", down="continue"),
            Cell("남", shade=_GREY),
            Cell("여", shade=_GREY),
            Cell("", down="continue"),
        ],
        ["닥나무읍", "21,730", "21,375", "18,230"],
        ["물질면", "10,102", "9,782", "9,412"],
        ["종이동", "110,040", "111,287", "94,262"],
    ]
    word.add(table(*rows, heads=2, title="한지시의 인구", about="읍면동별 남녀 인구와 세대 수"))
    figures = chart_part(
        "barChart",
        "다섯 해의 인구 (천 명)",
        ["2021년", "2022년", "2023년", "2024년", "2025년"],
        {"인구": [276.1, 278.0, 280.2, 282.1, 284.3]},
    )
    word.p(chart(word.chart(figures), alt="인구가 다섯 해 동안 조금씩 늘어난 막대그래프", number=2))


def _first_week(guide: _Guide) -> None:
    word = guide.word
    guide.heading(rendered_break(), more=_NEW_PAGE)
    guide.heading()
    guide.steps_of(
        "이사한 날부터 14일 안에 신고합니다.",
        "주민센터에 가거나 누리집에서 신청합니다.",
        "새 주소가 적힌 증명서를 확인합니다.",
    )
    word.p(
        text_box(
            para(bold("꼭 알아 두세요")),
            para("신분증을 가지고 가야 합니다. 다른 사람이 대신하려면 위임장이 있어야 합니다."),
        )
    )
    word.p(
        "신청: ", word.link("https://www.hanji.example/move", "한지시 누리집"), ", 전화 ",
        symbol("Wingdings", "F028"), " 02-000-0120",
    )  # fmt: skip
    guide.heading()
    guide.points_of(
        (0, "일반 쓰레기"),
        (1, "종량제 봉투에 담아 해가 진 뒤에 내놓습니다."),
        (2, "닥나무읍은 월·수·금, 그 밖의 곳은 화·목·일"),
        (0, "재활용품"),
        (1, "종이는 펴서 묶고, 병은 헹구어 냅니다."),
    )
    word.p("이사 온 날 확인할 것 (", date("2026-03-02", "2026-03-02", 31), " 기준)")
    for at, (done, words) in enumerate(
        ((True, "수도와 전기 이름 바꾸기"), (False, "대형 폐기물 신고"))
    ):
        word.p(check_box(done, 32 + at), f" {words}")


def _facilities(guide: _Guide) -> None:
    word = guide.word
    guide.heading(rendered_break(), more=_NEW_PAGE)
    guide.heading()
    key = word.picture(_map())
    word.p(
        picture(key, alt="시청을 가운데 두고 도서관이 왼쪽, 체육관이 오른쪽에 있는 약도", number=3, mm=(100, 50)),
        more=align("center"),
    )  # fmt: skip
    word.caption("그림", 1, "시청 둘레의 시설")
    word.p(
        "도서관은 9시에 열고 22시에 닫습니다. 쉬는 날은 ",
        field("REF _Toc210006 \\h", "쓰레기와 재활용"),
        "에서처럼 요일마다 다릅니다.",
    )
    guide.heading()
    word.p(
        "한 달 요금은 기본 요금에 쓴 만큼을 더합니다. 예를 들어 15 ㎥를 쓰면 하루에 280원입니다.",
        word.footnote("요금은 해마다 1월에 바뀔 수 있습니다."),
    )
    word.p(_charge())
    word.add(
        table(
            ["쓴 양", "1 ㎥에", "비고"],
            ["20 ㎥까지", "480원", Cell("기본 요금 1,200원", down="restart")],
            ["20 ㎥ 넘게", "650원", Cell("", down="continue")],
            heads=1,
        )
    )
    word.p("이 책에 나오는 지명, 통계, 전화번호는 모두 지어낸 것입니다.", go_back(199))
    word.p("펴낸 곳: 한지시 (기획예산과)", more=align("center"))


def _charge() -> Markup:
    return alone(fraction(signs("1200+480×15"), signs("30")), signs("=280"))


def _map() -> bytes:
    """Draw a plan without words: a font would be needed; the description tells it."""
    image = Image.new("RGB", (600, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.line((0, 220, 600, 220), fill="#7f7f7f", width=16)
    for left, color in ((60, "#2e75b6"), (250, "#c55a11"), (440, "#548235")):
        draw.rectangle((left, 90, left + 100, 190), fill=color, outline="black")
    stored = io.BytesIO()
    image.save(stored, "PNG", optimize=True)
    return stored.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
