# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files become documents of a review project: read in workers, some ahead of time, and drafted."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import AppError
from app.i18n import current_language, mark
from app.jobs.request import JobError, JobExecutor, JobFuture, JobRequest
from app.jobs.translating import STAGE, RemoteTranslator, TranslationOrder, memory_translator
from app.messages import translation_sentences
from app.services.bilingual_names import is_bilingual
from app.services.report import Failure
from app.services.reviewing.bilingual_files import bilingual_document
from app.store.project import NewDocument
from converters.conversion import ConversionRequest, OutputFormat
from converters.document import codec
from converters.document.nodes import Document
from converters.errors import ErrorCode
from converters.files import sha256_of
from translation.draft import DraftSegment, draft
from translation.engine.decoder import Care
from translation.errors import TranslationError
from translation.estimation import find_draft_issues
from translation.estimation.confidence import confidence
from translation.languages import LanguagePair
from translation.review.segments import (
    Origin,
    ReviewDocument,
    ReviewSegment,
    Status,
    review_unit,
    segment_id_of,
)
from translation.translator import Translator
from translation.units import TranslationUnit, extract

logger = logging.getLogger(__name__)

_UNREADABLE = mark("{sentence}")
_NOTHING = mark("“{name}” has no text in {source}: there is nothing to translate or review.")
_TRANSLATION = mark(
    "The draft could not be made ({cause}). Check the translation packages with “hanji models"
    " verify”, or create the project without a draft."
)

Progress = Callable[[str, int, int], None]
"""Called with stage, done and total."""
Carry = Callable[[ReviewDocument], ReviewDocument]
"""Puts the work of another project into the segments, before they are written."""
_DOCUMENT = "document.json"


@dataclass(frozen=True, slots=True)
class Coming:
    """A document that is to come into a project: where it is from, and what reads it."""

    path: Path
    read: Callable[[], NewDocument]


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """What makes a document of a project of a file.

    Args:
        executor: reads the file in a worker, and asks the models.
        languages: from and into; a file of another tool says its own.
        order_of: gives the order for a pair of languages, with its models.
        drafted: whether a machine drafts what the memory does not have.
        passwords: tried one after the other where a file asks for one.
        progress: told how far it is.
        stopped: asked while the models are at work.
        at_once: files that workers read at one time.
    """

    executor: JobExecutor
    languages: tuple[str, str]
    order_of: Callable[[str, str], TranslationOrder]
    drafted: bool = True
    passwords: tuple[str, ...] = ()
    progress: Progress | None = None
    stopped: Callable[[], bool] | None = None
    at_once: int = 1

    def coming(self, sources: Iterable[Path]) -> tuple[Coming, ...]:
        """Return files as documents that are to come into a project; the next are read meanwhile."""
        ahead = _ReadAhead(self, tuple(sources))
        return tuple(
            Coming(source, partial(ahead.read, at)) for at, source in enumerate(ahead.sources)
        )

    def languages_of(self, sources: Iterable[Path]) -> tuple[str, str] | None:
        """Return the languages of a project of files; None where each of them says its own."""
        return None if all(map(is_bilingual, sources)) else self.languages

    def read(self, source: Path, carry: Carry | None = None) -> NewDocument:
        """Read a file apart and draft it.

        Raises:
            Cancelled: ``stopped`` said so.
            AppError: it cannot be read, there is nothing to translate, or a model gave up.
        """
        return self.finish(source, self.begin(source), carry)

    def begin(self, source: Path) -> Reading | None:
        """Have a worker read a file; None where it is read without one."""
        if is_bilingual(source):
            return None
        return Reading(self.executor, source, self.passwords, self.progress or _unheard)

    def finish(
        self, source: Path, reading: Reading | None, carry: Carry | None = None
    ) -> NewDocument:
        """Wait for a file that ``begin`` began, and draft it; see ``read``."""
        if reading is None:
            return bilingual_document(
                source,
                lambda pair: self.order_of(pair.source, pair.target),
                self._translator if self.drafted else None,
            )
        order, drafted = self.order_of(*self.languages), self.drafted
        document, parts = reading.wait()
        language = order.languages[0]
        units = extract(document)
        if not units:
            raise AppError(_NOTHING, name=source.name, source=language)
        translator = self._translator(order) if drafted else memory_translator(order)
        segments = _segments(units, translator, order.care, drafted)
        try:
            document_id = sha256_of(source)
        except OSError as error:
            gone = Failure(source.name, JobError(ErrorCode.IO)).sentence(current_language())
            raise AppError(_UNREADABLE, sentence=gone) from error
        review = ReviewDocument(
            document.metadata.title or source.stem,
            language,
            order.languages[-1],
            document_id,
            tuple(review_unit(unit) for unit in units),
            segments,
        )
        if carry is not None:
            review = carry(review)
        meta = {
            "file": source.name,
            "folder": source.absolute().parent.name,
            "language": document.metadata.language,
            "care": order.care,
            "packages": order.identity if drafted else "",
            "demonstration": "1" if drafted and order.demonstration else "",
            "server": order.server.shown if drafted and order.server else "",
        }
        return NewDocument(review, parts, meta)

    def _translator(self, order: TranslationOrder) -> Translator:
        tell = self.progress or _unheard
        return RemoteTranslator(
            order.languages,
            lambda asked: self.executor.ask(
                order, asked, lambda *done: tell(STAGE, *done), self.stopped or _goes_on
            ),
        )


