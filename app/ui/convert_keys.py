# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the page of conversions, in one table."""

from __future__ import annotations

from app.i18n import mark
from app.ui.key_bindings import KeyBinding, KeyGroup

GROUPS = (
    KeyGroup(
        mark("Documents"),
        (
            KeyBinding("files", mark("Add files…"), ("Ctrl+O",)),
            KeyBinding(
                "folder",
                mark("Add a folder…"),
                ("Ctrl+Shift+O",),
                mark("Add all documents of a folder and of those in it"),
            ),
            KeyBinding(
                "watch",
                mark("Watch a folder…"),
                ("Ctrl+Shift+W",),
                mark("Convert documents by themselves as they come into a folder"),
            ),
            KeyBinding(
                "start",
                mark("Start converting"),
                ("Ctrl+Return", "Ctrl+Enter"),
                mark("Convert everything that waits"),
            ),
            KeyBinding(
                "retry_failed",
                mark("Try all failed again"),
                ("Shift+F5",),
                mark("Convert everything that failed once more"),
            ),
            KeyBinding(
                "passwords",
                mark("Enter passwords…"),
                ("Ctrl+Shift+L",),
                mark("One password for all locked documents; it is written nowhere"),
            ),
            KeyBinding("samples", mark("Try it with samples")),
            KeyBinding("stop", mark("Stop the conversion…"), ("Esc",)),
            KeyBinding(
                "report",
                mark("Save the report…"),
                ("Ctrl+S",),
                mark("Write what became of each document as a web page, table or JSON"),
            ),
            KeyBinding("out_folder", mark("Choose the folder of the books…")),
            KeyBinding("show_out_folder", mark("Open the folder of the books"), ("Ctrl+Shift+E",)),
        ),
    ),
    KeyGroup(
        mark("Chosen document"),
        (
            KeyBinding("open", mark("Open the book"), ("Ctrl+Shift+B",)),
            KeyBinding("book_folder", mark("Show the book in its folder"), ("Ctrl+E",)),
            KeyBinding("review", mark("Translate and review…"), ("Ctrl+T",)),
            KeyBinding("retry", mark("Convert, or try again"), ("F5",)),
            KeyBinding("remove", mark("Take off the list"), ("Delete",)),
            KeyBinding("open_review", mark("Open a review project…"), ("Ctrl+R",)),
        ),
    ),
)
