# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pictures say about who took them and where (Exif 3.0, 4.6)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from PIL import ExifTags, Image

from converters.document.findings import Finding, FindingKind, Grade, Place, Where
from converters.document.nodes import Document, Resource

logger = logging.getLogger(__name__)
_WITH_EXIF = frozenset({"image/jpeg", "image/png"})
_PEOPLE = (ExifTags.Base.Artist, ExifTags.Base.XPAuthor)


def find_picture_data(document: Document) -> Iterator[Finding]:
    """Yield places and names in the data of pictures."""
    for key, resource in document.resources.items():
        if resource.media_type in _WITH_EXIF:
            yield from _of(key, resource)


def _of(key: str, resource: Resource) -> Iterator[Finding]:
    try:
        with Image.open(io.BytesIO(resource.data)) as picture:
            found = picture.getexif()
            where = found.get_ifd(ExifTags.IFD.GPSInfo)
            people = [found[tag] for tag in _PEOPLE if tag in found]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        logger.debug("%s: no data of the picture: %s", key, error)
        return
    name = resource.name or key[:12]
    place = Place(nearby=name, where=Where.PICTURE, part=name)
    if ExifTags.GPS.GPSLatitude in where:
        yield Finding(FindingKind.PICTURE_LOCATION, Grade.WARNING, name, place)
    for person in people:
        said = person.decode("utf-16-le", "replace") if isinstance(person, bytes) else str(person)
        said = said.strip("\0 ")
        if said:
            yield Finding(FindingKind.PICTURE_AUTHOR, Grade.WARNING, said, place)
