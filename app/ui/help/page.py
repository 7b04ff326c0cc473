# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the manual: its topics, a search over all of them, and the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QSignalBlocker, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.i18n import current_language, mark, tr
from app.services.manual import ManualPage, manual, picture, search
from app.ui.composition import ComposingLine
from app.ui.key_actions import KeyActions
from app.ui.key_bindings import KeyBinding, KeyGroup
from app.ui.shell.page import Page
from app.ui.shell.page_state import PageState
from app.ui.theme import Theme, scaled
from app.ui.widgets import label

_NAME = "help"
_MARGINS = 40
_SEARCH_PX = 180
_RESIZED_MS = 150
GROUPS = (
    KeyGroup(
        mark("Manual"),
        (
            KeyBinding("find", mark("Search the manual"), ("Ctrl+F",)),
            KeyBinding("next", mark("Next place with these words"), ("F3",)),
        ),
    ),
)


class ManualText(QTextBrowser):
    """The text of a page; its pictures are the manual's own, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self._narrow = QTimer(self)
        self._narrow.setSingleShot(True)
        self._narrow.setInterval(_RESIZED_MS)
        self._page = ""
        self._shown_for = 0
        """The width that the pictures were drawn for."""
        # A bar that comes and goes would change the width, and with it the height, without end.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._narrow.timeout.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show a page, from its beginning."""
        self._page = text
        self._shown_for = self.viewport().width()
        # A picture is kept with the text that it was first shown in.
        self.document().clear()
        self.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fit(self) -> None:
        at = self.verticalScrollBar().value()
        self.show_text(self._page)
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the pictures follow."""
        super().resizeEvent(event)
        if self._page and self.viewport().width() != self._shown_for:
            self._narrow.start()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Return a picture of the manual; nothing else is ever loaded."""
        if kind != int(QTextDocument.ResourceType.ImageResource.value):
            return None
        text = name.toString() if isinstance(name, QUrl) else name
        shown = QImage.fromData(QByteArray(picture(current_language(), text)))
        sharp = self.devicePixelRatioF()
        room = round((self.viewport().width() - _MARGINS) * sharp)
        if room < shown.width():
            shown = shown.scaledToWidth(max(1, room), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(sharp)
        return shown


class HelpPage(Page):
    """The manual; nothing of it comes from outside of this computer."""

    help_topic = "start"

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[ManualPage, ...] = ()
        self._topic = "start"
        self.field = ComposingLine()
        self.field.setClearButtonEnabled(True)
        self.topics = QListWidget()
        self.topics.setWordWrap(True)
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = ManualText()
        self._none = label("muted", wrap=True)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.field, self._none, self.topics):
            column.addWidget(part)
        self._split = QSplitter()
        self._split.addWidget(left)
        self._split.addWidget(self.text)
        self._split.setSizes([220, 640])
        self._split.setStretchFactor(1, 1)
        self._split.setHandleWidth(14)
        self._split.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.addWidget(self._split)
        self.field.seen.connect(self._search)
        self.field.returnPressed.connect(self.find_next)
        self.topics.currentRowChanged.connect(self._choose)
        self.text.anchorClicked.connect(self._follow)
        doing: dict[str, Callable[[], object]] = {
            "find": self.field.setFocus,
            "next": self.find_next,
        }
        self.keys = KeyActions(self, GROUPS, doing)

    def show_topic(self, topic: str, anchor: str = "") -> None:
        """Show a page of the manual, from a place of it."""
        if self.field.seen_text():
            self.field.clear()
        rows = [n for n, page in enumerate(self._shown) if page.topic == topic]
        if rows:
            self.topics.setCurrentRow(rows[0])
            self._show(self._shown[rows[0]])
        if anchor:
            self._go_to_heading(anchor)

    def find_next(self) -> None:
        """Go to the next place of the words in the page; after the last, to the first."""
        words = self.field.seen_text().strip()
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)

    def _search(self, words: str) -> None:
        self._shown = search(current_language(), words)
        with QSignalBlocker(self.topics):
            self.topics.clear()
            for page in self._shown:
                self.topics.addItem(QListWidgetItem(page.title))
        self._none.setVisible(not self._shown)
        if self._shown:
            rows = [n for n, page in enumerate(self._shown) if page.topic == self._topic]
            row = rows[0] if rows and not words else 0
            with QSignalBlocker(self.topics):
                self.topics.setCurrentRow(row)
            self._show(self._shown[row])
            self.find_next()

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self._show(self._shown[row])
            self.find_next()

    def _show(self, page: ManualPage) -> None:
        self._topic = page.topic
        self.text.show_text(page.text)

    def _follow(self, link: QUrl) -> None:
        """Follow a link: another page of the manual, or an address for the browser."""
        if link.scheme():
            QDesktopServices.openUrl(link)
        else:
            self.show_topic(link.path().removesuffix(".md"), link.fragment())

    def _go_to_heading(self, heading: str) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.find(heading)

    # ------------------------------------------------------------ Page

    def menus(self) -> Sequence[QMenu]:
        """Return the menu of the manual."""
        return self.keys.menus

    def shown(self) -> None:
        """Go to the text, which the keys scroll."""
        self.text.setFocus()

    def restore_state(self, state: PageState) -> None:
        """Take the widths and the page of the last time."""
        state.restore(_NAME, "split", self._split)
        self.show_topic(state.get(_NAME, "topic", "start"))

    def keep_state(self, state: PageState) -> None:
        """Remember widths and page."""
        state.keep(_NAME, "split", self._split)
        state.put(_NAME, "topic", self._topic)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.field.setPlaceholderText(tr("Search the manual"))
        self.field.setAccessibleName(tr("Search the manual"))
        self.topics.setAccessibleName(tr("Pages of the manual"))
        self.text.setAccessibleName(tr("Text of the manual"))
        self._none.setText(tr("No page has these words."))
        self.keys.retranslate()
        self._shown = manual(current_language())
        self._search(self.field.seen_text())

    def apply_theme(self, _theme: Theme) -> None:
        """Take the theme's colours."""
        self.field.setMinimumWidth(scaled(_SEARCH_PX))
        # Links take their colour from the application's palette when the text is set.
        self._choose(self.topics.currentRow())
