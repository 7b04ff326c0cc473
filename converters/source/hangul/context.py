# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the lowering of one document keeps while it goes through the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from converters.document.nodes import (
    Comment,
    HiddenText,
    Note,
    NoteKind,
    Origin,
    Resource,
    RunningText,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.limits import CellCount, Limits
from converters.source.hangul.fields import instance_of
from converters.source.hangul.look import Looks, ParaLooks
from converters.source.hangul.model import (
    Control,
    Crop,
    DeletedControl,
    Drawing,
    DrawingControl,
    EquationControl,
    FieldStart,
    HangulDocument,
    HiddenComment,
    NoteControl,
    NoteShape,
    PageStart,
    Para,
    Paras,
    Run,
    RunningControl,
    TableControl,
    UnknownControl,
)
from converters.source.hangul.number_formats import format_number
from converters.source.hangul.numbering import Counters
from converters.source.pictures import PictureUnreadable, key_of, to_picture


class HangulContext:
    """State of one lowering: counters, notes, pictures and the place in the source."""

    def __init__(self, source: HangulDocument, notices: NoticeLog, limits: Limits) -> None:
        self.source = source
        self.shapes = source.shapes
        self.notices = notices
        self.limits = limits
        self.cells = CellCount(limits)
        """Positions of tables that no cell covers; readers count the cells."""
        self.counters = Counters()
        self.looks = Looks(source.shapes, _body_paras(source))
        self.para_looks = ParaLooks(source.shapes)
        self.notes: dict[str, Note] = {}
        self.note_counts: Counter[NoteKind] = Counter()
        self.comments: dict[str, Comment] = {}
        self.hidden: list[HiddenText] = []
        self.running: list[RunningText] = []
        self.resources: dict[str, Resource] = {}
        self.anchors: set[str] = set()
        self.targets = _link_targets(source)
        self.pages = Pages()
        self.text_width_pt = 0.0
        self.outline_numbering = 0
        self.note_shapes: dict[str, NoteShape | None] = {}
        self.part, self.paragraph = "", 0
        self._pictures: dict[tuple[int, Crop | None], tuple[str | None, NoticeKind | None]] = {}

    @property
    def origin(self) -> Origin:
        """The place of the paragraph that is being lowered."""
        return Origin(self.part, self.paragraph, self.pages.page)

    def notice(self, kind: NoticeKind, detail: str = "") -> None:
        """Count a notice at the present place."""
        self.notices.add(kind, self.origin, detail)

    def picture(self, binary: int, crop: Crop | None, shown_pt: tuple[float, float]) -> str | None:
        """Return the resource key of a picture, or count why there is none."""
        wanted = (binary, crop)
        if wanted not in self._pictures:
            self._pictures[wanted] = self._load(binary, crop, shown_pt)
        key, problem = self._pictures[wanted]
        if problem is not None:
            item = self.shapes.binaries.get(binary)
            self.notice(problem, item.name if item else f"#{binary}")
        return key

    def add_resource(self, resource: Resource) -> str:
        """Keep a picture and return its key."""
        key = key_of(resource.data)
        self.resources.setdefault(key, resource)
        return key

    def _load(
        self, binary: int, crop: Crop | None, shown_pt: tuple[float, float]
    ) -> tuple[str | None, NoticeKind | None]:
        """Return a picture's key, and what the report counts about it."""
        item = self.shapes.binaries.get(binary)
        if item is None:
            return None, NoticeKind.MISSING_IMAGE
        if item.linked_path:
            return None, NoticeKind.LINKED_IMAGE
        data = item.load()
        if not data:
            return None, NoticeKind.MISSING_IMAGE
        try:
            picture = to_picture(
                data, item.name, self.limits, _edges(crop), shown_pt, crop.full if crop else None
            )
        except PictureUnreadable as error:
            return None, error.kind
        problem = NoticeKind.METAFILE if picture.partial else None
        return self.add_resource(picture.resource), problem


def _edges(crop: Crop | None) -> tuple[float, float, float, float] | None:
    return None if crop is None else (crop.left, crop.top, crop.right, crop.bottom)


class Pages:
    """Labels of printed pages."""

    def __init__(self) -> None:
        self.page: int | None = None
        """Pages begun so far; None until the first one is known."""
        self._number = 0
        self._next: int | None = None
        self.number_format = 0

    def renumber(self, number: int) -> None:
        """The page that begins next (or has just begun) carries ``number``."""
        self._next = number

    def begin(self) -> str:
        """A page begins; return its label."""
        self.page = (self.page or 0) + 1
        self._number = self._next if self._next is not None else self._number + 1
        self._next = None
        return self.label

    @property
    def label(self) -> str:
        """Label of the present page."""
        return format_number(max(self._number, 1), self.number_format)


def _body_paras(source: HangulDocument) -> list[Para]:
    """Return the paragraphs that tell what body text looks like.

    These are the ones outside any object; where those hold next to nothing,
    as in forms and press releases that are one big table, all of them.
    """
    outer = [para for section in source.sections for para in section.paras]
    inner = [
        para
        for section in source.sections
        for control in _controls(section.paras)
        for paras in _inner(control)
        for para in paras
    ]
    if _length(outer) >= _LEAST_OUTER_SHARE * _length(inner):
        return outer
    return outer + inner


_LEAST_OUTER_SHARE = 0.25


def _length(paras: Paras) -> int:
    return sum(
        len(piece.text) for para in paras for piece in para.content if isinstance(piece, Run)
    )


def _link_targets(source: HangulDocument) -> set[int]:
    """Return the instance ids that links of the document lead to; only those become anchors."""
    found: set[int] = set()
    for section in source.sections:
        for control in _controls(section.paras):
            if isinstance(control, FieldStart):
                instance = instance_of(control.command)
                if instance is not None:
                    found.add(instance)
    return found


def _controls(paras: Paras) -> Iterator[Control]:
    # A stack instead of recursion: this runs before any depth is checked.
    stack: list[Iterator[Run | PageStart | Control]] = [_pieces(paras)]
    while stack:
        piece = next(stack[-1], None)
        if piece is None:
            stack.pop()
        elif not isinstance(piece, Run | PageStart):
            yield piece
            stack.extend(_pieces(inner) for inner in _inner(piece))


def _pieces(paras: Paras) -> Iterator[Run | PageStart | Control]:
    return (piece for para in paras for piece in para.content)


def _inner(control: Control) -> list[list[Para]]:
    if isinstance(control, TableControl):
        return [control.frame.caption, *(cell.paras for cell in control.cells)]
    if isinstance(control, DrawingControl):
        return [control.frame.caption, *_texts(control.drawing)]
    if isinstance(control, EquationControl):
        return [control.frame.caption]
    if isinstance(
        control, NoteControl | RunningControl | HiddenComment | DeletedControl | UnknownControl
    ):
        return [control.paras]
    return []


def _texts(drawing: Drawing) -> list[Paras]:
    texts = [drawing.text] if drawing.text else []
    for member in drawing.members:
        texts += _texts(member)
    return texts
