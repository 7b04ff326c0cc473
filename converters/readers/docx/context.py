# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the lowering of one document knows and gathers, whichever flow it is in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from converters.document.nodes import Comment, HiddenText, Note, Origin, Resource, RunningText
from converters.document.notices import NoticeKind, NoticeLog
from converters.errors import ConversionError, ErrorCode, LimitExceeded
from converters.limits import CellCount, Limits
from converters.readers.docx.looks import Looks
from converters.readers.docx.numbering import Numbering
from converters.readers.docx.package import Package, Relation
from converters.readers.docx.pages import Pages
from converters.readers.docx.styles import Styles
from converters.source.pictures import Box, PictureUnreadable, key_of, to_picture
from converters.xhtml.markup import Element

_CROP_UNIT = 100_000.0


class DocxContext:
    """One document on its way.

    Args:
        package: its parts.
        body: the body of the main part.
        styles: its styles.
        numbering: its numberings.
        notices: takes what is lost, left out or concluded.
        limits: bounds on pictures, cells and nesting.
    """

    def __init__(
        self,
        package: Package,
        body: Element,
        styles: Styles,
        numbering: Numbering,
        notices: NoticeLog,
        limits: Limits,
    ) -> None:
        self.package = package
        self.styles = styles
        self.numbering = numbering
        self.notices = notices
        self.limits = limits
        self.looks = Looks(styles, body)
        self.pages = Pages(body)
        self.part = package.main
        self.paragraph = 0
        self.depth = 0
        self.cells = CellCount(limits)
        self.notes: dict[str, Note] = {}
        self.comments: dict[str, Comment] = {}
        self.hidden: list[HiddenText] = []
        self.running: list[RunningText] = []
        self.resources: dict[str, Resource] = {}
        self.anchors: set[str] = set()
        self.targets: frozenset[str] = frozenset()
        self._pictures: dict[tuple[str, Box | None], tuple[str | None, NoticeKind | None]] = {}

    @property
    def origin(self) -> Origin:
        """Where the paragraph being lowered stands."""
        return Origin(self.part, self.paragraph, self.pages.current)

    def notice(self, kind: NoticeKind, detail: str = "", count: int = 1) -> None:
        """Count a notice at the current place."""
        self.notices.add(kind, self.origin, detail[:120], count)

    def relation(self, key: str) -> Relation | None:
        """Return a relationship of the part being lowered."""
        return self.package.relations(self.part).get(key)

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        """Lower what another part holds: its relationships are its own."""
        before = self.part
        self.part = part
        try:
            yield
        finally:
            self.part = before

    def part_of(self, key: str) -> tuple[str, bytes] | None:
        """Return the name and the bytes of a related part; None where they cannot be had."""
        relation = self.relation(key)
        if relation is None or relation.external or relation.target not in self.package:
            return None
        try:
            return relation.target, self.package.read(relation.target)
        except LimitExceeded:
            raise
        except ConversionError:
            return None

    def picture(
        self, key: str, crop: Box | None, shown_pt: tuple[float, float]
    ) -> tuple[str | None, NoticeKind | None]:
        """Return the resource of a picture, and what the report counts about it.

        Args:
            key: its relationship.
            crop: visible part, in hundred-thousandths of its sides.
            shown_pt: width and height on the page.
        """
        relation = self.relation(key)
        if relation is None:
            return None, NoticeKind.MISSING_IMAGE
        if relation.external:
            return None, NoticeKind.LINKED_IMAGE
        wanted = (relation.target, crop)
        if wanted not in self._pictures:
            self._pictures[wanted] = self._load(key, crop, shown_pt)
        return self._pictures[wanted]

    def _load(
        self, key: str, crop: Box | None, shown_pt: tuple[float, float]
    ) -> tuple[str | None, NoticeKind | None]:
        if len(self._pictures) >= self.limits.images:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part="images")
        found = self.part_of(key)
        if found is None or not found[1]:
            return None, NoticeKind.MISSING_IMAGE
        name, data = found
        full = (_CROP_UNIT, _CROP_UNIT) if crop is not None else None
        try:
            picture = to_picture(data, name.rpartition("/")[2], self.limits, crop, shown_pt, full)
        except PictureUnreadable as error:
            return None, error.kind
        return self.add_resource(picture.resource), NoticeKind.METAFILE if picture.partial else None

    def add_resource(self, resource: Resource) -> str:
        """Keep a picture and return its key."""
        key = key_of(resource.data)
        self.resources.setdefault(key, resource)
        return key
