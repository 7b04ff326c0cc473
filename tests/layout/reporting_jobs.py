# SPDX-License-Identifier: AGPL-3.0-or-later
"""A job that converts and then tells which modules its worker has loaded. Test code only."""

from __future__ import annotations

import sys

from app.jobs import worker
from app.jobs.request import JobError, JobRequest, JobResult
from converters.errors import ErrorCode


def convert_and_report(request: JobRequest) -> JobResult:
    """Convert; the names of the modules stand in the place of an error's detail."""
    made = worker.run(request)
    assert made.error is None, made.error
    return JobResult(error=JobError(ErrorCode.INTERNAL, {"detail": " ".join(sys.modules)}))
