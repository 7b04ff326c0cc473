# SPDX-License-Identifier: AGPL-3.0-or-later
"""Months and fiscal years; the Korean fiscal year is the calendar year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month, written "2026-03"."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-03".

        Raises:
            ValueError: it is no month.
        """
        found = _PERIOD.fullmatch(text)
        if not found or not found[2]:
            raise ValueError(text)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + 1, 1) if self.month == 12 else Month(self.year, self.month + 1)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Yield the months from ``first`` to ``last``, both counted."""
    while first <= last:
        yield first
        first = first.next


def months_of(period: str) -> tuple[Month, ...]:
    """Return the months of a period: twelve of "2026", one of "2026-03".

    Raises:
        ValueError: it is neither.
    """
    found = _PERIOD.fullmatch(period)
    if not found:
        raise ValueError(period)
    if found[2]:
        return (Month(int(found[1]), int(found[2])),)
    return tuple(Month(int(found[1]), month) for month in range(1, 13))
