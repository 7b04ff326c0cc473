# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of the queue, step by step."""

from __future__ import annotations

from app.store.sqlite_steps import Step

_FIRST = """
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    call_key TEXT NOT NULL,
    call TEXT NOT NULL,
    version TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT
);
CREATE INDEX job_call ON job (call_key) WHERE finished IS NULL;
CREATE TABLE item (
    job INTEGER NOT NULL REFERENCES job ON DELETE CASCADE,
    target TEXT NOT NULL,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    version TEXT NOT NULL DEFAULT '',
    result TEXT,
    error TEXT,
    PRIMARY KEY (job, target)
) WITHOUT ROWID;
CREATE TABLE attempt (
    job INTEGER NOT NULL,
    target TEXT NOT NULL,
    number INTEGER NOT NULL,
    started TEXT NOT NULL,
    ended TEXT,
    outcome TEXT,
    PRIMARY KEY (job, target, number),
    FOREIGN KEY (job, target) REFERENCES item ON DELETE CASCADE
) WITHOUT ROWID;
"""

STEPS: tuple[Step, ...] = (tuple(filter(str.strip, _FIRST.split(";"))),)
"""See ``sqlite_steps``: what is added to the tables is a step at the end."""
