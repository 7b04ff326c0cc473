# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "what is this file?"."""

from __future__ import annotations

import logging
from pathlib import Path

from app.jobs.request import Action, JobExecutor, JobRequest, JobResult
from app.services.finished import sha256_of
from app.services.outcome import failed_item, made_item, unreadable
from app.services.report import ReportItem, Status
from converters.pipeline import ConversionRequest

logger = logging.getLogger(__name__)


def inspect_file(executor: JobExecutor, source: Path, passwords: tuple[str, ...]) -> ReportItem:
    """Return what a file is and holds, and what would be lost; nothing is written."""
    given = str(source)
    try:
        digest = sha256_of(source)
    except OSError as problem:
        return failed_item(source, given, "", JobResult(error=unreadable(problem)))
    wanted = ConversionRequest(source.absolute(), source.absolute(), passwords=passwords)
    result = executor.submit(JobRequest(0, wanted, Action.INSPECT)).result()
    if result.conversion is None:
        if result.error is not None and result.error.trace:
            logger.error("%s: %s", source, result.error.trace)
        return failed_item(source, given, digest, result)
    return made_item(given, digest, Status.UNCHANGED, result.conversion, result, ())
