# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens a file with tables: text is read here, whatever must be unpacked in a confined worker."""

from __future__ import annotations

from pathlib import Path

from app.i18n import mark
from app.messages import os_reason
from app.services.costing.spreadsheets.delimited import read_delimited
from app.services.costing.spreadsheets.errors import TableUnreadable
from app.services.costing.spreadsheets.grid import Grid
from app.services.costing.spreadsheets.kinds import HEAD_BYTES, is_packed
from converters.files import open_ordinary

TABLE_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".hwp", ".hwpx", ".docx")
"""Endings of files that hold tables; what they are is told by their content."""
_MOST_BYTES = 512 * 1024 * 1024


def grids_of(path: Path) -> list[Grid]:
    """Return the sheets or tables of a file, the first first.

    Raises:
        TableUnreadable: it cannot be opened, is too large, damaged, or no file with tables.
    """
    try:
        with open_ordinary(path) as source:
            head = source.read(HEAD_BYTES)
        size = path.stat().st_size
    except OSError as error:
        raise TableUnreadable(
            mark("{file} cannot be read ({why})."), file=path.name, why=os_reason(error)
        ) from error
    if size > _MOST_BYTES:
        raise TableUnreadable(mark("{file} is larger than 512 MiB. Part it."), file=path.name)
    try:
        if is_packed(head):
            # Worker processes are loaded with the first such file.
            from app.services.costing.spreadsheets.confined import read_confined

            return read_confined(path)
        return read_delimited(path)
    except OSError as error:
        raise TableUnreadable(
            mark("{file} cannot be read ({why})."), file=path.name, why=os_reason(error)
        ) from error
