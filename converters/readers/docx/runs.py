# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands in a paragraph: runs, links, fields, marks (ECMA-376 part 1, 17.3.2 and 17.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from converters.document.nodes import (
    Blocks,
    CommentRef,
    EquationBlock,
    Figure,
    HiddenText,
    InlineImage,
    InlineMath,
    LineBreak,
    Mark,
    NoteRef,
    PageMark,
    Paragraph,
    Ruby,
    Text,
)
from converters.document.notices import NoticeKind
from converters.document.walk import plain_text
from converters.readers.docx import objects
from converters.readers.docx.context import DocxContext
from converters.readers.docx.controls import check_box, form_text, opened
from converters.readers.docx.equation_fields import EquationFieldError, equation_field, math_of
from converters.readers.docx.fields import (
    ComplexField,
    link_target,
    name_of,
    ruby_of,
    symbol_of,
    target_of,
)
from converters.readers.docx.looks import Look
from converters.readers.docx.names import MC, M, W, chosen, holding, text_of, whole
from converters.readers.docx.notes import Notes
from converters.readers.docx.omml import to_math
from converters.readers.docx.package import relation_id
from converters.source.draft import Draft
from converters.source.line import OpenField
from converters.source.symbols import readable, symbol
from converters.xhtml.markup import Element

_HIDDEN_BOOKMARK = "_"
# Fields inside each other; more of them are marks without an end.
_MOST_FIELDS = 64
_SYMBOL_EX = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}"


