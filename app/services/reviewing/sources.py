# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that can be documents of a review project, behind the files and folders that a person names."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from app.services.bilingual_names import is_bilingual
from app.services.intake import find_files, identity_of


def find_sources(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that ``paths`` name, each once, in order; folders are searched.

    Files of other tools count too, which are no documents elsewhere.
    """
    found: dict[str, Path] = {}
    for path in paths:
        some = [one.source for one in find_files([path], Path()).files]
        if path.is_dir():
            some += [
                Path(folder, name)
                for folder, _, names in os.walk(path)
                for name in names
                if is_bilingual(Path(name)) and not name.startswith(".")
            ]
            some.sort()
        for source in some:
            found.setdefault(identity_of(source), source)
    return tuple(found.values())
