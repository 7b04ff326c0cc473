# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether the totals of a table are what its rows add up to, and whether hidden rows are in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Numbers = Mapping[str, Decimal]
_MOST_PARTS = 13


@dataclass(frozen=True, slots=True)
class SummedRow:
    """A row that a total may count, or a total."""

    line: int
    numbers: Numbers
    """As they stand, by header."""
    is_total: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class TotalMismatch:
    """A total that is not what its rows add up to."""

    line: int
    header: str
    stated: Decimal
    found: Decimal
    """Of all rows that it can mean, those whose sum is the nearest."""


def mismatches(rows: Sequence[SummedRow], hidden_too: bool) -> list[TotalMismatch]:
    """Return the totals that agree with no rows that they can mean.

    A total may mean all rows, those since the total before it, or those up to the next.

    Args:
        rows: of one table in their order, totals among them.
        hidden_too: whether hidden rows count.
    """
    totals = [at for at, row in enumerate(rows) if row.is_total]
    headers = {header for at in totals for header in rows[at].numbers}
    sums = {header: _sums_up_to(rows, header, hidden_too) for header in headers}
    found: list[TotalMismatch] = []
    for at in totals:
        for header, stated in rows[at].numbers.items():
            known = sums[header]
            spans = (span for span in _meant(totals, at, len(rows)) if span[0] < span[1])
            meant = {known[end] - known[start] for start, end in spans}
            if stated not in meant:
                nearest = min(meant, key=lambda one: abs(one - stated))
                found.append(TotalMismatch(rows[at].line, header, stated, nearest))
    return found


def is_sum(rows: Sequence[SummedRow], numbers: Numbers) -> bool:
    """Tell whether numbers are, all of them, the sums of the rows before them."""
    before = [*rows, SummedRow(0, numbers, is_total=True)]
    more_than_one = sum(not row.is_total for row in rows) > 1
    wrong = {one.line for one in mismatches(before, hidden_too=True)}
    return bool(numbers) and more_than_one and 0 not in wrong


def hidden_are_counted(rows: Sequence[SummedRow]) -> bool | None:
    """Tell whether the totals count the hidden rows; None where they do not say."""
    if not any(row.hidden and row.numbers for row in rows):
        return None
    if not any(row.is_total and row.numbers for row in rows):
        return None
    with_them, without = mismatches(rows, hidden_too=True), mismatches(rows, hidden_too=False)
    if bool(with_them) == bool(without):
        return None
    return not with_them


def _meant(totals: Sequence[int], at: int, count: int) -> list[tuple[int, int]]:
    """Return from where to where the rows go that a total can mean."""
    earlier = [one for one in totals if one < at]
    later = next((one for one in totals if one > at), count)
    spans = [(0, count), (0, at), (earlier[-1] + 1 if earlier else 0, at), (at + 1, later)]
    # A total of several parts: the rows since one of the totals before it.
    return spans + [(one + 1, at) for one in earlier[-_MOST_PARTS:-1]]


def _sums_up_to(rows: Sequence[SummedRow], header: str, hidden_too: bool) -> list[Decimal]:
    found, total = [Decimal(0)], Decimal(0)
    for row in rows:
        if not row.is_total and (hidden_too or not row.hidden):
            total += row.numbers.get(header, Decimal(0))
        found.append(total)
    return found
