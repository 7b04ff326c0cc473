# SPDX-License-Identifier: AGPL-3.0-or-later
"""Format-shaped document -> Document, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from converters.document.lists import PendingItem, group
from converters.document.nodes import (
    Anchor,
    Block,
    Blocks,
    Comment,
    CommentRef,
    Document,
    Heading,
    HiddenText,
    Inline,
    InlineImage,
    InlineMath,
    Inlines,
    Mark,
    Note,
    NoteKind,
    NoteRef,
    PageBreak,
    PageMark,
    Paragraph,
    Ruby,
    RunningText,
    Source,
    Text,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import plain_text
from converters.limits import Limits
from converters.source.hangul import objects
from converters.source.hangul.context import HangulContext
from converters.source.hangul.fields import link_target, memo_number
from converters.source.hangul.look import LOWEST_HEADING
from converters.source.hangul.model import (
    AutoNumber,
    BookmarkControl,
    DeletedControl,
    DrawingControl,
    EquationControl,
    FieldEnd,
    FieldStart,
    FormControl,
    HangulDocument,
    HiddenComment,
    NewNumber,
    NoteControl,
    Overlap,
    PageNumberPlace,
    PageStart,
    Para,
    Paras,
    ParaShape,
    RubyControl,
    Run,
    RunningControl,
    SectionStart,
    TableControl,
    UnknownControl,
)
from converters.source.hangul.number_formats import format_number
from converters.source.hangul.numbering import DEFAULT_NUMBERING, DEFAULT_OUTLINE
from converters.source.hangul.overlap import number_in_sign, overlapped
from converters.source.line import InlineCollector, OpenField
from converters.source.properties import metadata_of

_DEFAULT_BULLET = "•"


def lower(source: HangulDocument, sha256: str, notices: NoticeLog, limits: Limits) -> Document:
    """Return the Document that ``source`` says.

    Args:
        source: what a reader parsed.
        sha256: hash of the file it came from.
        notices: takes what is lost, left out or concluded.
        limits: bounds on pictures.
    """
    context = HangulContext(source, notices, limits)
    blocks: list[Block] = []
    for section in source.sections:
        context.part = section.part
        blocks += _Flow(context, in_body=True).blocks(section.paras)
    _keep_unanchored_memos(context)
    for paras in source.masters:
        context.running.append(RunningText("master", "all", _Flow(context).blocks(paras)))
    _note_source(context)
    pages = sum(section.pages for section in source.sections)
    return Document(
        metadata=metadata_of(source.properties),
        blocks=tuple(blocks),
        notes=context.notes,
        comments=context.comments,
        hidden=tuple(context.hidden),
        running=tuple(context.running),
        resources=context.resources,
        source=Source(sha256, source.format, source.format_version, pages or None),
    )


def _keep_unanchored_memos(context: HangulContext) -> None:
    for number, paras in context.source.memos.items():
        key = f"memo-{number}"
        if key not in context.comments and paras:
            context.comments[key] = Comment("memo", _Flow(context).blocks(paras))


def _note_source(context: HangulContext) -> None:
    """Count what the file carries and the book does not."""
    source, notices = context.source, context.notices
    if source.scripts:
        notices.add(NoticeKind.SCRIPT, count=source.scripts)
    for part, _ in source.damaged_parts:
        notices.add(NoticeKind.DAMAGED_PART, detail=part)
    if source.too_deep:
        notices.add(NoticeKind.NESTING, count=source.too_deep)
    for name in source.looped:
        notices.add(NoticeKind.CHAIN_LOOP, detail=name)
    if source.recovered:
        notices.add(NoticeKind.RECOVERED_CONTAINER)
    if context.comments:
        notices.add(NoticeKind.COMMENT, count=len(context.comments))
    if context.running:
        notices.add(NoticeKind.RUNNING_TEXT, count=len(context.running))


@dataclass(slots=True)
class _Head:
    """The printed number or bullet of a paragraph."""

    text: str
    ordered: bool
    level: int
    checked: bool | None = None


class _Flow:
    """Lowers one list of paragraphs: the body, a cell, a note, a box."""

    def __init__(self, context: HangulContext, *, in_body: bool = False) -> None:
        self._context = context
        self._in_body = in_body
        self._fields: list[OpenField] = []
        self._line = InlineCollector(self._fields)
        self._parts: list[Inlines | Block] = []
        self._trailing: list[Block] = []

    def blocks(self, paras: Paras) -> Blocks:
        """Return the blocks that ``paras`` print."""
        pieces: list[Block | PendingItem] = []
        for number, para in enumerate(paras):
            if self._in_body:
                self._context.paragraph = number
            pieces += self._paragraph(para)
        return group(pieces)

    # ------------------------------------------------------------ one paragraph

    def _paragraph(self, para: Para) -> list[Block | PendingItem]:
        context = self._context
        self._line = InlineCollector(self._fields)
        self._parts, self._trailing = [], []
        if self._in_body:
            self._renumber_pages(para)
        if para.instance in context.targets:
            self._anchor(f"instance:{para.instance}")
        for piece in para.content:
            if isinstance(piece, Run):
                self._run(piece)
            elif isinstance(piece, PageStart):
                self._page_start()
            else:
                printer = self._PRINTERS.get(type(piece))
                if printer is not None:
                    printer(self, piece)
        if self._line.unmapped:
            context.notices.add(NoticeKind.CHARACTER, context.origin, count=self._line.unmapped)
        rest = self._line.take()
        if rest or not (self._parts or self._trailing):
            self._parts.append(rest)
        return self._dressed(para, [*self._parts, *self._trailing])

    def _dressed(self, para: Para, parts: list[Inlines | Block]) -> list[Block | PendingItem]:
        """Give the first text of the paragraph its role: heading, list item or plain."""
        shape, looks = self._shape_of(para), self._context.para_looks
        head = self._head(shape)
        named = looks.level(para.style)
        level = named or (shape.level + 1 if shape.head == "outline" else None)
        layout, origin = looks.layout(para.para_shape), self._context.origin
        texts = [(number, part) for number, part in enumerate(parts) if isinstance(part, tuple)]
        first, opening = texts[0] if texts else (None, ())
        text = plain_text(opening).strip()
        is_heading = self._in_body and level is not None and bool(text)
        role = looks.role(para.style) if self._in_body else None
        if role is None and any(field.kind == "toc" for field in self._fields):
            role = "toc-entry"
        done: list[Block | PendingItem] = []
        for number, part in enumerate(parts):
            if not isinstance(part, tuple):
                done.append(part)
            elif number == first and is_heading and level is not None:
                number_text = head.text if head is not None else ""
                done.append(
                    Heading(
                        min(level, LOWEST_HEADING),
                        part,
                        number_text or None,
                        layout=layout,
                        outlined=not looks.is_for_headings(para.style),
                        origin=origin,
                    )
                )
            else:
                done.append(Paragraph(part, layout, role, origin))
        if head is None or not head.text or is_heading:
            return done
        blocks = tuple(piece for piece in done if not isinstance(piece, PendingItem))
        indent = 0.0 if head.ordered else shape.left_pt + shape.indent_pt
        return [
            PendingItem(head.level, head.text, head.ordered, blocks, head.checked, indent, origin)
        ]

    def _shape_of(self, para: Para) -> ParaShape:
        shapes = self._context.shapes.para_shapes
        return shapes[para.para_shape] if 0 <= para.para_shape < len(shapes) else ParaShape()

    def _head(self, shape: ParaShape) -> _Head | None:
        """Count the paragraph's head, if it has one, and return its printed text."""
        context = self._context
        if not shape.head:
            return None
        if shape.head == "bullet":
            bullets = context.shapes.bullets
            if not 0 < shape.head_id <= len(bullets):
                return _Head(_DEFAULT_BULLET, ordered=False, level=shape.level)
            bullet = bullets[shape.head_id - 1]
            checked = shape.checked if bullet.checked_char else None
            char = objects.shown(bullet.checked_char if checked else bullet.char)
            char = _visible(char) or _DEFAULT_BULLET
            return _Head(char, ordered=False, level=shape.level, checked=checked)
        numberings = context.shapes.numberings
        number = context.outline_numbering if shape.head == "outline" else shape.head_id
        default = DEFAULT_OUTLINE if shape.head == "outline" else DEFAULT_NUMBERING
        numbering = numberings[number - 1] if 0 < number <= len(numberings) else default
        text = context.counters.advance((shape.head, number), numbering, shape.level)
        return _Head(_visible(objects.shown(text)), ordered=True, level=shape.level)

    # ------------------------------------------------------------ text

    def _run(self, run: Run) -> None:
        if run.deleted:
            context = self._context
            context.hidden.append(HiddenText("deleted", (Paragraph((Text(run.text),)),)))
            context.notice(NoticeKind.DELETED_TEXT)
            return
        marks, color, size, font = self._context.looks.of(run.char_shape)
        if run.highlighted:
            marks |= {Mark.HIGHLIGHT}
        self._line.text(run.text, marks, color, size, font)

    def _anchor(self, name: str) -> None:
        if name not in self._context.anchors:
            self._context.anchors.add(name)
            self._line.add(Anchor(name))

    def _break_out(self, block: Block, *, inline: bool) -> None:
        """Place a block at this point: between the texts, or after them where it only floats here."""
        if not inline and not self._line.is_blank:
            self._trailing.append(block)
            return
        if not self._line.is_blank:
            self._parts.append(self._line.take())
        else:
            silent = self._line.take()
            kept = tuple(piece for piece in silent if not isinstance(piece, Text))
            marks = [piece for piece in kept if isinstance(piece, PageMark)]
            anchors = tuple(piece for piece in kept if not isinstance(piece, PageMark))
            self._parts += [PageBreak(mark.label, self._context.origin) for mark in marks]
            if anchors:
                self._parts.append(anchors)
        self._parts.append(block)

    # ------------------------------------------------------------ pages

    def _renumber_pages(self, para: Para) -> None:
        """Numbers set in a paragraph hold for the page that begins with it."""
        pages = self._context.pages
        for piece in para.content:
            if isinstance(piece, SectionStart) and piece.page_start:
                pages.renumber(piece.page_start)
            elif isinstance(piece, NewNumber) and piece.kind == "page":
                pages.renumber(piece.number)
            elif isinstance(piece, PageNumberPlace):
                pages.number_format = piece.number_format

    def _page_start(self) -> None:
        self._line.add(PageMark(self._context.pages.begin()))

    # ------------------------------------------------------------ controls

    def _section(self, section: SectionStart) -> None:
        context = self._context
        context.text_width_pt = section.text_width_pt
        context.outline_numbering = section.outline_numbering
        context.note_shapes = {"footnote": section.footnotes, "endnote": section.endnotes}
        for paras in section.masters:
            self._keep_running("master", "all", paras)

    def _table(self, table: TableControl) -> None:
        self._frame_anchor(table.frame.instance)
        block = objects.table(self._context, table, self._inner)
        if block is not None:
            self._break_out(block, inline=table.frame.inline)

    def _drawing(self, control: DrawingControl) -> None:
        self._frame_anchor(control.frame.instance)
        for lowered in objects.drawing(self._context, control, self._inner):
            if isinstance(lowered, InlineImage):
                self._line.add(lowered)
            else:
                self._break_out(lowered, inline=control.frame.inline)

    def _equation(self, control: EquationControl) -> None:
        self._frame_anchor(control.frame.instance)
        lowered = objects.equation(self._context, control, self._inner)
        if isinstance(lowered, InlineMath):
            self._line.add(lowered)
        else:
            self._break_out(lowered, inline=True)

    def _frame_anchor(self, instance: int) -> None:
        if instance in self._context.targets:
            self._anchor(f"instance:{instance}")

    def _inner(self, paras: Paras) -> Blocks:
        return _Flow(self._context).blocks(paras)

    def _note(self, note: NoteControl) -> None:
        context = self._context
        kind = NoteKind(note.kind)
        context.note_counts[kind] += 1
        count = context.note_counts[kind]
        key = f"{note.kind}-{count}"
        number = note.number or count
        shape = context.note_shapes.get(note.kind)
        auto = _take_note_number(note.paras)
        if auto is not None:
            number = auto.number or number
        if shape is not None:
            text = format_number(number, shape.number_format, shape.user_char)
            mark = shape.prefix + text + shape.suffix
        else:
            mark = f"{number})"
        # The place is taken before the body is lowered, so that notes count in reading order.
        context.notes[key] = Note(kind, mark, ())
        context.notes[key] = Note(kind, mark, self._inner(note.paras))
        self._line.add(NoteRef(key))

    def _running(self, control: RunningControl) -> None:
        self._keep_running(control.kind, control.pages, control.paras)

    def _keep_running(self, kind: str, pages: str, paras: Paras) -> None:
        running = RunningText(kind, pages, self._inner(paras))
        if running not in self._context.running:
            self._context.running.append(running)

    def _hidden_comment(self, control: HiddenComment) -> None:
        self._comment("hidden-comment", control.paras)

    def _deleted_control(self, control: DeletedControl) -> None:
        context = self._context
        context.hidden.append(HiddenText("deleted", self._inner(control.paras)))
        context.notice(NoticeKind.DELETED_TEXT)

    def _comment(self, kind: str, paras: Paras, key: str = "", author: str = "") -> None:
        context = self._context
        key = key or f"{kind}-{len(context.comments) + 1}"
        context.comments[key] = Comment(kind, self._inner(paras), author)
        self._line.add(CommentRef(key))

    def _auto_number(self, control: AutoNumber) -> None:
        if control.kind == "page" and self._in_body:
            text = self._context.pages.label
        else:
            text = format_number(control.number, control.number_format, control.user_char)
        marks, color, size, font = self._context.looks.of(control.char_shape)
        if control.superscript:
            marks |= {Mark.SUPERSCRIPT}
        self._line.add(Text(control.prefix + text + control.suffix, marks, color, size, None, font))

    def _field_start(self, field: FieldStart) -> None:
        memo = memo_number(field.command)
        if memo is not None or field.memo:
            paras = self._context.source.memos.get(memo or 0, field.memo)
            author = field.command.split("/")[5] if field.command.count("/") >= 6 else ""
            self._comment("memo", paras, f"memo-{memo}" if memo else "", author)
        if field.kind == "bmk" and field.name:
            self._anchor(f"bookmark:{field.name.strip()}")
        target = link_target(field.command) if field.kind in ("hlk", "xrf") else None
        if field.kind == "hlk" and target is None:
            self._context.notice(NoticeKind.LINK_TARGET, field.command)
        self._line.open_field(field.kind, target)

    def _field_end(self, _end: FieldEnd) -> None:
        self._line.close_field()

    def _bookmark(self, control: BookmarkControl) -> None:
        self._anchor(f"bookmark:{control.name.strip()}")

    def _ruby(self, control: RubyControl) -> None:
        base = objects.shown(control.base)
        if not base:
            return
        annotation = objects.shown(control.annotation)
        marks, color, size, font = self._context.looks.of(control.char_shape)
        text = Text(base, marks, color, size, None, font)
        inline: Inline = Ruby((text,), annotation, control.below) if annotation else text
        self._line.add(inline)

    def _overlap(self, control: Overlap) -> None:
        text = number_in_sign(control.characters)
        text = text or overlapped(objects.shown(control.characters), control.frame)
        if text:
            marks, color, size, font = self._context.looks.of(control.char_shape)
            self._line.add(Text(text, marks, color, size, None, font))

    def _form(self, control: FormControl) -> None:
        self._context.notice(NoticeKind.FORM_FIELD, control.kind)
        text = objects.shown(control.text)
        if control.checked is not None:
            text = ("☑ " if control.checked else "☐ ") + text
        if text.strip():
            self._line.add(Text(text))

    def _unknown(self, control: UnknownControl) -> None:
        self._context.notice(NoticeKind.UNKNOWN_OBJECT, control.name)
        for block in self._inner(control.paras):
            self._break_out(block, inline=True)

    _PRINTERS: ClassVar[Mapping[type, Callable[[_Flow, Any], None]]] = {
        SectionStart: _section,
        TableControl: _table,
        DrawingControl: _drawing,
        EquationControl: _equation,
        NoteControl: _note,
        RunningControl: _running,
        HiddenComment: _hidden_comment,
        DeletedControl: _deleted_control,
        AutoNumber: _auto_number,
        FieldStart: _field_start,
        FieldEnd: _field_end,
        BookmarkControl: _bookmark,
        RubyControl: _ruby,
        Overlap: _overlap,
        FormControl: _form,
        UnknownControl: _unknown,
    }
    """What prints each control; the others print nothing where they stand."""


def _visible(marker: str) -> str:
    """Return a marker with soft hyphens shown: paper prints them, screens only at a line's end."""
    return marker.replace("\u00ad", "-")


def _take_note_number(paras: Paras) -> AutoNumber | None:
    """Take the number out of a note's body: it is printed as the note's mark."""
    if not paras:
        return None
    content = paras[0].content
    for at, piece in enumerate(content):
        if isinstance(piece, AutoNumber) and piece.kind in ("footnote", "endnote"):
            del content[at]
            following = content[at] if at < len(content) else None
            if isinstance(following, Run):
                following.text = following.text.lstrip()
            return piece
    return None
