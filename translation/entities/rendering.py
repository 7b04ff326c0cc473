# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the target language writes an entity, the best first."""

from __future__ import annotations

import re
from fractions import Fraction

from translation.entities.kinds import EntityKind
from translation.entities.numerals import NUMBER, value_of
from translation.entities.romanization import romanize_road

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_AS_WRITTEN = (EntityKind.URL, EntityKind.EMAIL, EntityKind.PHONE, EntityKind.CODE)
_DANGI = 2333
"""Years that the era of Dangun counts before the common one."""
_RATES = {"/달러": " per US dollar", "/유로": " per euro"}
_AFTERNOON = re.compile(r"오후|p\.?m")


def renderings(kind: EntityKind, text: str, source: str, target: str) -> tuple[str, ...]:
    """Return the writings of ``text`` in ``target``; empty where no rule knows one."""
    if kind in _AS_WRITTEN:
        return (text,)
    if kind is EntityKind.DATE:
        return _dates(*date_of(text), target)
    if kind is EntityKind.TIME:
        hour, minute = time_of(text)
        return (f"{hour:02}:{minute:02}",)
    if kind is EntityKind.ARTICLE:
        return _article([int(n) for n in re.findall(r"\d+", text)], "의" in text, target)
    if kind is EntityKind.ADDRESS:
        road, number = text.rsplit(maxsplit=1)
        return (f"{number} {romanize_road(road)}",) if target == "en" else ()
    if kind is EntityKind.MONEY:
        return _money(text, target)
    value = value_of(text)
    return _numbers(value, target)


def date_of(text: str) -> tuple[int | None, int | None, int | None]:
    """Return year, month and day of what is a date; None for what it does not say."""
    named = next((n for n, name in enumerate(MONTHS, 1) if name in text), None)
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if named:
        years = [n for n in numbers if n > 31]
        days = [n for n in numbers if n <= 31]
        return (years[0] if years else None), named, (days[0] if days else None)
    year: int | None = None
    if re.match(r"(?:단기\s?)?\d{4}|[’'‘]\d{2}", text):
        year = numbers.pop(0)
        if "단기" in text:
            year -= _DANGI
        elif year < 100:
            year += 2000
    return year, (numbers[0] if numbers else None), (numbers[1] if len(numbers) > 1 else None)


def time_of(text: str) -> tuple[int, int]:
    """Return hour (0 to 23) and minute."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    hour, minute = numbers[0], (numbers[1] if len(numbers) > 1 else 0)
    if _AFTERNOON.search(text) and hour < 12:
        hour += 12
    return hour, minute


def _dates(year: int | None, month: int | None, day: int | None, target: str) -> tuple[str, ...]:
    if month is None:
        return (str(year),)
    if not 1 <= month <= 12:
        return ()
    if target == "en":
        name = MONTHS[month - 1]
        of_year = f" {year}" if year else ""
        if not day:
            return (f"{name}{of_year}",)
        american = f"{name} {day}" + (f", {year}" if year else "")
        iso = (f"{year}-{month:02}-{day:02}",) if year else ()
        return (f"{day} {name}{of_year}", american, *iso)
    if target == "vi":
        return ("/".join(str(n) for n in (day, month, year) if n),)
    marks = {"ko": ("년 ", "월 ", "일")}.get(target, ("年", "月", "日"))
    parts = zip((year, month, day), marks, strict=True)
    return ("".join(f"{n}{mark}" for n, mark in parts if n).strip(),)


def _article(numbers: list[int], branch: bool, target: str) -> tuple[str, ...]:
    if target != "en" or not numbers:
        return ()
    first = str(numbers[0])
    if branch and len(numbers) > 1:
        first += f"-{numbers.pop(1)}"
    rest = [f"({numbers[1]})"] if len(numbers) > 1 else []
    rest += [str(numbers[2])] if len(numbers) > 2 else []
    return (" ".join([f"Article {first}", *rest]),)


def money_of(text: str) -> Fraction:
    """Return the amount, in the units of its currency."""
    found = NUMBER.search(text)
    if not found:
        return Fraction(0)
    value = value_of(found[0])
    rest = text[found.end() :]
    return value * (10**6 if "백만원" in rest else 1000 if "천원" in rest else 1)


def _money(text: str, target: str) -> tuple[str, ...]:
    amounts = _numbers(money_of(text), target)
    if "원" in text or "₩" in text or "KRW" in text or "won" in text:
        if target == "en":
            per = next((words for mark, words in _RATES.items() if text.endswith(mark)), "")
            return tuple(f"KRW {amount}{per}" for amount in amounts)
        return tuple(f"{amount}원" for amount in amounts) if target == "ko" else amounts
    if ("달러" in text or "$" in text) and target in ("en", "ko"):
        return tuple(f"${a}" if target == "en" else f"{a}달러" for a in amounts)
    return amounts


def _numbers(value: Fraction, target: str) -> tuple[str, ...]:
    plain = _decimal(value)
    scales = (
        ((10**12, "조"), (10**8, "억"), (10**4, "만"))
        if target == "ko"
        else ((10**12, " trillion"), (10**9, " billion"), (10**6, " million"))
        if target == "en"
        else ()
    )
    for unit, mark in scales:
        # At most two decimals: 1.2 million, and not 1.234567 million.
        if value >= unit and (value / unit * 100).denominator == 1:
            return (_decimal(value / unit) + mark, plain)
    return (plain,)


def _decimal(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator) if value < 10**4 else f"{value.numerator:,}"
    whole = float(value)
    return f"{whole:.6f}".rstrip("0").rstrip(".")
