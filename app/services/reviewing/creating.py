# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "create a review project": read files apart, draft them, write the project."""

from __future__ import annotations

import json
import logging
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import AppError
from app.i18n import current_language, mark, tr
from app.jobs.request import JobError, JobExecutor, JobRequest
from app.jobs.translating import STAGE, RemoteTranslator, TranslationOrder, memory_translator
from app.messages import store_reason, translation_sentences
from app.services.bilingual_names import is_bilingual
from app.services.file_names import without_language
from app.services.report import Failure
from app.services.reviewing.bilingual_files import bilingual_document
from app.services.reviewing.checking import check
from app.services.terms import applied, glossary_for
from app.store.project import NewDocument, Project, ProjectDocument, new_project
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
_FOLDER = mark("“{path}” is a folder: give the project a name in it.")
_TWICE = mark("“{name}” is in the project already.")
_SAME = mark("“{name}” is the same document as “{other}”, which is in the project already.")
_LEFT_OUT = mark("{came} documents came into the project, {n} were left out:\n{reasons}")
_NONE_CAME = mark("None of the documents came into the project:\n{reasons}")
_OTHER_LANGUAGES = mark("“{name}” is {found}; the project is {wanted}.")
_TRANSLATION = mark(
    "The draft could not be made ({cause}). Check the translation packages with “hanji models"
    " verify”, or create the project without a draft."
)

Progress = Callable[[str, int, int], None]
"""Called with stage, done and total."""

_DOCUMENT = "document.json"
_MOST_REASONS = 5
"""Files that are named at once; the command names all."""


