# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows of a passage become runs of text, with what stands between its lines."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from converters.document.nodes import (
    Anchor,
    Inline,
    Inlines,
    Link,
    Mark,
    NoteRef,
    PageMark,
    Text,
)
from converters.readers.pdf.flow.joining import Joiner
from converters.readers.pdf.flow.notes import is_exponent
from converters.readers.pdf.flow.rows import Passage, TextRow
from converters.readers.pdf.flow.typography import Typography, family, is_asian
from converters.readers.pdf.model import Raise, Span
from converters.source.appearance import size_class, visible_color

_PAGE = re.compile(r"#page=(\d+)(?:,y=(-?\d+(?:\.\d+)?))?")
_ADDRESS = re.compile(r"(?:https?|mailto|tel|ftp):", re.IGNORECASE)
# XML 1.0, 2.2: what may not stand in a document.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RAISED = {Raise.SUPERSCRIPT: Mark.SUPERSCRIPT, Raise.SUBSCRIPT: Mark.SUBSCRIPT}

Place = tuple[int, float]
"""A page from 0, and points from above; -1 for its head."""
NoteOf = Callable[[int, str], str | None]
"""Gives the id of the note that a raised mark on a page refers to."""


@dataclass(slots=True)
class Runs:
    """Turns passages into inlines.

    Args:
        typography: the body's type, from which looks are told.
        joiner: decides at line ends.
        labels: of each page, as printed.
        note_of: knows the notes.
    """

    typography: Typography
    joiner: Joiner
    labels: dict[int, str]
    note_of: NoteOf = lambda _page, _mark: None
    wanted: Sequence[Place] = ()
    """Where links lead to, each once and in order."""
    anchored: int = 0
    """How many of them have been passed."""

    def of(self, passage: Passage, skip: int = 0) -> Inlines:
        """Return the inlines of ``passage`` without its first ``skip`` characters: its mark."""
        found: list[Inline] = []
        usual = _rest(passage)
        for index, row in enumerate(passage.rows):
            turned = index > 0 and passage.rows[index - 1].page != row.page
            if index:
                before = passage.rows[index - 1]
                edge = row.left + usual if index > 1 or turned else row.start
                shift = row.start - edge
                join = self.joiner.between(before, row, shift, in_cell=passage.in_cell)
                if join.drops_hyphen:
                    _drop_last(found)
                if turned:
                    found.append(PageMark(self.labels.get(row.page, str(row.page + 1))))
                if join.glue:
                    _add(found, _like_last(found, join.glue))
            found.extend(self.anchors(row.page, row.box.middle[1]))
            self._row(found, row, skip if index == 0 else 0)
        return _trimmed(found)

    def anchors(self, page: int, y: float = math.inf) -> list[Anchor]:
        """Return the anchors that are due up to ``y`` points from above on ``page``."""
        before = self.anchored
        self.anchored = max(before, bisect_left(self.wanted, (page, y)))
        return [Anchor(name_of(place)) for place in self.wanted[before : self.anchored]]

    def _row(self, found: list[Inline], row: TextRow, skip: int) -> None:
        left = row.text[: len(row.text) - len(row.text.lstrip())]
        drop = len(left) + skip
        before = ""
        for span in row.spans:
            text = span.text
            if drop:
                text, drop = text[drop:], max(0, drop - len(text))
            text = clean(text)
            if text:
                self._span(found, span, text, row.page, before)
            before = span.text

    def _span(self, found: list[Inline], span: Span, text: str, page: int, before: str) -> None:
        if span.raised is Raise.SUPERSCRIPT and not is_exponent(before, text):
            note = self.note_of(page, text.strip())
            if note is not None:
                found.append(NoteRef(note))
                return
        run = self._text(span, text)
        target = _target(span.link)
        if target is None:
            _add(found, run)
            return
        last = found[-1] if found else None
        if isinstance(last, Link) and last.target == target:
            children = list(last.children)
            _add(children, run)
            found[-1] = replace(last, children=tuple(children))
        else:
            found.append(Link(target, (run,)))

    def _text(self, span: Span, text: str) -> Text:
        style, body = span.style, self.typography
        marks = set()
        if style.bold and not body.bold:
            marks.add(Mark.STRONG)
        if style.italic:
            marks.add(Mark.EMPHASIS)
        if span.underline and span.link is None:
            marks.add(Mark.UNDERLINE)
        if span.strike:
            marks.add(Mark.STRIKE)
        size = size_class(style.size / body.size)
        if span.raised is not None:
            marks.add(_RAISED[span.raised])
            size = None
        own = family(style)
        usual = body.family if is_asian(text) else body.latin_family
        return Text(
            text,
            frozenset(marks),
            None if span.link else visible_color(style.color),
            size,
            font=own if own != usual else None,
        )


def place_of(link: str) -> Place | None:
    """Return where a link inside the file leads to; None for others."""
    match = _PAGE.match(link)
    if match is None:
        return None
    return int(match[1]), -1.0 if match[2] is None else max(0.0, round(float(match[2]), 0))


def name_of(place: Place) -> str:
    """Return the name of the anchor of a place."""
    page, y = place
    return f"page-{page}" if y < 0 else f"page-{page}-{y:.0f}"


def clean(text: str) -> str:
    """Return ``text`` without what XML forbids."""
    return _ILLEGAL.sub("", text)


def _rest(passage: Passage) -> float:
    """Return how far in from the column's edge the lines after the first start, as a rule."""
    insets = sorted(row.start - row.left for row in passage.rows[1:])
    return insets[0] if insets else 0.0


def _target(link: str | None) -> str | None:
    if link is None:
        return None
    place = place_of(link)
    if place is not None:
        return f"#{name_of(place)}"
    return link if _ADDRESS.match(link) and not re.search(r"\s", link) else None


def _add(found: list[Inline], run: Text) -> None:
    last = found[-1] if found else None
    if isinstance(last, Text) and (
        replace(last, value=run.value) == run
        # A space of another look shows nothing.
        or (not run.value.strip() and Mark.UNDERLINE not in last.marks)
    ):
        found[-1] = replace(last, value=last.value + run.value)
    else:
        found.append(run)


def _like_last(found: list[Inline], text: str) -> Text:
    last = found[-1] if found else None
    return replace(last, value=text) if isinstance(last, Text) else Text(text)


def _drop_last(found: list[Inline]) -> None:
    """Take the last character off: a hyphen that only the line end needed."""
    last = found[-1] if found else None
    if isinstance(last, Text):
        if len(last.value) > 1:
            found[-1] = replace(last, value=last.value[:-1])
        else:
            found.pop()
    elif isinstance(last, Link) and isinstance(last.children[-1], Text):
        run = last.children[-1]
        if len(run.value) > 1:
            found[-1] = replace(
                last, children=(*last.children[:-1], replace(run, value=run.value[:-1]))
            )


def _trimmed(found: list[Inline]) -> Inlines:
    """Take the spaces off both ends of the text."""
    for at, inline in enumerate(found):
        if isinstance(inline, Text):
            found[at] = replace(inline, value=inline.value.lstrip())
        if isinstance(inline, Text | Link | NoteRef):
            break
    for at in range(len(found) - 1, -1, -1):
        inline = found[at]
        if isinstance(inline, Text):
            found[at] = replace(inline, value=inline.value.rstrip())
        if isinstance(inline, Text | Link | NoteRef):
            break
    return tuple(i for i in found if not (isinstance(i, Text) and not i.value))
