# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's corrections while they are being made: each step makes other ``Edits`` of the last.

Nothing is changed in place, so that going back is taking the earlier ones again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.services.edits_file import edits_path
from converters.document.edits import Do, Edit, Edits, PictureEdit, Spot, from_bytes, to_bytes
from converters.files import write_whole

_ALTERNATIVES = (
    frozenset({Do.HEADING, Do.PARAGRAPH}),
    frozenset({Do.TABLE_HEADS}),
    frozenset({Do.CAPTION}),
    frozenset({Do.LEAVE_OUT}),
    frozenset({Do.LANGUAGE}),
    frozenset({Do.MOVE}),
)
"""Of each group one edit at most says what becomes of a block."""


def with_metadata(edits: Edits, name: str, value: Any) -> Edits:
    """Return edits that set a field of the metadata; None leaves it as the document has it."""
    fields = {key: held for key, held in edits.metadata.items() if key != name}
    if value is not None:
        fields[name] = value
    return checked(replace(edits, metadata=fields))


def with_book(edits: Edits, **chosen: Any) -> Edits:
    """Return edits with other choices for the making of the book: fields of ``BookEdit``."""
    return checked(replace(edits, book=replace(edits.book, **chosen)))


def with_picture(edits: Edits, key: str, said: PictureEdit | None) -> Edits:
    """Return edits that describe a picture; None leaves it as the document has it."""
    pictures = {other: held for other, held in edits.pictures.items() if other != key}
    if said is not None:
        pictures[key] = said
    return replace(edits, pictures=pictures)


def with_edit(edits: Edits, edit: Edit) -> Edits:
    """Return edits with one more, in place of what was said of its block before."""
    return replace(edits, edits=(*_without(edits, edit.do, edit.at), edit))


def without_edit(edits: Edits, do: Do, at: Spot | None) -> Edits:
    """Return edits in which nothing of this sort is said of a block any more."""
    return replace(edits, edits=_without(edits, do, at))


def with_more(edits: Edits, added: Iterable[Edit]) -> Edits:
    """Return edits with those of ``added`` that are new."""
    return replace(edits, edits=tuple(dict.fromkeys((*edits.edits, *added))))


def edit_of(edits: Edits, at: Spot, *wanted: Do) -> Edit | None:
    """Return what is said of a block; None where nothing of these sorts is."""
    return next(
        (one for one in edits.edits if one.do in wanted and _same(one.at, at)),
        None,
    )


def _without(edits: Edits, do: Do, at: Spot | None) -> tuple[Edit, ...]:
    group = next((group for group in _ALTERNATIVES if do in group), frozenset())
    return tuple(one for one in edits.edits if not (one.do in group and at and _same(one.at, at)))


def _same(one: Spot | None, other: Spot) -> bool:
    return one is not None and (one.text, one.before, one.after, one.nth) == (
        other.text,
        other.before,
        other.after,
        other.nth,
    )


def checked(edits: Edits) -> Edits:
    """Return ``edits`` as they will be read again.

    Raises:
        EditsUnreadable: a value is none that the file may hold; the message says which.
    """
    return from_bytes(to_bytes(edits))


def keep(edits: Edits, book: Path) -> None:
    """Write the corrections of a book beside it; none at all leave no file.

    Raises:
        OSError: the file cannot be written.
    """
    path = edits_path(book)
    if edits:
        write_whole(path, to_bytes(edits))
    else:
        path.unlink(missing_ok=True)
