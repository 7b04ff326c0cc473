# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures for covers and reports, emblems and covers; a confined worker looks at each first."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.jobs.request import JobRequest, JobResult
from app.jobs.worker_process import JobFunction
from app.messages import os_reason
from app.services.confined_reading import is_good, judged
from converters.epub.emblems import EmblemUnreadable, check_cover, check_emblem
from converters.files import read_ordinary

_UNREADABLE = mark("The emblem “{path}” cannot be read: {detail}.")
_NO_PICTURE = mark(
    "The emblem “{path}” is no picture that can stand on a cover: a PNG or JPEG file of up to 4 MB is."
)
_NO_COVER = mark(
    "The picture “{path}” cannot be a cover: a PNG or JPEG file of up to 4 MB and 16 million pixels can."
)
_COVER_UNREADABLE = mark("The picture “{path}” cannot be read: {detail}.")


def read_emblem(path: Path) -> bytes:
    """Return the picture of an emblem, which nobody has decoded here.

    Raises:
        UsageError: the file cannot be read, or is no such picture.
    """
    return _looked_at(path, answer_whether_emblem, _UNREADABLE, _NO_PICTURE)


def read_cover(path: Path) -> bytes:
    """Return a picture that is to be a cover, which nobody has decoded here.

    Raises:
        UsageError: the file cannot be read, or is no such picture.
    """
    return _looked_at(path, answer_whether_cover, _COVER_UNREADABLE, _NO_COVER)


def _looked_at(path: Path, function: JobFunction, unreadable: str, refused: str) -> bytes:
    try:
        data = read_ordinary(path)
    except OSError as error:
        raise UsageError(unreadable, path=str(path), detail=os_reason(error)) from error
    with tempfile.TemporaryDirectory(prefix="hanji-emblem-") as made:
        copy = Path(made) / "emblem"
        copy.write_bytes(data)
        is_picture = is_good(copy, function)
    if not is_picture:
        raise UsageError(refused, path=str(path))
    return data


def answer_whether_emblem(request: JobRequest) -> JobResult:
    """Decode a picture, in a worker, and say whether it can be an emblem."""
    return judged(request, check_emblem, EmblemUnreadable)


def answer_whether_cover(request: JobRequest) -> JobResult:
    """Decode a picture, in a worker, and say whether it can be a cover."""
    return judged(request, check_cover, EmblemUnreadable)
