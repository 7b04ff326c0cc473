# SPDX-License-Identifier: AGPL-3.0-or-later
"""Properties of runs and paragraphs as plain values (ECMA-376 part 1, 17.3.1 and 17.3.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from converters.readers.docx.names import VAL, W, is_on, points, val, whole
from converters.xhtml.markup import Element

RunProperties = dict[str, Any]
"""Keys: b, i, strike, vanish, caps, small_caps (bool); u, vert, color, em, highlight, size, style; ascii, asian (fonts);
lang, lang_asian, lang_rtl; deleted (of a paragraph's mark)."""
ParaProperties = dict[str, Any]
"""Keys: style, outline, num, ilvl, jc; left, right, first, before, after (points); page_break,
drop_cap, boxed (a line on all sides), mark (run properties of the paragraph's mark), section (w:sectPr)."""

TOGGLES = ("b", "i", "strike", "vanish", "caps", "small_caps")
_THEME = {
    "majorHAnsi": "major-latin", "majorAscii": "major-latin", "majorBidi": "major-latin",
    "majorEastAsia": "major-ea", "minorHAnsi": "minor-latin", "minorAscii": "minor-latin",
    "minorBidi": "minor-latin", "minorEastAsia": "minor-ea",
}  # fmt: skip


def parse_run(element: Element | None, theme: Mapping[str, str]) -> RunProperties:
    """Return what ``w:rPr`` sets."""
    found: RunProperties = {}
    if element is None:
        return found
    for child in element:
        reader = _RUN.get(child.tag)
        if reader is not None:
            reader(child, found)
        elif child.tag == f"{W}rFonts":
            _fonts(child, found, theme)
    return found


def _toggle(key: str) -> Callable[[Element, RunProperties], None]:
    def read(element: Element, found: RunProperties) -> None:
        found[key] = is_on(element)

    return read


def _value(key: str) -> Callable[[Element, RunProperties], None]:
    def read(element: Element, found: RunProperties) -> None:
        found[key] = element.get(VAL, "")

    return read


def _size(element: Element, found: RunProperties) -> None:
    half_points = points(element.get(VAL), 2.0)
    if half_points:
        found["size"] = half_points


def _underline(element: Element, found: RunProperties) -> None:
    found["u"] = element.get(VAL, "single") != "none"


def _language(element: Element, found: RunProperties) -> None:
    for key, name in (("lang", "val"), ("lang_asian", "eastAsia"), ("lang_rtl", "bidi")):
        tag = element.get(W + name)
        if tag:
            found[key] = tag


def _deleted(_element: Element, found: RunProperties) -> None:
    found["deleted"] = True


def _fonts(element: Element, found: RunProperties, theme: Mapping[str, str]) -> None:
    for key, name in (("ascii", "ascii"), ("asian", "eastAsia")):
        font = element.get(W + name)
        of_theme = theme.get(_THEME.get(element.get(f"{W}{name}Theme", ""), ""))
        if of_theme or font:
            found[key] = of_theme or font
    if "ascii" not in found and element.get(f"{W}hAnsi"):
        found["ascii"] = element.get(f"{W}hAnsi")


_RUN: dict[str, Callable[[Element, RunProperties], None]] = {
    f"{W}b": _toggle("b"),
    f"{W}i": _toggle("i"),
    f"{W}strike": _toggle("strike"),
    f"{W}dstrike": _toggle("strike"),
    f"{W}vanish": _toggle("vanish"),
    f"{W}caps": _toggle("caps"),
    f"{W}smallCaps": _toggle("small_caps"),
    f"{W}u": _underline,
    f"{W}vertAlign": _value("vert"),
    f"{W}color": _value("color"),
    f"{W}em": _value("em"),
    f"{W}highlight": _value("highlight"),
    f"{W}rStyle": _value("style"),
    f"{W}sz": _size,
    f"{W}lang": _language,
    f"{W}del": _deleted,
    f"{W}moveFrom": _deleted,
}


def parse_para(element: Element | None) -> ParaProperties:
    """Return what ``w:pPr`` sets."""
    found: ParaProperties = {}
    if element is None:
        return found
    for child in element:
        reader = _PARA.get(child.tag)
        if reader is not None:
            reader(child, found)
    return found


def _style(element: Element, found: ParaProperties) -> None:
    found["style"] = element.get(VAL, "")


def _outline(element: Element, found: ParaProperties) -> None:
    found["outline"] = min(max(whole(element.get(VAL), 9), 0), 9)


def _numbering(element: Element, found: ParaProperties) -> None:
    number, level = val(element, "numId"), val(element, "ilvl")
    if number:
        found["num"] = number
    if level:
        found["ilvl"] = min(max(whole(level), 0), 8)


def _alignment(element: Element, found: ParaProperties) -> None:
    found["jc"] = element.get(VAL, "")


def _indent(element: Element, found: ParaProperties) -> None:
    for key, names in (("left", ("start", "left")), ("right", ("end", "right"))):
        for name in names:
            length = points(element.get(W + name))
            if length is not None:
                found[key] = length
                break
    hanging, first = points(element.get(f"{W}hanging")), points(element.get(f"{W}firstLine"))
    if hanging is not None:
        found["first"] = -hanging
    elif first is not None:
        found["first"] = first


def _spacing(element: Element, found: ParaProperties) -> None:
    for key in ("before", "after"):
        length = points(element.get(W + key))
        if length is not None:
            found[key] = length


def _page_break(element: Element, found: ParaProperties) -> None:
    found["page_break"] = is_on(element)


def _frame(element: Element, found: ParaProperties) -> None:
    if element.get(f"{W}dropCap", "none") in ("drop", "margin"):
        found["drop_cap"] = True


def _borders(element: Element, found: ParaProperties) -> None:
    """Lines around a paragraph (17.3.1.24): a box where all four sides have one."""
    sides = (val(element, side) for side in ("top", "left", "bottom", "right"))
    found["boxed"] = all(side not in ("", "nil", "none") for side in sides)


def _mark(element: Element, found: ParaProperties) -> None:
    found["mark"] = parse_run(element, {})


def _section(element: Element, found: ParaProperties) -> None:
    found["section"] = element


_PARA: dict[str, Callable[[Element, ParaProperties], None]] = {
    f"{W}pStyle": _style,
    f"{W}outlineLvl": _outline,
    f"{W}numPr": _numbering,
    f"{W}jc": _alignment,
    f"{W}ind": _indent,
    f"{W}spacing": _spacing,
    f"{W}pageBreakBefore": _page_break,
    f"{W}framePr": _frame,
    f"{W}pBdr": _borders,
    f"{W}rPr": _mark,
    f"{W}sectPr": _section,
}
