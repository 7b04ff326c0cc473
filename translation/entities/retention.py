# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a translation keeps the value of an entity, whatever its writing."""

from __future__ import annotations

import re
from fractions import Fraction

from translation.entities.kinds import Entity, EntityKind
from translation.entities.numerals import value_of, values
from translation.entities.rendering import date_of, money_of, time_of
from translation.entities.romanization import romanize

_LITERAL = (EntityKind.URL, EntityKind.EMAIL, EntityKind.CODE)
_ROAD_STEM = re.compile(r"^(.+?)(?:대로|로|길)")


def is_kept(entity: Entity, target_text: str) -> bool:
    """Say whether ``target_text`` states the value of ``entity``."""
    if entity.kind in _LITERAL:
        return _squeezed(entity.text) in _squeezed(target_text)
    if entity.kind is EntityKind.PHONE:
        digits = re.sub(r"\D", "", entity.text).removeprefix("82").lstrip("0")
        return digits in re.sub(r"\D", "", target_text)
    if any(_stands(written, target_text) for written in entity.accepted if not written.isdecimal()):
        return True
    if entity.kind is EntityKind.ADDRESS:
        return _address_is_kept(entity.text, target_text)
    known = values(target_text)
    if entity.kind is EntityKind.ARTICLE:
        return all(Fraction(n) in known for n in re.findall(r"\d+", entity.text))
    if entity.kind is EntityKind.DATE:
        return _date_is_kept(entity.text, target_text, known)
    if entity.kind is EntityKind.TIME:
        hour, minute = time_of(entity.text)
        hours = {Fraction(hour), Fraction(hour % 12 or 12)}
        return bool(hours & known) and (not minute or Fraction(minute) in known)
    value = money_of(entity.text) if entity.kind is EntityKind.MONEY else value_of(entity.text)
    # "60년대" is "the 1960s"; hence the two last digits of a year.
    decade = {v % 100 for v in known if v.denominator == 1 and 1900 <= v < 2000}
    return value in known or (10 <= value < 100 and value in decade)


def _stands(written: str, text: str) -> bool:
    """Say whether ``written`` stands in ``text`` with no digit of another number at its ends."""
    at = text.find(written)
    while at >= 0:
        end = at + len(written)
        before, after = text[max(0, at - 2) : at], text[end : end + 2]
        runs_on = written[:1].isdigit() and (
            before[-1:].isdigit() or (before[-1:] in (".", ",") and before[:1].isdigit())
        )
        goes_on = written[-1:].isdigit() and (
            after[:1].isdigit() or (after[:1] in (".", ",", ":") and after[1:].isdigit())
        )
        if not runs_on and not goes_on:
            return True
        at = text.find(written, at + 1)
    return False


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\-]", "", text).casefold()


def _address_is_kept(text: str, target_text: str) -> bool:
    road, number = text.rsplit(maxsplit=1)
    if number not in target_text:
        return False
    found = _ROAD_STEM.match(road)
    stem = found[1] if found else road
    return stem in target_text or romanize(stem) in re.sub(r"[\s\-]", "", target_text).casefold()


def _date_is_kept(text: str, target_text: str, known: frozenset[Fraction]) -> bool:
    year, month, day = date_of(text)
    numbers = known | {Fraction(n) for n in re.findall(r"\d+", target_text)}
    if year is not None and not {Fraction(year), Fraction(year % 100)} & numbers:
        return False
    return all(part is None or Fraction(part) in numbers for part in (month, day))
