# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of a book's page, in one table."""

from __future__ import annotations

from app.i18n import mark
from app.ui.key_bindings import KeyBinding, KeyGroup

GROUPS = (
    KeyGroup(
        mark("Book"),
        (
            KeyBinding("list", mark("Back to the list of books"), ("Alt+Up",)),
            KeyBinding(
                "rebuild",
                mark("Make it again"),
                ("Ctrl+Return", "Ctrl+Enter"),
                mark("Convert the document again, with the corrections"),
            ),
            KeyBinding("outside", mark("Open in another program"), ("Ctrl+Shift+B",)),
            KeyBinding("folder", mark("Show the book in its folder"), ("Ctrl+E",)),
            KeyBinding("reload", mark("Read and check it again"), ("F5",)),
            KeyBinding("certificate", mark("Certificate (PDF)…"), ("Ctrl+S",)),
        ),
    ),
    KeyGroup(
        mark("Look"),
        (
            KeyBinding("page_forth", mark("Next page of the book"), ("Alt+Right",)),
            KeyBinding("page_back", mark("Previous page of the book"), ("Alt+Left",)),
            KeyBinding("chapter_forth", mark("Next chapter"), ("Alt+PgDown",)),
            KeyBinding("chapter_back", mark("Previous chapter"), ("Alt+PgUp",)),
            KeyBinding("contents", mark("Contents"), ("Ctrl+G",)),
            KeyBinding("larger", mark("Larger text"), ("Ctrl++", "Ctrl+=")),
            KeyBinding("smaller", mark("Smaller text"), ("Ctrl+-",)),
            KeyBinding("dark", mark("Dark"), ("Ctrl+Shift+D",)),
            KeyBinding("original", mark("Original beside it"), ("Ctrl+O",)),
            KeyBinding("next_finding", mark("Next finding"), ("F8",)),
            KeyBinding("previous_finding", mark("Previous finding"), ("Shift+F8",)),
        ),
    ),
    KeyGroup(
        mark("Mend"),
        (
            KeyBinding("undo", mark("Undo"), ("Ctrl+Z",)),
            KeyBinding("redo", mark("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
            KeyBinding("mask", mark("Hide it"), ("Ctrl+H",)),
            KeyBinding("decide", mark("Leave it so"), ("Ctrl+D",)),
            KeyBinding("findings", mark("Findings"), ("Ctrl+1",)),
            KeyBinding("metadata", mark("About the book"), ("Ctrl+2",)),
            KeyBinding("pictures", mark("Pictures"), ("Ctrl+3",)),
            KeyBinding("headings", mark("Headings"), ("Ctrl+4",)),
            KeyBinding("text", mark("Text and tables"), ("Ctrl+5",)),
            KeyBinding("publish", mark("Publish"), ("Ctrl+6",)),
        ),
    ),
)
