# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet as a grid of texts, with what its author did to cells, rows and columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from converters.exports.csv_tables import as_it_was

MOST_COLUMNS = 200
_LONGEST_CELL = 2000
_EXACT_DIGITS = 15
"""Digits of a number that a spreadsheet keeps; those after them are noise of its arithmetic."""
_LARGEST_SPAN = 100_000
"""Cells of one merged area that are looked at; a larger one is a whole sheet painted."""
_ALL_SPANS = 2_000_000
"""Cells of all merged areas that are looked at."""


class NumberCell(str):
    """The text of a cell that the file holds as a number: "3.1" may have been typed as "3.10"."""

    __slots__ = ()


class FormulaCell(str):
    """The formula of a cell whose result the file does not hold."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area: numbers of its first and last row, places of its columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def tall(self) -> bool:
        """Whether it covers more than one row."""
        return self.bottom > self.top

    @property
    def wide(self) -> bool:
        """Whether it covers more than one column."""
        return self.right > self.left


@dataclass(slots=True)
class Grid:
    """A sheet, or a table of a document."""

    name: str
    """Of the sheet; empty where the file has only one and no name for it."""
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    """Number and cells of each row that was read, from 1."""
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: Collection[int] = ()
    """Rows that a filter of the sheet may hide from view."""
    above: tuple[str, ...] = ()
    """Paragraphs of a document before the table."""
    below: tuple[str, ...] = ()
    """Paragraphs of a document after it, up to the next table."""
    from_1904: bool = False
    """Days are counted from 1904."""
    of_document: bool = False

    def spans(self) -> dict[tuple[int, int], Merge]:
        """Return the merged area of each cell that lies in one, by row and column."""
        found: dict[tuple[int, int], Merge] = {}
        last = self.rows[-1][0] if self.rows else 0
        left = _ALL_SPANS
        for merge in self.merges:
            bottom, right = min(merge.bottom, last), min(merge.right, MOST_COLUMNS - 1)
            cells = (bottom - merge.top + 1) * (right - merge.left + 1)
            if cells > min(_LARGEST_SPAN, left):
                continue
            left -= max(cells, 1)
            for line in range(merge.top, bottom + 1):
                for column in range(merge.left, right + 1):
                    found[line, column] = merge
        return found

    def filled(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that say anything."""
        return ((line, cells) for line, cells in self.rows if any(cells))


def text_of(value: Any) -> str:
    """Return the value of a cell as a text: days as 2026-03-05, numbers without noise."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return NumberCell(value)
    if isinstance(value, float):
        return number_text(value)
    cleaned = unicodedata.normalize("NFC", str(value)).replace("\xa0", " ").strip()
    return as_it_was(cleaned)[:_LONGEST_CELL]


def number_text(value: float) -> str:
    """Return a number of a spreadsheet in digits, with as many as it keeps."""
    if value.is_integer() and abs(value) < 10**_EXACT_DIGITS:
        return NumberCell(int(value))
    said = f"{value:.{_EXACT_DIGITS}g}"
    if "e" in said:
        said = f"{float(said):.20f}".rstrip("0").rstrip(".")
    return NumberCell(said)


def trimmed(cells: Sequence[str]) -> list[str]:
    """Return the cells of a row without the empty ones at its end."""
    kept = list(cells[:MOST_COLUMNS])
    while kept and not kept[-1]:
        kept.pop()
    return kept
