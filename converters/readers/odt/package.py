# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a package, or of a flat file, by name (ODF 1.3 part 2, 3)."""

from __future__ import annotations

import posixpath

from converters.errors import DamagedSource
from converters.readers.odt.names import OFFICE
from converters.source.package_encryption import LockedPackage
from converters.source.source_file import SourceFile
from converters.source.xml import parse_xml
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

CONTENT, STYLES, META = "content.xml", "styles.xml", "meta.xml"
_ZIP_HEAD = b"PK\x03\x04"


class Package:
    """A document's parts.

    Args:
        file: a package, or a flat file whose one root holds what the parts of a package hold.

    Raises:
        DamagedSource: it is no package, or its content is missing or not well-formed.
        EncryptedSource: it is locked, and no password was given or none of them fits.
    """

    def __init__(self, file: SourceFile) -> None:
        self.damaged: list[str] = []
        """Parts that are there and cannot be read."""
        self._flat: Element | None = None
        self._zip: ZipPackage | None = None
        if file.data.startswith(_ZIP_HEAD):
            self._zip = LockedPackage(file.data, file.limits, file.passwords, CONTENT)
            self.content = parse_xml(self._zip.read(CONTENT), CONTENT)
        else:
            self._flat = self.content = parse_xml(file.data, CONTENT)

    def part(self, name: str) -> Element | None:
        """Return the root of a part; None where there is none or only a damaged one."""
        if self._flat is not None:
            return self._flat if name in (STYLES, META) else None
        found = self.read(name)
        if found is None:
            return None
        try:
            return parse_xml(found[1], name)
        except DamagedSource:
            self.damaged.append(name)
            return None

    def names(self) -> list[str]:
        """Return the names of all parts; none for a flat file."""
        return self._zip.names() if self._zip is not None else []

    def read(self, reference: str) -> tuple[str, bytes] | None:
        """Return the name and the bytes of what an ``xlink:href`` leads to; None for nothing."""
        name = posixpath.normpath(reference.removeprefix("./"))
        if self._zip is None or name not in self._zip:
            return None
        try:
            return name, self._zip.read(name)
        except DamagedSource:
            self.damaged.append(name)
            return None

    def object_content(self, reference: str) -> Element | None:
        """Return the root of an embedded object's content; None where there is none."""
        return self.part(posixpath.normpath(f"{reference.removeprefix('./')}/{CONTENT}"))


def body_of(root: Element) -> Element:
    """Return the text body of a document's content (3.4).

    Raises:
        DamagedSource: it has none.
    """
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DamagedSource(detail="no text body", part=CONTENT)
    return body
