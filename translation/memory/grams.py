# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of texts: equal ones for exact look-ups, and sketches of character n-grams for near ones.

A sketch is the few n-grams of a text with the smallest hashes (bottom-k sketch, Broder 1997):
two texts share about as large a part of their sketches as of all their n-grams, and the
index stays a fraction of what all n-grams would need.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import unicodedata
import zlib
from collections.abc import Container

_SIZE = 3
SKETCH = 16
ASKED = 28
"""How many of its n-grams a look-up asks for: sketches of longer units reach less far."""
_WHITESPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")


def normalised(text: str) -> str:
    """Return ``text`` in NFC with runs of whitespace as one space."""
    return _WHITESPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def key_of(*parts: str) -> int:
    """Return 63 bits that are equal for equal ``parts``."""
    data = "\0".join(parts).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def grams(text: str, salt: str) -> set[int]:
    """Return the hashes of the n-grams of a normalised text; numbers are all the same.

    ``salt`` keeps the n-grams of one pair of languages from those of another.
    """
    seed = zlib.crc32(salt.encode())
    line = f" {_DIGITS.sub('0', text.casefold())} ".encode("utf-32-le", "replace")
    step = 4
    return {
        zlib.crc32(line[at : at + _SIZE * step], seed)
        for at in range(0, max(len(line) - (_SIZE - 1) * step, step), step)
    }


def sketch(found: set[int], common: Container[int], size: int = SKETCH) -> list[int]:
    """Return the smallest of ``found`` that are not ``common``; of common ones only if need be."""
    rare = [gram for gram in found if gram not in common]
    return heapq.nsmallest(size, rare or found)
