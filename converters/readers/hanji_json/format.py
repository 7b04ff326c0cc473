# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hanji's own JSON as a format."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.source_file import Read


def _recognise(content: Content) -> str | None:
    text = content.text
    is_dump = text.startswith("{") and '"schema"' in text and '"metadata"' in text
    return "" if is_dump else None


def _reader() -> Read:
    from converters.readers.hanji_json.reader import read_document

    return read_document


FORMAT = FormatSpec(
    id="hanji-json",
    name=mark("a document of Hanji itself"),
    recognise=_recognise,
    suffixes=(".json",),
    media_types=("application/json",),
    container=Container.TEXT,
    load_reader=_reader,
    sound_copy=mark("Make it again with “hanji convert --to json”, then convert that."),
    # Other programs keep JSON files in folders, too.
    taken_from_folders=False,
)
