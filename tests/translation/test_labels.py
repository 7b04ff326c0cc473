# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of headings in other languages."""

from __future__ import annotations

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Heading, Text
from translation.inline_codes import from_marked
from translation.labels import label_in
from translation.units import extract, merge


@pytest.mark.parametrize(
    ("label", "target", "expected"),
    [
        ("제2장", "en", "Chapter 2"),
        ("제3조의2", "en", "Article 3-2"),
        ("제1절", "vi", "Mục 1"),
        ("제12장", "ja", "第12章"),
        ("제3조의2", "zh", "第3条之2"),
        ("가.", "en", "가."),
        ("Ⅰ.", "en", "Ⅰ."),
        ("제2장", "fr", "제2장"),
    ],
)
def test_divisions_have_their_names(label: str, target: str, expected: str) -> None:
    assert label_in(label, "ko", target) == expected


def test_a_translated_heading_has_a_translated_number() -> None:
    heading = Heading(1, (Text("총칙"),), number="제1장")
    document = Document(metadata=Metadata(title="", language="ko"), blocks=(heading,))
    (unit,) = extract(document)
    made = merge(document, {unit.unit_id: from_marked("General provisions")}, "en")
    assert made.blocks[0].number == "Chapter 1"
    # What stays Korean keeps its Korean number.
    assert merge(document, {}, "en").blocks[0].number == "제1장"
