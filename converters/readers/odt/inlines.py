# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of a paragraph: spans, links, notes, fields, marks (ODF 1.3 part 3, 6 and 7)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import ClassVar
from urllib.parse import unquote

from converters.document.nodes import (
    Blocks,
    Comment,
    CommentRef,
    Inline,
    LineBreak,
    Note,
    NoteKind,
    NoteRef,
    PageMark,
    Paragraph,
    Ruby,
    Text,
)
from converters.document.notices import NoticeKind
from converters.document.walk import plain_text
from converters.readers.odt import frames
from converters.readers.odt.context import OUTLINE_TARGET, OdtContext
from converters.readers.odt.names import DC, DRAW, LOEXT, OFFICE, TEXT, XLINK, whole
from converters.source.draft import Draft
from converters.source.line import OpenField
from converters.source.old_hangul import normalise
from converters.xhtml.markup import Element, clean

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 1_000
_SAFE_LINKS = ("http://", "https://", "ftp://", "mailto:")
_EAST = frozenset("WF")

Inner = Callable[[Element], Blocks]


class Inlines:
    """Reads the contents of paragraphs into drafts.

    Args:
        context: the document.
        inner: reads the blocks in an element, as a flow of its own.
        in_body: whether printed pages begin in this flow.
    """

    def __init__(self, context: OdtContext, inner: Inner, *, in_body: bool) -> None:
        self._context = context
        self._inner = inner
        self._in_body = in_body
        self._paragraph = ""
        self._spans: tuple[str, ...] = ()
        self._after_space = True
        self._fields: list[OpenField] = []
        self.draft = Draft(context, self._fields)

    def begin(self, paragraph_style: str) -> Draft:
        """Begin a paragraph of a style and return its draft."""
        self._paragraph, self._spans, self._after_space = paragraph_style, (), True
        self.draft = Draft(self._context, self._fields)
        return self.draft

    def read(self, parent: Element) -> None:
        """Read everything in ``parent``."""
        self._text(parent.text)
        for child in parent:
            if isinstance(child.tag, str):
                self._element(child)
            self._text(child.tail)

    def _element(self, element: Element) -> None:
        reader = self._READERS.get(element.tag)
        if reader is not None:
            reader(self, element)
        elif element.tag.startswith(DRAW):
            self._drawing(element)
        elif element.tag not in _SILENT:
            # Fields print what they were when the file was saved (7.1); what an extension
            # wraps is text all the same.
            self.read(element)

    # ------------------------------------------------------------ text

    def _text(self, value: str | None) -> None:
        """Add text; spaces in a row are one, and none begins a paragraph (6.1.2)."""
        if not value:
            return
        text = _SPACES.sub(" ", clean(value))
        if self._after_space and text.startswith(" "):
            text = text[1:]
        if text:
            self._after_space = text.endswith(" ")
            self._print(text)

    def _print(self, text: str) -> None:
        asian = _is_asian(text)
        look = self._context.styles.look(self._paragraph, self._spans, asian=asian)
        if look.hidden:
            self._context.keep_hidden("hidden", (Paragraph((Text(normalise(text)[0]),)),))
            self._context.notice(NoticeKind.HIDDEN_TEXT)
            return
        if look.capitals:
            text = text.upper()
        line = self.draft.line
        before = line.unmapped
        line.text(text, look.marks, look.color, look.size, look.font)
        if line.unmapped > before:
            self._context.notice(NoticeKind.CHARACTER, count=line.unmapped - before)

    def _span(self, element: Element) -> None:
        outer = self._spans
        self._spans = (*outer, element.get(f"{TEXT}style-name", ""))
        self.read(element)
        self._spans = outer

    def _spaces(self, element: Element) -> None:
        self._print(" " * whole(element, f"{TEXT}c", 1, _MOST_BLANKS))
        self._after_space = False

    def _tab(self, _element: Element) -> None:
        self._print("\t")
        self._after_space = False

    def _line_break(self, _element: Element) -> None:
        self.draft.add(LineBreak())
        self._after_space = True

    def _page(self, _element: Element) -> None:
        if self._in_body:
            self._context.page += 1
            self.draft.add(PageMark(str(self._context.page)))

    # ------------------------------------------------------------ links and places

    def _link(self, element: Element) -> None:
        target = link_target(element.get(f"{XLINK}href", ""))
        if target is None:
            self._context.notice(NoticeKind.LINK_TARGET, element.get(f"{XLINK}href", ""))
        self._linked(element, target)

    def _reference(self, element: Element) -> None:
        name = element.get(f"{TEXT}ref-name", "")
        self._linked(element, f"#bookmark:{name}" if name else None)

    def _linked(self, element: Element, target: str | None) -> None:
        self.draft.line.open_field("link", target)
        outer = self._spans
        style = element.get(f"{TEXT}style-name", "")
        # The character style of links is the reading system's business.
        self._spans = (*outer, style) if style and "Internet" not in style else outer
        self.read(element)
        self._spans = outer
        self.draft.line.close_field()

    def _bookmark(self, element: Element) -> None:
        name = element.get(f"{TEXT}name", "")
        if name:
            self.draft.anchor(f"bookmark:{name}")

    # ------------------------------------------------------------ notes, comments, ruby

    def _note(self, element: Element) -> None:
        context = self._context
        is_end = element.get(f"{TEXT}note-class") == "endnote"
        kind = NoteKind.ENDNOTE if is_end else NoteKind.FOOTNOTE
        citation, body = element.find(f"{TEXT}note-citation"), element.find(f"{TEXT}note-body")
        mark = "".join(map(str, citation.itertext())).strip() if citation is not None else ""
        if body is None:
            self._text(mark)
            return
        key = f"{kind.value}-{len(context.notes) + 1}"
        # The place is taken before the body is read, so that notes count in reading order.
        context.notes[key] = Note(kind, mark, ())
        context.notes[key] = Note(kind, mark, self._inner(body))
        self.draft.add(NoteRef(key))
        self._after_space = False

    def _comment(self, element: Element) -> None:
        context = self._context
        key = f"comment-{len(context.comments) + 1}"
        author, date = (element.findtext(DC + name) or "" for name in ("creator", "date"))
        context.comments[key] = Comment("memo", self._inner(element), author.strip(), date.strip())
        self.draft.add(CommentRef(key))

    def _ruby(self, element: Element) -> None:
        base, reading = element.find(f"{TEXT}ruby-base"), element.find(f"{TEXT}ruby-text")
        annotation = clean("".join(map(str, reading.itertext())) if reading is not None else "")
        outer, self.draft = self.draft, Draft(self._context, [])
        if base is not None:
            self.read(base)
        parts, self.draft = self.draft.finish(), outer
        inlines: tuple[Inline, ...] = tuple(
            inline for part in parts if isinstance(part, tuple) for inline in part
        )
        if annotation.strip() and plain_text(inlines).strip():
            below = self._context.styles.ruby_is_below(element.get(f"{TEXT}style-name", ""))
            self.draft.add(Ruby(inlines, normalise(annotation.strip())[0], below))
            return
        for inline in inlines:
            self.draft.add(inline)
        self._text(annotation)

    # ------------------------------------------------------------ fields

    def _hidden_field(self, element: Element) -> None:
        """A text that a condition hides, or shows (7.7.4 to 7.7.6)."""
        if element.get(f"{TEXT}is-hidden") != "true" and element.tag == f"{TEXT}conditional-text":
            self.read(element)
            return
        text = element.get(f"{TEXT}string-value", "") or "".join(map(str, element.itertext()))
        self._context.keep_hidden("hidden", (Paragraph((Text(clean(text)),)),))
        if text.strip():
            self._context.notice(NoticeKind.HIDDEN_TEXT)

    def _content_control(self, element: Element) -> None:
        if element.get(f"{LOEXT}showing-place-holder") == "true":
            self._placeholder(element)
        else:
            self.read(element)

    def _placeholder(self, element: Element) -> None:
        """What a person is asked to fill in (7.7.3): a book has nothing to fill in."""
        text = clean("".join(map(str, element.itertext())))
        self._context.keep_hidden("placeholder", (Paragraph((Text(text),)),))
        self._context.notice(NoticeKind.FORM_FIELD, text)

    # ------------------------------------------------------------ frames

    def _drawing(self, element: Element) -> None:
        for piece, in_line in frames.pieces(self._context, element, self._inner):
            if isinstance(piece, frames.LINE_PIECES):
                self.draft.add(piece)
                self._after_space = False
            else:
                self.draft.break_out(piece, inline=in_line)

    _READERS: ClassVar[Mapping[str, Callable[[Inlines, Element], None]]] = {
        f"{TEXT}span": _span,
        f"{TEXT}s": _spaces,
        f"{TEXT}tab": _tab,
        f"{TEXT}line-break": _line_break,
        f"{TEXT}soft-page-break": _page,
        f"{TEXT}a": _link,
        f"{TEXT}bookmark-ref": _reference,
        f"{TEXT}reference-ref": _reference,
        f"{TEXT}bookmark": _bookmark,
        f"{TEXT}bookmark-start": _bookmark,
        f"{TEXT}reference-mark": _bookmark,
        f"{TEXT}reference-mark-start": _bookmark,
        f"{TEXT}note": _note,
        f"{OFFICE}annotation": _comment,
        f"{TEXT}ruby": _ruby,
        f"{TEXT}hidden-text": _hidden_field,
        f"{TEXT}conditional-text": _hidden_field,
        f"{TEXT}placeholder": _placeholder,
        f"{LOEXT}content-control": _content_control,
    }
    """What reads each element of a paragraph; other fields print their text."""


_SILENT = frozenset(
    TEXT + name
    for name in (
        "bookmark-end", "reference-mark-end", "change", "change-start", "change-end", "number",
        "alphabetical-index-mark", "alphabetical-index-mark-start", "alphabetical-index-mark-end",
        "toc-mark", "toc-mark-start", "toc-mark-end", "user-index-mark", "hidden-paragraph",
        "script", "note-citation", "note-body", "list-header",
    )
)  # fmt: skip


def link_target(href: str) -> str | None:
    """Return where a link leads; None where a book cannot lead there (6.1.8)."""
    if href.startswith("#"):
        name = unquote(href.removeprefix("#"))
        if name.endswith(OUTLINE_TARGET):
            return f"#outline:{name.removesuffix(OUTLINE_TARGET)}"
        return f"#bookmark:{name.partition('|')[0]}" if name else None
    return href if href.lower().startswith(_SAFE_LINKS) else None


def _is_asian(text: str) -> bool:
    """Whether a text is written in Hangul, Han or kana, as an editor tells its script."""
    return not text.isascii() and any(unicodedata.east_asian_width(char) in _EAST for char in text)
