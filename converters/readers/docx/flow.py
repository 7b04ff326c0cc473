# SPDX-License-Identifier: AGPL-3.0-or-later
"""Blocks of a flow: the body, a cell, a note, a box (ECMA-376 part 1, 17.2)."""

from __future__ import annotations

from itertools import groupby

from converters.document.lists import PendingItem, group
from converters.document.nodes import (
    PLAIN,
    Align,
    Aside,
    Block,
    Blocks,
    Heading,
    HiddenText,
    Inlines,
    Layout,
    PageMark,
    Paragraph,
    Text,
)
from converters.document.notices import NoticeKind
from converters.document.walk import block_text, has_content, plain_text
from converters.errors import ConversionError, LimitExceeded
from converters.readers.docx.alt_chunks import Chunk, chunk_of, own_blocks
from converters.readers.docx.context import DocxContext
from converters.readers.docx.names import BLOCKS, M, W, content, holding, text_of
from converters.readers.docx.notes import Notes
from converters.readers.docx.numbering import Marker
from converters.readers.docx.package import Package, relation_id
from converters.readers.docx.properties import ParaProperties, parse_para
from converters.readers.docx.runs import Runs
from converters.readers.docx.styles import Inherited
from converters.readers.docx.tables import table
from converters.source.captions import with_captions
from converters.source.draft import Draft
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

_LOWEST_HEADING = 6
_ALIGN = {"center": Align.CENTER, "right": Align.END, "end": Align.END}
_NO_NUMBER = "0"
_LEAST_BOXED = 60
"""Letters of a text that lines around it set apart."""


