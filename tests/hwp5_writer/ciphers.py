# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two ciphers of HWP 5, the writing way.

Distribution documents: "distribution document" rev 1.2. Passwords
(EncryptVersion 4) are not in the published documents.
"""

from __future__ import annotations

import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.hwp5_writer import records as tag
from tests.hwp5_writer.records import Record

_SEED = 0x1234ABCD


def distribution_stream(plain: bytes, password: str = "hanji") -> bytes:
    """Return a ViewText stream: the key's record, then ``plain`` under AES-128 in ECB."""
    digest = hashlib.sha1(password.encode("utf-16-le")).hexdigest().upper().encode("utf-16-le")
    offset = 4 + (_SEED & 0xF)
    data = bytearray(256)
    data[0:4] = struct.pack("<I", _SEED)
    data[offset : offset + 80] = digest
    data[offset + 80 : offset + 82] = struct.pack("<H", 3)
    mask = _mask(_SEED)
    hidden = bytes(data[:4]) + bytes(a ^ b for a, b in zip(data[4:], mask[4:], strict=True))
    encryptor = Cipher(algorithms.AES(digest[:16]), modes.ECB()).encryptor()
    padded = plain + bytes(-len(plain) % 16)
    return Record(tag.DISTRIBUTE_DOC_DATA, 0, hidden).packed() + encryptor.update(padded)


def _mask(seed: int) -> bytes:
    mask = b""
    state = seed

    def rand() -> int:
        nonlocal state
        state = (state * 214013 + 2531011) % (1 << 32)
        return state >> 16 & 0x7FFF

    while len(mask) < 256:
        value = rand() & 0xFF
        mask += bytes([value]) * ((rand() & 0xF) + 1)
    return mask[:256]


def password_key(password: str) -> bytes:
    """Return the AES key of a password."""
    spread = bytearray()
    previous = 236
    for byte in password.encode("utf-16-le").replace(b"\0", b"") or b"\0":
        spread += bytes([(previous << 1 | previous >> 7) & 0xFF, byte])
        previous = byte
    return hashlib.sha1(spread).digest()[:16]


def password_stream(data: bytes, key: bytes) -> bytes:
    """Return ``data`` under AES-128 in cipher feedback of one bit, register of zeros."""
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    register = 0
    found = bytearray()
    for byte in data:
        out = 0
        for bit in range(7, -1, -1):
            keystream = encryptor.update(register.to_bytes(16, "big"))[0] >> 7
            cipher = byte >> bit & 1 ^ keystream
            register = (register << 1 | cipher) & ((1 << 128) - 1)
            out = out << 1 | cipher
        found.append(out)
    return bytes(found)
