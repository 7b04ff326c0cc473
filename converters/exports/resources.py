# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of the pictures that lie beside a Markdown or JSON file."""

from __future__ import annotations

from converters.document.nodes import Document
from converters.xhtml.media import SUFFIXES, media_type_of

_LENGTH = 16


def file_names(document: Document) -> dict[str, str]:
    """Return for each resource of ``document`` the name of its file, unique without its folder.

    The name is the beginning of the content's hash, so equal pictures have equal
    names in all documents.
    """
    names: dict[str, str] = {}
    for key, resource in document.resources.items():
        media_type = media_type_of(resource.data) or resource.media_type
        stem = key[:_LENGTH] if key.isalnum() and key.isascii() else f"resource{len(names) + 1}"
        name = stem + SUFFIXES.get(media_type, ".bin")
        if name in names.values():
            name = f"{stem}-{len(names) + 1}{SUFFIXES.get(media_type, '.bin')}"
        names[key] = name
    return names
