# SPDX-License-Identifier: AGPL-3.0-or-later
"""Letters and digits of a source, counted without any part of the way that makes a Document.

The balance of a conversion (``converters.balance``) sets what is counted here against what the
Document prints. A counter that shared code with its reader would overlook what the reader
overlooks, so each format counts in ``letters.py`` of its folder, from its raw parts alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from converters.source.source_file import SourceFile

_NO_LETTERS = re.compile(r"[\W_]+")
"""Whatever is neither a letter (L*) nor a number (N*); ``\\w`` is the two and the underscore."""


_JAMO = re.compile("[\u1100-\u11ff]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of one paragraph of the source, as its file stores it."""

    place: str
    """Part and paragraph ("BodyText/Section0#12"), or the page ("page 3")."""
    text: str
    left_out: str = ""
    """Why no book prints it ("field-code"); empty for what a book has to account for."""
    page: bool = False
    """Whether the place is a printed page, on which running heads stand again."""


CountLetters = Callable[[SourceFile], Iterator[SourceText]]
"""Yields the texts of a source in its own order; raises a ConversionError where it is damaged."""


def letters_of(text: str) -> str:
    """Return the letters and digits of ``text``, in order; syllables typed in parts count as one."""
    if not text.isascii() and _JAMO.search(text):
        text = unicodedata.normalize("NFC", text)
    return text if text.isalnum() else _NO_LETTERS.sub("", text)
