# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the main window to the ledger: which ledger is shown, in one window."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from app import paths
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.services.costing.ledger import LedgerService
    from app.ui.ledger.window import LedgerWindow


def open_shown() -> LedgerService:
    """Open the ledger; the example in its stead while it is there and the real one is empty.

    Raises:
        LedgerUnreachable: it cannot be opened.
    """
    # SQLAlchemy and its drivers are loaded with the first ledger that is opened.
    from app.services.costing import demo
    from app.services.costing.ledger import LedgerService, open_ledger
    from app.store.ledger.store import LedgerStore

    ledger = open_ledger()
    # Whoever looked at the empty page has an empty file of a ledger already.
    if ledger.example or os.environ.get("HANJI_DATABASE") or not demo.is_on() or ledger.count():
        return ledger
    person = ledger.person
    ledger.close()
    return LedgerService(LedgerStore(paths.example_ledger_file()), person, example=True)


class LedgerOpener:
    """Opens the ledger's window from the main window, one at a time."""

    def __init__(self, open_it: Callable[[], LedgerService] = open_shown) -> None:
        self._open_it = open_it
        self.window: LedgerWindow | None = None

    def open(self) -> None:
        """Open the window, or bring it to the front."""
        if self.window is None:
            # Charts and spreadsheets are half of the program's start, and most days nobody looks.
            from app.ui.ledger.window import LedgerWindow

            self.window = LedgerWindow(self._open_it)
            self.window.destroyed.connect(self._forget)
            self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    def _forget(self) -> None:
        self.window = None

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        if self.window is not None:
            self.window.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        if self.window is not None:
            self.window.apply_theme(theme)

    def close(self) -> None:
        """Close the window."""
        if self.window is not None:
            self.window.close()
            self.window = None
