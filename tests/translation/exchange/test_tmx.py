# SPDX-License-Identifier: AGPL-3.0-or-later
"""TMX 1.4b: memories come back as they were, and those of other tools are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.translation.exchange.reviews import contents
from translation.exchange import tmx
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.rules.names import XliffRule
from translation.inline_codes import coded
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit

PAIR = LanguagePair("ko", "en")
HEADER = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t"'
    ' adminlang="en" srclang="ko" datatype="xml"/>'
)
_WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=8
)


def memory_of(units: str, header: str = HEADER) -> bytes:
    """Return a memory that holds ``units``."""
    return f'<tmx version="1.4">{header}<body>{units}</body></tmx>'.encode()


def unit_of(*variants: tuple[str, str], attributes: str = "") -> str:
    """Return a unit of (language, content of the segment)."""
    return (
        f"<tu{attributes}>"
        + "".join(
            f'<tuv xml:lang="{language}"><seg>{content}</seg></tuv>'
            for language, content in variants
        )
        + "</tu>"
    )


_MOMENTS = st.sampled_from(["", "2026-11-22T01:02:03Z"])
_UNITS = st.builds(
    lambda source, target, **rest: MemoryUnit(
        PAIR, coded(["가", *source]), coded(["a", *target]), **rest
    ),
    contents(_WORDS),
    contents(_WORDS),
    before=st.none() | st.just("00ff"),
    after=st.none() | st.just("ab12"),
    origin=_WORDS.map(str.strip),
    author=_WORDS.map(str.strip),
    created=_MOMENTS,
    changed=_MOMENTS,
    usage=st.integers(0, 99),
)


def _shape(unit: MemoryUnit) -> tuple[object, ...]:
    """Return a unit with codes called by their order: TMX keeps which are equal, no more."""
    seen: dict[int, int] = {}

    def named(content: object) -> tuple[object, ...]:
        return tuple(
            part
            if isinstance(part, str)
            else (part.kind, seen.setdefault(part.number, len(seen) + 1))
            for part in content.parts  # type: ignore[attr-defined]
        )

    rest = (unit.before, unit.after, unit.origin, unit.author, unit.created, unit.changed)
    return (named(unit.source), named(unit.target), *rest, unit.usage)


@given(st.lists(_UNITS, max_size=4))
def test_what_is_written_comes_back(units):
    written = tmx.write(units, PAIR)
    back = list(tmx.read(written, PAIR))
    assert [_shape(unit) for unit in back] == [_shape(unit) for unit in units]
    assert tmx.write(units, PAIR) == written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings_are_told_by_the_file(encoding):
    declared = "utf-16" if encoding.startswith("utf-16") else "utf-8"
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>'
        + memory_of(unit_of(("ko", "공원"), ("en", "park"))).decode()
    )
    assert [one.target.text for one in tmx.read(text.encode(encoding), PAIR)] == ["park"]


def test_languages_are_taken_in_any_order_and_by_their_first_part():
    units = (
        unit_of(("EN-gb", "colour"), ("ko-KR", "색"))
        + unit_of(("ko", "공원"), ("fr", "parc"), ("en_US", "park"), ("en", "the park"))
        + unit_of(("fr", "rien"), ("en", "nothing"))
    )
    found = [(one.source.text, one.target.text) for one in tmx.read(memory_of(units), PAIR)]
    assert found == [("색", "colour"), ("공원", "the park"), ("공원", "park")]


def test_codes_of_level_two_are_tags_and_sub_flows_no_text():
    segment = (
        'a<bpt i="1" x="1">&lt;b></bpt>b<ept i="1">&lt;/b></ept><ph x="2">'
        '[<sub>inner</sub>]</ph><hi>c</hi><it pos="end" x="3"/><ut>u</ut>'
    )
    other = '<ph x="2"/><bpt i="7" x="1"/>z<ept i="7"/>'
    found = next(tmx.read(memory_of(unit_of(("ko", segment), ("en", other))), PAIR))
    assert found.source.marked == "a<1>b</1><2/>c</3><4/>"
    assert found.target.marked == "<2/><1>z</1>"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (memory_of(unit_of(("ko", '<ept i="1"/>'), ("en", "a"))), XliffRule.PAIR),
        (memory_of(unit_of(("ko", '<bpt i="1"/>'), ("en", "a"))), XliffRule.PAIR),
        (memory_of(unit_of(("ko", '<bpt i="1"/><bpt i="1"/>'))), XliffRule.UNIQUE),
        (memory_of(unit_of(("ko", "<b>a</b>"))), XliffRule.ELEMENT),
        (memory_of("<tu/>"), XliffRule.CONTENT),
        (memory_of("<tu><tuv><seg>a</seg></tuv></tu>"), XliffRule.ATTRIBUTE_MISSING),
        (memory_of("", header=""), XliffRule.CONTENT),
        (memory_of("", header=HEADER.replace("sentence", "word")), XliffRule.VALUE),
    ],
)
def test_a_broken_rule_is_named(data, rule):
    with pytest.raises(ExchangeRefused) as found:
        list(tmx.read(data, PAIR))
    assert found.value.code is ExchangeCode.RULE_BROKEN
    assert found.value.params["rule"] == rule.value
