# SPDX-License-Identifier: AGPL-3.0-or-later
"""The CSV report: the titles of a statement, as a Korean Excel opens it: UTF-8 with its mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.i18n import Language, mark, tr
from app.services.costing.report_table import TITLE_COLUMNS, totals_in
from converters.exports.csv_tables import Value
from converters.exports.csv_tables import to_csv as to_csv_bytes


def to_csv(made: Mapping[str, Any], language: Language) -> bytes:
    """Return a row for each title."""
    first = [
        tr(mark("Publication number"), language),
        tr(mark("Title"), language),
        tr(mark("Part"), language),
    ]
    rows: list[list[Value]] = [
        [*first, *(tr(column.heading, language) for column in TITLE_COLUMNS)]
    ]
    for title in made["titles"]:
        totals = totals_in(title)
        said = [str(title[name]) for name in ("number", "title", "organisation")]
        rows.append([*said, *(getattr(totals, column.sum) for column in TITLE_COLUMNS)])
    return to_csv_bytes(rows)
