# SPDX-License-Identifier: AGPL-3.0-or-later
"""A sheet of SVG that a chart is drawn on.

Everything is in the file itself: no scripts, no fonts, nothing from outside.
The sheet is white with dark words in any colour scheme of the reading system;
colours keep a contrast of 3 to 1 with white and with a dark page (WCAG 2.2,
1.4.11) and differ for people with any colour vision (after Okabe and Ito,
"Color universal design", 2008). Texture, dash and mark tell series apart
where colours cannot, as on electronic paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from converters.xhtml.markup import one_line

SVG = "http://www.w3.org/2000/svg"
WIDTH = 640.0
"""Width of every sheet in its own units; words of 15 of them are read at half the size, too."""
TICK_SIZE, WORD_SIZE = 15.0, 16.0
LINE = 1.25
"""Distance of lines in em."""

COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#b5588c",
    "#8c6d00",
    "#7a6fd0",
    "#767676",
    "#008c95",
)
_INK, _GRID, _PAPER = "#222222", "#d0d0d0", "#ffffff"
# White lines over the colour, in a tile of 7 units.
_TEXTURES = ("", "M-1 8L8 -1", "M0 3.5H7", "M-1 -1L8 8", "M3.5 0V7", "M0 3.5H7M3.5 0V7")
_DASHES = ("", "9 4", "3 3", "12 4 2 4", "5 3", "14 3 5 3")
_MARKS = (
    "M{l} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z",
    "M{l} {t}h{d}v{d}h-{d}z",
    "M{x} {t}L{e} {b}H{l}z",
    "M{x} {t}L{e} {y}L{x} {b}L{l} {y}z",
    "M{l} {t}H{e}L{x} {b}z",
    "M{l} {t}L{e} {b}M{e} {t}L{l} {b}",
)

_NAMESPACES: dict[Any, str] = {None: SVG}

Spot = tuple[float, float]


def colour_of(style: int) -> str:
    """Return the colour of the series number ``style``."""
    return COLOURS[style % len(COLOURS)]


def number(value: float) -> str:
    """Return a length as SVG writes it, to a tenth of a unit."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


