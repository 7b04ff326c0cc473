# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences about an import: units and taxes that were understood, rows and sheets passed over."""

from __future__ import annotations

from collections.abc import Sequence

from app.i18n import tr
from app.services.costing.importing import Conversion, TotalRow


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
    return tr("Line {line}: “{said}” is a total and is not entered.", line=row.line, said=row.said)


def sheets_words(sheets: Sequence[str]) -> str:
    """Return which sheets of the workbook were not read."""
    return tr("Not read, for only one sheet is: {sheets}.", sheets=", ".join(sheets))
