# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paths of the application's own files: log, settings, stores."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

NAME = "hanji"


def log_folder() -> Path:
    """Folder of the log file; ``HANJI_LOG_DIR`` moves it (tests do)."""
    moved = os.environ.get("HANJI_LOG_DIR")
    return Path(moved) if moved else Path(platformdirs.user_log_dir(NAME, appauthor=False))


def settings_file() -> Path:
    """File of the remembered settings; ``HANJI_CONFIG_DIR`` moves it (tests do)."""
    moved = os.environ.get("HANJI_CONFIG_DIR")
    folder = moved or platformdirs.user_config_dir(NAME, appauthor=False)
    return Path(folder) / "settings.json"


def documents_folder() -> Path:
    """The user's own documents folder ("문서", "Documents")."""
    return Path(platformdirs.user_documents_dir())


def data_folder() -> Path:
    """Folder of what the user installs; ``HANJI_DATA_DIR`` moves it (tests do)."""
    moved = os.environ.get("HANJI_DATA_DIR")
    return Path(moved) if moved else Path(platformdirs.user_data_dir(NAME, appauthor=False))


def memory_file() -> Path:
    """The translation memory that all review projects share."""
    return data_folder() / "memory.sqlite"


def glossaries_file() -> Path:
    """The glossaries that all projects share."""
    return data_folder() / "glossaries.sqlite"


def queue_file() -> Path:
    """The durable queue: what was asked for, and what became of it."""
    return data_folder() / "queue.sqlite"


def ledger_file() -> Path:
    """The ledger of prints, where no database of the city is named."""
    return data_folder() / "ledger.sqlite"


def example_ledger_file() -> Path:
    """The ledger of made-up titles that is shown until there is a real one."""
    return data_folder() / "ledger-example.sqlite"


def is_ledger_kept() -> bool:
    """Whether there is a real ledger: a database that is named, or the file."""
    return bool(os.environ.get("HANJI_DATABASE")) or ledger_file().exists()
