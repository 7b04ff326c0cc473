# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saving the report of everything in the list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import tr
from app.messages import os_reason
from app.services.report import Report, write_report
from app.ui.notifier import Notifier
from app.ui.queue.rows import QueueRow

_OPENED = datetime.now(UTC)


def save_report(parent: QWidget, notifier: Notifier, rows: Iterable[QueueRow]) -> None:
    """Ask for a place and write the report there."""
    items = tuple(row.item for row in rows if row.item)
    if not items:
        return
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Save the report"), tr("hanji-report.json"), "JSON (*.json)"
    )
    if not name:
        return
    try:
        write_report(Path(name), Report(_OPENED, datetime.now(UTC), items))
    except OSError as error:
        detail = os_reason(error)
        notifier.say(
            tr("The report “{path}” cannot be written: {detail}.", path=name, detail=detail)
        )
    else:
        notifier.say(tr("The report is saved: {path}", path=name))
