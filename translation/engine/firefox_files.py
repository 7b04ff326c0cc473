# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of the files of a Firefox Translations model in a package."""

from __future__ import annotations

from pathlib import Path

FOLDER = "firefox"
"""Of a package, that holds the files of such a model."""
MODEL, SOURCE_PIECES, TARGET_PIECES, SHORTLIST = "model.bin", "source.spm", "target.spm", "lex.bin"


def is_firefox(folder: Path) -> bool:
    """Tell whether an unpacked package holds a model of Firefox Translations."""
    return all((folder / FOLDER / name).is_file() for name in (MODEL, SOURCE_PIECES, TARGET_PIECES))
