# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is wrong with a memory's file that others made: all of it is read, in a confined process."""

from __future__ import annotations

import sqlite3
from enum import Enum
from pathlib import Path

from translation.memory.foreign import ForeignMemoryRefused
from translation.memory.store import Memory, MemoryVersionError

MOST_BYTES = 8 << 30
"""Of a memory's file: some ten million units."""
_WRONG = (
    "SELECT 1 FROM unit WHERE typeof(identity) <> 'integer' OR typeof(exact) <> 'integer'"
    " OR typeof(usage) <> 'integer' OR typeof(source_language) <> 'text'"
    " OR typeof(target_language) <> 'text' OR typeof(source) <> 'text' OR typeof(text) <> 'text'"
    " OR typeof(target) <> 'text' OR typeof(origin) <> 'text' OR typeof(author) <> 'text'"
    " OR typeof(created) <> 'text' OR typeof(changed) <> 'text'"
    " OR typeof(before) NOT IN ('text', 'null') OR typeof(after) NOT IN ('text', 'null')",
    "SELECT 1 FROM posting WHERE typeof(gram) <> 'integer' OR typeof(unit) <> 'integer'",
    "SELECT 1 FROM gram WHERE typeof(units) <> 'integer' OR units < 0",
)
"""Find values that no memory has: SQLite keeps a text in a column of numbers."""


class MemoryFault(Enum):
    """Why a file cannot be a master."""

    TOO_LARGE = "too-large"
    DAMAGED = "damaged"
    OTHER = "other"
    """A database with other tables than a memory's."""
    NEWER = "newer"


def fault_of(path: Path) -> MemoryFault | None:
    """Return why a file cannot be a master; None where it can. It takes seconds for a large one."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return MemoryFault.TOO_LARGE
        with Memory(path, read_only=True) as memory:
            if not memory.is_sound(_WRONG):
                return MemoryFault.DAMAGED
            for _unit in memory:
                pass
    except MemoryVersionError:
        return MemoryFault.NEWER
    except ForeignMemoryRefused:
        return MemoryFault.OTHER
    except (OSError, sqlite3.Error, ValueError, TypeError):
        return MemoryFault.DAMAGED
    return None
