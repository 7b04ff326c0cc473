# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of the review window, in one table: menus, actions and the help are made of it."""

from __future__ import annotations

from dataclasses import dataclass

from app.i18n import mark


@dataclass(frozen=True, slots=True)
class Key:
    """One thing to do, and the keys that do it; the first are shown."""

    name: str
    words: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A menu."""

    words: str
    keys: tuple[Key, ...]


GROUPS = (
    Group(
        mark("Project"),
        (
            Key("open", mark("Open a project…"), ("Ctrl+O",)),
            Key("export", mark("Export for other tools…"), ("Ctrl+E",)),
            Key("import", mark("Take a file back in…"), ("Ctrl+Shift+I",)),
            Key("build", mark("Make the translated book…"), ("Ctrl+B",)),
            Key("build_both", mark("Make the bilingual book…"), ("Ctrl+Shift+B",)),
            Key("close", mark("Close"), ("Ctrl+W",)),
        ),
    ),
    Group(
        mark("Segment"),
        (
            Key("confirm", mark("Confirm and go on"), ("Ctrl+Return", "Ctrl+Enter")),
            Key(
                "confirm_open",
                mark("Confirm, go to the next open one"),
                ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            ),
            Key("approve", mark("Approve and go on"), ("Ctrl+Alt+Return", "Ctrl+Alt+Enter")),
            Key("reject", mark("Send back to be edited"), ("Ctrl+Alt+Backspace",)),
            Key("copy_source", mark("Copy the source"), ("Ctrl+Insert",)),
            Key("machine", mark("Take the machine's draft again"), ("Ctrl+M",)),
            Key("next_tag", mark("Insert the next missing tag"), ("Ctrl+T",)),
            Key("all_tags", mark("Insert all missing tags"), ("Ctrl+Shift+T",)),
            Key("lock", mark("Lock or unlock"), ("Ctrl+Shift+L",)),
            Key("comment", mark("Comment"), ("Ctrl+Shift+M",)),
            Key("undo", mark("Undo in the project"), ("Ctrl+Alt+Z",)),
            Key("redo", mark("Redo in the project"), ("Ctrl+Alt+Y",)),
        ),
    ),
    Group(
        mark("Go to"),
        (
            Key("next", mark("Next segment"), ("Ctrl+Down",)),
            Key("previous", mark("Previous segment"), ("Ctrl+Up",)),
            Key("next_open", mark("Next open segment"), ("Alt+Down",)),
            Key("next_finding", mark("Next segment with a finding"), ("Ctrl+Shift+A",)),
            Key("go_to", mark("Segment number…"), ("Ctrl+G",)),
            Key("grid", mark("List of segments"), ("F6",)),
        ),
    ),
    Group(
        mark("Search"),
        (
            Key("find", mark("Filter the list"), ("Ctrl+F",)),
            Key("replace", mark("Replace…"), ("Ctrl+H",)),
            Key("concordance", mark("Concordance in the memory"), ("F3", "Ctrl+K")),
            Key("term", mark("New term…"), ("Ctrl+Shift+G",)),
            Key("check", mark("Check all segments"), ("F8",)),
            Key("checks", mark("Choose checks…")),
        ),
    ),
    Group(
        mark("View"),
        (
            Key("preview", mark("Previews"), ("Alt+P",)),
            Key("worst", mark("Worst drafts first"), ("Ctrl+Shift+W",)),
            Key("propagate", mark("Equal segments follow"), ()),
            Key("keys", mark("All keys"), ("F1",)),
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
