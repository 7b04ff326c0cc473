# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing the file of a new project."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Mapping
from pathlib import Path

from app.store.project.forms import codes_form, same_key
from app.store.project.schema import APPLICATION_ID, STEPS
from app.store.sqlite_steps import bring_up_to_date
from translation.review.segments import ReviewDocument


def new_project(
    path: Path, document: ReviewDocument, parts: Mapping[str, bytes], meta: Mapping[str, str]
) -> None:
    """Write a new project beside ``path`` and put it there whole.

    Args:
        path: of the file; one that is there is replaced.
        document: its segments.
        parts: the document model as "document.json" and the files that it names.
        meta: more to remember: what made the draft, whether it was a demonstration.

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
        _fill(connection, document, parts, meta)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        temporary.unlink(missing_ok=True)
        raise
    connection.close()
    # Of a project that was here before: read with the new file it would damage it.
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    os.replace(temporary, path)  # noqa: PTH105 - Path.replace hides that it is atomic


def _fill(
    connection: sqlite3.Connection,
    document: ReviewDocument,
    parts: Mapping[str, bytes],
    meta: Mapping[str, str],
) -> None:
    said = {
        **meta,
        "title": document.title,
        "source_language": document.source_language,
        "target_language": document.target_language,
        "document_id": document.document_id,
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", said.items())
    connection.executemany(
        "INSERT INTO document VALUES (?, ?)",
        ((name, zlib.compress(content, 6)) for name, content in parts.items()),
    )
    numbers = {unit.unit_id: number for number, unit in enumerate(document.units, start=1)}
    connection.executemany(
        "INSERT INTO unit VALUES (?, ?, ?, ?)",
        (
            (numbers[unit.unit_id], unit.unit_id, unit.kind.value, codes_form(unit.codes))
            for unit in document.units
        ),
    )
    connection.executemany(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                segment.number,
                segment.segment_id,
                numbers[segment.unit_id],
                segment.source.marked,
                same_key(segment.source.marked),
                segment.target.marked,
                segment.status.value,
                int(segment.locked),
                segment.origin.value,
                segment.match,
                segment.confidence,
                len(segment.source.text),
                len(segment.source.text.split()),
                segment.number,
            )
            for segment in document.segments
        ),
    )
