# SPDX-License-Identifier: AGPL-3.0-or-later
"""A package file: everything about it is checked before anything of it is unpacked."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from converters.files import open_ordinary
from translation.errors import PackageRefused, TranslationCode
from translation.packages.model import HEADER_BYTES, MODEL_FILES, check_parts
from translation.packages.package import (
    METADATA,
    MOST_METADATA_BYTES,
    RECORD,
    Metadata,
    parse_metadata,
)

MIB = 1024 * 1024
_GIB = 1024 * MIB
_CHUNK = MIB
_END_RECORD = b"PK\5\6"
_END_RECORD_BYTES = 22
_ZIP64_LOCATOR, _ZIP64_RECORD = struct.Struct("<4sLQL"), struct.Struct("<4sQ2H2L4Q")
_MOST_COMMENT_BYTES = 65535
_MOST_NAME_BYTES = 200
_MOST_DEPTH = 6
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:<>"|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """How much of everything a package may have; above any model that an office PC runs."""

    archive_bytes: int = 16 * _GIB
    directory_bytes: int = 4 * MIB
    """Of the zip's central directory, which is read whole."""
    entries: int = 2000
    entry_bytes: int = 16 * _GIB
    total_bytes: int = 20 * _GIB
    ratio: int = 100
    """Unpacked : packed bytes of a large entry; weights of models stay below 10."""
    ratio_from_bytes: int = 1 * MIB
    """Smaller entries may be packed as tightly as they like."""


DEFAULT_LIMITS = PackageLimits()


