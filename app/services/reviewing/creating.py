# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "create a review project": read the file apart, draft it, write the project."""

from __future__ import annotations

import json
import logging
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import current_language, mark
from app.jobs.request import JobError, JobExecutor, JobRequest
from app.jobs.translating import STAGE, RemoteTranslator, TranslationOrder, memory_translator
from app.messages import os_reason, translation_sentences
from app.services.report import Failure
from app.services.reviewing.checking import check
from app.services.terms import applied, glossary_for
from app.store.project import Project, new_project
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
_NOT_WRITTEN = mark("The project “{path}” cannot be written: {detail}.")
_IN_THE_WAY = mark(
    "The project “{path}” is there already, with the work in it. Choose another name, or open it."
)
_TRANSLATION = mark(
    "The draft could not be made ({cause}). Check the translation packages with “hanji models"
    " verify”, or create the project without a draft."
)

Progress = Callable[[str, int, int], None]
"""Called with stage, done and total."""

_DOCUMENT = "document.json"


@dataclass(frozen=True, slots=True)
class CreatedProject:
    """A project that was created, and the counts of its segments."""

    path: Path
    segments: int
    drafted: int
    from_memory: int


def create(
    executor: JobExecutor,
    source: Path,
    target: Path,
    order: TranslationOrder,
    *,
    drafted: bool = True,
    passwords: tuple[str, ...] = (),
    progress: Progress | None = None,
    stopped: Callable[[], bool] | None = None,
    carry: Callable[[ReviewDocument], ReviewDocument] | None = None,
) -> CreatedProject:
    """Make the review project ``target`` of the file ``source``.

    Args:
        executor: reads the file in a worker.
        source: a document of any format that is read.
        target: the project to write; one that is there stays and stops this.
        order: languages and models.
        drafted: whether a machine drafts what the memory does not have.
        passwords: tried one after the other where the file asks for one.
        progress: told how far it is.
        stopped: asked while the models are at work.
        carry: puts the work of another project into the segments, before they are written.

    Raises:
        Cancelled: ``stopped`` said so.
        AppError: the file cannot be read, there is nothing to translate, a model gave up, or
            the project cannot be written.
    """
    if target.exists():
        raise AppError(_IN_THE_WAY, path=str(target))
    tell = progress or _unheard
    with tempfile.TemporaryDirectory(prefix="hanji-review-") as folder:
        document, parts = read_document(executor, source, passwords, Path(folder), tell)
    language = order.languages[0]
    units = extract(document)
    if not units:
        raise AppError(_NOTHING, name=source.name, source=language)
    translator = RemoteTranslator(
        order.languages,
        lambda asked: executor.ask(
            order, asked, lambda *done: tell(STAGE, *done), stopped or _goes_on
        ),
    )
    segments = _segments(
        units, translator if drafted else memory_translator(order), order.care, drafted
    )
    title = document.metadata.title or source.stem
    review = ReviewDocument(
        title,
        language,
        order.languages[-1],
        sha256_of(source),
        tuple(review_unit(unit) for unit in units),
        segments,
    )
    if carry is not None:
        review = carry(review)
        segments = review.segments
    meta = {
        "file": source.name,
        "care": order.care,
        "packages": order.identity if drafted else "",
        "demonstration": "1" if drafted and order.demonstration else "",
        "server": order.server.shown if drafted and order.server else "",
    }
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new_project(target, review, parts, meta)
        with Project(target) as project:
            _put_comments(project, review)
            glossary = glossary_for(language, order.languages[-1])
            check(
                project,
                progress=lambda *done: tell("check", *done),
                terms=lambda text: applied(glossary, text),
            )
    except (OSError, sqlite3.Error) as error:
        detail = os_reason(error) if isinstance(error, OSError) else str(error)
        raise AppError(_NOT_WRITTEN, path=str(target), detail=detail) from error
    memory = sum(segment.origin is Origin.MEMORY for segment in segments)
    machine = sum(segment.origin is Origin.MACHINE for segment in segments)
    return CreatedProject(target, len(segments), machine, memory)


def _goes_on() -> bool:
    return False


def _unheard(_stage: str, _done: int, _total: int) -> None:
    pass


def read_document(
    executor: JobExecutor,
    source: Path,
    passwords: tuple[str, ...],
    folder: Path,
    tell: Progress,
) -> tuple[Document, dict[str, bytes]]:
    """Read ``source`` in a worker; return the document and the parts that a project keeps.

    Raises:
        AppError: it cannot be read.
    """
    written = folder / _DOCUMENT
    request = ConversionRequest(source.absolute(), written, OutputFormat.JSON, passwords=passwords)
    result = executor.submit(JobRequest(0, request), tell).result()
    if result.conversion is None:
        error = result.error or JobError(ErrorCode.INTERNAL)
        if error.trace:
            logger.error("%s: %s", source, error.trace)
        sentence = Failure(source.name, error).sentence(current_language())
        raise AppError(_UNREADABLE, sentence=sentence)
    parts = {_DOCUMENT: written.read_bytes()}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != written:
            parts[path.relative_to(folder).as_posix()] = path.read_bytes()
    return document_of(parts), parts


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


def _put_comments(project: Project, review: ReviewDocument) -> None:
    numbers = {one.segment_id: one.number for one in review.segments}
    made: dict[int | None, int] = {}
    for one in review.comments:
        thread = made.get(one.reply_to) if one.reply_to is not None else None
        said = project.add_comment(
            numbers[one.segment_id], one.author, one.at, one.text, one.anchor, thread
        )
        made[one.comment_id] = said
    # A reply opens its thread again, so that this comes last.
    for one in review.comments:
        if one.resolved and one.reply_to is None and one.comment_id is not None:
            project.resolve_comment(made[one.comment_id])
