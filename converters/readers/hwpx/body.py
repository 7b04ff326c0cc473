# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sections: paragraphs, runs and the controls in them (KS X 6101, 10)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from converters.limits import Limits
from converters.readers.hwpx.deletions import BEGIN, END, Deletions, joined, taken_away
from converters.readers.hwpx.elements import (
    NUMBER_FORMATS,
    branch,
    child,
    children,
    flag,
    local,
    number,
    points,
)
from converters.readers.hwpx.objects import OBJECTS, ObjectParser
from converters.readers.hwpx.shapes import Header
from converters.source.hangul.model import (
    AutoNumber,
    BookmarkControl,
    Control,
    FieldEnd,
    FieldStart,
    FormControl,
    HiddenComment,
    NewNumber,
    NoteControl,
    NoteShape,
    Overlap,
    PageNumberPlace,
    PageStart,
    Para,
    Paras,
    RubyControl,
    Run,
    RunningControl,
    SectionStart,
    UnknownControl,
)
from converters.source.hangul.pages import PageTracker

_CHARACTERS = {
    "tab": "\t",
    "lineBreak": "\n",
    "hyphen": "-",
    "nbSpace": "\u00a0",
    "fwSpace": "\u2002",
}
_FIELDS = {
    "HYPERLINK": "hlk",
    "CROSSREF": "xrf",
    "BOOKMARK": "bmk",
    "CLICK_HERE": "clk",
    "TABLEOFCONTENTS": "toc",
    "MEMO": "me",
}
_NUMBER_KINDS = {
    "PAGE": "page",
    "FOOTNOTE": "footnote",
    "ENDNOTE": "endnote",
    "PICTURE": "picture",
    "TABLE": "table",
    "EQUATION": "equation",
    "TOTAL_PAGE": "total-pages",
}
_FORMS = {
    "btn": "button",
    "radioBtn": "radio",
    "checkBtn": "check",
    "comboBox": "combo",
    "listBox": "list",
    "edit": "edit",
}
_SILENT = frozenset(
    {
        "colPr",
        "pageNumCtrl",
        "pageHiding",
        "indexmark",
        "linesegarray",
        "scrollBar",
        "parameterset",
        "metaTag",
    }
)
# What is marked by them stands in the book as all text does, or is no text.
_HARMLESS_MARKS = frozenset({"titleMark", "insertBegin", "insertEnd"})
_NO_HIGHLIGHT = frozenset({"", "none", "#ffffff"})
_CONTROL_UNITS = 8
_MARKUP_UNITS = frozenset({"tab", "titleMark"})


