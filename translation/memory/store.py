# SPDX-License-Identifier: AGPL-3.0-or-later
"""The memory's file: SQLite with write-ahead log, so that several processes may use it."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from math import log
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from translation.inline_codes import Coded, from_marked, tags_of
from translation.languages import LanguagePair
from translation.memory import numbers
from translation.memory.foreign import open_foreign
from translation.memory.grams import ASKED, grams, key_of, normalised, sketch
from translation.memory.units import EXACT, IN_CONTEXT, NEARLY, Match, MemoryUnit

VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS unit (
    id INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL UNIQUE,
    exact INTEGER NOT NULL,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    source TEXT NOT NULL,
    text TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT,
    after TEXT,
    origin TEXT NOT NULL,
    author TEXT NOT NULL,
    created TEXT NOT NULL,
    changed TEXT NOT NULL,
    usage INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS unit_exact ON unit (exact);
CREATE TABLE IF NOT EXISTS posting (gram INTEGER, unit INTEGER, PRIMARY KEY (gram, unit))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS gram (gram INTEGER PRIMARY KEY, units INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS gram_units ON gram (units);
"""
_COLUMNS = (
    "id, source_language, target_language, source, target, before, after, origin, author, "
    "created, changed, usage"
)
_BATCH = 50_000
"""Units in one transaction."""
_WAIT_S = 60.0
_COMMON = 4000
"""An n-gram of more units than this tells too little and costs too much to be asked for."""
_SCORED = 600
"""Candidates whose texts are compared."""


class MemoryVersionError(Exception):
    """The file was written by a newer version of the program."""


