# SPDX-License-Identifier: AGPL-3.0-or-later
"""Languages of documents and of runs: what the text says, and which marks are believed."""

from __future__ import annotations

import pytest

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Source, Text
from converters.document.notices import NoticeLog
from converters.passes.language import mark_languages
from converters.passes.written_language import language_of, may_be

ENGLISH = "The manual says which of the keys are to be held while the lamp is on, and for how long."
GERMAN = (
    "Die Stadt und der Bezirk sind für die Wege verantwortlich, und das ist nicht mit dem Bund."
)


def langs(source: str, *texts: Text) -> list[str | None]:
    document = Document(
        Metadata(), tuple(Paragraph((each,)) for each in texts), source=Source("0" * 64, source)
    )
    done = mark_languages(document, NoticeLog(), "").blocks
    return [block.inlines[0].lang for block in done if isinstance(block, Paragraph)]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("O relatório da cidade é um documento que não se lê com as mãos.", "pt"),
        ("Le rapport de la ville est un document qui ne se lit pas avec les mains.", "fr"),
        ("Это отчёт города о дорогах.", "ru"),
        ("서울시 보행 백서", "ko"),
        ("東京都の歩行者", "ja"),
        ("城市步行白皮书", "zh"),
        ("Bluetooth 5.3", ""),
        ("12,345", ""),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        (ENGLISH, "de-DE", False),
        (GERMAN, "de-AT", True),
        ("Bundestag", "de-DE", None),
        ("서울", "en-US", False),
        ("漢字", "ja-JP", True),
        ("Москва", "uk", True),
    ],
)
def test_whether_a_mark_may_be_true(text, lang, told):
    assert may_be(text, lang) is told


def test_an_english_manual_typed_with_a_german_keyboard_has_no_german():
    assert langs("docx", *(Text(f"{ENGLISH} ({n})", lang="de-DE") for n in range(3))) == [None] * 3
    assert langs("docx", Text(ENGLISH), Text("Key 4", lang="de-DE")) == [None, None]


def test_german_in_an_english_manual_keeps_its_mark_and_short_words_with_it():
    found = langs(
        "docx", Text(ENGLISH * 3), Text(GERMAN, lang="de-DE"), Text("Rathaus", lang="de-DE")
    )
    assert found == [None, "de-DE", "de-DE"]


def test_elsewhere_a_short_word_keeps_the_mark_that_somebody_gave_it():
    assert langs("epub", Text(ENGLISH), Text("mairie", lang="fr")) == [None, "fr"]
    assert langs("epub", Text(ENGLISH * 2), Text(ENGLISH, lang="fr")) == [None, None]


def test_a_document_in_another_language_says_so():
    document = Document(Metadata(), (Paragraph((Text(GERMAN * 2),)),))
    assert mark_languages(document, NoticeLog(), "").metadata.language == "de"
