# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which of our fields the heads of a table's columns name, and where more than one could be it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from app.i18n import Language, tr
from app.ledger.fields import FIELDS, Measure
from app.services.costing.column_heads import ColumnHead, Tax, head_of

_NEUTRAL = re.compile(
    r"(?:계약|발주|인쇄|제작|발간|납품|집행|발행|구매|간행물|도서|책자|비용|금액|인쇄비|부수|수량|일자|업체|담당|"
    r"부서|인쇄물|발간물)*(?:내역|내용|사항|현황|개요|정보|실적|결과|비용|금액|내역서|구분)?|"
    r"(?:20)?\d\d년도?"
)
"""Heads above others that say nothing of their own: "계약 현황" above "금액"."""
_FIRST = re.compile(r"^(?:당초|최초)|(?:당초|최초)$")
_CHANGED = re.compile(r"^변경(?:후|된)?|변경(?:후)?$")
_VAGUE = frozenset({"적요", "내용", "내역", "항목", "명칭", "세부내용", "세부내역", "구분", "품목"})
"""Heads that say what they are in brackets only: "적요(인쇄물명)"."""


def guess(
    headers: Sequence[str],
    wanted: Iterable[str],
    heads: Mapping[str, ColumnHead] | None = None,
) -> dict[str, str]:
    """Return the header of each field that one of the headers is a name of.

    Args:
        headers: of the table.
        wanted: fields, those first that have the first claim to a header.
        heads: the headers taken apart, where lines above them say something too.
    """
    apart = heads or {header: head_of(header) for header in headers}
    found: dict[str, str] = {}
    wanted = tuple(wanted)
    for name in wanted:
        meant = {header: set(_meanings(name, apart[header], wanted)) for header in headers}
        for said in _heads_of(name):
            fitting = (header for header in headers if said in meant[header])
            header = next((h for h in fitting if h not in found.values()), None)
            if header is not None:
                found[name] = header
                break
    return found


def doubts(
    headers: Sequence[str],
    guessed: Mapping[str, str],
    heads: Mapping[str, ColumnHead],
    wanted: Sequence[str],
) -> dict[str, tuple[str, ...]]:
    """Return the headers of each field that has more than one, so that nobody's choice is made.

    Two columns of one name are never chosen from. Of two names of a field, the likelier is taken
    for a text; of amounts and counts none is, for the other may hold what was meant.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, chosen in guessed.items():
        known = set(_heads_of(name))
        others = [h for h in headers if h == chosen or h not in guessed.values()]
        fitting = [h for h in others if known & set(_meanings(name, heads[h], wanted))]
        if FIELDS[name].measure is None:
            fitting = [h for h in fitting if heads[h].name == heads[chosen].name]
        if len(fitting) > 1:
            found[name] = tuple(fitting)
    return found


def changed_amount(
    headers: Sequence[str], heads: Mapping[str, ColumnHead]
) -> tuple[str, str] | None:
    """Return the columns of an amount as first agreed and as changed; None where they are not plain.

    They are called alike beside 당초 and 변경, and say the same of unit and tax.
    """
    sides: tuple[dict[str, list[str]], dict[str, list[str]]] = ({}, {})
    for header in headers:
        for pattern, found in zip((_FIRST, _CHANGED), sides, strict=True):
            name = heads[header].name
            if pattern.search(name):
                found.setdefault(pattern.sub("", name), []).append(header)
    first, changed = sides
    known = {word for name in ("amount", "gross") for word, _ in _heads_of(name)}
    if len(first) != 1 or first.keys() != changed.keys() or not first.keys() <= known:
        return None
    (one,), (other,) = first.values(), changed.values()
    if len(one) > 1 or len(other) > 1:
        return None
    before, after = heads[one[0]], heads[other[0]]
    scales = [head.unit.scale if head.unit is not None else None for head in (before, after)]
    if scales[0] != scales[1] or before.tax is not after.tax:
        return None
    return one[0], other[0]


@cache
def _heads_of(name: str) -> tuple[tuple[str, Tax | None], ...]:
    """Return what a field's column may be headed with: its name, its label, what people say."""
    said = [name]
    if (field := FIELDS.get(name)) is not None:
        said += [tr(field.label, language) for language in Language]
        said += field.heads
    apart = (head_of(one) for one in said)
    return tuple(dict.fromkeys((head.name, head.tax) for head in apart))


@cache
def _words_of(measure: Measure) -> frozenset[str]:
    """Return the heads of all fields that are measured so."""
    named = (name for name, one in FIELDS.items() if one.measure is measure)
    return frozenset(word for name in named for word, _ in _heads_of(name))


def _names_in(name: str, head: ColumnHead) -> Iterator[str]:
    """Yield what a head may be called where it is asked for as a field."""
    measure = FIELDS[name].measure
    known = {word for word, _ in _heads_of(name)}
    if head.qualified and measure is not None and not known.issuperset(head.qualities):
        # "부수(계획)" counts other copies than "부수"; "부수(Qty)" says the same twice.
        yield head.qualified
        return
    yield head.name
    hangul, latin = re.sub("[a-z]", "", head.name), re.sub("[^a-z]", "", head.name)
    if hangul and latin in known:
        yield hangul
    if measure is None and head.name in _VAGUE:
        yield from head.qualities
    if head.own and _fits_below(head.group, measure):
        yield head.own


def _fits_below(group: str, measure: Measure | None) -> bool:
    """Tell whether a head under another may be taken for itself: "금액" below "계약 현황"."""
    for one in (Measure.WON, Measure.COPIES):
        if group in _words_of(one):
            return measure is one
    return _NEUTRAL.fullmatch(group) is not None


def _meanings(
    name: str, head: ColumnHead, wanted: Sequence[str]
) -> Iterator[tuple[str, Tax | None]]:
    """Yield the names of a field that a head may stand for.

    An amount with tax is a gross amount, whatever it is called, and a sum without tax is none.
    """
    for said in _names_in(name, head):
        if name not in ("amount", "gross") or "gross" not in wanted:
            yield said, head.tax
            yield said, None
            continue
        own = {"amount": Tax.EXCLUDED, "gross": Tax.INCLUDED}[name]
        if head.tax in (None, own):
            yield said, head.tax
            yield said, None
        if head.tax is own:
            other = "gross" if name == "amount" else "amount"
            if (said, None) in _heads_of(other):
                yield _heads_of(name)[0]
