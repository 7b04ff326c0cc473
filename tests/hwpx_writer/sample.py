# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bundled HWPX sample: a public notice of a city that does not exist.

``python -m tests.hwpx_writer.sample assets/samples/hanji-notice.hwpx`` writes it; the same
bytes every time.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image, ImageDraw

from tests.hwpx_writer import (
    Cell,
    HwpxWriter,
    Look,
    Para,
    ParaLook,
    Piece,
    auto_number,
    chart,
    check_box,
    deleted,
    equation,
    footer,
    hidden_comment,
    hyperlink,
    inserted,
    memo,
    note,
    page_number,
    picture,
    ruby,
    table,
    text,
    text_box,
)
from tests.hwpx_writer.objects import bar_chart

TITLE = "2026년 한지 문화마을 조성사업 참여 단체 모집 공고"
_CENTRE = ParaLook(align="CENTER")
_NUMBER = ParaLook(align="RIGHT")


class _Notice:
    """The notice while it grows."""

    def __init__(self) -> None:
        self.hwpx = HwpxWriter()
        header = self.hwpx.header
        self.hwpx.outline = header.numbering(("^1.", "DIGIT"), ("^2.", "HANGUL_SYLLABLE"))
        for level, height in enumerate((1500, 1300)):
            look = ParaLook(head="OUTLINE", level=level, before=800, after=300)
            name, english = f"개요 {level + 1}", f"Outline {level + 1}"
            header.add_style(name, english, look, Look(height, bold=True))
        header.add_style("캡션", "Caption", _CENTRE, Look(900, bold=True))
        marks = ("□", "○", "-")
        self._bullets = {mark: (header.bullet(mark), level) for level, mark in enumerate(marks)}

    def body(self, *pieces: str | Piece) -> None:
        """Append a paragraph."""
        self.hwpx.add(Para(*pieces, look=ParaLook(after=300)))

    def heading(self, level: int, words: str) -> None:
        """Append a heading; its number comes from the outline."""
        self.hwpx.add(Para(words, style=f"개요 {level}"))

    def points(self, *points: tuple[str, str]) -> None:
        """Append bulleted lines: ("□" or "○" or "-", text)."""
        for mark, words in points:
            number, level = self._bullets[mark]
            look = ParaLook(
                head="BULLET", head_id=number, level=level, left=700 * level + 1000, indent=-1000
            )
            self.hwpx.add(Para(words, look=look))


def build() -> bytes:
    """Return the sample file."""
    notice = _Notice()
    _head(notice)
    _purpose(notice)
    _support(notice)
    _application(notice)
    _closing(notice)
    notice.hwpx.metadata = {
        "title": TITLE,
        "creator": "한지시 문화예술과",
        "subject": "공고 (견본)",
        "description": "실재하지 않는 도시의 견본 문서",
        "lastsaveby": "한지시 문화예술과",
        "CreatedDate": "2026-03-02T00:00:00Z",
        "ModifiedDate": "2026-03-02T00:00:00Z",
        "date": "2026년 3월 2일 월요일 오전 9:00:00",
        "keyword": "공고, 한지, 견본",
    }
    notice.hwpx.preview = f"{TITLE}\r\n한지시\r\n"
    return notice.hwpx.to_bytes()


def _head(notice: _Notice) -> None:
    notice.hwpx.add(
        Para(
            footer(Para("한지시 문화예술과", look=_CENTRE)),
            page_number(),
            "한지시 공고 제2026-000호 (견본)",
            lines=[(0, 0)],
        ),
        Para(text(TITLE, Look(2000, bold=True, color="#1F4E79")), look=_CENTRE),
    )
    notice.body(
        "우리 시는 ",
        ruby("韓紙", "한지"),
        " 문화마을을 함께 가꿀 단체를 다음과 같이 모집하오니 많은 참여를 바랍니다.",
        hidden_comment("결재 전 담당자 확인"),
    )
    notice.body("2026년 3월 2일")
    notice.hwpx.add(Para(text("한지시장", Look(1400, bold=True)), look=_CENTRE))


