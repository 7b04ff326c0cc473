# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms, and where a text uses them.

A Korean term stands at the start of a word and may have particles behind it ("주민센터에서");
inside of a longer word it is another one ("서울" in "서울특별시청"). Spaces inside of it are
free ("주민 센터"). English terms end with their word, a plural "s" allowed; capitals count
only where the term has some beyond its first letter.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

PARTICLES = (
    "으로부터|에서부터|에게서|으로서|으로써|이라도|이라는|이라고|까지|부터|에서|에게|께서|한테|보다|처럼|마다|조차|마저|밖에|"
    "으로|로서|로써|라는|라고|이나|이며|이고|이란|이든|이다|입니다|인|하고|와의|과의|에는|에도|에만|만을|만이|들이|들을|들은|들의|들에게|들|"
    "을|를|은|는|이|가|의|에|로|와|과|도|만|나|란|및|별|당|용|쯤|째"
)
"""What may stand between the end of a Korean term and the end of its word, twice at most."""
_KOREAN_TAIL = re.compile(rf"(?:{PARTICLES}){{0,2}}(?![가-힣])")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
_KEY = 2
"""Characters by which a text finds the terms that may begin there."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, and how it is translated."""

    source: str
    targets: tuple[str, ...] = ()
    """The preferred form first; any of them will do. None where there are only forbidden ones."""
    forbidden: tuple[str, ...] = ()
    note: str = ""
    domain: str = ""
    origin: str = ""
    """Where it is from, with its licence."""
    term_id: int | None = None
    """Its number in a store; None until it is read from one."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A place of a text that uses a term."""

    start: int
    end: int
    """Offsets in characters, without particles."""
    term: Term


class Glossary:
    """Terms from one language to another.

    Args:
        source: language of the terms, BCP 47.
        target: language of their translations.
        terms: in order of precedence: of two with the same source, the first is found.
    """

    def __init__(self, source: str, target: str, terms: Iterable[Term]) -> None:
        self.source = source
        self.target = target
        self.terms = tuple(terms)
        self._by_key: dict[str, list[tuple[str, Term]]] = defaultdict(list)
        seen: set[str] = set()
        for term in self.terms:
            folded = _squeezed(term.source)
            if folded and folded not in seen:
                seen.add(folded)
                self._by_key[folded[:_KEY]].append((folded, term))
        for found in self._by_key.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def __len__(self) -> int:
        return len(self.terms)

    @property
    def digest(self) -> str:
        """Return a word that is another one for other terms."""
        if not self.terms:
            return ""
        said = "\n".join("\t".join((t.source, *t.targets, "|", *t.forbidden)) for t in self.terms)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def matches(self, text: str) -> tuple[TermMatch, ...]:
        """Return the terms that ``text`` uses, the longest first at each place, none overlapping."""
        if not self._by_key:
            return ()
        folded, places = _folded(text)
        found: list[TermMatch] = []
        at = 0
        while at < len(folded):
            match = self._at(text, folded, places, at)
            if match is None:
                at += 1
                continue
            found.append(match[0])
            at = match[1]
        return tuple(found)

    def _at(
        self, text: str, folded: str, places: list[int], at: int
    ) -> tuple[TermMatch, int] | None:
        candidates = self._by_key.get(folded[at : at + _KEY])
        candidates = [*(candidates or ()), *self._by_key.get(folded[at : at + 1], ())]
        start = places[at]
        if not candidates or not _begins(text, start):
            return None
        for wanted, term in candidates:
            if not folded.startswith(wanted, at):
                continue
            last = at + len(wanted)
            end = places[last - 1] + 1
            if _fits(term.source, text, start, end):
                return TermMatch(start, end, term), last
        return None


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


def _folded(text: str) -> tuple[str, list[int]]:
    """Return ``text`` small and without whitespace, and where each of its characters stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            continue
        for small in letter.casefold():
            letters.append(small)
            places.append(place)
    return "".join(letters), places


def _begins(text: str, start: int) -> bool:
    """Say whether a word begins at ``start``."""
    if start == 0:
        return True
    before, here = text[start - 1], text[start]
    if _HANGUL.match(here):
        return not _HANGUL.match(before)
    return not (before.isalnum() and here.isalnum())


def _fits(term: str, text: str, start: int, end: int) -> bool:
    """Say whether the term ends with its word, and is written as it must be."""
    shown = text[start:end]
    if any(letter.isupper() for letter in term[1:]) and "".join(shown.split()) != "".join(
        term.split()
    ):
        return False
    last = shown[-1]
    if _HANGUL.match(last):
        # Spaces are free inside of a Korean term, not of an English one.
        return _KOREAN_TAIL.match(text, end) is not None
    if _LATIN.search(term):
        if shown.split() != shown.split(" ") or len(shown.split()) != len(term.split()):
            return False
        return re.compile(r"(?:'s|es|s)?(?![A-Za-z0-9])").match(text, end) is not None
    return not (last.isalnum() and end < len(text) and text[end].isalnum() and last.isascii())


def forms_in(target: str, forms: Iterable[str]) -> Iterator[str]:
    """Yield those of ``forms`` that ``target`` has, whatever their capitals and plurals."""
    folded = f" {' '.join(target.casefold().split())} "
    for form in forms:
        wanted = " ".join(form.casefold().split())
        if wanted and wanted in folded:
            yield form
