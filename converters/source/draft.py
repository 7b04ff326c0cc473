# SPDX-License-Identifier: AGPL-3.0-or-later
"""A paragraph in the making: lines of text and the blocks that stand between or after them."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, TypeGuard

from converters.document.nodes import (
    Anchor,
    Block,
    Figure,
    Inline,
    InlineImage,
    Inlines,
    LineBreak,
    Link,
    Origin,
    PageBreak,
    PageMark,
    Text,
)
from converters.document.walk import plain_text
from converters.source.line import InlineCollector, OpenField

# A wider picture has no room for words beside it.
_MOST_IN_LINE_PERCENT = 50


class DraftedDocument(Protocol):
    """What a draft needs to know of the document that it is part of."""

    anchors: set[str]
    """Names of the anchors that stand in it already."""

    @property
    def origin(self) -> Origin:
        """Where the paragraph being drafted stands."""


class Draft:
    """What one paragraph prints, in order.

    Args:
        context: the document.
        fields: fields and links still open from the paragraphs before.
    """

    def __init__(self, context: DraftedDocument, fields: list[OpenField]) -> None:
        self._context = context
        self.line = InlineCollector(fields)
        self.parts: list[Inlines | Block] = []
        self._trailing: list[Block] = []

    def add(self, inline: Inline) -> None:
        """Add an inline."""
        self.line.add(inline)

    def anchor(self, name: str) -> None:
        """Place an anchor, if the document has none of that name yet."""
        if name not in self._context.anchors:
            self._context.anchors.add(name)
            self.line.add(Anchor(name))

    def break_out(self, block: Block, *, inline: bool) -> None:
        """Place a block here: between the texts, or after them where it only floats here."""
        if not inline and not self.line.is_blank:
            self._trailing.append(block)
            return
        if not self.line.is_blank:
            self.parts.append(joined(self.line.take()))
        else:
            silent = [piece for piece in self.line.take() if not isinstance(piece, Text)]
            marks = [piece for piece in silent if isinstance(piece, PageMark)]
            anchors = tuple(piece for piece in silent if not isinstance(piece, PageMark))
            self.parts += [PageBreak(mark.label, self._context.origin) for mark in marks]
            if anchors:
                self.parts.append(anchors)
        self.parts.append(block)

    def finish(self) -> list[Inlines | Block]:
        """Return all parts; an empty paragraph is one empty line."""
        rest = joined(self.line.take())
        if rest or not (self.parts or self._trailing):
            self.parts.append(rest)
        return [*_with_pictures_in_line(self.parts), *self._trailing]


def _with_pictures_in_line(parts: list[Inlines | Block]) -> list[Inlines | Block]:
    """Return ``parts`` with pictures amid the words of a sentence in the line.

    One that fills most of the line, or has a line of its own, stands apart.
    """
    done: list[Inlines | Block] = []
    for at, part in enumerate(parts):
        before = done[-1] if done else None
        if _is_narrow(part) and _goes_on_after(before) and _goes_on_before(parts[at + 1 :]):
            done[-1] = (*before, _in_line(part))
        elif isinstance(part, tuple) and isinstance(before, tuple):
            done[-1] = joined((*before, *part))
        else:
            done.append(part)
    return done


def _is_narrow(part: Inlines | Block) -> TypeGuard[Figure]:
    return isinstance(part, Figure) and 0 < (part.width_percent or 0) <= _MOST_IN_LINE_PERCENT


def _goes_on_after(before: Inlines | Block | None) -> TypeGuard[Inlines]:
    """Whether a line of text is open before a picture."""
    if not isinstance(before, tuple):
        return False
    ends = [at for at, inline in enumerate(before) if isinstance(inline, LineBreak)]
    return _says_something(before[ends[-1] + 1 :] if ends else before)


def _goes_on_before(rest: list[Inlines | Block]) -> bool:
    """Whether the line goes on with text after a picture, and pictures like it."""
    text = next((part for part in rest if not _is_narrow(part)), None)
    if not isinstance(text, tuple):
        return False
    ends = [at for at, inline in enumerate(text) if isinstance(inline, LineBreak)]
    return _says_something(text[: ends[0]] if ends else text)


def _says_something(line: Inlines) -> bool:
    return bool(plain_text(line).strip())


def _in_line(figure: Figure) -> InlineImage:
    return InlineImage(figure.resource, figure.alt, figure.decorative, figure.width_percent)


def joined(inlines: Inlines) -> Inlines:
    """Return ``inlines`` with neighbouring texts of one look as one."""
    done: list[Inline] = []
    for inline in inlines:
        last = done[-1] if done else None
        if isinstance(inline, Link):
            inline = replace(inline, children=joined(inline.children))
        if isinstance(inline, Text) and isinstance(last, Text) and _same(last, inline):
            done[-1] = replace(last, value=last.value + inline.value, lang=last.lang or inline.lang)
        else:
            done.append(inline)
    return tuple(done)


def _same(first: Text, second: Text) -> bool:
    return (
        first.marks == second.marks
        and first.color == second.color
        and first.size == second.size
        and (first.lang == second.lang or not (_has_letters(first) and _has_letters(second)))
        and first.font == second.font
    )


def _has_letters(text: Text) -> bool:
    """Whether a text is in any language: spaces and figures are in that of their neighbour."""
    return any(map(str.isalpha, text.value))
