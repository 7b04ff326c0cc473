# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is declared of a format, once: how it is called, known, read and refused.

Each folder in ``converters.readers`` declares its format in ``format.py``; those that are
known but not read are in ``converters.refused_formats``. ``converters.formats`` lists them all.
Everything that has to do with formats (telling them apart, walks through folders, file dialogs,
sentences, tables of the docs, fuzzing) asks these declarations.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from converters.document.fixed import FixedPage
from converters.document.notices import NoticeLog
from converters.errors import ConversionError
from converters.source.letters import CountLetters
from converters.source.page_pictures import DrawPage
from converters.source.source_file import Read, SourceFile

_HEAD_BYTES = 4096
_TEXT_ENCODINGS = {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
"""By the first bytes of a text; XML in two bytes a character may lack its mark."""
_PDF_WITHIN = 1024
_COMPOUND_HEADER = 512
_LAST_SECTOR, _FREE_SECTOR = 0xFFFFFFFA, 0xFFFFFFFF
_LOCAL_HEAD = b"PK\x03\x04"
_LOCAL = struct.Struct("<8xH16xHH")
"""A file in an archive: packing, length of its name and of what follows it (APPNOTE 4.3.7)."""
_MOST = 10_000
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

ReadPages = Callable[[SourceFile, NoticeLog], Iterator[FixedPage]]
"""Reads the printed pages of a file; raises a ConversionError to refuse it."""

DrawPages = Callable[[SourceFile], Iterator[bytes]]
"""Yields a PNG of each page with what the reader made of it."""


class Container(StrEnum):
    """How a format is packed."""

    COMPOUND = "compound file"
    """Streams in an OLE compound file ([MS-CFB])."""
    ZIP = "ZIP package"
    TEXT = "text"
    """One XML or JSON document."""
    PDF = "PDF"
    OTHER = "other"


class Content:
    """The bytes of a file as formats look at them; what is costly is done once.

    Args:
        data: the whole file (archives are told by their directory, which is at the end).
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.head = data[:_HEAD_BYTES]
        self.is_compound = data.startswith(_COMPOUND)
        self.is_archive = data.startswith(b"PK\x03\x04")

    @cached_property
    def _archive(self) -> zipfile.ZipFile | None:
        if not self.is_archive:
            return None
        try:
            return zipfile.ZipFile(io.BytesIO(self.data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
            return None

    @cached_property
    def parts(self) -> frozenset[str]:
        """Names of the files in an archive; empty where it is none, or has lost its directory."""
        names = self._archive.namelist() if self._archive is not None else ()
        # Some writers part folders by backslashes (APPNOTE 4.4.17.1 asks for slashes).
        return frozenset(name.replace("\\", "/") for name in names)

    def part(self, name: str, most: int) -> bytes:
        """Return the first ``most`` bytes of a file in the archive; empty where there is none."""
        if self._archive is None or name not in self.parts:
            return b""
        try:
            with self._archive.open(name) as stream:
                return stream.read(most)
        except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, OSError, EOFError):
            return b""

    def has_stream(self, name: str) -> bool:
        """Whether a compound file has a stream or storage of that name.

        The directory is searched as bytes: a damaged compound file still tells what it was.
        """
        return self.is_compound and name.encode("utf-16-le") in self.data

    @cached_property
    def is_cut(self) -> bool:
        """Whether the end of the file is missing: its container leads to what is not there."""
        if self.is_compound:
            return _is_cut_compound(self.data)
        if self.is_archive:
            return not self.parts
        is_pdf = b"%PDF-" in self.head[:_PDF_WITHIN]
        return is_pdf and b"%%EOF" not in self.data[-_PDF_WITHIN:]

    @cached_property
    def text(self) -> str:
        """The first characters, without marks and spaces before them."""
        encoding = next(
            (name for mark, name in _TEXT_ENCODINGS.items() if self.head.startswith(mark)), "utf-8"
        )
        return self.head.decode(encoding, "ignore").lstrip("\ufeff \r\n\t")


class Remains(Content):
    """What is left of an archive that lost its directory: the files whose beginnings are there."""

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where the bytes of each file begin, and how they are packed."""
        found: dict[str, tuple[int, int]] = {}
        at = 0
        while self.is_archive and 0 <= at <= len(self.data) - _LOCAL.size and len(found) < _MOST:
            packing, name_size, more = _LOCAL.unpack_from(self.data, at)
            start = at + _LOCAL.size
            name = self.data[start : start + name_size].decode("utf-8", "replace")
            found.setdefault(name.replace("\\", "/"), (start + name_size + more, packing))
            at = self.data.find(_LOCAL_HEAD, start)
        return found

    @cached_property
    def parts(self) -> frozenset[str]:
        """Names of the files that begin."""
        return frozenset(self._places)

    def part(self, name: str, most: int) -> bytes:
        """Return the first ``most`` bytes of a file, as far as they are there."""
        start, packing = self._places.get(name, (0, -1))
        if packing == zipfile.ZIP_STORED:
            return self.data[start : start + most]
        if packing != zipfile.ZIP_DEFLATED:
            return b""
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self.data[start:], most)
        except zlib.error:
            return b""


