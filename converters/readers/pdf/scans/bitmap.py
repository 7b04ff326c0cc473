# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page as pixels: even in light, without specks, with level lines.

Pictures are arrays of grey levels (uint8, 0 black), masks arrays of bool, both by row and column.
"""

from __future__ import annotations

import math
from typing import Any

import numpy
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Grey = NDArray[numpy.uint8]
Mask = NDArray[numpy.bool_]

_TILE = 16
"""Pixels: light is even over so many, and paper shows between letters."""
_PAPER_TILES = 7
"""Across and down: somewhere in so many is paper, however bold the letters."""
_DARK = 110
"""Grey level of a ground with light letters on it."""
_DARK_SHARE = 0.3
"""Of the pixels of a tile: letters cover less."""
_SOLID, _DARK_TILES = 8, 6
"""Tiles: of nine that are dark, and how many such make a ground."""
_INK_LEAST, _INK_MOST = 110, 200
"""Grey levels between which ink and paper are parted."""
_SPECK_PT = 2.4
"""Across and down: what stands alone in such a square is looked at."""
_SPECK_INK = 0.08
"""Of that square: less ink than in a full stop of small print is a speck."""
_STRAY = 0.8
"""Of the size of the type, across and down: a full stop stands nearer to its letter."""
_STRAY_INK = 0.012
"""Of the square of the size."""
_COARSE = 4
"""Pixels a side that are one for the skew: lines stay apart."""
_MOST_DEGREES = 6.0
_STEPS = (0.5, 0.1, 0.02)
_MOST_POINTS = 120_000
_LEVEL_DEGREES = 0.05
"""Less is left alone: a line of a page rises by two pixels over its whole length."""


def evened(grey: Grey) -> Grey:
    """Return a picture with its ground made white: shadows, yellowed paper, shaded cells.

    Large dark grounds are turned round, so that their light letters are dark.
    """
    down, across = grey.shape
    pad = numpy.pad(grey, ((0, -down % _TILE), (0, -across % _TILE)), mode="edge")
    tiles = pad.reshape(pad.shape[0] // _TILE, _TILE, pad.shape[1] // _TILE, _TILE)
    dark = (tiles < _DARK).mean(axis=(1, 3)) > 1 - _DARK_SHARE
    # Strokes of large letters fill a tile or two, and no block of them.
    solid = boxes_of(dark, 3, 3) >= _SOLID
    dark = boxes_of(solid, 3, 3) > 0
    if solid.sum() >= _DARK_TILES:
        pad = numpy.where(_spread(dark), 255 - pad, pad)
        tiles = pad.reshape(tiles.shape)
    # The lightest but a few: noise is lighter than the paper.
    some = tiles[:, ::2, :, ::2].transpose(0, 2, 1, 3).reshape(*dark.shape, -1)
    ground = numpy.partition(some, int(0.9 * some.shape[2]), axis=2)[:, :, int(0.9 * some.shape[2])]
    soft = Image.fromarray(ground.clip(1, 255).astype(numpy.uint8))
    soft = soft.filter(ImageFilter.MaxFilter(_PAPER_TILES)).filter(ImageFilter.BoxBlur(2))
    wide = soft.resize((pad.shape[1], pad.shape[0]), Image.Resampling.BILINEAR)
    light = pad.astype(numpy.float32) * (250.0 / numpy.asarray(wide, dtype=numpy.float32))
    level: Grey = light.clip(0, 255).astype(numpy.uint8)[:down, :across]
    return level


def _spread(tiles: Mask) -> Mask:
    return tiles.repeat(_TILE, axis=0).repeat(_TILE, axis=1)


def ink_of(grey: Grey) -> Mask:
    """Return where ink is, by Otsu's threshold of an evened picture."""
    counts = numpy.bincount(grey.ravel(), minlength=256).astype(numpy.float64)
    levels = numpy.arange(256)
    below, sums = counts.cumsum(), (counts * levels).cumsum()
    above = below[-1] - below
    with numpy.errstate(divide="ignore", invalid="ignore"):
        apart = sums / below - (sums[-1] - sums) / above
        between = numpy.nan_to_num(below * above * apart * apart)
    threshold = min(_INK_MOST, max(_INK_LEAST, int(between.argmax())))
    return grey <= threshold


