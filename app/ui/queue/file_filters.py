# SPDX-License-Identifier: AGPL-3.0-or-later
"""Filters of file dialogs, from the formats that are read."""

from __future__ import annotations

from collections.abc import Iterable

from app.i18n import tr
from converters.formats import DOCUMENT_FORMATS, DOCUMENT_SUFFIXES


def document_filters() -> str:
    """Return the filters of a dialog for documents: all of them, each format, all files."""
    each = (_filter(tr(spec.name), spec.suffixes) for spec in DOCUMENT_FORMATS)
    everything = tr("All files") + " (*)"
    return ";;".join(
        (_filter(tr("Documents and books"), sorted(DOCUMENT_SUFFIXES)), *each, everything)
    )


def _filter(name: str, suffixes: Iterable[str]) -> str:
    return f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"
