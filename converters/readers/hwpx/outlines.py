# SPDX-License-Identifier: AGPL-3.0-or-later
"""Outlines of drawing objects of OWPML (KS X 6101, 10.9.7 and later)."""

from __future__ import annotations

from math import isfinite

from lxml import etree

from converters.readers.hwpx.elements import child, children, color, local, number
from converters.source.hangul.outlines import (
    DASHES,
    IDENTITY,
    Affine,
    Command,
    LineStyle,
    Outline,
    Point,
    arc_path,
    composed,
    curve_path,
    ellipse_path,
    rectangle_path,
    straight_path,
)

_MATRICES = frozenset({"transMatrix", "scaMatrix", "rotMatrix"})
_ARCS = {"PIE": "pie", "CHORD": "chord"}
_WRAPPED = 1 << 31
"""Some writers store what is negative as an unsigned number of 32 bits."""


def outline_of(element: etree._Element) -> Outline | None:
    """Return what a shape draws; None for objects that have no outline."""
    path = _path(element)
    if not path:
        return None
    return Outline(path, _matrix(element), _line(element), _fill(element))


def _path(element: etree._Element) -> tuple[Command, ...]:
    name = local(element)
    if name in ("line", "connectLine"):
        return straight_path(_points(element, "startPt", "endPt"))
    if name == "rect":
        corners = _points(element, "pt0", "pt1", "pt2", "pt3")
        return rectangle_path(corners, number(element, "ratio"))
    if name == "polygon":
        return straight_path(_points(element, "pt"), closed=True)
    if name in ("ellipse", "arc"):
        found = _points(element, "center", "ax1", "ax2")
        if len(found) != 3:
            return ()
        centre, first, second = found
        if name == "ellipse":
            return ellipse_path(centre, first, second)
        return arc_path(centre, first, second, _ARCS.get(element.get("type", ""), "arc"))
    if name == "curve":
        segments = [inner for inner in children(element) if local(inner) == "seg"]
        ends = [_point(segment, "2") for segment in segments]
        curved = [segment.get("type", "CURVE") == "CURVE" for segment in segments]
        return curve_path([_point(segments[0], "1"), *ends], curved) if segments else ()
    return ()


def _points(element: etree._Element, *names: str) -> list[Point]:
    """Return the points in children of these names: in their order, or all of the only name."""
    found = [inner for inner in children(element) if local(inner) in names]
    if len(names) > 1:
        found.sort(key=lambda inner: names.index(local(inner)))
    return [_point(inner) for inner in found]


def _point(element: etree._Element, suffix: str = "") -> Point:
    return _signed(number(element, f"x{suffix}")), _signed(number(element, f"y{suffix}"))


def _signed(value: int) -> float:
    return float(value - 2 * _WRAPPED if value >= _WRAPPED else value)


def _matrix(element: etree._Element) -> Affine:
    """Return the product of the matrices, which stand from the outermost to the innermost."""
    matrices: list[Affine] = []
    pair: list[Affine] = []
    for inner in children(child(element, "renderingInfo")):
        if local(inner) not in _MATRICES:
            continue
        matrix = _affine(inner)
        if local(inner) == "rotMatrix":
            # What is turned has been scaled before.
            matrices += [matrix, *pair]
            pair = []
        elif local(inner) == "scaMatrix":
            pair = [matrix]
        else:
            matrices.append(matrix)
    return composed([*matrices, *pair])


def _affine(element: etree._Element) -> Affine:
    try:
        a, b, c, d, e, f = (float(element.get(f"e{at}", "")) for at in range(1, 7))
    except ValueError:
        return IDENTITY
    return (a, b, c, d, e, f) if all(map(isfinite, (a, b, c, d, e, f))) else IDENTITY


def _line(element: etree._Element) -> LineStyle | None:
    line = child(element, "lineShape")
    if line is None or line.get("style") == "NONE":
        return None
    return LineStyle(
        color(line.get("color")) or "#000000",
        max(0.0, float(number(line, "width"))),
        DASHES.get(line.get("style", ""), ()),
        line.get("headStyle", "NORMAL") != "NORMAL",
        line.get("tailStyle", "NORMAL") != "NORMAL",
    )


def _fill(element: etree._Element) -> str:
    brush = child(element, "fillBrush")
    solid = child(brush, "winBrush")
    if solid is not None:
        return color(solid.get("faceColor")) or ""
    gradation = child(brush, "gradation")
    if gradation is None:
        return ""
    colors = [color(inner.get("value")) for inner in children(gradation) if local(inner) == "color"]
    return next(filter(None, colors), "")
