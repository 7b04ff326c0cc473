# SPDX-License-Identifier: AGPL-3.0-or-later
"""Glossaries that all projects share, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from translation.terms.term import Glossary, Term

VERSION = 1
_WAIT_S = 20
_SCHEMA = """
CREATE TABLE glossary (
    glossary_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    source_language TEXT NOT NULL,
    target_language TEXT NOT NULL,
    UNIQUE (name, source_language, target_language)
);
CREATE TABLE term (
    term_id INTEGER PRIMARY KEY,
    glossary_id INTEGER NOT NULL REFERENCES glossary,
    source TEXT NOT NULL,
    targets TEXT NOT NULL,
    forbidden TEXT NOT NULL,
    note TEXT NOT NULL,
    domain TEXT NOT NULL,
    origin TEXT NOT NULL,
    UNIQUE (glossary_id, source)
);
"""


class GlossariesVersionError(Exception):
    """The file was written by a newer version of the program."""


@dataclass(frozen=True, slots=True)
class GlossaryName:
    """A glossary of the store."""

    glossary_id: int
    name: str
    source: str
    target: str
    terms: int


class Glossaries:
    """The file of glossaries, which is made where there is none; several may write.

    Raises:
        GlossariesVersionError: the file is of a newer version.
        sqlite3.DatabaseError: the file is none, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(
            path, timeout=_WAIT_S, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        execute = self._connection.execute
        execute("PRAGMA journal_mode = TRUNCATE")
        execute("PRAGMA foreign_keys = ON")
        # The process of the models has no folder for temporary files.
        execute("PRAGMA temp_store = MEMORY")
        execute("BEGIN IMMEDIATE")
        version = execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            execute("ROLLBACK")
            raise GlossariesVersionError(version)
        if version < VERSION:
            for statement in _SCHEMA.split(";"):
                execute(statement)
            execute(f"PRAGMA user_version = {VERSION}")
        execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Glossaries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def names(self) -> tuple[GlossaryName, ...]:
        """Return the glossaries, by name."""
        rows = self._connection.execute(
            "SELECT g.glossary_id, name, source_language, target_language, count(t.term_id)"
            " FROM glossary g LEFT JOIN term t ON t.glossary_id = g.glossary_id"
            " GROUP BY g.glossary_id ORDER BY name, source_language, target_language"
        )
        return tuple(GlossaryName(*row) for row in rows)

    def add_glossary(self, name: str, source: str, target: str) -> int:
        """Return the id of a glossary, which is made where there is none of that name."""
        self._connection.execute(
            "INSERT OR IGNORE INTO glossary (name, source_language, target_language)"
            " VALUES (?, ?, ?)",
            (name, source, target),
        )
        row = self._connection.execute(
            "SELECT glossary_id FROM glossary WHERE name = ? AND source_language = ?"
            " AND target_language = ?",
            (name, source, target),
        ).fetchone()
        return int(row[0])

    def remove_glossary(self, glossary_id: int) -> None:
        """Remove a glossary with its terms."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        execute("DELETE FROM term WHERE glossary_id = ?", (glossary_id,))
        execute("DELETE FROM glossary WHERE glossary_id = ?", (glossary_id,))
        execute("COMMIT")

    def put(self, glossary_id: int, terms: Iterable[Term]) -> int:
        """Add terms, in the place of those with the same source; return how many."""
        rows = [
            (
                glossary_id,
                term.source,
                json.dumps(term.targets, ensure_ascii=False),
                json.dumps(term.forbidden, ensure_ascii=False),
                term.note,
                term.domain,
                term.origin,
            )
            for term in terms
        ]
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany(
                "INSERT INTO term (glossary_id, source, targets, forbidden, note, domain, origin)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (glossary_id, source) DO UPDATE SET"
                " targets = excluded.targets, forbidden = excluded.forbidden,"
                " note = excluded.note, domain = excluded.domain, origin = excluded.origin",
                rows,
            )
        except BaseException:
            execute("ROLLBACK")
            raise
        execute("COMMIT")
        return len(rows)

    def remove(self, term_ids: Iterable[int]) -> None:
        """Remove terms."""
        self._connection.executemany(
            "DELETE FROM term WHERE term_id = ?", ((term_id,) for term_id in term_ids)
        )

    def terms(self, glossary_id: int) -> tuple[Term, ...]:
        """Return the terms of a glossary, in the order they came."""
        rows = self._connection.execute(
            "SELECT term_id, source, targets, forbidden, note, domain, origin FROM term"
            " WHERE glossary_id = ? ORDER BY term_id",
            (glossary_id,),
        )
        return tuple(
            Term(
                source,
                tuple(json.loads(targets)),
                tuple(json.loads(forbidden)),
                note,
                domain,
                origin,
                term_id,
            )
            for term_id, source, targets, forbidden, note, domain, origin in rows
        )

    def glossary(self, source: str, target: str) -> Glossary:
        """Return all terms from ``source`` to ``target``; the latest glossary goes first."""
        found = [
            replace(term, origin=term.origin or name.name)
            for name in sorted(self.names(), key=lambda name: -name.glossary_id)
            if (name.source, name.target) == (source, target)
            for term in self.terms(name.glossary_id)
        ]
        return Glossary(source, target, found)
