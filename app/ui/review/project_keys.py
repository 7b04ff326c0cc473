# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the list of review projects."""

from __future__ import annotations

from app.i18n import mark
from app.ui.key_bindings import KeyBinding, KeyGroup

GROUPS = (
    KeyGroup(
        mark("Projects"),
        (
            KeyBinding("pick", mark("Open a review project…"), ("Ctrl+R", "Ctrl+O")),
            KeyBinding("new", mark("New project of documents…"), ("Ctrl+N",)),
            KeyBinding("reload", mark("Read the list again"), ("F5",)),
            KeyBinding("stores", mark("Memory and terms…"), ("Ctrl+Shift+D",)),
            KeyBinding("list", mark("Show the list of projects"), ("Ctrl+Shift+Home",)),
        ),
    ),
)
