# SPDX-License-Identifier: AGPL-3.0-or-later
"""Items of the report, made of the results of workers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.jobs.request import JobError, JobResult
from app.services.report import Failure, ReportItem, Status, remarks_of
from converters.conversion import Conversion
from converters.errors import ErrorCode
from converters.system_errors import error_number


def made_item(
    given: str,
    digest: str,
    status: Status,
    seen: Conversion,
    result: JobResult,
    outputs: Iterable[Path],
) -> ReportItem:
    """Return the item of a file that could be read.

    ``digest`` is that of the input's bytes; the document may carry that of an older source.
    """
    losses, notices = remarks_of(seen.notices)
    return ReportItem(
        input=given,
        status=status,
        sha256=digest,
        format=seen.format,
        format_version=seen.format_version,
        outputs=tuple(str(path) for path in outputs),
        seconds=round(result.seconds, 3),
        peak_rss_mib=result.peak_rss_mib or 0,
        pages=seen.pages,
        title=seen.title,
        language=seen.language,
        counts=dict(seen.counts),
        losses=losses,
        notices=notices,
        balance=seen.balance.to_json() if seen.balance is not None else None,
    )


def unreadable(problem: OSError) -> JobError:
    """Name why an input cannot be read."""
    reason = problem.strerror or type(problem).__name__
    return JobError(
        ErrorCode.IO, {"errno": error_number(problem), "detail": reason, "side": "input"}
    )


def unwritable(problem: OSError, folder: Path) -> JobError:
    """Name why an output folder cannot be used."""
    reason = problem.strerror or type(problem).__name__
    return JobError(
        ErrorCode.IO,
        {"errno": error_number(problem), "detail": reason, "side": "output", "target": str(folder)},
    )


def failed_item(source: Path, given: str, digest: str, result: JobResult) -> ReportItem:
    """Return the item of a file that could not be converted."""
    error = result.error or JobError(ErrorCode.INTERNAL)
    return ReportItem(
        input=given,
        status=Status.FAILED,
        sha256=digest,
        format=str(error.params.get("format") or error.params.get("detected") or ""),
        format_version=str(error.params.get("version", "")),
        seconds=round(result.seconds, 3),
        peak_rss_mib=result.peak_rss_mib or 0,
        error=Failure(source.name, error),
    )
