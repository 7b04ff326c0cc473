# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way of one file, on one screen: sniff, read, passes, print."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from converters import files
from converters.balancing import balance_of
from converters.checking.checks import check_file
from converters.conversion import Conversion, ConversionRequest, OutputFormat
from converters.document import codec
from converters.document.balance import Balance
from converters.document.book_edits import BookEdit
from converters.document.counts import count
from converters.document.nodes import Document
from converters.document.notices import NoticeKind, NoticeLog
from converters.editing import apply_edits
from converters.epub.emblems import EmblemUnreadable, check_cover, check_emblem
from converters.epub.fixed import write_fixed_book
from converters.epub.writer import write_book
from converters.errors import ConversionError, ErrorCode, LimitExceeded
from converters.exports.html import to_html
from converters.exports.resources import file_names
from converters.exports.text import to_text
from converters.files import read_ordinary
from converters.formats import READ_FORMATS
from converters.limits import DEFAULT_LIMITS, Limits
from converters.passes import PASSES
from converters.sniff import sniff
from converters.source.format_spec import FormatSpec, Sniffed
from converters.source.source_file import Read, Recogniser, SourceFile

logger = logging.getLogger(__name__)

_NEVER_IN = frozenset({NoticeKind.SCRIPT, NoticeKind.ATTACHMENT, NoticeKind.WRONG_EXTENSION})
_OF_PERSONS = frozenset(
    {NoticeKind.EDIT_APPLIED, NoticeKind.EDIT_UNPLACED, NoticeKind.LEFT_OUT_BY_PERSON}
)
_OF_CONTENTS = ("metadata: ", "heading: ", "paragraph: ", "merge: ")
"""Beginnings of what is said of corrections that a book of printed pages can have."""

