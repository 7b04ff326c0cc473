# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of exchange (XLIFF, TMX, TBX, bilingual tables), read in a confined worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from app.jobs import worker
from app.jobs.answer_file import write_answer, write_lines
from app.jobs.request import JobRequest, JobResult
from app.services.confined_reading import Answered, answered
from converters.files import read_ordinary
from translation.exchange import bilingual, table_docx, table_html, tmx, xliff2, xliff12
from translation.exchange.bilingual import BilingualFile
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.returned import Returned
from translation.exchange.table import ReturnedRows
from translation.exchange.xml import element_name, parse
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit
from translation.terms.exchange import (
    GlossaryFault,
    GlossaryRefused,
    ReadGlossary,
    read_csv,
    read_tbx,
)

_NO_PARAMS: dict[str, str | int] = {
    **dict.fromkeys(("detail", "expected", "found", "rule", "segment", "mark"), ""),
    "most": 0,
    "number": 0,
}
"""What sentences of refusals may name."""
_SQLITE = b"SQLite format 3\0"
_UNITS = "units.jsonl"
"""Of a memory, beside the answer."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a file is not taken, on its way: ``code`` of one of exchange, ``fault`` of a glossary."""

    code: ExchangeCode | None = None
    fault: GlossaryFault | None = None
    line: int = 0
    params: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file that may bring back the translations of a project; one of its parts is there."""

    returned: Returned | None = None
    """Of an XLIFF."""
    table: ReturnedRows | None = None
    """Of a bilingual table."""
    is_memory: bool = False
    """It is a TMX, which belongs to no project."""
    bilingual: BilingualFile | None = None
    """Of an XLIFF 1.2 or TXML that another tool made: what a project may have been made of."""
    half_read: _Refusal | None = None
    """Why it could be read in one of both ways only."""

    def demand(self) -> None:
        """Refuse a file that cannot be read in the way that is needed.

        Raises:
            ExchangeRefused: always, where something of the file could not be read.
        """
        if self.half_read is not None:
            raise _refused(self.half_read)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a worker says of a file."""

    refusal: _Refusal | None = None
    returned: ReturnedFile | None = None
    glossary: ReadGlossary | None = None
    bilingual: BilingualFile | None = None


def read_returned(path: Path) -> ReturnedFile:
    """Return what a file brings back; whatever it is, by its content.

    Raises:
        ExchangeRefused: it is no file of exchange, damaged or hostile.
        Unanswered: it cannot be read, or the worker died over it.
    """
    with _taken(path, answer_with_returned) as said:
        assert said.answer.returned is not None
        return said.answer.returned


@contextmanager
def memory_units(path: Path, pair: LanguagePair) -> Iterator[Iterable[MemoryUnit]]:
    """Give the units of a TMX, one after the other; of a damaged file none.

    Raises:
        ExchangeRefused: it is no TMX, damaged or hostile.
        Unanswered: it cannot be read, or the worker died over it.
    """
    function = partial(answer_with_units, source=pair.source, target=pair.target)
    with _taken(path, function) as said:
        yield said.lines(_UNITS, MemoryUnit)


def read_bilingual(path: Path) -> BilingualFile:
    """Return the segments of a bilingual file of another tool.

    Raises:
        ExchangeRefused: it is none, damaged or hostile, or has what could not be written back.
        Unanswered: it cannot be read, or the worker died over it.
    """
    with _taken(path, answer_with_segments) as said:
        assert said.answer.bilingual is not None
        return said.answer.bilingual


def read_terms(path: Path, source: str, target: str) -> ReadGlossary:
    """Return the terms of a TBX or CSV file.

    Raises:
        GlossaryRefused: it is none.
        Unanswered: it cannot be read, or the worker died over it.
    """
    function = partial(answer_with_terms, source=source, target=target)
    with _taken(path, function) as said:
        assert said.answer.glossary is not None
        return said.answer.glossary


@contextmanager
def _taken(path: Path, function: Callable[[JobRequest], JobResult]) -> Iterator[Answered[_Answer]]:
    """Give what a worker says of a file that it does not refuse."""
    with answered(path, function, _Answer) as said:
        if said.answer.refusal is not None:
            raise _refused(said.answer.refusal)
        yield said


