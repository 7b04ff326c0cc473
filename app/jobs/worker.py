# SPDX-License-Identifier: AGPL-3.0-or-later
"""The worker process: its set-up, its loop, and what it does with a job, ``run``."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import json
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.jobs import recognition, sandbox, translating
from app.jobs.limits import WorkerLimits
from app.jobs.messages import Ended, Message, Progress, Question, Ready, encode
from app.jobs.request import Action, JobError, JobRequest, JobResult
from converters.conversion import Conversion
from converters.errors import ConversionError, ErrorCode
from converters.files import TEMPORARY_PREFIX
from converters.system_errors import error_number
from translation.errors import TranslationError

_PROGRESS_INTERVAL_S = 0.1
_COLLECT_AFTER = 50_000
"""Objects between two looks for garbage in cycles, which a document, a tree, leaves little of.

After the 700 that Python has, a conversion spends a twelfth of its time looking.
"""


class _ParentPipe:
    """The pipe to the parent; set once by ``prepare``."""

    parent: Connection | None = None
    seconds: float | None = None
    """Of the processor, for one file."""


def serve(
    parent: Connection, limits: WorkerLimits, function: Callable[[JobRequest], JobResult]
) -> None:
    """Be a worker: do the jobs that come, one after the other, until the parent is gone."""
    _say(Ready(prepare(limits, parent)))
    while True:
        try:
            # What the parent sends is ours; what goes back is typed JSON (``app.jobs.messages``).
            request: JobRequest = parent.recv()
        except (EOFError, OSError):
            return
        result = function(request)
        _say(Ended(request.job_id, result))


def prepare(limits: WorkerLimits, parent: Connection) -> sandbox.Confinement:
    """Set up a worker before its first job; return what holds it."""
    # Before the first job, whose seconds are to be the document's; and here, because the parent
    # imports this module for the names of its functions and is to load no reader for that.
    importlib.import_module("converters.pipeline")
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    _ParentPipe.parent = parent
    _ParentPipe.seconds = limits.max_seconds
    return sandbox.confine(limits)


def _say(message: Message) -> None:
    """Send a message to the parent; a parent that is gone is none of our business."""
    if _ParentPipe.parent is not None:
        with contextlib.suppress(OSError):
            _ParentPipe.parent.send_bytes(encode(message))


def _asker(job_id: int) -> translating.Ask | None:
    """Return what asks the parent's models; None where there is no parent to ask."""
    parent = _ParentPipe.parent
    if parent is None:
        return None
    wire = parent

    def ask(question: dict[str, Any]) -> dict[str, Any]:
        wire.send_bytes(encode(Question(job_id, question)))
        found: dict[str, Any] = json.loads(wire.recv_bytes())
        return found

    return ask


class _Reporter:
    """Progress of one job, thinned out so that the pipe never fills."""

    def __init__(self, job_id: int) -> None:
        self._job_id = job_id
        self._stage = ""
        self._told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage or now - self._told >= _PROGRESS_INTERVAL_S:
            self._stage, self._told = stage, now
            _say(Progress(self._job_id, stage, done, total))


def _perform(request: JobRequest) -> Conversion:
    from converters import pipeline, viewing

    wanted = request.conversion
    recogniser = recognition.recogniser() if wanted.recognise else None
    if request.action in (Action.INSPECT, Action.LAYOUT):
        looked = recogniser if request.action is Action.INSPECT else None
        found = pipeline.inspect(wanted.source, wanted.passwords, wanted.limits, looked)
        if request.action is Action.INSPECT:
            return found
        pictures = pipeline.draw_layout(
            wanted.source, wanted.target, wanted.passwords, wanted.limits
        )
        return replace(found, outputs=pictures)
    if request.action is Action.BOOK:
        return viewing.read_book(wanted, _Reporter(request.job_id))
    if request.action is Action.PICTURES:
        return viewing.check_pictures(wanted, recogniser, _Reporter(request.job_id))
    if request.action is Action.PAGE:
        return viewing.draw_page(wanted, request.page)
    return pipeline.convert(
        wanted,
        _Reporter(request.job_id),
        recogniser,
        translating.deriver(request.translation, _asker(request.job_id)),
    )


_OF_THE_MEDIUM = frozenset({errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""Only who writes meets these."""


_OPEN_ELSEWHERE = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})


def _side_of(error: OSError, target: Path) -> dict[str, str | int]:
    """Tell trouble with the output from trouble with the input: what to do differs."""
    named = error.filename if isinstance(error.filename, str) else ""
    below = bool(named) and Path(named).is_relative_to(target.parent)
    temporary = Path(named).name.startswith(TEMPORARY_PREFIX) or Path(named) == target
    number = error_number(error)
    if number in _OF_THE_MEDIUM or (below and temporary):
        found: dict[str, str | int] = {"side": "output", "target": str(target.parent)}
        if number in _OPEN_ELSEWHERE and error.filename2 and target.exists():
            # Renaming over a book that a reader holds open, which Windows refuses.
            found["target_name"] = target.name
        return found
    return {}


def _error_of(error: BaseException, target: Path) -> JobError:
    """Name what went wrong with a code of the report."""
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, ConversionError):
        return JobError(error.code, dict(error.params))
    if isinstance(error, TranslationError):
        return JobError(ErrorCode.TRANSLATION, {"cause": error.code.value, **error.params}, trace)
    if isinstance(error, MemoryError):
        return JobError(ErrorCode.MEMORY, {}, trace)
    if isinstance(error, RecursionError):
        return JobError(ErrorCode.TOO_DEEP, {}, trace)
    if isinstance(error, OSError):
        if error.errno == errno.EFBIG:
            return JobError(ErrorCode.TOO_LARGE, {"what": "output"}, trace)
        detail = error.strerror or type(error).__name__
        params: dict[str, str | int] = {"detail": detail, "errno": error_number(error)}
        return JobError(ErrorCode.IO, {**params, **_side_of(error, target)}, trace)
    return JobError(ErrorCode.INTERNAL, {"detail": type(error).__name__}, trace)


def run(request: JobRequest) -> JobResult:
    """Do one job. Never raises: whatever happens is in the result."""
    return guarded(request, _perform)


def guarded(request: JobRequest, perform: Callable[[JobRequest], Conversion | None]) -> JobResult:
    """Do a job within the limits of one file. Never raises: whatever happens is in the result."""
    started = time.perf_counter()
    sandbox.forget_peak_memory()
    if _ParentPipe.seconds is not None:
        # The deadline is the parent's and comes first; threads of libraries count apart.
        sandbox.allow_processor(2 * _ParentPipe.seconds * request.patience + 10)
    conversion: Conversion | None = None
    error: JobError | None = None
    try:
        conversion = perform(request)
    except Exception as problem:  # noqa: BLE001 - worker main: one file's trouble must not end the worker
        error = _error_of(problem, request.conversion.target)
    seconds = time.perf_counter() - started
    return JobResult(conversion, error, seconds, sandbox.peak_memory_mib())
