# SPDX-License-Identifier: AGPL-3.0-or-later
"""Private characters of Hangul documents -> Unicode: old Hangul and symbols.

Old Hangul stands in such documents as Hanyang's private use characters, one per
syllable (U+E0BC to U+F8F7); Unicode writes it as a sequence of conjoining jamo. The
table is data: hanyang_pua.txt beside this module names its source and licence.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

from converters.source.hancom_symbols import FOLDED, PLANE_15, WINGDINGS

_TABLE = "hanyang_pua.txt"
# One character of the areas at all, or a lead or vowel jamo that may compose.
_SUSPECT = re.compile(
    "[\u1100-\u11ff\ua000-\ua8ff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_PRIVATE = re.compile("[\ua000-\ua8ff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# A modern syllable of two or three jamo with nothing of old Hangul around it: composing
# the first half of an old syllable would break it (KS X 1026-1, 2).
_MODERN_SYLLABLE = re.compile(
    "(?<![\u1100-\u115f\ua960-\ua97c])[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    "(?![\u1160-\u11ff\ud7b0-\ud7fb])"
)


def normalise(text: str) -> tuple[str, int]:
    """Return ``text`` with private characters as Unicode, and how many stay private.

    Hangul written as separate modern jamo is composed (NFC of those syllables
    only: compatibility ideographs keep their own code points, which NFC would fold).
    """
    if _SUSPECT.search(text) is None:
        return text, 0
    unknown = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal unknown
        known = _mapping().get(match.group())
        if known is None:
            # A lone letter of the Yi script is just that.
            unknown += match.group() > "\ua8ff"
            return match.group()
        return known

    mapped = _PRIVATE.sub(replace, text)
    composed = _MODERN_SYLLABLE.sub(lambda m: unicodedata.normalize("NFC", m.group()), mapped)
    return composed, unknown


@cache
def _mapping() -> dict[str, str]:
    """Return every known private character and its Unicode text."""
    mapping = _hanyang()
    # Hanyang's table leaves U+F000 to U+F0FF free, so the areas do not overlap.
    for table in (WINGDINGS, PLANE_15, FOLDED):
        mapping.update((chr(code), text) for code, text in table.items())
    return mapping


def _hanyang() -> dict[str, str]:
    mapping: dict[str, str] = {}
    lines = resources.files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    for line in lines.splitlines():
        if line.startswith("#"):
            continue
        first, *sequences = line.split(" ")
        for offset, sequence in enumerate(sequences):
            mapping[chr(int(first, 16) + offset)] = sequence
    return mapping
