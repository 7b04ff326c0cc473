# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place between two axes, its grid, and what is written along it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sin

from converters.source.charts.drawing.canvas import (
    LINE,
    TICK_SIZE,
    WIDTH,
    Canvas,
    Spot,
)
from converters.source.charts.drawing.scale import Scale
from converters.source.charts.drawing.words import fit, width_em, wrap

EDGE = 12.0
_GAP = 8.0
_TITLE = 24.0
_PLOT_HEIGHT = 300.0
_ROW, _MOST_HEIGHT = 30.0, 900.0
_TURN = -45.0
_TURNED_EM = 9.0
_TURNED_STEP = 24.0
_LEAST_STEP = 20.0
_MANY, _SHORT_EM = 24, 5.5
_NAMES_SHARE = 0.36


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of a chart in units of the sheet; categories run along it, values across."""

    left: float
    top: float
    right: float
    bottom: float
    lying: bool
    backwards: bool

    def spot(self, along: float, value: float) -> Spot:
        """Return the place of shares (0 to 1) of the two axes."""
        if self.lying:
            along = along if self.backwards else 1 - along
            return (
                self.left + value * (self.right - self.left),
                self.top + along * (self.bottom - self.top),
            )
        along = 1 - along if self.backwards else along
        return (
            self.left + along * (self.right - self.left),
            self.bottom - value * (self.bottom - self.top),
        )


@dataclass(frozen=True, slots=True)
class Axes:
    """What a frame is made for."""

    names: tuple[str, ...]
    """Categories; empty where ``places`` is given."""
    places: Scale | None
    """Axis of places along the frame (scatter and bubble charts)."""
    values: Scale
    second: Scale | None
    lying: bool
    backwards: bool
    along_title: str
    value_title: str
    second_title: str


@dataclass(frozen=True, slots=True)
class _Names:
    """Names along the bottom: where, in which lines, turned or not."""

    lines: tuple[tuple[str, ...] | None, ...]
    turned: bool
    height: float


class Plan:
    """The frame for some axes, and the height that the sheet needs."""

    def __init__(self, axes: Axes, legend_height: float) -> None:
        self.axes = axes
        top = EDGE + legend_height + 8
        if (axes.value_title and not axes.lying) or axes.second_title:
            top += _TITLE
        widest = max(map(_width, axes.values.labels), default=0.0)
        right = WIDTH - EDGE - 8
        if axes.second is not None:
            right -= max(map(_width, axes.second.labels), default=0.0) + _GAP
        if axes.lying:
            room = max(map(_width, axes.names), default=0.0) + 2
            left = EDGE + _GAP + min(room, WIDTH * _NAMES_SHARE)
            # What is written at the ends of an axis sticks out by its half.
            left, right = max(left, EDGE + widest / 2), min(right, WIDTH - EDGE - widest / 2)
            height = min(max(160.0, _ROW * len(axes.names)), _MOST_HEIGHT)
            self._names = _Names((), False, TICK_SIZE * LINE + 6)
        else:
            left = EDGE + _GAP + widest
            if axes.places is not None:
                half = max(map(_width, axes.places.labels), default=0.0) / 2
                left, right = max(left, EDGE + half), min(right, WIDTH - EDGE - half)
            height = _PLOT_HEIGHT
            self._names = self._along(left, right)
        self.frame = Frame(left, top, right, top + height, axes.lying, axes.backwards)
        low_title = bool((axes.along_title and not axes.lying) or (axes.value_title and axes.lying))
        self.height = top + height + self._names.height + (_TITLE if low_title else 0) + EDGE

    def _along(self, left: float, right: float) -> _Names:
        names = self.axes.names
        if not names:
            return _Names((), False, TICK_SIZE * LINE + 6)
        slot = (right - left) / len(names)
        room = (slot - 6) / TICK_SIZE
        wrapped = [wrap(name, room, 3) for name in names]
        if all(lines is not None for lines in wrapped):
            most = max(len(lines or ()) for lines in wrapped)
            return _Names(tuple(wrapped), False, most * TICK_SIZE * LINE + 8)
        widest = max(map(width_em, names))
        if len(names) > _MANY and widest < _SHORT_EM:
            # Years and months: every few of them, lying.
            every = ceil((widest * TICK_SIZE + 10) / slot)
            return _Names(
                tuple((name,) if at % every == 0 else None for at, name in enumerate(names)),
                False,
                TICK_SIZE * LINE + 8,
            )
        every = max(1, ceil(_TURNED_STEP / slot))
        turned: list[tuple[str, ...] | None] = []
        for at, name in enumerate(names):
            x = left + slot * ((len(names) - at if self.axes.backwards else at) + 0.5)
            room = min(_TURNED_EM, (x - 8) / cos(radians(_TURN)) / TICK_SIZE)
            turned.append((fit(name, room),) if at % every == 0 else None)
        longest = max(width_em(lines[0]) for lines in turned if lines) * TICK_SIZE
        return _Names(tuple(turned), True, longest * sin(radians(-_TURN)) + TICK_SIZE + 8)

    def draw_grid(self, canvas: Canvas) -> None:
        """Draw the lines across, and what is written at them."""
        frame, axes = self.frame, self.axes
        for tick, label in zip(axes.values.ticks, axes.values.labels, strict=True):
            share = axes.values.share(tick)
            canvas.line(frame.spot(0, share), frame.spot(1, share))
            if axes.lying:
                x, _ = frame.spot(0, share)
                canvas.text((x, frame.bottom + TICK_SIZE + 5), label, anchor="middle")
            else:
                _, y = frame.spot(0, share)
                canvas.text((frame.left - _GAP, y + 5), label, anchor="end")
        if axes.second is not None:
            for tick, label in zip(axes.second.ticks, axes.second.labels, strict=True):
                _, y = frame.spot(0, axes.second.share(tick))
                canvas.text((frame.right + _GAP, y + 5), label)
        if axes.places is not None:
            for tick, label in _apart(axes.places, frame.right - frame.left):
                x, y = frame.spot(axes.places.share(tick), 0)
                canvas.line((x, frame.top), (x, frame.bottom))
                canvas.text((x, y + TICK_SIZE + 5), label, anchor="middle")

    def draw_names(self, canvas: Canvas) -> None:
        """Draw the zero line, the categories and the titles of the axes."""
        frame, axes = self.frame, self.axes
        zero = axes.values.share(0.0)
        canvas.line(frame.spot(0, zero), frame.spot(1, zero), strong=True)
        if axes.lying:
            self._draw_beside(canvas)
        else:
            self._draw_below(canvas)
        below = self.height - EDGE - 2
        middle = (frame.left + frame.right) / 2
        # Titles lie, as turned Hangul is hard to read.
        if axes.value_title and axes.lying:
            canvas.text((middle, below), _fitted(axes.value_title), anchor="middle")
        elif axes.value_title:
            room = 0.5 if axes.second_title else 1.0
            canvas.text((EDGE, frame.top - 16), _fitted(axes.value_title, room))
        if axes.second_title:
            words = _fitted(axes.second_title, 0.5)
            canvas.text((WIDTH - EDGE, frame.top - 16), words, anchor="end")
        if axes.along_title and not axes.lying:
            canvas.text((middle, below), _fitted(axes.along_title), anchor="middle")

    def _draw_beside(self, canvas: Canvas) -> None:
        frame, names = self.frame, self.axes.names
        slot = (frame.bottom - frame.top) / max(1, len(names))
        every = ceil(_LEAST_STEP / slot)
        room = (frame.left - _GAP - EDGE + 1) / TICK_SIZE
        for at, name in enumerate(names):
            if at % every:
                continue
            _, y = frame.spot((at + 0.5) / len(names), 0)
            lines = wrap(name, room, 2 if slot >= 2 * TICK_SIZE * LINE else 1) or (fit(name, room),)
            y += 5 - (len(lines) - 1) * TICK_SIZE * LINE / 2
            canvas.text((frame.left - _GAP, y), lines, anchor="end")

    def _draw_below(self, canvas: Canvas) -> None:
        frame, names = self.frame, self._names
        for at, lines in enumerate(names.lines):
            if lines is None:
                continue
            x, _ = frame.spot((at + 0.5) / len(names.lines), 0)
            if names.turned:
                spot = (x + 4, frame.bottom + TICK_SIZE + 1)
                canvas.text(spot, lines, anchor="end", turned=_TURN)
            else:
                canvas.text((x, frame.bottom + TICK_SIZE + 5), lines, anchor="middle")


def _width(text: str) -> float:
    return width_em(text) * TICK_SIZE


def _fitted(title: str, share: float = 1.0) -> str:
    return fit(title, (WIDTH - 2 * EDGE) * share / TICK_SIZE - 1)


def _apart(scale: Scale, width: float) -> Sequence[tuple[float, str]]:
    """Return ticks and labels, so many of them that the labels do not touch."""
    widest = max(map(_width, scale.labels), default=0.0) + 12
    every = max(1, ceil(widest * len(scale.labels) / width))
    return list(zip(scale.ticks, scale.labels, strict=True))[::every]
