# SPDX-License-Identifier: AGPL-3.0-or-later
"""BODY: sections, paragraphs and the controls in their texts (HWPML 3.0 rev 1.2, 5)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from converters.limits import CellCount, Limits
from converters.readers.hwpml.shapes import NUMBER_FORMATS, flag, number
from converters.source.hangul.model import (
    HWPUNIT_PER_POINT,
    AutoNumber,
    BookmarkControl,
    Control,
    Crop,
    Drawing,
    DrawingControl,
    EquationControl,
    FieldEnd,
    FieldStart,
    FormControl,
    HiddenComment,
    NewNumber,
    NoteControl,
    NoteShape,
    ObjectFrame,
    Overlap,
    PageNumberPlace,
    Para,
    Paras,
    RubyControl,
    Run,
    RunningControl,
    SectionStart,
    TableCell,
    TableControl,
    UnknownControl,
)

_CHARACTERS = {
    "TAB": "\t",
    "LINEBREAK": "\n",
    "HYPEN": "-",
    "HYPHEN": "-",
    "NBSPACE": "\u00a0",
    "FWSPACE": "\u2002",
}
_SHAPES = {
    "LINE": "line",
    "RECTANGLE": "rectangle",
    "ELLIPSE": "ellipse",
    "ARC": "arc",
    "POLYGON": "polygon",
    "CURVE": "curve",
    "CONNECTLINE": "connector",
    "CONTAINER": "group",
    "PICTURE": "picture",
    "OLE": "ole",
    "TEXTART": "text-art",
    "UNKNOWNOBJECT": "unknown",
}
_FORMS = {
    "BUTTON": "button",
    "RADIOBUTTON": "radio",
    "CHECKBUTTON": "check",
    "COMBOBOX": "combo",
    "EDIT": "edit",
    "LISTBOX": "list",
}
_FIELDS = {"hyperlink": "hlk", "crossref": "xrf", "bookmark": "bmk", "clickhere": "clk"}
_NUMBER_KINDS = {
    "Page": "page",
    "Footnote": "footnote",
    "Endnote": "endnote",
    "Figure": "picture",
    "Table": "table",
    "Equation": "equation",
    "TotalPage": "total-pages",
}
_RESTARTS = {"OnSection": "section", "OnPage": "page"}
_SILENT = frozenset(
    {"COLDEF", "PAGENUMCTRL", "PAGEHIDING", "INDEXMARK", "SCROLLBAR", "TITLEMARK", "MARKPENBEGIN",
     "MARKPENEND"}
)  # fmt: skip


class BodyParser:
    """Parses paragraph lists of one document.

    Args:
        limits: bounds on nesting and on the number of cells.
        ordinals: 1-based ordinal of each BinItem id.
    """

    def __init__(self, limits: Limits, ordinals: dict[str, int]) -> None:
        self._limits = limits
        self._ordinals = ordinals
        self._cells = CellCount(limits)
        self.too_deep = 0

    def paras(self, parent: etree._Element | None, depth: int) -> Paras:
        """Return the paragraphs directly inside ``parent`` or inside its PARALISTs."""
        if parent is None:
            return []
        if depth > self._limits.nesting:
            self.too_deep += 1
            return []
        found: Paras = []
        for child in parent:
            if child.tag == "P":
                found.append(self._para(child, depth))
            elif child.tag == "PARALIST":
                found += self.paras(child, depth)
            elif child.tag in _PIECES:
                # Outside of a paragraph: it makes one of its own.
                para = Para()
                self._piece(child, 0, para, depth)
                found.append(para)
            elif any(inner.tag == "P" or inner.tag in _PIECES for inner in child.iter()):
                found += self.paras(child, depth + 1)
        return found

    def _para(self, element: etree._Element, depth: int) -> Para:
        para = Para(
            para_shape=number(element, "ParaShape"),
            style=number(element, "Style"),
            page_break=flag(element, "PageBreak"),
            instance=number(element, "InstId"),
        )
        for child in element:
            self._piece(child, 0, para, depth)
        return para

    def _piece(self, element: etree._Element, shape: int, para: Para, depth: int) -> None:
        """Add what stands in a paragraph, or in place of one."""
        if element.tag == "TEXT":
            for child in element:
                self._piece(child, number(element, "CharShape"), para, depth)
        elif element.tag == "CHAR":
            value = _characters(element)
            if value:
                para.content.append(Run(value, shape))
        elif isinstance(element.tag, str):
            control = self._control(element, depth)
            if control is not None:
                para.content.append(control)

    def _control(self, element: etree._Element, depth: int) -> Control | None:
        tag = str(element.tag)
        if tag in _SILENT:
            return None
        if tag == "TABLE":
            return self._table(element, depth)
        if tag == "EQUATION":
            script = element.findtext("SCRIPT") or ""
            return EquationControl(self._frame(element, depth), script)
        if tag in _SHAPES:
            return DrawingControl(self._frame(element, depth), self._drawing(element, depth))
        if tag in _FORMS:
            return _form(element, tag)
        parse = _PARSERS.get(tag)
        if parse is not None:
            return parse(self, element, depth)
        return UnknownControl(tag.lower(), self.paras(element, depth + 1))

    def _frame(self, element: etree._Element, depth: int) -> ObjectFrame:
        shape = element.find("SHAPEOBJECT")
        if shape is None:
            return ObjectFrame()
        size, position = shape.find("SIZE"), shape.find("POSITION")
        caption = shape.find("CAPTION")
        return ObjectFrame(
            inline=position is not None and flag(position, "TreatAsChar"),
            width_pt=number(size, "Width") / HWPUNIT_PER_POINT if size is not None else 0.0,
            height_pt=number(size, "Height") / HWPUNIT_PER_POINT if size is not None else 0.0,
            description=(shape.findtext("SHAPECOMMENT") or "").strip(),
            caption=self.paras(caption, depth + 1),
            caption_above=caption is not None and caption.get("Side") == "Top",
            instance=number(shape, "InstId"),
        )

    def _table(self, element: etree._Element, depth: int) -> TableControl:
        table = TableControl(
            self._frame(element, depth),
            number(element, "RowCount"),
            number(element, "ColCount"),
            [],
        )
        for row in element.iterchildren("ROW"):
            for cell in row.iterchildren("CELL"):
                self._cells.add(1)
                table.cells.append(
                    TableCell(
                        column=max(0, number(cell, "ColAddr")),
                        row=max(0, number(cell, "RowAddr")),
                        colspan=max(1, number(cell, "ColSpan", 1)),
                        rowspan=max(1, number(cell, "RowSpan", 1)),
                        width_pt=number(cell, "Width") / HWPUNIT_PER_POINT,
                        height_pt=number(cell, "Height") / HWPUNIT_PER_POINT,
                        border_fill=number(cell, "BorderFill"),
                        header=flag(cell, "Header"),
                        paras=self.paras(cell, depth + 1),
                    )
                )
        return table

    def _drawing(self, element: etree._Element, depth: int) -> Drawing:
        component = next(element.iter("SHAPECOMPONENT"), None)
        drawing = Drawing(_SHAPES[str(element.tag)], words=element.get("Text", ""))
        if component is not None:
            drawing.width_pt = number(component, "CurWidth") / HWPUNIT_PER_POINT
            drawing.height_pt = number(component, "CurHeight") / HWPUNIT_PER_POINT
        image = element.find("IMAGE")
        item = image.get("BinItem") if image is not None else element.get("BinItem")
        drawing.binary = self._ordinals.get(item or "", 0)
        clip = element.find("IMAGECLIP")
        if clip is not None:
            drawing.crop = Crop(
                number(clip, "Left") / HWPUNIT_PER_POINT,
                number(clip, "Top") / HWPUNIT_PER_POINT,
                number(clip, "Right") / HWPUNIT_PER_POINT,
                number(clip, "Bottom") / HWPUNIT_PER_POINT,
            )
        text = element.find("DRAWINGOBJECT/DRAWTEXT")
        if text is not None:
            drawing.text = self.paras(text, depth + 1)
        if depth > self._limits.nesting:
            self.too_deep += 1
            return drawing
        for child in element:
            if child.tag in _SHAPES:
                drawing.members.append(self._drawing(child, depth + 1))
        return drawing

    def section(self, element: etree._Element, depth: int) -> SectionStart:
        """Parse a SECDEF."""
        start = element.find("STARTNUMBER")
        page, margin = element.find("PAGEDEF"), element.find("PAGEDEF/PAGEMARGIN")
        width = 0.0
        if page is not None and margin is not None:
            across = number(page, "Height" if flag(page, "Landscape") else "Width")
            inner = across - sum(number(margin, side) for side in ("Left", "Right", "Gutter"))
            width = max(0.0, inner / HWPUNIT_PER_POINT)
        return SectionStart(
            outline_numbering=number(element, "OutlineShape"),
            page_start=number(start, "Page") if start is not None else 0,
            text_width_pt=width,
            footnotes=_note_shape(element.find("FOOTNOTESHAPE")),
            endnotes=_note_shape(element.find("ENDNOTESHAPE")),
            masters=[self.paras(page, depth + 1) for page in element.iterchildren("MASTERPAGE")],
        )


def _characters(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts.append(_CHARACTERS.get(str(child.tag), ""))
        parts.append(child.tail or "")
    # Line feeds of the file's own layout are no breaks; those are elements.
    return "".join(
        part.replace("\r", "").replace("\n", "") if part not in _CHARACTERS.values() else part
        for part in parts
    )


def _note_shape(element: etree._Element | None) -> NoteShape | None:
    if element is None:
        return None
    look, numbering = element.find("AUTONUMFORMAT"), element.find("NOTENUMBERING")
    shape = NoteShape()
    if look is not None:
        shape.number_format = NUMBER_FORMATS.get(look.get("Type", "Digit"), 0)
        shape.user_char = look.get("UserChar", "")
        shape.prefix = look.get("PrefixChar", "")
        shape.suffix = look.get("SuffixChar", "")
    if numbering is not None:
        shape.start = number(numbering, "NewNumber", 1)
        shape.restart = _RESTARTS.get(numbering.get("Type", ""), "")
    return shape


def _form(element: etree._Element, tag: str) -> FormControl:
    button = element.find(".//BUTTONSET")
    text = element.get("Text", "") or element.findtext("EDITTEXT") or ""
    checked = None
    if button is not None:
        text = text or button.get("Caption", "")
        if tag in ("RADIOBUTTON", "CHECKBUTTON"):
            checked = button.get("Value", "0") == "1"
    return FormControl(_FORMS[tag], text, checked)


def _auto_number(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    look = element.find("AUTONUMFORMAT")
    found = AutoNumber(
        _NUMBER_KINDS.get(element.get("NumberType", "Page"), "page"), number(element, "Number", 1)
    )
    if look is not None:
        found.number_format = NUMBER_FORMATS.get(look.get("Type", "Digit"), 0)
        found.user_char = look.get("UserChar", "")
        found.prefix = look.get("PrefixChar", "")
        found.suffix = look.get("SuffixChar", "")
        found.superscript = flag(look, "Superscript")
    return found


def _field(parser: BodyParser, element: etree._Element, depth: int) -> Control:
    kind = element.get("Type", "").lower()
    return FieldStart(
        kind=_FIELDS.get(kind, kind),
        command=element.get("Command", ""),
        name=element.get("Name", ""),
        memo=parser.paras(element, depth + 1),
    )


def _new_number(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    kind = _NUMBER_KINDS.get(element.get("NumberType", "Page"), "page")
    return NewNumber(kind, number(element, "Number", 1))


def _note(parser: BodyParser, element: etree._Element, depth: int) -> Control:
    return NoteControl(str(element.tag).lower(), parser.paras(element, depth + 1))


def _running(parser: BodyParser, element: etree._Element, depth: int) -> Control:
    pages = {"Even": "even", "Odd": "odd"}.get(element.get("ApplyPageType", ""), "all")
    return RunningControl(str(element.tag).lower(), pages, parser.paras(element, depth + 1))


def _ruby(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    return RubyControl(
        element.findtext("MAINTEXT") or "",
        element.findtext("SUBTEXT") or "",
        below=element.get("PosType") == "Bottom",
    )


def _compose(_parser: BodyParser, element: etree._Element, _depth: int) -> Control:
    words = (element.text or "") + element.get("ComposeText", "")
    frame = {"ShapeCircle": 1, "ShapeReversalCircle": 2}.get(element.get("CircleType", ""), 0)
    return Overlap(words, frame)


_PARSERS: dict[str, Callable[[BodyParser, etree._Element, int], Control]] = {
    "SECDEF": lambda parser, element, depth: parser.section(element, depth),
    "FOOTNOTE": _note,
    "ENDNOTE": _note,
    "HEADER": _running,
    "FOOTER": _running,
    "HIDDENCOMMENT": lambda parser, element, depth: HiddenComment(parser.paras(element, depth + 1)),
    "AUTONUM": _auto_number,
    "NEWNUM": _new_number,
    "PAGENUM": lambda _parser, element, _depth: PageNumberPlace(
        NUMBER_FORMATS.get(element.get("FormatType", "Digit"), 0)
    ),
    "FIELDBEGIN": _field,
    "FIELDEND": lambda _parser, _element, _depth: FieldEnd(),
    "BOOKMARK": lambda _parser, element, _depth: BookmarkControl(element.get("Name", "")),
    "DUTMAL": _ruby,
    "COMPOSE": _compose,
}
_PIECES = frozenset({"TEXT", "CHAR", "TABLE", "EQUATION", *_SHAPES, *_FORMS})
"""What makes a line wherever it stands."""