class Runs:
    """Reads the content of paragraphs of one flow into drafts.

    Args:
        context: the document.
        notes: its notes and comments.
        inner: lowers the blocks in an element, as a flow of its own.
        in_body: whether printed pages begin in this flow.
    """

    def __init__(
        self,
        context: DocxContext,
        notes: Notes,
        inner: Callable[[Element], Blocks],
        *,
        in_body: bool,
    ) -> None:
        self._context = context
        self._notes = notes
        self._inner = inner
        self._in_body = in_body
        self.fields: list[OpenField] = []
        self._complex: list[ComplexField] = []
        self.draft = Draft(context, self.fields)
        self._style = ""
        self._look = context.looks.of("", {})

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(field.kind == "TOC" for field in self.fields)

    def begin(self, draft: Draft, style: str) -> None:
        """What follows belongs to ``draft``, in a paragraph of ``style``."""
        self.draft = draft
        self._style = style

    def read(self, parent: Element) -> None:
        """Read everything in ``parent``: a paragraph, a link, a control."""
        for child in parent:
            reader = self._READERS.get(child.tag)
            if reader is not None:
                reader(self, child)
            elif child.find(f"{W}r") is not None:
                # Nobody's element: what it holds is the paragraph's all the same.
                self.read(child)

    # ------------------------------------------------------------ wrappers

    def _control(self, element: Element) -> None:
        """A content control in the line (17.5.2.31); a check box prints its state."""
        state = check_box(element)
        if state is not None:
            self._text("☑" if state else "☐")
            return
        for child in opened(element):
            self.read(child)

    def _blocks(self, element: Element) -> None:
        """A paragraph or a table where only runs may stand: it stands between the texts."""
        self._printed()
        for block in self._inner(holding("body", element)):
            self.draft.break_out(block, inline=True)

    def _bare_text(self, element: Element) -> None:
        self._text(element.text or "", self._context.looks.of(self._style, {}))

    def _alternate(self, element: Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self.read(branch)

    def _link(self, element: Element) -> None:
        relation = self._context.relation(relation_id(element)) if relation_id(element) else None
        address = relation.target if relation is not None and relation.external else ""
        target = link_target(address, element.get(f"{W}anchor", ""))
        if target is None and (address or relation_id(element)):
            self._context.notice(NoticeKind.LINK_TARGET, address)
        self.draft.line.open_field("HYPERLINK", target)
        self.read(element)
        self.draft.line.close_field()

    def _simple_field(self, element: Element) -> None:
        instruction = element.get(f"{W}instr", "")
        if self._symbol_field(instruction):
            return
        if name_of(instruction) == "EQ" and not text_of(element).strip():
            self._equation_field(instruction)
            return
        self.draft.line.open_field(name_of(instruction), target_of(instruction))
        self.read(element)
        self.draft.line.close_field()

    def _deleted(self, element: Element) -> None:
        """A tracked deletion, or where something was moved from: kept apart (17.13.5)."""
        text = text_of(element)
        if text.strip():
            paragraph = Paragraph((Text(readable(text, "")[0]),))
            self._context.hidden.append(HiddenText("deleted", (paragraph,)))
            self._context.notice(NoticeKind.DELETED_TEXT)

    def _ruby(self, element: Element) -> None:
        """Base text with a reading (17.3.3.25)."""
        base, reading = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        outer, self.draft = self.draft, Draft(self._context, [])
        if base is not None:
            self.read(base)
        inlines = [i for part in self.draft.finish() if isinstance(part, tuple) for i in part]
        self.draft = outer
        annotation = readable(text_of(reading), "")[0].strip() if reading is not None else ""
        if annotation and plain_text(tuple(inlines)).strip():
            self._printed()
            self.draft.add(Ruby(tuple(inlines), annotation))
        else:
            for inline in inlines:
                self.draft.add(inline)

    # ------------------------------------------------------------ runs

    def _run(self, element: Element) -> None:
        properties = element.find(f"{W}rPr")
        own = self._context.styles.run_properties(properties) if properties is not None else {}
        look = self._look = self._context.looks.of(self._style, own)
        if look.hidden:
            self._hidden(element)
            return
        for child in element:
            tag = child.tag
            if tag == f"{W}t":
                if child.text:
                    self._text(child.text)
            else:
                reader = self._READERS.get(tag)
                if reader is not None:
                    reader(self, child)

    def _hidden(self, element: Element) -> None:
        """Hidden text is kept apart; fields and marks in it still count (17.3.2.41)."""
        text = text_of(element)
        if text and not self._in_instruction:
            paragraph = Paragraph((Text(readable(text, "")[0]),))
            self._context.hidden.append(HiddenText("hidden", (paragraph,)))
            self._context.notice(NoticeKind.HIDDEN_TEXT)
        for child in element:
            if child.tag in _FIELD_PARTS:
                self._READERS[child.tag](self, child)

    @property
    def _in_instruction(self) -> bool:
        return any(not field.in_result for field in self._complex)

    def _text(self, value: str, look: Look | None = None) -> None:
        """Add text in the look of the run."""
        if self._in_instruction:
            self._instructed(value)
            return
        look = look or self._look
        if not value.isascii() or look.symbol_font:
            value, unknown = readable(value, look.symbol_font)
            if unknown:
                self._context.notice(NoticeKind.CHARACTER, count=unknown)
        if value:
            self._printed()
            self.draft.add(look.of(value))
            for field in self._complex:
                field.said = True

    def _instructed(self, value: str) -> None:
        """Text in an instruction: fields inside an EQ field give their results to it."""
        inner = next(field for field in reversed(self._complex) if not field.in_result)
        if name_of(inner.instruction) == "EQ":
            inner.parts.append(value)

    def _printed(self) -> None:
        if self._in_body:
            self._context.pages.text()

    def _tab(self, _element: Element) -> None:
        self._text("\t")

    def _hyphen(self, _element: Element) -> None:
        self._text("\u2011")

    def _soft_hyphen(self, _element: Element) -> None:
        self._text("\u00ad")

    def _break(self, element: Element) -> None:
        kind = element.get(f"{W}type", "textWrapping")
        if kind == "page":
            self._page(self._context.pages.hard_break)
        elif kind == "textWrapping" and not self._in_instruction:
            self.draft.add(LineBreak())

    def _rendered_break(self, _element: Element) -> None:
        self._page(self._context.pages.rendered_break)

    def _page(self, turn: Callable[[], str | None]) -> None:
        if self._in_body:
            label = turn()
            if label is not None:
                self.draft.add(PageMark(label))

    def _symbol(self, element: Element) -> None:
        code = element.get(f"{W}char", "")
        font = element.get(f"{W}font", "")
        try:
            text = symbol(int(code[:6], 16), font)
        except ValueError:
            return
        if not text:
            self._context.notice(NoticeKind.CHARACTER, f"{font} {code}")
        self._text(text or "\ufffd")

    def _symbol_ex(self, element: Element) -> None:
        code = element.get(f"{_SYMBOL_EX}char", "")
        try:
            self._text(symbol(int(code[:6], 16), element.get(f"{_SYMBOL_EX}font", "")))
        except ValueError:
            return

    # ------------------------------------------------------------ fields

    def _field_mark(self, element: Element) -> None:
        """The marks of a complex field (17.16.18)."""
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and len(self._complex) < _MOST_FIELDS:
            self._complex.append(ComplexField(box=form_text(element.find(f"{W}ffData"))))
        elif kind == "separate" and self._complex:
            field = self._complex[-1]
            if symbol_of(field.instruction) is not None:
                # What the instruction says is surer than a letter in a font that may be lost.
                return
            field.in_result = True
            if not self._in_instruction:
                field.opened = True
                instruction = field.instruction
                self.draft.line.open_field(name_of(instruction), target_of(instruction))
        elif kind == "end" and self._complex:
            field = self._complex.pop()
            if field.opened:
                self.draft.line.close_field()
            self._without_result(field)

    def _without_result(self, field: ComplexField) -> None:
        """Print what fields say in their instruction alone: form fields, readings above."""
        ruby = ruby_of(field.instruction)
        if field.box is not None:
            self._context.notice(NoticeKind.FORM_FIELD, name_of(field.instruction))
            self._text(field.box)
        elif ruby is not None and not self._in_instruction:
            self._printed()
            self.draft.add(Ruby((self._look.of(ruby[0]),), ruby[1]))
        elif not field.said and not self._symbol_field(field.instruction):
            self._equation_field(field.instruction)

    def _symbol_field(self, instruction: str) -> bool:
        """Print the sign of a SYMBOL field (17.16.5.62); False for other fields."""
        found = symbol_of(instruction)
        if found is None:
            return False
        code, font = found
        text = symbol(code, font)
        if not text:
            self._context.notice(NoticeKind.CHARACTER, f"{font} {code:X}")
        self._text(text or "\ufffd", replace(self._look, symbol_font=""))
        return True

    def _equation_field(self, instruction: str) -> None:
        """Print an EQ field; what follows no grammar is printed as written."""
        if name_of(instruction) != "EQ":
            return
        if self._in_instruction:
            self._text(instruction[2:].strip())
            return
        try:
            pieces = equation_field(instruction)
        except EquationFieldError:
            self._context.notice(NoticeKind.EQUATION, instruction)
            self._text(instruction[2:].strip())
            return
        math = math_of(pieces, instruction)
        if math is not None:
            self._printed()
            self.draft.add(InlineMath(math))
        else:
            self._text("".join(piece for piece in pieces if isinstance(piece, str)))

    def _instruction(self, element: Element) -> None:
        if self._complex and not self._complex[-1].in_result:
            self._complex[-1].parts.append(element.text or "")

    # ------------------------------------------------------------ marks

    def _bookmark(self, element: Element) -> None:
        self.bookmark(element.get(f"{W}name", ""))

    def bookmark(self, name: str) -> None:
        """Place a bookmark; those of the program only where something leads to them (17.13.6.2)."""
        if name and (not name.startswith(_HIDDEN_BOOKMARK) or name in self._context.targets):
            self.draft.anchor(f"bookmark:{name}")

    def _note(self, element: Element) -> None:
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        mark = ""
        if element.get(f"{W}customMarkFollows", "0") not in ("0", "false", "off"):
            following = element.getnext()
            while following is not None and following.tag != f"{W}t":
                following = following.getnext()
            if following is not None:
                mark, following.text = (following.text or "").strip(), ""
        self._printed()
        number = whole(element.get(f"{W}id"), -1)
        key = self._notes.refer(kind, number, mark, self._inner)
        if key is not None:
            self.draft.add(NoteRef(key))
            return
        # Its body stands in the book already: the mark alone is printed again.
        again = self._notes.mark_of(kind, number)
        if again:
            look = self._look.of(again)
            self.draft.add(replace(look, marks=look.marks | {Mark.SUPERSCRIPT}))

    def _comment(self, element: Element) -> None:
        key = self._notes.comment(element.get(f"{W}id", ""), self._inner)
        if key is not None:
            self.draft.add(CommentRef(key))

    # ------------------------------------------------------------ objects

    def _drawing(self, element: Element) -> None:
        self._place(objects.drawing, element)

    def _vml(self, element: Element) -> None:
        self._place(objects.vml, element)

    def _place(
        self,
        pieces: Callable[[DocxContext, Element, objects.Inner], Iterator[objects.Piece]],
        element: Element,
    ) -> None:
        linked = any(field.target for field in self.fields)
        for piece, inline in pieces(self._context, element, self._inner):
            self._printed()
            if isinstance(piece, InlineImage):
                self.draft.add(piece)
            elif linked and isinstance(piece, Figure):
                # Only what stands in the line can be followed as a link.
                image = InlineImage(
                    piece.resource, piece.alt, piece.decorative, piece.width_percent
                )
                self.draft.add(image)
            else:
                self.draft.break_out(piece, inline=inline)

    def _math(self, element: Element) -> None:
        math = to_math(element)
        if math is not None:
            self._printed()
            self.draft.add(InlineMath(math))

    def _math_paragraph(self, element: Element) -> None:
        for equation in element.iter(f"{M}oMath"):
            math = to_math(equation)
            if math is not None:
                self._printed()
                block = EquationBlock(math, origin=self._context.origin)
                self.draft.break_out(block, inline=True)

    _READERS: ClassVar[Mapping[str, Callable[[Runs, Element], None]]] = {
        f"{W}r": _run,
        f"{M}r": _run,
        f"{W}p": _blocks,
        f"{W}tbl": _blocks,
        f"{W}t": _bare_text,
        f"{W}tab": _tab,
        f"{W}ptab": _tab,
        f"{W}br": _break,
        f"{W}cr": _break,
        f"{W}noBreakHyphen": _hyphen,
        f"{W}softHyphen": _soft_hyphen,
        f"{W}sym": _symbol,
        f"{_SYMBOL_EX}sym": _symbol_ex,
        f"{W}lastRenderedPageBreak": _rendered_break,
        f"{W}fldChar": _field_mark,
        f"{W}instrText": _instruction,
        f"{W}footnoteReference": _note,
        f"{W}endnoteReference": _note,
        f"{W}commentReference": _comment,
        f"{W}bookmarkStart": _bookmark,
        f"{W}drawing": _drawing,
        f"{W}pict": _vml,
        f"{W}object": _vml,
        f"{W}ruby": _ruby,
        f"{W}hyperlink": _link,
        f"{W}fldSimple": _simple_field,
        f"{W}sdt": _control,
        f"{W}del": _deleted,
        f"{W}moveFrom": _deleted,
        f"{MC}AlternateContent": _alternate,
        f"{M}oMath": _math,
        f"{M}oMathPara": _math_paragraph,
        **dict.fromkeys(
            (
                W + name
                for name in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent")
            ),
            read,
        ),
    }
    """What reads each element of a run or a paragraph; the others print nothing."""


_FIELD_PARTS = frozenset(
    W + name
    for name in (
        "fldChar", "instrText", "footnoteReference", "endnoteReference", "commentReference",
        "lastRenderedPageBreak",
    )
)  # fmt: skip
