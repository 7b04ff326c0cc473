# SPDX-License-Identifier: AGPL-3.0-or-later
"""The unseen text that some OCR laid over a scan: its words, where it has torn them apart.

Tesseract parts Korean into syllables with a blank after each; the places of its boxes still say
which belong together. Layers that know their words are left as they are.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from converters.readers.pdf.model import Glyph

_FEW = 30
"""Korean words: fewer say nothing of a layer."""
_TORN = 0.35
"""Of the Korean words of a layer: in whole text fewer have one syllable."""
_LONG = 5.0
"""Syllables of a Korean word in the mean: in whole text they have three."""
_NEXT_LINE = 0.7
"""Of the size, down: what stands farther from the word before is on another line."""
_BACK = 1.5
"""Of the size: so far to the left of the word before begins another line."""
_CLEARLY = 0.55
"""Of the spread of gaps: what parting them in two has to explain."""
_MOST = 3.0
"""Of a syllable: wider gaps part columns."""
_INK = 0.93
"""Of its size: how far apart syllables are set."""
_SAYS_NOTHING = 0.5
"""Of the characters of a layer: fewer letters are no text."""
_ALIKE = 0.12
"""Of the size: lines that differ less are set in one."""


@dataclass(slots=True)
class _Word:
    glyphs: list[Glyph]

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return max(self.glyphs[-1].x1, self.glyphs[0].x0 + 0.5)

    @property
    def is_hangul(self) -> bool:
        return all("\uac00" <= glyph.text <= "\ud7a3" for glyph in self.glyphs)


def says_nothing(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters of a layer are mostly no letters: a recogniser saw dirt."""
    letters = sum(glyph.text.isalnum() and not glyph.doubtful for glyph in glyphs)
    return letters < _SAYS_NOTHING * len(glyphs)


def lacks_words(glyphs: Sequence[Glyph]) -> bool:
    """Whether the Korean words of a layer are torn into syllables, or stand without blanks.

    Newer versions of OCRmyPDF stretch each of Tesseract's words to where the next begins.
    """
    words = [word for line in _lines(list(glyphs)) for word in _words(line)]
    korean = [len(word.glyphs) for word in words if word.is_hangul]
    if sum(korean) < _FEW:
        return False
    return korean.count(1) >= _TORN * len(korean) or sum(korean) >= _LONG * len(korean)


def mended_layer(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs of a layer, its torn words put together; the very same where it has none."""
    lines = [_words(line) for line in _lines(glyphs)]
    korean = [word for line in lines for word in line if word.is_hangul]
    single = sum(len(word.glyphs) == 1 for word in korean)
    if len(korean) < _FEW or single < _TORN * len(korean):
        return glyphs
    syllable = (
        statistics.median(
            (word.x1 - word.x0) / len(word.glyphs) for word in korean if len(word.glyphs) > 1
        )
        if single < len(korean)
        else statistics.median(word.x1 - word.x0 for word in korean)
    )
    gaps = [
        (after.x0 - before.x1) / syllable
        for line in lines
        for before, after in pairwise(line)
        if before.is_hangul or after.is_hangul
    ]
    blank = _parted([gap for gap in gaps if 0 < gap < _MOST])
    if blank is None:
        return glyphs
    sizes = _sizes(lines, blank * syllable)
    found: list[Glyph] = []
    for line, size in zip(lines, sizes, strict=True):
        found += _put_together(line, blank * syllable, size)
    return found


def _lines(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Return lines in the order of the layer, which follows its reading."""
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        last = found[-1][-1] if found else None
        if last is not None:
            size = max(1.0, min(last.style.size, glyph.style.size))
            near = abs(glyph.baseline - last.baseline) <= _NEXT_LINE * size
            if near and glyph.x0 > last.x0 - _BACK * size:
                found[-1].append(glyph)
                continue
        found.append([glyph])
    return found


def _words(line: list[Glyph]) -> list[_Word]:
    found = [_Word([line[0]])]
    for before, glyph in pairwise(line):
        if before.space_after:
            found.append(_Word([glyph]))
        else:
            found[-1].glyphs.append(glyph)
    return found


def _parted(gaps: list[float]) -> float | None:
    """Return what parts gaps into two kinds, as Otsu does; None where there are no two."""
    ordered = sorted(gaps)
    count = len(ordered)
    if count < _FEW:
        return None
    total = sum(ordered)
    mean = total / count
    spread = sum((gap - mean) ** 2 for gap in ordered)
    best, place, below = 0.0, 0, 0.0
    for at in range(1, count):
        below += ordered[at - 1]
        apart = below / at - (total - below) / (count - at)
        between = at * (count - at) / count * apart * apart
        if between > best:
            best, place = between, at
    if spread <= 0 or best < _CLEARLY * spread:
        return None
    return (ordered[place - 1] + ordered[place]) / 2


def _sizes(lines: list[list[_Word]], blank: float) -> list[float]:
    """Return the size of each line, by how far its syllables stand apart."""
    measured: list[float | None] = []
    for line in lines:
        steps = [
            (after.x0 - before.x0) / len(before.glyphs)
            for before, after in pairwise(line)
            if before.is_hangul and after.is_hangul and after.x0 - before.x1 < blank
        ]
        measured.append(statistics.median(steps) / _INK if len(steps) > 1 else None)
    known = [size for size in measured if size is not None]
    usual = statistics.median(known) if known else lines[0][0].glyphs[0].style.size
    return [
        round(usual if size is None or abs(size - usual) <= _ALIKE * usual else size, 1)
        for size in measured
    ]


def _put_together(line: list[_Word], blank: float, size: float) -> list[Glyph]:
    """Return the glyphs of a line, level, with blanks only where the gaps are wide."""
    baseline = statistics.median(word.glyphs[0].baseline for word in line)
    style = replace(line[0].glyphs[0].style, size=size)
    found: list[Glyph] = []
    start = line[0].x0
    for at, word in enumerate(line):
        end = max(word.x1, start + 0.5 * len(word.glyphs))
        following = start
        space = False
        if at + 1 < len(line):
            after = line[at + 1]
            foreign = not (word.is_hangul or after.is_hangul)
            space = foreign or after.x0 - word.x1 >= blank
            # The order of the words is surer than their boxes, which may overlap.
            following = max(after.x0, start + 0.5)
            end = min(end, following) if space else following
        step = (end - start) / len(word.glyphs)
        for number, glyph in enumerate(word.glyphs):
            x = start + number * step
            top, bottom = baseline - 0.88 * size, baseline + 0.12 * size
            changed = replace(
                glyph, x0=x, x1=x + step, top=top, bottom=bottom, baseline=baseline, style=style
            )
            changed.space_after = space and number + 1 == len(word.glyphs)
            changed.space_guessed = changed.runs_on = False
            found.append(changed)
        start = following
    return found
