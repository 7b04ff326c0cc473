# SPDX-License-Identifier: AGPL-3.0-or-later
"""A client of its own process: ``python -m tests.store.ledger.writer AT NAME COUNT``."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from app.ledger.records import Reads
from app.services.costing.ledger import LedgerService
from app.store.ledger.store import LedgerStore
from tests.store.ledger.city import Month, order

THREADS = 2


def main(at: str, name: str, count: int) -> None:
    """Enter orders, some in one step and most one by one, in two threads."""
    with LedgerStore(at if "://" in at else Path(at)) as store:
        ledger = LedgerService(store, name)

        def enter(thread: int) -> None:
            for n in range(count):
                number = f"{name}-{thread}-{n}"
                ledger.add([order(number, month=1 + n % 12), order(number + "b", "P-2")])
                if n % 10 == 0:
                    ledger.add([Reads(number, Month(2026, 5), n)])
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()

        threads = [threading.Thread(target=enter, args=(n,)) for n in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
