# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markup goes into codes and comes back, whatever it is and wherever it is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from converters.document.nodes import Link, Mark, NoteRef, Text
from tests.property import documents
from translation.inline_codes import coded, cut, decode, encode, from_marked, joined

BOLD = frozenset({Mark.STRONG})
NOTE = NoteRef("n1")
SENTENCE = (
    Text("시는 "),
    Link("https://example.kr", (Text("누리집", BOLD), Text("에서"))),
    Text(" 알린다."),
    NOTE,
    Text(" 끝."),
)


def test_a_unit_reads_as_text_with_numbered_tags():
    content, codes = encode(SENTENCE)
    assert content.marked == "시는 <1><2>누리집</2>에서</1> 알린다.<3/> 끝."
    assert content.text == "시는 누리집에서 알린다. 끝."
    assert codes.of(3) is NOTE
    assert codes.of(4) is None


def test_bold_text_alone_needs_no_code():
    assert encode((Text("모두 굵게", BOLD),))[0].marked == "모두 굵게"


@given(documents.any_inlines())
def test_what_is_encoded_comes_back(inlines):
    content, codes = encode(inlines)
    assert decode(content, codes) == decode(from_marked(content.marked), codes)
    again, codes_again = encode(decode(content, codes))
    assert decode(again, codes_again) == decode(content, codes)
    assert again.text == content.text


def test_a_unit_comes_back_node_by_node():
    assert decode(*encode(SENTENCE)) == SENTENCE


@given(documents.any_inlines(), st.lists(st.integers(0, 40), max_size=4))
def test_pieces_of_a_unit_make_it_whole_again(inlines, places):
    content, _ = encode(inlines)
    pieces = cut(content, places)
    assert "".join(piece.text for piece in pieces) == content.text
    assert len(pieces) == 1 + len({p for p in places if 0 < p < len(content.text)})
    assert joined(pieces) == content


def test_a_note_stays_with_the_sentence_before_it():
    content, _ = encode(SENTENCE)
    first, second = cut(content, [content.text.index(" 끝.")])
    assert first.marked.endswith("알린다.<3/>")
    assert second.marked == " 끝."


def test_a_cut_link_is_a_link_in_both_pieces():
    content, codes = encode(SENTENCE)
    first, second = cut(content, [content.text.index("집")])
    assert (first.marked, second.marked[:11]) == ("시는 <1><2>누리</2></1>", "<1><2>집</2>")
    assert decode(joined([first, second]), codes) == SENTENCE


@given(st.lists(st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "<9>", "</9>", "가"])))
def test_no_order_of_tags_fails_or_loses_text(tags):
    _, codes = encode(SENTENCE)
    found = decode(from_marked("".join(tags)), codes)
    content, _ = encode(found)
    assert content.text == "가" * tags.count("가")


def test_text_that_looks_like_a_tag_is_text():
    content, codes = encode((Text("a <1> & <b>"), NOTE))
    assert from_marked(content.marked) == content
    assert decode(content, codes) == (Text("a <1> & <b>"), NOTE)


def test_neighbouring_texts_are_one():
    assert coded(["가", "", "나"]).parts == ("가나",)
