# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the window does with a dialog of its own: freezing, rights, approving all, reports, exports."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import tr, trn
from app.ledger.records import RecordKind
from app.services.costing.exporting import write_entries, write_records
from app.services.costing.ledger import LedgerService
from app.services.costing.report import ReportOptions, write_report
from app.services.costing.view_models import Scope
from app.services.costing.web_logs import LogReading, enter_reads, read_logs
from app.ui.ledger.fieldnames import kind_name
from app.ui.ledger.freezing import FreezingDialog, office_day
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.reporting import ReportDialog
from app.ui.ledger.rights import RightsDialog
from app.ui.notifier import Notifier

_MOST_NAMED = 8


class LedgerErrands(QObject):
    """The errands of a ledger's window.

    Args:
        window: over which dialogs open.
        ledger_thread: the way to the ledger.
        bridge: asks and says.
    """

    changed = Signal()
    """Something was entered or approved."""

    def __init__(self, window: QWidget, ledger_thread: LedgerThread, bridge: Notifier) -> None:
        super().__init__(window)
        self._window, self._ledger_thread, self._bridge = window, ledger_thread, bridge
        self.dialog: FreezingDialog | RightsDialog | ReportDialog | None = None
        """The last one that was opened."""

    def freeze(self, year: int) -> None:
        """Let the person freeze a year's baselines; 0 is the present year."""
        dialog = FreezingDialog(self._window, self._ledger_thread, year or office_day().year)

        def then(count: int) -> None:
            self._bridge.say(trn("{n} baseline is frozen.", "{n} baselines are frozen.", count))
            self.changed.emit()

        dialog.frozen.connect(then)
        self.dialog = dialog
        dialog.open()

    def give_rights(self, person: str) -> None:
        """Let the person say who may do what."""
        dialog = RightsDialog(self._window, self._ledger_thread, person)
        dialog.changed.connect(self.changed)
        self.dialog = dialog
        dialog.open()

    def approve_all(self) -> None:
        """Approve all that waits and that others entered, once the person has said so."""
        sure = self._bridge.confirm(
            self._window,
            tr("Approve all"),
            tr(
                "Every entry that waits and that somebody else entered is approved in your name. "
                "Look through the entries first."
            ),
            tr("Approve all"),
            tr("Cancel"),
        )
        if not sure:
            return

        def then(count: int) -> None:
            self._bridge.say(trn("{n} entry approved.", "{n} entries approved.", count))
            self.changed.emit()

        self._ledger_thread.ask(lambda ledger: ledger.approve(1, max(1, ledger.count())), then)

    def report(self, scope: Scope, words: str, *, environment: bool) -> None:
        """Let the person say how a report shall be, and write it."""
        dialog = ReportDialog(self._window, words, environment=environment)

        def write(path: Path, options: ReportOptions) -> None:
            self._ledger_thread.ask(
                lambda ledger: write_report(ledger, scope, path, options),
                lambda _none: self._bridge.say(tr("The report is written: {file}", file=path.name)),
            )

        dialog.wanted.connect(write)
        self.dialog = dialog
        dialog.open()

    def read_web_logs(self) -> None:
        """Let the person choose logs of a web server, see what they say, and enter it."""
        logs = tr("Logs of a web server")
        kinds = f"{logs} (*.log *.log.* *.gz *.txt)"
        names, _ = QFileDialog.getOpenFileNames(self._window, logs, "", kinds)
        if names:
            files = [Path(name) for name in names]
            self._ledger_thread.ask(lambda ledger: read_logs(ledger, files), self._ask_reads)

    def _ask_reads(self, found: LogReading) -> None:
        """Enter what logs say, once the person has seen it."""
        downloads, reads = sum(found.downloads.values()), sum(found.reads.values())
        said = tr(
            "{downloads} downloads and {reads} reads of titles in the ledger. "
            "{unknown} books are no title of it.",
            downloads=f"{downloads:,}",
            reads=f"{reads:,}",
            unknown=f"{len(found.unknown):,}",
        )
        named = ", ".join(name for name, _ in found.most_unknown[:_MOST_NAMED])
        if named:
            left = tr("Not entered: {names}", names=named)
            said = f"{said}\n\n{left}"
        title = tr("Logs of a web server")
        if not self._bridge.confirm(self._window, title, said, tr("Enter"), tr("Cancel")):
            return

        def then(counts: tuple[int, int]) -> None:
            new, corrected = (f"{count:,}" for count in counts)
            self._bridge.say(
                tr("New: {new}. Corrected: {corrected}.", new=new, corrected=corrected)
            )
            self.changed.emit()

        self._ledger_thread.ask(lambda ledger: enter_reads(ledger, found), then)

    def export(self, kind: RecordKind | None) -> None:
        """Write what stands of a kind as a table, or all entries as CSV."""
        first = f"{kind_name(kind.value) if kind else tr('Entries')}.{'xlsx' if kind else 'csv'}"
        kinds = "XLSX (*.xlsx);;CSV (*.csv)" if kind else "CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Export"), first, kinds)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in (".csv", ".xlsx"):
            path = path.with_name(f"{path.name}.{'xlsx' if kind else 'csv'}")

        def do(ledger: LedgerService) -> int:
            return write_records(ledger, kind, path) if kind else write_entries(ledger, path)

        def then(count: int) -> None:
            said = trn(
                "{n} row is written: {file}", "{n} rows are written: {file}", count, file=path.name
            )
            self._bridge.say(said)

        self._ledger_thread.ask(do, then)
