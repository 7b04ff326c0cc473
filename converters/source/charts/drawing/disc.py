# SPDX-License-Identifier: AGPL-3.0-or-later
"""Charts around a centre: pies, rings and radars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from converters.source.charts.chart import Axis, Chart
from converters.source.charts.drawing.canvas import (
    COLOURS,
    TICK_SIZE,
    WIDTH,
    WORD_SIZE,
    Canvas,
    Spot,
    colour_of,
    number,
)
from converters.source.charts.drawing.figures import Drawn, Figures
from converters.source.charts.drawing.legend import Legend, names_of
from converters.source.charts.drawing.scale import scale_of
from converters.source.charts.drawing.words import fit, width_em

_RADIUS = 128.0
_HOLE = 0.5
_ROW = 21.0
_MOST_SLICES, _MOST_RINGS, _MOST_CORNERS = 16, 4, 36
_EDGE = 12.0
_FULL = 0.9999
_CENTRE = WIDTH / 2


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice of a pie; angles in parts of a full turn, clockwise from above."""

    name: str
    share: float
    begin: float
    style: int

    @property
    def middle(self) -> float:
        return self.begin + self.share / 2


def draw_pie(chart: Chart, figures: Figures, title: str) -> Canvas | None:
    """Return the sheet with a pie or rings; None where no figure is above zero.

    A pie shows its first series only, as every program does.
    """
    ring = figures.series[0].kind == "doughnut"
    shown = figures.series[:_MOST_RINGS] if ring else figures.series[:1]
    rings = [_slices(figures.categories, one) for one in shown]
    if not any(rings):
        return None
    sides = _sides(rings[-1] or next(filter(None, rings)))
    rows = max(len(side) for side in sides)
    height = max(2 * _RADIUS + 84, rows * _ROW + 24)
    below = len(shown) > 1 or bool(shown[0].name and shown[0].name != chart.title)
    canvas = Canvas(height + (26 if below else 0), title)
    centre = (_CENTRE, height / 2)
    inner = _RADIUS * _HOLE if ring else 0.0
    thick = (_RADIUS - inner) / len(rings)
    for at, slices in enumerate(rings):
        for one in slices:
            floor = inner + at * thick
            canvas.area(_wedge(centre, one, floor, floor + thick), colour_of(one.style))
    for side in sides:
        _names(canvas, centre, side, height)
    if below:
        words = names_of(shown, _MOST_RINGS)
        words = f"안쪽부터 {words}" if len(shown) > 1 else words
        words = fit(words, (WIDTH - 2 * _EDGE) / WORD_SIZE)
        canvas.text((_CENTRE, height + 12), words, anchor="middle", size=WORD_SIZE)
    return canvas


def _slices(categories: Sequence[str], series: Drawn) -> list[_Slice]:
    found = [
        (categories[at] if at < len(categories) else "", abs(value))
        for at, value in enumerate(series.highs)
        if value
    ]
    if len(found) > _MOST_SLICES:
        # The smallest ones become one slice.
        floor = sorted((value for _, value in found), reverse=True)[_MOST_SLICES - 2]
        kept: list[tuple[str, float]] = []
        for name, value in found:
            if value >= floor and len(kept) < _MOST_SLICES - 1:
                kept.append((name, value))
        rest = sum(value for _, value in found) - sum(value for _, value in kept)
        found = [*kept, (f"그 밖 {len(found) - len(kept)}개", max(rest, 0.0))]
    total = sum(value for _, value in found)
    slices: list[_Slice] = []
    begin = 0.0
    for at, (name, value) in enumerate(found):
        # The last slice stands beside the first one.
        style = at if at != len(found) - 1 or at % len(COLOURS) else at + len(COLOURS) // 2
        share = value / total
        slices.append(_Slice(name, share, begin, style if len(found) > 1 else 0))
        begin += share
    return slices


def _sides(slices: Sequence[_Slice]) -> tuple[list[_Slice], list[_Slice]]:
    """Return the slices named on the right and on the left, from above."""
    right = [one for one in slices if one.middle <= 0.5]
    left = [one for one in slices if one.middle > 0.5]
    return right, left[::-1]


