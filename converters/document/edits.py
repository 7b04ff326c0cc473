# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's corrections of a document, kept apart from it and applied at each conversion.

A file of edits is JSON (``docs/formats/edits.md``). Nothing in it counts blocks or pages: a place
is known by its words and the words around it, a picture by the sha256 of its bytes, so that edits
survive a corrected original.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from converters.document.book_edits import NO_BOOK_EDIT, BookEdit, book_edit_from

SCHEMA = 1
_T = TypeVar("_T")
_MOST_BYTES = 16 << 20
_METADATA = {
    **dict.fromkeys(("title", "subtitle", "publisher", "language", "date", "description"), str),
    **dict.fromkeys(("rights", "publication_number", "isbn", "contact", "identifier"), str),
    **dict.fromkeys(("creators", "subjects"), list),
    "kogl_type": int,
    "kogl_ai": bool,
}
_KOGL_TYPES = range(5)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_IDENTIFIER = re.compile(r"\S{1,200}")


class EditsUnreadable(ValueError):
    """A file that holds no edits; the message says where it went wrong."""


class Do(StrEnum):
    """What an edit does with the block that it is about."""

    HEADING = "heading"
    """Makes it a heading of ``level``, or gives a heading another level."""
    PARAGRAPH = "paragraph"
    """Makes a heading a paragraph."""
    MERGE = "merge"
    """Joins it with the paragraph or heading behind it."""
    LEAVE_OUT = "leave-out"
    """Leaves it out of the book."""
    LANGUAGE = "language"
    """Says that its words are of another ``language`` (BCP 47)."""
    TABLE_HEADS = "table-heads"
    """Makes the first ``rows`` and ``columns`` of a table its head cells."""
    CAPTION = "caption"
    """Gives a table or a picture the caption ``text``; an empty one takes it away."""
    MOVE = "move"
    """Puts it behind the block at ``behind``."""
    REPLACE = "replace"
    """Puts ``text`` for ``find``: in the block, or everywhere where no place is given."""


_NEEDS: dict[Do, tuple[str, ...]] = {
    Do.HEADING: ("at", "level"),
    Do.PARAGRAPH: ("at",),
    Do.MERGE: ("at",),
    Do.LEAVE_OUT: ("at",),
    Do.LANGUAGE: ("at", "language"),
    Do.TABLE_HEADS: ("at",),
    Do.CAPTION: ("at", "text"),
    Do.MOVE: ("at", "behind"),
    Do.REPLACE: ("find", "text"),
}
_MAY: dict[Do, tuple[str, ...]] = dict.fromkeys(Do, ()) | {Do.TABLE_HEADS: ("rows", "columns")}


