# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a conversion lost or concluded, as typed facts instead of sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from converters.document.nodes import Origin


class Severity(StrEnum):
    """How much a notice matters to the person who publishes the book."""

    LOSS = "loss"
    LEFT_OUT = "left-out"
    INFERRED = "inferred"


class NoticeKind(StrEnum):
    """The closed set of notices: each with the ``kind`` of the report and how much it matters."""

    severity: Severity

    def __new__(cls, kind: str, severity: Severity) -> Self:
        """Make a member of the value ``kind``."""
        member = str.__new__(cls, kind)
        member._value_ = kind
        member.severity = severity
        return member

    # Losses: the book lacks something that the source shows.
    LINKED_IMAGE = "linked-image", Severity.LOSS
    MISSING_IMAGE = "missing-image", Severity.LOSS
    UNREADABLE_IMAGE = "unreadable-image", Severity.LOSS
    IMAGE_TOO_LARGE = "image-too-large", Severity.LOSS
    METAFILE = "metafile", Severity.LOSS
    OLE_OBJECT = "ole-object", Severity.LOSS
    CHART = "chart", Severity.LOSS
    DRAWING = "drawing", Severity.LOSS
    VIDEO = "video", Severity.LOSS
    FORM_FIELD = "form-field", Severity.LOSS
    EQUATION = "equation", Severity.LOSS
    CHARACTER = "character", Severity.LOSS
    NESTING = "nesting", Severity.LOSS
    DAMAGED_PART = "damaged-part", Severity.LOSS
    CHAIN_LOOP = "chain-loop", Severity.LOSS
    UNKNOWN_OBJECT = "unknown-object", Severity.LOSS
    LINK_TARGET = "link-target", Severity.LOSS
    PAGE_PICTURE = "page-picture", Severity.LOSS
    UNACCOUNTED = "unaccounted", Severity.LOSS
    # Left out on purpose, and said.
    SCRIPT = "script", Severity.LEFT_OUT
    HIDDEN_TEXT = "hidden-text", Severity.LEFT_OUT
    WATERMARK = "watermark", Severity.LEFT_OUT
    TURNED_TEXT = "turned-text", Severity.LEFT_OUT
    DELETED_TEXT = "deleted-text", Severity.LEFT_OUT
    COMMENT = "comment", Severity.LEFT_OUT
    RUNNING_TEXT = "running-text", Severity.LEFT_OUT
    CONTENTS_REPLACED = "contents-replaced", Severity.LEFT_OUT
    BACKGROUND_IMAGE = "background-image", Severity.LEFT_OUT
    ATTACHMENT = "attachment", Severity.LEFT_OUT
    # Concluded, not read.
    CHART_REDRAWN = "chart-redrawn", Severity.INFERRED
    DRAWING_REDRAWN = "drawing-redrawn", Severity.INFERRED
    HEADING_INFERRED = "heading-inferred", Severity.INFERRED
    TITLE_INFERRED = "title-inferred", Severity.INFERRED
    TITLE_FROM_FILE_NAME = "title-from-file-name", Severity.INFERRED
    METADATA_DOUBTFUL = "metadata-doubtful", Severity.INFERRED
    TITLE_BOX = "title-box", Severity.INFERRED
    TABLE_HEAD_INFERRED = "table-head-inferred", Severity.INFERRED
    TABLE_HEAD_DOUBTFUL = "table-head-doubtful", Severity.INFERRED
    LAYOUT_TABLE = "layout-table", Severity.INFERRED
    CAPTION_INFERRED = "caption-inferred", Severity.INFERRED
    ALT_TEXT_MISSING = "alt-text-missing", Severity.INFERRED
    WRONG_EXTENSION = "wrong-extension", Severity.INFERRED
    NAME_SHORTENED = "name-shortened", Severity.INFERRED
    RECOVERED_CONTAINER = "recovered-container", Severity.INFERRED
    XREF_LOOP = "xref-loop", Severity.INFERRED
    PAGE_RECOGNISED = "page-recognised", Severity.INFERRED
    WORD_DOUBTFUL = "word-doubtful", Severity.INFERRED
    NO_FIXED_PAGES = "no-fixed-pages", Severity.INFERRED
    MACHINE_DRAFT = "machine-draft", Severity.INFERRED
    DEMONSTRATION_DRAFT = "demonstration-draft", Severity.INFERRED
    SERVER_DRAFT = "server-draft", Severity.INFERRED
    MEMORY_TAKEN = "memory-taken", Severity.INFERRED
    CODE_GUESSED = "code-guessed", Severity.INFERRED
    SEGMENT_DOUBTFUL = "segment-doubtful", Severity.INFERRED
    SEGMENT_UNTRANSLATED = "segment-untranslated", Severity.INFERRED
    NOTHING_TRANSLATED = "nothing-translated", Severity.INFERRED
    # Done by a person, and what could not be done.
    EDIT_APPLIED = "edit-applied", Severity.INFERRED
    EDIT_UNPLACED = "edit-unplaced", Severity.INFERRED
    LEFT_OUT_BY_PERSON = "left-out-by-person", Severity.LEFT_OUT


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
        return self.kind.severity


class NoticeLog:
    """Collects notices while a document is read; equal ones are counted, not repeated."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[NoticeKind, str, str]] = Counter()

    def add(
        self,
        kind: NoticeKind,
        origin: Origin | None = None,
        detail: str = "",
        count: int = 1,
        where: str = "",
    ) -> None:
        """Count ``count`` more of ``kind`` at ``origin``, or at a place of the source's own words."""
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
