# SPDX-License-Identifier: AGPL-3.0-or-later
"""Running heads, feet and page numbers: learnt from some pages, taken off all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from converters.readers.pdf.flow.marks import mark_of
from converters.readers.pdf.model import Page, Rule, TextLine

_ZONE = 0.12
"""Of the page's height, above and below."""
_SLOT_PT = 4.0
_BAR = 3.0
"""Of the size: a bar between a title and the number of its page is no longer."""
_LEAST_PAGES = 3
_SHARE = 0.5
"""Of the pages, or of the odd or even ones."""
_HEADING_SIZE = 1.2
_SMALL_HEAD = 0.97
_APART = 1.8
"""Of the size: how far a lone page's head stands from the text, from baseline to baseline."""
_LEAST_OF_TITLE = 5
_LONGEST = 120
_LEAST_OF_TEXT, _LEAST_LINES = 12, 3
"""Letters of a line, and lines, that show how far the text reaches to the sides."""
_DIGITS = re.compile(r"\d+")
_ROMANS = re.compile(r"(?<![A-Za-z])[ivxlc]{1,7}(?![A-Za-z])", re.IGNORECASE)
_NUMBER = re.compile(
    r"^[\s\-–—·~∙•|\[(<]*(?:page|p\.?|쪽)?\s*(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})\s*(?:쪽|페이지|면)?"
    r"(?:\s*(?:/|of)\s*\d{1,4})?[\s\-–—·~∙•|\])>]*$",
    re.IGNORECASE,
)
_IN_CHAPTER = re.compile(r"^[\s\-–—]*((?:[A-Z]{1,3}|\d{1,2})\s?[-–—]\s?(\d{1,3}))[\s\-–—]*$")
"""A number that begins anew with each chapter or annex: "3 - 1", "A-12"."""
_NOTE = re.compile(r"\d{1,3}(?=[가-힣A-Za-z])(?!\d{1,3}(?:쪽|페이지|면))")
"""The mark of a note without sign or room behind it."""
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER_BEHIND = re.compile(r"(?:^|[\s|·ㆍ\-–])(\d{1,4})\s*[-–]?$")
_NUMBER_BEFORE = re.compile(r"^[-–]?\s*(\d{1,4})[\s|·ㆍ\-–]")

_Slot = tuple[bool, int]
"""Whether at the head, and the place of the baseline in steps of ``_SLOT_PT`` from that edge."""


@dataclass(frozen=True, slots=True)
class _Seen:
    page: int
    slot: _Slot
    key: str
    text: str
    xs: tuple[float, float, float]
    """Its left edge, its middle, its right edge."""
    outermost: bool
    """Whether it stands apart from the text, with nothing further out."""


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
        self._numbers = _number_slots(seen, pages)
        self._offset = _offset_of_labels(seen)
        self._sides = _sides(pages)
        self._side_offset = _offset_at_sides(pages, self._sides)
        self._shown: set[str] = set()

    def take(self, page: Page) -> list[TextLine]:
        """Take the running lines off ``page``, give it the label that they say, and return them."""
        taken = [line for line in page.lines if self._is_running(line, page)]
        taken += [line for line in _at_side(page, self._sides) if self._counts(line, page)]
        if taken:
            ids = {id(line) for line in taken}
            page.lines = [line for line in page.lines if id(line) not in ids]
        if not page.label:
            labels = (self._label(line.text.strip(), page.number) for line in taken)
            page.label = next(filter(None, labels), "")
        return taken

    # ------------------------------------------------------------ learning

    def _repeated(self, seen: list[_Seen], pages: Sequence[Page]) -> set[tuple[bool, str]]:
        """Return what repeats: at the head or not, and the text without its numbers."""
        by_key: dict[tuple[bool, str], list[_Seen]] = defaultdict(list)
        for found in seen:
            by_key[found.slot[0], found.key].append(found)
        odd = sum(page.number % 2 for page in pages)
        halves = (len(pages) - odd, odd)
        return {
            key
            for key, group in by_key.items()
            # A page number is told by what it counts.
            if key[1].strip("#@ -–—.·") and _repeats(group, halves) and _stands_still(group)
        }

    # ------------------------------------------------------------ one page

    def _label(self, text: str, page: int) -> str:
        """Return the page number that a running line says; empty if none."""
        match = _NUMBER.match(text)
        if match is not None:
            return match[1]
        in_chapter = _IN_CHAPTER.match(text)
        if in_chapter is not None:
            return "".join(in_chapter[1].split())
        # Beside a title: only what counts as the pages do is their number.
        return next((n for n in _numbers_beside(text) if int(n) - page == self._offset), "")

    def _is_running(self, line: TextLine, page: Page) -> bool:
        zone = _zone(line, page)
        text = line.text.strip()
        if zone is None or line.vertical or not text:
            return False
        slot = zone, _place(line, page, at_head=zone)
        if (zone, _key(text)) in self._keys and not (not zone and self._is_in_notes(line, page)):
            is_heading = line.size >= _HEADING_SIZE * self._body and not self._label(
                text, page.number
            )
            if is_heading and text not in self._shown:
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

    def _is_in_notes(self, line: TextLine, page: Page) -> bool:
        """Whether a note of this page alone stands below a line at the foot: it belongs to notes too."""
        return any(
            other.baseline > line.baseline
            and _value(other.text.strip()) is None
            and (_NOTE.match(text := other.text.strip()) or mark_of(text) is not None)
            and (False, _key(text)) not in self._keys
            for other in page.lines
        )

    def _counts(self, line: TextLine, page: Page) -> bool:
        """Whether a number in the side margin is that of the page, by all pages if there are some."""
        if self._side_offset is None:
            return self._count <= 2
        return _value(line.text.strip()) == page.number + self._side_offset

    def _is_head_of_title(self, line: TextLine, page: Page) -> bool:
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


