# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "analyse": how much there is to translate, in the bands by which agencies are paid.

Each segment is in one band. What the memory has in the same context comes first, then what stood
before in the file, in another of the files, and then the best match of the memory. What this project
itself put into the memory does not count: the analysis is the same before the work and after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.errors import AppError
from app.i18n import mark, tr
from app.messages import os_reason
from app.services.reviewing.remembering import origin_prefixes
from app.services.reviewing.session import open_project
from app.services.table_writer import Cells, demand_ending, write_table
from translation.languages import LanguagePair
from translation.memory.shelf import Asked
from translation.memory.units import EXACT, IN_CONTEXT, context_of
from translation.review.segments import ReviewSegment

_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_LEAST = 50
_ASKED = 20
"""Matches looked at: some may be of the project itself."""


class Band(StrEnum):
    """What a segment is paid as."""

    CONTEXT = "context"
    """The memory has it, between the same neighbours."""
    REPETITION = "repetition"
    """It stood before in the file."""
    CROSS_FILE = "cross-file"
    """It stood in a file before this one."""
    EXACT = "exact"
    FUZZY_95 = "95-99"
    FUZZY_85 = "85-94"
    FUZZY_75 = "75-84"
    FUZZY_50 = "50-74"
    NONE = "none"


BAND_WORDS = {
    Band.CONTEXT: mark("Context match"),
    Band.REPETITION: mark("Repetition"),
    Band.CROSS_FILE: mark("Repetition across files"),
    Band.EXACT: mark("100 %"),
    Band.FUZZY_95: mark("95–99 %"),
    Band.FUZZY_85: mark("85–94 %"),
    Band.FUZZY_75: mark("75–84 %"),
    Band.FUZZY_50: mark("50–74 %"),
    Band.NONE: mark("No match"),
}
HEADS = (
    mark("File"),
    mark("Band"),
    mark("Segments"),
    mark("Words"),
    mark("Characters"),
    mark("Characters without blanks"),
)
_FUZZY = ((95, Band.FUZZY_95), (85, Band.FUZZY_85), (75, Band.FUZZY_75), (50, Band.FUZZY_50))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of source text."""

    segments: int = 0
    words: int = 0
    """Between blanks."""
    characters: int = 0
    letters: int = 0
    """Characters without blanks."""

    def __add__(self, other: Amount) -> Amount:
        """Return both together."""
        return Amount(
            self.segments + other.segments,
            self.words + other.words,
            self.characters + other.characters,
            self.letters + other.letters,
        )


@dataclass(frozen=True, slots=True)
class FileAnalysis:
    """The amounts of one document of a project, by band."""

    name: str
    pair: LanguagePair
    bands: dict[Band, Amount]

    @property
    def total(self) -> Amount:
        """Everything."""
        return sum(self.bands.values(), Amount())


def analyse(
    paths: Sequence[Path],
    memory: Asked | None,
) -> tuple[FileAnalysis, ...]:
    """Return the analysis of each document of projects, in the order given.

    Args:
        paths: of the projects; repetitions across them count in the later one.
        memory: None counts no matches.

    Raises:
        AppError: a project cannot be opened.
    """
    seen: dict[LanguagePair, set[str]] = {}
    made: list[FileAnalysis] = []
    for path in paths:
        with open_project(path) as project:
            pair = LanguagePair(project.source_language, project.target_language)
            own = origin_prefixes(project)
            for document in project.documents:
                segments = project.segments(document.first, document.last)
                counted = _bands(segments, pair, memory, own, seen.setdefault(pair, set()))
                made.append(FileAnalysis(document.name or path.name, pair, counted))
    return tuple(made)


def together(files: Iterable[FileAnalysis]) -> dict[Band, Amount]:
    """Return the amounts of all files by band."""
    found = dict.fromkeys(Band, Amount())
    for one in files:
        for band, amount in one.bands.items():
            found[band] += amount
    return found


def table_of(files: Sequence[FileAnalysis]) -> tuple[list[str], list[Cells]]:
    """Return heads and rows of an analysis: each file, and all of them where they are several."""
    parts = [(one.name, one.bands) for one in files]
    if len(files) > 1:
        parts.append((tr("All files"), together(files)))
    rows: list[Cells] = []
    for name, bands in parts:
        amounts = [(tr(BAND_WORDS[band]), bands.get(band, Amount())) for band in Band]
        amounts.append((tr("Total"), sum(bands.values(), Amount())))
        rows += [
            (name, words, one.segments, one.words, one.characters, one.letters)
            for words, one in amounts
        ]
    return [tr(head) for head in HEADS], rows


def save(files: Sequence[FileAnalysis], path: Path) -> None:
    """Write an analysis as a spreadsheet where the path ends in .xlsx, as CSV where in .csv.

    Raises:
        AppError: it cannot be written, or its name ends otherwise.
    """
    demand_ending(path)
    try:
        write_table(path, *table_of(files))
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=os_reason(error)) from error


def _bands(
    segments: Sequence[ReviewSegment],
    pair: LanguagePair,
    memory: Asked | None,
    own: tuple[str, ...],
    elsewhere: set[str],
) -> dict[Band, Amount]:
    found = dict.fromkeys(Band, Amount())
    here: set[str] = set()
    for at, segment in enumerate(segments):
        text = segment.source.text
        if not text.strip():
            continue
        key = " ".join(segment.source.marked.split())
        again = Band.REPETITION if key in here else Band.CROSS_FILE if key in elsewhere else None
        here.add(key)
        score = _score(memory, pair, segments, at, own, EXACT if again else _LEAST)
        band = Band.CONTEXT if score >= IN_CONTEXT else again or _band_of(score)
        found[band] += Amount(1, len(text.split()), len(text), len("".join(text.split())))
    elsewhere |= here
    return found


def _score(
    memory: Asked | None,
    pair: LanguagePair,
    segments: Sequence[ReviewSegment],
    at: int,
    own: tuple[str, ...],
    least: int,
) -> int:
    """Return the best match of the memory that is not this project's own; 0 for none."""
    if memory is None:
        return 0
    before = context_of(segments[at - 1].source.text) if at else None
    after = context_of(segments[at + 1].source.text) if at + 1 < len(segments) else None
    matches = memory.look_up(segments[at].source, pair, before, after, least, _ASKED)
    return max((one.score for one in matches if not one.unit.origin.startswith(own)), default=0)


def _band_of(score: int) -> Band:
    if score >= EXACT:
        return Band.EXACT
    return next((band for least, band in _FUZZY if score >= least), Band.NONE)
