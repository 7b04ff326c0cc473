# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "a bilingual file of another tool": it becomes a project, and goes back as it came."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.jobs.translating import TranslationOrder, memory_translator
from app.messages import os_reason
from app.services.bilingual_names import META
from app.services.exchange_files import read_bilingual
from app.services.exchange_refusals import refusal_of
from app.services.reviewing.document_names import original_names, write_each
from app.store.project import NewDocument, Project, ProjectDocument
from converters import files
from converters.document import codec
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Text
from translation.draft import draft
from translation.engine.decoder import Care
from translation.exchange.bilingual import BilingualFile, BilingualSegment, Translated, write
from translation.exchange.errors import ExchangeRefused
from translation.inline_codes import Coded, Codes, joined, tags_of
from translation.languages import LanguagePair
from translation.review.segments import (
    CodeKind,
    InlineCodeInfo,
    Origin,
    ReviewDocument,
    ReviewSegment,
    ReviewUnit,
    Status,
    segment_id_of,
)
from translation.translator import Translator
from translation.units import TranslationUnit, UnitKind, extract

PART = "bilingual.xml"
"""The part of a document that holds the file it was made of, as its tool had it last."""
_NOTHING = mark("“{name}” has no segments to translate.")
_NOT_SAVED = mark("The file “{path}” cannot be written: {detail}.")
_UNREADABLE = mark("The file “{path}” cannot be read: {detail}.")
_NO_ORIGINAL = mark("This document did not come from another tool.")
_CUT_OTHERWISE = mark(
    "The file cannot go back: its paragraph with segment {number} was split or joined here, which"
    " its own tool could not take. Undo that first."
)


@dataclass(frozen=True, slots=True)
class BilingualUnit:
    """A unit of the file that has words: its segments by their numbers in the file."""

    unit_id: str
    numbers: tuple[int, ...]


def languages_of(file: BilingualFile) -> LanguagePair:
    """Return the languages of a file, without their regions: that is how memories name them."""
    source, target = (
        language.replace("_", "-").partition("-")[0].casefold()
        for language in (file.source_language, file.target_language)
    )
    return LanguagePair(source or "ko", target or "en")


def bilingual_document(
    source: Path,
    order_of: Callable[[LanguagePair], TranslationOrder],
    machine: Callable[[TranslationOrder], Translator] | None = None,
) -> NewDocument:
    """Make a document of a project of the bilingual file ``source``.

    Args:
        source: of another tool.
        order_of: gives the order that drafts what has no translation yet.
        machine: gives what drafts; memory and terms alone do without one.

    Raises:
        AppError: the file is none, or cannot be held.
    """
    try:
        file, data = read_bilingual(source), source.read_bytes()
    except ExchangeRefused as refused:
        raise refusal_of(source, refused) from refused
    except OSError as error:
        raise AppError(_UNREADABLE, path=str(source), detail=os_reason(error)) from error
    pair = languages_of(file)
    document = paragraphs_of(file, source.stem, pair.source)
    units = units_of(file, document)
    if not units:
        raise AppError(_NOTHING, name=source.name)
    order = order_of(pair)
    translator = machine(order) if machine else memory_translator(order)
    review = ReviewDocument(
        source.stem,
        pair.source,
        pair.target,
        hashlib.sha256(data).hexdigest(),
        tuple(review_unit(unit, file) for unit in units),
        _segments(file, units, translator, order.care, asked=machine is not None),
    )
    written = json.dumps(codec.encode(document, {}), ensure_ascii=False).encode()
    parts = {"document.json": written, PART: data}
    return NewDocument(
        review,
        parts,
        {
            "file": source.name,
            "folder": source.absolute().parent.name,
            META: file.dialect.value,
            "care": order.care,
        },
    )


def give_back(project: Project, target: Path, document: ProjectDocument | None = None) -> int:
    """Write the file of another tool as it came, with what was translated; return how much changed.

    Args:
        project: open.
        target: the file to write.
        document: of the project; the first one where none is given.

    Raises:
        AppError: the document is no such file, was cut otherwise, or it cannot be written.
    """
    document = document or project.documents[0]
    if META not in document.meta:
        raise AppError(_NO_ORIGINAL)
    data = project.part(PART, document)
    file = read_kept(data, document.name or "file.xlf")
    pair = languages_of(file)
    made: dict[int, Translated] = {}
    by_unit: dict[str, list[ReviewSegment]] = {}
    for segment in project.segments(document.first, document.last):
        by_unit.setdefault(document.own_id(segment.unit_id), []).append(segment)
    paragraphs = paragraphs_of(file, document.title, pair.source)
    for unit in units_of(file, paragraphs):
        made |= translated(file, unit, by_unit.get(unit.unit_id, []))
    changed = sum(
        (one.target, one.status) != (file.segments[number].target, file.segments[number].status)
        for number, one in made.items()
    )
    try:
        files.write_whole(target, write(data, file, made))
    except ExchangeRefused as refused:
        raise refusal_of(target, refused) from refused
    except OSError as error:
        raise AppError(_NOT_SAVED, path=str(target), detail=os_reason(error)) from error
    return changed


