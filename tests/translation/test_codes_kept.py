# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes of a segment are neither lost nor invented, whatever an engine says and however it aligns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters.document.nodes import Document, Text
from converters.document.notices import NoticeLog
from converters.epub.writer import write_book
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.acceptance.translated import structure
from tests.checkers import epubcheck
from tests.conftest import SAMPLES
from translation.draft import Drafts, draft
from translation.engine.decoder import Care, Decoded, Guard
from translation.engine.lent_alignment import LentAlignment
from translation.engine.served import ServedModel
from translation.engine.tokenizer import Span, WordTokenizer
from translation.inline_codes import Coded, Codes, Part, Tag, TagKind, coded, from_marked, tags_of
from translation.pivot_translation import PivotTranslator
from translation.tag_projection import AlignedTranslation, project_tags
from translation.translator import MachineTranslation, MemoryHit, MemoryQuery
from translation.units import TranslationUnit, UnitKind, extract, merge

LANGUAGES = ("ko", "en")
FILES = sorted(SAMPLES.glob("*.*"))


class OneSentence(LentAlignment):
    """A ``TranslationModel`` that says the same of everything, and aligns nothing itself."""

    threads = 1

    def __init__(self, said: str) -> None:
        self.pieces = WordTokenizer()
        super().__init__(self.pieces, None)
        self._said = said

    def submit(
        self,
        texts: Sequence[str],
        batch: Sequence[Sequence[str]],
        care: Care,
        *,
        guard: Guard | None = None,
    ) -> list[str]:
        del batch, care, guard
        return list(texts)

    def collect(self, started: Sequence[str]) -> list[Decoded]:
        return [Decoded(self._pieces_of(self._said), None) for _ in started]


def served(said: str) -> ServedModel:
    """Return a server that says the same of everything."""

    def serve(texts: Sequence[str], _again: bool) -> Future[list[str | None]]:
        future: Future[list[str | None]] = Future()
        future.set_result([said for _ in texts])
        return future

    return ServedModel(serve)


def read(path: Path) -> Document:
    return read_document(path, (), DEFAULT_LIMITS, NoticeLog())


def assert_codes_kept(drafts: Drafts) -> int:
    """Fail where a segment's codes are not those of its source; return how many tags there were."""
    found = 0
    for segment in (one for some in drafts.segments.values() for one in some):
        own, made = (Counter(tags_of(side)) for side in (segment.source, segment.target))
        assert own == made, (segment.source.marked, segment.target.marked)
        found += sum(own.values())
    return found


# ------------------------------------------------------------ documents


@pytest.mark.parametrize("care", list(Care))
@pytest.mark.parametrize("engine", [OneSentence, served])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_engine_that_says_one_sentence_keeps_codes_and_structure(
    path: Path, engine: Callable[[str], OneSentence | ServedModel], care: Care
) -> None:
    document = read(path)
    drafts = draft(extract(document), PivotTranslator(LANGUAGES, [engine("The city.")]), care)
    assert assert_codes_kept(drafts) > 4
    assert structure(merge(document, drafts.targets(), "en")) == structure(document)


@pytest.mark.parametrize("care", list(Care))
def test_an_engine_that_says_nothing_keeps_codes(care: Care) -> None:
    for path in FILES:
        route = PivotTranslator(LANGUAGES, [OneSentence("")])
        assert assert_codes_kept(draft(extract(read(path)), route, care)) > 4


def test_a_link_around_a_line_of_the_contents_is_around_its_translation() -> None:
    for care in Care:
        unit = TranslationUnit(
            "a", UnitKind.PARAGRAPH, from_marked("<1>제1절 전입 신고\t4</1>"), Codes((), Text(""))
        )
        made = draft([unit], PivotTranslator(LANGUAGES, [OneSentence("The city.")]), care)
        assert made.targets()["a"].marked == "<1>The city.</1>", care


@pytest.mark.epubcheck
def test_epubcheck_finds_nothing_in_a_book_of_one_sentence(tmp_path: Path) -> None:
    for path in FILES:
        document = read(path)
        drafts = draft(
            extract(document), PivotTranslator(LANGUAGES, [OneSentence("The city.")]), Care.DRAFT
        )
        book = write_book(merge(document, drafts.targets(), "en")).data
        assert not epubcheck.check(book, tmp_path), path.name


# ------------------------------------------------------------ translators that break the promise


