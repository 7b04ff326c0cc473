# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is written for each document of a project, its names, and finding a document by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from app.errors import AppError, ExitCode
from app.i18n import mark, tr
from app.services.file_names import numbered, safe_stem, same_place, variants, without_language
from app.store.project import Project, ProjectDocument

_NO_DOCUMENT = mark("The project has no document “{name}”. It has: {names}.")
_WHICH = mark("The project has {n} documents: say which one is meant. It has: {names}.")
_SEVERAL = mark("Several documents of the project are called “{name}”: give the number. {names}.")
_ONE_FILE = mark(
    "“{path}” is the name of one file, and the project has {n} documents. Name a folder, or one"
    " document with --document."
)
_SOME_WRITTEN = mark("{why} Already written ({n} of {total}): {names}.")
_MOST_NAMED = 12
_MadeT = TypeVar("_MadeT")


class SomeWritten(AppError):
    """The error of a file for one document, after those for others were written."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(self, error: AppError, written: Sequence[Path], total: int) -> None:
        names = ", ".join(one.name for one in written[:_MOST_NAMED])
        super().__init__(
            _SOME_WRITTEN,
            why=tr(error.message, **error.params),
            n=len(written),
            total=total,
            names=f"{names} …" if len(written) > _MOST_NAMED else names,
        )
        self.written = tuple(written)


def write_each(
    documents: Sequence[ProjectDocument],
    targets: Sequence[Path],
    write: Callable[[ProjectDocument, Path], _MadeT],
) -> tuple[_MadeT, ...]:
    """Write the file of each document and return what ``write`` says of each.

    Raises:
        AppError: the first one cannot be written.
        SomeWritten: a later one cannot; those before it stay.
    """
    made: list[_MadeT] = []
    for one, target in zip(documents, targets, strict=True):
        try:
            made.append(write(one, target))
        except AppError as error:
            if not made:
                raise
            raise SomeWritten(error, targets[: len(made)], len(targets)) from error
    return tuple(made)


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
        AppError: there is none of that name, there are several of it, or several and no name.
    """
    known = project.documents
    if name is None:
        if len(known) > 1:
            raise AppError(_WHICH, n=len(known), names=_listed(known))
        return known[0]
    # A number is sure; names may be those of several, which came from many folders.
    ways: tuple[Callable[[ProjectDocument], str], ...] = (
        lambda one: str(one.number),
        lambda one: one.name,
        lambda one: Path(one.name).stem,
        lambda one: one.title,
    )
    for way in ways:
        meant = [one for one in known if way(one) == name]
        if len(meant) > 1:
            raise AppError(_SEVERAL, name=name, names=_listed(meant))
        if meant:
            return meant[0]
    raise AppError(_NO_DOCUMENT, name=name, names=_listed(known))


def _listed(documents: Sequence[ProjectDocument]) -> str:
    """Return numbers and names of documents, those of the first where they are many."""
    names = ", ".join(f"{one.number} {_told(one)}" for one in documents[:_MOST_NAMED])
    return f"{names} …" if len(documents) > _MOST_NAMED else names


def _told(document: ProjectDocument) -> str:
    """Return a document's name, with its title where that says more."""
    title = document.title
    if not title or title in (document.shown, Path(document.name).stem):
        return document.shown
    return f"{document.shown} ({title})"


def demand_folder(project: Project, path: Path, suffixes: Iterable[str]) -> None:
    """Refuse the name of a file where each document of a project gets one of its own.

    Args:
        project: of several documents.
        path: where they are to be written.
        suffixes: which names of files have.

    Raises:
        AppError: it is the name of a file.
    """
    if path.suffix.casefold() in suffixes and not path.is_dir():
        raise AppError(_ONE_FILE, path=str(path), n=len(project.documents))
