# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saving the report of everything in the list: a web page, a workbook, or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import tr
from app.messages import os_reason
from app.services.file_names import safe_stem
from app.services.report import Report, write_report
from app.ui.notifier import Notifier
from app.ui.queue.rows import QueueRow

_OPENED = datetime.now(UTC)
_LONGEST_NAME = 40


def batch_name(rows: Sequence[QueueRow]) -> str:
    """Return the name of a report: after the folder or the document that was given, and the day."""
    folders = {row.found.source.parent for row in rows}
    given = rows[0].found.source.stem if len(rows) == 1 else rows[0].found.source.parent.name
    named = safe_stem(given)[:_LONGEST_NAME] if given and len(folders) == 1 else ""
    day = datetime.now(UTC).astimezone().date().isoformat()
    return " ".join(part for part in (named, day, tr("report")) if part)


def save_report(
    parent: QWidget, notifier: Notifier, rows: Iterable[QueueRow], folder: Path
) -> None:
    """Ask for a place, in the folder of the books first, and write the report there."""
    told = [row for row in rows if row.item]
    items = tuple(row.item for row in told if row.item)
    if not items:
        return
    kinds = {
        ".html": tr("Web page") + " (*.html)",
        ".xlsx": tr("Excel workbook") + " (*.xlsx)",
        ".json": "JSON (*.json)",
    }
    first = (folder if folder.is_dir() else told[0].found.source.parent) / batch_name(told)
    name, kind = QFileDialog.getSaveFileName(
        parent, tr("Save the report"), f"{first}.html", ";;".join(kinds.values())
    )
    if not name:
        return
    target = Path(name)
    if target.suffix.lower() not in kinds:
        chosen = next((suffix for suffix, words in kinds.items() if words == kind), ".html")
        target = target.with_name(target.name + chosen)
    report = Report(_OPENED, datetime.now(UTC), items)
    try:
        if target.suffix.lower() == ".json":
            write_report(target, report)
        else:
            # Summaries and workbooks are loaded by whoever saves one.
            from app.services.batch.summary import summarise
            from app.services.batch.summary_file import write_summary

            write_summary(target, summarise(report))
    except OSError as error:
        detail = os_reason(error)
        notifier.say(
            tr("The report “{path}” cannot be written: {detail}.", path=target, detail=detail)
        )
    else:
        notifier.say(tr("The report is saved: {path}", path=target))
