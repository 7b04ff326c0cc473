# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where addresses, paths and names of files go on in the next line.

A browser breaks a word that is longer than its line at any letter. Here such words
get places to break at (``wbr``), as styles of citing do it: after a slash and the
signs of an address, before a point.
"""

from __future__ import annotations

import re

from converters.xhtml.markup import Element, add_text, sub

# Shorter words fit a line of a phone or of most columns; "@" is left to addresses of mail.
_LONG = re.compile(r"(?<![!-~])[!-?A-~]{12,}(?![!-~])")
_PLACES = re.compile(r"(?<=[/?&=_])(?![/?&=_])(?!$)|(?<=\w)(?=\.[A-Za-z])")


def pieces_of(word: str) -> list[str]:
    """Return the parts of a word between which its line may end."""
    return [piece for piece in _PLACES.split(word) if piece] if _LONG.fullmatch(word) else [word]


def add_words(parent: Element, text: str) -> None:
    """Append ``text`` after all that ``parent`` holds, long words of it with places to break at."""
    start = 0
    for match in _LONG.finditer(text):
        at = match.start()
        for piece in pieces_of(match[0])[:-1]:
            at += len(piece)
            add_text(parent, text[start:at])
            sub(parent, "wbr")
            start = at
    add_text(parent, text[start:])
