# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names that the memory knows: capitalised words of its translations, read once, outside the window's thread.

To ask the memory for each unknown word would read all of it each time where the word is rare.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

from app.services.reviewing.memories import open_shelf
from translation.languages import LanguagePair
from translation.memory.shelf import MemoryShelf
from translation.spelling import folded

_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_MOST = 300_000
"""Words that are kept; a memory of a million sentences has some hundred thousand."""


def names_of_memory(
    pair: LanguagePair, own: tuple[str, ...], open_it: Callable[[], MemoryShelf] = open_shelf
) -> frozenset[str]:
    """Return the names that all memories have, as ``folded`` gives them.

    Args:
        pair: languages of the project.
        own: how origins of what was confirmed in the project begin: that proves nothing.
        open_it: opens the memories.
    """
    found: set[str] = set()
    with closing(open_it()) as shelf:
        try:
            for target, origin in shelf.targets(pair):
                if not origin.startswith(own):
                    found.update(map(folded, _NAME.findall(target)))
                if len(found) > _MOST:
                    break
        except sqlite3.Error:
            # A memory that is damaged or locked has no names: their words are marked.
            return frozenset(found)
    return frozenset(found)
