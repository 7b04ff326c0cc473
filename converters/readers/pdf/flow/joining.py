# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a line end stands for: a blank, nothing, or a hyphen that only the line needed.

Korean is mostly set with lines that end between any two syllables, and nothing on the page
marks a broken word. The evidence, from strong to weak: a blank in the stream; room that the
next word would have filled; how the document's lines end altogether; the document's own
words; particles and endings; numbers and their units.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from converters.readers.pdf.flow.marks import mark_of
from converters.readers.pdf.flow.rows import Row
from converters.readers.pdf.flow.syllables import DEPENDENT, ends_word, is_tail, is_unit

_HANGUL = re.compile("[\uac00-\ud7a3]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\u3001\u3002\uff01-\uff1f]")
_TOKEN = re.compile(r"[가-힣A-Za-z0-9]+")
_EDGES = "“”‘’\"'「」『』《》〈〉()[]{}<>.,?!·…:;~"
_URL = re.compile(r"(?:https?://|www\.)\S*$")
_HYPHENED = re.compile(r"([A-Za-zÀ-ɏ]+)[-\u2010]$")
_SHUTS, _OPENS = ",.?!;:…", "([{〈《「『<"
_LEAST_PAIRS = 6
_STREAM_TELLS = 0.06
_STREAM_ALWAYS = 0.9
_LOOSE = 0.2
_TAILS = 0.05
_LONGEST_STEM = 5
_USUAL_BLANK = 0.25
_SHIFTED = 0.15, 0.45
"""Of the size: how wide a blank is."""


class Wrap(Enum):
    """How the lines of a document end."""

    AT_BLANKS = auto()
    """Only between words."""
    BY_STREAM = auto()
    """Anywhere; the content stream keeps the blanks at line ends."""
    BY_SHIFT = auto()
    """Anywhere; a blank that the line has no room for begins the next one, others are gone."""
    ANYWHERE = auto()
    """Anywhere, and blanks at line ends are gone."""


@dataclass(frozen=True, slots=True)
class Join:
    """What goes between two lines."""

    glue: str
    """A blank or nothing."""
    drops_hyphen: bool = False
    """Whether the last character of the first line goes."""


_BLANK, _NOTHING = Join(" "), Join("")


