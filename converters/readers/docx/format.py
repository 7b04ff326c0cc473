# SPDX-License-Identifier: AGPL-3.0-or-later
"""Word's DOCX as a format."""

from __future__ import annotations

from converters.marking import mark
from converters.source.format_spec import Container, Content, FormatSpec
from converters.source.letters import CountLetters
from converters.source.source_file import Read

# A transform of [MS-OFFCRYPTO] 2.2.6: rights management; others stand for a password.
_RIGHTS_MANAGEMENT = "DRMEncrypted"


def _recognise(content: Content) -> str | None:
    if content.has_stream("EncryptedPackage"):
        # Which program's package it is shows when it is opened; documents are what we are given.
        return None if content.has_stream(_RIGHTS_MANAGEMENT) else "locked"
    parts = content.parts
    if "word/document.xml" in parts:
        return ""
    is_word = "[Content_Types].xml" in parts and any(name.startswith("word/") for name in parts)
    return "" if is_word else None


def _reader() -> Read:
    from converters.readers.docx.reader import read_document

    return read_document


def _letter_counter() -> CountLetters:
    from converters.readers.docx.letters import count_letters

    return count_letters


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FORMAT = FormatSpec(
    id="docx",
    name="DOCX",
    recognise=_recognise,
    suffixes=(".docx", ".docm", ".dotx", ".dotm"),
    media_types=(
        f"{_WORD}.document",
        "application/vnd.ms-word.document.macroEnabled.12",
        f"{_WORD}.template",
        "application/vnd.ms-word.template.macroEnabled.12",
    ),
    container=Container.ZIP,
    load_reader=_reader,
    load_letter_counter=_letter_counter,
    sound_copy=mark(
        "Open it in Word; if it opens, save it under a new name and convert that file."
    ),
)
