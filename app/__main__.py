# SPDX-License-Identifier: AGPL-3.0-or-later
"""Start of the program: without arguments the window, with arguments a command."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run the program and return its exit code."""
    # A frozen program starts its workers through this call.
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if not arguments:
        from app.ui.start import open_window

        return open_window()
    from app.cli.main import main as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
