# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lines of a printed table of contents: leaders, or a tab, and a page number.

They stay paragraphs of their own, as in every other format; a pass links them to their headings.
"""

from __future__ import annotations

import re
from dataclasses import replace

from converters.document.nodes import Inline, Inlines, Link, Text
from converters.readers.pdf.flow.pieces import Element
from converters.readers.pdf.flow.rows import Passage

_DOTS = ".·…‥․‧･ㆍ∙⋅•_"
_LEADER = rf"(?:[{_DOTS}]{{3,}}|(?:[{_DOTS}]\s){{3,}}[{_DOTS}]?)"
_NUMBER = r"(?:\d{1,4}(?:[-–]\d{1,4})?|[ivxlIVXL]{1,6})"
_ENTRY = re.compile(rf"(?:{_LEADER}|\t)\s*[-–—]?\s*{_NUMBER}\s*[-–—]?\s*$")
_LEADERS = re.compile(rf"\s*{_LEADER}\s*")
_MOST_ROWS = 3


def is_entry(element: Element) -> bool:
    """Whether an element is a line of a table of contents."""
    return (
        isinstance(element, Passage)
        and len(element.rows) <= _MOST_ROWS
        and _ENTRY.search(element.rows[-1].text.rstrip()) is not None
        and any(map(str.isalpha, element.text))
    )


def ends_entry(text: str) -> bool:
    """Whether a row of ``text`` ends an entry: what follows is another one."""
    return _ENTRY.search(text.rstrip()) is not None


def without_leaders(inlines: Inlines) -> Inlines:
    """Return an entry's inlines with one tab in the place of dots that fill its line."""
    return tuple(filter(None, map(_without_leader, inlines)))


def _without_leader(inline: Inline) -> Inline | None:
    if isinstance(inline, Text):
        return replace(inline, value=_LEADERS.sub("\t", inline.value))
    if isinstance(inline, Link):
        return replace(inline, children=without_leaders(inline.children))
    return inline
