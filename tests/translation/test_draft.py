# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts of units and of whole documents, by the real network of the sample package."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters.document.nodes import Text
from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.acceptance.translated import structure
from tests.conftest import SAMPLES
from translation.draft import DraftSegment, draft, is_translatable
from translation.inline_codes import Codes, from_marked, tags_of
from translation.pivot_translation import PivotTranslator
from translation.units import TranslationUnit, UnitKind, extract, merge

FILES = sorted(SAMPLES.glob("*.*"))


def segments(marked: str, route: PivotTranslator) -> tuple[DraftSegment, ...]:
    unit = TranslationUnit("a-1", UnitKind.PARAGRAPH, from_marked(marked), Codes((), Text("")))
    return draft([unit], route).segments["a-1"]


def target(marked: str, route: PivotTranslator) -> str:
    return "".join(segment.target.marked for segment in segments(marked, route))


def test_bullets_and_blanks_stay_and_are_not_translated(route: PivotTranslator) -> None:
    assert target("  □ 파일을 삭제합니다. ", route).startswith("  □ ")
    assert target("① 파일을 삭제합니다.", route).startswith("① ")


@pytest.mark.parametrize("text", ["2026. 11. 22.", "ISO 9001", "- 3 -", "100%", ""])
def test_what_has_no_korean_stays(route: PivotTranslator, text: str) -> None:
    assert target(text, route) == text
    assert not is_translatable(text, "ko")


def test_each_sentence_is_a_segment_of_its_own(route: PivotTranslator) -> None:
    made = segments("파일을 삭제합니다. 창을 닫습니다.", route)
    assert [segment.source.text for segment in made] == ["파일을 삭제합니다. ", "창을 닫습니다."]
    assert all(segment.score is not None and segment.score < 0 for segment in made)


def test_codes_go_with_their_words(route: PivotTranslator) -> None:
    made = target("이 <1>파일</1>을 삭제합니다.<2/>", route)
    assert "file</1>" in made
    assert made.endswith("<2/>")


def test_very_long_sentences_are_cut_and_whole_again(route: PivotTranslator) -> None:
    long = ", ".join(["파일을 <1>삭제</1>하고 창을 닫고 프로그램을 다시 시작하며"] * 12)
    long = long.replace("<1>", "").replace("</1>", "")
    made = segments(long, route)
    assert len(made) > 1
    assert "".join(segment.source.text for segment in made) == long


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_keeps_its_structure_and_all_codes(path: Path, route: PivotTranslator) -> None:
    document = read_document(path, (), DEFAULT_LIMITS, NoticeLog())
    made = draft(extract(document), route)
    for some in made.segments.values():
        for segment in some:
            before = sorted(map(str, tags_of(segment.source)))
            assert sorted(map(str, tags_of(segment.target))) == before, segment
    english = merge(document, made.targets(), "en")
    assert structure(english) == structure(document)
    assert english.metadata.language == "en"
    assert english.metadata.title != document.metadata.title


def test_drafts_are_the_same_every_time(route: PivotTranslator) -> None:
    document = read_document(FILES[0], (), DEFAULT_LIMITS, NoticeLog())
    units = extract(document)
    assert draft(units, route).targets() == draft(units, route).targets()
