# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a book says about itself: Dublin Core and accessibility (EPUB Accessibility 1.1, 2)."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from converters.document.metadata import Metadata
from converters.document.nodes import Document
from converters.epub.licences import AI_LICENCE, LICENCES
from converters.epub.package import Package
from converters.xhtml.flow import Flow
from converters.xhtml.markup import one_line

_NAMESPACE = uuid.UUID("5c2b8a86-2f0e-5d0c-9a53-6f0f3a0c7e11")
"""Ours alone: names in it are numbers and hashes of publications."""
_EPOCH = "2000-01-01T00:00:00Z"
_DATE = re.compile(r"(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Access:
    """What the content offers to people who read it in different ways."""

    headings: bool
    pages: bool
    pictures: bool
    described: bool
    """True where no picture lacks its description; False also where there are no pictures."""
    moving: bool
    equations: bool
    ruby: bool
    fixed: bool = False
    """Whether pages keep their printed layout."""
    text_complete: bool = True
    """Whether a fixed page's text can be read without its picture, on every page."""


def book_identifier(document: Document, content: bytes) -> str:
    """Return what stays the same whenever the same publication is converted again.

    It is the identifier that a person gave it, or else a URN of ours.

    Args:
        document: the publication.
        content: bytes to tell apart documents that were not read from a file.
    """
    metadata, source = document.metadata, document.source
    if one_line(metadata.identifier):
        return one_line(metadata.identifier)
    if metadata.publication_number:
        # Volumes of one publication share its number; their titles tell them apart.
        name = f"publication:{metadata.publication_number}:{one_line(metadata.title)}"
    elif source is not None and source.sha256:
        name = f"sha256:{source.sha256}"
    else:
        name = f"content:{uuid.uuid5(_NAMESPACE, content.hex())}"
    # A translation is a book of its own.
    return uuid.uuid5(_NAMESPACE, f"{name}:{metadata.language}").urn


def add_metadata(
    package: Package, document: Document, title: str, flow: Flow, access: Access
) -> None:
    """Write all metadata of ``document`` into ``package``.

    Args:
        package: the book.
        document: the publication.
        title: the book's title, not empty.
        flow: the state after all content was written.
        access: what the content offers.
    """
    metadata = document.metadata
    isbn = f"urn:isbn:{_isbn(metadata.isbn)}"
    if _isbn(metadata.isbn) and isbn != package.identifier:
        package.add_dublin_core("identifier", isbn)
    if one_line(metadata.publication_number) not in ("", package.identifier):
        package.add_dublin_core("identifier", metadata.publication_number, "publication-number")
    package.add_dublin_core("title", title, "title")
    package.add_property("title-type", "main", refines="title")
    if one_line(metadata.subtitle):
        package.add_dublin_core("title", metadata.subtitle, "subtitle")
        package.add_property("title-type", "subtitle", refines="subtitle")
    package.add_dublin_core("language", flow.language)
    for order, name in enumerate(filter(one_line, metadata.creators), start=1):
        package.add_dublin_core("creator", name, f"creator{order}")
        package.add_property("role", "aut", refines=f"creator{order}", scheme="marc:relators")
    for name, value in (
        ("publisher", metadata.publisher),
        ("date", _date(metadata.date)),
        ("description", metadata.description),
        ("rights", _rights(metadata)),
    ):
        if one_line(value):
            package.add_dublin_core(name, value)
    for subject in filter(one_line, metadata.subjects):
        package.add_dublin_core("subject", subject)
    if access.pages:
        source = _printed_edition(document, title)
        package.add_dublin_core("source", source)
        package.add_property("pageBreakSource", source)
    package.add_property("dcterms:modified", modified_moment(metadata))
    _add_accessibility(package, flow, access)


def _add_accessibility(package: Package, flow: Flow, access: Access) -> None:
    package.add_property("schema:accessMode", "textual")
    if access.pictures:
        package.add_property("schema:accessMode", "visual")
        package.add_property("schema:accessModeSufficient", "textual,visual")
    if access.text_complete if access.fixed else not access.pictures or access.described:
        package.add_property("schema:accessModeSufficient", "textual")
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "displayTransformability": not access.fixed,
        "unlocked": True,
        "structuralNavigation": access.headings,
        "alternativeText": access.described,
        "MathML": access.equations,
        "pageBreakMarkers": access.pages,
        "pageNavigation": access.pages,
        "rubyAnnotations": access.ruby,
    }
    for name, present in features.items():
        if present:
            package.add_property("schema:accessibilityFeature", name)
    package.add_property("schema:accessibilityHazard", "unknown" if access.moving else "none")
    korean = flow.language.split("-")[0] == "ko"
    if access.fixed:
        summary = _FIXED_SUMMARY["ko" if korean else "en"][access.text_complete]
    else:
        summary = _korean_summary(flow, access) if korean else _english_summary(flow, access)
    package.add_property("schema:accessibilitySummary", summary, language="ko" if korean else "en")


