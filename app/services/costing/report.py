# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reports as files, of the kind that the ending names: XLSX, PDF, HWPX, CSV or JSON.

All are made of the statement; that of a closed period is the one it was closed with, so that a
report is issued again byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from app.i18n import Language, current_language
from app.services.costing.ledger import LedgerService
from app.services.costing.report_csv import to_csv
from app.services.costing.report_request import Report, ReportOptions
from app.services.costing.view_models import Scope
from converters.files import write_whole

__all__ = ["FORMS", "Report", "ReportOptions", "make_report", "write_report"]


def make_report(
    ledger: LedgerService, scope: Scope, options: ReportOptions | None = None
) -> Report:
    """Return the report of a scope."""
    options = options or ReportOptions()
    made = json.loads(ledger.statement(scope, confirmed=options.confirmed))
    return Report(made, ledger.example, options)


def _xlsx(report: Report, language: Language) -> bytes:
    # What draws reports is loaded with the first one, not with the window that can make one.
    from app.services.costing.report_xlsx import to_xlsx

    return to_xlsx(report, language)


def _pdf(report: Report, language: Language) -> bytes:
    from app.services.costing.report_pdf import to_pdf

    return to_pdf(report, language)


def _hwpx(report: Report, language: Language) -> bytes:
    from app.services.costing.report_hwpx import to_hwpx

    return to_hwpx(report, language)


FORMS: Mapping[str, Callable[[Report, Language], bytes]] = {
    ".xlsx": _xlsx,
    ".pdf": _pdf,
    ".hwpx": _hwpx,
    ".csv": lambda report, language: to_csv(report.statement, language),
    ".json": lambda report, _language: (
        json.dumps(report.statement, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    ).encode(),
}
"""Kinds of reports by the ending of their file."""


def write_report(
    ledger: LedgerService, scope: Scope, path: Path, options: ReportOptions | None = None
) -> None:
    """Write a scope's report, whole or not at all, in the language in use.

    Raises:
        OSError: it cannot be written.
        KeyError: the ending names no kind of report.
        EmblemUnreadable: the cover's emblem is no picture.
    """
    make = FORMS[path.suffix.lower()]
    write_whole(path, make(make_report(ledger, scope, options), current_language()))
