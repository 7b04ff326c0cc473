# SPDX-License-Identifier: AGPL-3.0-or-later
"""Heads that are months, quarters or halves of a year, laid across a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.i18n import mark
from app.services.costing.column_heads import is_total, plain
from app.services.costing.spreadsheets.grid import Grid, Merge
from app.services.costing.table_heads import columns_in, goes_on

_MOST_ABOVE = 30
_YEAR = r"(?:(?P<year>20\d\d|['‘’`´]\s*\d\d|\d\d(?=\s*년))\s*(?:년도?|[.\-/])?\s*)?"
_PERIOD = re.compile(
    _YEAR + r"(?:(?P<month>1[0-2]|0?[1-9])\s*월(?:분|중)?(?![가-힣0-9]*말)"
    r"|(?P<quarter>[1-4])\s*(?:/\s*4\s*)?분기|(?P<half>상|하)반기)(?P<rest>.*)",
    re.DOTALL,
)
_ONLY_YEAR = re.compile(r"(20\d\d|['‘’`´]\s*\d\d|\d\d(?=\s*년))\s*(?:년도?|학년도)?\s*(.*)")
_COUNTED = (
    r"(?:(?:인쇄|발행|발간|제작|발주|계약|납품|집행|지출|구매)*"
    r"(?:부수|수량|권수|물량|량|금액|비용|액|비|공급가액|부가세|예산)?(?:[(\[].*)?)"
)
_TOTAL_HEAD = re.compile(
    rf"(?:연간|년간|연|총|누적)?(?:합계|총계|소계|누계|계|총|연간|누적)(?P<rest>{_COUNTED})"
)
_SAYS_NOTHING = re.compile(
    r"(?:월별|분기별|반기별|기간별|시기별|월|분기|반기|구분|현황|내역|실적|결과|집행|발간|발행|인쇄|제작|발주|계약|납품|및|사항|"
    r"간행물|인쇄물|발간물|[·/,\s])*"
)


class PeriodDoubtful(Exception):
    """It is not certain what columns of months hold; ``reason`` is a message id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or half of a year, of a year that may stand elsewhere."""

    year: int | None
    first: int
    """Its first month."""
    months: int

    @property
    def is_month(self) -> bool:
        """Whether it is one month."""
        return self.months == 1

    @property
    def text(self) -> str:
        """As a cell of a day says it."""
        said = f"{self.first}월"
        if self.months == 3:
            said = f"{self.first // 3 + 1}분기"
        elif not self.is_month:
            said = "상반기" if self.first == 1 else "하반기"
        return f"{self.year}년 {said}" if self.year else said


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column of a period."""

    at: int
    period: Period
    label: str
    """What it holds, as its head says beside the period: "부수"; empty where that says nothing."""


@dataclass(frozen=True, slots=True)
class TotalColumn:
    """A column that sums up those of the periods."""

    at: int
    label: str
    within: Period | None = None
    """Of which it sums up the months; all without one."""

    def counts(self, column: PeriodColumn) -> bool:
        """Tell whether a column is among those that it sums up."""
        if self.within is None:
            return True
        one = column.period
        inside = 0 <= one.first - self.within.first < self.within.months
        return inside and self.within.year in (None, one.year)


@dataclass(frozen=True, slots=True)
class PeriodHead:
    """The head of a list with periods laid across."""

    first_line: int
    last_line: int
    texts: tuple[str, ...]
    """The head of each column."""
    periods: tuple[PeriodColumn, ...]
    totals: tuple[TotalColumn, ...]

    @property
    def taken(self) -> frozenset[int]:
        """Places of all columns of periods and of their sums."""
        return frozenset([*(one.at for one in self.periods), *(one.at for one in self.totals)])

    @property
    def ordered(self) -> tuple[Period, ...]:
        """The periods, each once, in their order."""
        return tuple(dict.fromkeys(column.period for column in self.periods))


def period_in(text: str) -> tuple[Period, str] | None:
    """Return the period that a head begins with, and what else it says; None without one."""
    match = _PERIOD.fullmatch(re.sub(r"\s+", " ", plain(text)))
    if match is None:
        return None
    year = _year(match["year"]) if match["year"] else None
    if match["month"]:
        period = Period(year, int(match["month"]), 1)
    elif match["quarter"]:
        period = Period(year, 3 * int(match["quarter"]) - 2, 3)
    else:
        period = Period(year, 1 if match["half"] == "상" else 7, 6)
    return period, match["rest"].strip()


def _year(said: str) -> int:
    digits = re.sub(r"\D", "", said)
    return int(digits) + (2000 if len(digits) == 2 else 0)