def give_all_back(project: Project, folder: Path) -> tuple[tuple[Path, ...], int]:
    """Write all files of other tools into ``folder``, each under its name.

    Returns:
        The files, and how many segments changed.

    Raises:
        AppError: no document is such a file, or one cannot go back; ``SomeWritten`` where others
            did.
    """
    own = [one for one in project.documents if META in one.meta]
    if not own:
        raise AppError(_NO_ORIGINAL)
    targets = tuple(folder / name for name in original_names(own))
    return targets, sum(write_each(own, targets, lambda one, to: give_back(project, to, one)))


def translated(
    file: BilingualFile, unit: BilingualUnit, segments: Sequence[ReviewSegment]
) -> dict[int, Translated]:
    """Return what became of the segments of a unit, by their numbers in the file.

    Raises:
        AppError: the unit was cut otherwise, into what the file cannot take.
    """
    if len(unit.numbers) == 1 and segments:
        # Whatever it was cut into here: its own tool has one segment for all of it.
        least = min((one.status for one in segments), key=lambda status: status.rank)
        return {unit.numbers[0]: Translated(joined([one.target for one in segments]), least)}
    sources = [file.segments[number].source for number in unit.numbers]
    if [one.source for one in segments] != sources:
        raise AppError(_CUT_OTHERWISE, number=segments[0].number if segments else 0)
    return {
        number: Translated(one.target, one.status)
        for number, one in zip(unit.numbers, segments, strict=True)
    }


def read_kept(data: bytes, name: str) -> BilingualFile:
    """Read the file that a project keeps; as a file of strangers, which the project may be."""
    with tempfile.TemporaryDirectory(prefix="hanji-bilingual-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        try:
            return read_bilingual(path)
        except ExchangeRefused as refused:
            raise refusal_of(Path(name), refused) from refused


# ---------------------------------------------------------------- units and segments


def _texts(file: BilingualFile) -> dict[int, list[int]]:
    units: dict[int, list[int]] = {}
    for number, segment in enumerate(file.segments):
        units.setdefault(segment.unit, []).append(number)
    return units


def paragraphs_of(file: BilingualFile, title: str, language: str) -> Document:
    """Return the text of a file as a document, a paragraph for each unit; previews show it."""
    paragraphs = tuple(
        Paragraph((Text(" ".join(file.segments[number].source.text for number in numbers)),))
        for numbers in _texts(file).values()
    )
    return Document(metadata=Metadata(title=title, language=language), blocks=paragraphs)


def units_of(file: BilingualFile, document: Document) -> list[BilingualUnit]:
    """Return the units that have words, by the ids that the document's paragraphs have."""
    wanted = iter(one for one in extract(document) if one.kind is UnitKind.PARAGRAPH)
    found: list[BilingualUnit] = []
    waiting = next(wanted, None)
    for numbers in _texts(file).values():
        text = " ".join(file.segments[number].source.text for number in numbers)
        if waiting is not None and waiting.source.text == text:
            found.append(BilingualUnit(waiting.unit_id, tuple(numbers)))
            waiting = next(wanted, None)
    return found


def review_unit(unit: BilingualUnit, file: BilingualFile) -> ReviewUnit:
    """Return a unit with the codes of all its segments, those of their targets too."""
    kinds: dict[int, bool] = {}
    for number in unit.numbers:
        for code, (_, closing) in file.segments[number].codes.items():
            kinds[code] = kinds.get(code, False) or bool(closing)
    codes = tuple(
        InlineCodeInfo(number, CodeKind.OTHER, paired) for number, paired in sorted(kinds.items())
    )
    return ReviewUnit(unit.unit_id, UnitKind.PARAGRAPH, codes)


def _segments(
    file: BilingualFile,
    units: list[BilingualUnit],
    translator: Translator,
    care: str,
    *,
    asked: bool,
) -> tuple[ReviewSegment, ...]:
    empty = {
        number
        for unit in units
        for number in unit.numbers
        if not file.segments[number].target.parts and not file.segments[number].locked
    }
    base = Codes((), Text(""))
    wanted = [
        TranslationUnit(str(number), UnitKind.PARAGRAPH, file.segments[number].source, base)
        for number in sorted(empty)
    ]
    drafts = draft(wanted, translator, Care[care.upper()]).segments
    made: list[ReviewSegment] = []
    for unit in units:
        for place, number in enumerate(unit.numbers, start=1):
            made.append(_segment(file.segments[number], unit, place, len(made) + 1))
            parts = drafts.get(str(number), ())
            if parts and all(one.match is not None or (asked and one.by_machine) for one in parts):
                target = joined([one.target for one in parts])
                by_memory = all(one.match is not None for one in parts)
                made[-1] = _drafted(
                    made[-1],
                    target,
                    min(one.match or 0 for one in parts) if by_memory else None,
                )
    return tuple(made)


def _drafted(segment: ReviewSegment, target: Coded, match: int | None) -> ReviewSegment:
    if set(tags_of(target)) - set(tags_of(segment.source)):
        return segment
    return ReviewSegment(
        segment.segment_id, segment.unit_id, segment.number, segment.kind, segment.source, target,
        Status.DRAFT, origin=Origin.MACHINE if match is None else Origin.MEMORY, match=match,
    )  # fmt: skip


def _segment(one: BilingualSegment, unit: BilingualUnit, place: int, number: int) -> ReviewSegment:
    return ReviewSegment(
        segment_id_of(unit.unit_id, place),
        unit.unit_id,
        number,
        UnitKind.PARAGRAPH,
        one.source,
        one.target,
        one.status,
        one.locked,
        Origin.IMPORTED if one.target.parts else Origin.NONE,
    )
