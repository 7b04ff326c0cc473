# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers that the state gives to a person: resident, foreigner, passport, driving licence.

Resident and foreigner registration numbers (주민등록법 시행규칙 2조, 출입국관리법 시행규칙 49조의2)
have a date of birth, a digit of sex and century, and, where they were given before October 2020, a
check digit. Passport numbers since December 2021 have a letter in their middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from converters.checking.personal.context import Context, Label, digits_of, is_masked, may_be_alive
from converters.checking.personal.hits import Hit
from converters.document.findings import FindingKind, Grade

_REGISTRATION = re.compile(
    r"(?<![\d.])(?<!\d-)(?<![A-Za-z]-)(?<![A-Za-z])"
    r"([\d*]{6})(\s?-\s?|\s|)([1-8*xX][\d*xX]{6})(?![\d*])(?!-\d)"
)
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_RANDOM_SINCE = date(2020, 10, 1)
"""Numbers given from here on have six digits by chance after that of the sex."""
_BARCODES = ("880", "978", "979")

_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)(?:[A-Z]\d{8}|[A-Z]\d{3}[A-Z]\d{4}|[A-Z]{2}\d{7}|"
    r"[A-Z]\d{2,4}[*xX]{3,6}|[A-Z]\d{1,3}[A-Z]?\d{0,4}[*xX]{3,6}\d{0,2})(?![A-Za-z0-9*])(?!-\d)"
)
_REGIONS = "서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산|경기남부|경기북부"
_LICENCE = re.compile(
    r"(?<![\d가-힣-])(?:(?:1[1-9]|2[0-68])|(?:" + _REGIONS + r"))\s?-?\s?"
    r"[\d*]{2}-[\d*xX]{6}-[\d*xX]{2}(?![\d*-])"
)
_LICENCE_DIGITS = re.compile(r"(?<![\d-])(?:1[1-9]|2[0-68])\d{10}(?![\d-])")


def find_identity_numbers(context: Context) -> Iterator[Hit]:
    """Yield numbers that the state gave to a person."""
    yield from _registrations(context)
    yield from _licences(context)
    yield from _passports(context)


# ---------------------------------------------------------------- registration


def _registrations(context: Context) -> Iterator[Hit]:
    for match in _REGISTRATION.finditer(context.text):
        born, separator, rest = match.groups()
        if born.isdecimal() and rest.isdecimal():
            hit = _registration(context, match.start(), match.end(), born, separator, rest)
            if hit is not None:
                yield hit
        elif (born.isdecimal() and _could_be_born(born) and separator.strip()) or (
            digits_of(born + rest) and context.label_of(*match.span()) is Label.RESIDENT
        ):
            yield Hit(_kind(rest[0]), *match.span(), Grade.NOTE, masked=True)


def _registration(
    context: Context, start: int, end: int, born: str, separator: str, rest: str
) -> Hit | None:
    """Return the hit of thirteen digits that are a registration number; None where they are none."""
    birth = _birth(born, rest[0])
    if birth is None:
        return None
    label = context.label_of(start, end)
    kind, named = _kind(rest[0]), label is Label.RESIDENT
    if label is Label.CORPORATE:
        return None
    if not separator and not named and (born.startswith(_BARCODES) or label is Label.CODE):
        return None
    if has_check_digit(born + rest):
        if separator or named or label in (None, Label.BIRTH):
            return Hit(kind, start, end)
        return None
    if birth >= _RANDOM_SINCE and (separator.strip() or named) and label is not Label.CODE:
        return Hit(kind, start, end)
    if named and not context.is_example(start):
        return Hit(kind, start, end, Grade.NOTE, doubt="checksum")
    return None


def _kind(sex: str) -> FindingKind:
    return FindingKind.FOREIGNER_NUMBER if sex in "5678" else FindingKind.RESIDENT_NUMBER


def _birth(six: str, sex: str) -> date | None:
    """Return the date of birth that a number states; None where there is no such day in a life."""
    century = 1900 if sex in "1256" else 2000
    try:
        born = date(century + int(six[:2]), int(six[2:4]), int(six[4:]))
    except ValueError:
        return None
    return born if may_be_alive(born) else None


def _could_be_born(six: str) -> bool:
    return _birth(six, "1") is not None or _birth(six, "3") is not None


def has_check_digit(number: str) -> bool:
    """Whether the last of thirteen digits follows from the others."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    # Foreigners' numbers add two to what residents' have.
    extra = 2 if number[6] in "5678" else 0
    return (11 - total % 11 + extra) % 10 == int(number[12])


# ---------------------------------------------------------------- licences and passports


def _licences(context: Context) -> Iterator[Hit]:
    for match in _LICENCE.finditer(context.text):
        label = context.label_of(*match.span())
        if label in (None, Label.DRIVER, Label.RESIDENT, Label.BIRTH):
            masked = is_masked(match.group())
            grade = Grade.NOTE if masked else Grade.ERROR
            yield Hit(FindingKind.DRIVER_LICENCE, *match.span(), grade, masked=masked)
    for match in _LICENCE_DIGITS.finditer(context.text):
        if context.label_of(*match.span()) is Label.DRIVER:
            yield Hit(FindingKind.DRIVER_LICENCE, *match.span())


def _passports(context: Context) -> Iterator[Hit]:
    for match in _PASSPORT.finditer(context.text):
        if context.label_of(*match.span()) is Label.PASSPORT:
            masked = is_masked(match.group())
            grade = Grade.NOTE if masked else Grade.ERROR
            yield Hit(FindingKind.PASSPORT, *match.span(), grade, masked=masked)
