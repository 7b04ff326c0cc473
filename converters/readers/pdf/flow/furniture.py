# SPDX-License-Identifier: AGPL-3.0-or-later
"""Running heads, feet and page numbers: learnt from some pages, taken off all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from converters.readers.pdf.flow.marks import mark_of
from converters.readers.pdf.model import Line, Page

_ZONE = 0.12
"""Of the page's height, above and below."""
_SLOT_PT = 4.0
_LEAST_PAGES = 3
_SHARE = 0.5
"""Of the pages, or of the odd or even ones."""
_HEADING_SIZE = 1.2
_SMALL_HEAD = 0.97
_APART = 1.8
"""Of the size: how far a lone page's head stands from the text, from baseline to baseline."""
_LEAST_OF_TITLE = 5
_LONGEST = 120
_DIGITS = re.compile(r"\d+")
_ROMANS = re.compile(r"(?<![A-Za-z])[ivxlc]{1,7}(?![A-Za-z])", re.IGNORECASE)
_NUMBER = re.compile(
    r"^[\s\-–—·~∙•|\[(<]*(?:page|p\.?|쪽)?\s*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*(?:쪽|페이지|면)?"
    r"(?:\s*(?:/|of)\s*\d{1,4})?[\s\-–—·~∙•|\])>]*$",
    re.IGNORECASE,
)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER_AT_END = re.compile(r"(?:^|[\s|·ㆍ\-–])(\d{1,4})\s*[-–]?$|^[-–]?\s*(\d{1,4})[\s|·ㆍ\-–]")

_Slot = tuple[bool, int]
"""Whether at the head, and the place of the baseline in steps of ``_SLOT_PT`` from that edge."""


@dataclass(frozen=True, slots=True)
class _Seen:
    page: int
    slot: _Slot
    key: str
    text: str
    size: float


