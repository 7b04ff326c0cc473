# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes translations into the bytes of a bilingual file; what nobody touched stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from translation.exchange.bilingual.reading import (
    BilingualFile,
    BilingualSegment,
    Dialect,
    status_of,
)
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.xml import legal
from translation.inline_codes import Coded, TagKind
from translation.review.segments import Status

_WRITTEN = {
    Dialect.TRADOS: (
        "conf",
        {
            Status.UNTRANSLATED: "Draft",
            Status.DRAFT: "Draft",
            Status.EDITED: "Draft",
            Status.REVIEWED: "Translated",
            Status.APPROVED: "ApprovedTranslation",
        },
    ),
    Dialect.MEMOQ: (
        "mq:status",
        {
            Status.UNTRANSLATED: "NotStarted",
            Status.DRAFT: "PartiallyEdited",
            Status.EDITED: "PartiallyEdited",
            Status.REVIEWED: "ManuallyConfirmed",
            Status.APPROVED: "Proofread",
        },
    ),
}
_PLAIN = (
    "state",
    {
        Status.UNTRANSLATED: "needs-translation",
        Status.DRAFT: "needs-review-translation",
        Status.EDITED: "needs-review-translation",
        Status.REVIEWED: "translated",
        Status.APPROVED: "final",
    },
)


@dataclass(frozen=True, slots=True)
class Translated:
    """What became of a segment."""

    target: Coded
    status: Status


def write(data: bytes, file: BilingualFile, made: Mapping[int, Translated]) -> bytes:
    """Return ``data`` with new targets and states.

    Args:
        data: the file as it was read.
        file: what was read of it.
        made: by the number of the segment, from 0; those that are as they were change nothing.

    Raises:
        ExchangeRefused: a target has a code that its source has not, which no tool could place.
    """
    changes: list[tuple[int, int, bytes]] = []
    built: set[int] = set()
    for number, segment in enumerate(file.segments):
        fresh = made.get(number)
        if fresh is None or (fresh.target == segment.target and fresh.status is segment.status):
            continue
        if fresh.target != segment.target:
            if segment.scaffold:
                if segment.unit not in built:
                    built.add(segment.unit)
                    changes.append(_built(data, segment, file, made))
            elif segment.place is None:
                target = b"<target>" + _content(segment, fresh.target, number) + b"</target>"
                changes.append((*segment.whole, target))
            else:
                changes.append(_replaced(data, segment, _content(segment, fresh.target, number)))
        if segment.state is not None and _says_more(file.dialect, fresh, segment.status):
            changes += _state(data, segment.state, file.dialect, fresh.status)
    changes.sort(key=lambda change: (change[0], change[1]))
    parts: list[bytes] = []
    at = 0
    for start, end, words in changes:
        parts += [data[at:start], words]
        at = end
    return b"".join((*parts, data[at:]))


def _says_more(dialect: Dialect, fresh: Translated, before: Status) -> bool:
    """Whether a state has to be written: its tool has fewer, and may say the same of both."""
    _, words = _WRITTEN.get(dialect, _PLAIN)
    read = status_of(dialect, words[fresh.status], translated=bool(fresh.target.parts))
    return fresh.status is not before and read is not before


def _replaced(data: bytes, segment: BilingualSegment, words: bytes) -> tuple[int, int, bytes]:
    assert segment.place is not None
    start, end = segment.place
    if start == segment.whole[1]:
        # <target/> and <mrk .../> have no inside yet.
        tag = data[segment.whole[0] : segment.whole[1]]
        name = re.match(rb"<([^\s/>]+)", tag)
        assert name is not None
        # Only its end is replaced: its state, which stands before, may change too.
        opened = len(tag[: tag.rindex(b"/")].rstrip())
        return (segment.whole[0] + opened, end, b">" + words + b"</" + name[1] + b">")
    return start, end, words


def _built(
    data: bytes, first: BilingualSegment, file: BilingualFile, made: Mapping[int, Translated]
) -> tuple[int, int, bytes]:
    """Return the target of a unit that had none, with the marks of its source's segments."""
    there = data[slice(*first.whole)]
    tag = re.match(rb"<target(?:[^>\"']|\"[^\"]*\"|'[^']*')*?(?=\s*/?>)", there)
    parts = [(tag[0] if tag else b"<target") + b">"]
    for words, number in first.scaffold:
        parts.append(words)
        if number is not None:
            segment = file.segments[number]
            fresh = made.get(number)
            parts.append(_content(segment, fresh.target if fresh else segment.target, number))
    return (*first.whole, b"".join((*parts, b"</target>")))


def _content(segment: BilingualSegment, target: Coded, number: int) -> bytes:
    parts: list[bytes] = []
    for part in target.parts:
        if isinstance(part, str):
            parts.append(escape(legal(part)).encode())
            continue
        tags = segment.codes.get(part.number)
        written = tags[1 if part.kind is TagKind.CLOSE else 0] if tags is not None else b""
        if not written:
            raise ExchangeRefused(
                ExchangeCode.RULE_BROKEN,
                segment.line,
                rule="codes-of-the-source",
                detail=f"{number + 1}: {part}",
            )
        parts.append(written)
    return b"".join(parts)


def _state(
    data: bytes, place: tuple[int, int], dialect: Dialect, status: Status
) -> list[tuple[int, int, bytes]]:
    name, words = _WRITTEN.get(dialect, _PLAIN)
    local = name.partition(":")[2] or name
    pattern = re.compile(rb"""\s(?:[\w.-]+:)?%s\s*=\s*("[^"]*"|'[^']*')""" % local.encode())
    tag = data[place[0] : place[1]]
    found = pattern.search(tag)
    value = words[status].encode()
    if found is not None:
        start = place[0] + found.start(1)
        return [(start + 1, start + len(found[1]) - 1, value)]
    if dialect is Dialect.TRADOS:
        end = place[0] + len(tag.removesuffix(b">").removesuffix(b"/").rstrip())
        return [(end, end, b' conf="' + value + b'"')]
    # A file without states gets none: its tool has another way to say it.
    return []
