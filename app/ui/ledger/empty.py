# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of an empty ledger: what it is for, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable

from app.i18n import tr
from app.ui.empty_state import EmptyState
from app.ui.widgets import Button


class EmptyPage(EmptyState):
    """A page with two sentences and three buttons: import, the guide, and the example.

    Args:
        take_in: opens the import.
        show_guide: shows the steps of a year.
        show_example: makes the example.
    """

    def __init__(
        self,
        take_in: Callable[[], object],
        show_guide: Callable[[], object],
        show_example: Callable[[], object],
    ) -> None:
        self.take_in = Button("add-file", "primary", take_in)
        self.guide = Button("", "", show_guide)
        self.example = Button("", "", show_example)
        super().__init__((self.take_in, self.guide, self.example))

    def allow(self, *, entering: bool) -> None:
        """Offer only what the person may do."""
        self.take_in.setEnabled(entering)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.say(
            tr("The ledger is empty"),
            (
                tr(
                    "The ledger keeps what the city printed, what it cost, and how many copies "
                    "an e-book made needless."
                ),
                tr(
                    "Import a table of print orders (CSV or Excel) to begin, or look around with "
                    "made-up data first."
                ),
            ),
            tr("Example data lies in a file of its own and is removed with one click."),
        )
        self.take_in.say(tr("Import…"))
        self.guide.say(tr("Step by step"))
        self.example.say(tr("See it with example data"))
