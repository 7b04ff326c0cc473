# SPDX-License-Identifier: AGPL-3.0-or-later
"""Constraints of the core of XLIFF 2.1 that a grammar cannot say (sections 4.2 to 4.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.references import check_annotation, check_fragment
from translation.exchange.rules.sequences import check_fixed, check_kept, check_reorder
from translation.exchange.rules.structure import is_code, is_core
from translation.exchange.rules.values import SUBTYPES
from translation.exchange.xml import XML, element_name, line_of

_CORRESPONDING = {"pc": "code", "sc": "code", "ec": "code", "mrk": "mark", "sm": "mark"}
"""A code may be turned from one element into two: 4.7.2.3."""
_HINTS = ("canCopy", "canDelete", "canOverlap", "canReorder")


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the core's children of ``element`` with one of ``names``."""
    return [child for child in element if is_core(child) and element_name(child) in names]


def inline(half: etree._Element) -> Iterator[etree._Element]:
    """Yield the core's elements in a source or target, in document order."""
    for element in half.iterdescendants(etree.Element):
        if is_core(element):
            yield element


@dataclass(frozen=True, slots=True)
class UnitParts:
    """A unit taken apart."""

    unit: etree._Element
    parts: tuple[etree._Element, ...]
    """Segments and ignorables."""

    def halves(self, name: str) -> list[etree._Element]:
        """Return the sources or the targets in document order."""
        return [half for part in self.parts for half in children(part, name)]

    def codes(self, name: str) -> list[etree._Element]:
        """Return all inline elements of the sources or of the targets."""
        return [element for half in self.halves(name) for element in inline(half)]


def check_core(root: etree._Element) -> None:
    """Check the whole document.

    Raises:
        ExchangeRefused: with the first broken rule.
    """
    files = children(root, "file")
    unique(files, "id")
    for file in files:
        groups = [one for one in file.iter(etree.Element) if _is(one, "group")]
        units = [one for one in file.iter(etree.Element) if _is(one, "unit")]
        unique(groups, "id")
        unique(units, "id")
        for skeleton in children(file, "skeleton"):
            _check_skeleton(skeleton)
        names = {unit.get("id", "") for unit in units}
        for place in [file, *groups, *units]:
            for notes in children(place, "notes"):
                unique(children(notes, "note"), "id")
                for note in children(notes, "note"):
                    if (ref := note.get("ref", "")).startswith("#"):
                        check_fragment(note, ref)
        for unit in units:
            _check_unit(root, unit, names)


def _is(element: etree._Element, name: str) -> bool:
    return is_core(element) and element_name(element) == name


def unique(elements: Iterable[etree._Element], attribute: str) -> None:
    """Refuse two ``elements`` of one id; those without are passed over."""
    seen: dict[str, int] = {}
    for element in elements:
        found = element.get(attribute)
        if found is None:
            continue
        if found in seen:
            detail = f"{element_name(element)}/{attribute}={found}"
            broken(XliffRule.UNIQUE, element, f"{detail}, {seen[found]}")
        seen[found] = line_of(element)


def _check_skeleton(skeleton: etree._Element) -> None:
    filled = bool(len(skeleton) or (skeleton.text or "").strip())
    if filled and skeleton.get("href") is not None:
        broken(XliffRule.EXCLUSIVE, skeleton, "skeleton/href")
    if not filled and skeleton.get("href") is None:
        broken(XliffRule.CONTENT, skeleton, "skeleton")


def matches_language(value: str, wanted: str) -> bool:
    """Return whether ``value`` is ``wanted`` or a kind of it, as XPath's lang() has it."""
    one, other = value.lower(), wanted.lower()
    return one == other or one.startswith(other + "-")


