# SPDX-License-Identifier: AGPL-3.0-or-later
"""The package document of a book: what there is and in which order it is read (EPUB 3.3, 5)."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import unquote

from converters.errors import DamagedSource
from converters.readers.epub_book.protection import refuse_protected
from converters.source.markup_parts import parse_part
from converters.source.source_file import SourceFile
from converters.source.zip import ZipPackage
from converters.xhtml.markup import COLOPHON_ID, Element

_CONTAINER = "META-INF/container.xml"
_PACKAGE_TYPE = "application/oebps-package+xml"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+:")
PAGE_TYPES = frozenset(
    {"application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml"}
)
"""Media types of content documents, with those of the EPUB 2 age."""
_PAGE_SUFFIXES = (".xhtml", ".html", ".htm")


@dataclass(frozen=True, slots=True)
class ManifestItem:
    """A part that the manifest names."""

    part: str
    """Name in the archive; "" where it is not there."""
    href: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a content document of text."""
        return self.media_type in PAGE_TYPES or self.part.lower().endswith(_PAGE_SUFFIXES)


@dataclass(slots=True)
class BookPackage:
    """What the package document says."""

    archive: ZipPackage
    root: Element
    part: str
    items: dict[str, ManifestItem] = field(default_factory=dict)
    spine: list[ManifestItem] = field(default_factory=list)
    guide: dict[str, str] = field(default_factory=dict)
    """Parts by what they are for (OPF 2.0.1, 2.6): "cover", "toc", ..."""
    ncx: str = ""
    _names: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Version of EPUB that the book claims."""
        return self.root.get("version", "")

    @property
    def own_colophon(self) -> ManifestItem | None:
        """The page that Hanji itself wrote about the book: no part of the publication's text."""
        return self.items.get(COLOPHON_ID)

    def find(self, href: str, base: str) -> tuple[str, str] | None:
        """Return the part and the fragment that ``href`` in ``base`` leads to.

        None for an address outside the book and for what is not in the archive.
        Nothing is ever opened but parts of the archive, by their names.
        """
        href = href.strip()
        if _SCHEME.match(href) or href.startswith("//"):
            return None
        path, _, fragment = href.partition("#")
        fragment = unquote(fragment)
        path = unquote(path.partition("?")[0])
        if not path:
            return base, fragment
        if path.startswith("/"):
            wanted = posixpath.normpath(path.lstrip("/"))
        else:
            wanted = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        part = self._named(wanted)
        return (part, fragment) if part else None

    def _named(self, wanted: str) -> str:
        if wanted in self.archive:
            return wanted
        if not self._names:
            # Some archivers write names in another composition or case than the manifest.
            self._names = {_key(name): name for name in reversed(self.archive.names())}
        return self._names.get(_key(wanted), "")


def opened(file: SourceFile) -> BookPackage:
    """Return the package of a book, which is opened once.

    Raises:
        EncryptedSource: rights management protects the book.
        DamagedSource: as ``read_package``.
    """
    if "package" not in file.opened:
        archive = ZipPackage(file.data, file.limits)
        refuse_protected(archive)
        file.opened["package"] = read_package(archive)
    known: BookPackage = file.opened["package"]
    return known


def read_package(archive: ZipPackage) -> BookPackage:
    """Return what the package document of ``archive`` says.

    Raises:
        DamagedSource: there is no package document, or nothing to read in its spine.
    """
    part = _package_part(archive)
    root = parse_part(archive.read(part), part)
    package = BookPackage(archive, root, part)
    for element in root.iter("{*}item"):
        item = _item(element, package)
        package.items.setdefault(element.get("id", ""), item)
    for spine in root.iter("{*}spine"):
        ncx = package.items.get(spine.get("toc", ""))
        package.ncx = ncx.part if ncx else ""
    seen: set[str] = set()
    for reference in root.iter("{*}itemref"):
        found = package.items.get(reference.get("idref", ""))
        if found is not None and found.part not in seen:
            package.spine.append(found)
            seen.add(found.part)
    package.spine = _with_pictures(package, seen)
    if not package.spine:
        # Without an order, that of the manifest is the best that is known.
        package.spine = [item for item in package.items.values() if item.is_page]
    for element in root.iter("{*}reference"):
        place = package.find(element.get("href", ""), part)
        if place:
            package.guide.setdefault(element.get("type", "").lower(), place[0])
    if not package.spine:
        raise DamagedSource(detail="nothing to read", part=part)
    return package


def _package_part(archive: ZipPackage) -> str:
    """Return the name of the first package document that is there (EPUB 3.3, 4.2.6.3.1)."""
    names: list[str] = []
    if _CONTAINER in archive:
        root = parse_part(archive.read(_CONTAINER), _CONTAINER)
        roots = [e for e in root.iter("{*}rootfile") if e.get("media-type") == _PACKAGE_TYPE]
        paths = [e.get("full-path", "") for e in roots or root.iter("{*}rootfile")]
        names = [posixpath.normpath(unquote(path).lstrip("/")) for path in paths]
    names += [name for name in archive.names() if name.lower().endswith(".opf")]
    for name in names:
        if name in archive:
            return name
    raise DamagedSource(detail="no package document", part=_CONTAINER)


def _item(element: Element, package: BookPackage) -> ManifestItem:
    href = element.get("href", "")
    place = package.find(href, package.part)
    return ManifestItem(
        place[0] if place else "",
        href,
        element.get("media-type", "").strip().lower(),
        frozenset(element.get("properties", "").split()),
        element.get("fallback", ""),
    )


def _with_pictures(package: BookPackage, parts: set[str]) -> list[ManifestItem]:
    """Return the spine with texts in place of what has them as a fallback.

    Pictures whose fallback is the contents, or one text for all of them, are the
    pages themselves.
    """
    chosen = [(item, _readable(item, package)) for item in package.spine]
    used = Counter(text.part for _, text in chosen)
    return [
        item
        if item is not text
        and (used[text.part] > 1 or text.part in parts or "nav" in text.properties)
        else text
        for item, text in chosen
    ]


def _readable(item: ManifestItem, package: BookPackage) -> ManifestItem:
    """Return ``item`` or the first of its fallbacks that is text (EPUB 3.3, 5.6.2)."""
    current, passed = item, set[str]()
    while not current.is_page and current.fallback and current.fallback not in passed:
        passed.add(current.fallback)
        following = package.items.get(current.fallback)
        if following is None:
            break
        current = following
    return current if current.is_page else item


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
