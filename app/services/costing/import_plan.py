# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the check of a table finds: good rows, bad ones, totals, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.ledger.records import Publication, Record, RecordKind
from app.services.costing.column_use import Conversion

_CHUNK = 1000
Progress = Callable[[int], None]
"""Told how many rows are done."""
Cancelled = Callable[[], bool]


class ImportCancelled(Exception):
    """Somebody asked to stop; nothing was kept."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be kept; ``reason`` is a message id with ``{value}``."""

    line: int
    column: str
    reason: str
    value: str = ""
    sheet: str = ""
    """Where more than one sheet is read."""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose matter is in the ledger, or further up in the file, already."""

    line: int
    key: str
    entry: int | None
    """None where it is in the file twice."""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A row that sums up others, and is never entered."""

    line: int
    said: str
    """The cell that says so: "합계"."""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a table beside its rows; ``message`` is a message id with ``params``."""

    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that is kept, as it is understood."""

    line: int
    record: Record
    title: str = ""
    sheet: str = ""


@dataclass(slots=True)
class ImportPlan:
    """The check of a table: its good rows as records, its bad rows and its duplicates."""

    kind: RecordKind
    good: list[Record] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    conversions: tuple[Conversion, ...] = ()
    """What the heads say of numbers, and what was made of it."""
    other_sheets: tuple[str, ...] = ()
    """Sheets of the file that hold something and were not read."""
    titles: list[Publication] = field(default_factory=list)
    """Titles of orders that the ledger does not know yet; entered with them."""
    completed: list[tuple[int, Record]] = field(default_factory=list)
    """Titles that came with an order and of which this table states the rest; with their entries."""
    remarks: list[Remark] = field(default_factory=list)
    """Where the table was found, and what was understood, passed over or does not add up."""
    understood: list[GoodRow] = field(default_factory=list)
    """The good rows with their places."""

    @property
    def rows(self) -> int:
        """All rows that say anything."""
        entered = len(self.good) + len(self.completed)
        return entered + len(self.bad) + len(self.duplicates) + len(self.totals)

    def remark(self, message: str, **params: str | int) -> None:
        """Keep something that a person should know; the same thing once."""
        made = Remark(message, params)
        if made not in self.remarks:
            self.remarks.append(made)


class RowCounter:
    """Counts rows, and asks whether to go on."""

    def __init__(self, progress: Progress | None, cancelled: Cancelled) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._count = 0

    def count(self) -> None:
        """Count a row.

        Raises:
            ImportCancelled: somebody asked to stop.
        """
        self._count += 1
        if self._count % _CHUNK == 0:
            if self._cancelled():
                raise ImportCancelled
            if self._progress is not None:
                self._progress(self._count)
