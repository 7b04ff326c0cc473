# SPDX-License-Identifier: AGPL-3.0-or-later
"""The name of the person at work, for histories and signatures."""

from __future__ import annotations

import getpass


def person() -> str:
    """Return the user name that the system has; empty where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
