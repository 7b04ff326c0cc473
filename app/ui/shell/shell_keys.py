# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages and keys of the shell, in one table."""

from __future__ import annotations

from app.i18n import mark
from app.ui.key_bindings import KeyBinding, KeyGroup
from app.ui.shell.sidebar import PageSpec

PAGES = (
    PageSpec(
        "convert",
        mark("Convert"),
        mark("Make books of documents"),
        "page",
        ("Ctrl+Alt+1",),
    ),
    PageSpec("books", mark("Books"), mark("The books that were made"), "book", ("Ctrl+Alt+2",)),
    PageSpec(
        "review",
        mark("Reviews"),
        mark("Review translations, sentence by sentence"),
        "review",
        ("Ctrl+Alt+3",),
    ),
    PageSpec(
        "ledger",
        mark("Ledger"),
        mark("What was printed, and what e-books save"),
        "ledger",
        ("Ctrl+Alt+4",),
    ),
    PageSpec("help", mark("Help"), mark("The manual"), "info", ("Ctrl+Alt+5",)),
    PageSpec(
        "settings",
        mark("Settings"),
        mark("How the program works and looks"),
        "settings",
        ("Ctrl+Alt+6", "Ctrl+,"),
    ),
)
"""The pages of the side bar, in their order."""

PROGRAM = KeyGroup(
    mark("Hanji"),
    (
        KeyBinding(
            "find",
            mark("Find anything…"),
            ("Ctrl+K", "Ctrl+Shift+P"),
            mark("Find actions, books, projects and settings by name"),
        ),
        *(KeyBinding(page.name, page.words, page.keys, page.hint) for page in PAGES),
        KeyBinding("next_page", mark("Next page"), ("Ctrl+PgDown",)),
        KeyBinding("previous_page", mark("Previous page"), ("Ctrl+PgUp",)),
        KeyBinding(
            "own_window",
            mark("Show in a window of its own"),
            ("Ctrl+Shift+N",),
            mark("Move the open project or the ledger into a window of its own, and back"),
        ),
        KeyBinding("language", mark("Korean / English"), ("Ctrl+L",)),
        KeyBinding("quit", mark("Quit"), ("Ctrl+Q",)),
    ),
)
HELP = KeyGroup(
    mark("Help"),
    (
        KeyBinding(
            "help_here", mark("Help for this page"), ("F1",), mark("The manual, where you are")
        ),
        KeyBinding("machine", mark("Check this computer…")),
        KeyBinding("about", mark("About Hanji")),
    ),
)
