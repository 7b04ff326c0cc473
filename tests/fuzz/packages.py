# SPDX-License-Identifier: AGPL-3.0-or-later
"""ZIP packages taken apart, and mutators of the packages themselves: HWPX, DOCX and EPUB."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_SIZES = (0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)
_BOMB = 96 << 20
_WRONG_NAMES = (
    "../../outside.xml",
    "/absolute.xml",
    "C:\\windows\\x.xml",
    "..\\x.xml",
    "a/../../b.xml",
    "nul\0.xml",
    "",
    "folder/",
    "x" * 3000,
    "가" * 300,
    "con",
)


@dataclass(frozen=True)
class Entry:
    """One entry of a package."""

    name: str
    data: bytes
    stored: bool = False


@dataclass
class Package:
    """A package and its entries; none where the bytes are no ZIP archive."""

    data: bytes
    entries: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Take ``data`` apart; what cannot be taken apart is only its bytes."""
        package = cls(data)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in archive.infolist():
                    stored = info.compress_type == zipfile.ZIP_STORED
                    package.entries.append(Entry(info.filename, archive.read(info), stored))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
            package.entries = []
        return package

    def xml(self) -> list[int]:
        """Return the places of the XML parts."""
        return [at for at, entry in enumerate(self.entries) if entry.data.lstrip()[:1] == b"<"]

    def with_data(self, at: int, data: bytes) -> bytes:
        """Return the package with another content of one entry."""
        entries = list(self.entries)
        entries[at] = replace(entries[at], data=data)
        return packed(entries)


Mutator = Callable[[Package, random.Random], bytes | None]


