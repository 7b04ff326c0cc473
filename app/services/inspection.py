# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "what is this file?"."""

from __future__ import annotations

import logging
from pathlib import Path

from app.jobs.request import Action, JobExecutor, JobRequest, JobResult
from app.services.report import ReportItem, Status
from app.services.report_items import failed_item, made_item, unreadable
from converters.conversion import ConversionRequest
from converters.files import sha256_of

logger = logging.getLogger(__name__)


def inspect_file(
    executor: JobExecutor,
    source: Path,
    passwords: tuple[str, ...],
    layout: Path | None = None,
) -> ReportItem:
    """Return what a file is and holds, and what would be lost.

    Args:
        executor: runs the job.
        source: the file.
        passwords: tried one after the other where it asks for one.
        layout: folder for pictures of its pages with the parts that the reader sees; None
            where nothing is to be written.
    """
    given = str(source)
    try:
        digest = sha256_of(source)
    except OSError as problem:
        return failed_item(source, given, "", JobResult(error=unreadable(problem)))
    target = (layout or source).absolute()
    wanted = ConversionRequest(source.absolute(), target, passwords=passwords)
    action = Action.INSPECT if layout is None else Action.LAYOUT
    result = executor.submit(JobRequest(0, wanted, action)).result()
    if result.conversion is None:
        if result.error is not None and result.error.trace:
            logger.error("%s: %s", source, result.error.trace)
        return failed_item(source, given, digest, result)
    outputs = result.conversion.outputs
    return made_item(given, digest, Status.UNCHANGED, result.conversion, result, outputs)
