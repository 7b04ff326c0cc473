# SPDX-License-Identifier: AGPL-3.0-or-later
"""MathML of an equation, reduced to what MathML 3 presentation markup allows."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from converters.document.nodes import Math
from converters.xhtml.markup import (
    MATHML,
    Element,
    add_class,
    add_text,
    classes_of,
    clean,
    local_name,
    new,
    one_line,
)
from converters.xhtml.text_width import text_width

_PREFIX = f"{{{MATHML}}}"
_NAMESPACES: dict[Any, str] = {None: MATHML}
_LEAVES = frozenset({"mi", "mn", "mo", "mtext"})
_EMPTY = frozenset({"mspace", "none", "mprescripts"})
_ROWS = frozenset(
    {"math", "mrow", "mstyle", "mpadded", "mphantom", "menclose", "msqrt", "merror", "mfenced"}
)
_COUNTED = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "munder": 2,
    "mover": 2,
    "munderover": 3,
}
_TABLES = {"mtable": "mtr", "mtr": "mtd"}
_VARIANTS = frozenset(
    [
        "normal",
        "bold",
        "italic",
        "bold-italic",
        "double-struck",
        "script",
        "bold-script",
        "fraktur",
        "bold-fraktur",
        "sans-serif",
        "bold-sans-serif",
        "monospace",
    ]
)
_BOOLEAN = frozenset({"true", "false"})
_ALIGNMENTS = frozenset({"left", "center", "right"})
_NOTATIONS = frozenset(
    [
        "longdiv",
        "radical",
        "box",
        "roundedbox",
        "circle",
        "left",
        "right",
        "top",
        "bottom",
        "updiagonalstrike",
        "downdiagonalstrike",
        "verticalstrike",
        "horizontalstrike",
    ]
)
_LEVELS = frozenset({"0", "1", "2"})
_THICKNESS = frozenset({"0", "thin", "medium", "thick"})
# Attributes kept, by element, with their values (lists of words where several fit).
_ATTRIBUTES: dict[str, dict[str, frozenset[str]]] = {
    "mstyle": {"displaystyle": _BOOLEAN, "scriptlevel": _LEVELS, "mathvariant": _VARIANTS},
    "mi": {"mathvariant": _VARIANTS},
    "mn": {"mathvariant": _VARIANTS},
    "mtext": {"mathvariant": _VARIANTS},
    "mo": {
        "mathvariant": _VARIANTS,
        "form": frozenset({"prefix", "infix", "postfix"}),
        **dict.fromkeys(
            ("stretchy", "fence", "separator", "largeop", "movablelimits", "symmetric", "accent"),
            _BOOLEAN,
        ),
    },
    "mfrac": {"linethickness": _THICKNESS, "bevelled": _BOOLEAN},
    "mover": {"accent": _BOOLEAN},
    "munder": {"accentunder": _BOOLEAN},
    "munderover": {"accent": _BOOLEAN, "accentunder": _BOOLEAN},
    "mtable": {"columnalign": _ALIGNMENTS, "displaystyle": _BOOLEAN},
    "mtr": {"columnalign": _ALIGNMENTS},
    "mtd": {"columnalign": _ALIGNMENTS},
    "menclose": {"notation": _NOTATIONS},
}
# Lengths (MathML 3, 2.1.5.2): not so long that a space would push the rest off the page.
_LENGTH = re.compile(r"-?(?:\d{1,3}(?:\.\d{0,4})?|\.\d{1,4})(?:em|ex|px|pt|pc|in|cm|mm|%)?")
_NAMED_LENGTH = re.compile(r"(?:negative)?(?:very){0,2}(?:thin|medium|thick)mathspace")
_SPACE_MEASURES = frozenset({"width", "height", "depth"})
_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_COLORED = frozenset({*_LEAVES, "mstyle"})
_FENCES = ("open", "close", "separators")
_LIMIT = 64
SHORT = 8.0
"""Up to this width in em an equation, or a part of it, fits a phone's page at 200 % text."""
SHORTEST = 5.5
"""Up to this width in em an equation fits an item of nested lists on such a page."""
# A part of an equation that is wider may itself be opened.
_PART = 6.0
_LINES = 12.0
# Scripts are this much smaller; signs that stand apart from what they join.
_SCRIPT = 0.72
_SPACED = frozenset("=+-−±×÷·<>≤≥≠≈≡∼→←↔⇒⇔∈⊂∪∩,")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


class _Unusable(ValueError):
    """The tree is not presentation MathML."""


def equation_element(math: Math, *, display: bool) -> Element:
    """Return the equation as a ``math`` element, or its script where the MathML is unusable.

    Args:
        math: the equation.
        display: True for one that stands between paragraphs.
    """
    try:
        # A DTD could hold entities; a str with an encoding declaration is refused by lxml.
        source = etree.fromstring(math.mathml.encode("utf-8", "replace"), _PARSER)
        if source.tag != f"{_PREFIX}math":
            raise _Unusable
        element = etree.Element(f"{_PREFIX}math", nsmap=_NAMESPACES)
        _copy_attributes(source, element, "math")
        _copy_content(source, element, "math", 0)
        if not len(element):
            raise _Unusable
    except (etree.XMLSyntaxError, _Unusable):
        fallback = new("code", {"class": "equation-script"})
        add_text(fallback, math.script or math.alt)
        return fallback
    element.set("alttext", one_line(math.alt or math.script))
    if display:
        element.set("display", "block")
    return element


def is_equation(element: Element) -> bool:
    """Whether ``element`` is the root of an equation."""
    return element.tag == f"{_PREFIX}math"


