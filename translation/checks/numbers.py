# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of numbers, dates and times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.adapters import DraftIssueFound, EntityLost
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.entities import Entity, EntityKind
from translation.estimation import DraftIssueId, Severity
from translation.languages import LanguagePair

_SCALE = re.compile(r"[만억조]|(?:million|billion|trillion)\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"\d\s?[%％]|[%％](?![A-Za-z%])|퍼센트|프로(?![가-힣])|percent|per cent|パーセント|百分|phần trăm|할",
    re.IGNORECASE,
)
_SOURCE_PERCENT = re.compile(
    r"(?<![\d.,])\d[\d.,]*\s?(?:[%％](?![A-Za-z%])|퍼센트|percent\b|per cent\b)"
)
_GROUPING = re.compile(r"(?<![\d.,])\d+(?:,\d+)+(?![\d,])")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = "(" + "|".join(_MONTHS) + ")[a-z]*"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)\d{4}-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)",
        r"(?<!\d)\d{4}\. ?(?P<month>\d{1,2})\. ?(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<month>\d{1,2}) ?[월月] ?(?P<day>\d{1,2}) ?[일日号號]",
        rf"\b(?P<name>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?!\.\d)",
        rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<name>{_MONTH})\b",
    )
)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = {
    "ko": [rf"{c}요일|\({c}\)" for c in "월화수목금토일"],
    "en": [r"\bMon(?:day)?\b", r"\bTue(?:s|sday)?\b", r"\bWed(?:nesday)?\b", r"\bThu(?:rs|rsday)?\b", r"\bFri(?:day)?\b", r"\bSat(?:urday)?\b", r"\bSun(?:day)?\b"],
    "ja": [rf"{c}曜|[（(]{c}[)）]" for c in "月火水木金土日"],
    "zh": [rf"(?:星期|周|週|礼拜){c}|[（(]{c}[)）]" for c in ("一", "二", "三", "四", "五", "六", "[日天]")],
    "vi": ["thứ (?:hai|2)", "thứ (?:ba|3)", "thứ (?:tư|4)", "thứ (?:năm|5)", "thứ (?:sáu|6)", "thứ (?:bảy|7)", "chủ nhật"],
}  # fmt: skip
_FULL_DAYS = {**_WEEKDAYS, "ko": [rf"{c}요일|(?<=\d[.일])\s?\({c}\)" for c in "월화수목금토일"],
    "en": [rf"{day}day" for day in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")]}  # fmt: skip
_DAY_OF_MONTH = re.compile(r"\d\s?[일日]")
_FISCAL = re.compile(r"회계\s?[연년]도")
_FISCAL_TARGETS = {
    "en": re.compile(r"fiscal|financial year|\bFY\s?\d", re.IGNORECASE),
    "ja": re.compile("会計年度"),
    "zh": re.compile(r"[财財]政年度|[会會][计計]年度|[财財]年"),
    "vi": re.compile("năm tài chính|tài khóa|niên độ", re.IGNORECASE),
}


def _is_scaled(entity: Entity) -> bool:
    return entity.kind is EntityKind.NUMBER and bool(_SCALE.search(entity.text))


def _is_number(entity: Entity) -> bool:
    return entity.kind is EntityKind.NUMBER and not _SCALE.search(entity.text)


@dataclass(frozen=True, slots=True)
class NumberGrouping(SegmentCheck):
    """Commas stand elsewhere than between thousands."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; lists as "1,2,3" have groups of their own length and pass."""
        for found in _GROUPING.finditer(segment.target.text):
            groups = found[0].split(",")
            sizes = {len(group) for group in groups[1:]}
            looks_grouped = 3 in sizes or (len(groups) == 2 and len(groups[1]) > 3)
            right = sizes == {3} and len(groups[0]) <= 3
            if looks_grouped and not right and found[0] not in segment.source.text:
                yield self.finding(None, found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class PercentLost(SegmentCheck):
    """A share of the source is no share in the target."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        found = _SOURCE_PERCENT.search(segment.source.text)
        if found and not _PERCENT.search(segment.target.text):
            yield self.finding(found.span(), text=found[0])


@dataclass(frozen=True, slots=True)
class ImpossibleDate(SegmentCheck):
    """The target names a day that no calendar has."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; the source may have it too and then is kept as it is."""
        if any(_impossible(segment.source.text)):
            return
        for found in _impossible(segment.target.text):
            yield self.finding(None, found.span(), text=found[0])


def _impossible(text: str) -> Iterator[re.Match[str]]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            name = parts.get("name")
            month = _MONTHS.index(name[:3]) + 1 if name else int(parts["month"] or 0)
            day = int(parts["day"])
            if not (1 <= month <= len(_LENGTHS) and 1 <= day <= _LENGTHS[month - 1]):
                yield found


@dataclass(frozen=True, slots=True)
class WeekdayLost(SegmentCheck):
    """A day of the week is missing or another one."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.source in _WEEKDAYS and pair.target in _WEEKDAYS

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; news in Korean say the day of the month instead: a mere warning."""
        names = zip(_FULL_DAYS[segment.pair.source], _WEEKDAYS[segment.pair.target], strict=True)
        for own, other in names:
            found = re.search(own, segment.source.text)
            if found and not re.search(other, segment.target.text, re.IGNORECASE):
                dated = _DAY_OF_MONTH.search(segment.target.text)
                yield self.finding(
                    found.span(),
                    severity=Severity.WARNING if dated else None,
                    text=found[0].strip(" ()（）"),
                )


@dataclass(frozen=True, slots=True)
class FiscalYear(SegmentCheck):
    """A fiscal year of the source is a plain year in the target."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.source == "ko" and pair.target in _FISCAL_TARGETS

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        found = _FISCAL.search(segment.source.text)
        if found and not _FISCAL_TARGETS[segment.pair.target].search(segment.target.text):
            yield self.finding(found.span(), text=found[0])


CHECKS: tuple[Check, ...] = (
    EntityLost("number-lost", Severity.ERROR, IssueType.NUMBERS, _is_number),
    EntityLost("number-scale", Severity.ERROR, IssueType.NUMBERS, _is_scaled),
    DraftIssueFound("number-added", Severity.WARNING, IssueType.NUMBERS, DraftIssueId.ADDED_NUMBER),
    NumberGrouping("number-grouping", Severity.WARNING, IssueType.NUMBERS),
    PercentLost("percent-lost", Severity.ERROR, IssueType.NUMBERS),
    EntityLost("date-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.DATE),
    EntityLost("time-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES, lambda e: e.kind is EntityKind.TIME),
    ImpossibleDate("date-impossible", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES),
    WeekdayLost("weekday-lost", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES),
    FiscalYear("fiscal-year", Severity.WARNING, IssueType.INCONSISTENT_ENTITIES),
)  # fmt: skip
