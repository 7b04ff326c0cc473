# SPDX-License-Identifier: AGPL-3.0-or-later
"""The structure tree of a tagged file (ISO 32000-2, 14.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.pdf_writer.objects import ObjectFile, text_string


@dataclass
class Tag:
    """A structure element."""

    role: str
    children: list[Tag] = field(default_factory=list)
    actual: str = ""
    alt: str = ""
    attributes: str = ""
    """Of its attribute dictionary ("/O /Table /ColSpan 2")."""
    content: list[tuple[Any, int]] = field(default_factory=list)
    """(page, id of marked content)."""

    def hang(self, sheet: Any, number: int) -> None:
        """Take a piece of marked content."""
        self.content.append((sheet, number))


def write_tree(
    out: ObjectFile, tags: list[Tag], roles: dict[str, str], sheets: Sequence[Any], pages: list[int]
) -> int:
    """Return the number of the tree's root."""
    root = out.reserve()
    parents: dict[tuple[int, int], int] = {}

    def write(tag: Tag, parent: int) -> int:
        number = out.reserve()
        kids = [f"{write(child, number)} 0 R" for child in tag.children]
        for sheet, marked in tag.content:
            at = next(i for i, known in enumerate(sheets) if known is sheet)
            parents[at, marked] = number
            kids.append(f"<< /Type /MCR /Pg {pages[at]} 0 R /MCID {marked} >>")
        more = ""
        if tag.actual:
            more += f" /ActualText {text_string(tag.actual)}"
        if tag.alt:
            more += f" /Alt {text_string(tag.alt)}"
        if tag.attributes:
            more += f" /A << {tag.attributes} >>"
        out.set(
            number,
            f"<< /Type /StructElem /S /{tag.role} /P {parent} 0 R /K [{' '.join(kids)}]{more} >>",
        )
        return number

    kids = " ".join(f"{write(tag, root)} 0 R" for tag in tags)
    rows: list[str] = []
    for at, sheet in enumerate(sheets):
        row = " ".join(
            f"{parents[at, n]} 0 R" if (at, n) in parents else "null" for n in range(sheet.marked)
        )
        rows.append(f"{at} [{row}]")
    mapped = " ".join(f"/{own} /{standard}" for own, standard in roles.items())
    numbers = out.add(f"<< /Nums [{' '.join(rows)}] >>")
    out.set(
        root,
        f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree {numbers} 0 R"
        f" /ParentTreeNextKey {len(sheets)} /RoleMap << {mapped} >> >>",
    )
    return root
