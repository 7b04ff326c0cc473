# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the source and that of the book to be, side by side, scrolled together.

Shown by Qt's own text engine: no script runs, nothing is fetched, pictures are those that
the page carries.
"""

from __future__ import annotations

import base64
import re

from PySide6.QtCore import QByteArray, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication, QSplitter, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from app.i18n import mark, tr
from app.services.reviewing.preview import HERE, UNIT
from app.ui.theme import Theme

_WIDE = 640
_MOST_PIXELS = 420
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_RULES = """
body {{ color: {text}; }}
h1 {{ font-size: large; }} h2, h3, h4, h5, h6 {{ font-size: medium; }}
ul, ol {{ list-style-type: none; -qt-list-indent: 0; }} li {{ margin-left: 14px; }}
td, th {{ padding: 3px; border: 1px solid {line}; }} th {{ background: {raised}; }}
a {{ color: {accent}; text-decoration: none; }}
p {{ line-height: 140%; }}
"""


class PreviewPage(QTextBrowser):
    """The preview of one page."""

    unit_clicked = Signal(int, int)
    """A person clicked into the text of a unit: its place among those shown, and the letters before."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self._theme: Theme | None = None
        self._pictures: dict[str, QImage] = {}
        self._pressed = QPoint()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.setAccessibleName(tr(self._name))

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a picture that the page carries; nothing else is ever loaded."""
        text = name.toString() if isinstance(name, QUrl) else name
        if kind != int(QTextDocument.ResourceType.ImageResource.value):
            return None
        head, comma, body = text.partition(",")
        if not (comma and head.startswith("data:image/") and head.endswith(";base64")):
            return None
        if body not in self._pictures:
            try:
                found = QImage.fromData(QByteArray(base64.b64decode(body)))
            except ValueError:
                found = QImage()
            if found.width() > _MOST_PIXELS:
                found = found.scaledToWidth(
                    _MOST_PIXELS, Qt.TransformationMode.SmoothTransformation
                )
            self._pictures[body] = found
        return self._pictures[body]

    def show_page(self, html: str) -> None:
        """Show a page and bring its segment into view, marked."""
        theme = self._theme
        assert theme is not None
        self._pictures.clear()
        rules = _RULES.format(
            text=theme.text, line=theme.line, raised=theme.raised, accent=theme.accent
        )
        self.document().setDefaultStyleSheet(rules)
        # The book's own rules are for a browser: Qt knows few of them and shows the rest worse.
        self.setHtml(_STYLE.sub("", html))
        self._mark(theme)
        self.scrollToAnchor(HERE)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Remember where the button went down."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell which unit was clicked; what is dragged over is only chosen, to be copied."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        moved = (place - self._pressed).manhattanLength()
        if event.button() is Qt.MouseButton.LeftButton and moved < QApplication.startDragDistance():
            found = self._unit_at(self.cursorForPosition(place))
            if found is not None:
                self.unit_clicked.emit(*found)

    def _unit_at(self, cursor: QTextCursor) -> tuple[int, int] | None:
        """Return the unit at a place, and how many letters of it stand before; None for none."""
        found: tuple[int, int] | None = None
        iterator = cursor.block().begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.position() > cursor.position() and found is not None:
                break
            for name in fragment.charFormat().anchorNames():
                if name.startswith(UNIT):
                    found = (
                        int(name.removeprefix(UNIT)),
                        max(0, cursor.position() - fragment.position()),
                    )
            iterator += 1
        return found

    def _mark(self, theme: Theme) -> None:
        block = self.document().begin()
        while block.isValid():
            iterator = block.begin()
            while not iterator.atEnd():
                if HERE in iterator.fragment().charFormat().anchorNames():
                    selection = QTextEdit.ExtraSelection()
                    selection.cursor = QTextCursor(block)
                    # No further: the end of a cell's last block would choose the whole table.
                    selection.cursor.movePosition(
                        QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
                    )
                    shown = selection.format
                    shown.setBackground(QColor(theme.accent_soft))
                    selection.format = shown
                    self.setExtraSelections([selection])
                    return
                iterator += 1
            block = block.next()
        self.setExtraSelections([])


class Previews(QWidget):
    """The previews of source and translation, side by side and scrolled together."""

    unit_clicked = Signal(int, int, bool)
    """As ``PreviewPage.unit_clicked``, and whether it was in the translation."""

    def __init__(self) -> None:
        super().__init__()
        self.source = PreviewPage(mark("Page of the source"))
        self.target = PreviewPage(mark("Page of the translation"))
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(8)
        self._split.addWidget(self.source)
        self._split.addWidget(self.target)
        self._split.setSizes([1, 1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        for page in (self.source, self.target):
            page.unit_clicked.connect(
                lambda at, letters, shown=page: self.unit_clicked.emit(
                    at, letters, shown is self.target
                )
            )
        self._follows = False
        for one, other in ((self.source, self.target), (self.target, self.source)):
            one.verticalScrollBar().valueChanged.connect(
                lambda _value, a=one, b=other: self._follow(a, b)
            )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the pages beside or under each other, as there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _follow(self, one: PreviewPage, other: PreviewPage) -> None:
        if self._follows:
            return
        bar, follower = one.verticalScrollBar(), other.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        self._follows = True
        follower.setValue(round(bar.value() / bar.maximum() * follower.maximum()))
        self._follows = False

    def show_pages(self, source: str, target: str) -> None:
        """Show both around the segment."""
        self._follows = True
        self.source.show_page(source)
        self.target.show_page(target)
        self._follows = False

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.source.apply_theme(theme)
        self.target.apply_theme(theme)

    def retranslate(self) -> None:
        """Set the words."""
        self.source.retranslate()
        self.target.retranslate()
