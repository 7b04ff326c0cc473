# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX package -> format-shaped document -> Document (KS X 6101)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from lxml import etree

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.errors import DamagedSource
from converters.limits import Limits
from converters.readers.hwpx.body import BodyParser
from converters.readers.hwpx.deletions import BEGIN
from converters.readers.hwpx.elements import child, children, local
from converters.readers.hwpx.shapes import Header
from converters.source.hangul.lower import lower
from converters.source.hangul.model import BinaryItem, HangulDocument, Paras, Section
from converters.source.hangul.pages import PageTracker
from converters.source.package_encryption import LockedPackage
from converters.source.properties import FileProperties
from converters.source.source_file import SourceFile
from converters.source.xml import parse_xml, stream_xml
from converters.source.zip import ZipPackage

_PACKAGE = "Contents/content.hpf"
_HEADER = "Contents/header.xml"


def read_document(file: SourceFile, notices: NoticeLog) -> Document:
    """Return the Document of a HWPX file.

    Raises:
        ConversionError: it cannot be read; the code says why.
    """
    source = read_hwpx(file.data, file.limits, file.passwords)
    return lower(source, file.sha256, notices, file.limits)


def read_hwpx(data: bytes, limits: Limits, passwords: tuple[str, ...] = ()) -> HangulDocument:
    """Parse a HWPX file.

    Raises:
        EncryptedSource: parts are locked, and no password was given or none of them fits.
        DamagedSource: a part that nothing can do without is missing or not well-formed.
        LimitExceeded: larger than the limits.
    """
    package = LockedPackage(data, limits, passwords)
    manifest = _Manifest(package)
    header = Header(parse_xml(package.read(manifest.header), manifest.header))
    header.shapes.binaries, ordinals = manifest.binaries(limits)
    body = BodyParser(header, limits, ordinals)
    sections: list[Section] = []
    damaged: list[tuple[str, str]] = []
    for name in manifest.sections:
        try:
            sections.append(_section(package, name, body))
        except DamagedSource as error:
            if len(manifest.sections) == 1:
                raise
            damaged.append((name, str(error)))
    if not any(section.paras for section in sections):
        raise DamagedSource(detail="no paragraph", part=_PACKAGE)
    return HangulDocument(
        shapes=header.shapes,
        sections=sections,
        properties=manifest.properties(),
        format="hwpx",
        format_version=_version(package),
        scripts=sum(name.startswith("Scripts/") for name in package.names()) // 2,
        masters=_masters(package, manifest, body),
        damaged_parts=damaged,
        too_deep=body.too_deep,
    )


def _section(package: ZipPackage, name: str, body: BodyParser) -> Section:
    pages = PageTracker()
    paras = body.listed(_pieces(package.read(name), name), 0, pages)
    return Section(name, paras, pages.count)


def _pieces(data: bytes, part: str) -> Iterator[etree._Element]:
    """Yield what a section holds one by one; what was yielded is freed again.

    Where text is deleted all of it is there at once: only the whole tells which marks belong
    together.
    """
    if BEGIN.encode() in data:
        return children(parse_xml(data, part))
    return stream_xml(io.BytesIO(data), part)


def _masters(package: ZipPackage, manifest: _Manifest, body: BodyParser) -> list[Paras]:
    found = []
    for key in dict.fromkeys(body.masters):
        name = manifest.hrefs.get(key, "")
        if name in package:
            try:
                found.append(body.paras(parse_xml(package.read(name), name), 0))
            except DamagedSource:
                continue
    return found


def _version(package: ZipPackage) -> str:
    if "version.xml" not in package:
        return ""
    root = parse_xml(package.read("version.xml"), "version.xml")
    parts = [root.get(name, "") for name in ("major", "minor", "micro", "buildNumber")]
    return ".".join(part for part in parts if part)


class _Manifest:
    """The package document: which parts there are, and in which order they are read."""

    def __init__(self, package: ZipPackage) -> None:
        self._package = package
        self.hrefs: dict[str, str] = {}
        self._embedded: dict[str, bool] = {}
        self._root: etree._Element | None = None
        spine: list[str] = []
        if _PACKAGE in package:
            self._root = parse_xml(package.read(_PACKAGE), _PACKAGE)
            for item in children(child(self._root, "manifest")):
                if local(item) == "item":
                    key = item.get("id", "")
                    self.hrefs[key] = _placed(item.get("href", ""), package)
                    self._embedded[key] = item.get("isEmbeded", "1") != "0"
            spine = [
                self.hrefs.get(reference.get("idref", ""), "")
                for reference in children(child(self._root, "spine"))
                if local(reference) == "itemref"
            ]
        self.header = next((name for name in spine if name.endswith("header.xml")), _HEADER)
        # A section that the spine names again is no second one.
        named = dict.fromkeys(spine)
        self.sections = [name for name in named if _is_section(name) and name in package]
        if not self.sections:
            # Writers that forget the spine number their sections.
            names = [name for name in package.names() if _is_section(name)]
            self.sections = sorted(names, key=lambda name: (len(name), name))
        if not self.sections:
            raise DamagedSource(detail="no section", part=_PACKAGE)

    def binaries(self, limits: Limits) -> tuple[dict[int, BinaryItem], dict[str, int]]:
        """Return the items that pictures and charts name, and their ordinals by id."""
        del limits
        found: dict[int, BinaryItem] = {}
        ordinals: dict[str, int] = {}
        wanted = {key: href for key, href in self.hrefs.items() if not href.endswith(".xml")}
        charts = [name for name in self._package.names() if name.startswith("Chart/")]
        for key, href in (*wanted.items(), *((name, name) for name in charts)):
            ordinal = len(found) + 1
            ordinals[key] = ordinal
            name = href.rpartition("/")[2]
            linked = href if not self._embedded.get(key, True) else ""
            found[ordinal] = BinaryItem(
                name=name,
                extension=name.rpartition(".")[2].lower(),
                linked_path=linked,
                load=lambda href=href: self._load(href),  # type: ignore[misc]  # binds this href
            )
        return found, ordinals

    def _load(self, name: str) -> bytes | None:
        if name not in self._package:
            return None
        try:
            return self._package.read(name)
        except DamagedSource:
            return None

    def properties(self) -> FileProperties:
        """Return the metadata of the package document."""
        metadata = child(self._root, "metadata")
        if metadata is None:
            return FileProperties()
        values: dict[str, str] = {}
        for element in children(metadata):
            key = element.get("name") or local(element)
            values.setdefault(key.lower(), (element.text or "").strip())
        return FileProperties(
            title=values.get("title", ""),
            subject=values.get("subject", ""),
            author=values.get("creator", ""),
            keywords=values.get("keyword", ""),
            comments=values.get("description", ""),
            created=_moment(values.get("createddate", "")),
            modified=_moment(values.get("modifieddate", "")),
        )


def _moment(text: str) -> str:
    return text if len(text) >= 19 and text[4] == "-" and text[10] == "T" else ""


def _is_section(name: str) -> bool:
    base = name.rpartition("/")[2].lower()
    return base.startswith("section") and base.endswith(".xml")


def _placed(href: str, package: ZipPackage) -> str:
    """Return the part's name: hrefs count from the package's root or from Contents/."""
    name = href.lstrip("/")
    if name not in package and f"Contents/{name}" in package:
        return f"Contents/{name}"
    return name
