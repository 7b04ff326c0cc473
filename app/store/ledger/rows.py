# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows of a statement as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select


def rows(connection: Connection, asked: Select[Any]) -> Iterator[dict[str, Any]]:
    """Yield each row, by the names of its columns."""
    # Who stops half-way must not leave a server's cursor open.
    with connection.execute(asked) as found:
        for row in found:
            yield row._asdict()
