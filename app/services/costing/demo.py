# SPDX-License-Identifier: AGPL-3.0-or-later
"""The example ledger: in a file of its own, so that the real chain never holds a made-up entry."""

from __future__ import annotations

from pathlib import Path

from app import paths
from app.services.costing.example import records
from app.store.ledger.journal import EntryDraft, append
from app.store.ledger.seal import seal_file
from app.store.ledger.store import LedgerStore

_AUTHOR = "예시 (example)"
_AT = "2026-01-01T00:00:00Z"


def is_on() -> bool:
    """Tell whether the example is there; it is shown until there is a real ledger."""
    return paths.example_ledger_file().exists()


def turn_on() -> None:
    """Make the example; nothing where it is there already.

    Raises:
        LedgerUnreachable: there is no room for it, or no right.
    """
    if is_on():
        return
    place = paths.example_ledger_file()
    part = place.with_name(place.name + ".part")
    _remove(part)
    with LedgerStore(part) as store, store.writing() as connection:
        append(connection, (EntryDraft.of(record) for record in records()), _AUTHOR, _AT)
    # The seal is of the file's bytes, wherever the file lies.
    seal_file(part).replace(seal_file(place))
    part.replace(place)


def turn_off() -> None:
    """Remove the example; the real ledger is another file."""
    _remove(paths.example_ledger_file())


def _remove(place: Path) -> None:
    for ending in ("", "-wal", "-shm", ".seal"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
