# SPDX-License-Identifier: AGPL-3.0-or-later
"""The durable queue: what was asked for, and what became of each file of it."""

from app.store.queue.lock import JobLock
from app.store.queue.rows import Call, ItemState, JobState, PlannedItem, StoredItem, StoredJob
from app.store.queue.store import JobQueue, QueueVersionError

__all__ = [
    "Call",
    "ItemState",
    "JobLock",
    "JobQueue",
    "JobState",
    "PlannedItem",
    "QueueVersionError",
    "StoredItem",
    "StoredJob",
]
