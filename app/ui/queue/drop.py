# SPDX-License-Identifier: AGPL-3.0-or-later
"""The drop area of the empty window: a place to drop files on, and two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import tr
from app.messages import format_names
from app.ui import icons
from app.ui.theme import Theme
from app.ui.widgets import Button, frame, label, restyle

_PICTURE = 72
_ROOM_FOR_PICTURE, _ROOM_FOR_PROMISE = 290, 220
"""Heights from which there is room for them."""


def local_paths(mime: QMimeData) -> list[str]:
    """Return the files and folders of this machine that are being dragged."""
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]


class DropArea(QWidget):
    """The area to drop files on, shown before the first file."""

    def __init__(
        self,
        add_files: Callable[[], object],
        add_folder: Callable[[], object],
        try_samples: Callable[[], object],
    ) -> None:
        super().__init__()
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("big", wrap=True)
        self._text = label("muted", wrap=True)
        self._promise = label("muted", wrap=True)
        for text in (self._title, self._text, self._promise):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.files = Button("add-file", "primary", add_files)
        self.folder = Button("add-folder", "", add_folder)
        self.samples = Button("book", "quiet", try_samples)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self.files)
        buttons.addWidget(self.folder)
        buttons.addWidget(self.samples)
        buttons.addStretch()
        inside = QVBoxLayout()
        inside.setSpacing(10)
        inside.addStretch(3)
        inside.addWidget(self._picture)
        inside.addSpacing(6)
        inside.addWidget(self._title)
        inside.addWidget(self._text)
        inside.addSpacing(14)
        inside.addLayout(buttons)
        inside.addStretch(4)
        inside.addWidget(self._promise)
        self._frame = frame("dropArea", inside, (32, 24, 32, 20))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(20, 18, 20, 18)
        outside.addWidget(self._frame)

    def retranslate(self) -> None:
        """Set all words."""
        self._title.setText(tr("Drop documents here"))
        self._text.setText(
            tr(
                "Each document ({formats}) becomes an EPUB book that every reader can open.",
                formats=format_names(),
            )
        )
        self._promise.setText(
            tr(
                "Everything happens on this computer. Your documents are never changed or sent anywhere."
            )
        )
        self.files.say(tr("Choose files…"), "Ctrl+O")
        self.folder.say(tr("Choose a folder…"), "Ctrl+Shift+O")
        self.samples.say(tr("Try it with samples"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(icons.pixmap("drop", theme.accent, _PICTURE, ratio))
        self.files.apply_theme(theme)
        self.folder.apply_theme(theme)
        self.samples.apply_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out the picture, then the promise, where all together would be cut off."""
        super().resizeEvent(event)
        self._picture.setVisible(event.size().height() >= _ROOM_FOR_PICTURE)
        self._promise.setVisible(event.size().height() >= _ROOM_FOR_PROMISE)

    def show_drag(self, over: bool) -> None:
        """Light up while files hover over the window."""
        self._frame.setProperty("over", "true" if over else "false")
        restyle(self._frame)
