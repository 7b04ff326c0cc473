# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Document with its translation: each paragraph of the source, and under it the other one.

Both have the same structure, which ``units.merge`` guarantees. What may stand only once in
a book (bookmarks, starts of printed pages) is left out of the second of both.
"""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Cell,
    CommentRef,
    Document,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Link,
    ListBlock,
    PageMark,
    Paragraph,
    Quote,
    Row,
    Ruby,
    Table,
    Text,
)

_ONCE = (Anchor, PageMark, CommentRef)


def bilingual(source: Document, target: Document) -> Document:
    """Return ``source`` and ``target``, its translation, as one; the book's language is the target's."""
    language = source.metadata.language
    notes = {
        key: replace(note, blocks=_both(note.blocks, target.notes[key].blocks, language))
        for key, note in source.notes.items()
    }
    title = source.metadata.title
    if target.metadata.title and target.metadata.title != title:
        title = f"{target.metadata.title} / {title}" if title else target.metadata.title
    return replace(
        target,
        metadata=replace(target.metadata, title=title),
        blocks=_both(source.blocks, target.blocks, language),
        notes=notes,
    )


def _both(sources: Blocks, targets: Blocks, language: str) -> Blocks:
    found: list[Block] = []
    for source, target in zip(sources, targets, strict=True):
        found += _pair(source, target, language)
    return tuple(found)


def _pair(source: Block, target: Block, language: str) -> list[Block]:
    if isinstance(source, Paragraph) and isinstance(target, Paragraph):
        if _said(source.inlines) == _said(target.inlines):
            return [target]
        return [
            replace(source, inlines=_in_language(source.inlines, language)),
            replace(target, inlines=_again(target.inlines)),
        ]
    if isinstance(source, Heading) and isinstance(target, Heading):
        if _said(source.inlines) == _said(target.inlines):
            return [target]
        # One heading in both languages: two would stand twice in the contents.
        own = _in_language(source.inlines, language)
        return [replace(target, inlines=(*own, LineBreak(), *_again(target.inlines)))]
    return [_inside(source, target, language)]


def _inside(source: Block, target: Block, language: str) -> Block:
    if isinstance(source, ListBlock) and isinstance(target, ListBlock):
        items = tuple(
            replace(new, blocks=_both(old.blocks, new.blocks, language))
            for old, new in zip(source.items, target.items, strict=True)
        )
        return replace(target, items=items)
    if isinstance(source, Table) and isinstance(target, Table):
        rows = tuple(
            Row(tuple(_cell(o, n, language) for o, n in zip(old.cells, new.cells, strict=True)))
            for old, new in zip(source.rows, target.rows, strict=True)
        )
        return replace(target, rows=rows, caption=_both(source.caption, target.caption, language))
    if isinstance(source, Aside) and isinstance(target, Aside):
        return replace(
            target,
            caption=_both(source.caption, target.caption, language),
            blocks=_both(source.blocks, target.blocks, language),
        )
    if isinstance(source, Quote) and isinstance(target, Quote):
        return replace(target, blocks=_both(source.blocks, target.blocks, language))
    if isinstance(source, Figure) and isinstance(target, Figure):
        return replace(target, caption=_both(source.caption, target.caption, language))
    if isinstance(source, EquationBlock) and isinstance(target, EquationBlock):
        return replace(target, caption=_both(source.caption, target.caption, language))
    return target


def _cell(source: Cell, target: Cell, language: str) -> Cell:
    return replace(target, blocks=_both(source.blocks, target.blocks, language))


def _said(inlines: Inlines) -> str:
    found: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            found.append(inline.value)
        elif isinstance(inline, Link):
            found.append(_said(inline.children))
        elif isinstance(inline, Ruby):
            found.append(_said(inline.base))
    return "".join(found)


def _again(inlines: Inlines) -> Inlines:
    """Return ``inlines`` without what may stand only once."""
    return tuple(
        replace(inline, children=_again(inline.children)) if isinstance(inline, Link) else inline
        for inline in inlines
        if not isinstance(inline, _ONCE)
    )


def _in_language(inlines: Inlines, language: str) -> Inlines:
    return tuple(_marked(inline, language) for inline in inlines)


def _marked(inline: Inline, language: str) -> Inline:
    if isinstance(inline, Text):
        return inline if inline.lang else replace(inline, lang=language)
    if isinstance(inline, Link):
        return replace(inline, children=_in_language(inline.children, language))
    if isinstance(inline, Ruby):
        return replace(inline, base=_in_language(inline.base, language))
    return inline
