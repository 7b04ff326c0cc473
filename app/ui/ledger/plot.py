# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drawing of a chart: the only module that knows the chart library.

A plot is read with the keyboard too: arrow keys walk over its readings, Enter opens one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy

from app.ui.theme import FONT_FAMILIES, Theme

_TICK_PT = 8.5
_BAND_ALPHA = 70
LEFT, BOTTOM, RIGHT = "left", "bottom", "right"
_BARS, _LINES, _WORDS = 1, 2, 3
"""Lines lie over bars, and words over both."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A place of the plot and what is to be read there."""

    place: float
    words: str


class _Axis(pg.AxisItem):  # type: ignore[misc]
    """An axis whose numbers are written by ``write``."""

    write: Callable[[float], str] | None = None

    def tickStrings(  # noqa: N802 - the library's name
        self, values: Sequence[float], scale: float, spacing: float
    ) -> list[str]:
        if self.write is None:
            return [str(text) for text in super().tickStrings(values, scale, spacing)]
        return [self.write(value * scale) for value in values]


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot that is a still picture of data: nothing is dragged or zoomed."""

    pointed = Signal(str)
    """Words of the reading under the pointer or the keyboard; empty where there is none."""
    opened = Signal(int)
    """Number of a reading, from 0."""

    def __init__(self, *, sideways: bool = False) -> None:
        self._axes = {name: _Axis(name) for name in (LEFT, BOTTOM, RIGHT)}
        super().__init__(axisItems=dict(self._axes))
        self._sideways = sideways
        self._readings: tuple[Reading, ...] = ()
        self._at = -1
        self._opens = False
        self._ink = "#000000"
        self._highlight: pg.LinearRegionItem | None = None
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The plot has the name that is read out, what it draws on has none.
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAntialiasing(True)
        self.setMinimumHeight(190)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        font = QFont()
        font.setFamilies(FONT_FAMILIES)
        font.setPointSizeF(_TICK_PT)
        self._font = font
        for axis in self._axes.values():
            axis.setTickFont(font)
            # Behind the box of the data, so that no grid line runs over a bar.
            axis.setZValue(-1000)
            axis.setStyle(tickLength=0, tickTextOffset=6, maxTickLevel=0)
        self.hideAxis(RIGHT)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours; what is drawn must be drawn again."""
        self._ink = theme.text
        self._soft = theme.accent_soft
        self.setBackground(theme.surface)
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.muted))
        values = BOTTOM if self._sideways else LEFT
        self.showGrid(x=values == BOTTOM, y=values == LEFT, alpha=0.18)

    # ------------------------------------------------------------ drawing

    def start(self) -> None:
        """Take everything off."""
        self.clear()
        self._highlight = None
        self._readings = ()
        self._at = -1

    def bars(
        self,
        at: Sequence[float],
        lengths: Sequence[float],
        color: str,
        *,
        bases: Sequence[float] | None = None,
        hatched: Collection[int] = (),
        width: float = 0.66,
    ) -> None:
        """Draw bars; those whose numbers are in ``hatched`` are hatched."""
        for pattern in (False, True):
            chosen = [n for n in range(len(at)) if (n in hatched) is pattern]
            if not chosen:
                continue
            places = [at[n] for n in chosen]
            along = [lengths[n] for n in chosen]
            begin = [bases[n] if bases else 0.0 for n in chosen]
            style = Qt.BrushStyle.BDiagPattern if pattern else Qt.BrushStyle.SolidPattern
            look = {"brush": QBrush(QColor(color), style), "pen": pg.mkPen(color)}
            if self._sideways:
                item = pg.BarGraphItem(x0=begin, y=places, width=along, height=width, **look)
            else:
                item = pg.BarGraphItem(x=places, y0=begin, height=along, width=width, **look)
            item.setZValue(_BARS)
            self.addItem(item)

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        color: str,
        *,
        dashed: bool = False,
        symbol: str | None = None,
        thin: bool = False,
    ) -> None:
        """Draw a line through points, marked by ``symbol``: "o", "d", "s" or none."""
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        look = {"symbolSize": 6, "symbolBrush": color, "symbolPen": color} if symbol else {}
        pen = pg.mkPen(color, width=1 if thin else 2, style=style)
        self.plot(list(xs), list(ys), pen=pen, symbol=symbol, **look).setZValue(_LINES)

    def band(
        self, xs: Sequence[float], lows: Sequence[float], highs: Sequence[float], color: str
    ) -> None:
        """Fill what lies between two lines."""
        edge = pg.mkPen(color, width=1, style=Qt.PenStyle.DotLine)
        low = pg.PlotDataItem(list(xs), list(lows), pen=edge)
        high = pg.PlotDataItem(list(xs), list(highs), pen=edge)
        filling = QColor(color)
        filling.setAlpha(_BAND_ALPHA)
        for item in (low, high, pg.FillBetweenItem(low, high, brush=QBrush(filling))):
            item.setZValue(_BARS)
            self.addItem(item)

    def level(self, at: float, color: str, *, upright: bool = False) -> None:
        """Draw a dashed line across the whole plot."""
        pen = pg.mkPen(color, width=1.5, style=Qt.PenStyle.DashLine)
        line = pg.InfiniteLine(pos=at, angle=90 if upright else 0, pen=pen)
        line.setZValue(_LINES)
        self.addItem(line)

    def words(
        self, x: float, y: float, text: str, anchor: tuple[float, float], color: str = ""
    ) -> None:
        """Write a label; ``anchor`` is the place of the point in its box."""
        item = pg.TextItem(text, color=color or self._ink, anchor=anchor)
        item.setFont(self._font)
        item.setZValue(_WORDS)
        self.addItem(item, ignoreBounds=True)
        item.setPos(x, y)

    def bound(self, left: float, right: float, bottom: float, top: float) -> None:
        """Show this part of the plane and no other."""
        self.setRange(QRectF(left, bottom, right - left, top - bottom), padding=0)

    def label_ticks(self, axis: str, ticks: Sequence[tuple[float, str]]) -> None:
        """Write labels at an axis, at these places only."""
        self.showAxis(axis)
        self._axes[axis].setTicks([list(ticks)])

    def number_ticks(self, axis: str, write: Callable[[float], str]) -> None:
        """Write numbers at an axis."""
        self._axes[axis].write = write
        self._axes[axis].setTicks(None)

    # ------------------------------------------------------------ reading

    def read(self, readings: Sequence[Reading], *, opens: bool = False) -> None:
        """Set what is to be read at which place, and whether a reading can be opened."""
        self._readings = tuple(readings)
        self._opens = opens
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def go_to(self, number: int) -> None:
        """Point at a reading; -1 is none."""
        if number == self._at:
            return
        self._at = number
        if self._highlight is not None:
            self.removeItem(self._highlight)
            self._highlight = None
        words = ""
        if 0 <= number < len(self._readings):
            reading = self._readings[number]
            words = reading.words
            soft = QColor(self._soft)
            soft.setAlpha(150)
            self._highlight = pg.LinearRegionItem(
                (reading.place - 0.5, reading.place + 0.5),
                orientation="horizontal" if self._sideways else "vertical",
                movable=False,
                brush=QBrush(soft),
                pen=QPen(Qt.PenStyle.NoPen),
            )
            self._highlight.setZValue(-20)
            self.addItem(self._highlight, ignoreBounds=True)
        self.setAccessibleDescription(words)
        self.pointed.emit(words)

    def _under(self, event: QMouseEvent) -> int:
        if not self._readings:
            return -1
        box = self.getPlotItem().getViewBox()
        place = self.mapToScene(event.position().toPoint())
        if not box.sceneBoundingRect().contains(place):
            return -1
        point = box.mapSceneToView(place)
        value = point.y() if self._sideways else point.x()
        gaps = [abs(reading.place - value) for reading in self._readings]
        nearest = min(range(len(gaps)), key=gaps.__getitem__)
        return nearest if gaps[nearest] <= 0.5 else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Say what is under the pointer."""
        self.go_to(self._under(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the click, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open what is under the pointer."""
        number = self._under(event)
        if self._opens and number >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(number)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Leave it to the page around."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Walk over the readings, or open one."""
        last = len(self._readings) - 1
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._sideways:
            forward, back = Qt.Key.Key_Down, Qt.Key.Key_Up
        if event.key() == forward and last >= 0:
            self.go_to(min(self._at + 1, last))
        elif event.key() == back and last >= 0:
            self.go_to(max(self._at - 1, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._opens and self._at >= 0:
            self.opened.emit(self._at)
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Point at nothing any more."""
        self.go_to(-1)
        super().focusOutEvent(event)

    # ------------------------------------------------------------ printing

    def paint_into(self, painter: QPainter, box: QRectF) -> None:
        """Paint the plot into ``box`` of another surface, as lines and letters."""
        self.go_to(-1)
        self.render(painter, box, self.viewport().rect(), Qt.AspectRatioMode.KeepAspectRatio)
