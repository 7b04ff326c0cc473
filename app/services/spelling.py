# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "spelling": dictionaries that ship or were added, and the words of a project."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from threading import Lock

from app import paths
from app.errors import AppError
from app.i18n import mark, tr
from app.jobs.dictionary_trial import MOST_BYTES, DictionaryFault, try_apart
from app.messages import os_reason
from app.services import checked_files
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
_NOT_TAKEN = mark(
    "The dictionary “{path}” is not taken: {detail}. Choose another one, for example that of LibreOffice"
    " for the language."
)
_FAULTS = {
    DictionaryFault.TOO_LARGE: mark("its files are too large"),
    DictionaryFault.TOO_SLOW: mark("words take too long with it"),
    DictionaryFault.CRASHED: mark("it is damaged, or takes too much memory"),
}
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_SUFFIXES = (".aff", ".dic")
_HALF = ".half"
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
            if path.with_suffix(".dic").is_file() and not path.parent.name.endswith(_HALF)
        }
        near = [path for tag, path in found.items() if tag.partition("-")[0] == base]
        if wanted in found or near:
            return found.get(wanted) or near[0]
    return None


def dictionary_for(language: str) -> SpellingDictionary | None:
    """Return the dictionary of a language, opened once; None where there is none.

    One that was laid into the folder by hand is tried in a confined process first.
    """
    path = dictionary_file(language)
    if path is None:
        return None
    with _opening:
        # Copied anew, it is another dictionary.
        key = path, path.stat().st_mtime_ns
        if key not in _opened:
            _opened[key] = _open(path, language)
        return _opened[key]


def _open(path: Path, language: str) -> SpellingDictionary | None:
    try:
        if path.is_relative_to(folder()) and (fault := _tried(path)):
            logger.warning("the dictionary %s is not used: %s", path, fault)
            return None
        return SpellingDictionary(path, language)
    except (OSError, SpellingUnavailable) as error:
        logger.warning("the dictionary %s cannot be used: %s", path, error)
        return None


def _tried(path: Path) -> str:
    """Return why a dictionary cannot be taken, as a value of ``DictionaryFault``; empty where it can.

    Raises:
        OSError: a file is not there.
    """

    def look() -> str:
        fault = try_apart(path)
        return fault.value if fault is not None else ""

    return checked_files.verdict_of([path, path.with_suffix(".dic")], look)


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

    It is copied, tried in a confined process, and takes its place where nothing speaks against it; that may
    take seconds.

    Raises:
        AppError: it is none, cannot be used or cannot be copied.
    """
    try:
        with path.with_suffix(".dic").open("rb") as lines:
            # Hunspell takes any file; the first line of a list of words is their number.
            if not lines.readline(100).strip(b"\xef\xbb\xbf \r\n").isdigit():
                raise AppError(_REFUSED, path=str(path), detail=path.with_suffix(".dic").name)
        too_large = any(path.with_suffix(one).stat().st_size > MOST_BYTES for one in _SUFFIXES)
    except OSError as error:
        raise AppError(_REFUSED, path=str(path), detail=os_reason(error)) from error
    if too_large:
        raise AppError(_NOT_TAKEN, path=str(path), detail=tr(_FAULTS[DictionaryFault.TOO_LARGE]))
    try:
        _put(path)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(folder()), detail=os_reason(error)) from error
    return path.stem


def _put(path: Path) -> None:
    """Copy a dictionary, and let it take its place where its trial is good.

    Raises:
        AppError: it cannot be used.
        OSError: it cannot be copied.
    """
    target = folder()
    target.mkdir(parents=True, exist_ok=True)
    # On the same disk; no dictionary is looked for in a folder of this ending.
    with tempfile.TemporaryDirectory(prefix=".", suffix=_HALF, dir=target) as made:
        half = Path(made) / (path.stem + ".aff")
        for suffix in _SUFFIXES:
            shutil.copyfile(path.with_suffix(suffix), half.with_suffix(suffix))
        fault = try_apart(half)
        if fault is DictionaryFault.NONE:
            raise AppError(_REFUSED, path=str(path), detail=path.with_suffix(".aff").name)
        if fault is not None:
            raise AppError(_NOT_TAKEN, path=str(path), detail=tr(_FAULTS[fault]))
        # The words first: rules without words are no dictionary, words with other rules a wrong one.
        for suffix in (".dic", ".aff"):
            half.with_suffix(suffix).replace(target / (path.stem + suffix))
    checked_files.accept([target / (path.stem + suffix) for suffix in (".aff", ".dic")])