class Memory:
    """A memory in one file, which is made where there is none.

    Args:
        path: the file.
        read_only: whether it is a master of others that is only asked: nothing is written, not
            even beside it, and it may lie where nobody may write.

    Raises:
        MemoryVersionError: the file is of a newer version.
        sqlite3.DatabaseError: the file is no memory, or cannot be written.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        # SQLite itself keeps threads apart; transactions are the business of one at a time.
        self._connection = (
            open_foreign(path, _SCHEMA)
            if read_only
            else sqlite3.connect(
                path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
            )
        )
        try:
            if read_only:
                self._look()
            else:
                self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        execute = self._connection.execute
        if self._version() > VERSION:
            raise MemoryVersionError(self._version())
        self._use_write_ahead_log()
        execute("PRAGMA synchronous = NORMAL")
        # The process of the models has no folder for temporary files.
        execute("PRAGMA temp_store = MEMORY")
        execute("PRAGMA cache_size = -131072")
        if self._version() < VERSION:
            with self._writing():
                for statement in _SCHEMA.split(";"):
                    execute(statement)
                execute("INSERT OR IGNORE INTO state VALUES ('next', 1)")
                execute(f"PRAGMA user_version = {VERSION}")

    def _look(self) -> None:
        """See that a file that is only asked is a memory that can be read."""
        execute = self._connection.execute
        if self._version() > VERSION:
            raise MemoryVersionError(self._version())
        execute("SELECT identity FROM unit LIMIT 1").fetchone()

    def is_sound(self, wrong: Iterable[str]) -> bool:
        """Say whether the whole file is undamaged and none of some queries finds anything."""
        execute = self._connection.execute
        (verdict,) = execute("PRAGMA quick_check(1)").fetchone()
        return verdict == "ok" and not any(execute(query).fetchone() for query in wrong)

    def _use_write_ahead_log(self) -> None:
        """Change the journal; SQLite does not wait by itself where others do so at this moment."""
        until = time.monotonic() + _WAIT_S
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Close the file; the memory cannot be used afterwards."""
        self._connection.close()

    def finish(self) -> None:
        """Make all of it one file that can be copied, and lie where nobody may write."""
        self._connection.execute("PRAGMA journal_mode = DELETE")

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM unit").fetchone()[0])

    def state(self) -> str:
        """Return a word that changes with the content; empty while there is none."""
        count, last = self._connection.execute(
            "SELECT count(*), coalesce(max(id), 0) FROM unit"
        ).fetchone()
        return f"{count}-{last}" if count else ""

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All or nothing; other writers wait from here on, not in the middle."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    # ------------------------------------------------------------ putting in, taking out

    def add(self, units: Iterable[MemoryUnit]) -> int:
        """Put ``units`` in and return how many were new.

        One that is there already gets the origin, author and moment of change of the fresh one.
        """
        source, new = iter(units), 0
        while batch := list(islice(source, _BATCH)):
            with self._writing():
                new += self._add(batch)
        return new

    def _add(self, batch: Sequence[MemoryUnit]) -> int:
        execute, executemany = self._connection.execute, self._connection.executemany
        fresh = {_identity(unit): unit for unit in batch}
        there = {
            row[0]
            for row in execute(
                "SELECT identity FROM unit WHERE identity IN (SELECT value FROM json_each(?))",
                (json.dumps(list(fresh)),),
            )
        }
        executemany(
            "UPDATE unit SET origin = ?, author = ?, changed = ? WHERE identity = ?",
            (
                (fresh[identity].origin, fresh[identity].author, fresh[identity].changed, identity)
                for identity in there
            ),
        )
        common = {row[0] for row in execute("SELECT gram FROM gram WHERE units > ?", (_COMMON,))}
        number = first = int(execute("SELECT value FROM state WHERE name = 'next'").fetchone()[0])
        rows: list[tuple[Any, ...]] = []
        postings: list[tuple[int, int]] = []
        for identity, unit in fresh.items():
            if identity in there:
                continue
            text = normalised(unit.source.text)
            rows.append((number, identity, _exact(unit.pair, text), *_row(unit, text)))
            postings += ((gram, number) for gram in sketch(grams(text, _salt(unit.pair)), common))
            number += 1
        executemany(f"INSERT INTO unit VALUES ({','.join('?' * 15)})", rows)  # noqa: S608
        # In the order of the tree: each page is touched once.
        postings.sort()
        executemany("INSERT INTO posting VALUES (?, ?)", postings)
        executemany(
            "INSERT INTO gram VALUES (?, ?) ON CONFLICT DO UPDATE SET units = units + excluded.units",
            sorted(Counter(gram for gram, _ in postings).items()),
        )
        execute("UPDATE state SET value = ? WHERE name = 'next'", (number,))
        return number - first

    def remove(self, unit_ids: Iterable[int]) -> None:
        """Take units out; unknown numbers are passed over."""
        execute = self._connection.execute
        with self._writing():
            for number in unit_ids:
                row = execute(
                    "SELECT source_language, target_language, text FROM unit WHERE id = ?",
                    (number,),
                ).fetchone()
                if row is None:
                    continue
                for gram in grams(row[2], _salt(LanguagePair(row[0], row[1]))):
                    gone = execute(
                        "DELETE FROM posting WHERE gram = ? AND unit = ?", (gram, number)
                    )
                    if gone.rowcount:
                        execute("UPDATE gram SET units = units - 1 WHERE gram = ?", (gram,))
                execute("DELETE FROM unit WHERE id = ?", (number,))

    def count_use(self, unit_ids: Iterable[int]) -> None:
        """Note that the translations of these units were taken."""
        with self._writing():
            self._connection.executemany(
                "UPDATE unit SET usage = usage + 1 WHERE id = ?", ((i,) for i in unit_ids)
            )

    # ------------------------------------------------------------ reading

    def __iter__(self) -> Iterator[MemoryUnit]:
        """Yield all units in the order in which they came; changes meanwhile do not disturb."""
        last = 0
        while True:
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} FROM unit WHERE id > ? ORDER BY id LIMIT 1000",  # noqa: S608
                (last,),
            ).fetchall()
            if not rows:
                return
            yield from map(_unit, rows)
            last = rows[-1][0]

    def targets(self, pair: LanguagePair) -> Iterator[tuple[str, str]]:
        """Yield target, with its codes as marks, and origin of every unit of a pair."""
        last = 0
        while True:
            rows = self._connection.execute(
                "SELECT id, target, origin FROM unit WHERE id > ? AND source_language = ?"
                " AND target_language = ? ORDER BY id LIMIT 1000",
                (last, pair.source, pair.target),
            ).fetchall()
            if not rows:
                return
            yield from ((target, origin) for _, target, origin in rows)
            last = rows[-1][0]

    def pairs(self) -> dict[LanguagePair, int]:
        """Return the pairs of languages with how many units each has."""
        rows = self._connection.execute(
            "SELECT source_language, target_language, count(*) FROM unit GROUP BY 1, 2 ORDER BY 3 DESC"
        )
        return {LanguagePair(source, target): count for source, target, count in rows}

    def correct(self, unit_id: int, unit: MemoryUnit) -> None:
        """Put ``unit`` in the place of a unit."""
        self.remove([unit_id])
        self.add([unit])

    def find(self, text: str, in_target: bool = False, limit: int = 50) -> tuple[MemoryUnit, ...]:
        """Return units in whose source (or target) ``text`` stands; Latin case is no matter.

        It reads the whole memory where the text is rare.
        """
        column = "target" if in_target else "text"
        wanted = normalised(text)
        if in_target:
            wanted = Coded((wanted,)).marked
        for special in "\\%_":
            wanted = wanted.replace(special, "\\" + special)
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM unit WHERE {column} LIKE ? ESCAPE '\\' LIMIT ?",  # noqa: S608
            (f"%{wanted}%", limit),
        )
        return tuple(_unit(row) for row in rows)

    def look_up(
        self,
        source: Coded,
        pair: LanguagePair,
        before: str | None = None,
        after: str | None = None,
        least: int = 70,
        limit: int = 5,
    ) -> tuple[Match, ...]:
        """Return the units most like ``source``, best first.

        Args:
            source: what is to be translated.
            pair: languages; units of another pair are not seen.
            before: ``context_of`` the segment before, None where there is none.
            after: the same of the segment after.
            least: the lowest score to return.
            limit: the most matches to return.
        """
        text = normalised(source.text)
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM unit WHERE exact = ?",  # noqa: S608
            (_exact(pair, text),),
        ).fetchall()
        if len(rows) < limit and least <= NEARLY:
            known = {row[0] for row in rows}
            rows += self._near(text, pair, least, limit, known)
        units = (_unit(row) for row in rows)
        matches = [_match(source, text, unit, before, after) for unit in units if unit.pair == pair]
        matches.sort(
            key=lambda match: (-match.score, -match.unit.usage, -(match.unit.unit_id or 0))
        )
        return tuple(match for match in matches if match.score >= least)[:limit]

    def _near(
        self, text: str, pair: LanguagePair, least: int, limit: int, known: set[int]
    ) -> list[tuple[Any, ...]]:
        """Return rows of units that may reach ``least``, the nearest ``limit`` of them."""
        execute = self._connection.execute
        asked = grams(text, _salt(pair))
        counts: dict[int, int] = dict(
            execute(
                "SELECT gram, units FROM gram WHERE gram IN (SELECT value FROM json_each(?))",
                (json.dumps(list(asked)),),
            ).fetchall()
        )
        common = {gram for gram, units in counts.items() if units > _COMMON}
        total = sum(counts.values()) + 2
        weights: dict[int, float] = defaultdict(float)
        for gram in sketch(asked & counts.keys(), common, ASKED):
            weight = log(total / counts[gram]) if counts[gram] else 0.0
            for (unit,) in execute(
                "SELECT unit FROM posting WHERE gram = ? ORDER BY unit DESC LIMIT ?",
                (gram, _COMMON),
            ):
                weights[unit] += weight
        best = sorted(weights, key=lambda unit: (-weights[unit], -unit))[:_SCORED]
        texts = execute(
            "SELECT id, text FROM unit WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(best),),
        )
        scores = [
            (score, unit)
            for unit, other in texts
            if unit not in known and (score := _likeness(text, other)) >= least
        ]
        nearest = [unit for _, unit in sorted(scores, reverse=True)[:limit]]
        return execute(
            f"SELECT {_COLUMNS} FROM unit WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (json.dumps(nearest),),
        ).fetchall()


