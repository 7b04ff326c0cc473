# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reading of one document knows and gathers, whichever flow it is in."""

from __future__ import annotations

from converters.document.nodes import (
    Blocks,
    Comment,
    HiddenText,
    Note,
    Origin,
    Resource,
    RunningText,
)
from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import has_content
from converters.errors import ErrorCode, LimitExceeded
from converters.limits import CellCount, Limits
from converters.readers.odt.lists import ListStyles
from converters.readers.odt.names import TEXT, XLINK
from converters.readers.odt.package import Package
from converters.readers.odt.styles import Styles
from converters.source.pictures import PictureUnreadable, key_of, to_picture
from converters.xhtml.markup import Element

_LONGEST_DETAIL = 120
OUTLINE_TARGET = "|outline"


class OdtContext:
    """One document on its way.

    Args:
        package: its parts.
        body: its text body.
        styles: its styles.
        lists: its list styles and outline numbering.
        notices: takes what is lost, left out or concluded.
        limits: bounds on pictures, cells and nesting.
    """

    def __init__(
        self,
        package: Package,
        body: Element,
        styles: Styles,
        lists: ListStyles,
        notices: NoticeLog,
        limits: Limits,
    ) -> None:
        self.package = package
        self.styles = styles
        self.lists = lists
        self.notices = notices
        self.limits = limits
        self.part = "content.xml"
        self.paragraph = 0
        self.cells = CellCount(limits)
        self.page = 0
        """Printed pages begun so far; 0 where the file does not tell."""
        self.notes: dict[str, Note] = {}
        self.comments: dict[str, Comment] = {}
        self.hidden: list[HiddenText] = []
        self.running: list[RunningText] = []
        self.resources: dict[str, Resource] = {}
        self.anchors: set[str] = set()
        self.outline_targets = frozenset(
            link.get(f"{XLINK}href", "").removeprefix("#").removesuffix(OUTLINE_TARGET)
            for link in body.iter(f"{TEXT}a")
            if link.get(f"{XLINK}href", "").endswith(OUTLINE_TARGET)
        )
        """Headings that links name by their text."""
        self._pictures: dict[str, tuple[str | None, NoticeKind | None]] = {}

    @property
    def origin(self) -> Origin:
        """Where the paragraph being read stands."""
        return Origin(self.part, self.paragraph, self.page or None)

    def notice(self, kind: NoticeKind, detail: str = "", count: int = 1) -> None:
        """Count a notice at the current place."""
        self.notices.add(kind, self.origin, detail[:_LONGEST_DETAIL], count)

    def keep_hidden(self, why: str, blocks: Blocks) -> None:
        """Keep apart what the printed page does not show."""
        if has_content(blocks):
            self.hidden.append(HiddenText(why, blocks))

    def picture(
        self, reference: str, data: bytes | None, shown_pt: tuple[float, float]
    ) -> tuple[str | None, NoticeKind | None]:
        """Return the resource of a picture, and what the report counts about it.

        Args:
            reference: where it lies in the package, or outside.
            data: its bytes, where the file holds them in place.
            shown_pt: width and height on the page.
        """
        if data is not None:
            return self._load("picture", data, shown_pt)
        if "://" in reference or reference.startswith(("../", "/")):
            return None, NoticeKind.LINKED_IMAGE
        if reference not in self._pictures:
            found = self.package.read(reference)
            self._pictures[reference] = (
                self._load(*found, shown_pt)
                if found is not None and found[1]
                else (None, NoticeKind.MISSING_IMAGE)
            )
        return self._pictures[reference]

    def _load(
        self, name: str, data: bytes, shown_pt: tuple[float, float]
    ) -> tuple[str | None, NoticeKind | None]:
        if len(self.resources) >= self.limits.images:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part="images")
        try:
            picture = to_picture(data, name.rpartition("/")[2], self.limits, None, shown_pt, None)
        except PictureUnreadable as error:
            return None, error.kind
        key = key_of(picture.resource.data)
        self.resources.setdefault(key, picture.resource)
        return key, NoticeKind.METAFILE if picture.partial else None
