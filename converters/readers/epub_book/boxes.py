# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures, equations, boxes and captions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from converters.document.nodes import (
    Aside,
    Block,
    Blocks,
    EquationBlock,
    Figure,
    Mark,
    Math,
    Paragraph,
    Table,
    Unsupported,
)
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import classes_of
from converters.readers.epub_book.runs import Style
from converters.source.mathematics.presentation import math_of
from converters.source.pictures import PictureUnreadable
from converters.source.xml import name_of, text_of
from converters.xhtml.markup import Element, rename
from converters.xhtml.words import words_for

ReadBlocks = Callable[[Element, EpubContext, Style], Blocks]
_WORDS = (words_for("ko"), words_for("en"))


def strong(style: Style) -> Style:
    """Return ``style`` in bold."""
    return replace(style, marks=style.marks | {Mark.STRONG})


def aside(
    role: str, element: Element, context: EpubContext, style: Style, read_blocks: ReadBlocks
) -> Aside:
    """Return a box with the caption that our own books put first."""
    first = next(iter(element), None)
    caption: Blocks = ()
    if first is not None and name_of(first) == "div" and "caption" in classes_of(first):
        caption = read_blocks(first, context, style)
        _take_out(first)
    return Aside(role, read_blocks(element, context, style), caption, origin=context.origin())


def figure(element: Element, context: EpubContext, style: Style, read_blocks: ReadBlocks) -> Blocks:
    """Return a figure (HTML, 4.4.12): its caption goes to the picture, equation or table in it."""
    captions = [child for child in element if name_of(child) == "figcaption"]
    below = bool(captions) and len(element) > 0 and captions[-1] is element[-1]
    caption = tuple(block for each in captions for block in read_blocks(each, context, style))
    for each in captions:
        _take_out(each)
    blocks = list(read_blocks(element, context, replace(style, align=None)))
    return _with_caption(blocks, caption, below=below)


def _with_caption(blocks: list[Block], caption: Blocks, *, below: bool) -> Blocks:
    if not caption:
        return tuple(blocks)
    # Of several pictures the caption stands with the one next to it.
    order = range(len(blocks) - 1, -1, -1) if below else range(len(blocks))
    for index in order:
        block = blocks[index]
        if isinstance(block, Figure | EquationBlock | Aside) and not block.caption:
            blocks[index] = replace(block, caption=caption)
            return tuple(blocks)
        if isinstance(block, Table) and not block.caption:
            blocks[index] = replace(block, caption=caption, caption_below=below)
            return tuple(blocks)
    lines = tuple(
        replace(block, role="caption") if isinstance(block, Paragraph) and not block.role else block
        for block in caption
    )
    return (*blocks, *lines) if below else (*lines, *blocks)


def captioned(
    element: Element, context: EpubContext, style: Style, read_blocks: ReadBlocks
) -> Blocks:
    """Return a table whose caption stands before or after it in a division of its own."""
    captions = [child for child in element if "caption" in classes_of(child)]
    below = bool(captions) and captions[0] is not element[0]
    caption = tuple(block for each in captions for block in read_blocks(each, context, style))
    for each in captions:
        _take_out(each)
    return _with_caption(list(read_blocks(element, context, style)), caption, below=below)


def _take_out(element: Element) -> None:
    """Make the reader pass over an element that was read already, but not over its tail."""
    tail = element.tail
    element.clear()
    element.tail = tail
    rename(element, "template")


def read_equation(element: Element, context: EpubContext) -> EquationBlock:
    """Return an equation that stands between paragraphs of our own books."""
    context.pending += context.anchors_at(element)
    for inner in element.iter():
        if name_of(inner) == "math":
            return EquationBlock(math_of(inner), origin=context.origin())
    return EquationBlock(Math("", text_of(element), "text"), origin=context.origin())


def read_unsupported(element: Element, context: EpubContext, style: Style) -> Unsupported:
    """Return what our own books say of something that they cannot show."""
    del style
    what, resource, lines = "unknown-object", None, []
    for child in element:
        image = next((e for e in child.iter() if name_of(e) == "img"), None)
        if "what" in classes_of(child):
            what = _thing(text_of(child))
        elif image is not None:
            try:
                resource = context.pictures.load(image.get("src", ""), context.part)
            except PictureUnreadable as error:
                context.notice(error.kind)
        elif text_of(child):
            lines.append(text_of(child))
    return Unsupported(what, "\n".join(lines), resource, context.origin())


def _thing(said: str) -> str:
    for words in _WORDS:
        for kind, thing in words.things.items():
            if said in (thing, f"{thing}: {words.unsupported}"):
                return kind
    return "unknown-object"
