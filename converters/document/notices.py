# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a conversion lost or concluded, as typed facts instead of sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from converters.document.nodes import Origin


class NoticeKind(StrEnum):
    """The closed set of notices; the value is the ``kind`` of the report."""

    # Losses: the book lacks something that the source shows.
    LINKED_IMAGE = "linked-image"
    MISSING_IMAGE = "missing-image"
    UNREADABLE_IMAGE = "unreadable-image"
    IMAGE_TOO_LARGE = "image-too-large"
    METAFILE = "metafile"
    OLE_OBJECT = "ole-object"
    CHART = "chart"
    DRAWING = "drawing"
    VIDEO = "video"
    FORM_FIELD = "form-field"
    EQUATION = "equation"
    CHARACTER = "character"
    NESTING = "nesting"
    DAMAGED_PART = "damaged-part"
    CHAIN_LOOP = "chain-loop"
    UNKNOWN_OBJECT = "unknown-object"
    LINK_TARGET = "link-target"
    PAGE_PICTURE = "page-picture"
    # Left out on purpose, and said.
    SCRIPT = "script"
    HIDDEN_TEXT = "hidden-text"
    DELETED_TEXT = "deleted-text"
    COMMENT = "comment"
    RUNNING_TEXT = "running-text"
    CONTENTS_REPLACED = "contents-replaced"
    BACKGROUND_IMAGE = "background-image"
    ATTACHMENT = "attachment"
    # Concluded, not read.
    CHART_REDRAWN = "chart-redrawn"
    HEADING_INFERRED = "heading-inferred"
    TITLE_INFERRED = "title-inferred"
    TITLE_BOX = "title-box"
    TABLE_HEAD_INFERRED = "table-head-inferred"
    ALT_TEXT_MISSING = "alt-text-missing"
    WRONG_EXTENSION = "wrong-extension"
    NAME_SHORTENED = "name-shortened"
    RECOVERED_CONTAINER = "recovered-container"
    XREF_LOOP = "xref-loop"
    PAGE_RECOGNISED = "page-recognised"
    NO_FIXED_PAGES = "no-fixed-pages"
    MACHINE_DRAFT = "machine-draft"
    MEMORY_TAKEN = "memory-taken"
    CODE_GUESSED = "code-guessed"
    SEGMENT_DOUBTFUL = "segment-doubtful"
    NOTHING_TRANSLATED = "nothing-translated"


class Severity(StrEnum):
    """How much a notice matters to the person who publishes the book."""

    LOSS = "loss"
    LEFT_OUT = "left-out"
    INFERRED = "inferred"


_LOSSES = frozenset(
    {
        NoticeKind.LINKED_IMAGE,
        NoticeKind.MISSING_IMAGE,
        NoticeKind.UNREADABLE_IMAGE,
        NoticeKind.IMAGE_TOO_LARGE,
        NoticeKind.METAFILE,
        NoticeKind.OLE_OBJECT,
        NoticeKind.CHART,
        NoticeKind.DRAWING,
        NoticeKind.VIDEO,
        NoticeKind.FORM_FIELD,
        NoticeKind.EQUATION,
        NoticeKind.CHARACTER,
        NoticeKind.NESTING,
        NoticeKind.DAMAGED_PART,
        NoticeKind.CHAIN_LOOP,
        NoticeKind.UNKNOWN_OBJECT,
        NoticeKind.LINK_TARGET,
        NoticeKind.PAGE_PICTURE,
    }
)
_LEFT_OUT = frozenset(
    {
        NoticeKind.SCRIPT,
        NoticeKind.HIDDEN_TEXT,
        NoticeKind.DELETED_TEXT,
        NoticeKind.COMMENT,
        NoticeKind.RUNNING_TEXT,
        NoticeKind.CONTENTS_REPLACED,
        NoticeKind.BACKGROUND_IMAGE,
        NoticeKind.ATTACHMENT,
    }
)


def severity_of(kind: NoticeKind) -> Severity:
    """Return how much a notice of ``kind`` matters."""
    if kind in _LOSSES:
        return Severity.LOSS
    return Severity.LEFT_OUT if kind in _LEFT_OUT else Severity.INFERRED


@dataclass(frozen=True, slots=True)
class Notice:
    """One kind of notice at one place, ``count`` times; ``detail`` names the thing ("BIN0003.wmf")."""

    kind: NoticeKind
    count: int = 1
    where: str = ""
    detail: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return severity_of(self.kind)


class NoticeLog:
    """Collects notices while a document is read; equal ones are counted, not repeated."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[NoticeKind, str, str]] = Counter()

    def add(
        self, kind: NoticeKind, origin: Origin | None = None, detail: str = "", count: int = 1
    ) -> None:
        """Count ``count`` more of ``kind`` at ``origin``."""
        where = ""
        if origin is not None:
            where = f"{origin.part}#{origin.paragraph}"
        self._counts[kind, where, detail] += count

    def notices(self) -> tuple[Notice, ...]:
        """Return all notices in the order in which they were first met."""
        return tuple(
            Notice(kind, count, where, detail)
            for (kind, where, detail), count in self._counts.items()
            if count
        )
