# SPDX-License-Identifier: AGPL-3.0-or-later
"""Outlines of drawing objects (lines, rectangles, ellipses, arcs, polygons, curves), drawn as SVG.

Source: HWP 5.0 file structure rev 1.3, 4.3.9.2; KS X 6101, 10.9 (renderingInfo, lineShape).
Lengths are HWPUNIT, 100 for a point; y grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, isfinite, pi, sin

from lxml import etree

from converters.document.nodes import Resource

Point = tuple[float, float]
Command = tuple[str, tuple[Point, ...]]
"""("M", one point), ("L", one), ("C", two control points and the end) or ("Z", none)."""
Affine = tuple[float, float, float, float, float, float]
"""x' = a x + b y + c; y' = d x + e y + f."""

IDENTITY: Affine = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
_SVG = "http://www.w3.org/2000/svg"
_MOST_OUTLINES, _MOST_POINTS = 2_000, 40_000
_LARGEST = 1_000_000.0
_LEAST = 150.0
_MARGIN = 100.0
_HAIRLINE = 12.0
PAPER = "#ffffff"
"""The colour of the ground, on which a filling of the same is none."""
DASHES: dict[str, tuple[float, ...]] = {
    "DASH": (4.0, 2.0),
    "DOT": (1.0, 2.0),
    "DASH_DOT": (4.0, 2.0, 1.0, 2.0),
    "DASH_DOT_DOT": (4.0, 2.0, 1.0, 2.0, 1.0, 2.0),
    "LONG_DASH": (8.0, 2.0),
    "CIRCLE": (1.0, 2.0),
}
"""Dashes and gaps in widths of the line, by the kind of line as OWPML calls it."""
# How far the control points of a quarter of an ellipse are from its ends, of its radius.
_KAPPA = 0.5522847498
_ARROW = 3.5
"""Length of an arrow's head in widths of its line, and its least length in HWPUNIT below."""
_LEAST_ARROW = 500.0


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How an outline is drawn."""

    color: str
    """"#rrggbb"."""
    width: float
    dashes: tuple[float, ...] = ()
    """Lengths of dashes and gaps in widths of the line; empty for a solid one."""
    starts_with_arrow: bool = False
    ends_with_arrow: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """What a shape draws, in its own coordinates, with the way to those of the whole object."""

    path: tuple[Command, ...]
    matrix: Affine = IDENTITY
    line: LineStyle | None = None
    fill: str = ""
    """"#rrggbb"; empty where nothing is filled."""

    @property
    def is_seen(self) -> bool:
        """Whether anything is drawn."""
        return bool(self.path) and (self.line is not None or bool(self.fill))


# ---------------------------------------------------------------- paths


def straight_path(points: Sequence[Point], *, closed: bool = False) -> tuple[Command, ...]:
    """Return the lines through ``points``."""
    if len(points) < 2:
        return ()
    path: list[Command] = [("M", (points[0],)), *(("L", (point,)) for point in points[1:])]
    return (*path, ("Z", ())) if closed else tuple(path)


def rectangle_path(corners: Sequence[Point], rounding: int) -> tuple[Command, ...]:
    """Return a rectangle; ``rounding`` is how many percent of half its shorter side are rounded."""
    if len(corners) != 4 or rounding <= 0:
        return straight_path(corners, closed=True)
    sides = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise((*corners, corners[0]))]
    radius = min(sides) / 2 * min(rounding, 100) / 100
    path: list[Command] = []
    for at, corner in enumerate(corners):
        before, after = corners[at - 1], corners[(at + 1) % 4]
        start = _towards(corner, before, radius)
        end = _towards(corner, after, radius)
        controls = _towards(start, corner, radius * _KAPPA), _towards(end, corner, radius * _KAPPA)
        path.append(("L" if path else "M", (start,)))
        path.append(("C", (*controls, end)))
    return (*path, ("Z", ()))


def ellipse_path(centre: Point, first: Point, second: Point) -> tuple[Command, ...]:
    """Return an ellipse by its centre and the ends of its two axes."""
    quarters = _quarters(centre, first, second, 4)
    return (*quarters, ("Z", ()))


def arc_path(centre: Point, first: Point, second: Point, kind: str) -> tuple[Command, ...]:
    """Return a quarter of an ellipse from ``first`` to ``second``.

    Args:
        centre: of the ellipse.
        first: where the arc begins.
        second: where it ends.
        kind: "arc" for the line alone, "pie" with the centre, "chord" closed by a line.
    """
    path = _quarters(centre, first, second, 1)
    if kind == "pie":
        return (*path, ("L", (centre,)), ("Z", ()))
    return (*path, ("Z", ())) if kind == "chord" else path


def curve_path(points: Sequence[Point], curved: Sequence[bool]) -> tuple[Command, ...]:
    """Return the smooth line through ``points``; parts that are not ``curved`` are straight."""
    if len(points) < 2:
        return ()
    path: list[Command] = [("M", (points[0],))]
    for at, (start, end) in enumerate(pairwise(points)):
        if at >= len(curved) or not curved[at]:
            path.append(("L", (end,)))
            continue
        # The tangent at a point goes from its neighbour to its neighbour (Catmull and Rom).
        before = points[at - 1] if at and curved[at - 1] else start
        following = at + 2 < len(points) and at + 1 < len(curved) and curved[at + 1]
        after = points[at + 2] if following else end
        path.append(
            (
                "C",
                (
                    (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
                    (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
                    end,
                ),
            )
        )
    return tuple(path)


def _quarters(centre: Point, first: Point, second: Point, count: int) -> tuple[Command, ...]:
    across = first[0] - centre[0], first[1] - centre[1]
    down = second[0] - centre[0], second[1] - centre[1]

    def at(along: float, aside: float) -> Point:
        return (
            centre[0] + along * across[0] + aside * down[0],
            centre[1] + along * across[1] + aside * down[1],
        )

    path: list[Command] = [("M", (at(1, 0),))]
    for quarter in range(count):
        angle, end = quarter * pi / 2, (quarter + 1) * pi / 2
        c, s, c2, s2 = cos(angle), sin(angle), cos(end), sin(end)
        controls = at(c - _KAPPA * s, s + _KAPPA * c), at(c2 + _KAPPA * s2, s2 - _KAPPA * c2)
        path.append(("C", (*controls, at(c2, s2))))
    return tuple(path)


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    share = distance / length if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def composed(matrices: Iterable[Affine]) -> Affine:
    """Return the matrix that applies the last of ``matrices`` first."""
    whole = IDENTITY
    for a, b, c, d, e, f in matrices:
        k, l, m, n, o, p = whole  # noqa: E741 - the letters of the formula
        whole = (
            k * a + l * d,
            k * b + l * e,
            k * c + l * f + m,
            n * a + o * d,
            n * b + o * e,
            n * c + o * f + p,
        )
    return whole


# ---------------------------------------------------------------- drawing


def draw_outlines(outlines: Sequence[Outline], name: str = "") -> Resource | None:
    """Return ``outlines`` as one picture; None where nothing of them is seen or can be drawn.

    The picture has a ground of its own: lines are black on the paper they were drawn for.

    Args:
        outlines: from the back to the front.
        name: the source's name for them.
    """
    seen = [outline for outline in outlines if outline.is_seen]
    points = sum(len(command[1]) for outline in seen for command in outline.path)
    if len(seen) > _MOST_OUTLINES or points > _MOST_POINTS or not any(map(_has_ink, seen)):
        return None
    placed = [(outline, _placed(outline)) for outline in seen]
    across = [x for _, path in placed for _, points in path for x, _ in points]
    down = [y for _, path in placed for _, points in path for _, y in points]
    if not all(map(isfinite, (*across, *down))):
        return None
    margin = _MARGIN + max((o.line.width for o in seen if o.line is not None), default=0.0)
    left, top = min(across) - margin, min(down) - margin
    width, height = max(across) + margin - left, max(down) + margin - top
    # What is as thin as a line only parts what stands on its sides.
    if max(width, height) > _LARGEST or min(width, height) - 2 * margin < _LEAST:
        return None
    root = etree.Element(
        f"{{{_SVG}}}svg",
        {
            "viewBox": " ".join(map(_number, (left, top, width, height))),
            "width": _number(width / 100),
            "height": _number(height / 100),
        },
        nsmap={None: _SVG},  # type: ignore[dict-item]
    )
    ground = {"x": left, "y": top, "width": width, "height": height}
    paper = {key: _number(value) for key, value in ground.items()}
    etree.SubElement(root, f"{{{_SVG}}}rect", {**paper, "fill": PAPER})
    for outline, path in placed:
        _draw(root, outline, path)
    data = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Resource("image/svg+xml", data, round(width / 100), round(height / 100), name)


def _has_ink(outline: Outline) -> bool:
    return (outline.line is not None and outline.line.color != PAPER) or (
        outline.fill not in ("", PAPER)
    )


def _placed(outline: Outline) -> list[Command]:
    a, b, c, d, e, f = outline.matrix
    return [
        (name, tuple((a * x + b * y + c, d * x + e * y + f) for x, y in points))
        for name, points in outline.path
    ]


def _draw(root: etree._Element, outline: Outline, path: list[Command]) -> None:
    said = " ".join(
        name + " ".join(f"{_number(x)},{_number(y)}" for x, y in points) for name, points in path
    )
    attributes = {"d": said, "fill": outline.fill or "none"}
    line = outline.line
    if line is not None:
        width = max(line.width, _HAIRLINE)
        attributes |= {"stroke": line.color, "stroke-width": _number(width)}
        if line.dashes:
            attributes["stroke-dasharray"] = " ".join(_number(d * width) for d in line.dashes)
    etree.SubElement(root, f"{{{_SVG}}}path", attributes)
    if line is None or path[-1][0] == "Z":
        return
    corners = [point for _, points in path for point in points]
    for wanted, tip, behind in (
        (line.starts_with_arrow, corners[0], corners[1]),
        (line.ends_with_arrow, corners[-1], corners[-2]),
    ):
        if wanted:
            _draw_arrow(root, line, tip, behind)


def _draw_arrow(root: etree._Element, line: LineStyle, tip: Point, behind: Point) -> None:
    length = max(_ARROW * line.width, _LEAST_ARROW)
    base = _towards(tip, behind, length)
    aside = (base[1] - tip[1]) * 0.4, (tip[0] - base[0]) * 0.4
    corners = (
        tip,
        (base[0] + aside[0], base[1] + aside[1]),
        (base[0] - aside[0], base[1] - aside[1]),
    )
    said = "M" + " L".join(f"{_number(x)},{_number(y)}" for x, y in corners) + " Z"
    etree.SubElement(root, f"{{{_SVG}}}path", {"d": said, "fill": line.color})


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
