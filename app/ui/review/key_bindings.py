# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the review window, in one table: menus, actions and the help are made of it."""

from __future__ import annotations

from app.i18n import mark
from app.ui.key_bindings import KeyBinding, KeyGroup

GROUPS = (
    KeyGroup(
        mark("Project"),
        (
            KeyBinding("open", mark("Open a project…"), ("Ctrl+O",)),
            KeyBinding("documents", mark("Documents…"), ("Ctrl+Shift+O",)),
            KeyBinding("add_documents", mark("Add documents…")),
            KeyBinding("export", mark("Export for other tools…"), ("Ctrl+E",)),
            KeyBinding("import", mark("Take a file back in…"), ("Ctrl+Shift+I",)),
            KeyBinding("hand_over", mark("Hand over…")),
            KeyBinding("merge", mark("Merge another copy…")),
            KeyBinding("correct", mark("Take a corrected source in…")),
            KeyBinding("analysis", mark("Analysis…"), ("Ctrl+Shift+Y",)),
            KeyBinding("build", mark("Make the translated book"), ("Ctrl+B",)),
            KeyBinding("build_both", mark("Make the bilingual book"), ("Ctrl+Shift+B",)),
            KeyBinding("build_as", mark("Make the translated book elsewhere…")),
            KeyBinding("build_both_as", mark("Make the bilingual book elsewhere…")),
            KeyBinding("close", mark("Close"), ("Ctrl+W",)),
        ),
    ),
    KeyGroup(
        mark("Segment"),
        (
            KeyBinding("confirm", mark("Confirm and go on"), ("Ctrl+Return", "Ctrl+Enter")),
            KeyBinding(
                "confirm_open",
                mark("Confirm, go to the next open one"),
                ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            ),
            KeyBinding("approve", mark("Approve and go on"), ("Ctrl+Alt+Return", "Ctrl+Alt+Enter")),
            KeyBinding("reject", mark("Send back to be edited"), ("Ctrl+Alt+Backspace",)),
            KeyBinding("accept_change", mark("Accept the change"), ("Ctrl+Alt+A",)),
            KeyBinding("reject_change", mark("Reject the change"), ("Ctrl+Alt+R",)),
            KeyBinding("copy_source", mark("Copy the source"), ("Ctrl+Insert",)),
            KeyBinding("machine", mark("Take the machine's draft again"), ("Ctrl+M",)),
            KeyBinding("fill", mark("Fill equal sentences from the memory"), ("Ctrl+Alt+M",)),
            KeyBinding("complete", mark("Suggest words"), ("Ctrl+Space",)),
            KeyBinding("next_tag", mark("Insert the next missing tag"), ("Ctrl+T",)),
            KeyBinding("all_tags", mark("Insert all missing tags"), ("Ctrl+Shift+T",)),
            KeyBinding("split", mark("Split at the cursors"), ("Alt+S",)),
            KeyBinding("join", mark("Join with the next segment"), ("Alt+J",)),
            KeyBinding("lock", mark("Lock or unlock"), ("Ctrl+Shift+L",)),
            KeyBinding("comment", mark("Comment"), ("Ctrl+Shift+M",)),
            KeyBinding("undo", mark("Undo in the project"), ("Ctrl+Alt+Z",)),
            KeyBinding("redo", mark("Redo in the project"), ("Ctrl+Alt+Y",)),
        ),
    ),
    KeyGroup(
        mark("Go to"),
        (
            KeyBinding("next", mark("Next segment"), ("Ctrl+Down",)),
            KeyBinding("previous", mark("Previous segment"), ("Ctrl+Up",)),
            KeyBinding("next_open", mark("Next open segment"), ("Alt+Down",)),
            KeyBinding("next_finding", mark("Next segment with a finding"), ("Ctrl+Shift+A",)),
            KeyBinding("next_change", mark("Next change in review"), ("Ctrl+Alt+Down",)),
            KeyBinding("next_document", mark("Next document"), ("Alt+PgDown",)),
            KeyBinding("previous_document", mark("Previous document"), ("Alt+PgUp",)),
            KeyBinding("go_to", mark("Segment number…"), ("Ctrl+G",)),
            KeyBinding("grid", mark("List of segments"), ("F6",)),
        ),
    ),
    KeyGroup(
        mark("Search"),
        (
            KeyBinding("find", mark("Filter the list"), ("Ctrl+F",)),
            KeyBinding("replace", mark("Find and replace…"), ("Ctrl+H",)),
            KeyBinding("find_next", mark("Find the next"), ("Ctrl+Shift+F",)),
            KeyBinding("find_previous", mark("Find the one before"), ("Ctrl+Alt+F",)),
            KeyBinding("concordance", mark("Concordance in the memory"), ("F3",)),
            KeyBinding("stores", mark("Memory and terms…"), ("Ctrl+Shift+D",)),
            KeyBinding("term", mark("New term…"), ("Ctrl+Shift+G",)),
            KeyBinding("spelling", mark("Next unknown word"), ("Alt+F7",)),
            KeyBinding("dictionary", mark("Add a spelling dictionary…")),
            KeyBinding("check", mark("Check all segments"), ("F8",)),
            KeyBinding("mend", mark("Mend what a check found"), ("Alt+M",)),
            KeyBinding("dismiss", mark("Not a fault"), ("Alt+N",)),
            KeyBinding("alarms", mark("False alarms…")),
            KeyBinding("checks", mark("Choose checks…")),
        ),
    ),
    KeyGroup(
        mark("View"),
        (
            KeyBinding("preview", mark("Previews"), ("Alt+P",)),
            KeyBinding("worst", mark("Worst drafts first"), ("Ctrl+Shift+W",)),
            KeyBinding("suggest", mark("Suggestions while typing"), ()),
            KeyBinding("propagate", mark("Equal segments follow"), ()),
            KeyBinding("attach", mark("Back into the main window"), ("Ctrl+Shift+N",)),
            KeyBinding("keys", mark("All keys"), ("Ctrl+F1",)),
        ),
    ),
)
MATCH_KEYS = tuple((f"Alt+{n}", f"Ctrl+{n}") for n in range(1, 10))
TERM_KEYS = tuple(f"Ctrl+Shift+{n}" for n in range(1, 10))
FIXED = (
    (
        mark("Take match 1 to 9"),
        (*(first for first, _ in MATCH_KEYS), *(last for _, last in MATCH_KEYS)),
    ),
    (mark("Insert term 1 to 9"), TERM_KEYS),
)
"""Keys with digits, which nobody changes."""
