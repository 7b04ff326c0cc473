# SPDX-License-Identifier: AGPL-3.0-or-later
"""Diagrams (SmartArt) as nested lists of their words (ECMA-376 part 1, 21.4)."""

from __future__ import annotations

from collections import defaultdict

from converters.document.lists import PendingItem, group
from converters.document.nodes import Blocks, Paragraph, Text
from converters.errors import DamagedSource
from converters.readers.docx.names import DGM, A, whole
from converters.source.symbols import DEFAULT_BULLET
from converters.source.xml import parse_xml
from converters.xhtml.markup import Element

_WORDED = ("node", "asst", "doc")
_MOST_POINTS, _DEEPEST = 2_000, 8


def outline_of(data: bytes, part: str) -> Blocks:
    """Return the words of a diagram's points in their order and depth; none if it cannot be read."""
    try:
        root = parse_xml(data, part)
    except DamagedSource:
        return ()
    words: dict[str, str] = {}
    tops: list[str] = []
    for point in root.iterfind(f"{DGM}ptLst/{DGM}pt"):
        kind = point.get("type", "node")
        if kind in _WORDED and len(words) < _MOST_POINTS:
            words[point.get("modelId", "")] = _words(point)
            if kind == "doc":
                tops.append(point.get("modelId", ""))
    children: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in root.iterfind(f"{DGM}cxnLst/{DGM}cxn"):
        if link.get("type", "parOf") == "parOf":
            place = whole(link.get("srcOrd"))
            children[link.get("srcId", "")].append((place, link.get("destId", "")))
    items: list[PendingItem] = []
    seen: set[str] = set()
    stack = [(key, 0) for key in (tops or list(words))][::-1]
    while stack:
        key, depth = stack.pop()
        if key in seen or key not in words:
            continue
        seen.add(key)
        if words[key]:
            paragraph = Paragraph((Text(words[key]),))
            items.append(PendingItem(min(depth, _DEEPEST), DEFAULT_BULLET, False, (paragraph,)))
        stack += [(child, depth + 1) for _, child in sorted(children[key], reverse=True)]
    return group(items)


def _words(point: Element) -> str:
    paragraphs = (
        "".join(part.text or "" for part in paragraph.iter(f"{A}t"))
        for paragraph in point.iter(f"{A}p")
    )
    return " ".join(filter(None, (" ".join(text.split()) for text in paragraphs)))
