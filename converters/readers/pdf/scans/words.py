# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognised letters and the ink of their line: which of them make a word.

A recogniser knows letters well and their places roughly; the gaps between words stand on the
picture exactly.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy

from converters.readers.pdf.scans.bitmap import Mask
from converters.readers.pdf.scans.pieces import Piece
from converters.source.source_file import RecognisedLetter

_SURE = 50
"""Percent: a syllable below it may be a Latin word."""
_LEAST_GAP, _MOST_GAP = 0.02, 0.8
"""Of the size: gaps from which the two kinds are learnt."""
_NARROWEST, _WIDEST = 0.2, 0.36
"""Of the size: where the narrowest blanks may begin."""
_USUAL = 0.27
_ENOUGH = 40
"""Gaps on a page that show two kinds."""
_BINS = 64
_FREE = 1
"""Pixels of ink in a column of a gap: dirt."""
_REACH = 1.3
"""Of the size: a letter's place is known so far."""
_SPARSE = 1.25
"""Of the size: syllables that would have to be wider for their line are not all."""
_HALF = 0.55
_FIGURES = frozenset("0123456789.,%")
_FIGURE = 1.6
"""Of the narrowest blank: the widest gap beside a "1"."""


_STROKE, _STROKES = "|", {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ"}
"""What Korean data, which has no numerals, makes of them, and what they are by their strokes."""


@dataclass(slots=True)
class Word:
    """Letters without a blank between them, and where their ink lies, in pixels."""

    letters: list[RecognisedLetter]
    x0: int
    x1: int

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(letter.text for letter in self.letters)

    @property
    def confidence(self) -> float:
        """Of the letter that is least sure, percent."""
        return min(letter.confidence for letter in self.letters)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of letters that are no Hangul for sure, two or more in a row."""
        start = 0
        for at in range(len(self.letters) + 1):
            if at == len(self.letters) or _is_hangul(self.letters[at]):
                part = self.letters[start:at]
                if len(part) > 1 and any(letter.text.isalnum() for letter in part):
                    yield start, at
                start = at + 1

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """Return where letters stand, in pixels: as far as their neighbours reach."""
        x0 = self.x0 if start == 0 else self.letters[start - 1].x1
        x1 = self.x1 if end == len(self.letters) else self.letters[end].x0
        return max(self.x0, x0), min(self.x1, x1)


def _is_hangul(letter: RecognisedLetter) -> bool:
    return "\uac00" <= letter.text <= "\ud7a3" and letter.confidence >= _SURE


Gap = tuple[int, int]
"""Where it begins and ends, in pixels."""


def gaps_in(ink: Mask, line: Piece) -> list[Gap]:
    """Return the gaps between the ink of a line."""
    part = ink[line.y0 : line.y1, line.x0 : line.x1]
    free = part.sum(axis=0) <= _FREE
    edges = numpy.diff(numpy.pad(free, 1).astype(numpy.int8))
    starts, ends = (edges == 1).nonzero()[0], (edges == -1).nonzero()[0]
    return [
        (line.x0 + int(start), line.x0 + int(end))
        for start, end in zip(starts, ends, strict=True)
        if start > 0 and end < line.width
    ]


def narrowest_blank(gaps: Sequence[float]) -> float:
    """Return from where on a gap is a blank, of the size; Otsu's way of parting two kinds.

    Args:
        gaps: of a page, of the size of their line.
    """
    known = [gap for gap in gaps if _LEAST_GAP <= gap <= _MOST_GAP]
    if len(known) < _ENOUGH:
        return _USUAL
    counts, edges = numpy.histogram(known, bins=_BINS, range=(_LEAST_GAP, _MOST_GAP))
    levels = (edges[:-1] + edges[1:]) / 2
    below, sums = counts.cumsum(), (counts * levels).cumsum()
    above = below[-1] - below
    with numpy.errstate(divide="ignore", invalid="ignore"):
        apart = sums / below - (sums[-1] - sums) / above
        between = numpy.nan_to_num(below * above * apart * apart)
    best = between >= between.max() * 0.9999
    found = float(edges[1:][best].mean())
    return min(_WIDEST, max(_NARROWEST, found))


def words_of(
    letters: Sequence[RecognisedLetter], line: Piece, gaps: Sequence[Gap], blank: float, size: float
) -> list[Word]:
    """Return the words of a line.

    Args:
        letters: of the line, in order.
        line: its ink.
        gaps: in it.
        blank: pixels of the narrowest blank.
        size: of its type in pixels.
    """
    wide = [gap for gap in gaps if gap[1] - gap[0] >= blank]
    starts = [line.x0, *(end for _, end in wide)]
    ends = [*(start for start, _ in wide), line.x1]
    cuts = _cuts(letters, starts, ends, size)
    found: list[Word] = []
    for at, (x0, x1) in enumerate(zip(starts, ends, strict=True)):
        part = list(letters[cuts[at] : cuts[at + 1]])
        if not part:
            continue
        last = found[-1] if found else None
        if last is not None and _is_one_number(last, part, x0 - last.x1, blank):
            last.letters += part
            last.x1 = x1
        else:
            found.append(Word(part, x0, x1))
    return found


def _is_one_number(before: Word, after: list[RecognisedLetter], gap: float, blank: float) -> bool:
    """Whether a gap is the room that a narrow figure has: "1" is as wide as "8" and has less ink."""
    one, other = before.letters[-1].text, after[0].text
    if after[0].starts_word or gap > _FIGURE * blank:
        return False
    return one in _FIGURES and other in _FIGURES and "1" in (one, other)


def weight(text: str) -> float:
    """Return how wide characters are against a syllable."""
    return sum(1.0 if character >= "\u1100" else _HALF for character in text)


def _cuts(
    letters: Sequence[RecognisedLetter], starts: list[int], ends: list[int], size: float
) -> list[int]:
    """Return the places in ``letters`` where the stretches of ink begin, and their end.

    Each place is near that of its gap, and a stretch has letters of about its width.
    """
    count = len(letters)
    widths = [end - start for start, end in zip(starts, ends, strict=True)]
    weights = [weight(letter.text) for letter in letters]
    unit = sum(widths) / max(0.5, sum(weights))
    middles = [(letter.x0 + letter.x1) / 2 for letter in letters]
    if unit > _SPARSE * size:
        # Letters are missing: what is there stays where it was seen.
        gaps = [(end + start) / 2 for end, start in zip(ends, starts[1:], strict=False)]
        return [0, *(sum(middle < gap for middle in middles) for gap in gaps), count]
    sums = [0.0]
    for each in weights:
        sums.append(sums[-1] + each)
    between = [
        (middles[at - 1] + middles[at]) / 2 if 0 < at < count else middles[min(at, count - 1)]
        for at in range(count + 1)
    ]
    # For each place so far: what it costs, and the places before.
    known: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for at, width in enumerate(widths):
        last = at + 1 == len(widths)
        gap = (ends[at] + starts[at + 1]) / 2 if not last else 0.0
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        places = (
            [count]
            if last
            else [p for p in range(count + 1) if abs(between[p] - gap) <= _REACH * size]
        )
        for place in places or [_nearest(between, gap)]:
            moved = 0.0 if last else abs(between[place] - gap) / size
            if not last and 0 < place < count and letters[place].starts_word:
                moved -= 0.2
            for before, (cost, way) in known.items():
                if before > place:
                    continue
                held = (sums[place] - sums[before]) * unit
                total = cost + moved + abs(held - width) / size
                if place not in after or total < after[place][0]:
                    after[place] = total, (*way, place)
        # Where gaps stand closer than letters are known, a stretch may have none.
        known = after or {p: (cost, (*way, p)) for p, (cost, way) in known.items()}
    return list(known[count][1])


def _nearest(places: list[float], gap: float) -> int:
    return min(range(len(places)), key=lambda at: abs(places[at] - gap))


def usual_size(sizes: Sequence[tuple[float, int]], near: float) -> dict[float, float]:
    """Return the size that each measured size is taken for: those near each other are one.

    Args:
        sizes: measured, each with how many letters have it.
        near: of the size; closer ones are one.
    """
    rest = sorted(sizes, key=lambda each: -each[1])
    found: dict[float, float] = {}
    while rest:
        best = max(
            {size for size, _ in rest},
            key=lambda size: (sum(n for s, n in rest if abs(s - size) <= near * size), -size),
        )
        group = [(s, n) for s, n in rest if abs(s - best) <= near * best]
        middle = statistics.median([s for s, n in group for _ in range(max(1, n))])
        found.update({s: middle for s, _ in group})
        rest = [each for each in rest if each[0] not in found]
    return found


def mend_numeral(words: list[Word]) -> None:
    """Turn strokes at the front of a line, with a full stop behind them, into the numeral they are.

    Args:
        words: of a line, from left to right; the full stop goes to the numeral's.
    """
    first = words[0]
    strokes = len(first.text) - len(first.text.lstrip(_STROKE))
    alone = strokes == len(first.letters)
    behind = words[1].text if alone and len(words) > 1 else first.text[strokes:]
    if strokes not in _STROKES or not behind.startswith(".") or behind[1:2].isdigit():
        return
    last = first.letters[strokes - 1]
    first.letters[:strokes] = [replace(first.letters[0], text=_STROKES[strokes], x1=last.x1)]
    if alone:
        stop = words[1].letters.pop(0)
        first.letters.append(stop)
        first.x1 = max(first.x1, stop.x1)
        if words[1].letters:
            words[1].x0 = max(first.x1, words[1].letters[0].x0)
        else:
            del words[1]
