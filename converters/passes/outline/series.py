# SPDX-License-Identifier: AGPL-3.0-or-later
"""Series of lines that may be headings: 1., 2., 3. or □, □, □ of one document, judged as a whole.

One line tells little: "1. 사업 개요" opens a section and "1. 신청서" an enclosure. Its series does: headings
are short, are no statements and no values, and something else than the next of them follows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from converters.document.nodes import Align
from converters.passes.outline.judging import (
    fits,
    fits_unnumbered,
    is_cover_line,
    is_sentence,
    is_value,
    may_join,
)
from converters.passes.outline.lines import Line, leads
from converters.passes.outline.markers import MarkerKind

# A heading that stands alone among text is shorter than others.
_LONGEST_LONE = 25
# Kinds that mark headings as often as points; without emphasis they must be flawless.
_LOW = frozenset(
    {
        MarkerKind.DECIMAL_PARENTHESIS,
        MarkerKind.DECIMAL_PARENTHESES,
        MarkerKind.LETTER,
        MarkerKind.ARTICLE,
    }
)
# Kinds that number points only, unless they are larger or strong.
_POINTS = frozenset(
    {MarkerKind.CIRCLED, MarkerKind.HANGUL_PARENTHESIS, MarkerKind.HANGUL_PARENTHESES}
)
_MOST_UNNUMBERED_SHARE = 0.34
_FEWEST_RUNNING = 3
_FEWEST_STRONG, _LONGEST_STRONG, _MOST_STRONG_SHARE = 3, 40, 0.25


def choose(lines: Sequence[Line], *, told: int) -> None:
    """Mark the lines that are headings though no style says so.

    Args:
        lines: of the whole document.
        told: how many headings styles and readers tell already.
    """
    _choose_labels(lines)
    numbered = [
        line
        for line in lines
        if line.marker is not None
        and line.marker.kind not in (MarkerKind.LABEL, MarkerKind.SQUARE, MarkerKind.WORD)
        and not line.in_contents
    ]
    looks = sorted({line.look for line in numbered if line.is_text and line.emphasised})
    for look in reversed(looks):
        same = [n for n in numbered if n.heading is None and n.look == look]
        for run in runs_of(same):
            if _is_series(run, strict=False):
                _take(run)
    # A member that the author forgot to make strong stands between two that are.
    for run in runs_of(numbered):
        _fill(run)
    rest = [n for n in numbered if not n.chosen and (n.is_text or n.heading)]
    for run in runs_of(rest):
        own = [line for line in run if line.heading is None]
        if len(run) > 1 and own and _is_series(run, strict=bool(told) and len(own) == len(run)):
            _take(run)
    _choose_lone(numbered)
    for line in lines:
        if line.marker is not None and line.marker.kind is MarkerKind.WORD and line.is_text:
            line.chosen = fits(line)
    _choose_squares(lines)
    _choose_unnumbered(lines, told)


def runs_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Return the series of numbered lines: numbers that rise by one, or now and then by two."""
    runs: list[list[Line]] = []
    opened: defaultdict[tuple[MarkerKind, str, bool], list[list[Line]]] = defaultdict(list)
    for line in lines:
        marker = line.marker
        if marker is None or not marker.number:
            continue
        framed = line.heading is not None and line.heading.frame_cells > 0
        stack = opened[marker.kind, marker.above, framed]
        # The numbers of a list inside a section do not end the series of sections.
        at = next(
            (
                at
                for at in reversed(range(len(stack)))
                if _goes_on(stack[at], line, at + 1 < len(stack))
            ),
            None,
        )
        if at is None:
            stack.append([])
            runs.append(stack[-1])
        else:
            del stack[at + 1 :]
        stack[-1].append(line)
    return runs


def _goes_on(run: Sequence[Line], line: Line, over_others: bool) -> bool:
    """Whether a line has the next number of a run, or the one after that."""
    last, marker = run[-1].marker, line.marker
    if last is None or marker is None:
        return False
    step = marker.number - last.number
    if over_others:
        return step == 1 and line.frames == run[-1].frames
    return 1 <= step <= 2


def _is_series(run: Sequence[Line], *, strict: bool) -> bool:
    """Whether the lines of a run are headings, as a whole."""
    marker = run[0].marker
    if marker is None or (marker.number > 2 and len(run) < 3):
        return False
    own = [line for line in run if line.heading is None]
    emphasised = all(line.emphasised for line in own)
    if len(run) == 1 and not emphasised:
        return False
    if marker.kind in _POINTS and not all(line.size >= 1 for line in own):
        return False
    small = sum(line.size <= -2 or (line.size < 0 and not line.strong) for line in own)
    if 2 * small > len(own):
        return False
    count = len(run)
    told = sum(line.heading is not None for line in run)
    fitting = told + sum(map(fits, own))
    sentences = sum(map(is_sentence, own))
    leading = sum(leads(line) for line in run)
    flawless = strict or (marker.kind in _LOW and not emphasised)
    if flawless:
        return fitting == count and leading >= 0.75 * count
    least = 0.5 if emphasised else 0.6
    return fitting >= 0.66 * count and sentences <= 0.2 * count and leading >= least * count


def _take(run: Iterable[Line]) -> None:
    for line in run:
        if line.is_text and may_join(line):
            line.chosen = True


def _fill(run: Sequence[Line]) -> None:
    """Choose the members of a run that stand between its headings, and good ones around them."""
    known = [at for at, line in enumerate(run) if line.chosen or line.heading]
    if len(known) < 2 or 2 * len(known) < len(run):
        return
    for at, line in enumerate(run):
        # One with a value behind it only between two headings.
        good = fits(line) and (leads(line) or known[0] < at < known[-1])
        if line.is_text and may_join(line) and (good or {at - 1, at + 1} <= set(known)):
            line.chosen = True


