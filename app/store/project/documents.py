# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents of a project: what each is, its parts, and its segments as they came.

Segments of all documents stand one behind the other, in the order in which the documents came, and
are called by one row of numbers. Units of two documents may have the same id; in the file those of
the second and later ones begin with their document's.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.store.project.forms import codes_form, codes_of, same_key
from translation.review.segments import (
    Comment,
    InlineCodeInfo,
    ReviewDocument,
    ReviewSegment,
    ReviewUnit,
)
from translation.units import UnitKind

_SHOWN_ID = 16
"""Characters of a document's id before the ids of its units."""
_KEY_BITS = 22
"""The segments of a later document are kept under numbers of their own, so many bits apart."""


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that comes into a project."""

    review: ReviewDocument
    """Its segments, numbered from 1."""
    parts: Mapping[str, bytes]
    """The document model as "document.json", and the files that it names."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """More to remember: "file", the name of its file; what made the draft."""


@dataclass(frozen=True, slots=True)
class ProjectDocument:
    """A document of a project."""

    number: int
    """From 1, in the order in which they came."""
    document_id: str
    """SHA-256 of its file."""
    title: str
    meta: Mapping[str, str]
    first: int
    """Number of its first segment."""
    last: int
    has_twin: bool = False
    """Whether another document of the project has the same name."""

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.meta.get("file", "")

    @property
    def shown(self) -> str:
        """What people call it by: its file, with the folder that this was in where others have its name."""
        folder = self.meta.get("folder", "")
        return f"{folder}/{self.name}" if self.has_twin and folder else self.name or self.title

    def id_in_project(self, own_id: str) -> str:
        """Return the project's id of one of its units, segments or parts."""
        return _prefix(self.number, self.document_id) + own_id

    def own_id(self, id_in_project: str) -> str:
        """Return the id that a unit or segment has in the document alone."""
        return id_in_project.removeprefix(_prefix(self.number, self.document_id))

    def alone(self, segment: ReviewSegment) -> ReviewSegment:
        """Return a segment with the ids that it has in the document alone."""
        return replace(
            segment,
            segment_id=self.own_id(segment.segment_id),
            unit_id=self.own_id(segment.unit_id),
        )


@dataclass(frozen=True, slots=True)
class NewPart:
    """What a part of a document is to hold from now on."""

    document: ProjectDocument
    name: str
    content: bytes
    codes: Mapping[str, tuple[InlineCodeInfo, ...]] = field(default_factory=dict)
    """Of units that have others with it, by their own ids."""


def _prefix(number: int, document_id: str) -> str:
    return "" if number == 1 else f"{document_id[:_SHOWN_ID]}/"


def read(connection: sqlite3.Connection) -> tuple[ProjectDocument, ...]:
    """Return the documents of a project in their order."""
    rows = connection.execute(
        "SELECT number, document_id, title, meta FROM project_document ORDER BY number"
    ).fetchall()
    last_of_all = connection.execute("SELECT coalesce(max(place), 0) FROM segment").fetchone()[0]
    starts = [1]
    for number, *_ in rows[1:]:
        # Segments of a document stand together, the first of them before all others.
        starts.append(
            connection.execute(
                "SELECT min(s.place) FROM unit u CROSS JOIN segment s ON s.unit = u.number"
                " WHERE u.document = ?",
                (number,),
            ).fetchone()[0]
        )
    metas = [json.loads(row[3]) for row in rows]
    names = Counter(meta.get("file", "") for meta in metas)
    ends = [*(start - 1 for start in starts[1:]), last_of_all]
    return tuple(
        ProjectDocument(
            number, document_id, title, meta, first, last, names[meta.get("file", "")] > 1
        )
        for (number, document_id, title, _), meta, first, last in zip(
            rows, metas, starts, ends, strict=True
        )
    )


def part(connection: sqlite3.Connection, document: ProjectDocument, name: str) -> bytes | None:
    """Return a part of a document; None where there is none of that name."""
    row = connection.execute(
        "SELECT content FROM document WHERE part = ?", (document.id_in_project(name),)
    ).fetchone()
    return None if row is None else zlib.decompress(row[0])


def put_part(connection: sqlite3.Connection, new: NewPart) -> None:
    """Put a part in the place of the one of its name."""
    connection.execute(
        "INSERT OR REPLACE INTO document VALUES (?, ?)",
        (new.document.id_in_project(new.name), zlib.compress(new.content, 6)),
    )
    connection.executemany(
        "UPDATE unit SET codes = ? WHERE unit_id = ?",
        (
            (codes_form(codes), new.document.id_in_project(unit_id))
            for unit_id, codes in new.codes.items()
        ),
    )


def parts(connection: sqlite3.Connection, document: ProjectDocument) -> dict[str, bytes]:
    """Return all parts of a document by their names in it."""
    prefixes = [
        _prefix(*row)
        for row in connection.execute("SELECT number, document_id FROM project_document")
    ]
    own = document.id_in_project("")
    return {
        name.removeprefix(own): zlib.decompress(content)
        for name, content in connection.execute("SELECT part, content FROM document")
        if next((one for one in prefixes if one and name.startswith(one)), "") == own
    }


def units(
    connection: sqlite3.Connection, document: ProjectDocument | None
) -> tuple[ReviewUnit, ...]:
    """Return the units of a document, as it has them alone, or those of all."""
    rows = connection.execute(
        "SELECT unit_id, kind, codes FROM unit WHERE ? IS NULL OR document = ? ORDER BY number",
        (document and document.number, document and document.number),
    )
    return tuple(
        ReviewUnit(
            document.own_id(unit_id) if document else unit_id, UnitKind(kind), codes_of(codes)
        )
        for unit_id, kind, codes in rows
    )


