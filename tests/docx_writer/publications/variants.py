# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same contents in other wrappings: strict OOXML, and a file with macros."""

from __future__ import annotations

from tests.docx_writer import equations as eq
from tests.docx_writer.blocks import Cell, align, table
from tests.docx_writer.drawings import chart, chart_part, picture
from tests.docx_writer.images import png
from tests.docx_writer.numbering import Level
from tests.docx_writer.package import Word
from tests.docx_writer.runs import field, ruby


def _notice(title: str) -> Word:
    word = Word(title, "한지시 총무과")
    steps = word.numbering.define(Level("ganada", "%1."), Level("decimal", "%2)"))
    word.title(title)
    word.heading(1, "알림")
    word.p(ruby("公告", "공고"), "합니다.", word.footnote("공고 기간은 20일입니다."))
    word.p("접수", num=steps)
    word.p("방문 접수", num=steps, level=1)
    word.p("심사", num=steps)
    word.add(
        table(
            [Cell("구분", down="restart"), Cell("인원", across=2)],
            [Cell("", down="continue"), "남", "여"],
            ["신청", "12", "15"],
            heads=2,
        )
    )
    key = word.picture(png((100, 50), "teal"))
    word.p(picture(key, alt="시청 앞마당", number=1))
    figures = chart_part("barChart", "신청자", ["1월", "2월"], {"명": [12, 15]})
    word.p(chart(word.chart(figures), number=2))
    word.p(eq.alone(eq.fraction(eq.signs("12"), eq.signs("27"))))
    word.p("누리집 ", word.link("https://www.hanji.example/", "hanji.example"))
    word.p(field("DATE \\@ yyyy-MM-dd", "2026-03-02"), more=align("right"))
    return word


def strict() -> bytes:
    """A notice in the strict notation of ISO/IEC 29500."""
    return _notice("엄격한 형식의 공고").to_bytes(strict=True)


def macros() -> bytes:
    """The same notice with a project of macros."""
    return _notice("매크로가 든 공고").to_bytes(macros=True)
