# SPDX-License-Identifier: AGPL-3.0-or-later
"""The trial of a spelling dictionary before it is taken: in a confined process that may die alone.

Its rules are read, and followed for each word, by native code: what breaks there, never ends or fills the
memory costs this process and nothing else.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from enum import Enum
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from app.jobs import confinement_windows, sandbox
from app.jobs.limits import WorkerLimits
from translation.spelling import SpellingDictionary, SpellingUnavailable

MOST_BYTES = 32 << 20
"""Of each of the two files; the largest of LibreOffice's have some fifteen million."""
_SECONDS = 30.0
"""For a machine that is busy; a good dictionary takes one."""
_MIB = 1 << 20
_BASE_MIB = 768
_TIMES = 12
"""Memory of an open dictionary in sizes of its files, at most."""
_MOST_ANSWER = 1 << 12
_TRIED = 2000
"""Words of its own that are asked for, and as many made of them."""
_SUGGESTED = 3
_LONGEST = 60


class DictionaryFault(Enum):
    """Why a dictionary is not taken."""

    NONE = "none"
    """It is no dictionary."""
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    CRASHED = "crashed"
    """The library died over it, or wanted too much memory."""


def try_apart(path: Path) -> DictionaryFault | None:
    """Open a dictionary and ask it for words, in a confined process.

    Args:
        path: of its ``.aff`` file; the ``.dic`` file stands beside it.

    Returns:
        why it cannot be taken; None where it can.

    Raises:
        OSError: a file is not there.
    """
    sizes = [one.stat().st_size for one in (path, path.with_suffix(".dic"))]
    if max(sizes) > MOST_BYTES:
        return DictionaryFault.TOO_LARGE
    context = multiprocessing.get_context("spawn")
    wire, other = context.Pipe(duplex=False)
    most_mib = _BASE_MIB + _TIMES * sum(sizes) // _MIB
    process = context.Process(
        target=_try, args=(other, path, most_mib), name="hanji-trial", daemon=True
    )
    confinement_windows.hold_workers()
    process.start()
    other.close()
    try:
        if not wire.poll(_SECONDS):
            return DictionaryFault.TOO_SLOW
        said = json.loads(wire.recv_bytes(_MOST_ANSWER))
        return None if said is None else DictionaryFault(said)
    except (EOFError, OSError, ValueError):
        return DictionaryFault.CRASHED
    finally:
        process.kill()
        process.join()
        wire.close()


def _try(wire: Connection, path: Path, most_mib: int) -> None:
    confine_dictionary(path, most_mib)
    said: str | None = None
    try:
        dictionary = SpellingDictionary(path, path.stem.replace("_", "-"))
        for word in _words(path.with_suffix(".dic")):
            dictionary.knows(word)
        for word in islice(_words(path.with_suffix(".dic")), _SUGGESTED):
            dictionary.suggest(f"{word}q")
    except SpellingUnavailable:
        said = DictionaryFault.NONE.value
    except MemoryError:
        said = DictionaryFault.CRASHED.value
    wire.send_bytes(json.dumps(said).encode())


def confine_dictionary(path: Path, most_mib: int) -> None:
    """Give up, in a process for one dictionary, what it will not need; there is no way back."""
    # Any thread may have started it: it ends when the other end of its wire is closed.
    sandbox.confine(
        WorkerLimits(max_memory_mib=most_mib, read_below=(str(path.resolve().parent),)),
        bound=False,
    )


def _words(path: Path) -> Iterator[str]:
    """Yield some words from all over a list, and long ones made of them: compounds cost the most."""
    lines = path.read_bytes().split(b"\n")[1:]
    before = ""
    for line in lines[:: max(1, len(lines) // _TRIED)]:
        word = line.split(b"/")[0].split(b"\t")[0].strip().decode("utf-8", "ignore")
        if word:
            yield word
            before = (word + before)[:_LONGEST]
            yield before