Carry = Callable[[ReviewDocument], ReviewDocument]
"""Puts the work of another project into the segments, before they are written."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A document that is to come into a project: where it is from, and what reads it."""

    path: Path
    read: Callable[[], NewDocument]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that could not come into a project, and why."""

    path: Path
    error: AppError

    @property
    def reason(self) -> str:
        """Why, without its name where that stands in front."""
        said = tr(self.error.message, **self.error.params)
        return said.removeprefix(f"{self.path.name}: ")


class NoneCame(AppError):
    """Of several files none could come into a project.

    Args:
        left_out: all of them.
    """

    def __init__(self, left_out: tuple[LeftOut, ...]) -> None:
        super().__init__(_NONE_CAME, reasons=_reasons(left_out))
        self.left_out = left_out


@dataclass(frozen=True, slots=True)
class CreatedProject:
    """A project that was created or got more documents, and the counts of what came in."""

    path: Path
    segments: int
    drafted: int
    from_memory: int
    documents: int = 1
    left_out: tuple[LeftOut, ...] = ()


def left_out_error(made: CreatedProject) -> AppError:
    """Return one error that names all files that were left out; there is one at least.

    Each of the first few has its reason on a line of its own, of the others the names follow.
    """
    left = made.left_out
    if len(left) == 1:
        return left[0].error
    return AppError(_LEFT_OUT, n=len(left), came=made.documents, reasons=_reasons(left))


def _reasons(left_out: Sequence[LeftOut]) -> str:
    lines = [f"{one.path.name}: {one.reason}" for one in left_out[:_MOST_REASONS]]
    if len(left_out) > _MOST_REASONS:
        lines.append(", ".join(one.path.name for one in left_out[_MOST_REASONS:]))
    return "\n".join(lines)


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
    """

    executor: JobExecutor
    languages: tuple[str, str]
    order_of: Callable[[str, str], TranslationOrder]
    drafted: bool = True
    passwords: tuple[str, ...] = ()
    progress: Progress | None = None
    stopped: Callable[[], bool] | None = None

    def coming(self, sources: Iterable[Path]) -> tuple[Coming, ...]:
        """Return files as documents that are to come into a project."""
        return tuple(Coming(source, partial(self.read, source)) for source in sources)

    def languages_of(self, sources: Iterable[Path]) -> tuple[str, str] | None:
        """Return the languages of a project of files; None where each of them says its own."""
        return None if all(map(is_bilingual, sources)) else self.languages

    def read(self, source: Path, carry: Carry | None = None) -> NewDocument:
        """Read a file apart and draft it.

        Raises:
            Cancelled: ``stopped`` said so.
            AppError: it cannot be read, there is nothing to translate, or a model gave up.
        """
        if is_bilingual(source):
            return bilingual_document(
                source,
                lambda pair: self.order_of(pair.source, pair.target),
                self._translator if self.drafted else None,
            )
        tell = self.progress or _unheard
        order, drafted = self.order_of(*self.languages), self.drafted
        with tempfile.TemporaryDirectory(prefix="hanji-review-") as folder:
            document, parts = read_document(
                self.executor, source, self.passwords, Path(folder), tell
            )
        language = order.languages[0]
        units = extract(document)
        if not units:
            raise AppError(_NOTHING, name=source.name, source=language)
        translator = self._translator(order) if drafted else memory_translator(order)
        segments = _segments(units, translator, order.care, drafted)
        review = ReviewDocument(
            document.metadata.title or source.stem,
            language,
            order.languages[-1],
            sha256_of(source),
            tuple(review_unit(unit) for unit in units),
            segments,
        )
        if carry is not None:
            review = carry(review)
        meta = {
            "file": source.name,
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


class _Gathered:
    """Documents that come into a project, one after the other, and what could not.

    Args:
        coming: where they are from.
        known: names of the documents that the project has, by their ids.
        languages: those of the project; of its first document where it is new.
    """

    def __init__(
        self,
        coming: Sequence[Coming],
        known: Mapping[str, str] | None = None,
        languages: tuple[str, str] | None = None,
    ) -> None:
        self._coming = coming
        self._known = dict(known or {})
        self._languages = languages
        self.came: list[ReviewDocument] = []
        self.left_out: list[LeftOut] = []

    def __iter__(self) -> Iterator[NewDocument]:
        for one in self._coming:
            try:
                made = one.read()
                self._demand(one.path, made.review)
            except AppError as error:
                self.left_out.append(LeftOut(one.path, error))
                continue
            self._known[made.review.document_id] = one.path.name
            # What was said and written is enough: parts of many documents are large.
            self.came.append(made.review)
            yield made
        if not self.came and self.left_out:
            if len(self.left_out) == 1:
                raise self.left_out[0].error
            raise NoneCame(tuple(self.left_out))

    def _demand(self, source: Path, review: ReviewDocument) -> None:
        other = self._known.get(review.document_id)
        if other == source.name:
            raise AppError(_TWICE, name=source.name)
        if other is not None:
            raise AppError(_SAME, name=source.name, other=other)
        found = review.source_language, review.target_language
        self._languages = self._languages or found
        if found != self._languages:
            raise AppError(
                _OTHER_LANGUAGES,
                name=source.name,
                found=" → ".join(found),
                wanted=" → ".join(self._languages),
            )

    def created(self, path: Path) -> CreatedProject:
        """Return what came of it."""
        origins = Counter(one.origin for review in self.came for one in review.segments)
        return CreatedProject(
            path,
            origins.total(),
            origins[Origin.MACHINE],
            origins[Origin.MEMORY],
            len(self.came),
            tuple(self.left_out),
        )


def create(
    coming: Sequence[Coming],
    target: Path,
    *,
    title: str = "",
    languages: tuple[str, str] | None = None,
    progress: Progress | None = None,
) -> CreatedProject:
    """Make the review project ``target`` of files; those that cannot be read are left out and named.

    Args:
        coming: its documents, in the order that they are to have; see ``DocumentReader.coming``.
        target: the project to write; one that is there stays and stops this.
        title: of the project; that of the document where there is one, else the project's name.
        languages: from and into; those of its first document without.
        progress: told how far the checks are.

    Raises:
        Cancelled: a person stopped it.
        AppError: none of the files can be read, or the project cannot be written.
    """
    if target.exists():
        raise AppError(_FOLDER if target.is_dir() else _IN_THE_WAY, path=str(target))
    gathered = _Gathered(coming, languages=languages)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new_project(target, gathered, title)
        with Project(target) as project:
            if len(coming) > 1 and not title:
                stem = without_language(target.stem, project.target_language)
                project.set_meta("title", stem)
            for document, review in zip(project.documents, gathered.came, strict=True):
                put_comments(project, document, review)
            _check(project, None, progress)
    except (OSError, sqlite3.Error) as error:
        detail = store_reason(error)
        raise AppError(_NOT_WRITTEN, path=str(target), detail=detail) from error
    return gathered.created(target)


def add_documents(
    project: Project,
    coming: Sequence[Coming],
    *,
    progress: Progress | None = None,
) -> CreatedProject:
    """Put documents behind those of an open project; those that cannot be read are left out.

    Raises:
        Cancelled: a person stopped it; what came in until then stays.
        AppError: none of the files can be read, or the project cannot be written.
    """
    gathered = _Gathered(
        coming,
        {one.document_id: one.shown for one in project.documents},
        (project.source_language, project.target_language),
    )
    try:
        for one in gathered:
            made = project.add_document(one)
            _check(project, range(made.first, made.last + 1), progress)
    except (OSError, sqlite3.Error) as error:
        detail = store_reason(error)
        raise AppError(_NOT_WRITTEN, path=str(project.path), detail=detail) from error
    return gathered.created(project.path)


def _check(project: Project, numbers: Iterable[int] | None, progress: Progress | None) -> None:
    glossary = glossary_for(project.source_language, project.target_language)
    tell = progress or _unheard
    check(
        project,
        numbers,
        progress=lambda *done: tell("check", *done),
        terms=lambda text: applied(glossary, text),
    )


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


def put_comments(project: Project, document: ProjectDocument, review: ReviewDocument) -> None:
    """Put comments on the segments of a document that came with them."""
    own = (document.alone(one) for one in project.segments(document.first, document.last))
    numbers = {one.segment_id: one.number for one in own}
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
