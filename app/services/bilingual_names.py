# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of files of other tools; loads none of their readers."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".sdlxliff", ".mqxliff", ".txlf", ".txml", ".xlf", ".xliff")
"""Of bilingual files that become a project and go back to their tool."""
META = "bilingual"
"""What a project of such a file remembers of it: whose it is."""


def is_bilingual(path: Path) -> bool:
    """Whether a file is, by its name, one of another tool with both languages in it."""
    return path.suffix.casefold() in SUFFIXES
