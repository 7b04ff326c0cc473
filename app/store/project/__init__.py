# SPDX-License-Identifier: AGPL-3.0-or-later
"""Review projects: one SQLite file for documents of one pair of languages."""

from app.store.project.creating import new_project
from app.store.project.documents import NewDocument, NewPart, ProjectDocument
from app.store.project.rows import (
    Change,
    Counts,
    FalseAlarm,
    OpenFinding,
    Revision,
    SegmentLine,
    StoredFinding,
    StoredRevision,
    StoredState,
    Turn,
)
from app.store.project.store import Project, ProjectDamaged, ProjectVersionError

__all__ = [
    "Change",
    "Counts",
    "FalseAlarm",
    "NewDocument",
    "NewPart",
    "OpenFinding",
    "Project",
    "ProjectDamaged",
    "ProjectDocument",
    "ProjectVersionError",
    "Revision",
    "SegmentLine",
    "StoredFinding",
    "StoredRevision",
    "StoredState",
    "Turn",
    "new_project",
]
