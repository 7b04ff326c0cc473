# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a check found, and where: pure data that crosses from a worker to its parent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How much a finding stands in the way of publishing."""

    ERROR = "error"
    """It must not be published so."""
    WARNING = "warning"
    """A person has to decide."""
    NOTE = "note"
    """To be known: masked already, an office's own, or a list to look through."""


class FindingKind(StrEnum):
    """The closed set of findings, by the ``kind`` of the answer."""

    # Personal data.
    RESIDENT_NUMBER = "rrn"
    FOREIGNER_NUMBER = "frn"
    PASSPORT = "passport"
    DRIVER_LICENCE = "driver"
    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    ACCOUNT = "account"
    VEHICLE_PLATE = "plate"
    ADDRESS = "address"
    BIRTH_DATE = "birth"
    HEALTH = "health"
    WELFARE = "welfare"
    PICTURE_LOCATION = "gps"
    PICTURE_AUTHOR = "picture-author"
    # What was left over from writing it.
    HIDDEN_TEXT = "hidden-text"
    COMMENT = "comment"
    DELETED_TEXT = "deleted-text"
    DRAFT = "draft"
    CONFIDENTIAL = "confidential"
    PLACEHOLDER = "placeholder"
    EMPTY_FIELD = "empty-field"
    DEAD_LINK = "dead-link"
    EXTERNAL_LINK = "external-link"
    SCRIPT = "script"
    DAMAGED_PART = "damaged-part"
    # What keeps people from reading it.
    TITLE_MISSING = "title-missing"
    LANGUAGE_MISSING = "language-missing"
    ALT_MISSING = "alt-missing"
    ALT_USELESS = "alt-useless"
    HEADING_MISSING = "heading-missing"
    HEADING_SKIPPED = "heading-skipped"
    HEADING_EMPTY = "heading-empty"
    TABLE_HEAD_MISSING = "table-head-missing"
    PICTURES_UNREAD = "pictures-unread"
    """Pictures whose text was not looked at, for there are too many."""
    MORE = "more"
    """There is more than is named."""
    EPUB_RULE = "epub-rule"
    """What breaks a rule of EPUB 3.3; the text begins with EPUBCheck's name of the rule."""
    # What the programs of others say.
    EPUBCHECK = "epubcheck"
    ACE = "ace"


class Where(StrEnum):
    """The layer of a publication that holds a text."""

    TEXT = "text"
    NOTE = "note"
    ALTERNATIVE_TEXT = "alternative-text"
    METADATA = "metadata"
    HIDDEN = "hidden"
    COMMENT = "comment"
    RUNNING = "running-text"
    LINK = "link"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a finding, as a person looks for it and as a program does."""

    chapter: str = ""
    """The heading above it; the source's part where none is."""
    nearby: str = ""
    """The words around it."""
    where: Where = Where.TEXT
    part: str = ""
    paragraph: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found."""

    kind: FindingKind
    grade: Grade
    text: str
    """The thing itself, as it is written."""
    place: Place
    masked: bool = False
    """Whether the part that tells a person apart is hidden already."""
    official: bool = False
    """Whether it belongs to an office and not to a person."""
    doubt: str = ""
    """Why it may be none ("checksum": the check digit does not agree); empty where nothing says so."""
