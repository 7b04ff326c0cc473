# SPDX-License-Identifier: AGPL-3.0-or-later
"""The service of an open ledger: enter, correct, approve, close, verify, within a person's rights."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from app import paths, settings
from app.errors import AppError
from app.i18n import mark
from app.ledger.periods import months_of
from app.ledger.records import Record, RecordKind
from app.services.costing import kept_anchors, statement
from app.services.costing.figures import Figures
from app.services.costing.view_models import EntryRow, Scope
from app.services.person import person
from app.store.ledger import approvals, closing, reading, rights
from app.store.ledger.journal import EntryDraft, EntryRange, LedgerRefused, append
from app.store.ledger.rights import Right
from app.store.ledger.store import LedgerStore
from app.store.ledger.verifying import Anchor, Verdict, anchor

__all__ = ["STRAY", "LedgerService", "Right", "open_ledger"]


STRAY = mark(
    "This is not the ledger that this computer saw on {where} with {entry} entries: an older copy was "
    "put back, or its last entries were cut off or replaced."
)
"""Reason of a verdict against an anchor that this computer keeps."""


class NotAllowed(AppError):
    """The person does not have the right to do it."""


class LedgerService:
    """An open ledger, worked with by one person; each call checks that person's rights."""

    def __init__(
        self, store: LedgerStore, person: str, *, example: bool = False, name: str = ""
    ) -> None:
        self.store = store
        self.person = person
        self.example = example
        """Made-up titles are shown; nothing of them is in the real ledger."""
        self._name = name
        """Under which this computer keeps its anchors; empty where it keeps none."""
        self.figures = Figures(store)

    @property
    def rights(self) -> frozenset[Right]:
        """What the person may do."""
        with self.store.reading() as connection:
            return rights.rights_of(connection, self.person)

    def add(
        self,
        records: Iterable[Record],
        progress: Callable[[int], None] | None = None,
        corrected: Iterable[tuple[int, Record]] = (),
    ) -> EntryRange:
        """Enter records; all of them, or none.

        Args:
            records: that are new.
            progress: told how many were written.
            corrected: records that stand for what an entry stated; with its number.

        Raises:
            NotAllowed: the person may not enter.
            LedgerRefused: one exists already, or lies in a closed period.
        """
        self._need(Right.ENTER)
        with self.store.writing() as connection:
            drafts = [EntryDraft.of(record) for record in records]
            drafts += [EntryDraft.of(record, entry) for entry, record in corrected]
            return append(connection, drafts, self.person, now(), progress)

    def correct(self, entry: int, record: Record | None) -> int:
        """Correct an entry, or take it back with None; return the correction's number.

        Raises:
            NotAllowed: the person may not enter.
            LedgerRefused: it is not the last entry on its matter, or lies in a closed period.
        """
        self._need(Right.ENTER)
        with self.store.writing() as connection:
            old = reading.entry(connection, entry)
            if old is None or old.kind not in set(RecordKind):
                raise LedgerRefused(mark("Entry {entry} states nothing to correct."), entry=entry)
            if record is not None and (record.kind != old.kind or record.key != old.key):
                raise LedgerRefused(
                    mark("A correction keeps the number “{key}”. Take the entry back instead."),
                    key=old.key,
                )
            draft = EntryDraft(record, RecordKind(old.kind), old.key, entry)
            return append(connection, [draft], self.person, now()).last

    def replace(self, entry: int, record: Record) -> int:
        """Let another record, of another key, stand in the place of an entry; both in one step.

        Raises:
            NotAllowed: the person may not enter.
            LedgerRefused: either lies in a closed period, or the record exists already.
        """
        self._need(Right.ENTER)
        with self.store.writing() as connection:
            old = reading.entry(connection, entry)
            if old is None or old.kind not in set(RecordKind):
                raise LedgerRefused(mark("Entry {entry} states nothing to correct."), entry=entry)
            taken_back = EntryDraft(None, RecordKind(old.kind), old.key, entry)
            drafts = [taken_back, EntryDraft.of(record)]
            return append(connection, drafts, self.person, now()).last

    def record(self, entry: int) -> Record | None:
        """Return what an entry states; None for control entries and for what was taken back."""
        with self.store.reading() as connection:
            found = reading.entry(connection, entry)
        return statement.record_in(found) if found else None

    def entry_of_book(self, sha256: str) -> int | None:
        """Return the entry of the edition whose EPUB this is; None where there is none."""
        with self.store.reading() as connection:
            return reading.edition_entry(connection, sha256)

    def records(self, kind: RecordKind, words: str, limit: int) -> tuple[list[dict[str, Any]], int]:
        """Return the first records of a kind that stand and hold some words, and how many do."""
        with self.store.reading() as connection:
            return reading.some_facts(connection, kind, words, limit)

    def review(self, first: int, last: int) -> int:
        """Mark entries as reviewed; return how many.

        Raises:
            NotAllowed, LedgerRefused: see ``approvals.review``.
        """
        self._need(Right.REVIEW)
        with self.store.writing() as connection:
            return approvals.review(connection, first, last, self.person, now())

    def approve(self, first: int, last: int) -> int:
        """Approve entries of others; return how many.

        Raises:
            NotAllowed, LedgerRefused: see ``approvals.approve``.
        """
        self._need(Right.APPROVE)
        with self.store.writing() as connection:
            return approvals.approve(connection, first, last, self.person, now())

    def give_rights(self, person: str, held: Iterable[Right]) -> None:
        """State what a person may do.

        Raises:
            NotAllowed: the person may not approve.
            LedgerRefused: nobody would be left who may.
        """
        self._need(Right.APPROVE)
        with self.store.writing() as connection:
            rights.give_rights(connection, person, held, self.person, now())

    def give_first_rights(self, approver: str, held: Iterable[Right]) -> None:
        """State what an approver may do, and that the person at work may go on entering.

        Whoever gives the first rights to somebody else would be left with none, and could not
        take that back.

        Raises:
            NotAllowed, LedgerRefused: see ``give_rights``.
        """
        self._need(Right.APPROVE)
        with self.store.writing() as connection:
            rights.give_rights(connection, approver, held, self.person, now())
            rights.give_rights(connection, self.person, [Right.ENTER], self.person, now())

    def all_rights(self) -> dict[str, frozenset[Right]]:
        """Return what each person may do who was given rights; empty where everybody may do all."""
        with self.store.reading() as connection:
            return rights.all_rights(connection)

    def close_period(self, period: str) -> None:
        """Freeze a period, "2026" or "2026-03", with its report.

        Raises:
            NotAllowed, LedgerRefused: see ``closing.close``.
            ValueError: it is no period.
        """
        self._need(Right.APPROVE)
        months = months_of(period)
        with self.store.writing() as connection:
            made = statement.statement(connection, Scope(months[0], months[-1]), period)
            closing.close(connection, period, statement.dump(made), self.person, now())

    def closed(self) -> tuple[str, ...]:
        """Return the closed periods."""
        with self.store.reading() as connection:
            return closing.closed(connection)

    def statement(self, scope: Scope, *, confirmed: bool = False) -> str:
        """Return a scope's report as canonical JSON; a closed period's, as it was closed.

        Args:
            scope: of the report.
            confirmed: only what was approved counts; all of a closed period was.
        """
        period = statement.period_of(scope)
        with self.store.reading() as connection:
            kept = closing.closed_report(connection, period) if period else None
            if kept:
                return kept
            return statement.dump(statement.statement(connection, scope, confirmed=confirmed))

    def verify(
        self, kept: Anchor | None = None, progress: Callable[[int], None] | None = None
    ) -> Verdict:
        """Prove that nothing was changed, also against the anchors that this computer keeps."""
        found = self.store.verify(kept, progress)
        if not found.ok:
            return found
        if stray := self.stray_anchor():
            return replace(found, reason=STRAY, entry=stray.anchor.count, where=stray.day)
        known = [one.anchor.count for one in kept_anchors.kept_anchors(self._name)]
        return replace(found, proven=max([*known, kept.count if kept else 0], default=0))

    def stray_anchor(self) -> kept_anchors.KeptAnchor | None:
        """Return an anchor that this computer keeps and that the ledger does not hold any more.

        It asks for a few entries, not for all, and so is done whenever a ledger is opened.
        """
        kept = kept_anchors.kept_anchors(self._name)
        return next((one for one in kept if not self.store.holds(one.anchor)), None)

    def accept_file(self) -> None:
        """Take the ledger as it is, whatever its seal and the kept anchors say."""
        self.store.accept()
        kept_anchors.forget_anchors(self._name)

    def anchor(self) -> Anchor:
        """Return count and last hash, to be kept elsewhere."""
        with self.store.reading() as connection:
            return anchor(connection)

    def count(self, words: str = "") -> int:
        """Return how many entries there are, or how many hold some words."""
        with self.store.reading() as connection:
            return reading.count_entries(connection, words)

    def entries(self, offset: int, limit: int, words: str = "") -> tuple[EntryRow, ...]:
        """Return a stretch of the entries, the newest first."""
        with self.store.reading() as connection:
            found = reading.entries(connection, offset, limit, words)
            if not found:
                return ()
            numbers = [one.number for one in found]
            signed = approvals.approvers(connection, numbers)
        return tuple(
            EntryRow(
                number=one.number,
                at=one.at,
                author=one.author,
                kind=one.kind,
                key=one.key,
                content=one.payload,
                corrects=one.corrects,
                approved_by=signed.get(one.number, ""),
                hash=one.hash,
            )
            for one in found
        )

    def _need(self, right: Right) -> None:
        if right not in self.rights:
            raise NotAllowed(
                mark("{person} does not have the right to do this ({right}). Ask who approves."),
                person=self.person,
                right=right.value,
            )

    def close(self) -> None:
        """Leave; the file is sealed, and its anchor kept on this computer."""
        end = self.store.end() if self._name else None
        if end is not None and not self.stray_anchor():
            kept_anchors.keep_anchor(self._name, end, now()[:10])
        self.store.close()

    def __enter__(self) -> LedgerService:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_ledger(
    url: str | None = None, name: str | None = None, *, reading: bool = False
) -> LedgerService:
    """Open the ledger.

    Args:
        url: of a database; else HANJI_DATABASE, else that of the settings, else the file in the data folder. The example
            is shown in its stead while it is there and no real ledger is.
        name: who is at work; else HANJI_PERSON, else the user name.
        reading: whether nothing will be written; a file on a write-protected disk opens then.

    Raises:
        LedgerUnreachable: it cannot be opened.
    """
    who = name or os.environ.get("HANJI_PERSON") or person()
    named = url or settings.ledger_database()
    at: Path | str = paths.ledger_file()
    if named:
        at = named if "://" in named else Path(named)
    elif (example := paths.example_ledger_file()).exists() and not paths.ledger_file().exists():
        return LedgerService(LedgerStore(example), who, example=True)
    store = LedgerStore(at, read_only=reading and _is_protected(at))
    return LedgerService(store, who, name=store.name)


def _is_protected(at: Path | str) -> bool:
    """Whether a file is there, and neither it nor anything beside it may be written."""
    return (
        isinstance(at, Path)
        and at.exists()
        and not (os.access(at, os.W_OK) and os.access(at.absolute().parent, os.W_OK))
    )


def now() -> str:
    """Return this moment in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
