# SPDX-License-Identifier: AGPL-3.0-or-later
"""Points that the author typed with their markers become lists.

Reports in 개조식 type □, ○ and -, and 가. and 1), by hand. Neighbouring points are a list to
whoever wrote and reads them; as plain paragraphs their levels are lost to a
screen reader. What was typed becomes the item's marker, so no character is lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from converters.document.lists import PendingItem, group
from converters.document.nodes import (
    PLAIN,
    Align,
    Aside,
    Block,
    Blocks,
    Document,
    Figure,
    Inlines,
    Paragraph,
    Table,
    Text,
)
from converters.document.notices import NoticeLog
from converters.document.walk import map_document, plain_text, split_inlines
from converters.passes.outline.markers import MarkerKind, marker_of
from converters.passes.wording import is_strong

# From the highest level down, as official documents use them.
_SIGNS = ("□■◇◆❏❑▣", "○●◎ㅇ◦❍◯o", "-–—­", "·‧∙•▪▸▶►ㆍ⇒→")
_BULLETS = "".join(_SIGNS)
_POINT = re.compile(rf"^\s*([{re.escape(_BULLETS)}])[\s\u00a0\u2002]+(?=\S)")
_NOTE = re.compile(r"^\s*(※|☞|\*{1,3}(?=\s|[^\s*]))\s*")
_NUMBER = re.compile(
    r"^\s*((?:\d{1,2}|[가나다라마바사아자차카타파하])[.)](?![\d.])|[(（](?:\d{1,2}|[가나다라마바사아자차카타파하])[)）]"
    r"|[①-⑳❶-❿➊-➓])\s*"
)
_LETTERS = "oㅇㆍ가나다라마바사아자차카타파하"
_HANGUL = re.compile("[가-힣]")
_CHOICES = re.compile(r"①.*②|②.*③")
_PAGE_NUMBER = re.compile(r"^\s*[-–—]\s*\d+\s*[-–—]\s*$")
_SUBTITLE = re.compile(r"^\s*[-–—].*[-–—]\s*$")
_FEWEST = 2
_ENOUGH_VOTES = 2
# A line of print holds so many characters, no more.
_FULL_LINE, _LONGEST_LINE = 28, 60
_ENDED = re.compile(r"(?:[.!?:;]|[함음임됨]|[)）\]])\s*$")
# Of kinds in no order that a document shows, the rules for official documents tell it.
_RANKS = {
    MarkerKind.DECIMAL.name: 0,
    MarkerKind.HANGUL.name: 1,
    _SIGNS[0]: 2,
    MarkerKind.DECIMAL_PARENTHESIS.name: 3,
    MarkerKind.HANGUL_PARENTHESIS.name: 4,
    MarkerKind.DECIMAL_PARENTHESES.name: 5,
    MarkerKind.HANGUL_PARENTHESES.name: 6,
    MarkerKind.CIRCLED.name: 7,
    _SIGNS[1]: 8,
    _SIGNS[2]: 9,
    _SIGNS[3]: 10,
}
_IS_NOTE = "note"

_Votes = Counter[tuple[str, str]]
"""How often a run of points has the first kind before the second."""


@dataclass(frozen=True, slots=True)
class _Point:
    """A paragraph with a typed marker."""

    kind: str
    number: int
    marker: str
    paragraph: Paragraph
    """The paragraph without it."""


def recognise_points(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with runs of typed points as nested lists, one step for each kind of marker.

    A bullet that stands alone is a list of one item where its flow has others of its kind.
    """
    del notices, stem
    votes: _Votes = Counter()
    pointless: set[int] = set()
    map_document(document, partial(_counted, votes, pointless), holding={Paragraph})
    return map_document(document, partial(_with_lists, votes, pointless), holding={Paragraph})


def _counted(votes: _Votes, pointless: set[int], blocks: Blocks) -> Blocks:
    """Add what the runs of ``blocks`` say of the order of kinds, or that there are none."""
    runs = _runs(blocks)
    if not runs:
        pointless.add(id(blocks))
    for _, run in runs:
        first: dict[str, None] = dict.fromkeys(p.kind for p in run if p.kind != _IS_NOTE)
        kinds = list(first)
        votes.update((a, b) for at, a in enumerate(kinds) for b in kinds[at + 1 :])
    return blocks


def _with_lists(votes: _Votes, pointless: set[int], blocks: Blocks) -> Blocks:
    # The Document that was counted still holds its sequences: no other has their identity.
    if id(blocks) in pointless:
        return blocks
    runs = dict(_runs(blocks))
    if not runs:
        return blocks
    pieces: list[Block | PendingItem] = []
    at = 0
    for span, run in runs.items():
        pieces += blocks[at : span[0]]
        pieces += _items(run, votes)
        at = span[1]
    return group([*pieces, *blocks[at:]])


def _runs(blocks: Blocks) -> list[tuple[tuple[int, int], list[_Point]]]:
    """Return the runs of points in a flow, each with its first place and the one after its last."""
    points = [_point(block) for block in blocks]
    if not any(points):
        return []
    _leave_lone_numbers(points)
    signs = Counter(point.kind for point in points if point is not None)
    runs = []
    at = 0
    while at < len(blocks):
        end, run = _run_from(blocks, points, at)
        if len(run) == 1:
            is_listed = signs[run[0].kind] >= _FEWEST
            # Numbered paragraphs between others are prose; a table between two parts a list.
            if run[0].number:
                is_listed = _stands_by_object(blocks, at, end)
        else:
            is_listed = bool(run)
        if is_listed:
            runs.append(((at, end), run))
            at = end
        else:
            at += 1
    return runs


