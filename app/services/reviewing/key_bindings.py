# SPDX-License-Identifier: AGPL-3.0-or-later
"""The file of key bindings that a person has chosen for the review window."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from app import paths
from converters import files

logger = logging.getLogger(__name__)


def file() -> Path:
    """Return the path of the file, which lies beside the settings."""
    return paths.settings_file().with_name("review-keys.json")


def load() -> dict[str, tuple[str, ...]]:
    """Return the chosen keys by the name of their action; empty where none were chosen."""
    try:
        stored = json.loads(file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {
        name: tuple(key for key in keys if isinstance(key, str))
        for name, keys in stored.items()
        if isinstance(keys, list)
    }


def save(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Keep chosen keys."""
    path = file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({name: list(some) for name, some in sorted(keys.items())}, indent=1)
        files.write_whole(path, text.encode())
    except OSError as error:
        logger.warning("keys not kept: %s", error)