def _is_cut_compound(data: bytes) -> bool:
    """Whether the tables that the header names lie behind the end ([MS-CFB] 2.2)."""
    if len(data) < _COMPOUND_HEADER or data[28:30] != b"\xfe\xff":
        return len(data) < _COMPOUND_HEADER
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return False
    (directory,) = struct.unpack_from("<I", data, 48)
    tables = struct.unpack_from("<109I", data, 76)
    named = [number for number in (directory, *tables) if number < _LAST_SECTOR]
    if any((number + 1) << shift >= len(data) for number in named):
        return True
    # Sectors that the table of sectors counts and the file does not have.
    each = (1 << shift) // 4
    for at, number in enumerate(tables):
        if number >= _LAST_SECTOR:
            break
        table = data[(number + 1) << shift : (number + 2) << shift]
        for index, (entry,) in enumerate(struct.iter_unpack("<I", table[: len(table) & ~3])):
            if entry != _FREE_SECTOR and (at * each + index + 1) << shift >= len(data):
                return True
    return False


Recognise = Callable[[Content], str | None]
"""Tells whether a content is of the format: None where not, else a detail (mostly empty)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a format that is known is not read; sentences are message ids of the catalogue."""

    error: Callable[[str], ConversionError]
    """Makes the error of the detail with which the format was recognised."""
    cause: str = ""
    """What is wrong; empty where the error's own sentence says it."""
    action: str = ""
    """What the person can do."""


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """One format."""

    id: str
    """Stands in reports ("hwp5", "docx"); never changes."""
    name: str
    """What people call a file of it; a message id."""
    recognise: Recognise
    suffixes: tuple[str, ...] = ()
    """Extensions that go with it, the usual one first; others are noted in the report."""
    media_types: tuple[str, ...] = ()
    container: Container = Container.OTHER
    load_reader: Callable[[], Read] | None = None
    """Imports and returns the reader; None for a format that is not read."""
    load_letter_counter: Callable[[], CountLetters] | None = None
    """Imports and returns what counts the letters of its files, independently of the reader;
    None for what nobody but Hanji wrote."""
    load_page_reader: Callable[[], ReadPages] | None = None
    """The same for its printed pages; None for a format that has none."""
    load_page_drawing: Callable[[], DrawPages] | None = None
    """The same for pictures of what the reader sees; None for a format without pages."""
    load_page_picture: Callable[[], DrawPage] | None = None
    """The same for a page as it is printed; None for a format that has no picture of any."""
    refusal: Refusal | None = None
    """Set where it is not read."""
    sound_copy: str = ""
    """How a person gets a sound or a smaller file of it where this one is not; a message id."""
    taken_from_folders: bool = True
    """Whether files with its extensions are documents where a whole folder is converted."""


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a content is; ``detail`` names a product or version where that helps the person."""

    format: FormatSpec
    detail: str = ""
    is_cut: bool = False
    """Whether the end of the file is missing."""
    remains: FormatSpec | None = None
    """What a container held, as far as its remains tell, where it cannot be opened."""
