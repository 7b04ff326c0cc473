# SPDX-License-Identifier: AGPL-3.0-or-later
"""The summary of a job: done, failed and why, what was lost, time and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import __version__
from app.services.report import Failure, Report, ReportItem, Status

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that became no book."""

    input: str
    error: Failure


@dataclass(frozen=True, slots=True)
class LossKind:
    """All losses of one kind."""

    kind: str
    count: int
    files: int
    """In how many files."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of one job."""

    started: datetime
    finished: datetime
    converted: int
    unchanged: int
    failed: tuple[FailedFile, ...]
    reasons: Mapping[str, int]
    """How many files failed with each code, the most frequent first."""
    losses: tuple[LossKind, ...]
    """The most frequent first."""
    balanced: int
    """Books in which every letter of the document is accounted for."""
    counted: int
    """Books whose letters were counted at all."""
    pages: int
    """Of the files that say how many they have."""
    work_seconds: float
    """Of all workers together."""
    items: tuple[ReportItem, ...]

    @property
    def seconds(self) -> float:
        """From the first moment to the last."""
        return (self.finished - self.started).total_seconds()


def summarise(report: Report) -> Summary:
    """Return the summary of a run."""
    failed = tuple(
        FailedFile(item.input, item.error) for item in report.items if item.error is not None
    )
    reasons = Counter(one.error.code.value for one in failed)
    return Summary(
        report.started,
        report.finished,
        report.count(Status.CONVERTED),
        report.count(Status.UNCHANGED),
        failed,
        dict(_ranked(reasons)),
        _losses(report.items),
        sum(1 for item in report.items if item.balance and not item.balance["unaccounted"]),
        sum(1 for item in report.items if item.balance),
        sum(item.pages or 0 for item in report.items),
        round(sum(item.seconds for item in report.items), 3),
        report.items,
    )


def _losses(items: Iterable[ReportItem]) -> tuple[LossKind, ...]:
    counts: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for item in items:
        for loss in item.losses:
            counts[loss.kind] += loss.count
        files.update({loss.kind for loss in item.losses})
    return tuple(LossKind(kind, count, files[kind]) for kind, count in _ranked(counts))


def _ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def to_json(summary: Summary) -> dict[str, Any]:
    """Return the summary as a JSON object; failures in both languages."""
    return {
        "schema": SCHEMA,
        "hanji": __version__,
        "started": summary.started.isoformat(),
        "finished": summary.finished.isoformat(),
        "seconds": round(summary.seconds, 3),
        "work_seconds": summary.work_seconds,
        "pages": summary.pages,
        "files": len(summary.items),
        "converted": summary.converted,
        "unchanged": summary.unchanged,
        "failed": [{"input": one.input, **one.error.to_json()} for one in summary.failed],
        "balanced": summary.balanced,
        "counted": summary.counted,
        "reasons": dict(summary.reasons),
        "losses": [
            {"kind": one.kind, "count": one.count, "files": one.files} for one in summary.losses
        ],
    }
