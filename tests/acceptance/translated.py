# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a translation kept what it had to: told from the documents alone.

Nothing of the translator is used here: the structure of both documents is laid out node by
node without its words, and numbers, addresses and dates are looked for by plain patterns.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from typing import Any

from converters.document.nodes import Anchor as AnchorNode
from converters.document.nodes import (
    Document,
    InlineImage,
    InlineMath,
    LineBreak,
    Link,
    NoteRef,
    PageMark,
    Ruby,
    Text,
)

_WORDS = frozenset({"value", "inlines", "children", "alt", "lang", "text", "title", "origin"})
_INLINE = (Text, Link, NoteRef, InlineImage, InlineMath, Ruby, LineBreak, PageMark, AnchorNode)


def structure(document: Document) -> list[str]:
    """Return a line for each node below the metadata: its kind and all but its words."""
    rows: list[str] = []
    _lay_out(document.blocks, rows, 0)
    for key in sorted(document.notes):
        rows.append(f"note {key}")
        _lay_out(document.notes[key].blocks, rows, 1)
    return rows


def _lay_out(value: Any, rows: list[str], depth: int) -> None:
    if isinstance(value, (tuple, list)):
        if value and all(isinstance(item, _INLINE) for item in value):
            rows.append(f"{depth} inlines {_inlines(value)}")
            return
        for item in value:
            _lay_out(item, rows, depth)
        return
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return
    facets, below = [], []
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if isinstance(content, (tuple, list)) or (
            dataclasses.is_dataclass(content) and field.name not in _WORDS
        ):
            below.append(content)
        elif field.name not in _WORDS:
            facets.append(f"{field.name}={content!r}")
    rows.append(f"{depth} {type(value).__name__} {' '.join(facets)}")
    for content in below:
        _lay_out(content, rows, depth + 1)


def _inlines(value: Any) -> str:
    """Return what is in a line besides its words: how many of which, whatever their order."""
    found: Counter[str] = Counter()

    def count(some: Any) -> None:
        for inline in some:
            if isinstance(inline, Link):
                found[f"link {inline.target}"] += 1
                count(inline.children)
            elif isinstance(inline, Ruby):
                found["ruby"] += 1
                count(inline.base)
            elif isinstance(inline, NoteRef):
                found[f"note {inline.note_id}"] += 1
            elif not isinstance(inline, Text):
                found[type(inline).__name__] += 1

    count(value)
    return ", ".join(f"{name} x{times}" for name, times in sorted(found.items()))


_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ADDRESS = re.compile(r"https?://[^\s<>()가-힣]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)


def lost(source: str, target: str) -> list[str]:
    """Return numbers and addresses of ``source`` that ``target`` does not have, digit by digit.

    Stricter than a reader: "3월" is not found in "March". What it names has to be flagged
    or to be kept in another writing.
    """
    there = Counter(n.replace(",", "") for n in _NUMBER.findall(target))
    missing = []
    for number in _NUMBER.findall(source):
        plain = number.replace(",", "")
        if there[plain]:
            there[plain] -= 1
        else:
            missing.append(number)
    return missing + [a for a in _ADDRESS.findall(source) if a.rstrip(".") not in target]
