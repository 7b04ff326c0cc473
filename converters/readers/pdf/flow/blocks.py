# SPDX-License-Identifier: AGPL-3.0-or-later
"""Elements with their roles become the blocks of a Document."""

from __future__ import annotations

from collections.abc import Sequence

from converters.document.lists import PendingItem, group
from converters.document.nodes import (
    PLAIN,
    Align,
    Aside,
    Block,
    Blocks,
    Figure,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    Resource,
    Unsupported,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.readers.pdf.catalog import Bookmark
from converters.readers.pdf.flow.contents import is_entry, without_leaders
from converters.readers.pdf.flow.elements import inner_elements
from converters.readers.pdf.flow.headings import Role, find_headings
from converters.readers.pdf.flow.inlines import Runs
from converters.readers.pdf.flow.lists import ItemRole, find_items
from converters.readers.pdf.flow.marks import mark_of
from converters.readers.pdf.flow.notes import FoundNote
from converters.readers.pdf.flow.paragraphs import Paragraphs
from converters.readers.pdf.flow.pieces import (
    BoxPiece,
    Element,
    FigurePiece,
    PageStart,
    TablePiece,
)
from converters.readers.pdf.flow.rows import Passage, rows_of
from converters.readers.pdf.flow.tables import in_cell, table_of
from converters.readers.pdf.model import Box, around
from converters.readers.pdf.regions.model import FigureRegion, TableCell
from converters.source.pictures import key_of

_LONGEST_ALT = 300
_MARGIN_PT = 12.0


class BlockWriter:
    """Makes blocks of elements.

    Args:
        runs: makes inlines of passages.
        paragraphs: puts the lines of cells and boxes together.
        notices: told of what is lost or concluded.
        outline: the file's bookmarks.
    """

    def __init__(
        self,
        runs: Runs,
        paragraphs: Paragraphs,
        notices: NoticeLog,
        outline: Sequence[Bookmark],
    ) -> None:
        self._runs = runs
        self._paragraphs = paragraphs
        self._notices = notices
        self._outline = outline
        self.resources: dict[str, Resource] = {}

    def flow(self, elements: list[Element]) -> Blocks:
        """Return the blocks of the document's own flow, with headings."""
        entries = {at for at, e in enumerate(elements) if is_entry(e)}
        rest = [e if at not in entries else BoxPiece([], False) for at, e in enumerate(elements)]
        headings = find_headings(rest, self._runs.typography, self._outline)
        return self._blocks(elements, headings, entries)

    def note(self, note: FoundNote) -> Blocks:
        """Return the body of a note."""
        blocks: list[Block] = []
        for number, passage in enumerate(note.passages):
            inlines = self._runs.of(passage, note.skip if number == 0 else 0)
            blocks.append(Paragraph(inlines))
        return tuple(blocks)

    def _blocks(
        self, elements: list[Element], headings: dict[int, Role], entries: set[int]
    ) -> Blocks:
        items = find_items(elements, frozenset(headings) | frozenset(entries))
        pieces: list[Block | PendingItem] = []
        for at, element in enumerate(elements):
            if isinstance(element, Passage):
                self._passage(pieces, element, headings.get(at), items.get(at), at in entries)
            else:
                pieces += self._other(element)
        return group(_with_breaks_inside(pieces))

    def _passage(
        self,
        pieces: list[Block | PendingItem],
        passage: Passage,
        heading: Role | None,
        item: ItemRole | None,
        is_entry_line: bool,
    ) -> None:
        if is_entry_line:
            pieces.append(Paragraph(without_leaders(self._runs.of(passage)), role="toc-entry"))
        elif heading is not None:
            pieces.append(self._heading(passage, heading))
        elif item is not None and item.mark is not None:
            body = Paragraph(self._runs.of(passage, item.mark.length))
            pieces.append(PendingItem(item.depth, item.mark.text, not item.mark.is_bullet, (body,)))
        elif item is not None and pieces and isinstance(pieces[-1], PendingItem):
            last = pieces[-1]
            last.blocks = (*last.blocks, Paragraph(self._runs.of(passage)))
        elif passage.framed:
            pieces.append(
                Aside("text-box", (Paragraph(self._runs.of(passage), self._layout(passage)),))
            )
        else:
            pieces.append(Paragraph(self._runs.of(passage), self._layout(passage)))

    def _heading(self, passage: Passage, role: Role) -> Heading:
        if not role.told:
            self._notices.add(NoticeKind.HEADING_INFERRED)
        text = passage.text.lstrip()
        mark = mark_of(text)
        number = mark.text if mark is not None and not mark.is_bullet else None
        skip = mark.length if mark is not None and number is not None else 0
        return Heading(
            role.level,
            self._runs.of(passage, skip),
            number,
            inferred=role.concluded,
            outlined=not role.concluded,
            frame_cells=1 if passage.framed else 0,
        )

    def _layout(self, passage: Passage) -> Layout:
        """Return how a passage is placed where that is not as the body: in the middle, at the end."""
        if passage.is_centred():
            return Layout(Align.CENTER)
        if all(
            abs(row.room) < row.size and row.start - row.left > 0.4 * (row.right - row.left)
            for row in passage.rows
        ):
            return Layout(Align.END)
        return PLAIN

    def _other(self, element: Element) -> list[Block | PendingItem]:
        if isinstance(element, PageStart):
            label = self._runs.labels.get(element.number, element.label)
            return [PageBreak(label)]
        if isinstance(element, TablePiece):
            table = table_of(element, self._cell, self._caption(element.captions))
            return [] if table is None else [table]
        if isinstance(element, FigurePiece):
            return self._figure(element)
        if isinstance(element, BoxPiece):
            inner = inner_elements(element, self._paragraphs)
            blocks = self._blocks(inner, {}, set())
            return [Aside("text-box", blocks)] if blocks else []
        return []

    def _caption(self, passages: list[Passage]) -> Blocks:
        return tuple(Paragraph(self._runs.of(passage), role="caption") for passage in passages)

    def _cell(self, cell: TableCell, page: int) -> Blocks:
        figures = [
            (figure.box.middle[1], self._shown(figure, cell.box.width)) for figure in cell.figures
        ]
        return in_cell(self._texts(cell, page), [(y, block) for y, block in figures if block])

    def _texts(self, cell: TableCell, page: int) -> list[tuple[float, Block]]:
        """Return the paragraphs of a cell, each with where its first line stands."""
        if not cell.lines:
            return []
        # Cells have margins of unknown width: what stands nearest to an edge shows it.
        inside = around([line.box for line in cell.lines])
        margin = max(0.0, min(inside.x0 - cell.box.x0, cell.box.x1 - inside.x1, _MARGIN_PT))
        column = Box(cell.box.x0 + margin, cell.box.y0, cell.box.x1 - margin, cell.box.y1)
        rows = rows_of(cell.lines, column, page)
        passages = self._paragraphs.of(rows, in_cell=True)
        return [
            (passage.rows[0].box.middle[1], Paragraph(self._runs.of(passage)))
            for passage in passages
        ]

    def _figure(self, piece: FigurePiece) -> list[Block | PendingItem]:
        caption = self._caption(piece.captions)
        shown = self._shown(piece.region, piece.page_width, caption)
        if isinstance(shown, Figure):
            return [shown]
        if shown is not None:
            return [shown, *caption]
        return list(caption)

    def _shown(
        self, region: FigureRegion, width: float, caption: Blocks = ()
    ) -> Figure | Unsupported | None:
        """Return the picture of a region, or its words; None where there is neither.

        Args:
            region: the figure.
            width: points: of the page or the cell around it.
            caption: of the figure.
        """
        words = " ".join(line.text.strip() for line in region.lines)
        resource = region.picture
        if resource is None:
            return Unsupported("drawing", words) if words or caption else None
        key = key_of(resource.data)
        self.resources.setdefault(key, resource)
        share = region.box.width / max(1.0, width)
        return Figure(
            key,
            (region.alt or words)[:_LONGEST_ALT],
            caption=caption,
            width_percent=round(min(100.0, 100 * share), 1),
        )


def _with_breaks_inside(pieces: list[Block | PendingItem]) -> list[Block | PendingItem]:
    """Put page breaks between two items into the first, so that one list stays one."""
    done: list[Block | PendingItem] = []
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        before = done[-1] if done else None
        if (
            isinstance(piece, PageBreak)
            and isinstance(before, PendingItem)
            and isinstance(after, PendingItem)
            and (after.level > 0 or not after.ordered or after.marker != before.marker)
        ):
            before.blocks = (*before.blocks, piece)
        else:
            done.append(piece)
    return done
