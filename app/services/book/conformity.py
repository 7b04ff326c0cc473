# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must hold before a book is published: each item, who may say that it does, and what breaks it.

The items follow the principles of KS X 6201-1:2022 and KS X 6201-2:2024 as public summaries and
EPUB Accessibility 1.1 tell them. The words are ours: the standard's own text and its 115 numbered
items are not reproduced, and a city compares them with the standard (``docs/formats/confirmation.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import mark
from converters.document.findings import Finding, FindingKind, Grade


class Standing(StrEnum):
    """The answer to one item."""

    MACHINE = "held-by-machine"
    """A machine can tell, and nothing against it was found."""
    CONFIRMED = "confirmed"
    """A named person said so."""
    NOT_HELD = "not-held"
    """A machine found something against it, or a named person said so."""
    LOOK = "to-be-looked-at"
    """Only a person can tell, and none has."""
    ABSENT = "nothing-of-the-kind"
    """The book has nothing that it is about."""


STANDING_WORDS = {
    Standing.MACHINE: mark("held, by machine"),
    Standing.CONFIRMED: mark("confirmed by a person"),
    Standing.NOT_HELD: mark("not held"),
    Standing.LOOK: mark("a person must look"),
    Standing.ABSENT: mark("nothing of the kind"),
}
"""The words of each answer; message ids."""


@dataclass(frozen=True, slots=True)
class ConformityItem:
    """One item."""

    name: str
    """Stands in files; never changes."""
    words: str
    """What must hold; a message id."""
    breaks: frozenset[FindingKind] = frozenset()
    """Findings against it."""
    by_person: bool = False
    """Whether only a person can tell; a machine's findings then speak against it all the same."""
    about: str = ""
    """The count of the book ("images", "tables") without which it says nothing."""


_K = FindingKind
ITEMS = (
    ConformityItem("title", mark("The book has a title."), frozenset({_K.TITLE_MISSING})),
    ConformityItem(
        "language", mark("The language of the text is given."), frozenset({_K.LANGUAGE_MISSING})
    ),
    ConformityItem(
        "headings-nested",
        mark("There are headings, none is empty, and no level is left out."),
        frozenset({_K.HEADING_MISSING, _K.HEADING_SKIPPED, _K.HEADING_EMPTY}),
    ),
    ConformityItem(
        "headings-true",
        mark("Every heading is one, and stands at its level."),
        by_person=True,
        about="headings",
    ),
    ConformityItem(
        "pictures-described",
        mark("Every picture has an alternative text or is marked as decoration."),
        frozenset({_K.ALT_MISSING, _K.ALT_USELESS}),
        about="images",
    ),
    ConformityItem(
        "pictures-true",
        mark("The alternative texts say what the pictures tell."),
        by_person=True,
        about="images",
    ),
    ConformityItem(
        "tables-headed",
        mark("Tables have head cells."),
        frozenset({_K.TABLE_HEAD_MISSING}),
        about="tables",
    ),
    ConformityItem(
        "tables-read",
        mark("Tables make sense when they are read cell by cell."),
        by_person=True,
        about="tables",
    ),
    ConformityItem(
        "reading-order",
        mark("Text boxes and columns come in the order in which one reads them."),
        by_person=True,
        about="text_boxes",
    ),
    ConformityItem(
        "not-by-colour",
        mark("Nothing is said by colour or place alone."),
        by_person=True,
    ),
    ConformityItem(
        "contrast",
        mark("Text can be told from its ground, also in pictures."),
        by_person=True,
    ),
    ConformityItem(
        "languages-marked",
        mark("Passages in another language are marked as such."),
        by_person=True,
    ),
    ConformityItem(
        "equations-read",
        mark("Equations can be read aloud."),
        by_person=True,
        about="equations",
    ),
    ConformityItem("links", mark("No link leads nowhere."), frozenset({_K.DEAD_LINK})),
    ConformityItem(
        "epub",
        mark("The file keeps the rules of EPUB 3."),
        frozenset({_K.EPUB_RULE, _K.EPUBCHECK, _K.DAMAGED_PART}),
    ),
    ConformityItem("no-scripts", mark("The book runs no scripts."), frozenset({_K.SCRIPT})),
)


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """The answer to one item, with who gave it and when; both empty where a machine did."""

    item: ConformityItem
    standing: Standing
    by: str = ""
    when: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the book may not be published for it."""
        return self.standing in (Standing.LOOK, Standing.NOT_HELD)


def standing_of(
    item: ConformityItem, findings: Iterable[Finding], counts: Mapping[str, int]
) -> Standing:
    """Return what a machine can say of an item."""
    if item.about and not counts.get(item.about):
        return Standing.ABSENT
    if any(one.kind in item.breaks and one.grade is not Grade.NOTE for one in findings):
        return Standing.NOT_HELD
    return Standing.LOOK if item.by_person else Standing.MACHINE
