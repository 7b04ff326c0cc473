# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of amounts of money and of units of measurement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation.checks.adapters import EntityLost
from translation.checks.analysis import entities
from translation.checks.base import Check, CheckedSegment, Finding, IssueType, SegmentCheck
from translation.entities import EntityKind
from translation.estimation import Severity
from translation.languages import LanguagePair

_CURRENCIES = tuple(
    (re.compile(own), re.compile(other, re.IGNORECASE))
    for own, other in (
        (r"원|₩|KRW|\bwon\b", r"원|₩|\bKRW|\bwon\b|ウォン|[韩韓][元圆圜]|元"),
        (r"달러|\$|\bdollars?\b", r"달러|불|\$|\bUSD|dollar|ドル|元|美金|đô"),
        (r"유로|€|\beuros?\b", r"유로|€|\bEUR|euro|ユーロ|欧元|歐元"),
    )
)
_SCALE = re.compile(r"단위\s*[:：]?\s*(천|백만|억|조|만)\s?원|\(\s?(천|백만|억)원\s?\)")
_SCALES = {
    "천": r"thousand|1,000|千|nghìn|ngàn|천",
    "만": r"10,000|ten thousand|万|萬|vạn|만",
    "백만": r"million|1,000,000|百万|百萬|triệu|백만",
    "억": r"100 million|hundred million|億|亿|100 triệu|trăm triệu|억",
    "조": r"trillion|兆|万亿|nghìn tỷ|조",
}
_UNITS = {
    "km": r"km|㎞|ki lô mét|kilomet|킬로미터|キロ|公里|千米",
    "㎞": r"km|kilomet|킬로미터|㎞|キロ|公里|千米",
    "cm": r"cm|㎝|xăng|centimet|센티미터|センチ|厘米|公分",
    "mm": r"mm|㎜|mi li mét|millimet|밀리미터|ミリ|毫米",
    "㎡": r"㎡|m²|m2|sq|square|제곱미터|平方|mét vuông",
    "m²": r"㎡|m²|m2|sq|square|제곱미터|平方|mét vuông",
    "㎢": r"㎢|km²|km2|sq|square|제곱킬로미터|平方|kilômét vuông",
    "ha": r"\bha\b|hectare|헥타르|ヘクタール|公顷|héc",
    "kg": r"kg|㎏|ki lô gam|kilo|킬로그램|キロ|公斤|千克",
    "㎏": r"kg|kilo|킬로그램|㎏|キロ|公斤|千克",
    "톤": r"\bt\b|ton|톤|トン|吨|噸|tấn",
    "℃": r"℃|°\s?C|degree|도|度|độ",
    "평": r"pyeong|평|坪",
    "MB": r"MB|MiB|megabyte|메가",
    "GB": r"GB|GiB|gigabyte|기가",
    "TB": r"TB|TiB|terabyte|테라",
    "kWh": r"kWh|kilowatt",
}
_UNIT = re.compile(
    r"(?<![\d.,])\d[\d.,]*\s?("
    + "|".join(sorted(_UNITS, key=len, reverse=True))
    + r")(?![A-Za-z²가-힣])"
    r"|(?<![\d.,])\d[\d.,]*\s?(톤|평)(?=[을이은의,.\s)]|$)"
)


@dataclass(frozen=True, slots=True)
class Currency(SegmentCheck):
    """An amount of the source is in another currency in the target, or in none."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for entity in entities(segment.source.text, segment.pair):
            if entity.kind is not EntityKind.MONEY:
                continue
            for own, other in _CURRENCIES:
                if own.search(entity.text) and not other.search(segment.target.text):
                    yield self.finding((entity.start, entity.end), text=entity.text)
                    return


@dataclass(frozen=True, slots=True)
class MoneyScale(SegmentCheck):
    """The unit of a table's amounts (단위: 천원) is not said in the target."""

    def applies(self, pair: LanguagePair) -> bool:
        """See ``Check``."""
        return pair.source == "ko"

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``."""
        for found in _SCALE.finditer(segment.source.text):
            scale = _SCALES[found[1] or found[2]]
            if not re.search(scale, segment.target.text, re.IGNORECASE):
                yield self.finding(found.span(), text=found[0].strip(" ()"))


@dataclass(frozen=True, slots=True)
class UnitLost(SegmentCheck):
    """A unit of measurement is missing or another one."""

    def find(self, segment: CheckedSegment) -> Iterator[Finding]:
        """See ``Check``; a unit that was converted is reported too, as its number is."""
        seen: set[str] = set()
        for found in _UNIT.finditer(segment.source.text):
            unit = found[1] or found[2]
            if unit in seen or re.search(_UNITS[unit], segment.target.text, re.IGNORECASE):
                continue
            seen.add(unit)
            yield self.finding(found.span(), text=found[0])


CHECKS: tuple[Check, ...] = (
    EntityLost(
        "money-lost", Severity.ERROR, IssueType.NUMBERS, lambda e: e.kind is EntityKind.MONEY
    ),
    Currency("currency", Severity.ERROR, IssueType.INCONSISTENT_ENTITIES),
    MoneyScale("money-scale", Severity.ERROR, IssueType.NUMBERS),
    UnitLost("unit-lost", Severity.WARNING, IssueType.NUMBERS),
)
