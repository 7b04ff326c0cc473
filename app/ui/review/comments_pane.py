# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pane of comments on a segment, in threads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.ui.composition import finish_composition
from app.ui.flow import FlowLayout
from app.ui.review.cards import Cards, moment, quiet
from app.ui.theme import Theme
from app.ui.widgets import Button, label
from translation.review.anchors import SpanAnchor
from translation.review.segments import Comment

_INDENT_PX = 18
"""Of replies."""


class CommentsPane(QWidget):
    """The pane of comments on a segment; with one chosen, what is written is a reply to it."""

    said = Signal(str, object, object)
    """Words, the span that they are about or None, and the id of the comment that they answer or None."""
    resolved = Signal(int, bool)
    deleted = Signal(object)
    """A comment."""
    turned = Signal(bool)
    """The last step is to be taken back (True), or done again."""
    chosen = Signal(object)
    """The span of the chosen comment."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = Cards(mark("Comments"))
        self.field = _CommentField()
        self.field.setMaximumHeight(70)
        self.field.sent.connect(self._say)
        self.field.left.connect(lambda: self.begin(None))
        self.about = label("muted", wrap=True)
        self.button = Button("", "", self._say)
        self.answered = Button("", "", self._resolve)
        self.delete = Button("", "", self._delete)
        self.back = Button("", "", lambda: self.turned.emit(True))
        self.field.turned.connect(self.turned.emit)
        self.may_delete: Callable[[Comment], bool] = lambda _comment: False
        self.can_undo: Callable[[], bool] = lambda: False
        row = FlowLayout()
        for part in (self.answered, self.delete, self.back):
            row.addWidget(part)
        row.add_stretch()
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.about)
        layout.addWidget(self.field)
        layout.addLayout(row)
        self._comments: Sequence[Comment] = ()
        self._span: SpanAnchor | None = None
        self._theme: Theme | None = None
        self.cards.currentRowChanged.connect(lambda _row: self._choose())
        self.cards.installEventFilter(self)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()
        self._enable()

    def begin(self, span: SpanAnchor | None) -> None:
        """Let what is written next be a comment of its own.

        Args:
            span: the words that it is about; the segment without them.
        """
        self.cards.setCurrentRow(-1)
        self._span = span
        self._enable()

    def show_comments(
        self, comments: Sequence[Comment], find: Callable[[SpanAnchor], object]
    ) -> None:
        """Show the comments of a segment.

        Args:
            comments: in threads.
            find: says where a span stands now; None where it is gone.
        """
        theme = self._theme
        assert theme is not None
        self._comments = comments
        cards = []
        for one in comments:
            color = theme.muted if one.resolved else theme.text
            about = ""
            if one.anchor is not None:
                quote = escape(f"“{one.anchor.quote}”")
                if find(one.anchor) is None:
                    gone = escape(tr("no longer in the text"))
                    about = f"<br><s style='color:{theme.muted}'>{quote}</s> ({gone})"
                else:
                    about = f"<br><span style='background:{theme.warn_soft}'>{quote}</span>"
            answered = escape(tr("answered"))
            done = f" · ✓ {answered}" if one.resolved and not one.reply_to else ""
            html = (
                f"<span style='color:{theme.muted}'>{escape(one.author)} · {moment(one.at)}{done}"
                f"</span>{about}<br><span style='color:{color}'>{escape(one.text)}</span>"
            )
            plain = f"{one.author}: {one.text}"
            if one.reply_to is not None:
                html = f"<div style='margin-left:{_INDENT_PX}px'>{html}</div>"
                plain = tr("Reply of {who}", who=plain)
            cards.append((html, plain))
        self.cards.show_cards(cards or [quiet(theme, tr("Nobody has said anything."))])
        self._enable()

    def _current(self) -> Comment | None:
        row = self.cards.currentRow()
        return self._comments[row] if 0 <= row < len(self._comments) else None

    def _thread(self) -> Comment | None:
        """Return the first comment of the chosen thread."""
        current = self._current()
        if current is None or current.reply_to is None:
            return current
        return next((one for one in self._comments if one.comment_id == current.reply_to), current)

    def _choose(self) -> None:
        self._enable()
        thread = self._thread()
        if thread is not None:
            self._span = None
            if thread.anchor is not None:
                self.chosen.emit(thread.anchor)

    def _enable(self) -> None:
        thread = self._thread()
        self.answered.setEnabled(thread is not None)
        current = self._current()
        self.delete.say(tr("Delete"), "Del")
        self.delete.setEnabled(current is not None and self.may_delete(current))
        self.back.say(tr("Undo"), "Ctrl+Z")
        self.back.setEnabled(self.can_undo())
        again = thread is not None and thread.resolved
        self.answered.say(tr("Open again") if again else tr("Answered"))
        if thread is not None:
            words = tr("Reply to {who}", who=thread.author)
        elif self._span is not None:
            words = tr("Comment on these words")
        else:
            words = tr("Comment on this segment")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.button.say(tr("Reply") if thread is not None else tr("Add"), "Ctrl+Enter")
        span = self._span
        self.about.setVisible(span is not None)
        self.about.setText(f"“{span.quote}”" if span is not None else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Delete, take back and do again by key in the list too."""
        if watched is self.cards and isinstance(event, QKeyEvent):
            turn = _turns(event)
            ours = turn is not None or event.key() == Qt.Key.Key_Delete
            if ours and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if ours and event.type() is QEvent.Type.KeyPress:
                self._delete() if turn is None else self.turned.emit(turn)
                return True
        return super().eventFilter(watched, event)

    def _delete(self) -> None:
        current = self._current()
        if current is not None and self.may_delete(current):
            self.deleted.emit(current)

    def _resolve(self) -> None:
        thread = self._thread()
        if thread is not None and thread.comment_id is not None:
            self.resolved.emit(thread.comment_id, not thread.resolved)

    def _say(self) -> None:
        finish_composition(self.field)
        text = self.field.toPlainText().strip()
        if text:
            thread = self._thread()
            # Also its undo: Ctrl+Z takes back what was said.
            self.field.setPlainText("")
            self.said.emit(text, self._span, thread.comment_id if thread is not None else None)
            self.begin(None)


class _CommentField(QPlainTextEdit):
    sent = Signal()
    left = Signal()
    turned = Signal(bool)

    def event(self, event: QEvent) -> bool:
        """Take the keys of this field: those of the window would confirm the segment."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (_sends(event) or _turns(event) is not None or event.key() == Qt.Key.Key_Escape)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Send by Ctrl+Enter; Esc leaves the chosen thread."""
        if _sends(event):
            self.sent.emit()
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        turn = _turns(event)
        # What is typed is taken back first, and then what was said before.
        own = self.document()
        if turn is not None and not (own.isUndoAvailable() if turn else own.isRedoAvailable()):
            self.turned.emit(turn)
            event.accept()
            return
        super().keyPressEvent(event)


def _turns(event: QKeyEvent) -> bool | None:
    """Return whether keys take back (True) or do again; None of others."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return True
    again = event.matches(QKeySequence.StandardKey.Redo)
    on_windows = event.keyCombination() == QKeyCombination(
        Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y
    )
    return False if again or on_windows else None


def _sends(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.KeypadModifier,
    )