def _repeats(group: list[_Seen], halves: tuple[int, int]) -> bool:
    """Whether a text is on so many pages that it runs over them.

    Args:
        group: its places.
        halves: how many even and odd pages there are.
    """
    numbers = {found.page for found in group}
    odd = sum(number % 2 for number in numbers)
    if (
        any(
            mine >= max(2, _SHARE * all_of)
            for mine, all_of in zip((len(numbers) - odd, odd), halves, strict=True)
        )
        or len(numbers) == sum(halves) > 1
    ):
        return True
    # The heads of tables and of charts repeat on a few pages too, but inside the text.
    outermost = sum(found.outermost for found in group)
    return len(numbers) >= _LEAST_PAGES and outermost > 0.8 * len(group)


def _stands_still(group: list[_Seen]) -> bool:
    """Whether most places of a text are one, by height and by an edge or the middle."""
    heights = Counter(found.slot[1] for found in group)
    places = [
        Counter(round(x / _SLOT_PT) for x in edge)
        for edge in zip(*(f.xs for f in group), strict=True)
    ]
    still = max(max(places_of.values()) for places_of in places)
    # Left and right pages mirror each other.
    return 2 * max(heights.values()) >= len(group) and 2 * still >= len(group) - 1


def _starts_alike(head: str, title: str) -> bool:
    """Whether one is the beginning of the other: either may be cut to its line."""
    least = min(len(head), len(title))
    return least >= _LEAST_OF_TITLE and head[:least] == title[:least]


def _is_outermost(line: TextLine, page: Page, *, at_head: bool) -> bool:
    """Whether nothing stands above a head or below a foot, and the text is well apart."""
    others = [o.baseline for o in page.lines if abs(o.baseline - line.baseline) > 0.5 * line.size]
    if not others:
        return True
    nearest = min(others) - line.baseline if at_head else line.baseline - max(others)
    return nearest > _APART * line.size


def _number_slots(seen: list[_Seen], pages: Sequence[Page]) -> set[_Slot]:
    """Return the places of page numbers: what stands there grows as the pages do."""
    values: dict[_Slot, dict[int, int]] = defaultdict(dict)
    for found in seen:
        value = _value(found.text)
        if value is not None:
            values[found.slot][found.page] = value
    slots: set[_Slot] = set()
    for slot, numbers in values.items():
        often = max(Counter(n - page for page, n in numbers.items()).values())
        # Two pages are enough to see it count; a chapter's own numbers begin anew.
        if often >= 2 and (often >= _LEAST_PAGES or often >= _SHARE * len(pages)):
            slots.add(slot)
    return slots


def _sides(pages: Sequence[Page]) -> tuple[float, float] | None:
    """Return how far lines of text reach to the left and right; None where there are too few."""
    long = [
        line.box
        for page in pages
        for line in page.lines
        if len(line.text) >= _LEAST_OF_TEXT and not line.vertical
    ]
    if len(long) < _LEAST_LINES:
        return None
    return min(box.x0 for box in long), max(box.x1 for box in long)


