# SPDX-License-Identifier: AGPL-3.0-or-later
"""The emblem that an organisation puts on covers and reports; a confined worker looks at it first."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.jobs import worker
from app.jobs.answer_file import write_answer
from app.jobs.request import JobRequest, JobResult
from app.messages import os_reason
from app.services.confined_reading import Unanswered, answered
from converters.epub.emblems import EmblemUnreadable, check_emblem
from converters.files import read_ordinary

_UNREADABLE = mark("The emblem “{path}” cannot be read: {detail}.")
_NO_PICTURE = mark(
    "The emblem “{path}” is no picture that can stand on a cover: a PNG or JPEG file of up to 4 MB is."
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker says of a picture."""

    is_emblem: bool


def read_emblem(path: Path) -> bytes:
    """Return the picture of an emblem, which nobody has decoded here.

    Raises:
        UsageError: the file cannot be read, or is no such picture.
    """
    try:
        data = read_ordinary(path)
    except OSError as error:
        raise UsageError(_UNREADABLE, path=str(path), detail=os_reason(error)) from error
    with tempfile.TemporaryDirectory(prefix="hanji-emblem-") as made:
        copy = Path(made) / "emblem"
        copy.write_bytes(data)
        try:
            with answered(copy, answer_whether_emblem, _Answer) as said:
                is_emblem = said.answer.is_emblem
        except Unanswered:
            is_emblem = False
    if not is_emblem:
        raise UsageError(_NO_PICTURE, path=str(path))
    return data


def answer_whether_emblem(request: JobRequest) -> JobResult:
    """Decode a picture, in a worker, and say whether it can be an emblem."""
    return worker.guarded(request, _look)


def _look(request: JobRequest) -> None:
    job = request.conversion
    try:
        check_emblem(read_ordinary(job.source))
    except EmblemUnreadable:
        write_answer(job.target, _Answer(is_emblem=False))
    else:
        write_answer(job.target, _Answer(is_emblem=True))
