# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages of a worker to its parent: typed JSON of a bounded size.

A worker may have been taken over by the document that it reads, so what it says is data: it is
decoded into these types and nothing else, and whatever does not fit is as good as a dead worker.
Nothing that comes from a worker is ever unpickled.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import Any

import msgspec

from app.jobs.request import JobResult
from app.jobs.sandbox import Confinement

MOST_BYTES = 64 << 20
"""Of one message: the sentences of a book to be translated are a few of them."""
_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class BadMessage(ValueError):
    """A message that is none: cut off, of other types, or too large."""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The worker is confined and waits for its first job."""

    confinement: Confinement


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far a job is."""

    job_id: int
    stage: str
    done: int
    total: int


class Question(msgspec.Struct, frozen=True, tag="question"):
    """A question of a job for the translation models; the worker waits for the answer."""

    job_id: int
    asked: dict[str, Any]


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """The end of a job."""

    job_id: int
    result: JobResult


Message = Ready | Progress | Question | Ended


def encode(message: Message) -> bytes:
    """Return the bytes of a message."""
    try:
        return _ENCODER.encode(message)
    except UnicodeEncodeError:
        # Halves of characters, which some documents hold, have no place in UTF-8.
        plain = msgspec.to_builtins(message, enc_hook=_to_plain)
        return _ENCODER.encode(without_surrogates(plain))


def decode(data: bytes) -> Message:
    """Return the message that ``data`` holds.

    Raises:
        BadMessage: it holds none.
    """
    try:
        return _DECODER.decode(data)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadMessage(str(error)) from error


def _to_plain(value: object) -> object:
    if isinstance(value, Path):
        # Names of files are bytes on Linux, whatever they mean.
        return base64.b64encode(os.fsencode(value)).decode("ascii")
    raise NotImplementedError(type(value).__name__)


def _from_plain(wanted: type, value: object) -> object:
    if not issubclass(wanted, Path):
        # So msgspec is told that a declared type is not known to a hook.
        raise NotImplementedError(wanted.__name__)
    try:
        return Path(os.fsdecode(base64.b64decode(str(value), validate=True)))
    except (binascii.Error, ValueError) as error:
        raise ValueError("no name of a file") from error


def without_surrogates(value: Any) -> Any:
    """Return plain data with a mark in place of each half of a character."""
    if isinstance(value, str):
        return value.translate(_LONE_SURROGATES)
    if isinstance(value, dict):
        return {without_surrogates(key): without_surrogates(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [without_surrogates(held) for held in value]
    return value


_ENCODER = msgspec.json.Encoder(enc_hook=_to_plain)
_DECODER = msgspec.json.Decoder(Message, dec_hook=_from_plain)
