# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anchors that this computer keeps of the ledgers it has worked with, checked when one is opened.

They lie beside the settings, not beside the ledger: whoever puts an older copy of the file back,
with its seal, or cuts its last entries off, does not reach them on the computers of the others.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.ledger.anchor_code import BadAnchorCode, read_anchor_code
from app.store.ledger.verifying import Anchor
from converters.files import write_whole

_log = logging.getLogger(__name__)
_MOST = 12
"""Kept of each ledger: the newest ones."""


@dataclass(frozen=True, slots=True)
class KeptAnchor:
    """An anchor, and the day on which this computer saw it (ISO 8601)."""

    anchor: Anchor
    day: str


def _file() -> Path:
    return paths.data_folder() / "ledger-anchors.json"


def kept_anchors(name: str) -> tuple[KeptAnchor, ...]:
    """Return the anchors of a ledger, the oldest first; none where nothing was kept."""
    try:
        held = json.loads(_file().read_text("utf-8"))[name]
        return tuple(
            KeptAnchor(Anchor(int(one["count"]), str(one["hash"])), str(one["day"])) for one in held
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def keep_anchor(name: str, anchor: Anchor, day: str) -> None:
    """Keep an anchor of a ledger; a disk that refuses costs only the memory."""
    known = kept_anchors(name)
    if not anchor.count or (known and known[-1].anchor == anchor):
        return
    kept = [*known, KeptAnchor(anchor, day)][-_MOST:]
    _write(name, kept)


def forget_anchors(name: str) -> None:
    """Forget the anchors of a ledger whose file was accepted as it is."""
    if kept_anchors(name):
        _write(name, [])


def _write(name: str, kept: list[KeptAnchor]) -> None:
    try:
        everything = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        everything = {}
    everything = everything if isinstance(everything, dict) else {}
    everything[name] = [
        {"count": one.anchor.count, "hash": one.anchor.hash, "day": one.day} for one in kept
    ]
    said = json.dumps(everything, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(), said.encode())
    except OSError as error:
        _log.warning("anchors not kept: %s", error)


def anchor_of(text: str) -> Anchor | None:
    """Return the anchor that a person typed: a code, or COUNT:HASH; None where it is neither."""
    said = text.strip()
    count, _, digest = said.partition(":")
    if digest:
        whole = len(digest) == 64 and not set(digest.lower()) - set("0123456789abcdef")
        if not whole or not count.isdecimal() or not count.isascii() or len(count) > 18:
            return None
        return Anchor(int(count), digest.lower())
    try:
        return Anchor(*read_anchor_code(said))
    except BadAnchorCode:
        return None