def _stands_by_object(blocks: Blocks, start: int, end: int) -> bool:
    """Whether a table, a picture or a box stands before or after a run."""
    before = next((b for b in reversed(blocks[:start]) if not _is_blank(b)), None)
    after = next((b for b in blocks[end:] if not _is_blank(b)), None)
    return isinstance(before, Table | Figure | Aside) or isinstance(after, Table | Figure | Aside)


def _leave_lone_numbers(points: list[_Point | None]) -> None:
    """Leave numbers that have no neighbour in a series to the text."""
    last: dict[str, int] = {}
    found = [(at, point) for at, point in enumerate(points) if point is not None and point.number]
    for order, (at, point) in enumerate(found):
        later = next((p.number for _, p in found[order + 1 :] if p.kind == point.kind), 0)
        if later != point.number + 1 and last.get(point.kind) != point.number - 1:
            points[at] = None
        last[point.kind] = point.number


def _run_from(
    blocks: Blocks, points: Sequence[_Point | None], start: int
) -> tuple[int, list[_Point]]:
    """Return the end of the run of points that begins at ``start``, and its points.

    Blank lines between two points only set them apart on paper; they are left out.
    """
    run: list[_Point] = []
    at = end = start
    while at < len(blocks):
        block, point = blocks[at], points[at]
        if point is not None:
            if not run and point.kind == _IS_NOTE:
                break
            run.append(point)
            end = at + 1
        elif run and end == at and isinstance(block, Paragraph) and _continues(run[-1], block):
            run[-1] = replace(run[-1], paragraph=_joined(run[-1].paragraph, block))
            end = at + 1
        elif not _is_blank(block):
            break
        at += 1
    return end, run


def _continues(point: _Point, block: Paragraph) -> bool:
    """Whether a paragraph is the next line of a point that the author broke by hand."""
    if block.role is not None or block.layout.align in (Align.CENTER, Align.END):
        return False
    above, text = plain_text(point.paragraph.inlines), plain_text(block.inlines).strip()
    if not text or marker_of(text) is not None or _NOTE.match(text):
        return False
    if is_strong(block.inlines) != is_strong(point.paragraph.inlines):
        return False
    return len(above) >= _FULL_LINE and len(text) <= _LONGEST_LINE and not _ENDED.search(above)


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    return replace(first, inlines=(*first.inlines, Text(" "), *second.inlines))


def _is_blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and all(
        isinstance(inline, Text) and not inline.value.strip() for inline in block.inlines
    )


def _point(block: Block) -> _Point | None:
    if not isinstance(block, Paragraph) or block.role is not None:
        return None
    if block.layout.align in (Align.CENTER, Align.END):
        return None
    whole = plain_text(block.inlines)
    front = whole.lstrip()[:1]
    # Most paragraphs, and nearly all cells, begin with none of these.
    if not front or (front.isalpha() and front not in _LETTERS):
        return None
    if _PAGE_NUMBER.match(whole) or _SUBTITLE.match(whole):
        return None
    kind, number = _IS_NOTE, 0
    match = _POINT.match(whole)
    if match is not None and match[1] == "o" and not _HANGUL.search(whole):
        # A circle to who types Hangul; elsewhere it is a word.
        return None
    if match is not None:
        kind = next(signs for signs in _SIGNS if match[1] in signs)
    else:
        match = _NUMBER.match(whole)
        found = marker_of(whole) if match is not None and not _CHOICES.search(whole) else None
        if found is not None and found.kind.name in _RANKS:
            kind, number = found.kind.name, found.number
        else:
            match = _NOTE.match(whole)
    rest = _without_front(block.inlines, match.end()) if match is not None else None
    if match is None or rest is None:
        return None
    return _Point(kind, number, match[1], replace(block, inlines=rest, layout=PLAIN))


def _without_front(inlines: Inlines, length: int) -> Inlines | None:
    """Return ``inlines`` without the text of their marker; None where nothing is left."""
    parts = split_inlines(inlines, length)
    if parts is None or not plain_text(parts[1]).strip():
        return None
    silent = tuple(inline for inline in parts[0] if not isinstance(inline, Text))
    return (*silent, *parts[1])


def _items(run: Sequence[_Point], votes: _Votes) -> list[PendingItem]:
    """Return the items of a run: one step for each kind, notes one below what they are notes of."""
    order: list[str] = []
    for kind in dict.fromkeys(point.kind for point in run if point.kind != _IS_NOTE):
        at = len(order)
        while at and _is_above(kind, order[at - 1], votes):
            at -= 1
        order.insert(at, kind)
    items: list[PendingItem] = []
    level = 0
    for point in run:
        if point.kind != _IS_NOTE:
            level = order.index(point.kind)
        depth = level + 1 if point.kind == _IS_NOTE else level
        paragraph = point.paragraph
        items.append(
            PendingItem(
                depth, point.marker, point.number > 0, (paragraph,), origin=paragraph.origin
            )
        )
    return items


def _is_above(kind: str, other: str, votes: _Votes) -> bool:
    """Whether points of ``kind`` contain those of ``other``: as runs have them, else by rule."""
    over, under = votes[kind, other], votes[other, kind]
    if max(over, under) >= _ENOUGH_VOTES and 2 * min(over, under) < max(over, under):
        return over > under
    return _RANKS[kind] < _RANKS[other]
