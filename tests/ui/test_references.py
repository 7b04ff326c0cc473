# SPDX-License-Identifier: AGPL-3.0-or-later
"""PySide6 keeps count of its references (docs/decisions/0003-qt-version.md)."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

CALLS = 500


def test_calls_that_return_nothing_do_not_use_up_none(qapp):
    picture = QPixmap(20, 20)
    painter = QPainter(picture)
    font = QFont()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        painter.setPen(QColor("#123456"))
        font.setPointSizeF(9.0)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < CALLS / 10
