# SPDX-License-Identifier: AGPL-3.0-or-later
"""A book's claim to conform to a standard, which a named person made after evaluating it.

Nothing else writes ``dcterms:conformsTo``: a converter cannot know (EPUB Accessibility 1.1, 4.2).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

from converters.epub.metadata import NOT_EVALUATED
from converters.errors import DamagedSource
from converters.limits import DEFAULT_LIMITS, Limits
from converters.source.markup_parts import parse_part
from converters.source.zip import ZipPackage
from converters.xhtml.markup import XML_LANG, Element, one_line

CONFORMITY = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The exact words by which the standard names itself and its level (EPUB Accessibility 1.1, 4.2.3)."""
_OPF = "http://www.idpf.org/2007/opf"
_CLAIM, _CERTIFIER = "conformity", "certifier"
_OWN = frozenset({"dcterms:conformsTo", "a11y:certifiedBy"})
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE_MODE = 3, 0o100644 << 16
_EVALUATED = {
    "ko": "{day} {by}의 접근성 평가를 거쳤습니다.",
    "en": "Evaluated for accessibility by {by} on {day}.",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """Who evaluated a book, and when."""

    by: str
    """Person and department."""
    when: str
    """ISO 8601, UTC."""
    standard: str = CONFORMITY


def with_claim(book: bytes, claim: Claim | None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a book that claims conformity, and nothing else changed; the same each time.

    Args:
        book: an EPUB file.
        claim: takes the place of an earlier one; None takes that away.
        limits: of what is inflated.

    Raises:
        ConversionError: it is no book.
    """
    archive = ZipPackage(book, limits)
    part = _package_part(archive)
    root = parse_part(archive.read(part), part)
    metadata = root.find(f"{{{_OPF}}}metadata")
    if metadata is None:
        raise DamagedSource(detail="no metadata", part=part)
    _take_away(metadata)
    if claim is not None:
        _add(metadata, claim)
    etree.indent(metadata, level=1)
    written = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        kinds = {entry.filename: entry.compress_type for entry in old.infolist()}
        for name in archive.names():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = kinds.get(name, zipfile.ZIP_DEFLATED)
            entry.create_system, entry.external_attr = _UNIX, _FILE_MODE
            new.writestr(entry, written if name == part else archive.read(name))
    return out.getvalue()


def _package_part(archive: ZipPackage) -> str:
    container = parse_part(archive.read("META-INF/container.xml"), "META-INF/container.xml")
    for rootfile in container.iter("{*}rootfile"):
        if rootfile.get("full-path"):
            return str(rootfile.get("full-path"))
    raise DamagedSource(detail="no package document", part="META-INF/container.xml")


def _take_away(metadata: Element) -> None:
    """Take away a claim with all that refines it."""
    gone = {one.get("id") for one in metadata if one.get("property") in _OWN} - {None}
    for one in list(metadata):
        refined = one.get("refines", "").lstrip("#")
        if one.get("property") in _OWN or (refined and refined in gone):
            metadata.remove(one)


def _add(metadata: Element, claim: Claim) -> None:
    day = claim.when[:10]
    _meta(metadata, "dcterms:conformsTo", claim.standard, id=_free(metadata, _CLAIM))
    conformity = metadata[-1].get("id", "")
    certifier = _free(metadata, _CERTIFIER)
    _meta(metadata, "a11y:certifiedBy", one_line(claim.by), id=certifier, refines=f"#{conformity}")
    _meta(metadata, "dcterms:date", day, refines=f"#{certifier}")
    for one in metadata:
        if one.get("property") == "dcterms:modified" and not one.get("refines"):
            one.text = claim.when
        elif one.get("property") == "schema:accessibilitySummary":
            language = one.get(XML_LANG, "ko").partition("-")[0]
            said = _EVALUATED.get(language, _EVALUATED["en"])
            before = (one.text or "").replace(NOT_EVALUATED.get(language, "\0"), "").strip()
            one.text = f"{before} {said.format(by=one_line(claim.by), day=day)}".strip()


def _meta(metadata: Element, name: str, text: str, **attributes: str) -> None:
    made = etree.SubElement(metadata, f"{{{_OPF}}}meta", {"property": name, **attributes})
    made.text = text


def _free(metadata: Element, name: str) -> str:
    """Return an id that no element of the package has."""
    taken = {one.get("id") for one in metadata.getroottree().iter() if isinstance(one.tag, str)}
    number = 0
    while (made := f"{name}{number or ''}") in taken:
        number += 1
    return made
