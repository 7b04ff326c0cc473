# SPDX-License-Identifier: AGPL-3.0-or-later
"""Contents/header.xml: fonts, shapes, styles, numberings (KS X 6101, 9)."""

from __future__ import annotations

from lxml import etree

from converters.readers.hwpx.elements import (
    NUMBER_FORMATS,
    child,
    children,
    color,
    flag,
    local,
    number,
    points,
)
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

# A strike-out of this shape is what the program writes where none is drawn.
_NO_STRIKE = ("NONE", "3D", "")
_HEADS = ("outline", "number", "bullet")


class Header:
    """The shapes of a document, and the places of those that the body names by id.

    Args:
        root: the root element of header.xml.
    """

    def __init__(self, root: etree._Element) -> None:
        self.shapes = Shapes()
        self.char_ids: dict[str, int] = {}
        self.para_ids: dict[str, int] = {}
        self.style_ids: dict[str, int] = {}
        self.numbering_ids: dict[str, int] = {}
        """1-based, as paragraph heads count them."""
        self._bullet_ids: dict[str, int] = {}
        lists = {local(inner): inner for inner in children(child(root, "refList"))}
        for element in _items(lists.get("fontfaces")):
            if element.get("lang") == "HANGUL":
                self.shapes.fonts = [font.get("face", "") for font in children(element)]
        for element in _items(lists.get("borderFills")):
            self._border_fill(element)
        for element in _items(lists.get("charProperties")):
            self.char_ids[element.get("id", "")] = len(self.shapes.char_shapes)
            self.shapes.char_shapes.append(_char_shape(element))
        for element in _items(lists.get("numberings")):
            self.shapes.numberings.append(_numbering(element))
            self.numbering_ids[element.get("id", "")] = len(self.shapes.numberings)
        for element in _items(lists.get("bullets")):
            bullet = Bullet(element.get("char", ""), element.get("checkedChar", "").strip())
            self.shapes.bullets.append(bullet)
            self._bullet_ids[element.get("id", "")] = len(self.shapes.bullets)
        for element in _items(lists.get("paraProperties")):
            self.para_ids[element.get("id", "")] = len(self.shapes.para_shapes)
            self.shapes.para_shapes.append(self._para_shape(element))
        for element in _items(lists.get("styles")):
            self.style_ids[element.get("id", "")] = len(self.shapes.styles)
            self.shapes.styles.append(self._style(element))

    def _border_fill(self, element: etree._Element) -> None:
        key = number(element, "id")
        # Some programs add a brush of their own to the empty one that stands there.
        for brush in children(element):
            if local(brush) != "fillBrush":
                continue
            solid = child(brush, "winBrush")
            if solid is not None and color(solid.get("faceColor")) not in (None, "#ffffff"):
                self.shapes.filled_borders.add(key)
            if child(brush, "gradation") is not None:
                self.shapes.filled_borders.add(key)
            if child(brush, "imgBrush") is not None:
                self.shapes.pictured_borders.add(key)
        left, right, top, bottom = (
            _attribute(child(element, f"{side}Border"), "type").lower() != "none"
            for side in ("left", "right", "top", "bottom")
        )
        if not (left or right) or not (top or bottom):
            self.shapes.open_borders.add(key)
        if not (left or right or top or bottom):
            self.shapes.unlined_borders.add(key)

    def _para_shape(self, element: etree._Element) -> ParaShape:
        shape = ParaShape(
            align=(_attribute(child(element, "align"), "horizontal") or "justify").lower(),
            checked=flag(element, "checked"),
        )
        heading = child(element, "heading")
        head = _attribute(heading, "type").lower()
        if head in _HEADS:
            shape.head, shape.level = head, number(heading, "level")
            ids = self._bullet_ids if head == "bullet" else self.numbering_ids
            shape.head_id = ids.get(_attribute(heading, "idRef"), 0)
        margin = child(element, "margin")
        scale = _margin_scale(margin)
        shape.indent_pt = _margin(margin, "intent") * scale
        shape.left_pt = _margin(margin, "left") * scale
        shape.right_pt = _margin(margin, "right") * scale
        shape.before_pt = _margin(margin, "prev") * scale
        shape.after_pt = _margin(margin, "next") * scale
        return shape

    def _style(self, element: etree._Element) -> Style:
        return Style(
            name=element.get("name", "").strip(),
            english_name=element.get("engName", "").strip(),
            is_character=element.get("type") == "CHAR",
            para_shape=self.para_ids.get(element.get("paraPrIDRef", ""), -1),
            char_shape=self.char_ids.get(element.get("charPrIDRef", ""), -1),
            lang_id=number(element, "langID"),
        )


def _items(element: etree._Element | None) -> list[etree._Element]:
    return list(children(element))


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _margin_scale(margin: etree._Element | None) -> float:
    """Return 1 for lengths in a hp:case; all others are doubled, as in HWP 5."""
    parent = None if margin is None else margin.getparent()
    return 1.0 if parent is not None and local(parent) == "case" else 0.5


def _margin(margin: etree._Element | None, name: str) -> float:
    inner = child(margin, name)
    return points(inner, "value") if inner is not None else points(margin, name)


def _char_shape(element: etree._Element) -> CharShape:
    parts = {local(inner): inner for inner in children(element)}
    return CharShape(
        height_pt=number(element, "height", 1000) / HWPUNIT_PER_POINT,
        face=number(parts.get("fontRef"), "hangul", -1),
        bold="bold" in parts,
        italic="italic" in parts,
        underline=_attribute(parts.get("underline"), "type") == "BOTTOM",
        strike=_attribute(parts.get("strikeout"), "shape") not in _NO_STRIKE,
        superscript="supscript" in parts,
        subscript="subscript" in parts,
        dots=element.get("symMark", "NONE") != "NONE",
        color=color(element.get("textColor")),
        size_percent=number(parts.get("relSz"), "hangul", 100) or 100,
    )


def _numbering(element: etree._Element) -> Numbering:
    heads = [inner for inner in children(element) if local(inner) == "paraHead"]
    heads.sort(key=lambda head: number(head, "level"))
    return Numbering(
        [
            NumberLevel(
                pattern=head.text or "",
                number_format=NUMBER_FORMATS.get(head.get("numFormat", "DIGIT"), 0),
                start=number(head, "start", 1) or 1,
            )
            for head in heads
        ]
    )
