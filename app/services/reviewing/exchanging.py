# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "exchange": a project as a file for other tools, and such a file back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark, tr
from app.messages import os_reason
from app.services.exchange_files import memory_units, read_returned
from app.services.reviewing.checking import Terms, check, no_terms
from app.services.reviewing.session import open_memory
from app.store.project import Change, Project
from converters import files
from translation.exchange import table_docx, table_html, tmx, xliff2, xliff12
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.resegmented import follow_segmentation
from translation.exchange.returned import applied
from translation.exchange.table import returned_rows
from translation.languages import LanguagePair
from translation.memory.units import MemoryUnit, context_of
from translation.review.segments import ReviewDocument, Status

_UNREADABLE = mark("The file “{path}” cannot be read: {detail}.")
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_REFUSED = mark("“{path}” was not taken in: {why}")
_NO_MEMORY = mark("The translation memory cannot be opened: {path}.")
_LINE = mark("{why} (line {line})")
_WHY = {
    ExchangeCode.TOO_LARGE: mark("it is larger than {most} MiB."),
    ExchangeCode.TOO_DEEP: mark("its elements stand more than {most} deep in each other."),
    ExchangeCode.NOT_XML: mark("it is damaged, or no XML: {detail}."),
    ExchangeCode.ENTITIES: mark("it declares entities, which are not read for safety."),
    ExchangeCode.WRONG_FORMAT: mark("{expected} was expected, {found} was found."),
    ExchangeCode.VERSION: mark("its version {found} is not read."),
    ExchangeCode.RULE_BROKEN: mark("it breaks a rule of its format: {rule}, {detail}."),
    ExchangeCode.OTHER_DOCUMENT: mark("it belongs to another document."),
    ExchangeCode.OTHER_LANGUAGE: mark("it is in {found}, the project in {expected}."),
    ExchangeCode.UNKNOWN_SEGMENT: mark("its segment {segment} is not in the project."),
    ExchangeCode.SOURCE_CHANGED: mark("the source of its segment {segment} was changed."),
    ExchangeCode.RESEGMENTED: mark("its segment {segment} was joined or split."),
    ExchangeCode.DAMAGED_MARK: mark("in segment {number} the mark {mark} is damaged."),
    ExchangeCode.NOT_PACKAGE: mark("it is no DOCX, or damaged."),
    ExchangeCode.NO_TABLE: mark("it has no table of Hanji."),
}
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


def export(project: Project, target: Path, kind: str) -> None:
    """Write a project as ``kind``: "xliff", "xliff12", "tmx", "docx", "html".

    The same project gives the same bytes.

    Raises:
        AppError: it cannot be written.
    """
    document = project.exchanged()
    if kind == "tmx":
        pair = LanguagePair(document.source_language, document.target_language)
        data = tmx.write(_units(document, pair), pair)
    else:
        writers = {
            "xliff": xliff2.write,
            "xliff12": xliff12.write,
            "docx": table_docx.write,
            "html": table_html.write,
        }
        data = writers[kind](document)
    try:
        files.write_whole(target, data)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(target), detail=os_reason(error)) from error


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


def take_in(
    project: Project, file: Path, author: str, at: str, terms: Terms = no_terms
) -> ImportResult:
    """Take the translations, states and comments of a file in, as one step.

    A TMX file goes into the memory that all projects share.

    Raises:
        AppError: it cannot be read, is damaged, or belongs to another document.
    """
    document = project.exchanged()
    try:
        found = read_returned(file)
        if found.is_memory:
            return ImportResult(
                import_memory(file, document.source_language, document.target_language), 0
            )
        if found.table is not None:
            returned = returned_rows(document, found.table)
        else:
            assert found.returned is not None
            returned = found.returned
        followed = follow_segmentation(document, returned)
        made = applied(followed.document, followed.returned)
    except ExchangeRefused as refused:
        raise AppError(_REFUSED, path=str(file), why=sentence_of(refused)) from refused
    changes = [
        Change(new.number, new.target, new.status, new.locked, new.origin)
        for old, new in zip(followed.document.segments, made.segments, strict=True)
        if new != old
    ]
    project.change(changes, author, at, WHY, followed.resegmentations)
    numbers = followed.numbers_after([change.number for change in changes])
    if followed.resegmentations:
        # What the file says of segments that it cut otherwise is said of those it has now.
        document = project.exchanged()
    number_of = {segment.segment_id: segment.number for segment in document.segments}
    fresh = [
        comment
        for comment in (*made.comments, *followed.comments(document))
        if comment not in document.comments and comment.segment_id in number_of
    ]
    known = {(one.segment_id, one.author, one.at, one.text) for one in document.comments}
    added = 0
    for comment in fresh:
        if (comment.segment_id, comment.author, comment.at, comment.text) not in known:
            project.add_comment(
                number_of[comment.segment_id], comment.author, comment.at or at, comment.text
            )
            added += 1
    check(project, numbers, terms=terms)
    return ImportResult(len(numbers), len(document.segments) - len(numbers), added, numbers)


def sentence_of(refused: ExchangeRefused) -> str:
    """Say why a file was refused, in the language of the program."""
    why = tr(_WHY[refused.code], **refused.params)
    return tr(_LINE, why=why, line=refused.line) if refused.line else why


# ---------------------------------------------------------------- the memory


def import_memory(file: Path, source: str, target: str) -> int:
    """Put the units of a TMX file into the memory that all projects share; return how many.

    Raises:
        AppError: it cannot be read, is no TMX, or the memory cannot be opened.
    """
    memory = open_memory()
    if memory is None:
        raise AppError(_NO_MEMORY, path=str(paths.memory_file()))
    with memory:
        before = len(memory)
        try:
            with memory_units(file, LanguagePair(source, target)) as units:
                memory.add(units)
        except ExchangeRefused as refused:
            raise AppError(_REFUSED, path=str(file), why=sentence_of(refused)) from refused
        except sqlite3.Error as error:
            raise AppError(_NO_MEMORY, path=str(paths.memory_file())) from error
        return len(memory) - before


def export_memory(file: Path, source: str, target: str) -> int:
    """Write the memory's units of a pair as TMX; return how many.

    Raises:
        AppError: it cannot be written, or the memory cannot be opened.
    """
    memory = open_memory()
    if memory is None:
        raise AppError(_NO_MEMORY, path=str(paths.memory_file()))
    pair = LanguagePair(source, target)
    with memory:
        units = [unit for unit in memory if unit.pair == pair]
    try:
        files.write_whole(file, tmx.write(units, pair))
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(file), detail=os_reason(error)) from error
    return len(units)
