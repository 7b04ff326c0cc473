# SPDX-License-Identifier: AGPL-3.0-or-later
"""Metadata from the package's core properties (ECMA-376 part 2, 11)."""

from __future__ import annotations

from converters.document.metadata import Metadata
from converters.source.properties import FileProperties, metadata_of
from converters.xhtml.markup import Element

_LEAST_MOMENT = 19


def core_metadata(root: Element | None) -> Metadata:
    """Return what the core properties say, as far as it can be believed."""
    values: dict[str, str] = {}
    for element in root if root is not None else ():
        name = element.tag.rpartition("}")[2].lower()
        values.setdefault(name, (element.text or "").strip())
    return metadata_of(
        FileProperties(
            title=values.get("title", ""),
            subject=values.get("subject", ""),
            author=values.get("creator", ""),
            keywords=values.get("keywords", ""),
            comments=values.get("description", ""),
            created=_moment(values.get("created", "")),
            modified=_moment(values.get("modified", "")),
        )
    )


def _moment(text: str) -> str:
    return text if len(text) >= _LEAST_MOMENT and text[4] == "-" and text[10] == "T" else ""
