# SPDX-License-Identifier: AGPL-3.0-or-later
"""The chapters of a book as a worker wrote them for a preview (``converters.viewing``).

A chapter is read when somebody turns to it; the file of the next one may not be there yet.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.book.publishing import ShownHeading, ShownPicture
from converters.document import codec
from converters.document.metadata import Metadata
from converters.document.nodes import Document
from converters.errors import ConversionError
from converters.viewing_files import (
    CONTENTS_FILE,
    NOTES_FILE,
    OUTLINE_FILE,
    PICTURES_FOLDER,
    chapter_file,
)

_NAME_LENGTH = 16
"""Pictures are named by so many digits of their sha256."""
_KEPT = 6
"""Chapters that stay in memory: the one before, this one, the next, and some looked at before."""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the book's table of contents."""

    level: int
    label: str
    part: str
    """The content document to which it leads."""


@dataclass(frozen=True, slots=True)
class BookContents:
    """What a book says of itself before any chapter is read."""

    metadata: Metadata
    lines: tuple[ContentsLine, ...]
    parts: tuple[str, ...]
    """The content documents, in reading order: the chapters."""
    cover: bytes
    """The picture that shelves show; empty where there is none."""


@dataclass(frozen=True, slots=True)
class ChapterText:
    """One content document of a book."""

    number: int
    document: Document


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The place where a printed page begins."""

    label: str
    chapter: int
    block: int


@dataclass(frozen=True, slots=True)
class BookOutline:
    """What is known once all chapters were read."""

    pages: tuple[PrintedPage, ...]
    headings: tuple[ShownHeading, ...]
    pictures: tuple[ShownPicture, ...]
    anchors: dict[str, tuple[int, int]]
    """Chapter and block of each place that links lead to."""


class PreviewFolder:
    """The files of one book in a folder of its own.

    Args:
        folder: to which the worker writes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._chapters: OrderedDict[int, ChapterText] = OrderedDict()
        self._notes: Document | None = None

    def contents(self) -> BookContents | None:
        """Return what the book says of itself; None where nothing can be read."""
        tree = self._tree(CONTENTS_FILE)
        try:
            said = dict(tree["metadata"])
            for name in ("creators", "subjects"):
                said[name] = tuple(said[name])
            lines = tuple(
                ContentsLine(int(one["level"]), str(one["label"]), str(one["part"]))
                for one in tree["contents"]
            )
            cover = self._picture(tree["cover"]) if tree["cover"] else b""
            parts = tuple(map(str, tree["parts"]))
            return BookContents(Metadata(**said), lines, parts, cover)
        except (KeyError, TypeError, ValueError, OSError):
            return None

    def chapter(self, number: int) -> ChapterText | None:
        """Return a chapter (from 0); None where it is not there, or not to be read."""
        if number in self._chapters:
            self._chapters.move_to_end(number)
            return self._chapters[number]
        tree = self._tree(chapter_file(number))
        try:
            read = ChapterText(number, codec.decode(tree, self._picture))
        except (KeyError, TypeError, ValueError, OSError, ConversionError):
            return None
        self._chapters[number] = read
        while len(self._chapters) > _KEPT:
            self._chapters.popitem(last=False)
        return read

    def notes(self) -> Document | None:
        """Return the notes of the book; None while it is still being read."""
        if self._notes is None:
            # Each chapter asks for them, and they never change once they are there.
            tree = self._tree(NOTES_FILE)
            try:
                self._notes = codec.decode(tree, self._picture) if tree else None
            except (ConversionError, OSError, ValueError):
                return None
        return self._notes

    def picture(self, key: str) -> bytes:
        """Return a picture by its sha256; empty where the book does not have it."""
        for path in sorted((self.folder / PICTURES_FOLDER).glob(f"{key[:_NAME_LENGTH]}.*")):
            try:
                return path.read_bytes()
            except OSError:
                continue
        return b""

    def outline(self) -> BookOutline | None:
        """Return the pages, headings and pictures; None while the book is still being read."""
        tree = self._tree(OUTLINE_FILE)
        try:
            return BookOutline(
                tuple(PrintedPage(**one) for one in tree["pages"]),
                tuple(ShownHeading(**one) for one in tree["headings"]),
                tuple(ShownPicture(**one) for one in tree["pictures"]),
                {name: (int(at[0]), int(at[1])) for name, at in tree["anchors"].items()},
            )
        except (KeyError, TypeError, ValueError):
            return None

    def _tree(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads((self.folder / name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _picture(self, name: str) -> bytes:
        path = (self.folder / name).resolve()
        # Names come from a worker: nothing outside of its folder is ever read.
        if not path.is_relative_to(self.folder.resolve()):
            raise ValueError(name)
        return path.read_bytes()
