# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of a Document as files of a book, named by their content."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from converters.document.nodes import Resource
from converters.xhtml.media import SUFFIXES, media_type_of

_NAME_LENGTH = 16


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as it stands in a book."""

    item_id: str
    name: str
    """Path from the folder of the content files."""
    media_type: str
    data: bytes


def picture_files(resources: Mapping[str, Resource]) -> dict[str, PictureFile]:
    """Return for each resource that a book can show its file.

    The bytes decide on the type, not the label: a wrong label is an error of the book.
    """
    files: dict[str, PictureFile] = {}
    names: set[str] = set()
    for key, resource in resources.items():
        media_type = media_type_of(resource.data)
        if media_type is None:
            continue
        stem = key[:_NAME_LENGTH]
        if not stem.isalnum() or not stem.isascii() or stem in names:
            stem = f"p{len(names) + 1}"
        names.add(stem)
        files[key] = PictureFile(
            f"i-{stem}", f"images/{stem}{SUFFIXES[media_type]}", media_type, resource.data
        )
    return files


def is_animated(picture: PictureFile) -> bool:
    """Return whether a picture moves, as far as its container says so."""
    if picture.media_type != "image/gif":
        return False
    try:
        with Image.open(io.BytesIO(picture.data)) as image:
            return bool(getattr(image, "is_animated", False))
    except (UnidentifiedImageError, OSError, ValueError):
        return True
