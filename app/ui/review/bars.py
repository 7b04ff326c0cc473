# SPDX-License-Identifier: AGPL-3.0-or-later
"""Above the list: what it shows. Below all: how far the project has come."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QWidget

from app.i18n import mark, tr
from app.services.progress import left_words
from app.store.project import Counts, ProjectDocument
from app.ui.composition import ComposingLine
from app.ui.flow import FlowLayout
from app.ui.review.grid import STATUS_WORDS, SegmentFilter
from app.ui.theme import Theme
from app.ui.widgets import Button, frame, label, restyle
from translation.review.search import Search, SearchFor, SearchRefused
from translation.review.segments import Status

_TYPING_MS = 120
_AROUND_WORDS = 48
"""Pixels: the frame of a field, and the button that clears it."""
_DOCUMENT_LETTERS = 14
"""Letters of a document's name that there is room for at least."""
STATUSES = ("", "open", "tracked", *(status.value for status in Status), "locked")
_STATUS_WORDS = {
    "": mark("All states"),
    "open": mark("Not confirmed"),
    "tracked": mark("Changed in review"),
    "locked": mark("Locked"),
}


class FilterBar(QWidget):
    """Words, state, findings, comments, order."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.field = ComposingLine()
        self.field.setClearButtonEnabled(True)
        self.regex = self._toggle()
        self.document = QComboBox()
        self.document.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.document.setMinimumContentsLength(_DOCUMENT_LETTERS)
        self.document.hide()
        self._documents: tuple[ProjectDocument, ...] = ()
        self.status = QComboBox()
        self.troubled = self._toggle()
        self.commented = self._toggle()
        self.worst = self._toggle()
        self.count = label("muted")
        row = FlowLayout(self, gap=4)
        row.addWidget(self.field)
        for part in (
            self.regex,
            self.document,
            self.status,
            self.troubled,
            self.commented,
            self.worst,
            self.count,
        ):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(self._tell)
        self.field.seen.connect(lambda _text: self._timer.start())
        for box in (self.document, self.status):
            box.currentIndexChanged.connect(lambda _index: self._tell())

    def _toggle(self) -> Button:
        made = Button("", "filter", self._tell)
        made.setCheckable(True)
        return made

    def retranslate(self) -> None:
        """Set the words."""
        self.field.setPlaceholderText(tr("Show segments with these words"))
        self.field.setAccessibleName(tr("Show segments with these words"))
        self.regex.say(".*", tr("as a regular expression"))
        self.regex.setAccessibleName(tr("as a regular expression"))
        self.troubled.say(tr("Findings"))
        self.commented.say(tr("Comments"))
        self.worst.say(tr("Worst first"), "Ctrl+Shift+W")
        chosen = max(0, self.status.currentIndex())
        self.status.blockSignals(True)
        self.status.clear()
        for value in STATUSES:
            words = _STATUS_WORDS.get(value) or STATUS_WORDS[Status(value)]
            self.status.addItem(tr(words), value)
        self.status.setCurrentIndex(chosen)
        self.status.setAccessibleName(tr("State"))
        self.status.blockSignals(False)
        self.document.setAccessibleName(tr("Document"))
        self._name_documents()
        self._fit()

    def show_documents(self, documents: tuple[ProjectDocument, ...]) -> None:
        """Offer the documents of the project, where there are several."""
        self._documents = documents
        self._name_documents()
        self.document.setVisible(len(documents) > 1)

    def _name_documents(self) -> None:
        chosen = max(0, self.document.currentIndex())
        self.document.blockSignals(True)
        self.document.clear()
        self.document.addItem(tr("All documents"), 0)
        for one in self._documents:
            self.document.addItem(f"{one.number} {one.shown}", one.number)
            self.document.setItemData(
                self.document.count() - 1, one.shown, Qt.ItemDataRole.ToolTipRole
            )
        self.document.setCurrentIndex(chosen)
        self.document.blockSignals(False)

    def follow(self, number: int) -> None:
        """Show another document, where only one is shown."""
        if self.document.currentIndex() > 0:
            self.document.setCurrentIndex(number)

    def clear(self) -> None:
        """Show everything, without telling so."""
        boxes = (self.document, self.status)
        blocked = [QSignalBlocker(part) for part in (self.field, *boxes)]
        self.field.clear()
        for box in boxes:
            box.setCurrentIndex(0)
        for toggle in (self.troubled, self.commented, self.worst):
            toggle.setChecked(False)
        for one in blocked:
            one.unblock()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.regex, self.troubled, self.commented, self.worst):
            button.apply_theme(theme)
        self._fit()

    def _fit(self) -> None:
        """Give the field room for what it says it is for."""
        words = self.field.fontMetrics().horizontalAdvance(self.field.placeholderText())
        self.field.setMinimumWidth(words + _AROUND_WORDS)

    def wanted(self) -> SegmentFilter:
        """Return what is to be shown."""
        return SegmentFilter(
            self.field.seen_text(),
            self.regex.isChecked(),
            str(self.status.currentData() or ""),
            self.troubled.isChecked(),
            self.commented.isChecked(),
            self.worst.isChecked(),
            int(self.document.currentData() or 0),
        )

    def show_count(self, shown: int, total: int) -> None:
        """Say how many are shown."""
        self.count.setText(
            f"{shown:,}"
            if shown == total
            else tr("{n} of {total}", n=f"{shown:,}", total=f"{total:,}")
        )

    def _tell(self) -> None:
        wanted = self.wanted()
        fine = True
        if wanted.regex:
            try:
                Search(SearchFor(wanted.text, regular=True))
            except SearchRefused:
                fine = False
        self.field.setProperty("bad", not fine)
        restyle(self.field)
        self.field.setToolTip("" if fine else tr("This is no regular expression."))
        if fine:
            self.changed.emit(wanted)


class ProgressBar(QWidget):
    """Segments and characters confirmed, and the time left."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(220)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.bar)
        row.addWidget(self.words, 1)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(frame("footer", row, (20, 7, 20, 7)))

    def show_counts(self, counts: Counts, seconds_left: float | None) -> None:
        """Show the progress."""
        done, total = counts.done(), counts.total
        approved = counts.segments.get(Status.APPROVED, 0)
        letters = sum(counts.characters.values())
        left = letters - sum(
            count
            for status, count in counts.characters.items()
            if status.rank >= Status.REVIEWED.rank
        )
        said = [
            tr("{done} of {total} confirmed", done=f"{done:,}", total=f"{total:,}"),
            tr("{n} approved", n=f"{approved:,}"),
            tr("{n} of {total} characters left", n=f"{left:,}", total=f"{letters:,}"),
        ]
        if seconds_left is not None and left:
            said.append(left_words(seconds_left))
        self.words.setText("   ·   ".join(said))
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setAccessibleName(said[0])
