# SPDX-License-Identifier: AGPL-3.0-or-later
"""ActualText: what a few glyphs stand for (ISO 32000-2, 14.9.4): hyphens, ligatures, swashes."""

from __future__ import annotations

from collections import defaultdict

from converters.readers.pdf.model import Glyph, Tag

_MOST_GLYPHS = 32
"""Longer replacements stand for whole passages, whose glyphs say where each word is."""


def with_actual_texts(glyphs: list[Glyph], tags: list[Tag]) -> list[Glyph]:
    """Return ``glyphs`` with those of each element that has an ActualText as one."""
    owner: dict[int, Tag] = {}
    for root in tags:
        for tag in root.walk():
            if tag.actual:
                owner.update(dict.fromkeys(tag.marked(), tag))
    if not owner:
        return glyphs
    groups: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        if glyph.marked in owner:
            groups[id(owner[glyph.marked])].append(glyph)
    gone: set[int] = set()
    for group in groups.values():
        text = owner[group[0].marked].actual
        size = group[0].style.size
        level = all(abs(g.baseline - group[0].baseline) < 0.3 * size for g in group)
        if len(group) > _MOST_GLYPHS or not level or not text.strip():
            continue
        first = min(group, key=lambda g: g.x0)
        last = max(group, key=lambda g: g.x1)
        first.text, first.doubtful = text.strip(), False
        first.x1, first.space_after = last.x1, last.space_after
        gone.update(id(g) for g in group if g is not first)
    return [glyph for glyph in glyphs if id(glyph) not in gone]
