# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules of the package document (EPUB 3.3, 5) and of what it names."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from converters.checking.epub_rules.breaches import Breach, line_of
from converters.checking.epub_rules.vocabulary import CONTENT_TYPES, CORE_TYPES
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
_MODIFIED = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"
)
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8}|[xi])(?:-[A-Za-z0-9]{1,8})*"
)
_PICTURES = {
    "image/png": b"\x89PNG",
    "image/jpeg": b"\xff\xd8",
    "image/gif": b"GIF8",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A file that the manifest names."""

    id: str
    name: str
    """In the archive."""
    media_type: str
    properties: frozenset[str]
    fallback: str = ""


@dataclass(slots=True)
class Manifest:
    """The files of a book, and which of them are read in order."""

    part: str
    items: dict[str, Item] = field(default_factory=dict)
    """By id."""
    spine: list[str] = field(default_factory=list)

    @property
    def by_name(self) -> dict[str, Item]:
        """The files by their names in the archive."""
        return {item.name: item for item in self.items.values()}


def package_breaches(
    root: Element, part: str, archive: ZipPackage
) -> tuple[Manifest, list[Breach]]:
    """Return the manifest of a package document and what is wrong with it."""
    manifest = Manifest(part)
    found = [*_metadata(root, part)]
    found += _manifest(root, manifest, archive)
    found += _spine(root, manifest)
    return manifest, found


def resolved(href: str, base: str) -> tuple[str, str] | None:
    """Return the name in the archive and the fragment that a reference means; None for outside ones."""
    try:
        split = urlsplit(href.strip())
    except ValueError:
        return None
    if split.scheme or split.netloc:
        return None
    path = unquote(split.path)
    if not path:
        return base, unquote(split.fragment)
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path)), unquote(
        split.fragment
    )


def _metadata(root: Element, part: str) -> Iterator[Breach]:
    if root.tag != f"{OPF}package":
        yield Breach("RSC-005", "no package document", part)
        return
    if root.get("version") != "3.0":
        yield Breach("OPF-001", "its version is not 3.0", part)
    metadata = root.find(f"{OPF}metadata")
    if metadata is None:
        yield Breach("RSC-005", "no metadata", part)
        return
    for name in ("identifier", "title", "language"):
        elements = metadata.findall(f"{DC}{name}")
        if not elements:
            yield Breach("RSC-005", f"dc:{name} is missing", part)
        for element in elements:
            if not (element.text or "").strip():
                yield Breach("RSC-005", f"dc:{name} is empty", part, line_of(element))
    for element in metadata.findall(f"{DC}language"):
        if (element.text or "").strip() and not _LANGUAGE.fullmatch((element.text or "").strip()):
            yield Breach("OPF-092", "no tag of a language", part, line_of(element))
    wanted = root.get("unique-identifier")
    ids = {element.get("id") for element in metadata.findall(f"{DC}identifier")}
    if not wanted or wanted not in ids:
        yield Breach("OPF-030", "unique-identifier names no identifier", part)
    modified = [
        (element.text or "").strip()
        for element in metadata.findall(f"{OPF}meta")
        if element.get("property") == "dcterms:modified" and not element.get("refines")
    ]
    if len(modified) != 1:
        yield Breach("RSC-005", "dcterms:modified must be there once", part)
    elif not _MODIFIED.fullmatch(modified[0]):
        yield Breach("RSC-005", "dcterms:modified has another form", part)
    if len(metadata.findall(f"{DC}date")) > 1:
        yield Breach("RSC-005", "more than one dc:date", part)
    for element in metadata.findall(f"{OPF}meta"):
        if element.get("property") is not None and not (element.text or "").strip():
            yield Breach("RSC-005", "a meta element is empty", part, line_of(element))
    every = Counter(e.get("id") for e in root.iter() if e.get("id") is not None)
    for identity, count in every.items():
        if count > 1:
            yield Breach("RSC-005", f"the id “{identity}” is there {count} times", part)


def _manifest(root: Element, manifest: Manifest, archive: ZipPackage) -> Iterator[Breach]:
    part = manifest.part
    given = root.find(f"{OPF}manifest")
    if given is None:
        yield Breach("RSC-005", "no manifest", part)
        return
    names: set[str] = set()
    for element in given.findall(f"{OPF}item"):
        line = line_of(element)
        identity, href, kind = (element.get(name) for name in ("id", "href", "media-type"))
        if not identity or not href or not kind:
            yield Breach("RSC-005", "an item without id, href or media-type", part, line)
            continue
        place = resolved(href, part)
        if "#" in href:
            yield Breach("OPF-091", "an item with a fragment", part, line)
        if place is None:
            if kind not in ("audio/mpeg", "audio/mp4", "video/mp4") and not kind.startswith(
                "font/"
            ):
                yield Breach("RSC-006", f"a remote file: {href}", part, line)
            continue
        name = place[0]
        if name in names:
            yield Breach("OPF-074", f"named twice: {name}", part, line)
        names.add(name)
        properties = frozenset(element.get("properties", "").split())
        manifest.items[identity] = Item(
            identity, name, kind, properties, element.get("fallback", "")
        )
        if name not in archive:
            yield Breach("RSC-001", f"the file is missing: {name}", part, line)
        elif kind in _PICTURES and not archive.read(name).startswith(_PICTURES[kind]):
            yield Breach("OPF-029", f"no {kind}: {name}", part, line)
    navigation = [item for item in manifest.items.values() if "nav" in item.properties]
    if len(navigation) != 1:
        yield Breach("RSC-005", f"{len(navigation)} navigation documents", part)
    elif navigation[0].media_type != "application/xhtml+xml":
        yield Breach("OPF-012", "the navigation document is no XHTML", part)
    covers = [item for item in manifest.items.values() if "cover-image" in item.properties]
    if len(covers) > 1:
        yield Breach("RSC-005", "more than one cover image", part)
    if covers and not covers[0].media_type.startswith("image/"):
        yield Breach("OPF-012", "the cover image is no picture", part)


def _spine(root: Element, manifest: Manifest) -> Iterator[Breach]:
    part = manifest.part
    spine = root.find(f"{OPF}spine")
    if spine is None or not spine.findall(f"{OPF}itemref"):
        yield Breach("RSC-005", "the spine is empty", part)
        return
    for element in spine.findall(f"{OPF}itemref"):
        line, identity = line_of(element), element.get("idref", "")
        item = manifest.items.get(identity)
        if item is None:
            yield Breach(
                "OPF-049", f"the spine names “{identity}”, which the manifest lacks", part, line
            )
            continue
        if identity in manifest.spine:
            yield Breach("OPF-034", f"“{identity}” is in the spine twice", part, line)
        manifest.spine.append(identity)
        if item.media_type not in CONTENT_TYPES and not item.fallback:
            rule = "OPF-043" if item.media_type not in CORE_TYPES else "OPF-042"
            yield Breach(rule, f"a page of type {item.media_type} without a fallback", part, line)
    if not any(e.get("linear", "yes") == "yes" for e in spine.findall(f"{OPF}itemref")):
        yield Breach("OPF-033", "no page is linear", part)
    ncx = spine.get("toc")
    if ncx is not None:
        named = manifest.items.get(ncx)
        if named is None:
            yield Breach("OPF-049", f"the spine's toc “{ncx}” is not in the manifest", part)
        elif named.media_type != "application/x-dtbncx+xml":
            yield Breach("OPF-050", "the spine's toc is no NCX", part)
