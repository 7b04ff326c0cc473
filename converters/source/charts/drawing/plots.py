# SPDX-License-Identifier: AGPL-3.0-or-later
"""Bars, lines, areas and points between two axes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from math import sqrt

from converters.source.charts.chart import Axis, Chart
from converters.source.charts.drawing.canvas import TICK_SIZE, Canvas, Spot, number
from converters.source.charts.drawing.figures import Drawn, Figures
from converters.source.charts.drawing.frame import Axes, Frame, Plan
from converters.source.charts.drawing.legend import Legend
from converters.source.charts.drawing.scale import Scale, labels_of, scale_of
from converters.source.charts.drawing.words import width_em

_BAR_SHARE = 0.74
"""Share of a category's room that its bars take."""
_MOST_MARKS, _MOST_MARKS_ON_LINES = 300, 60
_BUBBLE, _UNSIZED = 20.0, 8.0
_MOST_LABELLED = 12


def draw_plots(chart: Chart, figures: Figures, title: str) -> Canvas:
    """Return the sheet with bars, lines, areas and points."""
    legend = Legend(figures, chart.title)
    axes = _axes(chart, figures)
    plan = Plan(axes, legend.height)
    canvas = Canvas(plan.height, title)
    legend.draw(canvas)
    plan.draw_grid(canvas)
    for series in figures.of("area"):
        _area(canvas, plan.frame, _scale(axes, series), series)
    _bars(canvas, plan, figures, chart)
    plan.draw_names(canvas)
    for series in figures.of("line", "scatter", "radar"):
        _line(canvas, plan.frame, axes, series)
    bubbles = figures.of("bubble")
    largest = max((abs(size) for one in bubbles for size in one.sizes if size), default=1.0)
    for series in bubbles:
        _bubbles(canvas, plan.frame, axes, series, largest)
    return canvas


def _scale(axes: Axes, series: Drawn) -> Scale:
    return axes.second if series.secondary and axes.second is not None else axes.values


def _axes(chart: Chart, figures: Figures) -> Axes:
    first = [one for one in figures.series if not one.secondary]
    second = [one for one in figures.series if one.secondary]
    percent = any(plot.grouping == "percentStacked" for plot in chart.plots)
    lying = all(plot.horizontal for plot in chart.plots)
    places = None
    if all(one.kind in ("scatter", "bubble") for one in figures.series):
        xs = [x for one in figures.series for x in _places(one) if x is not None]
        places = scale_of(min(xs), max(xs), Axis(), from_zero=False)
    both = bool(first and second) and not lying and places is None
    axis = chart.values if first else chart.second_values
    if percent:
        axis = Axis(axis.title, "0%")
    values = _value_scale(first if both else list(figures.series), axis)
    return Axes(
        () if places is not None else figures.categories,
        places,
        values,
        _value_scale(second, chart.second_values) if both else None,
        lying,
        chart.reversed,
        chart.category_title,
        axis.title,
        chart.second_values.title if both else "",
    )


def _value_scale(series: Sequence[Drawn], axis: Axis) -> Scale:
    values = [value for one in series for value in one.highs if value is not None]
    from_zero = any(one.stacked or one.kind in ("bar", "area") for one in series)
    return scale_of(min(values, default=0.0), max(values, default=1.0), axis, from_zero=from_zero)


def _places(series: Drawn) -> Iterable[float | None]:
    """Return the places of points; their numbers where the source names places by words."""
    if any(x is not None for x in series.xs):
        return series.xs
    return [float(at + 1) for at in range(len(series.highs))]


# ---------------------------------------------------------------- bars and areas


def _bars(canvas: Canvas, plan: Plan, figures: Figures, chart: Chart) -> None:
    series, frame = figures.of("bar"), plan.frame
    count = max(1, len(figures.categories))
    thick = _BAR_SHARE / count / figures.slots
    for one in series:
        scale = _scale(plan.axes, one)
        fill = canvas.fill_of(one.style)
        for at, (high, low) in enumerate(zip(one.highs, one.lows, strict=True)):
            if high is None:
                continue
            begin = (at + (1 - _BAR_SHARE) / 2) / count + one.slot * thick
            _bar(canvas, frame, (begin, begin + thick), (scale.share(low), scale.share(high)), fill)
    if len(series) == len(figures.series) == 1 and count <= _MOST_LABELLED:
        _figures_at(canvas, plan, series[0], chart.values.code)


