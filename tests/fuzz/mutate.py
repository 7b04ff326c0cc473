# SPDX-License-Identifier: AGPL-3.0-or-later
"""Seeded mutators for HWP 5: the same source and seed give the same mutants.

Half of them damage bytes as disks and networks do; the others build files that
are whole outside and lie inside, as somebody would who wants to stop the reader.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from tests.fuzz.damage import blank_out, cut_off, drawn, flip_bytes
from tests.fuzz.source import AnyRecord, Lie, Source
from tests.hwp5_writer import records as tag
from tests.hwp5_writer.compound import SECTOR
from tests.hwp5_writer.records import Record, control_id

_EXTREMES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_DEEP = 1023
_BOMB = 300 << 20

Mutator = Callable[[Source, random.Random], bytes | None]


def mutants(source_bytes: bytes, seed: int, n: int) -> Iterator[tuple[str, bytes]]:
    """Return ``n`` mutants as (name, bytes); the name says mutator and number."""
    return drawn(Source.of(source_bytes), MUTATORS, seed, n)


# ---------------------------------------------------------------- bytes


def _lie_in_header(source: Source, rng: random.Random) -> bytes:
    """Damage a field of the container's header: sector sizes, counts, first sectors."""
    data = bytearray(source.data)
    at = rng.choice((24, 26, 28, 30, 32, 40, 44, 48, 56, 60, 64, 68, 72, 76, 80))
    struct.pack_into("<I", data, at, rng.choice((*_EXTREMES, rng.randrange(64))))
    return bytes(data)


def _table_sector(source: Source, rng: random.Random) -> int | None:
    """Return the offset of one of the FAT's sectors."""
    if len(source.data) < 512 or not source.streams:
        return None
    count = min(struct.unpack_from("<I", source.data, 44)[0], 109)
    if not count:
        return None
    (sector,) = struct.unpack_from("<I", source.data, 76 + 4 * rng.randrange(count))
    offset = (int(sector) + 1) * SECTOR
    return offset if offset + SECTOR <= len(source.data) else None


