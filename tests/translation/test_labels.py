# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers of headings in other languages, and what a draft says of itself."""

from __future__ import annotations

import re

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Aside, Document, Heading, Paragraph, Text
from translation.inline_codes import from_marked
from translation.labels import label_in
from translation.notice import noted
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


@pytest.mark.parametrize("target", ["ko", "en", "ja", "zh", "vi", "th", "mn-MN"])
@pytest.mark.parametrize("source", ["ko", "en"])
@pytest.mark.parametrize("server", ["", "MT (mt.city)"])
def test_the_notice_of_a_draft_is_in_one_language_a_paragraph(
    source: str, target: str, server: str
) -> None:
    made = noted(
        Document(Metadata(language=target), ()),
        source,
        target,
        demonstration=not server,
        server=server,
        untranslated=3,
    )
    (box,) = made.blocks
    assert isinstance(box, Aside)
    said = {}
    for paragraph in box.blocks:
        assert isinstance(paragraph, Paragraph)
        (run,) = paragraph.inlines
        assert isinstance(run, Text)
        said[run.lang or target] = run.value.replace(server, "") if server else run.value
        assert server in run.value
        assert run.value.count("3") == 1
    known = ("ko", "en", "ja", "zh", "vi")
    assert set(said) == {one if one in known else "en" for one in (source, target)}
    for language, words in said.items():
        assert bool(re.search("[가-힣]", words)) == (language == "ko")
        assert bool(re.search("[ぁ-ヿ]", words)) == (language == "ja")
        assert bool(re.search("[一-鿿]", words)) == (language in ("ja", "zh"))
        assert bool(re.search("[A-Za-z]{3}", words)) == (language in ("en", "vi"))
        assert bool(re.search("[ạ-ỹ]", words)) == (language == "vi")
