# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gathers the blocks of one flow; text between blocks becomes paragraphs of its own."""

from __future__ import annotations

from converters.document.nodes import (
    PLAIN,
    Anchor,
    Block,
    Blocks,
    EquationBlock,
    Figure,
    Heading,
    Inline,
    InlineImage,
    InlineMath,
    InlineUnsupported,
    Layout,
    PageBreak,
    PageMark,
    Paragraph,
    Text,
    Unsupported,
)
from converters.document.walk import plain_text
from converters.readers.epub_book.context import EpubContext
from converters.readers.epub_book.elements import align_of, classes_of
from converters.readers.epub_book.inlines import read_inlines
from converters.readers.epub_book.places import is_backlink
from converters.readers.epub_book.runs import RunCollector, Style, layout_of, style_inside
from converters.source.xml import text_of
from converters.xhtml.inlines import visible_inlines
from converters.xhtml.markup import Element, one_line

_ROLES = frozenset({"title", "subtitle", "byline", "toc-entry", "caption"})
_LEAST_LEVEL = 6


class Collector:
    """The blocks of one flow while they are read.

    Args:
        context: the state of reading.
        style: what holds for text that stands in no paragraph.
    """

    def __init__(self, context: EpubContext, style: Style) -> None:
        self._context = context
        self._style = style
        self._blocks: list[Block] = []
        self._line: RunCollector | None = None
        self._skipped = ""
        """Text of a heading that the navigation document has given; the page repeats it."""

    # ------------------------------------------------------------ text between blocks

    def line(self) -> RunCollector:
        """Return the line that inlines outside paragraphs go to."""
        if self._line is None:
            self._line = self._new_line()
            self._line.loose = True
        return self._line

    def text(self, value: str | None, style: Style) -> None:
        """Append text outside paragraphs; spaces between blocks are none."""
        if value and (value.strip(" \t\r\n\f") or self._line is not None):
            self.line().text(value, style)

    def end_line(self) -> None:
        """Make a paragraph of the inlines that stand outside one."""
        if self._line is not None:
            line, self._line = self._line, None
            layout = PLAIN if self._style.align is None else Layout(align=self._style.align)
            if not line.is_empty:
                self._settle(line, layout, None, keep_empty=False)

    def _new_line(self) -> RunCollector:
        line = RunCollector()
        for anchor in self._context.take_pending():
            line.add(anchor)
        return line

    # ------------------------------------------------------------ blocks

    def add(self, block: Block | None) -> None:
        """Append a block."""
        if block is not None:
            self.end_line()
            self._blocks.append(block)

    def extend(self, blocks: Blocks) -> None:
        """Append blocks."""
        for block in blocks:
            self.add(block)

    def page_break(self, label: str) -> None:
        """Append the start of a printed page."""
        if label:
            self.add(PageBreak(label, self._context.origin()))

    def paragraph(self, element: Element, style: Style) -> None:
        """Append a ``p``; an empty one is the author's blank line."""
        names = classes_of(element)
        if "heading" in names:
            self.heading(element, style, _LEAST_LEVEL)
            return
        skipped, self._skipped = self._skipped, ""
        if skipped and text_of(element) == skipped:
            self._context.pending += self._context.anchors_at(element)
            return
        line = self._read_line(element, style)
        layout = layout_of(element, style)
        role = next((name for name in names if name in _ROLES), None)
        self._settle(line, layout, role, keep_empty="lead" not in names)

    def _read_line(self, element: Element, style: Style) -> RunCollector:
        line = self._new_line()
        for anchor in self._context.anchors_at(element):
            line.add(anchor)
        marker = next(iter(element), None) if "lead" in classes_of(element) else None
        # The marker is the list's or the note's; what follows it is the text.
        own = marker is not None and ("marker" in classes_of(marker) or is_backlink(marker))
        read_inlines(element, line, self._context, style, marker if own else None)
        return line

    def _settle(
        self, line: RunCollector, layout: Layout, role: str | None, *, keep_empty: bool
    ) -> None:
        inlines = line.finish()
        self._context.paragraph += 1
        shown = [i for i in inlines if not (isinstance(i, Text) and not i.value.strip())]
        if not shown:
            if keep_empty:
                self._blocks.append(Paragraph((), origin=self._context.origin()))
            return
        if not visible_inlines(inlines) and all(isinstance(i, Anchor | PageMark) for i in shown):
            self._add_places(shown)
            return
        whole = self._whole(shown, line)
        if whole:
            self._blocks += whole
            return
        self._blocks.append(Paragraph(inlines, layout, role, self._context.origin()))

    def _add_places(self, inlines: list[Inline]) -> None:
        """Append what a line holds that shows nothing: page starts and bookmarks."""
        origin = self._context.origin()
        for inline in inlines:
            if isinstance(inline, PageMark):
                self._blocks.append(PageBreak(inline.label, origin))
            else:
                self._blocks.append(Paragraph((inline,), origin=origin))

    def _whole(self, inlines: list[Inline], line: RunCollector) -> list[Block]:
        """Return the blocks that a line of nothing but pictures or one equation stands for."""
        origin = self._context.origin()
        if line.displayed and len(inlines) == 1 and isinstance(inlines[0], InlineMath):
            return [EquationBlock(inlines[0].math, origin=origin)]
        if not all(isinstance(i, InlineImage | InlineUnsupported | Anchor) for i in inlines):
            return []
        images = sum(isinstance(i, InlineImage) for i in inlines)
        # A line with nothing but what is missing: a block of its own outside paragraphs only.
        if images != line.free_images or not (images or line.loose):
            return []
        blocks: list[Block] = []
        anchors = tuple(i for i in inlines if isinstance(i, Anchor))
        if anchors:
            blocks.append(Paragraph(anchors, origin=origin))
        for inline in inlines:
            if isinstance(inline, InlineImage):
                width = inline.width_percent
                blocks.append(
                    Figure(inline.resource, inline.alt, inline.decorative, (), width, origin)
                )
            elif isinstance(inline, InlineUnsupported):
                blocks.append(Unsupported(inline.what, inline.text, None, origin))
        return blocks

    # ------------------------------------------------------------ headings

    def heading(self, element: Element, style: Style, level: int) -> None:
        """Append a heading; its number is what our own books mark as one."""
        line = self._new_line()
        for anchor in self._context.anchors_at(element):
            line.add(anchor)
        inside = style_inside(element, style, self._context.language)
        number = None
        first = next(iter(element), None)
        if first is not None and "num" in classes_of(first) and not (element.text or "").strip():
            number = one_line(text_of(first)) or None
        passed = first if number else None
        read_inlines(element, line, self._context, inside, passed)
        inlines = line.finish()
        if not visible_inlines(inlines) and not number:
            if inlines:
                self._add_places([i for i in inlines if isinstance(i, Anchor | PageMark)])
            return
        align = align_of(element) or style.align
        layout = PLAIN if align is None else Layout(align=align)
        self._context.paragraph += 1
        level = max(1, min(level + self._context.levels.get(element, 0), _LEAST_LEVEL))
        self.add(Heading(level, inlines, number, layout=layout, origin=self._context.origin()))

    def headings_at(self, element: Element) -> None:
        """Append the headings that the navigation document puts before ``element``."""
        for heading in self._context.headings.pop(element, ()):
            self.add(heading)
            self._skipped = one_line(plain_text(heading.inlines))

    def finish(self) -> Blocks:
        """Return all blocks."""
        self.end_line()
        return tuple(self._blocks)