class Flow:
    """Lowers one flow.

    Args:
        context: the document.
        notes: its notes and comments.
        in_body: True for the body: headings and printed pages are found there only.
    """

    def __init__(self, context: DocxContext, notes: Notes, *, in_body: bool = False) -> None:
        self._context = context
        self._notes = notes
        self._in_body = in_body
        self._runs = Runs(context, notes, self._inner, in_body=in_body)
        self._waiting: list[str | PageMark] = []
        """Names of bookmarks and beginnings of pages between paragraphs: they go into the next one."""
        self._open: Draft | None = None
        self._pieces: list[Block | PendingItem] = []
        self._boxed: set[int] = set()
        """Of the pieces around which lines are drawn, the identities."""
        self._number = ""

    def blocks(self, parent: Element) -> Blocks:
        """Return what the paragraphs and tables in ``parent`` print."""
        context = self._context
        if context.depth >= context.limits.nesting:
            context.notice(NoticeKind.NESTING)
            text = text_of(parent)
            return (Paragraph((Text(text),), origin=context.origin),) if text.strip() else ()
        context.depth += 1
        for number, element in enumerate(content(parent)):
            if self._in_body:
                context.paragraph = number
            self._element(element)
        self._close()
        context.depth -= 1
        return with_captions(group(self._in_boxes(_without_hollow(self._pieces))))

    def _in_boxes(self, pieces: list[Block | PendingItem]) -> list[Block | PendingItem]:
        """Put paragraphs in a row that have lines around them into one box (17.3.1.24)."""
        if not self._boxed:
            return pieces
        done: list[Block | PendingItem] = []
        for boxed, run in groupby(pieces, lambda piece: id(piece) in self._boxed):
            held = tuple(run)
            inside = with_captions(group(list(held))) if boxed else ()
            # A line or two in a frame are a title or a mark of their own.
            if boxed and sum(len(block_text(block)) for block in inside) > _LEAST_BOXED:
                done.append(Aside("sidebar", inside, origin=held[0].origin))
            else:
                done += held
        return done

    def _inner(self, element: Element) -> Blocks:
        return Flow(self._context, self._notes).blocks(element)

    def _element(self, element: Element) -> None:
        tag = element.tag
        if tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}tbl":
            self._close()
            block = table(self._context, element, self._inner)
            if block is not None:
                self._pieces.append(block)
        elif tag == f"{W}bookmarkStart":
            self._waiting.append(element.get(f"{W}name", ""))
        elif tag in (f"{W}del", f"{W}moveFrom"):
            self._deleted(element)
        elif tag == f"{W}altChunk":
            self._alternative(element)
        elif tag in _LOOSE:
            # Runs and equations without a paragraph: readers of other programs take them, too.
            self._draft("")
            self._runs.read(_wrapped(element))
            self._finish({}, Inherited())
        elif tag == f"{W}tr":
            self._element(holding("tbl", element))
        elif any(inner.tag in _LOOSE for inner in element):
            # A paragraph under a name that nobody knows.
            self._paragraph(element)
        elif any(inner.tag in _HELD for inner in element):
            # Cells without a row, and elements that nobody knows.
            for inner in content(element):
                self._element(inner)

    def _alternative(self, element: Element) -> None:
        """A part of another format (17.17.2.1); one that cannot be read is a loss by its name."""
        context = self._context
        relation = context.relation(relation_id(element))
        found = context.part_of(relation_id(element)) if relation is not None else None
        chunk = _chunk(context, *found) if found is not None else None
        if chunk is None:
            context.notice(NoticeKind.UNKNOWN_OBJECT, relation.target if relation else "altChunk")
            return
        for name in chunk.lost:
            context.notice(NoticeKind.UNKNOWN_OBJECT, f"{name} (altChunk)")
        context.depth += 1
        for block in chunk.blocks:
            self._element(block)
        context.depth -= 1

    def _deleted(self, element: Element) -> None:
        text = text_of(element)
        if text.strip():
            self._context.hidden.append(HiddenText("deleted", (Paragraph((Text(text),)),)))
            self._context.notice(NoticeKind.DELETED_TEXT)

    # ------------------------------------------------------------ one paragraph

    def _paragraph(self, element: Element) -> None:
        context = self._context
        own = parse_para(element.find(f"{W}pPr"))
        style = str(own.get("style", ""))
        inherited = context.styles.paragraph(style)
        draft = self._draft(style)
        if self._in_body:
            self._open_page(draft, own, inherited)
        self._runs.read(element)
        section = own.get("section")
        if not (own.get("mark", {}).get("deleted") or own.get("drop_cap")) or section is not None:
            self._finish(own, inherited)
        if section is not None and self._in_body:
            label = context.pages.next_section()
            if label is not None:
                self._waiting.append(PageMark(label))

    def _draft(self, style: str) -> Draft:
        """Return the draft that the next paragraph goes on with."""
        draft = self._open or Draft(self._context, self._runs.fields)
        self._open = draft
        self._runs.begin(draft, style)
        for mark in self._waiting:
            if isinstance(mark, PageMark):
                draft.add(mark)
            else:
                self._runs.bookmark(mark)
        self._waiting = []
        return draft

    def _open_page(self, draft: Draft, own: ParaProperties, inherited: Inherited) -> None:
        pages = self._context.pages
        label = pages.opening()
        if label is None and own.get("page_break", inherited.para.get("page_break")):
            label = pages.rendered_break()
        if label is not None:
            draft.add(PageMark(label))

    def _close(self) -> None:
        """Finish a paragraph whose end was deleted and that nothing followed."""
        if self._open is not None:
            self._finish({}, Inherited())

    def _finish(self, own: ParaProperties, inherited: Inherited) -> None:
        draft, self._open = self._open, None
        if draft is None:
            return
        marker = self._marker(own, inherited)
        layout = self._layout(own, inherited, marker)
        parts = draft.finish()
        texts = [at for at, part in enumerate(parts) if isinstance(part, tuple)]
        shown = [at for at in texts if plain_text(_inlines(parts[at])).strip()]
        first = shown[0] if shown else texts[0] if texts else None
        level = self._level(own, inherited)
        text = plain_text(_inlines(parts[first])).strip() if first is not None else ""
        is_heading = level is not None and bool(text)
        role = self._role(inherited)
        origin = self._context.origin
        done: list[Block] = []
        for at, part in enumerate(parts):
            if not isinstance(part, tuple):
                done.append(part)
            elif at == first and is_heading and level is not None:
                number = (marker.text or None) if marker is not None else None
                plain = Layout(align=layout.align)
                done.append(Heading(level, part, number, layout=plain, origin=origin))
            else:
                done.append(Paragraph(part, layout, role, origin))
        goes_on = not is_heading and text and self._is_switched_off(own, inherited)
        if marker is not None and not marker.text:
            goes_on = True
        if goes_on and self._goes_on(own, inherited, done):
            return
        boxed = self._in_body and not is_heading and role is None
        boxed = boxed and bool(own.get("boxed", inherited.para.get("boxed")))
        if is_heading or marker is None or not marker.text:
            self._pieces += done
            self._boxed.update(id(piece) for piece in done if boxed)
            return
        indent = float(marker.layout.get("left", 0.0))
        level_at = self._list_level(own, inherited)
        checked = _checked(marker.text)
        number = str(own.get("num", inherited.para.get("num", "")))
        if number == self._number:
            self._bridge_blank_lines()
        self._number = number
        item = PendingItem(
            level_at, marker.text, marker.ordered, tuple(done), checked, indent, origin
        )
        self._pieces.append(item)
        if boxed:
            self._boxed.add(id(item))

    def _bridge_blank_lines(self) -> None:
        """Put blank lines since the last item into it: the same list goes on after them."""
        at = len(self._pieces)
        while at and _is_blank(self._pieces[at - 1]):
            at -= 1
        last = self._pieces[at - 1] if at else None
        if isinstance(last, PendingItem):
            last.blocks += tuple(p for p in self._pieces[at:] if isinstance(p, Paragraph))
            del self._pieces[at:]

    def _is_switched_off(self, own: ParaProperties, inherited: Inherited) -> bool:
        """Whether a paragraph of a numbered style has no number and stands below an item's text."""
        last = self._pieces[-1] if self._pieces else None
        if own.get("num") != _NO_NUMBER or "num" not in inherited.para:
            return False
        left = float({**inherited.para, **own}.get("left", 0.0))
        return isinstance(last, PendingItem) and 0 < last.indent_pt <= left

    def _goes_on(self, own: ParaProperties, inherited: Inherited, done: list[Block]) -> bool:
        """Put a paragraph whose number prints nothing into the item that it continues."""
        last = self._pieces[-1] if self._pieces else None
        if not isinstance(last, PendingItem) or self._list_level(own, inherited) < last.level:
            return False
        last.blocks = (*last.blocks, *done)
        return True

    def _level(self, own: ParaProperties, inherited: Inherited) -> int | None:
        if not self._in_body or self._runs.in_contents:
            return None
        outline = own.get("outline")
        if outline is not None:
            return min(int(outline) + 1, _LOWEST_HEADING) if int(outline) < 9 else None
        return min(inherited.level, _LOWEST_HEADING) if inherited.level is not None else None

    def _role(self, inherited: Inherited) -> str | None:
        if self._runs.in_contents:
            return "toc-entry"
        if inherited.role in ("title", "subtitle") and not self._in_body:
            return None
        return inherited.role

    # ------------------------------------------------------------ numbers

    def _marker(self, own: ParaProperties, inherited: Inherited) -> Marker | None:
        """Count the paragraph in its numbering and return what stands before it (17.9.18)."""
        number = str(own.get("num", inherited.para.get("num", "")))
        if not number or number == _NO_NUMBER:
            return None
        marker = self._context.numbering.marker(number, self._list_level(own, inherited))
        if marker is None:
            return None
        given: ParaProperties = {key: own[key] for key in ("left", "first") if key in own}
        if "num" not in own:
            for key in ("left", "first"):
                if key in inherited.para:
                    given.setdefault(key, inherited.para[key])
        layout: ParaProperties = dict(marker.layout)
        layout.update(given)
        return Marker(marker.text, marker.ordered, layout)

    def _list_level(self, own: ParaProperties, inherited: Inherited) -> int:
        if "ilvl" in own:
            return int(own["ilvl"])
        if "num" not in own and "num" in inherited.para:
            style = str(own.get("style", "")) or self._context.styles.default_para
            found = self._context.numbering.level_of_style(str(inherited.para["num"]), style)
            if found is not None:
                return found
        return int(inherited.para.get("ilvl", 0))

    # ------------------------------------------------------------ layout

    def _layout(self, own: ParaProperties, inherited: Inherited, marker: Marker | None) -> Layout:
        """Return alignment and distances where they are not the body's own."""
        usual = self._context.styles.paragraph("").para
        found = {**inherited.para, **own}
        align = _ALIGN.get(str(found.get("jc", "")))
        spaces = [_beyond(found, usual, key) for key in ("before", "after")]
        if marker is not None and marker.text:
            layout = Layout(align, 0.0, 0.0, 0.0, *spaces)
        else:
            indents = [_beyond(found, usual, key) for key in ("first", "left", "right")]
            layout = Layout(align, *indents, *spaces)
        return PLAIN if layout == PLAIN else layout


