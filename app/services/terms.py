# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "terms": glossaries that all projects share, and the one that ships."""

from __future__ import annotations

import csv
import io
import logging
import sqlite3
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark, tr
from app.messages import os_reason
from app.services.exchange_files import read_terms
from app.services.table_writer import demand_ending, write_table
from converters import files as output
from converters.exports.csv_tables import to_csv
from translation.checks.base import AppliedTerm
from translation.terms.exchange import (
    GlossaryFault,
    GlossaryRefused,
    ReadGlossary,
    read_csv,
    write_csv,
    write_tbx,
)
from translation.terms.store import Glossaries, GlossariesVersionError, GlossaryName
from translation.terms.term import Glossary, Term

logger = logging.getLogger(__name__)

_WORKBOOKS = (".xlsx",)
_TBX = (".tbx", ".xml")
STARTER = "city-ko-en.csv"
STARTER_NAME = "city"
_UNUSABLE = mark("The glossaries cannot be opened: {detail}.")
_UNREADABLE = mark("The file “{path}” cannot be read: {detail}.")
_NO_GLOSSARY = mark("“{path}” is no glossary (CSV or TBX): {detail}, line {line}.")
FAULTS = {
    GlossaryFault.TOO_LARGE: mark("it is too large"),
    GlossaryFault.NOT_XML: mark("it is no XML"),
    GlossaryFault.NOT_TBX: mark("it is no TBX"),
    GlossaryFault.NO_TEXT: mark("it is no text"),
    GlossaryFault.NO_SOURCE: mark("there is no term"),
    GlossaryFault.NO_TARGET: mark("there is no translation"),
}
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")


def open_glossaries() -> Glossaries:
    """Open the glossaries; the first time the one that ships is put in.

    Raises:
        AppError: they cannot be opened.
    """
    path = paths.glossaries_file()
    fresh = not path.exists()
    try:
        opened = Glossaries(path)
        if fresh:
            shipped = (files("assets") / "terms" / STARTER).read_bytes()
            number = opened.add_glossary(STARTER_NAME, "ko", "en")
            opened.put(number, read_csv(shipped).terms)
    except (OSError, sqlite3.Error, GlossariesVersionError) as error:
        raise AppError(_UNUSABLE, detail=str(error)) from error
    return opened


def glossary_for(source: str, target: str) -> Glossary:
    """Return all terms of a pair of languages; none, and a line in the log, where that fails."""
    try:
        with open_glossaries() as opened:
            return opened.glossary(source, target)
    except AppError as error:
        logger.warning("%s", error)
        return Glossary(source, target, ())


def digest(source: str, target: str) -> str:
    """Return a word that is another one for other terms."""
    return glossary_for(source, target).digest


def applied(glossary: Glossary, text: str) -> tuple[AppliedTerm, ...]:
    """Return the terms that a source text uses, as the checks want them."""
    return tuple(
        AppliedTerm(match.term.source, match.term.targets, match.term.forbidden)
        for match in glossary.matches(text)
    )


def take_in(path: Path, name: str, source: str, target: str) -> tuple[int, ReadGlossary]:
    """Put the terms of a CSV, XLSX or TBX file into glossary ``name``.

    Returns:
        How many were put in, and what was read with the lines that were passed over.

    Raises:
        AppError: it cannot be read, or is no glossary.
    """
    try:
        if path.suffix.casefold() in _WORKBOOKS:
            # The reader of workbooks is the ledger's; a review without one does not load it.
            from app.services.costing.spreadsheets.confined import read_confined

            # A confined worker unpacks it; what comes back is text, and read as a CSV is.
            rows = [cells for grid in read_confined(path)[:1] for _, cells in grid.rows]
            read = read_csv(to_csv(rows))
        else:
            read = read_terms(path, source, target)
    except GlossaryRefused as refused:
        raise AppError(
            _NO_GLOSSARY, path=str(path), detail=tr(FAULTS[refused.fault]), line=refused.line
        ) from refused
    with open_glossaries() as opened:
        return opened.put(opened.add_glossary(name, source, target), read.terms), read


def write(path: Path, source: str, target: str, glossary_id: int | None = None) -> int:
    """Write terms of a pair of languages as CSV, XLSX or TBX, by the file's extension.

    Args:
        path: to write.
        source: language.
        target: language.
        glossary_id: of one glossary; all of the pair without one.

    Raises:
        AppError: it cannot be written, or its name ends otherwise.
    """
    demand_ending(path, (".csv", *_WORKBOOKS, *_TBX))
    terms = glossary_for(source, target).terms if glossary_id is None else terms_of(glossary_id)
    suffix = path.suffix.casefold()
    try:
        if suffix in _WORKBOOKS:
            heads, *rows = csv.reader(io.StringIO(write_csv(terms).decode("utf-8-sig"), newline=""))
            write_table(path, heads, rows)
        elif suffix in _TBX:
            output.write_whole(path, write_tbx(terms, source, target))
        else:
            output.write_whole(path, write_csv(terms))
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=os_reason(error)) from error
    return len(terms)


def glossaries() -> tuple[GlossaryName, ...]:
    """Return the glossaries, by name.

    Raises:
        AppError: they cannot be opened.
    """
    with open_glossaries() as opened:
        return opened.names()


def terms_of(glossary_id: int) -> tuple[Term, ...]:
    """Return the terms of one glossary.

    Raises:
        AppError: the glossaries cannot be opened.
    """
    with open_glossaries() as opened:
        return opened.terms(glossary_id)


def put(glossary_id: int, term: Term, before: Term | None = None) -> None:
    """Put a term into a glossary, in the place of ``before`` where there is one.

    Raises:
        AppError: the glossaries cannot be opened.
    """
    with open_glossaries() as opened:
        if before is not None and before.term_id is not None and before.source != term.source:
            opened.remove([before.term_id])
        opened.put(glossary_id, [term])


def remove(terms: Iterable[Term]) -> None:
    """Remove terms.

    Raises:
        AppError: the glossaries cannot be opened.
    """
    with open_glossaries() as opened:
        opened.remove(term.term_id for term in terms if term.term_id is not None)


def remove_glossary(glossary_id: int) -> None:
    """Remove a glossary with its terms.

    Raises:
        AppError: the glossaries cannot be opened.
    """
    with open_glossaries() as opened:
        opened.remove_glossary(glossary_id)


def add(term: Term, source: str, target: str, name: str = "own") -> None:
    """Put one term into the glossary of one's own.

    Raises:
        AppError: the glossaries cannot be opened.
    """
    with open_glossaries() as opened:
        opened.put(opened.add_glossary(name, source, target), [term])
