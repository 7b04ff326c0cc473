# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog that imports a table: choose, map, check, enter. Nothing is entered before the last step."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.i18n import tr, trn
from app.ledger.records import RecordKind
from app.messages import os_reason
from app.services.costing.importing import (
    ImportCancelled,
    ImportPlan,
    groups_of,
    plan_import,
    table_fields_of,
    take,
)
from app.services.costing.ledger import LedgerService
from app.services.costing.remembered_columns import RememberedColumns, remember, remembered
from app.services.costing.spreadsheets.errors import SheetDoubtful, TableUnreadable
from app.services.costing.table_files import read_columns
from app.services.costing.table_heads import TableHead, TablePart
from app.store.ledger.journal import EntryRange
from app.ui.ledger import amounts
from app.ui.ledger.importpages import ColumnsPage, FilePage, RowsPage
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.theme import Theme
from app.ui.widgets import Button, label, resize_dialog
from converters.files import write_whole

T = TypeVar("T")
_SIZE = (880, 620)
_TOPIC = "import"
FILE, COLUMNS, ROWS, DONE = range(4)


class ImportDialog(QDialog):
    """A dialog for one import.

    Args:
        parent: the window.
        ledger_thread: the thread that answers requests; rows are read and entered in its thread.
        folder: that the dialog with files begins in.
        theme: colours.
    """

    entered = Signal(int)
    """Number of new entries."""

    def __init__(
        self, parent: QWidget, ledger_thread: LedgerThread, folder: Path, theme: Theme
    ) -> None:
        super().__init__(parent)
        self._ledger_thread = ledger_thread
        self._stop = threading.Event()
        self._plan: ImportPlan | None = None
        self._steps = label("muted")
        self.file = FilePage(folder)
        self.columns = ColumnsPage()
        self.rows = RowsPage(self.save_bad_rows)
        self.outcome = label("title", wrap=True)
        self.fault = label("bad", wrap=True, selectable=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self._far = label("muted")
        self.back = Button("", "", self._back)
        self.next = Button("", "primary", self._next)
        self.refuse = Button("", "", self._cancel)
        self.outcome.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._lay_out()
        for page in (self.file, self.columns, self.rows):
            page.changed.connect(self._refresh)
        for button in (self.file.browse, self.rows.save, self.next):
            button.apply_theme(theme)
        self.columns.part_chosen.connect(self._read_part)
        ledger_thread.progressed.connect(self._progressed)
        self.finished.connect(lambda _result: self._stop.set())
        self.setWindowTitle(tr("Import a table"))
        resize_dialog(self, *_SIZE)
        self._idle()

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        for page in (self.file, self.columns, self.rows, self.outcome):
            self.pages.addWidget(page)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._far)
        buttons.addStretch()
        for button in (self.refuse, self.back, self.next):
            buttons.addWidget(button)
        self.next.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 16, 22, 16)
        layout.setSpacing(12)
        layout.addWidget(self._steps)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.fault)
        layout.addWidget(self.progress)
        layout.addLayout(buttons)

    # ------------------------------------------------------------ going on

    @property
    def busy(self) -> bool:
        """Whether rows are being read or entered."""
        return self.progress.isVisibleTo(self)

    def _next(self) -> None:
        page = self.pages.currentIndex()
        if page == FILE:
            self._read_columns()
        elif page == COLUMNS:
            self._check()
        elif page == ROWS:
            self._enter()
        else:
            self.accept()

    def _back(self) -> None:
        self._show_page(max(self.pages.currentIndex() - 1, FILE))

    def _cancel(self) -> None:
        """Stop what is under way; where nothing is, leave."""
        if self.busy:
            self._stop.set()
        else:
            self.reject()

    def reject(self) -> None:
        """Leave; what was not entered is forgotten."""
        self._stop.set()
        super().reject()

    def _show_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self._idle()
        if self.next.isEnabled():
            self.next.setFocus()

    # ------------------------------------------------------------ the steps

    def _read_columns(self) -> None:
        """Read the head of the file; for a known sender, where it was and as it was chosen."""
        kept = remembered(self.file.sender_name(), self.file.record_kind())
        self._show_head(kept.part if kept else TablePart(), kept)

    def _read_part(self) -> None:
        """Read the head of the sheet and from the row that a person chose."""
        self._show_head(self.columns.part(), None)

    def _show_head(self, part: TablePart, kept: RememberedColumns | None) -> None:
        path, kind = self.file.path(), self.file.record_kind()
        if path is None:
            return

        def read(_ledger: LedgerService) -> TableHead:
            try:
                return _head_at(path, kind, part, kept)
            except SheetDoubtful as doubtful:
                # The first is shown, and the person chooses another.
                first = TablePart(doubtful.candidates[0], part.header_row)
                return read_columns(path, table_fields_of(kind), first)

        def then(columns: TableHead) -> None:
            self.columns.show_columns(kind, columns, kept.fitting(columns) if kept else None)
            self._show_page(COLUMNS)

        self._ask(read, then, tr("Reading…"))

    def _check(self) -> None:
        path, kind = self.file.path(), self.file.record_kind()
        mapping, part = self.columns.mapping(), self.columns.part()
        if path is None:
            return
        tell = partial(self._ledger_thread.tell, _TOPIC, total=0)

        def then(plan: ImportPlan) -> None:
            self._plan = plan
            self.rows.show_plan(plan)
            self._show_page(ROWS)

        self._ask(
            lambda ledger: plan_import(ledger, path, kind, mapping, tell, self._stop.is_set, part),
            then,
            tr("Checking every row…"),
        )

    def _enter(self) -> None:
        plan = self._plan
        if plan is None:
            return
        tell = partial(self._ledger_thread.tell, _TOPIC, total=len(plan.understood))
        # The button is only there where this was allowed.
        self._ask(
            lambda ledger: take(
                ledger, plan, accept_partial=True, progress=tell, cancelled=self._stop.is_set
            ),
            self._show_entered,
            tr("Entering…"),
        )

    def _show_entered(self, written: EntryRange | None) -> None:
        count = 0 if written is None else written.last - written.first + 1
        said = trn("{n} entry was made.", "{n} entries were made.", count)
        if written is not None and count:
            said = " ".join(
                (
                    said,
                    tr(
                        "Numbers {first} to {last}.",
                        first=amounts.count(written.first),
                        last=amounts.count(written.last),
                    ),
                    tr("They wait for the approval of somebody else."),
                )
            )
        self.outcome.setText(said)
        self._show_page(DONE)
        self._remember()
        self.entered.emit(count)

    def _remember(self) -> None:
        """Keep the columns as they were chosen, for the next table of the sender."""
        sender = self.file.sender_name()
        if not sender:
            return
        chosen = RememberedColumns(self.columns.mapping(), self.columns.part())
        try:
            remember(sender, self.file.record_kind(), chosen)
        except OSError as problem:
            self._complain(os_reason(problem))

    def save_bad_rows(self) -> None:
        """Let the person choose a file for the rows that are not entered."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the bad rows (CSV)…"), tr("Bad rows") + ".csv", "CSV (*.csv)"
        )
        if name:
            try:
                write_whole(Path(name), self.rows.csv())
            except OSError as problem:
                self._complain(os_reason(problem))

    # ------------------------------------------------------------ work in the other thread

    def _ask(
        self, do: Callable[[LedgerService], T], then: Callable[[T], object], words: str
    ) -> None:
        self._stop = threading.Event()
        self.fault.hide()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(words)
        self.progress.show()
        self._far.setText(words)
        self._refresh()

        def guarded(ledger: LedgerService) -> tuple[T, ...]:
            try:
                return (do(ledger),)
            except ImportCancelled:
                return ()

        def answered(answer: tuple[T, ...]) -> None:
            self._idle()
            # Whoever stopped too late has entered what was to be entered.
            if answer:
                then(answer[0])
            else:
                self._far.setText(tr("Stopped. Nothing was entered."))

        self._ledger_thread.ask(guarded, answered, topic=_TOPIC, failed=self._failed)

    def _failed(self, error: AppError) -> None:
        self._idle()
        self._complain(tr(error.message, **error.params))

    def _complain(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()

    def _progressed(self, topic: str, done: int, total: int) -> None:
        if topic == _TOPIC and self.busy and not self._stop.is_set():
            self.progress.setRange(0, total)
            self.progress.setValue(done)
            self._far.setText(trn("{n} row", "{n} rows", done))

    def _idle(self) -> None:
        self.progress.hide()
        self.fault.hide()
        self._far.setText("")
        self._refresh()

    def _refresh(self) -> None:
        """Bring steps and buttons up to date."""
        page, busy = self.pages.currentIndex(), self.busy
        names = (tr("1 File"), tr("2 Columns"), tr("3 Check"), tr("4 Done"))
        shown = (f"[{name}]" if n == page else name for n, name in enumerate(names))
        self._steps.setText("   ›   ".join(shown))
        self.pages.setEnabled(not busy)
        self.back.say(tr("Back"))
        self.back.setVisible(page in (COLUMNS, ROWS))
        self.back.setEnabled(not busy)
        self.refuse.say(tr("Stop") if busy else tr("Cancel"))
        self.refuse.setVisible(page != DONE)
        self.next.setEnabled(not busy and self._may_go_on(page))
        self.next.say(self._next_words(page))
        if page == COLUMNS and not busy:
            missing = self.columns.missing()
            fields = ", ".join(missing)
            self._far.setText(tr("Choose a column for: {fields}", fields=fields) if missing else "")

    def _may_go_on(self, page: int) -> bool:
        if page == FILE:
            path = self.file.path()
            return path is not None and path.is_file()
        if page == COLUMNS:
            return not self.columns.missing()
        return page == DONE or self.rows.may_enter()

    def _next_words(self, page: int) -> str:
        if page == ROWS and self._plan is not None:
            return trn("Enter {n} row", "Enter {n} rows", len(self._plan.understood))
        return tr("Close") if page == DONE else tr("Next")


def _head_at(
    path: Path, kind: RecordKind, part: TablePart, kept: RememberedColumns | None
) -> TableHead:
    """Return the head of a table: where it was for its sender, or else where it is found."""
    fields, groups = table_fields_of(kind), groups_of(kind)
    if kept is not None and part != TablePart():
        try:
            head = read_columns(path, fields, part, groups)
        except TableUnreadable:
            head = None
        if head is not None and kept.fitting(head):
            return head
        part = TablePart()
    return read_columns(path, fields, part, groups)
