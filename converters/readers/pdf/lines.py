# SPDX-License-Identifier: AGPL-3.0-or-later
"""From glyphs to lines: baselines, gaps, spaces, raised letters.

The order of the content stream is not trusted: glyphs are put together by where they
stand. A line ends at a gap as wide as between columns or cells; which of those belong
together again is for ``regions`` to say.
"""

from __future__ import annotations

import math
import statistics
import unicodedata
from collections import defaultdict
from itertools import pairwise

from converters.readers.pdf.model import Box, Glyph, Span, TextLine, usual_size
from converters.readers.pdf.raised import SAME_BASELINE, mark_small_figures, with_raised

_GAP = 1.1
_GAP_WITH_BLANK = 1.7
"""Of the size: wider gaps end a line, without and with a space in the stream."""
_BLANK_WITHOUT_SIGN = 0.18
_BLANK_BESIDE_SIGNS = 0.4
_GUESSED_SPACE = 0.1
"""Of the size: wider gaps are spaces, in lines without and with spaces in the stream, and where
PDFium thinks so too."""
_SET_CLOSE, _BLANK_SET_CLOSE, _EVEN = 0.02, 0.06, 0.25
"""Lines whose letters lie over each other by so much of the size: how far, of the size, spaces
have to stand off other gaps, and how far these may differ, of that."""
_FEWEST_CLOSE, _MOSTLY_CLOSE = 6, 6
"""So many gaps, and of ten, lie close in a line of Latin letters, which may be kerned."""
_KOREAN = "\u1100"
_BETWEEN_SCRIPTS = 0.3
"""Of the size: office programs set Hangul and Latin letters a quarter apart, without a space."""
_STRETCHED = 0.42
"""Of the size: spaces that are at least so wide in a line leave no doubt what a quarter is."""
_BESIDE_MARKS = 0.5
"""Of the size: no words part before a comma, which may be a text object of its own."""
_SHUTS, _OPENS = frozenset(",.;:!?)]}…%’”」』》〉"), frozenset("([{‘“「『《〈")
_FAR_IN_STREAM = 4
"""Between letters further apart in the stream its spaces say nothing: PDFium drops those at the
end of a text object."""
_OTHER_TEXT, _FEW_FAR = 40, 0.15
"""Letters so far apart in the stream are of two texts, where only that share of a row are."""
_SHADOW = 0.25
"""Of the size: how far a shadow of letters lies off them, to the side and down."""
_LEVEL = 0.03
"""Of the size: what is printed no further up or down stands on one baseline."""
_FAKE_BOLD, _NEXT_FAKE_BOLD = 0.12, 0.06
"""Of the size: how far fake bold is printed beside itself on a baseline: as a text of its own, and
letter by letter, where narrow letters in a row ("ill", "III", "http://") may be as near."""
_LETTER_SPACED = 0.22
_LEAST_NARROW = 0.2
"""Of the gaps of a line: those inside words, as few as they may be."""
_LEAST_TRACKING = -0.12
"""Of the size: letters set closer than their widths; less comes of wrong widths."""
_FEW_GAPS = 3
"""A part of a line with fewer has the tracking of its whole row."""
_LIGATURES = range(0xFB00, 0xFB07)


def lines_of(glyphs: list[Glyph]) -> list[TextLine]:
    """Return the lines that ``glyphs`` make, from the top down and from left to right."""
    pieces: list[list[Glyph]] = []
    usual: dict[int, float] = {}
    for row in _rows(glyphs):
        parts = _pieces(row)
        if len(parts) > 1:
            usual.update(dict.fromkeys(map(id, parts), _tracking(row, usual_size(row))))
        pieces += parts
    whole = with_raised(pieces)
    for piece in whole:
        mark_small_figures(piece)
    lines = [line_of(piece, usual.get(id(piece), 0.0)) for piece in whole]
    lines.sort(key=lambda line: (round(line.baseline, 1), line.box.x0))
    return lines


def line_of(glyphs: list[Glyph], usual: float = 0.0) -> TextLine:
    """Return the line of ``glyphs``, which stand from left to right and are not empty.

    Args:
        glyphs: of the line.
        usual: tracking of the row that it is a part of, where it is too short to tell.
    """
    size = usual_size(glyphs)
    level = [glyph for glyph in glyphs if glyph.raised is None] or glyphs
    box = Box(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in level),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in level),
    )
    line = TextLine(
        box,
        statistics.median(glyph.baseline for glyph in level),
        size,
        [],
        glyphs,
        _tracking(glyphs, size) if len(glyphs) > _FEW_GAPS else usual,
        glyphs[-1].space_after,
        min(glyph.order for glyph in glyphs),
    )
    set_spans(line)
    return line