def _salt(pair: LanguagePair) -> str:
    return f"{pair.source}>{pair.target}"


def _exact(pair: LanguagePair, text: str) -> int:
    return key_of(pair.source, pair.target, text)


def _identity(unit: MemoryUnit) -> int:
    return key_of(
        unit.pair.source,
        unit.pair.target,
        unit.source.marked,
        unit.target.marked,
        unit.before or "",
        unit.after or "",
    )


def _row(unit: MemoryUnit, text: str) -> tuple[Any, ...]:
    return (
        unit.pair.source,
        unit.pair.target,
        unit.source.marked,
        text,
        unit.target.marked,
        unit.before,
        unit.after,
        unit.origin,
        unit.author,
        unit.created,
        unit.changed,
        unit.usage,
    )


def _unit(row: tuple[Any, ...]) -> MemoryUnit:
    number, source_language, target_language, source, target, before, after, *rest = row
    origin, author, created, changed, usage = rest
    return MemoryUnit(
        LanguagePair(source_language, target_language),
        from_marked(source),
        from_marked(target),
        before,
        after,
        origin,
        author,
        created,
        changed,
        usage,
        number,
    )


def _likeness(text: str, other: str) -> int:
    """Return the percent of equal characters, at most 99 for texts that are not the same."""
    if numbers.differ_in_numbers_only(text, other):
        return NEARLY
    return min(int(fuzz.ratio(text, other)), EXACT if text == other else NEARLY)


def _match(
    source: Coded, text: str, unit: MemoryUnit, before: str | None, after: str | None
) -> Match:
    other = normalised(unit.source.text)
    score = _likeness(text, other)
    if score == EXACT and list(tags_of(source)) != list(tags_of(unit.source)):
        score = NEARLY
    known = before is not None or after is not None
    if score == EXACT and known and (unit.before, unit.after) == (before, after):
        score = IN_CONTEXT
    edits = tuple(
        (step.tag, step.src_start, step.src_end, step.dest_start, step.dest_end)
        for step in Levenshtein.opcodes(other, text)
        if step.tag != "equal"
    )
    fresh = None
    if numbers.differ_in_numbers_only(text, other) and _same_tags(source, unit):
        fresh = numbers.adapted(other, text, unit.target)
    return Match(score, unit, edits, fresh)


def _same_tags(source: Coded, unit: MemoryUnit) -> bool:
    return list(tags_of(source)) == list(tags_of(unit.source))
