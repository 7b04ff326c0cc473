# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words and rows that the page and the workbook of a summary share."""

from __future__ import annotations

from dataclasses import dataclass

from app import messages
from app.i18n import Language, mark, tr
from app.services.batch.summary import Summary
from app.services.report import ReportItem, Status

TITLE = mark("Summary of a conversion")
OVERVIEW = mark("Overview")
FAILED = mark("Not converted")
LOST = mark("Left out or simplified")
FILES = mark("Files")
_STATUS = {
    Status.CONVERTED: mark("converted"),
    Status.UNCHANGED: mark("already done"),
    Status.FAILED: mark("not converted"),
}

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Table:
    """One table with its headings."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(summary: Summary, language: Language) -> tuple[Table, ...]:
    """Return the tables of a summary in a language: overview, failures, losses, files."""
    overview = (
        (tr("Begun", language), summary.started.isoformat(timespec="seconds")),
        (tr("Ended", language), summary.finished.isoformat(timespec="seconds")),
        (tr("Seconds", language), round(summary.seconds, 1)),
        (tr("Seconds of all workers", language), round(summary.work_seconds, 1)),
        (tr(FILES, language), len(summary.items)),
        (tr(_STATUS[Status.CONVERTED], language), summary.converted),
        (tr(_STATUS[Status.UNCHANGED], language), summary.unchanged),
        (tr(_STATUS[Status.FAILED], language), len(summary.failed)),
        (tr("Books in which every letter is accounted for", language), summary.balanced),
        (tr("Books whose letters were counted", language), summary.counted),
        (tr("Pages", language), summary.pages),
    )
    failed = tuple(
        (one.input, one.error.cause(language), one.error.action(language)) for one in summary.failed
    )
    lost = tuple(
        (messages.notice_sentence(one.kind, one.count, language), one.count, one.files)
        for one in summary.losses
    )
    return (
        Table(tr(OVERVIEW, language), (tr("What", language), tr("Value", language)), overview),
        Table(
            tr(FAILED, language),
            (tr("File", language), tr("Why", language), tr("What to do", language)),
            failed,
        ),
        Table(
            tr(LOST, language),
            (tr("What", language), tr("Number", language), tr("In files", language)),
            lost,
        ),
        Table(
            tr(FILES, language),
            (
                tr("File", language),
                tr("Status", language),
                tr("Format", language),
                tr("Title", language),
                tr("Pages", language),
                tr("Seconds", language),
                tr("Losses", language),
            ),
            tuple(_file_row(item, language) for item in summary.items),
        ),
    )


def _file_row(item: ReportItem, language: Language) -> tuple[Cell, ...]:
    return (
        item.input,
        tr(_STATUS[item.status], language),
        item.format,
        item.title,
        "" if item.pages is None else item.pages,
        item.seconds,
        sum(loss.things for loss in item.losses),
    )
