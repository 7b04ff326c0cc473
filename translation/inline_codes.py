# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inline codes: markup as numbered codes between text, in the terms of XLIFF 2.

A translator, a memory and a model see text; bold words, links, notes and equations are
codes in it. A paired code stands around text ("<1>...</1>"), a single one between two
characters ("<2/>"). ``decode(encode(inlines))`` gives the same inlines back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from converters.document.nodes import Inline, Inlines, Link, Ruby, Text


class TagKind(Enum):
    """Which end of a code a tag is."""

    OPEN = "<{}>"
    CLOSE = "</{}>"
    SINGLE = "<{}/>"


@dataclass(frozen=True, slots=True)
class Tag:
    """A place of code ``number``, which counts from 1 in the order of the source."""

    kind: TagKind
    number: int

    def __str__(self) -> str:
        """The tag as people read it."""
        return self.kind.value.format(self.number)


Part = str | Tag


@dataclass(frozen=True, slots=True)
class Coded:
    """Text and tags in reading order; neighbouring texts are one."""

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The characters without tags."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def marked(self) -> str:
        """All in one string; "<" and "&" of the text are escaped."""
        return "".join(
            part.replace("&", "&amp;").replace("<", "&lt;") if isinstance(part, str) else str(part)
            for part in self.parts
        )

    def numbers(self) -> frozenset[int]:
        """Return the numbers of all codes in it."""
        return frozenset(part.number for part in self.parts if isinstance(part, Tag))


@dataclass(frozen=True, slots=True)
class Codes:
    """What the codes of one unit stand for."""

    inlines: tuple[Inline, ...]
    """By number, from 1: single nodes, and paired ones (Text, Link, Ruby) without content."""
    base: Text
    """Properties of the characters that no paired code is around."""

    def of(self, number: int) -> Inline | None:
        """Return what code ``number`` stands for; None for a number of another unit."""
        return self.inlines[number - 1] if 0 < number <= len(self.inlines) else None


_MARKED = re.compile(r"<(/?)(\d{1,6})(/?)>")


def from_marked(marked: str) -> Coded:
    """Return what ``Coded.marked`` wrote; what is no tag is text."""
    parts: list[Part] = []
    at = 0
    for found in _MARKED.finditer(marked):
        parts.append(_plain(marked[at : found.start()]))
        at = found.end()
        closing, number, single = found.groups()
        kind = TagKind.CLOSE if closing else TagKind.SINGLE if single else TagKind.OPEN
        parts.append(Tag(kind, int(number)))
    parts.append(_plain(marked[at:]))
    return coded(parts)


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&amp;", "&")


def coded(parts: Sequence[Part]) -> Coded:
    """Return ``parts`` with neighbouring texts as one and empty ones left out."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            if not part:
                continue
            if found and isinstance(found[-1], str):
                found[-1] += part
                continue
        found.append(part)
    return Coded(tuple(found))


# ---------------------------------------------------------------- inlines to codes and back


def encode(inlines: Inlines) -> tuple[Coded, Codes]:
    """Return the text of ``inlines`` with tags, and what the tags stand for."""
    base = _base(inlines)
    parts: list[Part] = []
    nodes: list[Inline] = []

    def pair(node: Inline, content: Inlines | str) -> None:
        nodes.append(node)
        number = len(nodes)
        parts.append(Tag(TagKind.OPEN, number))
        if isinstance(content, str):
            parts.append(content)
        else:
            add(content)
        parts.append(Tag(TagKind.CLOSE, number))

    def add(some: Inlines) -> None:
        for inline in some:
            if isinstance(inline, Text):
                look = replace(inline, value="")
                if look == base:
                    parts.append(inline.value)
                else:
                    pair(look, inline.value)
            elif isinstance(inline, Link):
                pair(replace(inline, children=()), inline.children)
            elif isinstance(inline, Ruby):
                pair(replace(inline, base=()), inline.base)
            else:
                nodes.append(inline)
                parts.append(Tag(TagKind.SINGLE, len(nodes)))

    add(inlines)
    return coded(parts), Codes(tuple(nodes), base)


def _base(inlines: Inlines) -> Text:
    """Return the properties of most characters."""
    counts: Counter[Text] = Counter()

    def count(some: Inlines) -> None:
        for inline in some:
            if isinstance(inline, Text):
                counts[replace(inline, value="")] += len(inline.value)
            elif isinstance(inline, Link):
                count(inline.children)
            elif isinstance(inline, Ruby):
                count(inline.base)

    count(inlines)
    return max(counts, key=lambda text: counts[text], default=Text(""))


def decode(content: Coded, codes: Codes) -> Inlines:
    """Return inlines again.

    Nothing in ``content`` can make it fail: tags that do not nest are closed and opened
    again, unknown and unopened ones are passed over, unclosed ones end with the text.
    """
    root: list[Inline] = []
    stack: list[tuple[int, list[Inline]]] = [(0, root)]
    for part in content.parts:
        if isinstance(part, str):
            look = next(
                (
                    node
                    for number, _ in reversed(stack)
                    if isinstance(node := codes.of(number), Text)
                ),
                codes.base,
            )
            stack[-1][1].append(replace(look, value=part))
        elif part.kind is TagKind.SINGLE:
            node = codes.of(part.number)
            if node is not None and not isinstance(node, Text | Link | Ruby):
                stack[-1][1].append(node)
        elif part.kind is TagKind.OPEN:
            if isinstance(codes.of(part.number), Text | Link | Ruby):
                stack.append((part.number, []))
        else:
            _close(stack, part.number, codes)
    while len(stack) > 1:
        _close(stack, stack[-1][0], codes)
    return _runs_joined(root)


def _close(stack: list[tuple[int, list[Inline]]], number: int, codes: Codes) -> None:
    """Close code ``number``; those opened inside it are closed with it and opened again."""
    if number not in [opened for opened, _ in stack[1:]]:
        return
    again: list[int] = []
    while True:
        opened, content = stack.pop()
        node = codes.of(opened)
        if isinstance(node, Link):
            stack[-1][1].append(replace(node, children=_runs_joined(content)))
        elif isinstance(node, Ruby):
            stack[-1][1].append(replace(node, base=_runs_joined(content)))
        else:
            stack[-1][1].extend(content)
        if opened == number:
            break
        again.append(opened)
    stack.extend((opened, []) for opened in reversed(again))


def _runs_joined(inlines: Sequence[Inline]) -> Inlines:
    """Return ``inlines`` with neighbouring runs of equal properties as one."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        if (
            isinstance(inline, Text)
            and isinstance(last, Text)
            and replace(inline, value="") == replace(last, value="")
        ):
            found[-1] = replace(last, value=last.value + inline.value)
        else:
            found.append(inline)
    return tuple(found)


