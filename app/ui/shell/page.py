# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the shell asks of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.shell.page_state import PageState
from app.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Findable:
    """A thing that the palette finds by its name."""

    words: str
    kind: str
    """What it is, in the language in use: an action, a book, a project, a setting."""
    open: Callable[[], object]
    keys: str = ""
    """Its shortcut, as people read it."""
    also: str = ""
    """What else it is looked for by, though it is not shown: the document of a book."""


class Page(QWidget):
    """A page of the shell. It is made when it is first opened."""

    help_wanted = Signal(str)
    """A topic of the manual that a person asks for."""

    page_wanted = Signal(str)
    """Name of another page of the shell that a person asks for."""

    help_topic = "start"
    """The page of the manual that F1 opens from here."""

    def menus(self) -> Sequence[QMenu]:
        """Return the page's own menus; the menu bar has them while the page is shown."""
        return ()

    def actions_to_find(self) -> Iterable[QAction]:
        """Return the actions that the palette offers while the page is there."""
        return [action for menu in self.menus() for action in menu.actions()]

    def things_to_find(self) -> Iterable[Findable]:
        """Return what else of this page the palette finds."""
        return ()

    def shown(self) -> None:
        """Take the focus; the page has come to the front."""
        self.setFocus()

    def restore_state(self, state: PageState) -> None:
        """Take the sizes and places of the last time."""

    def keep_state(self, state: PageState) -> None:
        """Remember sizes and places for the next time."""

    def may_close(self) -> bool:
        """Ask the person where closing would end work; False keeps everything open."""
        return True

    def end(self) -> None:
        """Let everything go: the program ends."""

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
