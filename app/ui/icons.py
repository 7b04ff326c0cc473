# SPDX-License-Identifier: AGPL-3.0-or-later
"""Icons by name, in the colours of the theme."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@cache
def _source(name: str) -> str:
    return (files("assets") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon ``name`` in ``color``, ``size`` logical pixels wide."""
    drawing = _source(name).replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(drawing.encode("utf-8")))
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def icon(name: str, color: str, disabled: str | None = None) -> QIcon:
    """Return an icon for buttons, sharp on screens of double density too."""
    made = QIcon()
    # The second is also taken where text, and icons with it, are printed larger.
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, color, 20, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, disabled or color, 20, ratio), QIcon.Mode.Disabled)
    return made


def program_icon() -> QIcon:
    """Return the mark of the program."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("hanji", "", size))
    return made
