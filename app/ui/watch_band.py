# SPDX-License-Identifier: AGPL-3.0-or-later
"""The band of the watched folder: names it, and hands its new files to the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import mark, tr, trn
from app.services.intake import FoundFile
from app.services.report import ReportItem, Status
from app.ui.folder_watch import FolderTrouble, FolderWatchThread
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedLabel, frame, label

QUIET_S = 3.0
"""Seconds for which a file must stand still before it counts as complete."""
_TICK_MS = 200

_TROUBLES = {
    FolderTrouble.GONE: mark("The folder is not there. Watching goes on once it is back."),
    FolderTrouble.FORBIDDEN: mark(
        "The folder may not be read. Watching goes on once you have the right to read it."
    ),
    FolderTrouble.UNREACHABLE: mark(
        "The folder cannot be reached. Watching goes on once it can be reached again."
    ),
    FolderTrouble.SILENT: mark("The folder does not answer yet. Watching goes on once it does."),
}


class WatchBand(QFrame):
    """The band that names the watched folder; hidden while there is none.

    Args:
        take: gets complete files and returns the numbers of their rows in the list; files that
            it cannot take yet are left out of the second part of what it returns.
        stop: called when the person ends the watch.
    """

    def __init__(
        self,
        take: Callable[[Iterable[FoundFile]], tuple[set[int], list[FoundFile]]],
        stop: Callable[[], object],
    ) -> None:
        super().__init__()
        self._take = take
        self._thread: FolderWatchThread | None = None
        self._folder = Path()
        self._trouble = FolderTrouble.NONE
        self._later: list[FoundFile] = []
        self._numbers: set[int] = set()
        self._outcomes: dict[int, Status] = {}
        self._title = label("muted")
        self._path = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.counts = label("muted")
        self.trouble = label(wrap=True)
        self.stop_button = Button("stop", "quiet", stop)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._path, 1)
        row.addWidget(self.counts)
        row.addWidget(self.stop_button)
        inside = QVBoxLayout()
        inside.setSpacing(2)
        inside.addLayout(row)
        inside.addWidget(self.trouble)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 12, 20, 0)
        outside.addWidget(frame("watch", inside, (14, 4, 6, 4)))
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.hide()

    def watch(self, folder: Path, books: Path) -> None:
        """Watch ``folder`` from now on, instead of any other; ``books`` is left out."""
        self.end()
        self._folder = folder
        self._numbers.clear()
        self._outcomes.clear()
        self._trouble = FolderTrouble.NONE
        self._thread = FolderWatchThread(folder, books, QUIET_S)
        self._timer.start()
        self._path.set_whole(str(folder))
        self.retranslate()
        self.show()

    def end(self) -> None:
        """Watch no more; what is in the list stays there."""
        self._timer.stop()
        if self._thread is not None:
            self._thread.stop()
            self._thread = None
        self._later = []
        self.hide()

    def note(self, number: int, item: ReportItem) -> None:
        """Count the outcome of a file that came from the folder."""
        if number in self._numbers and item.status is not Status.UNCHANGED:
            self._outcomes[number] = item.status
            self._say()

    def retranslate(self) -> None:
        """Set all words."""
        self._title.setText(tr("Watching"))
        self.stop_button.say(tr("Stop watching"))
        self._say()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.stop_button.apply_theme(theme)

    def _tick(self) -> None:
        if self._thread is None:
            return
        landed, self._later = self._later, []
        for scan in self._thread.take():
            landed += scan.files
            if scan.trouble is not self._trouble:
                self._trouble = scan.trouble
                self._say()
        if landed:
            numbers, self._later = self._take(landed)
            self._numbers |= numbers

    def _say(self) -> None:
        outcomes = list(self._outcomes.values())
        failed = outcomes.count(Status.FAILED)
        self.counts.setText(
            trn("{n} converted", "{n} converted", outcomes.count(Status.CONVERTED))
            + (" · " + trn("{n} failed", "{n} failed", failed) if failed else "")
        )
        trouble = tr(_TROUBLES[self._trouble]) if self._trouble else ""
        self.trouble.setText(trouble)
        self.trouble.setAccessibleName(trouble)
        self.trouble.setVisible(bool(trouble))
        # A screen reader hears the whole line where it meets the band.
        self.setAccessibleName(f"{tr('Watching')} {self._folder} – {self.counts.text()} {trouble}")
