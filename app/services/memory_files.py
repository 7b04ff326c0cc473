# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memories' files that others made: looked at, and read, in a confined worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.i18n import mark, tr
from app.jobs import worker
from app.jobs.answer_file import write_answer, write_lines
from app.jobs.request import JobRequest, JobResult
from app.services import checked_files
from app.services.confined_reading import Unanswered, answered
from translation.memory.inspection import MemoryFault, fault_of
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit

_UNITS = "units.jsonl"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker says of a memory's file."""

    fault: MemoryFault | None = None


_FAULTS = {
    MemoryFault.TOO_LARGE: mark("it is too large"),
    MemoryFault.DAMAGED: mark("it is damaged"),
    MemoryFault.OTHER: mark("it was not made by this program"),
    MemoryFault.NEWER: mark("a newer version of the program made it"),
}


class MemoryFileRefused(Exception):
    """The file is no memory that can be read; its words say why."""


def fault_of_file(path: Path) -> str:
    """Return why a file cannot be a master; empty where it can.

    The first time a worker reads all of it.

    Raises:
        OSError: it is not there.
    """
    return checked_files.verdict_of([path], partial(_looked_at, path))


def is_looked_at(path: Path) -> bool:
    """Say whether it is known of a file if it can be a master.

    Raises:
        OSError: it is not there.
    """
    return checked_files.known_verdict([path]) is not None


def _looked_at(path: Path) -> str:
    try:
        with answered(path, answer_with_fault, _Answer) as said:
            return tr(_FAULTS[said.answer.fault]) if said.answer.fault else ""
    except Unanswered as error:
        return tr(error.message, **error.params)


@contextmanager
def units_of_file(path: Path) -> Iterator[Iterable[MemoryUnit]]:
    """Give the units of a memory's file, one after the other.

    Raises:
        MemoryFileRefused: it is none, or damaged.
        Unanswered: it cannot be read, or the worker died over it.
    """
    with answered(path, answer_with_units, _Answer) as said:
        if said.answer.fault is not None:
            raise MemoryFileRefused(tr(_FAULTS[said.answer.fault]))
        yield said.lines(_UNITS, MemoryUnit)


# ------------------------------------------------------------ the worker's side


def answer_with_fault(request: JobRequest) -> JobResult:
    """Look at a memory's file, in a worker."""
    return worker.guarded(request, partial(_tell, with_units=False))


def answer_with_units(request: JobRequest) -> JobResult:
    """Read the units of a memory's file, in a worker."""
    return worker.guarded(request, partial(_tell, with_units=True))


def _tell(request: JobRequest, *, with_units: bool) -> None:
    job = request.conversion
    fault = fault_of(job.source)
    if with_units and fault is None:
        with Memory(job.source, read_only=True) as memory:
            write_lines(job.target.with_name(_UNITS), memory)
    write_answer(job.target, _Answer(fault))