Derive = Callable[[Document, NoticeLog, "Progress"], Document]
"""Makes another document of the one that was read: a translation."""

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stage is "read", "passes" or "write"."""


def convert(
    request: ConversionRequest,
    progress: Progress | None = None,
    recogniser: Recogniser | None = None,
    derive: Derive | None = None,
) -> Conversion:
    """Convert one file; what is written appears whole or not at all.

    Args:
        request: what to convert, and where to.
        progress: told how far it is.
        recogniser: for pages that are only pictures; None where no OCR is installed.
        derive: makes the document that is printed of the one that was read.

    Raises:
        ConversionError: the file cannot be converted; nothing was written.
        OSError: the source cannot be read or the target not be written.
    """
    notices = NoticeLog()
    file, sniffed = _opened(request.source, request.passwords, request.limits, recogniser)
    document = _document_of(file, sniffed, notices, progress or _silent)
    balance = _balance(file, sniffed, document, notices)
    if request.edits:
        document = apply_edits(document, request.edits, notices)
    if derive is not None:
        document = derive(document, notices, progress or _silent)
        # A translation is a book of its own: what names this one does not name that.
        document = replace(document, metadata=replace(document.metadata, identifier=""))
    if progress is not None:
        progress("write", 0, 1)
    outputs: tuple[Path, ...] = ()
    if request.output is OutputFormat.FIXED:
        kept = notices
        outputs, notices = _print_pages(document, request.target, file, sniffed, notices)
        # Pages as they were printed show all that the file shows.
        balance = None if outputs else balance
        if outputs:
            _say_edits(kept, request.edits.book, notices)
    if not outputs:
        outputs = _print(document, request, notices)
    if progress is not None:
        progress("write", 1, 1)
    return _conversion(document, outputs, notices, balance)


def _print_pages(
    document: Document, target: Path, file: SourceFile, sniffed: Sniffed, notices: NoticeLog
) -> tuple[tuple[Path, ...], NoticeLog]:
    """Write a book of printed pages and return the files and what it lost; no files without pages.

    What a reflowable book would have lost the pages still show, but for what never goes in.
    """
    shown = NoticeLog()
    for notice in notices.notices():
        if notice.kind in _NEVER_IN:
            shown.add(notice.kind, detail=notice.detail, count=notice.count)
    if sniffed.format.load_page_reader is None:
        notices.add(NoticeKind.NO_FIXED_PAGES)
        return (), notices
    pages = sniffed.format.load_page_reader()(file, shown)
    return files.write_all({target: write_fixed_book(document, pages).data}), shown


def inspect(
    source: Path,
    passwords: tuple[str, ...] = (),
    limits: Limits = DEFAULT_LIMITS,
    recogniser: Recogniser | None = None,
) -> Conversion:
    """Read one file and say what it holds, what a book of it would lose and what the checks find.

    Args:
        source: the file.
        passwords: tried where it asks for one.
        limits: of time and space.
        recogniser: reads the text on pictures for the checks; None where it is not looked at.

    Raises:
        ConversionError: the file cannot be converted.
        OSError: it cannot be read.
    """
    notices = NoticeLog()
    file, sniffed = _opened(source, passwords, limits)
    document = _document_of(file, sniffed, notices, _silent)
    balance = _balance(file, sniffed, document, notices)
    found = _conversion(document, (), notices, balance)
    findings = check_file(sniffed.format.id, file.data, document, notices, limits, recogniser)
    return replace(found, findings=findings)


def draw_layout(
    source: Path, folder: Path, passwords: tuple[str, ...] = (), limits: Limits = DEFAULT_LIMITS
) -> tuple[Path, ...]:
    """Write each page as a picture with what the reader made of it; nothing for formats without.

    Raises:
        ConversionError: the file cannot be read.
        OSError: it cannot be opened, or a picture not be written.
    """
    file, sniffed = _opened(source, passwords, limits)
    if sniffed.format.load_page_drawing is None:
        return ()
    written: list[Path] = []
    for number, picture in enumerate(sniffed.format.load_page_drawing()(file), 1):
        path = folder / f"{number:04d}.png"
        files.write_whole(path, picture)
        written.append(path)
    return tuple(written)


def read_document(
    source: Path,
    passwords: tuple[str, ...],
    limits: Limits,
    notices: NoticeLog,
    progress: Progress | None = None,
    recogniser: Recogniser | None = None,
) -> Document:
    """Read one file and apply the passes.

    Raises:
        ConversionError: the file cannot be converted.
        OSError: it cannot be read.
    """
    file, sniffed = _opened(source, passwords, limits, recogniser)
    return _document_of(file, sniffed, notices, progress or _silent)


def _document_of(
    file: SourceFile, sniffed: Sniffed, notices: NoticeLog, tell: Progress
) -> Document:
    tell("read", 0, 1)
    _note_extension(file.path, sniffed.format, notices)
    try:
        document = _reader_of(sniffed)(file, notices)
    except ConversionError as error:
        # A refusal too says what the file is.
        error.params.setdefault("format", _kind_of(file.path, sniffed).id)
        if error.code is ErrorCode.DAMAGED and sniffed.is_cut:
            error.params.setdefault("why", "cut")
        raise
    tell("read", 1, 1)
    for done, change in enumerate(PASSES):
        tell("passes", done, len(PASSES))
        document = change(document, notices, file.path.stem)
    return document


def _opened(
    source: Path,
    passwords: tuple[str, ...],
    limits: Limits,
    recogniser: Recogniser | None = None,
) -> tuple[SourceFile, Sniffed]:
    if source.stat().st_size > limits.input_bytes:
        raise LimitExceeded(ErrorCode.TOO_LARGE, part="file")
    data = read_ordinary(source)
    sha256 = hashlib.sha256(data).hexdigest()
    return SourceFile(source, data, sha256, limits, passwords, recogniser), sniff(data)


def _reader_of(sniffed: Sniffed) -> Read:
    spec = sniffed.format
    if spec.refusal is not None:
        raise spec.refusal.error(sniffed.detail)
    if spec.load_reader is None:
        raise AssertionError(f"{spec.id} is neither read nor refused")
    return spec.load_reader()


def _kind_of(source: Path, sniffed: Sniffed) -> FormatSpec:
    """Return the format for a message: of what is cut off, the rest or else the name tells it."""
    if sniffed.format.refusal is None or not sniffed.is_cut:
        return sniffed.format
    if sniffed.remains is not None:
        return sniffed.remains
    suffix, container = source.suffix.lower(), sniffed.format.container
    named = (spec for spec in READ_FORMATS if suffix in spec.suffixes)
    return next((spec for spec in named if spec.container is container), sniffed.format)


def _note_extension(source: Path, spec: FormatSpec, notices: NoticeLog) -> None:
    if spec.refusal is None and source.suffix.lower() not in spec.suffixes:
        notices.add(NoticeKind.WRONG_EXTENSION, detail=spec.id)


def _print(document: Document, request: ConversionRequest, notices: NoticeLog) -> tuple[Path, ...]:
    """Write ``document`` and return the files; pictures beside it come first, the text last."""
    target, output = request.target, request.output
    if output in (OutputFormat.EPUB, OutputFormat.FIXED):
        chosen = _usable(request.edits.book, notices)
        book = write_book(document, request.emblem, request.theme, chosen)
        for link in book.broken_links:
            notices.add(NoticeKind.LINK_TARGET, detail=link)
        return files.write_all({target: book.data})
    if output is OutputFormat.HTML:
        return files.write_all({target: to_html(document)})
    if output is OutputFormat.TEXT:
        return files.write_all({target: to_text(document).encode()})
    folder = target.with_name(target.name + ".files")
    names = {key: f"{folder.name}/{name}" for key, name in file_names(document).items()}
    if output is OutputFormat.MARKDOWN:
        from converters.exports.markdown import to_markdown

        text = to_markdown(document, names)
    else:
        tree = codec.encode(document, names)
        text = json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
    pictures = {target.parent / name: document.resources[key].data for key, name in names.items()}
    return files.write_all({**pictures, target: text.encode()})


def _usable(chosen: BookEdit, notices: NoticeLog) -> BookEdit:
    """Return what a person chose for a book without pictures that are none; each is said."""
    refused: dict[str, Any] = {}
    for name, check in (("cover", check_cover), ("emblem", check_emblem)):
        data = getattr(chosen, name)
        try:
            if data:
                check(data)
        except EmblemUnreadable:
            refused[name] = b""
    for name in chosen.names:
        kind = NoticeKind.EDIT_UNPLACED if name in refused else NoticeKind.EDIT_APPLIED
        notices.add(kind, detail=f"book: {name}")
    return replace(chosen, **refused)


def _say_edits(read: NoticeLog, chosen: BookEdit, shown: NoticeLog) -> None:
    """Say of printed pages which corrections they have: those of the metadata and of the contents.

    Their words and their look are those of the pages, also where a person left something out.
    """
    for notice in read.notices():
        if notice.kind in _OF_PERSONS:
            has = notice.kind is NoticeKind.EDIT_APPLIED and notice.detail.startswith(_OF_CONTENTS)
            kind = NoticeKind.EDIT_APPLIED if has else NoticeKind.EDIT_UNPLACED
            shown.add(kind, detail=notice.detail, count=notice.count)
    for name in chosen.names:
        shown.add(NoticeKind.EDIT_UNPLACED, detail=f"book: {name}")


def _balance(
    file: SourceFile, sniffed: Sniffed, document: Document, notices: NoticeLog
) -> Balance | None:
    """Set the letters of a source against those of its Document; what is nowhere is a loss."""
    if sniffed.format.load_letter_counter is None:
        return None
    try:
        balance = balance_of(sniffed.format.load_letter_counter()(file), document)
    except ConversionError as error:
        # The reader came further than the counter: the book stands, and nobody vouches for it.
        logger.warning("%s: letters cannot be counted: %s", file.path.name, error)
        return None
    for lost in balance.where:
        notices.add(NoticeKind.UNACCOUNTED, detail=lost.text, count=lost.letters, where=lost.place)
    return balance


def _conversion(
    document: Document,
    outputs: tuple[Path, ...],
    notices: NoticeLog,
    balance: Balance | None,
) -> Conversion:
    source = document.source
    return Conversion(
        outputs=outputs,
        sha256=source.sha256 if source else "",
        format=source.format if source else "",
        format_version=source.format_version if source else "",
        pages=source.pages if source else None,
        title=document.metadata.title,
        language=document.metadata.language,
        counts=count(document),
        notices=notices.notices(),
        balance=balance,
    )


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass
