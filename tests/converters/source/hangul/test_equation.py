# SPDX-License-Identifier: AGPL-3.0-or-later
"""Equation scripts of the specification, of real documents, and of nobody's right mind."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from converters.source.hangul.equation import to_math, understood
from converters.source.hangul.equation.symbols import ACCENTS, COMMANDS

MATHML = "{http://www.w3.org/1998/Math/MathML}"
ALLOWED = {
    "math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub",
    "msup", "msubsup", "munder", "mover", "munderover", "mmultiscripts", "mprescripts", "mtable",
    "mtr", "mtd", "mstyle",
}  # fmt: skip
CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip


def tree(script: str) -> etree._Element:
    return etree.fromstring(to_math(script).mathml)


def shape(element: etree._Element) -> str:
    """A short form: names of elements without those that only group, and their text."""
    name = element.tag.removeprefix(MATHML)
    inner = [shape(child) for child in element]
    if name in ("mi", "mn", "mo", "mtext"):
        text = element.text or ""
        return "" if text == "\u2061" else text
    if name == "mspace":
        return ""
    joined = " ".join(part for part in inner if part)
    if name in ("math", "mrow", "mstyle"):
        if len(inner) > 1 and element.getparent() is not None and name == "mrow":
            parent = element.getparent().tag.removeprefix(MATHML)
            return f"({joined})" if parent in CHILDREN else joined
        return joined
    return f"{name}[{'; '.join(inner) if name in CHILDREN else joined}]"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("1 over 2", "mfrac[1; 2]"),
        ("x atop y", "mfrac[x; y]"),
        # Equation rev 1.3, 2.1: what no space interrupts is one term.
        ("10a^3 over b^2 times c", "mfrac[(10 msup[a; 3]); msup[b; 2]] × c"),
        # KS X 6101, I.5.10.
        ("LEFT(a+b over x+y RIGHT)", "( mfrac[(a + b); (x + y)] )"),
        ("LEFT . a+b over x+y RIGHT }", "mfrac[(a + b); (x + y)] }"),
        # A brace begins a term of its own; a relation is never a numerator.
        ("x^{2}-{y^{2}} over {35}=1`", "msup[x; 2] − mfrac[msup[y; 2]; 35] = 1"),
        ("x=1 over 2", "x = mfrac[1; 2]"),
        ("{a} over {b} over {c}", "mfrac[mfrac[a; b]; c]"),
        # Equation rev 1.3, 2.5, without a single brace.
        (
            "lim_N->inf 1 over N sum_n=1^NLEFT(SUM_k=1^n 1 over 2^k right)",
            "munder[lim; (N → ∞)] mfrac[1; N] munderover[∑; (n = 1); N]"
            " ( munderover[∑; (k = 1); n] mfrac[1; msup[2; k]] )",
        ),
        ("int from 0 to 3 `^3sqrt{x^2 +1}dx", "msubsup[∫; 0; 3] mroot[(msup[x; 2] + 1); 3] d x"),
        ("sqrt {3} of {5}", "mroot[5; 3]"),
        ("root {2} of {x}", "mroot[x; 2]"),
        ("E=mc^2", "E = m msup[c; 2]"),
        ("x^n+1 y", "msup[x; (n + 1)] y"),
        ("x^2+1", "msup[x; 2] + 1"),
        ("a^2+b^2=c^2", "msup[a; 2] + msup[b; 2] = msup[c; 2]"),
        ("f^2(x)", "msup[f; 2] ( x )"),
        ("10^-14", "msup[10; (− 14)]"),
        ("e^2x y", "msup[e; (2 x)] y"),
        ("OINT _C_1 f", "msub[∮; msub[C; 1]] f"),
        ("x LSUB y", "mmultiscripts[x mprescripts[] y]"),
        ("f`prime left(x right)", "msup[f; ′] ( x )"),
        ("f''", "msup[f; ′′]"),
        ("f^2 'x", "msup[msup[f; 2]; ′] x"),
        # Words that authors run together, seen in published exams.
        ("rmH_2 O", "msub[H; 2] O"),
        ("a timesm", "a × m"),
        ("rm2 SIM3", "2 ∼ 3"),
        ("10` rm mL", "10 mL"),
        ("rmH LEFT ( itaq RIGHT )", "H ( a q )"),
        ("f(x)= logx+sinx", "f ( x ) = log x + sin x"),
        ("log` _{2} x", "msub[log; 2] x"),
        ("profit", "p r o f i t"),
        # An author's brace that closes nothing ends a script.
        ("rmCH_3}COOH", "msub[CH; 3] COOH"),
        ("not =", "≠"),
        ("n choose k", "( mfrac[n; k] )"),
        ("binom n k", "( mfrac[n; k] )"),
        ("A REL <-> {2} {5} B", "A munderover[↔; (5); (2)] B"),
        ("Alpha alpha ALPHA", "Α α Α"),
        ("larrow LARROW", "← ⇐"),
        ("a <= b", "a ≤ b"),
        ('"두 낱말" over 전체', "mfrac[두 낱말; 전체]"),
        ("PM_2.5", "P msub[M; 2.5]"),
    ],
)
def test_shapes(script, expected):
    assert shape(tree(script)) == expected
    assert understood(script)


def test_over_takes_a_script_on_a_group():
    assert shape(tree("1 over {b}^2")) == "mfrac[1; msup[b; 2]]"


def test_matrix_rows_and_columns():
    by_rows = tree("pmatrix{a & b # c & d}")
    by_columns = tree("pmatrix{ lcol {a # c} col {b # d} }")
    for root in (by_rows, by_columns):
        cells = [[shape(c) for c in r] for r in root.iter(f"{MATHML}mtr")]
        assert cells == [["mtd[a]", "mtd[b]"], ["mtd[c]", "mtd[d]"]]
        assert [mo.text for mo in root.iter(f"{MATHML}mo")] == ["(", ")"]


def test_cases_with_a_gap_column_and_pushed_rows():
    root = tree("g= {cases{x&&(x LEQ 1)#eqalign{# ``y}&&eqalign{# (x>1)}}}")
    rows = list(root.iter(f"{MATHML}mtr"))
    assert [len(row) for row in rows] == [2, 2]
    assert shape(rows[1]) == "mtr[mtd[y] mtd[( x > 1 )]]"


def test_hangul_is_text_and_stays_one_word():
    root = tree("{추정가격의80%상당가격-해당입찰가격} over {추정가격}")
    texts = [element.text for element in root.iter(f"{MATHML}mtext")]
    assert texts == ["추정가격의80%상당가격", "해당입찰가격", "추정가격"]


def test_upright_letters():
    upright = tree("rm A it B")
    letters = {mi.text: mi.get("mathvariant") for mi in upright.iter(f"{MATHML}mi")}
    assert letters == {"A": "normal", "B": None}
    # A font word ends with its group.
    assert [mi.get("mathvariant") for mi in tree("{rm A} B").iter(f"{MATHML}mi")] == [
        "normal",
        None,
    ]


def test_lines_align_at_the_mark():
    root = tree("420 = & 2 times 210 #= & 4 times 105")
    assert root.find(f".//{MATHML}mtable").get("columnalign") == "right left"


def test_color():
    style = tree("{COLOR {255,0,255} {3}} over {4}").find(f".//{MATHML}mstyle")
    assert style.get("mathcolor") == "#ff00ff"
    assert style[0].text == "3"


def test_script_and_reading_are_kept():
    math = to_math("{1} over {2}\r\n#x")
    assert math.script == "{1} over {2}\r\n#x"
    assert math.notation == "hwp-eqn"
    assert etree.fromstring(math.mathml).get("alttext") == math.script
    assert to_math("1 over 2").alt == "2 분의 1"
    assert to_math("sqrt 2 = a").alt == "루트 2 는 a"


@pytest.mark.parametrize("script", ["", "  ", "~``", "{}", "{{}}", "rm", "over", "sqrt"])
def test_never_empty(script):
    root = tree(script)
    assert not understood(script)
    assert root.find(f"{MATHML}mtext").text


@pytest.mark.parametrize(
    "script",
    [
        "{" * 30_000,
        "left(" * 10_000,
        "sqrt " * 12_000,
        "(" * 30_000 + ")" * 30_000,
        "bar " * 15_000 + "x",
        "a over " * 9_000 + "b",
        "x^" * 30_000 + "2",
        "a lsub " * 9_000 + "b",
        "&" * 65_000,
        "x" * 65_536,
        "rm" * 32_000,
        "matrix{" + "&" * 200 + "#" * 60_000 + "}",
        "x" * 70_000,
        "}" * 60_000,
        "right)" * 10_000,
        "#".join("&" * 250 for _ in range(250)),
    ],
    ids=range(16),
)
def test_hostile_scripts_are_bounded(script):
    started = time.process_time()
    math = to_math(script)
    assert time.process_time() - started < 6
    assert math.script == script
    etree.fromstring(math.mathml, etree.XMLParser(huge_tree=False))


def test_too_deep_is_shown_as_text():
    script = "{" * 60 + "x" + "}" * 60
    assert not understood(script)
    assert tree(script).find(f"{MATHML}mtext").text == script


words = st.sampled_from(
    [*sorted(COMMANDS), *sorted(ACCENTS), "rm", "it", "bold", "sum", "int", "lim", "alpha", "prime"]
)
pieces = st.one_of(
    words,
    st.sampled_from(list("{}()[]_^#&~`|.,+-=<>/'\" ")),
    st.text(alphabet="xyzABC0123가나다", min_size=1, max_size=4),
)
scripts = st.one_of(
    st.text(max_size=60),
    st.lists(pieces, max_size=40).map("".join),
    st.lists(pieces, max_size=40).map(" ".join),
)


@pytest.mark.slow
@settings(max_examples=4 * settings.default.max_examples, deadline=None)
@given(scripts)
def test_any_script_gives_wellformed_mathml(script):
    math = to_math(script)
    root = etree.fromstring(math.mathml)
    assert root.tag == f"{MATHML}math"
    assert math.script == script
    assert "".join(root.itertext())
    for element in root.iter():
        name = element.tag.removeprefix(MATHML)
        assert name in ALLOWED
        if name in CHILDREN:
            assert len(element) == CHILDREN[name], etree.tostring(element)


@given(st.text(alphabet="가나다라마바사 +-={}^_", max_size=40))
def test_no_syllable_is_lost(script):
    shown = "".join(tree(script).itertext())
    assert sorted(re.findall("[가-힣]", shown)) == sorted(re.findall("[가-힣]", script))


def test_usual_scripts_are_fast():
    script = "x= {-b +-  root {2} of {b ^{2} -4ac}} over {2a}"
    started = time.process_time()
    for at in range(200):
        to_math(f"{script} {at}")  # each one new to the cache
    assert (time.process_time() - started) / 200 < 0.003
