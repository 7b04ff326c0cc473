# SPDX-License-Identifier: AGPL-3.0-or-later
"""Equations of a page (EPUB 3.3, 6.3.1.2: presentation MathML with alternative text)."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from converters.document.nodes import Math
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import MATHML, Element, clean

_NAMESPACES: dict[Any, str] = {None: MATHML}
_DEEPEST = 100
_NAME = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)


def math_of(element: Element) -> Math:
    """Return a ``math`` element as an equation.

    The notation in an annotation is kept as its script; where there is none, the
    alternative text says what the equation is.
    """
    copied = etree.Element(f"{{{MATHML}}}math", nsmap=_NAMESPACES)
    script, notation = "", ""
    for inner in element.iter():
        if name_of(inner) == "annotation" and not script:
            script = clean(inner.text or "").strip()
            notation = _notation(inner.get("encoding", ""))
    _copy_children(element, copied, 0)
    alt = clean(element.get("alttext", "")).strip()
    if not script:
        script, notation = alt or text_of(element), "text"
    return Math(etree.tostring(copied, encoding="unicode"), script, notation, alt)


def _notation(encoding: str) -> str:
    return "latex" if "tex" in encoding.lower() else encoding or "text"


def _copy_children(source: Element, copied: Element, depth: int) -> None:
    """Copy the presentation: elements of an HTML parser get the namespace that they lack."""
    copied.text = clean(source.text or "") or None
    for child in source:
        name = name_of(child)
        if not name or name.startswith("annotation") or depth > _DEEPEST:
            continue
        if name == "semantics":
            for inner in list(child)[:1]:
                _copy(inner, copied, depth + 1)
            continue
        _copy(child, copied, depth + 1)


def _copy(source: Element, parent: Element, depth: int) -> None:
    name = name_of(source)
    # An HTML parser lets names pass that XML has no room for, prefixes without a namespace too.
    made = etree.SubElement(parent, f"{{{MATHML}}}{name if _NAME.fullmatch(name) else 'mrow'}")
    for key, value in source.attrib.items():
        if not str(key).lower().startswith("on") and _NAME.fullmatch(str(key)):
            made.set(str(key), clean(str(value)))
    _copy_children(source, made, depth)
    made.tail = clean(source.tail or "") or None
