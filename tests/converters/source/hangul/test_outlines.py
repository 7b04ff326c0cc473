# SPDX-License-Identifier: AGPL-3.0-or-later
"""Outlines of drawing objects: read alike from HWP 5 and HWPX, and drawn as one picture."""

from __future__ import annotations

import struct

import pytest
from lxml import etree

from converters.readers.hwp5.outlines import style_of, with_path
from converters.readers.hwp5.records import Record, Tag
from converters.readers.hwpx.outlines import outline_of
from converters.source.hangul.outlines import (
    IDENTITY,
    LineStyle,
    Outline,
    composed,
    curve_path,
    draw_outlines,
    ellipse_path,
    rectangle_path,
    straight_path,
)

SVG = "{http://www.w3.org/2000/svg}"
HALF = (0.5, 0.0, 0.0, 0.0, 0.5, 0.0)
MOVED = (1.0, 0.0, 1000.0, 0.0, 1.0, 200.0)
TURNED = (0.0, -1.0, 0.0, 1.0, 0.0, 0.0)
LINE = LineStyle("#112233", 40.0, (), starts_with_arrow=False, ends_with_arrow=True)
CORNERS = ((0.0, 0.0), (4000.0, 0.0), (4000.0, 2000.0), (0.0, 2000.0))


def drawn(*outlines: Outline) -> etree._Element | None:
    resource = draw_outlines(outlines)
    return None if resource is None else etree.fromstring(resource.data)


def ends(outline: Outline) -> list[tuple[float, float]]:
    a, b, c, d, e, f = outline.matrix
    return [(a * x + b * y + c, d * x + e * y + f) for _, points in outline.path for x, y in points]


def component(
    *matrices: tuple[float, ...], line: tuple[int, int, int] = (0x332211, 40, 1 | 1 << 16)
) -> bytes:
    """Return a SHAPE_COMPONENT behind its ids: place, size, matrices, line, a green fill."""
    data = struct.pack("<iiHHIIIIIHii", 0, 0, 0, 1, 100, 100, 100, 100, 0, 0, 50, 50)
    data += struct.pack("<H", (len(matrices) - 1) // 2)
    data += b"".join(struct.pack("<6d", *matrix) for matrix in matrices)
    return data + struct.pack("<IiIB", *line, 0) + struct.pack("<IIIi", 1, 0x00FF00, 0, -1)


def markup(*matrices: tuple[str, tuple[float, ...]]) -> etree._Element:
    info = "".join(
        f"<{name} " + " ".join(f'e{at}="{v}"' for at, v in enumerate(values, 1)) + "/>"
        for name, values in matrices
    )
    return etree.fromstring(
        f"<polygon><renderingInfo>{info}</renderingInfo>"
        '<lineShape color="#112233" width="40" style="SOLID" headStyle="NORMAL" tailStyle="ARROW"/>'
        '<fillBrush><winBrush faceColor="#00FF00"/></fillBrush>'
        '<pt x="0" y="0"/><pt x="4000" y="0"/><pt x="4000" y="2000"/></polygon>'
    )


def test_both_formats_say_the_same():
    style = style_of(component(MOVED, HALF, TURNED), 0)
    assert style is not None
    triangle = struct.pack("<i6i", 3, 0, 0, 4000, 0, 4000, 2000)
    old = with_path(style, Record(Tag.SC_POLYGON, 0, triangle))
    new = outline_of(markup(("transMatrix", MOVED), ("scaMatrix", HALF), ("rotMatrix", TURNED)))
    assert old == new
    assert old.line == LINE
    assert old.fill == "#00ff00"
    # Halved first, then turned, then moved.
    assert ends(old) == [(1000, 200), (1000, 2200), (0, 2200)]


def test_the_matrices_of_a_group_go_around_those_of_its_members():
    grouped = style_of(component(MOVED, HALF, IDENTITY, HALF, IDENTITY), 0)
    assert grouped is not None
    assert grouped.matrix == composed([MOVED, HALF, HALF]) == (0.25, 0, 1000, 0, 0.25, 200)


@pytest.mark.parametrize("cut", [0, 41, 44, 90, 150])
def test_a_record_that_ends_early_draws_nothing(cut):
    assert style_of(component(MOVED, HALF, TURNED)[:cut], 0) is None


def test_numbers_that_are_none_draw_nothing():
    assert style_of(component((float("nan"),) * 6), 0) is None
    huge = Outline(straight_path(CORNERS), (1e12, 0, 0, 0, 1e12, 0), LINE)
    assert drawn(huge) is None


def test_a_picture_holds_all_shapes_and_has_a_ground_of_its_own():
    root = drawn(
        Outline(rectangle_path(CORNERS, 0), IDENTITY, LINE, "#ffcc00"),
        Outline(ellipse_path((2000, 1000), (2500, 1000), (2000, 1500)), MOVED, LINE),
    )
    assert root is not None
    left, top, width, height = map(float, root.get("viewBox", "").split())
    assert left < 0
    assert top < 0
    assert left + width > 4000
    assert top + height > 2000
    ground, *paths = root
    assert ground.tag == f"{SVG}rect"
    assert ground.get("fill") == "#ffffff"
    assert [path.get("fill") for path in paths] == ["#ffcc00", "none"]


def test_an_arrow_has_a_head_where_the_line_ends():
    root = drawn(Outline(straight_path(((0, 0), (3000, 3000))), IDENTITY, LINE))
    assert root is not None
    assert root[-1].get("d", "").startswith("M3000,3000")
    assert root[-1].get("fill") == LINE.color


@pytest.mark.parametrize(
    "outline",
    [
        Outline(straight_path(((0, 0), (9000, 10))), IDENTITY, LINE),
        Outline(rectangle_path(CORNERS, 0), IDENTITY, None, "#ffffff"),
        Outline(rectangle_path(CORNERS, 0), IDENTITY, None, ""),
        Outline((), IDENTITY, LINE),
    ],
    ids=["thin", "white", "nothing", "no path"],
)
def test_what_shows_nothing_is_no_picture(outline):
    assert drawn(outline) is None


def test_too_many_shapes_are_no_picture():
    assert drawn(*[Outline(straight_path(CORNERS), IDENTITY, LINE)] * 2001) is None


def test_a_curve_goes_through_its_points_and_a_straight_part_stays_straight():
    points = [(0.0, 0.0), (1000.0, 500.0), (2000.0, 0.0), (3000.0, 0.0)]
    path = curve_path(points, [True, True, False])
    assert [name for name, _ in path] == ["M", "C", "C", "L"]
    assert [ends[-1] for _, ends in path] == points


def test_rounded_corners_stay_inside():
    path = rectangle_path(CORNERS, 100)
    assert all(0 <= x <= 4000 and 0 <= y <= 2000 for _, points in path for x, y in points)
    assert sum(name == "C" for name, _ in path) == 4
