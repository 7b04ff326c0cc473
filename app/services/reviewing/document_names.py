# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of what is written for each document of a project, and finding a document by its name."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path

from app.errors import AppError
from app.i18n import mark
from app.services.file_names import numbered, safe_stem, same_place, variants, without_language
from app.store.project import Project, ProjectDocument

_NO_DOCUMENT = mark("The project has no document “{name}”. It has: {names}.")
_WHICH = mark("The project has {n} documents: say which one is meant. It has: {names}.")
_MOST_NAMED = 12


def document_names(project: Project, suffix: str) -> tuple[str, ...]:
    """Return a file name for each document; no two are one file on some system.

    Args:
        project: whose documents they are.
        suffix: what each name ends in, with its dots; a language in it is not said twice.
    """
    taken: set[str] = set()
    language = suffix.strip(".").partition(".")[0]
    found: list[str] = []
    for one in project.documents:
        name = Path(one.name or one.title)
        stem = safe_stem(without_language(name.stem, language))
        kind = name.suffix.lstrip(".").casefold()
        found.append(_free(variants(stem, suffix, kind), stem, suffix, taken))
    return tuple(found)


def original_names(documents: Iterable[ProjectDocument]) -> tuple[str, ...]:
    """Return the names of the documents' own files, no two the same: they came from many folders."""
    taken: set[str] = set()
    found: list[str] = []
    for one in documents:
        stem, suffix = safe_stem(Path(one.name).stem), Path(one.name).suffix
        found.append(_free([f"{stem}{suffix}"], stem, suffix, taken))
    return tuple(found)


def _free(tried: Iterable[str], stem: str, suffix: str, taken: set[str]) -> str:
    """Return the first name that is not taken yet, and take it."""
    more = (numbered(stem, suffix, number) for number in count(2))
    name = next(one for one in chain(tried, more) if same_place(one) not in taken)
    taken.add(same_place(name))
    return name


def document_named(project: Project, name: str | None) -> ProjectDocument:
    """Return the document of a number or of a file's name; the only one where none is given.

    Raises:
        AppError: there is none of that name, or there are several and no name.
    """
    known = project.documents
    names = ", ".join(f"{one.number} {one.shown}" for one in known[:_MOST_NAMED])
    if len(known) > _MOST_NAMED:
        names += " …"
    if name is None:
        if len(known) > 1:
            raise AppError(_WHICH, n=len(known), names=names)
        return known[0]
    for one in known:
        if name in (str(one.number), one.name, one.title, Path(one.name).stem):
            return one
    raise AppError(_NO_DOCUMENT, name=name, names=names)