def split(line: TextLine, across: list[float]) -> list[TextLine]:
    """Return the parts of a line left and right of each x in ``across``; itself if uncut."""
    parts: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in line.glyphs:
        middle = (glyph.x0 + glyph.x1) / 2
        parts[sum(middle > x for x in across)].append(glyph)
    if len(parts) < 2:
        return [line]
    return [line_of(parts[key]) for key in sorted(parts)]


# ---------------------------------------------------------------- glyphs to pieces


def printed_once(glyphs: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Part glyphs from those that print others again in nearly one place: fake bold, shadows."""
    if not _any_twice(glyphs):
        return list(glyphs), []
    seen: dict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    kept: list[Glyph] = []
    again: list[Glyph] = []
    for glyph in glyphs:
        cell = max(_SHADOW * glyph.style.size, 0.5)
        at_x, at_y = int(glyph.x0 // cell), int(glyph.baseline // cell)
        twins = (
            twin
            for x in (at_x - 1, at_x, at_x + 1)
            for y in (at_y - 1, at_y, at_y + 1)
            for twin in seen.get((glyph.text, x, y), ())
        )
        twice = next(
            (twin for twin in twins if _is_printed_again(twin, glyph)),
            None,
        )
        if twice is None:
            kept.append(glyph)
            seen[glyph.text, at_x, at_y].append(glyph)
        else:
            twice.space_after = twice.space_after or glyph.space_after
            again.append(glyph)
    return kept, again


def _any_twice(glyphs: list[Glyph]) -> bool:
    """Whether any two equal glyphs are nearly in one place: on most pages none are."""
    by_text: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for glyph in glyphs:
        by_text[glyph.text].append((glyph.baseline, glyph.x0, _SHADOW * glyph.style.size))
    for places in by_text.values():
        places.sort()
        for at, (y, x, _) in enumerate(places):
            for below, beside, reach in places[at + 1 :]:
                if below - y >= reach:
                    break
                if abs(beside - x) < reach:
                    return True
    return False


def _is_printed_again(first: Glyph, second: Glyph) -> bool:
    """Whether two equal letters are one that was printed twice, rather than neighbours."""
    size = second.style.size
    aside, down = abs(first.x0 - second.x0), abs(first.baseline - second.baseline)
    if down >= _LEVEL * size:
        return aside < _SHADOW * size and down < _SHADOW * size
    is_next = abs(second.order - first.order) == 1
    return aside < (_NEXT_FAKE_BOLD if is_next else _FAKE_BOLD) * size


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs of each baseline from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline <= max(
            0.3, SAME_BASELINE * glyph.style.size
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda g: (g.x0, g.order))
    return rows


def _pieces(row: list[Glyph]) -> list[list[Glyph]]:
    """Cut a row where a gap is as wide as between columns."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    far = [abs(after.order - before.order) > _OTHER_TEXT for before, after in pairwise(row)]
    in_stream = sum(far) <= _FEW_FAR * len(row)
    pieces = [[row[0]]]
    for index, (glyph, gap) in enumerate(zip(row[1:], gaps, strict=True)):
        before = row[index]
        size = max(before.style.size, glyph.style.size)
        elsewhere = in_stream and far[index]
        as_words = (before.space_after or before.runs_on) and not elsewhere
        widest = size * (_GAP_WITH_BLANK if as_words else _GAP)
        if gap > widest and (elsewhere or gap > 2.5 * _usual_gap(gaps, index, size)):
            pieces.append([glyph])
        else:
            pieces[-1].append(glyph)
    return _letter_spaced(pieces)


def _usual_gap(gaps: list[float], index: int, size: float) -> float:
    """Return the median gap of the neighbours: letter-spaced and stretched lines have wide ones."""
    near = [gap for gap in gaps[max(0, index - 6) : index + 7] if 0 < gap < 2 * size]
    return statistics.median(near) if len(near) > 3 else 0.0


def _letter_spaced(pieces: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put single letters with even wide gaps together: "서   울   시" set to a measure."""
    found: list[list[Glyph]] = []
    run: list[Glyph] = []
    for piece in [*pieces, []]:
        if len(piece) == 1 and (not run or _goes_on(run, piece[0])):
            run.append(piece[0])
            continue
        if len(run) >= 3:
            found.append(run)
        else:
            found.extend([glyph] for glyph in run)
        run = []
        if len(piece) == 1:
            run = [piece[0]]
        elif piece:
            found.append(piece)
    return found


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    gap = glyph.x0 - run[-1].x1
    size = glyph.style.size
    if glyph.style is not run[-1].style or not glyph.text.isalpha() or gap > 4 * size:
        return False
    return len(run) < 2 or abs(gap - (run[1].x0 - run[0].x1)) < 0.15 * size


# ---------------------------------------------------------------- spaces and spans


def _tracking(glyphs: list[Glyph], size: float) -> float:
    """Return the usual gap between letters where no space stands."""
    gaps = sorted(
        after.x0 - before.x1
        for before, after in pairwise(glyphs)
        if not before.space_after and after.x0 - before.x1 < 3 * size
    )
    if len(gaps) < 2:
        return 0.0
    narrow = _narrow(gaps, size, _least_close(glyphs, gaps))
    return max(_LEAST_TRACKING * size, statistics.median(gaps[:narrow]))


def _least_close(glyphs: list[Glyph], gaps: list[float]) -> int:
    """Return how many even gaps a line has that is set close: kerned pairs are fewer."""
    korean = sum(glyph.text >= _KOREAN for glyph in glyphs)
    return 0 if 2 * korean > len(glyphs) else max(_FEWEST_CLOSE, _MOSTLY_CLOSE * len(gaps) // 10)


def _narrow(gaps: list[float], size: float, least_close: int) -> int:
    """Return how many of the sorted ``gaps`` stand between letters; the others are spaces.

    Where a line has as many spaces as steps inside words (Korean words may be one syllable
    long), the median is no letter's gap; the two kinds are parted as Otsu parts grey levels.
    """
    total, count = sum(gaps), len(gaps)
    best, at, below = 0.0, count, 0.0
    for index in range(1, count):
        below += gaps[index - 1]
        apart = (total - below) / (count - index) - below / index
        spread = index * (count - index) * apart * apart
        if spread > best:
            best, at = spread, index
    if at == count or at < _LEAST_NARROW * count:
        return count
    lower, upper = gaps[:at], gaps[at:]
    apart = sum(upper) / len(upper) - sum(lower) / len(lower)
    even = lower[-1] - lower[0] <= 0.5 * apart and upper[0] - lower[-1] >= 0.5 * apart
    if even and apart >= _BLANK_WITHOUT_SIGN * size:
        return at
    # Letters that are set close take as much from the spaces, and lie the more evenly.
    close = (
        at >= least_close
        and upper[0] - lower[-1] >= _BLANK_SET_CLOSE * size
        and lower[-1] <= -_SET_CLOSE * size
    )
    return at if close and lower[-1] - lower[0] <= _EVEN * apart else count


def _blank_set_close(glyphs: list[Glyph], tracking: float, size: float) -> float:
    """Return by how much more than ``tracking`` a gap is a space, in a line that is set close."""
    gaps = sorted(after.x0 - before.x1 for before, after in pairwise(glyphs))
    gaps = [gap for gap in gaps if gap < 3 * size]
    narrow = _narrow(gaps, size, _least_close(glyphs, gaps))
    if narrow == len(gaps):
        return _BLANK_WITHOUT_SIGN * size
    return min(_BLANK_WITHOUT_SIGN * size, (gaps[narrow - 1] + gaps[narrow]) / 2 - tracking)


def set_spans(line: TextLine) -> None:
    """Work out spaces and spans from the line's glyphs; again after one of them has changed."""
    glyphs, size = line.glyphs, line.size
    signs = any(glyph.space_after for glyph in glyphs[:-1])
    least = size * (_BLANK_BESIDE_SIGNS if signs else _BLANK_WITHOUT_SIGN)
    unsigned = size * _BLANK_WITHOUT_SIGN
    if line.tracking <= -_SET_CLOSE * size and not signs:
        least = unsigned = _blank_set_close(glyphs, line.tracking, size)
    if line.tracking > _LETTER_SPACED * size:
        least = max(least, line.tracking)
        unsigned = max(unsigned, line.tracking)
    narrowest = min(_GUESSED_SPACE * size, least, unsigned)
    between_scripts = signs or _are_stretched(glyphs, line.tracking, size)
    spans: list[Span] = []
    texts: list[str] = []
    blank = False
    for index, glyph in enumerate(glyphs):
        if not spans or not _same_run(spans[-1], glyph):
            # A blank after a mark belongs to the word behind it.
            leads = blank and spans[-1].raised is not None and glyph.raised is None
            if spans:
                spans[-1].text = _normal("".join(texts[:-1] if leads else texts))
            texts = [" "] if leads else []
            spans.append(
                Span(
                    "",
                    glyph.style,
                    Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom),
                    glyph.raised,
                    glyph.link,
                    glyph.underline,
                    glyph.strike,
                    glyph.marked,
                )
            )
        else:
            box = spans[-1].box
            box.x1 = max(box.x1, glyph.x1)
        texts.append(glyph.text)
        blank = glyph.space_after if index + 1 < len(glyphs) else False
        if not blank and index + 1 < len(glyphs):
            after = glyphs[index + 1]
            gap = after.x0 - glyph.x1 - line.tracking
            if gap > narrowest:
                blank = gap > _enough(
                    glyph,
                    after,
                    size,
                    line.tracking,
                    signs=signs,
                    between_scripts=between_scripts and not glyph.runs_on,
                    least=least,
                    unsigned=unsigned,
                )
        if blank:
            texts.append(" ")
    if spans:
        spans[-1].text = _normal("".join(texts))
    line.spans = spans


def _enough(
    glyph: Glyph,
    after: Glyph,
    size: float,
    tracking: float,
    *,
    signs: bool,
    between_scripts: bool,
    least: float,
    unsigned: float,
) -> float:
    """Return beyond which gap, besides the tracking, a space stands between two glyphs.

    Args:
        glyph: of a line.
        after: the next one.
        size: of the line.
        tracking: of the line.
        signs: whether the stream has spaces in this line.
        between_scripts: whether room between Hangul and Latin letters need not be a space.
        least: the gap of a space in such a line.
        unsigned: the gap of a space where the stream says nothing.
    """
    enough = _GUESSED_SPACE * size if glyph.space_guessed else least
    if abs(after.order - glyph.order) > _FAR_IN_STREAM:
        enough = min(enough, unsigned)
    # Recognised letters have no font, and the room that somebody set is measured, not drawn.
    drawn = glyph.style.font and after.style.font
    if drawn and between_scripts and {_is_korean(glyph), _is_korean(after)} == {True, False}:
        enough = max(enough, _BETWEEN_SCRIPTS * size - min(0.0, tracking))
    if signs and (after.text in _SHUTS or glyph.text in _OPENS):
        enough = max(enough, _BESIDE_MARKS * size)
    if after.raised is not glyph.raised:
        # Marks stand a little off the letter before them, and words after them do not.
        enough = max(enough, least) if after.raised is None else math.inf
    return enough


def _are_stretched(glyphs: list[Glyph], tracking: float, size: float) -> bool:
    """Whether all spaces inside text objects are wider than the room between two scripts."""
    spaces = [
        after.x0 - before.x1 - tracking
        for before, after in pairwise(glyphs)
        if before.runs_on and after.order - before.order <= _FAR_IN_STREAM
    ]
    return bool(spaces) and min(spaces) > _STRETCHED * size


def _is_korean(glyph: Glyph) -> bool | None:
    """Whether a glyph is Hangul; None for signs, which stand between either."""
    if glyph.text >= _KOREAN:
        return True
    return False if glyph.text.isalnum() else None


def _same_run(span: Span, glyph: Glyph) -> bool:
    return (
        span.style is glyph.style
        and span.raised is glyph.raised
        and span.link == glyph.link
        and span.underline == glyph.underline
        and span.strike == glyph.strike
        and span.marked == glyph.marked
    )


def _normal(text: str) -> str:
    """Return composed Hangul, and ligatures as their letters."""
    if text.isascii():
        return text
    if any(ord(character) in _LIGATURES for character in text):
        text = "".join(
            unicodedata.normalize("NFKC", c) if ord(c) in _LIGATURES else c for c in text
        )
    return unicodedata.normalize("NFC", text)
