# SPDX-License-Identifier: AGPL-3.0-or-later
"""``Check`` and ``ProjectCheck``, the segments that they are given and the findings they yield.

Kinds of issues are those of ITS 2.0, section 8.18 (localization quality issue), so that a
finding can be exchanged in XLIFF 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from translation.estimation import Severity
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.units import UnitKind

Span = tuple[int, int]
"""First character and the one after the last, offsets in ``Coded.text``."""
Params = tuple[tuple[str, str], ...]


class IssueType(StrEnum):
    """Kinds of issues, by their ITS 2.0 names."""

    TERMINOLOGY = "terminology"
    OMISSION = "omission"
    UNTRANSLATED = "untranslated"
    ADDITION = "addition"
    DUPLICATION = "duplication"
    INCONSISTENCY = "inconsistency"
    GRAMMAR = "grammar"
    MISSPELLING = "misspelling"
    REGISTER = "register"
    LOCALE_VIOLATION = "locale-violation"
    CHARACTERS = "characters"
    TYPOGRAPHICAL = "typographical"
    INCONSISTENT_ENTITIES = "inconsistent-entities"
    NUMBERS = "numbers"
    MARKUP = "markup"
    WHITESPACE = "whitespace"
    LENGTH = "length"


@dataclass(frozen=True, slots=True)
class AppliedTerm:
    """A term of the glossary that the source of a segment uses."""

    source: str
    target_forms: tuple[str, ...] = ()
    """Any of them will do; none where the glossary only forbids."""
    forbidden_forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedSegment:
    """A segment as the checks see it."""

    segment_id: str
    unit_id: str
    kind: UnitKind | None
    source: Coded
    target: Coded
    pair: LanguagePair
    terms: tuple[AppliedTerm, ...] = ()
    longest: int | None = None
    """The most characters that the target may have."""
    unknown_words: tuple[Span, ...] = ()
    """Words of the target that no dictionary knows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be wrong; ``params`` are names and values for its explanation."""

    check_id: str
    severity: Severity
    params: Params = ()
    source_span: Span | None = None
    target_span: Span | None = None

    @property
    def key(self) -> str:
        """What a dismissal is kept under: it outlives edits elsewhere in the segment."""
        return "\0".join((self.check_id, *(f"{name}={value}" for name, value in self.params)))


class Check(Protocol):
    """Looks for one kind of mistake in one segment."""

    @property
    def check_id(self) -> str:
        """Its name, as in settings and dismissals."""

    @property
    def severity(self) -> Severity:
        """How bad its findings are; a single one may be a mere warning."""

    @property
    def issue_type(self) -> IssueType:
        """Its kind in ITS 2.0."""

    def applies(self, pair: LanguagePair) -> bool:
        """Whether it has a meaning for ``pair``; its languages are primary subtags."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """Yield what it finds; any text is taken and nothing raised."""


class ProjectCheck(Protocol):
    """Looks for mistakes that only many segments show."""

    @property
    def check_id(self) -> str:
        """Its name, as in settings and dismissals."""

    @property
    def severity(self) -> Severity:
        """How bad its findings are."""

    @property
    def issue_type(self) -> IssueType:
        """Its kind in ITS 2.0."""

    def find(self, segments: Iterable[CheckedSegment]) -> Iterator[tuple[str, Finding]]:
        """Yield ids of segments and what is found there."""


@dataclass(frozen=True, slots=True)
class SegmentCheck:
    """What the checks have in common; each says what it finds."""

    check_id: str
    severity: Severity
    issue_type: IssueType

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``; for all pairs unless the check says otherwise."""
        return True

    def finding(
        self,
        source_span: Span | None = None,
        target_span: Span | None = None,
        severity: Severity | None = None,
        **params: str,
    ) -> Finding:
        """Return a finding of this check."""
        return Finding(
            self.check_id,
            severity or self.severity,
            tuple(sorted(params.items())),
            source_span,
            target_span,
        )
