# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments of a project's segments, in threads; each is about a segment, or about words of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeAlias

from app.store.project.forms import here
from translation.inline_codes import from_marked
from translation.review.anchors import SpanAnchor, anchor_of
from translation.review.segments import Comment


def add(
    connection: sqlite3.Connection,
    number: int,
    author: str,
    at: str,
    text: str,
    anchor: SpanAnchor | None,
    reply_to: int | None,
) -> int:
    """Add a comment and return its id; a reply stands where its thread does, and opens it again."""
    if reply_to is not None:
        cursor = connection.execute(
            "INSERT INTO comment (number, author, at, text, shown, reply_to)"
            " SELECT number, ?, ?, ?, shown, comment_id FROM comment WHERE comment_id = ?",
            (author, at, text, reply_to),
        )
        made = int(cursor.lastrowid or 0)
        connection.execute(
            "UPDATE comment SET resolved = 0 WHERE ? IN (comment_id, reply_to)", (reply_to,)
        )
        return made
    span = (anchor.side, anchor.start, anchor.quote) if anchor else (None, None, None)
    cursor = connection.execute(
        "INSERT INTO comment (number, author, at, text, shown, side, start, quote)"
        " SELECT number, ?, ?, ?, number, ?, ?, ? FROM segment WHERE place = ?",
        (author, at, text, *span, number),
    )
    return int(cursor.lastrowid or 0)


def read(connection: sqlite3.Connection, number: int | None) -> tuple[Comment, ...]:
    """Return the comments of a segment, or of all, each thread in the order it was made."""
    rows = connection.execute(
        "SELECT s.segment_id, c.author, c.at, c.text, c.resolved, c.comment_id, c.side, c.start,"  # noqa: S608
        " c.quote, c.reply_to FROM comment c JOIN segment s ON s.number = c.shown"
        f" WHERE {here(number)}"
        " ORDER BY s.place, coalesce(c.reply_to, c.comment_id), c.comment_id",
        {"place": number},
    )
    return tuple(
        Comment(
            segment_id, author, at, text, bool(resolved), key, anchor_of(side, start, quote), reply
        )
        for segment_id, author, at, text, resolved, key, side, start, quote, reply in rows
    )


ThreadRow: TypeAlias = tuple[int | str | None, ...]
"""A comment as it is kept."""
_ROW = "comment_id, number, author, at, text, resolved, shown, side, start, quote, reply_to"


def thread_of(connection: sqlite3.Connection, root: int) -> tuple[ThreadRow, ...]:
    """Return a whole thread by the id of its first comment, as ``put_thread`` takes it."""
    rows = connection.execute(
        f"SELECT {_ROW} FROM comment WHERE ? IN (comment_id, reply_to) ORDER BY comment_id",  # noqa: S608
        (root,),
    )
    return tuple(rows.fetchall())


def put_thread(connection: sqlite3.Connection, root: int, rows: Sequence[ThreadRow]) -> None:
    """Let a thread be as it was; without rows it is gone."""
    connection.execute("DELETE FROM comment WHERE ? IN (comment_id, reply_to)", (root,))
    connection.executemany(
        f"INSERT INTO comment ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        rows,
    )


def open_threads(connection: sqlite3.Connection) -> dict[int, int]:
    """Return how many open threads each segment has."""
    return dict(
        connection.execute(
            "SELECT s.place, count(*) FROM comment c JOIN segment s ON s.number = c.shown"
            " WHERE NOT c.resolved AND c.reply_to IS NULL GROUP BY s.place"
        ).fetchall()
    )


def follow(connection: sqlite3.Connection, gone: int, coming: Sequence[int]) -> None:
    """Show the comments of a segment that went on those that came.

    Each goes back to where it was made, or else to the segment with the words that it is about, or
    else to the first.
    """
    threads = connection.execute(
        "SELECT comment_id, number, side, quote FROM comment WHERE shown = ? AND reply_to IS NULL",
        (gone,),
    ).fetchall()
    for comment, made, side, quote in threads:
        place = made if made in coming else coming[0]
        if made not in coming and quote:
            texts = dict(
                connection.execute(
                    f"SELECT number, {'source' if side == 'source' else 'target'} FROM segment"  # noqa: S608
                    " WHERE number IN (SELECT value FROM json_each(?))",
                    (str(list(coming)),),
                ).fetchall()
            )
            place = next((one for one in coming if quote in from_marked(texts[one]).text), place)
        connection.execute(
            "UPDATE comment SET shown = ? WHERE ? IN (comment_id, reply_to)", (place, comment)
        )
