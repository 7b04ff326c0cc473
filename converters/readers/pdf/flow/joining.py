# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a line end stands for: a space, nothing, or a hyphen that only the line needed.

Korean is mostly set with lines that end between any two syllables, and nothing on the page
marks a broken word. The evidence, from strong to weak: a space in the stream; room that the
next word would have filled; how the document's lines end altogether; the document's own
words; particles and endings; numbers and their units.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from converters.readers.pdf.flow.marks import mark_of
from converters.readers.pdf.flow.rows import TextRow
from converters.readers.pdf.flow.spacing import space_odds
from converters.readers.pdf.flow.syllables import is_particle, is_unit

_HANGUL = re.compile("[\uac00-\ud7a3]")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u9fff\u3001\u3002\uff01-\uff1f]")
_TOKEN = re.compile(r"[가-힣A-Za-z0-9]+")
_TAIL, _HEAD = re.compile(r"[가-힣]+$"), re.compile(r"[가-힣]+")
_EDGES = "“”‘’\"'「」『』《》〈〉()[]{}<>.,?!·…:;~"
_COUNTED = re.compile(r"(?<=\d)(\s?)(?=[가-힣])")
_BRACKET = re.compile(r"(?<=[가-힣])(\s?)[(\[]")
_URL = re.compile(r"(?:https?://|www\.)\S*$")
_HYPHENED = re.compile(r"([A-Za-zÀ-ɏ]+)[-\u2010]$")
_DIGITS_OPEN = re.compile(r"\d[,.]$")
_NUMBER_OPEN = re.compile(r"\d[-\u2010\u2011]$")
"""A telephone number's hyphen: lines may end after it."""
_SHUTS, _OPENS, _CLOSES = ",.?!;:…", "([{〈《「『<‘“", ")]}〉》」』>%’”"
_STATED = re.compile(r"(?:니다|[이었였했한된있없]다)$")
_AFTER_STATED = "고는가며면지라만던거니네"
_SPACED_DATE = re.compile(r"\d\.\s\d{1,2}\.$")
_STATED_ODDS = 2.5
"""A statement's end is a word's, unless what makes a clause of it follows ("있다고", "했다는")."""
_STREAM_TELLS = 0.06
_ALWAYS = 0.9
_CLEAR, _LOST = 1.0, 0.05
_SURE, _MOSTLY_BLANKS = 2.0, 0.4
"""Log odds."""
_BY_CHANCE, _RARELY = 1.0, 0.1
"""Line ends inside words, one and a share, as far as the odds err in a file that has none."""
_SHARE_BY_CHANCE, _MORE_THAN_CHANCE = 1 / 3, 0.4
_ODDS_BY_CHANCE = math.log(0.5)
_DOUBT, _ROUNDS = 4.0, 20
_LOOSE, _MOSTLY_LOOSE = 1.15, 0.3
"""Of the size: a line ends earlier only where the next piece could not be cut."""
_LOOSE_ODDS = 1.5
_FREE = 1.3
"""Of the size: with more room in a cell its line ends where the author wanted."""
_FREE_BY_STREAM = 3.0
"""The same where the file keeps the spaces at the ends of lines."""
_WIDEST_LEADING = 3.2
"""Of the size."""
_OWN_WORDS = 1.5
_LONGEST_STEM = 6
_SHIFTED = 0.15, 0.45
"""Of the size: how wide a space is."""


class Wrap(Enum):
    """How the lines of a document end."""

    AT_BLANKS = auto()
    """Only between words."""
    BY_STREAM = auto()
    """Anywhere; the content stream keeps the spaces at line ends."""
    ANYWHERE = auto()
    """Anywhere, and spaces at line ends are gone."""


@dataclass(frozen=True, slots=True)
class Join:
    """What goes between two lines."""

    glue: str
    """A space or nothing."""
    drops_hyphen: bool = False
    """Whether the last character of the first line goes."""


_SPACE, _NOTHING = Join(" "), Join("")


