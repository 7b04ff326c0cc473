# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables as XHTML, with what a screen reader needs to go through them."""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import Align, Blocks, Cell, LineBreak, Paragraph, Row, Scope, Table
from converters.document.walk import block_text, iter_blocks, plain_text
from converters.xhtml.captions import caption_title
from converters.xhtml.fitting import fit_table, is_amount
from converters.xhtml.flow import Flow
from converters.xhtml.inlines import visible_inlines
from converters.xhtml.markup import Element, add_class, one_line, rename, sub
from converters.xhtml.places import CAPTION, Place, WriteBlocks
from converters.xhtml.table_names import name_of
from converters.xhtml.table_scopes import mark_scopes

_PARALLEL = 3
"""From so many lines in each cell of a row they are taken to stand beside each other."""
_NEARLY = 0.6


def write_table(
    flow: Flow, parent: Element, table: Table, place: Place, write_blocks: WriteBlocks
) -> Element | None:
    """Append ``table`` and its caption; return the outermost element of them.

    Nothing around a table scrolls or clips: reading systems that turn pages cannot
    break such a box, and what does not fit into it is out of reach for good. How a
    wide table fits a narrow page says ``converters.xhtml.fitting``.
    """
    rows = table.rows
    if not any(row.cells for row in rows):
        write_blocks(flow, parent, table.caption, CAPTION)
        return None
    outside = bool(table.caption) and (
        table.presentational or any(isinstance(b, Table) for b in iter_blocks(table.caption))
    )
    frame = parent
    if outside:
        frame = sub(parent, "div", {"class": "captioned"})
        if not table.caption_below:
            write_blocks(flow, sub(frame, "div", {"class": "caption"}), table.caption, CAPTION)
    element = sub(frame, "table", _attributes(table))
    if place.outermost and not table.presentational:
        flow.facts.tables += 1
        # A caption of its own is the table's name already, unless it only tells the unit.
        if outside or not caption_title(table.caption):
            element.set("aria-label", name_of(flow, table))
        elif table.alt:
            element.set("title", one_line(table.alt))
    named = None
    if table.caption and not outside:
        below = {"class": "below"} if table.caption_below else None
        named = sub(element, "caption", below)
        write_blocks(flow, named, table.caption, CAPTION)
    caption = caption_title(table.caption)
    if caption and place.outermost and place.headings:
        element.set("id", flow.add_table(caption))
    _write_columns(element, table)
    _write_rows(flow, element, table, replace(place, outermost=False), write_blocks)
    written = fit_table(flow.fits, element, nested=not place.outermost)
    if named is not None:
        _take_out_page_marks(named, written)
    # Fitting looks at plain columns and heads: groups of them are marked after it.
    mark_scopes(element, flow.next_header_id)
    if outside and table.caption_below:
        write_blocks(flow, sub(frame, "div", {"class": "caption"}), table.caption, CAPTION)
    return frame if outside else written


def _take_out_page_marks(caption: Element, table: Element) -> None:
    """Put the marks of pages before a table: a caption is none of the places of a separator (ARIA)."""
    for mark in caption.findall(".//*[@role='doc-pagebreak']"):
        before, parent = mark.getprevious(), mark.getparent()
        if parent is None:
            continue
        if before is not None:
            before.tail = (before.tail or "") + (mark.tail or "")
        else:
            parent.text = (parent.text or "") + (mark.tail or "")
        mark.tail = None
        table.addprevious(mark)


def _text_of(blocks: Blocks) -> str:
    return " ".join(filter(None, map(block_text, blocks)))


def _attributes(table: Table) -> dict[str, str]:
    if table.presentational:
        return {"class": "bare" if table.unlined else "grid", "role": "presentation"}
    # Who reads along a row of a table with a head is led by lines, drawn on paper or not.
    return {"class": "bare"} if table.unlined and not _head_rows(table) else {}


def _write_columns(element: Element, table: Table) -> None:
    if len(table.column_percents) < 2:
        return
    group = sub(element, "colgroup")
    for percent in table.column_percents:
        shown = f"width:{percent:.1f}%" if 0 < percent <= 100 else ""
        sub(group, "col", {"style": shown} if shown else None)


