# SPDX-License-Identifier: AGPL-3.0-or-later
"""All rules over one book, in the order in which a reading system opens it."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from converters.checking.epub_rules.breaches import Breach
from converters.checking.epub_rules.container_rules import container_breaches
from converters.checking.epub_rules.package_rules import DC, Manifest, package_breaches
from converters.checking.epub_rules.page_rules import (
    PageFacts,
    ncx_breaches,
    page_breaches,
    reference_breaches,
    style_references,
)
from converters.checking.epub_rules.structure_rules import (
    container_structure,
    ncx_structure,
    package_structure,
)
from converters.errors import DamagedSource, UnsafeSource
from converters.limits import DEFAULT_LIMITS, Limits
from converters.source.xml import parse_xml
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

_CONTAINER = "META-INF/container.xml"
_ROOTFILE = "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OUTSIDE = ("mimetype", "META-INF/")


def book_breaches(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Breach]:
    """Return what in a book breaks the rules of EPUB 3.3.

    Raises:
        LimitExceeded: the book is larger than the limits.
    """
    try:
        return list(_breaches(data, limits))
    except (DamagedSource, UnsafeSource) as error:
        return [Breach("PKG-008", str(error), str(error.params.get("part", "")))]


def _breaches(data: bytes, limits: Limits) -> Iterator[Breach]:
    archive = ZipPackage(data, limits)
    yield from container_breaches(data)
    if _CONTAINER not in archive:
        yield Breach("RSC-002", "the container names no book", _CONTAINER)
        return
    container = yield from _parsed(archive, _CONTAINER)
    if container is not None:
        yield from container_structure(container, _CONTAINER)
    rootfiles = [] if container is None else list(container.iter(_ROOTFILE))
    paths = [element.get("full-path", "") for element in rootfiles]
    if not paths or not paths[0]:
        yield Breach("RSC-003", "the container names no package document", _CONTAINER)
        return
    part = paths[0]
    if part not in archive:
        yield Breach("OPF-002", "the package document is missing", part)
        return
    root = yield from _parsed(archive, part)
    if root is None:
        return
    if root.get("version", "").startswith("3"):
        yield from package_structure(root, part)
    manifest, found = package_breaches(root, part, archive)
    yield from found
    yield from _files(manifest, root, archive)


def _files(manifest: Manifest, root: Element, archive: ZipPackage) -> Iterator[Breach]:
    facts = PageFacts()
    for item in manifest.items.values():
        if item.name not in archive:
            continue
        if item.media_type in ("application/xhtml+xml", "application/x-dtbncx+xml"):
            page = yield from _parsed(archive, item.name)
            if page is None:
                continue
            if item.media_type == "application/xhtml+xml":
                yield from page_breaches(page, item, facts)
            else:
                yield from ncx_structure(page, item.name)
                yield from ncx_breaches(page, item.name, _identifier(root), facts)
        elif item.media_type == "text/css":
            text = archive.read(item.name).decode("utf-8", "replace")
            facts.references += style_references(text, item.name)
        elif item.media_type == "image/svg+xml":
            yield from _well_formed(archive, item.name)
    names = {name for name in archive.names() if not name.startswith(_OUTSIDE)}
    yield from reference_breaches(manifest, facts, names)


def _identifier(root: Element) -> str:
    wanted = root.get("unique-identifier")
    return next((e.text or "" for e in root.iter(f"{DC}identifier") if e.get("id") == wanted), "")


def _parsed(archive: ZipPackage, part: str) -> Generator[Breach, None, Element | None]:
    """Return the root of a part, for ``yield from``; None where it is not well-formed."""
    try:
        return parse_xml(archive.read(part), part, named_characters=True)
    except (DamagedSource, UnsafeSource) as error:
        yield Breach("RSC-016", f"not well-formed: {error.params.get('detail', '')}", part)
        return None


def _well_formed(archive: ZipPackage, part: str) -> Iterator[Breach]:
    yield from _parsed(archive, part)
