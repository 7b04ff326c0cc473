# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sentences that say why one of the program's own files cannot be read or written."""

from __future__ import annotations

import errno
import sqlite3

from app.i18n import mark, tr
from app.messages import os_reason

_OF_A_STORE = {
    sqlite3.SQLITE_BUSY: mark(
        "another window or program is writing to it; wait until that is done, or close it there"
    ),
    sqlite3.SQLITE_READONLY: mark(
        "it, or its folder, may only be read; copy it to where you may write"
    ),
}
_OF_THE_SYSTEM = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}


def store_reason(problem: OSError | sqlite3.Error) -> str:
    """Return what went wrong with a file of the program's own, in words."""
    if isinstance(problem, OSError):
        return os_reason(problem)
    return known_store_reason(problem) or str(problem)


def known_store_reason(problem: sqlite3.Error) -> str | None:
    """Return what a person can help where a file cannot be written; None for any other fault."""
    # Extended codes have the plain one in their last byte.
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if code in _OF_A_STORE:
        return tr(_OF_A_STORE[code])
    return os_reason(_OF_THE_SYSTEM[code]) if code in _OF_THE_SYSTEM else None
