# SPDX-License-Identifier: AGPL-3.0-or-later
"""Collects the inlines of a paragraph, with links that may go on over several paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from converters.document.nodes import (
    Anchor,
    CommentRef,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Mark,
    NoteRef,
    PageMark,
    SizeClass,
    Text,
)
from converters.source.old_hangul import normalise

# What may not stand inside a link of a book, or need not.
_OUTSIDE_LINKS = (NoteRef, Anchor, CommentRef, PageMark)
_SILENT = (Anchor, CommentRef, PageMark)


@dataclass(slots=True)
class OpenField:
    """A field whose end has not come yet; ``start`` is where its text begins in the line."""

    kind: str
    target: str | None
    start: int


class InlineCollector:
    """The inlines of one paragraph while they are collected.

    Args:
        fields: fields still open from the paragraphs before; changed in place.
    """

    def __init__(self, fields: list[OpenField]) -> None:
        self._fields = fields
        self._inlines: list[Inline] = []
        self.unmapped = 0
        """Characters of private use for which no Unicode character is known."""
        for field in fields:
            field.start = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing visible has been collected since the last ``take``."""
        return all(
            isinstance(inline, _SILENT) or (isinstance(inline, Text) and not inline.value.strip())
            for inline in self._inlines
        )

    def add(self, inline: Inline) -> None:
        """Add an inline."""
        self._inlines.append(inline)

    def text(
        self,
        value: str,
        marks: frozenset[Mark],
        color: str | None,
        size: SizeClass | None,
        font: str | None,
    ) -> None:
        """Add text of one look; line feeds become breaks."""
        if not value.isascii():
            value, unmapped = normalise(value)
            self.unmapped += unmapped
        for number, part in enumerate(value.split("\n")):
            if number:
                self._inlines.append(LineBreak())
            if part:
                self._text(Text(part, marks, color, size, None, font))

    def _text(self, text: Text) -> None:
        last = self._inlines[-1] if self._inlines else None
        joined = len(self._inlines) - 1
        if (
            isinstance(last, Text)
            and _same_look(last, text)
            and not any(field.start > joined for field in self._fields)
        ):
            text = Text(last.value + text.value, text.marks, text.color, text.size, None, text.font)
            self._inlines[-1] = text
        else:
            self._inlines.append(text)

    def open_field(self, kind: str, target: str | None) -> None:
        """A field begins here."""
        self._fields.append(OpenField(kind, target, len(self._inlines)))

    def close_field(self) -> None:
        """The innermost open field ends here; an end without a begin says nothing."""
        if self._fields:
            field = self._fields.pop()
            if field.target is not None and not any(outer.target for outer in self._fields):
                self._link(field)

    def take(self) -> Inlines:
        """Return what has been collected and begin anew; open links go on in what follows."""
        for field in self._fields:
            if field.target is not None:
                self._link(field)
                break
        for field in self._fields:
            field.start = 0
        taken = tuple(self._inlines)
        self._inlines = []
        return taken

    def _link(self, field: OpenField) -> None:
        """Wrap what the field covers in links, leaving note marks and anchors outside."""
        if field.target is None:
            return
        wrapped: list[Inline] = []
        children: list[Inline] = []
        for inline in (*self._inlines[field.start :], None):
            if inline is not None and not isinstance(inline, _OUTSIDE_LINKS):
                children.append(inline)
                continue
            if children:
                wrapped.append(Link(field.target, tuple(children)))
                children = []
            if inline is not None:
                wrapped.append(inline)
        self._inlines[field.start :] = wrapped


def _same_look(first: Text, second: Text) -> bool:
    return (
        first.marks == second.marks
        and first.color == second.color
        and first.size == second.size
        and first.font == second.font
    )
