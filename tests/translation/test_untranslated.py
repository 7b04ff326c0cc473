# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sentence of which an engine says nothing stays in its language, marked and counted: none is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest

from app.jobs.translating import TranslationOrder, translated
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Link, Paragraph, Text
from converters.document.notices import NoticeKind, NoticeLog
from translation.draft import draft
from translation.engine.answers import is_no_answer
from translation.engine.decoder import Care, Decoded, Guard
from translation.engine.lent_alignment import LentAlignment
from translation.engine.served import ServedModel
from translation.engine.tokenizer import WordTokenizer
from translation.inline_codes import Codes, from_marked
from translation.pivot_translation import PivotTranslator
from translation.sentence_cache import SentenceCache
from translation.units import TranslationUnit, UnitKind, extract

FIRST, SECOND = "시장이 말했다.", "도서관 세 곳을 열었다."
Said = Mapping[str, str]


class Says(LentAlignment):
    """A ``TranslationModel`` that says what a table has, and otherwise nothing."""

    threads = 1

    def __init__(self, said: Said) -> None:
        self.pieces = WordTokenizer()
        super().__init__(self.pieces, None)
        self.said = said
        self.asked: list[str] = []

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[str]:
        del batch, care, guard
        self.asked += texts
        return list(texts)

    def collect(self, started: Sequence[str]) -> list[Decoded]:
        return [Decoded(self._pieces_of(self.said.get(text, "")), None) for text in started]


def served(said: Said) -> ServedModel:
    def serve(texts: Sequence[str], _again: bool) -> Future[list[str | None]]:
        future: Future[list[str | None]] = Future()
        future.set_result([said.get(text) for text in texts])
        return future

    return ServedModel(serve)


ENGINES = pytest.mark.parametrize("engine", [Says, served])
LOST = [
    "",
    "   ",
    "...",
    "the city " * 40,
    "of the the of the the of the the of the the",
    "하" * 90,
]


def unit(marked: str) -> TranslationUnit:
    return TranslationUnit("a", UnitKind.PARAGRAPH, from_marked(marked), Codes((), Text("")))


@pytest.mark.parametrize("said", LOST)
@ENGINES
def test_no_answer_leaves_the_sentence_with_its_codes(
    engine: Callable[[Said], Says | ServedModel], said: str
) -> None:
    model = engine({FIRST: "The mayor said so.", SECOND: said})
    made = draft([unit(f"{FIRST} <1>{SECOND}</1>")], PivotTranslator(("ko", "en"), [model]))
    one, other = made.segments["a"]
    assert (one.untranslated, one.target.text.strip()) == (False, "The mayor said so.")
    assert (other.untranslated, other.by_machine, other.target) == (True, False, other.source)
    assert made.targets()["a"].text == f"The mayor said so. {SECOND}"
    ((start, end),) = made.left()["a"]
    assert made.targets()["a"].text[start:end] == SECOND


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FIRST, "The mayor said so."),
        ("계 0 0 0 0", "Total 0 0 0 0"),
        ("100만 원", "1000000 won"),
        ("하하하하 하하하하 하하하하 하하하하 하하하하", "ha ha ha ha ha ha ha ha ha ha"),
        ("목차 ............................", "Contents ............................"),
        ("예, 예, 예, 예", "Yes, yes, yes, yes"),
        ("2026.", "2026."),
    ],
)
def test_what_a_sentence_says_itself_is_an_answer(text: str, said: str) -> None:
    assert not is_no_answer(text, said)


def test_a_beam_that_ends_well_goes_before_none() -> None:
    """Another try with faults is better than nothing."""

    class Once(Says):
        tries = 0

        def collect(self, started: Sequence[str]) -> list[Decoded]:
            self.tries += 1
            said = "" if self.tries == 1 else "It opened 3 열었다."
            return [Decoded(self._pieces_of(said), None) for _ in started]

    made = draft([unit(SECOND)], PivotTranslator(("ko", "en"), [Once({})]))
    assert made.targets()["a"].text == "It opened 3 열었다."


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [({}, {"The mayor": "市長"}, []), ({FIRST: "The mayor"}, {}, ["The mayor"])],
)
def test_by_way_of_english_its_own_words_stay(first: Said, second: Said, asked: list[str]) -> None:
    models = Says(first), Says(second)
    made = draft([unit(FIRST)], PivotTranslator(("ko", "en", "ja"), models))
    assert made.segments["a"][0].target.text == FIRST
    assert made.targets() == {}
    assert list(dict.fromkeys(models[1].asked)) == asked


def test_what_got_none_is_asked_again_the_next_time(tmp_path: Path) -> None:
    cache = SentenceCache(tmp_path / "finished.sqlite")
    for said in ("", "The mayor said so."):
        model = Says({FIRST: said})
        route = PivotTranslator(("ko", "en"), [model], identities=["a"], cache=cache)
        made = draft([unit(FIRST)], route)
        assert model.asked
    assert made.targets()["a"].text == "The mayor said so."
    cache.close()


ORDER = TranslationOrder(("ko", "en"), (), "test")


def document(*paragraphs: Paragraph) -> Document:
    return Document(Metadata(language="ko"), paragraphs)


def test_the_book_says_how_many_and_marks_their_language() -> None:
    source = document(
        Paragraph((Text(f"{FIRST} "), Link("#a", (Text(SECOND),)))), Paragraph((Text("끝맺는 말"),))
    )
    notices = NoticeLog()
    route = PivotTranslator(("ko", "en"), [Says({FIRST: "The mayor said so."})])
    made = translated(source, ORDER, notices, lambda *_: None, route)
    box, mixed, left = made.blocks
    assert mixed == Paragraph((Text("The mayor said so. "), Link("#a", (Text(SECOND, lang="ko"),))))
    assert left == Paragraph((Text("끝맺는 말", lang="ko"),))
    assert "original: 2." in str(box)
    assert "원문 그대로 둔 문장: 2개" in made.metadata.description
    counts = {one.kind: one.count for one in notices.notices()}
    assert counts[NoticeKind.SEGMENT_UNTRANSLATED] == 2
    assert counts[NoticeKind.MACHINE_DRAFT] == 1
    assert len(extract(source)) == 2


def test_of_a_document_of_which_nothing_was_translated_nothing_claims_to_be() -> None:
    source, notices = document(Paragraph((Text(FIRST),))), NoticeLog()
    route = PivotTranslator(("ko", "en"), [Says({})])
    assert translated(source, ORDER, notices, lambda *_: None, route) == source
    assert [one.kind for one in notices.notices()] == [NoticeKind.SEGMENT_UNTRANSLATED]
