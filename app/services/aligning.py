# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "align": two editions of a document, read by our readers, become pairs of a memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.jobs.request import JobExecutor
from app.messages import os_reason
from app.services.reviewing.reading import Reading
from app.services.reviewing.session import open_memory
from app.services.terms import glossary_for
from converters import files
from converters.document.nodes import Document
from translation.alignment import LEAST, align
from translation.draft import is_translatable, sentences_of
from translation.exchange import tmx
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit, context_of
from translation.units import UnitKind, extract

_NOTHING = mark("“{name}” has no sentences in {language}: there is nothing to align.")
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_NO_MEMORY = mark("The translation memory cannot be opened.")
_LEARNED_FROM = 20_000
"""Units of the memory from which words are learned; more cost time and change nothing."""
_LEFT_OUT = (UnitKind.TITLE, UnitKind.METADATA, UnitKind.ALT)
"""Said beside the text, and often in one edition only."""

STAGE = "align"

Progress = Callable[[str, int, int], None]
"""Called with stage, done and total."""


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """Sentences of both editions that are translations of each other."""

    source: str
    target: str
    confidence: float
    """From 0 to 1."""
    number: int
    """Of its first sentence in the source edition, from 1."""


@dataclass(frozen=True, slots=True)
class AlignedEditions:
    """Two editions, aligned."""

    pairs: tuple[AlignedPair, ...]
    languages: LanguagePair
    origin: str
    """Names of the two files."""
    source_alone: int
    """Sentences of the source edition that the other lacks."""
    target_alone: int

    def sure(self, least: float = LEAST) -> tuple[AlignedPair, ...]:
        """Return the pairs of some confidence."""
        return tuple(pair for pair in self.pairs if pair.confidence >= least)


def align_editions(
    executor: JobExecutor,
    source: Path,
    target: Path,
    languages: LanguagePair,
    *,
    passwords: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> AlignedEditions:
    """Read two editions of a document and align their sentences.

    Args:
        executor: reads the files in workers.
        source: one edition, of any format that is read.
        target: the other.
        languages: of the two.
        passwords: tried one after the other where a file asks for one.
        progress: told how far it is.

    Raises:
        AppError: a file cannot be read, or has nothing in its language.
    """
    tell = progress or _unheard
    read = []
    for path, language in ((source, languages.source), (target, languages.target)):
        document, _ = Reading(executor, path, passwords, tell).wait()
        sentences, ends = _sentences(document, language)
        if not sentences:
            raise AppError(_NOTHING, name=path.name, language=language)
        read.append((sentences, ends))
    (ours, our_ends), (theirs, their_ends) = read
    beads = align(
        ours,
        theirs,
        languages,
        source_ends=our_ends,
        target_ends=their_ends,
        glossary=glossary_for(languages.source, languages.target),
        known=_known(languages),
        progress=lambda done, total: tell(STAGE, done, total),
    )
    pairs = tuple(
        AlignedPair(
            " ".join(ours[bead.source.start : bead.source.stop]),
            " ".join(theirs[bead.target.start : bead.target.stop]),
            round(bead.confidence, 3),
            bead.source.start + 1,
        )
        for bead in beads
        if len(bead.source) and len(bead.target)
    )
    return AlignedEditions(
        pairs,
        languages,
        f"{source.name} + {target.name}",
        sum(len(bead.source) for bead in beads if not len(bead.target)),
        sum(len(bead.target) for bead in beads if not len(bead.source)),
    )


def units_of(
    editions: AlignedEditions, pairs: Sequence[AlignedPair], author: str, at: str
) -> list[MemoryUnit]:
    """Return pairs as units of a memory, each with its neighbours in the edition as context."""
    place = {pair.number: at for at, pair in enumerate(editions.pairs)}

    def near(pair: AlignedPair, step: int) -> str | None:
        found = place[pair.number] + step
        inside = 0 <= found < len(editions.pairs)
        return context_of(editions.pairs[found].source) if inside else None

    return [
        MemoryUnit(
            editions.languages,
            Coded((pair.source,)),
            Coded((pair.target,)),
            near(pair, -1),
            near(pair, 1),
            editions.origin,
            author,
            at,
            at,
        )
        for pair in pairs
    ]


def write_tmx(path: Path, units: Sequence[MemoryUnit], languages: LanguagePair) -> None:
    """Write units as TMX.

    Raises:
        AppError: it cannot be written.
    """
    try:
        files.write_whole(path, tmx.write(units, languages))
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=os_reason(error)) from error


def remember(units: Sequence[MemoryUnit]) -> int:
    """Put units into the memory that all reviews share; return how many were new.

    Raises:
        AppError: the memory cannot be opened.
    """
    memory = open_memory()
    if memory is None:
        raise AppError(_NO_MEMORY)
    with memory:
        return memory.add(units)


def _sentences(document: Document, language: str) -> tuple[list[str], list[int]]:
    """Return the sentences of a document, and before which of them a paragraph ends."""
    found: list[str] = []
    ends: list[int] = []
    for unit in extract(document):
        if unit.kind in _LEFT_OUT:
            continue
        texts = [" ".join(one.text.split()) for one in sentences_of(unit, language)]
        said = [text for text in texts if text and is_translatable(text, language)]
        if said:
            ends.append(len(found))
            found += said
    return found, ends


def _known(languages: LanguagePair) -> list[tuple[str, str]]:
    memory = open_memory()
    if memory is None:
        return []
    with memory:
        return [
            (unit.source.text, unit.target.text)
            for unit in islice(memory, _LEARNED_FROM)
            if unit.pair == languages
        ]


def _unheard(_stage: str, _done: int, _total: int) -> None:
    pass
