# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person chose for the making of one book: its design, its cover, where chapters begin.

Part of a file of edits (``docs/formats/edits.md``), for it belongs to one document and is taken
again at each conversion.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any

from converters.theme import Design, Theme

DEEPEST_SPLIT = 6
"""The deepest level of headings before which a book can be cut."""
LARGEST_PICTURE = 4 * 1024 * 1024
"""Bytes of a picture or an emblem for a cover."""


@dataclass(frozen=True, slots=True)
class BookEdit:
    """The choices for one book; what is empty follows the conversion's own options."""

    split_level: int = 0
    """Chapters begin at each heading down to this level, 1 to 6; 0 where the size decides."""
    design: Design | None = None
    """The form of its kind of publication."""
    colour: str = ""
    """Of lines, grounds and the typeset cover, "#rrggbb"."""
    cover: bytes = b""
    """A picture (PNG or JPEG) that is the cover."""
    emblem: bytes = b""
    """A picture for the typeset cover; without effect beside ``cover``."""

    def __bool__(self) -> bool:
        """Whether anything was chosen."""
        return self != NO_BOOK_EDIT

    def theme(self, given: Theme) -> Theme:
        """Return a conversion's theme with what was chosen for this book."""
        design = given.design if self.design is None else self.design
        return Theme(design, self.colour or given.colour, given.font)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what was chosen, as they stand in the file."""
        return tuple(self.to_json())

    def to_json(self) -> dict[str, Any]:
        """Return what was chosen as a JSON object; pictures in base64."""
        made: dict[str, Any] = {
            "split_level": self.split_level,
            "design": "" if self.design is None else self.design.value,
            "colour": self.colour,
            "cover": base64.b64encode(self.cover).decode("ascii"),
            "emblem": base64.b64encode(self.emblem).decode("ascii"),
        }
        return {name: value for name, value in made.items() if value}


NO_BOOK_EDIT = BookEdit()
_KINDS: dict[str, type] = {
    "split_level": int,
    **dict.fromkeys(("design", "colour", "cover", "emblem"), str),
}


def book_edit_from(fields: dict[str, Any]) -> BookEdit:
    """Return the choices that a JSON object holds.

    Raises:
        ValueError: it holds something else; the message says what.
    """
    for name, value in fields.items():
        if name not in _KINDS:
            raise ValueError(f"book: unknown: {name}")
        if not isinstance(value, _KINDS[name]) or isinstance(value, bool):
            raise ValueError(f"book: “{name}” is no {_KINDS[name].__name__}")
    level = fields.get("split_level", 0)
    if not 0 <= level <= DEEPEST_SPLIT:
        raise ValueError(f"book: “split_level” is not 0 to {DEEPEST_SPLIT}")
    design, colour = fields.get("design", ""), fields.get("colour", "").lower()
    if design and design not in set(Design):
        raise ValueError(f"book: “design” is none of {', '.join(Design)}")
    try:
        Theme(colour=colour)
    except ValueError as error:
        raise ValueError("book: “colour” is no colour such as #1f4e79") from error
    return BookEdit(
        level,
        Design(design) if design else None,
        colour,
        _picture(fields, "cover"),
        _picture(fields, "emblem"),
    )


def _picture(fields: dict[str, Any], name: str) -> bytes:
    try:
        data = base64.b64decode(fields.get(name, ""), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"book: “{name}” is no base64") from error
    if len(data) > LARGEST_PICTURE:
        raise ValueError(f"book: “{name}” is larger than {LARGEST_PICTURE >> 20} MiB")
    return data
