# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fragment identifiers (section 3) and what annotations point to (4.7.3)."""

from __future__ import annotations

from lxml import etree

from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.structure import is_core
from translation.exchange.rules.values import is_token
from translation.exchange.xml import XML, element_name

_PLACES = {"f": "file", "g": "group", "u": "unit"}
_ORDER = "fgu"


def _enclosing(element: etree._Element, *names: str) -> etree._Element | None:
    for one in element.iterancestors(etree.Element):
        if is_core(one) and element_name(one) in names:
            return one
    return None


def _descendants(place: etree._Element, *names: str) -> list[etree._Element]:
    return [one for one in place.iter(etree.Element) if is_core(one) and element_name(one) in names]


def resolve(element: etree._Element, ref: str) -> etree._Element | None:
    """Return what the fragment identifier ``ref`` on ``element`` points to.

    None means nothing. A selector of a module or an extension is taken for resolved: the
    element itself is returned.
    """
    steps = ref[1:]
    absolute = steps.startswith("/")
    place: etree._Element | None = element.getroottree().getroot()
    if not absolute:
        place = _enclosing(element, "unit", "group", "file")
    for step in steps.lstrip("/").split("/"):
        prefix, equals, name = step.partition("=")
        if not equals:
            prefix, name = "", step
        if place is None or not is_token(name):
            return None
        if prefix in _PLACES:
            if not absolute and element_name(place) not in ("xliff",):
                place = _scope(element, place, prefix)
                absolute = True
                if place is None:
                    return None
            found = [one for one in _descendants(place, _PLACES[prefix]) if one.get("id") == name]
        elif prefix == "n":
            found = [
                note
                for notes in place
                if is_core(notes) and element_name(notes) == "notes"
                for note in notes
                if note.get("id") == name
            ]
        elif prefix == "d":
            found = [one for one in _descendants(place, "data") if one.get("id") == name]
        elif prefix in ("", "t"):
            found = [one for one in _inline(place, prefix == "t") if one.get("id") == name]
        else:
            return element
        place = found[0] if found else None
    return place


def _scope(element: etree._Element, place: etree._Element, prefix: str) -> etree._Element | None:
    """Return where a relative identifier that begins with ``prefix`` starts from."""
    return element.getroottree().getroot() if prefix == "f" else _enclosing(element, "file")


def _inline(unit: etree._Element, in_target: bool) -> list[etree._Element]:
    found: list[etree._Element] = []
    for part in unit:
        if not is_core(part) or element_name(part) not in ("segment", "ignorable"):
            continue
        if not in_target:
            found.append(part)
        for half in part:
            if (element_name(half) == "target") is in_target:
                found += half.iterdescendants(etree.Element)
    return found


def check_fragment(element: etree._Element, ref: str) -> None:
    """Refuse a fragment identifier that points to nothing."""
    if resolve(element, ref) is None:
        broken(XliffRule.REFERENCE, element, f"{element_name(element)}/ref={ref}")


def check_span(element: etree._Element, ref: str) -> None:
    """Refuse a reference of a module that is no span of the enclosing unit's text."""
    unit = _enclosing(element, "unit")
    name = ref.rpartition("#")[2].rpartition("/")[2]
    in_target = name.startswith("t=")
    name = name.removeprefix("t=")
    if unit is None or not any(
        one.get("id") == name
        for side in ((True,) if in_target else (False, True))
        for one in _inline(unit, side)
    ):
        broken(XliffRule.REFERENCE, element, f"{element_name(element)}/ref={ref}")


def check_annotation(unit: etree._Element, mark: etree._Element) -> None:
    """Check a marker against its type."""
    name, kind, ref = element_name(mark), mark.get("type", "generic"), mark.get("ref")
    if kind == "comment":
        if (ref is None) == (mark.get("value") is None):
            broken(XliffRule.EXCLUSIVE, mark, f"{name}/value, ref")
        if ref is not None:
            note = resolve(mark, ref) if ref.startswith("#") else None
            if note is None or element_name(note) != "note" or _enclosing(note, "unit") is not unit:
                broken(XliffRule.REFERENCE, mark, f"{name}/ref={ref}")
        return
    if kind == "mtc:match" and ref is not None:
        broken(XliffRule.EXCLUSIVE, mark, f"{name}/type=mtc:match, ref")
    if ref is not None and ref.startswith("#"):
        check_fragment(mark, ref)


def xml_ids(place: etree._Element, name: str) -> list[str]:
    """Return the xml:id of each element called ``name`` below ``place``."""
    return [
        one.get(f"{XML}id", "") for one in place.iter(etree.Element) if element_name(one) == name
    ]
