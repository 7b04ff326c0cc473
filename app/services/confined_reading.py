# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a confined worker says of a file of strangers, as typed data; or a sentence why it says none."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from app.errors import AppError
from app.i18n import current_language, mark
from app.jobs import worker
from app.jobs.answer_file import read_answer, read_lines, write_answer
from app.jobs.messages import BadMessage
from app.jobs.reading import ANSWER, read_in_worker
from app.jobs.request import JobError, JobRequest, JobResult
from app.jobs.worker_process import JobFunction
from app.services.report import Failure
from converters.errors import ErrorCode
from converters.files import read_ordinary

logger = logging.getLogger(__name__)

_AnswerT = TypeVar("_AnswerT")
_LineT = TypeVar("_LineT")


class Unanswered(AppError):
    """The error of a file over which its worker died, or of which it says nothing that is meant."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[_AnswerT]):
    """What a worker said, while the files that it left are there."""

    answer: _AnswerT
    path: Path
    """Of the file that it read."""
    folder: Path

    def lines(self, name: str, kind: type[_LineT]) -> Iterator[_LineT]:
        """Yield what a file of lines holds that the worker left beside its answer.

        Raises:
            Unanswered: a line is none of the kind.
        """
        try:
            yield from read_lines(self.folder / name, kind)
        except (BadMessage, OSError) as error:
            raise _unanswered(self.path, _died(error)) from error


@contextmanager
def answered(
    path: Path, function: JobFunction, kind: type[_AnswerT]
) -> Iterator[Answered[_AnswerT]]:
    """Let a confined worker read a file, and give its answer.

    Args:
        path: of the file.
        function: what the worker does; it finds the file and the answer's place in its request.
        kind: of the answer, a class of plain fields.

    Raises:
        Unanswered: the file cannot be read, the worker died, or its answer is none of the kind.
    """
    with tempfile.TemporaryDirectory(prefix="hanji-reading-") as made:
        folder = Path(made).resolve()
        result = read_in_worker(path, folder, function)
        if result.error is not None:
            raise _unanswered(path, result.error)
        try:
            answer = read_answer(folder / ANSWER, kind)
        except (BadMessage, OSError) as error:
            raise _unanswered(path, _died(error)) from error
        yield Answered(answer, path, folder)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a worker says of a file that is only looked at."""

    is_good: bool


def is_good(path: Path, function: JobFunction) -> bool:
    """Let a confined worker look at a file, by a function that ``judged`` answers for."""
    try:
        with answered(path, function, _Verdict) as said:
            return said.answer.is_good
    except Unanswered:
        return False


def judged(
    request: JobRequest, check: Callable[[bytes], object], refusal: type[Exception]
) -> JobResult:
    """Look at a job's source, in a worker: it is good where the check does not refuse it."""
    return worker.guarded(request, partial(_judge, check=check, refusal=refusal))


def _judge(request: JobRequest, check: Callable[[bytes], object], refusal: type[Exception]) -> None:
    job = request.conversion
    try:
        check(read_ordinary(job.source))
    except refusal:
        write_answer(job.target, _Verdict(is_good=False))
    else:
        write_answer(job.target, _Verdict(is_good=True))


def _died(error: Exception) -> JobError:
    """Return the error of a worker that hands over what nobody reads: it is not trusted further."""
    return JobError(ErrorCode.WORKER_DIED, trace=repr(error))


def _unanswered(path: Path, error: JobError) -> Unanswered:
    if error.trace:
        logger.error("%s: %s", path, error.trace)
    sentence = Failure(path.name, error).sentence(current_language())
    return Unanswered(mark("{sentence}"), sentence=sentence)