def _refused(refusal: _Refusal) -> ExchangeRefused | GlossaryRefused:
    if refusal.fault is not None:
        return GlossaryRefused(refusal.fault, refusal.line)
    # Whatever a sentence asks for is there: a worker that was taken over may leave it out.
    return ExchangeRefused(
        refusal.code or ExchangeCode.NOT_XML, refusal.line, **{**_NO_PARAMS, **refusal.params}
    )


# ------------------------------------------------------------ the worker's side


def answer_with_returned(request: JobRequest) -> JobResult:
    """Read what a file brings back, in a worker."""
    return worker.guarded(request, partial(_tell, read=_returned))


def answer_with_units(request: JobRequest, source: str, target: str) -> JobResult:
    """Read the units of a TMX, in a worker."""
    pair = LanguagePair(source, target)

    def read(data: bytes, job: JobRequest) -> _Answer:
        path = job.conversion.target.with_name(_UNITS)
        write_lines(path, tmx.read(data, pair, origin=job.conversion.source.stem))
        return _Answer()

    return worker.guarded(request, partial(_tell, read=read))


def answer_with_segments(request: JobRequest) -> JobResult:
    """Read a bilingual file, in a worker."""

    def tell(data: bytes, _job: JobRequest) -> _Answer:
        return _Answer(bilingual=bilingual.read(data))

    return worker.guarded(request, partial(_tell, read=tell))


def answer_with_terms(request: JobRequest, source: str, target: str) -> JobResult:
    """Read the terms of a file, in a worker."""

    def read(data: bytes, job: JobRequest) -> _Answer:
        suffix = job.conversion.source.suffix.casefold()
        is_xml = suffix in (".tbx", ".xml") or data.lstrip()[:1] == b"<"
        glossary = read_tbx(data, source, target) if is_xml else read_csv(data)
        return _Answer(glossary=glossary)

    return worker.guarded(request, partial(_tell, read=read))


def _tell(request: JobRequest, read: Callable[[bytes, JobRequest], _Answer]) -> None:
    job = request.conversion
    try:
        answer = read(read_ordinary(job.source), request)
    except ExchangeRefused as refused:
        answer = _Answer(_refusal(refused))
    except GlossaryRefused as refused:
        answer = _Answer(_Refusal(fault=refused.fault, line=refused.line))
    write_answer(job.target, answer)


def _returned(data: bytes, _request: JobRequest) -> _Answer:
    if data.startswith(_SQLITE):
        raise ExchangeRefused(ExchangeCode.PROJECT)
    if data.startswith(b"PK"):
        return _Answer(returned=ReturnedFile(table=table_docx.read_rows(data)))
    if b"<html" in data[:2000].lower():
        return _Answer(returned=ReturnedFile(table=table_html.read_rows(data)))
    root = parse(data)
    name = element_name(root)
    if name == "tmx":
        return _Answer(returned=ReturnedFile(is_memory=True))
    if name == "txml":
        return _Answer(
            returned=ReturnedFile(
                bilingual=bilingual.read(data), half_read=_Refusal(ExchangeCode.NO_ORIGINAL)
            )
        )
    if name != "xliff":
        raise ExchangeRefused(
            ExchangeCode.WRONG_FORMAT, 1, expected="XLIFF, TXML, TMX, DOCX, HTML", found=name[:80]
        )
    if not root.get("version", "").startswith("1."):
        return _Answer(returned=ReturnedFile(returned=xliff2.read(data)))
    return _Answer(returned=_in_both_ways(data))


def _in_both_ways(data: bytes) -> ReturnedFile:
    """Read an XLIFF 1.2 as one of ours and as one of another tool; the project tells which it is."""
    why: ExchangeRefused | None = None
    returned: Returned | None = None
    theirs: BilingualFile | None = None
    try:
        theirs = bilingual.read(data)
    except ExchangeRefused as refused:
        why = refused
    try:
        returned = xliff12.read(data)
    except ExchangeRefused as refused:
        if theirs is None:
            raise
        why = refused
    return ReturnedFile(
        returned=returned, bilingual=theirs, half_read=_refusal(why) if why is not None else None
    )


def _refusal(refused: ExchangeRefused) -> _Refusal:
    return _Refusal(refused.code, None, refused.line, dict(refused.params))
