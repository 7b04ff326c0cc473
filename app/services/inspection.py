# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "what is this file?"."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from app.jobs.request import Action, JobExecutor, JobRequest, JobResult
from app.services.report import Failure, ReportItem, Status
from app.services.report_items import failed_item, made_item, unreadable
from converters.conversion import Conversion, ConversionRequest
from converters.document.findings import Finding
from converters.files import sha256_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is and holds, and what the checks before publishing found in it."""

    item: ReportItem
    findings: tuple[Finding, ...] = ()


def inspect_file(
    executor: JobExecutor,
    source: Path,
    passwords: tuple[str, ...],
    layout: Path | None = None,
) -> Inspection:
    """Return what a file is and holds, what would be lost and what the checks find.

    Args:
        executor: runs the job.
        source: the file.
        passwords: tried one after the other where it asks for one.
        layout: folder for pictures of its pages with the parts that the reader sees; None
            where nothing is to be written.
    """
    given = str(source)
    digest, result = _submitted(executor, source, passwords, layout)
    if result.conversion is None:
        return Inspection(failed_item(source, given, digest, result))
    found = result.conversion
    item = made_item(given, digest, Status.UNCHANGED, found, result, found.outputs)
    return Inspection(item, found.findings)


def read_file(
    executor: JobExecutor, source: Path, passwords: tuple[str, ...]
) -> tuple[Conversion | None, Failure | None]:
    """Return what reading a file gives, or why it cannot be read."""
    digest, result = _submitted(executor, source, passwords, None)
    if result.conversion is not None:
        return result.conversion, None
    return None, failed_item(source, str(source), digest, result).error


def _submitted(
    executor: JobExecutor, source: Path, passwords: tuple[str, ...], layout: Path | None
) -> tuple[str, JobResult]:
    try:
        digest = sha256_of(source)
    except OSError as problem:
        return "", JobResult(error=unreadable(problem))
    target = (layout or source).absolute()
    wanted = ConversionRequest(source.absolute(), target, passwords=passwords)
    action = Action.INSPECT if layout is None else Action.LAYOUT
    result = executor.submit(JobRequest(0, wanted, action)).result()
    if result.error is not None and result.error.trace:
        logger.error("%s: %s", source, result.error.trace)
    return digest, result
