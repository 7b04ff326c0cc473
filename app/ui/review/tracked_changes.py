# SPDX-License-Identifier: AGPL-3.0-or-later
"""Track changes in the window: found for the list, shown above the texts, settled by keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.i18n import tr
from app.services.reviewing.session import open_project
from app.services.reviewing.tracking import TrackedChange, tracked_changes
from app.ui.review.screen import ReviewScreen
from app.ui.review.tracked_bar import TrackedBar
from app.ui.shell.loader import Loader
from translation.review.segments import ReviewSegment

_MOST_AT_ONCE = 200
"""Segments that are looked at at once; more are read in a thread."""


class TrackedChanges(QObject):
    """The open changes of a project: known to the list, shown of the chosen segment, settled.

    Args:
        screen: the window.
        bar: shows the one of the chosen segment.
        parent: owner.
    """

    def __init__(self, screen: ReviewScreen, bar: TrackedBar, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._bar = bar
        self._open: dict[int, TrackedChange] = {}
        self._loader = Loader(self, self._take, screen.notifier.say)
        bar.accept.clicked.connect(lambda: self.settle(accept=True))
        bar.reject.clicked.connect(lambda: self.settle(accept=False))

    def load(self) -> None:
        """Read the changes of the whole project, in a thread."""
        self._loader.ask(partial(_all_changes, self._screen.project.path))

    def _take(self, found: dict[int, TrackedChange]) -> None:
        self._open = found
        model = self._screen.model
        before, model.tracked = model.tracked, set(found)
        for number in before ^ model.tracked:
            model.announce(number)
        self.show(self._screen.segment)

    def update(self, numbers: Iterable[int]) -> None:
        """Look at segments again that changed."""
        changed = list(numbers)
        if len(changed) > _MOST_AT_ONCE:
            self.load()
            return
        found = tracked_changes(self._screen.project, changed)
        for number in changed:
            self._open.pop(number, None)
            self._screen.model.tracked.discard(number)
        self._open |= found
        self._screen.model.tracked.update(found)

    def show(self, segment: ReviewSegment | None) -> None:
        """Show the change of a segment, if there is one."""
        change = self._open.get(segment.number) if segment else None
        self._bar.show_change(change, self._screen.theme)

    def settle(self, *, accept: bool) -> None:
        """Accept or reject the changes of the chosen segments, and go on to the next one."""
        screen = self._screen
        screen.leave()
        numbers = [number for number in screen.chosen_numbers() if number in self._open]
        settled = screen.review.settle_changes(numbers, accept=accept) if numbers else ()
        if not settled:
            screen.notifier.say(tr("There is no change to accept or reject here."))
            return
        screen.show_changes(settled)
        # The editor takes what stands there now, else leaving it would look like typing.
        screen.show_again()
        if len(settled) == 1:
            self.next(say=False)

    def next(self, *, say: bool = True) -> bool:
        """Go to the next segment with a change; say so where there is none."""
        screen = self._screen
        row = screen.model.next_row(screen.current_row(), wanted="tracked")
        if row is None:
            if say:
                screen.notifier.say(tr("No change of a confirmed translation follows."))
            return False
        screen.choose_row(row)
        screen.target.setFocus()
        return True


def _all_changes(path: Path) -> dict[int, TrackedChange]:
    with open_project(path) as project:
        return tracked_changes(project)