class Joiner:
    """Decides at line ends, by what the whole document shows.

    Args:
        rows: all rows of running text, those of one column following each other.
        cells: other texts whose words count: of tables, of notes.
    """

    def __init__(self, rows: list[TextRow], cells: Iterable[str] = ()) -> None:
        self._words: Counter[str] = Counter()
        self._stems: Counter[str] = Counter()
        self._brackets: Counter[bool] = Counter()
        """Brackets after Hangul, by whether a space stands before them."""
        self._units: Counter[bool] = Counter()
        """Hangul after digits, by the same."""
        self._is_korean = False
        self._slack = 0.0
        self._usual = 0.0
        """Log odds of a space at a line end of this document, besides what the words say."""
        for row in rows:
            self._learn(row.text)
        for text in cells:
            self._learn(text)
        self.wrap = self._vote(rows)

    def _learn(self, text: str) -> None:
        tokens = text.split()
        for found in _BRACKET.finditer(text):
            self._brackets[bool(found[1])] += 1
        for found in _COUNTED.finditer(text):
            self._units[bool(found[1])] += 1
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

    def _vote(self, rows: list[TextRow]) -> Wrap:
        pairs = [(before, row) for before, row in pairwise(rows) if _may_go_on(before, row)]
        if not pairs:
            return Wrap.AT_BLANKS
        rooms = sorted(before.room / before.size for before, _ in pairs)
        # Columns may reach further than any of their lines.
        self._slack = max(0.0, rooms[len(rooms) // 4])
        odds = [self._odds(before, row) for before, row in pairs]
        inside = sum(found < 0 for found in odds)
        kept = sum(before.space_at_end for before, _ in pairs)
        loose = sum(self._is_loose(before) for before, _ in pairs)
        # By chance two of three line ends are inside words; where all are at spaces, the odds
        # are wrong now and then.
        mean = sum(max(-_SURE, min(_SURE, found)) for found in odds) / len(pairs)
        if kept > _ALWAYS * len(pairs):
            return Wrap.AT_BLANKS
        # A few paragraphs of a file may break lines inside words, and then do so for sure.
        broken = sum(found < -_SURE for found in odds) > _BY_CHANCE + _RARELY * len(pairs)
        if not broken and mean > _MOSTLY_BLANKS:
            return Wrap.AT_BLANKS
        if not broken and loose > _MOSTLY_LOOSE * len(pairs) and inside < 0.5 * len(pairs):
            return Wrap.AT_BLANKS
        self._usual = _usual_odds(
            [
                found
                for found, (before, _) in zip(odds, pairs, strict=True)
                if not self._is_loose(before)
            ]
        )
        # Some programs keep a space only where the line had no room for it.
        lost = sum(
            found > _CLEAR and not before.space_at_end
            for found, (before, _) in zip(odds, pairs, strict=True)
        )
        if kept > _STREAM_TELLS * len(pairs) and lost <= _LOST * (len(pairs) - kept):
            return Wrap.BY_STREAM
        return Wrap.ANYWHERE

    def _is_loose(self, row: TextRow) -> bool:
        """Whether a row ends so early that another syllable would have fitted."""
        return row.room > (_LOOSE + self._slack) * row.size

    def _odds(self, before: TextRow, row: TextRow) -> float:
        """Return the log odds of a space between two rows that end and begin in Hangul."""
        tail, head = _TAIL.search(before.text.rstrip()), _HEAD.match(row.text.lstrip())
        return self._hangul(tail[0], head[0]) if tail and head else 0.0

    # ------------------------------------------------------------ one line end

    def need(self, row: TextRow) -> float:
        """Return the points that the line before ``row`` would have needed for its first piece."""
        token = row.text.strip().split(" ", 1)[0]
        if self.wrap is not Wrap.AT_BLANKS and _HANGUL.match(token):
            token = token[:1]
        return row.width_of(f" {token}")

    def between(
        self, before: TextRow, row: TextRow, shift: float = 0.0, *, in_cell: bool = False
    ) -> Join:
        """Return what the end of ``before`` stands for, when ``row`` goes on after it.

        Args:
            before: a row.
            row: the next one of its paragraph.
            shift: points by which ``row`` starts further in than its neighbours: a space
                that begins a line moves it.
            in_cell: whether they stand in the cell of a table, whose short lines are cut
                anywhere even where those of the text are not.
        """
        first, second = before.text.rstrip(), row.text.lstrip()
        if not first or not second:
            return _NOTHING
        special = self._without_spaces(first, second)
        if special is not None:
            return special
        if in_cell and not before.space_at_end:
            free = before.right - before.left - (before.end - before.start)
            if self.wrap is Wrap.BY_STREAM and _HANGUL.match(first[-1]) and _HANGUL.match(second):
                # The padding of narrow cells is room for a syllable as well.
                loose = free > _FREE_BY_STREAM * row.size
                return self._by_words(first, second, 0.0) if loose else _NOTHING
            return _SPACE if free > _FREE * row.size else self._by_words(first, second, 0.0)
        # In one column the stream says itself what begins a line.
        elsewhere = before.page != row.page or row.at < before.at
        if before.space_at_end or (elsewhere and _SHIFTED[0] <= shift / row.size <= _SHIFTED[1]):
            return _SPACE
        if self.wrap is Wrap.AT_BLANKS:
            # Lines may end before a bracket or a unit, whether or not a space stands there.
            hangs = second[0] in "([" and _HANGUL.match(first[-1])
            if hangs and self._brackets[False] > self._brackets[True]:
                return _NOTHING
            counts = first[-1].isdigit() and is_unit(second)
            return _NOTHING if counts and self._units[False] > self._units[True] else _SPACE
        if self.wrap is Wrap.BY_STREAM and not elsewhere:
            return _SPACE if first[-1] in ".?!" and _HANGUL.match(second) else _NOTHING
        # Room for another syllable speaks for a space, unless the column's edge is not known well.
        loose = not elsewhere and self._is_loose(before)
        return self._by_words(first, second, _LOOSE_ODDS if loose else self._usual)

    def _without_spaces(self, first: str, second: str) -> Join | None:
        """Return what hyphens, addresses and scripts without spaces ask for."""
        if first[-1] == "\u00ad":
            return Join("", drops_hyphen=True)
        hyphened = _HYPHENED.search(first)
        if hyphened and second[0].isalpha() and second[0] < "\u0250":
            follows = _TOKEN.match(second)
            whole = hyphened[1] + (follows[0] if follows else "")
            kept = self._words[f"{hyphened[1]}-{follows[0] if follows else ''}"]
            drops = second[0].islower() and kept <= self._words[whole]
            return Join("", drops_hyphen=drops)
        if second[0].isdigit() and _SPACED_DATE.search(first):
            return _SPACE
        if _NUMBER_OPEN.search(first) and second[0].isdigit():
            return _NOTHING
        if (
            _URL.search(first)
            and second[0] < "\u0250"
            and (first[-1] in "/-_=&?." or second[0] in "/-_=&?.%")
        ):
            return _NOTHING
        if not self._is_korean and (_IDEOGRAPH.match(first[-1]) or _IDEOGRAPH.match(second)):
            return _NOTHING
        return None

    def _by_words(self, first: str, second: str, odds: float) -> Join:
        """Decide by what the words are; ``odds`` is what speaks for a space besides."""
        a, b = first[-1], second[0]
        if b in _SHUTS or b in _CLOSES or a in _OPENS:
            return _NOTHING
        if b in "([":
            return _SPACE if self._brackets[True] > self._brackets[False] else _NOTHING
        if a.isdigit() and (is_unit(second) or b.isdigit()):
            return _NOTHING
        if a in _SHUTS:
            return _NOTHING if b.isdigit() and _DIGITS_OPEN.search(first) else _SPACE
        tail, head = _TAIL.search(first), _HEAD.match(second)
        if tail and head:
            return _SPACE if self._hangul(tail[0], head[0]) + odds > 0 else _NOTHING
        if head and (a.isalnum() or a in _CLOSES):
            # After a name, a number or a bracket: its particle, or the next word.
            return _NOTHING if is_particle(second.split(" ", 1)[0]) else _SPACE
        return _SPACE

    def _hangul(self, tail: str, head: str) -> float:
        """Return the log odds of a space, by syllables and by the document's own words."""
        whole = tail + head[:2]
        joined = self._words[tail + head]
        if len(whole) <= _LONGEST_STEM:
            joined = max(joined, self._stems[whole])
        apart = min(self._words[tail], self._words[head] + self._stems[head[:3]])
        own = math.log1p(apart) - math.log1p(joined)
        ended = _STATED.search(tail) is not None and head[0] not in _AFTER_STATED
        return space_odds(tail, head) + _OWN_WORDS * own + (_STATED_ODDS if ended else 0.0)


def _usual_odds(odds: list[float]) -> float:
    """Return what a document's line ends add to the log odds of each of them.

    The words' odds are those of a place chosen by chance; where lines end at spaces more
    often than that, each end is the likelier one. The share is that which explains itself.
    """
    share = _SHARE_BY_CHANCE
    for _ in range(_ROUNDS):
        usual = math.log(share / (1 - share)) - _ODDS_BY_CHANCE
        likely = sum(1 / (1 + math.exp(-found - usual)) for found in odds)
        share = (likely + _DOUBT * _SHARE_BY_CHANCE) / (len(odds) + _DOUBT)
    return math.log(share / (1 - share)) - _ODDS_BY_CHANCE if share > _MORE_THAN_CHANCE else 0.0


def _may_go_on(before: TextRow, row: TextRow) -> bool:
    """Whether ``row`` may be the next line of the paragraph of ``before``."""
    if before.page != row.page or before.left != row.left or before.size != row.size:
        return False
    if not 0 < row.at - before.at < _WIDEST_LEADING * row.size or mark_of(row.text):
        return False
    first, second = before.text.rstrip(), row.text.lstrip()
    if not _HANGUL.match(first[-1]) or not _HANGUL.match(second):
        return False
    return before.room < row.width_of(f" {second.split(' ', 1)[0]}")