def period_head_of(
    grid: Grid, spans: Mapping[tuple[int, int], Merge], asked: int
) -> PeriodHead | None:
    """Return the head of a list with periods laid across; None where none are.

    Args:
        grid: of the list.
        spans: its merged areas.
        asked: number of the head's row, as a person chose; 0 finds it.

    Raises:
        PeriodDoubtful: its columns contradict each other.
    """
    filled = [at for at, (_, cells) in enumerate(grid.rows) if any(cells)][:_MOST_ABOVE]
    for at in filled:
        line, cells = grid.rows[at]
        if asked and not asked <= line <= asked + 2:
            continue
        said = {found[0] for cell in cells if (found := period_in(cell)) is not None}
        if len(said) > 1:
            break
    else:
        return None
    first = at
    if (
        at
        and (not asked or grid.rows[at - 1][0] >= asked)
        and goes_on(grid, spans, at - 1, 2, _is_period)
    ):
        first = at - 1
    depth = at - first + 1
    while depth < 3 and goes_on(grid, spans, first, depth + 1, _is_period):
        depth += 1
    return _head(grid, spans, first, depth)


def _head(grid: Grid, spans: Mapping[tuple[int, int], Merge], first: int, depth: int) -> PeriodHead:
    periods: list[PeriodColumn] = []
    totals: list[TotalColumn] = []
    texts: list[str] = []
    for at, parts in enumerate(columns_in(grid, spans, first, depth)):
        texts.append(re.sub(r"\s+", " ", " ".join(parts)))
        column = _column(at, parts)
        if isinstance(column, PeriodColumn):
            periods.append(column)
        elif column is not None:
            totals.append(column)
    return PeriodHead(
        grid.rows[first][0],
        grid.rows[first + depth - 1][0],
        tuple(texts),
        tuple(periods),
        tuple(totals),
    )


def _column(at: int, parts: Sequence[str]) -> PeriodColumn | TotalColumn | None:
    """Return what a column is of the periods; None for one of its own."""
    found = [one for part in parts if (one := period_in(part)) is not None]
    others = [part for part in parts if period_in(part) is None]
    year, label = _label([*others, *(rest for _, rest in found if rest)])
    if len(found) > 1:
        raise PeriodDoubtful(mark("Months stand within months in the heads."))
    sums = [part for part in others if _is_sum(part)]
    if found:
        period = found[0][0]
        period = Period(period.year or year, period.first, period.months)
        rest = found[0][1]
        if re.fullmatch(r"\s*(?:합계|소계|누계|계)", rest) or (sums and not period.is_month):
            _, label = _label([part for part in others if not _is_sum(part)])
            return TotalColumn(at, label, period)
        return PeriodColumn(at, period, label)
    if not sums:
        return None
    inner = _TOTAL_HEAD.fullmatch(re.sub(r"\s", "", plain(sums[0])))
    rest = inner["rest"] if inner is not None else ""
    _, label = _label([*(part for part in others if part not in sums), rest])
    return TotalColumn(at, label)


def _is_period(cell: str) -> bool:
    return period_in(cell) is not None


def _is_sum(part: str) -> bool:
    said = re.sub(r"\s", "", plain(part))
    return is_total(part) or _TOTAL_HEAD.fullmatch(said) is not None


def _label(parts: Sequence[str]) -> tuple[int | None, str]:
    """Return the year that heads beside a period name, and what they say of what is counted."""
    year: int | None = None
    kept: list[str] = []
    for part in parts:
        said = re.sub(r"\s+", " ", part).strip(" :·-_/")
        match = _ONLY_YEAR.fullmatch(said)
        if match is not None:
            year, said = _year(match[1]), match[2]
        if said.startswith("(") and said.endswith(")") and not kept:
            kept.append(said)
            continue
        said = re.sub(r"^(?:월별|분기별|반기별)\s*", "", said)
        if said and not _SAYS_NOTHING.fullmatch(said):
            kept.append(said)
    return year, " ".join(dict.fromkeys(kept))


def check_order(head: PeriodHead) -> None:
    """Refuse periods that do not follow each other.

    Raises:
        PeriodDoubtful: they do not, so that their year is not certain, or some are parts of others.
    """
    if len({period.months for period in head.ordered}) > 1:
        raise PeriodDoubtful(mark(
            "Months and quarters stand beside each other. Head the sums as “1분기 계”."
        ))  # fmt: skip
    years = {period.year is None for period in head.ordered}
    follows = all(
        ((one.year or 0), one.first) < ((other.year or 0), other.first)
        for one, other in pairwise(head.ordered)
    )
    if len(years) > 1 or not follows:
        raise PeriodDoubtful(mark(
            "They do not follow each other within one year. Write the year into each, as in “2026년 1월”."
        ))  # fmt: skip