class Reading:
    """A file that a worker is reading into a folder of its own.

    Args:
        executor: has the worker.
        source: the file.
        passwords: tried one after the other where it asks for one.
        tell: told how far it is.
    """

    def __init__(
        self,
        executor: JobExecutor,
        source: Path,
        passwords: tuple[str, ...],
        tell: Progress,
    ) -> None:
        self._source = source
        self._folder = Path(tempfile.mkdtemp(prefix="hanji-review-"))
        self._written = self._folder / _DOCUMENT
        request = ConversionRequest(
            source.absolute(), self._written, OutputFormat.JSON, passwords=passwords
        )
        self._future: JobFuture = executor.submit(JobRequest(0, request), tell)
        # One that nobody waits for, as what follows was stopped, is ended and leaves nothing.
        self._discard = weakref.finalize(self, _discard, self._future, self._folder)

    def wait(self) -> tuple[Document, dict[str, bytes]]:
        """Return the document and the parts that a project keeps.

        Raises:
            AppError: it cannot be read.
        """
        try:
            result = self._future.result()
            if result.conversion is None:
                error = result.error or JobError(ErrorCode.INTERNAL)
                if error.trace:
                    logger.error("%s: %s", self._source, error.trace)
                sentence = Failure(self._source.name, error).sentence(current_language())
                raise AppError(_UNREADABLE, sentence=sentence)
            parts = {_DOCUMENT: self._written.read_bytes()}
            for path in sorted(self._folder.rglob("*")):
                if path.is_file() and path != self._written:
                    parts[path.relative_to(self._folder).as_posix()] = path.read_bytes()
        finally:
            self._discard()
        return document_of(parts), parts


def _discard(future: JobFuture, folder: Path) -> None:
    future.cancel()
    shutil.rmtree(folder, ignore_errors=True)


class _ReadAhead:
    """Files of a project in their order; while one is drafted, workers read the next.

    Args:
        reader: reads and drafts.
        sources: the files.
    """

    def __init__(self, reader: DocumentReader, sources: Sequence[Path]) -> None:
        self._reader = reader
        self.sources = sources
        self._begun: dict[int, Reading | None] = {}

    def read(self, at: int) -> NewDocument:
        """Return the document of a file, by its place from 0."""
        last = min(at + self._reader.at_once, len(self.sources))
        for number in range(at, last):
            if number not in self._begun:
                self._begun[number] = self._reader.begin(self.sources[number])
        return self._reader.finish(self.sources[at], self._begun.pop(at))


def document_of(parts: dict[str, bytes]) -> Document:
    """Return the document of a project's parts."""
    return codec.decode(json.loads(parts[_DOCUMENT]), parts.__getitem__)


def _segments(
    units: tuple[TranslationUnit, ...], translator: Translator, care: str, drafted: bool
) -> tuple[ReviewSegment, ...]:
    try:
        found = draft(units, translator, Care[care.upper()]).segments
    except TranslationError as error:
        if error.code.value.startswith("server-"):
            raise AppError(
                _UNREADABLE, sentence=" ".join(translation_sentences(error.code, error.params))
            ) from error
        raise AppError(_TRANSLATION, cause=error.code.value) from error
    pair = LanguagePair(translator.languages[0], translator.languages[-1])
    made: list[ReviewSegment] = []
    for unit in units:
        for place, segment in enumerate(found[unit.unit_id], start=1):
            made.append(_segment(unit, place, len(made) + 1, segment, pair, drafted))
    return tuple(made)


def _segment(
    unit: TranslationUnit,
    place: int,
    number: int,
    segment: DraftSegment,
    pair: LanguagePair,
    drafted: bool,
) -> ReviewSegment:
    target, sure = segment.target, None
    if segment.match is not None:
        status, origin = Status.DRAFT, Origin.MEMORY
    elif segment.by_machine and drafted:
        status, origin = Status.DRAFT, Origin.MACHINE
        issues = find_draft_issues(segment.source.text, target.text, *pair)
        sure = round(confidence(segment.source.text, target.text, pair, segment.score, issues), 3)
    elif not segment.by_machine and not segment.untranslated:
        status, origin = Status.DRAFT, Origin.COPIED
    else:
        status, origin, target = Status.UNTRANSLATED, Origin.NONE, type(target)(())
    return ReviewSegment(
        segment_id_of(unit.unit_id, place),
        unit.unit_id,
        number,
        unit.kind,
        segment.source,
        target,
        status,
        origin=origin,
        match=segment.match,
        confidence=sure,
    )


def _goes_on() -> bool:
    return False


def _unheard(_stage: str, _done: int, _total: int) -> None:
    pass
