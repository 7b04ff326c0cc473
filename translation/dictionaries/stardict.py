# SPDX-License-Identifier: AGPL-3.0-or-later
"""A StarDict dictionary: .ifo (what it is), .idx (its words), .dict or .dict.dz (what they mean).

Source: StarDict's own description of its format (version 2.4.2 and 3.0.0) and dictzip's of the
chunks of a .dict.dz. Everything is read within limits: a dictionary comes from strangers.
"""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

_MOST_INFO = 64 << 10
_MOST_INDEX = 96 << 20
_MOST_WORDS = 4_000_000
_MOST_ENTRY = 256 << 10
_MOST_DATA = 2 << 30
_MOST_FOUND = 20
_MAGIC = "StarDict's dict ifo file"
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)[^<>]*>")
_BREAKS = frozenset(
    ["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "def", "dt", "dd", "blockquote"]
)
_TEXT = frozenset("mlgtxykwhn")
"""Types of fields that are text; capital ones are pictures and sounds, which are passed over."""


class DictionaryRefused(Exception):
    """A dictionary cannot be used.

    Args:
        rule: name of what is wrong with it.
        detail: what was found.
    """

    def __init__(self, rule: str, detail: str = "") -> None:
        super().__init__(rule, detail)
        self.rule = rule
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Entry:
    """What a dictionary says of a word."""

    word: str
    text: str
    """Plain text, a line for each part of it."""
    dictionary: str = ""
    """Name of the dictionary."""


class StarDict:
    """A dictionary; its words are held, what they mean is read when it is asked for.

    Args:
        path: of the .ifo file; the others lie beside it.

    Raises:
        DictionaryRefused: it is none, damaged, or beyond the limits.
        OSError: a file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        info = _info(path)
        self.name = info.get("bookname", path.stem)
        self._types = info.get("sametypesequence", "")
        wide = info.get("idxoffsetbits") == "64"
        stem = path.with_suffix("")
        self._words, self._places = _index(_packed(stem, ".idx", _MOST_INDEX), wide=wide)
        if info.get("wordcount", "").isdecimal() and int(info["wordcount"]) != len(self._words):
            raise DictionaryRefused("wordcount", f"{info['wordcount']} / {len(self._words)}")
        order = sorted(range(len(self._words)), key=lambda at: _folded(self._words[at]))
        self._order = order
        self._keys = [_folded(self._words[at]) for at in order]
        self._data = _Data(stem)

    def __len__(self) -> int:
        return len(self._words)

    def look_up(self, word: str) -> tuple[Entry, ...]:
        """Return the entries of a word, whatever its capitals; several may have the same word."""
        wanted = _folded(word)
        at = bisect_left(self._keys, wanted)
        found: list[Entry] = []
        while at < len(self._keys) and self._keys[at] == wanted and len(found) < _MOST_FOUND:
            number = self._order[at]
            offset, size = self._places[number]
            if size > _MOST_ENTRY:
                raise DictionaryRefused("entry-size", str(size))
            text = _text(self._data.read(offset, size), self._types)
            found.append(Entry(self._words[number], text, self.name))
            at += 1
        return tuple(found)


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())


def _info(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        data = file.read(_MOST_INFO + 1)
    if len(data) > _MOST_INFO:
        raise DictionaryRefused("info-size", str(len(data)))
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise DictionaryRefused("info-text", str(error)) from error
    if not lines or lines[0].strip() != _MAGIC:
        raise DictionaryRefused("info-magic", lines[0][:40] if lines else "")
    pairs = (line.partition("=") for line in lines[1:])
    return {name.strip(): value.strip() for name, sign, value in pairs if sign}


def _packed(stem: Path, suffix: str, most: int) -> bytes:
    """Return a file that may be packed, within a limit."""
    plain = stem.with_name(stem.name + suffix)
    if plain.is_file():
        with plain.open("rb") as file:
            data = file.read(most + 1)
    else:
        with gzip.open(stem.with_name(f"{stem.name}{suffix}.gz")) as packed:
            try:
                data = packed.read(most + 1)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise DictionaryRefused("index-packed", str(error)) from error
    if len(data) > most:
        raise DictionaryRefused("index-size", str(most))
    return data


def _index(data: bytes, *, wide: bool) -> tuple[list[str], list[tuple[int, int]]]:
    form = struct.Struct(">QI" if wide else ">II")
    words: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(data):
        end = data.find(b"\0", at)
        if end < 0 or end - at > 1024 or end + 1 + form.size > len(data):
            raise DictionaryRefused("index-entry", str(len(words) + 1))
        words.append(data[at:end].decode("utf-8", "replace"))
        offset, size = form.unpack_from(data, end + 1)
        places.append((offset, size))
        at = end + 1 + form.size
        if len(words) > _MOST_WORDS:
            raise DictionaryRefused("index-words", str(_MOST_WORDS))
    return words, places


class _Data:
    """The file of meanings, plain or in the chunks of dictzip."""

    def __init__(self, stem: Path) -> None:
        self._path = stem.with_name(stem.name + ".dict")
        self._chunk = 0
        self._starts: list[int] = []
        if not self._path.is_file():
            self._path = stem.with_name(stem.name + ".dict.dz")
            self._read_chunks()
        if self._path.stat().st_size > _MOST_DATA:
            raise DictionaryRefused("data-size", str(_MOST_DATA))

    def _read_chunks(self) -> None:
        with self._path.open("rb") as file:
            head = file.read(12)
            if head[:4] != b"\x1f\x8b\x08\x04" and not (
                head[:3] == b"\x1f\x8b\x08" and head[3] & 4
            ):
                raise DictionaryRefused("dictzip", "no chunks")
            flags = head[3]
            extra = file.read(struct.unpack("<H", head[10:12])[0])
            sizes = _sizes(extra)
            self._chunk = sizes[0]
            for flag in (8, 16):
                # Name and comment end with a zero.
                while flags & flag and file.read(1) not in (b"\0", b""):
                    pass
            if flags & 2:
                file.read(2)
            at = file.tell()
        for size in sizes[1:]:
            self._starts.append(at)
            at += size
        self._starts.append(at)

    def read(self, offset: int, size: int) -> bytes:
        with self._path.open("rb") as file:
            if not self._chunk:
                file.seek(offset)
                data = file.read(size)
            else:
                first, last = offset // self._chunk, (offset + size - 1) // self._chunk
                if last + 1 >= len(self._starts):
                    raise DictionaryRefused("data-place", str(offset))
                parts = BytesIO()
                for chunk in range(first, last + 1):
                    file.seek(self._starts[chunk])
                    packed = file.read(self._starts[chunk + 1] - self._starts[chunk])
                    try:
                        parts.write(zlib.decompressobj(-15).decompress(packed, self._chunk))
                    except zlib.error as error:
                        raise DictionaryRefused("data-packed", str(error)) from error
                begin = offset - first * self._chunk
                data = parts.getvalue()[begin : begin + size]
        if len(data) != size:
            raise DictionaryRefused("data-place", str(offset))
        return data


def _sizes(extra: bytes) -> list[int]:
    """Return the length of a chunk and the packed sizes of all, of a gzip header's extra field."""
    at = 0
    while at + 4 <= len(extra):
        name, size = extra[at : at + 2], struct.unpack_from("<H", extra, at + 2)[0]
        if name == b"RA" and size >= 6 and at + 4 + size <= len(extra):
            _, length, count = struct.unpack_from("<HHH", extra, at + 4)
            if length and count * 2 + 6 <= size:
                return [length, *struct.unpack_from(f"<{count}H", extra, at + 10)]
        at += 4 + size
    raise DictionaryRefused("dictzip", "no RA")


# ---------------------------------------------------------------- what an entry says


def _text(data: bytes, types: str) -> str:
    said = [_plain(field, kind) for kind, field in _fields(data, types) if kind in _TEXT]
    return "\n".join(filter(None, said))


def _fields(data: bytes, types: str) -> Iterator[tuple[str, str]]:
    at = 0
    kinds = iter(types)
    last = len(types) - 1
    number = 0
    while at < len(data):
        kind = next(kinds, "") if types else chr(data[at])
        if not kind:
            return
        at += 0 if types else 1
        ends = bool(types) and number == last
        if kind.islower():
            end = len(data) if ends else data.find(b"\0", at)
            end = len(data) if end < 0 else end
            yield kind, data[at:end].decode("utf-8", "replace").rstrip("\0")
            at = end + 1
        else:
            if ends:
                return
            if at + 4 > len(data):
                return
            at += 4 + struct.unpack_from(">I", data, at)[0]
        number += 1


def _plain(text: str, kind: str) -> str:
    """Return a field without its markup, lines where it breaks them."""
    if kind in "gxhwk":
        text = _TAG.sub(
            lambda found: "\n" if found[2].casefold() in _BREAKS else "",
            text.replace("\n", " ") if kind == "h" else text,
        )
        text = unescape(text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
