# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which words are unknown, and what is no word at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.spelling import dictionary_file
from translation.spelling import Spelling, SpellingDictionary, SpellingUnavailable, words_of

pytest.importorskip("hunspell")


@pytest.fixture(scope="module")
def english() -> SpellingDictionary:
    path = dictionary_file("en")
    assert path is not None
    return SpellingDictionary(path, "en")


def unknown(spelling: Spelling, text: str, source: str = "") -> list[str]:
    return [text[start:end] for start, end in spelling.unknown(text, source)]


def test_misspelt_words_are_found_and_what_is_meant_comes_first(
    english: SpellingDictionary,
) -> None:
    found = unknown(Spelling(english), "We recieve your aplication, it’s definately late.")
    assert found == ["recieve", "aplication", "definately"]
    assert english.suggest("recieve")[0] == "receive"
    assert english.suggest("definately")[0] == "definitely"
    assert "didn’t" in english.suggest("didnt’"), "the writer's own apostrophe stays"


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 and ABC-123, v2x and 3rd",
        "See https://seongnam.go.kr/qwert or write to qwert@seongnam.go.kr.",
        "Open C:\\qwert\\asdfg.hwp, report_qwert.docx or qwert.docx.",
        "WGSL and iPhoneX",
        "신청은 여기에서",
        "well-known state-of-the-art sites",
        "the citizens’ requests, the city’s plan, don't",
    ],
)
def test_codes_addresses_abbreviations_and_other_letters_are_no_words(
    english: SpellingDictionary, text: str
) -> None:
    assert unknown(Spelling(english), text) == []


def test_words_of_the_project_names_of_the_memory_and_of_the_source_are_right(
    english: SpellingDictionary,
) -> None:
    text = "Pangyo-dong’s Bundang office in Sujeong helps qwertish people."
    assert unknown(Spelling(english), text) == ["Pangyo-dong’s", "Bundang", "Sujeong", "qwertish"]
    spelling = Spelling(
        english, ("Pangyo-dong", "qwertish help"), is_name=lambda word: word == "Bundang"
    )
    assert unknown(spelling, text, "Sujeong역 사무소") == []
    # What is no name is not asked for in the memory.
    always = Spelling(english, is_name=lambda _word: True)
    assert unknown(always, "the bundang office") == ["bundang"]


def test_languages_without_blanks_have_no_words(english: SpellingDictionary) -> None:
    assert list(words_of("来了qwert名居民", "zh")) == []
    assert [word for _, _, word in words_of("Новый год", "ru")] == ["Новый", "год"]


def test_without_a_dictionary_nothing_is_said() -> None:
    assert unknown(Spelling(None), "recieve") == []


def test_files_that_are_not_there_are_no_dictionary(tmp_path: Path) -> None:
    with pytest.raises(SpellingUnavailable):
        SpellingDictionary(tmp_path / "xx_XX.aff", "xx")