@dataclass(frozen=True, slots=True)
class Spot:
    """A block by its words: ``text`` is its own, ``before`` and ``after`` those of its neighbours.

    A table is known by the words of its first row, a picture by "sha256:" and its digest.
    """

    text: str
    before: str = ""
    after: str = ""
    nth: int = 1
    """Which of the blocks with these words, where the neighbours do not tell."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction; which of the fields it uses follows from ``do``."""

    do: Do
    at: Spot | None = None
    level: int = 0
    language: str = ""
    rows: int = 0
    columns: int = 0
    text: str = ""
    find: str = ""
    behind: Spot | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the edit as a JSON object without the fields that say nothing."""
        needed = _NEEDS[self.do]
        return {
            key: value
            for key, value in asdict(self).items()
            if key in needed or value not in (None, "", 0)
        }


@dataclass(frozen=True, slots=True)
class PictureEdit:
    """What a person says of a picture."""

    alt: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """All corrections of one document."""

    metadata: Mapping[str, Any] = field(default_factory=dict)
    """Fields of ``Metadata`` by their names."""
    pictures: Mapping[str, PictureEdit] = field(default_factory=dict)
    """By the sha256 of the picture."""
    edits: tuple[Edit, ...] = ()
    book: BookEdit = NO_BOOK_EDIT
    """Design, cover and chapters."""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.metadata or self.pictures or self.edits or self.book)

    @property
    def fingerprint(self) -> str:
        """A text that differs wherever other books come out."""
        return hashlib.sha256(to_bytes(self)).hexdigest()[:16]


NO_EDITS = Edits()


def to_bytes(edits: Edits) -> bytes:
    """Return the file of edits; equal edits give equal bytes."""
    tree: dict[str, Any] = {
        "schema": SCHEMA,
        "metadata": dict(edits.metadata),
        "pictures": {key: asdict(picture) for key, picture in edits.pictures.items()},
        "edits": [edit.to_json() for edit in edits.edits],
    }
    if edits.book:
        # What holds none is as it was before there were such choices, and so is its fingerprint.
        tree["book"] = edits.book.to_json()
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def from_bytes(data: bytes) -> Edits:
    """Return the edits of a file.

    Raises:
        EditsUnreadable: it holds none, or some of a later version.
    """
    if len(data) > _MOST_BYTES:
        raise EditsUnreadable("too large")
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EditsUnreadable(str(error)) from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise EditsUnreadable(f"“schema” is not {SCHEMA}")
    _only(tree, {"schema", "metadata", "pictures", "edits", "book"}, "the file")
    try:
        book = book_edit_from(_object(tree.get("book", {}), "book"))
    except EditsUnreadable:
        raise
    except ValueError as error:
        raise EditsUnreadable(str(error)) from error
    return Edits(
        _metadata(tree.get("metadata", {})),
        {
            str(key): _picture(value)
            for key, value in _object(tree.get("pictures", {}), "pictures").items()
        },
        tuple(_edit(value, at) for at, value in enumerate(_list(tree.get("edits", []), "edits"))),
        book,
    )


def _metadata(given: Any) -> dict[str, Any]:
    fields = _object(given, "metadata")
    for key, value in fields.items():
        if key not in _METADATA:
            raise EditsUnreadable(f"metadata: unknown field “{key}”")
        wanted = _METADATA[key]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise EditsUnreadable(f"metadata: “{key}” is no {wanted.__name__}")
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise EditsUnreadable(f"metadata: “{key}” is no list of texts")
    if fields.get("kogl_type", 0) not in _KOGL_TYPES:
        raise EditsUnreadable("metadata: “kogl_type” is not 0 to 4")
    if fields.get("date") and not _DATE.fullmatch(fields["date"]):
        raise EditsUnreadable("metadata: “date” is no date such as 2026-03-05")
    if fields.get("identifier") and not _IDENTIFIER.fullmatch(fields["identifier"]):
        raise EditsUnreadable("metadata: “identifier” is no single word such as urn:isbn:…")
    if "language" in fields and not _LANGUAGE.fullmatch(fields["language"]):
        raise EditsUnreadable("metadata: “language” is no tag such as ko")
    return fields


def _picture(given: Any) -> PictureEdit:
    fields = _only(_object(given, "pictures"), {"alt", "decorative"}, "pictures")
    return PictureEdit(_text(fields, "alt"), _value(fields, "decorative", bool, False))


def _edit(given: Any, number: int) -> Edit:
    where = f"edit {number + 1}"
    fields = _object(given, where)
    try:
        do = Do(str(fields.get("do")))
    except ValueError as error:
        known = ", ".join(Do)
        raise EditsUnreadable(f"{where}: “do” is none of {known}") from error
    _only(fields, {"do", "at", *_NEEDS[do], *_MAY[do]}, where)
    for key in _NEEDS[do]:
        if key not in fields:
            raise EditsUnreadable(f"{where}: “{key}” is missing")
    level = _value(fields, "level", int, 0)
    if do is Do.HEADING and not 1 <= level <= 6:
        raise EditsUnreadable(f"{where}: “level” is not 1 to 6")
    if do is Do.REPLACE and not fields["find"]:
        raise EditsUnreadable(f"{where}: “find” is empty")
    if do is Do.LANGUAGE and not _LANGUAGE.fullmatch(_text(fields, "language")):
        raise EditsUnreadable(f"{where}: “language” is no tag such as en")
    if min(_value(fields, "rows", int, 0), _value(fields, "columns", int, 0)) < 0:
        raise EditsUnreadable(f"{where}: less than no rows or columns")
    return Edit(
        do,
        _spot(fields.get("at"), where),
        level,
        _text(fields, "language"),
        _value(fields, "rows", int, 0),
        _value(fields, "columns", int, 0),
        _text(fields, "text"),
        _text(fields, "find"),
        _spot(fields.get("behind"), where),
    )


def _spot(given: Any, where: str) -> Spot | None:
    if given is None:
        return None
    if isinstance(given, str):
        return Spot(given)
    fields = _only(_object(given, where), {"text", "before", "after", "nth"}, where)
    if "text" not in fields:
        raise EditsUnreadable(f"{where}: a place without “text”")
    return Spot(
        _text(fields, "text"),
        _text(fields, "before"),
        _text(fields, "after"),
        max(1, _value(fields, "nth", int, 1)),
    )


def _object(given: Any, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise EditsUnreadable(f"{where}: no object")
    return given


def _only(fields: dict[str, Any], known: set[str], where: str) -> dict[str, Any]:
    """Return ``fields``; a name that nobody knows is a slip, and not to be passed over."""
    unknown = set(fields) - known
    if unknown:
        raise EditsUnreadable(f"{where}: unknown: {', '.join(sorted(unknown))}")
    return fields


def _list(given: Any, where: str) -> list[Any]:
    if not isinstance(given, list):
        raise EditsUnreadable(f"{where}: no list")
    return given


def _text(fields: Any, key: str) -> str:
    return _value(fields, key, str, "")


def _value(fields: Any, key: str, wanted: type[_T], default: _T) -> _T:
    value = _object(fields, key).get(key, default)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise EditsUnreadable(f"“{key}” is no {wanted.__name__}")
    return value
