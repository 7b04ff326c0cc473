# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which ledger is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import paths, settings

if TYPE_CHECKING:
    from app.services.costing.ledger import LedgerService


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
    if ledger.example or settings.ledger_database() or not demo.is_on() or ledger.count():
        return ledger
    person = ledger.person
    ledger.close()
    return LedgerService(LedgerStore(paths.example_ledger_file()), person, example=True)
