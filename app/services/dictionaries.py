# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "dictionaries": those in the user's folder, and that of the office, asked as one."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark
from app.messages import os_reason
from translation.dictionaries import DictionaryRefused, Entry, StarDict
from translation.terms.term import PARTICLES

logger = logging.getLogger(__name__)

_REFUSED = mark("“{path}” is no StarDict dictionary that can be used: {rule} ({detail}).")
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_PARTS = (".ifo", ".idx", ".idx.gz", ".dict", ".dict.dz", ".syn")
_WORD = re.compile(r"[가-힣]+|[A-Za-z][A-Za-z'’\-]*")
_TAIL = re.compile(rf"(?:{PARTICLES}|하다|합니다|했다|한다|하는|하여|된다|됩니다|되는)$")
_MOST_WORDS = 40


def folder() -> Path:
    """Return the folder of the dictionaries; what is put there by hand is found too."""
    return paths.data_folder() / "dictionaries"


class Dictionaries:
    """All dictionaries that are there; opened with the first question."""

    def __init__(self) -> None:
        self._opened: list[StarDict] | None = None

    def names(self) -> tuple[str, ...]:
        """Return their names."""
        return tuple(one.name for one in self._all())

    def look_up(self, word: str) -> tuple[Entry, ...]:
        """Return what they say of a word, or of it without its particles where they know none."""
        for form in forms_of(word):
            found = tuple(entry for one in self._all() for entry in _asked(one, form))
            if found:
                return found
        return ()

    def words_of(self, text: str) -> tuple[Entry, ...]:
        """Return the first entry of each word of a text, in its order."""
        found: dict[str, Entry] = {}
        for word in _WORD.findall(text)[:_MOST_WORDS]:
            for entry in self.look_up(word)[:1]:
                found.setdefault(entry.word, entry)
        return tuple(found.values())

    def _all(self) -> list[StarDict]:
        if self._opened is None:
            self._opened = []
            for path in sorted(folder().rglob("*.ifo")) if folder().is_dir() else []:
                try:
                    self._opened.append(StarDict(path))
                except (DictionaryRefused, OSError) as error:
                    logger.warning("the dictionary %s cannot be used: %s", path, error)
        return self._opened


def forms_of(word: str) -> Iterator[str]:
    """Yield a word as it stands, then without its particles, the longest first."""
    yield word
    stem = word
    for _ in range(2):
        shorter = _TAIL.sub("", stem)
        if shorter == stem or not shorter:
            return
        stem = shorter
        yield stem


def _asked(dictionary: StarDict, word: str) -> tuple[Entry, ...]:
    try:
        return dictionary.look_up(word)
    except (DictionaryRefused, OSError) as error:
        logger.warning("the dictionary %s: %s", dictionary.name, error)
        return ()


def add(path: Path) -> str:
    """Put a dictionary, named by its .ifo file, into the folder; return its name.

    Raises:
        AppError: it is none, or cannot be copied.
    """
    try:
        name = StarDict(path).name
    except DictionaryRefused as refused:
        raise AppError(
            _REFUSED, path=str(path), rule=refused.rule, detail=refused.detail
        ) from refused
    except OSError as error:
        raise AppError(_REFUSED, path=str(path), rule="files", detail=os_reason(error)) from error
    target = folder() / path.stem
    try:
        target.mkdir(parents=True, exist_ok=True)
        for suffix in _PARTS:
            part = path.with_name(path.stem + suffix)
            if part.is_file():
                shutil.copyfile(part, target / part.name)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(target), detail=os_reason(error)) from error
    return name