class BodyParser:
    """Parses paragraph lists of one document.

    Args:
        header: the document's shapes and ids.
        limits: bounds on nesting and on the number of cells.
        ordinals: 1-based ordinal of each item of the manifest that pictures name.
    """

    def __init__(self, header: Header, limits: Limits, ordinals: dict[str, int]) -> None:
        self._header = header
        self._limits = limits
        self._objects = ObjectParser(self.paras, limits, ordinals)
        self._too_deep = 0
        self.masters: list[str] = []
        """Ids of the master pages that sections name."""

    @property
    def too_deep(self) -> int:
        """Lists and groups left out because they lay deeper than the limit."""
        return self._too_deep + self._objects.too_deep

    def paras(self, parent: etree._Element | None, depth: int) -> Paras:
        """Return the paragraphs directly inside ``parent`` or inside its subLists."""
        if parent is None:
            return []
        return [] if parent is None else self.listed(children(parent), depth, None)

    def listed(
        self, elements: Iterable[etree._Element], depth: int, pages: PageTracker | None
    ) -> Paras:
        """Return the paragraphs of one list, wherever its elements hold them.

        What stands outside of a paragraph makes one of its own.

        Args:
            elements: what the list holds, from front to back.
            depth: how many lists are around it.
            pages: follows the layout of the outer flow.
        """
        if depth > self._limits.nesting:
            self._too_deep += 1
            return []
        deletions = Deletions()
        found: Paras = []
        continues = False
        for element in elements:
            name = local(element)
            if name != "p" and name not in _PIECES:
                if name == "subList" or _holds_paragraphs(element):
                    # Parts of lists that newer versions, or other programs, wrap.
                    inner_depth = depth if name == "subList" else depth + 1
                    found += self.listed(children(element), inner_depth, pages)
                continue
            para = self._para(element, depth, pages, deletions)
            if continues:
                found[-1] = joined(found[-1], para)
            else:
                found.append(para)
            continues = deletions.end_paragraph()
        return found

    def _para(
        self,
        element: etree._Element,
        depth: int,
        pages: PageTracker | None,
        deletions: Deletions,
    ) -> Para:
        """Return a paragraph, or what stands in place of one."""
        if local(element) != "p":
            line = _Line([], deletions)
            self._piece(element, 0, line, depth)
            return Para(content=line.content)
        header = self._header
        line = _Line(_page_starts(element, pages), deletions)
        for piece in children(element):
            self._piece(piece, 0, line, depth)
        return Para(
            content=line.content,
            para_shape=header.para_ids.get(element.get("paraPrIDRef", ""), 0),
            style=header.style_ids.get(element.get("styleIDRef", ""), 0),
            page_break=flag(element, "pageBreak"),
            instance=number(element, "id"),
        )

    def _piece(self, element: etree._Element, shape: int, line: _Line, depth: int) -> None:
        name = local(element)
        if name == "t":
            self._mixed(element, shape, line, depth)
        elif name == "run":
            shape = self._header.char_ids.get(element.get("charPrIDRef", ""), 0)
            for inner in children(element):
                self._piece(inner, shape, line, depth)
        elif name == "ctrl":
            for inner in children(element):
                self._piece(inner, shape, line, depth)
        elif not line.mark(element, name, shape) and name not in _SILENT:
            control = self._control(element, name, shape, depth)
            if control is not None:
                line.control(control)

    def _mixed(self, element: etree._Element, shape: int, line: _Line, depth: int) -> None:
        """Add the mixed content of a hp:t, or of what newer versions wrap in it."""
        line.text(element.text or "", shape)
        for inner in element:
            name = local(inner)
            if name == "switch":
                held = branch(inner)
                if held is not None:
                    self._mixed(held, shape, line, depth)
            elif name in _PIECES:
                self._piece(inner, shape, line, depth)
            elif name and not line.mark(inner, name, shape):
                self._mixed(inner, shape, line, depth)
            line.text(inner.tail or "", shape)

    def _control(
        self, element: etree._Element, name: str, shape: int, depth: int
    ) -> Control | None:
        found = self._objects.parse(element, name, depth)
        if found is not None:
            return found
        if name in _FORMS:
            return _form(element, name)
        parse = _PARSERS.get(name)
        control = (
            parse(self, element, depth)
            if parse is not None
            else UnknownControl(name, self.paras(element, depth + 1))
        )
        if isinstance(control, AutoNumber | RubyControl | Overlap):
            control.char_shape = shape
        return control

    def section(self, element: etree._Element, depth: int) -> SectionStart:
        """Parse a secPr."""
        del depth
        page, margin = child(element, "pagePr"), child(element, "pagePr", "margin")
        start = child(element, "startNum")
        across = points(page, "height" if _attribute(page, "landscape") == "NARROWLY" else "width")
        inner = across - sum(points(margin, side) for side in ("left", "right", "gutter"))
        self.masters += [
            inner.get("idRef", "") for inner in children(element) if local(inner) == "masterPage"
        ]
        return SectionStart(
            outline_numbering=self._header.numbering_ids.get(
                element.get("outlineShapeIDRef", ""), 0
            ),
            page_start=number(start, "page"),
            text_width_pt=max(0.0, inner),
            footnotes=_note_shape(child(element, "footNotePr")),
            endnotes=_note_shape(child(element, "endNotePr")),
        )


def _holds_paragraphs(element: etree._Element) -> bool:
    return any(local(inner) == "p" or local(inner) in OBJECTS for inner in element.iter())


class _Line:
    """Collects runs and controls of a paragraph, and puts page starts where they belong."""

    def __init__(self, starts: list[int], deletions: Deletions) -> None:
        self.content: list[Run | PageStart | Control] = []
        self._starts = starts
        self._position = 0
        self._deletions = deletions
        self._highlighted = False

    def mark(self, element: etree._Element, name: str, shape: int) -> bool:
        """Add a character that is an element, or obey a mark; False for anything else."""
        if name in _CHARACTERS:
            self.text(_CHARACTERS[name], shape)
            self._position += _CONTROL_UNITS - 1 if name in _MARKUP_UNITS else 0
        elif name == BEGIN:
            self._deletions.begin(element)
        elif name == END:
            self._deletions.end(element)
        elif name == "markpenBegin":
            # One without a colour marks where a memo stands.
            self._highlighted = element.get("color", "").lower() not in _NO_HIGHLIGHT
        elif name == "markpenEnd":
            self._highlighted = False
        elif name not in _HARMLESS_MARKS:
            return False
        return True

    def text(self, value: str, shape: int) -> None:
        """Add text in a character shape."""
        while self._starts and self._starts[0] < self._position + len(value):
            inside = max(0, self._starts.pop(0) - self._position)
            self._run(value[:inside], shape)
            self.content.append(PageStart())
            value = value[inside:]
        self._run(value, shape)

    def control(self, control: Control) -> None:
        """Add a control."""
        while self._starts and self._starts[0] <= self._position:
            self._starts.pop(0)
            self.content.append(PageStart())
        if self._deletions.active:
            control = taken_away(control)
        else:
            self._deletions.printed()
        self.content.append(control)
        self._position += _CONTROL_UNITS

    def _run(self, value: str, shape: int) -> None:
        if not value:
            return
        deleted = self._deletions.active
        if not deleted:
            self._deletions.printed()
        last = self.content[-1] if self.content else None
        known = (shape, deleted, self._highlighted)
        if isinstance(last, Run) and (last.char_shape, last.deleted, last.highlighted) == known:
            last.text += value
        else:
            self.content.append(Run(value, *known))
        self._position += len(value)


