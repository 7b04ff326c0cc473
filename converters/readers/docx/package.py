# SPDX-License-Identifier: AGPL-3.0-or-later
"""The package: parts, relationships, and the strict notation read as the transitional one.

ECMA-376 part 2 (Open Packaging Conventions), 8 and 9.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from converters.errors import (
    DamagedSource,
    ErrorCode,
    LimitExceeded,
    UnsupportedFormat,
)
from converters.limits import Limits
from converters.readers.docx.names import R
from converters.source.xml import parse_xml
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

# Strict files differ from transitional ones in their namespaces (ECMA-376 part 4, annex A).
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = tuple(
    (_STRICT + name, b"http://schemas.openxmlformats.org/" + name + b"2006/")
    for name in (b"officeDocument/", b"drawingml/", b"wordprocessingml/", b"schemaLibrary/")
)
_MAIN = "word/document.xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT_TYPES = ("wordprocessingml", "ms-word")


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relationship leads; ``kind`` is the last word of its type ("image")."""

    kind: str
    target: str
    """Name of a part, or the address outside."""
    external: bool


class Package:
    """The parts of a document.

    Args:
        archive: the file.
        limits: bounds on its size.

    Raises:
        DamagedSource: it is no package, or its main part is missing.
        UnsupportedFormat: a package of another kind.
    """

    def __init__(self, archive: ZipPackage, limits: Limits) -> None:
        self._zip = archive
        self._limits = limits
        # Names of parts do not tell capitals from small letters (part 2, 9.1.1).
        self._names = {name.lower().lstrip("/"): name for name in reversed(self._zip.names())}
        self._relations: dict[str, dict[str, Relation]] = {}
        self.main = self._main_part()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self) -> list[str]:
        """Return the names of all parts."""
        return self._zip.names()

    def read(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            DamagedSource: it is missing or cannot be inflated.
        """
        return self._zip.read(self._names.get(name.lower(), name))

    def xml(self, name: str) -> Element:
        """Return the root of a part, in the transitional namespaces.

        Raises:
            DamagedSource: it is missing or not well-formed.
            LimitExceeded: it has more elements than any document.
        """
        data = self.read(name)
        if data.count(b"<") > 2 * self._limits.records:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part=name)
        return parse_xml(transitional(data), name)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of ``part`` by id; none where they are damaged."""
        if part not in self._relations:
            self._relations[part] = self._parse_relations(part)
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part that ``part`` is related to by ``kind``; None if there is none."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target in self:
                return relation.target
        return None

    def _parse_relations(self, part: str) -> dict[str, Relation]:
        folder, _, base = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if name not in self:
            return {}
        try:
            root = self.xml(name)
        except DamagedSource:
            return {}
        found: dict[str, Relation] = {}
        for element in root.iter(_REL):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            kind = element.get("Type", "").rpartition("/")[2]
            if not external:
                target = _resolved(folder, target)
                if target not in self:
                    target = _resolved(folder, unquote(element.get("Target", "")))
            found.setdefault(element.get("Id", ""), Relation(kind, target, external))
        return found

    def _main_part(self) -> str:
        main = self.related("", "officeDocument")
        if main is None and _MAIN in self:
            main = _MAIN
        if main is None:
            raise DamagedSource(detail="no main part", part="_rels/.rels")
        kind = self._content_type(main)
        if kind and not any(word in kind for word in _DOCUMENT_TYPES):
            raise UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected=kind)
        return main

    def _content_type(self, part: str) -> str:
        name = "[Content_Types].xml"
        if name not in self:
            return ""
        try:
            root = self.xml(name)
        except DamagedSource:
            return ""
        for element in root:
            if element.get("PartName", "").lower() == f"/{part}".lower():
                return element.get("ContentType", "")
        return ""


def transitional(data: bytes) -> bytes:
    """Return ``data`` with the namespaces of strict documents as the transitional ones."""
    if _STRICT not in data:
        return data
    for strict, usual in _TRANSITIONAL:
        data = data.replace(strict, usual)
    return data


def relation_id(element: Element, name: str = "id") -> str:
    """Return the relationship that an element names (``r:id``, ``r:embed``, ``r:link``)."""
    return element.get(R + name, "")


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
