# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables as XHTML, with what a screen reader needs to go through them."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import east_asian_width

from converters.document.nodes import Align, Blocks, Cell, Row, Scope, Table
from converters.document.walk import block_text, iter_blocks
from converters.xhtml.flow import Flow
from converters.xhtml.markup import Element, one_line, rename, sub
from converters.xhtml.places import CAPTION, Place, WriteBlocks

_LABEL_LENGTH = 80

_WIDEST_WORD = 24
"""Wider ones would push the table over the edge of a narrow page: addresses, masked numbers."""


def write_table(
    flow: Flow, parent: Element, table: Table, place: Place, write_blocks: WriteBlocks
) -> Element | None:
    """Append ``table`` and its caption; return the outermost element of them.

    The outermost of nested tables stands in a region that scrolls sideways where
    the screen is narrow, and that a keyboard can reach for it (WCAG 2.2, 2.1.1).
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
    holder = _holder(flow, frame, table, place)
    element = sub(holder, "table", _attributes(table))
    if table.caption and not outside:
        below = {"class": "below"} if table.caption_below else None
        write_blocks(flow, sub(element, "caption", below), table.caption, CAPTION)
    _write_columns(element, table)
    _write_rows(flow, element, table, replace(place, scrolling=False), write_blocks)
    if outside and table.caption_below:
        write_blocks(flow, sub(frame, "div", {"class": "caption"}), table.caption, CAPTION)
    return frame if outside else holder if holder is not parent else element


def _holder(flow: Flow, parent: Element, table: Table, place: Place) -> Element:
    if not place.scrolling:
        return parent
    if table.presentational:
        return sub(parent, "div", {"class": "scroll"})
    flow.facts.tables += 1
    label = f"{flow.words.table} {flow.facts.tables}"
    named = one_line(table.alt or _text_of(table.caption))
    if named:
        label = f"{label}: {named[:_LABEL_LENGTH]}"
    return sub(
        parent,
        "div",
        {"class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"},
    )


def _text_of(blocks: Blocks) -> str:
    return " ".join(filter(None, map(block_text, blocks)))


def _attributes(table: Table) -> dict[str, str]:
    attributes = {}
    if table.presentational:
        attributes = {"class": "grid", "role": "presentation"}
    return attributes


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
    for row in table.rows[head:]:
        _write_row(flow, group, row, place, write_blocks, head=False, plain=table.presentational)


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
    element = sub(parent, "tr")
    for cell in row.cells:
        scope = None if plain else cell.scope
        if head and scope is None and _text_of(cell.blocks):
            scope = Scope.COLUMN
        written = sub(element, "th" if scope else "td", _cell_attributes(cell, scope))
        inside = replace(place, headings=False, sections=False) if scope else place
        write_blocks(flow, written, cell.blocks, inside)
        if scope and not len(written):
            # A header without a word heads nothing.
            rename(written, "td")
            del written.attrib["scope"]


def _is_wide(word: str) -> bool:
    """Whether a word is wider than any should be, in Latin letters of usual width."""
    if not _WIDEST_WORD < 2 * len(word) <= 2 * _WIDEST_WORD:
        return len(word) > _WIDEST_WORD
    wide = sum(east_asian_width(letter) in "WF" for letter in word)
    return len(word) + wide > _WIDEST_WORD


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
    if any(_is_wide(word) for word in _text_of(cell.blocks).split()):
        classes.append("unbroken")
    if classes:
        attributes["class"] = " ".join(classes)
    return attributes
