# SPDX-License-Identifier: AGPL-3.0-or-later
"""HEAD: fonts, character and paragraph shapes, styles, numberings (HWPML 3.0 rev 1.2, 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from lxml import etree

from converters.source.hangul.model import (
    HWPUNIT_PER_POINT,
    Bullet,
    CharShape,
    Numbering,
    NumberLevel,
    ParaShape,
    Shapes,
    Style,
)

_NO_COLOR = 0xFFFFFFFF
_PARA_UNITS = 2 * HWPUNIT_PER_POINT
NUMBER_FORMATS = {
    name: code
    for code, name in enumerate(
        (
            "Digit",
            "CircledDigit",
            "RomanCapital",
            "RomanSmall",
            "LatinCapital",
            "LatinSmall",
            "CircledLatinCapital",
            "CircledLatinSmall",
            "HangulSyllable",
            "CircledHangulSyllable",
            "HangulJamo",
            "CircledHangulJamo",
            "HangulPhonetic",
            "Ideograph",
            "CircledIdeograph",
            "DecagonCircle",
            "DecagonCircleHanja",
        )
    )
} | {"Symbol": 0x80, "UserChar": 0x81}


def number(element: etree._Element, name: str, default: int = 0) -> int:
    """Return an attribute as a whole number; ``default`` where it is missing or none."""
    try:
        return int(float(element.get(name, default)))
    except (ValueError, OverflowError):
        return default


def flag(element: etree._Element, name: str) -> bool:
    """Return a Boolean attribute."""
    return element.get(name, "").lower() in ("true", "1")


def parse_shapes(root: etree._Element) -> Shapes:
    """Return the shapes of a HWPML document; ids are attributes, not positions."""
    shapes = Shapes()
    table = root.find("HEAD/MAPPINGTABLE")
    if table is None:
        return shapes
    for face in table.iter("FONTFACE"):
        if face.get("Lang") == "Hangul":
            shapes.fonts = [font.get("Name", "") for font in face.iter("FONT")]
    _place(shapes.char_shapes, table.iter("CHARSHAPE"), _char_shape, CharShape())
    _place(shapes.para_shapes, table.iter("PARASHAPE"), _para_shape, ParaShape())
    _place(shapes.styles, table.iter("STYLE"), _style, Style(""))
    for element in table.iter("NUMBERING"):
        shapes.numberings.append(_numbering(element))
    for element in table.iter("BULLET"):
        shapes.bullets.append(Bullet(element.get("Char", "")))
    for element in table.iter("BORDERFILL"):
        brush = element.find("FILLBRUSH/WINDOWBRUSH")
        if brush is not None and number(brush, "FaceColor", _NO_COLOR) not in (
            _NO_COLOR,
            0xFFFFFF,
        ):
            shapes.filled_borders.add(number(element, "Id"))
        if any(
            all(_line_type(element, side) == "none" for side in pair)
            for pair in (("LEFT", "RIGHT"), ("TOP", "BOTTOM"))
        ):
            shapes.open_borders.add(number(element, "Id"))
    return shapes


def _line_type(border_fill: etree._Element, side: str) -> str:
    line = border_fill.find(f"{side}BORDER")
    return "" if line is None else line.get("Type", "").lower()


_MOST_IDS = 1_000_000
T = TypeVar("T")


def _place(
    into: list[T],
    elements: Iterable[etree._Element],
    parse: Callable[[etree._Element], T],
    default: T,
) -> None:
    """Put parsed elements at the places that their ids name."""
    for element in elements:
        at = number(element, "Id", len(into))
        if not 0 <= at < _MOST_IDS:
            continue
        while len(into) <= at:
            into.append(default)
        into[at] = parse(element)


def _char_shape(element: etree._Element) -> CharShape:
    def has(name: str) -> bool:
        return element.find(name) is not None

    def line(name: str) -> bool:
        found = element.find(name)
        return found is not None and found.get("Type", "") != "None"

    color = number(element, "TextColor")
    fonts, sizes = element.find("FONTID"), element.find("RELSIZE")
    underline = element.find("UNDERLINE")
    return CharShape(
        height_pt=number(element, "Height", 1000) / HWPUNIT_PER_POINT,
        face=number(fonts, "Hangul") if fonts is not None else -1,
        bold=has("BOLD"),
        italic=has("ITALIC"),
        underline=underline is not None and underline.get("Type", "Bottom") == "Bottom",
        strike=line("STRIKEOUT"),
        superscript=has("SUPERSCRIPT"),
        subscript=has("SUBSCRIPT"),
        dots=number(element, "SymMark") > 0,
        color=_color(color),
        size_percent=number(sizes, "Hangul", 100) if sizes is not None else 100,
    )


def _color(value: int) -> str | None:
    if value in (_NO_COLOR, 0):
        return None
    return f"#{value & 0xFF:02x}{value >> 8 & 0xFF:02x}{value >> 16 & 0xFF:02x}"


def _para_shape(element: etree._Element) -> ParaShape:
    margin = element.find("PARAMARGIN")
    if margin is None:
        margin = etree.Element("PARAMARGIN")
    head = element.get("HeadingType", "None").lower()
    return ParaShape(
        align=element.get("Align", "Justify").lower(),
        left_pt=number(margin, "Left") / _PARA_UNITS,
        right_pt=number(margin, "Right") / _PARA_UNITS,
        indent_pt=number(margin, "Indent") / _PARA_UNITS,
        before_pt=number(margin, "Prev") / _PARA_UNITS,
        after_pt=number(margin, "Next") / _PARA_UNITS,
        head=head if head in ("outline", "number", "bullet") else "",
        level=number(element, "Level"),
        head_id=number(element, "Heading"),
    )


def _style(element: etree._Element) -> Style:
    return Style(
        name=element.get("Name", "").strip(),
        english_name=element.get("EngName", "").strip(),
        is_character=element.get("Type") == "Char",
        para_shape=number(element, "ParaShape", -1),
        char_shape=number(element, "CharShape", -1),
        lang_id=number(element, "LangId"),
    )


def _numbering(element: etree._Element) -> Numbering:
    return Numbering(
        [
            NumberLevel(
                pattern=head.text or "",
                number_format=NUMBER_FORMATS.get(head.get("NumFormat", "Digit"), 0),
                start=number(head, "Start", 1) or 1,
            )
            for head in element.iter("PARAHEAD")
        ]
    )
