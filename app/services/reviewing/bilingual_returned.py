# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file of another tool comes back: the document that was made of it, and what its tool changed.

What came is compared with what the project would write now, read as it came: what is the same there says
nothing new, although the tool has fewer states than a project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.services.bilingual_names import META
from app.services.reviewing.bilingual_files import (
    PART,
    BilingualUnit,
    languages_of,
    paragraphs_of,
    read_kept,
    review_unit,
    translated,
    units_of,
)
from app.store.project import NewPart, Project, ProjectDocument
from translation.exchange.bilingual import (
    BilingualFile,
    BilingualSegment,
    Dialect,
    Translated,
    write,
)
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.returned import Returned, ReturnedSegment
from translation.inline_codes import tags_of
from translation.review.segments import ReviewSegment, Status

_CUT_HERE = mark(
    "“{path}” was not taken in: it changes the paragraph with segment {number}, which was split or"
    " joined here. Make its segments what they were (undo, split or join them), then take the file"
    " in again."
)
_LOCKED_HERE = mark(
    "“{path}” was not taken in: it changes segment {number}, which was split here and is locked."
    " Unlock it first."
)


@dataclass(frozen=True, slots=True)
class ReturnedBilingual:
    """What a file of another tool brings back to the document that was made of it."""

    document: ProjectDocument
    returned: Returned
    """What is new, by the ids of the document alone."""
    part: NewPart | None
    """The file, to be kept in place of the one before: its tool may have noted more in it."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A document that a file may be of."""

    document: ProjectDocument
    units: tuple[tuple[str, tuple[ReviewSegment, ...]], ...]
    """Its own ids of units, and their segments."""
    came: tuple[BilingualUnit, ...]
    """The units of the file, as they are called in this document."""

    @property
    def ids(self) -> list[str]:
        """The ids of its units."""
        return [unit_id for unit_id, _ in self.units]

    @property
    def fits(self) -> bool:
        """Whether the file has the same paragraphs."""
        return [one.unit_id for one in self.came] == self.ids


def returned_bilingual(
    project: Project, path: Path, file: BilingualFile, data: bytes
) -> ReturnedBilingual:
    """Return the document that ``file`` is of, and what is new in it.

    Args:
        project: with documents of files of other tools.
        path: of the file.
        file: what was read of it.
        data: its bytes.

    Raises:
        ExchangeRefused: it is of none of the documents, or its sources are others.
        AppError: it changes what was cut otherwise here.
    """
    candidates = [_candidate(project, one, file) for one in project.documents if META in one.meta]
    fitting = [
        one for one in candidates if one.fits and one.document.meta[META] == file.dialect.value
    ]
    if not fitting:
        raise _why_none(candidates, path, file)
    # The same file may have come from several folders: its name tells more, then its content.
    named = [one for one in fitting if one.document.name == path.name] or fitting
    compared = [_Comparison(project, one, file, path) for one in named]
    return min(compared, key=lambda one: one.differences).returned(data)


def _candidate(project: Project, document: ProjectDocument, file: BilingualFile) -> _Candidate:
    units: dict[str, list[ReviewSegment]] = {}
    for segment in project.segments(document.first, document.last):
        units.setdefault(document.own_id(segment.unit_id), []).append(segment)
    paragraphs = paragraphs_of(file, document.title, languages_of(file).source)
    return _Candidate(
        document,
        tuple((unit_id, tuple(segments)) for unit_id, segments in units.items()),
        tuple(units_of(file, paragraphs)),
    )


def _why_none(candidates: Sequence[_Candidate], path: Path, file: BilingualFile) -> ExchangeRefused:
    """Return why a file fits none: where it leaves the document that it comes nearest to."""
    common = {
        one.document.number: len(set(one.ids) & {unit.unit_id for unit in one.came})
        for one in candidates
    }
    nearest = max(
        candidates,
        key=lambda one: (common[one.document.number], one.document.name == path.name),
    )
    if not common[nearest.document.number] and nearest.document.name != path.name:
        return ExchangeRefused(ExchangeCode.NO_ORIGINAL)
    dialect = nearest.document.meta[META]
    if dialect != file.dialect.value:
        return ExchangeRefused(
            ExchangeCode.WRONG_FORMAT, expected=_shown(dialect), found=_shown(file.dialect.value)
        )
    for place, (unit_id, segments) in enumerate(nearest.units):
        if place >= len(nearest.came):
            return ExchangeRefused(ExchangeCode.MISSING_SEGMENT, segment=str(segments[0].number))
        came = nearest.came[place]
        if came.unit_id != unit_id:
            line = file.segments[came.numbers[0]].line
            return ExchangeRefused(
                ExchangeCode.SOURCE_CHANGED, line, segment=str(segments[0].number)
            )
    extra = nearest.came[len(nearest.units)].numbers[0]
    return ExchangeRefused(
        ExchangeCode.UNKNOWN_SEGMENT, file.segments[extra].line, segment=str(extra + 1)
    )


