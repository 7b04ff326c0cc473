# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings of the window, kept from one start to the next."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from app import paths

logger = logging.getLogger(__name__)

BOOKS_FOLDER = "한지"
"""Name of the books' folder in the user's documents, until another one is chosen."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; an empty string means "not chosen yet"."""

    language: str = ""
    """"ko" or "en"; empty follows HANJI_LANG and the system."""
    out_folder: str = ""
    last_folder: str = ""
    """Where the last document was picked."""
    translation: str = ""
    """Of new books: "", "en", or "ko-en" for both languages side by side."""
    models_folder: str = ""
    """A folder of translation packages that is only read, for example on a shared drive."""
    watched_folder: str = ""
    """Whose new documents are converted by themselves; empty while none is watched."""
    geometry: str = ""
    """Place and size of the window, as Qt's own bytes in base64."""

    @property
    def books_folder(self) -> Path:
        """The folder of the books."""
        if self.out_folder:
            return Path(self.out_folder)
        return paths.documents_folder() / BOOKS_FOLDER


def load() -> Settings:
    """Return the remembered settings; defaults for whatever is missing or makes no sense."""
    try:
        stored: dict[str, Any] = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    return Settings(
        **{
            name: value
            for name, value in stored.items()
            if name in known and isinstance(value, str)
        }
    )


def save(settings: Settings) -> None:
    """Remember ``settings``; a disk that refuses costs only the memory."""
    target = paths.settings_file()
    temporary = target.with_suffix(".tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1) + "\n"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        logger.warning("settings not saved: %s", error)
