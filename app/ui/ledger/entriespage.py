# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of entries: looked through, corrected, approved, verified; periods are closed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QProgressBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.ledger.anchor_code import anchor_code
from app.ledger.records import Record, RecordKind
from app.services.costing.ledger import LedgerService, Right
from app.services.costing.view_models import EntryRow
from app.store.ledger.journal import EntryRange
from app.store.ledger.verifying import Anchor, Verdict
from app.ui.composition import ComposingLine
from app.ui.flow import FlowLayout
from app.ui.ledger import amounts
from app.ui.ledger.anchors import AnchorDialog
from app.ui.ledger.closing import ClosingDialog
from app.ui.ledger.correction import CorrectionDialog
from app.ui.ledger.entriesview import EntriesView
from app.ui.ledger.fieldnames import content_of, field_name, kind_name, value_words
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.newentry import NewEntryDialog
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.notifier import Notifier
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, label, restyle, scrolled

_TYPING_MS = 250
_VERIFYING = "verify"

_PIECE = 16
_FILTER_PX = 240


class EntriesPage(QWidget):
    """The page of entries: the list on the left, the chosen one in full on the right.

    Args:
        ledger_thread: the way to the ledger.
        bridge: asks and says.
    """

    changed = Signal()
    """Something was entered, approved or closed."""

    def __init__(self, ledger_thread: LedgerThread, bridge: Notifier) -> None:
        super().__init__()
        self._ledger_thread = ledger_thread
        self._bridge = bridge
        self._rights: frozenset[Right] = frozenset()
        self._example = False
        self._accused = False
        self._go_to: int | None = None
        self._dialog: AnchorDialog | CorrectionDialog | ClosingDialog | NewEntryDialog | None = None
        self.filter = ComposingLine()
        self.filter.setClearButtonEnabled(True)
        self._found = label("muted")
        self.add = Button("add-file", "", lambda: self.ask_entry())
        self.review = Button("check", "", partial(self.sign, approving=False))
        self.approve = Button("check", "", partial(self.sign, approving=True))
        self.correct = Button("", "", self.ask_correction)
        self.verify = Button("lock", "", lambda: self.ask_verification())
        self.anchor = Button("", "", self.ask_anchor)
        self.close_period = Button("", "", self.ask_closing)
        self.verdict = label("muted", wrap=True, selectable=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.view = EntriesView()
        self._head = label("name", wrap=True, selectable=True)
        self._facts = label("muted", wrap=True, selectable=True)
        self.content = RowsView()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = FlowLayout()
        top.addWidget(self.filter)
        top.addWidget(self._found)
        top.add_stretch()
        for button in (self.add, self.verify, self.anchor, self.close_period):
            top.addWidget(button)
        # What concerns one entry stands with it; the row above is the ledger's.
        signing = FlowLayout(even=True)
        signing.addWidget(self.approve)
        signing.addWidget(self.correct)
        side = QFrame()
        side.setObjectName("panel")
        inside = QVBoxLayout(side)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(self._head)
        inside.addWidget(self._facts)
        inside.addWidget(self.review)
        inside.addLayout(signing)
        inside.addWidget(self.content, 1)
        # A low window would cut the lines above the table off.
        beside = scrolled(side)
        beside.setMinimumWidth(270)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(beside)
        split.setSizes([900, 330])
        split.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.verdict)
        layout.addWidget(self.progress)
        layout.addWidget(split, 1)
        self.verdict.hide()
        self.progress.hide()

    def _connect(self) -> None:
        self.filter.seen.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.reload)
        self.view.wanted.connect(self._fetch)
        self.view.chosen.connect(self._show_current)
        self._ledger_thread.progressed.connect(self._progressed)

    # ------------------------------------------------------------ what is shown

    def allow(self, rights: frozenset[Right], *, example: bool) -> None:
        """Offer only what the person may do; the example is never changed."""
        self._rights, self._example = rights, example
        self.review.setVisible(Right.REVIEW in rights)
        self._show_current()

    def _may(self, right: Right) -> bool:
        return right in self._rights and not self._example

    def reload(self) -> None:
        """Ask for the list again, with the words of the filter."""
        words = self._words()
        self._ledger_thread.ask(lambda ledger: ledger.count(words), self._show_count, topic="count")

    def _words(self) -> str:
        return self.filter.seen_text().strip()

    def _show_count(self, count: int) -> None:
        self.view.show_count(count)
        self._found.setText(trn("{n} entry", "{n} entries", count))
        if self._go_to is not None and count:
            # Numbers have no gaps, and the newest stands first.
            self.view.go_to(min(max(count - self._go_to, 0), count - 1))
            self._go_to = None
        if not count:
            self._show_current()

    def _fetch(self, offset: int, number: int) -> None:
        words = self._words()
        self._ledger_thread.ask(
            lambda ledger: ledger.entries(offset, number, words),
            lambda rows: self.view.put(offset, rows),
            topic="entries",
        )

    def go_to(self, number: int) -> None:
        """Show an entry; the filter is taken off."""
        self._go_to = number
        self.filter.clear()
        self._typing.stop()
        self.reload()
        self.view.setFocus()

    def _show_current(self) -> None:
        entry = self.view.current()
        rows = self.view.chosen_rows()
        for button, right in ((self.review, Right.REVIEW), (self.approve, Right.APPROVE)):
            button.setEnabled(self._may(right) and bool(rows))
        stating = entry is not None and entry.kind in set(RecordKind) and content_of(entry.content)
        self.correct.setEnabled(self._may(Right.ENTER) and len(rows) == 1 and bool(stating))
        self.add.setEnabled(self._may(Right.ENTER))
        self.close_period.setEnabled(self._may(Right.APPROVE))
        self._head.setText("" if entry is None else _headline(entry))
        self._facts.setText("" if entry is None else _facts(entry))
        held = [] if entry is None else list(content_of(entry.content).items())
        lines = [(field_name(name), value_words(name, value)) for name, value in held]
        self.content.show_rows(TableRows((tr("Field"), tr("Value")), lines))

    # ------------------------------------------------------------ signing

    def sign(self, *, approving: bool) -> None:
        """Approve the chosen entries, or mark them as reviewed."""
        known = [self.view.entries.entry(row) for row in self.view.chosen_rows()]
        stretches = _stretches(entry.number for entry in known if entry is not None)

        def do(ledger: LedgerService) -> int:
            act = ledger.approve if approving else ledger.review
            return sum(act(first, last) for first, last in stretches)

        def then(count: int) -> None:
            if approving:
                self._bridge.say(trn("{n} entry approved.", "{n} entries approved.", count))
            else:
                self._bridge.say(trn("{n} entry reviewed.", "{n} entries reviewed.", count))
            self.changed.emit()

        if stretches:
            self._ledger_thread.ask(do, then)

    # ------------------------------------------------------------ entering

    def ask_entry(self, kind: RecordKind = RecordKind.ORDER) -> None:
        """Let the person type a single entry."""
        dialog = NewEntryDialog(self, kind)

        def then(written: EntryRange) -> None:
            dialog.accept()
            self._bridge.say(
                tr("Entry {n} is made and waits for approval.", n=amounts.count(written.first))
            )
            self.changed.emit()

        def enter(record: Record) -> None:
            self._ledger_thread.ask(lambda ledger: ledger.add([record]), then, failed=dialog.refuse)

        dialog.stated.connect(enter)
        self._dialog = dialog
        dialog.open()

    # ------------------------------------------------------------ correcting

    def ask_correction(self) -> None:
        """Let the person correct the entry under the cursor."""
        entry = self.view.current()
        if entry is not None and self.correct.isEnabled():
            self._dialog = CorrectionDialog(self, entry)
            self._dialog.corrected.connect(partial(self._correct, entry.number))
            self._dialog.taken_back.connect(partial(self._correct, entry.number, None))
            self._dialog.open()

    def _correct(self, number: int, record: Record | None) -> None:
        def then(entered: int) -> None:
            self._bridge.say(
                tr(
                    "Entry {old} is corrected by entry {new}. The old one stays readable.",
                    old=amounts.count(number),
                    new=amounts.count(entered),
                )
            )
            self.changed.emit()

        self._ledger_thread.ask(lambda ledger: ledger.correct(number, record), then)

    # ------------------------------------------------------------ proving

    def accuse(self) -> None:
        """Offer to take the ledger as it is: something speaks against it."""
        self._accused = True

    def ask_anchor(self) -> None:
        """Show the ledger's code, and let the person compare one that was kept."""
        self._ledger_thread.ask(lambda ledger: ledger.anchor(), self._show_anchor)

    def _show_anchor(self, anchor: Anchor) -> None:
        dialog = AnchorDialog(self, anchor, accused=self._accused)
        dialog.wanted.connect(self.ask_verification)
        dialog.acceptance_wanted.connect(self._accept_file)
        self._dialog = dialog
        dialog.open()

    def _accept_file(self) -> None:
        def then(_none: None) -> None:
            self._accused = False
            self.verdict.hide()
            self._bridge.say(tr("The file is sealed as it is now."))
            self.changed.emit()

        self._ledger_thread.ask(lambda ledger: ledger.accept_file(), then)

    def ask_verification(self, kept: Anchor | None = None) -> None:
        """Prove that nothing was changed; it takes a while where there is much."""
        self.verify.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        ledger_thread = self._ledger_thread

        def do(ledger: LedgerService) -> Verdict:
            total = ledger.count()
            return ledger.verify(
                kept, progress=lambda count: ledger_thread.tell(_VERIFYING, count, total)
            )

        ledger_thread.ask(do, self._show_verdict)

    def _progressed(self, topic: str, done: int, total: int) -> None:
        if topic == _VERIFYING and self.progress.isVisible():
            self.progress.setRange(0, max(total, 1))
            self.progress.setValue(done)

    def _show_verdict(self, verdict: Verdict) -> None:
        self.progress.hide()
        self.verify.setEnabled(True)
        entries = amounts.count(verdict.entries)
        if verdict.ok:
            said = tr(
                "Verified: {entries} entries, nothing was changed. Code: {code}. Last hash: {head}.",
                entries=entries,
                code=anchor_code(verdict.entries, verdict.head),
                head=verdict.head,
            )
            said += f" {_proven_words(verdict)}"
        else:
            found = tr(
                verdict.reason, entry=verdict.entry or "", entries=entries, where=verdict.where
            )
            said = tr("Not as it was written: {reason}", reason=found)
        self._accused = not verdict.ok
        self.verdict.setProperty("role", "good" if verdict.ok else "bad")
        restyle(self.verdict)
        self.verdict.setText(said)
        self.verdict.show()

    # ------------------------------------------------------------ closing

    def ask_closing(self) -> None:
        """Let the person close a period."""
        self._ledger_thread.ask(
            lambda ledger: (ledger.figures.years(), ledger.closed()), self._show_closing
        )

    def _show_closing(self, answer: tuple[tuple[int, ...], tuple[str, ...]]) -> None:
        self._dialog = ClosingDialog(self, *answer)
        self._dialog.wanted.connect(self._close_period)
        self._dialog.open()

    def _close_period(self, period: str) -> None:
        def then(_none: None) -> None:
            self._bridge.say(tr("{period} is closed.", period=period))
            self.changed.emit()

        self._ledger_thread.ask(lambda ledger: ledger.close_period(period), then)

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.filter.setPlaceholderText(tr("Number, title, person…"))
        self.filter.setAccessibleName(tr("Filter of entries"))
        self.view.setAccessibleName(tr("Entries"))
        self.content.setAccessibleName(tr("Content of the entry"))
        self.progress.setAccessibleName(tr("Progress of the verification"))
        self.add.say(tr("New entry…"))
        self.review.say(tr("Mark as reviewed"))
        self.approve.say(tr("Approve"))
        self.correct.say(tr("Correct…"))
        self.verify.say(tr("Verify"))
        self.anchor.say(tr("Code…"), tr("Code of the ledger"))
        self.close_period.say(tr("Close a period…"))
        self.view.viewport().update()
        self._show_current()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.add, self.review, self.approve, self.verify):
            button.apply_theme(theme)
        self.filter.setMinimumWidth(scaled(_FILTER_PX))
        self.view.fit()
        self.content.fit()


