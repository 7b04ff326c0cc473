# SPDX-License-Identifier: AGPL-3.0-or-later
"""Raised and lowered letters: superscripts, subscripts and marks of notes, as parts of their lines."""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from itertools import pairwise

from converters.readers.pdf.model import Glyph, Raise, usual_size

SAME_BASELINE = 0.08
"""Of the size: what rounding makes of one baseline."""
_NEAR_BASELINE = 0.45
"""Of the size: as far as raised and lowered letters stand."""
_RAISED_SIZE, _SURELY_RAISED_SIZE = 0.92, 0.82
_RAISED_LEAST = ((0.7, 0.07), (0.82, 0.1), (_RAISED_SIZE, 0.18))
"""Of the size: marks and exponents are so large at most, and stand so far off the baseline at
least: those that are hardly smaller stand further off."""
_LOWEST_INDEX, _AFTER_LETTER = 0.04, 0.15
"""Of the size: so far down an index stands at least, and so near behind its letter."""
_LOWEST_MARK = 0.05
"""Of the size: so far up stand figures and marks at least that are set to the top of the text."""
_FIGURES = re.compile(r"\d{1,3}")
_MARK = re.compile(r"\(?\d{1,3}\)|[*†‡]{1,3}\)?")
_AFTER_MARK = 0.6
"""Of the size: as far as the words go on after a mark."""
_BAND, _CELL, _FARTHEST = 12, 2000, 1e6
"""Points: how high and wide the places are by which lines are looked up, and how far they count."""
_MARK_BASELINE, _LONGEST_MARK = 0.62, 6
"""Of the size, as far up as a mark of so many letters stands."""


