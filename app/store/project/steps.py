# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps: what a person changes at once, and takes back at once.

A step changes the states of segments, or puts other segments of a unit in the place of some. Nothing
is taken away: what was split or joined stays in the file without a place, with its history, and an
undone step stays in the history as undone.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from app.store.project import comments
from app.store.project.forms import same_key
from app.store.project.rows import Change, Revision, StoredRevision, StoredState, Turn
from translation.inline_codes import from_marked, joined
from translation.review.segmentation import Resegmentation
from translation.review.segments import Status, segment_id_of

_STATE = "target, status, locked, origin"
_REVISION = (
    "INSERT INTO revision (step, number, author, at, why, target_before, status_before,"
    " locked_before, origin_before, target_after, status_after, locked_after, origin_after)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DONE, _TAKEN_BACK, _REPLACED = 0, 1, 2
"""Of ``revision.undone``."""
_MARK_BYTES = 8


def begin(connection: sqlite3.Connection) -> int:
    """Return the number of a new step; what was undone can no longer be done again."""
    step = connection.execute("SELECT coalesce(max(step), 0) + 1 FROM revision").fetchone()[0]
    connection.execute("UPDATE revision SET undone = ? WHERE undone = ?", (_REPLACED, _TAKEN_BACK))
    return int(step)


def change(
    connection: sqlite3.Connection, changes: Sequence[Change], author: str, at: str, why: str
) -> int | None:
    """Give segments their new states and return the number of the step; None for no difference."""
    step: int | None = None
    for one in changes:
        number, *before = connection.execute(
            f"SELECT number, {_STATE} FROM segment WHERE place = ?",  # noqa: S608
            (one.number,),
        ).fetchone()
        after = _state_after(before, one)
        connection.execute("DELETE FROM typing WHERE number = ?", (number,))
        if after == tuple(before) and not one.recorded:
            continue
        step = step or begin(connection)
        _set_state(connection, number, after)
        connection.execute(
            _REVISION,
            (step, number, one.author or author, at, one.why or why, *before, *after),
        )
    return step


def _state_after(before: Sequence[Any], made: Change) -> tuple[Any, ...]:
    target, status, locked, origin = before
    return (
        target if made.target is None else made.target.marked,
        status if made.status is None else made.status.value,
        locked if made.locked is None else int(made.locked),
        origin if made.origin is None else made.origin.value,
    )


def _set_state(connection: sqlite3.Connection, number: int, state: Sequence[Any]) -> None:
    connection.execute(
        "UPDATE segment SET target = ?, status = ?, locked = ?, origin = ? WHERE number = ?",
        (*state, number),
    )


# ---------------------------------------------------------------- splitting and joining


def resegment(
    connection: sqlite3.Connection,
    step: int,
    made: Sequence[Resegmentation],
    author: str,
    at: str,
    why: str,
) -> None:
    """Put other segments in the place of some, as a part of ``step``."""
    # From the end: the numbers of those before stay what the caller knows them by.
    for part, one in enumerate(reversed(made)):
        rows = connection.execute(
            "SELECT s.number, s.unit, u.unit_id, s.target, s.status FROM segment s"
            " JOIN unit u ON u.number = s.unit WHERE s.place BETWEEN ? AND ? ORDER BY s.place",
            (one.first, one.last),
        ).fetchall()
        _, unit, unit_id, _, status = rows[0]
        before = joined([from_marked(row[3]) for row in rows]).marked
        fresh = connection.execute("SELECT max(number) FROM segment").fetchone()[0]
        born = range(fresh + 1, fresh + 1 + len(one.pieces))
        for number, piece in zip(born, one.pieces, strict=True):
            text = piece.source.text
            connection.execute(
                "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, NULL, ?, ?, ?, NULL)",
                (
                    number,
                    # No segment of the unit had this number: it was the last of the project.
                    segment_id_of(unit_id, number),
                    unit,
                    piece.source.marked,
                    same_key(piece.source.marked),
                    piece.target.marked,
                    piece.status.value,
                    piece.origin.value,
                    piece.confidence,
                    len(text),
                    len(text.split()),
                ),
            )
            state = (piece.target.marked, piece.status.value, 0, piece.origin.value)
            was = (before, status, 0, piece.origin.value)
            connection.execute(_REVISION, (step, number, author, at, why, *was, *state))
        connection.executemany(
            "INSERT INTO resegmentation VALUES (?, ?, ?, ?, ?)",
            [(step, part, 0, ord_, row[0]) for ord_, row in enumerate(rows)]
            + [(step, part, 1, ord_, number) for ord_, number in enumerate(born)],
        )
        _exchange(connection, step, part, born=True)
    _count_again(connection)


def _exchange(connection: sqlite3.Connection, step: int, part: int, *, born: bool) -> list[int]:
    """Let the segments that a part of a step brought stand in the document, or those it took out.

    Returns:
        The stored numbers of those that stand there now.
    """
    coming, going = (
        [
            row[0]
            for row in connection.execute(
                "SELECT number FROM resegmentation WHERE step = ? AND part = ? AND born = ?"
                " ORDER BY ord",
                (step, part, which),
            )
        ]
        for which in (int(born), int(not born))
    )
    execute = connection.execute
    first = execute("SELECT place FROM segment WHERE number = ?", (going[0],)).fetchone()[0]
    for number in going:
        execute("UPDATE segment SET place = NULL WHERE number = ?", (number,))
        execute("DELETE FROM typing WHERE number = ?", (number,))
    execute(
        "UPDATE segment SET place = place + ? WHERE place > ?",
        (len(coming) - len(going), first),
    )
    for place, number in enumerate(coming, start=first):
        execute("UPDATE segment SET place = ? WHERE number = ?", (place, number))
    for number in going:
        comments.follow(connection, number, coming)
    return coming


def _count_again(connection: sqlite3.Connection) -> None:
    """Set the tally, which triggers keep while segments only change their states."""
    connection.execute("DELETE FROM tally")
    connection.execute(
        "INSERT INTO tally SELECT status, count(*), sum(characters), sum(words), sum(locked)"
        " FROM segment WHERE place IS NOT NULL GROUP BY status"
    )


# ---------------------------------------------------------------- undoing


def turn(connection: sqlite3.Connection, *, undone: bool) -> tuple[tuple[int, ...], bool]:
    """Take back the last step that holds, or do the last undone one again.

    Returns:
        The numbers of the segments that it changed, and whether it split or joined some.
    """
    execute = connection.execute
    which = (
        "SELECT max(step) FROM revision WHERE undone = 0"
        if undone
        else "SELECT min(step) FROM revision WHERE undone = 1"
    )
    step = execute(which).fetchone()[0]
    if step is None:
        return (), False
    end = "before" if undone else "after"
    rows = execute(
        f"SELECT number, target_{end}, status_{end}, locked_{end}, origin_{end}"  # noqa: S608
        " FROM revision WHERE step = ? AND number NOT IN"
        " (SELECT number FROM resegmentation WHERE step = ? AND born = 1) ORDER BY revision_id",
        (step, step),
    ).fetchall()
    for number, *state in rows:
        execute("DELETE FROM typing WHERE number = ?", (number,))
        _set_state(connection, number, state)
    changed = [row[0] for row in rows]
    order = "DESC" if undone else "ASC"
    parts = execute(
        f"SELECT DISTINCT part FROM resegmentation WHERE step = ? ORDER BY part {order}",  # noqa: S608
        (step,),
    ).fetchall()
    for (part,) in parts:
        changed += _exchange(connection, step, part, born=not undone)
    if parts:
        _count_again(connection)
    execute(
        "UPDATE revision SET undone = ? WHERE step = ?", (_TAKEN_BACK if undone else _DONE, step)
    )
    execute(
        "INSERT INTO turn (step, undone, mark) VALUES (?, ?, ?)",
        (step, int(undone), secrets.token_hex(_MARK_BYTES)),
    )
    return tuple(_place(connection, number) for number in changed), bool(parts)


def turns(connection: sqlite3.Connection) -> list[Turn]:
    """Return each undo and redo, in the order they were made."""
    rows = connection.execute("SELECT step, undone, mark FROM turn ORDER BY turn_id")
    return [Turn(step, bool(undone), mark) for step, undone, mark in rows]


def _place(connection: sqlite3.Connection, number: int) -> int:
    found = connection.execute("SELECT place FROM segment WHERE number = ?", (number,))
    return int(found.fetchone()[0])


def of_several(connection: sqlite3.Connection) -> list[int]:
    """Return the numbers, as they are now, of segments at which several persons made steps that hold."""
    rows = connection.execute(
        "SELECT s.place FROM (SELECT number FROM revision WHERE undone = ? GROUP BY number"
        " HAVING min(author) <> max(author)) r JOIN segment s ON s.number = r.number"
        " WHERE s.place IS NOT NULL ORDER BY s.place",
        (_DONE,),
    )
    return [place for (place,) in rows]


def revisions(
    connection: sqlite3.Connection, numbers: Iterable[int] | None = None
) -> list[StoredRevision]:
    """Return revisions in the order they were made: all, or those of segments as they are now."""
    # From the segments to their revisions: there may be hundreds of thousands of these.
    joined_by = (
        "revision r JOIN segment s ON s.number = r.number"
        if numbers is None
        else "segment s CROSS JOIN revision r ON r.number = s.number"
    )
    wanted = "" if numbers is None else "WHERE s.place IN (SELECT value FROM json_each(?))"
    given = () if numbers is None else (json.dumps(list(numbers)),)
    rows = connection.execute(
        "SELECT r.step, r.number, u.unit_id, r.author, r.at, r.why, r.target_before,"  # noqa: S608
        " r.status_before,"
        " r.target_after, r.status_after, r.undone, EXISTS (SELECT 1 FROM resegmentation g"
        " WHERE g.step = r.step AND g.number = r.number AND g.born = 1)"
        f" FROM {joined_by} JOIN unit u ON u.number = s.unit"
        f" {wanted} ORDER BY r.revision_id",
        given,
    )
    return [
        StoredRevision(
            step,
            key,
            unit_id,
            author,
            at,
            why,
            StoredState(before, status_before),
            StoredState(after, status_after),
            bool(undone),
            bool(born),
        )
        for (
            step,
            key,
            unit_id,
            author,
            at,
            why,
            before,
            status_before,
            after,
            status_after,
            undone,
            born,
        ) in rows
    ]


# ---------------------------------------------------------------- history

_LINEAGE = """WITH RECURSIVE here (number) AS (SELECT number FROM segment WHERE place = ?),
before (number) AS (SELECT number FROM here UNION
    SELECT a.number FROM before x JOIN resegmentation b ON b.number = x.number AND b.born = 1
    JOIN resegmentation a ON a.step = b.step AND a.part = b.part AND a.born = 0),
after (number) AS (SELECT number FROM here UNION
    SELECT a.number FROM after x JOIN resegmentation b ON b.number = x.number AND b.born = 0
    JOIN resegmentation a ON a.step = b.step AND a.part = b.part AND a.born = 1)
SELECT r.step, r.author, r.at, r.why, r.target_before, r.target_after, r.status_before,
    r.status_after, r.undone, EXISTS (SELECT 1 FROM resegmentation g
        WHERE g.step = r.step AND g.number = r.number AND g.born = 1)
FROM revision r WHERE r.number IN (SELECT number FROM before UNION SELECT number FROM after)
ORDER BY r.revision_id DESC"""
"""What a segment was before it was split or joined, and what it was while that was not yet undone."""


def history(connection: sqlite3.Connection, number: int) -> tuple[Revision, ...]:
    """Return all changes of a segment and of those that it was part of, the latest first."""
    return tuple(
        Revision(
            step,
            number,
            author,
            at,
            why,
            from_marked(before),
            from_marked(after),
            Status(status_before),
            Status(status_after),
            bool(undone),
            bool(resegmented),
        )
        for (
            step,
            author,
            at,
            why,
            before,
            after,
            status_before,
            status_after,
            undone,
            resegmented,
        ) in connection.execute(_LINEAGE, (number,))
    )
