# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers of a worker that are too large for a message: typed JSON in a file of its own.

What holds for messages holds for them (``app.jobs.messages``): they are decoded into a declared
type and nothing else, and what does not fit is no answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from app.jobs.messages import BadMessage, without_surrogates
from converters.files import open_ordinary

_T = TypeVar("_T")
_MOST_BYTES = 512 << 20
_LONGEST_LINE = 16 << 20


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


def write_lines(path: Path, items: Iterable[object]) -> None:
    """Write an answer of many parts, one to a line, as they come; in a worker.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("wb") as out:
        for item in items:
            try:
                line = msgspec.json.encode(item)
            except UnicodeEncodeError:
                line = msgspec.json.encode(without_surrogates(msgspec.to_builtins(item)))
            out.write(line + b"\n")


def read_lines(path: Path, wanted: type[_T]) -> Iterator[_T]:
    """Yield the parts of such an answer; the worker must have ended.

    Raises:
        BadMessage: a part is none of this type, too long, or the file lies elsewhere.
        OSError: there is none.
    """
    if path.is_symlink():
        raise BadMessage("a link")
    decoder = msgspec.json.Decoder(wanted)
    with open_ordinary(path) as stream:
        while line := stream.readline(_LONGEST_LINE + 1):
            if len(line) > _LONGEST_LINE:
                raise BadMessage("too large")
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, RecursionError) as error:
                raise BadMessage(str(error)) from error


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
