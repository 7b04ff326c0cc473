# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of capitals, scripts and characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.adapters import DraftIssueFound
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import DraftIssueId, Severity
from translation.languages import LanguagePair
from translation.units import UnitKind

_CASED = ("en", "vi")
_STOPS = (".", "?", "!")
_FIRST_WORD = re.compile(r"^[\s\"'“‘(\[]*([A-Za-zÀ-ỹ][^\s]*)")
_RUNNING = frozenset({UnitKind.PARAGRAPH, UnitKind.NOTE, UnitKind.BOX, UnitKind.QUOTE, None})
_SEVERAL = re.compile(r"\b[A-Z]{2}(?!es\b)[a-z]{2,}\b")
_ACRONYM = re.compile(r"(?<![A-Za-z0-9_.\-/])[A-Z]{2,6}(?![A-Za-z0-9_.\-/(])")
_MOJIBAKE = re.compile(
    r"\ufffd|[ÃÂÐÑØÙ][\u0080-\u00bf]|[ê-ï][\u0080-\u00bfŒ-ſ€‚-”•-™]{2}|â€[\u0080-\uffff]"
    r"|¡[¯°±®]"
)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]"
)
_MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
_SCRIPTS = (
    ("ぁ-ヺー-ヿ", ("ja",)),
    ("\u0400-\u04ff", ()),
    ("\u0590-\u06ff", ()),
    ("\u0900-\u0dff", ()),
    ("\u0e00-\u0eff", ()),
)
_HAN = "一-鿿㐀-䶿"
_LATIN_RUN = re.compile(r"(?<![\w.])[A-Za-z][a-z']*(?: [a-z][a-z']*){3,}")


@dataclass(frozen=True, slots=True)
class CapitalAtStart(SegmentCheck):
    """A sentence begins with a small letter."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.target in _CASED

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; names of programs and commands keep their small letter."""
        text = segment.target.text
        found = _FIRST_WORD.search(text)
        if not found or segment.kind not in _RUNNING or not text.rstrip("\"')”’ ").endswith(_STOPS):
            return
        word = found[1]
        own = segment.source.text
        if segment.pair.source in _CASED:
            first = _FIRST_WORD.search(own)
            small = bool(first) and first is not None and first[1][0].islower()
        else:
            small = bool(
                re.search(rf"(?<![A-Za-z]){re.escape(word.rstrip(',;:'))}(?![A-Za-z])", own)
            )
        if word.rstrip(",;:").isalpha() and word.islower() and not small:
            yield self.finding(None, found.span(1), text=word)


@dataclass(frozen=True, slots=True)
class CapitalsSeveral(SegmentCheck):
    """A word begins with two capitals: THis."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.target in _CASED

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in _SEVERAL.finditer(segment.target.text):
            if found[0].removesuffix("s") not in segment.source.text:
                yield self.finding(None, found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class AcronymLost(SegmentCheck):
    """An acronym of the source is not in the target."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; it may have been written out, so it is a warning."""
        told: set[str] = set()
        for found in _ACRONYM.finditer(segment.source.text):
            kept = found[0].casefold() in segment.target.text.casefold()
            if not kept and found[0] not in told and segment.source.text != found[0]:
                told.add(found[0])
                yield self.finding(found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class Unwanted(SegmentCheck):
    """Characters stand in the target that no text of its language has."""

    pattern: re.Pattern[str]

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; what the source has too was kept on purpose."""
        for found in self.pattern.finditer(segment.target.text):
            if found[0] not in segment.source.text:
                codes = " ".join(f"U+{ord(c):04X}" for c in found[0])
                yield self.finding(None, found.span(), text=codes)


@dataclass(frozen=True, slots=True)
class ScriptForeign(SegmentCheck):
    """A script stands in the target that neither it nor the source uses."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own, other, language = segment.source.text, segment.target.text, segment.pair.target
        ranges = [letters for letters, users in _SCRIPTS if language not in users]
        if language in ("en", "vi"):
            ranges.append(_HAN)
        for letters in ranges:
            found = re.search(f"[{letters}]+", other)
            if found and not re.search(f"[{letters}]", own):
                yield self.finding(None, found.span(), text=found[0][:20])


@dataclass(frozen=True, slots=True)
class PartUntranslated(SegmentCheck):
    """Some words of the source stand in the target as they were."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``; Hangul left in a target has a check of its own."""
        return pair.source in _CASED and pair.target != pair.source

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in _LATIN_RUN.finditer(segment.target.text):
            if found[0] in segment.source.text:
                yield self.finding(None, found.span(), text=found[0][:60])


CHECKS: tuple[Check, ...] = (
    CapitalAtStart("capital-at-start", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    CapitalsSeveral("capitals-several", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    AcronymLost("acronym-lost", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES),
    DraftIssueFound(
        "source-copied", Severity.ERROR, IssueType.UNTRANSLATED, DraftIssueId.SOURCE_COPIED
    ),
    PartUntranslated("part-untranslated", Severity.WARNING, IssueType.UNTRANSLATED),
    DraftIssueFound(
        "wrong-script", Severity.ERROR, IssueType.UNTRANSLATED, DraftIssueId.WRONG_SCRIPT
    ),
    ScriptForeign("script-foreign", Severity.ERROR, IssueType.CHARACTERS),
    Unwanted("mojibake", Severity.ERROR, IssueType.CHARACTERS, _MOJIBAKE),
    Unwanted("alphabets-mixed", Severity.ERROR, IssueType.CHARACTERS, _MIXED),
    Unwanted("characters-invalid", Severity.ERROR, IssueType.CHARACTERS, _CONTROL),
)