def _choose_lone(numbered: Sequence[Line]) -> None:
    """Choose numbered lines that are alone where their kind makes headings elsewhere."""
    known = {(n.marker.kind, n.look) for n in numbered if n.chosen and n.marker is not None}
    told = {n.marker.kind for n in numbered if n.heading and n.marker and not n.heading.frame_cells}
    texts = {n.text for n in numbered if n.chosen}
    alone = {run[0].at for run in runs_of(numbered) if len(run) == 1}
    for line in numbered:
        marker = line.marker
        if line.chosen or not line.is_text or marker is None or not fits(line) or not leads(line):
            continue
        if line.text in texts:
            line.chosen = True
        elif line.at not in alone or marker.kind in _POINTS:
            continue
        elif line.emphasised and (marker.kind, line.look) in known:
            line.chosen = True
        elif marker.kind not in _LOW and marker.number == 1 and len(line.rest) <= _LONGEST_LONE:
            line.chosen = (marker.kind, line.look) in known or marker.kind in told


def _choose_labels(lines: Sequence[Line]) -> None:
    for line in lines:
        if not line.is_text or line.marker is None or line.marker.kind is not MarkerKind.LABEL:
            continue
        if not fits(line) or not leads(line):
            continue
        title = line.next
        if not line.rest and title is not None and _is_title(title):
            title.chosen = title.titled = True
        else:
            line.chosen = True


def _is_title(line: Line) -> bool:
    return (
        line.is_text
        and line.marker is None
        and (line.emphasised or line.align is Align.CENTER)
        and fits_unnumbered(line)
    )


def _choose_squares(lines: Sequence[Line]) -> None:
    groups: defaultdict[tuple[str, tuple[int, bool]], list[Line]] = defaultdict(list)
    regions: dict[int, int] = {}
    region = 0
    for line in lines:
        if line.chosen or line.heading is not None:
            region += 1
        marker = line.marker
        if line.is_text and marker is not None and marker.kind is MarkerKind.SQUARE:
            groups[marker.above, line.look].append(line)
            regions[line.at] = region
    for group in groups.values():
        if group[0].size <= -2:
            continue
        good = [line for line in group if fits(line) and leads(line)]
        if len(good) >= 0.6 * len(group) and (len(good) > 1 or group[0].emphasised):
            for line in good:
                line.chosen = True
            continue
        for number in {regions[line.at] for line in group}:
            near = [line for line in group if regions[line.at] == number]
            if len(near) > 1 and all(fits(line) and leads(line) for line in near):
                for line in near:
                    line.chosen = True


def _choose_unnumbered(lines: Sequence[Line], told: int) -> None:
    texts = [line for line in lines if line.is_text and not line.in_contents]
    looks_told = {
        line.look
        for line in lines
        if line.heading is not None and not line.heading.frame_cells and line.emphasised
    }
    seen = Counter(line.text for line in texts)
    cover = _end_of_cover(lines)
    groups: defaultdict[tuple[int, bool, Align | None], list[Line]] = defaultdict(list)
    for line in texts:
        if line.chosen or line.marker is not None or not line.emphasised:
            continue
        # Who wrote it, and when, stands at the end of the line.
        if line.align is Align.END:
            continue
        if told and (line.look not in looks_told or line.at <= cover):
            continue
        if line.next is not None and is_value(line.next) and line.next.is_text:
            continue
        if fits_unnumbered(line) and seen[line.text] < _FEWEST_RUNNING:
            groups[(*line.look, line.align)].append(line)
    for (size, strong, _), group in groups.items():
        if len(group) > max(3, _MOST_UNNUMBERED_SHARE * len(texts)):
            continue
        leading = [line for line in group if leads(line)]
        if size >= 2 or (size == 1 and strong) or _is_strong_series(group, texts):
            for line in leading:
                line.chosen = True
    _leave_one([line for line in lines if line.at <= cover and _is_loose(line)])
    run: list[Line] = []
    for line in lines:
        if _is_loose(line):
            run.append(line)
            continue
        _leave_one(run)
        run = []
    _leave_one(run)


def _is_strong_series(group: Sequence[Line], texts: Sequence[Line]) -> bool:
    """Whether lines that are only strong are headings: several, short, each above text of its own."""
    if len(group) < _FEWEST_STRONG or len(group) > _MOST_STRONG_SHARE * len(texts):
        return False
    if group[0].align is Align.CENTER or group[0].size < 0:
        return False
    own = [line for line in group if line.next is not None and _is_plain_text(line.next)]
    short = all(len(line.text) <= _LONGEST_STRONG for line in group)
    return short and len(own) >= 0.8 * len(group)


def _is_plain_text(line: Line) -> bool:
    return line.is_text and not line.emphasised and not line.chosen


def _is_loose(line: Line) -> bool:
    return line.chosen and line.marker is None and not line.titled


def _end_of_cover(lines: Sequence[Line]) -> int:
    """Return the place of the last line of a cover: short lines before any heading or sentence; -1 for none."""
    end = -1
    for line in lines:
        if (
            line.heading is not None
            or line.in_contents
            or (line.chosen and line.marker is not None)
        ):
            return end
        if line.text and not is_cover_line(line):
            return -1
        end = line.at
    return -1


def _leave_one(run: Sequence[Line]) -> None:
    """Of unnumbered lines one after the other, as on covers, keep the first of the largest."""
    if len(run) > 1:
        largest = max(run, key=lambda each: each.size)
        for each in run:
            each.chosen = each is largest
