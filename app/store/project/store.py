# SPDX-License-Identifier: AGPL-3.0-or-later
"""A review project's file: everything in it is written at once and survives a kill.

Each change is on the disk before the call returns, and the file alone is the project.
Nothing is taken away: an undone change stays in the history as undone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.store.project.rows import (
    Change,
    Counts,
    OpenFinding,
    Revision,
    SegmentLine,
    StoredFinding,
)
from app.store.project.schema import STEPS
from app.store.sqlite_steps import bring_up_to_date, version_of
from translation.inline_codes import from_marked
from translation.review.segments import (
    CodeKind,
    Comment,
    InlineCodeInfo,
    Origin,
    ReviewDocument,
    ReviewSegment,
    ReviewUnit,
    Status,
)
from translation.units import UnitKind

APPLICATION_ID = 0x48616E6A
"""SQLite's field for the kind of a file: "Hanj"."""
_WAIT_S = 20
_SEGMENT = (
    "s.number, s.segment_id, u.unit_id, u.kind, s.source, s.target, s.status, s.locked,"
    " s.origin, s.match, s.confidence"
)
_STATE = "target, status, locked, origin"


class ProjectVersionError(Exception):
    """The file was written by a newer version of the program."""


class ProjectDamaged(Exception):
    """The file is no review project, or is damaged."""


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
            (numbers[unit.unit_id], unit.unit_id, unit.kind.value, _codes_form(unit.codes))
            for unit in document.units
        ),
    )
    connection.executemany(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            )
            for segment in document.segments
        ),
    )


