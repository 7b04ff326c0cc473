# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the ledger: its window, inside of the shell or on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout

from app.services.costing.ledger import LedgerService
from app.ui.ledger.opening import open_shown
from app.ui.ledger.window import LedgerWindow
from app.ui.notifier import Notifier
from app.ui.shell.embedding import detach, embed
from app.ui.shell.page import Page
from app.ui.shell.page_state import PageState
from app.ui.theme import Theme

_NAME = "ledger"


class LedgerPage(Page):
    """The ledger.

    Args:
        notifier: the shell's; what the ledger says is said there.
        open_it: opens the ledger; called in another thread.
    """

    help_topic = "ledger"

    def __init__(
        self, notifier: Notifier, open_it: Callable[[], LedgerService] = open_shown
    ) -> None:
        super().__init__()
        self._notifier = notifier
        self.ledger = LedgerWindow(open_it)
        # It goes with this page, not with the window of its own that a person closes.
        self.ledger.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.ledger.kept_open = self._bring_back
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._attach()

    def _attach(self) -> None:
        self.ledger.speak_through(self._notifier)
        self._place.addWidget(embed(self.ledger))
        self.ledger.show()

    def _bring_back(self) -> bool:
        """Put the ledger back where a window of its own is closed; True where it was one."""
        if not self.ledger.isWindow():
            return True
        self.ledger.hide()
        self._attach()
        return True

    def toggle_own_window(self) -> None:
        """Move the ledger into a window of its own, or back."""
        if self.ledger.isWindow():
            self._bring_back()
            return
        self._place.removeWidget(self.ledger)
        self.ledger.speak_through(None)
        detach(self.ledger)

    def take_in(self, table: Path) -> None:
        """Import a table, once the ledger is open."""
        self.ledger.take_in_file(table)

    def menus(self) -> Sequence[QMenu]:
        """Return the ledger's menus; in a window of its own it has them itself."""
        return () if self.ledger.isWindow() else self.ledger.keys.menus

    def shown(self) -> None:
        """Go to the ledger, or bring its window to the front."""
        if self.ledger.isWindow():
            self.ledger.raise_()
            self.ledger.activateWindow()
        else:
            self.ledger.bar.tab(self.ledger.shown_page).setFocus()

    def restore_state(self, state: PageState) -> None:
        """Show the page of the last time."""
        self.ledger.first_page(state.get(_NAME, "page", 0))

    def keep_state(self, state: PageState) -> None:
        """Remember which page is shown."""
        state.put(_NAME, "page", self.ledger.shown_page)
        if (line := self.ledger.dashboard.year_line()) is not None:
            state.put(_NAME, "line", line)

    def end(self) -> None:
        """Leave the ledger."""
        if self.ledger.kept_open is not None:
            self.ledger.kept_open = None
            self.ledger.close()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.ledger.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.ledger.apply_theme(theme)
