# SPDX-License-Identifier: AGPL-3.0-or-later
"""Elements stand where they may, with the attributes that they may have."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from lxml import etree

from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.schema import (
    ALLOWED_MODULES,
    CODES,
    CORE,
    CORE_22,
    CORE_SHAPES,
    CTR,
    CTR_21,
    FS,
    MODULE_SHAPES,
    MODULES,
    REPEATED,
    SLR,
    XML_NAMES,
    ElementModel,
)
from translation.exchange.xml import XML, element_name, namespace_of

_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_ID = re.compile(r"[^\s]+")


def is_core(element: etree._Element) -> bool:
    """Return whether ``element`` is one of the core's."""
    return namespace_of(element) in (CORE, CORE_22)


def key_of(element: etree._Element) -> str:
    """Return the name of ``element`` as the shapes have it."""
    if is_core(element):
        return element_name(element)
    return str(element.tag).replace(CTR_21, CTR)


def check_structure(root: etree._Element) -> None:
    """Check all elements and attributes against their shapes.

    Raises:
        ExchangeRefused: with the rule that is broken.
    """
    for element in root.iter(etree.Element):
        space = namespace_of(element)
        if is_core(element):
            shape = CORE_SHAPES.get(element_name(element))
            if shape is None:
                broken(XliffRule.ELEMENT, element, element_name(element))
        elif space in MODULES:
            shape = MODULE_SHAPES.get(key_of(element))
            if shape is None:
                continue
        else:
            continue
        _check_attributes(element, shape)
        _check_children(element, shape)


def _check_attributes(element: etree._Element, shape: ElementModel) -> None:
    name = element_name(element)
    for raw, value in element.attrib.items():
        attribute, found = str(raw), str(value)
        if attribute.startswith(XML):
            local = attribute[len(XML) :]
            if is_core(element) and local not in shape.xml and shape.others != "any":
                broken(XliffRule.ATTRIBUTE, element, f"{name}/xml:{local}")
            check = XML_NAMES.get(local)
            if check is not None and not check(found) and found:
                broken(XliffRule.VALUE, element, f"{name}/xml:{local}={found}")
            if name == "data" and local == "space" and found != "preserve":
                broken(XliffRule.VALUE, element, f"{name}/xml:space={found}")
        elif attribute.startswith("{"):
            space = attribute[1:].partition("}")[0]
            allowed = (
                space == _XSI
                or shape.others == "any"
                or (shape.others == "modules" and space in (FS, SLR))
            )
            if not allowed:
                broken(XliffRule.ATTRIBUTE, element, f"{name}/{attribute}")
        else:
            check = shape.attributes.get(attribute)
            if check is None:
                broken(XliffRule.ATTRIBUTE, element, f"{name}/{attribute}")
            if not check(found):
                broken(XliffRule.VALUE, element, f"{name}/{attribute}={found}")
    for needed in shape.required:
        if element.get(needed) is None:
            broken(XliffRule.ATTRIBUTE_MISSING, element, f"{name}/{needed}")


def _check_children(element: etree._Element, shape: ElementModel) -> None:
    name = element_name(element)
    if not shape.text:
        texts = [element.text, *(child.tail for child in element)]
        if any(text and text.strip() for text in texts) and shape.extensions != -1:
            broken(XliffRule.TEXT, element, name)
    if not shape.children and shape.extensions is None:
        for child in element:
            broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")
        return
    at = 0
    counts: Counter[int] = Counter()
    seen: Counter[str] = Counter()
    for child in element:
        key = key_of(child)
        if not is_core(child) and not _is_listed(key, shape):
            seen[key] += 1
            _check_extension(element, child, shape, at, seen[key])
            continue
        while at < len(shape.children) and key not in _alternatives(shape, at):
            at += 1
        if at == len(shape.children):
            broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")
        # What others add stands after the skeleton, before everything else.
        if seen and shape.extensions is not None and at < shape.extensions:
            broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")
        counts[at] += 1
        if counts[at] > 1 and shape.children[at][1] in "1?":
            broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")
    for place, (names, many) in enumerate(shape.children):
        if many in "1+" and not counts[place]:
            broken(XliffRule.CONTENT, element, f"{name}/{names.rpartition('}')[2]}")


def _alternatives(shape: ElementModel, at: int) -> list[str]:
    return shape.children[at][0].split("|")


def _is_listed(key: str, shape: ElementModel) -> bool:
    return any(key in _alternatives(shape, at) for at in range(len(shape.children)))


def _check_extension(
    element: etree._Element, child: etree._Element, shape: ElementModel, at: int, count: int
) -> None:
    """Check an element that is neither the core's nor named in the shape."""
    name, key = element_name(element), key_of(child)
    # An order of its own: after the skeleton, before notes and content.
    late = shape.extensions is not None and shape.extensions >= 0 and at > shape.extensions
    if shape.extensions is None or late or (at == shape.extensions and _has_begun(child, shape)):
        broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")
    if not is_core(element) or name == "skeleton" or namespace_of(child) not in MODULES:
        return
    if key not in ALLOWED_MODULES.get(name, frozenset()):
        broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")
    if count > 1 and key not in REPEATED:
        broken(XliffRule.ELEMENT, child, f"{name}/{element_name(child)}")


def _has_begun(child: etree._Element, shape: ElementModel) -> bool:
    """Return whether something that stands after the extensions is before ``child``."""
    first = shape.extensions or 0
    after = {name for at in range(first, len(shape.children)) for name in _alternatives(shape, at)}
    return any(
        is_core(before) and element_name(before) in after
        for before in child.itersiblings(etree.Element, preceding=True)
    )


def check_extension_ids(root: etree._Element) -> None:
    """Check that ids of a namespace's elements are unique in their file, group or unit.

    Raises:
        ExchangeRefused: one is there twice.
    """
    for place in root.iter(etree.Element):
        if not is_core(place) or element_name(place) not in ("file", "group", "unit"):
            continue
        seen: set[tuple[str, str]] = set()
        for child in place:
            space = namespace_of(child)
            if is_core(child) or space in MODULES:
                continue
            for element in child.iter(etree.Element):
                found = element.get("id") or element.get(f"{XML}id")
                if found is None:
                    continue
                if not _ID.fullmatch(found) or (namespace_of(element), found) in seen:
                    broken(XliffRule.UNIQUE, element, f"{element_name(element)}/id={found}")
                seen.add((namespace_of(element), found))


def is_code(element: etree._Element) -> bool:
    """Return whether ``element`` is an inline code of the core."""
    return is_core(element) and element_name(element) in CODES
