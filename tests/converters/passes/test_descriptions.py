# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alternative texts that describe nothing are none, and the report says so."""

from __future__ import annotations

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Figure, InlineImage, Paragraph
from converters.document.notices import NoticeKind, NoticeLog
from converters.passes.descriptions import keep_true_descriptions


def kept(*alts: str, author: str = "") -> tuple[list[str], int]:
    """Return the texts left of pictures with ``alts``, and how many were taken away by name."""
    blocks = tuple(Figure(f"picture{at}", alt) for at, alt in enumerate(alts))
    document = Document(Metadata(creators=(author,) if author else ()), blocks)
    log = NoticeLog()
    done = keep_true_descriptions(document, log, "")
    told = [notice for notice in log.notices() if notice.kind is NoticeKind.ALT_TEXT_MISSING]
    left = [block.alt for block in done.blocks if isinstance(block, Figure)]
    return left, sum(notice.count for notice in told)


@pytest.mark.parametrize(
    "name",
    [
        "Equation.3", "Microsoft Equation 3.0", "Excel.Sheet.12", "Word.Picture.8", "Picture 4",
        "그림 12", "사진", "image1", "IMG_2034", "한지시 로고.png", "Visio.Drawing.15", "OLE Object",
    ],
)  # fmt: skip
def test_names_of_programs_objects_and_files_are_none(name):
    assert kept(name, "시청 앞 광장") == (["", "시청 앞 광장"], 1)


@pytest.mark.parametrize(
    "said",
    ["시청 앞 광장", "그림 3은 보행량", "Paint store on the corner", "Word cloud of complaints",
     "2026년 도표", "Picture of the bridge"],
)  # fmt: skip
def test_what_describes_a_picture_stays(said):
    assert kept(said) == ([said], 0)


def test_one_name_on_many_pictures_is_none():
    assert kept(*["김한지"] * 9) == ([""] * 9, 9)
    assert kept("화살표", "화살표") == (["화살표", "화살표"], 0)


def test_the_same_picture_may_say_the_same_many_times():
    blocks = (Figure("seal", "시장 직인"),) * 5
    done = keep_true_descriptions(Document(Metadata(), blocks), NoticeLog(), "")
    assert done.blocks == blocks


def test_the_author_of_the_file_is_no_description():
    assert kept("홍한지", author="홍한지") == ([""], 1)
    assert kept("홍한지") == (["홍한지"], 0)


def test_pictures_in_lines_are_looked_at_too():
    paragraph = Paragraph((InlineImage("a", "Equation.3"),))
    done = keep_true_descriptions(Document(Metadata(), (paragraph,)), NoticeLog(), "")
    assert done.blocks == (Paragraph((InlineImage("a", ""),)),)
