# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spelling: which words of a text no dictionary knows, and what they may be meant to be.

Dictionaries are those of Hunspell, a pair of files (``.aff``, ``.dic``). The library comes in with the
first word that is asked for: a review that checks no spelling does not load it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from translation.checks.base import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*")
_NO_WORDS = re.compile(
    # Addresses, paths, names of files, and whatever has digits or underlines in it: codes.
    r"[\w.+-]+@[\w.-]+|(?:https?|ftp)://\S+|www\.\S+|\S*\\\S*|\S*/\S*/\S*|\S*[\d_]\S*"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,5}\b(?=[\s,;.)]|$)"
)
_LETTERS = {
    "ko": re.compile(r"[가-힣]+\Z"),
    "ru": re.compile(r"[\u0400-\u04ff'’-]+\Z"),
    "uk": re.compile(r"[\u0400-\u04ff'’-]+\Z"),
    "bg": re.compile(r"[\u0400-\u04ff'’-]+\Z"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff'’-]+\Z"),
}
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’-]+\Z")
_WITHOUT = ("ja", "zh", "th", "lo", "km", "my")
"""Languages that write no blanks between words."""
_SHORTEST = 2
_MOST_KEPT = 200_000
"""Words whose answer is remembered."""
_MOST_SUGGESTED = 5


class SpellingUnavailable(Exception):
    """The library is not on this system, or the dictionary cannot be used."""


class SpellingDictionary:
    """A dictionary of one language.

    Args:
        path: of its ``.aff`` file; the ``.dic`` file stands beside it.
        language: BCP 47.

    Raises:
        SpellingUnavailable: the library is not there, or the files are no dictionary.
    """

    def __init__(self, path: Path, language: str) -> None:
        # Not on every system, and of no use before a text is checked.
        try:
            import hunspell
        except ImportError as error:
            raise SpellingUnavailable(str(error)) from error
        self.language = language.partition("-")[0].lower()
        self._lock = Lock()
        self._known: dict[str, bool] = {}
        try:
            self._library: Any = hunspell.Hunspell(
                path.stem, hunspell_data_dir=str(path.parent), system_encoding="UTF-8"
            )
        except (OSError, ValueError) as error:
            raise SpellingUnavailable(str(error)) from error

    def knows(self, word: str) -> bool:
        """Say whether a word is spelt as the dictionary has it, or all parts of a compound are."""
        word = word.replace("’", "'")
        if word not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[word] = self._asked(word) or (
                "-" in word and all(self._asked(part) for part in word.split("-"))
            )
        return self._known[word]

    def _asked(self, word: str) -> bool:
        with self._lock:
            try:
                return bool(self._library.spell(word))
            except UnicodeEncodeError:
                # The dictionary is in an older encoding that has no such letters.
                return False

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return what a word may be meant to be, the likeliest first."""
        with self._lock:
            try:
                found = self._library.suggest(word.replace("’", "'"))
            except UnicodeEncodeError:
                return ()
        mark = "’" if "’" in word else "'"
        return tuple(str(one).replace("'", mark) for one in found[:_MOST_SUGGESTED])


def words_of(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, word) of what is to be spelt right.

    Numbers, codes, addresses, abbreviations in capitals, names with capitals inside and words in other
    letters than the language's are none.
    """
    language = language.partition("-")[0].lower()
    if language in _WITHOUT:
        return
    letters = _LETTERS.get(language, _LATIN)
    others = [found.span() for found in _NO_WORDS.finditer(text)]
    for found in _WORD.finditer(text):
        word = found[0]
        if len(word) < _SHORTEST or not letters.match(word):
            continue
        if any(start < found.end() and found.start() < end for start, end in others):
            continue
        if any(letter.isupper() for part in re.split("['’-]", word) for letter in part[1:]):
            continue
        yield found.start(), found.end(), word


class Spelling:
    """A dictionary with the words that are right in one project besides.

    Args:
        dictionary: of the target language; None where there is none, and no word is unknown.
        accepted: words of the project and of its glossary.
        is_name: says of a capitalised word whether it is a name that was used before.
    """

    def __init__(
        self,
        dictionary: SpellingDictionary | None,
        accepted: Iterable[str] = (),
        is_name: Callable[[str], bool] = lambda _word: False,
    ) -> None:
        self.dictionary = dictionary
        self._accepted = {form for word in accepted for form in _forms(word)}
        self._is_name = is_name
        self._names: dict[str, bool] = {}

    def unknown(self, text: str, source: str = "") -> tuple[Span, ...]:
        """Return the places of words that may be misspelt.

        Args:
            text: of the translation.
            source: what it is of; a word that stands there too is none of the translator's.
        """
        dictionary = self.dictionary
        if dictionary is None:
            return ()
        own = source.casefold()
        return tuple(
            (start, end)
            for start, end, word in words_of(text, dictionary.language)
            if not dictionary.knows(word) and not self._is_right(word, own)
        )

    def _is_right(self, word: str, source: str) -> bool:
        same = folded(word)
        if same in self._accepted or (source and word.casefold() in source):
            return True
        if not word[0].isupper():
            return False
        if same not in self._names:
            self._names[same] = self._is_name(word)
        return self._names[same]


def folded(word: str) -> str:
    """Return a word as it is compared: a possessive is the word itself."""
    return word.replace("’", "'").casefold().removesuffix("'s")


def _forms(words: str) -> Iterator[str]:
    """Yield the words of an expression that is accepted, and of its hyphenated parts."""
    for found in _WORD.finditer(words):
        yield folded(found[0])
        for part in found[0].split("-"):
            yield folded(part)