_HELD = BLOCKS | {f"{W}tr", f"{W}tc"}
_LOOSE = frozenset(
    {f"{W}r", f"{W}t", f"{W}hyperlink", f"{M}oMathPara", f"{M}oMath", f"{W}fldSimple"}
)
_CHECKS = {"☐": False, "☑": True, "☒": True}


def _without_hollow(pieces: list[Block | PendingItem]) -> list[Block | PendingItem]:
    """Return ``pieces`` without the numbers of empty paragraphs, which nobody misses in a book.

    One stays where deeper items follow: they are its content.
    """
    done: list[Block | PendingItem] = []
    for piece, following in zip(pieces, [*pieces[1:], None], strict=False):
        if isinstance(piece, PendingItem) and not _holds(piece, following):
            done += piece.blocks
        else:
            done.append(piece)
    return done


def _is_blank(piece: Block | PendingItem) -> bool:
    return isinstance(piece, Paragraph) and not has_content((piece,))


def _holds(item: PendingItem, following: Block | PendingItem | None) -> bool:
    """Whether an item holds anything: content of its own, or deeper items after it."""
    deeper = isinstance(following, PendingItem) and following.level > item.level
    return deeper or has_content(item.blocks)


def _checked(marker: str) -> bool | None:
    return _CHECKS.get(marker)


def _beyond(found: ParaProperties, usual: ParaProperties, key: str) -> float:
    length = float(found.get(key, 0.0))
    return 0.0 if length == usual.get(key, 0.0) else round(length, 1)


def _inlines(part: Inlines | Block) -> Inlines:
    return part if isinstance(part, tuple) else ()


def _chunk(context: DocxContext, name: str, data: bytes) -> Chunk | None:
    if context.depth >= context.limits.nesting:
        return None
    chunk = chunk_of(name, data)
    if chunk is None and data.startswith(b"PK"):
        try:
            package = Package(ZipPackage(data, context.limits), context.limits)
            body = package.xml(package.main).find(f"{W}body")
        except LimitExceeded:
            raise
        except ConversionError:
            return None
        chunk = own_blocks(body) if body is not None else None
    return chunk


def _wrapped(element: Element) -> Element:
    wrapper = element.makeelement(f"{W}p")
    wrapper.append(element)
    return wrapper
