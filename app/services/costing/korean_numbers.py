# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers as Korean writes them in words and parts: "1억2,000만원", "1백20만원", "금오십오만원정"."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {word: at for at, word in enumerate("영일이삼사오육칠팔구")}
_SMALL = {"천": 1000, "백": 100, "십": 10}
_LARGE = {"조": 10**12, "억": 10**8, "만": 10**4}
_NUMBER = r"\d[\d,]*(?:\.\d+)?|[일이삼사오육칠팔구](?=[조억만천백십원정부권매]|$)"
_PIECE = re.compile(rf"({_NUMBER})?([조억만천백십])?")
_WORDS = re.compile(
    r"(?:일금|금)?(?P<said>[\d,.일이삼사오육칠팔구조억만천백십]+)(?P<noun>원정?|부|권|매)"
)
_IN_BOTH = re.compile(r"(?P<one>[^()]+)\((?P<other>[^()]+)\)")


def number_in_words(text: str) -> Decimal | None:
    """Return a number that is written in parts or words, with its noun; None where it is not.

    One number with one unit ("3백만원", "1,234천원") is none: that is a number in a unit.
    """
    match = _WORDS.fullmatch(re.sub(r"\s", "", text))
    if match is None:
        return None
    said = match["said"]
    pieces = [found for found in _PIECE.findall(said) if any(found)]
    if "".join(number + unit for number, unit in pieces) != said:
        return None
    if sum(bool(number) for number, _ in pieces) < 2 and not set(said) & set(_DIGITS):
        return None
    return _sum_of(pieces)


def _sum_of(pieces: list[tuple[str, str]]) -> Decimal | None:
    """Return what pieces add up to: each less than the unit before it, or it is no number."""
    total = part = Decimal(0)
    large, small = 10**16, 10**9
    # How much the next piece of this part must stay below.
    for number, unit in pieces:
        if not number and unit not in _LARGE and unit not in _SMALL:
            return None
        value = _value(number) if number else Decimal(0 if unit in _LARGE else 1)
        if unit in _LARGE:
            part += value
            scale = _LARGE[unit]
            if (number and value >= small) or scale >= large or part * scale >= large or not part:
                return None
            total, part, large, small = total + part * scale, Decimal(0), scale, 10**9
        else:
            scale = _SMALL.get(unit, 1)
            if value * scale >= min(small, large) or scale >= small:
                return None
            part, small = part + value * scale, scale
    return total + part


def _value(number: str) -> Decimal:
    return Decimal(_DIGITS[number]) if number in _DIGITS else Decimal(number.replace(",", ""))


def said_twice(text: str) -> tuple[str, str] | None:
    """Return both numbers of a cell that says one twice: "550,000원(금오십오만원정)"."""
    match = _IN_BOTH.fullmatch(re.sub(r"\s", "", text))
    return (match["one"], match["other"]) if match else None
