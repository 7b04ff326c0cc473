# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chapter as a reading system shows it, by Qt's own text engine: nothing runs, nothing is fetched.

Why not a browser: ``docs/decisions/0011-book-preview.md``.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from app.i18n import tr
from app.services.book.preview_html import PICTURE, Look, PreviewPage
from converters.document.nodes import Resource

_BLOCK = re.compile(r"b(\d+)")
_KEPT_PICTURES = 40
_MARGIN = 18
_MOST_PICTURE_BYTES = 48 << 20


class BookPreview(QTextBrowser):
    """One chapter, turned page by page."""

    chosen = Signal(int)
    """Number of the block that a person pointed at."""
    link = Signal(str)
    """Address of a link that was followed."""
    past_end = Signal(int)
    """A page beyond the last (1) or before the first (-1) of the chapter was asked for."""
    resized = Signal()
    """There is more or less room now."""
    moved = Signal()
    """Another part of the chapter is in view."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # Keys select text here; a caret as high as a picture says nothing.
        self.setCursorWidth(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(_MARGIN)
        self._resources: Mapping[str, Resource] = {}
        self._pictures: OrderedDict[str, QImage] = OrderedDict()
        self._positions: dict[int, int] = {}
        """Where each block begins in the text."""
        self._accent = "#cce3dc"
        self.anchorClicked.connect(lambda url: self.link.emit(url.toString()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    def retranslate(self) -> None:
        """Set the words."""
        self.setAccessibleName(tr("Preview of the book"))

    # ------------------------------------------------------------ contents

    def show_page(
        self, page: PreviewPage, resources: Mapping[str, Resource], look: Look, percent: int
    ) -> None:
        """Show a chapter from its beginning."""
        self._resources = resources
        self._accent = look.soft
        self._pictures.clear()
        font = self.font()
        font.setPointSizeF(11.0 * percent / 100)
        self.document().setDefaultFont(font)
        self.setStyleSheet(
            f"QTextBrowser {{ background: {look.ground}; color: {look.text}; border: 0;"
            " border-radius: 6px; padding: 0; }"
        )
        self.setHtml(page.html)
        self._find_positions()
        self.setExtraSelections([])

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a picture of the chapter; nothing else is ever loaded."""
        text = name.toString() if isinstance(name, QUrl) else name
        if kind != int(QTextDocument.ResourceType.ImageResource.value):
            return None
        if not text.startswith(PICTURE):
            return None
        if text not in self._pictures:
            key, _, width = text[len(PICTURE) :].partition("#")
            self._pictures[text] = self._picture(key, int(width) if width.isdigit() else 0)
            while len(self._pictures) > _KEPT_PICTURES:
                self._pictures.popitem(last=False)
        return self._pictures[text]

    def _picture(self, key: str, width: int) -> QImage:
        resource = self._resources.get(key)
        if resource is None or len(resource.data) > _MOST_PICTURE_BYTES:
            return QImage()
        found = QImage.fromData(QByteArray(resource.data))
        # Larger than the page is shown smaller; smaller ones keep their size.
        if width and found.width() > width:
            found = found.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        return found

    def _find_positions(self) -> None:
        self._positions = {}
        block = self.document().begin()
        while block.isValid():
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                for name in fragment.charFormat().anchorNames():
                    match = _BLOCK.fullmatch(name)
                    if match:
                        self._positions.setdefault(int(match[1]), fragment.position())
                iterator += 1
            block = block.next()

    # ------------------------------------------------------------ places

    def go_to(self, number: int, *, mark: bool = True) -> None:
        """Bring a block into view, and mark it."""
        known = [at for at in self._positions if at <= number]
        if not known:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._positions[max(known)])
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - _MARGIN)
        if mark:
            self._mark(cursor)
            plain = QTextCursor(cursor)
            self.setTextCursor(plain)

    def go_to_anchor(self, name: str) -> None:
        """Bring a named place into view."""
        self.scrollToAnchor(name)

    def _mark(self, cursor: QTextCursor) -> None:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(cursor)
        selection.cursor.movePosition(
            QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
        )
        shown = selection.format
        shown.setBackground(QColor(self._accent))
        selection.format = shown
        self.setExtraSelections([selection])

    def block_at(self, position: int) -> int:
        """Return the number of the block at a position of the text; -1 for none."""
        before = [(place, at) for at, place in self._positions.items() if place <= position]
        return max(before)[1] if before else -1

    def first_block_in_view(self) -> int:
        """Return the number of the block at the upper edge; -1 for none."""
        return self.block_at(self.cursorForPosition(self.viewport().rect().topLeft()).position())

    # ------------------------------------------------------------ pages

    def turn(self, step: int) -> None:
        """Show the next (1) or the previous (-1) page of the chapter."""
        bar = self.verticalScrollBar()
        height = self.viewport().height()
        if step > 0 and bar.value() >= bar.maximum():
            self.past_end.emit(1)
        elif step < 0 and bar.value() <= 0:
            self.past_end.emit(-1)
        else:
            line = self.fontMetrics().lineSpacing()
            # The last line may be cut by the edge: it is the first of the next page.
            bar.setValue(bar.value() + step * max(line, height - 2 * line))

    def pages(self) -> tuple[int, int]:
        """Return which page of the chapter is shown (from 1), and of how many."""
        bar = self.verticalScrollBar()
        height = max(1, self.viewport().height() - 2 * self.fontMetrics().lineSpacing())
        count = 1 + -(-bar.maximum() // height)
        shown = count if bar.value() >= bar.maximum() else 1 + round(bar.value() / height)
        return min(shown, count), count

    def to_end(self) -> None:
        """Show the last page of the chapter."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Turn pages by the keys of reading systems."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space):
            self.turn(1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left):
            self.turn(-1)
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not self.textCursor().charFormat().isAnchor()
        ):
            self.chosen.emit(self.block_at(self.textCursor().position()))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll, and go on to the next chapter at the end."""
        bar = self.verticalScrollBar()
        down = event.angleDelta().y() < 0
        if bar.maximum() > 0 and bar.value() == (bar.maximum() if down else 0):
            self.past_end.emit(1 if down else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that there is more or less room."""
        super().resizeEvent(event)
        self.resized.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the block under the pointer, where no text was selected."""
        super().mouseReleaseEvent(event)
        if self.textCursor().hasSelection() or self.anchorAt(event.position().toPoint()):
            return
        at = self.block_at(self.cursorForPosition(event.position().toPoint()).position())
        if at >= 0:
            self.chosen.emit(at)