def _write_rows(
    flow: Flow, element: Element, table: Table, place: Place, write_blocks: WriteBlocks
) -> None:
    head = 0 if table.presentational else _head_rows(table)
    if head:
        group = sub(element, "thead")
        for row in table.rows[:head]:
            _write_row(flow, group, row, place, write_blocks, head=True, plain=False)
    group = sub(element, "tbody")
    # Asked once: it looks at all cells.
    marks_bare = not head and not table.unlined
    for row in table.rows[head:]:
        _write_row(flow, group, row, place, write_blocks, head=False, plain=table.presentational)
        if marks_bare:
            _mark_bare(group[-1], row)


def _mark_bare(written: Element, row: Row) -> None:
    """Mark the cells around which the author drew nothing, and a row of such cells."""
    for element, cell in zip(written, row.cells, strict=True):
        if cell.unlined:
            add_class(element, "bare")
    if row.cells and all(cell.unlined for cell in row.cells):
        add_class(written, "bare")


def _head_rows(table: Table) -> int:
    """Return how many rows form the head; none where a span would leave no body.

    A span never reaches over the end of a group of rows (HTML, 4.9.12).
    """
    head = min(table.head_rows, len(table.rows))
    index = 0
    while index < head:
        reach = max((cell.rowspan for cell in table.rows[index].cells), default=1)
        head = max(head, index + reach)
        index += 1
    return head if head < len(table.rows) else 0


def _write_row(
    flow: Flow,
    parent: Element,
    row: Row,
    place: Place,
    write_blocks: WriteBlocks,
    *,
    head: bool,
    plain: bool,
) -> None:
    parallel = _has_parallel_lines(row)
    element = sub(parent, "tr", {"class": "lines"} if parallel else None)
    for cell in row.cells:
        scope = None if plain else cell.scope
        if head and scope is None and _text_of(cell.blocks):
            scope = Scope.COLUMN
        written = sub(element, "th" if scope else "td", _cell_attributes(cell, scope))
        inside = replace(place, headings=False, sections=False) if scope else place
        if parallel:
            _write_lines(flow, written, cell.blocks, inside, write_blocks)
        else:
            write_blocks(flow, written, cell.blocks, inside)
        if scope and not len(written):
            # A header without a word heads nothing.
            rename(written, "td")
            del written.attrib["scope"]


def _has_parallel_lines(row: Row) -> bool:
    """Whether the lines of one cell stand beside those of the next, as rows of their own would."""
    cells = [lines for cell in row.cells if (lines := _lines_of(cell.blocks))]
    counts = [len(lines) for lines in cells]
    if len(cells) < 2 or min(counts) < _PARALLEL:
        return False
    # Beside figures a line of words may have gone on in the next.
    return min(counts) == max(counts) or (
        min(counts) >= _NEARLY * max(counts) and any(map(_are_figures, cells))
    )


def _lines_of(blocks: Blocks) -> list[str]:
    """Return the lines of a cell to its last word; none where it holds more than lines."""
    lines: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph):
            return []
        lines.append("")
        for inline in block.inlines:
            if isinstance(inline, LineBreak):
                lines.append("")
            else:
                lines[-1] += plain_text((inline,))
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def _are_figures(lines: list[str]) -> bool:
    shown = [line for line in lines if line.strip()]
    return sum(is_amount(line.strip()) for line in shown) >= _NEARLY * len(shown)


def _write_lines(
    flow: Flow, parent: Element, blocks: Blocks, place: Place, write_blocks: WriteBlocks
) -> None:
    """Write the lines of a cell, blank ones too: each stands beside that of the next cell."""
    shown = [isinstance(b, Paragraph) and visible_inlines(b.inlines) for b in blocks]
    for at, block in enumerate(blocks):
        write_blocks(flow, parent, (block,), place)
        if any(shown[at:]) and not shown[at]:
            sub(sub(parent, "p"), "br")


def _cell_attributes(cell: Cell, scope: Scope | None) -> dict[str, str]:
    attributes = {}
    if scope:
        attributes["scope"] = scope.value
    if cell.colspan > 1:
        attributes["colspan"] = str(cell.colspan)
    if cell.rowspan > 1:
        attributes["rowspan"] = str(cell.rowspan)
    classes = []
    if cell.align in (Align.CENTER, Align.END):
        classes.append(cell.align.value)
    if cell.shaded:
        classes.append("shaded")
    if classes:
        attributes["class"] = " ".join(classes)
    return attributes
