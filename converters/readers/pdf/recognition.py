# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pictures of pages become glyphs and rules, and go the way of all others.

Which program recognises is none of this module's business: it is given a callable. Where lines
stand, where a column ends and a table has its rules, is seen here before anything is recognised.
"""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy
from PIL import Image

from converters.readers.pdf.engine import EnginePage
from converters.readers.pdf.model import Box, Glyph, Rule, Style
from converters.readers.pdf.scans import bitmap
from converters.readers.pdf.scans.lines import lines_on, size_on
from converters.readers.pdf.scans.pieces import Piece
from converters.readers.pdf.scans.ruling import mask_of, rules_on
from converters.readers.pdf.scans.words import (
    Word,
    gaps_in,
    mend_numeral,
    narrowest_blank,
    usual_size,
    weight,
    words_of,
)
from converters.readers.pdf.text_layers import mended_layer
from converters.source.source_file import PixelBox, RecognisedLetter, Recogniser

_DOTS = 300
"""Per inch; Tesseract's models were made for it."""
_LEAST_CONFIDENCE, _SURE_MARKS = 35, 75
"""Percent: below it stand specks and edges of pictures; lines of marks alone have to be surer."""
_PLAIN_NUMBER = re.compile(r"\(?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?%?\)?[.,]?")
_STROKES = frozenset("|!:;.,'`-_~\"’‘")
_OPENING = frozenset("([{<『「")
_SURE_NUMBER, _SURE_LATIN = 85, 50
"""Percent."""
_LEAD = 12
"""Percent: so much surer of figures Korean data may be where letters stand."""
_ASCENT, _DESCENT = 0.88, 0.12
_HANGUL_HEIGHT = 0.92
"""Of the type's size: the height of the ink of a Korean line."""
_DIGIT_HEIGHT = 0.72
_UNDER = 0.06
"""Of the size: Hangul reaches so far below the baseline."""
_ALIKE = 0.12
"""Of the size: what differs less is one size, measured on other letters."""
_DOUBTFUL = 40
"""Percent: a word with a less sure part is one to check."""
_AWRY, _BETTER = 60, 15
"""Percent: pages less sure may stand on their side; another way has to be so much surer."""
_SAMPLE = 24
"""Of the size of the type: the side of the part of a page that is read in four ways."""
_TALL, _DEEP = 0.9, 0.25
"""Of the size: how far the ink of a known letter reaches from the baseline."""
_LEVEL, _BESIDE = 0.3, 3.0
"""Of the size: how near known letters stand to the rest of their line."""
_SAME_TYPE = 0.2
_MIDDLE = 0.35
"""Of the size: so high above the baseline is the middle of letters."""
_FULL = 1.2
"""Of the size: syllables, and the blanks between them, are no wider."""
_STRAY = 1.0
"""Of the size: letters of a layer that are farther from any ink stay where they are."""
_NEAR = 4
"""Pixels around ink that the recogniser sees as they are."""
_GROWN = 2
"""Pixels around a rule that are taken off with it."""


@dataclass(slots=True)
class Recognised:
    """What is seen on a picture of a page."""

    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turned: int = 0
    """Quarters clockwise by which the page had to be turned, and is now."""
    doubts: list[str] = field(default_factory=list)
    """Words that the recogniser is not sure of."""


