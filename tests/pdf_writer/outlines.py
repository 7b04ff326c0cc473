# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters as paths, the way printing houses send them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from tests.pdf_writer.publication import Sheet

_FONT = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "NanumSquareR.ttf"


class _Path(BasePen):
    """Writes the operators of a path (ISO 32000-2, 8.5.2)."""

    def __init__(self, glyphs: Any, x: float, y: float, scale: float) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []
        self._at = lambda point: f"{x + scale * point[0]:.2f} {y + scale * point[1]:.2f}"

    def _moveTo(self, pt):  # noqa: N802 - names of fontTools
        self.parts.append(f"{self._at(pt)} m")

    def _lineTo(self, pt):  # noqa: N802
        self.parts.append(f"{self._at(pt)} l")

    def _curveToOne(self, pt1, pt2, pt3):  # noqa: N802
        self.parts.append(f"{self._at(pt1)} {self._at(pt2)} {self._at(pt3)} c")

    def _closePath(self):  # noqa: N802
        self.parts.append("h")


@cache
def _font() -> TTFont:
    return TTFont(_FONT)


def width_of(text: str, size: float) -> float:
    """Return the points that letters are wide."""
    cmap, metrics = _font().getBestCmap(), _font()["hmtx"].metrics
    return sum(metrics[cmap[ord(c)]][0] for c in text) * size / _font()["head"].unitsPerEm


def outline(
    sheet: Sheet, x: float, y: float, text: str, size: float = 11.0, *, whole: bool = False
) -> float:
    """Draw ``text`` as filled paths, y at the baseline from above; return where it ends.

    Args:
        sheet: drawn on.
        x: points from the left.
        y: points from above.
        text: in letters of NanumSquare.
        size: points.
        whole: one path for all of it, and not one for each letter.
    """
    glyphs, cmap = _font().getGlyphSet(), _font().getBestCmap()
    scale = size / _font()["head"].unitsPerEm
    paths: list[str] = []
    for character in text:
        pen = _Path(glyphs, x, sheet.size[1] - y, scale)
        glyphs[cmap[ord(character)]].draw(pen)
        x += width_of(character, size)
        if pen.parts:
            paths.append(" ".join(pen.parts))
    if whole:
        paths = [" ".join(paths)]
    sheet.parts += [f"0 0 0 rg {path} f" for path in paths]
    return x
