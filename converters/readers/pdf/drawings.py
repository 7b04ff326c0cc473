# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything on a page that is no text: rules, fills, pictures and drawings (ISO 32000-2, 8.5).

Office programs draw the edges of tables as strokes or as filled slivers; both become
rules. Filled rectangles stay fills. Curves, slanted lines and other shapes belong to
drawings: those near each other make one.
"""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2.raw as pdfium

from converters.readers.pdf.dots import Dot, rules_of
from converters.readers.pdf.engine import EnginePage
from converters.readers.pdf.model import Box, Fill, Placed, Rule, around
from converters.readers.pdf.outlined import letters_in

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FORM_DEPTH = 8
_SLIVER_PT = 3.0
"""Filled rectangles that are thinner are rules."""
_STRAIGHT_PT = 0.6
_SHORTEST_PT = 2.0
_MOST_SEGMENTS = 400
"""A path with more is a shape, whatever its segments are: maps have a hundred thousand."""
_LINES_PT = 200.0
"""Down: a path with so many segments that is higher is no text that one path draws."""
_LINE_SEGMENTS, _PAGE_SEGMENTS = 20_000, 100_000
"""Of one such path, and of all those of a page."""
_MOST_OBJECTS = 300_000
_NEAR_PT = 6.0
_MOST_SHAPES = 20_000
_WHITE = 0xF8
_UNSEEN = "#ffffff"
_LINE, _BEZIER, _MOVE = 0, 1, 2


@dataclass(slots=True)
class Drawings:
    """What is drawn on a page besides text."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    """All: no rules one by one; those in a row have become one besides."""
    outlines: list[Box] = field(default_factory=list)
    """Around what may be letters drawn as paths (``outlined``)."""


@dataclass(slots=True)
class _Path:
    """A path in the coordinates of the page."""

    parts: list[list[tuple[float, float]]]
    curved: bool
    filled: bool
    stroked: bool
    width: float
    fill: str
    stroke: str


def read_drawings(page: EnginePage) -> Drawings:
    """Return rules, fills, pictures and drawings of ``page``."""
    found = Drawings()
    shapes: list[Box] = []
    paths = _PathReader(page)
    pictures = 0
    for number, (item, matrix) in enumerate(page_objects(page)):
        if number >= _MOST_OBJECTS:
            break
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(page, paths, item, matrix, found, shapes)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _unit_square(page, item, matrix)
            found.placed.append(Placed(box, "picture", pictures))
            pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            shaded = _bounds(page, item, matrix)
            if shaded is not None:
                shapes.append(shaded)
    dotted, rest = rules_of(found.dots)
    found.rules += dotted
    shapes += [dot.box for dot in rest if dot.is_shape]
    sheet = Box(0.0, 0.0, page.width, page.height)
    found.placed = [
        item for item in found.placed if sheet.across(item.box) > 0 < sheet.down(item.box)
    ]
    found.placed += [
        Placed(around(parts), "drawing", -1, len(parts), tuple(parts)) for parts in gathered(shapes)
    ]
    return found


def picture_objects(page: EnginePage) -> Iterator[pdfium.FPDF_PAGEOBJECT]:
    """Yield the picture objects of a page in the order in which ``Placed.index`` counts them."""
    for item, _ in page_objects(page):
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
            yield item


# ---------------------------------------------------------------- objects


def page_objects(page: EnginePage) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]:
    """Yield all objects that are no forms, with the matrix of the forms around them."""
    object_of, kind_of, raw = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType, page.raw
    for index in range(pdfium.FPDFPage_CountObjects(raw)):
        item = object_of(raw, index)
        if kind_of(item) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _inside(item, _IDENTITY, 0)
        else:
            yield item, _IDENTITY


def _inside(
    item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix, depth: int
) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]:
    if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
        yield item, matrix
        return
    if depth >= _FORM_DEPTH:
        return
    inner = times(matrix_of(item), matrix)
    for index in range(max(0, pdfium.FPDFFormObj_CountObjects(item))):
        yield from _inside(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def matrix_of(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    """Return the matrix of an object in the form that it stands in."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that applies ``first`` and then ``second``."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = second  # noqa: E741 - the letters of the formula
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def _at(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _unit_square(page: EnginePage, item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
    """Return the place of a picture: its matrix maps the unit square."""
    whole = times(matrix_of(item), matrix)
    points = [page.point(*_at(whole, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    return _box_of(points)


def _bounds(page: EnginePage, item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    # Bounds are in the coordinates of the form, the object's own matrix applied.
    points = [
        page.point(*_at(matrix, x.value, y.value)) for x in (left, right) for y in (bottom, top)
    ]
    return _box_of(points)


def _box_of(points: list[tuple[float, float]]) -> Box:
    across, down = [p[0] for p in points], [p[1] for p in points]
    return Box(min(across), min(down), max(across), max(down))


# ---------------------------------------------------------------- paths


def _add_path(
    page: EnginePage,
    paths: _PathReader,
    item: pdfium.FPDF_PAGEOBJECT,
    matrix: Matrix,
    found: Drawings,
    shapes: list[Box],
) -> None:
    if pdfium.FPDFPath_CountSegments(item) > _MOST_SEGMENTS:
        box = _bounds(page, item, matrix)
        if box is not None:
            shapes.append(box)
            if box.height <= _LINES_PT and paths.may_read(item):
                long = paths.read(item, matrix)
                if long is not None and long.filled and _is_seen(long.fill):
                    found.outlines += letters_in([_box_of(part) for part in long.parts])
        return
    path = paths.read(item, matrix)
    if path is None:
        return
    if not path.filled or path.stroked or not _is_seen(path.fill):
        pass  # no letter
    elif len(path.parts) == 1:
        if path.curved or not _is_rectangle(path.parts[0]):
            found.outlines.append(_box_of(path.parts[0]))
    else:
        found.outlines += letters_in([_box_of(part) for part in path.parts])
    if path.curved:
        points = [point for part in path.parts for point in part]
        box = _box_of(points)
        if path.filled and _is_seen(path.fill) and max(box.width, box.height) < _SHORTEST_PT:
            found.dots.append(Dot(box, min(box.width, box.height), path.fill, is_shape=True))
        elif path.stroked or _is_seen(path.fill):
            shapes.append(box)
        return
    for part in path.parts:
        _add_part(part, path, found, shapes)


def _add_part(
    part: list[tuple[float, float]], path: _Path, found: Drawings, shapes: list[Box]
) -> None:
    """Sort one straight-edged part of a path into rules, fills, dots and shapes."""
    box = _box_of(part)
    if max(box.width, box.height) < _SHORTEST_PT:
        if path.filled and _is_seen(path.fill):
            rectangle = _is_rectangle(part)
            found.dots.append(Dot(box, min(box.width, box.height), path.fill, not rectangle))
        elif path.stroked:
            found.dots.append(Dot(box, path.width, path.stroke))
        return
    if path.filled and _is_rectangle(part):
        if min(box.width, box.height) <= _SLIVER_PT:
            if _is_seen(path.fill):
                _add_sliver(box, path.fill, found)
        elif _is_seen(path.fill):
            found.fills.append(Fill(box, path.fill))
        if not path.stroked:
            return
    elif path.filled and len(part) > 2:
        if _is_seen(path.fill):
            shapes.append(box)
        return
    if not path.stroked:
        return
    slanted = False
    for (x0, y0), (x1, y1) in pairwise(part):
        across, down = abs(x1 - x0), abs(y1 - y0)
        if max(across, down) < _SHORTEST_PT:
            continue
        if down <= _STRAIGHT_PT:
            y = (y0 + y1) / 2
            found.rules.append(Rule(min(x0, x1), y, max(x0, x1), y, path.width, path.stroke))
        elif across <= _STRAIGHT_PT:
            x = (x0 + x1) / 2
            found.rules.append(Rule(x, min(y0, y1), x, max(y0, y1), path.width, path.stroke))
        else:
            slanted = True
    if slanted:
        shapes.append(box)


def _add_sliver(box: Box, color: str, found: Drawings) -> None:
    """Add a thin filled rectangle as the rule in its middle."""
    x, y = box.middle
    if max(box.width, box.height) < _SHORTEST_PT:
        return
    if box.width >= box.height:
        found.rules.append(Rule(box.x0, y, box.x1, y, box.height, color))
    else:
        found.rules.append(Rule(x, box.y0, x, box.y1, box.width, color))


def _is_rectangle(part: list[tuple[float, float]]) -> bool:
    """Whether a part's corners are those of an upright rectangle."""
    corners = part[:-1] if len(part) > 1 and _same(part[0], part[-1]) else part
    if len(corners) != 4:
        return False
    box = _box_of(corners)
    return all(
        min(abs(x - box.x0), abs(x - box.x1)) <= _STRAIGHT_PT
        and min(abs(y - box.y0), abs(y - box.y1)) <= _STRAIGHT_PT
        for x, y in corners
    )


def _same(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return abs(first[0] - second[0]) < 0.01 and abs(first[1] - second[1]) < 0.01


class _PathReader:
    """Reads paths of a page; a map has a hundred thousand, so what PDFium fills is made once."""

    def __init__(self, page: EnginePage) -> None:
        self._page = page
        self._left = _PAGE_SEGMENTS
        self._mode, self._stroked = ctypes.c_int(), ctypes.c_int()
        self._modes_at = ctypes.byref(self._mode), ctypes.byref(self._stroked)
        self._x, self._y, self._width = ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
        self._point_at = ctypes.byref(self._x), ctypes.byref(self._y)
        self._width_at = ctypes.byref(self._width)
        self._color = tuple(ctypes.c_uint() for _ in range(4))
        self._color_at = tuple(map(ctypes.byref, self._color))

    def may_read(self, item: pdfium.FPDF_PAGEOBJECT) -> bool:
        """Whether a path with very many segments is read all the same."""
        count = pdfium.FPDFPath_CountSegments(item)
        self._left -= count
        return count <= _LINE_SEGMENTS and self._left >= 0

    def read(self, item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> _Path | None:
        """Return a path; None where it is not painted."""
        if not pdfium.FPDFPath_GetDrawMode(item, *self._modes_at):
            return None
        filled, stroked = bool(self._mode.value), bool(self._stroked.value)
        if not filled and not stroked:
            return None  # only clips
        whole = times(matrix_of(item), matrix)
        parts, curved = self._parts(item, times(whole, self._page.matrix), stroked)
        self._width.value = 1.0
        if stroked:
            pdfium.FPDFPageObj_GetStrokeWidth(item, self._width_at)
        scale = abs(whole[0] * whole[3] - whole[1] * whole[2]) ** 0.5
        return _Path(
            [part for part in parts if len(part) > 1],
            curved,
            filled,
            stroked,
            self._width.value * scale,
            self._shown(pdfium.FPDFPageObj_GetFillColor, item) if filled else _UNSEEN,
            self._shown(pdfium.FPDFPageObj_GetStrokeColor, item) if stroked else _UNSEEN,
        )

    def _parts(
        self, item: pdfium.FPDF_PAGEOBJECT, whole: Matrix, stroked: bool
    ) -> tuple[list[list[tuple[float, float]]], bool]:
        """Return the subpaths in the coordinates of ``model``, and whether a segment is curved.

        Only of a stroked path is the line that closes it drawn, and added.
        """
        segment_of, point_of = pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetPoint
        kind_of, closes = pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetClose
        x, y = self._x, self._y
        x_at, y_at = self._point_at
        a, b, c, d, e, f = whole
        parts: list[list[tuple[float, float]]] = []
        curved = False
        for index in range(pdfium.FPDFPath_CountSegments(item)):
            segment = segment_of(item, index)
            point_of(segment, x_at, y_at)
            across, down = x.value, y.value
            point = a * across + c * down + e, b * across + d * down + f
            kind = kind_of(segment)
            if kind == _MOVE or not parts:
                part = [point]
                parts.append(part)
            else:
                part.append(point)
                curved = curved or kind == _BEZIER
            if stroked and closes(segment) and not _same(part[0], part[-1]):
                part.append(part[0])
        return parts, curved

    def _shown(self, ask: Callable[..., int], item: pdfium.FPDF_PAGEOBJECT) -> str:
        """Return "#rrggbb"; white where nothing would be seen."""
        red, green, blue, alpha = self._color
        if not ask(item, *self._color_at) or alpha.value == 0:
            return _UNSEEN
        return f"#{red.value:02x}{green.value:02x}{blue.value:02x}"


@functools.lru_cache(maxsize=256)
def _is_seen(color: str) -> bool:
    return min(int(color[at : at + 2], 16) for at in (1, 3, 5)) < _WHITE


# ---------------------------------------------------------------- drawings


def clustered(boxes: list[Box], near: float = _NEAR_PT) -> list[tuple[Box, int]]:
    """Return boxes around groups of near boxes, each with how many it holds, from the top down.

    Args:
        boxes: of shapes.
        near: points; closer ones belong together.
    """
    return [(around(parts), len(parts)) for parts in gathered(boxes, near)]


def gathered(boxes: list[Box], near: float = _NEAR_PT) -> list[list[Box]]:
    """Return groups of near boxes, as ``clustered`` does."""
    groups: list[tuple[Box, list[Box]]] = []
    for box in sorted(boxes[:_MOST_SHAPES], key=lambda b: (b.y0, b.x0)):
        whole, parts = box, [box]
        rest: list[tuple[Box, list[Box]]] = []
        for other, members in groups:
            if other.across(whole) > -near and other.down(whole) > -near:
                whole, parts = whole.joined(other), _longer(members, parts)
            else:
                rest.append((other, members))
        rest.append((whole, parts))
        groups = rest
    return [parts for _, parts in groups]


def _longer(first: list[Box], second: list[Box]) -> list[Box]:
    """Put two lists together in the longer one: the other way round takes time without bound."""
    if len(first) < len(second):
        first, second = second, first
    first += second
    return first
