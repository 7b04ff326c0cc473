# SPDX-License-Identifier: AGPL-3.0-or-later
"""Menus and keys, made of tables of key bindings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import tr
from app.ui.key_bindings import KeyGroup


class KeyActions:
    """The actions of a window or page, and the menus that show them.

    Args:
        owner: that has them.
        groups: the tables; each becomes a menu.
        doing: what each key of the tables does, by its name.
    """

    def __init__(
        self,
        owner: QWidget,
        groups: Sequence[KeyGroup],
        doing: Mapping[str, Callable[[], object]],
    ) -> None:
        self._owner = owner
        self._groups = groups
        self.by_name: dict[str, QAction] = {}
        self.menus: list[QMenu] = []
        for group in groups:
            menu = QMenu(owner)
            menu.setToolTipsVisible(True)
            self.menus.append(menu)
            for key in group.keys:
                action = self._action(key.keys, doing[key.name])
                menu.addAction(action)
                self.by_name[key.name] = action

    def apply(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Take keys that a person has chosen; ours where none were."""
        for group in self._groups:
            for key in group.keys:
                keys = chosen.get(key.name, key.keys)
                self.by_name[key.name].setShortcuts([QKeySequence(one) for one in keys])
        self._set_hints()

    def reserved(self) -> frozenset[str]:
        """Return all keys of the actions, as Qt writes them: no text takes them for itself."""
        return frozenset(
            keys.toString() for action in self.by_name.values() for keys in action.shortcuts()
        )

    def add(self, keys: Iterable[str], do: Callable[[], object]) -> None:
        """Add keys that no menu shows."""
        self._owner.addAction(self._action(keys, do))

    def _action(self, keys: Iterable[str], do: Callable[[], object]) -> QAction:
        made = QAction(self._owner)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.triggered.connect(lambda _checked=False: do())
        return made

    def retranslate(self) -> None:
        """Set the words."""
        for menu, group in zip(self.menus, self._groups, strict=True):
            menu.setTitle(tr(group.words))
            for key in group.keys:
                self.by_name[key.name].setText(tr(key.words))
        self._set_hints()

    def _set_hints(self) -> None:
        for group in self._groups:
            for key in group.keys:
                action = self.by_name[key.name]
                shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                said = tr(key.hint or key.words)
                action.setToolTip(f"{said}  ({shortcut})" if shortcut else said)
