# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cover of the last report, so that office and emblem are not typed every month."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app import paths
from converters.files import write_whole

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CoverChoice:
    """The cover as a person chose it; the emblem is the path of its picture."""

    office: str = ""
    department: str = ""
    author: str = ""
    emblem: str = ""


def _file() -> Path:
    return paths.data_folder() / "report-cover.json"


def remembered_cover() -> CoverChoice:
    """Return what was chosen the last time; empty where nothing was."""
    try:
        kept = json.loads(_file().read_text("utf-8"))
        return CoverChoice(**{one.name: str(kept.get(one.name, "")) for one in fields(CoverChoice)})
    except (OSError, ValueError, AttributeError):
        return CoverChoice()


def remember_cover(chosen: CoverChoice) -> None:
    """Keep a choice; a disk that refuses costs only the memory."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(), json.dumps(asdict(chosen), ensure_ascii=False, indent=1).encode())
    except OSError as error:
        _log.warning("cover not kept: %s", error)
