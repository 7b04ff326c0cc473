# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes as marks that people see and move in a table: ⟦1⟧ bold ⟦/1⟧ and ⟦2/⟧.

A bracket of the text itself is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translation.inline_codes import Coded, Part, Tag, TagKind, coded

_TOKEN = re.compile(r"⟦⟦|⟧⟧|⟦(/?)(\d{1,6})(/?)⟧|⟦[^⟦⟧]{0,20}⟧?|⟧")
_FORMS = {TagKind.OPEN: "⟦{}⟧", TagKind.CLOSE: "⟦/{}⟧", TagKind.SINGLE: "⟦{}/⟧"}


class MarkDamaged(ValueError):
    """A bracket that is no mark.

    Args:
        mark: what stands there.
    """

    def __init__(self, mark: str) -> None:
        super().__init__(mark)
        self.mark = mark


def marked_parts(content: Coded) -> Iterator[tuple[str, bool]]:
    """Yield stretches of text and whether each is a mark."""
    for part in content.parts:
        if isinstance(part, str):
            yield part.replace("⟦", "⟦⟦").replace("⟧", "⟧⟧"), False
        else:
            yield _FORMS[part.kind].format(part.number), True


def with_marks(content: Coded) -> str:
    """Return ``content`` in one string."""
    return "".join(text for text, _ in marked_parts(content))


def from_marks(text: str, known: frozenset[int]) -> Coded:
    """Return what ``with_marks`` wrote.

    Args:
        text: what a person left of it.
        known: numbers of the unit's codes.

    Raises:
        MarkDamaged: a bracket is no mark, or the mark of no code.
    """
    parts: list[Part] = []
    at = 0
    for found in _TOKEN.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        if found[0] in ("⟦⟦", "⟧⟧"):
            parts.append(found[0][0])
            continue
        closing, number, single = found.groups()
        if number is None or (closing and single) or int(number) not in known:
            raise MarkDamaged(found[0])
        kind = TagKind.CLOSE if closing else TagKind.SINGLE if single else TagKind.OPEN
        parts.append(Tag(kind, int(number)))
    parts.append(text[at:])
    return coded(parts)
