# SPDX-License-Identifier: AGPL-3.0-or-later
"""A breach of a rule, in EPUBCheck's names of rules where it has one."""

from __future__ import annotations

from dataclasses import dataclass

from converters.document.findings import Finding, FindingKind, Grade, Place
from converters.xhtml.markup import Element


@dataclass(frozen=True, slots=True)
class Breach:
    """A place that breaks a rule of EPUB 3.3."""

    rule: str
    """EPUBCheck's id ("RSC-007")."""
    said: str
    part: str
    line: int = 0

    @property
    def finding(self) -> Finding:
        """The same as a finding of the checks."""
        place = Place(
            self.part, f"{self.part}:{self.line}" if self.line else self.part, part=self.part
        )
        return Finding(FindingKind.EPUB_RULE, Grade.ERROR, f"{self.rule}: {self.said}", place)


def line_of(element: Element) -> int:
    """Return the line of an element in its file; 0 where nobody counted."""
    line = element.sourceline
    return line if isinstance(line, int) else 0
