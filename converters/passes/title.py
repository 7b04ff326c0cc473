# SPDX-License-Identifier: AGPL-3.0-or-later
"""stub."""

from __future__ import annotations

from dataclasses import replace

from converters.document.nodes import Document
from converters.document.notices import NoticeLog


def find_metadata(document: Document, notices: NoticeLog, stem: str) -> Document:
    """Stub."""
    del notices
    if document.metadata.title:
        return document
    return replace(document, metadata=replace(document.metadata, title=stem))