def _check_unit(root: etree._Element, unit: etree._Element, units: set[str]) -> None:
    parts = UnitParts(unit, tuple(children(unit, "segment", "ignorable")))
    if not children(unit, "segment"):
        broken(XliffRule.CONTENT, unit, "unit/segment")
    data: dict[str, etree._Element] = {}
    for original in children(unit, "originalData"):
        unique(children(original, "data"), "id")
        data = {one.get("id", ""): one for one in children(original, "data")}
    for name, language in (("source", "srcLang"), ("target", "trgLang")):
        for half in parts.halves(name):
            wanted = root.get(language)
            if wanted is None:
                broken(XliffRule.ATTRIBUTE_MISSING, half, f"xliff/{language}")
            own = half.get(f"{XML}lang")
            if own and not matches_language(own, wanted):
                broken(XliffRule.LANGUAGE, half, f"{own}, {wanted}")
    _check_ids(parts)
    _check_order(parts)
    for part in parts.parts:
        _check_state(part)
    for name in ("source", "target"):
        codes = parts.codes(name)
        check_inline(codes, set(data), units)
        check_pairs(codes)
        for code in codes:
            if element_name(code) in ("mrk", "sm"):
                check_annotation(unit, code)
            if copied := code.get("copyOf"):
                _check_copy(parts, code, copied)
        check_reorder(codes)
    for part in children(unit, "segment"):
        check_kept(part)
        check_fixed(part)


def _check_ids(parts: UnitParts) -> None:
    sources = [*parts.parts, *parts.codes("source")]
    unique(sources, "id")
    taken = {one.get("id") for one in sources if one.get("id") is not None}
    seen: set[str] = set()
    for part in parts.parts:
        own = {
            one.get("id"): one
            for source in children(part, "source")
            for one in inline(source)
            if one.get("id") is not None
        }
        for target in children(part, "target"):
            for code in inline(target):
                found = code.get("id")
                if found is None:
                    continue
                name = element_name(code)
                detail = f"{name}/id={found}"
                if found in seen:
                    broken(XliffRule.UNIQUE, code, detail)
                seen.add(found)
                same = own.get(found)
                if same is None:
                    if found in taken:
                        broken(XliffRule.CORRESPONDING, code, detail)
                    continue
                if _CORRESPONDING.get(name, name) != _CORRESPONDING.get(
                    element_name(same), element_name(same)
                ):
                    broken(XliffRule.CORRESPONDING, code, detail)


def _check_order(parts: UnitParts) -> None:
    targets = [
        (at, one) for at, part in enumerate(parts.parts, 1) for one in children(part, "target")
    ]
    ordered = {one.get("order"): one for _, one in targets if one.get("order")}
    unique((one for _, one in targets), "order")
    for at, target in targets:
        order = target.get("order")
        if order is None:
            continue
        if int(order) > len(parts.parts) or str(at) not in ordered:
            broken(XliffRule.ORDER, target, f"target/order={order}")


def _check_state(part: etree._Element) -> None:
    if element_name(part) != "segment":
        return
    state = part.get("state")
    if part.get("subState") is not None and state is None:
        broken(XliffRule.TOGETHER, part, "segment/subState, state")
    if state not in (None, "initial") and not children(part, "target"):
        broken(XliffRule.STATE, part, f"segment/state={state}")


