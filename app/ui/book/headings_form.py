# SPDX-License-Identifier: AGPL-3.0-or-later
"""The headings of a document: promoted, demoted, made ordinary text, joined with what follows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.book.mendable import Mendable, MendableHeading
from app.services.book.mending import edit_of, with_edit, without_edit
from app.ui.book.edit_stack import EditStack
from app.ui.flow import FlowLayout
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose
from converters.document.edits import Do, Edit

_DEEPEST = 6
_STEP = "　"


class _List(QListWidget):
    """The headings; arrow keys sideways change their level."""

    turned = Signal(int)
    """By how much the level of the chosen one is to change."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Promote by the left arrow and demote by the right one."""
        if event.matches(QKeySequence.StandardKey.MoveToPreviousChar):
            self.turned.emit(-1)
        elif event.matches(QKeySequence.StandardKey.MoveToNextChar):
            self.turned.emit(1)
        else:
            super().keyPressEvent(event)


class HeadingsForm(QWidget):
    """The headings as a list, each at its level.

    Args:
        edits: the corrections.
    """

    chosen = Signal(str)
    """Words of the heading whose place is to be shown."""

    def __init__(self, edits: EditStack) -> None:
        super().__init__()
        self._edits = edits
        self._headings: tuple[MendableHeading, ...] = ()
        self.said = Prose("muted")
        self.list = _List()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.promote = Button("", "", lambda: self.turn(-1))
        self.demote = Button("", "", lambda: self.turn(1))
        self.ordinary = Button("", "", self.make_ordinary)
        self.merge = Button("", "", self.join_next)
        self.leave_out = Button("", "", lambda: self._said_of(Do.LEAVE_OUT, tr("Leave out")))
        self.as_document = Button("", "", self.reset)
        buttons = FlowLayout(gap=6, even=True, most=2)
        for button in (
            self.promote,
            self.demote,
            self.ordinary,
            self.merge,
            self.leave_out,
            self.as_document,
        ):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.turned.connect(self.turn)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.itemActivated.connect(lambda _item: self._go())
        self.list.itemClicked.connect(lambda _item: self._go())
        edits.changed.connect(self._fill)

    def open(self, known: Mendable | None, said: str) -> None:
        """Take the headings of a document; ``said`` where there is none."""
        self._headings = known.headings if known else ()
        if known and not self._headings:
            said = tr(
                "The document has no headings. Point at a line in the preview to make it one."
            )
        self.said.say(said)
        self._fill()

    def _fill(self) -> None:
        at = self.list.currentRow()
        with QSignalBlocker(self.list):
            if self.list.count() != len(self._headings):
                self.list.clear()
                self.list.addItems([""] * len(self._headings))
            for row, heading in enumerate(self._headings):
                self._show(self.list.item(row), heading)
            if self._headings:
                self.list.setCurrentRow(max(0, min(at, len(self._headings) - 1)))
        self._enable()

    def _show(self, item: QListWidgetItem, heading: MendableHeading) -> None:
        level, state = self.level_of(heading), self._state(heading)
        words = f"{_STEP * max(0, level - 1)}{heading.text}"
        if state:
            words += f"  ({state})"
        item.setText(words)
        font = item.font()
        font.setBold(bool(state))
        item.setFont(font)
        # Levels are seen by their indent; they are also said.
        shown = tr("Level {n}", n=level) if level else tr("ordinary text")
        item.setToolTip(f"{shown}: {heading.text}")
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{shown}, {heading.text}, {state}".rstrip(", ")
        )

    def level_of(self, heading: MendableHeading) -> int:
        """Return the level that holds now; 0 for what is no heading any more."""
        edit = edit_of(self._edits.edits, heading.spot, Do.HEADING, Do.PARAGRAPH)
        if edit is None:
            return heading.level
        return edit.level if edit.do is Do.HEADING else 0

    def _state(self, heading: MendableHeading) -> str:
        edits, spot = self._edits.edits, heading.spot
        if edit_of(edits, spot, Do.LEAVE_OUT):
            return tr("left out")
        if edit_of(edits, spot, Do.PARAGRAPH):
            return tr("ordinary text")
        if edit_of(edits, spot, Do.MERGE):
            return tr("joined with the next")
        return tr("level {n}", n=self.level_of(heading)) if edit_of(edits, spot, Do.HEADING) else ""

    def current(self) -> MendableHeading | None:
        """Return the chosen heading."""
        at = self.list.currentRow()
        return self._headings[at] if 0 <= at < len(self._headings) else None

    def show_heading(self, words: str) -> None:
        """Choose the heading with these words."""
        for at, heading in enumerate(self._headings):
            if heading.text == words:
                self.list.setCurrentRow(at)
                return

    def _go(self) -> None:
        heading = self.current()
        if heading is not None:
            self.chosen.emit(heading.text)

    # ------------------------------------------------------------ mending

    def turn(self, step: int) -> None:
        """Give the chosen heading another level."""
        heading = self.current()
        if heading is None:
            return
        level = max(1, min(_DEEPEST, (self.level_of(heading) or heading.level) + step))
        if level == heading.level:
            made = without_edit(self._edits.edits, Do.HEADING, heading.spot)
        else:
            made = with_edit(self._edits.edits, Edit(Do.HEADING, heading.spot, level=level))
        self._edits.push(tr("Level of a heading"), made)

    def make_ordinary(self) -> None:
        """Make the chosen heading ordinary text."""
        self._said_of(Do.PARAGRAPH, tr("Ordinary text"))

    def join_next(self) -> None:
        """Join the chosen heading with the line behind it."""
        self._said_of(Do.MERGE, tr("Join with the next line"))

    def _said_of(self, do: Do, words: str) -> None:
        heading = self.current()
        if heading is not None and edit_of(self._edits.edits, heading.spot, do) is None:
            self._edits.push(words, with_edit(self._edits.edits, Edit(do, heading.spot)))

    def reset(self) -> None:
        """Let the chosen heading be as the document has it."""
        heading = self.current()
        if heading is None:
            return
        made = self._edits.edits
        kept = tuple(
            one
            for one in made.edits
            if one.at is None or one.do is Do.REPLACE or one.at != heading.spot
        )
        self._edits.push(tr("As the document has it"), replace(made, edits=kept))

    def _enable(self) -> None:
        heading = self.current()
        for button in (self.promote, self.demote, self.ordinary, self.merge, self.leave_out):
            button.setEnabled(heading is not None)
        self.as_document.setEnabled(heading is not None and bool(self._state(heading)))

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.list.setAccessibleName(tr("Headings"))
        self.promote.say(tr("Higher"), "←")
        self.demote.say(tr("Lower"), "→")
        self.ordinary.say(tr("Ordinary text"))
        self.merge.say(tr("Join with the next line"))
        self.leave_out.say(tr("Leave out"))
        self.as_document.say(tr("As the document has it"))
        self._fill()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