# ---------------------------------------------------------------- cutting and joining


def cut(content: Coded, places: Sequence[int]) -> list[Coded]:
    """Cut at character offsets; a pair around a cut is closed before and opened after it.

    Tags on a cut belong to the side that they look at: what opens goes right, what closes
    and single ones (a note's mark after its sentence) stay left.
    """
    wanted = sorted({place for place in places if 0 < place < len(content.text)})
    pieces: list[list[Part]] = [[]]
    opened: list[int] = []
    at = 0

    def turn() -> None:
        wanted.pop(0)
        pieces[-1] += [Tag(TagKind.CLOSE, number) for number in reversed(opened)]
        pieces.append([Tag(TagKind.OPEN, number) for number in opened])

    for part in content.parts:
        if isinstance(part, str):
            start, end = at, at + len(part)
            while wanted and wanted[0] < end:
                pieces[-1].append(part[start - at : wanted[0] - at])
                start = wanted[0]
                turn()
            pieces[-1].append(part[start - at :])
            at = end
            continue
        if part.kind is TagKind.OPEN:
            if wanted and wanted[0] == at:
                turn()
            opened.append(part.number)
        elif part.kind is TagKind.CLOSE and part.number in opened:
            opened.remove(part.number)
        pieces[-1].append(part)
    return [coded(piece) for piece in pieces]


def joined(pieces: Sequence[Coded], between: str = "") -> Coded:
    """Return ``pieces`` as one; what a cut closed and opened again is one pair again."""
    parts: list[Part] = []
    for index, piece in enumerate(pieces):
        fresh = list(piece.parts)
        while parts and fresh and _is_cut(parts[-1], fresh[0]):
            parts.pop()
            fresh.pop(0)
        if index:
            parts.append(between)
        parts += fresh
    return coded(parts)


def _is_cut(last: Part, first: Part) -> bool:
    return (
        isinstance(last, Tag)
        and isinstance(first, Tag)
        and last.kind is TagKind.CLOSE
        and first.kind is TagKind.OPEN
        and last.number == first.number
    )


def tags_of(content: Coded) -> Iterator[Tag]:
    """Yield the tags in order."""
    for part in content.parts:
        if isinstance(part, Tag):
            yield part


def with_spans(content: Coded, spans: Iterable[tuple[int, int, str]]) -> Coded:
    """Return ``content`` with new words in the place of stretches of its text.

    Codes inside of a stretch stay, behind the new words.

    Args:
        content: text and tags.
        spans: start, end and new words, in order and apart; none is empty.
    """
    return coded(list(_with_spans(content, spans)))


def _with_spans(content: Coded, spans: Iterable[tuple[int, int, str]]) -> Iterator[Part]:
    waiting = list(spans)
    at = 0
    held: list[Tag] = []
    for part in content.parts:
        if isinstance(part, Tag):
            inside = bool(waiting) and waiting[0][0] < at < waiting[0][1]
            # What opens just before a span stands around it, what closes just behind it as well.
            if inside:
                held.append(part)
            else:
                yield part
            continue
        end = at + len(part)
        while at < end:
            if not waiting or waiting[0][0] >= end:
                yield part[len(part) - (end - at) :]
                at = end
                break
            start, stop, words = waiting[0]
            if at <= start:
                yield part[len(part) - (end - at) : len(part) - (end - start)]
                yield words
                at = start
            at = min(stop, end)
            if at == stop:
                waiting.pop(0)
                yield from held
                held.clear()
