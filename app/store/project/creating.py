# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the file of a new project."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.store.project import documents
from app.store.project.documents import NewDocument
from app.store.project.schema import APPLICATION_ID, STEPS
from app.store.sqlite_steps import bring_up_to_date


def new_project(
    path: Path,
    contents: Iterable[NewDocument],
    title: str = "",
    meta: Mapping[str, str] | None = None,
) -> None:
    """Write a new project beside ``path`` and put it there whole.

    Args:
        path: of the file; one that is there is replaced.
        contents: its documents, one at least, each written before the next is asked for.
        title: of the project; that of its first document without one.
        meta: more to remember of the whole project.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.part")
    temporary.unlink(missing_ok=True)
    connection = sqlite3.connect(temporary, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        bring_up_to_date(connection, STEPS)
        connection.execute("BEGIN")
        for number, one in enumerate(contents):
            documents.add(connection, one)
            if number == 0:
                _say(connection, one, title, meta or {})
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        temporary.unlink(missing_ok=True)
        raise
    connection.close()
    # Of a project that was here before: read with the new file it would damage it.
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    os.replace(temporary, path)  # noqa: PTH105 - Path.replace hides that it is atomic


def _say(
    connection: sqlite3.Connection, first: NewDocument, title: str, meta: Mapping[str, str]
) -> None:
    """Remember what is of the whole project; its first document tells it from all others."""
    said = {
        **meta,
        "title": title or first.review.title,
        "source_language": first.review.source_language,
        "target_language": first.review.target_language,
        "document_id": first.review.document_id,
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", said.items())
