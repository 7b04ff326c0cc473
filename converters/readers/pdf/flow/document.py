# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the regions of all pages to a Document."""

from __future__ import annotations

from collections.abc import Iterable

from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Source, Text
from converters.document.notices import NoticeLog
from converters.readers.pdf.regions.model import PageLayout, TextRegion


def document_of(
    layouts: Iterable[PageLayout], metadata: Metadata, source: Source, notices: NoticeLog
) -> Document:
    """Return the Document of all pages."""
    del notices
    blocks = [
        Paragraph((Text(line.text),))
        for layout in layouts
        for region in layout.regions
        if isinstance(region, TextRegion)
        for line in region.lines
    ]
    return Document(metadata, tuple(blocks), source=source)
