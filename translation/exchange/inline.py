# SPDX-License-Identifier: AGPL-3.0-or-later
"""Inline tags of a segment as XLIFF elements with ids, and back; common to both versions.

Each segment is whole in itself: a pair that a sentence's end cuts is closed before and
opened after it (``inline_codes.cut``), so the second half has an id of its own, "1.2". The part
before the point is always the code's number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from translation.inline_codes import Coded, TagKind, tags_of

_OWN = re.compile(r"([1-9]\d{0,5})(?:\.[-.\w]*)?")


class TagForm(Enum):
    """The form that a tag is written in."""

    OPEN = "open"
    """Of a pair that nests."""
    CLOSE = "close"
    SINGLE = "single"
    START = "start"
    """Of a pair that overlaps another."""
    END = "end"
    START_ALONE = "start-alone"
    """Its other end is missing in this segment."""
    END_ALONE = "end-alone"


@dataclass(frozen=True, slots=True)
class WrittenTag:
    """A tag in its written form."""

    form: TagForm
    number: int


def written_tags(content: Coded) -> list[str | WrittenTag]:
    """Return ``content`` with each tag in the way that XML can hold."""
    parts = content.parts
    ends: dict[int, int] = {}
    opened: list[tuple[int, int]] = []
    for at, part in enumerate(parts):
        if isinstance(part, str) or part.kind is TagKind.SINGLE:
            continue
        if part.kind is TagKind.OPEN:
            opened.append((part.number, at))
            continue
        found = next((one for one in reversed(opened) if one[0] == part.number), None)
        if found is not None:
            opened.remove(found)
            ends[found[1]] = at
    nested = _nested(ends)
    starts = {end: start for start, end in ends.items()}
    result: list[str | WrittenTag] = []
    for at, part in enumerate(parts):
        if isinstance(part, str):
            result.append(part)
            continue
        if part.kind is TagKind.SINGLE:
            form = TagForm.SINGLE
        elif part.kind is TagKind.OPEN:
            form = TagForm.START_ALONE if at not in ends else TagForm.START
            if at in nested:
                form = TagForm.OPEN
        else:
            form = TagForm.END_ALONE if at not in starts else TagForm.END
            if starts.get(at) in nested:
                form = TagForm.CLOSE
        result.append(WrittenTag(form, part.number))
    return result


def _nested(ends: dict[int, int]) -> set[int]:
    """Return the starts of pairs that cross no other."""
    return {
        start
        for start, end in ends.items()
        if not any(
            start < other < end < other_end or other < start < other_end < end
            for other, other_end in ends.items()
        )
    }


@dataclass
class Ids:
    """Gives ids to the codes of a unit: unique in it, equal in source and target."""

    used: Counter[int] = field(default_factory=Counter)
    sources: dict[tuple[int, bool, int], str] = field(default_factory=dict)
    """By code, whether it is a pair, and which of the segment's equal ones it is."""
    fresh: int = 0

    def begin(self) -> None:
        """Begin a segment."""
        self.sources = {}

    def source(self, number: int, paired: bool, which: int) -> str:
        """Return the id of a code in a source."""
        self.used[number] += 1
        found = str(number) if self.used[number] == 1 else f"{number}.{self.used[number]}"
        self.sources[number, paired, which] = found
        return found

    def target(self, number: int, paired: bool, which: int) -> str:
        """Return the id of a code in a target: its source's, else a fresh one."""
        return self.sources.get((number, paired, which)) or self.alone(number)

    def alone(self, number: int) -> str:
        """Return an id that nothing else has."""
        self.fresh += 1
        return f"{number}.t{self.fresh}"


def lost(source: Coded, target: Coded) -> set[int]:
    """Return the numbers of single codes that a target has fewer of: somebody took them out."""
    counts: Counter[int] = Counter()
    for content, step in ((source, 1), (target, -1)):
        for tag in tags_of(content):
            if tag.kind is TagKind.SINGLE:
                counts[tag.number] += step
    return {number for number, count in counts.items() if count > 0}


class Numbers:
    """Makes numbers of the ids of a unit.

    Args:
        own: whether the ids are ours, so that they begin with the number.
    """

    def __init__(self, own: bool) -> None:
        self._own = own
        self._known: dict[str, int] = {}

    def of(self, code_id: str) -> int:
        """Return the number of a code."""
        match = _OWN.fullmatch(code_id)
        if self._own and match is not None:
            return int(match[1])
        return self._known.setdefault(code_id, len(self._known) + 1)


_ESCAPED = re.compile(r"_x([0-9a-f]+)_")


def token_of(name: str) -> str:
    """Return ``name`` as an NMTOKEN; ``name_of`` gives it back."""
    return re.sub(r"[^-.A-Za-z0-9]", lambda found: f"_x{ord(found[0]):x}_", name)


def name_of(token: str) -> str:
    """Return what ``token_of`` made a token of."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16) % 0x110000), token)


def illegal_points(text: str) -> Iterator[tuple[str, str]]:
    """Yield stretches of legal text, each with the illegal character after it or ""."""
    at = 0
    for found in _ILLEGAL.finditer(text):
        yield text[at : found.start()], found[0]
        at = found.end()
    yield text[at:], ""


_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
