# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which columns of a sender's tables are which fields, as a person chose the last time."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app import paths
from app.ledger.records import RecordKind
from app.services.costing.table_heads import TableHead, TablePart
from converters.files import write_whole

logger = logging.getLogger(__name__)

_FILE = "import-columns.json"
_MOST_SENDERS = 500


@dataclass(frozen=True, slots=True)
class RememberedColumns:
    """What a person chose for the tables of one sender."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Header by field; empty where a field has none."""
    part: TablePart = field(default_factory=TablePart)

    def fitting(self, head: TableHead) -> dict[str, str]:
        """Return the choices that a table has the columns for."""
        found = {name: head.named(header) for name, header in self.columns.items() if header}
        return {name: header for name, header in found.items() if header is not None}


def _file() -> Path:
    return paths.data_folder() / _FILE


def _all() -> dict[str, Any]:
    try:
        kept = json.loads(_file().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        logger.warning("%s: %s", _FILE, error)
        return {}
    return kept if isinstance(kept, dict) else {}


def senders() -> tuple[str, ...]:
    """Return the senders whose columns are remembered, the last one first."""
    return tuple(reversed(_all()))


def remembered(sender: str, kind: RecordKind) -> RememberedColumns | None:
    """Return what was chosen for a sender's tables of a kind; None where nothing was."""
    kept = _all().get(sender.strip())
    one = kept.get(kind.value) if isinstance(kept, dict) else None
    if not isinstance(one, dict) or not isinstance(one.get("columns"), dict):
        return None
    columns = {str(name): str(header) for name, header in one["columns"].items()}
    row = one.get("header_row")
    part = TablePart(str(one.get("sheet") or ""), row if isinstance(row, int) else 0)
    return RememberedColumns(columns, part)


def remember(sender: str, kind: RecordKind, chosen: RememberedColumns) -> None:
    """Keep what was chosen for a sender's tables of a kind.

    Raises:
        OSError: it cannot be written.
    """
    kept = _all()
    named = sender.strip()
    of_sender = kept.pop(named, {})
    of_sender[kind.value] = {
        "columns": dict(chosen.columns),
        "sheet": chosen.part.sheet,
        "header_row": chosen.part.header_row,
    }
    kept[named] = of_sender
    newest = dict(list(kept.items())[-_MOST_SENDERS:])
    _file().parent.mkdir(parents=True, exist_ok=True)
    write_whole(_file(), json.dumps(newest, ensure_ascii=False, indent=1).encode())
