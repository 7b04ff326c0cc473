# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numbers as people of a city office read them: grouped digits, and 만 and 억 on axes."""

from __future__ import annotations

from app.i18n import Language, current_language, tr, trn
from app.ledger.derivation import Unit
from app.ledger.uncertainty import Range

_KOREAN_STEPS = ((10**12, "조"), (10**8, "억"), (10**4, "만"))
_ENGLISH_STEPS = ((10**9, "bn"), (10**6, "M"), (10**3, "k"))


def korean() -> bool:
    """Return whether the window speaks Korean."""
    return current_language() is Language.KOREAN


def count(number: int) -> str:
    """Return a plain number: "1,800,000"."""
    return f"{number:,}"


def won(amount: int) -> str:
    """Return an amount with all its digits: "4,600,000,000원", "₩4,600,000,000"."""
    if korean():
        return f"{amount:,}원"
    return f"-₩{-amount:,}" if amount < 0 else f"₩{amount:,}"


def copies(number: int) -> str:
    """Return copies: "1,800,000부"."""
    return trn("{n} copy", "{n} copies", number)


def permille(number: int) -> str:
    """Return thousandths as percent: "37.5 %"."""
    return f"{number / 10:,.1f}\u00a0%"


def interval(held: Range) -> str:
    """Return the bounds of a range in won."""
    return f"{won_on_axis(held.low)} – {won_on_axis(held.high)}"


def won_on_axis(amount: float) -> str:
    """Return an amount rounded for an axis: "3.5억", "₩350M"."""
    short = on_axis(amount)
    if korean():
        return f"{short}원"
    return f"-₩{short[1:]}" if short.startswith("-") else f"₩{short}"


def on_axis(number: float) -> str:
    """Return a number rounded for an axis: "180만", "1.8M"."""
    return _stepped(number, _KOREAN_STEPS if korean() else _ENGLISH_STEPS)


def _stepped(number: float, steps: tuple[tuple[int, str], ...]) -> str:
    for step, name in steps:
        if abs(number) >= step:
            shown = number / step
            digits = 0 if abs(shown) >= 100 else 1 if abs(shown) >= 10 else 2
            text = f"{shown:,.{digits}f}"
            return (text.rstrip("0").rstrip(".") if "." in text else text) + name
    return f"{number:,.0f}"


def measured(value: int, unit: Unit) -> str:
    """Return a value of a derivation with its unit."""
    if unit is Unit.WON:
        return won(value)
    if unit is Unit.WON_A_COPY:
        return tr("{won} a copy", won=won(value))
    if unit is Unit.COPIES:
        return copies(value)
    if unit is Unit.PERMILLE:
        return permille(value)
    if unit is Unit.MINUTES:
        return trn("{n} minute", "{n} minutes", value)
    if unit is Unit.PAGES:
        return trn("{n} page", "{n} pages", value)
    if unit is Unit.GRAMS and abs(value) >= 1000:
        return f"{value / 1000:,.0f} kg"
    return count(value) if unit is Unit.COUNT else f"{value:,} {unit.value}"


def mils(value: int) -> str:
    """Return a price in thousandths of a won, or a number times 1,000, without needless zeros."""
    whole, part = divmod(value, 1000)
    return f"{whole:,}.{part:03}".rstrip("0") if part else f"{whole:,}"
