# SPDX-License-Identifier: AGPL-3.0-or-later
"""A review project's file: everything in it is written at once and survives a kill.

Segments are called by their number in the document, from 1; splitting one moves those after it on.
Each change is on the disk before the call returns, and the file alone is the project.
Nothing is taken away: an undone change stays in the history as undone.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.store.project import comments, steps
from app.store.project.comments import ThreadRow
from app.store.project.forms import (
    SEGMENT,
    codes_of,
    finding_form,
    finding_key,
    finding_named,
    finding_of,
    here,
    segment_of,
)
from app.store.project.rows import (
    Change,
    Counts,
    FalseAlarm,
    OpenFinding,
    Revision,
    SegmentLine,
    StoredFinding,
    StoredRevision,
    Turn,
)
from app.store.project.schema import APPLICATION_ID, STEPS
from app.store.sqlite_steps import bring_up_to_date, version_of
from translation.review.anchors import SpanAnchor
from translation.review.segmentation import Resegmentation
from translation.review.segments import (
    Comment,
    InlineCodeInfo,
    ReviewDocument,
    ReviewSegment,
    ReviewUnit,
    Status,
)
from translation.units import UnitKind

_WAIT_S = 20
_NUMBER = "(SELECT number FROM segment WHERE place = ?)"
_FOUND = (
    "finding f JOIN segment s ON s.number = f.number"
    " LEFT JOIN false_alarm d ON d.same = s.same AND d.key = f.key"
)


class ProjectVersionError(Exception):
    """The file was written by a newer version of the program."""


class ProjectDamaged(Exception):
    """The file is no review project, or is damaged."""


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
        self.resegmented = 0
        """How often segments were split or joined, or that undone, since it was opened."""
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
            f"SELECT {SEGMENT} FROM segment s JOIN unit u ON u.number = s.unit"  # noqa: S608
            " WHERE s.place >= ? AND s.place <= ? ORDER BY s.place",
            (first, last if last is not None else 1 << 60),
        )
        return tuple(segment_of(row) for row in rows)

    def lines(self, numbers: Iterable[int] | None = None) -> list[SegmentLine]:
        """Return what a list of segments shows of them; all where no numbers are given."""
        every = (
            "SELECT s.place, u.kind, s.source, s.target, s.status, s.locked, s.match,"
            " s.confidence FROM segment s CROSS JOIN unit u ON u.number = s.unit"
        )
        if numbers is None:
            rows = self._connection.execute(f"{every} WHERE s.place IS NOT NULL ORDER BY s.place")
        else:
            rows = self._connection.execute(
                f"{every} WHERE s.place IN"  # noqa: S608
                " (SELECT value FROM json_each(?)) ORDER BY s.place",
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
            f"SELECT {SEGMENT} FROM segment s JOIN unit u ON u.number = s.unit"  # noqa: S608
            " WHERE u.unit_id = ? AND s.place IS NOT NULL ORDER BY s.place",
            (unit_id,),
        )
        return tuple(segment_of(row) for row in rows)

    def same_as(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the other segments with the same source and codes."""
        rows = self._connection.execute(
            "SELECT b.place FROM segment a JOIN segment b ON b.same = a.same"
            " WHERE a.place = ? AND b.place <> a.place ORDER BY b.place",
            (number,),
        )
        return tuple(row[0] for row in rows)

    def units(self) -> tuple[ReviewUnit, ...]:
        """Return the units in the document's order."""
        rows = self._connection.execute("SELECT unit_id, kind, codes FROM unit ORDER BY number")
        return tuple(
            ReviewUnit(unit_id, UnitKind(kind), codes_of(codes)) for unit_id, kind, codes in rows
        )

    def codes_of(self, unit_id: str) -> tuple[InlineCodeInfo, ...]:
        """Return what the codes of a unit look like."""
        row = self._connection.execute(
            "SELECT codes FROM unit WHERE unit_id = ?", (unit_id,)
        ).fetchone()
        return codes_of(row[0]) if row else ()

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
            " WHEN first < place THEN 'repetition'"
            " WHEN confidence IS NOT NULL THEN 'machine' ELSE 'new' END AS band,"
            " count(*), sum(characters), sum(words) FROM"
            " (SELECT *, min(place) OVER (PARTITION BY same) AS first FROM segment"
            " WHERE place IS NOT NULL)"
            " GROUP BY band ORDER BY band"
        )
        return {band: (segments, characters, words) for band, segments, characters, words in rows}

    # ------------------------------------------------------------ changes

    def change(
        self,
        changes: Sequence[Change],
        author: str,
        at: str,
        why: str,
        resegmentations: Sequence[Resegmentation] = (),
    ) -> int | None:
        """Make changes as one step and return its number; None where nothing is different.

        What was undone before can no longer be done again; it stays in the history.

        Args:
            changes: new states, by the numbers that segments have before the step.
            author: whose step it is.
            at: moment in UTC, ISO 8601.
            why: what the history says of it.
            resegmentations: what is split or joined, in the order of the document; none of these
                segments may be among the changes.
        """
        with self._writing() as connection:
            step = steps.change(connection, changes, author, at, why)
            if resegmentations:
                step = step or steps.begin(connection)
                steps.resegment(connection, step, resegmentations, author, at, why)
                self.resegmented += 1
        return step

    def undo(self) -> tuple[int, ...]:
        """Take back the last step that holds and return the segments it changed."""
        return self._turn(undone=True)

    def redo(self) -> tuple[int, ...]:
        """Do the last undone step again and return the segments it changed."""
        return self._turn(undone=False)

    def _turn(self, *, undone: bool) -> tuple[int, ...]:
        with self._writing() as connection:
            changed, resegmented = steps.turn(connection, undone=undone)
            self.resegmented += resegmented
        return changed

    def history(self, number: int) -> tuple[Revision, ...]:
        """Return all changes of a segment and of those that it was part of, the latest first."""
        return steps.history(self._connection, number)

    def revisions(self, numbers: Iterable[int] | None = None) -> list[StoredRevision]:
        """Return revisions in the order they were made: all, or those of segments as they are now."""
        return steps.revisions(self._connection, numbers)

    def of_several(self) -> list[int]:
        """Return the numbers of the segments at which several persons made steps that hold."""
        return steps.of_several(self._connection)

    def turns(self) -> list[Turn]:
        """Return each undo and redo, in the order they were made."""
        return steps.turns(self._connection)

    def places(self, keys: Iterable[int]) -> dict[int, int]:
        """Return the numbers in the document of segments, by those that the file keeps for good."""
        rows = self._connection.execute(
            "SELECT number, place FROM segment WHERE place IS NOT NULL"
            " AND number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return dict(rows.fetchall())

    def by_key(self) -> dict[int, ReviewSegment]:
        """Return the segments in their order, by the number that the file keeps for good."""
        rows = self._connection.execute(
            f"SELECT s.number, {SEGMENT} FROM segment s JOIN unit u ON u.number = s.unit"  # noqa: S608
            " WHERE s.place IS NOT NULL ORDER BY s.place"
        )
        return {key: segment_of(row) for key, *row in rows}

    # ------------------------------------------------------------ typing

    def keep_typing(self, number: int, target: str) -> None:
        """Keep what stands in the editor, marked; it is no change yet."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO typing SELECT number, ? FROM segment WHERE place = ?",
                (target, number),
            )

    def typed(self) -> dict[int, str]:
        """Return what stood in the editor and became no change: after a kill, for example."""
        return dict(
            self._connection.execute(
                "SELECT s.place, t.target FROM typing t JOIN segment s ON s.number = t.number"
                " WHERE s.place IS NOT NULL"
            ).fetchall()
        )

    def drop_typing(self, number: int) -> None:
        """Forget what stood in the editor."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM typing WHERE number = (SELECT number FROM segment WHERE place = ?)",
                (number,),
            )

    def count_visit(self, number: int, seconds: float) -> None:
        """Add to the time that a person gave a segment."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO visit SELECT number, ? FROM segment WHERE place = ?"
                " ON CONFLICT (number) DO UPDATE SET seconds = seconds + excluded.seconds",
                (seconds, number),
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

    def add_comment(
        self,
        number: int,
        author: str,
        at: str,
        text: str,
        anchor: SpanAnchor | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Add a comment and return its id.

        Args:
            number: of the segment.
            author: who says it.
            at: moment in UTC, ISO 8601.
            text: what is said.
            anchor: the words that it is about; the whole segment without them.
            reply_to: id of the first comment of the thread, which is open again then.
        """
        with self._writing() as connection:
            return comments.add(connection, number, author, at, text, anchor, reply_to)

    def resolve_comment(self, comment_id: int, *, resolved: bool = True) -> None:
        """Mark a comment as answered, with its whole thread, or as open again."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE comment SET resolved = ? WHERE ? IN (comment_id, reply_to)",
                (resolved, comment_id),
            )

    def comments(self, number: int | None = None) -> tuple[Comment, ...]:
        """Return the comments of a segment, or of all, each thread in the order it was made."""
        return comments.read(self._connection, number)

    def comment_thread(self, root: int) -> tuple[ThreadRow, ...]:
        """Return a thread as it is kept, by the id of its first comment."""
        return comments.thread_of(self._connection, root)

    def put_comment_thread(self, root: int, rows: Sequence[ThreadRow]) -> None:
        """Let a thread be as ``comment_thread`` gave it; without rows it is gone."""
        with self._writing() as connection:
            comments.put_thread(connection, root, rows)

    def commented(self) -> dict[int, int]:
        """Return how many open threads each segment has."""
        return comments.open_threads(self._connection)

    # ------------------------------------------------------------ findings

    def set_findings(self, found: Mapping[int, Iterable[OpenFinding]]) -> None:
        """Replace the findings of the segments named."""
        with self._writing() as connection:
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

    def findings(self, number: int | None = None) -> tuple[StoredFinding, ...]:
        """Return the findings of a segment, or of all; false alarms too."""
        rows = self._connection.execute(
            f"SELECT s.place, f.finding, d.reason, d.author FROM {_FOUND}"  # noqa: S608
            f" WHERE {here(number)} ORDER BY s.place, f.severity, f.key",
            {"place": number},
        )
        return tuple(
            StoredFinding(segment, finding_of(form), reason, author or "")
            for segment, form, reason, author in rows
        )

    def troubled(self) -> dict[int, str]:
        """Return for each segment with open findings the worst severity."""
        return dict(
            self._connection.execute(
                # "error" sorts before "warning".
                f"SELECT s.place, min(f.severity) FROM {_FOUND}"  # noqa: S608
                " WHERE s.place IS NOT NULL AND d.key IS NULL GROUP BY s.place"
            ).fetchall()
        )

    def dismiss(self, number: int, finding: OpenFinding, reason: str, author: str, at: str) -> None:
        """Say that a finding is a false alarm.

        It stays one while it says the same, wherever the segment's source stands in the project.
        """
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO false_alarm SELECT same, ?, ?, ?, ? FROM segment"
                " WHERE place = ?",
                (finding_key(finding), reason, author, at, number),
            )

    def restore(self, number: int, finding: OpenFinding) -> None:
        """Take a false alarm back: it is a finding again."""
        with self._writing() as connection:
            connection.execute(
                "DELETE FROM false_alarm WHERE key = ? AND same ="
                " (SELECT same FROM segment WHERE place = ?)",
                (finding_key(finding), number),
            )

    def false_alarms(self) -> tuple[FalseAlarm, ...]:
        """Return all false alarms whose source stands in the document, in its order."""
        rows = self._connection.execute(
            "SELECT min(s.place), count(*), d.key, d.reason, d.author, d.at FROM false_alarm d"
            " JOIN segment s ON s.same = d.same WHERE s.place IS NOT NULL"
            " GROUP BY d.same, d.key ORDER BY 1, d.key"
        )
        return tuple(
            FalseAlarm(number, segments, finding_named(key), reason, author, at)
            for number, segments, key, reason, author, at in rows
        )

    def set_meta(self, name: str, value: str) -> None:
        """Remember something of the project."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
        self.meta[name] = value
