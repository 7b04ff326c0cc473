# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which passages are headings, and of which level: by the outline, the type, and the numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from converters.readers.pdf.catalog import Bookmark
from converters.readers.pdf.flow.captions import is_caption
from converters.readers.pdf.flow.marks import ListMarker, mark_of
from converters.readers.pdf.flow.pieces import Element, FigurePiece, PageStart, TablePiece
from converters.readers.pdf.flow.rows import Passage, weight
from converters.readers.pdf.flow.typography import Typography, same_size
from converters.source.appearance import visible_color

_LADDER = (
    "제1편", "제1장", "Ⅰ.", "제1절", "제1관", "제1조", "1.", "1.1.", "1.1.1.", "1.1.1.1.", "가.",
    "1)", "가)", "(1)", "(가)", "①", "㉮",
)  # fmt: skip
"""Forms of numbers from the highest down, as official documents use them."""
_SQUARES = frozenset("□■◆◇❏❑▣")
_SQUARE_RANK = len(_LADDER)
_PARTS = ("제1편", "제1장", "제1절", "제1관")
_LARGE, _LARGER_AND_BOLD, _MUCH_LARGER, _TITLE = 1.15, 1.04, 1.3, 1.5
_LONGEST, _LONGEST_PLAIN, _LONGEST_FRAMED, _LONGEST_BOLD = 120, 45, 60, 70
_FRAMED_AND_NUMBERED = 0.9
"""Of the body's size: a frame of its own and a number make up for it."""
_MOST_ROWS = 4
_MOST_SHARE = 0.3
"""Of a document's characters: more are set in what is a style of text, not of headings."""
_LEAST_TEXT = 400
"""Characters: the lines of a short text or of a form, whose text is in tables, are no style yet."""
_RUN, _LONG_RUN = 3, 6
"""So many lines of one look in a row head nothing; of large ones, as on maps, a few more."""
_DEEPEST = 6
_STATEMENT = re.compile(r"(?:[.!?。]|[가-힣]다|[요음함임됨]\s?\.)[)\]”’\"'」』]*$")
_OPEN_END = re.compile(r"[,;·‧\-–—]$")
_DATE = re.compile(
    r"^[\[(]?['’‘]?(?:\d{2,4}|\d\d[XxOo○]{2})\s*[.년/-]\s*\d{1,2}\s*[.월/-]?.{0,12}$"
)
_NOTE = re.compile(r"^[※*†☞]|^[\[(<]?\s*(?:단위|자료|출처|주|비고)\s*[:：)]")
_BRACKETED = re.compile(r"^[<〈《＜][^<>]*[>〉》＞]$")
_ADDRESS = re.compile(r"\s(?:귀중|귀하)$")
_NOISE = re.compile(r"[\W_]+")
_SIZES_APART = 0.04
_TAGGED = {"Title": 1, "H": 0, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
"""Levels of roles; 0 where looks have to say it."""


@dataclass(frozen=True, slots=True)
class Role:
    """That a passage is a heading."""

    level: int
    told: bool = False
    """Whether the file's outline says so."""
    seen: bool = True
    """Whether its looks say so."""

    @property
    def concluded(self) -> bool:
        """Whether not the outline alone says so: bookmarks may name whole paragraphs."""
        return self.seen or not self.told


@dataclass(slots=True)
class _Candidate:
    passage: Passage
    mark: ListMarker | None
    size: float
    bold: bool
    at: int
    page: int

    @property
    def rank(self) -> int:
        """Place of its number on the ladder; 0 without one."""
        return rank_of(self.mark)


def rank_of(mark: ListMarker | None) -> int:
    """Return how deep a number ranks: 1 for 제1편, more for others; 0 where there is none."""
    if mark is None:
        return 0
    if mark.family in _LADDER:
        return _LADDER.index(mark.family) + 1
    return _SQUARE_RANK + (1 if mark.text in _SQUARES else 2)


def find_headings(
    elements: Sequence[Element], typography: Typography, outline: Sequence[Bookmark] = ()
) -> dict[int, Role]:
    """Return the headings among ``elements``, by their index."""
    judge = _Judge(elements, typography)
    found = judge.candidates()
    roles = dict(_levels(found))
    told = _by_outline(elements, outline, found)
    if told:
        # Where the outline is, it knows what is a heading; numbers and sizes fill its gaps.
        roles = _with_outline(roles, told)
    return _with_tags(elements, roles)


def _with_tags(elements: Sequence[Element], roles: dict[int, Role]) -> dict[int, Role]:
    """Let trusted tags say what is a heading, where they say anything of a passage."""
    found = dict(roles)
    largest = max(
        (e.size for e in elements if isinstance(e, Passage) and e.role in _TAGGED), default=0.0
    )
    for at, element in enumerate(elements):
        if not isinstance(element, Passage) or not element.role:
            continue
        looks = found.pop(at, None)
        level = _TAGGED.get(element.role)
        if level is not None and element.text.strip():
            found[at] = Role(level or (looks.level if looks else 1), told=True)
        elif element.role == "P" and looks is not None and element.size > largest:
            found[at] = looks  # titles often have no role of their own
    return found


class _Judge:
    def __init__(self, elements: Sequence[Element], typography: Typography) -> None:
        self._elements = elements
        self._body = typography
        self._characters: Counter[tuple[float, bool]] = Counter()
        self._first_page = next((e.number for e in elements if isinstance(e, PageStart)), 0)
        for element in elements:
            if isinstance(element, Passage):
                look = round(element.size, 1), element.all_bold()
                self._characters[look] += len(element.text)
        self._all = max(1, self._characters.total(), _LEAST_TEXT)

    def candidates(self) -> list[_Candidate]:
        """Return what looks like a heading, in order."""
        found: list[_Candidate] = []
        page = 0
        titled = False
        for at, element in enumerate(self._elements):
            if isinstance(element, PageStart):
                page = element.number
            if not isinstance(element, Passage):
                continue
            first = not titled and page == self._first_page
            if self._is_heading(element, first=first) and not self._names_next(at):
                mark = mark_of(element.text.lstrip())
                titled = titled or element.size > _LARGE * self._body.size
                found.append(_Candidate(element, mark, element.size, element.all_bold(), at, page))
        return self._without_names(self._without_runs(found))

    def _is_heading(self, passage: Passage, *, first: bool) -> bool:
        text = passage.text.strip()
        letters = sum(map(str.isalpha, text))
        mark = mark_of(text)
        # Numbered headings may be as long as two lines; letters of English are half as wide.
        numbered = mark is not None and not mark.is_bullet
        if letters < 2 or (weight(text) if numbered else len(text)) > _LONGEST:
            return False
        if is_caption(text) or _DATE.match(text) or _NOTE.match(text) or _OPEN_END.search(text):
            return False
        if _ADDRESS.search(text):
            return False
        ratio = passage.size / self._body.size
        bold = passage.all_bold() and not self._body.bold
        statement = _STATEMENT.search(text) is not None
        if mark is not None and mark.is_bullet and mark.text not in _SQUARES and ratio < _LARGE:
            return False
        least = _FRAMED_AND_NUMBERED if mark is not None and not mark.is_bullet else 1.0
        if passage.framed and not statement and len(text) <= _LONGEST_FRAMED and ratio >= least:
            return True
        is_part = mark is not None and mark.family in _PARTS and ratio >= 0.95
        if is_part and not statement and len(text) <= _LONGEST_PLAIN:
            return True
        if ratio < _LARGE and len(passage.rows) > _MOST_ROWS:
            return False
        look = round(passage.size, 1), passage.all_bold()
        if self._characters[look] > _MOST_SHARE * self._all:
            return False
        if ratio >= _LARGE:
            large = ratio >= _MUCH_LARGER and not text.endswith(".")
            return not statement or first or mark is not None or bold or large
        if bold and (mark is not None or not statement):
            plain = mark is None and ratio < _LARGER_AND_BOLD
            return not (plain and (len(text) > _LONGEST_PLAIN or text.endswith((":", "："))))
        if bold:
            # A sentence set off by nothing but its weight: short, and more follows.
            return len(text) <= _LONGEST_BOLD
        if ratio >= 1 and self._coloured(passage):
            return not statement and len(text) <= _LONGEST_PLAIN
        return False

    def _names_next(self, at: int) -> bool:
        """Whether a line in angle brackets is the name of a table or figure."""
        element = self._elements[at]
        rest = (e for e in self._elements[at + 1 :] if not isinstance(e, PageStart))
        after = next(rest, None)
        if not isinstance(element, Passage) or not _BRACKETED.match(element.text.strip()):
            return False
        usual = element.size < _LARGE * self._body.size
        return usual or isinstance(after, TablePiece | FigurePiece)

    def _coloured(self, passage: Passage) -> bool:
        """Whether a number stands before words in another colour than black."""
        return visible_color(passage.style.color) is not None and mark_of(passage.text) is not None

    def _without_names(self, found: list[_Candidate]) -> list[_Candidate]:
        """Leave out large plain lines above small print: people and places of a title page.

        Where headings are bold, a plain line without a number heads something only if
        text of the body follows it.
        """
        if 2 * sum(c.bold for c in found) <= len(found):
            return found
        places = {c.at for c in found}
        return [
            c
            for c in found
            if c.bold
            or c.rank
            or c.size >= _TITLE * self._body.size
            or c.at + 1 in places
            or not self._is_other_text(c.at + 1)
        ]

    def _is_other_text(self, at: int) -> bool:
        after = self._elements[at] if at < len(self._elements) else None
        return isinstance(after, Passage) and not same_size(after.size, self._body.size)

    def _longest_run(self, candidate: _Candidate) -> float:
        """Return from how many in a row on lines that look like one are no headings."""
        if candidate.size < _LARGE * self._body.size:
            return _RUN
        return math.inf if candidate.rank else _LONG_RUN

    def _without_runs(self, found: list[_Candidate]) -> list[_Candidate]:
        """Leave out what stands in a row in one look: emphasised text, not headings of anything."""
        kept: list[_Candidate] = []
        for _, group in groupby(enumerate(found), lambda pair: pair[1].at - pair[0]):
            run = [candidate for _, candidate in group]
            looks = Counter((c.size, c.bold, c.rank) for c in run)
            kept += [c for c in run if looks[c.size, c.bold, c.rank] < self._longest_run(c)]
        return kept


def _levels(found: list[_Candidate]) -> Iterable[tuple[int, Role]]:
    """Yield a level for each: sizes first, then the ladder of numbers."""
    sizes: list[float] = []
    for size in sorted({c.size for c in found}, reverse=True):
        if not sizes or size < sizes[-1] * (1 - _SIZES_APART):
            sizes.append(size)

    def key(candidate: _Candidate) -> tuple[int, int]:
        step = next(
            at for at, size in enumerate(sizes) if candidate.size >= size * (1 - _SIZES_APART)
        )
        return step, candidate.rank

    ranks: dict[int, list[int]] = {}
    for candidate in found:
        step, rank = key(candidate)
        if rank:
            ranks.setdefault(step, []).append(rank)
    keys = {c.at: key(c) for c in found}
    # Without a number: as high as the highest number of its size.
    keys = {at: (step, rank or min(ranks.get(step, [0]))) for at, (step, rank) in keys.items()}
    order = sorted(set(keys.values()))
    for candidate in found:
        yield candidate.at, Role(min(order.index(keys[candidate.at]) + 1, _DEEPEST))


def _by_outline(
    elements: Sequence[Element], outline: Sequence[Bookmark], found: list[_Candidate]
) -> dict[int, Role]:
    """Return the passages that bookmarks name, each once, on the page that they lead to."""
    if not outline:
        return {}
    by_text: dict[str, list[tuple[int, int]]] = {}
    page = 0
    for at, element in enumerate(elements):
        if isinstance(element, PageStart):
            page = element.number
        elif isinstance(element, Passage) and len(element.rows) <= _MOST_ROWS:
            by_text.setdefault(_fold(element.text), []).append((at, page))
            mark = mark_of(element.text.lstrip())
            if mark is not None:
                words = _fold(element.text.lstrip()[mark.length :])
                by_text.setdefault(words, []).append((at, page))
    likely = {candidate.at for candidate in found}
    told: dict[int, Role] = {}
    for entry in outline:
        places = by_text.get(_fold(entry.title), [])
        near = [
            (at not in likely, abs(page - entry.page) if entry.page >= 0 else 0, at)
            for at, page in places
            if at not in told and (entry.page < 0 or abs(page - entry.page) <= 1)
        ]
        if near and _fold(entry.title):
            told[min(near)[2]] = Role(
                min(entry.level, _DEEPEST), told=True, seen=min(near)[2] in likely
            )
    return told


def _with_outline(roles: dict[int, Role], told: dict[int, Role]) -> dict[int, Role]:
    """Return both; a level that the outline does not tell follows what it says of its equals."""
    votes: dict[int, Counter[int]] = {}
    for at, role in told.items():
        if at in roles:
            votes.setdefault(roles[at].level, Counter())[role.level] += 1
    deepest = max(role.level for role in told.values())
    changed = dict(told)
    for at, role in roles.items():
        if at in told:
            continue
        vote = votes.get(role.level)
        below = max((level for level in votes if level < role.level), default=None)
        if vote:
            level = vote.most_common(1)[0][0]
        elif below is not None:
            level = votes[below].most_common(1)[0][0] + role.level - below
        else:
            level = min(role.level, deepest)
        changed[at] = Role(min(level, _DEEPEST))
    return changed


def _fold(text: str) -> str:
    return _NOISE.sub("", text).lower()
