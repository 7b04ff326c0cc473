# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of a review project, step by step."""

from __future__ import annotations

from app.store.sqlite_steps import Step

APPLICATION_ID = 0x48616E6A
"""SQLite's field for the kind of a file: "Hanj"."""

_TAKE = """UPDATE tally SET segments = segments - 1, characters = characters - old.characters,
        words = words - old.words, locked = locked - old.locked WHERE status = old.status"""
_GIVE = """INSERT INTO tally VALUES (new.status, 1, new.characters, new.words, new.locked)
        ON CONFLICT (status) DO UPDATE SET segments = segments + 1,
        characters = characters + excluded.characters, words = words + excluded.words,
        locked = locked + excluded.locked"""
_TRIGGERS = (
    f"CREATE TRIGGER segment_in AFTER INSERT ON segment BEGIN {_GIVE}; END",
    "CREATE TRIGGER segment_changed AFTER UPDATE OF status, locked ON segment"
    f" BEGIN {_TAKE}; {_GIVE}; END",
)
"""The tally is kept with each change: counting a hundred thousand rows for a key takes too long."""

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE document (part TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE unit (
    number INTEGER PRIMARY KEY,
    unit_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    codes TEXT NOT NULL
);
CREATE TABLE segment (
    number INTEGER PRIMARY KEY,
    segment_id TEXT NOT NULL UNIQUE,
    unit INTEGER NOT NULL REFERENCES unit,
    source TEXT NOT NULL,
    same INTEGER NOT NULL,
    target TEXT NOT NULL,
    status TEXT NOT NULL,
    locked INTEGER NOT NULL,
    origin TEXT NOT NULL,
    match INTEGER,
    confidence REAL,
    characters INTEGER NOT NULL,
    words INTEGER NOT NULL
);
CREATE INDEX segment_same ON segment (same);
CREATE TABLE revision (
    revision_id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    number INTEGER NOT NULL REFERENCES segment,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    target_before TEXT NOT NULL,
    status_before TEXT NOT NULL,
    locked_before INTEGER NOT NULL,
    origin_before TEXT NOT NULL,
    target_after TEXT NOT NULL,
    status_after TEXT NOT NULL,
    locked_after INTEGER NOT NULL,
    origin_after TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX revision_number ON revision (number);
CREATE INDEX revision_step ON revision (step);
CREATE TABLE comment (
    comment_id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL REFERENCES segment,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    text TEXT NOT NULL,
    resolved INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX comment_number ON comment (number);
CREATE TABLE finding (
    number INTEGER NOT NULL REFERENCES segment,
    key TEXT NOT NULL,
    finding TEXT NOT NULL,
    severity TEXT NOT NULL,
    PRIMARY KEY (number, key)
) WITHOUT ROWID;
CREATE TABLE dismissal (
    number INTEGER NOT NULL REFERENCES segment,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (number, key)
) WITHOUT ROWID;
CREATE TABLE typing (number INTEGER PRIMARY KEY REFERENCES segment, target TEXT NOT NULL);
CREATE TABLE tally (
    status TEXT PRIMARY KEY,
    segments INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    words INTEGER NOT NULL,
    locked INTEGER NOT NULL
);
CREATE TABLE visit (number INTEGER PRIMARY KEY REFERENCES segment, seconds REAL NOT NULL);
"""
"""``undone`` is 0 for what holds, 1 for what can be done again, 2 for what another change replaced."""

_SEGMENTATION = """
ALTER TABLE segment ADD COLUMN place INTEGER;
UPDATE segment SET place = number;
CREATE INDEX segment_place ON segment (place);
CREATE TABLE resegmentation (
    step INTEGER NOT NULL,
    part INTEGER NOT NULL,
    born INTEGER NOT NULL,
    ord INTEGER NOT NULL,
    number INTEGER NOT NULL REFERENCES segment,
    PRIMARY KEY (step, part, born, ord)
) WITHOUT ROWID;
CREATE INDEX resegmentation_number ON resegmentation (number);
ALTER TABLE comment ADD COLUMN shown INTEGER;
UPDATE comment SET shown = number;
CREATE INDEX comment_shown ON comment (shown);
CREATE TABLE false_alarm (
    same INTEGER NOT NULL,
    key TEXT NOT NULL,
    reason TEXT NOT NULL,
    author TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (same, key)
) WITHOUT ROWID;
INSERT OR REPLACE INTO false_alarm SELECT s.same, d.key, d.reason, d.author, d.at
    FROM dismissal d JOIN segment s ON s.number = d.number ORDER BY d.at;
DROP TABLE dismissal;
"""
"""A segment's ``number`` is what the file knows it by for good; ``place`` is where it stands in the
document, from 1, and NULL where it was split, joined, or such a step was undone. People call a
segment by its place. ``resegmentation`` says which segments (``born`` 0) a step took out of the
document and which (1) it put in their place; ``comment.shown`` is the segment that shows a comment.
What somebody said is no fault is none wherever the same source stands (``segment.same``)."""

_THREADS = """
ALTER TABLE comment ADD COLUMN side TEXT;
ALTER TABLE comment ADD COLUMN start INTEGER;
ALTER TABLE comment ADD COLUMN quote TEXT;
ALTER TABLE comment ADD COLUMN reply_to INTEGER REFERENCES comment
"""
"""The words that a comment is about: in which text, at which character, and the words themselves; and
the first comment of the thread that a reply is in."""

_TURNS = """
CREATE TABLE turn (
    turn_id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL,
    undone INTEGER NOT NULL,
    mark TEXT NOT NULL
)
"""
"""Each time that a step was taken back (``undone`` 1) or done again (0), in this order. ``mark`` is like no
other, so that two copies of a file know which of these were made before they parted."""

_DOCUMENTS = """
CREATE TABLE project_document (
    number INTEGER PRIMARY KEY,
    document_id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    meta TEXT NOT NULL
);
INSERT INTO project_document SELECT 1, value,
    (SELECT value FROM meta WHERE name = 'title'),
    (SELECT json_group_object(name, value) FROM meta WHERE name IN
        ('file', 'care', 'packages', 'demonstration', 'server', 'bilingual'))
    FROM meta WHERE name = 'document_id';
ALTER TABLE unit ADD COLUMN document INTEGER NOT NULL DEFAULT 1;
CREATE INDEX unit_document ON unit (document);
CREATE INDEX segment_unit ON segment (unit)
"""
"""A project has many documents; what only one of them is, was remembered of the whole before."""

STEPS: tuple[Step, ...] = (
    (*filter(str.strip, _FIRST.split(";")), *_TRIGGERS),
    tuple(filter(str.strip, _SEGMENTATION.split(";"))),
    tuple(filter(str.strip, _THREADS.split(";"))),
    (_TURNS,),
    tuple(filter(str.strip, _DOCUMENTS.split(";"))),
)
"""See ``sqlite_steps``: what is added to the tables is a step at the end."""
