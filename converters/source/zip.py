# SPDX-License-Identifier: AGPL-3.0-or-later
"""ZIP packages of documents: read part by part, within bounds, never extracted to disk."""

from __future__ import annotations

import io
import zipfile
import zlib

from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.limits import Limits

_MOST_ENTRIES = 50_000
_BLOCK = 1 << 20
_MARKUP = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm")
_KEPT_BYTES = 8 << 20
"""So much of the markup of a package is kept: its reader and the count of its letters read it."""


class ZipPackage:
    """The parts of one package by name.

    Args:
        data: the whole file.
        limits: bounds on what is inflated; sizes are counted while reading,
            because those in the directory may lie.

    Raises:
        DamagedSource: it is no ZIP archive.
        LimitExceeded: it has more entries than any document.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._inflated = 0
        self._kept: dict[str, bytes] = {}
        self._room = _KEPT_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise DamagedSource(detail=str(error), part="zip") from error
        if len(entries) > _MOST_ENTRIES:
            raise LimitExceeded(
                ErrorCode.TOO_LARGE, part="zip entries", why="entries", number=len(entries)
            )
        # Of equal names the first counts, as a reader that goes from the front would see it.
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._entries.setdefault(entry.filename.replace("\\", "/"), entry)

    def begin_again(self) -> None:
        """Allow as much to be inflated as at the start: another goes over the same parts."""
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> list[str]:
        """Return the names of all parts in the archive's order."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            DamagedSource: it is missing or cannot be inflated.
            LimitExceeded: it inflates to more than the limits allow.
        """
        if name in self._kept:
            return self._kept[name]
        entry = self._entries.get(name)
        if entry is None:
            raise DamagedSource(detail="part is missing", part=name)
        allowed = min(
            self._limits.stream_bytes,
            self._limits.total_bytes - self._inflated,
            max(entry.compress_size, 1) * self._limits.inflate_ratio,
        )
        pieces: list[bytes] = []
        size = 0
        try:
            with self._archive.open(entry) as stream:
                while piece := stream.read(_BLOCK):
                    size += len(piece)
                    if size > allowed:
                        raise LimitExceeded(ErrorCode.TOO_LARGE, part=name, why="inflates")
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            RuntimeError,
            ValueError,
            NotImplementedError,
        ) as error:
            raise DamagedSource(detail=str(error), part=name) from error
        self._inflated += size
        data = b"".join(pieces)
        if size <= self._room and name.lower().endswith(_MARKUP):
            self._kept[name] = data
            self._room -= size
        return data
