# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place of a document's book: chosen once, written again at each making.

It is kept with what belongs to the user, not in the project: a project of somebody else must not say where
something is written here. A book that was changed or exchanged since is not written over without a question.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import paths
from converters import files

logger = logging.getLogger(__name__)

_MOST = 500
"""Books that are remembered."""


@dataclass(frozen=True, slots=True)
class BookPlace:
    """Where a book was written, and whether drafts were allowed in it."""

    path: Path
    drafts: bool


def remembered(book: str, *, both: bool) -> BookPlace | None:
    """Return where the book goes without a question; None where a person is to be asked.

    Args:
        book: what it is told apart by on this machine: the project and its document.
        both: whether of the bilingual book.
    """
    try:
        kept = _load()[_key(book, both=both)]
        path = Path(str(kept["path"]))
        # Where it is gone, nothing is lost by writing it again.
        is_ours = not path.exists() or _seen(path) == kept["seen"]
        if is_ours and path.parent.is_dir():
            return BookPlace(path, bool(kept["drafts"]))
    except (OSError, KeyError, TypeError):
        return None
    return None


def remember(book: str, path: Path, *, both: bool, drafts: bool) -> None:
    """Remember where the book was written.

    Args:
        book: what it is told apart by on this machine: the project and its document.
        path: of the book, which is there.
        both: whether it is the bilingual one.
        drafts: whether a person allowed drafts in it.
    """
    key = _key(book, both=both)
    known = {name: one for name, one in _load().items() if name != key}
    try:
        known[key] = {"path": str(path.absolute()), "seen": _seen(path), "drafts": drafts}
        kept = dict(list(known.items())[-_MOST:])
        place = _file()
        place.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(place, json.dumps(kept, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        # It is asked for again next time.
        logger.warning("place of a book: %s", error)


def _file() -> Path:
    return paths.data_folder() / "book-places.json"


def _load() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _key(book: str, *, both: bool) -> str:
    return f"{book}|{'both' if both else 'one'}"


def _seen(path: Path) -> list[int]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]
