# SPDX-License-Identifier: AGPL-3.0-or-later
"""The names of a chart's series beside a sample of each."""

from __future__ import annotations

from collections.abc import Sequence

from converters.source.charts.drawing.canvas import WIDTH, WORD_SIZE, Canvas
from converters.source.charts.drawing.figures import Drawn, Figures
from converters.source.charts.drawing.words import fit, width_em

_EDGE, _ROW, _SAMPLE, _GAP = 12.0, 25.0, 30.0, 18.0
_MOST_EM = 18.0

Item = tuple[float, float, str, Drawn | None]


class Legend:
    """Where each name stands: in rows from the top of the sheet."""

    def __init__(self, figures: Figures, title: str) -> None:
        self._items: list[Item] = []
        self.height = 0.0
        series = figures.series
        # The title says what a lone series is.
        if len(series) == 1 and series[0].name in ("", title):
            return
        x, row = _EDGE, 0
        for at, one in enumerate((*series, None) if figures.left_out else series):
            words = f"… +{figures.left_out}" if one is None else one.name or str(at + 1)
            words = fit(words, _MOST_EM)
            width = _SAMPLE + 6 + width_em(words) * WORD_SIZE
            if x + width > WIDTH - _EDGE and x > _EDGE:
                x, row = _EDGE, row + 1
            self._items.append((x, _EDGE + row * _ROW, words, one))
            x += width + _GAP
        self.height = (row + 1) * _ROW + 6

    def draw(self, canvas: Canvas) -> None:
        """Draw samples and names."""
        for x, y, words, one in self._items:
            if one is not None:
                _sample(canvas, x, y, one)
            canvas.text((x + _SAMPLE + 6, y + 13), words, size=WORD_SIZE)


def _sample(canvas: Canvas, x: float, y: float, one: Drawn) -> None:
    if one.kind in ("bar", "area"):
        canvas.rectangle(x + 8, y, _SAMPLE - 8, 14, canvas.fill_of(one.style))
        return
    if one.kind == "bubble":
        canvas.bubble((x + _SAMPLE / 2, y + 7), 7, one.style)
        return
    if one.kind != "scatter" or one.joined:
        canvas.curve(f"M{x:g} {y + 7:g}h{_SAMPLE:g}", one.style, one.nth)
    canvas.marks([(x + _SAMPLE / 2, y + 7)], one.style, one.nth)


def names_of(series: Sequence[Drawn], most: int) -> str:
    """Return the names of series in a line, at most ``most`` of them."""
    names = [fit(one.name or str(at + 1), _MOST_EM) for at, one in enumerate(series)]
    more = f" (+{len(names) - most})" if len(names) > most else ""
    return ", ".join(names[:most]) + more
