# SPDX-License-Identifier: AGPL-3.0-or-later
"""Start of the program: without arguments the window, with arguments a command."""

from __future__ import annotations

import sys

from app import VERSION_LINE


def main() -> int:
    """Run the program and return its exit code."""
    if getattr(sys, "frozen", False):
        # A frozen program starts its workers through this call.
        import multiprocessing

        multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        # Scripts and installers ask often, so nothing but the terminal is loaded for it.
        from app.cli import output

        output.prepare()
        output.result(VERSION_LINE)
        return 0
    if not arguments:
        from app.ui.start import open_window

        return open_window()
    from app.cli.main import main as run_command

    return run_command(arguments)


if __name__ == "__main__":
    sys.exit(main())
