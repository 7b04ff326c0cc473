# SPDX-License-Identifier: AGPL-3.0-or-later
"""A review project's file: everything in it is written at once and survives a kill.

Segments are called by their number in the project, from 1; splitting one moves those after it on.
Each change is on the disk before the call returns, and the file alone is the project.
Nothing is taken away: an undone change stays in the history as undone.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from app.store.project import comments, documents, findings, steps
from app.store.project.comments import ThreadRow
from app.store.project.documents import NewDocument, NewPart, ProjectDocument
from app.store.project.forms import (
    SEGMENT,
    codes_of,
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

_WAIT_S = 20


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
        self._documents: tuple[int, tuple[ProjectDocument, ...]] | None = None
        if not path.is_file():
            raise FileNotFoundError(path)
        # Made in one thread and used in another, one after the other. Who reads in a thread while this is
        # used opens the file itself: a connection that is closed under a reader ends the program.
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
        """Close the file; no empty journal stays beside it, which people would send along."""
        with suppress(sqlite3.Error):
            # SQLite takes it away only where nobody else works on the file.
            self._connection.execute("PRAGMA journal_mode = DELETE")
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

    @property
    def documents(self) -> tuple[ProjectDocument, ...]:
        """The documents in their order."""
        if self._documents is None or self._documents[0] != self.resegmented:
            self._documents = self.resegmented, documents.read(self._connection)
        return self._documents[1]

    def document(self, number: int) -> ProjectDocument:
        """Return the document that a segment is of."""
        return self.documents[bisect_right(self.documents, number, key=lambda one: one.first) - 1]

    def part(self, name: str, document: ProjectDocument | None = None) -> bytes:
        """Return a part of a document: "document.json" or a file that it names.

        Args:
            name: of the part.
            document: the first one where none is given.
        """
        found = documents.part(self._connection, document or self.documents[0], name)
        if found is None:
            raise ProjectDamaged(name)
        return found

    def put_part(self, name: str, content: bytes) -> None:
        """Keep a part beside those of the first document, in the place of one of that name."""
        with self._writing() as connection:
            documents.put_part(connection, NewPart(self.documents[0], name, content))

    def copy_to(self, path: Path) -> None:
        """Write a copy of the whole file, as it is at one moment.

        Raises:
            sqlite3.Error: it cannot be written.
        """
        other = sqlite3.connect(path)
        try:
            self._connection.backup(other)
        finally:
            other.close()

    def parts(self, document: ProjectDocument) -> dict[str, bytes]:
        """Return all parts of a document by name."""
        return documents.parts(self._connection, document)

    def add_document(self, new: NewDocument) -> ProjectDocument:
        """Put a document behind those that are there. That is no step: nothing takes it back."""
        with self._writing() as connection:
            made = documents.add(connection, new)
        self._documents = None
        return made

    def look_again(self) -> None:
        """Ask for the documents anew: another connection may have added some."""
        self._documents = None

    def adopt(self, other: Project, document: ProjectDocument) -> None:
        """Take a document of another copy over, as it came into that."""
        with self._writing() as connection:
            documents.adopt(connection, other._connection, document.number)
        self._documents = None

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

    def units(self, document: ProjectDocument | None = None) -> tuple[ReviewUnit, ...]:
        """Return the units of a document, as it has them alone, or those of all."""
        return documents.units(self._connection, document)

    def codes_of(self, unit_id: str) -> tuple[InlineCodeInfo, ...]:
        """Return what the codes of a unit look like."""
        row = self._connection.execute(
            "SELECT codes FROM unit WHERE unit_id = ?", (unit_id,)
        ).fetchone()
        return codes_of(row[0]) if row else ()

    def exchanged(self, document: ProjectDocument | None = None) -> ReviewDocument:
        """Return all that other tools are given of a document, or of all together.

        Args:
            document: its units and segments have the ids that they have in it alone.
        """
        if document is not None:
            return documents.exchanged(
                document,
                (self.source_language, self.target_language),
                self.units(document),
                self.segments(document.first, document.last),
                self.comments(),
            )
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

    def counts_by_document(self) -> list[tuple[ProjectDocument, Counts]]:
        """Return how far each document has come."""
        found: dict[int, dict[Status, Sequence[int]]] = {}
        for number, status, *sums in self._connection.execute(
            "SELECT u.document, s.status, count(*), sum(s.characters), sum(s.words), sum(s.locked)"
            " FROM segment s CROSS JOIN unit u ON u.number = s.unit WHERE s.place IS NOT NULL"
            " GROUP BY u.document, s.status"
        ):
            found.setdefault(number, {})[Status(status)] = sums
        made: list[tuple[ProjectDocument, Counts]] = []
        for one in self.documents:
            some = found.get(one.number, {})
            segments, characters, words = (
                {status: sums[at] for status, sums in some.items()} for at in range(3)
            )
            locked = sum(sums[3] for sums in some.values())
            made.append((one, Counts(segments, characters, words, locked)))
        return made

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
        part: NewPart | None = None,
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
            part: of a document, which changes with them; undo does not take that back.
        """
        with self._writing() as connection:
            if part is not None:
                documents.put_part(connection, part)
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
            findings.replace(connection, found)

    def findings(self, number: int | None = None) -> tuple[StoredFinding, ...]:
        """Return the findings of a segment, or of all; false alarms too."""
        return findings.read(self._connection, number)

    def troubled(self) -> dict[int, str]:
        """Return for each segment with open findings the worst severity."""
        return findings.worst(self._connection)

    def dismiss(self, number: int, finding: OpenFinding, reason: str, author: str, at: str) -> None:
        """Say that a finding is a false alarm.

        It stays one while it says the same, wherever the segment's source stands in the project.
        """
        with self._writing() as connection:
            findings.dismiss(connection, number, finding, reason, author, at)

    def restore(self, number: int, finding: OpenFinding) -> None:
        """Take a false alarm back: it is a finding again."""
        with self._writing() as connection:
            findings.restore(connection, number, finding)

    def false_alarms(self) -> tuple[FalseAlarm, ...]:
        """Return all false alarms whose source stands in the project, in its order."""
        return findings.false_alarms(self._connection)

    def set_meta(self, name: str, value: str) -> None:
        """Remember something of the project."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
        self.meta[name] = value