def packed(entries: list[Entry]) -> bytes:
    """Return entries as a ZIP archive; the same bytes every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for entry in entries:
            # The directory keeps what is written: equal names and odd ones too.
            info = zipfile.ZipInfo("x", (2026, 1, 1, 0, 0, 0))
            info.filename = entry.name
            info.compress_type = zipfile.ZIP_STORED if entry.stored else zipfile.ZIP_DEFLATED
            archive.NameToInfo.pop(entry.name, None)
            archive.writestr(info, entry.data)
    return out.getvalue()


def _any(package: Package, rng: random.Random) -> int | None:
    return rng.randrange(len(package.entries)) if package.entries else None


def _drop_entries(package: Package, rng: random.Random) -> bytes | None:
    if not package.entries:
        return None
    kept = [entry for entry in package.entries if rng.random() < rng.choice((0.5, 0.9))]
    return packed(kept)


def _drop_one(package: Package, rng: random.Random) -> bytes | None:
    at = _any(package, rng)
    return None if at is None else packed(package.entries[:at] + package.entries[at + 1 :])


def _rename(package: Package, rng: random.Random) -> bytes | None:
    at = _any(package, rng)
    if at is None:
        return None
    entries = list(package.entries)
    name = entries[at].name
    other = rng.choice((*_WRONG_NAMES, name.upper(), name.replace("/", "\\"), "./" + name))
    entries[at] = replace(entries[at], name=other)
    if rng.random() < 0.5:  # beside the right one
        entries.append(package.entries[at])
    return packed(entries)


def _duplicate(package: Package, rng: random.Random) -> bytes | None:
    at, other = _any(package, rng), _any(package, rng)
    if at is None or other is None:
        return None
    twin = replace(package.entries[at], data=package.entries[other].data)
    entries = [*package.entries, *[twin] * rng.choice((1, 3, 200))]
    return packed(entries)


def _swap(package: Package, rng: random.Random) -> bytes | None:
    if len(package.entries) < 2:
        return None
    entries = list(package.entries)
    for _ in range(rng.choice((1, 3))):
        first, second = rng.sample(range(len(entries)), 2)
        one, two = entries[first], entries[second]
        entries[first], entries[second] = (
            replace(one, data=two.data),
            replace(two, data=one.data),
        )
    return packed(entries)


def _damage_content(package: Package, rng: random.Random) -> bytes | None:
    """Damage what lies in an entry, with a checksum that fits."""
    at = _any(package, rng)
    if at is None or not package.entries[at].data:
        return None
    data = bytearray(package.entries[at].data)
    kind = rng.randrange(4)
    if kind == 0:
        return package.with_data(at, bytes(data[: rng.randrange(len(data))]))
    if kind == 1:
        return package.with_data(at, b"")
    if kind == 2:
        return package.with_data(at, rng.randbytes(rng.choice((1, 100, 5000))))
    for _ in range(rng.choice((1, 5, 50))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return package.with_data(at, bytes(data))


def _bomb(package: Package, rng: random.Random) -> bytes | None:
    at = _any(package, rng)
    if at is None:
        return None
    filler = rng.choice((b"\0", b" ", b"<a>"))
    head = package.entries[at].data[: rng.choice((0, 300))]
    return package.with_data(at, head + filler * (_BOMB // len(filler)))


def _many_entries(package: Package, rng: random.Random) -> bytes | None:
    if not package.entries:
        return None
    more = [Entry(f"more/{n}.xml", b"<a/>", stored=True) for n in range(rng.choice((500, 5000)))]
    return packed([*package.entries, *more])


# ---------------------------------------------------------------- the directory


def _places(data: bytes, signature: bytes) -> list[int]:
    found, at = [], data.find(signature)
    while at >= 0:
        found.append(at)
        at = data.find(signature, at + 4)
    return found


def _lie_about_sizes(package: Package, rng: random.Random) -> bytes | None:
    """Sizes, checksums, methods, flags and offsets of the directory and of local headers."""
    signature, fields = rng.choice(
        (
            (
                _CENTRAL,
                ((8, "H"), (10, "H"), (16, "I"), (20, "I"), (24, "I"), (28, "H"), (42, "I")),
            ),
            (_LOCAL, ((6, "H"), (8, "H"), (14, "I"), (18, "I"), (22, "I"), (26, "H"), (28, "H"))),
        )
    )
    places = _places(package.data, signature)
    if not places:
        return None
    data = bytearray(package.data)
    for place in rng.sample(places, min(len(places), rng.choice((1, 2, 50)))):
        offset, kind = rng.choice(fields)
        if place + offset + 4 > len(data):
            continue
        (old,) = struct.unpack_from(f"<{kind}", data, place + offset)
        new = rng.choice((*_SIZES, old + 1, old - 1, 8, 9, 12, 14, 99, 1 << 11))
        struct.pack_into(
            f"<{kind}", data, place + offset, new & (0xFFFF if kind == "H" else 0xFFFFFFFF)
        )
    return bytes(data)


def _damage_directory(package: Package, rng: random.Random) -> bytes | None:
    """The end record and the directory: cut, moved, overwritten, two of them."""
    end = package.data.rfind(_END)
    places = _places(package.data, _CENTRAL)
    if end < 0 or not places or end + 20 > len(package.data):
        return None
    data = bytearray(package.data)
    kind = rng.randrange(5)
    if kind == 0:
        offset, size = rng.choice(((8, "H"), (10, "H"), (12, "I"), (16, "I"), (4, "H")))
        value = rng.choice(_SIZES) & (0xFFFF if size == "H" else 0xFFFFFFFF)
        struct.pack_into(f"<{size}", data, end + offset, value)
    elif kind == 1:
        del data[rng.choice(places) : end]
    elif kind == 2:
        start = rng.randrange(places[0], end)
        data[start : start + 30] = rng.randbytes(30)
    elif kind == 3:
        data += data[places[0] :]
    else:
        data[:0] = rng.randbytes(rng.choice((1, 100, 70000)))
    return bytes(data)


PACKAGE_MUTATORS: dict[str, Mutator] = {
    "drop-entries": _drop_entries,
    "drop-one": _drop_one,
    "rename": _rename,
    "duplicate": _duplicate,
    "swap": _swap,
    "damage-content": _damage_content,
    "bomb": _bomb,
    "many-entries": _many_entries,
    "lie-about-sizes": _lie_about_sizes,
    "damage-directory": _damage_directory,
}
"""By name; one that has nothing to damage in a package returns None."""
