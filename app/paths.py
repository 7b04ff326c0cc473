# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paths of the application's own files: log, settings, stores."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import platformdirs

NAME = "hanji"
PORTABLE_MARK = "hanji-portable.txt"
"""A file of this name beside the program keeps everything of its own there (the portable package)."""

POLICY_FILE = "policy.toml"


@cache
def portable_folder() -> Path | None:
    """Return the folder of settings and data beside the program; None where it is installed."""
    # The package has the program's folders in "program"; beside a checkout nobody has the mark.
    top = Path(__file__).resolve().parents[2]
    return top / "data" if (top / PORTABLE_MARK).is_file() else None


def _own(moved: str, usual: str, part: str) -> Path:
    """Return a folder of the program: where a variable moves it, beside the program, or the usual one."""
    named = os.environ.get(moved)
    if named:
        return Path(named)
    beside = portable_folder()
    return beside / part if beside is not None else Path(usual)


def log_folder() -> Path:
    """Folder of the log file; ``HANJI_LOG_DIR`` moves it (tests do)."""
    return _own("HANJI_LOG_DIR", platformdirs.user_log_dir(NAME, appauthor=False), "log")


def log_file() -> Path:
    """File of what went wrong."""
    return log_folder() / "hanji.log"


def settings_file() -> Path:
    """File of the remembered settings; ``HANJI_CONFIG_DIR`` moves it (tests do)."""
    usual = platformdirs.user_config_dir(NAME, appauthor=False)
    return _own("HANJI_CONFIG_DIR", usual, "settings") / "settings.json"


def policy_files() -> tuple[Path, ...]:
    """Files of an administrator's policy: the system's comes first, then the one beside the program."""
    system = Path(platformdirs.site_config_dir(NAME, appauthor=False))
    program = Path(__file__).resolve().parents[2]
    return system / POLICY_FILE, program / POLICY_FILE


def documents_folder() -> Path:
    """The user's own documents folder ("문서", "Documents")."""
    return Path(platformdirs.user_documents_dir())


def data_folder() -> Path:
    """Folder of what the user installs; ``HANJI_DATA_DIR`` moves it (tests do)."""
    return _own("HANJI_DATA_DIR", platformdirs.user_data_dir(NAME, appauthor=False), "data")


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


def scenarios_file() -> Path:
    """Return the file of the what-ifs that a person kept."""
    return data_folder() / "scenarios.json"


def example_ledger_file() -> Path:
    """The ledger of made-up titles that is shown until there is a real one."""
    return data_folder() / "ledger-example.sqlite"
