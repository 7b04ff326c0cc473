# SPDX-License-Identifier: AGPL-3.0-or-later
"""Start of the window: its arguments are files to open, not commands (``hanji-gui FILE...``)."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Open the window, or hand the files to the one that is open; return the exit code."""
    from app.ui.start import open_window

    return open_window([Path(name) for name in sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
