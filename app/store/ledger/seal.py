# SPDX-License-Identifier: AGPL-3.0-or-later
"""The seal: a hash of the whole file of a ledger, written beside it when it is closed in peace.

The chain proves the entries; the seal proves every byte, those between the entries too. It holds
only for a file that nobody wrote to since, which its count and last hash tell.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from app.store.ledger.verifying import Anchor
from converters.files import open_ordinary, read_ordinary, sha256_of

_LOG_HEAD, _FRAME_HEAD = 32, 24
"""Bytes before the frames of a write-ahead log, and before the page of each."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The anchor at that time, and the SHA-256 of the file."""

    anchor: Anchor
    sha256: str


def seal_file(ledger: Path) -> Path:
    """Return where the seal of a ledger lies."""
    return ledger.with_name(ledger.name + ".seal")


class SealUnreadable(Exception):
    """What lies in the seal's place is none."""


def read_seal(ledger: Path) -> Seal | None:
    """Return the seal; None where there is none.

    Raises:
        SealUnreadable: what lies there is none.
    """
    try:
        said = json.loads(read_ordinary(seal_file(ledger)))
        return Seal(Anchor(int(said["count"]), str(said["hash"])), str(said["sha256"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise SealUnreadable from error


def has_live_log(ledger: Path) -> bool:
    """Whether SQLite keeps changes beside the file that are not in it yet.

    Somebody has it open then, or was killed. A log that cannot hold a change is none: SQLite
    passes it over (the format of SQLite's files, section 4.1).
    """
    try:
        with open_ordinary(ledger.with_name(ledger.name + "-wal")) as log:
            head = log.read(_LOG_HEAD)
            size = os.fstat(log.fileno()).st_size
    except OSError:
        return False
    return head[:3] == b"\x37\x7f\x06" and size > _LOG_HEAD + _FRAME_HEAD


def write_seal(ledger: Path, anchor: Anchor) -> Seal:
    """Seal a file that nobody has open.

    Raises:
        OSError: the file cannot be read, or its folder not written.
    """
    made = Seal(anchor, sha256_of(ledger))
    said = {"count": anchor.count, "hash": anchor.hash, "sha256": made.sha256}
    part = seal_file(ledger).with_name(seal_file(ledger).name + ".part")
    with part.open("w", encoding="utf-8") as out:
        json.dump(said, out, sort_keys=True)
        out.flush()
        os.fsync(out.fileno())
    part.replace(seal_file(ledger))
    return made