def _purpose(notice: _Notice) -> None:
    notice.heading(1, "사업 개요")
    notice.points(
        ("□", "사업 목적"),
        ("○", "전통 한지의 보존과 주민 공동체의 활성화"),
        ("○", "공방과 학교를 잇는 체험 과정의 운영"),
        ("-", "초등학교 12곳, 중학교 5곳과 협약"),
        ("□", "사업 기간: 2026. 4. 1. ~ 2026. 12. 31."),
    )
    notice.body(
        "지원 금액은 단체마다 ",
        deleted("1,000만 원"),
        inserted("1,200만 원"),
        " 이내이며, 심사 결과에 따라 달라질 수 있다.",
        note("보조금 관리에 관한 조례에 따른다. 이 문서의 모든 내용은 견본이다."),
    )


def _support(notice: _Notice) -> None:
    notice.heading(1, "지원 내용")
    notice.heading(2, "분야별 지원 규모")
    rows: list[list[str | Para | Cell]] = [
        [
            _title("분야", rowspan=2),
            _title("단체 수", rowspan=2),
            _title("지원액(만 원)", colspan=2),
        ],
        [_title("보조금"), _title("자부담")],
    ]
    for field, *numbers in (
        ("공방 체험", "8", "9,600", "960"),
        ("마을 축제", "4", "4,800", "720"),
        ("기록·전시", "3", "3,000", "300"),
    ):
        rows.append([_title(field), *(Para(number, look=_NUMBER) for number in numbers)])
    caption = Para("<표 ", auto_number("TABLE", 1), "> 분야별 지원 규모", style="캡션")
    notice.hwpx.add(
        Para(table(rows, [12000, 8000, 11000, 11000], [caption], "분야별 지원 규모 표"))
    )
    notice.heading(2, "심사 기준")
    notice.body("종합 점수는 다음과 같이 계산하며, 70점 이상인 단체를 고른다.")
    notice.hwpx.add(Para(equation("S = {3 A + 2 B} over 5"), look=_CENTRE))
    notice.body(
        "심사표의 배점은 ",
        memo("별표", Para("별표를 붙였는지 확인할 것")),
        "와 같다.",
    )
    part = "Chart/chart1.xml"
    notice.hwpx.parts[part] = bar_chart(
        "연도별 참여 단체", ("2023년", "2024년", "2025년"), (7, 11, 13)
    )
    notice.hwpx.add(Para(chart(part)))


def _application(notice: _Notice) -> None:
    notice.heading(1, "신청 방법")
    notice.points(
        ("○", "신청 기간: 2026. 3. 9. ~ 3. 20. 18:00"),
        ("○", "제출 서류: 신청서, 사업 계획서, 단체 소개서"),
    )
    notice.body(
        "자세한 사항은 ",
        hyperlink("https://www.hanji.example/notice", "한지시 누리집"),
        "에서 볼 수 있다.",
    )
    notice.body(check_box("개인정보 수집과 이용에 동의함", checked=True))
    notice.hwpx.add(
        Para(
            text_box(
                Para(text("알려 드립니다", Look(1100, bold=True))),
                "이 공고에 나오는 지명, 단체, 금액은 모두 지어낸 것입니다.",
            )
        )
    )


def _closing(notice: _Notice) -> None:
    key = notice.hwpx.binary(_map(), "png")
    label = Para("[그림 ", auto_number("PICTURE", 1), "] 한지 문화마을 안내도", style="캡션")
    plan = picture(key, 30000, 15000, "마을 어귀에서 공방 세 곳으로 이어지는 길의 그림", [label])
    notice.hwpx.add(
        Para(plan, look=_CENTRE),
        Para("붙임  1. 신청서 1부.\n      2. 사업 계획서 1부.  끝."),
        Para(
            "이 저작물은 공공누리 제1유형(출처표시)의 조건에 따라 이용할 수 있습니다.", look=_CENTRE
        ),
    )


def _title(words: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    centred = Para(words, look=_CENTRE, chars=Look(bold=True))
    return Cell([centred], colspan, rowspan, header=True, shaded=True)


def _map() -> bytes:
    """Draw a way and three houses."""
    image = Image.new("RGB", (600, 300), "#F4F1E8")
    draw = ImageDraw.Draw(image)
    draw.line((20, 260, 200, 180, 400, 200, 580, 60), fill="#8A7F6A", width=8)
    for left, top in ((180, 100), (360, 120), (500, 140)):
        draw.rectangle((left, top, left + 50, top + 40), fill="#2E75B6", outline="black")
        draw.polygon((left - 6, top, left + 25, top - 30, left + 56, top), fill="#7F3F3F")
    stored = io.BytesIO()
    image.save(stored, "PNG", optimize=True)
    return stored.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
