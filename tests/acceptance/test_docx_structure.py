# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our reading of DOCX has the structure of pandoc's golden results."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.acceptance.docx_structure import (
    CLASSES,
    ENOUGH,
    Comparison,
    comparisons,
    known_disagreements,
    own_name,
    share,
)
from tests.acceptance.pandoc_native import NativeSyntaxError, Node, parse
from tests.acceptance.pandoc_structure import structure_of
from tests.acceptance.structure import aspects, differences
from tests.conftest import CORPUS

GOLDENS = CORPUS / "docx" / "jgm+pandoc"


@pytest.fixture(scope="module")
def found() -> list[Comparison]:
    return comparisons(GOLDENS)


@pytest.mark.corpus
@pytest.mark.skipif(not GOLDENS.is_dir(), reason="the shared corpus has no goldens of pandoc")
def test_documents_agree_with_the_goldens(
    found: list[Comparison], figure: Callable[[str], None]
) -> None:
    reading = [one for one in found if not one.written]
    assert len(reading) > 30
    assert share(reading) >= ENOUGH, [one.name for one in reading if not one.agrees]
    figure(
        f"pandoc's goldens: {sum(one.agrees for one in reading)} of {len(reading)} tests of reading"
        f" agree, {sum(one.agrees for one in found)} of {len(found)} with those it writes"
    )


@pytest.mark.corpus
@pytest.mark.skipif(not GOLDENS.is_dir(), reason="the shared corpus has no goldens of pandoc")
def test_each_disagreement_is_explained_and_no_other(found: list[Comparison]) -> None:
    known = known_disagreements()
    assert {own_name(one.name) for one in found if not one.agrees} == set(known)
    assert all(entry["class"] in CLASSES and entry["why"] for entry in known.values())


def test_native_notation_is_read() -> None:
    assert parse(r'Pandoc (Meta {unMeta = fromList [("a",MetaBool True)]}) []') == Node(
        "Pandoc",
        (Node("Meta", ([Node("fromList", ([("a", Node("MetaBool", (Node("True"),)))],))],)), []),
    )
    assert parse(r'[Str "\54620\&1 \"x\"\n",ColWidth 9.7e-2,Row (-1)]') == [
        Node("Str", ('한1 "x"\n',)),
        Node("ColWidth", (0.097,)),
        Node("Row", (-1,)),
    ]


@pytest.mark.parametrize("broken", ['[Str "a"', '[Str "a"] Para', "(1 2)", "[;]"])
def test_what_is_not_native_notation_is_refused(broken: str) -> None:
    with pytest.raises(NativeSyntaxError):
        parse(broken)


_ATTR = '("",[],[])'
_CELL = f"Cell {_ATTR} AlignDefault (RowSpan 1) (ColSpan 1)"
_BASE = (
    f'[Header 1 ("place",[],[]) [Str "Head"],Para [Emph [Str "a"],Note [Para [Str "n"]],'
    f'Link {_ATTR} [Str "l"] ("#place",""),Image {_ATTR} [Str "alt"] ("x.png",""),Code {_ATTR} "c",'
    f'Math InlineMath "x"],OrderedList (3,Decimal,Period) [[Plain [Str "i"]]],'
    f'BulletList [[Plain [Str "\\9744",Space,Str "box"]]],BlockQuote [Para [Str "q"]],'
    f'CodeBlock {_ATTR} "one\\ntwo",Table {_ATTR} (Caption Nothing []) [] (TableHead {_ATTR} [])'
    f'[TableBody {_ATTR} (RowHeadColumns 0) [] [Row {_ATTR} [{_CELL} [Plain [Str "x"]]]]]'
    f"(TableFoot {_ATTR} [])]"
)


@pytest.mark.parametrize(
    ("was", "becomes", "aspect"),
    [
        ("Header 1", "Header 2", "headings"),
        ('Str "Head"', 'Str "Hat"', "text"),
        ("Emph", "Strong", "emphasis"),
        ('Str "n"', 'Str "m"', "notes"),
        ('("#place","")', '("#other","")', "links"),
        ('Str "alt"', 'Str "all"', "images"),
        ('"c"', '"d"', "code in a line"),
        ('Math InlineMath "x"', "Space", "math"),
        ("(3,", "(4,", "lists"),
        ("Decimal", "LowerRoman", "lists"),
        ("\\9744", "\\9746", "lists"),
        ("BlockQuote", f"Div {_ATTR}", "quotes"),
        ("one\\ntwo", "one two", "code"),
        ("ColSpan 1", "ColSpan 2", "tables"),
    ],
)
def test_the_comparison_notices(was: str, becomes: str, aspect: str) -> None:
    assert was in _BASE
    one, other = (structure_of(text) for text in (_BASE, _BASE.replace(was, becomes)))
    assert not differences(aspects(one), aspects(one))
    assert aspect in differences(aspects(one), aspects(other))


def test_pandoc_quotation_may_be_an_indent_but_ours_must_be_a_quotation_there() -> None:
    golden = {"quotes": ["set apart"]}
    assert not differences(golden, {"indented": ["set apart"]})
    assert not differences(golden, {"quotes": ["set apart"], "indented": ["set apart"]})
    assert differences(golden, {"indented": ["another"]})
    assert differences({}, {"quotes": ["set apart"]})
