# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a publication is designed: the form of its kind and the colour and type of its organisation.

Pure data, so that who only asks for a conversion loads nothing that draws.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

_COLOUR = re.compile("#[0-9a-f]{6}")


class Design(StrEnum):
    """The form of a kind of publication: its rhythm, headings, tables, boxes and cover."""

    PLAIN = "plain"
    REPORT = "report"
    """보고서, 백서: ruled headings, tinted heads of tables."""
    GUIDEBOOK = "guidebook"
    """안내서: headings on bands, rounded boxes."""
    MAGAZINE = "magazine"
    """소식지: centred headings in a serif, a lead, boxes between two lines."""
    LARGE_PRINT = "large-print"
    """큰글자책: large, bold and wide, nothing small and no thin line."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The design of a book.

    Args:
        design: its form.
        colour: of the organisation, "#rrggbb" in small letters; empty for one by its name.
        font: a TrueType or OpenType font to embed what the book needs of; empty for the reader's.
    """

    design: Design = Design.PLAIN
    colour: str = ""
    font: bytes = b""

    def __post_init__(self) -> None:
        """Refuse colours that a style sheet could not be given.

        Raises:
            ValueError: the colour is none.
        """
        if self.colour and not _COLOUR.fullmatch(self.colour):
            raise ValueError(self.colour)

    @property
    def fingerprint(self) -> str:
        """A text that differs wherever two themes do; see ``theme_of``."""
        font = f"/{hashlib.sha256(self.font).hexdigest()[:16]}" if self.font else ""
        return f"{self.design.value}{self.colour}{font}"


PLAIN = Theme()


def theme_of(fingerprint: str) -> Theme | None:
    """Return the theme of a fingerprint; None where it is none, or its font is not known by it."""
    design, mark, colour = fingerprint.partition("#")
    try:
        return Theme(Design(design), mark + colour)
    except ValueError:
        return None
