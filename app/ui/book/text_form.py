# SPDX-License-Identifier: AGPL-3.0-or-later
"""The block that was pointed at, tables, typing errors, and the list of all corrections."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.services.book.mendable import FoundBlock, Mendable, MendableTable
from app.services.book.mending import edit_of, with_edit, with_metadata, with_more, with_picture
from app.ui.book.edit_stack import EditStack
from app.ui.book.edit_words import DO_WORDS, field_words
from app.ui.theme import Theme
from app.ui.widgets import Button, ElidedComboBox, Prose
from converters.document.edits import Do, Edit

_LANGUAGES = (
    ("en", mark("In English")),
    ("zh-Hans", mark("In Chinese (simplified)")),
    ("zh-Hant", mark("In Chinese (traditional)")),
    ("ja", mark("In Japanese")),
    ("vi", mark("In Vietnamese")),
    ("ko", mark("In Korean")),
)
_LONGEST = 60
_LIST_PX = 130


class TextForm(QScrollArea):
    """What else a person may mend.

    Args:
        edits: the corrections.
    """

    chosen = Signal(str)
    """Words whose place is to be shown."""

    def __init__(self, edits: EditStack) -> None:
        super().__init__()
        self._edits = edits
        self._tables: tuple[MendableTable, ...] = ()
        self._block: FoundBlock | None = None
        self._moving: FoundBlock | None = None
        """The block that waits for the one behind which it is to stand."""
        self.said = Prose("muted")
        self._make_block_box()
        self._make_table_box()
        self._make_replace_box()
        self._make_list_box()
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 8, 4, 8)
        layout.setSpacing(8)
        layout.addWidget(self.said)
        for box in (self._block_box, self._table_box, self._replace_box, self._list_box):
            layout.addWidget(box)
        layout.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        edits.changed.connect(self._refresh)

    def _make_block_box(self) -> None:
        self._block_box = QGroupBox()
        self.block_words = Prose()
        self.level = QSpinBox()
        self.level.setRange(1, 6)
        self._level_label = QLabel()
        self._level_label.setBuddy(self.level)
        self.make_heading = Button("", "", self._make_heading)
        self.make_text = Button("", "", lambda: self._do_with_block(Do.PARAGRAPH))
        self.leave_out = Button("", "", lambda: self._do_with_block(Do.LEAVE_OUT))
        self.merge = Button("", "", lambda: self._do_with_block(Do.MERGE))
        self.language = QComboBox()
        self.set_language = Button("", "", self._set_language)
        self.move_block = Button("", "", self._move)
        rows = QGridLayout(self._block_box)
        rows.setSpacing(6)
        rows.addWidget(self.block_words, 0, 0, 1, 2)
        rows.addWidget(self._level_label, 1, 0)
        rows.addWidget(self.level, 1, 1)
        rows.addWidget(self.make_heading, 2, 0, 1, 2)
        rows.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        for button in (self.make_text, self.leave_out):
            buttons.addWidget(button)
        rows.addLayout(buttons, 3, 0, 1, 2)
        more = QHBoxLayout()
        for button in (self.merge, self.move_block):
            more.addWidget(button)
        rows.addLayout(more, 4, 0, 1, 2)
        rows.addWidget(self.language, 5, 0, 1, 2)
        rows.addWidget(self.set_language, 6, 0, 1, 2)

    def _make_table_box(self) -> None:
        self._table_box = QGroupBox()
        self.table = ElidedComboBox()
        self.table.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.head_rows, self.head_columns = QSpinBox(), QSpinBox()
        self._rows_label, self._columns_label, self._caption_label = QLabel(), QLabel(), QLabel()
        self.caption = QLineEdit()
        self.set_heads = Button("", "", self._set_heads)
        self.set_caption = Button("", "", self._set_caption)
        rows = QGridLayout(self._table_box)
        rows.setSpacing(6)
        rows.addWidget(self.table, 0, 0, 1, 2)
        rows.addWidget(self._rows_label, 1, 0)
        rows.addWidget(self.head_rows, 1, 1)
        rows.addWidget(self._columns_label, 2, 0)
        rows.addWidget(self.head_columns, 2, 1)
        rows.addWidget(self.set_heads, 3, 0, 1, 2)
        rows.addWidget(self._caption_label, 4, 0)
        rows.addWidget(self.caption, 4, 1)
        rows.addWidget(self.set_caption, 5, 0, 1, 2)
        rows.setColumnStretch(1, 1)
        for name, widget in (
            (self._rows_label, self.head_rows),
            (self._columns_label, self.head_columns),
            (self._caption_label, self.caption),
        ):
            name.setBuddy(widget)
        self.table.activated.connect(lambda _at: self._choose_table())

    def _make_replace_box(self) -> None:
        self._replace_box = QGroupBox()
        self.sought, self.put = QLineEdit(), QLineEdit()
        self._find_label, self._text_label = QLabel(), QLabel()
        self.replace_all = Button("", "", self._replace)
        rows = QGridLayout(self._replace_box)
        rows.setSpacing(6)
        for row, (name, line) in enumerate(
            ((self._find_label, self.sought), (self._text_label, self.put))
        ):
            name.setBuddy(line)
            rows.addWidget(name, row, 0)
            rows.addWidget(line, row, 1)
        rows.addWidget(self.replace_all, 2, 1)
        self.put.returnPressed.connect(self._replace)

    def _make_list_box(self) -> None:
        self._list_box = QGroupBox()
        self.list = QListWidget()
        self.list.setMinimumHeight(_LIST_PX)
        self.take_back = Button("", "", self._take_back)
        rows = QVBoxLayout(self._list_box)
        rows.addWidget(self.list)
        rows.addWidget(self.take_back)
        self.list.currentRowChanged.connect(lambda at: self.take_back.setEnabled(at >= 0))

    # ------------------------------------------------------------ contents

    def open(self, known: Mendable | None, said: str) -> None:
        """Take the tables of a document; ``said`` where there is none."""
        self._tables = known.tables if known else ()
        self._block = self._moving = None
        self.said.say(said)
        with QSignalBlocker(self.table):
            self.table.clear()
            for at, one in enumerate(self._tables, start=1):
                words = one.caption or one.words
                self.table.addItem(f"{at}. {_short(words)}")
        self._table_box.setVisible(bool(self._tables))
        self._show_table()
        self._refresh()

    def show_block(self, block: FoundBlock | None) -> None:
        """Show the block that was pointed at; None for one that the document does not have so."""
        self._block = block
        if block is not None and block.level:
            self.level.setValue(block.level)
        for at, one in enumerate(self._tables):
            if block is not None and one.spot == block.spot:
                self.table.setCurrentIndex(at)
                self._show_table()
        self._refresh()

    def look_for(self, words: str) -> None:
        """Put words into the field of what is sought."""
        self.sought.setText(words)
        self.put.setFocus()

    def _refresh(self) -> None:
        block = self._block
        words = _short(block.text) if block else tr("Point at a line in the preview.")
        lines = [words]
        if self._moving is not None:
            lines.append(
                tr("To be moved: “{words}”. Point at the line behind which it is to stand.",
                   words=_short(self._moving.text))
            )  # fmt: skip
        self.block_words.set_lines(lines)
        self.move_block.say(tr("Move…") if self._moving is None else tr("Put it behind this line"))
        self.move_block.setEnabled(block is not None)
        is_text = block is not None and block.is_text
        for widget in (self.level, self.make_heading, self.merge, self.language, self.set_language):
            widget.setEnabled(is_text)
        self.make_text.setEnabled(is_text and block is not None and block.level > 0)
        self.leave_out.setEnabled(block is not None)
        at = self.list.currentRow()
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([words for words, _ in self._corrections()])
            self.list.setCurrentRow(min(at, self.list.count() - 1))
        self.take_back.setEnabled(self.list.currentRow() >= 0)

    def _corrections(self) -> list[tuple[str, Edit | tuple[str, str]]]:
        """Return every correction in words, with what takes it back."""
        edits = self._edits.edits
        found: list[tuple[str, Edit | tuple[str, str]]] = [
            (tr("About the book: {field}", field=field_words(name)), ("metadata", name))
            for name in edits.metadata
        ]
        for key, picture in edits.pictures.items():
            said = tr("decoration") if picture.decorative else _short(picture.alt)
            found.append((tr("Picture: {words}", words=said), ("picture", key)))
        for edit in edits.edits:
            if edit.do is Do.REPLACE:
                words = tr("“{find}” → “{text}”", find=_short(edit.find), text=_short(edit.text))
            else:
                about = _short(edit.at.text) if edit.at else ""
                words = f"{tr(DO_WORDS[edit.do])}: {about}"
            found.append((words, edit))
        return found

    def _take_back(self) -> None:
        at = self.list.currentRow()
        found = self._corrections()
        if not 0 <= at < len(found):
            return
        edits, what = self._edits.edits, found[at][1]
        if isinstance(what, Edit):
            made = replace(edits, edits=tuple(one for one in edits.edits if one is not what))
        else:
            part, name = what
            made = (
                with_metadata(edits, name, None)
                if part == "metadata"
                else with_picture(edits, name, None)
            )
        self._edits.push(tr("Take the correction back"), made)

    # ------------------------------------------------------------ mending

    def _make_heading(self) -> None:
        if self._block is not None:
            edit = Edit(Do.HEADING, self._block.spot, level=self.level.value())
            self._edits.push(tr("Make it a heading"), with_edit(self._edits.edits, edit))

    def _set_language(self) -> None:
        if self._block is not None:
            edit = Edit(Do.LANGUAGE, self._block.spot, language=str(self.language.currentData()))
            self._edits.push(tr(DO_WORDS[Do.LANGUAGE]), with_edit(self._edits.edits, edit))

    def _move(self) -> None:
        """Take the block up, or put the one that was taken up behind this one."""
        block, moving = self._block, self._moving
        if block is None:
            return
        if moving is None:
            self._moving = block
        else:
            self._moving = None
            if moving.spot != block.spot:
                edit = Edit(Do.MOVE, moving.spot, behind=block.spot)
                self._edits.push(tr(DO_WORDS[Do.MOVE]), with_edit(self._edits.edits, edit))
        self._refresh()

    def _do_with_block(self, do: Do) -> None:
        if self._block is not None and edit_of(self._edits.edits, self._block.spot, do) is None:
            made = with_edit(self._edits.edits, Edit(do, self._block.spot))
            self._edits.push(tr(DO_WORDS[do]), made)

    def _table(self) -> MendableTable | None:
        at = self.table.currentIndex()
        return self._tables[at] if 0 <= at < len(self._tables) else None

    def _choose_table(self) -> None:
        self._show_table()
        one = self._table()
        if one is not None:
            self.chosen.emit(one.words)

    def _show_table(self) -> None:
        one = self._table()
        if one is None:
            return
        heads = edit_of(self._edits.edits, one.spot, Do.TABLE_HEADS)
        caption = edit_of(self._edits.edits, one.spot, Do.CAPTION)
        self.head_rows.setRange(0, max(0, one.rows - 1))
        self.head_columns.setRange(0, max(0, one.columns - 1))
        self.head_rows.setValue(heads.rows if heads else one.head_rows)
        self.head_columns.setValue(heads.columns if heads else one.head_columns)
        self.caption.setText(caption.text if caption else one.caption)

    def _set_heads(self) -> None:
        one = self._table()
        if one is not None:
            rows, columns = self.head_rows.value(), self.head_columns.value()
            edit = Edit(Do.TABLE_HEADS, one.spot, rows=rows, columns=columns)
            self._edits.push(tr(DO_WORDS[Do.TABLE_HEADS]), with_edit(self._edits.edits, edit))

    def _set_caption(self) -> None:
        one = self._table()
        if one is not None:
            edit = Edit(Do.CAPTION, one.spot, text=" ".join(self.caption.text().split()))
            self._edits.push(tr(DO_WORDS[Do.CAPTION]), with_edit(self._edits.edits, edit))

    def _replace(self) -> None:
        if self.sought.text() and self.sought.text() != self.put.text():
            edit = Edit(Do.REPLACE, find=self.sought.text(), text=self.put.text())
            self._edits.push(tr("Replace everywhere"), with_more(self._edits.edits, (edit,)))
            self.sought.clear()
            self.put.clear()

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.setAccessibleName(tr("Text and tables"))
        self._block_box.setTitle(tr("The line that was pointed at"))
        self._table_box.setTitle(tr("Tables"))
        self._replace_box.setTitle(tr("Typing errors, everywhere"))
        self._list_box.setTitle(tr("All corrections"))
        for name, widget, words in (
            (self._level_label, self.level, tr("Heading level")),
            (self._rows_label, self.head_rows, tr("Head rows")),
            (self._columns_label, self.head_columns, tr("Head columns")),
            (self._caption_label, self.caption, tr("Caption")),
            (self._find_label, self.sought, tr("Instead of")),
            (self._text_label, self.put, tr("put")),
        ):
            name.setText(words)
            widget.setAccessibleName(words)
        chosen = max(0, self.language.currentIndex())
        with QSignalBlocker(self.language):
            self.language.clear()
            for tag, words in _LANGUAGES:
                self.language.addItem(tr(words), tag)
            self.language.setCurrentIndex(chosen)
        self.language.setAccessibleName(tr("Language of the line"))
        self.set_language.say(tr("Set language"))
        self.table.setAccessibleName(tr("Tables"))
        self.list.setAccessibleName(tr("All corrections"))
        self.make_heading.say(tr("Make it a heading"))
        self.make_text.say(tr("Ordinary text"))
        self.merge.say(tr("Join with next"))
        self.leave_out.say(tr("Leave out"))
        self.set_heads.say(tr("Set heads"))
        self.set_caption.say(tr("Set caption"))
        self.replace_all.say(tr("Replace everywhere"))
        self.take_back.say(tr("Take the correction back"))
        self._refresh()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
