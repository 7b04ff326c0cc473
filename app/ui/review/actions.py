# SPDX-License-Identifier: AGPL-3.0-or-later
"""Menus and keys, made of the table of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from app.i18n import tr
from app.ui.review.key_bindings import GROUPS


class KeyActions:
    """The actions of a window.

    Args:
        window: that has them.
        bar: gets the menus.
        doing: what each key of the table does, by its name.
    """

    def __init__(
        self, window: QWidget, bar: QMenuBar, doing: Mapping[str, Callable[[], object]]
    ) -> None:
        self._window = window
        self.by_name: dict[str, QAction] = {}
        self._menus = []
        for group in GROUPS:
            menu = bar.addMenu("")
            self._menus.append((menu, group.words))
            for key in group.keys:
                action = self._action(key.keys, doing[key.name])
                menu.addAction(action)
                self.by_name[key.name] = action

    def apply(self, chosen: Mapping[str, tuple[str, ...]]) -> None:
        """Take keys that a person has chosen; ours where none were."""
        for group in GROUPS:
            for key in group.keys:
                keys = chosen.get(key.name, key.keys)
                self.by_name[key.name].setShortcuts([QKeySequence(one) for one in keys])

    def reserved(self) -> frozenset[str]:
        """Return all keys of the actions, as Qt writes them: no text takes them for itself."""
        return frozenset(
            keys.toString() for action in self.by_name.values() for keys in action.shortcuts()
        )

    def add(self, keys: Iterable[str], do: Callable[[], object]) -> None:
        """Add keys that no menu shows."""
        self._window.addAction(self._action(keys, do))

    def _action(self, keys: Iterable[str], do: Callable[[], object]) -> QAction:
        made = QAction(self._window)
        made.setShortcuts([QKeySequence(key) for key in keys])
        made.triggered.connect(lambda _checked=False: do())
        return made

    def retranslate(self) -> None:
        """Set the words."""
        for menu, words in self._menus:
            menu.setTitle(tr(words))
        for group in GROUPS:
            for key in group.keys:
                self.by_name[key.name].setText(tr(key.words))
