# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field for each kind of setting: it shows the value, and tells when a person changes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.settings import Kind, Setting, Value
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, ButtonBox, frame, label

_WIDTH = 400


class _StillSpinBox(QSpinBox):
    """A number that the wheel does not change while the page is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class _StillComboBox(QComboBox):
    """A choice that the wheel does not change while the page is scrolled."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        event.ignore()


class SettingField(QWidget):
    """The words of a setting, what asks for it, its hint, and why it is locked.

    Args:
        setting: its declaration.
        change: gets a new value.
        locked: why the administrator has locked it; None where not.
    """

    def __init__(
        self, setting: Setting, change: Callable[[Value], object], locked: str | None
    ) -> None:
        super().__init__()
        self.setting = setting
        self._change = change
        self._locked = locked
        self._words = label("name", wrap=True)
        self._hint = label("muted", wrap=True)
        self._lock = label("warn", wrap=True)
        self._buttons: list[Button] = []
        self._value: Value = setting.default
        self.editor = self._make_editor()
        self._words.setBuddy(self.editor)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.editor)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(3)
        layout.addWidget(self._words)
        layout.addLayout(row)
        layout.addWidget(self._hint)
        layout.addWidget(self._lock)
        self._lock.setVisible(locked is not None)
        for part in (self.editor, *self._buttons):
            part.setEnabled(locked is None)

    def _make_editor(self) -> QWidget:
        kind = self.setting.kind
        if kind is Kind.CHOICE:
            choice = _StillComboBox()
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            for value, _words in self.setting.choices:
                choice.addItem("", value)
            choice.activated.connect(lambda index: self._change(choice.itemData(index)))
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            return choice
        if kind is Kind.NUMBER:
            number = _StillSpinBox()
            number.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            low, default = self.setting.low, int(self.setting.default)
            number.setRange(min(low, default), self.setting.high)
            number.setSingleStep(5 if self.setting.high > 100 else 1)
            number.setKeyboardTracking(False)
            number.valueChanged.connect(self._number_changed)
            number.setMinimumWidth(150)
            return number
        if kind is Kind.CHECKS:
            shown = label("muted")
            self._buttons = [Button("", "", self._choose_checks)]
            return shown
        text = QLineEdit()
        text.setMinimumWidth(180)
        text.editingFinished.connect(lambda: self._text_changed(text.text()))
        if kind is Kind.FOLDER:
            self._buttons = [Button("folder", "", self._choose_folder)]
        elif kind is Kind.FILE:
            self._buttons = [Button("page", "", self._choose_file)]
        return text

    # ------------------------------------------------------------ what a person does

    def _number_changed(self, number: int) -> None:
        if self.setting.allows(number):
            self._change(number)

    def _text_changed(self, text: str) -> None:
        if text.strip() != self._value:
            self._change(text.strip())

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr(self.setting.words), str(self._value))
        if name:
            self._change(name)

    def _choose_file(self) -> None:
        folder = str(Path(str(self._value)).parent) if self._value else ""
        name, _ = QFileDialog.getOpenFileName(self, tr(self.setting.words), folder, "*.toml")
        if name:
            self._change(name)

    def _choose_checks(self) -> None:
        dialog = _ChecksBox(self, str(self._value))
        dialog.accepted.connect(lambda: self._change(dialog.chosen()))
        dialog.open()

    # ------------------------------------------------------------ what is shown

    def show_value(self, value: Value) -> None:
        """Show a value."""
        self._value = value
        editor = self.editor
        with QSignalBlocker(editor):
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(0, editor.findData(value)))
            elif isinstance(editor, QSpinBox):
                editor.setValue(int(value))
            elif isinstance(editor, QLineEdit):
                editor.setText(str(value))
        self._say_value()

    def _say_value(self) -> None:
        if self.setting.kind is Kind.CHECKS:
            count = len(str(self._value).split())
            words = trn("{n} check", "{n} checks", count) if count else tr(self.setting.none_words)
            self.editor.setText(words)  # type: ignore[attr-defined]

    def retranslate(self) -> None:
        """Set all words."""
        setting, editor = self.setting, self.editor
        said = tr(setting.words)
        hint = tr(setting.hint)
        if setting.restart:
            later = tr("Holds from the next start.")
            hint = f"{hint} {later}"
        self._words.setText(said)
        self._hint.setText(hint)
        editor.setAccessibleName(said)
        editor.setAccessibleDescription(hint)
        editor.setToolTip(hint)
        none = tr(setting.none_words) if setting.none_words else ""
        if isinstance(editor, QComboBox):
            for index, (_value, words) in enumerate(setting.choices):
                editor.setItemText(index, tr(words))
        elif isinstance(editor, QSpinBox):
            editor.setSpecialValueText(none)
        elif isinstance(editor, QLineEdit):
            editor.setPlaceholderText(none)
        for button in self._buttons:
            button.say(tr("Choose…"))
            button.setAccessibleName(f"{said}: {tr('Choose…')}")
        if self._locked is not None:
            why = self._locked
            self._lock.setText(
                tr("Set by the administrator: {reason}", reason=why)
                if why
                else tr("Set by the administrator.")
            )
            editor.setAccessibleDescription(self._lock.text())
        self._say_value()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in self._buttons:
            button.apply_theme(theme)
        if isinstance(self.editor, QComboBox | QLineEdit):
            self.editor.setMaximumWidth(scaled(_WIDTH))

    def matches(self, wanted: str) -> bool:
        """Tell whether the words of the setting hold ``wanted``."""
        said = f"{tr(self.setting.words)} {tr(self.setting.hint)}".casefold()
        return all(word in said for word in wanted.casefold().split())


class _ChecksBox(QDialog):
    """A list of all checks with a mark for each that blocks."""

    def __init__(self, parent: QWidget, chosen: str) -> None:
        super().__init__(parent)
        # Checks of translations are loaded by whoever chooses among them.
        from app.check_messages import check_name
        from app.services.reviewing.checking import all_checks

        self.setWindowTitle(tr("Checks that block approval"))
        self.resize(520, 520)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Checks that block approval"))
        marked = set(chosen.split())
        for check_id in all_checks():
            item = QListWidgetItem(check_name(check_id))
            item.setData(Qt.ItemDataRole.UserRole, check_id)
            item.setCheckState(
                Qt.CheckState.Checked if check_id in marked else Qt.CheckState.Unchecked
            )
            self.list.addItem(item)
        buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(buttons)

    def chosen(self) -> str:
        """Return the marked checks, with blanks between them."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return " ".join(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )


def section_box(title: QWidget, parts: list[QWidget]) -> QWidget:
    """Return a section: its title and what belongs to it."""
    inside = QVBoxLayout()
    inside.setSpacing(6)
    inside.addWidget(title)
    for part in parts:
        inside.addWidget(part)
    return frame("settingsSection", inside, (20, 14, 20, 14))
