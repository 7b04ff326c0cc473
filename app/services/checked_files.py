# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of strangers that stay in use, and what a confined process said when it looked at them.

Looking takes seconds for a large file, so that it is done once: a good verdict holds until the file is
another one by its size, its times or its place on the disk. A bad one holds until the program ends.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from app import paths
from converters import files

logger = logging.getLogger(__name__)

_NAME = "checked-files.json"
_MOST = 200
"""Files that are remembered."""
_lock = Lock()
_bad: dict[str, str] = {}


def verdict_of(found: Sequence[Path], look: Callable[[], str]) -> str:
    """Return what is wrong with files that belong together; empty where nothing is.

    Args:
        found: the files.
        look: looks at them in a confined process, where nobody has.

    Raises:
        OSError: they are not there.
    """
    known = known_verdict(found)
    if known is not None:
        return known
    key = _key(found)
    said = look()
    if said:
        _bad[key] = said
    elif key == _key(found):
        _remember(key)
    return said


def known_verdict(found: Sequence[Path]) -> str | None:
    """Return the verdict of files that were looked at before; None of others.

    Raises:
        OSError: they are not there.
    """
    key = _key(found)
    if key in _bad:
        return _bad[key]
    return "" if key in _load() else None


def accept(found: Sequence[Path]) -> None:
    """Remember files that this program has just written itself.

    Raises:
        OSError: they are not there.
    """
    _remember(_key(found))


def _key(found: Sequence[Path]) -> str:
    said = []
    for path in found:
        seen = path.stat()
        said.append(
            f"{path.absolute()}|{seen.st_size}|{seen.st_mtime_ns}|{seen.st_ctime_ns}|{seen.st_ino}"
        )
    return "||".join(said)


def _load() -> list[str]:
    try:
        kept = json.loads((paths.data_folder() / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _remember(key: str) -> None:
    with _lock:
        kept = [*(one for one in _load() if one != key), key][-_MOST:]
        path = paths.data_folder() / _NAME
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1).encode())
        except OSError as error:
            # It is looked at again next time.
            logger.warning("checked files: %s", error)
