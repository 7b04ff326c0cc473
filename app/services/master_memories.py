# SPDX-License-Identifier: AGPL-3.0-or-later
"""Masters: memories of the city that are only asked, and what their matches lose."""

from __future__ import annotations

import json
import logging
import sqlite3
from pathlib import Path

from app import paths, settings
from app.services.memory_files import fault_of_file, is_looked_at
from translation.memory.shelf import Master
from translation.memory.store import Memory, MemoryVersionError

logger = logging.getLogger(__name__)

SUFFIX = ".sqlite"
MOST_PENALTY = 30
"""Percent; beyond this a match would hardly ever be shown."""


def master_files() -> tuple[tuple[str, Path, bool], ...]:
    """Return name, file and whether it is the office's, of each master; the office's first."""
    found: dict[str, tuple[str, Path, bool]] = {}
    chosen = settings.load().master_memories
    for folder, of_office in ((Path(chosen) if chosen else None, True), (own_folder(), False)):
        if folder is None:
            continue
        try:
            some = sorted(folder.glob(f"*{SUFFIX}"))
        except OSError as error:
            logger.warning("masters in %s: %s", folder, error)
            continue
        for path in some:
            found.setdefault(path.stem, (path.stem, path, of_office))
    return tuple(found.values())


def masters() -> tuple[tuple[Path, str, int], ...]:
    """Return file, name and penalty of each master, as an order of a translation names them."""
    lost = penalties()
    return tuple((path, name, lost.get(name, 0)) for name, path, _ in master_files())


def open_masters(*, may_wait: bool = True) -> tuple[Master, ...]:
    """Open the masters; one that cannot be used is left out with a line in the log.

    A file that was not there before is read by a confined worker first, which may take seconds.

    Args:
        may_wait: whether there is time for that; otherwise such a file is left out.
    """
    found = []
    for path, name, penalty in masters():
        try:
            if not may_wait and not is_looked_at(path):
                continue
            if fault := fault_of_file(path):
                logger.warning("the memory %s cannot be used: %s", path, fault)
                continue
            found.append(Master(name, Memory(path, read_only=True), penalty))
        except (OSError, sqlite3.Error, MemoryVersionError) as error:
            logger.warning("the memory %s cannot be used: %s", path, error)
    return tuple(found)


def are_masters_looked_at() -> bool:
    """Say whether all masters can be opened without waiting."""
    for path, _, _ in masters():
        try:
            if not is_looked_at(path):
                return False
        except OSError:
            continue
    return True


def own_folder() -> Path:
    """Return the folder of the masters that the user added."""
    return paths.data_folder() / "memories"


def penalties_file() -> Path:
    """Return the file of what each master's matches lose."""
    return paths.data_folder() / "memories.json"


def penalties() -> dict[str, int]:
    """Return how many percent the matches of each master lose, by its name."""
    try:
        found = json.loads(penalties_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: value
        for name, value in found.items()
        if isinstance(value, int) and 0 <= value <= MOST_PENALTY
    }
