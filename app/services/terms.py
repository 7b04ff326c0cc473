# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "terms": glossaries that all projects share, and the one that ships."""

from __future__ import annotations

import logging
import sqlite3
from importlib.resources import files
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark, tr
from app.messages import os_reason
from app.services.exchange_files import read_terms
from converters import files as output
from translation.checks.base import AppliedTerm
from translation.terms.exchange import (
    GlossaryFault,
    GlossaryRefused,
    ReadGlossary,
    read_csv,
    write_csv,
    write_tbx,
)
from translation.terms.store import Glossaries, GlossariesVersionError
from translation.terms.term import Glossary, Term

logger = logging.getLogger(__name__)

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
    """Put the terms of a CSV or TBX file into glossary ``name``.

    Returns:
        How many were put in, and what was read with the lines that were passed over.

    Raises:
        AppError: it cannot be read, or is no glossary.
    """
    try:
        read = read_terms(path, source, target)
    except GlossaryRefused as refused:
        raise AppError(
            _NO_GLOSSARY, path=str(path), detail=tr(FAULTS[refused.fault]), line=refused.line
        ) from refused
    with open_glossaries() as opened:
        return opened.put(opened.add_glossary(name, source, target), read.terms), read


def write(path: Path, source: str, target: str) -> int:
    """Write all terms of a pair of languages as CSV or TBX, by the file's extension.

    Raises:
        AppError: it cannot be written.
    """
    glossary = glossary_for(source, target)
    tbx = path.suffix.casefold() in (".tbx", ".xml")
    data = write_tbx(glossary.terms, source, target) if tbx else write_csv(glossary.terms)
    try:
        output.write_whole(path, data)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=os_reason(error)) from error
    return len(glossary)


def add(term: Term, source: str, target: str, name: str = "own") -> None:
    """Put one term into the glossary of one's own.

    Raises:
        AppError: the glossaries cannot be opened.
    """
    with open_glossaries() as opened:
        opened.put(opened.add_glossary(name, source, target), [term])
