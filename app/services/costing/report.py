# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports as files, of the kind that the ending names: XLSX, PDF, CSV or JSON.

All are made of the statement; that of a closed period is the one it was closed with, so that a
report is issued again byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.i18n import Language, current_language
from app.services.costing.ledger import LedgerService
from app.services.costing.report_csv import to_csv
from app.services.costing.report_xlsx import to_xlsx
from app.services.costing.view_models import Scope
from converters.files import write_whole


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be written: a statement, and what the pages say besides."""

    statement: Mapping[str, Any]
    example: bool
    """Of made-up titles; every page says so."""
    environment: bool = False
    """Paper, trees and CO₂e are told too."""


def make_report(ledger: LedgerService, scope: Scope, *, environment: bool = False) -> Report:
    """Return the report of a scope."""
    return Report(json.loads(ledger.statement(scope)), ledger.example, environment)


def _pdf_bytes(report: Report, language: Language) -> bytes:
    # fpdf and its fonts are loaded with the first PDF, not with the window that can make one.
    from app.services.costing.report_pdf import to_pdf

    return to_pdf(
        report.statement, language, example=report.example, environment=report.environment
    )


FORMS: Mapping[str, Callable[[Report, Language], bytes]] = {
    ".xlsx": lambda report, language: to_xlsx(
        report.statement, language, example=report.example, environment=report.environment
    ),
    ".pdf": _pdf_bytes,
    ".csv": lambda report, language: to_csv(report.statement, language),
    ".json": lambda report, _language: (
        json.dumps(report.statement, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    ).encode(),
}
"""Kinds of reports by the ending of their file."""


def write_report(
    ledger: LedgerService, scope: Scope, path: Path, *, environment: bool = False
) -> None:
    """Write a scope's report, whole or not at all, in the language in use.

    Raises:
        OSError: it cannot be written.
        KeyError: the ending names no kind of report.
    """
    make = FORMS[path.suffix.lower()]
    write_whole(path, make(make_report(ledger, scope, environment=environment), current_language()))
