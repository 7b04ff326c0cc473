# SPDX-License-Identifier: AGPL-3.0-or-later
"""Damage to bytes, as disks and networks do it, and how seeded mutants are drawn."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol, TypeVar


class Bytes(Protocol):
    """A source of mutants: a file taken apart, with its bytes."""

    data: bytes


_S = TypeVar("_S", bound=Bytes)


def drawn(
    source: _S,
    mutators: Mapping[str, Callable[[_S, random.Random], bytes | None]],
    seed: int,
    n: int,
) -> Iterator[tuple[str, bytes]]:
    """Yield ``n`` mutants of ``source`` as (name, bytes); the name says mutator and number.

    The same source, seed and mutators give the same mutants.
    """
    names = sorted(mutators)
    made = tried = 0
    while made < n and tried < 20 * n + 100:
        rng = random.Random(f"{seed}/{tried}")
        name = names[(tried + seed) % len(names)]
        tried += 1
        data = mutators[name](source, rng)
        if data is not None and data != source.data:
            yield f"{name}-{tried - 1}", data
            made += 1


def flip_bytes(source: Bytes, rng: random.Random) -> bytes | None:
    """Change single bytes."""
    if not source.data:
        return None
    data = bytearray(source.data)
    for _ in range(rng.choice((1, 2, 8, 32, 200))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def cut_off(source: Bytes, rng: random.Random) -> bytes | None:
    """End too early."""
    return source.data[: rng.randrange(len(source.data))] if source.data else None


def blank_out(source: Bytes, rng: random.Random) -> bytes | None:
    """Overwrite a stretch."""
    if not source.data:
        return None
    start = rng.randrange(len(source.data))
    size = rng.choice((16, 64, 512, 4096))
    filler = rng.choice((b"\0", b"\xff", bytes([rng.randrange(256)])))
    return source.data[:start] + filler * size + source.data[start + size :]