def _bar(canvas: Canvas, frame: Frame, along: Spot, values: Spot, fill: str) -> None:
    (x1, y1), (x2, y2) = frame.spot(along[0], values[0]), frame.spot(along[1], values[1])
    left, top = min(x1, x2), min(y1, y2)
    width, height = abs(x2 - x1), abs(y2 - y1)
    # A thin gap keeps neighbours apart without colours.
    gap = 1.0 if (height if frame.lying else width) > 5 else 0.0
    if frame.lying:
        top, height = top + gap, height - 2 * gap
    else:
        left, width = left + gap, width - 2 * gap
    canvas.rectangle(left, top, max(width, 0.3), max(height, 0.3), fill)


def _figures_at(canvas: Canvas, plan: Plan, one: Drawn, code: str) -> None:
    """Write the figures of a lone series at the ends of its bars, where there is room."""
    frame, scale = plan.frame, plan.axes.values
    found = [value for value in one.highs if value is not None]
    digits = max((len(f"{value:.10g}".partition(".")[2]) for value in found), default=0)
    labels = labels_of(found, 10.0**-digits, code) if digits <= 2 else ()
    room = (frame.right - frame.left) / max(1, len(one.highs)) - 4
    if not labels or max(map(width_em, labels)) * TICK_SIZE > (60 if frame.lying else room):
        return
    remaining = iter(labels)
    for at, value in enumerate(one.highs):
        if value is None:
            continue
        x, y = frame.spot((at + 0.5) / len(one.highs), scale.share(value))
        label = next(remaining)
        width = width_em(label) * TICK_SIZE
        if not frame.lying:
            # Above the bar, below one that hangs.
            canvas.text((x, y - 5 if value >= 0 else y + 16), label, anchor="middle")
        elif value >= 0 and x + 6 + width < frame.right + 20:
            canvas.text((x + 6, y + 5), label)
        elif value < 0 and x - 6 - width > frame.left:
            canvas.text((x - 6, y + 5), label, anchor="end")


def _area(canvas: Canvas, frame: Frame, scale: Scale, series: Drawn) -> None:
    count = max(1, len(series.highs))
    tops = [scale.share(high or low) for high, low in zip(series.highs, series.lows, strict=True)]
    floors = [scale.share(low) for low in series.lows]
    spots = [frame.spot((at + 0.5) / count, top) for at, top in enumerate(tops)]
    back = [frame.spot((at + 0.5) / count, floor) for at, floor in enumerate(floors)]
    path = _path([*spots, *reversed(back)]) + "z"
    canvas.area(path, canvas.fill_of(series.style), opacity=1.0 if series.stacked else 0.6)
    canvas.curve(_path(spots), series.style, series.nth)


# ---------------------------------------------------------------- lines and points


def _line(canvas: Canvas, frame: Frame, axes: Axes, series: Drawn) -> None:
    # Where a figure is missing, the line is broken.
    pieces: list[list[Spot]] = [[]]
    for spot in _spots(frame, axes, series):
        if spot is None:
            pieces.append([])
        else:
            pieces[-1].append(spot)
    if series.joined:
        path = "".join(_path(piece) for piece in pieces if len(piece) > 1)
        if path:
            canvas.curve(path, series.style, series.nth)
    spots = [spot for piece in pieces for spot in piece]
    if not series.joined or len(spots) <= _MOST_MARKS_ON_LINES:
        canvas.marks(spots, series.style, series.nth, 4.5 if len(spots) <= _MOST_MARKS else 3)
    else:
        alone = [piece[0] for piece in pieces if len(piece) == 1]
        canvas.marks(alone, series.style, series.nth)


def _spots(frame: Frame, axes: Axes, series: Drawn) -> Iterator[Spot | None]:
    """Yield the place of each figure; None where it is missing."""
    scale = _scale(axes, series)
    count = max(1, len(series.highs))
    along: Iterable[float | None]
    if axes.places is not None:
        along = [None if x is None else axes.places.share(x) for x in _places(series)]
    else:
        along = [(at + 0.5) / count for at in range(count)]
    for x, value in zip_longest(along, series.highs):
        if x is None or value is None:
            yield None
        else:
            yield frame.spot(x, scale.share(value))


def _bubbles(canvas: Canvas, frame: Frame, axes: Axes, series: Drawn, largest: float) -> None:
    for at, spot in enumerate(_spots(frame, axes, series)):
        size = series.sizes[at] if at < len(series.sizes) else None
        radius = _UNSIZED if size is None else max(3.0, _BUBBLE * sqrt(abs(size) / largest))
        if spot is not None:
            canvas.bubble(spot, radius, series.style)


def _path(spots: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in spots) if spots else ""
