# SPDX-License-Identifier: AGPL-3.0-or-later
"""The texts of the chosen segment: the source to read, the target to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from app.ui.composition import finish_composition
from app.ui.review import tag_chips
from app.ui.theme import FONT_PT, Theme, text_share
from translation.inline_codes import Coded, Tag, TagKind, from_marked, tags_of
from translation.review.segments import InlineCodeInfo

_LARGER_PT = 2.0
_MIME = "application/x-hanji-coded"


class Layer(Enum):
    """A kind of marks in a text; later ones lie over earlier ones."""

    COMMENTS = "comments"
    TERMS = "terms"
    FINDINGS = "findings"
    SPELLING = "spelling"


_UNDERLINES = {
    Layer.TERMS: QTextCharFormat.UnderlineStyle.DotLine,
    Layer.FINDINGS: QTextCharFormat.UnderlineStyle.WaveUnderline,
    Layer.SPELLING: QTextCharFormat.UnderlineStyle.WaveUnderline,
}


class CodedText(QTextEdit):
    """The base of both text fields: text with chips for its tags."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.looks: Mapping[int, InlineCodeInfo] = {}
        self._marks: dict[Layer, list[QTextEdit.ExtraSelection]] = {}
        self._chips = tag_chips.TagChipObject(theme)
        self.document().documentLayout().registerHandler(tag_chips.OBJECT, self._chips)
        self._take_font()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)

    def _take_font(self) -> None:
        font = self.font()
        font.setPointSizeF((FONT_PT + _LARGER_PT) * text_share())
        self.setFont(font)
        self.document().setDefaultFont(font)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.theme = self._chips.theme = theme
        self._take_font()
        self.viewport().update()

    def show_content(self, content: Coded, looks: Mapping[int, InlineCodeInfo]) -> None:
        """Show ``content``; the editor's own undo begins anew."""
        self.looks = looks
        self.blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        self._marks.clear()
        self.setExtraSelections([])
        self.clear()
        cursor = QTextCursor(self.document())
        tag_chips.insert(cursor, content, looks)
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.blockSignals(False)

    def content(self) -> Coded:
        """Return what is shown."""
        return tag_chips.content_of(self.document())

    def characters_before_cursor(self) -> int:
        """Return how many characters of the text, without chips, stand before the cursor."""
        return self.character_at(self.textCursor())

    def character_at(self, cursor: QTextCursor) -> int:
        """Return how many characters of the text, without chips, stand before a cursor."""
        return len(tag_chips.content_of(self.document(), 0, cursor.position()).text)

    def selected_span(self) -> tuple[int, int]:
        """Return start and end of the selection in characters of the text without chips."""
        cursor = self.textCursor()
        start, end = (
            len(tag_chips.content_of(self.document(), 0, at).text)
            for at in (cursor.selectionStart(), cursor.selectionEnd())
        )
        return start, end

    def select_span(self, start: int, end: int) -> None:
        """Select characters of the text without chips, and bring them into view."""
        places = self._places()
        cursor = self.textCursor()
        cursor.setPosition(places[min(start, len(places) - 1)])
        cursor.setPosition(places[min(end, len(places) - 1)], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def mark_spans(
        self, spans: Iterable[tuple[int, int, str]], terms: Iterable[tuple[int, int, str]] = ()
    ) -> None:
        """Underline stretches of the text; (start, end, colour) in characters without chips.

        Args:
            spans: what is wrong, with a wave.
            terms: words of a glossary, with dots.
        """
        self.mark(Layer.FINDINGS, spans)
        self.mark(Layer.TERMS, terms)

    def mark(self, layer: Layer, spans: Iterable[tuple[int, int, str]]) -> None:
        """Show one kind of marks, in the place of those of the same kind before.

        Args:
            layer: the kind; others stay.
            spans: (start, end, colour) in characters without chips.
        """
        places = self._places()
        made: list[QTextEdit.ExtraSelection] = []
        for start, end, color in spans:
            if not 0 <= start < end < len(places):
                continue
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(places[start])
            cursor.setPosition(places[end], QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            shown = QTextCharFormat()
            if layer is Layer.COMMENTS:
                shown.setBackground(QColor(color))
            else:
                shown.setUnderlineStyle(_UNDERLINES[layer])
                shown.setUnderlineColor(QColor(color))
            selection.format = shown
            made.append(selection)
        if made or self._marks.get(layer):
            self._marks[layer] = made
            # Their cursors move with what is typed.
            self.setExtraSelections([one for kind in Layer for one in self._marks.get(kind, ())])

    def _places(self) -> list[int]:
        """Return Qt's position of each character of the text without chips, and of its end."""
        places: list[int] = []
        at = 0
        for part in self.content().parts:
            if isinstance(part, Tag):
                at += 1
                continue
            for letter in part:
                places.append(at)
                at += 2 if ord(letter) >= 0x10000 else 1
        places.append(at)
        return places

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Copy chips as chips, and as marks for other programs."""
        cursor = self.textCursor()
        content = tag_chips.content_of(
            self.document(), cursor.selectionStart(), cursor.selectionEnd()
        )
        data = QMimeData()
        data.setData(_MIME, content.marked.encode("utf-8"))
        data.setText(content.text)
        return data


class SourceText(CodedText):
    """The source: read only, its words can be copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )


class TargetText(CodedText):
    """The target: plain Enter does nothing, chips go in and out whole."""

    typed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.reserved: frozenset[str] = frozenset()
        """Keys of the window, as Qt writes them."""
        self.menu_for: Callable[[QMenu, int], None] = lambda _menu, _at: None
        """Puts what belongs to a place of the text, in characters, on top of its menu."""
        self.textChanged.connect(self.typed.emit)
        self.currentCharFormatChanged.connect(self._type_plainly)

    def _type_plainly(self, shown: QTextCharFormat) -> None:
        """Let what is typed behind a chip be text, not another piece of it."""
        if shown.objectType() == tag_chips.OBJECT:
            self.setCurrentCharFormat(QTextCharFormat())

    def finish_composition(self) -> None:
        """Take in the syllable that the input method is still composing."""
        finish_composition(self)

    def event(self, event: QEvent) -> bool:
        """Leave the window's keys to the window: Qt's own Ctrl+Insert would copy."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()).toString() in self.reserved
        ):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter alone do nothing: with an input method it ends a syllable."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore() if event.modifiers() & _MODIFIED else event.accept()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the syllable that was being composed."""
        self.finish_composition()
        super().focusOutEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Offer what belongs to the word, before Qt's own actions."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        place = self.cursorRect().bottomLeft() if by_key else event.pos()
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_for(menu, self.character_at(cursor))
        menu.popup(self.viewport().mapToGlobal(place))

    def replace_span(self, start: int, end: int, text: str) -> None:
        """Put words in the place of others, in one step of the editor's undo."""
        self.select_span(start, end)
        self.textCursor().insertText(text, QTextCharFormat())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste text, and chips of this segment."""
        if source.hasFormat(_MIME):
            marked = bytes(source.data(_MIME).data()).decode("utf-8", "replace")
            found = from_marked(marked)
            own = [
                part for part in found.parts if isinstance(part, str) or part.number in self.looks
            ]
            tag_chips.insert(self.textCursor(), Coded(tuple(own)), self.looks)
        elif source.hasText():
            text = " ".join(source.text().split("\n"))
            self.textCursor().insertText(text, QTextCharFormat())

    def replace_content(self, content: Coded) -> None:
        """Put ``content`` in the place of all; the editor's undo brings the old text back."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        tag_chips.insert(cursor, content, self.looks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def insert_text(self, text: str) -> None:
        """Put words in at the cursor."""
        self.textCursor().insertText(text, QTextCharFormat())

    def missing_tags(self, source: Coded) -> list[Tag]:
        """Return the tags of ``source`` that are not in the target, in its order."""
        there = list(tags_of(self.content()))
        return [tag for tag in tags_of(source) if tag not in there]

    def insert_tags(self, source: Coded, *, everything: bool = False) -> None:
        """Put in the next missing tag, or all; a selection is put between a pair."""
        missing = self.missing_tags(source)
        if not missing:
            return
        if everything:
            tag_chips.insert(self.textCursor(), Coded(tuple(missing)), self.looks)
            return
        tag = missing[0]
        close = Tag(TagKind.CLOSE, tag.number)
        cursor = self.textCursor()
        if tag.kind is TagKind.OPEN and close in missing and cursor.hasSelection():
            inside = tag_chips.content_of(
                self.document(), cursor.selectionStart(), cursor.selectionEnd()
            )
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            tag_chips.insert(cursor, Coded((tag, *inside.parts, close)), self.looks)
            cursor.endEditBlock()
        else:
            tag_chips.insert(cursor, Coded((tag,)), self.looks)


_MODIFIED = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
