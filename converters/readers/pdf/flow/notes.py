# SPDX-License-Identifier: AGPL-3.0-or-later
"""Footnotes: small text at a page's foot whose mark stands raised in the text above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from converters.readers.pdf.flow.pieces import (
    BoxPiece,
    Element,
    FigurePiece,
    PageStart,
    TablePiece,
    all_rows,
)
from converters.readers.pdf.flow.rows import Passage
from converters.readers.pdf.flow.typography import Typography
from converters.readers.pdf.model import Raise, Span

_SMALL = 0.95
_MARK = re.compile(r"^\s*(?:주\s?)?[\[(]?(\d{1,3}|[*†‡§]{1,3})\s?[)\].]?\s*(?=\S)")
_SHUT = "()[]. "
_EXPONENT = re.compile(r"[\d\u2212-]{1,2}")
_POWER_OF = re.compile(r"(?<![A-Za-z])(?:[a-z]{1,2}|[A-Z]|\))$")
"""What an exponent stands behind: a unit ("m", "km"), a quantity ("x", "mc"), a bracket."""


@dataclass(slots=True)
class FoundNote:
    """A note and where it stands."""

    page: int
    """From 0; -1 for one that any page may refer to."""
    mark: str
    """Without brackets."""
    shown: str
    """As printed in front of it."""
    passages: list[Passage]
    skip: int
    """Characters of its mark and the space after it."""
    at_end: bool = False
    """Whether it stands behind the text and not at the foot of its page."""
    exact: bool = False
    """Whether a mark in the text is printed just so: others are no marks of it."""


@dataclass(slots=True)
class Notes:
    """The notes of a document, which each mark finds once."""

    found: list[FoundNote] = field(default_factory=list)
    _open: dict[tuple[int, str], int] = field(default_factory=dict)

    def add(self, note: FoundNote) -> None:
        """Keep a note."""
        self._open[note.page, note.mark] = len(self.found)
        self.found.append(note)

    def is_open(self, page: int, mark: str) -> bool:
        """Whether a note of ``page`` has ``mark`` and nothing leads to it yet."""
        return (page, mark) in self._open

    def take(self, page: int, mark: str) -> str | None:
        """Return the id of the note that ``mark`` on ``page`` leads to, the first time."""
        bare = mark.strip(_SHUT)
        for key in ((page, bare), (-1, bare)):
            number = self._open.get(key)
            if number is None:
                continue
            note = self.found[number]
            if note.exact and _print(mark) != _print(note.shown):
                continue
            del self._open[key]
            return name_of(number)
        return None


def name_of(number: int) -> str:
    """Return the id of note ``number``, from 0."""
    return f"note-{number + 1}"


def take_notes(elements: Sequence[Element], typography: Typography) -> tuple[list[Element], Notes]:
    """Return the elements without the notes at the feet of pages, and those notes."""
    kept: list[Element] = []
    notes = Notes()
    for page in _pages(elements):
        kept += _without_notes(page, typography, notes)
    return kept, notes


def _pages(elements: Sequence[Element]) -> list[list[Element]]:
    pages: list[list[Element]] = []
    for element in elements:
        if isinstance(element, PageStart) or not pages:
            pages.append([])
        pages[-1].append(element)
    return pages


def _without_notes(page: list[Element], typography: Typography, notes: Notes) -> list[Element]:
    passages = [e for e in page if isinstance(e, Passage)]
    printed = {mark for element in page for mark in _printed_marks(element)}
    raised = {mark.strip(_SHUT) for mark in printed}
    if not raised:
        return page
    taken: set[int] = set()
    current: FoundNote | None = None
    feet = _at_feet(page, typography)
    for passage in passages:
        if id(passage) not in feet:
            current = None
            continue
        small = passage.size <= _SMALL * typography.size
        match = mark_at(passage) if small else None
        if match is not None and match[1] in raised and _below_marks(passage, page, match[1]):
            shown = _as_in_text(match, printed)
            current = FoundNote(
                passage.rows[0].page, match[1], shown, [passage],
                len(match[0].lstrip()), exact=shown in printed,
            )  # fmt: skip
            notes.add(current)
            taken.add(id(passage))
        elif current is not None and small and passage.size == current.passages[0].size:
            current.passages.append(passage)
            taken.add(id(passage))
        else:
            current = None
    return [e for e in page if id(e) not in taken]


def _at_feet(page: list[Element], typography: Typography) -> set[int]:
    """Return what stands at the foot of a column: nothing but small text is below it."""
    found: set[int] = set()
    after: float | None = None
    for element in reversed(page):
        top = _top(element)
        if isinstance(element, Passage) and element.size <= _SMALL * typography.size:
            # What follows in reading order stands higher: in the next column.
            if after is None or (top is not None and after < top):
                found.add(id(element))
        elif top is not None:
            after = top
    return found


def _top(element: Element) -> float | None:
    """Return where an element begins on its page; None for one that has no place."""
    if isinstance(element, Passage):
        return element.rows[0].box.y0
    if isinstance(element, TablePiece):
        return element.tables[0].box.y0
    if isinstance(element, FigurePiece):
        return element.region.box.y0
    rows = list(all_rows(element.inner)) if isinstance(element, BoxPiece) else []
    return rows[0].box.y0 if rows else None


def _below_marks(note: Passage, page: list[Element], mark: str) -> bool:
    """Whether the mark stands raised in another part of the page, before the note."""
    for element in page:
        if element is note:
            return False
        if any(printed.strip(_SHUT) == mark for printed in _printed_marks(element)):
            return True
    return False


def _printed_marks(element: Element) -> Iterator[str]:
    """Yield what stands raised in a passage or in the cells of a table, as it is printed."""
    if isinstance(element, Passage):
        for row in element.rows:
            yield from _raised(row.spans)
    elif isinstance(element, TablePiece):
        for table in element.tables:
            for cell in table.cells:
                for line in cell.lines:
                    yield from _raised(line.spans)


def _raised(spans: Sequence[Span]) -> Iterator[str]:
    before = ""
    for span in spans:
        if span.raised is Raise.SUPERSCRIPT and not is_exponent(before, span.text):
            yield _print(span.text)
        before = span.text


def _as_in_text(match: re.Match[str], printed: set[str]) -> str:
    """Return the mark of a note as the text has it, if not just as the note has it."""
    shown = _print(match[0])
    others = sorted(mark for mark in printed if mark.strip(_SHUT) == match[1])
    return shown if shown in printed or not others else others[0]


def _print(mark: str) -> str:
    return "".join(mark.split())


def is_exponent(before: str, raised: str) -> bool:
    """Whether a raised figure is the power of what stands before it, and no mark of a note."""
    return bool(_EXPONENT.fullmatch(raised.strip()) and _POWER_OF.search(before))


def raised_marks(passage: Passage) -> list[str]:
    """Return what stands raised in a passage, without brackets."""
    return [mark.strip(_SHUT) for mark in _printed_marks(passage)]


def mark_at(passage: Passage) -> re.Match[str] | None:
    """Return the mark of a note in front of a passage, its first group without brackets."""
    return _MARK.match(passage.rows[0].text)
