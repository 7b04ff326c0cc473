# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in the way of writing a project's file, in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.store_messages import store_reason

_NOT_WRITTEN = mark("The project “{path}” cannot be written: {detail}.")
_IN_THE_WAY = mark(
    "The project “{path}” is there already, with the work in it. Choose another name, or open it."
)
_FOLDER = mark("“{path}” is a folder: give the project a name in it.")


def demand_free(path: Path) -> None:
    """Demand that nothing is where a new project is to be: it may hold work.

    Raises:
        AppError: something is.
    """
    if path.exists():
        raise AppError(_FOLDER if path.is_dir() else _IN_THE_WAY, path=str(path))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in words why a project cannot be written.

    Raises:
        AppError: another program is at work on it, it may only be read, the disk is full.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=store_reason(error)) from error
