# SPDX-License-Identifier: AGPL-3.0-or-later
"""What checks found in a project's segments, and what somebody said is no fault."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from app.store.project.forms import (
    finding_form,
    finding_key,
    finding_named,
    finding_of,
    here,
)
from app.store.project.rows import FalseAlarm, OpenFinding, StoredFinding

_NUMBER = "(SELECT number FROM segment WHERE place = ?)"
_FOUND = (
    "finding f JOIN segment s ON s.number = f.number"
    " LEFT JOIN false_alarm d ON d.same = s.same AND d.key = f.key"
)


def replace(connection: sqlite3.Connection, found: Mapping[int, Iterable[OpenFinding]]) -> None:
    """Replace the findings of the segments named."""
    connection.executemany(
        f"DELETE FROM finding WHERE number = {_NUMBER}",  # noqa: S608
        ((place,) for place in found),
    )
    connection.executemany(
        f"INSERT OR IGNORE INTO finding VALUES ({_NUMBER}, ?, ?, ?)",  # noqa: S608
        (
            (place, finding_key(one), finding_form(one), one.severity)
            for place, some in found.items()
            for one in some
        ),
    )


def read(connection: sqlite3.Connection, number: int | None) -> tuple[StoredFinding, ...]:
    """Return the findings of a segment, or of all; false alarms too."""
    rows = connection.execute(
        f"SELECT s.place, f.finding, d.reason, d.author FROM {_FOUND}"  # noqa: S608
        f" WHERE {here(number)} ORDER BY s.place, f.severity, f.key",
        {"place": number},
    )
    return tuple(
        StoredFinding(segment, finding_of(form), reason, author or "")
        for segment, form, reason, author in rows
    )


def worst(connection: sqlite3.Connection) -> dict[int, str]:
    """Return for each segment with open findings the worst severity."""
    return dict(
        connection.execute(
            # "error" sorts before "warning".
            f"SELECT s.place, min(f.severity) FROM {_FOUND}"  # noqa: S608
            " WHERE s.place IS NOT NULL AND d.key IS NULL GROUP BY s.place"
        ).fetchall()
    )


def dismiss(
    connection: sqlite3.Connection,
    number: int,
    finding: OpenFinding,
    reason: str,
    author: str,
    at: str,
) -> None:
    """Say that a finding is a false alarm, wherever the segment's source stands."""
    connection.execute(
        "INSERT OR REPLACE INTO false_alarm SELECT same, ?, ?, ?, ? FROM segment WHERE place = ?",
        (finding_key(finding), reason, author, at, number),
    )


def restore(connection: sqlite3.Connection, number: int, finding: OpenFinding) -> None:
    """Take a false alarm back."""
    connection.execute(
        "DELETE FROM false_alarm WHERE key = ? AND same ="
        " (SELECT same FROM segment WHERE place = ?)",
        (finding_key(finding), number),
    )


def false_alarms(connection: sqlite3.Connection) -> tuple[FalseAlarm, ...]:
    """Return all false alarms whose source stands in the project, in its order."""
    rows = connection.execute(
        "SELECT min(s.place), count(*), d.key, d.reason, d.author, d.at FROM false_alarm d"
        " JOIN segment s ON s.same = d.same WHERE s.place IS NOT NULL"
        " GROUP BY d.same, d.key ORDER BY 1, d.key"
    )
    return tuple(
        FalseAlarm(number, segments, finding_named(key), reason, author, at)
        for number, segments, key, reason, author, at in rows
    )