class PackageArchive:
    """An open package file that passed all checks.

    Args:
        path: the file.
        limits: what it may hold.

    Raises:
        PackageRefused: it is damaged, unsafe, too large or incomplete.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path, limits: PackageLimits = DEFAULT_LIMITS) -> None:
        _check_size(path, limits)
        with _damage_named():
            self._zip = zipfile.ZipFile(path)
        try:
            self._entries = _checked(self._zip.infolist(), limits)
            self.metadata: Metadata = parse_metadata(self._head(METADATA, MOST_METADATA_BYTES + 1))
            held = next((name for name in MODEL_FILES if name in self._entries), None)
            header = self._head(held, HEADER_BYTES) if held else b""
            check_parts(self._entries.keys(), header)
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def unpack(self, folder: Path) -> dict[str, str]:
        """Write all files below ``folder``, flushed to the disk, and return their SHA-256.

        Raises:
            PackageRefused: an entry is damaged, or longer than it says.
            OSError: a file cannot be written.
        """
        sums: dict[str, str] = {}
        for name, entry in self._entries.items():
            target = folder.joinpath(*name.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                sums[name] = self._copy(entry, file.write)
                file.flush()
                os.fsync(file.fileno())
        return sums

    def _copy(self, entry: zipfile.ZipInfo, write: Callable[[bytes], int]) -> str:
        digest = hashlib.sha256()
        length = 0
        for chunk in self._chunks(entry):
            length += len(chunk)
            if length > entry.file_size:
                raise _damaged(_shown(entry))
            digest.update(chunk)
            write(chunk)
        if length != entry.file_size:
            raise _damaged(_shown(entry))
        return digest.hexdigest()

    def _chunks(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        with _damage_named():
            stream = self._zip.open(entry)
        with stream:
            while True:
                # The checksum of an entry is compared at its end.
                with _damage_named():
                    chunk = stream.read(_CHUNK)
                if not chunk:
                    return
                yield chunk

    def _head(self, name: str, size: int) -> bytes:
        entry = self._entries.get(name)
        if entry is None:
            raise PackageRefused(TranslationCode.PACKAGE_INCOMPLETE, part=name)
        with _damage_named(), self._zip.open(entry) as stream:
            return stream.read(size)


def _check_size(path: Path, limits: PackageLimits) -> None:
    """Look at the end of the file first: the directory that zipfile reads whole must be small."""
    with open_ordinary(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > limits.archive_bytes:
            raise too_large(path.name, limits.archive_bytes)
        before = _ZIP64_LOCATOR.size + _ZIP64_RECORD.size
        start = max(0, size - _END_RECORD_BYTES - _MOST_COMMENT_BYTES - before)
        stream.seek(start)
        tail = stream.read()
    at = tail.rfind(_END_RECORD)
    if at < 0 or at + _END_RECORD_BYTES > len(tail):
        raise _damaged("zip")
    found = [struct.unpack_from("<HI", tail, at + 10)]
    found += _zip64_counts(tail, at, start)
    for entries, directory in found:
        if entries > limits.entries:
            raise too_large(path.name, limits.entries)
        if directory > limits.directory_bytes:
            raise too_large(path.name, limits.directory_bytes)


def _zip64_counts(tail: bytes, at: int, start: int) -> list[tuple[int, int]]:
    """Return entries and bytes of the directory as Zip64 has them; zipfile believes these where they are.

    Args:
        tail: the end of the file.
        at: where the end record is in it.
        start: where it begins in the file.
    """
    place = at - _ZIP64_LOCATOR.size
    if place < 0 or tail[place : place + 4] != b"PK\6\7":
        return []
    _, _, offset, disks = _ZIP64_LOCATOR.unpack_from(tail, place)
    record = place - _ZIP64_RECORD.size
    # Elsewhere is where different readers see different archives.
    if record < 0 or offset != start + record or disks > 1:
        raise _damaged("zip64")
    fields = _ZIP64_RECORD.unpack_from(tail, record)
    if fields[0] != b"PK\6\6":
        raise _damaged("zip64")
    return [(fields[7], fields[8])]


def _checked(listed: list[zipfile.ZipInfo], limits: PackageLimits) -> Mapping[str, zipfile.ZipInfo]:
    """Return the files by their names below the top folder."""
    if len(listed) > limits.entries:
        raise too_large("entries", limits.entries)
    if not listed:
        raise _damaged("zip")
    files: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    tops: set[str] = set()
    total = 0
    for entry in listed:
        parts = _safe_parts(entry)
        tops.add(parts[0])
        # Windows and macOS tell neither cases nor forms of Unicode apart.
        key = unicodedata.normalize("NFC", "/".join(parts)).casefold()
        if key in seen:
            raise _unsafe(entry, "duplicate")
        seen.add(key)
        total += _checked_size(entry, limits)
        if total > limits.total_bytes:
            raise too_large("total", limits.total_bytes)
        if entry.is_dir():
            continue
        if len(parts) < 2:
            raise _unsafe(entry, "outside the top folder")
        files["/".join(parts[1:])] = entry
    if len(tops) != 1:
        raise _unsafe(listed[0], "more than one top folder")
    _refuse_files_as_folders(files)
    if RECORD in files:
        raise _unsafe(files[RECORD], "our own record")
    return files


def _safe_parts(entry: zipfile.ZipInfo) -> list[str]:
    name = entry.orig_filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        raise _unsafe(entry, "link or device")
    if entry.flag_bits & _ENCRYPTED:
        raise _unsafe(entry, "encrypted")
    if entry.compress_type not in _METHODS:
        raise _unsafe(entry, "compression")
    parts = name.removesuffix("/").split("/")
    for part in parts:
        if (
            part.strip(". ") == ""
            or part != part.rstrip(". ")
            or _UNSAFE.search(part)
            or _RESERVED.fullmatch(part)
            or len(part.encode("utf-8", "replace")) > _MOST_NAME_BYTES
        ):
            raise _unsafe(entry, "name")
    if len(parts) > _MOST_DEPTH:
        raise _unsafe(entry, "name")
    return parts


def _checked_size(entry: zipfile.ZipInfo, limits: PackageLimits) -> int:
    size = entry.file_size
    if size > limits.entry_bytes:
        raise too_large(_shown(entry), limits.entry_bytes)
    if size > limits.ratio_from_bytes and size > limits.ratio * max(1, entry.compress_size):
        raise PackageRefused(TranslationCode.PACKAGE_TOO_LARGE, part=_shown(entry))
    return size


def _refuse_files_as_folders(files: Mapping[str, zipfile.ZipInfo]) -> None:
    lowered = {unicodedata.normalize("NFC", name).casefold() for name in files}
    for name, entry in files.items():
        parts = unicodedata.normalize("NFC", name).casefold().split("/")
        if any("/".join(parts[:depth]) in lowered for depth in range(1, len(parts))):
            raise _unsafe(entry, "a file is where a folder should be")


@contextmanager
def _damage_named() -> Iterator[None]:
    """Make package-damaged of what zipfile and zlib raise over a damaged file."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        IndexError,
        KeyError,
        NotImplementedError,
        OverflowError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _damaged(str(error)[:200]) from error
    except OSError as error:
        # Offsets before the start of the file.
        if error.errno != errno.EINVAL:
            raise
        raise _damaged("zip") from error


def _shown(entry: zipfile.ZipInfo) -> str:
    return entry.orig_filename[:200].encode("utf-8", "replace").decode("utf-8")


def too_large(part: str, most: int) -> PackageRefused:
    """Return the refusal of what is larger than ``most``, which it names."""
    shown = next(
        (
            f"{most / unit:,.0f} {name}"
            for unit, name in ((_GIB, "GiB"), (MIB, "MiB"))
            if most >= unit
        ),
        f"{most:,}",
    )
    return PackageRefused(TranslationCode.PACKAGE_TOO_LARGE, part=f"{part} > {shown}")


def _unsafe(entry: zipfile.ZipInfo, detail: str) -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_UNSAFE, part=_shown(entry), detail=detail)


def _damaged(detail: str) -> PackageRefused:
    return PackageRefused(TranslationCode.PACKAGE_DAMAGED, detail=detail)
