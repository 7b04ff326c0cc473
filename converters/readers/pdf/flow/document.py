# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the regions of all pages to a Document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from converters.document.metadata import Metadata
from converters.document.nodes import (
    Blocks,
    Document,
    Heading,
    HiddenText,
    Inline,
    Note,
    NoteKind,
    Paragraph,
    RunningText,
    Source,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.readers.pdf.catalog import Bookmark
from converters.readers.pdf.flow.blocks import BlockWriter
from converters.readers.pdf.flow.elements import elements_of
from converters.readers.pdf.flow.endnotes import take_endnotes
from converters.readers.pdf.flow.inlines import Place, Runs, clean, place_of
from converters.readers.pdf.flow.joining import Joiner
from converters.readers.pdf.flow.notes import Notes, name_of, take_notes
from converters.readers.pdf.flow.paragraphs import Paragraphs
from converters.readers.pdf.flow.pieces import (
    Element,
    Piece,
    TablePiece,
    all_rows,
    cell_lines,
    pieces_of,
)
from converters.readers.pdf.flow.tables import heads_again
from converters.readers.pdf.flow.typography import Typography, typography_of
from converters.readers.pdf.model import LeftOut, Span
from converters.readers.pdf.regions.model import PageLayout, figures_in

_TOLD = {
    NoticeKind.HIDDEN_TEXT: ("hidden",),
    NoticeKind.TURNED_TEXT: ("turned",),
}
"""What people want to know of what is left out; pictures and double prints show the text, and
watermarks are named by theirs."""
_LONGEST_NAME = 40


def document_of(
    layouts: Iterable[PageLayout],
    metadata: Metadata,
    source: Source,
    notices: NoticeLog,
    *,
    outline: Sequence[Bookmark] = (),
) -> Document:
    """Return the Document of all pages.

    Args:
        layouts: each page taken apart, in order.
        metadata: what the file says about itself.
        source: what was read.
        notices: told of what is lost or concluded.
        outline: the file's bookmarks.
    """
    pieces: list[Piece] = []
    labels: dict[int, str] = {}
    running: dict[tuple[str, str], None] = {}
    left_out: list[LeftOut] = []
    known: set[str] = set()
    wanted: set[Place] = set()
    for layout in layouts:
        pieces += pieces_of(layout)
        labels[layout.number] = layout.label or str(layout.number + 1)
        running.update(dict.fromkeys(_running_texts(layout)))
        left_out += layout.left_out
        left_out += _pictured(layout)
        left_out += _repeated(layout, known)
        if layout.doubtful:
            notices.add(
                NoticeKind.CHARACTER, detail=f"page {layout.number + 1}", count=layout.doubtful
            )
    notices.add(NoticeKind.RUNNING_TEXT, count=len(running))
    rows = list(all_rows(pieces))
    in_cells = list(cell_lines(pieces))
    typography = typography_of(rows, (line.style for line in in_cells))
    joiner = Joiner(rows, (line.text for line in in_cells))
    paragraphs = Paragraphs(typography, joiner)
    wanted.update(_places_wanted(span for row in rows for span in row.spans))
    wanted.update(_places_wanted(span for line in in_cells for span in line.spans))
    elements, notes = elements_of(
        pieces, paragraphs, lambda found: _take_all_notes(found, typography)
    )
    for element in elements:
        if isinstance(element, TablePiece):
            left_out += (LeftOut("running-head", text) for text in heads_again(element))
    hidden = [HiddenText(each.why, _paragraph(text)) for each, text in _cleaned(left_out)]
    for kind, whys in _TOLD.items():
        notices.add(kind, count=sum(each.why in whys for each in hidden))
    for each, text in _cleaned(left_out):
        if each.why == "watermark":
            notices.add(NoticeKind.WATERMARK, detail=" ".join(text.split())[:_LONGEST_NAME])
    runs = Runs(typography, joiner, labels, notes.take, sorted(wanted))
    writer = BlockWriter(runs, paragraphs, notices, outline)
    blocks = _with_anchors(writer.flow(elements), runs.anchors(len(labels)))
    bodies = {
        name_of(number): Note(
            NoteKind.ENDNOTE if note.at_end else NoteKind.FOOTNOTE, note.shown, writer.note(note)
        )
        for number, note in enumerate(notes.found)
    }
    return Document(
        metadata,
        blocks,
        bodies,
        hidden=tuple(hidden),
        running=tuple(RunningText(kind, "all", _paragraph(text)) for kind, text in running),
        resources=writer.resources,
        source=source,
    )


def _take_all_notes(elements: list[Element], typography: Typography) -> tuple[list[Element], Notes]:
    kept, notes = take_notes(elements, typography)
    return take_endnotes(kept, notes), notes


def _with_anchors(blocks: Blocks, anchors: Sequence[Inline]) -> Blocks:
    """Return ``blocks`` with what links want below the last line in its last paragraph."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if anchors and isinstance(block, Paragraph | Heading):
            block = replace(block, inlines=(*block.inlines, *anchors))
            return (*blocks[:at], block, *blocks[at + 1 :])
    return blocks


def _running_texts(layout: PageLayout) -> Iterator[tuple[str, str]]:
    """Yield ("header" or "footer", text) for what runs over the pages, but for page numbers."""
    for line in layout.running:
        text = " ".join(clean(line.text).split())
        if sum(map(str.isalpha, text)) > 1 and text.strip(" -–—") != layout.label:
            yield "header" if line.box.y1 < layout.height / 2 else "footer", text


def _repeated(layout: PageLayout, known: set[str]) -> Iterator[LeftOut]:
    """Yield running lines that the Document does not keep: heads again, and numbers of pages."""
    heads = {text for _, text in _running_texts(layout)}
    for line in layout.running:
        text = " ".join(clean(line.text).split())
        if text not in heads:
            yield LeftOut("page-number", text)
        elif text in known:
            yield LeftOut("running-head", text)
        known.add(text)


def _pictured(layout: PageLayout) -> Iterator[LeftOut]:
    """Yield the words of figures that the book shows as pictures."""
    for figure in figures_in(layout.regions):
        if figure.picture is not None:
            for line in figure.lines:
                yield LeftOut("pictured", line.text)


def _cleaned(left_out: Iterable[LeftOut]) -> Iterator[tuple[LeftOut, str]]:
    for each in left_out:
        text = clean(each.text).strip()
        if text:
            yield each, text


def _paragraph(text: str) -> Blocks:
    return (Paragraph((Text(text),)),)


def _places_wanted(spans: Iterable[Span]) -> Iterator[Place]:
    """Yield the places in the file that links lead to."""
    for span in spans:
        place = place_of(span.link) if span.link else None
        if place is not None:
            yield place
