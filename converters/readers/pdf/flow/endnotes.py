# SPDX-License-Identifier: AGPL-3.0-or-later
"""Endnotes: a numbered run of passages behind the text whose numbers all stand raised in it."""

from __future__ import annotations

from collections.abc import Sequence

from converters.readers.pdf.flow.notes import FoundNote, Notes, mark_at, raised_marks
from converters.readers.pdf.flow.pieces import Element, PageStart
from converters.readers.pdf.flow.rows import Passage
from converters.readers.pdf.flow.typography import same_size

_FEWEST = 2
_SHARE = 0.8
"""Of the raised numbers: so many the run has to have, and of the run, so many stand raised."""


def take_endnotes(elements: Sequence[Element], notes: Notes) -> list[Element]:
    """Return the elements without the endnotes, which go to ``notes``.

    Numbers that are raised again and again cite a list of sources, which stays where it is.
    """
    raised = [
        (at, mark)
        for at, element in enumerate(elements)
        if isinstance(element, Passage)
        for mark in raised_marks(element)
        if mark.isdigit() and not notes.is_open(element.rows[0].page, mark)
    ]
    known = {mark for _, mark in raised}
    if len(known) < _FEWEST or len(raised) * _SHARE > len(known):
        return list(elements)
    first = min(at for at, _ in raised)
    for start in range(len(elements) - 1, first, -1):
        run = _run(elements, start)
        numbers = {note.mark for note in run}
        both = len(numbers & known)
        if len(numbers) < _FEWEST or both < _SHARE * max(len(numbers), len(known)):
            continue
        if max(at for at, _ in raised) >= start:
            continue
        taken = {id(passage) for note in run for passage in note.passages}
        for note in run:
            notes.add(note)
        return [element for element in elements if id(element) not in taken]
    return list(elements)


def _run(elements: Sequence[Element], start: int) -> list[FoundNote]:
    """Return the notes that begin with number 1 at ``start`` and follow each other."""
    run: list[FoundNote] = []
    for element in elements[start:]:
        if isinstance(element, PageStart):
            continue
        if not isinstance(element, Passage):
            break
        match = mark_at(element)
        if match is not None and match[1] == str(len(run) + 1):
            shown, skip = match[0].strip(), len(match[0].lstrip())
            run.append(FoundNote(-1, match[1], shown, [element], skip, at_end=True))
        elif run and match is None and _goes_on(run[-1].passages[-1], element):
            run[-1].passages.append(element)
        else:
            break
    return run


def _goes_on(before: Passage, passage: Passage) -> bool:
    return same_size(before.size, passage.size) and before.all_bold() == passage.all_bold()