class Canvas:
    """An SVG file of ``WIDTH`` by ``height`` units."""

    def __init__(self, height: float, title: str) -> None:
        self.height = height
        self.root = etree.Element(f"{{{SVG}}}svg", nsmap=_NAMESPACES)
        for name, value in (
            ("viewBox", f"0 0 {number(WIDTH)} {number(height)}"),
            ("width", number(WIDTH)),
            ("height", number(height)),
            ("role", "img"),
            ("aria-labelledby", "title"),
            ("font-family", "sans-serif"),
            ("fill", _INK),
        ):
            self.root.set(name, value)
        heading = self._add("title", id="title")
        heading.text = one_line(title)
        self._definitions: etree._Element | None = None
        self._textures: set[int] = set()
        self.rectangle(0, 0, WIDTH, height, _PAPER)

    def _add(self, name: str, **attributes: str) -> etree._Element:
        element = etree.SubElement(self.root, f"{{{SVG}}}{name}")
        for key, value in attributes.items():
            element.set(key.replace("_", "-"), value)
        return element

    def to_bytes(self) -> bytes:
        """Return the file."""
        data: bytes = etree.tostring(self.root, encoding="utf-8", xml_declaration=True)
        return data

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a filled rectangle."""
        self._add(
            "rect",
            x=number(x),
            y=number(y),
            width=number(width),
            height=number(height),
            fill=fill,
        )

    def fill_of(self, style: int) -> str:
        """Return the paint of bars and areas of a series: its colour, with a texture after the first."""
        texture = _TEXTURES[style % len(_TEXTURES)]
        if not texture:
            return colour_of(style)
        name = style % (len(_TEXTURES) * len(COLOURS))
        if name not in self._textures:
            self._textures.add(name)
            self._define(name, colour_of(style), texture)
        return f"url(#t{name})"

    def _define(self, name: int, colour: str, texture: str) -> None:
        if self._definitions is None:
            self._definitions = etree.Element(f"{{{SVG}}}defs")
            self.root.insert(1, self._definitions)
        tile = etree.SubElement(self._definitions, f"{{{SVG}}}pattern")
        for key, value in (
            ("id", f"t{name}"),
            ("width", "7"),
            ("height", "7"),
            ("patternUnits", "userSpaceOnUse"),
        ):
            tile.set(key, value)
        ground = etree.SubElement(tile, f"{{{SVG}}}rect")
        ground.set("width", "7")
        ground.set("height", "7")
        ground.set("fill", colour)
        lines = etree.SubElement(tile, f"{{{SVG}}}path")
        lines.set("d", texture)
        lines.set("stroke", _PAPER)
        lines.set("stroke-width", "1.4")

    def line(self, begin: Spot, end: Spot, *, strong: bool = False) -> None:
        """Draw a line of an axis or its grid."""
        (x1, y1), (x2, y2) = begin, end
        self._add(
            "path",
            d=f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}",
            stroke="#555555" if strong else _GRID,
            fill="none",
        )

    def area(self, path: str, fill: str, *, opacity: float = 1.0) -> None:
        """Draw a filled shape with a white edge."""
        element = self._add("path", d=path, fill=fill, stroke=_PAPER, stroke_width="1.5")
        if opacity < 1:
            element.set("fill-opacity", number(opacity))

    def curve(self, path: str, style: int, nth: int) -> None:
        """Draw the line of a series in its colour, dashed as the line number ``nth``.

        A light seam parts it from bars below it.
        """
        self._add("path", d=path, fill="none", stroke=_PAPER, stroke_width="5")
        element = self._add(
            "path",
            d=path,
            fill="none",
            stroke=colour_of(style),
            stroke_width="2.5",
            stroke_linejoin="round",
        )
        dash = _DASHES[nth % len(_DASHES)]
        if dash:
            element.set("stroke-dasharray", dash)

    def marks(self, spots: Sequence[Spot], style: int, nth: int, radius: float = 4.5) -> None:
        """Draw the marks of a series, of the shape number ``nth``."""
        shape = _MARKS[nth % len(_MARKS)]
        if not spots:
            return
        path = "".join(_mark(shape, spot, radius) for spot in spots)
        colour = colour_of(style)
        # A cross has no inside: its lines carry the colour.
        crossed = shape is _MARKS[-1]
        self._add(
            "path",
            d=path,
            fill=colour,
            stroke=colour if crossed else _PAPER,
            stroke_width="2.5" if crossed else "1",
        )

    def bubble(self, spot: Spot, radius: float, style: int) -> None:
        """Draw a circle that lets others show through."""
        element = self._add("circle", cx=number(spot[0]), cy=number(spot[1]), r=number(radius))
        element.set("fill", colour_of(style))
        element.set("fill-opacity", "0.6")
        element.set("stroke", colour_of(style))

    def text(
        self,
        spot: Spot,
        words: str | Sequence[str],
        *,
        anchor: str = "start",
        size: float = TICK_SIZE,
        turned: float = 0,
    ) -> None:
        """Write words, or several lines of them, from the base line at ``spot`` downwards."""
        lines = [words] if isinstance(words, str) else list(words)
        x, y = map(number, spot)
        element = self._add("text", x=x, y=y, font_size=number(size))
        if anchor != "start":
            element.set("text-anchor", anchor)
        if turned:
            element.set("transform", f"rotate({number(turned)} {x} {y})")
        if len(lines) == 1:
            element.text = one_line(lines[0])
            return
        for at, line in enumerate(lines):
            part = etree.SubElement(element, f"{{{SVG}}}tspan")
            part.set("x", x)
            if at:
                part.set("dy", number(size * LINE))
            part.text = one_line(line)


def _mark(shape: str, spot: Spot, radius: float) -> str:
    x, y = spot
    return shape.format(
        x=number(x),
        y=number(y),
        r=number(radius),
        d=number(2 * radius),
        l=number(x - radius),
        e=number(x + radius),
        t=number(y - radius),
        b=number(y + radius),
    )
