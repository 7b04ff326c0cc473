# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chart as a picture, and what is said of it to people who do not see it."""

from __future__ import annotations

from converters.document.nodes import Resource
from converters.source.charts.chart import Chart
from converters.source.charts.drawing.canvas import WIDTH
from converters.source.charts.drawing.disc import draw_pie, draw_radar, is_radar
from converters.source.charts.drawing.figures import Figures, figures_of
from converters.source.charts.drawing.legend import names_of
from converters.source.charts.drawing.plots import draw_plots

_NAMES = {
    "bar": "막대그래프",
    "line": "꺾은선그래프",
    "area": "영역 그래프",
    "pie": "원그래프",
    "doughnut": "도넛 그래프",
    "scatter": "분산형 그래프",
    "bubble": "거품형 그래프",
    "radar": "방사형 그래프",
}
_NAMED_SERIES = 6
_LONGEST_TITLE = 120


def draw(chart: Chart, name: str = "") -> Resource | None:
    """Return ``chart`` as SVG; None where none of its figures can be drawn.

    The same chart always gives the same bytes.

    Args:
        chart: what to draw.
        name: the source's name for it.
    """
    figures = figures_of(chart)
    if figures is None:
        return None
    said = _said(chart, figures)
    kinds = {one.kind for one in figures.series}
    if kinds <= {"pie", "doughnut"}:
        canvas = draw_pie(chart, figures, said)
    elif is_radar(figures):
        canvas = draw_radar(chart, figures, said)
    else:
        canvas = draw_plots(chart, figures, said)
    if canvas is None:
        return None
    return Resource("image/svg+xml", canvas.to_bytes(), round(WIDTH), round(canvas.height), name)


def describe(chart: Chart) -> str:
    """Return what the drawing of ``chart`` is: title, kind, names of the series.

    Its figures stand in the table beside it, where they are read better.
    """
    figures = figures_of(chart)
    return _said(chart, figures) if figures is not None else chart.title


def _said(chart: Chart, figures: Figures) -> str:
    kinds = dict.fromkeys(_NAMES[one.kind] for one in figures.series)
    kind = "·".join(kinds)
    names = names_of(figures.series, _NAMED_SERIES) if any(s.name for s in figures.series) else ""
    words = f"{kind} ({names})" if names and names != chart.title else kind
    return f"{chart.title[:_LONGEST_TITLE]}: {words}" if chart.title else words
