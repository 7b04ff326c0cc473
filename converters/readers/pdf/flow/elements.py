# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of all pages as one flow: paragraphs whole, tables whole, captions with what they name."""

from __future__ import annotations

from collections.abc import Callable

from converters.readers.pdf.flow.captions import bind_captions
from converters.readers.pdf.flow.notes import Notes
from converters.readers.pdf.flow.paragraphs import Paragraphs, runs_on
from converters.readers.pdf.flow.pieces import (
    BoxPiece,
    Element,
    FigurePiece,
    PageStart,
    Piece,
    TablePiece,
    TextPiece,
)
from converters.readers.pdf.flow.rows import Passage
from converters.readers.pdf.flow.tables import join_tables

TakeNotes = Callable[[list[Element]], tuple[list[Element], Notes]]


def elements_of(
    pieces: list[Piece], paragraphs: Paragraphs, take_notes: TakeNotes
) -> tuple[list[Element], Notes]:
    """Return the elements of the whole document in reading order, and its notes."""
    elements, notes = take_notes(_with_passages(pieces, paragraphs))
    elements = bind_captions(elements)
    return join_tables(_joined(elements, paragraphs)), notes


def inner_elements(piece: BoxPiece, paragraphs: Paragraphs) -> list[Element]:
    """Return what stands in a box."""
    return bind_captions(_joined(_with_passages(piece.inner, paragraphs), paragraphs))


def _with_passages(pieces: list[Piece], paragraphs: Paragraphs) -> list[Element]:
    elements: list[Element] = []
    for piece in pieces:
        if isinstance(piece, TextPiece):
            last = elements[-1] if elements else None
            if piece.goes_on and isinstance(last, Passage):
                last.rows += piece.rows
            elif piece.role and piece.rows:
                elements += paragraphs.at_marks(Passage(piece.rows, role=piece.role))
            else:
                elements += paragraphs.of(piece.rows)
        elif isinstance(piece, BoxPiece):
            elements.append(piece if piece.beside else _unframed(piece, paragraphs) or piece)
        else:
            elements.append(piece)
    return elements


def _unframed(piece: BoxPiece, paragraphs: Paragraphs) -> Passage | None:
    """Return the one passage that a frame holds: it may be a heading, which is for others to say."""
    if not all(isinstance(inner, TextPiece) for inner in piece.inner):
        return None
    rows = [row for inner in piece.inner if isinstance(inner, TextPiece) for row in inner.rows]
    passages = paragraphs.of(rows)
    if len(passages) != 1 and not paragraphs.are_one_title(passages):
        return None
    return Passage([row for passage in passages for row in passage.rows], framed=True)


def _joined(elements: list[Element], paragraphs: Paragraphs) -> list[Element]:
    """Put the parts of passages together that columns, pages and figures cut."""
    done: list[Element] = []
    last: int | None = None
    skipped = turned = False
    small_print: list[Element] = []
    for at, element in enumerate(elements):
        if isinstance(element, Passage) and paragraphs.is_aside(element, elements[at + 1 :]):
            # Text goes on in the next column; small print at the foot of this one comes after it.
            small_print.append(element)
            skipped = True
            continue
        if isinstance(element, PageStart):
            done += small_print
            small_print = []
        if isinstance(element, Passage):
            before = done[last] if last is not None else None
            if (
                isinstance(before, Passage)
                and last is not None
                and _may_be_one(before, element)
                and _is_cut(before, element, skipped=skipped, turned=turned)
                and paragraphs.continues(before, element, skipping=skipped)
            ):
                before.rows += element.rows
                # The page starts inside the passage now.
                done[last + 1 :] = [e for e in done[last + 1 :] if not isinstance(e, PageStart)]
            else:
                done.append(element)
                last = len(done) - 1
            skipped = turned = False
            continue
        done.append(element)
        if isinstance(element, PageStart):
            turned = True
        elif isinstance(element, TablePiece | FigurePiece | BoxPiece):
            skipped = True
    return done + small_print


def _may_be_one(before: Passage, after: Passage) -> bool:
    """Whether tags allow that two passages are one: an element on a page is whole.

    Unless its sentence goes on: some programs tag each column's part of a paragraph.
    """
    if not before.role and not after.role:
        return True
    last, first = before.rows[-1], after.rows[0]
    return before.role == after.role and (last.page != first.page or runs_on(last, first))


def _is_cut(before: Passage, after: Passage, *, skipped: bool, turned: bool) -> bool:
    """Whether something lies between two passages that can cut one in two."""
    last, first = before.rows[-1], after.rows[0]
    return skipped or turned or last.left != first.left or first.at < last.at