def same_key(marked: str) -> int:
    """Return a number that equal sources share."""
    digest = hashlib.sha256(" ".join(marked.split()).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


class Project:
    """An open review project.

    Args:
        path: of its file.

    Raises:
        ProjectVersionError: it is of a newer version.
        ProjectDamaged: it is none, or damaged.
        sqlite3.OperationalError: it cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.is_file():
            raise FileNotFoundError(path)
        # The window reads in threads of its own; SQLite itself keeps them apart.
        self._connection = sqlite3.connect(
            path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            self._check()
            # No write-ahead log: people copy a project, and keep it on drives of the network.
            self._connection.execute("PRAGMA journal_mode = TRUNCATE")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA cache_size = -32768")
            self.meta: dict[str, str] = dict(
                self._connection.execute("SELECT name, value FROM meta").fetchall()
            )
        except sqlite3.DatabaseError as error:
            self._connection.close()
            if isinstance(error, sqlite3.OperationalError):
                raise
            raise ProjectDamaged(str(error)) from error
        except BaseException:
            self._connection.close()
            raise

    def _check(self) -> None:
        execute = self._connection.execute
        if execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise ProjectDamaged("application_id")
        if version_of(self._connection) < 1:
            raise ProjectDamaged("user_version")
        if not bring_up_to_date(self._connection, STEPS):
            raise ProjectVersionError

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # ------------------------------------------------------------ reading

    @property
    def source_language(self) -> str:
        """BCP 47 tag."""
        return self.meta["source_language"]

    @property
    def target_language(self) -> str:
        """BCP 47 tag."""
        return self.meta["target_language"]

    def part(self, name: str) -> bytes:
        """Return a part of the document: "document.json" or a file that it names."""
        row = self._connection.execute(
            "SELECT content FROM document WHERE part = ?", (name,)
        ).fetchone()
        if row is None:
            raise ProjectDamaged(name)
        return zlib.decompress(row[0])

    def segments(self, first: int = 1, last: int | None = None) -> tuple[ReviewSegment, ...]:
        """Return the segments from number ``first`` to ``last``, in the document's order."""
        rows = self._connection.execute(
            f"SELECT {_SEGMENT} FROM segment s JOIN unit u ON u.number = s.unit"  # noqa: S608
            " WHERE s.number >= ? AND s.number <= ? ORDER BY s.number",
            (first, last if last is not None else 1 << 60),
        )
        return tuple(_segment(row) for row in rows)

    def lines(self, numbers: Iterable[int] | None = None) -> list[SegmentLine]:
        """Return what a list of segments shows of them; all where no numbers are given."""
        every = (
            "SELECT s.number, u.kind, s.source, s.target, s.status, s.locked, s.match,"
            " s.confidence FROM segment s CROSS JOIN unit u ON u.number = s.unit"
        )
        if numbers is None:
            rows = self._connection.execute(f"{every} ORDER BY s.number")
        else:
            rows = self._connection.execute(
                f"{every} WHERE s.number IN"  # noqa: S608
                " (SELECT value FROM json_each(?)) ORDER BY s.number",
                (json.dumps(list(numbers)),),
            )
        return [SegmentLine(*row) for row in rows]

    def segment(self, number: int) -> ReviewSegment:
        """Return one segment.

        Raises:
            KeyError: there is none of that number.
        """
        found = self.segments(number, number)
        if not found:
            raise KeyError(number)
        return found[0]

    def segments_of(self, unit_id: str) -> tuple[ReviewSegment, ...]:
        """Return the segments of a unit."""
        rows = self._connection.execute(
            f"SELECT {_SEGMENT} FROM segment s JOIN unit u ON u.number = s.unit"  # noqa: S608
            " WHERE u.unit_id = ? ORDER BY s.number",
            (unit_id,),
        )
        return tuple(_segment(row) for row in rows)

    def same_as(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the other segments with the same source and codes."""
        rows = self._connection.execute(
            "SELECT b.number FROM segment a JOIN segment b ON b.same = a.same"
            " WHERE a.number = ? AND b.number <> a.number ORDER BY b.number",
            (number,),
        )
        return tuple(row[0] for row in rows)

    def units(self) -> tuple[ReviewUnit, ...]:
        """Return the units in the document's order."""
        rows = self._connection.execute("SELECT unit_id, kind, codes FROM unit ORDER BY number")
        return tuple(
            ReviewUnit(unit_id, UnitKind(kind), _codes_of(codes)) for unit_id, kind, codes in rows
        )

    def codes_of(self, unit_id: str) -> tuple[InlineCodeInfo, ...]:
        """Return what the codes of a unit look like."""
        row = self._connection.execute(
            "SELECT codes FROM unit WHERE unit_id = ?", (unit_id,)
        ).fetchone()
        return _codes_of(row[0]) if row else ()

    def exchanged(self) -> ReviewDocument:
        """Return all that other tools are given."""
        return ReviewDocument(
            self.meta["title"],
            self.source_language,
            self.target_language,
            self.meta["document_id"],
            self.units(),
            self.segments(),
            self.comments(),
        )

    def counts(self) -> Counts:
        """Return how far the project has come."""
        rows = self._connection.execute(
            "SELECT status, segments, characters, words, locked FROM tally WHERE segments > 0"
        ).fetchall()
        return Counts(
            {Status(row[0]): row[1] for row in rows},
            {Status(row[0]): row[2] for row in rows},
            {Status(row[0]): row[3] for row in rows},
            sum(row[4] for row in rows),
        )

    def bands(self) -> dict[str, tuple[int, int, int]]:
        """Return (segments, characters, words) by what each segment began as.

        Bands are those by which bureaus are paid: "context" (101), "exact" (100), "95-99",
        "85-94", "75-84", "50-74" of the memory, "repetition" (its source stood before in the
        document), "machine", and "new".
        """
        rows = self._connection.execute(
            "SELECT CASE WHEN match >= 101 THEN 'context' WHEN match = 100 THEN 'exact'"
            " WHEN match >= 95 THEN '95-99' WHEN match >= 85 THEN '85-94'"
            " WHEN match >= 75 THEN '75-84' WHEN match IS NOT NULL THEN '50-74'"
            " WHEN first < number THEN 'repetition'"
            " WHEN confidence IS NOT NULL THEN 'machine' ELSE 'new' END AS band,"
            " count(*), sum(characters), sum(words) FROM"
            " (SELECT *, min(number) OVER (PARTITION BY same) AS first FROM segment)"
            " GROUP BY band ORDER BY band"
        )
        return {band: (segments, characters, words) for band, segments, characters, words in rows}

    # ------------------------------------------------------------ changes

    def change(self, changes: Sequence[Change], author: str, at: str, why: str) -> int | None:
        """Make ``changes`` as one step and return its number; None where nothing is different.

        What was undone before can no longer be done again; it stays in the history.
        """
        with self._writing() as connection:
            execute = connection.execute
            step = execute("SELECT coalesce(max(step), 0) + 1 FROM revision").fetchone()[0]
            changed = False
            for change in changes:
                before = execute(
                    f"SELECT {_STATE} FROM segment WHERE number = ?",  # noqa: S608
                    (change.number,),
                ).fetchone()
                after = _state_after(before, change)
                execute("DELETE FROM typing WHERE number = ?", (change.number,))
                if after == tuple(before):
                    continue
                if not changed:
                    execute("UPDATE revision SET undone = 2 WHERE undone = 1")
                    changed = True
                self._set_state(change.number, after)
                execute(
                    "INSERT INTO revision (step, number, author, at, why, target_before,"
                    " status_before, locked_before, origin_before, target_after, status_after,"
                    " locked_after, origin_after) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (step, change.number, author, at, why, *before, *after),
                )
        return step if changed else None

    def _set_state(self, number: int, state: Sequence[Any]) -> None:
        self._connection.execute(
            "UPDATE segment SET target = ?, status = ?, locked = ?, origin = ? WHERE number = ?",
            (*state, number),
        )

    def undo(self) -> tuple[int, ...]:
        """Take back the last step that holds and return the segments it changed."""
        return self._turn(
            "SELECT max(step) FROM revision WHERE undone = 0",
            "target_before, status_before, locked_before, origin_before",
            1,
        )

    def redo(self) -> tuple[int, ...]:
        """Do the last undone step again and return the segments it changed."""
        return self._turn(
            "SELECT min(step) FROM revision WHERE undone = 1",
            "target_after, status_after, locked_after, origin_after",
            0,
        )

    def _turn(self, which: str, columns: str, undone: int) -> tuple[int, ...]:
        with self._writing() as connection:
            execute = connection.execute
            step = execute(which).fetchone()[0]
            if step is None:
                return ()
            rows = execute(
                f"SELECT number, {columns} FROM revision WHERE step = ?",  # noqa: S608
                (step,),
            ).fetchall()
            for number, *state in rows:
                execute("DELETE FROM typing WHERE number = ?", (number,))
                self._set_state(number, state)
            execute("UPDATE revision SET undone = ? WHERE step = ?", (undone, step))
        return tuple(row[0] for row in rows)

    def history(self, number: int) -> tuple[Revision, ...]:
        """Return all changes of a segment, the latest first."""
        rows = self._connection.execute(
            "SELECT step, number, author, at, why, target_before, target_after, status_before,"
            " status_after, undone FROM revision WHERE number = ? ORDER BY revision_id DESC",
            (number,),
        )
        return tuple(
            Revision(
                step,
                segment,
                author,
                at,
                why,
                from_marked(before),
                from_marked(after),
                Status(status_before),
                Status(status_after),
                bool(undone),
            )
            for step, segment, author, at, why, before, after, status_before, status_after, undone in rows
        )

    # ------------------------------------------------------------ typing

    def keep_typing(self, number: int, target: str) -> None:
        """Keep what stands in the editor, marked; it is no change yet."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO typing VALUES (?, ?)", (number, target))

    def typed(self) -> dict[int, str]:
        """Return what stood in the editor and became no change: after a kill, for example."""
        return dict(self._connection.execute("SELECT number, target FROM typing").fetchall())

    def drop_typing(self, number: int) -> None:
        """Forget what stood in the editor."""
        with self._writing() as connection:
            connection.execute("DELETE FROM typing WHERE number = ?", (number,))

    def count_visit(self, number: int, seconds: float) -> None:
        """Add to the time that a person gave a segment."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO visit VALUES (?, ?)"
                " ON CONFLICT (number) DO UPDATE SET seconds = seconds + excluded.seconds",
                (number, seconds),
            )

    def pace(self) -> tuple[float, int]:
        """Return the seconds given to confirmed segments, and the characters of these."""
        seconds, characters = self._connection.execute(
            "SELECT coalesce(sum(v.seconds), 0), coalesce(sum(s.characters), 0) FROM visit v"
            " CROSS JOIN segment s ON s.number = v.number AND s.status IN (?, ?)",
            (Status.REVIEWED.value, Status.APPROVED.value),
        ).fetchone()
        return float(seconds), int(characters)

    # ------------------------------------------------------------ comments

    def add_comment(self, number: int, author: str, at: str, text: str) -> int:
        """Add a comment and return its id."""
        with self._writing() as connection:
            cursor = connection.execute(
                "INSERT INTO comment (number, author, at, text) VALUES (?, ?, ?, ?)",
                (number, author, at, text),
            )
        return int(cursor.lastrowid or 0)

    def resolve_comment(self, comment_id: int, *, resolved: bool = True) -> None:
        """Mark a comment as answered, or as open again."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE comment SET resolved = ? WHERE comment_id = ?", (resolved, comment_id)
            )

    def comments(self, number: int | None = None) -> tuple[Comment, ...]:
        """Return the comments of a segment, or of all, in the order they were made."""
        rows = self._connection.execute(
            "SELECT s.segment_id, c.author, c.at, c.text, c.resolved, c.comment_id FROM comment c"
            " JOIN segment s ON s.number = c.number WHERE ? IS NULL OR c.number = ?"
            " ORDER BY c.number, c.comment_id",
            (number, number),
        )
        return tuple(
            Comment(segment_id, author, at, text, bool(resolved), comment_id)
            for segment_id, author, at, text, resolved, comment_id in rows
        )

    def commented(self) -> dict[int, int]:
        """Return how many open comments each segment has."""
        return dict(
            self._connection.execute(
                "SELECT number, count(*) FROM comment WHERE NOT resolved GROUP BY number"
            ).fetchall()
        )

    # ------------------------------------------------------------ findings

    def set_findings(self, found: Mapping[int, Iterable[OpenFinding]]) -> None:
        """Replace the findings of the segments named; dismissals of the same ones stay."""
        with self._writing() as connection:
            connection.executemany(
                "DELETE FROM finding WHERE number = ?", ((number,) for number in found)
            )
            connection.executemany(
                "INSERT OR IGNORE INTO finding VALUES (?, ?, ?, ?)",
                (
                    (number, _finding_key(one), _finding_form(one), one.severity)
                    for number, some in found.items()
                    for one in some
                ),
            )

    def findings(self, number: int | None = None) -> tuple[StoredFinding, ...]:
        """Return the findings of a segment, or of all; dismissed ones too."""
        rows = self._connection.execute(
            "SELECT f.number, f.finding, d.reason, d.author FROM finding f LEFT JOIN dismissal d"
            " ON d.number = f.number AND d.key = f.key WHERE ? IS NULL OR f.number = ?"
            " ORDER BY f.number, f.severity, f.key",
            (number, number),
        )
        return tuple(
            StoredFinding(segment, _finding_of(form), reason, author or "")
            for segment, form, reason, author in rows
        )

    def troubled(self) -> dict[int, str]:
        """Return for each segment with open findings the worst severity."""
        return dict(
            self._connection.execute(
                # "error" sorts before "warning".
                "SELECT f.number, min(f.severity) FROM finding f LEFT JOIN dismissal d"
                " ON d.number = f.number AND d.key = f.key WHERE d.key IS NULL GROUP BY f.number"
            ).fetchall()
        )

    def dismiss(self, number: int, finding: OpenFinding, reason: str, author: str, at: str) -> None:
        """Say that a finding is none; it stays dismissed while it is the same."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO dismissal VALUES (?, ?, ?, ?, ?)",
                (number, _finding_key(finding), reason, author, at),
            )

    def restore(self, number: int, finding: OpenFinding) -> None:
        """Take a dismissal back."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM dismissal WHERE number = ? AND key = ?",
                (number, _finding_key(finding)),
            )

    def set_meta(self, name: str, value: str) -> None:
        """Remember something of the project."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
        self.meta[name] = value


