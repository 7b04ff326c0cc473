# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the ledger, in one table."""

from __future__ import annotations

from app.i18n import mark
from app.ui.key_bindings import KeyBinding, KeyGroup

GROUPS = (
    KeyGroup(
        mark("Ledger"),
        (
            KeyBinding(
                "import", mark("Import…"), ("Ctrl+I",), mark("Import a table of print orders")
            ),
            KeyBinding(
                "report",
                mark("Write a report…"),
                ("Ctrl+P",),
                mark("Write a report of what is shown"),
            ),
            KeyBinding("dashboard", mark("Overview"), ("Ctrl+1",)),
            KeyBinding("entries", mark("Entries"), ("Ctrl+2",)),
            KeyBinding("guide", mark("Step by step"), ("Ctrl+3",)),
            KeyBinding("records", mark("Prices and names"), ("Ctrl+4",)),
            KeyBinding("analysis", mark("Analysis"), ("Ctrl+5",)),
            KeyBinding("freeze", mark("Freeze the baselines…")),
            KeyBinding("rights", mark("Persons and rights…")),
            KeyBinding("anchor", mark("Code of the ledger…")),
            KeyBinding("export", mark("Export all entries…")),
            KeyBinding("reload", mark("Read the ledger again"), ("F5",)),
            KeyBinding("close", mark("Close the ledger's window"), ("Ctrl+W",)),
        ),
    ),
)
