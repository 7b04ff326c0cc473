# SPDX-License-Identifier: AGPL-3.0-or-later
"""Captions that the author typed go with their table or picture, and so does the line of the unit.

"<표 3> 예산", "[표 1-2]", "Table 2.", "표 4.1 ..." stand above their table, "<그림 2> ..." below
its picture, as a rule. A line in brackets right above a table ("< 국가별 동향 >") is its title.
What the source says is a caption (a caption's place, a style made for it) is bound by the
readers, and stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from converters.document.nodes import (
    Anchor,
    Aside,
    Block,
    Blocks,
    Document,
    Figure,
    Heading,
    InlineImage,
    Inlines,
    PageBreak,
    Paragraph,
    Table,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import (
    has_content,
    inlines_of,
    iter_inlines,
    map_document,
    plain_text,
)
from converters.passes.layouts.pictures import as_figure, shows_pictures

_LONGEST, _LONGEST_UNIT, _LONGEST_NAME = 160, 60, 60
_MOST_BLANKS = 2
_NUMBER = (
    r"(?:제\s?)?(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?![a-zA-Z])|[A-Z](?=[-–.]?\d)|\d)[\dA-Z]{0,3}"
    r"(?:[-–.]\d{1,3}){0,3}\s?(?:호)?"
)
# What follows the number of a caption: a bracket, a mark, or a name; "표 3은", "Table 3 shows" are text.
_END = (
    r"(?:\s?[>〉》≫\]］)】」:．]|\s?[.](?!\d)|$"
    r"|(?=\s+(?!(?:은|는|이|가|을|를|과|와|의|에|및|참조)(?:\s|$))[^a-z\s]))"
)
_OPEN = r"^[<〈《≪\[［(【「]?\s*"
_TABLE = re.compile(rf"{_OPEN}(?:표|도표|Table|TABLE|Tab\.)\s?{_NUMBER}{_END}")
_FIGURE = re.compile(
    rf"{_OPEN}(?:그림|사진|삽화|차트|그래프|Figure|FIGURE|Fig\.?|Photo|Chart|Plate)\s?{_NUMBER}{_END}"
)
_UNIT = re.compile(
    r"^[\[(<〔【]?\s*(?:단위|unit|units)\s*[:：;]|^\(?\s*(?:numbers|amounts|figures|dollars|in)\s(?:in\s)?"
    r"(?:thousands|millions|billions|percent)\b"
    r"|^[(\[]\s*(?:%|‰|[천만억조십백]*\s?[원명건개회톤달러]+)\s*[)\]]$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:<[^<>]+>|〈[^〈〉]+〉|《[^《》]+》|≪[^≪≫]+≫|＜[^＜＞]+＞)(?:\s*\([^()]*\))?$"
)
_NO_NAME = re.compile(
    r"붙임|별지|별첨|별표|서식|참고|부록|첨부|보\s?기|예시|작성\s?요령|유의|주의|다음|계속|끝|차\s?례|목\s?차"
)


def bind_captions(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Return ``document`` with typed captions and units in the tables and pictures that they name."""
    del stem

    def change(blocks: Blocks) -> Blocks:
        if not any(isinstance(block, Table | Figure) or _lone_image(block) for block in blocks):
            return blocks
        return _Binder(blocks, notices).bound()

    return map_document(document, change)


def is_table_caption(text: str) -> bool:
    """Whether a line names a table by its number."""
    return len(text) <= _LONGEST and _TABLE.match(text) is not None


def is_figure_caption(text: str) -> bool:
    """Whether a line names a picture by its number."""
    return len(text) <= _LONGEST and _FIGURE.match(text) is not None


def is_unit(text: str) -> bool:
    """Whether a line says what a table's figures count: "(단위: 백만원)"."""
    return len(text) <= _LONGEST_UNIT and _UNIT.match(text) is not None


