# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which bookmarks a text leads to: links and fields are looked through before it is lowered."""

from __future__ import annotations

from collections.abc import Iterator

from converters.readers.docx.fields import target_of
from converters.readers.docx.names import W
from converters.xhtml.markup import Element

_BOOKMARK = "#bookmark:"


def targets_in(root: Element) -> frozenset[str]:
    """Return the names of the bookmarks that links and fields in ``root`` lead to."""
    found = {link.get(f"{W}anchor", "") for link in root.iter(f"{W}hyperlink")}
    for instruction in _instructions(root):
        target = target_of(instruction.strip())
        if target is not None and target.startswith(_BOOKMARK):
            found.add(target.removeprefix(_BOOKMARK))
    return frozenset(found)


def _instructions(root: Element) -> Iterator[str]:
    """Yield the instruction of each field; Word spreads one over several runs (17.16.23)."""
    unfinished: list[list[str]] = []
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple":
            yield element.get(f"{W}instr", "")
        elif kind == "begin":
            unfinished.append([])
        elif kind == "end" and unfinished:
            yield "".join(unfinished.pop())
        elif kind is None and unfinished:
            unfinished[-1].append(element.text or "")
    yield from map("".join, unfinished)
