# SPDX-License-Identifier: AGPL-3.0-or-later
"""XLIFF 2.1: what is written comes back, and broken rules are named with their line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.translation.exchange.reviews import documents, small
from translation.exchange import xliff2
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.returned import applied
from translation.exchange.rules.names import XliffRule
from translation.inline_codes import from_marked
from translation.review.segments import Status

HEAD = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="ko"'


def document_of(unit: str, attributes: str = ' trgLang="en"', more: str = "") -> bytes:
    """Return a document of one unit; the unit begins in line 3."""
    return f'{HEAD}{attributes}>\n<file id="f1">{more}\n<unit id="u1">{unit}</unit></file></xliff>'.encode()


def segment_of(source: str, target: str | None = None, attributes: str = "") -> str:
    """Return a segment."""
    put = "" if target is None else f"<target>{target}</target>"
    return f"<segment{attributes}><source>{source}</source>{put}</segment>"


def refused(data: bytes) -> ExchangeRefused:
    """Return why ``data`` is refused."""
    with pytest.raises(ExchangeRefused) as found:
        xliff2.read(data)
    return found.value


@given(documents())
def test_what_is_written_comes_back(document):
    returned = xliff2.read(xliff2.write(document))
    assert [(one.segment_id, one.source, one.target, one.status) for one in returned.segments] == [
        (one.segment_id, one.source, one.target, one.status) for one in document.segments
    ]
    assert [one.locked for one in returned.segments] == [one.locked for one in document.segments]
    assert returned.comments == document.comments
    assert xliff2.write(applied(document, returned)) == xliff2.write(document)


def test_changes_of_another_tool_come_back():
    sent = xliff2.write(small()).decode()
    changed = sent.replace("The city opens the", "The city has opened the").replace(
        'state="initial" subState="hanji:draft"', 'state="reviewed"', 1
    )
    after = applied(small(), xliff2.read(changed.encode()))
    assert after.segments[0].target == from_marked("The city has opened the <2><1>park</1>.</2>")
    assert after.segments[0].status is Status.REVIEWED
    assert after.segments[1:] == small().segments[1:]


def test_a_pair_turned_into_two_ends_is_the_same_pair():
    unit = segment_of('<pc id="a">x</pc>', '<sc id="a"/>y<ec startRef="a"/>')
    target = xliff2.read(document_of(unit)).segments[0].target
    assert target.marked == "<1>y</1>"


def test_markers_are_passed_over_and_remarks_kept():
    unit = segment_of('<mrk id="m" type="comment" value="왜?">가</mrk>나')
    returned = xliff2.read(document_of(unit))
    assert returned.segments[0].source.text == "가나"
    assert [one.text for one in returned.comments] == ["왜?"]


def test_a_tool_that_drops_notes_and_segments_takes_nothing_away():
    document = small()
    part = replace(document, segments=document.segments[1:2], comments=())
    assert applied(document, xliff2.read(xliff2.write(part))) == document


def test_a_comment_that_was_resolved_is_resolved():
    resolved = replace(small().comments[0], resolved=True)
    sent = xliff2.write(replace(small(), comments=(resolved,)))
    assert applied(small(), xliff2.read(sent)).comments == (resolved, *small().comments[1:])


def test_a_locked_segment_stays_as_it_is():
    document = small()
    sent = xliff2.write(
        replace(
            document,
            segments=tuple(
                replace(one, target=from_marked("Changed.")) for one in document.segments
            ),
        )
    )
    after = applied(document, xliff2.read(sent))
    assert [one.target.text for one in after.segments] == ["Changed.", "Changed.", ""]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("sourceless", "sourceless"), None),
        (('id="d.ab12"', 'id="d.cd34"'), ExchangeCode.OTHER_DOCUMENT),
        (('trgLang="en"', 'trgLang="fr"'), ExchangeCode.OTHER_LANGUAGE),
        (('id="s.aaaa-1.3"', 'id="s.aaaa-1.9"'), ExchangeCode.RESEGMENTED),
        (("끝.", "시작."), ExchangeCode.SOURCE_CHANGED),
    ],
)
def test_what_does_not_fit_the_document_is_refused(change, code):
    sent = xliff2.write(small()).decode().replace(*change)
    if code is None:
        assert applied(small(), xliff2.read(sent.encode())) == small()
        return
    with pytest.raises(ExchangeRefused) as found:
        applied(small(), xliff2.read(sent.encode()))
    assert found.value.code is code


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (document_of(segment_of("a", "b"), ""), XliffRule.ATTRIBUTE_MISSING),
        (document_of(segment_of("a") * 2 + "<x/>"), XliffRule.ELEMENT),
        (document_of("<ignorable><source> </source></ignorable>"), XliffRule.CONTENT),
        (document_of(segment_of("a", attributes=' id="1"') * 2), XliffRule.UNIQUE),
        (document_of(segment_of('<ph id="1"/>', '<pc id="1">b</pc>')), XliffRule.CORRESPONDING),
        (document_of(segment_of("a", attributes=' state="final"')), XliffRule.STATE),
        (document_of(segment_of("a", attributes=' subState="x:y"')), XliffRule.TOGETHER),
        (document_of(segment_of("a", attributes=' state="initial" subState="y"')), XliffRule.VALUE),
        (document_of(segment_of('<sc id="1"/>a')), XliffRule.PAIR),
        (document_of(segment_of('<ec startRef="1"/>a')), XliffRule.PAIR),
        (document_of(segment_of('<sc id="1" canCopy="no"/><ec startRef="1"/>')), XliffRule.HINTS),
        (document_of(segment_of('<ph id="1" dataRef="d1"/>')), XliffRule.REFERENCE),
        (document_of(segment_of('<ph id="1" subType="xlf:b"/>')), XliffRule.TOGETHER),
        (document_of(segment_of('<ph id="1" type="ui" subType="xlf:b"/>')), XliffRule.SUBTYPE),
        (document_of(segment_of('<ph id="1" canReorder="firstNo"/>')), XliffRule.REORDER),
        (document_of(segment_of('<ph id="1" copyOf="9"/>')), XliffRule.REFERENCE),
        (document_of(segment_of('<cp hex="0041"/>')), XliffRule.CODE_POINT),
        (document_of(segment_of('<sm id="1" translate="no"/>a')), XliffRule.PAIR),
        (
            document_of(segment_of('<ph id="1" canDelete="no"/>', "b", ' state="final"')),
            XliffRule.DELETED,
        ),
        (
            document_of("<segment><source>a</source><target order='2'>b</target></segment>"),
            XliffRule.ORDER,
        ),
        (
            document_of("<segment><source xml:lang='fr'>a</source></segment>"),
            XliffRule.LANGUAGE,
        ),
        (document_of(segment_of("a"), more="<skeleton/>"), XliffRule.CONTENT),
        (
            document_of(
                "<n:glossary xmlns:n='urn:oasis:names:tc:xliff:glossary:2.0'><n:glossEntry>"
                "<n:term>a</n:term></n:glossEntry></n:glossary>" + segment_of("a")
            ),
            XliffRule.CONTENT,
        ),
        (
            document_of(
                segment_of("<mrk id='1' xmlns:i='http://www.w3.org/2005/11/its' i:lang='x'>a</mrk>")
            ),
            XliffRule.SCOPE,
        ),
    ],
)
def test_a_broken_rule_is_named_with_its_line(data, rule):
    found = refused(data)
    assert found.code is ExchangeCode.RULE_BROKEN
    assert found.params["rule"] == rule.value
    assert found.line in (1, 2, 3)


def test_a_fixed_sequence_may_not_be_changed():
    hints = 'canCopy="no" canDelete="no" canReorder'
    first, second = f'<ph id="1" {hints}="firstNo"/>', f'<ph id="2" {hints}="no"/>'
    xliff2.read(document_of(segment_of(first + second, first + second)))
    found = refused(document_of(segment_of(first + second, second + first)))
    assert found.params["rule"] == XliffRule.SEQUENCE.value
