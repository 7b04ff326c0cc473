# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "exchange": a project as a file for other tools, and such a file back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import mark, trn
from app.messages import os_reason
from app.services.bilingual_names import META
from app.services.exchange_files import ReturnedFile, read_returned
from app.services.exchange_refusals import refusal_of
from app.services.reviewing import memories
from app.services.reviewing.checking import Terms, check, no_terms
from app.services.reviewing.document_names import document_names, write_each
from app.store.project import Change, NewPart, Project, ProjectDocument
from converters import files
from translation.exchange import table_docx, table_html, tmx, xliff2, xliff12
from translation.exchange.errors import ExchangeRefused
from translation.exchange.resegmented import follow_segmentation
from translation.exchange.returned import Returned, applied
from translation.exchange.table import returned_rows
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit, context_of
from translation.review.segments import Comment, ReviewDocument, Status
from translation.spelling import Spelling

_UNREADABLE = mark("The file “{path}” cannot be read: {detail}.")
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
SUFFIXES = {
    "xliff": ".xlf",
    "xliff12": ".1.2.xlf",
    "docx": ".docx",
    "html": ".html",
    "tmx": ".tmx",
}
"""What the file of each kind is called by."""
WHY = "import"
"""What the history says of such a step."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """The result of importing a file: what changed in the project."""

    changed: int
    same: int
    comments: int = 0
    numbers: tuple[int, ...] = ()
    """Of the segments that changed."""

    @property
    def sentence(self) -> str:
        """What a person is told of it."""
        changed = trn("{n} segment changed", "{n} segments changed", self.changed)
        same = trn("{n} is as it was", "{n} are as they were", self.same)
        comments = trn("{n} comment is new", "{n} comments are new", self.comments)
        return f"{changed}, {same}, {comments}."


def export(
    project: Project, target: Path, kind: str, document: ProjectDocument | None = None
) -> None:
    """Write a document of a project as ``kind``: "xliff", "xliff12", "tmx", "docx", "html".

    The same project gives the same bytes.

    Args:
        project: open.
        target: the file to write.
        kind: of the file; a TMX has what is confirmed in all documents.
        document: of the project; the first one where none is given.

    Raises:
        AppError: it cannot be written.
    """
    if kind == "tmx":
        pair = LanguagePair(project.source_language, project.target_language)
        units = (unit for one in project.documents for unit in _units(project.exchanged(one), pair))
        data = tmx.write(units, pair)
    else:
        writers = {
            "xliff": xliff2.write,
            "xliff12": xliff12.write,
            "docx": table_docx.write,
            "html": table_html.write,
        }
        data = writers[kind](project.exchanged(document or project.documents[0]))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(target, data)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(target), detail=os_reason(error)) from error


def export_all(project: Project, folder: Path, kind: str) -> tuple[Path, ...]:
    """Write each document of a project as ``kind`` into ``folder``; return the files.

    Raises:
        AppError: one cannot be written; ``SomeWritten`` where others were.
    """
    targets = tuple(folder / name for name in document_names(project, SUFFIXES[kind]))
    write_each(project.documents, targets, lambda one, to: export(project, to, kind, one))
    return targets


def _units(document: ReviewDocument, pair: LanguagePair) -> list[MemoryUnit]:
    """Return what a person confirmed, as units of a memory."""
    texts = [segment.source.text for segment in document.segments]
    return [
        MemoryUnit(
            pair,
            segment.source,
            segment.target,
            context_of(texts[at - 1]) if at else None,
            context_of(texts[at + 1]) if at + 1 < len(texts) else None,
            f"{document.document_id[:16]}/{segment.segment_id}",
        )
        for at, segment in enumerate(document.segments)
        if segment.status.rank >= Status.REVIEWED.rank
    ]


def _brought_back(
    project: Project, file: Path, found: ReturnedFile
) -> tuple[int, Returned, NewPart | None]:
    """Return which document a file is of, from 0, what it brings, and what is to be kept of it.

    Raises:
        ExchangeRefused: it is of none, or cannot be read as what it is.
        AppError: it changes what was cut otherwise here, or is gone.
    """
    if _may_be_an_original(project, found):
        if found.bilingual is None:
            found.demand()
        assert found.bilingual is not None
        # It drafts too, and comes in with the first file of another tool.
        from app.services.reviewing.bilingual_returned import returned_bilingual

        try:
            data = file.read_bytes()
        except OSError as error:
            raise AppError(_UNREADABLE, path=str(file), detail=os_reason(error)) from error
        theirs = returned_bilingual(project, file, found.bilingual, data)
        return theirs.document.number - 1, theirs.returned, theirs.part
    number = _document_of(project, found)
    if found.table is not None:
        document = project.exchanged(project.documents[number])
        return number, returned_rows(document, found.table), None
    if found.returned is None:
        found.demand()
    assert found.returned is not None
    return number, found.returned, None


def _may_be_an_original(project: Project, found: ReturnedFile) -> bool:
    """Say whether a file may be one that a document was made of, and is none that was exported."""
    if found.bilingual is None and found.half_read is None:
        return False
    if not any(META in one.meta for one in project.documents):
        return False
    if found.returned is None:
        return True
    if found.returned.document_id in {one.document_id for one in project.documents}:
        return False
    ids = {one.segment_id for one in found.returned.segments}
    return not any(
        one.own_id(segment.segment_id) in ids
        for one in project.documents
        for segment in project.segments(one.first, one.last)
    )


def _document_of(project: Project, file: ReturnedFile) -> int:
    """Return which document of a project a file is of, from 0; the first where none fits.

    Files that do not say it are of the one that has the most of their segments.
    """
    said = file.table.document_id if file.table is not None else ""
    segments: set[str] = set()
    if file.returned is not None:
        said = file.returned.document_id
        segments = {one.segment_id for one in file.returned.segments}
    known = project.documents
    if said:
        return next((at for at, one in enumerate(known) if one.document_id == said), 0)
    if len(known) == 1:
        return 0
    common = [
        len(
            segments
            & {one.own_id(segment.segment_id) for segment in project.segments(one.first, one.last)}
        )
        for one in known
    ]
    return common.index(max(common))


def _said(comment: Comment) -> tuple[str, str, str, str]:
    """By what a comment is known again."""
    return comment.segment_id, comment.author, comment.at, comment.text


def take_in(
    project: Project,
    file: Path,
    author: str,
    at: str,
    terms: Terms = no_terms,
    spelling: Spelling | None = None,
) -> ImportResult:
    """Take the translations, states and comments of a file in, as one step.

    A TMX file goes into the memory that all projects share; any other is of one of the documents.

    Raises:
        AppError: it cannot be read, is damaged, or belongs to another document.
    """
    try:
        found = read_returned(file)
        if found.is_memory:
            pair = LanguagePair(project.source_language, project.target_language)
            return ImportResult(memories.take_in(file, pair), 0)
        number, returned, part = _brought_back(project, file, found)
        document = project.exchanged(project.documents[number])
        followed = follow_segmentation(document, returned)
        made = applied(followed.document, followed.returned)
    except ExchangeRefused as refused:
        raise refusal_of(file, refused) from refused
    changes = [
        Change(new.number, new.target, new.status, new.locked, new.origin)
        for old, new in zip(followed.document.segments, made.segments, strict=True)
        if new != old
    ]
    project.change(changes, author, at, WHY, followed.resegmentations, part)
    numbers = followed.numbers_after([change.number for change in changes])
    if followed.resegmentations:
        # What the file says of segments that it cut otherwise is said of those it has now.
        document = project.exchanged(project.documents[number])
    number_of = {segment.segment_id: segment.number for segment in document.segments}
    known = {_said(one): one.comment_id for one in document.comments}
    here: dict[int | None, int | None] = {}
    added = 0
    for comment in (*made.comments, *followed.comments(document)):
        if comment.segment_id not in number_of:
            continue
        if _said(comment) in known:
            here[comment.comment_id] = known[_said(comment)]
            continue
        thread = here.get(comment.reply_to) if comment.reply_to is not None else None
        here[comment.comment_id] = project.add_comment(
            number_of[comment.segment_id],
            comment.author,
            comment.at or at,
            comment.text,
            comment.anchor,
            thread,
        )
        added += 1
    check(project, numbers, terms=terms, spelling=spelling)
    return ImportResult(len(numbers), len(document.segments) - len(numbers), added, numbers)