def _shown(dialect: str) -> str:
    return "XLIFF 1.2" if dialect == Dialect.PLAIN.value else dialect.upper()


class _Comparison:
    """A file beside the document that it fits, the file that is kept, and what would be written now.

    Raises:
        ExchangeRefused: its sources, or where they are cut, are others.
    """

    def __init__(
        self, project: Project, candidate: _Candidate, file: BilingualFile, path: Path
    ) -> None:
        document = candidate.document
        kept_data = project.part(PART, document)
        name = document.name or "file.xlf"
        self._document, self._candidate, self._file, self._path = document, candidate, file, path
        self._kept_data = kept_data
        self._kept = read_kept(kept_data, name)
        self._mine: dict[int, Translated] = {}
        self._cut: set[str] = set()
        """Units that were cut here into what the file cannot take."""
        self._demand_same_sources()
        self._has_all_codes = self._file_has_all_codes()
        for unit, (unit_id, segments) in zip(candidate.came, candidate.units, strict=True):
            try:
                self._mine |= translated(self._kept, unit, segments)
            except AppError:
                self._cut.add(unit_id)
        written = write(kept_data, self._kept, self._mine)
        self._now = self._kept if written == kept_data else read_kept(written, name)
        # The file as it was before any work says nothing of what was done since.
        as_kept = all(map(_says_the_same, file.segments, self._kept.segments))
        self._new = (
            []
            if as_kept
            else [number for number, one in enumerate(file.segments) if self._is_new(number, one)]
        )
        self._is_before = as_kept and not all(
            map(_says_the_same, file.segments, self._now.segments)
        )

    @property
    def differences(self) -> int:
        """How many segments are new."""
        return len(self._new)

    def _number_of(self, number: int) -> str:
        """Return what the project calls a segment of the file by, or the unit's first."""
        for unit, (_, segments) in zip(self._candidate.came, self._candidate.units, strict=True):
            if number in unit.numbers:
                place = unit.numbers.index(number)
                cut_alike = len(segments) == len(unit.numbers)
                return str(segments[place if cut_alike else 0].number)
        return str(number + 1)

    def _demand_same_sources(self) -> None:
        came, kept = self._file.segments, self._kept.segments
        for number, one in enumerate(came):
            known = kept[number] if number < len(kept) else None
            if known is not None and (one.unit, one.source) == (known.unit, known.source):
                continue
            same_words = known is not None and one.source.text == known.source.text
            code = (
                ExchangeCode.SOURCE_CHANGED
                if same_words and known is not None and one.unit == known.unit
                else ExchangeCode.RESEGMENTED
            )
            raise ExchangeRefused(code, one.line, segment=self._number_of(number))
        if len(came) < len(kept):
            raise ExchangeRefused(ExchangeCode.MISSING_SEGMENT, segment=self._number_of(len(came)))

    def _is_new(self, number: int, one: BilingualSegment) -> bool:
        now, kept = self._now.segments[number], self._kept.segments[number]
        if one.locked is not kept.locked:
            return True
        untouched = not one.target.parts and not kept.target.parts
        return not untouched and (one.target, one.status) != (now.target, now.status)

    def returned(self, data: bytes) -> ReturnedBilingual:
        """Return what is new; the file is ``data``.

        Raises:
            ExchangeRefused: a target has a tag that cannot go back.
            AppError: it changes what was cut otherwise here.
        """
        new = frozenset(self._new)
        made: list[ReturnedSegment] = []
        for unit, (unit_id, segments) in zip(
            self._candidate.came, self._candidate.units, strict=True
        ):
            changed = new.intersection(unit.numbers)
            if not changed:
                continue
            if unit_id in self._cut:
                raise AppError(_CUT_HERE, path=str(self._path), number=segments[0].number)
            if len(segments) == len(unit.numbers):
                made += (
                    self._segment(number, own)
                    for number, own in zip(unit.numbers, segments, strict=True)
                    if number in changed
                )
            else:
                made += self._of_split(unit.numbers[0], segments)
        file = self._file
        return ReturnedBilingual(
            self._document,
            Returned(file.source_language, file.target_language, tuple(made)),
            self._part(data),
        )

    def _part(self, data: bytes) -> NewPart | None:
        if data == self._kept_data or self._is_before or not self._has_all_codes:
            return None
        codes = {
            unit.unit_id: review_unit(unit, self._file).codes
            for unit in self._candidate.came
            if any(
                set(self._file.segments[number].codes) != set(self._kept.segments[number].codes)
                for number in unit.numbers
            )
        }
        return NewPart(self._document, PART, data, codes)

    def _of_split(
        self, number: int, segments: Sequence[ReviewSegment]
    ) -> Iterator[ReturnedSegment]:
        """Yield what is new of a unit of one segment that is several here."""
        if self._keeps_target(number):
            for own in segments:
                yield self._segment(number, own)
            return
        locked = next((one for one in segments if one.locked), None)
        if locked is not None:
            raise AppError(_LOCKED_HERE, path=str(self._path), number=locked.number)
        yield self._segment(number, segments[0], whole=True)

    def _keeps_target(self, number: int) -> bool:
        one, kept = self._file.segments[number], self._kept.segments[number]
        # It had no translation when it came, and has none: nobody did anything to it there.
        untouched = not one.target.parts and not kept.target.parts
        return untouched or one.target == self._now.segments[number].target

    def _segment(self, number: int, own: ReviewSegment, *, whole: bool = False) -> ReturnedSegment:
        """Return a segment of the file for the project's, or for all of the unit that it begins."""
        one, now = self._file.segments[number], self._now.segments[number]
        kept, mine = self._kept.segments[number], self._mine[number]
        self._demand_known_codes(number, one, kept)
        same = self._keeps_target(number)
        status: Status | None = one.status
        if one.status is now.status or (same and not one.target.parts):
            status = mine.status if whole else own.status
        if not same and one.status is Status.DRAFT and self._file.dialect is not Dialect.MEMOQ:
            # Their "draft" is any translation that is not confirmed: a person's edit too.
            status = None
        return ReturnedSegment(
            self._document.own_id(own.segment_id),
            self._document.own_id(own.unit_id),
            one.source if whole else own.source,
            own.target if same else one.target,
            status,
            one.locked,
            one.line,
            one.locked if one.locked is not kept.locked else None,
        )

    def _demand_known_codes(
        self, number: int, one: BilingualSegment, kept: BilingualSegment
    ) -> None:
        for code in {tag.number for tag in tags_of(one.target)} - {
            tag.number for tag in tags_of(one.source)
        }:
            # One that only its tool has put in, on words of a comment perhaps, stays with its file.
            known = kept.codes.get(code)
            fits = self._has_all_codes if known is None else _bare(one.codes[code]) == _bare(known)
            if not fits:
                raise ExchangeRefused(
                    ExchangeCode.EXTRA_TAG, one.line, segment=self._number_of(number)
                )

    def _file_has_all_codes(self) -> bool:
        """Whether what stands in the project, and in its history, can be written into the new file."""
        return all(
            set(kept.codes) <= set(one.codes)
            and all(
                _bare(kept.codes[code]) == _bare(one.codes[code])
                for code in set(kept.codes) - {tag.number for tag in tags_of(one.source)}
            )
            for one, kept in zip(self._file.segments, self._kept.segments, strict=True)
        )


def _says_the_same(one: BilingualSegment, other: BilingualSegment) -> bool:
    return (one.target, one.status, one.locked) == (other.target, other.status, other.locked)


def _bare(tags: Iterable[bytes]) -> tuple[bytes, ...]:
    """Return tags without the blanks that tools write before their ends as they please."""
    return tuple(re.sub(rb"\s+(?=/?>)", b"", tag) for tag in tags)
