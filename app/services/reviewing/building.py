# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "publish": the translated books, or the bilingual ones, of a review project."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.messages import os_reason
from app.services.reviewing.document_names import document_names, write_each
from app.store.project import Project, ProjectDocument
from converters import files
from converters.document import codec
from converters.document.nodes import Document
from converters.epub.writer import write_book
from translation.bilingual import bilingual
from translation.descriptions import without_drafted_descriptions
from translation.inline_codes import Coded, coded
from translation.notice import flag, noted, partly_reviewed
from translation.review.segments import ReviewSegment, Status, targets_of
from translation.units import UnitKind, merge

_NOT_APPROVED = mark(
    "{left} of {total} segments are not approved yet, the first is number {first}. Approve them,"
    " or allow drafts: the book then says which parts they are."
)
_NOT_ALL_APPROVED = mark(
    "{left} of {total} segments are not approved yet, the first is number {first}. They are in:"
    " {documents}. Approve them, make only the books that are finished, or allow drafts: the books"
    " then say which parts they are."
)
_MOST_NAMED = 6
_NOT_WRITTEN = mark("The book “{path}” cannot be written: {detail}.")
_UNFLAGGED = frozenset({UnitKind.TITLE, UnitKind.METADATA, UnitKind.ALT})
"""Not read as a part of the text; the notice of the book speaks for them."""


@dataclass(frozen=True, slots=True)
class BuiltBook:
    """A book that was built from a document of a project."""

    path: Path
    segments: int
    drafts: int
    """Segments in it that were not approved."""


def build(
    project: Project,
    target: Path,
    document: ProjectDocument | None = None,
    *,
    both: bool = False,
    drafts: bool = False,
    least: Status = Status.APPROVED,
) -> BuiltBook:
    """Write the book of a document of a project.

    Args:
        project: open.
        target: the book to write.
        document: of the project; the first one where none is given.
        both: whether the source stands above its translation.
        drafts: whether segments below ``least`` may go in; they are flagged.
        least: what a segment must have come to.

    Raises:
        AppError: segments are not approved, or the book cannot be written.
    """
    document = document or project.documents[0]
    segments = project.segments(document.first, document.last)
    waiting = _waiting(segments, least)
    if waiting and not drafts:
        raise _not_approved(waiting, len(segments), project)
    made = translated_document(project, segments, waiting, both=both)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(target, write_book(made).data)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(target), detail=os_reason(error)) from error
    return BuiltBook(target, len(segments), len(waiting))


def build_all(
    project: Project,
    folder: Path,
    documents: Sequence[ProjectDocument] | None = None,
    *,
    both: bool = False,
    drafts: bool = False,
    least: Status = Status.APPROVED,
) -> tuple[BuiltBook, ...]:
    """Write the books of documents of a project into ``folder``, named after their files.

    Nothing is written where one of them has segments that may not go in.

    Args:
        project: open.
        folder: of the books.
        documents: all where none are given.
        both: as for ``build``.
        drafts: as for ``build``.
        least: as for ``build``.

    Raises:
        AppError: segments are not approved, or a book cannot be written; ``SomeWritten`` where
            others were.
    """
    chosen = project.documents if documents is None else documents
    segments = [segment for one in chosen for segment in project.segments(one.first, one.last)]
    waiting = _waiting(segments, least)
    if waiting and not drafts:
        raise _not_approved(waiting, len(segments), project)
    names = book_names(project, both=both)
    return write_each(
        chosen,
        [folder / names[one.number - 1] for one in chosen],
        lambda one, target: build(project, target, one, both=both, drafts=drafts, least=least),
    )


def finished(project: Project, least: Status = Status.APPROVED) -> tuple[ProjectDocument, ...]:
    """Return the documents of which nothing waits any more."""
    return tuple(
        one
        for one in project.documents
        if not _waiting(project.segments(one.first, one.last), least)
    )


def book_names(project: Project, *, both: bool = False) -> tuple[str, ...]:
    """Return the name of each document's book; no two are the same, whatever the file system."""
    language = project.target_language
    pair = f"{project.source_language}-{language}" if both else language
    return document_names(project, f".{pair}.epub")


def _waiting(segments: Iterable[ReviewSegment], least: Status) -> list[ReviewSegment]:
    return [one for one in segments if one.status.rank < least.rank and one.source.text.strip()]


def _not_approved(waiting: Sequence[ReviewSegment], total: int, project: Project) -> AppError:
    first, left, all_of_it = waiting[0].number, f"{len(waiting):,}", f"{total:,}"
    if len(project.documents) == 1:
        return AppError(_NOT_APPROVED, left=left, total=all_of_it, first=first)
    names = dict.fromkeys(project.document(one.number).shown for one in waiting)
    said = ", ".join(list(names)[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
    return AppError(_NOT_ALL_APPROVED, left=left, total=all_of_it, first=first, documents=said)


def source_document(project: Project, document: ProjectDocument | None = None) -> Document:
    """Return a document of a project as it was read; the first one where none is given."""
    return codec.decode(
        json.loads(project.part("document.json", document)),
        lambda name: project.part(name, document),
    )


def translated_document(
    project: Project,
    segments: Iterable[ReviewSegment],
    waiting: Iterable[ReviewSegment],
    *,
    both: bool = False,
) -> Document:
    """Return the document of ``segments`` with their targets; units with one of ``waiting`` flagged."""
    segments, waiting = tuple(segments), tuple(waiting)
    of = project.document(segments[0].number)
    segments, waiting = tuple(map(of.alone, segments)), tuple(map(of.alone, waiting))
    source = source_document(project, of)
    language = project.target_language
    targets = targets_of(segments)
    kinds = {one.unit_id: one.kind for one in waiting}
    descriptions = {
        targets[unit_id].text
        for unit_id, kind in kinds.items()
        if kind is UnitKind.ALT and unit_id in targets
    }
    for unit_id, kind in kinds.items():
        if unit_id in targets and kind not in _UNFLAGGED:
            targets[unit_id] = _flagged(targets[unit_id], language)
    made = without_drafted_descriptions(merge(source, targets, language), descriptions)
    if both:
        made = bilingual(source, made)
    if not waiting:
        return made
    if all(one.status is Status.DRAFT for one in segments if one.source.text.strip()):
        return noted(
            made,
            project.source_language,
            language,
            demonstration=bool(of.meta.get("demonstration")),
            server=of.meta.get("server", ""),
        )
    return partly_reviewed(made, project.source_language, language)


def _flagged(target: Coded, language: str) -> Coded:
    return coded([f"{flag(language)} ", *target.parts])
