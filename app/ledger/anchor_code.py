# SPDX-License-Identifier: AGPL-3.0-or-later
"""The anchor as a short code that fits on paper: "1234-7K2M-Q9ZD-...", typed in again by hand.

The count of entries stands first as it is; then the first 100 bits of the last hash in Crockford's
base 32 (no I, L, O, U), and two characters that tell a slip of the hand from another ledger.
Finding another chain of the same code takes some 2^100 tries, which nobody has.
"""

from __future__ import annotations

import hashlib
import re

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 100
_LENGTH = _BITS // 5
HEX_DIGITS = _BITS // 4
"""Of the hash, that a code holds."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_COUNT = re.compile(r"[0-9]{1,18}")
_BODY = re.compile(f"[{_ALPHABET}]{{{_LENGTH + 2}}}")


class BadAnchorCode(ValueError):
    """A text is no code, or was copied with a slip."""


def anchor_code(count: int, digest: str) -> str:
    """Return the code of an anchor: its count of entries and its last hash (hexadecimal)."""
    value = int(digest[:HEX_DIGITS] or "0", 16)
    said = "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    said += _check(count, said)
    groups = [said[at : at + 4] for at in range(0, len(said), 4)]
    return "-".join((str(count), *groups))


def read_anchor_code(text: str) -> tuple[int, str]:
    """Return the count, and the first ``HEX_DIGITS`` digits of the hash.

    Raises:
        BadAnchorCode: it is no code, or one with a slip.
    """
    first, _, rest = text.strip().upper().partition("-")
    said = re.sub(r"[\s-]", "", rest).translate(_MISREAD)
    whole = first.replace(",", "")
    if not _COUNT.fullmatch(whole) or not _BODY.fullmatch(said):
        raise BadAnchorCode(text)
    count, body, check = int(whole), said[:_LENGTH], said[_LENGTH:]
    if _check(count, body) != check:
        raise BadAnchorCode(text)
    value = 0
    for character in body:
        value = value << 5 | _ALPHABET.index(character)
    return count, f"{value:0{HEX_DIGITS}x}"


def _check(count: int, said: str) -> str:
    digest = hashlib.sha256(f"{count}-{said}".encode("ascii")).digest()
    return _ALPHABET[digest[0] & 31] + _ALPHABET[digest[1] & 31]
