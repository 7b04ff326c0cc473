# SPDX-License-Identifier: AGPL-3.0-or-later
"""Footnotes, endnotes and comments (ECMA-376 part 1, 17.11 and 17.13.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from converters.document.nodes import Blocks, Comment, HiddenText, Note, NoteKind
from converters.document.notices import NoticeKind
from converters.errors import DamagedSource
from converters.readers.docx.context import DocxContext
from converters.readers.docx.names import W, val, whole
from converters.readers.docx.number_formats import formatted
from converters.xhtml.markup import Element

_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_DEFAULT_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}

Inner = Callable[[Element], Blocks]


class Notes:
    """The notes and comments of one document; each body is lowered where it is referred to.

    Args:
        context: the document; takes the bodies.
        settings: the settings part, which says how notes are numbered.
    """

    def __init__(self, context: DocxContext, settings: Element | None) -> None:
        self._context = context
        self._parts: dict[str, str] = {}
        self._bodies: dict[str, dict[str, Element]] = {}
        self._numbers: dict[str, int] = {}
        self._forms: dict[str, str] = {}
        for kind in ("footnote", "endnote"):
            shape = settings.find(f"{W}{kind}Pr") if settings is not None else None
            self._shape(kind, shape)
            self._bodies[kind] = self._load(kind)
        self._bodies["comment"] = self._load("comment")
        first = context.pages.section
        if first is not None:
            for kind in ("footnote", "endnote"):
                self._shape(kind, first.element.find(f"{W}{kind}Pr"))

    def _shape(self, kind: str, shape: Element | None) -> None:
        """Take over how notes of a kind are numbered (17.11.11)."""
        self._numbers.setdefault(kind, 0)
        start = val(shape, "numStart")
        if start:
            self._numbers[kind] = whole(start, 1) - 1
        form = val(shape, "numFmt")
        self._forms[kind] = form or self._forms.get(kind, _DEFAULT_FORMS[kind])

    def _load(self, kind: str) -> dict[str, Element]:
        context = self._context
        part = context.package.related(context.package.main, f"{kind}s")
        if part is None:
            return {}
        self._parts[kind] = part
        try:
            root = context.package.xml(part)
        except DamagedSource:
            context.notice(NoticeKind.DAMAGED_PART, part)
            return {}
        return {
            element.get(f"{W}id", ""): element
            for element in root.iterfind(W + kind)
            if element.get(f"{W}type") not in _SEPARATORS
        }

    def bodies(self) -> Iterator[Element]:
        """Yield the bodies of all footnotes and endnotes."""
        for kind in ("footnote", "endnote"):
            yield from self._bodies[kind].values()

    def refer(self, kind: str, number: int, mark: str, inner: Inner) -> str | None:
        """Lower the note that is referred to and return its key.

        None where it has no body, or stands in the book already.

        Args:
            kind: "footnote" or "endnote".
            number: its id.
            mark: the author's own mark; empty for one that is counted.
            inner: lowers the blocks in an element.
        """
        context = self._context
        key = f"{kind}-{number}"
        element = self._bodies[kind].get(str(number))
        if element is None or key in context.notes:
            return None
        if not mark:
            self._numbers[kind] += 1
            mark = formatted(self._numbers[kind], self._forms[kind])
        # The place is taken before the body is lowered, so that notes count in reading order.
        context.notes[key] = Note(NoteKind(kind), mark, ())
        _without_mark(element)
        with context.within(self._parts[kind]):
            context.notes[key] = Note(NoteKind(kind), mark, inner(element))
        return key

    def keep_unreferred(self, inner: Inner) -> None:
        """Keep notes that nothing refers to, and that Word therefore shows nowhere, as hidden text.

        Args:
            inner: lowers the blocks in an element.
        """
        for kind in ("footnote", "endnote"):
            for number, element in self._bodies[kind].items():
                if f"{kind}-{number}" not in self._context.notes:
                    with self._context.within(self._parts[kind]):
                        blocks = inner(element)
                    if blocks:
                        self._context.hidden.append(HiddenText("unreferred", blocks))
                        self._context.notice(NoticeKind.HIDDEN_TEXT)

    def mark_of(self, kind: str, number: int) -> str:
        """Return the mark of a note that stands in the book; empty for others."""
        note = self._context.notes.get(f"{kind}-{number}")
        return note.mark if note is not None else ""

    def comment(self, number: str, inner: Inner) -> str | None:
        """Lower a comment and return its key; None where it has no body or stands already."""
        context = self._context
        key = f"comment-{number}"
        element = self._bodies["comment"].get(number)
        if element is None or key in context.comments:
            return None
        context.comments[key] = Comment("memo", ())
        with context.within(self._parts["comment"]):
            context.comments[key] = Comment(
                "memo",
                inner(element),
                element.get(f"{W}author", ""),
                element.get(f"{W}date", ""),
            )
        return key

    def keep_comments(self, inner: Inner) -> None:
        """Lower the comments that nothing in the text refers to."""
        for number in self._bodies["comment"]:
            self.comment(number, inner)


def _without_mark(note: Element) -> None:
    """Take the space out that follows the note's own mark: the mark is printed by the book."""
    for mark in note.iter(f"{W}footnoteRef", f"{W}endnoteRef"):
        run = mark.getparent()
        following = [run, *run.itersiblings()] if run is not None else []
        for element in following:
            text = next(element.iter(f"{W}t", f"{W}tab"), None)
            if text is None:
                continue
            if text.tag == f"{W}t":
                text.text = (text.text or "").lstrip()
            else:
                parent = text.getparent()
                if parent is not None:
                    parent.remove(text)
            return
        return