def without_specks(ink: Mask, dots: int) -> Mask:
    """Return ink without spots that stand alone and are smaller than a full stop."""
    side = max(3, round(_SPECK_PT * dots / 72))
    near: Mask = boxes_of(ink, side, side) >= _SPECK_INK * side * side
    return ink & near


def without_strays(ink: Mask, em: float) -> Mask:
    """Return ink without spots that no letter is near to.

    Args:
        ink: without specks.
        em: size of the type in pixels.
    """
    side = max(3, round(_STRAY * em))
    near: Mask = boxes_of(ink, side, side) >= _STRAY_INK * em * em
    return ink & near


def boxes_of(mask: Mask, down: int, across: int) -> NDArray[numpy.integer[Any]]:
    """Return for each pixel how many of ``mask`` lie in the box around it."""
    above, before = down // 2, across // 2
    padded = numpy.pad(mask, ((above, down - above - 1), (before, across - before - 1)))
    # The smaller the numbers, the more of them a processor adds at once.
    most = down * across
    kind = numpy.uint8 if most < 1 << 8 else numpy.uint16 if most < 1 << 16 else numpy.uint32
    ones: NDArray[numpy.integer[Any]] = padded.astype(kind)
    return _sums_across(_sums_across(ones.T, down).T, across)


def _sums_across(rows: NDArray[numpy.integer[Any]], count: int) -> NDArray[numpy.integer[Any]]:
    """Return the sum of each ``count`` neighbours of a row, put together from sums of 1, 2, 4, 8 ..."""
    length = rows.shape[1] - count + 1
    total, at = numpy.zeros_like(rows[:, :length]), 0
    sums, width = rows, 1
    while True:
        if count & width:
            total += sums[:, at : at + length]
            at += width
        if 2 * width > count:
            return total
        sums = sums[:, width:] + sums[:, :-width]
        width *= 2


def coarse(mask: Mask, by: int) -> Mask:
    """Return a smaller mask: a pixel for ``by`` times ``by``, set where any of them is."""
    down, across = mask.shape
    pad = numpy.pad(mask, ((0, -down % by), (0, -across % by)))
    rows = numpy.logical_or.reduce([pad[at::by] for at in range(by)])
    small: Mask = numpy.logical_or.reduce([rows[:, at::by] for at in range(by)])
    return small


def skew_of(ink: Mask) -> float:
    """Return by how many degrees lines go down to the right.

    At the right angle lines and the gaps between them stand out most in the sums of rows.
    """
    small = coarse(ink, _COARSE)
    rows, columns = small.nonzero()
    if len(rows) < 100:
        return 0.0
    step = math.ceil(len(rows) / _MOST_POINTS)
    rows, columns = rows[::step].astype(numpy.float32), columns[::step].astype(numpy.float32)
    columns -= small.shape[1] / 2
    size = small.shape[0] + small.shape[1]

    def sharpness(degrees: float) -> float:
        slope = math.tan(math.radians(degrees))
        at = ((rows - columns * slope) + small.shape[1] / 2).astype(numpy.int32)
        sums = numpy.bincount(at.clip(0, size - 1), minlength=size).astype(numpy.float64)
        return float((numpy.diff(sums) ** 2).sum())

    best, reach = 0.0, _MOST_DEGREES
    for step_degrees in _STEPS:
        count = round(reach / step_degrees)
        tried = [best + step_degrees * at for at in range(-count, count + 1)]
        best = max(tried, key=lambda degrees: (sharpness(degrees), -abs(degrees)))
        reach = step_degrees
    return best if abs(best) >= _LEVEL_DEGREES else 0.0


def levelled(grey: Grey, degrees: float) -> Grey:
    """Return a picture whose lines go down by ``degrees`` with level ones; its size stays."""
    if not degrees:
        return grey
    turned = Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    return numpy.asarray(turned)
