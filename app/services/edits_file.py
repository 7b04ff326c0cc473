# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of edits: a person's corrections, beside the book to which they belong.

``시정백서.epub`` has its edits in ``시정백서.edits.json``; every conversion to that place applies
them, and none changes them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from converters.document.edits import NO_EDITS, Edit, Edits, from_bytes, to_bytes
from converters.files import read_ordinary, write_whole

SUFFIX = ".edits.json"


def edits_path(book: Path) -> Path:
    """Return where the edits of a book are."""
    return book.with_name(book.stem + SUFFIX)


def read_edits(path: Path) -> Edits:
    """Return the edits of a file.

    Raises:
        OSError: it cannot be read.
        EditsUnreadable: it holds none.
    """
    return from_bytes(read_ordinary(path))


def edits_beside(book: Path) -> Edits:
    """Return the edits that lie beside a book; none where there is no such file.

    Raises:
        OSError: the file cannot be read.
        EditsUnreadable: it holds no edits.
    """
    path = edits_path(book)
    return read_edits(path) if path.exists() else NO_EDITS


def add_edits(path: Path, added: tuple[Edit, ...]) -> int:
    """Add edits to a file, which is made where there is none; return how many were new.

    Raises:
        OSError: the file cannot be read or written.
        EditsUnreadable: it holds something else; it is left as it is.
    """
    kept = read_edits(path) if path.exists() else NO_EDITS
    new = tuple(edit for edit in added if edit not in kept.edits)
    if new:
        write_whole(path, to_bytes(replace(kept, edits=(*kept.edits, *new))))
    return len(new)
