# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filling equal sentences from the memory: asked in a thread, taken in as one step."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.i18n import tr, trn
from app.services.reviewing.memories import open_shelf
from app.services.reviewing.propagating import equal_in_memory
from app.services.reviewing.session import open_project
from app.ui.review.screen import ReviewScreen
from app.ui.shell.loader import Loader
from translation.inline_codes import Coded


class FillAction(QObject):
    """The action that takes in what was confirmed in other files of the work.

    Args:
        screen: the window.
        parent: owner.
    """

    def __init__(self, screen: ReviewScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._screen = screen
        self._loader = Loader(self, self._take, screen.notifier.say)

    def fill(self) -> None:
        """Ask the memories for every segment that nobody has dealt with."""
        self._screen.leave()
        self._loader.ask(partial(_equal_sentences, self._screen.project.path))

    def _take(self, found: dict[int, Coded]) -> None:
        screen = self._screen
        screen.leave()
        changed = screen.review.fill(found)
        if not changed:
            screen.notifier.say(tr("The memory has no equal sentence for what is still open."))
            return
        screen.show_changes(changed)
        screen.show_again()
        screen.notifier.say(
            trn(
                "{n} segment has the translation of an equal one. Ctrl+Alt+Z takes it back.",
                "{n} segments have the translations of equal ones. Ctrl+Alt+Z takes them back.",
                len(changed),
            )
        )


def _equal_sentences(path: Path) -> dict[int, Coded]:
    with open_project(path) as project, closing(open_shelf()) as shelf:
        return equal_in_memory(project, shelf)