def _at_side(page: Page, sides: tuple[float, float] | None) -> list[TextLine]:
    """Return the number that stands alone beside the text, in the margin; else nothing."""
    sides = _sides([page]) or sides
    if sides is None:
        return []
    left, right = sides
    outside = [
        line
        for line in page.lines
        if _zone(line, page) is None
        and (line.box.x1 < left - 0.5 * line.size or line.box.x0 > right + 0.5 * line.size)
    ]
    alone = len(outside) == 1 and _value(outside[0].text.strip()) is not None
    return outside if alone else []


def _offset_at_sides(pages: Sequence[Page], sides: tuple[float, float] | None) -> int | None:
    """Return what numbers in the side margin are more than the page's; None where none counts."""
    offsets: Counter[int] = Counter()
    for page in pages:
        for line in _at_side(page, sides):
            offsets[(_value(line.text.strip()) or 0) - page.number] += 1
    offset, often = offsets.most_common(1)[0] if offsets else (0, 0)
    return offset if often >= 2 and 2 * often > offsets.total() else None


def _offset_of_labels(seen: list[_Seen]) -> int | None:
    """Return what most numbers beside titles are more than the page's; None where they do not count."""
    offsets = Counter(
        int(number) - found.page for found in seen for number in _numbers_beside(found.text)
    )
    if not offsets:
        return None
    offset, often = offsets.most_common(1)[0]
    return offset if often >= _LEAST_PAGES else None


def _numbers_beside(text: str) -> list[str]:
    found = (_NUMBER_BEHIND.search(text), _NUMBER_BEFORE.search(text))
    return [match[1] for match in found if match is not None]


# ---------------------------------------------------------------- lines


def _in_zones(page: Page) -> list[_Seen]:
    found = []
    uprights = [rule for rule in page.rules if not rule.is_across and _parts_text(rule, page)]
    for line in page.lines:
        zone, text = _zone(line, page), line.text.strip()
        if zone is None or not 0 < len(text) <= _LONGEST:
            continue
        crossing = [rule for rule in uprights if rule.y0 < line.baseline < rule.y1]
        if len(crossing) > 1 or any(rule.length > _BAR * line.size for rule in crossing):
            continue  # In a table, whose head is repeated on its next page.
        slot = zone, _place(line, page, at_head=zone)
        xs = line.box.x0, line.box.middle[0], line.box.x1
        outermost = _is_outermost(line, page, at_head=zone)
        found.append(_Seen(page.number, slot, _key(text), text, xs, outermost))
    return found


def _parts_text(rule: Rule, page: Page) -> bool:
    """Whether text of the page stands on both sides of an upright rule; a bar in the margin parts none."""
    boxes = [line.box for line in page.lines if _zone(line, page) is None]
    if not boxes:
        return True
    return any(box.x1 <= rule.x0 for box in boxes) and any(box.x0 >= rule.x0 for box in boxes)


def _zone(line: TextLine, page: Page) -> bool | None:
    """Return True in the head of the page, False in its foot, None between."""
    if line.box.y1 <= _ZONE * page.height:
        return True
    return False if line.box.y0 >= (1 - _ZONE) * page.height else None


def _place(line: TextLine, page: Page, *, at_head: bool) -> int:
    return round((line.baseline if at_head else page.height - line.baseline) / _SLOT_PT)


def _key(text: str) -> str:
    """Return ``text`` with its numbers made alike."""
    if mark_of(text) is not None or _NOTE.match(text):
        # Headings, items and notes count on, too: their numbers tell them apart.
        return " ".join(text.split())
    # Left and right pages have their number on either side of the same words.
    behind = _NUMBER_BEHIND.sub("", text)
    words = (behind if behind != text else _NUMBER_BEFORE.sub("", text)) or text
    return _ROMANS.sub("@", _DIGITS.sub("#", "".join(words.split()).lower()))


def _value(text: str) -> int | None:
    """Return the number that a line is, and nothing else; None for other lines."""
    match, in_chapter = _NUMBER.match(text), _IN_CHAPTER.match(text)
    if match is None:
        return int(in_chapter[2]) if in_chapter is not None else None
    shown = match[1]
    if shown.isdigit():
        return int(shown)
    total, last = 0, 0
    for letter in reversed(shown.lower()):
        value = _ROMAN_DIGITS[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0
