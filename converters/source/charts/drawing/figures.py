# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures of a chart as they are drawn: numbers, stacked, no more than a page can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from converters.source.charts.chart import Chart, Plot, Series

MOST_SERIES = 24
MOST_POINTS = 2_000
"""Points of all series together; of more, one in every few is drawn."""
_LARGEST, _SMALLEST = 1e100, 1e-100
_ROUND = ("pie", "doughnut")
DRAWN = frozenset({"bar", "line", "area", "scatter", "bubble", "radar", *_ROUND})

Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series ready to be drawn."""

    name: str
    kind: str
    style: int
    """Its number in the chart: colour and texture."""
    nth: int
    """Its number among those of its kind: dash and mark."""
    highs: Values
    """Where each figure ends on the axis of values; None where there is none."""
    lows: tuple[float, ...]
    """Where it begins: zero, or the end of the one that it is stacked on."""
    xs: Values = ()
    sizes: Values = ()
    joined: bool = True
    secondary: bool = False
    slot: int = 0
    """Bars of one slot stand over each other, slots stand beside each other."""
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What a drawing shows."""

    categories: tuple[str, ...]
    series: tuple[Drawn, ...]
    left_out: int
    """Series that are not drawn."""
    slots: int
    """Bars beside each other in a category."""

    def of(self, *kinds: str) -> list[Drawn]:
        """Return the series of some kinds."""
        return [series for series in self.series if series.kind in kinds]


def figures_of(chart: Chart) -> Figures | None:
    """Return what can be drawn of ``chart``; None where there is nothing."""
    plots = [plot for plot in chart.plots if plot.kind in DRAWN]
    count = min(MOST_SERIES, sum(len(plot.series) for plot in plots))
    length = max((len(one.values) for plot in plots for one in plot.series), default=0)
    stride = -(-count * length // MOST_POINTS) or 1
    picked = range(0, length, stride)
    drawn: list[Drawn] = []
    slots = 0
    for plot in plots:
        some = plot.series[: MOST_SERIES - len(drawn)]
        stacked = plot.grouping != "clustered"
        nth = sum(one.kind == plot.kind for one in drawn)
        for at, series in enumerate(_series(plot, some, picked, len(drawn), nth, slots)):
            drawn.append(series)
            if plot.kind == "bar" and (at == 0 or not stacked):
                slots += 1
    if not any(value is not None for series in drawn for value in series.highs):
        return None
    every = sum(len(plot.series) for plot in plots)
    categories = chart.categories
    labels = tuple(categories[at] if at < len(categories) else "" for at in picked)
    return Figures(labels, tuple(drawn), every - len(drawn), max(1, slots))


def _series(
    plot: Plot, some: Sequence[Series], picked: range, style: int, nth: int, slot: int
) -> Iterator[Drawn]:
    values = [_numbers(series.values, picked) for series in some]
    stacked = plot.grouping != "clustered" and plot.kind in ("bar", "line", "area")
    pairs = (
        _stacked(values, percent=plot.grouping == "percentStacked")
        if stacked
        else [(one, (0.0,) * len(picked)) for one in values]
    )
    for at, (series, (highs, lows)) in enumerate(zip(some, pairs, strict=True)):
        yield Drawn(
            series.name,
            plot.kind,
            style + at,
            nth + at,
            highs,
            lows,
            _numbers(series.xs, picked) if series.xs else (),
            _numbers(series.sizes, picked) if series.sizes else (),
            series.joined,
            plot.secondary,
            slot if stacked else slot + at,
            stacked,
        )


def _stacked(values: list[Values], *, percent: bool) -> list[tuple[Values, tuple[float, ...]]]:
    """Return ends and beginnings; figures below zero are stacked downwards."""
    length = max(map(len, values), default=0)
    up, down = [0.0] * length, [0.0] * length
    totals = [sum(abs(one[at] or 0.0) for one in values) or 1.0 for at in range(length)]
    found: list[tuple[Values, tuple[float, ...]]] = []
    for one in values:
        highs: list[float | None] = []
        lows: list[float] = []
        for at, value in enumerate(one):
            pile = down if (value or 0.0) < 0 else up
            lows.append(pile[at])
            pile[at] += (value or 0.0) / (totals[at] if percent else 1.0)
            highs.append(None if value is None else pile[at])
        found.append((tuple(highs), tuple(lows)))
    return found


def _numbers(texts: Sequence[str], picked: range) -> Values:
    return tuple(to_number(texts[at]) if at < len(texts) else None for at in picked)


def to_number(text: str) -> float | None:
    """Return the figure in ``text`` ("12.5", "3.4%"); None where there is none."""
    share = text.endswith("%")
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        return None
    if share:
        value /= 100
    if not isfinite(value) or abs(value) > _LARGEST:
        return None
    return value if abs(value) > _SMALLEST else 0.0