def _page_starts(element: etree._Element, pages: PageTracker | None) -> list[int]:
    if pages is None:
        return []
    for column in element.iter("{*}colPr"):
        pages.set_columns(number(column, "colCount", 1))
    lines = [
        (number(line, "textpos"), number(line, "vertpos"))
        for line in children(child(element, "linesegarray"))
        if local(line) == "lineseg"
    ]
    return pages.starts(
        lines,
        page_break=flag(element, "pageBreak"),
        column_break=flag(element, "columnBreak"),
    )


def _attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else element.get(name, "")


def _note_shape(element: etree._Element | None) -> NoteShape | None:
    if element is None:
        return None
    look, numbering = child(element, "autoNumFormat"), child(element, "numbering")
    shape = NoteShape(start=number(numbering, "newNum", 1) or 1)
    if look is not None:
        shape.number_format = NUMBER_FORMATS.get(look.get("type", "DIGIT"), 0)
        shape.user_char = look.get("userChar", "")
        shape.prefix = look.get("prefixChar", "")
        shape.suffix = look.get("suffixChar", "")
    restarts = {"ON_SECTION": "section", "ON_PAGE": "page"}
    shape.restart = restarts.get(_attribute(numbering, "type"), "")
    return shape


def _form(element: etree._Element, name: str) -> FormControl:
    text = element.get("caption", "") or element.get("selectedValue", "")
    inner = child(element, "text")
    if inner is not None:
        text = text or inner.text or ""
    checked = None
    if name in ("radioBtn", "checkBtn"):
        checked = element.get("value", "") in ("CHECKED", "1", "true")
    return FormControl(_FORMS[name], text, checked)


def _field(parser: BodyParser, element: etree._Element, depth: int) -> Control:
    command = ""
    for parameter in children(child(element, "parameters")):
        if parameter.get("name") == "Command":
            command = "".join(str(part) for part in parameter.itertext())
    kind = element.get("type", "")
    return FieldStart(
        kind=_FIELDS.get(kind, kind.lower()),
        command=command if kind != "MEMO" else "",
        name=element.get("name", ""),
        memo=parser.paras(element, depth + 1) if kind == "MEMO" else [],
    )


def _auto_number(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    look = child(element, "autoNumFormat")
    return AutoNumber(
        kind=_NUMBER_KINDS.get(element.get("numType", "PAGE"), "page"),
        number=number(element, "num", 1),
        number_format=NUMBER_FORMATS.get(_attribute(look, "type") or "DIGIT", 0),
        user_char=_attribute(look, "userChar"),
        prefix=_attribute(look, "prefixChar"),
        suffix=_attribute(look, "suffixChar"),
        superscript=flag(look, "supscript"),
    )


def _new_number(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    kind = _NUMBER_KINDS.get(element.get("numType", "PAGE"), "page")
    return NewNumber(kind, number(element, "num", 1))


def _note(parser: BodyParser, element: etree._Element, depth: int) -> Control:
    kind = "footnote" if local(element) == "footNote" else "endnote"
    return NoteControl(kind, parser.paras(element, depth + 1), number(element, "number"))


def _running(parser: BodyParser, element: etree._Element, depth: int) -> Control:
    pages = {"EVEN": "even", "ODD": "odd"}.get(element.get("applyPageType", ""), "all")
    return RunningControl(local(element), pages, parser.paras(element, depth + 1))


def _ruby(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    def words(name: str) -> str:
        found = child(element, name)
        return "" if found is None else "".join(str(part) for part in found.itertext())

    return RubyControl(words("mainText"), words("subText"), element.get("posType") == "BOTTOM")


def _compose(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    frames = {"SHAPE_CIRCLE": 1, "SHAPE_REVERSAL_CIRCLE": 2, "CHAR": 0}
    return Overlap(element.get("composeText", ""), frames.get(element.get("circleType", ""), 3))


_PARSERS: dict[str, Callable[[BodyParser, etree._Element, int], Control]] = {
    "secPr": lambda parser, element, depth: parser.section(element, depth),
    "footNote": _note,
    "endNote": _note,
    "header": _running,
    "footer": _running,
    "hiddenComment": lambda parser, element, depth: HiddenComment(parser.paras(element, depth + 1)),
    "autoNum": _auto_number,
    "newNum": _new_number,
    "pageNum": lambda _parser, element, _depth: PageNumberPlace(
        NUMBER_FORMATS.get(element.get("formatType", "DIGIT"), 0)
    ),
    "fieldBegin": _field,
    "fieldEnd": lambda _parser, _element, _depth: FieldEnd(),
    "bookmark": lambda _parser, element, _depth: BookmarkControl(element.get("name", "")),
    "dutmal": _ruby,
    "compose": _compose,
}
_PIECES = frozenset({"run", "t", "ctrl", *OBJECTS, *_FORMS, *_PARSERS})
"""What makes a line wherever it stands."""
