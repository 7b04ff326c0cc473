# SPDX-License-Identifier: AGPL-3.0-or-later
"""The emblem that an organisation puts on covers and reports; a confined worker looks at it first."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.jobs.request import JobRequest, JobResult
from app.messages import os_reason
from app.services.confined_reading import is_good, judged
from converters.epub.emblems import EmblemUnreadable, check_emblem
from converters.files import read_ordinary

_UNREADABLE = mark("The emblem “{path}” cannot be read: {detail}.")
_NO_PICTURE = mark(
    "The emblem “{path}” is no picture that can stand on a cover: a PNG or JPEG file of up to 4 MB is."
)


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
        is_emblem = is_good(copy, answer_whether_emblem)
    if not is_emblem:
        raise UsageError(_NO_PICTURE, path=str(path))
    return data


def answer_whether_emblem(request: JobRequest) -> JobResult:
    """Decode a picture, in a worker, and say whether it can be an emblem."""
    return judged(request, check_emblem, EmblemUnreadable)
