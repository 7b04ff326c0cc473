# SPDX-License-Identifier: AGPL-3.0-or-later
"""EQ and SYMBOL fields print what Word prints: signs and text, or an equation in the line."""

from __future__ import annotations

import pytest

from converters.document.nodes import InlineMath
from converters.document.notices import NoticeKind
from converters.document.walk import plain_text
from converters.readers.docx.equation_fields import EquationFieldError, equation_field, math_of
from tests.converters.readers.docx.packages import inlines, p, package, r, read

FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


def field(instruction: str, result: str | None = None) -> str:
    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    middle = FIELD.format("separate") + result if result is not None else ""
    return FIELD.format("begin") + said + middle + FIELD.format("end")


def printed(inner: str) -> str:
    document, kinds = read(package(p(r("앞 ") + inner + r(" 뒤"))))
    assert not kinds & {NoticeKind.EQUATION, NoticeKind.CHARACTER}
    (block,) = document.blocks
    return plain_text(block.inlines).removeprefix("앞 ").removesuffix(" 뒤")


def test_a_field_with_an_empty_result_prints_its_instruction_and_one_with_a_result_that() -> None:
    assert printed(field(r" EQ \o\ac(○,7) ", "")) == "⑦"
    assert printed(field(r" EQ \o\ac(○,7) ", r("일곱"))) == "일곱"


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (r"eq \o\ac(○,1)", "①"),
        (r" EQ \o\ac(□,인) ", "인\u20de"),
        (r"EQ \* jc0 \* &quot;Font:바탕&quot; \* hps12 \o\ac(○,37)", "㊲"),
        (r"EQ \o \ac (○;가)", "㉮"),
        (r"EQ \o\ac(○,서울)", "(서울)"),
        (r"EQ \o(=,/)", "≠"),
        (r"EQ \o(x,¯)", "x\u0304"),
        (r"EQ \o(가,나)", "가나"),
        (r"EQ \x\to\bo(5)", "5"),
        (r"EQ \l(1,2,3)", "1,2,3"),
        (r"EQ A\d\fo10()B", "AB"),
        (r"EQ a\,b\(c", "a,b(c"),
    ],
)
def test_text_of_equation_fields(instruction, text):
    assert printed(field(instruction)) == text


