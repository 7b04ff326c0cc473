# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scripts and languages: readings above, Hanja, old Hangul, two languages side by side."""

from __future__ import annotations

from tests.docx_writer import styles
from tests.docx_writer.blocks import table
from tests.docx_writer.markup import Markup
from tests.docx_writer.package import Word
from tests.docx_writer.runs import (
    bare,
    combined,
    dotted,
    field_part,
    instruction,
    language,
    ruby,
)

_SUPPLEMENTARY = "𡈽"


def primer() -> bytes:
    """Readings above words, as ruby and as the EQ field of older files; emphasis marks."""
    word = Word("한자 첫걸음", "한지시립도서관")
    word.title("한자 첫걸음")
    word.heading(1, ruby("漢字", "한자"), " 읽기")
    word.p(ruby("韓紙", "한지"), "는 ", ruby("楮", "닥나무 저"), "로 만든 종이이다.")
    eq = 'EQ \\* jc2 \\* "Font:맑은 고딕" \\* hps10 \\o\\ad(\\s\\up 9(천년),千年)'
    word.p(
        Markup(field_part("begin") + instruction(eq) + field_part("end")),
        "을 가는 종이라고 한다.",
    )
    word.p(dotted("밑줄 그은 말"), "의 음을 쓰시오.")
    word.add(table([ruby("紙", "종이 지"), "종이"], [ruby("木", "나무 목"), "나무"]))
    return word.to_bytes()


def hanja() -> bytes:
    """Hanja with readings in brackets, old Hangul in jamo, rare characters, two lines in one."""
    word = Word("옛글 읽기", "한지시 문화원")
    word.title("옛글 읽기")
    word.p("나랏말ᄊᆞ미 中듀ᇰ國귁에 달아 文문字ᄍᆞᆼ와로 서르 ᄉᆞᄆᆞᆺ디 아니ᄒᆞᆯᄊᆡ")
    word.p("大韓民國(대한민국)의 옛 이름을 찾아본다.")
    word.p(f"드문 글자 {_SUPPLEMENTARY}도 그대로 둔다.")
    word.p("주(", combined("나란히쓴글"), ")를 단다.")
    word.p(bare("옛 글꼴의 글자", '<w:rFonts w:ascii="바탕" w:eastAsia="바탕" w:hAnsi="바탕"/>'))
    return word.to_bytes()


def bilingual() -> bytes:
    """Korean and English, Japanese, Vietnamese and Arabic, each marked with its language."""
    word = Word("다국어 생활 안내", "한지시 외국인지원센터")
    word.more_styles = styles.style(
        "English", "English text", run='<w:lang w:val="en-GB" w:eastAsia="en-GB"/>'
    )
    word.title("다국어 생활 안내 Living Guide")
    word.heading(1, "쓰레기 버리기 / Throwing away rubbish")
    word.p("쓰레기는 해가 진 뒤에 내놓습니다.")
    word.p(bare("Put your rubbish out after sunset."), style="English")
    word.p("일본어: ", language("日が暮れてから出します。", "ja-JP"))
    word.p("베트남어: ", language("Để rác ra sau khi mặt trời lặn.", "vi-VN"))
    arabic = '<w:rtl/><w:lang w:bidi="ar-SA"/>'
    word.p("아랍어: ", bare("ضع القمامة بعد الغروب", arabic))
    word.add(
        table(
            ["한국어", "English"],
            ["여권", bare("passport", '<w:lang w:val="en-GB"/>')],
            ["외국인등록증", bare("residence card", '<w:lang w:val="en-GB"/>')],
        )
    )
    word.p("문의: ", word.link("mailto:help@hanji.example", "help@hanji.example"))
    return word.to_bytes()
