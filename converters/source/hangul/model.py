# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Hangul document as its formats see it: shapes by id, paragraphs, controls in the text.

Lengths are points here already (HWPUNIT is 1/7200 inch, 100 to the point); ids
are 0-based indices into the lists of ``Shapes`` unless said otherwise, and -1
or None where the source gave none. Terms are those of "HWP 5.0 file structure"
rev 1.3.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from converters.source.hangul.outlines import Outline
from converters.source.properties import FileProperties

HWPUNIT_PER_POINT = 100.0


@dataclass(slots=True)
class CharShape:
    """How characters look (4.2.6)."""

    height_pt: float = 10.0
    face: int = -1
    """Index of the Hangul font."""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    superscript: bool = False
    subscript: bool = False
    dots: bool = False
    color: str | None = None
    """#rrggbb, None for black."""
    size_percent: int = 100


@dataclass(slots=True)
class ParaShape:
    """How a paragraph stands (4.2.10)."""

    align: str = "justify"
    """"justify", "left", "right", "center", "distribute" or "divide"."""
    left_pt: float = 0.0
    right_pt: float = 0.0
    indent_pt: float = 0.0
    before_pt: float = 0.0
    after_pt: float = 0.0
    head: str = ""
    """"", "outline", "number" or "bullet"."""
    level: int = 0
    """0 to 9."""
    head_id: int = 0
    """1-based id of the numbering or bullet; 0 for none."""
    checked: bool = False
    """State of a check box bullet."""


@dataclass(slots=True)
class NumberLevel:
    """One level of a numbering: ``pattern`` holds ^1 to ^9, ^n and ^N."""

    pattern: str = ""
    number_format: int = 0
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """A numbering definition (4.2.8)."""

    levels: list[NumberLevel]


@dataclass(slots=True)
class Bullet:
    """A bullet definition (4.2.9)."""

    char: str
    checked_char: str = ""


@dataclass(slots=True)
class Style:
    """A named style (4.2.11)."""

    name: str
    english_name: str = ""
    is_character: bool = False
    para_shape: int = -1
    char_shape: int = -1
    lang_id: int = 0


@dataclass(slots=True)
class BinaryItem:
    """A picture or embedded object that ids point to (4.2.3)."""

    name: str
    extension: str
    linked_path: str = ""
    """Set where the source only names a file outside itself."""
    load: Callable[[], bytes | None] = field(default=lambda: None)
    """Gives the bytes; None where the source does not hold them."""


@dataclass(slots=True)
class Shapes:
    """Everything that paragraphs point to (DocInfo)."""

    fonts: list[str] = field(default_factory=list)
    char_shapes: list[CharShape] = field(default_factory=list)
    para_shapes: list[ParaShape] = field(default_factory=list)
    styles: list[Style] = field(default_factory=list)
    numberings: list[Numbering] = field(default_factory=list)
    bullets: list[Bullet] = field(default_factory=list)
    filled_borders: set[int] = field(default_factory=set)
    """1-based ids of border fills with a visible background colour."""
    pictured_borders: set[int] = field(default_factory=set)
    """1-based ids of border fills whose background is a picture."""
    open_borders: set[int] = field(default_factory=set)
    """1-based ids of border fills that draw no line on two opposite sides."""
    unlined_borders: set[int] = field(default_factory=set)
    """1-based ids of border fills that draw no line on any side."""
    binaries: dict[int, BinaryItem] = field(default_factory=dict)
    """By the 1-based ordinal that pictures use."""


# ---------------------------------------------------------------- paragraphs


@dataclass(slots=True)
class Run:
    """Text of one character shape; a line feed is a forced line break, a tab a tab."""

    text: str
    char_shape: int
    deleted: bool = False
    """True for a tracked deletion."""
    highlighted: bool = False
    """True under a highlighter (형광펜)."""


@dataclass(slots=True)
class PageStart:
    """A printed page begins at this place of the paragraph."""


@dataclass(slots=True)
class Para:
    """A paragraph: runs and controls in reading order."""

    content: list[Run | PageStart | Control] = field(default_factory=list)
    para_shape: int = 0
    style: int = 0
    page_break: bool = False
    section_break: bool = False
    instance: int = 0
    """Id that internal links use; 0 for none."""


Paras = list[Para]


# ---------------------------------------------------------------- controls


@dataclass(slots=True)
class ObjectFrame:
    """What tables, drawings and equations have in common (4.3.9)."""

    inline: bool = True
    """True where it is treated as a character."""
    width_pt: float = 0.0
    height_pt: float = 0.0
    description: str = ""
    caption: Paras = field(default_factory=list)
    caption_above: bool = False
    instance: int = 0
    """Id that internal links use; 0 for none."""


@dataclass(slots=True)
class SectionStart:
    """Section definition (4.3.10.1): what holds from here on."""

    outline_numbering: int = 0
    """1-based id of the numbering for outline heads; 0 for the default one."""
    page_start: int = 0
    """First page number; 0 to go on."""
    starts: dict[str, int] = field(default_factory=dict)
    """Start numbers of "picture", "table", "equation" where given."""
    text_width_pt: float = 0.0
    footnotes: NoteShape | None = None
    endnotes: NoteShape | None = None
    masters: list[Paras] = field(default_factory=list)
    """Master pages: printed behind every page."""


@dataclass(slots=True)
class NoteShape:
    """How note numbers look (4.3.10.2)."""

    number_format: int = 0
    user_char: str = ""
    prefix: str = ""
    suffix: str = ")"
    start: int = 1
    restart: str = ""
    """"" to go on, "section" or "page"."""


@dataclass(slots=True)
class TableCell:
    """A cell at its grid position (rows and columns from 0)."""

    column: int
    row: int
    colspan: int
    rowspan: int
    width_pt: float
    height_pt: float
    border_fill: int
    header: bool
    paras: Paras


