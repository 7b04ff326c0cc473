# SPDX-License-Identifier: AGPL-3.0-or-later
"""The CSV report: the titles of a statement, as a Korean Excel opens it: UTF-8 with its mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from app.i18n import Language, mark, tr
from app.services.costing.report_table import TITLE_COLUMNS, totals_in
from app.services.costing.spreadsheets import not_a_formula


def to_csv(made: Mapping[str, Any], language: Language) -> bytes:
    """Return a row for each title."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    first = [
        tr(mark("Publication number"), language),
        tr(mark("Title"), language),
        tr(mark("Part"), language),
    ]
    rows.writerow(first + [tr(column.heading, language) for column in TITLE_COLUMNS])
    for title in made["titles"]:
        totals = totals_in(title)
        said = [not_a_formula(str(title[name])) for name in ("number", "title", "organisation")]
        rows.writerow([*said, *(getattr(totals, column.sum) for column in TITLE_COLUMNS)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