_FIXED_SUMMARY = {
    "ko": (
        "인쇄본의 쪽 모양을 그대로 둔 전자책이어서 글자 크기를 바꿀 수 없습니다. 일부 쪽은 그림으로만 "
        "되어 있어 소리 내어 읽을 수 없습니다.",
        "인쇄본의 쪽 모양을 그대로 둔 전자책이어서 글자 크기를 바꿀 수 없습니다. 모든 쪽의 글을 소리 내어 "
        "읽고 찾을 수 있습니다.",
    ),
    "en": (
        "The pages keep their printed layout: text size cannot be changed. Some pages are "
        "pictures only and cannot be read aloud.",
        "The pages keep their printed layout: text size cannot be changed. The text of all pages "
        "can be searched and read aloud.",
    ),
}
"""Of fixed layout; the second where every page has its text."""


NOT_EVALUATED = {
    "ko": "접근성 기준에 맞는지 사람이 평가하지는 않았습니다.",
    "en": "No person has evaluated conformance to an accessibility standard.",
}
"""The end of a summary, until a named person has evaluated the book."""


def _korean_summary(flow: Flow, access: Access) -> str:
    said = [
        "글자 크기와 줄 간격을 바꾸어 읽을 수 있는 전자책이며, 차례와 읽는 순서를 갖추었습니다."
    ]
    if access.pictures and access.described:
        said.append("모든 그림에 대체 텍스트가 있습니다.")
    elif access.pictures:
        said.append(
            f"그림 {flow.facts.pictures}개 가운데 {flow.facts.pictures_without_alt}개에는 "
            "대체 텍스트가 없습니다."
        )
    if access.equations:
        said.append("수식은 MathML로 적었습니다.")
    if access.pages:
        said.append("인쇄본의 쪽 번호로 이동할 수 있습니다.")
    said.append(NOT_EVALUATED["ko"])
    return " ".join(said)


def _english_summary(flow: Flow, access: Access) -> str:
    said = [
        "Text size and spacing can be changed; there is a table of contents and a reading order."
    ]
    if access.pictures and access.described:
        said.append("All pictures have alternative text.")
    elif access.pictures:
        said.append(
            f"{flow.facts.pictures_without_alt} of {flow.facts.pictures} pictures have no "
            "alternative text."
        )
    if access.equations:
        said.append("Equations are MathML.")
    if access.pages:
        said.append("The page numbers of the printed edition are kept.")
    said.append(NOT_EVALUATED["en"])
    return " ".join(said)


def modified_moment(metadata: Metadata) -> str:
    """Return the moment of the last change in UTC, from the publication and never from the clock."""
    for text in (metadata.modified, metadata.date):
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError:
            continue
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        try:
            return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        except OverflowError:
            continue
    return _EPOCH


def _date(text: str) -> str:
    """Return the day, month or year at the beginning of ``text`` (W3C date), "" if there is none."""
    match = _DATE.match(text.strip())
    return match.group() if match and match.group(1) != "0000" else ""


def _isbn(text: str) -> str:
    digits = re.sub(r"[\s-]", "", text).upper()
    return digits if re.fullmatch(r"97[89][0-9]{10}|[0-9]{9}[0-9X]", digits) else ""


def _rights(metadata: Metadata) -> str:
    licence = LICENCES.get(metadata.kogl_type) if metadata.kogl_type is not None else None
    stated = f"공공누리 제{metadata.kogl_type}유형: {licence.korean}" if licence else ""
    machines = f"공공누리 AI유형: {AI_LICENCE.korean}" if metadata.kogl_ai else ""
    return " / ".join(filter(None, (one_line(metadata.rights), stated, machines)))


def _printed_edition(document: Document, title: str) -> str:
    """Return what names the edition whose pages are marked."""
    metadata = document.metadata
    if _isbn(metadata.isbn):
        return f"urn:isbn:{_isbn(metadata.isbn)}"
    return one_line(metadata.publication_number) or title