@dataclass(slots=True)
class TableControl:
    """A table (4.3.9.1)."""

    frame: ObjectFrame
    rows: int
    columns: int
    cells: list[TableCell]


@dataclass(frozen=True, slots=True)
class Crop:
    """The visible part of a picture, in points of the picture."""

    left: float
    top: float
    right: float
    bottom: float
    full: tuple[float, float] | None = None
    """Width and height of the whole picture in the same points; None where it has 96 dpi."""


@dataclass(slots=True)
class Drawing:
    """A drawing object, or one member of a group (4.3.9.2)."""

    kind: str
    """"line", "rectangle", "ellipse", "arc", "polygon", "curve", "picture", "ole", "group",
    "text-art", "video", "connector", "chart" or "unknown"."""
    width_pt: float = 0.0
    height_pt: float = 0.0
    binary: int = 0
    """1-based ordinal of the picture or object; 0 for none."""
    crop: Crop | None = None
    """None where all of it is visible."""
    text: Paras | None = None
    """Paragraphs inside; None where the object has no text list."""
    words: str = ""
    """The string of a text art object."""
    members: list[Drawing] = field(default_factory=list)
    outline: Outline | None = None
    """What it draws itself; None for pictures, groups and embedded objects."""


@dataclass(slots=True)
class DrawingControl:
    """A drawing object in its place."""

    frame: ObjectFrame
    drawing: Drawing


@dataclass(slots=True)
class EquationControl:
    """An equation script (4.3.9.3)."""

    frame: ObjectFrame
    script: str


@dataclass(slots=True)
class NoteControl:
    """A footnote or endnote."""

    kind: str
    """"footnote" or "endnote"."""
    paras: Paras
    number: int = 0
    """As stored by the writer of the file; 0 if it stored none."""


@dataclass(slots=True)
class RunningControl:
    """A header or footer."""

    kind: str
    pages: str
    paras: Paras


@dataclass(slots=True)
class HiddenComment:
    """A hidden comment (숨은 설명)."""

    paras: Paras


@dataclass(slots=True)
class DeletedControl:
    """An object or a note that a tracked change took away."""

    paras: Paras
    """What it would print."""


@dataclass(slots=True)
class AutoNumber:
    """A number that counts by itself: ``kind`` is "page", "footnote", "endnote", "picture", "table", "equation" or "total-pages"."""

    kind: str
    number: int
    number_format: int = 0
    user_char: str = ""
    prefix: str = ""
    suffix: str = ""
    superscript: bool = False
    char_shape: int = -1


@dataclass(slots=True)
class NewNumber:
    """Counting of ``kind`` goes on from ``number``."""

    kind: str
    number: int


@dataclass(slots=True)
class PageNumberPlace:
    """Page numbers are printed from here on, in this format."""

    number_format: int = 0


@dataclass(slots=True)
class FieldStart:
    """Begin of a field; ``kind`` is its four-letter id without the percent sign ("hlk", "clk")."""

    kind: str
    command: str = ""
    name: str = ""
    edited: bool = True
    """False where a click-here field still shows its guide text."""
    memo: Paras = field(default_factory=list)


@dataclass(slots=True)
class FieldEnd:
    """End of the innermost open field."""


@dataclass(slots=True)
class BookmarkControl:
    """A bookmark."""

    name: str


@dataclass(slots=True)
class RubyControl:
    """Text with a reading beside it (덧말)."""

    base: str
    annotation: str
    below: bool
    char_shape: int = -1


@dataclass(slots=True)
class Overlap:
    """Characters printed over each other, in a frame or not (글자 겹침)."""

    characters: str
    frame: int
    """0 none, 1 circle, 2 filled circle, 3 square, 4 filled square, ... (border type)."""
    char_shape: int = -1


@dataclass(slots=True)
class FormControl:
    """A form object: ``text`` is what it shows."""

    kind: str
    text: str
    checked: bool | None = None


@dataclass(slots=True)
class UnknownControl:
    """A control that we do not know; its paragraphs, if any, are read all the same."""

    name: str
    paras: Paras = field(default_factory=list)


Control = (
    SectionStart
    | TableControl
    | DrawingControl
    | EquationControl
    | NoteControl
    | RunningControl
    | HiddenComment
    | DeletedControl
    | AutoNumber
    | NewNumber
    | PageNumberPlace
    | FieldStart
    | FieldEnd
    | BookmarkControl
    | RubyControl
    | Overlap
    | FormControl
    | UnknownControl
)


@dataclass(slots=True)
class Section:
    """One section's paragraphs; ``part`` names where they stood in the source."""

    part: str
    paras: Paras
    pages: int = 0
    """Printed pages, where the source's layout cache tells; 0 if unknown."""


@dataclass(slots=True)
class HangulDocument:
    """A whole document as its format sees it."""

    shapes: Shapes
    sections: list[Section]
    properties: FileProperties
    format: str
    format_version: str
    scripts: int = 0
    """Macros that the source carries (never run, left out and counted)."""
    memos: dict[int, Paras] = field(default_factory=dict)
    """Bodies of memos by the numbers that memo fields name."""
    masters: list[Paras] = field(default_factory=list)
    """Master pages that no section definition holds."""
    damaged_parts: list[tuple[str, str]] = field(default_factory=list)
    """Parts that could be read in part only: (name, cause)."""
    too_deep: int = 0
    """Parts that lay deeper inside others than is read, and were left out."""
    recovered: bool = False
    """True where the container had to be repaired."""
    looped: tuple[str, ...] = ()
    """Streams whose chain of sectors leads in a circle; what stood before it was read."""
