# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tracked deletions of OWPML: from one mark to another, over as many paragraphs as it takes.

The paragraph marks within a deletion go with it, so that what stands before and behind it is
one paragraph. A mark that begins a deletion which never ends holds for its own paragraph, so
that a damaged file does not lose all that follows.
"""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from converters.readers.hwpx.elements import flag, local
from converters.source.hangul.model import (
    AutoNumber,
    Control,
    DeletedControl,
    DrawingControl,
    EquationControl,
    FormControl,
    NoteControl,
    Overlap,
    PageStart,
    Para,
    RubyControl,
    Run,
    TableControl,
    UnknownControl,
)

BEGIN, END = "deleteBegin", "deleteEnd"
_PRINTED = (
    TableControl,
    DrawingControl,
    EquationControl,
    NoteControl,
    RubyControl,
    Overlap,
    FormControl,
    AutoNumber,
    UnknownControl,
)


class Deletions:
    """Which text of one list of paragraphs is deleted, while it is read from front to back."""

    def __init__(self) -> None:
        self._open = 0
        self._open_here = 0
        self._takes_mark = False
        self._root: etree._Element | None = None
        self._endless: set[etree._Element] = set()

    @property
    def active(self) -> bool:
        """Whether what is read now is deleted."""
        return self._open > 0 or self._open_here > 0

    def begin(self, mark: etree._Element) -> None:
        """Take note that a deletion begins."""
        root = mark.getroottree().getroot()
        if root is not self._root:
            self._root, self._endless = root, _endless(root)
        if mark in self._endless:
            self._open_here += 1
        else:
            self._open += 1

    def end(self, mark: etree._Element) -> None:
        """Take note that a deletion ends; with ``paraend`` it takes the paragraph's mark along."""
        if self._open:
            self._open -= 1
        else:
            self._open_here = max(0, self._open_here - 1)
        self._takes_mark = flag(mark, "paraend")

    def printed(self) -> None:
        """Take note that something stands behind the last deletion."""
        self._takes_mark = False

    def end_paragraph(self) -> bool:
        """Return whether the mark of the paragraph that ends here is deleted."""
        taken = self._open > 0 or self._takes_mark
        self._open_here, self._takes_mark = 0, False
        return taken


def _endless(root: etree._Element) -> set[etree._Element]:
    """Return the marks of deletions that do not end in the list of paragraphs that holds them."""
    open_marks: dict[etree._Element | None, list[etree._Element]] = defaultdict(list)
    for mark in root.iter(f"{{*}}{BEGIN}", f"{{*}}{END}"):
        marks = open_marks[_list_of(mark)]
        if local(mark) == BEGIN:
            marks.append(mark)
        elif marks:
            key = mark.get("Id", "")
            same = [at for at, begun in enumerate(marks) if begun.get("Id", "") == key]
            del marks[same[-1] if same else -1]
    return {mark for marks in open_marks.values() for mark in marks}


def _list_of(mark: etree._Element) -> etree._Element | None:
    for outer in mark.iterancestors():
        if local(outer) == "p":
            return outer.getparent()
    return None


def taken_away(control: Control) -> Control:
    """Return a control of a deletion: what it prints is kept apart, what it sets still holds."""
    if isinstance(control, NoteControl):
        return DeletedControl(control.paras)
    if isinstance(control, _PRINTED):
        return DeletedControl([Para([control])])
    return control


def joined(first: Para, second: Para) -> Para:
    """Return two paragraphs between which the mark was deleted, as one.

    It looks as the first one, unless nothing of that one is left.
    """
    looks = first if any(map(_is_printed, first.content)) else second
    return Para(
        content=[*first.content, *second.content],
        para_shape=looks.para_shape,
        style=looks.style,
        page_break=first.page_break or (looks is second and second.page_break),
        section_break=first.section_break or second.section_break,
        instance=looks.instance or first.instance or second.instance,
    )


def _is_printed(piece: Run | PageStart | Control) -> bool:
    if isinstance(piece, Run):
        return not piece.deleted and bool(piece.text.strip())
    return isinstance(piece, _PRINTED)
