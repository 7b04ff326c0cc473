# SPDX-License-Identifier: AGPL-3.0-or-later
"""The books of an output folder, as a person looks through them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.services.output_index import OutputIndex
from app.services.report import ReportItem


@dataclass(frozen=True, slots=True)
class LibraryBook:
    """One book that is there, and what its conversion said."""

    path: Path
    source: Path
    """The document, where it lay then."""
    item: ReportItem
    made: float
    """When its file was written, in seconds since 1970."""
    options: str = ""
    """Fingerprint of how it was made (``Options.fingerprint``)."""

    @property
    def title(self) -> str:
        """Its title; the file's name where it has none."""
        return self.item.title or self.path.stem

    @property
    def losses(self) -> int:
        """How many things of the document it lacks."""
        return sum(loss.things for loss in self.item.losses)

    @property
    def needs_attention(self) -> bool:
        """Whether a person should look at it: something is lost, or letters are unaccounted for."""
        return bool(self.losses or (self.item.balance and self.item.balance.get("unaccounted")))


def books_of(folder: Path) -> list[LibraryBook]:
    """Return the books of a folder that are still there, the latest first."""
    found = []
    for entry in OutputIndex(folder).latest():
        path = folder / entry.outputs[0][0]
        try:
            made = path.stat().st_mtime
        except OSError:
            continue
        found.append(LibraryBook(path, Path(entry.source), entry.item, made, entry.options))
    return sorted(found, key=lambda book: (-book.made, str(book.path)))
