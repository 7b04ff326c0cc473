# SPDX-License-Identifier: AGPL-3.0-or-later
"""The summary of all files, in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import tr, trn
from app.messages import notice_sentence
from app.ui.queue.rows import DONE, QueueRow, count_rows
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label

_MOST_LOSSES = 8


class SummaryPanel(QWidget):
    """The summary of the list: counts, losses, and the button for the report."""

    def __init__(self, act: Callable[[str], None]) -> None:
        super().__init__()
        self._rows: Sequence[QueueRow] = ()
        self._chosen = False
        self._title = label("title", wrap=True)
        self._lines = Prose()
        self._lost_title = label("warn", wrap=True)
        self._lost = Prose()
        self._hint = label("muted", wrap=True)
        self.retry = Button("retry", "", lambda: act("retry_failed"))
        self.passwords = Button("lock", "", lambda: act("passwords"))
        self.save_report = Button("report", "", lambda: act("report"))
        self.review = Button("review", "", lambda: act("review"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(10)
        for part in (
            self._title,
            self._lines,
            self.passwords,
            self.retry,
            self._lost_title,
            self._lost,
            self.save_report,
            self.review,
        ):
            layout.addWidget(part)
        layout.addStretch()
        layout.addWidget(self._hint)

    def show_rows(self, rows: Sequence[QueueRow], *, chosen: bool) -> None:
        """Count ``rows`` and say it; chosen ones may be reviewed together."""
        self._rows = rows
        self._chosen = chosen
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words."""
        rows = self._rows
        self._title.setText(trn("{n} document", "{n} documents", len(rows)))
        self._lines.set_lines(_lines(rows))
        losses: Counter[str] = Counter()
        for row in rows:
            for loss in row.item.losses if row.item else ():
                losses[loss.kind] += loss.count
        self._lost_title.setText(tr("Lost in the books, altogether"))
        self._lost.set_lines(
            f"· {notice_sentence(kind, count)}" for kind, count in losses.most_common(_MOST_LOSSES)
        )
        for part in (self._lost_title, self._lost):
            part.setVisible(bool(losses))
        counts = count_rows(rows)
        self.retry.say(tr("Try all failed again"), "Shift+F5")
        self.retry.setVisible(counts.failed > counts.locked)
        self.passwords.say(tr("Enter passwords…"), "Ctrl+Shift+L")
        self.passwords.setVisible(counts.locked > 0)
        self.save_report.say(tr("Save the report…"), "Ctrl+S")
        self.save_report.setVisible(any(row.item for row in rows))
        self.review.say(tr("Translate and review together"), "Ctrl+T")
        self.review.setVisible(self._chosen)
        self._hint.setText(tr("Choose a document in the list to see what became of it."))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.retry, self.passwords, self.save_report, self.review):
            button.apply_theme(theme)


def _lines(rows: Sequence[QueueRow]) -> list[str]:
    counts = count_rows(rows)
    lines = []
    if counts.running:
        lines.append(trn("{n} being converted", "{n} being converted", counts.running))
    if counts.queued:
        lines.append(trn("{n} in the queue", "{n} in the queue", counts.queued))
    if counts.done:
        said = trn("{n} finished", "{n} finished", counts.done)
        if counts.unchanged:
            unchanged = trn("{n} unchanged", "{n} unchanged", counts.unchanged)
            said = f"{said} ({unchanged})"
        lines.append(said)
        pages = sum(row.item.pages or 0 for row in rows if row.item and row.state in DONE)
        if pages:
            lines.append(trn("{n} page altogether", "{n} pages altogether", pages))
    if counts.failed > counts.locked:
        lines.append(trn("{n} failed", "{n} failed", counts.failed - counts.locked))
    if counts.locked:
        lines.append(trn("{n} needs a password", "{n} need a password", counts.locked))
    if counts.not_started:
        lines.append(trn("{n} not started", "{n} not started", counts.not_started))
    return lines
