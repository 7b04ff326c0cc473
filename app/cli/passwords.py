# SPDX-License-Identifier: AGPL-3.0-or-later
"""Passwords come from a file, never from the command line, where others could read them."""

from __future__ import annotations

from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.messages import os_reason

_UNREADABLE = mark("The file of passwords “{path}” cannot be read: {detail}.")


def read_passwords(path: Path | None) -> tuple[str, ...]:
    """Return the passwords of a file: one a line, in order, without repetitions.

    Raises:
        UsageError: the file cannot be read.
    """
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        # Notepad on a Korean Windows writes the old code page by default.
        text = path.read_text(encoding="cp949", errors="replace")
    except OSError as error:
        detail = os_reason(error)
        raise UsageError(_UNREADABLE, path=str(path), detail=detail) from error
    lines = (line.rstrip("\r") for line in text.split("\n"))
    return tuple(dict.fromkeys(filter(None, lines)))