@pytest.mark.parametrize(
    ("instruction", "markup"),
    [
        (r"EQ \f(1,2)", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"EQ \f(세입 합계;3,5)", "<mfrac><mtext>세입 합계</mtext><mn>3,5</mn></mfrac>"),
        (r"EQ \r(x)", "<msqrt><mi>x</mi></msqrt>"),
        (r"EQ \r(3,x)", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"EQ x\s\up8(2)", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"EQ x\s\up8(2)\do8(i)", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        (r"EQ \f(\r(2),f(x))", "<mfrac><msqrt><mn>2</mn></msqrt>"),
        (r"EQ \b\lc\{(\a(x,y))", '<mo form="prefix" fence="true" stretchy="true">{</mo><mtable'),
    ],
)
def test_formulas_of_equation_fields(instruction, markup):
    document, kinds = read(package(p(field(instruction))))
    assert NoticeKind.EQUATION not in kinds
    (math,) = [i for i in inlines(document.blocks) if isinstance(i, InlineMath)]
    assert markup in math.math.mathml
    assert math.math.script == instruction
    assert math.math.alt


def test_arrays_have_columns():
    pieces = equation_field(r"EQ \a\al\co2(1,2,3,4)")
    math = math_of(pieces, "")
    assert math is not None
    assert math.mathml.count("<mtr>") == 2


def test_a_field_inside_gives_its_result():
    inner = field("SEQ 항목", r("7"))
    whole = (
        FIELD.format("begin")
        + r"<w:r><w:instrText>EQ \o\ac(○,</w:instrText></w:r>"
        + inner
        + "<w:r><w:instrText>)</w:instrText></w:r>"
        + FIELD.format("end")
    )
    assert printed(whole) == "⑦"


def test_simple_fields_say_the_same():
    simple = '<w:fldSimple w:instr="{}"/>'
    assert printed(simple.format(r"EQ \o\ac(○,1)")) == "①"
    assert printed(simple.format(r"SYMBOL 254 \f Wingdings")) == "☑"


@pytest.mark.parametrize("instruction", [r"EQ \f(1,2", r"EQ \f", "EQ ", "EQ " + r"\o(" * 200])
def test_what_follows_no_grammar_is_said(instruction):
    with pytest.raises(EquationFieldError):
        equation_field(instruction)
    if instruction.startswith(r"EQ \f"):
        document, kinds = read(package(p(field(instruction))))
        assert NoticeKind.EQUATION in kinds
        assert plain_text(document.blocks[0].inlines) == instruction[3:]


@pytest.mark.parametrize(
    ("instruction", "sign"),
    [
        (" SYMBOL 254 \\f &quot;Wingdings&quot; ", "☑"),
        ("SYMBOL 108 \\f &quot;Wingdings&quot; \\s 10", "●"),
        ("symbol 0xFE \\f wingdings", "☑"),
        ("SYMBOL 61694 \\f Wingdings", "☑"),
        ("SYMBOL 97 \\f Symbol \\* MERGEFORMAT", "α"),
        ("SYMBOL 80 \\f &quot;Wingdings 2&quot; \\h", "✓"),
        ("SYMBOL 8364 \\u", "€"),
        ("SYMBOL 128 \\a", "€"),
    ],
)
@pytest.mark.parametrize(
    "result",
    [None, "", r("þ"), r("þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')],
    ids=["none", "empty", "bare", "in-font"],
)
def test_symbol_fields(instruction, sign, result):
    assert printed(field(instruction, result)) == sign


@pytest.mark.parametrize(
    ("font", "letters", "signs"),
    [
        ("Wingdings", "à l n ü o", "→ ● ■ ✓ □"),
        ("Wingdings", "\uf0e0\uf06c", "→●"),
        ("WINGDINGS 2", "P", "✓"),
        ("Wingdings 3", "fg", "←→"),
        ("Webdings", "a", "✔"),
        ("Symbol", "ab", "αβ"),
        ("Wingdings", "가", "가"),
        ("Arial", "l", "l"),
    ],
)
def test_letters_of_symbol_fonts(font, letters, signs):
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
    assert printed(r(letters, fonts)) == signs


def equation(inner: str) -> str:
    document, _ = read(package(p(f"<m:oMath>{inner}</m:oMath>")))
    (math,) = [i for i in inlines(document.blocks) if isinstance(i, InlineMath)]
    return math.math.mathml


def mr(text: str, properties: str = "") -> str:
    return f"<m:r>{properties}<m:t xml:space='preserve'>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        (mr("세입 합계"), ["세입 합계"]),
        (mr("세입") + mr(" 합계"), ["세입 합계"]),
        (mr("세입") + mr(" ") + mr("합계"), ["세입 합계"]),
        (mr("지방세") + mr("=") + mr("국세"), ["지방세", "국세"]),
        (mr("총 세입", "<m:rPr><m:nor/></m:rPr>"), ["총 세입"]),
        (mr("地方稅 총액"), ["地方稅 총액"]),
        (mr("세입 x"), ["세입\u00a0"]),
    ],
)
def test_words_of_an_equation_stay_words(runs, words):
    found = equation(runs)
    assert [part.split("</mtext>")[0] for part in found.split("<mtext>")[1:]] == words


@pytest.mark.parametrize(
    ("array", "columns"),
    [
        ([mr("x&amp;=1+2"), mr("&amp;=3")], 2),
        ([mr("x") + mr("&amp;") + mr("=1"), mr("&amp;=3")], 2),
        ([mr("x&amp;=1&amp;y&amp;=2"), mr("&amp;=3")], 4),
        ([mr("x=1"), mr("y=2")], 1),
        (["<m:d><m:e>" + mr("x&amp;y") + "</m:e></m:d>" + mr("&amp;=1"), mr("&amp;=3")], 2),
    ],
)
def test_alignment_marks_of_an_array_are_columns(array, columns):
    found = equation(f"<m:eqArr>{''.join(f'<m:e>{line}</m:e>' for line in array)}</m:eqArr>")
    assert "&amp;" not in found
    assert found.count("<mtd") == columns * len(array)


def test_a_literal_ampersand_is_printed():
    literal = mr("&amp;", "<m:rPr><m:lit/></m:rPr>")
    assert "&amp;" in equation(f"<m:eqArr><m:e>{mr('A')}{literal}{mr('B')}</m:e></m:eqArr>")
    assert "&amp;" in equation(mr("A&amp;B"))
