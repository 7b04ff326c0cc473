# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small PDF files of the corpus that show faults of letters, blanks and marks."""

from __future__ import annotations

from collections import Counter

import pytest

from converters.document.nodes import Heading, Mark, NoteRef, Table, Text
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text, every_flow, inlines_of, iter_blocks, iter_inlines
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.conftest import CORPUS

pytestmark = pytest.mark.corpus
FAULTS = CORPUS / "faults"


def read(name: str, notices: NoticeLog | None = None):
    return read_document(FAULTS / name, (), DEFAULT_LIMITS, notices or NoticeLog())


def blocks(name: str):
    return [block for flow in every_flow(read(name)) for block in iter_blocks(flow)]


def text(name: str) -> str:
    return "\n".join(block_text(block) for block in blocks(name) if inlines_of(block))


def test_narrow_letters_in_a_row_are_all_there() -> None:
    found = text("pdf_01_double_letters_helvetica.pdf")
    assert found.count("all will still install 1,111,000 0211 III village") == 16


def test_narrow_letters_and_blanks_stay_in_all_fonts_and_spacings() -> None:
    found = text("pdf_01b_double_letters_fonts.pdf")
    line = "http://www.seoul.go.kr//ab all Illinois billing III VIII"
    assert found.count(line) == 30


@pytest.mark.parametrize("spacing", ["_letter_spacing_-0.05em", "b_letter_spacing_-0.1em"])
def test_words_that_are_set_close_are_words(spacing: str) -> None:
    truth = Counter((FAULTS / "17_expected.txt").read_text("utf-8").split())
    found = Counter(text(f"pdf_17{spacing}_blanks_lost.pdf").split())
    assert (truth & found).total() >= 0.99 * max(truth.total(), found.total())


def test_paragraphs_that_are_set_close_keep_their_blanks() -> None:
    found = text("pdf_negative_letter_spacing.pdf").splitlines()
    assert found == [
        "보통 문장이다 띄어쓰기가 있다.",
        *(
            f"자간 마이너스 {share} 퍼센트 문장이다 띄어쓰기도 있다"
            for share in ("오", "팔", "십이")
        ),
    ]


def test_a_white_title_on_a_gradient_is_the_title() -> None:
    found = [b for b in blocks("pdf_07_white_title_on_gradient.pdf") if isinstance(b, Heading)]
    assert block_text(found[0]) == "2026년 시민 안전 종합 계획"


def _marked(name: str, mark: Mark) -> list[str]:
    return [
        inline.value
        for block in blocks(name)
        for inline in iter_inlines(inlines_of(block) or ())
        if isinstance(inline, Text) and mark in inline.marks
    ]


def test_marks_and_exponents_stand_in_their_lines() -> None:
    name = "pdf_superscripts_at_83_percent.pdf"
    assert _marked(name, Mark.SUPERSCRIPT) == ["2", "2"]
    assert _marked(name, Mark.SUBSCRIPT) == ["2"]
    document = read(name)
    notes = [
        document.notes[inline.note_id].mark
        for block in document.blocks
        for inline in inlines_of(block) or ()
        if isinstance(inline, NoteRef)
    ]
    assert notes == ["1)", "2)"]


def test_marks_stand_in_their_cells() -> None:
    assert _marked("pdf_superscripts_in_table.pdf", Mark.SUPERSCRIPT) == ["1)", "2)", "3)"]


@pytest.mark.parametrize(
    ("name", "head"),
    [("pdf_rotated_cell.pdf", "세로 머리"), ("pdf_watermark_dropped_unsaid.pdf", "세로머리")],
)
def test_turned_text_stands_in_its_cell(name: str, head: str) -> None:
    (table,) = [block for block in blocks(name) if isinstance(block, Table)]
    assert [block_text(block) for block in table.rows[0].cells[0].blocks] == [head]


def test_a_watermark_is_named() -> None:
    notices = NoticeLog()
    read("pdf_watermark_dropped_unsaid.pdf", notices)
    named = [n.detail for n in notices.notices() if n.kind is NoticeKind.WATERMARK]
    assert named == ["대외비"]


def test_values_of_fields_and_free_notes_are_in_the_text() -> None:
    found = text("pdf_form_values_freetext.pdf")
    assert all(words in found for words in ("Hong Gildong", "Seoul Jung-gu", "FREETEXT NOTE"))