def _proven_words(verdict: Verdict) -> str:
    """Say what an anchor from outside of the file bears out; the file alone proves less."""
    if not verdict.proven:
        return tr(
            "No code from outside of the file was compared: an older copy that was put back would "
            "look the same."
        )
    return trn(
        "A code kept outside of the file bears out the first entry.",
        "A code kept outside of the file bears out the first {n} entries.",
        verdict.proven,
    )


def _headline(entry: EntryRow) -> str:
    return tr("Entry {n}: {kind}", n=amounts.count(entry.number), kind=kind_name(entry.kind))


def _facts(entry: EntryRow) -> str:
    lines = [
        entry.key,
        tr("Entered by {person} at {at} (UTC)", person=entry.author, at=entry.at[:16]),
        tr("Approved by {person}", person=entry.approved_by)
        if entry.approved_by
        else tr("Not approved"),
    ]
    if entry.corrects is not None:
        lines.append(tr("Corrects entry {n}", n=amounts.count(entry.corrects)))
    # So long a word would not wrap by itself.
    pieces = [entry.hash[at : at + _PIECE] for at in range(0, len(entry.hash), _PIECE)]
    lines.append(tr("Hash {hash}", hash="\u200b".join(pieces)))
    return "\n".join(lines)


def _stretches(numbers: Iterable[int]) -> Sequence[tuple[int, int]]:
    """Return the unbroken stretches of numbers, as first and last."""
    made: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if made and number == made[-1][1] + 1:
            made[-1] = made[-1][0], number
        else:
            made.append((number, number))
    return made
