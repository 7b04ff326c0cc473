# SPDX-License-Identifier: AGPL-3.0-or-later
"""The emblem that an organisation puts on covers and reports; a confined worker looks at it first."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.jobs import worker
from app.jobs.answer_file import read_answer, write_answer
from app.jobs.messages import BadMessage
from app.jobs.reading import ANSWER, read_in_worker
from app.jobs.request import JobRequest, JobResult
from app.messages import os_reason
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
        folder = Path(made)
        copy = folder / "emblem"
        copy.write_bytes(data)
        result = read_in_worker(copy, folder, answer_whether_emblem)
        try:
            said = result.error is None and read_answer(folder / ANSWER, _Answer).is_emblem
        except (BadMessage, OSError):
            said = False
    if not said:
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
