# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is at work."""

from __future__ import annotations

import getpass


def person() -> str:
    """Return who is at work, by the name that the system has."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
