# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small DOCX and EPUB files of the corpus, each made to show one fault, become what they should."""

from __future__ import annotations

import pytest

from converters.document.nodes import (
    EquationBlock,
    Figure,
    Heading,
    InlineMath,
    ListBlock,
    Mark,
    NoteRef,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import every_flow, inlines_of, iter_blocks, iter_inlines, plain_text
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.conftest import CORPUS

pytestmark = pytest.mark.corpus


def read(name: str):
    return read_document(CORPUS / "faults" / name, (), DEFAULT_LIMITS, NoticeLog())


def text(name: str) -> str:
    document = read(name)
    return "\n".join(
        plain_text(inlines_of(block))
        for flow in every_flow(document)
        for block in iter_blocks(flow)
        if inlines_of(block)
    )


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("docx_long_latin_headings.docx", 5),
        ("docx_long_korean_headings.docx", 4),
        ("hwpx_long_outline_headings.hwpx", 4),
        ("epub_long_latin_headings.epub", 3),
        ("epub_headings_by_class_one_real_h2.epub", 3),
    ],
)
def test_headings_stay(name, number):
    assert sum(isinstance(b, Heading) for b in iter_blocks(read(name).blocks)) == number


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("docx_symbol_field.docx", "기호: ☑ 끝\n기호: ● 끝\n결과 있는 기호: ☑ 끝"),
        ("docx_wingdings_letters.docx", "화살표 → 원 ● 네모 ■ 체크 ✓ 상자 □ 기호체 αβ"),
        ("docx_altchunk.docx", "앞\n대체 덩어리 본문\n표\n뒤"),
    ],
)
def test_text_is_what_a_page_shows(name, shown):
    assert text(name) == shown


def test_equation_fields():
    shown = text("docx_eq_fields.docx")
    assert "①" in shown
    assert "인\u20de" in shown
    assert "\\" not in shown


def test_equations_of_words_and_lines():
    found = [
        block.math.mathml if isinstance(block, EquationBlock) else inline.math.mathml
        for block in iter_blocks(read("docx_omml_eqarr_and_hangul.docx").blocks)
        for inline in (
            [None] if isinstance(block, EquationBlock) else iter_inlines(inlines_of(block))
        )
        if isinstance(block, EquationBlock) or isinstance(inline, InlineMath)
    ]
    assert not any("&amp;" in math for math in found)
    assert any("<mtext>지방세</mtext><mtext>세입 합계</mtext>" in math for math in found)


def test_capitals():
    runs = [
        inline
        for block in iter_blocks(read("docx_caps.docx").blocks)
        for inline in iter_inlines(inlines_of(block))
        if isinstance(inline, Text)
    ]
    assert {run.value: run.marks for run in runs}["seoul city"] == {Mark.CAPS}


def test_numbers_past_their_letters():
    markers = [
        [item.marker for item in block.items]
        for block in iter_blocks(read("docx_numfmt_past_their_letters.docx").blocks)
        if isinstance(block, ListBlock)
    ]
    assert [
        "甲.",
        "乙.",
        "丙.",
        "丁.",
        "戊.",
        "己.",
        "庚.",
        "辛.",
        "壬.",
        "癸.",
        "11.",
        "12.",
    ] in markers


def test_notes_and_pages_that_are_pictures():
    notes = read("epub_picture_note_marks.epub")
    marks = [i for i in iter_inlines(inlines_of(notes.blocks[1])) if isinstance(i, NoteRef)]
    assert len(marks) == len(notes.notes) == 2
    assert [type(b) for b in read("epub_bitmaps_in_spine.epub").blocks] == [Figure, Figure]


@pytest.mark.parametrize(
    "name", ["docx_backslash_names.docx", "epub_backslash_names.epub", "hwpx_backslash_names.hwpx"]
)
def test_names_with_backslashes(name):
    assert text(name).strip()
