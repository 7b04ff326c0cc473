# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of the list: one file each, and the words for its state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from app.i18n import current_language, mark, tr, trn
from app.services.intake import FoundFile
from app.services.progress import TimeLeft, left_words, stage_words
from app.services.report import ReportItem, Status
from converters.document.notices import NoticeKind
from converters.formats import format_of


class RowState(StrEnum):
    """States of a file in the list."""

    WAITING = "waiting"
    QUEUED = "queued"
    RUNNING = "running"
    CONVERTED = "converted"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    CANCELLED = "cancelled"


ON_THE_WAY = frozenset({RowState.QUEUED, RowState.RUNNING})
DONE = frozenset({RowState.CONVERTED, RowState.UNCHANGED})
STARTABLE = frozenset({RowState.WAITING, RowState.CANCELLED})
PASSWORD_CODES = frozenset({"encrypted", "wrong-password"})

_WORDS = {
    RowState.WAITING: mark("Waiting"),
    RowState.QUEUED: mark("In the queue"),
    RowState.RUNNING: mark("Converting"),
    RowState.CONVERTED: mark("Done"),
    RowState.UNCHANGED: mark("Already done"),
    RowState.FAILED: mark("Failed"),
    RowState.CANCELLED: mark("Cancelled"),
}

ICONS = {
    RowState.WAITING: "waiting",
    RowState.QUEUED: "waiting",
    RowState.RUNNING: "running",
    RowState.CONVERTED: "check",
    RowState.UNCHANGED: "same",
    RowState.FAILED: "failed",
    RowState.CANCELLED: "cancelled",
}


@dataclass(slots=True)
class QueueRow:
    """A file of the list. Lives in the GUI thread only."""

    number: int
    found: FoundFile
    state: RowState = RowState.WAITING
    stage: str = ""
    fraction: float = 0.0
    seconds_left: float | None = None
    watch: TimeLeft = field(default_factory=TimeLeft)
    item: ReportItem | None = None
    as_printed: bool = False
    """Whether its book keeps the pages of the print."""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.found.source.name

    @property
    def needs_password(self) -> bool:
        """Whether a password stands between the file and its book."""
        error = self.item.error if self.item else None
        return self.state is RowState.FAILED and error is not None and error.code in PASSWORD_CODES

    @property
    def is_in_the_way(self) -> bool:
        """Whether a file that we did not make stands in the book's place."""
        error = self.item.error if self.item else None
        return self.state is RowState.FAILED and error is not None and error.code == "output-exists"

    @property
    def book(self) -> Path | None:
        """The finished book."""
        if self.state in DONE and self.item and self.item.outputs:
            return Path(self.item.outputs[0])
        return None

    @property
    def has_pages(self) -> bool:
        """Whether its book may keep the pages of the print."""
        if self.state not in DONE or self.item is None:
            return False
        spec = format_of(self.item.format)
        return spec is not None and spec.load_page_reader is not None

    @property
    def losses(self) -> int:
        """How many things the book lacks."""
        return sum(loss.things for loss in self.item.losses) if self.item else 0

    @property
    def icon(self) -> str:
        """Name of the icon of the state."""
        if self.needs_password:
            return "lock"
        return "alert" if self.state in DONE and self.losses else ICONS[self.state]

    def state_words(self) -> str:
        """The state in a word or two."""
        if self.state is RowState.RUNNING and self.stage:
            return f"{stage_words(self.stage)} {self.fraction:.0%}"
        if self.needs_password:
            return tr("Password needed")
        return tr(_WORDS[self.state])

    def second_line(self) -> str:
        """The second line of the row, under the name."""
        if self.state is RowState.FAILED and self.item and self.item.error:
            return self.item.error.cause(current_language())
        if self.state in DONE and self.item:
            return " · ".join(_facts(self.item, self.losses))
        if self.state is RowState.RUNNING and self.seconds_left is not None:
            return left_words(self.seconds_left)
        return str(self.found.source.parent)


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows are in which state; footer, filters and summary all say these."""

    total: int
    running: int
    queued: int
    done: int
    failed: int
    not_started: int
    """They wait to be started, or were cancelled."""
    unchanged: int = 0
    """Of those that are done: they were done before."""
    locked: int = 0
    """Of those that failed: they need a password."""

    @property
    def on_the_way(self) -> int:
        """Running, or in the queue."""
        return self.running + self.queued

    @property
    def over(self) -> int:
        """Done, failed, or not started (any more)."""
        return self.total - self.on_the_way


def count_rows(rows: Iterable[QueueRow]) -> RowCounts:
    """Count rows by their states."""
    rows = tuple(rows)
    states = Counter(row.state for row in rows)
    return RowCounts(
        total=states.total(),
        running=states[RowState.RUNNING],
        queued=states[RowState.QUEUED],
        done=sum(states[state] for state in DONE),
        failed=states[RowState.FAILED],
        not_started=sum(states[state] for state in STARTABLE),
        unchanged=states[RowState.UNCHANGED],
        locked=sum(row.needs_password for row in rows),
    )


def _facts(item: ReportItem, losses: int) -> list[str]:
    kinds = {remark.kind for remark in item.notices}
    drafted = NoticeKind.MACHINE_DRAFT in kinds
    servers = [one.detail for one in item.notices if one.kind == NoticeKind.SERVER_DRAFT]
    facts = [tr("Machine draft, not reviewed")] if drafted else []
    if NoticeKind.DEMONSTRATION_DRAFT in kinds:
        facts = [tr("Draft of the demonstration model, of no use")]
    if servers:
        facts = [tr("Draft of the server {server}, not reviewed", server=servers[0])]
    facts += [item.title] if item.title else []
    if item.pages:
        facts.append(trn("{n} page", "{n} pages", item.pages))
    if losses:
        facts.append(trn("{n} loss", "{n} losses", losses))
    return facts or [tr("No losses")]


def state_of(item: ReportItem) -> RowState:
    """Return the state that an outcome means."""
    return {
        Status.CONVERTED: RowState.CONVERTED,
        Status.UNCHANGED: RowState.UNCHANGED,
        Status.FAILED: RowState.FAILED,
    }[item.status]
