# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of punctuation, by the marks of each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.adapters import DraftIssueFound
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.estimation import DraftIssueId, Severity
from translation.languages import LanguagePair

_ENDS = (
    ("ellipsis", re.compile(r"(?:\.{2,}|…+|‥+|。{2,})$")),
    ("stop", re.compile(r"[.。．]$")),
    ("colon", re.compile(r"[:：]$")),
    ("semicolon", re.compile(r"[;；]$")),
    ("question", re.compile(r"[!！]*[?？][!?！？]*$")),
    ("exclamation", re.compile(r"[!！]+$")),
)
_AROUND = " \t\r\n\u00a0\u3000\"'”’」』》〉)]}）］｝】*`"
_KOREAN_ASKS = re.compile(r"(?:까|나|는가|은가|한가|인가|가|지|을지|는지|요)[.\s]*$")
_KOREAN_ENDS = re.compile(r"[다요까죠음함임됨오]$")
_INTRODUCES = re.compile(r"다음|아래|같|예|참고|보[면세십기]|here|following|below", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“”„«»‘’「」『』《》〈〉'＂]")
_DOUBLE_QUOTE = re.compile(r'(?<!\d)"|[“”„«»]')
_PAIRED_QUOTES = re.compile(r"\"[^\"]+\"|“[^”]+”|‘[^’]+’|「[^」]+」|『[^』]+』|(?<!\w)'[^']+'(?![A-Za-z])")  # fmt: skip
_DOUBLED = re.compile(r"([,;:、，])\1|(?<!\.)\.\.(?!\.)|[,;:]\.(?=\s|$)|(?<!\.)\.,(?=\s)|。。|,\s,")
_ABBREVIATED = re.compile(r"\b(?:etc|e\.g|i\.e|Inc|Co|Ltd|vs|al|[ap]\.m|No|[A-Z])\.,$")
_FULL_WIDTH = re.compile(r"[。、，；：？！（）]")
_HALF_WIDTH = re.compile(r"(?<=[ぁ-ヿ一-鿿])[,.;:?!](?=[\sぁ-ヿ一-鿿]|$)")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_BULLET = re.compile(r"^\s*([-*•·○●□■◦▪※▶☞◎◇◆❍])\s")
_SYMBOL = re.compile(r"[#@=±×÷→←↑↓≤≥≠§©®™€£₩]")
_LEAST = 4


def _end(text: str) -> tuple[str, str]:
    """Return the name of the mark at the end, and what stands before it."""
    bare = text.rstrip(_AROUND)
    for name, pattern in _ENDS:
        found = pattern.search(bare)
        if found:
            return name, bare[: found.start()]
    return "", bare


@dataclass(frozen=True, slots=True)
class EndMark(SegmentCheck):
    """One text ends with this mark and the other does not.

    One check speaks of the two: that of the mark which is no full stop, the target's first.
    """

    mark: str

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own, before = _end(segment.source.text)
        other, after = _end(segment.target.text)
        marks = [mark for mark in (other, own, "stop") if mark not in ("", "stop")]
        speaks = marks[0] if marks else "stop"
        if own == other or self.mark != speaks or not before or not after:
            return
        korean = before if segment.pair.source == "ko" else after
        if "ko" in segment.pair and _usual(segment.pair, own, other, korean):
            return
        text = segment.target.text
        yield self.finding(None, (max(0, len(text.rstrip()) - 1), len(text.rstrip())))


def _usual(pair: LanguagePair, own: str, other: str, korean: str) -> bool:
    """Whether Korean and others differ so as a rule."""
    in_korean, abroad = (own, other) if pair.source == "ko" else (other, own)
    if in_korean in ("", "stop") and abroad == "question":
        return bool(_KOREAN_ASKS.search(korean))
    if {in_korean, abroad} == {"", "stop"}:
        # Korean lists and labels end in 함, 음, a noun or 하기; only a full sentence has a stop.
        return not in_korean and not korean.endswith(("니다", "세요", "시오"))
    if in_korean in ("stop", "colon") and abroad in ("colon", "stop"):
        return bool(_INTRODUCES.search(korean))
    return in_korean == "stop" and abroad in ("semicolon", "exclamation")


@dataclass(frozen=True, slots=True)
class QuotesUnpaired(SegmentCheck):
    """A quotation is opened and not closed."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; inches and an unpaired source are let alone."""
        if _unpaired(segment.source.text) is None:
            at = _unpaired(segment.target.text)
            if at is not None:
                yield self.finding(None, (at, at + 1), text=segment.target.text[at])


def _unpaired(text: str) -> int | None:
    marks = [found.start() for found in _DOUBLE_QUOTE.finditer(text)]
    return marks[-1] if len(marks) % 2 else None


@dataclass(frozen=True, slots=True)
class QuotesLost(SegmentCheck):
    """The source quotes something and the target nothing."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; codes may stand for quotes (italics), so it is a warning."""
        found = _PAIRED_QUOTES.search(segment.source.text)
        if found and not _QUOTES.search(segment.target.text):
            yield self.finding(found.span(), text=found[0][:40])


@dataclass(frozen=True, slots=True)
class BracketsLost(SegmentCheck):
    """What the source says in brackets is in none in the target."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; short remarks as (을) and Latin words beside Korean ones need none."""
        gloss = segment.pair.source in ("ko", "ja", "zh")
        brackets = _BRACKETED.finditer(segment.source.text)
        found = next(
            (m for m in brackets if len(m[0]) >= _LEAST and not (gloss and m[0].isascii())), None
        )
        if found and not re.search(r"[()（）\[\]]", segment.target.text):
            yield self.finding(found.span(), text=found[0][:40])


@dataclass(frozen=True, slots=True)
class MarksDoubled(SegmentCheck):
    """Two punctuation marks stand where one is meant."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        text = segment.target.text
        for found in _DOUBLED.finditer(text):
            abbreviated = found[0] == ".," and _ABBREVIATED.search(
                text[max(0, found.end() - 8) : found.end()]
            )
            if found[0] not in segment.source.text and not abbreviated:
                yield self.finding(None, found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class MarkWidth(SegmentCheck):
    """A mark has the width of another script's."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        pattern = _HALF_WIDTH if segment.pair.target in ("ja", "zh") else _FULL_WIDTH
        for found in pattern.finditer(segment.target.text):
            yield self.finding(None, found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class StartMark(SegmentCheck):
    """A bullet begins one text and not the other."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        own, other = (_BULLET.search(t.text) for t in (segment.source, segment.target))
        if bool(own) != bool(other):
            found = own or other
            yield self.finding(
                own.span(1) if own else None,
                other.span(1) if other else None,
                text=found[1] if found else "",
            )


@dataclass(frozen=True, slots=True)
class SymbolLost(SegmentCheck):
    """A sign of the source is not in the target."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; signs of currencies may become words where the currency is right."""
        told: set[str] = set()
        for found in _SYMBOL.finditer(segment.source.text):
            if found[0] in "€£₩" or found[0] in told or found[0] in segment.target.text:
                continue
            told.add(found[0])
            yield self.finding(found.span(), text=found[0])


CHECKS: tuple[Check, ...] = (
    *(EndMark(f"end-{mark}", Severity.WARNING, IssueType.TYPOGRAPHICAL, mark) for mark, _ in _ENDS),
    DraftIssueFound(
        "brackets-unpaired", Severity.WARNING, IssueType.TYPOGRAPHICAL, DraftIssueId.BRACKETS
    ),
    BracketsLost("brackets-lost", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    QuotesUnpaired("quotes-unpaired", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    QuotesLost("quotes-lost", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    MarksDoubled("marks-doubled", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    MarkWidth("mark-width", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    StartMark("start-mark", Severity.WARNING, IssueType.TYPOGRAPHICAL),
    SymbolLost("symbol-lost", Severity.WARNING, IssueType.TYPOGRAPHICAL),
)
