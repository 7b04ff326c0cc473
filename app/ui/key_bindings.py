# SPDX-License-Identifier: AGPL-3.0-or-later
"""Actions and their keys as tables: menus, shortcuts, tooltips and the palette are made of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """An action and the keys that trigger it; the first are shown."""

    name: str
    words: str
    keys: tuple[str, ...] = ()
    hint: str = ""
    """What it does, for the tooltip; the words themselves where it is empty."""


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A menu and its actions."""

    words: str
    keys: tuple[KeyBinding, ...]
