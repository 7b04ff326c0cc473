# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answer to "may we publish this?": what is open, from findings and from what persons said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.services.book.confirmation import (
    Confirmation,
    Signature,
    finding_key,
    heading_key,
    picture_key,
)
from app.services.book.conformity import ITEMS, ConformityItem, ItemAnswer, Standing, standing_of
from converters.document.findings import Finding, Grade

PICTURES_ITEM, HEADINGS_ITEM = "pictures-true", "headings-true"
"""Items that are held once each picture and each heading was looked at."""


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the book with what is read out in its place."""

    key: str
    """Its sha256."""
    alt: str
    decorative: bool
    chapter: int
    block: int
    """Number of its block in the chapter's preview."""
    around: str = ""
    """The text before it."""

    @property
    def name(self) -> str:
        """Its name in confirmations."""
        return picture_key(self.key, self.alt, decorative=self.decorative)


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A heading of the book."""

    level: int
    text: str
    chapter: int
    block: int
    after: str = ""
    """The text below it."""

    @property
    def name(self) -> str:
        """Its name in confirmations."""
        return heading_key(self.level, self.text)


@dataclass(frozen=True, slots=True)
class CheckedState:
    """What the machine knows of a book."""

    sha256: str
    title: str
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    pictures: tuple[ShownPicture, ...]
    headings: tuple[ShownHeading, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """May this book be published?"""

    errors: tuple[Finding, ...]
    """What must not be published so."""
    undecided: tuple[Finding, ...]
    """What a person has to decide, and none has."""
    items: tuple[ItemAnswer, ...]
    signature: Signature | None
    """Of the book as it is now."""
    signed_before: Signature | None = None
    """Of the book as it was once."""
    is_final: bool = True
    """Whether all checks are done; while some are at work, more may be found."""

    @property
    def open_items(self) -> tuple[ItemAnswer, ...]:
        """Items that stand in the way."""
        return tuple(item for item in self.items if item.is_open)

    @property
    def open_points(self) -> int:
        """How many things stand in the way of a signature."""
        return len(self.errors) + len(self.undecided) + len(self.open_items)

    @property
    def may_be_signed(self) -> bool:
        """Whether nothing but a person's signature is missing."""
        return self.is_final and self.open_points == 0

    @property
    def may_be_published(self) -> bool:
        """Whether a person signed this very book, and nothing is open."""
        return self.may_be_signed and self.signature is not None


def answer_of(
    state: CheckedState,
    confirmation: Confirmation,
    further: Sequence[ConformityItem] = (),
    *,
    is_final: bool = True,
) -> Answer:
    """Return the answer about a book.

    Args:
        state: what the machine knows of it.
        confirmation: what persons said of it.
        further: items that an office adds to the program's own.
        is_final: all checks are done.
    """
    errors = tuple(one for one in state.findings if one.grade is Grade.ERROR)
    undecided = tuple(
        one
        for one in state.findings
        if one.grade is Grade.WARNING and finding_key(one) not in confirmation.findings
    )
    items = tuple(_answered(item, state, confirmation) for item in (*ITEMS, *further))
    signed = confirmation.signature
    is_current = signed is not None and signed.sha256 == state.sha256
    return Answer(
        errors,
        undecided,
        items,
        signed if is_current else None,
        None if is_current else signed,
        is_final,
    )


def _answered(item: ConformityItem, state: CheckedState, said: Confirmation) -> ItemAnswer:
    standing = standing_of(item, state.findings, state.counts)
    if item.name == PICTURES_ITEM and standing is Standing.LOOK:
        return _one_by_one(item, [one.name for one in state.pictures], said.pictures)
    if item.name == HEADINGS_ITEM and standing is Standing.LOOK:
        return _one_by_one(item, [one.name for one in state.headings], said.headings)
    spoken = said.items.get(item.name)
    if spoken is None or standing in (Standing.ABSENT, Standing.MACHINE):
        return ItemAnswer(item, standing)
    # What a machine found against an item, a person may have weighed.
    return ItemAnswer(item, Standing(spoken.standing), spoken.by, spoken.when)


def _one_by_one(
    item: ConformityItem, names: Sequence[str], said: Mapping[str, object]
) -> ItemAnswer:
    spoken = [said.get(name) for name in names]
    if not all(spoken) or not spoken:
        return ItemAnswer(item, Standing.LOOK if spoken else Standing.ABSENT)
    by = Counter(str(getattr(one, "by", "")) for one in spoken).most_common()
    names_of = ", ".join(name for name, _ in by)
    return ItemAnswer(
        item, Standing.CONFIRMED, names_of, max(str(getattr(one, "when", "")) for one in spoken)
    )
