# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words that somebody's OCR sees on a page become glyphs, and go the way of all others.

Which program recognises is none of this module's business: it is given a callable, because
nothing in ``converters`` starts programs.
"""

from __future__ import annotations

import io
import statistics
from collections import defaultdict
from collections.abc import Sequence

from converters.readers.pdf.engine import EnginePage
from converters.readers.pdf.model import Glyph, Style
from converters.source.source_file import RecognisedWord, Recogniser

_DOTS = 300
"""Per inch; Tesseract's models were made for it."""
_LEAST_CONFIDENCE = 20
"""Percent: below it stand specks and edges of pictures."""
_ASCENT, _DESCENT = 0.88, 0.12
_HANGUL_HEIGHT = 0.92
"""Of the type's size: the height of the words' boxes in a Korean line."""
_SPACE = 0.3
"""Of the size: Tesseract parts syllables too; gaps between words are wider than that."""
_HALF = 0.55


def recognised_glyphs(page: EnginePage, recogniser: Recogniser) -> list[Glyph]:
    """Return the glyphs that ``recogniser`` sees on a page.

    Args:
        page: as it is turned now.
        recogniser: told of a PNG picture and its dots per inch.
    """
    scale = _DOTS / 72
    image = page.picture(scale)
    scale = image.width / page.width  # large sheets are rendered coarser
    out = io.BytesIO()
    image.convert("L").save(out, "PNG", compress_level=1)
    words = recogniser(out.getvalue(), round(72 * scale))
    lines: dict[int, list[RecognisedWord]] = defaultdict(list)
    for word in words:
        if word.confidence >= _LEAST_CONFIDENCE and word.text.strip():
            lines[word.line].append(word)
    found: list[Glyph] = []
    for line in lines.values():
        found += _glyphs_of(line, scale, len(found))
    return found


def _glyphs_of(words: Sequence[RecognisedWord], scale: float, order: int) -> list[Glyph]:
    """Return the glyphs of a line, each as wide as its share of its word."""
    height = statistics.median(word.y1 - word.y0 for word in words) / scale
    bottom = statistics.median(word.y1 for word in words) / scale
    size = max(1.0, round(height / _HANGUL_HEIGHT, 1))
    style = Style("", size)
    baseline = bottom - _DESCENT / 2 * size
    starts = [word.x0 / scale for word in words]
    for at in range(1, len(starts)):
        # The order of the words is surer than their boxes, which may overlap.
        starts[at] = max(starts[at], starts[at - 1] + 1.0)
    found: list[Glyph] = []
    for at, word in enumerate(words):
        text = word.text.strip()
        x, end = starts[at], max(word.x1 / scale, starts[at] + 1.0)
        space = False
        if at + 1 < len(words):
            space = starts[at + 1] - end >= _SPACE * size
            # Without a space, what is left between two boxes is part of the letters.
            end = end if space else starts[at + 1]
        weights = [1.0 if character >= "\u1100" else _HALF for character in text]
        unit = (end - x) / sum(weights)
        for character, weight in zip(text, weights, strict=True):
            found.append(
                Glyph(
                    character,
                    x,
                    x + weight * unit,
                    baseline - _ASCENT * size,
                    baseline + _DESCENT * size,
                    baseline,
                    style,
                    order + len(found),
                )
            )
            x += weight * unit
        found[-1].space_after = space
    return found