@dataclass(slots=True)
class _Sheet:
    """A page as the recogniser is shown it, and where things stand on it, in pixels."""

    clean: Image.Image
    """Of grey levels, white wherever no text is near."""
    dots: int
    scale: float
    """Pixels for a point."""
    degrees: float
    """By how much its lines went down to the right before."""
    em: float
    """Size of most of its type."""
    text: bitmap.Mask
    pieces: list[Piece]
    across: list[Piece]
    down: list[Piece]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page, in points, lies on the level picture."""
        middle = self.clean.width / 2, self.clean.height / 2
        right, below = x * self.scale - middle[0], y * self.scale - middle[1]
        angle = math.radians(self.degrees)
        sine, cosine = math.sin(angle), math.cos(angle)
        across, down = cosine * right + sine * below, cosine * below - sine * right
        return across + middle[0], down + middle[1]


@dataclass(slots=True)
class _Line:
    """A line whose words are known; places in pixels."""

    piece: Piece
    words: list[Word]
    size: float
    baseline: float


def recognised(
    page: EnginePage,
    recogniser: Recogniser,
    known: Sequence[Glyph] = (),
    rows: Sequence[Box] = (),
) -> Recognised:
    """Return what is seen on a page; one that stands on its side or head is turned for it.

    Args:
        page: as it is turned now.
        recogniser: reads lines.
        known: letters that are text already and stay; with them the page lies as it lies.
        rows: where letters are drawn as paths; empty for all of the page.
    """
    sheet = _sheet(page, known, rows)
    letters = _letters(sheet, recogniser)
    turned = 0
    if not rows and not known and _is_awry(letters):
        turned = _upright(sheet, recogniser)
        if turned:
            page.turn(turned)
            sheet = _sheet(page, known, rows)
            letters = _letters(sheet, recogniser)
    lines = _lines(
        sheet.text, [(piece, letters[at]) for at, piece in enumerate(sheet.pieces) if at in letters]
    )
    _read_again(lines, sheet, recogniser)
    found = Recognised(rules=list(_rules(sheet)), turned=turned)
    for line in lines:
        if line.words:
            mend_numeral(line.words)
        _level_with(line, known, sheet.scale)
        found.glyphs += _glyphs_of(line, sheet.scale, len(found.glyphs))
        found.doubts += [word.text for word in line.words if word.confidence < _DOUBTFUL]
    return found


def from_layer(page: EnginePage, layer: list[Glyph]) -> Recognised:
    """Return the letters of a text layer as words and lines of the picture under it.

    Args:
        page: as it is turned now.
        layer: its letters, whose places are known roughly and whose blanks say nothing.
    """
    sheet = _sheet(page, (), ())
    letters: dict[int, list[RecognisedLetter]] = defaultdict(list)
    as_told: dict[int, list[Glyph]] = defaultdict(list)
    found = Recognised(rules=list(_rules(sheet)))
    blank = False
    for glyph, told in zip(layer, mended_layer(layer), strict=True):
        middle = glyph.baseline - _MIDDLE * glyph.style.size
        x0, y = sheet.point(glyph.x0, middle)
        x1, _ = sheet.point(glyph.x1, middle)
        at = _piece_at(sheet, (x0 + x1) / 2, y)
        if at is None:
            found.glyphs.append(told)
        else:
            box = round(x0), sheet.pieces[at].y0, round(x1), sheet.pieces[at].y1
            letters[at].append(RecognisedLetter(glyph.text, *box, at, 100.0, blank))
            as_told[at].append(told)
        blank = told.space_after
    places = sorted(letters)
    for at, line in zip(
        places, _lines(sheet.text, [(sheet.pieces[at], letters[at]) for at in places]), strict=True
    ):
        if _has_holes(sheet, at, letters[at]):
            # Where ink has no letters nobody can tell which stretch the others are.
            size = max(1.0, round(line.size / sheet.scale, 1))
            style = Style("", size)
            found.glyphs += (replace(told, style=style) for told in as_told[at])
        else:
            found.glyphs += _glyphs_of(line, sheet.scale, len(layer) + len(found.glyphs))
    return found


def _has_holes(sheet: _Sheet, at: int, letters: Sequence[RecognisedLetter]) -> bool:
    """Whether a piece is much wider than the letters that a layer has for it."""
    told = weight("".join(letter.text for letter in letters))
    return told * _FULL * sheet.em < sheet.pieces[at].width


def _piece_at(sheet: _Sheet, x: float, y: float) -> int | None:
    """Return the piece that a point lies in, or is near to; None where there is none."""
    best, nearest = None, _STRAY * sheet.em
    for at, piece in enumerate(sheet.pieces):
        aside = max(piece.x0 - x, x - piece.x1, 0.0)
        off = max(piece.y0 - y, y - piece.y1, 0.0)
        inside = abs((piece.y0 + piece.y1) / 2 - y) / max(1, piece.height)
        distance = aside + 2 * off + 0.1 * inside
        if distance < nearest:
            best, nearest = at, distance
    return best


def _sheet(page: EnginePage, known: Sequence[Glyph], rows: Sequence[Box]) -> _Sheet:
    """Return the picture of a page, clean and level, and what stands on it."""
    image = page.picture(_DOTS / 72)
    scale = image.width / page.width  # large sheets are rendered coarser
    dots = round(72 * scale)
    grey = bitmap.evened(numpy.asarray(image.convert("L")))
    if known:
        grey = _without(grey, known, scale)
    ink = bitmap.without_specks(bitmap.ink_of(grey), dots)
    degrees = 0.0 if rows or known else bitmap.skew_of(ink)
    if degrees:
        grey = bitmap.levelled(grey, degrees)
        ink = bitmap.without_specks(bitmap.ink_of(grey), dots)
    em = size_on(ink)
    ink = bitmap.without_strays(ink, em)
    across, down = rules_on(ink, em)
    barriers = mask_of([*across, *down], ink.shape, _GROWN)
    text = ink & ~barriers
    pieces = lines_on(text, barriers, em)
    if rows:
        pieces = [piece for piece in pieces if _stands_in(piece, rows, scale)]
    return _Sheet(_clean(grey, text), dots, scale, degrees, em, text, pieces, across, down)


def _without(grey: bitmap.Grey, known: Sequence[Glyph], scale: float) -> bitmap.Grey:
    """Return a picture with white paper where letters are known."""
    bare = grey.copy()
    for glyph in known:
        size = glyph.style.size
        top, bottom = glyph.baseline - _TALL * size, glyph.baseline + _DEEP * size
        y0, y1 = max(0, round(top * scale)), max(0, round(bottom * scale))
        x0, x1 = max(0, round(glyph.x0 * scale)), max(0, round(glyph.x1 * scale))
        bare[y0:y1, x0:x1] = 255
    return bare


def _stands_in(piece: Piece, rows: Sequence[Box], scale: float) -> bool:
    box = Box(piece.x0 / scale, piece.y0 / scale, piece.x1 / scale, piece.y1 / scale)
    return any(
        row.across(box) > 0 and row.down(box) > 0.3 * min(row.height, box.height) for row in rows
    )


def _letters(sheet: _Sheet, recogniser: Recogniser) -> dict[int, list[RecognisedLetter]]:
    """Return the letters of each piece that has any."""
    boxes = [(piece.x0, piece.y0, piece.x1, piece.y1) for piece in sheet.pieces]
    found: dict[int, list[RecognisedLetter]] = defaultdict(list)
    for letter in recogniser(sheet.clean, sheet.dots, boxes):
        found[letter.line].append(letter)
    unread = [at for at in range(len(boxes)) if _is_dirt(found.get(at, ()))]
    for at in unread:
        found.pop(at, None)
    again: dict[int, list[RecognisedLetter]] = defaultdict(list)
    for letter in recogniser(sheet.clean, sheet.dots, [boxes[at] for at in unread], latin=True):
        again[unread[letter.line]].append(letter)
    found.update({at: letters for at, letters in again.items() if not _is_dirt(letters)})
    return found


def _is_awry(letters: Mapping[int, Sequence[RecognisedLetter]]) -> bool:
    """Whether so little is sure that a page may stand on its side or head."""
    return _sureness([letter for line in letters.values() for letter in line]) < _AWRY


def _upright(sheet: _Sheet, recogniser: Recogniser) -> int:
    """Return by how many quarters clockwise a page has to be turned; 0 where none is better.

    The part of it that has most ink is read in all four ways.
    """
    side = round(_SAMPLE * sheet.em)
    shown = bitmap.boxes_of(bitmap.coarse(sheet.text, side // 4), 4, 4)
    row, column = numpy.unravel_index(int(shown.argmax()), shown.shape)
    y, x = (max(0, int(at) * (side // 4) - side // 2) for at in (row, column))
    part = sheet.clean.crop(
        (x, y, min(x + side, sheet.clean.width), min(y + side, sheet.clean.height))
    )
    best, sure = 0, 0.0
    for quarters in range(4):
        turned = part.rotate(-90 * quarters, expand=True)
        grey = numpy.asarray(turned)
        ink = bitmap.ink_of(grey)
        pieces = lines_on(ink, numpy.zeros_like(ink), sheet.em)
        boxes = [(piece.x0, piece.y0, piece.x1, piece.y1) for piece in pieces]
        found = _sureness(list(recogniser(turned, sheet.dots, boxes)))
        if found > sure + (_BETTER if quarters else 0.0):
            best, sure = quarters, found
    return best


def _is_dirt(letters: Sequence[RecognisedLetter]) -> bool:
    sure = max((letter.confidence for letter in letters), default=0.0)
    says = any(letter.text.isalnum() for letter in letters)
    return sure < (_LEAST_CONFIDENCE if says else _SURE_MARKS)


def _read_again(lines: Sequence[_Line], sheet: _Sheet, recogniser: Recogniser) -> None:
    """Let what is no Hangul be read as Latin, and keep which of the two readings is surer."""
    asked: list[tuple[Word, int, int]] = []
    boxes: list[PixelBox] = []
    for line in lines:
        for word in line.words:
            for start, end in word.runs():
                part = word.letters[start:end]
                if _PLAIN_NUMBER.fullmatch("".join(letter.text for letter in part)) and (
                    min(letter.confidence for letter in part) >= _SURE_NUMBER
                ):
                    continue
                x0, x1 = word.place_of(start, end)
                if x1 > x0:
                    asked.append((word, start, end))
                    boxes.append((x0, line.piece.y0, x1, line.piece.y1))
    if not boxes:
        return
    answers: dict[int, list[RecognisedLetter]] = defaultdict(list)
    for letter in recogniser(sheet.clean, sheet.dots, boxes, latin=True):
        answers[letter.line].append(letter)
    # From the end, because places in a word move up.
    for at in range(len(asked) - 1, -1, -1):
        word, start, end = asked[at]
        part = word.letters[start:end]
        other = _without_edges(answers[at], part, start > 0, end < len(word.letters))
        if other and _sureness(other) > _bound(part, other):
            word.letters[start:end] = other


def _bound(known: Sequence[RecognisedLetter], other: Sequence[RecognisedLetter]) -> float:
    """Return how sure a Latin reading has to be to stand for the one that is known, percent."""
    sure = _sureness(known)
    if any(letter.text.isalpha() and letter.text.isascii() for letter in other):
        # Korean data takes Latin letters for figures and is sure of it.
        return max(_SURE_LATIN, sure - _LEAD)
    return max(_SURE_LATIN, sure)


def _without_edges(
    letters: list[RecognisedLetter], known: Sequence[RecognisedLetter], left: bool, right: bool
) -> list[RecognisedLetter]:
    """Return letters without the marks that strokes of a syllable beside them are taken for."""
    if not letters:
        return letters
    text = "".join(letter.text for letter in letters)
    opens = known[0].text == "(" or (known[0].text in _OPENING and ")" in text)
    if left and opens and "(" not in text:
        letters = [replace(letters[0], text="("), *letters]
    if left and letters and letters[0].text in _STROKES and letters[0].text != known[0].text:
        letters = letters[1:]
    if right and letters and letters[-1].text in _STROKES and letters[-1].text != known[-1].text:
        letters = letters[:-1]
    return letters


def _sureness(letters: Sequence[RecognisedLetter]) -> float:
    return statistics.fmean(letter.confidence for letter in letters) if letters else 0.0


def _clean(grey: bitmap.Grey, text: bitmap.Mask) -> Image.Image:
    """Return the picture with white paper wherever no text is near."""
    near = bitmap.coarse(text, _NEAR)
    near = bitmap.boxes_of(near, 3, 3) > 0
    near = near.repeat(_NEAR, axis=0).repeat(_NEAR, axis=1)[: text.shape[0], : text.shape[1]]
    return Image.fromarray(numpy.where(near, grey, numpy.uint8(255)))


def _lines(
    text: bitmap.Mask, pieces: Sequence[tuple[Piece, list[RecognisedLetter]]]
) -> list[_Line]:
    """Return lines with their words."""
    gaps = [gaps_in(text, piece) for piece, _ in pieces]
    sizes = [_measure(text, piece, letters) for piece, letters in pieces]
    usual = usual_size(
        [(size, len(letters)) for (_, letters), (size, _) in zip(pieces, sizes, strict=True)],
        _ALIKE,
    )
    shares: list[float] = []
    for (size, _), of_line in zip(sizes, gaps, strict=True):
        shares += [(end - start) / usual[size] for start, end in of_line]
    blank = narrowest_blank(shares)
    found: list[_Line] = []
    for (piece, letters), of_line, (size, baseline) in zip(pieces, gaps, sizes, strict=True):
        size = usual[size]
        words = words_of(letters, piece, of_line, blank * size, size)
        found.append(_Line(piece, words, size, baseline))
    return found


def _measure(
    text: bitmap.Mask, piece: Piece, letters: Sequence[RecognisedLetter]
) -> tuple[float, float]:
    """Return the size of the type of a line and its baseline, in pixels.

    Brackets and commas reach farther up and down than syllables: these are looked at alone.
    """
    tops, bottoms = _reaches(text, piece, [each for each in letters if each.text >= "\u1100"])
    if not tops:
        # Commas and brackets reach farther down than figures, which stand on the baseline.
        tops, bottoms = _reaches(text, piece, [each for each in letters if each.text.isdigit()])
        if not tops:
            return piece.height / _DIGIT_HEIGHT, float(piece.y1)
        top, bottom = statistics.median(tops), statistics.median(bottoms)
        return max(1.0, (bottom - top) / _DIGIT_HEIGHT), piece.y0 + bottom
    top, bottom = statistics.quantiles([*tops, *tops], n=5)[0], statistics.median(bottoms)
    size = max(1.0, (bottom - top) / _HANGUL_HEIGHT)
    return size, piece.y0 + bottom - _UNDER * size


def _reaches(
    text: bitmap.Mask, piece: Piece, letters: Sequence[RecognisedLetter]
) -> tuple[list[int], list[int]]:
    """Return how far down in its line the ink around each letter begins and ends."""
    tops, bottoms = [], []
    for letter in letters:
        middle = (letter.x0 + letter.x1) // 2
        reach = max(2, piece.height // 3 if letter.text >= "\u1100" else piece.height // 6)
        x0, x1 = max(piece.x0, middle - reach), min(piece.x1, middle + reach)
        rows = numpy.flatnonzero(text[piece.y0 : piece.y1, x0:x1].any(axis=1))
        if len(rows):
            tops.append(int(rows[0]))
            bottoms.append(int(rows[-1]) + 1)
    return tops, bottoms


def _level_with(line: _Line, known: Sequence[Glyph], scale: float) -> None:
    """Put a line on the baseline of letters that are known beside it."""
    x0, x1 = line.piece.x0 / scale, line.piece.x1 / scale
    size, baseline = line.size / scale, line.baseline / scale
    beside = [
        glyph
        for glyph in known
        if abs(glyph.baseline - baseline) <= _LEVEL * size
        and x0 - _BESIDE * size <= glyph.x1
        and glyph.x0 <= x1 + _BESIDE * size
    ]
    if beside:
        nearest = min(beside, key=lambda glyph: abs(glyph.baseline - baseline))
        line.baseline = nearest.baseline * scale
        if abs(nearest.style.size - size) <= _SAME_TYPE * size:
            line.size = nearest.style.size * scale


def _rules(sheet: _Sheet) -> Iterator[Rule]:
    scale = sheet.scale
    for rule in sheet.across:
        y = (rule.y0 + rule.y1) / 2 / scale
        yield Rule(rule.x0 / scale, y, rule.x1 / scale, y, rule.area / rule.width / scale)
    for rule in sheet.down:
        x = (rule.x0 + rule.x1) / 2 / scale
        yield Rule(x, rule.y0 / scale, x, rule.y1 / scale, rule.area / rule.height / scale)


def _glyphs_of(line: _Line, scale: float, order: int) -> list[Glyph]:
    """Return the glyphs of a line, each as wide as its share of its word."""
    size = max(1.0, round(line.size / scale, 1))
    style = Style("", size)
    baseline = line.baseline / scale
    found: list[Glyph] = []
    for word in line.words:
        x = word.x0 / scale
        unit = (word.x1 - word.x0) / scale / weight(word.text)
        for letter in word.letters:
            width = weight(letter.text) * unit
            found.append(
                Glyph(
                    letter.text,
                    x,
                    x + width,
                    baseline - _ASCENT * size,
                    baseline + _DESCENT * size,
                    baseline,
                    style,
                    order + len(found),
                )
            )
            x += width
        found[-1].space_after = True
    if found:
        found[-1].space_after = False
    return found
