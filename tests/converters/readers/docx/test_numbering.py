# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of DOCX as they are printed."""

import pytest

from converters.document.nodes import Document, Heading, ListBlock
from converters.document.walk import iter_blocks
from converters.readers.docx.number_formats import formatted
from tests.converters.readers.docx.packages import body, p, style


def level(at: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, extra: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{extra}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, inner: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>'


def n(key: int, at: int = 0, text: str = "글") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{key}"/></w:numPr>')


def markers(found: Document) -> list[str]:
    lists = (b for b in iter_blocks(found.blocks) if isinstance(b, ListBlock))
    return [item.marker for block in lists for item in block.items]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("ganada", "가나하가가"), ("chosung", "ㄱㄴㅎㄱㄱ"), ("koreanDigital", "일이일사일오"),
        ("koreanCounting", "일이십사십오"), ("koreanLegal", "하나둘열넷열다섯"),
        ("decimalEnclosedCircle", "①②⑭⑮"), ("decimalEnclosedParen", "⑴⑵⒁⒂"),
        ("ideographTraditional", "甲乙1415"), ("upperRoman", "IIIXIVXV"),
        ("chineseCounting", "一二十四十五"), ("decimalZero", "01021415"),
        ("lowerLetter", "abno"), ("ordinal", "1st2nd14th15th"), ("japaneseLegal", "壹貳拾四拾五"),
    ],
)  # fmt: skip
def test_formats(form: str, shown: str) -> None:
    found = "".join(formatted(number, form) for number in (1, 2, 14, 15))
    assert found == shown.replace("拾四", "拾四")


def test_an_ordinance_is_numbered_as_printed() -> None:
    numbering = abstract(
        0,
        level(0, "decimal", "제%1장", '<w:pStyle w:val="jang"/>'),
        level(1, "decimal", "제%2조"),
        level(2, "decimalEnclosedCircle", "%3"),
        level(3, "ganada", "%4."),
    ) + num(1, 0)
    styles = style("jang", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    found = body(
        p("총칙", '<w:pStyle w:val="jang"/>') + n(1, 1) + n(1, 2) + n(1, 2) + n(1, 3) + n(1, 1)
        + p("보칙", '<w:pStyle w:val="jang"/>') + n(1, 1),
        styles=styles,
        numbering=numbering,
    )  # fmt: skip
    assert [b.number for b in found.blocks if isinstance(b, Heading)] == ["제1장", "제2장"]
    assert markers(found) == ["제1조", "제2조", "①", "②", "가.", "제1조"]


def test_levels_restarts_and_legal_numbers() -> None:
    numbering = (
        abstract(
            0,
            level(0, "upperRoman", "%1."),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="0"/>'),
        )
        + num(1, 0)
        + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')
        + num(3, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "ganada", "%1)")}</w:lvlOverride>')
    )
    found = body(
        n(1) + n(1, 1) + n(1, 2) + n(1, 1) + n(1, 2) + n(1) + p("끊음") + n(2) + p("끊음") + n(3),
        numbering=numbering,
    )
    shown = markers(found)
    assert shown == ["I.", "II.", "1.1", "1.2", "a)", "b)", "VII.", "아)"]


def test_numbering_styles_are_followed() -> None:
    numbering = (
        abstract(0, extra='<w:numStyleLink w:val="mokrok"/>')
        + abstract(1, level(0, "chosung", "%1."), extra='<w:styleLink w:val="mokrok"/>')
        + num(1, 0)
        + num(2, 1)
    )
    styles = style(
        "mokrok", "목록", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>', "numbering"
    )
    assert markers(body(n(1) + n(1), styles=styles, numbering=numbering)) == ["ㄱ.", "ㄴ."]


def test_bullets_are_unicode() -> None:
    font = '<w:rPr><w:rFonts w:ascii="{}" w:hAnsi="{}"/></w:rPr>'

    def bulleted(at: int, char: str, name: str) -> str:
        return level(at, "bullet", char).replace("</w:lvl>", font.format(name, name) + "</w:lvl>")

    numbering = abstract(
        0,
        bulleted(0, "\uf0b7", "Symbol"),
        bulleted(1, "o", "Courier New"),
        bulleted(2, "\uf0a7", "Wingdings"),
        bulleted(3, "□", "바탕"),
    ) + num(1, 0)
    found = body("".join(n(1, at) for at in range(4)), numbering=numbering)
    assert markers(found) == ["•", "○", "▪", "□"]
    assert not any(b.ordered for b in iter_blocks(found.blocks) if isinstance(b, ListBlock))


def test_no_number_and_unknown_numbers() -> None:
    assert not markers(body(n(0) + n(99), numbering=abstract(0, level(0, "decimal", "%1"))))


def test_a_paragraph_whose_number_prints_nothing_goes_on_with_the_item() -> None:
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    numbering += abstract(5, level(0, "bullet", " ")) + num(9, 5)
    found = body(n(1) + n(9, 0, "이어진 글") + n(1), numbering=numbering)
    block = found.blocks[0]
    assert isinstance(block, ListBlock)
    assert [len(item.blocks) for item in block.items] == [2, 1]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("ideographTraditional", {10: "癸", 11: "11", 101: "101"}),
        ("ideographZodiac", {12: "亥", 13: "13"}),
        ("ideographEnclosedCircle", {10: "㊉", 11: "11"}),
        ("decimalEnclosedCircle", {20: "⑳", 21: "21"}),
        ("decimalEnclosedFullstop", {20: "⒛", 21: "21"}),
        ("chineseCounting", {10: "十", 11: "十一", 20: "二十", 101: "一○一"}),
        ("chineseCountingThousand", {10: "十", 19: "十九", 101: "一百〇一", 110: "一百一十"}),
        ("taiwaneseCountingThousand", {11: "十一", 101: "一百零一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 11: "壹拾壹", 101: "壹佰零壹"}),
        ("ideographLegalTraditional", {11: "壹拾壹", 23: "貳拾參"}),
        ("japaneseCounting", {10: "十", 101: "百一"}),
        ("hebrew1", {1: "א", 11: "יא", 15: "טו", 16: "טז", 400: "ת"}),
        ("lowerLetter", {26: "z", 27: "aa"}),
        ("upperRoman", {3999: "MMMCMXCIX", 4000: "4000"}),
    ],
)
def test_formats_past_their_letters_go_on_as_word_does(form: str, printed: dict[int, str]) -> None:
    assert {number: formatted(number, form) for number in printed} == printed