def width_of(element: Element) -> float:
    """Return about how wide a written equation, or a part of it, is in em of its text."""
    name = local_name(element)
    if name in _LEAVES:
        text = element.text or ""
        if name == "mo" and element.get("largeop") == "true":
            return 1.2
        return text_width(text) + (0.66 if name == "mo" and text.strip() in _SPACED else 0.0)
    if name in _EMPTY:
        length = re.fullmatch(r"([\d.]+)em", element.get("width", ""))
        return float(length[1]) if length else 0.3
    parts = [width_of(child) for child in element]
    if name == "mfrac":
        return max(parts) + 0.2
    if name in ("munder", "mover", "munderover"):
        return max(parts[0], _SCRIPT * max(parts[1:]))
    if name == "msubsup":
        return parts[0] + _SCRIPT * max(parts[1:]) + 0.1
    if name in ("msub", "msup", "mroot", "mmultiscripts"):
        return parts[0] + _SCRIPT * sum(parts[1:]) + (0.9 if name == "mroot" else 0.1)
    if name == "mtable":
        rows = [[width_of(cell) for cell in row] for row in element]
        most = max(map(len, rows), default=0)
        return sum(max((r[i] for r in rows if i < len(r)), default=0.0) + 0.8 for i in range(most))
    return sum(parts) + (0.9 if name in ("msqrt", "mfenced") else 0.0)


def let_break(element: Element, most: float = SHORT) -> bool:
    """Let a written equation break between its parts where a page is too narrow for it.

    Rows that may be opened get the class ``open``; MathML itself breaks nowhere.

    Args:
        element: the equation, or what is printed in its place.
        most: up to this width in em it stays whole.

    Returns:
        False where it is short enough for any page, or no equation.
    """
    if not is_equation(element) or width_of(element) <= most:
        return False
    _open(element)
    return True


def _open(row: Element) -> None:
    add_class(row, "open")
    for child in row:
        name = local_name(child)
        if (
            name in ("mtr", "mtd")
            or (name == "mtable" and _has_lines(child))
            or (name in ("mrow", "mstyle") and width_of(child) > _PART and not _is_fenced(child))
        ):
            _open(child)


def _has_lines(table: Element) -> bool:
    """Whether it has lines one below the other that are too wide; the columns of a matrix stay."""
    return width_of(table) > _LINES and max(map(len, table)) <= 2


def _is_fenced(row: Element) -> bool:
    """Whether it is a table that stays whole, as of short cases, with the braces that grow with it."""
    names = [local_name(child) for child in row if child.get("fence") != "true"]
    return names == ["mtable"] and not any(map(_has_lines, row.iterfind("{*}mtable")))


def least_width_of(element: Element) -> float:
    """Return about how wide the widest part of an equation is that cannot break, in em."""
    if "open" not in classes_of(element):
        return width_of(element)
    return max(map(least_width_of, element), default=0.0)


def _copy(source: Element, parent: Element, depth: int) -> None:
    if not isinstance(source.tag, str):
        return  # comments and processing instructions
    if not source.tag.startswith(_PREFIX) or depth > _LIMIT:
        raise _Unusable
    name = source.tag[len(_PREFIX) :]
    if name == "semantics":
        # The first child is the presentation; annotations repeat it in another notation.
        if not len(source):
            raise _Unusable
        _copy(source[0], parent, depth + 1)
        return
    copied = etree.SubElement(parent, _PREFIX + name)
    _copy_attributes(source, copied, name)
    _copy_content(source, copied, name, depth)


def _copy_content(source: Element, copied: Element, name: str, depth: int) -> None:
    if name in _LEAVES:
        if any(isinstance(child.tag, str) for child in source):
            raise _Unusable
        copied.text = clean(source.text or "")
        return
    if name in _EMPTY:
        return
    for child in source:
        _copy(child, copied, depth + 1)
    _check_children(copied, name)


def _check_children(copied: Element, name: str) -> None:
    names = [str(child.tag)[len(_PREFIX) :] for child in copied]
    if name in _TABLES:
        fits = all(child == _TABLES[name] for child in names)
    elif name == "mmultiscripts":
        # A base, pairs of scripts, and at most one divider before pairs of prescripts.
        scripts = "".join("|" if child == "mprescripts" else "." for child in names[1:])
        after, _, before = scripts.partition("|")
        fits = bool(names) and "|" not in before and len(after) % 2 == len(before) % 2 == 0
    elif name in _COUNTED:
        fits = len(names) == _COUNTED[name]
    else:
        fits = name in _ROWS or name == "mtd"
    strays = (
        {"mtr", "mtd", "none", "mprescripts"} if name not in {*_TABLES, "mmultiscripts"} else set()
    )
    if not fits or strays.intersection(names):
        raise _Unusable


def _copy_attributes(source: Element, copied: Element, name: str) -> None:
    allowed = _ATTRIBUTES.get(name, {})
    for key, value in source.attrib.items():
        attribute, words = str(key), str(value)
        if name == "mfenced" and attribute in _FENCES:
            copied.set(attribute, clean(words))
        elif attribute in allowed and words and allowed[attribute].issuperset(words.split()):
            copied.set(attribute, words)
        elif _is_measure(name, attribute, words) or _is_color(name, attribute, words):
            copied.set(attribute, words.strip())


def _is_measure(name: str, attribute: str, value: str) -> bool:
    """Whether it says how wide or high a space is: without it the space prints nothing."""
    if name != "mspace" or attribute not in _SPACE_MEASURES:
        return False
    length = value.strip()
    return bool(_LENGTH.fullmatch(length) or _NAMED_LENGTH.fullmatch(length))


def _is_color(name: str, attribute: str, value: str) -> bool:
    return (
        name in _COLORED
        and attribute == "mathcolor"
        and _COLOR.fullmatch(value.strip()) is not None
    )
