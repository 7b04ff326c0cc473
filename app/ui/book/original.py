# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the original beside the preview: pixels that a worker drew."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.widgets import label

_PIXEL_BYTES = 3


class OriginalPage(QWidget):
    """A page of the original, as wide as there is room, or why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._first = QImage()
        """The first page: some originals have no picture of any other."""
        self._page = 0
        self.words = label("muted", wrap=True)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._picture)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.area, 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a page's usual room."""
        return QSize(320, 440)

    def begin(self) -> None:
        """Forget the pages of the book before."""
        self._image = self._first = QImage()
        self._page = 0
        self.words.setText("")
        self._picture.clear()

    def wait_for(self, page: int) -> None:
        """Say that a page is being drawn."""
        self._page = page
        self.words.setText(tr("Original, page {n}", n=page + 1))

    def show_pixels(self, page: int, pixels: tuple[int, int, bytes] | None) -> None:
        """Show a page (from 0); None where the original has no picture of it."""
        self._page = page
        if pixels is None:
            self._image = QImage()
        else:
            width, height, data = pixels
            shown = QImage(data, width, height, _PIXEL_BYTES * width, QImage.Format.Format_RGB888)
            # Qt does not keep the bytes alive.
            self._image = shown.copy()
            if page == 0:
                self._first = self._image
        self._say()
        self._fit()

    def _say(self) -> None:
        words = tr("Original, page {n}", n=self._page + 1)
        if self._image.isNull():
            words = tr("The original has no picture of page {n}.", n=self._page + 1)
            if not self._first.isNull():
                words += " " + tr("Its first page is shown.")
        self.words.setText(words)
        self.area.setAccessibleName(words)
        self._picture.setAccessibleName(words)

    def _fit(self) -> None:
        image = self._first if self._image.isNull() else self._image
        if image.isNull():
            self._picture.clear()
            return
        ratio = self.devicePixelRatioF()
        width = round(max(60, self.area.viewport().width()) * ratio)
        fitted = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown = QPixmap.fromImage(fitted)
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the page into the room."""
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Set all words."""
        self._say()
