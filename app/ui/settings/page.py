# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of settings: a section for each group, a field for each declaration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from app.i18n import mark, tr
from app.settings import SECTION_WORDS, Section, Value, of_section
from app.ui.composition import ComposingLine
from app.ui.key_actions import KeyActions
from app.ui.key_bindings import KeyBinding, KeyGroup
from app.ui.notifier import Notifier
from app.ui.settings.fields import SettingField, section_box
from app.ui.settings.packages import PackagesPanel
from app.ui.shell.page import Findable, Page
from app.ui.shell.preferences import Preferences
from app.ui.theme import Theme, scaled
from app.ui.widgets import label

GROUPS = (KeyGroup(mark("Settings"), (KeyBinding("find", mark("Find a setting"), ("Ctrl+F",)),)),)
_WIDTH = 760
_SEARCH_PX = 320


class SettingsPage(Page):
    """All settings. What is changed holds at once, and is kept.

    Args:
        preferences: the settings in use.
        notifier: the shell's.
    """

    help_topic = "settings"

    def __init__(self, preferences: Preferences, notifier: Notifier) -> None:
        super().__init__()
        self._preferences = preferences
        self.fields: dict[str, SettingField] = {}
        self._titles = {section: label("title") for section in Section}
        self._boxes: dict[Section, QWidget] = {}
        self.packages = PackagesPanel(notifier)
        self._title = label("big")
        self.field = ComposingLine()
        self.field.setClearButtonEnabled(True)
        self._faults = label("warn", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch()
        top.addWidget(self.field, 1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.setContentsMargins(0, 0, 8, 0)
        for section in Section:
            self._boxes[section] = self._section(section)
            column.addWidget(self._boxes[section])
        column.addStretch()
        inside = _Column()
        self._inside = inside
        inside.setLayout(column)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 12, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self._faults)
        layout.addWidget(self.area, 1)
        self.field.seen.connect(self._find)
        self.keys = KeyActions(self, GROUPS, {"find": self.field.setFocus})
        preferences.changed.connect(lambda _names: self._show_values())
        self._show_values()

    def _section(self, section: Section) -> QWidget:
        parts: list[QWidget] = []
        for setting in of_section(section):
            made = SettingField(
                setting,
                partial(self._change, setting.key),
                self._preferences.locked(setting.key),
            )
            self.fields[setting.key] = made
            parts.append(made)
        if section is Section.TRANSLATION:
            parts.append(self.packages)
        return section_box(self._titles[section], parts)

    def _change(self, key: str, value: Value) -> None:
        self._preferences.change(**{key: value})

    def _show_values(self) -> None:
        for key, made in self.fields.items():
            made.show_value(getattr(self._preferences.current, key))

    def _find(self, wanted: str) -> None:
        for section, box in self._boxes.items():
            fields = [self.fields[setting.key] for setting in of_section(section)]
            for made in fields:
                made.setVisible(made.matches(wanted))
            if section is Section.TRANSLATION:
                self.packages.setVisible(not wanted)
            box.setVisible(any(not made.isHidden() for made in fields))

    def go_to(self, key: str) -> None:
        """Show a setting, with the focus in it."""
        self.field.clear()
        show = getattr(self.window(), "show_page", None)
        if show is not None:
            show("settings")
        editor = self.fields[key].editor
        self.area.ensureWidgetVisible(self.fields[key])
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ------------------------------------------------------------ Page

    def menus(self) -> Sequence[QMenu]:
        """Return the menu of settings."""
        return self.keys.menus

    def things_to_find(self) -> Iterable[Findable]:
        """Return the settings."""
        return [
            Findable(tr(made.setting.words), tr("Setting"), partial(self.go_to, key))
            for key, made in self.fields.items()
        ]

    def shown(self) -> None:
        """Go to the search; read which packages are there."""
        self.packages.reload()
        self.field.setFocus()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self._title.setText(tr("Settings"))
        self.field.setPlaceholderText(tr("Find a setting"))
        self.field.setAccessibleName(tr("Find a setting"))
        for section, title in self._titles.items():
            title.setText(tr(SECTION_WORDS[section]))
        faults = ", ".join(self._preferences.policy_faults)
        self._faults.setText(
            tr("The administrator's policy holds entries that make no sense: {names}", names=faults)
        )
        self._faults.setVisible(bool(faults))
        for made in self.fields.values():
            made.retranslate()
        self.packages.retranslate()
        self.keys.retranslate()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for made in self.fields.values():
            made.apply_theme(theme)
        self.packages.apply_theme(theme)
        self._inside.setMaximumWidth(scaled(_WIDTH))
        self.field.setMaximumWidth(scaled(_SEARCH_PX))


class _Column(QWidget):
    """The column of sections, as high as its words are at its width.

    Without it the area that scrolls takes the height at the least width of a line, and leaves the rest blank.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return no height: the layout has it for each width."""
        return QSize(super().minimumSizeHint().width(), 0)
