# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences about an import: units and taxes that were understood, rows and sheets passed over."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import tr
from app.services.costing.importing import BadRow, Conversion, Duplicate, Remark, TotalRow


def conversion_words(one: Conversion) -> str:
    """Return how a column was understood."""
    if one.scale == 1:
        return tr("“{head}” is read as an amount with tax.", head=one.header)
    scale = f"{one.scale:,}"
    if one.with_tax:
        return tr(
            "“{head}” is read as an amount with tax; each number is multiplied by {scale}.",
            head=one.header,
            scale=scale,
        )
    return tr("“{head}”: each number is multiplied by {scale}.", head=one.header, scale=scale)


def total_words(row: TotalRow) -> str:
    """Return why a row is not entered that sums up others."""
    where = place_words(row)
    return tr("{where}: “{said}” is a total and is not entered.", where=where, said=row.said)


def sheets_words(sheets: Sequence[str]) -> str:
    """Return which sheets of the workbook were not read."""
    return tr("Not read, for only one sheet is: {sheets}.", sheets=", ".join(sheets))


def place_words(row: BadRow | Duplicate | TotalRow) -> str:
    """Return where a row stands: its line, and its sheet where several are read."""
    if row.sheet:
        return tr("{sheet}, line {line}", sheet=row.sheet, line=row.line)
    return tr("Line {line}", line=row.line)


def remark_words(remark: Remark) -> str:
    """Return what is said of a table beside its rows."""
    return tr(remark.message, **remark.params)


def bad_words(row: BadRow) -> str:
    """Return which cell of a row cannot be kept, why, and what is to be done."""
    why = tr(row.reason, value=row.value)
    if not row.column:
        return tr("{where}: {why}", where=place_words(row), why=why)
    return tr("{where}, {column}: {why}", where=place_words(row), column=row.column, why=why)
