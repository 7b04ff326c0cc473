# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "spelling": dictionaries that ship or were added, and the words of a project."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from threading import Lock

from app import paths
from app.errors import AppError
from app.i18n import mark
from app.messages import os_reason
from app.store.project import Project
from translation.spelling import Spelling, SpellingDictionary, SpellingUnavailable
from translation.terms.term import Glossary

logger = logging.getLogger(__name__)

WORDS = "words"
"""Name of what a project remembers: words that are right in it, a line each."""
_REFUSED = mark(
    "“{path}” is no Hunspell dictionary that can be used ({detail}). Choose an .aff file that has"
    " its .dic file beside it."
)
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_SUFFIXES = (".aff", ".dic")
_opening = Lock()
"""A window opens the dictionary in a thread; a check that comes first waits for it."""
_opened: dict[tuple[Path, int], SpellingDictionary | None] = {}


def folder() -> Path:
    """Return the folder of the dictionaries; what is put there by hand is found too."""
    return paths.data_folder() / "spelling"


def dictionary_file(language: str) -> Path | None:
    """Return the ``.aff`` file for a language; None where there is none.

    One's own come before those that ship, the same region before another one.
    """
    wanted = language.replace("_", "-").lower()
    base = wanted.partition("-")[0]
    shipped = Path(str(files("assets") / "spelling"))
    for place in (folder(), shipped):
        found = {
            path.stem.replace("_", "-").lower(): path
            for path in (sorted(place.rglob("*.aff")) if place.is_dir() else [])
            if path.with_suffix(".dic").is_file()
        }
        near = [path for tag, path in found.items() if tag.partition("-")[0] == base]
        if wanted in found or near:
            return found.get(wanted) or near[0]
    return None


def dictionary_for(language: str) -> SpellingDictionary | None:
    """Return the dictionary of a language, opened once; None where there is none."""
    path = dictionary_file(language)
    if path is None:
        return None
    with _opening:
        # Copied anew, it is another dictionary.
        key = path, path.stat().st_mtime_ns
        if key not in _opened:
            try:
                _opened[key] = SpellingDictionary(path, language)
            except SpellingUnavailable as error:
                logger.warning("the dictionary %s cannot be used: %s", path, error)
                _opened[key] = None
        return _opened[key]


def words_of(project: Project) -> tuple[str, ...]:
    """Return the words that are right in a project."""
    return tuple(project.meta.get(WORDS, "").split("\n")) if project.meta.get(WORDS) else ()


def set_words(project: Project, words: tuple[str, ...]) -> None:
    """Remember which words are right in a project."""
    project.set_meta(WORDS, "\n".join(sorted(set(words), key=str.casefold)))


def spelling_for(
    project: Project,
    glossary: Glossary | None = None,
    is_name: Callable[[str], bool] = lambda _word: False,
) -> Spelling:
    """Return the spelling of a project's translations.

    Args:
        project: whose target language and own words count.
        glossary: its translations are spelt right.
        is_name: says of a capitalised word whether it was used before.
    """
    targets = (form for term in glossary.terms for form in term.targets) if glossary else ()
    return Spelling(
        dictionary_for(project.target_language), (*words_of(project), *targets), is_name
    )


def add(path: Path) -> str:
    """Put a dictionary, named by its ``.aff`` or ``.dic`` file, into the folder; return its name.

    Raises:
        AppError: it is none, or cannot be copied.
    """
    source = path.with_suffix(".aff")
    try:
        with path.with_suffix(".dic").open("rb") as lines:
            # Hunspell takes any file; the first line of a list of words is their number.
            if not lines.readline(100).strip(b"\xef\xbb\xbf \r\n").isdigit():
                raise SpellingUnavailable(path.with_suffix(".dic").name)
        SpellingDictionary(source, path.stem.replace("_", "-"))
    except SpellingUnavailable as error:
        raise AppError(_REFUSED, path=str(path), detail=str(error)) from error
    except OSError as error:
        raise AppError(_REFUSED, path=str(path), detail=os_reason(error)) from error
    target = folder()
    try:
        target.mkdir(parents=True, exist_ok=True)
        for suffix in _SUFFIXES:
            shutil.copyfile(path.with_suffix(suffix), target / (path.stem + suffix))
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(target), detail=os_reason(error)) from error
    return path.stem
