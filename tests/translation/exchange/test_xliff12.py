# SPDX-License-Identifier: AGPL-3.0-or-later
"""XLIFF 1.2: what is written comes back, dialects are read, broken files refused."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.translation.exchange.reviews import documents, small
from translation.exchange import xliff12
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.returned import applied
from translation.exchange.rules.names import XliffRule
from translation.review.segments import Status


def document_of(unit: str, more: str = "") -> bytes:
    """Return a document of one trans-unit."""
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"'
        ' xmlns:sdl="http://example.com/dialect"><file original="a" datatype="xml"'
        f' source-language="ko" target-language="en"{more}><body>{unit}</body></file></xliff>'
    ).encode()


@given(documents(any_text=False))
def test_what_is_written_comes_back(document):
    returned = xliff12.read(xliff12.write(document))
    assert [
        (one.segment_id, one.source, one.target, one.status, one.locked)
        for one in returned.segments
    ] == [
        (one.segment_id, one.source, one.target, one.status, one.locked)
        for one in document.segments
    ]
    assert returned.comments == document.comments
    assert xliff12.write(applied(document, returned)) == xliff12.write(document)


def test_numbers_of_comments_come_back():
    assert xliff12.read(xliff12.write(small())).comments == small().comments


def test_a_dialect_with_segments_in_markers_is_read():
    unit = (
        '<trans-unit id="1" sdl:locked="false"><source>하나. 둘.</source><seg-source>'
        '<mrk mtype="seg" mid="1">하나.</mrk> <mrk mtype="seg" mid="2">둘.</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="1">One.</mrk></target>'
        '<sdl:seg-defs><sdl:seg id="1" conf="Draft"/></sdl:seg-defs></trans-unit>'
    )
    found = xliff12.read(document_of(unit)).segments
    assert [(one.segment_id, one.source.text, one.target.text, one.status) for one in found] == [
        ("1.1", "하나.", "One.", Status.DRAFT),
        ("1.2", "둘.", "", Status.UNTRANSLATED),
    ]


def test_all_kinds_of_codes_are_tags():
    source = (
        '<g id="a">b</g><x id="c"/><bx id="d" rid="1"/>e<ex id="f" rid="1"/>'
        '<bpt id="g">&lt;i></bpt>h<ept id="g">&lt;/i></ept><it id="i" pos="open"/><ph id="j"/>'
    )
    unit = f'<trans-unit id="1"><source>{source}</source></trans-unit>'
    found = xliff12.read(document_of(unit)).segments[0].source
    assert found.marked == "<1>b</1><2/><3>e</3><4>h</4><5><6/>"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (document_of('<trans-unit id="1"/>'), XliffRule.CONTENT),
        (
            document_of('<trans-unit id="1"><source><x/>a</source></trans-unit>'),
            XliffRule.ATTRIBUTE_MISSING,
        ),
        (
            document_of('<trans-unit id="1"><source><b>a</b></source></trans-unit>'),
            XliffRule.ELEMENT,
        ),
        (
            document_of('<trans-unit id="1"><source><it id="1" pos="up"/></source></trans-unit>'),
            XliffRule.VALUE,
        ),
        (document_of("").replace(b' source-language="ko"', b""), XliffRule.ATTRIBUTE_MISSING),
        (document_of("").replace(b'"ko"', b'"k"'), XliffRule.VALUE),
    ],
)
def test_a_broken_rule_is_named(data, rule):
    with pytest.raises(ExchangeRefused) as found:
        xliff12.read(data)
    assert found.value.code is ExchangeCode.RULE_BROKEN
    assert found.value.params["rule"] == rule.value
