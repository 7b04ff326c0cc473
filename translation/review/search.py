# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding and replacing in texts of segments: plain words or regular expressions.

Expressions are those of the ``regex`` library, whose search can be given a time limit: one that
backtracks without end stops there. What it would unfold while it reads an expression is bounded first,
for that has no limit of its own.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

from translation.inline_codes import Coded, with_spans

BUDGET_S = 2.0
"""All searches of one command together take at most so long."""
_LONGEST = 500
_QUICK = {0: (20_000, 64), 1: (2_000, 64), 2: (400, 8)}
"""By the repetitions of an expression: texts below so many characters are searched without a limit of
time, so many of them between two looks at the clock."""
_MOST_UNFOLDED = 100_000
"""Characters of an expression with its repetitions written out; ten times as many take 270 MiB."""
_COUNT = regex.compile(r"\{[^}]{0,40}\}")
_NUMBER = regex.compile(r"\d+")
_RECURSION = regex.compile(r"\(\?(?:R|&|P>|[+-]?\d)")


class SearchFault(StrEnum):
    """Why a search cannot be made, or was not finished."""

    NOT_REGULAR = "not-regular"
    """No regular expression."""
    TOO_LARGE = "too-large"
    """Longer than can be afforded, with its repetitions, or one that calls itself."""
    REPLACEMENT = "replacement"
    """The replacement names a group that is not there."""
    TOO_SLOW = "too-slow"


class SearchRefused(Exception):
    """A search that cannot be made, or was not finished."""

    def __init__(self, fault: SearchFault, detail: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.detail = detail
        """What the library says of it, in English."""


@dataclass(frozen=True, slots=True)
class SearchFor:
    """What is looked for."""

    text: str
    regular: bool = False
    """Whether it is a regular expression."""
    match_case: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """A target and what it would become."""

    number: int
    before: Coded
    after: Coded
    spans: tuple[tuple[int, int, str], ...]
    """Of what is replaced: start and end in the text of ``before``, and the new words."""


class Search:
    """A search, made ready.

    Args:
        wanted: what is looked for.
        clock: gives seconds.
        budget: seconds that all its calls together may take.

    Raises:
        SearchRefused: it is no regular expression, or too large a one.
    """

    def __init__(
        self,
        wanted: SearchFor,
        *,
        clock: Callable[[], float] = time.monotonic,
        budget: float = BUDGET_S,
    ) -> None:
        self.wanted = wanted
        self._clock = clock
        self._end = clock() + budget
        flags = regex.V0 if wanted.match_case else regex.V0 | regex.IGNORECASE
        if not wanted.regular:
            self._pattern = regex.compile(regex.escape(wanted.text), flags)
            self._quick = _quick(wanted)
            return
        if _unfolded(wanted.text) > _MOST_UNFOLDED or _RECURSION.search(wanted.text):
            raise SearchRefused(SearchFault.TOO_LARGE)
        try:
            self._pattern = regex.compile(wanted.text, flags)
        except regex.error as error:
            raise SearchRefused(SearchFault.NOT_REGULAR, str(error)) from error
        except (RecursionError, MemoryError, OverflowError) as error:
            raise SearchRefused(SearchFault.TOO_LARGE) from error
        self._quick = _quick(wanted)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where it is in ``text``; places without a character are passed over.

        Raises:
            SearchRefused: the time is up.
        """
        return [found.span() for found in self._found(text)]

    def is_in(self, text: str) -> bool:
        """Say whether it is in ``text``.

        Raises:
            SearchRefused: the time is up.
        """
        try:
            return self._pattern.search(text, timeout=self._left()) is not None
        except TimeoutError as error:
            raise SearchRefused(SearchFault.TOO_SLOW) from error

    def matching(self, texts: Iterable[str]) -> Iterator[bool]:
        """Yield whether it is in each of ``texts``.

        Raises:
            SearchRefused: the time is up.
        """
        quick = self._quick
        if quick is None:
            yield from map(self.is_in, texts)
            return
        shortest, together = _QUICK[_repetitions(self.wanted)]
        for number, text in enumerate(texts):
            if number % together == 0:
                self._left()
            yield bool(quick(text)) if len(text) < shortest else self.is_in(text)

    def replaced(
        self, number: int, content: Coded, by: str, only: tuple[int, int] | None = None
    ) -> Replacement | None:
        r"""Return what replacing all of it makes of a target; None where it is not in there.

        Codes inside of what is replaced stay, behind the new words. In a regular expression's ``by``,
        ``\1`` and ``\g<name>`` stand for what its groups found.

        Args:
            number: of the segment.
            content: its target.
            by: the new words.
            only: the one place that is replaced; all where None.

        Raises:
            SearchRefused: the time is up, or ``by`` names a group that is not there.
        """
        spans = [
            (*found.span(), self._expanded(found, by))
            for found in self._found(content.text)
            if only in (None, found.span())
        ]
        if not spans:
            return None
        after = with_spans(content, spans)
        return Replacement(number, content, after, tuple(spans)) if after != content else None

    def _expanded(self, found: regex.Match[str], by: str) -> str:
        if not self.wanted.regular:
            return by
        try:
            return str(found.expand(by))
        except (regex.error, IndexError, KeyError) as error:
            raise SearchRefused(SearchFault.REPLACEMENT, str(error)) from error

    def _found(self, text: str) -> Iterator[regex.Match[str]]:
        try:
            for found in self._pattern.finditer(text, timeout=self._left()):
                if found.end() > found.start():
                    yield found
        except TimeoutError as error:
            raise SearchRefused(SearchFault.TOO_SLOW) from error

    def _left(self) -> float:
        left = self._end - self._clock()
        if left <= 0:
            raise SearchRefused(SearchFault.TOO_SLOW)
        return left


def _quick(wanted: SearchFor) -> Callable[[str], object] | None:
    """Return a search without a limit of its time, five times as fast; None where one is needed.

    With two repetitions at most and nothing that calls back, a short text is done with at once.
    """
    text = re.escape(wanted.text) if not wanted.regular else wanted.text
    if wanted.regular and (
        _repetitions(wanted) not in _QUICK or re.search(r"\\[\d\D]|\(\?", _plain(text))
    ):
        return None
    try:
        return re.compile(text, 0 if wanted.match_case else re.IGNORECASE).search
    except (re.error, OverflowError):
        return None


def _repetitions(wanted: SearchFor) -> int:
    return sum(wanted.text.count(sign) for sign in "*+?{") if wanted.regular else 0


def _plain(expression: str) -> str:
    r"""Return an expression without the escapes that only name characters: \d, \w, \. and so on."""
    return re.sub(r"\\[dDwWsSbB.()\[\]{}*+?^$|/\\-]", "", expression)


def _unfolded(expression: str) -> int:
    """Return at most how long an expression is with its repetitions written out."""
    size = len(expression) if len(expression) <= _LONGEST else _MOST_UNFOLDED + 1
    for count in _COUNT.findall(expression):
        for number in _NUMBER.findall(count):
            size *= max(1, int(number)) if len(number) < 7 else _MOST_UNFOLDED + 1
    return size