class Careless:
    """A ``Translator`` whose target is always the same, codes and all."""

    languages = LANGUAGES

    def __init__(self, target: str) -> None:
        self._target = from_marked(target)

    def look_up(self, asked: Sequence[MemoryQuery]) -> Sequence[MemoryHit | None]:
        return [None] * len(asked)

    def translate(self, sources: Sequence[Coded], *_: object) -> Mapping[str, MachineTranslation]:
        return {one.marked: MachineTranslation(self._target, None) for one in sources}


@pytest.mark.parametrize(
    "said", ["The city.", "<1>The</1> city.", "<1>The</1> <1>city</1>.", "<7/>The <3>city</3>."]
)
def test_what_a_translator_lost_or_invented_is_put_right_and_named(said: str) -> None:
    source = from_marked("□ <1>우리 <2>시는</2></1> 도서관<3/>을 열었다.")
    unit = TranslationUnit("a", UnitKind.PARAGRAPH, source, Codes((), Text("")))
    made = draft([unit], Careless(said))
    assert_codes_kept(made)
    assert made.segments["a"][0].guessed == (1, 2, 3)
    assert made.targets()["a"].text == "□ " + from_marked(said).text


# ------------------------------------------------------------ anything

WORDS = st.sampled_from(
    ["시장은", "예산을", " ", "02-120", "승인했다.", "。", "a", "□ ", "1. ", "\t", "서울 ", "’"]
)


@st.composite
def sources(draw: st.DrawFn) -> Coded:
    """Draw text with nested pairs, empty ones too, and single codes, numbered as ``encode`` does."""
    parts: list[Part] = []
    opened: list[int] = []
    number = 0
    for step in draw(st.lists(st.sampled_from("wwwos/"), max_size=16)):
        if step == "w":
            parts.append(draw(WORDS))
        elif step == "o" or (step == "/" and not opened):
            number += 1
            opened.append(number)
            parts.append(Tag(TagKind.OPEN, number))
        elif step == "s":
            number += 1
            parts.append(Tag(TagKind.SINGLE, number))
        else:
            parts.append(Tag(TagKind.CLOSE, opened.pop()))
    parts += [Tag(TagKind.CLOSE, one) for one in reversed(opened)]
    return coded(parts)


TARGETS = st.lists(
    st.sampled_from(["The city", " ", "02-120", "budget", ".", "시장", "", "’s", "\t"]), max_size=8
).map("".join)
SPANS = st.lists(st.builds(Span, st.integers(-3, 40), st.integers(-3, 40)), max_size=12).map(tuple)
ROWS = st.lists(st.lists(st.floats(width=32) | st.floats(0, 1), max_size=12), max_size=12)


def parents(content: Coded) -> dict[int, int]:
    """Return the pair around each pair, 0 for none; fail where pairs do not nest."""
    found: dict[int, int] = {}
    stack = [0]
    for tag in tags_of(content):
        if tag.kind is TagKind.OPEN:
            found[tag.number] = stack[-1]
            stack.append(tag.number)
        elif tag.kind is TagKind.CLOSE:
            assert stack.pop() == tag.number
    assert stack == [0]
    return found


def inside(content: Coded, number: int) -> str:
    """Return the text of a pair."""
    text, is_in = "", False
    for part in content.parts:
        if isinstance(part, str):
            text += part if is_in else ""
        elif part.number == number:
            is_in = part.kind is TagKind.OPEN
    return text


@given(sources(), TARGETS, SPANS, SPANS, ROWS)
def test_every_code_comes_once_and_nests_whatever_the_alignment(
    source: Coded,
    target: str,
    target_spans: tuple[Span, ...],
    source_spans: tuple[Span, ...],
    attention: list[list[float]],
) -> None:
    aligned = AlignedTranslation(target, target_spans, source_spans, attention)
    made = project_tags(source, aligned).content
    assert made.text == target
    assert Counter(tags_of(made)) == Counter(tags_of(source))
    assert parents(made) == parents(source)
    if source.text.strip():
        for number in parents(source):
            if inside(source, number).strip() == source.text.strip():
                assert inside(made, number) == target


@given(sources(), TARGETS, st.sampled_from(Care))
def test_every_segment_of_a_draft_has_the_codes_of_its_source(
    source: Coded, said: str, care: Care
) -> None:
    unit = TranslationUnit("a", UnitKind.PARAGRAPH, source, Codes((), Text("")))
    made = draft([unit], PivotTranslator(LANGUAGES, [OneSentence(said)]), care)
    assert_codes_kept(made)
    for segment in made.segments["a"]:
        assert parents(segment.target).keys() == parents(segment.source).keys()
