# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of a book as resources of the Document."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from converters.document.nodes import Resource
from converters.document.notices import NoticeKind, NoticeLog
from converters.errors import DamagedSource, ErrorCode, LimitExceeded
from converters.limits import Limits
from converters.readers.epub_book.package import BookPackage
from converters.source.markup_parts import parse_part
from converters.source.pictures import PictureUnreadable, key_of, to_picture
from converters.source.svg import SvgRefused, sanitise
from converters.xhtml.markup import Element

_DATA = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.DOTALL)


class PictureStore:
    """Gives each picture its place among the resources, once.

    Args:
        package: the book.
        limits: bounds on what is decoded.
        notices: where losses are counted.
    """

    def __init__(self, package: BookPackage, limits: Limits, notices: NoticeLog) -> None:
        self._package = package
        self._limits = limits
        self._notices = notices
        self._keys: dict[str, str | NoticeKind] = {}
        self.resources: dict[str, Resource] = {}

    def load(self, href: str, base: str) -> str:
        """Return the key of the picture that ``href`` in the part ``base`` names.

        Raises:
            PictureUnreadable: it is not in the book or cannot be shown.
        """
        if href.lower().startswith("data:"):
            return self._kept(_inline_data(href), "")
        place = self._package.find(href, base)
        if place is None:
            remote = re.match(r"[A-Za-z][A-Za-z0-9+.\-]+:|//", href.strip())
            raise PictureUnreadable(NoticeKind.LINKED_IMAGE if remote else NoticeKind.MISSING_IMAGE)
        part = place[0]
        if part not in self._keys:
            self._keys[part] = self._read(part)
        found = self._keys[part]
        if isinstance(found, NoticeKind):
            raise PictureUnreadable(found)
        return found

    def _read(self, part: str) -> str | NoticeKind:
        try:
            data = self._package.archive.read(part)
            return self._kept(data, part.rpartition("/")[2])
        except PictureUnreadable as error:
            return error.kind
        except DamagedSource:
            return NoticeKind.UNREADABLE_IMAGE

    def _kept(self, data: bytes, name: str) -> str:
        if b"<svg" in data[:4096].lower():
            try:
                return self.keep_svg(parse_part(data, name), name, data)[0]
            except (SvgRefused, DamagedSource) as error:
                raise PictureUnreadable(NoticeKind.UNREADABLE_IMAGE) from error
        picture = to_picture(data, name, self._limits)
        if picture.partial:
            self._notices.add(NoticeKind.METAFILE, detail=name)
        return self._add(picture.resource)

    def keep_svg(self, element: Element, name: str, data: bytes = b"") -> tuple[str, str]:
        """Return the key and the title of a drawing.

        Args:
            element: the drawing.
            name: what it is called, for notices.
            data: its file, which is kept as it is where nothing had to be taken out.

        Raises:
            SvgRefused: it does not stand alone.
        """
        drawing = sanitise(element)
        if drawing.scripts:
            self._notices.add(NoticeKind.SCRIPT, detail=name, count=drawing.scripts)
        if drawing.changed or b"<!" in data or data.count(b"<?") > 1:
            data = b""
        resource = Resource("image/svg+xml", data or drawing.data, name=name)
        return self._add(resource), drawing.title

    def _add(self, resource: Resource) -> str:
        key = key_of(resource.data)
        self.resources.setdefault(key, resource)
        if len(self.resources) > self._limits.images:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part="images")
        return key


def _inline_data(href: str) -> bytes:
    match = _DATA.fullmatch(href)
    if match is None:
        raise PictureUnreadable(NoticeKind.UNREADABLE_IMAGE)
    data = unquote_to_bytes(match[3])
    if ";base64" not in match[2].lower():
        return data
    try:
        return base64.b64decode(data, validate=False)
    except (binascii.Error, ValueError) as error:
        raise PictureUnreadable(NoticeKind.UNREADABLE_IMAGE) from error
