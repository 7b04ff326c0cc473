# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers of a worker that are too large for a message: typed JSON in a file of its own.

What holds for messages holds for them (``app.jobs.messages``): they are decoded into a declared
type and nothing else, and what does not fit is no answer.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import msgspec

from app.jobs.messages import BadMessage, without_surrogates
from converters.files import open_ordinary

_T = TypeVar("_T")
_MOST_BYTES = 512 << 20


def write_answer(path: Path, answer: object) -> None:
    """Write an answer, in a worker.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        data = msgspec.json.encode(answer)
    except UnicodeEncodeError:
        # Halves of characters, which damaged files hold, have no place in UTF-8.
        data = msgspec.json.encode(without_surrogates(msgspec.to_builtins(answer)))
    path.write_bytes(data)


def read_answer(path: Path, wanted: type[_T]) -> _T:
    """Return the answer that a worker wrote; it must have ended, so that nothing changes any more.

    Raises:
        BadMessage: it is none of this type, too large, or lies elsewhere.
        OSError: there is none.
    """
    if path.is_symlink():
        raise BadMessage("a link")
    with open_ordinary(path) as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise BadMessage("too large")
    try:
        return msgspec.json.decode(data, type=wanted)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadMessage(str(error)) from error
