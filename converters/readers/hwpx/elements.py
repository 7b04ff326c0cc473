# SPDX-License-Identifier: AGPL-3.0-or-later
"""OWPML elements by their local names: the namespaces of 2011, 2016 and 2024 mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from converters.source.hangul.model import HWPUNIT_PER_POINT

NUMBER_FORMATS = {
    name: code
    for code, name in enumerate(
        (
            "DIGIT",
            "CIRCLED_DIGIT",
            "ROMAN_CAPITAL",
            "ROMAN_SMALL",
            "LATIN_CAPITAL",
            "LATIN_SMALL",
            "CIRCLED_LATIN_CAPITAL",
            "CIRCLED_LATIN_SMALL",
            "HANGUL_SYLLABLE",
            "CIRCLED_HANGUL_SYLLABLE",
            "HANGUL_JAMO",
            "CIRCLED_HANGUL_JAMO",
            "HANGUL_PHONETIC",
            "IDEOGRAPH",
            "CIRCLED_IDEOGRAPH",
            "DECAGON_CIRCLE",
            "DECAGON_CIRCLE_HANJA",
        )
    )
} | {"SYMBOL": 0x80, "USER_CHAR": 0x81}

# What stands in a hp:case of these we understand; its hp:default then says the same once more.
_REQUIRED = "required-namespace"
_UNDERSTOOD = ("/HwpUnitChar", "/ooxmlchart", "/paragraph")


@lru_cache(maxsize=4096)
def _local(tag: object) -> str:
    # The tag of what is no element (an entity that is not resolved) is a function.
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return _local(element.tag)


def children(element: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the children (none of None), with each hp:switch replaced by the one branch that holds."""
    if element is None:
        return
    for child in element:
        if _local(child.tag) == "switch":
            yield from children(branch(child))
        else:
            yield child


def branch(switch: etree._Element) -> etree._Element | None:
    """Return the one branch of a hp:switch that holds; None where there is none."""
    default = None
    for inner in switch:
        name = local(inner)
        if name == "case":
            wanted = [value for key, value in inner.items() if str(key).endswith(_REQUIRED)]
            if wanted and str(wanted[0]).endswith(_UNDERSTOOD):
                return inner
        elif name == "default":
            default = inner
    return default


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first descendant along ``path``; None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = _first(element, name)
    return element


def _first(element: etree._Element, name: str) -> etree._Element | None:
    for inner in element:
        own = _local(inner.tag)
        if own == name:
            return inner
        if own == "switch":
            chosen = branch(inner)
            found = None if chosen is None else _first(chosen, name)
            if found is not None:
                return found
    return None


def number(element: etree._Element | None, name: str, default: int = 0) -> int:
    """Return an attribute as a whole number; ``default`` where it is missing or none."""
    if element is None:
        return default
    try:
        return int(float(element.get(name, default)))
    except (ValueError, OverflowError):
        return default


def points(element: etree._Element | None, name: str) -> float:
    """Return an attribute of 1/7200 inch in points."""
    # Lengths below zero are stored as if they were unsigned.
    value = number(element, name)
    return (value - (1 << 32) if value >= 1 << 31 else value) / HWPUNIT_PER_POINT


def flag(element: etree._Element | None, name: str) -> bool:
    """Return a Boolean attribute ("1" or "true")."""
    return element is not None and element.get(name, "").lower() in ("1", "true")


def color(value: str | None) -> str | None:
    """Return #rrggbb of an attribute like "#RRGGBB" or "none"; None for none and for black."""
    if value is None or len(value) < 7 or not value.startswith("#"):
        return None
    digits = value[-6:].lower()
    if digits == "000000" or any(digit not in "0123456789abcdef" for digit in digits):
        return None
    return f"#{digits}"
