# SPDX-License-Identifier: AGPL-3.0-or-later
"""All entries as CSV, for auditors who trust no program but their own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from app.services.costing.ledger import LedgerService
from app.store.ledger import reading
from converters.files import write_whole

_CHUNK = 5000
_COLUMNS = (
    "number",
    "at",
    "author",
    "kind",
    "key",
    "day",
    "payload",
    "corrects",
    "previous",
    "hash",
)


def write_entries(ledger: LedgerService, path: Path) -> int:
    """Write every entry with its hash, the first first; return how many.

    Raises:
        OSError: the file cannot be written.
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(_COLUMNS)
    count = 0
    with ledger.store.reading() as connection:
        while found := reading.entries_after(connection, count, _CHUNK):
            for entry in found:
                rows.writerow(getattr(entry, name) for name in _COLUMNS)
            count = found[-1].number
    write_whole(path, b"\xef\xbb\xbf" + out.getvalue().encode())
    return count