class Furniture:
    """What stands on page after page.

    Args:
        pages: a sample of the file, in order; all of it where it is short.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._body = _body_size(pages)
        seen = [found for page in pages for found in _in_zones(page)]
        self._count = len(pages)
        self._keys = self._repeated(seen, pages)
        self._numbers, self._offsets = _number_slots(seen, pages)
        self._shown: set[str] = set()

    def take(self, page: Page) -> list[Line]:
        """Take the running lines off ``page``, give it the label that they say, and return them."""
        taken = [line for line in page.lines if self._is_running(line, page)]
        if taken:
            ids = {id(line) for line in taken}
            page.lines = [line for line in page.lines if id(line) not in ids]
        if not page.label:
            page.label = next(filter(None, (_label(line.text) for line in taken)), "")
        return taken

    # ------------------------------------------------------------ learning

    def _repeated(self, seen: list[_Seen], pages: Sequence[Page]) -> set[tuple[bool, str]]:
        """Return what repeats: at the head or not, and the text without its numbers."""
        where: dict[tuple[bool, str], set[int]] = defaultdict(set)
        slots: dict[tuple[bool, str], Counter[int]] = defaultdict(Counter)
        for found in seen:
            where[found.slot[0], found.key].add(found.page)
            slots[found.slot[0], found.key][found.slot[1]] += 1
        odd = sum(page.number % 2 for page in pages)
        even = len(pages) - odd
        keys = set()
        for key, numbers in where.items():
            if not key[1].strip("#@ -–—.·"):
                continue  # A page number; those are told by what they count.
            many = len(numbers) >= _LEAST_PAGES or (
                len(numbers) >= 2
                and (
                    sum(n % 2 for n in numbers) >= _SHARE * max(2, odd)
                    or sum(1 - n % 2 for n in numbers) >= _SHARE * max(2, even)
                    or len(numbers) == len(pages)
                )
            )
            # A table that goes on repeats its head too, but rarely at one height with the rest.
            place, often = slots[key].most_common(1)[0]
            del place
            if many and often >= 0.5 * len(numbers):
                keys.add(key)
        return keys

    # ------------------------------------------------------------ one page

    def _is_running(self, line: Line, page: Page) -> bool:
        zone = _zone(line, page)
        text = line.text.strip()
        if zone is None or line.vertical or not text:
            return False
        slot = zone, _place(line, page, at_head=zone)
        if (zone, _key(text)) in self._keys:
            if line.size >= _HEADING_SIZE * self._body and text not in self._shown:
                # Where the heading itself stands, it is no running head yet.
                self._shown.add(text)
                return False
            return True
        value = _value(text)
        if value is None:
            return self._is_head_of_title(line, page) if zone else False
        if any((slot[0], slot[1] + step) in self._numbers for step in (-1, 0, 1)):
            return True
        # No other page tells: alone at the foot, and printed as nothing but a page number is.
        return (
            self._count <= 2
            and _is_outermost(line, page, at_head=zone)
            and (not zone or not text.isdigit())
        )

    def _is_head_of_title(self, line: Line, page: Page) -> bool:
        """Whether small type at the very head repeats the beginning of a title of this page."""
        text = "".join(line.text.split())
        if len(text) < _LEAST_OF_TITLE or line.size > _SMALL_HEAD * self._body:
            return False
        if not _is_outermost(line, page, at_head=True):
            return False
        titles = [other for other in page.lines if other.size >= _HEADING_SIZE * self._body]
        return any(
            _starts_alike(text, "".join(other.text.split()))
            for other in titles
            if other is not line
        )


def _starts_alike(head: str, title: str) -> bool:
    """Whether one is the beginning of the other: either may be cut to its line."""
    least = min(len(head), len(title))
    return least >= _LEAST_OF_TITLE and head[:least] == title[:least]


def _is_outermost(line: Line, page: Page, *, at_head: bool) -> bool:
    """Whether nothing stands above a head or below a foot, and the text is well apart."""
    others = [o.baseline for o in page.lines if abs(o.baseline - line.baseline) > 0.5 * line.size]
    if not others:
        return True
    nearest = min(others) - line.baseline if at_head else line.baseline - max(others)
    return nearest > _APART * line.size


def _number_slots(seen: list[_Seen], pages: Sequence[Page]) -> tuple[set[_Slot], dict[_Slot, int]]:
    """Return the places of page numbers: what stands there grows as the pages do."""
    values: dict[_Slot, dict[int, int]] = defaultdict(dict)
    for found in seen:
        value = _value(found.text)
        if value is not None:
            values[found.slot][found.page] = value
    slots: set[_Slot] = set()
    offsets: dict[_Slot, int] = {}
    for slot, numbers in values.items():
        (offset, often) = Counter(n - page for page, n in numbers.items()).most_common(1)[0]
        # Two pages are enough to see it count; a chapter's own numbers begin anew.
        if often >= 2 and (often >= _LEAST_PAGES or often >= _SHARE * len(pages)):
            slots.add(slot)
            offsets[slot] = offset
    return slots, offsets


# ---------------------------------------------------------------- lines


def _in_zones(page: Page) -> list[_Seen]:
    found = []
    for line in page.lines:
        zone, text = _zone(line, page), line.text.strip()
        if zone is not None and 0 < len(text) <= _LONGEST:
            slot = zone, _place(line, page, at_head=zone)
            found.append(_Seen(page.number, slot, _key(text), text, line.size))
    return found


def _zone(line: Line, page: Page) -> bool | None:
    """Return True in the head of the page, False in its foot, None between."""
    if line.box.y1 <= _ZONE * page.height:
        return True
    return False if line.box.y0 >= (1 - _ZONE) * page.height else None


def _place(line: Line, page: Page, *, at_head: bool) -> int:
    return round((line.baseline if at_head else page.height - line.baseline) / _SLOT_PT)


def _key(text: str) -> str:
    """Return ``text`` with its numbers made alike."""
    if mark_of(text) is not None:
        # Headings and items at the head of pages count on, too: their numbers tell them apart.
        return " ".join(text.split())
    return _ROMANS.sub("@", _DIGITS.sub("#", "".join(text.split()).lower()))


def _value(text: str) -> int | None:
    """Return the number that a line is, and nothing else; None for other lines."""
    match = _NUMBER.match(text)
    if match is None:
        return None
    shown = match[1]
    if shown.isdigit():
        return int(shown)
    total, last = 0, 0
    for letter in reversed(shown.lower()):
        value = _ROMAN_DIGITS[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total


def _label(text: str) -> str:
    """Return the page number that a running line says; empty if none."""
    match = _NUMBER.match(text.strip())
    if match is not None:
        return match[1]
    found = _NUMBER_AT_END.search(text.strip())
    return next(filter(None, found.groups()), "") if found else ""


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0
