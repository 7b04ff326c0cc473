# SPDX-License-Identifier: AGPL-3.0-or-later
"""The one seam to EbookLib: its objects hold the book, our code writes the bytes.

Why it is cut there is told in docs/decisions/0004-ebooklib-seam.md.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ebooklib import epub  # type: ignore[import-untyped]
from lxml import etree

from converters.xhtml.markup import XML_LANG, Element, one_line

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
_FOLDER = "EPUB"
_OPF_NAME = f"{_FOLDER}/package.opf"
_UNIQUE = "pub-id"
# The oldest moment that a zip file can name: equal books have equal bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_STORED = frozenset({"image/jpeg", "image/png", "image/gif"})
_LEVEL = 6
_UNIX = 3
_FILE_MODE = 0o100644 << 16


class Package:
    """A book while it is put together.

    Args:
        identifier: unique and stable identifier, a URN.
        language: BCP 47 tag of the book.
    """

    def __init__(self, identifier: str, language: str) -> None:
        self._book: Any = epub.EpubBook()
        # EbookLib begins with a random identifier and its own name as generator.
        self._book.metadata = {}
        self._book.IDENTIFIER_ID = _UNIQUE
        self._book.set_identifier(identifier)
        self._book.language = language
        self._spine_properties: dict[str, str] = {}

    @property
    def identifier(self) -> str:
        """The book's unique identifier."""
        return str(self._book.uid)

    def add_dublin_core(self, name: str, value: str, identifier: str = "") -> None:
        """Add ``dc:name``, with an id where something refines it."""
        self._book.add_metadata("DC", name, value, {"id": identifier} if identifier else {})

    def add_property(
        self, name: str, value: str, refines: str = "", language: str = "", scheme: str = ""
    ) -> None:
        """Add a ``meta`` element with the property ``name``."""
        attributes = {"property": name}
        if refines:
            attributes["refines"] = f"#{refines}"
        if scheme:
            attributes["scheme"] = scheme
        if language:
            attributes[XML_LANG] = language
        self._book.add_metadata(None, "meta", value, attributes)

    def add_old_cover(self, item_id: str) -> None:
        """Name the cover in the way of EPUB 2, which old devices know only."""
        self._book.add_metadata(None, "meta", None, {"name": "cover", "content": item_id})

    def add_file(
        self, item_id: str, name: str, media_type: str, content: bytes, properties: str = ""
    ) -> None:
        """Add a file; ``properties`` are those of the manifest (EPUB 3.3, 5.6.2)."""
        item = epub.EpubItem(item_id, name, media_type, content)
        item.properties = properties
        self._book.add_item(item)

    def add_to_spine(self, item_id: str, *, linear: bool = True, properties: str = "") -> None:
        """Append a content file to the reading order; ``properties`` are EPUB 3.3, 5.7.3's."""
        self._book.spine.append((item_id, "yes" if linear else "no"))
        if properties:
            self._spine_properties[item_id] = properties

    def to_bytes(self) -> bytes:
        """Return the EPUB file: equal packages give equal bytes."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            _write(archive, "mimetype", b"application/epub+zip", stored=True)
            _write(archive, "META-INF/container.xml", _container())
            _write(archive, _OPF_NAME, self._package_document())
            for item in sorted(self._book.items, key=lambda item: str(item.file_name)):
                name = f"{_FOLDER}/{item.file_name}"
                _write(archive, name, item.content, stored=item.media_type in _STORED)
        return buffer.getvalue()

    # ------------------------------------------------------------ package document

    def _package_document(self) -> bytes:
        namespaces: dict[Any, str] = {None: _OPF, "dc": _DC}
        root = etree.Element(
            f"{{{_OPF}}}package",
            {
                "version": "3.0",
                "unique-identifier": _UNIQUE,
                XML_LANG: self._book.language,
            },
            nsmap=namespaces,
        )
        self._write_metadata(etree.SubElement(root, f"{{{_OPF}}}metadata"))
        self._write_manifest(etree.SubElement(root, f"{{{_OPF}}}manifest"))
        spine = etree.SubElement(root, f"{{{_OPF}}}spine", {"toc": "ncx"})
        for item_id, linear in self._book.spine:
            attributes = {"idref": item_id}
            if linear == "no":
                attributes["linear"] = "no"
            if item_id in self._spine_properties:
                attributes["properties"] = self._spine_properties[item_id]
            etree.SubElement(spine, f"{{{_OPF}}}itemref", attributes)
        return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)

    def _write_metadata(self, parent: Element) -> None:
        for namespace, names in self._book.metadata.items():
            for name, entries in names.items():
                for value, attributes in entries:
                    tag = f"{{{namespace or _OPF}}}{name}"
                    element = etree.SubElement(parent, tag, attributes)
                    if value is not None:
                        element.text = one_line(value)

    def _write_manifest(self, parent: Element) -> None:
        for item in self._book.items:
            attributes = {
                "id": item.id,
                "href": item.file_name,
                "media-type": item.media_type,
            }
            if item.properties:
                attributes["properties"] = item.properties
            etree.SubElement(parent, f"{{{_OPF}}}item", attributes)


def _container() -> bytes:
    root = etree.Element(
        f"{{{_CONTAINER}}}container",
        {"version": "1.0"},
        nsmap={None: _CONTAINER},  # type: ignore[dict-item]  # the stubs miss the default namespace
    )
    files = etree.SubElement(root, f"{{{_CONTAINER}}}rootfiles")
    etree.SubElement(
        files,
        f"{{{_CONTAINER}}}rootfile",
        {"full-path": _OPF_NAME, "media-type": "application/oebps-package+xml"},
    )
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _write(archive: zipfile.ZipFile, name: str, content: bytes, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.create_system = _UNIX
    entry.external_attr = _FILE_MODE
    kind = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, kind, _LEVEL)