class _Binder:
    def __init__(self, blocks: Blocks, notices: NoticeLog) -> None:
        self._blocks: list[Block] = list(blocks)
        self._notices = notices
        self._texts = [_line(block) for block in blocks]
        self._taken: set[int] = set()

    def bound(self) -> Blocks:
        """Return the blocks with their captions bound; the same ones where there are none."""
        before = list(self._blocks)
        below = self._is_habit(is_table_caption, below=True)
        above = self._is_habit(is_figure_caption, below=False)
        for at, text in enumerate(self._texts):
            if not text or at in self._taken:
                continue
            if is_table_caption(text):
                sides = (self._after(at), False), (self._before(at), True)
                self._bind(at, *(reversed(sides) if below else sides))
            elif is_figure_caption(text):
                # A picture's caption stands below it, unless only what follows is a picture.
                sides = (self._before(at), True), (self._after(at), False)
                self._bind(at, *(reversed(sides) if above else sides), pictures=True)
            elif len(text) <= _LONGEST_NAME and _NAMED.match(text) and not _NO_NAME.search(text):
                self._bind(at, (self._after(at, blanks=0), False), tables=True)
        for at, text in enumerate(self._texts):
            if text and at not in self._taken and is_unit(text):
                self._bind_unit(at)
        if not self._taken and all(a is b for a, b in zip(before, self._blocks, strict=True)):
            return tuple(before)
        return tuple(block for at, block in enumerate(self._blocks) if at not in self._taken)

    def _is_habit(self, is_caption: Callable[[str], bool], *, below: bool) -> bool:
        """Whether captions of a kind that have one neighbour have it on the side of ``below``."""
        votes = 0
        for at, text in enumerate(self._texts):
            if text and is_caption(text):
                votes += (self._before(at) is not None) - (self._after(at) is not None)
        return votes > 0 if below else votes < 0

    def _after(self, at: int, blanks: int = _MOST_BLANKS) -> int | None:
        """Return where the next table or picture stands, past blank lines, units and captions."""
        for index in range(at + 1, len(self._blocks)):
            block, text = self._blocks[index], self._texts[index]
            if isinstance(block, Table | Figure | Aside) or _lone_image(block):
                return index
            if index in self._taken or (text and is_unit(text)):
                continue
            blanks -= 1
            if text or blanks < 0 or not _is_blank(block):
                return None
        return None

    def _before(self, at: int) -> int | None:
        blanks = 1
        for index in range(at - 1, -1, -1):
            block = self._blocks[index]
            if isinstance(block, Table | Figure | Aside) or _lone_image(block):
                return index
            if self._texts[index] or not _is_blank(block) or not blanks:
                return None
            blanks -= 1
        return None

    def _bind(
        self,
        at: int,
        *sides: tuple[int | None, bool],
        pictures: bool = False,
        tables: bool = False,
    ) -> None:
        for wanted in (True,) if tables else (True, False):
            for index, below in sides:
                if index is None:
                    continue
                host = self._blocks[index]
                if isinstance(host, Table):
                    fits = wanted is not pictures or shows_pictures(host)
                else:
                    fits = wanted is pictures
                if not fits or not _is_free(host) or (tables and not isinstance(host, Table)):
                    continue
                self._give(index, at, below=below)
                return

    def _give(self, index: int, at: int, *, below: bool) -> None:
        block = self._blocks[at]
        caption = Paragraph(
            inlines_of(block),
            getattr(block, "layout", Paragraph(()).layout),
            role="caption",
            origin=block.origin,
        )
        host = as_figure(self._blocks[index])
        if isinstance(host, Table):
            host = replace(host, caption=(caption, *host.caption), caption_below=below)
        elif isinstance(host, Figure | Aside):
            host = replace(host, caption=(*host.caption, caption))
        else:
            return
        self._blocks[index] = host
        self._taken.add(at)
        self._notices.add(NoticeKind.CAPTION_INFERRED, block.origin)

    def _bind_unit(self, at: int) -> None:
        """Give the line of a unit to the table right below it, after its caption or before it."""
        index = self._after(at, blanks=1)
        if index is None:
            return
        host, block = self._blocks[index], self._blocks[at]
        if not isinstance(host, Table) or not isinstance(block, Paragraph):
            return
        if host.caption and (host.caption_below or _names_unit(host.caption)):
            return
        unit = replace(block, role="caption")
        first = host.caption and self._stands_before(at, host)
        self._blocks[index] = replace(
            host,
            caption=(unit, *host.caption) if first else (*host.caption, unit),
            caption_below=False,
        )
        self._taken.add(at)
        self._notices.add(NoticeKind.CAPTION_INFERRED, block.origin)

    def _stands_before(self, at: int, host: Table) -> bool:
        """Whether the unit was printed before the caption that the table got from the text."""
        lines = {plain_text(inlines_of(block)).strip() for block in host.caption}
        return any(
            index in self._taken and self._texts[index] in lines
            for index in range(at + 1, min(len(self._blocks), at + 4))
        )


def _line(block: Block) -> str:
    """Return the text of a paragraph that may be a caption, spaces folded; empty for other blocks."""
    if isinstance(block, Paragraph) and block.role in (None, "caption"):
        return " ".join(plain_text(block.inlines).split())
    if isinstance(block, Heading) and block.inferred and not block.frame_cells:
        return " ".join(plain_text(block.inlines).split())
    return ""


def _is_blank(block: Block) -> bool:
    return isinstance(block, PageBreak) or (
        isinstance(block, Paragraph) and not has_content((block,))
    )


def _lone_image(block: Block) -> bool:
    return (
        isinstance(block, Paragraph)
        and isinstance(as_figure(block), Figure)
        and not _is_icon(block.inlines)
    )


def _is_icon(inlines: Inlines) -> bool:
    return any(
        isinstance(i, InlineImage) and i.height_em is not None and i.height_em < 2
        for i in iter_inlines(inlines)
    ) or any(isinstance(i, Anchor) for i in inlines)


def _is_free(host: Block) -> bool:
    """Whether a table or picture has no caption but a unit; boxes only if they show pictures."""
    if isinstance(host, Table):
        return not host.presentational and (
            not host.caption or all(map(is_unit, _lines(host.caption)))
        )
    if isinstance(host, Aside):
        # The caption of a chart is its own title.
        return host.role == "chart" or (host.role == "figure" and not host.caption)
    return not isinstance(host, Figure) or not host.caption


def _names_unit(caption: Blocks) -> bool:
    return any("단위" in line or is_unit(line) for line in _lines(caption))


def _lines(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        yield " ".join(plain_text(inlines_of(block)).split())
