# SPDX-License-Identifier: AGPL-3.0-or-later
"""The compound file around an HWP 5 document, whole or damaged (MS-CFB 2).

olefile reads whole files. Where it gives up, or would follow a chain of sectors in a
circle, ``recovery`` takes over and this says so.
"""

from __future__ import annotations

import io
import logging
import struct
from typing import IO, Any, Protocol, cast

import olefile

from converters.errors import DamagedSource
from converters.readers.hwp5.recovery import RecoveredCompound, turns_back

log = logging.getLogger(__name__)

_DIRECTORY = "directory"

_OLE_ERRORS = (
    OSError,
    ValueError,
    LookupError,
    struct.error,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What olefile raises on damaged files, besides its own OSErrors."""


class _Reader(Protocol):
    """What we use of either reader."""

    def listdir(self) -> list[list[str]]: ...
    def get_size(self, path: list[str]) -> int: ...
    def openstream(self, path: list[str]) -> IO[bytes]: ...
    def turns_back(self, path: list[str]) -> bool: ...


class _WholeCompound:
    """olefile, with a question that it does not ask."""

    def __init__(self, data: bytes) -> None:
        # The published types lack the tables of sectors.
        opened: Any = olefile.OleFileIO(io.BytesIO(data))
        self._file = opened
        if turns_back(self._file.fat, self._file.first_dir_sector):
            raise OSError("the directory leads in a circle")

    def listdir(self) -> list[list[str]]:
        return cast("list[list[str]]", self._file.listdir())

    def get_size(self, path: list[str]) -> int:
        return int(self._file.get_size(path))

    def openstream(self, path: list[str]) -> IO[bytes]:
        return cast("IO[bytes]", self._file.openstream(path))

    def turns_back(self, path: list[str]) -> bool:
        entry = self._file.root
        for name in path:
            entry = entry.kids_dict.get(name.lower()) if entry is not None else None
        if entry is None:
            raise KeyError(path)
        if not entry.is_minifat:
            return turns_back(self._file.fat, entry.isectStart)
        if self._file.minifat is None:
            self._file.loadminifat()
        return turns_back(self._file.minifat, entry.isectStart)


class Compound:
    """The streams of a compound file.

    Args:
        data: the whole file.

    Raises:
        DamagedSource: not even the directory can be found.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.recovered = False
        """Whether anything of it had to be repaired."""
        self.looped: list[str] = []
        """Streams, or parts of the container, whose chain of sectors leads in a circle."""
        try:
            self._reader: _Reader = _WholeCompound(data)
        except _OLE_ERRORS as error:
            self._recover("compound file", error)

    def paths(self) -> list[list[str]]:
        """Return the path of each stream."""
        try:
            return self._reader.listdir()
        except _OLE_ERRORS as error:
            # Storages a thousand deep, or in a circle.
            if self.recovered:
                raise DamagedSource(detail=str(error), part="compound file") from error
            self._recover("compound file", error)
            return self._reader.listdir()

    def size(self, path: list[str]) -> int:
        """Return the length that a stream claims."""
        return self._reader.get_size(path)

    def read(self, path: list[str], most: int) -> bytes:
        """Return a stream, no more than ``most`` bytes of it; a damaged one as far as it goes.

        Raises:
            DamagedSource: it cannot be found any more.
        """
        try:
            if self._reader.turns_back(path):
                self.looped.append("/".join(path))
                if not self.recovered:
                    raise OSError("the chain of sectors leads in a circle")
            with self._reader.openstream(path) as stream:
                return stream.read(most)
        except _OLE_ERRORS as error:
            if self.recovered:
                raise DamagedSource(detail=str(error), part="/".join(path)) from error
            self._recover("/".join(path), error)
        known = {"/".join(found).lower(): found for found in self.paths()}
        path_now = known.get("/".join(path).lower())
        if path_now is None:
            raise DamagedSource(detail="stream is lost", part="/".join(path))
        with self._reader.openstream(path_now) as stream:
            return stream.read(most)

    def _recover(self, name: str, error: Exception) -> None:
        log.warning("%s is damaged, recovering: %s", name, error)
        reader = RecoveredCompound(self._data)
        self._reader, self.recovered = reader, True
        self.looped += reader.looped