# ---------------------------------------------------------------- forms


def _state_after(before: Sequence[Any], change: Change) -> tuple[Any, ...]:
    target, status, locked, origin = before
    return (
        target if change.target is None else change.target.marked,
        status if change.status is None else change.status.value,
        locked if change.locked is None else int(change.locked),
        origin if change.origin is None else change.origin.value,
    )


def _segment(row: Sequence[Any]) -> ReviewSegment:
    number, segment_id, unit_id, kind, source, target, status, locked, origin, match, sure = row
    return ReviewSegment(
        segment_id,
        unit_id,
        number,
        UnitKind(kind),
        from_marked(source),
        from_marked(target),
        Status(status),
        bool(locked),
        Origin(origin),
        match,
        sure,
    )


def _codes_form(codes: Sequence[InlineCodeInfo]) -> str:
    return json.dumps(
        [[code.number, code.kind.value, code.paired, code.shown] for code in codes],
        ensure_ascii=False,
    )


def _codes_of(form: str) -> tuple[InlineCodeInfo, ...]:
    return tuple(
        InlineCodeInfo(number, CodeKind(kind), bool(paired), shown)
        for number, kind, paired, shown in json.loads(form)
    )


def _finding_form(finding: OpenFinding) -> str:
    return json.dumps(
        [
            finding.check_id,
            finding.severity,
            finding.params,
            finding.source_span,
            finding.target_span,
        ],
        ensure_ascii=False,
    )


def _finding_of(form: str) -> OpenFinding:
    check_id, severity, params, source_span, target_span = json.loads(form)
    return OpenFinding(
        check_id,
        severity,
        tuple((name, value) for name, value in params),
        tuple(source_span) if source_span else None,
        tuple(target_span) if target_span else None,
    )


def _finding_key(finding: OpenFinding) -> str:
    """What makes a finding the same after an edit: what is wrong, not where it stands."""
    return json.dumps([finding.check_id, finding.params], ensure_ascii=False)
