# SPDX-License-Identifier: AGPL-3.0-or-later
"""The emblem that an organisation puts on the covers of its books."""

from __future__ import annotations

from pathlib import Path

from app.errors import UsageError
from app.i18n import mark
from app.messages import os_reason
from converters.epub.emblems import EmblemUnreadable, check_emblem
from converters.files import read_ordinary

_UNREADABLE = mark("The emblem “{path}” cannot be read: {detail}.")
_NO_PICTURE = mark(
    "The emblem “{path}” is no picture that can stand on a cover: a PNG or JPEG file of up to 4 MB is."
)


def read_emblem(path: Path) -> bytes:
    """Return the picture of an emblem.

    Raises:
        UsageError: the file cannot be read, or is no such picture.
    """
    try:
        data = read_ordinary(path)
    except OSError as error:
        raise UsageError(_UNREADABLE, path=str(path), detail=os_reason(error)) from error
    try:
        check_emblem(data)
    except EmblemUnreadable as error:
        raise UsageError(_NO_PICTURE, path=str(path)) from error
    return data
