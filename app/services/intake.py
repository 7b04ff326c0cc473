# SPDX-License-Identifier: AGPL-3.0-or-later
"""Intake: the files behind the paths that a person gives, and a place for each book."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.services import file_names
from app.services.output_index import FOLDER as INDEX_FOLDER
from app.services.output_index import OutputIndex
from converters.conversion import SUFFIXES, OutputFormat
from converters.formats import DOCUMENT_SUFFIXES

_BOOK = ".epub"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file behind a given path."""

    source: Path
    below: Path = Path()
    """Folders between the given folder and the file; kept below the output folder."""
    url: str = ""
    """Where it was fetched from, if it was."""
    identity: str = field(default="", compare=False)
    """The same for every path, link and spelling of one file, as long as it lies there."""


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """The result of a search: all files behind the given paths, in order."""

    files: tuple[FoundFile, ...]
    ignored: int = 0
    """Files in the folders that are no documents by their extension."""
    repeated: tuple[Path, ...] = ()
    """Paths that lead to a file that is among ``files`` already."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file and the place of its book."""

    number: int
    """Names the file within its run."""
    given: str
    """The path as given, or folder as given plus the way below it."""
    source: Path
    target: Path


def _is_noise(name: str) -> bool:
    """Tell hidden files and the lock files of office programs."""
    return name.startswith((".", "~$", "~WRL"))


def _walk(folder: Path, skipped: Path) -> Iterator[Path]:
    """Yield all files below ``folder`` in a fixed order, without the output folder.

    Books that earlier runs made in any folder on the way are no sources either.
    """
    made: dict[Path, OutputIndex] = {}
    for place, folders, filenames in os.walk(folder):
        here = Path(place)
        if INDEX_FOLDER in folders:
            made[here] = OutputIndex(here)
        folders[:] = sorted(
            name for name in folders if not _is_noise(name) and (here / name).absolute() != skipped
        )
        for name in sorted(filenames):
            if not _is_noise(name) and not _is_made(here / name, made):
                yield here / name


def _is_made(path: Path, made: dict[Path, OutputIndex]) -> bool:
    """Tell a book that stands where an index says that a run put it."""
    return path.suffix.lower() == _BOOK and any(
        path.is_relative_to(folder) and index.owner_of(path.relative_to(folder).as_posix())
        for folder, index in made.items()
    )


def find_files(paths: Iterable[Path], skipped: Path) -> FoundFiles:
    """Return the files behind ``paths``, each once; folders are searched, all but ``skipped``."""
    files: dict[str, FoundFile] = {}
    ignored = 0
    repeated: list[Path] = []

    def take(found: FoundFile) -> None:
        identity = identity_of(found.source)
        if identity in files:
            repeated.append(found.source)
        else:
            files[identity] = replace(found, identity=identity)

    for path in paths:
        if not path.is_dir():
            take(FoundFile(path))
            continue
        for found in _walk(path, skipped.absolute()):
            if found.suffix.lower() in DOCUMENT_SUFFIXES:
                take(FoundFile(found, found.parent.relative_to(path)))
            else:
                ignored += 1
    return FoundFiles(tuple(files.values()), ignored, tuple(repeated))


def identity_of(path: Path) -> str:
    """Return what is the same for every path, link and spelling of one file."""
    try:
        found = path.stat()
    except OSError:
        return str(path.absolute())
    if found.st_ino:
        return f"{found.st_dev}/{found.st_ino}"
    return os.path.normcase(path.resolve())


def is_same_file(first: Path, second: Path) -> bool:
    """Whether two paths lead to one file, however they are spelled."""
    try:
        return first.samefile(second)
    except OSError:
        return first.absolute() == second.absolute()


class Planner:
    """Gives every file of one output folder its own place, the same one in every run.

    Args:
        out_folder: where the books go.
        output: what is made.
        index: what earlier runs made there, so that their books keep their names.
    """

    def __init__(self, out_folder: Path, output: OutputFormat, index: OutputIndex) -> None:
        self._out_folder = out_folder
        self._suffix = SUFFIXES[output]
        self._index = index
        self._taken: set[str] = set()

    def place(self, number: int, found: FoundFile, mark: str = "") -> PlannedFile:
        """Give ``found`` its place.

        Args:
            number: names it within the run.
            found: the file.
            mark: before the book's ending, ".en" of a translation.
        """
        folder = Path(*(file_names.safe_stem(part) for part in found.below.parts))
        relative = self._free_name(folder, found.source, mark)
        self._taken.add(file_names.same_place(relative.as_posix()))
        given = found.url or str(found.source)
        return PlannedFile(number, given, found.source, self._out_folder / relative)

    def _free_name(self, folder: Path, source: Path, mark: str) -> Path:
        stem = file_names.safe_stem(source.stem)
        if mark:
            stem = file_names.without_language(stem, mark.removeprefix("."))
        suffix = mark + self._suffix
        kind = file_names.safe_stem(source.suffix.lstrip(".").lower()) if source.suffix else ""
        for name in file_names.variants(stem, suffix, kind):
            if self._is_free(folder / name, source):
                return folder / name
        number = 2
        while not self._is_free(folder / file_names.numbered(stem, suffix, number), source):
            number += 1
        return folder / file_names.numbered(stem, suffix, number)

    def _is_free(self, relative: Path, source: Path) -> bool:
        """A name is free unless this run or the book of another living source has it."""
        if file_names.same_place(relative.as_posix()) in self._taken:
            return False
        if is_same_file(self._out_folder / relative, source):
            # Never over the original, not even by force.
            return False
        owner = self._index.owner_of(relative.as_posix())
        if owner is None or owner == str(source.absolute()):
            return True
        return not Path(owner).exists()
