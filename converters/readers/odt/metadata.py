# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ``meta.xml`` says of a document (ODF 1.3 part 3, 4.3)."""

from __future__ import annotations

from converters.document.metadata import Metadata
from converters.readers.odt.names import DC, META, OFFICE, whole
from converters.source.properties import FileProperties, metadata_of
from converters.xhtml.markup import Element

_MOST_PAGES = 100_000


def document_metadata(root: Element | None) -> Metadata:
    """Return what the document says about itself, as far as it can be believed."""
    meta = root.find(f"{OFFICE}meta") if root is not None else None
    if meta is None:
        return metadata_of(FileProperties())

    def text(name: str) -> str:
        return (meta.findtext(name) or "").strip()

    keywords = [(element.text or "").strip() for element in meta.iterfind(f"{META}keyword")]
    return metadata_of(
        FileProperties(
            title=text(f"{DC}title"),
            subject=text(f"{DC}subject"),
            author=text(f"{META}initial-creator") or text(f"{DC}creator"),
            keywords=", ".join(filter(None, keywords)),
            comments=text(f"{DC}description"),
            created=text(f"{META}creation-date")[:19],
            modified=text(f"{DC}date")[:19],
        )
    )


def page_count(root: Element | None) -> int | None:
    """Return how many pages the document had when it was saved; None where it does not say."""
    meta = root.find(f"{OFFICE}meta") if root is not None else None
    statistic = meta.find(f"{META}document-statistic") if meta is not None else None
    return (
        whole(statistic, f"{META}page-count", 0, _MOST_PAGES) or None
        if statistic is not None
        else None
    )