def with_raised(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put raised and lowered pieces, and fonts with other baselines, into the line beside them."""
    pieces.sort(key=lambda piece: -usual_size(piece))
    kept: list[list[Glyph]] = []
    lines = _Nearby(usual_size(pieces[0]) if pieces else 0.0)
    for piece in pieces:
        size = usual_size(piece)
        near = lines.to(piece)
        host = _host(piece, near, size)
        if host is not None:
            _put_into(host, piece, size)
            lines.add(host)
            continue
        rest: list[Glyph] = []
        for part in _parts_between(piece, near, size):
            host = _host(part, near, size)
            if host is None:
                rest += part
            else:
                _put_into(host, part, size)
                lines.add(host)
        if rest:
            kept.append(rest)
            lines.add(rest)
    return _rejoined(kept)


class _Nearby:
    """Lines by where they stand: a page may have thousands of letters far apart.

    Args:
        reach: points to the side of it that a line looks at most.
    """

    def __init__(self, reach: float) -> None:
        self._reach = reach
        self._places: dict[tuple[int, int], list[list[Glyph]]] = defaultdict(list)
        self._bands: dict[int, int] = {}
        self._known: dict[int, set[int]] = defaultdict(set)

    def add(self, line: list[Glyph]) -> None:
        """Take in a line, or where it has grown."""
        known = self._known[id(line)]
        # What is put into a line later stands off its baseline.
        band = self._bands.setdefault(id(line), int(line[0].baseline // _BAND))
        for cell in self._cells(line, 0.0):
            if cell not in known:
                known.add(cell)
                self._places[band, cell].append(line)

    def to(self, piece: list[Glyph]) -> list[list[Glyph]]:
        """Return the lines that stand near a piece, in the order in which they came in."""
        band = int(piece[0].baseline // _BAND)
        cells = self._cells(piece, self._reach)
        found = [
            line
            for at in (band - 1, band, band + 1)
            for cell in cells
            for line in self._places.get((at, cell), ())
        ]
        return found if len(cells) == 1 else list({id(line): line for line in found}.values())

    @staticmethod
    def _cells(glyphs: list[Glyph], reach: float) -> range:
        first, last = (
            int(min(max(x, -_FARTHEST), _FARTHEST) // _CELL)
            for x in (glyphs[0].x0 - reach, glyphs[-1].x1 + reach)
        )
        return range(first, max(first, last) + 1)


def mark_small_figures(piece: list[Glyph]) -> None:
    """Mark small figures just off the baseline: H₂O as programs set it, marks at the top of the text."""
    size = usual_size(piece)
    if all(glyph.style.size > _RAISED_SIZE * size for glyph in piece):
        return
    baseline = _level(piece).baseline
    runs = _small_runs(piece, _RAISED_SIZE * size)
    for start, end in runs:
        before, run = piece[start - 1], piece[start:end]
        text = "".join(glyph.text for glyph in run)
        low = (run[0].baseline - baseline) / size
        after_latin = before.raised is not None or (before.text.isascii() and before.text.isalpha())
        if run[0].raised is not None or run[0].x0 - before.x1 >= _AFTER_LETTER * size:
            continue
        if low >= _LOWEST_INDEX:
            # Much of a font's small capitals and figures is lower, without being an index.
            surely = run[0].style.size <= _SURELY_RAISED_SIZE * size or _FIGURES.fullmatch(text)
            if after_latin and surely and text.isascii() and text.isalnum():
                _raise(run, Raise.SUBSCRIPT)
        elif low <= -_LOWEST_MARK and (
            _MARK.fullmatch(text) or (after_latin and _FIGURES.fullmatch(text))
        ):
            _raise(run, Raise.SUPERSCRIPT)


def _small_runs(piece: list[Glyph], small: float) -> list[tuple[int, int]]:
    """Return where glyphs up to a size begin and end, of one baseline, behind a larger one."""
    runs: list[tuple[int, int]] = []
    for at, glyph in enumerate(piece):
        if at == 0 or glyph.style.size > small:
            continue
        before = piece[at - 1]
        if before.style.size > small or before.raised is not glyph.raised:
            runs.append((at, at + 1))
        elif runs and runs[-1][1] == at and before.baseline == glyph.baseline:
            runs[-1] = (runs[-1][0], at + 1)
    return runs


def _raise(run: list[Glyph], how: Raise) -> None:
    for glyph in run:
        glyph.raised = how


def _rejoined(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put pieces together that only the room of a mark between them had parted."""
    found: list[list[Glyph]] = []
    open_pieces: list[list[Glyph]] = []
    """Those that end in a mark."""
    for piece in sorted(pieces, key=lambda piece: piece[0].x0):
        first, size = piece[0], usual_size(piece)
        last = next(
            (
                other
                for other in open_pieces
                if abs(_level(other).baseline - _level(piece).baseline) <= SAME_BASELINE * size
                and -0.2 * size <= first.x0 - other[-1].x1 <= _AFTER_MARK * size
                and abs(usual_size(other) - size) <= SAME_BASELINE * size
            ),
            None,
        )
        if last is None:
            last = piece
            found.append(piece)
        else:
            last.extend(piece)
            open_pieces = [other for other in open_pieces if other is not last]
        if last[-1].raised is not None:
            open_pieces.append(last)
    return found


def _level(glyphs: list[Glyph]) -> Glyph:
    return next((glyph for glyph in glyphs if glyph.raised is None), glyphs[0])


def _host(piece: list[Glyph], near: list[list[Glyph]], size: float) -> list[Glyph] | None:
    """Return the line that a piece belongs to: marks stand closest to the letter before them."""
    hosts = [other for other in near if _belongs(piece, other, size)]
    if len(hosts) < 2:
        return hosts[0] if hosts else None
    left = piece[0].x0
    return min(hosts, key=lambda host: min(abs(left - glyph.x1) for glyph in host))


def _parts_between(piece: list[Glyph], near: list[list[Glyph]], size: float) -> list[list[Glyph]]:
    """Part a piece where letters of larger type stand between its own: x²y² has two exponents."""
    hosts = [host for host in near if size <= _RAISED_SIZE * usual_size(host)]
    if not hosts:
        return [piece]
    parts = [[piece[0]]]
    for before, glyph in pairwise(piece):
        middle, reach = (before.x1 + glyph.x0) / 2, (glyph.x0 - before.x1) / 2
        apart = any(
            abs((g.x0 + g.x1) / 2 - middle) < reach
            and abs(g.baseline - glyph.baseline) <= _MARK_BASELINE * usual_size(host)
            for host in hosts
            for g in host
        )
        if apart:
            parts.append([glyph])
        else:
            parts[-1].append(glyph)
    return parts


def _put_into(host: list[Glyph], piece: list[Glyph], size: float) -> None:
    """Put a piece that belongs there into a line; it is raised or lowered if it stands so."""
    usual = usual_size(host)
    line = statistics.median(g.baseline for g in host if g.raised is None)
    raised = _raised(size / usual, (line - piece[0].baseline) / usual)
    for glyph in piece:
        glyph.raised = raised
    host.extend(piece)
    host.sort(key=lambda g: (g.x0, g.order))


def _raised(size: float, up: float) -> Raise | None:
    """Return how letters stand of ``size`` and ``up`` from the baseline, both of the line's size."""
    least = next((least for largest, least in _RAISED_LEAST if size <= largest), math.inf)
    if abs(up) <= least:
        return None
    return Raise.SUPERSCRIPT if up > 0 else Raise.SUBSCRIPT


def _belongs(piece: list[Glyph], host: list[Glyph], size: float) -> bool:
    usual = usual_size(host)
    level = _level(host)
    up = level.baseline - piece[0].baseline
    raised = _raised(size / usual, up / usual)
    # A few small letters are marks and exponents, more may be a line beside one of large type.
    highest = _MARK_BASELINE if raised and len(piece) <= _LONGEST_MARK else _NEAR_BASELINE
    if piece is host or not -_NEAR_BASELINE * usual <= up <= highest * usual:
        return False
    small = size <= _SURELY_RAISED_SIZE * usual or raised is not None
    if not small and abs(up) > 0.2 * usual:
        return False
    left, right = piece[0].x0, piece[-1].x1
    reach = 0.5 * usual if small else 0.9 * usual
    if left > host[-1].x1 + reach or right < host[0].x0 - reach:
        return False
    # It fits between two letters, or before the first, or after the last; one may have an index
    # above and another below.
    return not any(
        min(right, g.x1) - max(left, g.x0) > 0.5 * min(right - left, g.x1 - g.x0)
        for g in host
        if (raised is None or g.raised is None or g.raised is raised)
        # An exponent may begin over the end of a slanted letter.
        and not (raised and left > (g.x0 + g.x1) / 2 and right > g.x1)
    )