def exchanged(
    document: ProjectDocument,
    languages: tuple[str, str],
    its_units: tuple[ReviewUnit, ...],
    segments: Sequence[ReviewSegment],
    comments: Sequence[Comment],
) -> ReviewDocument:
    """Return a document as other tools are given it: with its own ids, and the project's numbers."""
    ids = {one.segment_id for one in segments}
    return ReviewDocument(
        document.title,
        *languages,
        document.document_id,
        its_units,
        tuple(map(document.alone, segments)),
        tuple(
            replace(one, segment_id=document.own_id(one.segment_id))
            for one in comments
            if one.segment_id in ids
        ),
    )


def add(connection: sqlite3.Connection, new: NewDocument) -> ProjectDocument:
    """Put a document behind those that a project has."""
    review = new.review
    number, place, unit = connection.execute(
        "SELECT (SELECT coalesce(max(number), 0) + 1 FROM project_document),"
        " (SELECT coalesce(max(place), 0) FROM segment),"
        " (SELECT coalesce(max(number), 0) FROM unit)"
    ).fetchone()
    document = ProjectDocument(
        number,
        review.document_id,
        review.title,
        new.meta,
        place + 1,
        place + len(review.segments),
    )
    _insert(connection, document)
    connection.executemany(
        "INSERT INTO document VALUES (?, ?)",
        (
            (document.id_in_project(name), zlib.compress(content, 6))
            for name, content in new.parts.items()
        ),
    )
    numbers = {one.unit_id: at for at, one in enumerate(review.units, start=unit + 1)}
    connection.executemany(
        "INSERT INTO unit (number, unit_id, kind, codes, document) VALUES (?, ?, ?, ?, ?)",
        (
            (
                numbers[one.unit_id],
                document.id_in_project(one.unit_id),
                one.kind.value,
                codes_form(one.codes),
                number,
            )
            for one in review.units
        ),
    )
    key = _keys_before(connection, document)
    connection.executemany(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                key + at,
                document.id_in_project(one.segment_id),
                numbers[one.unit_id],
                one.source.marked,
                same_key(one.source.marked),
                one.target.marked,
                one.status.value,
                int(one.locked),
                one.origin.value,
                one.match,
                one.confidence,
                len(one.source.text),
                len(one.source.text.split()),
                place + at,
            )
            for at, one in enumerate(review.segments, start=1)
        ),
    )
    return document


def _insert(connection: sqlite3.Connection, document: ProjectDocument) -> None:
    connection.execute(
        "INSERT INTO project_document VALUES (?, ?, ?, ?)",
        (
            document.number,
            document.document_id,
            document.title,
            json.dumps(dict(document.meta), ensure_ascii=False),
        ),
    )


def _keys_before(connection: sqlite3.Connection, document: ProjectDocument) -> int:
    """Return the number before those by which a document's segments are kept for good.

    They follow from the document, so that two copies of a project that both take it in agree, and
    splits made in one of them meanwhile get no number of the other's.
    """
    if document.number == 1:
        return 0
    key = (int(document.document_id[:8], 16) + 1) << _KEY_BITS
    while connection.execute(
        "SELECT 1 FROM segment WHERE number > ? AND number <= ?", (key, key + (1 << _KEY_BITS))
    ).fetchone():
        key += 1 << _KEY_BITS
    return key


def adopt(connection: sqlite3.Connection, other: sqlite3.Connection, number: int) -> None:
    """Take over document ``number`` of another copy of the project, as it came into that.

    What was done to its segments since is not taken: merging does that.
    """
    found = next(one for one in read(other) if one.number == number)
    new_number, place, unit = connection.execute(
        "SELECT (SELECT max(number) + 1 FROM project_document), (SELECT max(place) FROM segment),"
        " (SELECT max(number) FROM unit)"
    ).fetchone()
    document = replace(found, number=new_number)
    _insert(connection, document)
    connection.executemany(
        "INSERT INTO document VALUES (?, ?)",
        (
            (document.id_in_project(name), zlib.compress(content, 6))
            for name, content in parts(other, found).items()
        ),
    )
    unit_of: dict[int, int] = {}
    for old, unit_id, kind, codes in other.execute(
        "SELECT number, unit_id, kind, codes FROM unit WHERE document = ? ORDER BY number",
        (number,),
    ):
        unit += 1
        unit_of[old] = unit
        connection.execute(
            "INSERT INTO unit (number, unit_id, kind, codes, document) VALUES (?, ?, ?, ?, ?)",
            (unit, document.id_in_project(found.own_id(unit_id)), kind, codes, new_number),
        )
    rows = other.execute(
        "SELECT s.number, s.segment_id, s.unit, s.source, s.same,"
        " coalesce(r.target_before, s.target), coalesce(r.status_before, s.status),"
        " coalesce(r.locked_before, s.locked), coalesce(r.origin_before, s.origin),"
        " s.match, s.confidence, s.characters, s.words"
        " FROM unit u CROSS JOIN segment s ON s.unit = u.number"
        " LEFT JOIN revision r ON r.revision_id ="
        " (SELECT min(revision_id) FROM revision WHERE number = s.number)"
        " WHERE u.document = ? AND s.number NOT IN"
        " (SELECT number FROM resegmentation WHERE born = 1) ORDER BY s.number",
        (number,),
    )
    for key, segment_id, old_unit, *rest in rows:
        place += 1
        connection.execute(
            "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                document.id_in_project(found.own_id(segment_id)),
                unit_of[old_unit],
                *rest,
                place,
            ),
        )
