# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports: numbered headings, notes, a table of contents, pictures of every kind."""

from __future__ import annotations

from tests.docx_writer import styles
from tests.docx_writer.blocks import align, para
from tests.docx_writer.drawings import picture, vml_picture
from tests.docx_writer.images import emf, png, wmf
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
    text,
    to_bookmark,
)


def white_paper() -> bytes:
    """Chapters numbered by their styles, bullets, page numbers, running heads."""
    word = Word("2026 한지시 시정 백서", "한지시 기획예산과")
    number = word.numbering.define(
        Level("decimal", "제%1장", "1"),
        Level("decimal", "제%2절", "2"),
        Level("decimal", "%3.", "3"),
        Level("ganada", "%4.", "4"),
    )
    word.style_numbers = {key: (number, at) for at, key in enumerate(styles.HEADINGS)}
    points = word.numbering.define(*bullets("\uf06e", "○", "-"))
    word.running("header", "2026 한지시 시정 백서")
    word.running("footer", "- ", field("PAGE", "1"), " -")
    word.title("2026 한지시 시정 백서")
    word.p("시민과 함께 빚는 종이의 도시", style=styles.SUBTITLE)
    word.p(page_break())
    word.heading(1, rendered_break(), "시정 운영 방향")
    word.heading(2, "추진 배경")
    word.p("한지시는 닥나무 골짜기의 종이 마을에서 자라난 도시입니다. ", go_back())
    word.heading(2, "시정 목표")
    for level, words in enumerate(("열린 행정", "시민참여예산 확대", "제안 사업 326건 접수")):
        word.p(words, style=styles.LIST, num=points, level=level)
    word.p("고른 지역경제", style=styles.LIST, num=points)
    word.heading(1, rendered_break(), "분야별 성과", more="<w:pageBreakBefore/>")
    word.heading(2, "문화 관광")
    word.heading(3, "한지 축제")
    word.heading(4, "관람객")
    word.p("축제에는 ", bold("12만 4천 명"), "이 찾아왔습니다.")
    word.heading(4, "만족도")
    word.heading(3, "도서관")
    word.heading(2, "복지 안전")
    return word.to_bytes()


def study() -> bytes:
    """Footnotes and endnotes with separators, the author's own mark, references to a note."""
    word = Word("닥나무 숲의 생태 연구", "한지연구원")
    word.title("닥나무 숲의 생태 연구")
    word.heading(1, "머리말")
    first = word.footnote("닥나무는 뽕나무과의 떨기나무이다.")
    word.p("닥나무", bookmark("_Ref501", 1, first), "는 한지의 원료이다.")
    word.p(
        "조사는 다섯 곳에서 하였다.", word.footnote("조사지의 좌표는 ", bold("부록"), "에 있다.")
    )
    word.p("앞의 각주 ", field("NOTEREF _Ref501 \\h", "1"), "을 참고한다.")
    word.heading(1, "맺음말")
    word.p("숲은 되살아나고 있다.", word.endnote("이 연구는 2025년 한 해 동안 이어졌다."))
    word.p(
        "가지는 겨울에 벤다.",
        word.footnote(
            "동지 무렵이 알맞다. ",
            word.link("https://www.hanji.example/tree", "누리집", within="footnote"),
        ),
    )
    word.p("숲이 깊으면 물이 맑다.", style=styles.QUOTE)
    return word.to_bytes()


def contents() -> bytes:
    """A table of contents over paragraphs, each entry a link with a page field and a dotted tab."""
    word = Word("재난 안전 길잡이", "한지시 안전총괄과")
    word.title("재난 안전 길잡이")
    entries = (
        ("_Toc100001", 1, "지진이 났을 때", "2"),
        ("_Toc100002", 2, "집 안에서", "2"),
        ("_Toc100003", 1, "큰비가 올 때", "3"),
    )
    inner = [para("차 례", style=styles.CONTENTS_TITLE)]
    for at, (name, level, words, page) in enumerate(entries):
        hide = "<w:noProof/><w:webHidden/>"
        number = Markup(
            text("\t", hide)
            + "".join((field_part("begin"), instruction(f"PAGEREF {name} \\h"), field_part("separate")))
            + text(page, hide)
            + field_part("end")
        )  # fmt: skip
        opening = (
            Markup(
                field_part("begin") + instruction('TOC \\o "1-3" \\h \\z \\u') + field_part("separate")
            )
            if at == 0
            else Markup("")
        )  # fmt: skip
        inner.append(
            para(opening, to_bookmark(name, words, number), style=styles.CONTENTS[level - 1])
        )
    inner.append(para(field_part("end")))
    word.add(
        '<w:sdt><w:sdtPr><w:id w:val="-1"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{''.join(inner)}</w:sdtContent></w:sdt>"
    )
    word.heading(1, bookmark("_Toc100001", 11, "지진이 났을 때"), more="<w:pageBreakBefore/>")
    word.heading(2, bookmark("_Toc100002", 12, "집 안에서"))
    word.p("책상 아래로 몸을 피합니다. ", field("REF _Toc100003 \\h", "큰비가 올 때"), "도 읽어 보세요.")  # fmt: skip
    word.heading(1, bookmark("_Toc100003", 13, "큰비가 올 때"), more="<w:pageBreakBefore/>")
    word.p("낮은 길로 가지 않습니다. (", field("PAGEREF _Toc100001 \\h", "2"), "쪽 참고)")
    return word.to_bytes()


def pictures() -> bytes:
    """Pictures in the line, beside it, in VML, linked, as metafiles; with captions."""
    word = Word("사진으로 보는 한 해", "한지시 홍보담당관")
    word.title("사진으로 보는 한 해")
    key = word.picture(png((200, 100), "seagreen"))
    word.p(picture(key, alt="봄날의 닥나무 밭", number=1), more=align("center"))
    word.caption("그림", 1, "봄의 닥나무 밭")
    beside = word.picture(png((120, 90), "navy"))
    word.p(
        picture(beside, alt="물질하는 장인", number=2, anchored=True),
        "장인이 발을 흔들어 종이를 뜹니다.",
    )
    icon = word.picture(png((16, 16), "black"))
    word.p("안내 표지 ", picture(icon, alt="화살표", number=3, mm=(4, 4)), "를 따라가세요.")
    word.p(vml_picture(word.picture(png((90, 60), "brown")), "옛 종이 공장"))
    word.p(picture(word.picture(emf(), "emf"), alt="시설 배치도", number=5))
    word.p(picture(word.picture(wmf(), "wmf"), alt="시의 표장", number=6))
    far = word.linked_picture("https://www.hanji.example/far.png")
    word.p(picture(far, alt="누리집의 사진", number=7, linked=True), "바깥 사진은 책에 없습니다.")
    return word.to_bytes()