class Joiner:
    """Decides at line ends, by what the whole document shows.

    Args:
        rows: all rows of running text, those of one column following each other.
        cells: other texts whose words count: of tables, of notes.
    """

    def __init__(self, rows: list[Row], cells: Iterable[str] = ()) -> None:
        self._words: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._is_korean = False
        self._blank = _USUAL_BLANK
        for row in rows:
            self._learn(row.text)
        for text in cells:
            self._learn(text)
        self.wrap = self._vote(rows)

    def _learn(self, text: str) -> None:
        tokens = text.split()
        self._is_korean = self._is_korean or _HANGUL.search(text) is not None
        # The first and the last may be parts of words.
        for token in tokens[1:-1]:
            for word in _TOKEN.findall(token):
                self._words[word] += 1
                for length in range(2, min(len(word), _LONGEST_STEM) + 1):
                    self._stems[word[:length]] += 1
            bare = token.strip(_EDGES)
            if "-" in bare:
                self._words[bare] += 1

    # ------------------------------------------------------------ how lines end

    def _vote(self, rows: list[Row]) -> Wrap:
        pairs = [(before, row) for before, row in pairwise(rows) if _may_go_on(before, row)]
        blanks = sum(before.blank_at_end for before, _ in pairs)
        if len(pairs) < _LEAST_PAIRS:
            # Too few to tell by: particles in front say more than a blank that is not there.
            if any(is_tail(_first(row)) for _, row in pairs):
                return Wrap.BY_STREAM if blanks else Wrap.ANYWHERE
            return Wrap.AT_BLANKS
        if blanks > _STREAM_ALWAYS * len(pairs):
            return Wrap.AT_BLANKS
        shifts = sorted(filter(None, (_shift(row) for _, row in pairs)))
        if len(shifts) > _STREAM_TELLS * len(pairs):
            self._blank = shifts[len(shifts) // 2]
            return Wrap.BY_SHIFT
        if blanks > _STREAM_TELLS * len(pairs):
            return Wrap.BY_STREAM
        loose = sum(before.room > 1.15 * before.size for before, _ in pairs)
        if loose > _LOOSE * len(pairs):
            return Wrap.AT_BLANKS
        tails = sum(is_tail(_first(row)) for _, row in pairs)
        inside = sum(self._is_word(_last(before) + _first(row)) for before, row in pairs)
        return Wrap.ANYWHERE if tails + inside > _TAILS * len(pairs) else Wrap.AT_BLANKS

    def _is_word(self, text: str) -> bool:
        match = _TOKEN.match(text)
        return match is not None and self._words[match[0]] > 0

    # ------------------------------------------------------------ one line end

    def need(self, row: Row) -> float:
        """Return the points that the line before ``row`` would have needed for its first piece."""
        token = row.text.strip().split(" ", 1)[0]
        if self.wrap is not Wrap.AT_BLANKS and _HANGUL.match(token):
            token = token[:1]
        return row.width_of(f" {token}")

    def between(self, before: Row, row: Row, shift: float = 0.0) -> Join:
        """Return what the end of ``before`` stands for, when ``row`` goes on after it.

        Args:
            before: a row.
            row: the next one of its paragraph.
            shift: points by which ``row`` starts further in than its neighbours: a blank
                that begins a line moves it.
        """
        first, second = before.text.rstrip(), row.text.lstrip()
        if not first or not second:
            return _NOTHING
        special = self._without_blanks(first, second)
        if special is not None:
            return special
        if before.blank_at_end or _SHIFTED[0] <= shift / row.size <= _SHIFTED[1]:
            return _BLANK
        if self.wrap is Wrap.AT_BLANKS:
            return _BLANK
        if before.room > 1.15 * before.size and before.room > row.width_of(second[0]) * 1.3:
            return self._by_words(first, second) if before.page != row.page else _BLANK
        told = self.wrap is Wrap.BY_STREAM or (
            # A blank would not have fitted, and would begin the next line.
            self.wrap is Wrap.BY_SHIFT and before.room < self._blank * before.size
        )
        if told and before.page == row.page:
            return _BLANK if first[-1] in ".?!" and _HANGUL.match(second) else _NOTHING
        return self._by_words(first, second)

    def _without_blanks(self, first: str, second: str) -> Join | None:
        """Return what hyphens, addresses and scripts without blanks ask for."""
        if first[-1] == "\u00ad":
            return Join("", drops_hyphen=True)
        hyphened = _HYPHENED.search(first)
        if hyphened and second[0].isalpha() and second[0] < "\u0250":
            follows = _TOKEN.match(second)
            whole = hyphened[1] + (follows[0] if follows else "")
            kept = self._words[f"{hyphened[1]}-{follows[0] if follows else ''}"]
            drops = second[0].islower() and kept <= self._words[whole]
            return Join("", drops_hyphen=drops)
        if (
            _URL.search(first)
            and second[0] < "\u0250"
            and (first[-1] in "/-_=&?." or second[0] in "/-_=&?.%")
        ):
            return _NOTHING
        if not self._is_korean and (_IDEOGRAPH.match(first[-1]) or _IDEOGRAPH.match(second)):
            return _NOTHING
        return None

    def _by_words(self, first: str, second: str) -> Join:
        """Decide by the document's own words, then by the forms of Korean ones."""
        a, b = first[-1], second[0]
        if b in _SHUTS or b in ")]}〉》」』>%’”" or a in _OPENS or a in "‘“":
            return _NOTHING
        if a.isdigit() and (is_unit(second) or b.isdigit()):
            return _NOTHING
        if a == "," and b.isdigit() and re.search(r"\d,$", first):
            return _NOTHING
        if a in _SHUTS:
            return _BLANK
        tail, head = _last_of(first), _first_of(second)
        if is_tail(second.split(" ", 1)[0]) and not a.isspace():
            return _NOTHING
        if not _HANGUL.match(a) or not _HANGUL.match(b):
            if a.isalnum() and b.isalnum():
                # Latin beside Hangul: a name and its particle, as a rule.
                return _NOTHING if _HANGUL.match(b) and not ends_word(tail) else _BLANK
            return _NOTHING if b in _OPENS else _BLANK
        return self._hangul(tail, head)

    def _hangul(self, tail: str, head: str) -> Join:
        joined = self._words[tail + head] + self._stems[(tail + head[:2])[:_LONGEST_STEM]]
        apart = min(self._words[tail], self._words[head] + self._stems[head[:3]])
        if joined != apart:
            return _NOTHING if joined > apart else _BLANK
        if DEPENDENT.match(head) or ends_word(tail):
            return _BLANK
        return _NOTHING


def _may_go_on(before: Row, row: Row) -> bool:
    """Whether ``row`` may be the next line of the paragraph of ``before``."""
    if before.page != row.page or before.left != row.left or before.size != row.size:
        return False
    if not 0 < row.at - before.at < 2.2 * row.size or mark_of(row.text):
        return False
    first, second = before.text.rstrip(), row.text.lstrip()
    if not _HANGUL.match(first[-1]) or not _HANGUL.match(second):
        return False
    return before.room < row.width_of(f" {second.split(' ', 1)[0]}")


def _shift(row: Row) -> float:
    """Return how far a row is shifted as by a blank, of its size; 0 if it is not."""
    shift = (row.start - row.left) / row.size
    return shift if _SHIFTED[0] <= shift <= _SHIFTED[1] else 0.0


def _first(row: Row) -> str:
    return row.text.split(" ", 1)[0] if row.text else ""


def _last(row: Row) -> str:
    return row.text.rstrip().rsplit(" ", 1)[-1]


def _last_of(text: str) -> str:
    """Return the letters and digits at the end of ``text``."""
    match = re.search(r"[가-힣A-Za-z0-9]+$", text)
    return match[0] if match else ""


def _first_of(text: str) -> str:
    match = _TOKEN.match(text)
    return match[0] if match else ""
