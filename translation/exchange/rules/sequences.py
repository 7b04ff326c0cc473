# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes that may not be deleted, and those whose order is fixed (4.7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from translation.exchange.rules.names import XliffRule, broken
from translation.exchange.rules.structure import is_code, is_core
from translation.exchange.xml import element_name


def _half(segment: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in segment if is_core(one) and element_name(one) == name), None)


def _codes(half: etree._Element) -> Iterator[etree._Element]:
    return (one for one in half.iterdescendants(etree.Element) if is_code(one))


def _name(code: etree._Element) -> tuple[str, str]:
    """Return what a code is called by on both sides."""
    ref = code.get("startRef")
    return ("end", ref) if ref is not None else ("code", code.get("id", ""))


def check_reorder(codes: list[etree._Element]) -> None:
    """Check that what follows in a fixed sequence has a beginning right before it."""
    within = False
    for code in codes:
        if not is_code(code):
            continue
        reorder = code.get("canReorder", "yes")
        if reorder == "no" and not within:
            broken(XliffRule.SEQUENCE, code, f"{element_name(code)}/canReorder=no")
        within = reorder != "yes"


def check_kept(segment: etree._Element) -> None:
    """Check that a final target has every code that may not be deleted."""
    source, target = _half(segment, "source"), _half(segment, "target")
    if source is None or target is None or segment.get("state") != "final":
        return
    kept = {_name(code) for code in _codes(target)}
    for code in _codes(source):
        if code.get("canDelete") == "no" and _name(code) not in kept:
            broken(XliffRule.DELETED, code, f"{element_name(code)}/{_name(code)[1]}")


def check_fixed(segment: etree._Element) -> None:
    """Check that fixed sequences of the source are as they are in the target."""
    source, target = _half(segment, "source"), _half(segment, "target")
    if source is None or target is None:
        return
    found = [_name(code) for code in _codes(target)]
    if not found and not (target.text or "").strip():
        return
    sequence: list[etree._Element] = []
    for code in [*_codes(source), None]:
        reorder = code.get("canReorder", "yes") if code is not None else "yes"
        if code is not None and reorder == "no":
            sequence.append(code)
            continue
        _check_one(sequence, found)
        sequence = [code] if code is not None and reorder == "firstNo" else []


def _check_one(sequence: list[etree._Element], found: list[tuple[str, str]]) -> None:
    if len(sequence) < 2:
        return
    wanted = [_name(code) for code in sequence]
    at = found.index(wanted[0]) if wanted[0] in found else -1
    if at < 0 or found[at : at + len(wanted)] != wanted:
        broken(XliffRule.SEQUENCE, sequence[0], f"{element_name(sequence[0])}/canReorder")