def _names(canvas: Canvas, centre: Spot, side: list[_Slice], height: float) -> None:
    """Write names and shares beside the slices, moved apart where they would touch."""
    rows = [_point(centre, one.middle, _RADIUS + 20)[1] for one in side]
    for at in range(1, len(rows)):
        rows[at] = max(rows[at], rows[at - 1] + _ROW)
    limit = height - 18.0
    for at in reversed(range(len(rows))):
        rows[at] = min(rows[at], limit)
        limit = rows[at] - _ROW
    for at in range(len(rows)):
        rows[at] = max(rows[at], 18.0 + at * _ROW)
    for one, y in zip(side, rows, strict=True):
        sign = 1 if one.middle <= 0.5 else -1
        x = _CENTRE + sign * (_RADIUS + 30)
        near, far = (
            _point(centre, one.middle, _RADIUS + 2),
            _point(centre, one.middle, _RADIUS + 12),
        )
        canvas.line(near, far, strong=True)
        canvas.line(far, (x - sign * 5, y), strong=True)
        share = f"{one.share:.1%}".replace(".0%", "%")
        room = (WIDTH - _EDGE - (_CENTRE + _RADIUS + 30)) / TICK_SIZE - width_em(share) - 0.5
        words = f"{fit(one.name, room)} {share}".strip()
        canvas.text((x, y + 5), words, anchor="start" if sign > 0 else "end")


def _point(centre: Spot, turn: float, radius: float) -> Spot:
    angle = 2 * pi * turn
    return centre[0] + radius * sin(angle), centre[1] - radius * cos(angle)


def _wedge(centre: Spot, one: _Slice, inner: float, outer: float) -> str:
    if one.share > _FULL:
        # An arc cannot end where it begins.
        return _circle(centre, outer, 1) + (_circle(centre, inner, 0) if inner else "")
    end = one.begin + one.share
    large = int(end - one.begin > 0.5)
    first, second = _point(centre, one.begin, outer), _point(centre, end, outer)
    path = f"M{_pair(first)}A{number(outer)} {number(outer)} 0 {large} 1 {_pair(second)}"
    if not inner:
        return f"{path}L{_pair(centre)}z"
    third, fourth = _point(centre, end, inner), _point(centre, one.begin, inner)
    radius = number(inner)
    return f"{path}L{_pair(third)}A{radius} {radius} 0 {large} 0 {_pair(fourth)}z"


def _circle(centre: Spot, radius: float, sweep: int) -> str:
    x, y = centre
    arc = f"A{number(radius)} {number(radius)} 0 1 {sweep}"
    above, below = _pair((x, y - radius)), _pair((x, y + radius))
    return f"M{above}{arc} {below}{arc} {above}z"


def _pair(spot: Spot) -> str:
    return f"{spot[0]:.2f} {spot[1]:.2f}"


# ---------------------------------------------------------------- radars


def draw_radar(chart: Chart, figures: Figures, title: str) -> Canvas:
    """Return the sheet with a line around a centre for each series."""
    legend = Legend(figures, chart.title)
    count = len(figures.categories)
    values = [value for one in figures.series for value in one.highs if value is not None]
    axis = Axis(code=chart.values.code, low=chart.values.low, high=chart.values.high)
    scale = scale_of(min(values), max(values), axis, from_zero=True)
    top = legend.height + 52
    centre = (_CENTRE, top + _RADIUS + 12)
    radius = _RADIUS + 12
    canvas = Canvas(centre[1] + radius + 48, title)
    legend.draw(canvas)
    for tick in scale.ticks:
        corners = [_point(centre, at / count, radius * scale.share(tick)) for at in range(count)]
        for begin, end in zip(corners, corners[1:] + corners[:1], strict=True):
            canvas.line(begin, end)
    for at, name in enumerate(figures.categories):
        canvas.line(centre, _point(centre, at / count, radius))
        _corner(canvas, centre, at / count, radius, name)
    for tick, label in zip(scale.ticks, scale.labels, strict=True):
        spot = _point(centre, 0, radius * scale.share(tick))
        canvas.text((spot[0] - 5, spot[1] + 5), label, anchor="end", size=13)
    for one in figures.series:
        spots = [
            _point(centre, at / count, radius * scale.share(value))
            for at, value in enumerate(one.highs)
            if value is not None
        ]
        if spots:
            canvas.curve("M" + "L".join(map(_pair, spots)) + "z", one.style, one.nth)
            canvas.marks(spots, one.style, one.nth)
    return canvas


def _corner(canvas: Canvas, centre: Spot, turn: float, radius: float, name: str) -> None:
    x, y = _point(centre, turn, radius + 14)
    side = sin(2 * pi * turn)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    room = WIDTH / 2 if anchor == "middle" else WIDTH / 2 - abs(x - _CENTRE)
    words = fit(name, (room - _EDGE) / TICK_SIZE)
    canvas.text((x, y + 5 - 6 * cos(2 * pi * turn)), words, anchor=anchor)


def is_radar(figures: Figures) -> bool:
    """Whether the figures are drawn around a centre: not where there are too few or too many."""
    kinds = {one.kind for one in figures.series}
    return kinds == {"radar"} and 3 <= len(figures.categories) <= _MOST_CORNERS
