# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write hanji.ico of the program's drawing; run when assets/icons/hanji.svg changes."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).parent
DRAWING = HERE.parent.parent / "assets" / "icons" / "hanji.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def drawn(size: int) -> Image.Image:
    """Return the drawing at a size in pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(kept, "PNG")
    return Image.open(io.BytesIO(bytes(kept.data())))


if __name__ == "__main__":
    application = QGuiApplication([])
    largest, *others = [drawn(size) for size in reversed(SIZES)]
    largest.save(HERE / "hanji.ico", append_images=others, sizes=[(size, size) for size in SIZES])
