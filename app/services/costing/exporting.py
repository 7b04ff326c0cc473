# SPDX-License-Identifier: AGPL-3.0-or-later
"""Exports of the ledger as tables: all entries for auditors, or the records of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.i18n import Language, current_language, tr
from app.ledger.fields import FIELDS
from app.ledger.records import RecordKind
from app.ledger.serialization import columns_of
from app.services.costing.ledger import LedgerService
from app.services.table_writer import Cell, Cells, write_table
from app.store.ledger import reading
from converters.exports.csv_tables import to_csv
from converters.files import write_whole

_CHUNK = 5000
_ENTRY_COLUMNS = (
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
_IMPORTED_AS: dict[tuple[RecordKind, str], tuple[str, int]] = {
    (RecordKind.PUBLICATION, "number"): ("publication", 1),
    (RecordKind.PRICE, "mils"): ("price", 1000),
    (RecordKind.PRICE, "low"): ("low", 1000),
    (RecordKind.PRICE, "high"): ("high", 1000),
    (RecordKind.TARGET, "fewer_permille"): ("fewer", 10),
    (RecordKind.TARGET, "budget"): ("budget_won", 1),
}
"""Columns that a table to be imported has under another name, and by what they are divided there."""


def write_entries(ledger: LedgerService, path: Path) -> int:
    """Write every entry with its hash as CSV, the first first; return how many.

    Auditors count the hashes again, so no cell is changed for the sake of a spreadsheet.

    Raises:
        OSError: the file cannot be written.
    """
    count = 0

    def rows() -> Iterator[Cells]:
        nonlocal count
        with ledger.store.reading() as connection:
            while found := reading.entries_after(connection, count, _CHUNK):
                for entry in found:
                    yield tuple(getattr(entry, name) for name in _ENTRY_COLUMNS)
                count = found[-1].number

    write_whole(path, to_csv([_ENTRY_COLUMNS, *rows()]))
    return count


def write_records(ledger: LedgerService, kind: RecordKind, path: Path) -> int:
    """Write what stands of a kind as a table with a column for each field; return how many rows.

    Entries that were corrected or taken back do not stand. The heads are in the language in use,
    and those by which an import knows the columns again.

    Args:
        ledger: whose records.
        kind: of the records.
        path: of a CSV file, or of a spreadsheet where it ends in .xlsx.

    Raises:
        OSError: the file cannot be written.
    """
    language = current_language()
    columns = [
        (column.name, *_IMPORTED_AS.get((kind, column.name), (column.name, 1)))
        for column in columns_of(kind)
    ]
    with ledger.store.reading() as connection:
        rows = [
            tuple(_divided(row[name], by) for name, _, by in columns)
            for row in reading.facts(connection, kind)
        ]
    heads = [_head(said, language) for _, said, _ in columns]
    write_table(path, heads, rows)
    return len(rows)


def _head(name: str, language: Language) -> str:
    return tr(FIELDS[name].label, language) if name in FIELDS else name


def _divided(cell: Cell, by: int) -> Cell:
    if by == 1 or not isinstance(cell, int):
        return cell
    return cell // by if cell % by == 0 else cell / by
