# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks of a flow: the body, a cell, a note, a box (ODF 1.3 part 3, 5 and 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from converters.document.nodes import (
    PLAIN,
    Anchor,
    Block,
    Blocks,
    Heading,
    Inlines,
    Layout,
    ListBlock,
    ListItem,
    PageMark,
    Paragraph,
)
from converters.document.notices import NoticeKind
from converters.document.walk import has_content, plain_text
from converters.errors import ErrorCode, LimitExceeded
from converters.readers.odt import frames
from converters.readers.odt.context import OdtContext
from converters.readers.odt.inlines import Inlines as InlineReader
from converters.readers.odt.lists import LEVELS, Counters
from converters.readers.odt.names import DRAW, TABLE, TEXT, XML_ID, whole
from converters.readers.odt.styles import LOWEST_HEADING
from converters.readers.odt.tables import table
from converters.source.captions import with_captions
from converters.xhtml.markup import Element

_MOST_START = 100_000


@dataclass(frozen=True, slots=True)
class _List:
    """A list that is open: its style, its level (from 0) and how far it has counted."""

    style: str
    level: int
    counters: Counters


class Flow:
    """Reads one flow.

    Args:
        context: the document.
        in_body: True for the body: printed pages are counted there only.
        depth: how deep the flow lies inside others.
    """

    def __init__(self, context: OdtContext, *, in_body: bool = False, depth: int = 0) -> None:
        if depth > context.limits.nesting:
            raise LimitExceeded(ErrorCode.TOO_DEEP, part=context.part)
        self._context = context
        self._in_body = in_body
        self._depth = depth
        self._inlines = InlineReader(context, self._inner, in_body=in_body)
        self._role: str | None = None
        self._list: _List | None = None
        self._waiting: list[Anchor | PageMark] = []
        """What stood between paragraphs and goes into the next one."""

    def blocks(self, parent: Element) -> Blocks:
        """Return the blocks that the elements in ``parent`` print."""
        return with_captions(tuple(self._blocks(parent)))

    def _inner(self, parent: Element) -> Blocks:
        """Read what lies inside a paragraph or a cell as a flow of its own."""
        return Flow(self._context, depth=self._depth + 1).blocks(parent)

    def _blocks(self, parent: Element) -> list[Block]:
        done: list[Block] = []
        for element in parent:
            reader = self._READERS.get(element.tag) if isinstance(element.tag, str) else None
            if reader is not None:
                done += reader(self, element)
            elif isinstance(element.tag, str) and element.tag.startswith(DRAW):
                done += self._loose_frame(element)
        return done

    # ------------------------------------------------------------ paragraphs

    def _paragraph(self, element: Element) -> list[Block]:
        styles = self._context.styles
        style = element.get(f"{TEXT}style-name", "")
        level = styles.heading_level(style) if self._list is None else None
        parts = self._parts(element, style)
        if level is not None:
            return self._as_heading(parts, level, None, styles.layout(style))
        role = self._role or styles.role(style)
        layout, origin = styles.layout(style), self._context.origin
        return [
            Paragraph(part, layout, role, origin) if isinstance(part, tuple) else part
            for part in parts
        ]

    def _heading(self, element: Element) -> list[Block]:
        context = self._context
        style = element.get(f"{TEXT}style-name", "")
        level = whole(element, f"{TEXT}outline-level", 1, LEVELS) or 1
        number = self._heading_number(element, level)
        parts = self._parts(element, style, is_heading=True)
        return self._as_heading(
            parts, min(level, LOWEST_HEADING), number, context.styles.layout(style)
        )

    def _heading_number(self, element: Element, level: int) -> str | None:
        """Return the printed number of a heading; None where it has none (5.1.2)."""
        lists = self._context.lists
        own = self._context.styles.list_style(element.get(f"{TEXT}style-name", ""))
        if self._list is not None or own == "" or element.get(f"{TEXT}is-list-header") == "true":
            return None
        start = None
        if element.get(f"{TEXT}restart-numbering") == "true":
            start = whole(element, f"{TEXT}start-value", 1, _MOST_START)
        if own is not None and lists.is_style(own):
            counted = lists.count_on(own, level - 1, start)
        else:
            counted = lists.heading_number(level - 1, start)
        # What the editor printed, where it left it in the file.
        printed = (element.findtext(f"{TEXT}number") or "").strip()
        return printed or counted or None

    def _as_heading(
        self, parts: list[Inlines | Block], level: int, number: str | None, layout: Layout
    ) -> list[Block]:
        """Return a heading of the first text; an empty one is a blank line."""
        origin = self._context.origin
        done: list[Block] = []
        is_open = True
        for part in parts:
            if not isinstance(part, tuple):
                done.append(part)
            elif is_open and plain_text(part).strip():
                own = Layout(align=layout.align)
                done.append(Heading(level, part, number, layout=own, origin=origin))
                is_open = False
            else:
                done.append(Paragraph(part, layout, origin=origin))
        return done

    def _parts(
        self, element: Element, style: str, *, is_heading: bool = False
    ) -> list[Inlines | Block]:
        context = self._context
        if self._in_body:
            context.paragraph += 1
        draft = self._inlines.begin(style)
        if self._in_body and context.page and context.styles.breaks_page(style):
            context.page += 1
            draft.add(PageMark(str(context.page)))
        for mark in self._waiting:
            draft.add(mark)
        self._waiting = []
        if is_heading and context.outline_targets:
            text = " ".join("".join(map(str, element.itertext())).split())
            for target in context.outline_targets:
                # The link names the number, too: "1.2.Purpose".
                if text and target.endswith(text):
                    draft.anchor(f"outline:{target}")
        self._inlines.read(element)
        return draft.finish()

    # ------------------------------------------------------------ lists

    def _whole_list(self, element: Element) -> list[Block]:
        """Return a list; headings in it stand in the flow, numbered by it (5.3.1)."""
        lists, outer = self._context.lists, self._list
        own = element.get(f"{TEXT}style-name", "")
        if outer is None:
            goes_on = element.get(f"{TEXT}continue-numbering") == "true"
            of_list = element.get(f"{TEXT}continue-list", "")
            counters = lists.counters(own, goes_on=goes_on, of_list=of_list)
            self._list = _List(own, 0, counters)
            lists.keep(own, element.get(XML_ID, ""), counters)
        else:
            level = min(outer.level + 1, LEVELS - 1)
            self._list = _List(own or outer.style, level, outer.counters)
        done: list[Block] = []
        items: list[ListItem] = []
        origin = self._context.origin
        is_ordered = lists.level(self._list.style, self._list.level).ordered

        def close() -> None:
            if items:
                done.append(ListBlock(is_ordered, tuple(items), origin))
                items.clear()

        for item in element:
            if item.tag not in (f"{TEXT}list-item", f"{TEXT}list-header"):
                continue
            marker, blocks = self._item(item)
            if marker is None and items and not _has_heading(blocks):
                last = items[-1]
                items[-1] = replace(last, blocks=(*last.blocks, *blocks))
            elif marker is None or _has_heading(blocks):
                close()
                done += _numbered(blocks, marker)
            else:
                items.append(ListItem(marker, blocks))
        close()
        self._list = outer
        return done

    def _item(self, item: Element) -> tuple[str | None, Blocks]:
        """Return the marker of an item and what it holds; no marker for one that has no text."""
        opened = self._list
        assert opened is not None
        lists = self._context.lists
        override = item.get(f"{TEXT}style-override", "")
        style = override if lists.is_style(override) else opened.style
        marker: str | None = None
        first = next((child for child in item if isinstance(child.tag, str)), None)
        if not style and first is not None:
            style = self._context.styles.list_style(first.get(f"{TEXT}style-name", "")) or ""
            self._list = opened = replace(opened, style=style)
        only_lists = all(child.tag == f"{TEXT}list" for child in item)
        if item.tag == f"{TEXT}list-item" and not only_lists:
            kind = lists.level(style, opened.level)
            if item.get(f"{TEXT}start-value") is not None:
                start = whole(item, f"{TEXT}start-value", 1, _MOST_START)
                opened.counters.set(opened.level, start)
            else:
                opened.counters.advance(opened.level, kind.start)
            marker = lists.marker(style, opened.level, opened.counters)
        return marker, with_captions(tuple(self._blocks(item)))

    # ------------------------------------------------------------ sections, tables, others

    def _table(self, element: Element) -> list[Block]:
        found = table(self._context, element, self._inner)
        return [found] if found is not None else []

    def _section(self, element: Element) -> list[Block]:
        if self._context.styles.is_hidden_section(element):
            self._context.keep_hidden("hidden", self._inner(element))
            self._context.notice(NoticeKind.HIDDEN_TEXT, element.get(f"{TEXT}name", ""))
            return []
        return self._blocks(element)

    def _index(self, element: Element) -> list[Block]:
        """An index; the lines of a table of contents are known as such (8.3)."""
        body = element.find(f"{TEXT}index-body")
        if body is None:
            return []
        outer = self._role
        if element.tag == f"{TEXT}table-of-content":
            self._role = "toc-entry"
        done = self._blocks(body)
        self._role = outer
        return done

    def _index_title(self, element: Element) -> list[Block]:
        outer, self._role = self._role, None
        done = self._blocks(element)
        self._role = outer
        return done

    def _tracked(self, element: Element) -> list[Block]:
        """Text that a tracked change deleted is kept apart (5.5)."""
        for deletion in element.iter(f"{TEXT}deletion"):
            blocks = self._inner(deletion)
            if has_content(blocks):
                self._context.keep_hidden("deleted", blocks)
                self._context.notice(NoticeKind.DELETED_TEXT)
        return []

    def _numbered_paragraph(self, element: Element) -> list[Block]:
        """A paragraph with a number that is part of no list in the file (5.3.6)."""
        style = element.get(f"{TEXT}style-name", "")
        level = max(whole(element, f"{TEXT}level", 1, LEVELS) - 1, 0)
        lists = self._context.lists
        counters = lists.counters(style, goes_on=True, of_list=element.get(f"{TEXT}list-id", ""))
        counters.advance(level, lists.level(style, level).start)
        lists.keep(style, element.get(f"{TEXT}list-id", ""), counters)
        outer, self._list = self._list, _List(style, level, counters)
        blocks = tuple(self._blocks(element))
        self._list = outer
        marker = lists.marker(style, level, counters)
        if _has_heading(blocks):
            return _numbered(blocks, marker)
        ordered = lists.level(style, level).ordered
        return [ListBlock(ordered, (ListItem(marker, blocks),), self._context.origin)]

    def _page(self, _element: Element) -> list[Block]:
        if self._in_body:
            self._context.page += 1
            self._waiting.append(PageMark(str(self._context.page)))
        return []

    def _place(self, element: Element) -> list[Block]:
        name = f"bookmark:{element.get(f'{TEXT}name', '')}"
        if name not in self._context.anchors:
            self._context.anchors.add(name)
            self._waiting.append(Anchor(name))
        return []

    def _loose_frame(self, element: Element) -> list[Block]:
        """Return a frame that is anchored to a page and stands in no paragraph."""
        done: list[Block] = []
        for piece, _ in frames.pieces(self._context, element, self._inner):
            if isinstance(piece, frames.LINE_PIECES):
                done.append(Paragraph((piece,), PLAIN, None, self._context.origin))
            else:
                done.append(piece)
        return done

    _READERS: ClassVar[Mapping[str, Callable[[Flow, Element], list[Block]]]] = {
        f"{TEXT}p": _paragraph,
        f"{TEXT}h": _heading,
        f"{TEXT}list": _whole_list,
        f"{TEXT}numbered-paragraph": _numbered_paragraph,
        f"{TABLE}table": _table,
        f"{TEXT}section": _section,
        f"{TEXT}index-title": _index_title,
        f"{TEXT}tracked-changes": _tracked,
        f"{TEXT}soft-page-break": _page,
        f"{TEXT}bookmark": _place,
        f"{TEXT}bookmark-start": _place,
        **dict.fromkeys(
            (
                TEXT + name
                for name in (
                    "table-of-content", "illustration-index", "table-index", "object-index",
                    "user-index", "alphabetical-index", "bibliography",
                )
            ),
            _index,
        ),
    }  # fmt: skip
    """What reads each element of a flow; the others print nothing."""


def _has_heading(blocks: Blocks) -> bool:
    return any(isinstance(block, Heading) for block in blocks)


def _numbered(blocks: Blocks, marker: str | None) -> list[Block]:
    """Return what a list item holds outside of its list; its marker numbers its heading."""
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.number is None and marker:
            done.append(replace(block, number=marker))
            marker = None
        else:
            done.append(block)
    return done