def check_inline(codes: list[etree._Element], data: set[str], units: set[str] | None) -> None:
    """Check each code for itself.

    Args:
        codes: elements of one side.
        data: ids of the original data.
        units: ids of the file's units; None where sub-flows are not looked at.
    """
    for code in codes:
        name = element_name(code)
        subtype = code.get("subType")
        if subtype is not None:
            if code.get("type") is None:
                broken(XliffRule.TOGETHER, code, f"{name}/subType, type")
            if subtype in SUBTYPES and code.get("type") != SUBTYPES[subtype]:
                broken(XliffRule.SUBTYPE, code, f"{name}/subType={subtype}")
        if code.get("copyOf") is not None and any(
            code.get(one) is not None for one in ("dataRef", "dataRefStart", "dataRefEnd")
        ):
            broken(XliffRule.EXCLUSIVE, code, f"{name}/copyOf, dataRef")
        if code.get("canReorder") in ("no", "firstNo") and not (
            code.get("canCopy") == "no" and code.get("canDelete") == "no"
        ):
            broken(XliffRule.REORDER, code, f"{name}/canReorder={code.get('canReorder')}")
        for attribute in ("dataRef", "dataRefStart", "dataRefEnd"):
            found = code.get(attribute)
            if found is not None and found not in data:
                broken(XliffRule.REFERENCE, code, f"{name}/{attribute}={found}")
        for first in ("dataRef", "subFlows", "equiv"):
            if (code.get(f"{first}Start") is None) != (code.get(f"{first}End") is None):
                broken(XliffRule.TOGETHER, code, f"{name}/{first}Start, {first}End")
        for attribute in ("subFlows", "subFlowsStart", "subFlowsEnd"):
            for found in (code.get(attribute) or "").split():
                if units is not None and found not in units:
                    broken(XliffRule.REFERENCE, code, f"{name}/{attribute}={found}")
        if name == "cp" and _is_legal(int(code.get("hex", "0"), 16)):
            broken(XliffRule.CODE_POINT, code, f"cp/hex={code.get('hex')}")


def _is_legal(point: int) -> bool:
    if point < 0x20:
        return point in (9, 10, 13)
    # Control characters are legal but discouraged, so a writer may choose.
    return not (0x7F <= point <= 0x9F or 0xD800 <= point <= 0xDFFF or point in (0xFFFE, 0xFFFF))


def check_pairs(codes: list[etree._Element]) -> None:
    """Check that starts and ends of one side find each other, in this order."""
    starts: dict[str, etree._Element] = {}
    ended: set[str] = set()
    for code in codes:
        name = element_name(code)
        isolated = code.get("isolated") == "yes"
        if name in ("sc", "sm"):
            starts[code.get("id", "")] = code
        elif name == "ec" and isolated:
            if code.get("id") is None or code.get("startRef") is not None:
                broken(XliffRule.EXCLUSIVE, code, "ec/id, startRef")
        elif name in ("ec", "em"):
            ref = code.get("startRef")
            if name == "ec":
                if ref is None or code.get("id") is not None:
                    broken(XliffRule.EXCLUSIVE, code, "ec/id, startRef")
                if code.get("dir") is not None:
                    broken(XliffRule.NOT_ISOLATED, code, "ec/dir")
            start = starts.get(ref or "")
            kind = "sc" if name == "ec" else "sm"
            if (
                start is None
                or element_name(start) != kind
                or ref in ended
                or start.get("isolated") == "yes"
            ):
                broken(XliffRule.PAIR, code, f"{name}/startRef={ref}")
            ended.add(ref or "")
            if name == "ec":
                _check_same_hints(start, code)
    for start in starts.values():
        if start.get("isolated") != "yes" and start.get("id") not in ended:
            broken(XliffRule.PAIR, start, f"{element_name(start)}/id={start.get('id')}")


def _check_same_hints(start: etree._Element, end: etree._Element) -> None:
    for hint in _HINTS:
        wanted = start.get(hint, "yes")
        if hint == "canReorder" and wanted == "firstNo":
            wanted = "no"
        if end.get(hint, "yes") != wanted:
            broken(XliffRule.HINTS, end, f"ec/{hint}={end.get(hint, 'yes')}")


def _check_copy(parts: UnitParts, code: etree._Element, copied: str) -> None:
    name = element_name(code)
    bases = [
        one
        for side in ("source", "target")
        for one in parts.codes(side)
        if is_code(one) and one.get("id") == copied and one is not code
    ]
    if not bases:
        broken(XliffRule.REFERENCE, code, f"{name}/copyOf={copied}")
    for base in bases:
        if base.get("canCopy") == "no" or any(
            base.get(one) is not None for one in ("dataRef", "dataRefStart", "dataRefEnd")
        ):
            broken(XliffRule.COPY, code, f"{name}/copyOf={copied}")
