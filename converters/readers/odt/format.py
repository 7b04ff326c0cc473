# SPDX-License-Identifier: AGPL-3.0-or-later
"""OpenDocument text as a format."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.letters import CountLetters
from converters.source.source_file import Read

_TEXT = "application/vnd.oasis.opendocument.text"
_LONGEST_TYPE = 100


def _recognise(content: Content) -> str | None:
    if content.is_archive:
        # "-template" and the like may follow (ODF 1.3 part 2, 3.3).
        return "" if content.part("mimetype", _LONGEST_TYPE).startswith(_TEXT.encode()) else None
    is_flat = content.text.startswith("<") and f'office:mimetype="{_TEXT}' in content.text
    return "" if is_flat else None


def _reader() -> Read:
    from converters.readers.odt.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.odt.letters import count_letters

    return count_letters


FORMAT = FormatSpec(
    id="odt",
    name="ODT",
    recognise=_recognise,
    suffixes=(".odt", ".ott", ".fodt"),
    media_types=(_TEXT, f"{_TEXT}-template", f"{_TEXT}-flat-xml"),
    container=Container.ZIP,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    sound_copy=mark(
        "Open it in LibreOffice; if it opens, save it under a new name and convert that file."
    ),
)
