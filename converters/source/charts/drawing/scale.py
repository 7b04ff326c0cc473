# SPDX-License-Identifier: AGPL-3.0-or-later
"""Axes of values: round ticks and what is written beside them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from converters.source.charts.chart import Axis

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LEAST = 1e-100
_MOST_TICKS = 14
# Spreadsheets begin an axis elsewhere than at zero when all values lie this close together.
_CLOSE = 1 / 6
_UNITS = ((1e12, "조"), (1e8, "억"))
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NOT_SHOWN = re.compile(r"\[[^\]]*\]|_.|\*.")
_FIGURES = re.compile(r"[#0?][#0?,.]*")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of values from ``low`` to ``high``."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def share(self, value: float) -> float:
        """Return where ``value`` lies: 0 at the low end, 1 at the high one; never outside."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def scale_of(low: float, high: float, axis: Axis, *, from_zero: bool) -> Scale:
    """Return an axis that covers values from ``low`` to ``high``.

    Args:
        low: smallest value, finite, below 1e100.
        high: largest value.
        axis: what the source asks for; its bounds count where they cover all values.
        from_zero: whether zero belongs to it, as under bars.
    """
    # What is left of a subtraction: a fifth of it is no number any more.
    low, high = (0.0 if abs(value) < _LEAST else value for value in (low, high))
    if from_zero or (low > 0 and (high - low) > _CLOSE * high):
        low = min(low, 0.0)
    if from_zero or (high < 0 and (high - low) > _CLOSE * -low):
        high = max(high, 0.0)
    if high - low <= max(abs(low), abs(high)) * 1e-6:
        pad = abs(high) * 0.1 or 1.0
        low, high = (min(low, 0.0) if low else 0.0, high + pad)
    set_low = axis.low if axis.low is not None and axis.low <= low else None
    set_high = axis.high if axis.high is not None and axis.high >= high else None
    low = low if set_low is None else set_low
    high = high if set_high is None else set_high
    step = _step((high - low) / 5)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Where the source sets an end, ticks are counted from within.
    begin = first * step if set_low is None else low
    end = last * step if set_high is None else high
    ticks = [at * step for at in range(first, min(last, first + _MOST_TICKS) + 1)]
    slack = step * 1e-6
    ticks = [tick for tick in ticks if begin - slack <= tick <= end + slack]
    return Scale(begin, end, tuple(ticks), labels_of(ticks, step, axis.code))


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next((size * step for step in _STEPS if rough <= size * step * (1 + 1e-9)), size * 10)


def labels_of(ticks: list[float], step: float, code: str) -> tuple[str, ...]:
    """Return what is written at ``ticks``, which lie ``step`` apart, by a number format."""
    before, after, percent = affixes(code)
    if percent:
        ticks, step = [tick * 100 for tick in ticks], step * 100
    largest = max(map(abs, ticks), default=0.0)
    if largest >= 1e16 or step < 1e-5:
        return tuple(f"{before}{tick:.3g}{after}" for tick in ticks)
    unit, name = next(
        ((unit, name) for unit, name in _UNITS if largest >= unit * 10 and step >= unit / 100),
        (1.0, ""),
    )
    step /= unit
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if abs(step * 10**digits - round(step * 10**digits)) > 1e-6:
        digits += 1
    texts = (f"{tick / unit + 0.0:,.{digits}f}" for tick in ticks)
    return tuple(
        f"{before}{'0' if not text.strip('-0.') else text + name}{after}" for text in texts
    )


def affixes(code: str) -> tuple[str, str, bool]:
    """Return what a number format writes before and after a figure, and whether in percent."""
    code = _NOT_SHOWN.sub("", code.split(";")[0])
    percent = "%" in _LITERAL.sub("", code)
    parts = _FIGURES.split(code, maxsplit=1)
    if len(parts) != 2:
        return "", "%" if percent else "", percent
    before, after = (_words(part) for part in parts)
    return before, after, percent


def _words(part: str) -> str:
    """Return the literal text in a part of a number format, 6 characters of it at most."""
    quoted = "".join(found[0] or found[1] for found in _LITERAL.findall(part))
    plain = "".join(sign for sign in _LITERAL.sub("", part) if sign in "%$₩¥€")
    return (quoted + plain)[:6]
