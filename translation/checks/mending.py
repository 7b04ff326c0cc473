# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mends of findings: what a check would be content with, where that can be said without a guess.

A mend is only offered when the check is silent after it and no other one speaks up.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from translation.checks.base import CheckedSegment, Finding
from translation.checks.registry import find
from translation.entities import find_entities
from translation.entities.numerals import values, written_values
from translation.inline_codes import Coded, TagKind, coded, tags_of, with_spans

Spans = list[tuple[int, int, str]]
"""Start, end, and what comes in their place."""

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ENDS = {"。": ".", "．": ".", "？": "?", "！": "!", "：": ":", "；": ";"}
_END_MARKS = ".?!:;…。？！：；"
_CLOSING = "\"'”’)]»」』 "


def may_be_mended(check_id: str) -> bool:
    """Say whether findings of a check may have a mend."""
    return check_id in _MENDS


def mend(segment: CheckedSegment, finding: Finding, disabled: frozenset[str]) -> Coded | None:
    """Return the target without what ``finding`` found; None where nobody can say what is meant.

    Args:
        segment: as it was checked.
        finding: of one of the checks of segments.
        disabled: ids of checks that do not speak.
    """
    make = _MENDS.get(finding.check_id)
    if make is None:
        return None
    made = make(segment, finding)
    if isinstance(made, list):
        made = with_spans(segment.target, sorted(made)) if made else None
    if made is None or made == segment.target:
        return None
    before = Counter(one.check_id for one in find(segment, disabled))
    after = Counter(one.check_id for one in find(_with_target(segment, made), disabled))
    gone = after[finding.check_id] < before[finding.check_id]
    return made if gone and not after - before else None


def _with_target(segment: CheckedSegment, target: Coded) -> CheckedSegment:
    return CheckedSegment(
        segment.segment_id,
        segment.unit_id,
        segment.kind,
        segment.source,
        target,
        segment.pair,
        segment.terms,
        segment.longest,
    )


def _as(words: str) -> Callable[[CheckedSegment, Finding], Spans]:
    return lambda _segment, finding: [(*finding.target_span, words)] if finding.target_span else []


def _blank_after(segment: CheckedSegment, finding: Finding) -> Spans:
    assert finding.target_span is not None
    end = finding.target_span[1]
    return [(end - 1, end, f"{segment.target.text[end - 1]} ")]


def _leading(segment: CheckedSegment, _finding: Finding) -> Coded:
    text = segment.target.text
    own = segment.source.text[: len(segment.source.text) - len(segment.source.text.lstrip())]
    blanks = len(text) - len(text.lstrip())
    if blanks:
        return with_spans(segment.target, [(0, blanks, own)])
    return coded([own, *segment.target.parts])


def _trailing(segment: CheckedSegment, _finding: Finding) -> Coded:
    text = segment.target.text
    own = segment.source.text[len(segment.source.text.rstrip()) :]
    blanks = len(text) - len(text.rstrip())
    if blanks:
        return with_spans(segment.target, [(len(text) - blanks, len(text), own)])
    return coded([*segment.target.parts, own])


def _grouped(segment: CheckedSegment, finding: Finding) -> Spans:
    assert finding.target_span is not None
    start, end = finding.target_span
    return [(start, end, f"{int(segment.target.text[start:end].replace(',', '')):,}")]


def _once(segment: CheckedSegment, finding: Finding) -> Spans:
    assert finding.target_span is not None
    start, end = finding.target_span
    return [(start, end, segment.target.text[start])]


def _width(segment: CheckedSegment, finding: Finding) -> Spans:
    assert finding.target_span is not None
    start, end = finding.target_span
    return [(start, end, unicodedata.normalize("NFKC", segment.target.text[start:end]))]


def _codes(segment: CheckedSegment, _finding: Finding) -> Coded | None:
    missing = list((Counter(tags_of(segment.source)) - Counter(tags_of(segment.target))).elements())
    # Where a pair belongs, only a person knows; a note's mark usually ends its sentence.
    if not missing or any(tag.kind is not TagKind.SINGLE for tag in missing):
        return None
    return coded([*segment.target.parts, *missing])


def _number(segment: CheckedSegment, finding: Finding) -> Spans:
    """Put the lost number in the place of the only one that the source does not have."""
    own = values(segment.source.text)
    strange = [
        found
        for found in _NUMBER.finditer(segment.target.text)
        if not written_values(found[0]) <= own
    ]
    if len(strange) != 1 or finding.source_span is None:
        return []
    start, end = finding.source_span
    lost = segment.source.text[start:end]
    entity = next(iter(find_entities(lost, *segment.pair)), None)
    words = entity.accepted[0] if entity and entity.accepted else lost
    return [(*strange[0].span(), words)]


def _wanted(_segment: CheckedSegment, finding: Finding) -> Spans:
    wanted = dict(finding.params).get("wanted", "").split(", ")[0]
    return [(*finding.target_span, wanted)] if wanted and finding.target_span else []


def _end(segment: CheckedSegment, _finding: Finding) -> Spans:
    own = segment.source.text.rstrip(_CLOSING)[-1:]
    mark = _ENDS.get(own, own) if own in _END_MARKS else ""
    if segment.pair.target in ("ja", "zh"):
        mark = next((wide for wide, narrow in _ENDS.items() if narrow == mark), mark)
    text = segment.target.text
    end = len(text.rstrip(_CLOSING))
    if end == 0:
        return []
    # A mark is put in behind the last letter, which it needs beside it.
    return [(end - 1, end, mark if text[end - 1] in _END_MARKS else f"{text[end - 1]}{mark}")]


def _capital(segment: CheckedSegment, _finding: Finding) -> Spans:
    found = re.search(r"[^\W\d_]", segment.target.text)
    return [(*found.span(), found[0].upper())] if found else []


def _said_once(segment: CheckedSegment, finding: Finding) -> Spans:
    if finding.target_span is None:
        return []
    start, end = finding.target_span
    found = re.fullmatch(r"(\w+)(\s+\1)+", segment.target.text[start:end], re.IGNORECASE)
    return [(start, end, found[1])] if found else []


_MENDS: dict[str, Callable[[CheckedSegment, Finding], Spans | Coded | None]] = {
    "blanks-doubled": _as(" "),
    "blanks-leading": _leading,
    "blanks-trailing": _trailing,
    "blank-before-mark": _as(""),
    "blank-after-mark": _blank_after,
    "blank-between-characters": _as(""),
    "zero-width": _as(""),
    "number-grouping": _grouped,
    "number-lost": _number,
    "marks-doubled": _once,
    "mark-width": _width,
    "code-lost": _codes,
    "term-forbidden": _wanted,
    "capital-at-start": _capital,
    "word-doubled": _said_once,
    **dict.fromkeys(
        (
            f"end-{mark}"
            for mark in ("ellipsis", "stop", "colon", "semicolon", "question", "exclamation")
        ),
        _end,
    ),
}