def _chain_cycle(source: Source, rng: random.Random) -> bytes | None:
    """Let chains of sectors run in circles, into each other, or out of the file."""
    offset = _table_sector(source, rng)
    if offset is None:
        return None
    data = bytearray(source.data)
    used = max(len(data) // SECTOR - 1, 1)
    for _ in range(rng.choice((1, 3, 20))):
        entry = rng.randrange(min(used, SECTOR // 4))
        target = rng.choice((entry, max(entry - 1, 0), rng.randrange(used), 0x10000000, 0xFFFFFFFE))
        struct.pack_into("<I", data, offset + 4 * entry, target)
    return bytes(data)


def _directory_cycle(source: Source, rng: random.Random) -> bytes | None:
    """Let entries of the directory be their own siblings, children or ancestors."""
    if len(source.data) < 512 or not source.streams:
        return None
    (sector,) = struct.unpack_from("<I", source.data, 48)
    start = (int(sector) + 1) * SECTOR
    data = bytearray(source.data)
    if start + SECTOR > len(data):
        return None
    for _ in range(rng.choice((1, 2, 4))):
        entry = rng.randrange(4)
        field = rng.choice((64, 66, 68, 72, 76, 116, 120))
        value = rng.choice((entry, rng.randrange(8), 0, 0xFFFFFFFF, 0x7FFFFFFF))
        struct.pack_into("<I", data, start + 128 * entry + field, value)
    return bytes(data)


# ---------------------------------------------------------------- streams


def _file_header(source: Source, rng: random.Random) -> bytes | None:
    head = bytearray(source.streams.get("FileHeader", b""))
    if len(head) < 48:
        return None
    at = rng.choice((32, 35, 36, 37, 38, 44, rng.randrange(len(head))))
    head[at] ^= 1 << rng.randrange(8)
    cut = len(head) if rng.random() < 0.8 else rng.randrange(len(head))
    return source.with_stream("FileHeader", bytes(head[:cut]))


def _damage_stream(source: Source, rng: random.Random) -> bytes | None:
    """Damage what is stored in one stream: the deflater's bytes, a picture's, the summary's."""
    if not source.streams:
        return None
    name = rng.choice(sorted(source.streams))
    data = bytearray(source.streams[name])
    if not data:
        return None
    for _ in range(rng.choice((1, 4, 40))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.3:
        del data[rng.randrange(len(data)) :]
    return source.with_stream(name, bytes(data))


def _swap_streams(source: Source, rng: random.Random) -> bytes | None:
    if len(source.streams) < 2:
        return None
    first, second = rng.sample(sorted(source.streams), 2)
    if rng.random() < 0.5:
        return source.with_stream(first, source.streams[second])
    return source.with_stream(
        f"BodyText/Section{rng.choice((1, 7, 99999))}", source.streams[second]
    )


@cache
def _zeros() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = bytes(1 << 20)
    return b"".join(packer.compress(piece) for _ in range(_BOMB >> 20)) + packer.flush()


def _bomb(source: Source, rng: random.Random) -> bytes | None:
    """A stream that inflates to a thousand times its size."""
    names = sorted(source.records)
    if not names or not source.compressed or rng.random() > 0.2:
        return None
    return source.with_stream(rng.choice(names), _zeros())


# ---------------------------------------------------------------- records


def _pick(
    source: Source, rng: random.Random, *tags: int
) -> tuple[str, list[AnyRecord], int] | None:
    """Choose a record, of one of ``tags`` if any are given: stream, its records, position."""
    places = [
        (name, at)
        for name, records in sorted(source.records.items())
        for at, record in enumerate(records)
        if not tags or record.tag in tags
    ]
    if not places:
        return None
    name, at = rng.choice(places)
    return name, list(source.records[name]), at


def _lie_about_size(source: Source, rng: random.Random) -> bytes | None:
    picked = _pick(source, rng)
    if picked is None:
        return None
    name, records, at = picked
    record = records[at]
    size = rng.choice((*_EXTREMES, 0xFFE, 0xFFF, 0x1000, len(record.data) + rng.randrange(-8, 9)))
    records[at] = Lie(record.tag, record.level, max(size, 0), record.data)
    return source.with_records(name, records)


def _retag(source: Source, rng: random.Random) -> bytes | None:
    """Give records another tag or level: children without parents, lists without controls."""
    picked = _pick(source, rng)
    if picked is None:
        return None
    name, records, _ = picked
    for _ in range(rng.choice((1, 3, 30))):
        at = rng.randrange(len(records))
        record = records[at]
        kind = rng.choice((record.tag, rng.randrange(16, 116), rng.randrange(1024)))
        level = rng.choice(
            (record.level, record.level + 1, max(record.level - 1, 0), rng.randrange(1024))
        )
        records[at] = Record(kind, min(level, _DEEP), record.data)
    return source.with_records(name, records)


def _extreme_fields(source: Source, rng: random.Random) -> bytes | None:
    """Write extreme numbers into records, wherever a field may be."""
    picked = _pick(source, rng)
    if picked is None:
        return None
    name, records, _ = picked
    for _ in range(rng.choice((1, 4, 40))):
        at = rng.randrange(len(records))
        data = bytearray(records[at].data)
        if len(data) < 4:
            continue
        offset = rng.randrange(0, len(data) - 3)
        if rng.random() < 0.5:
            struct.pack_into("<H", data, offset, rng.choice(_EXTREMES) & 0xFFFF)
        else:
            struct.pack_into("<I", data, offset, rng.choice(_EXTREMES))
        records[at] = Record(records[at].tag, records[at].level, bytes(data))
    return source.with_records(name, records)


def _short_records(source: Source, rng: random.Random) -> bytes | None:
    picked = _pick(source, rng)
    if picked is None:
        return None
    name, records, _ = picked
    for _ in range(rng.choice((1, 5, 50))):
        at = rng.randrange(len(records))
        data = records[at].data
        data = (
            data[: rng.randrange(len(data) + 1)] if rng.random() < 0.7 else data + rng.randbytes(64)
        )
        records[at] = Record(records[at].tag, records[at].level, data)
    return source.with_records(name, records)


def _lie_about_characters(source: Source, rng: random.Random) -> bytes | None:
    picked = _pick(source, rng, tag.PARA_HEADER)
    if picked is None:
        return None
    name, records, at = picked
    data = bytearray(records[at].data.ljust(22, b"\0"))
    struct.pack_into("<I", data, 0, rng.choice(_EXTREMES))
    struct.pack_into("<H", data, 12, rng.choice((0, 1, 0xFFFF)))
    records[at] = Record(tag.PARA_HEADER, records[at].level, bytes(data))
    return source.with_records(name, records)


def _controls_in_text(source: Source, rng: random.Random) -> bytes | None:
    """Strew control characters, halves of surrogates and unpaired controls into text."""
    picked = _pick(source, rng, tag.PARA_TEXT)
    if picked is None:
        return None
    name, records, at = picked
    units = bytearray(records[at].data)
    for _ in range(rng.choice((1, 4, 16))):
        offset = 2 * rng.randrange(len(units) // 2 + 1)
        odd = rng.choice((*range(32), 0xD800, 0xDC00, 0xFFFE, 0xFFFF, 0xE000, 0x0300))
        units[offset:offset] = struct.pack("<H", odd)
    if rng.random() < 0.2:
        units += b"\x03"
    records[at] = Record(tag.PARA_TEXT, records[at].level, bytes(units))
    return source.with_records(name, records)


def _table_dimensions(source: Source, rng: random.Random) -> bytes | None:
    picked = _pick(source, rng, tag.TABLE)
    if picked is None:
        return None
    name, records, at = picked
    data = bytearray(records[at].data.ljust(10, b"\0"))
    struct.pack_into("<HH", data, 4, rng.choice((0, 1, 0xFFFF)), rng.choice((0, 1, 0xFFFF)))
    records[at] = Record(tag.TABLE, records[at].level, bytes(data))
    for cell in range(at + 1, min(at + 40, len(records))):
        record = records[cell]
        if record.tag == tag.LIST_HEADER and len(record.data) >= 16 and rng.random() < 0.5:
            place = [rng.choice((0, 1, 2, 0x7FFF, 0xFFFF)) for _ in range(4)]
            moved = record.data[:8] + struct.pack("<4H", *place) + record.data[16:]
            records[cell] = Record(record.tag, record.level, moved)
    return source.with_records(name, records)


def _references(source: Source, rng: random.Random) -> bytes | None:
    """Let styles, numberings, fonts and pictures refer to themselves or to nothing."""
    kinds = (
        tag.STYLE,
        tag.PARA_SHAPE,
        tag.CHAR_SHAPE,
        tag.BIN_DATA,
        tag.ID_MAPPINGS,
        tag.NUMBERING,
    )
    picked = _pick(source, rng, *kinds)
    if picked is None:
        return None
    name, records, _ = picked
    for at, record in enumerate(records):
        if record.tag in kinds and rng.random() < 0.6 and record.data:
            data = bytearray(record.data)
            for _ in range(4):
                data[-1 - rng.randrange(min(12, len(data)))] = rng.choice((0, 1, 2, 0xFF))
            records[at] = Record(record.tag, record.level, bytes(data))
    return source.with_records(name, records)


# ---------------------------------------------------------------- nesting


def _body(source: Source) -> str | None:
    names = [name for name in sorted(source.records) if name.startswith("BodyText/")]
    return names[0] if names else None


def _deep_tables(source: Source, rng: random.Random) -> bytes | None:
    """Tables inside tables, as deep as levels can say."""
    name = _body(source)
    if name is None:
        return None
    records: list[AnyRecord] = list(source.records[name])
    level, deepest = 0, rng.choice((90, 600, _DEEP))
    unit = struct.pack("<H4s8xH", 11, control_id("tbl "), 11) + b"\r\0"
    cell = struct.pack("<II4HII4HH", 1, 0, 0, 0, 1, 1, 100, 100, 0, 0, 0, 0, 1)
    table = struct.pack("<IHHH4HHH", 0, 1, 1, 0, 0, 0, 0, 0, 1, 1)
    while level + 3 <= deepest:
        records.append(Record(tag.PARA_HEADER, level, struct.pack("<II14x", 9, 1 << 11)))
        records.append(Record(tag.PARA_TEXT, level + 1, unit))
        records.append(Record(tag.CTRL_HEADER, level + 1, control_id("tbl ") + bytes(42)))
        records.append(Record(tag.TABLE, level + 2, table))
        records.append(Record(tag.LIST_HEADER, level + 2, cell))
        level += 2
    return source.with_records(name, records)


def _deep_groups(source: Source, rng: random.Random) -> bytes | None:
    """Groups inside groups, and a control that is its own level's parent."""
    name = _body(source)
    if name is None:
        return None
    records: list[AnyRecord] = list(source.records[name])
    unit = struct.pack("<H4s8xH", 11, control_id("gso "), 11) + b"\r\0"
    records.append(Record(tag.PARA_HEADER, 0, struct.pack("<II14x", 9, 1 << 11)))
    records.append(Record(tag.PARA_TEXT, 1, unit))
    records.append(Record(tag.CTRL_HEADER, 1, control_id("gso ") + bytes(42)))
    component = control_id("$con") * 2 + bytes(190)
    step = rng.choice((0, 1))
    levels = (min(2 + step * at, _DEEP) for at in range(1000))
    records += [Record(tag.SHAPE_COMPONENT, level, component) for level in levels]
    return source.with_records(name, records)


def _repeat(source: Source, rng: random.Random) -> bytes | None:
    """One record, or everything, many thousand times."""
    name = _body(source)
    if name is None:
        return None
    records: list[AnyRecord] = list(source.records[name])
    at = rng.randrange(len(records))
    many = rng.choice((50, 3000))
    if rng.random() < 0.3 and len(records) < 400:
        return source.with_records(name, records * 20)
    records[at:at] = [records[at]] * many
    return source.with_records(name, records)


def _shuffle(source: Source, rng: random.Random) -> bytes | None:
    name = _body(source)
    if name is None:
        return None
    records: list[AnyRecord] = list(source.records[name])
    for _ in range(rng.choice((1, 5, 50))):
        first, second = rng.randrange(len(records)), rng.randrange(len(records))
        records[first], records[second] = records[second], records[first]
    if rng.random() < 0.3:
        del records[rng.randrange(len(records)) :]
    return source.with_records(name, records)


MUTATORS: dict[str, Mutator] = {
    "flip-bytes": flip_bytes,
    "cut-off": cut_off,
    "blank-out": blank_out,
    "lie-in-header": _lie_in_header,
    "chain-cycle": _chain_cycle,
    "directory-cycle": _directory_cycle,
    "file-header": _file_header,
    "damage-stream": _damage_stream,
    "swap-streams": _swap_streams,
    "bomb": _bomb,
    "lie-about-size": _lie_about_size,
    "retag": _retag,
    "extreme-fields": _extreme_fields,
    "short-records": _short_records,
    "lie-about-characters": _lie_about_characters,
    "controls-in-text": _controls_in_text,
    "table-dimensions": _table_dimensions,
    "references": _references,
    "deep-tables": _deep_tables,
    "deep-groups": _deep_groups,
    "repeat": _repeat,
    "shuffle": _shuffle,
}
"""By name; one that has nothing to damage in a source returns None."""
