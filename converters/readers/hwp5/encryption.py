# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two ciphers of HWP 5: distribution documents and password protection.

A distribution document (배포용) is meant to be read by everybody: it carries its
own key, and forbids copying or printing at most. A password is the user's own.

Sources: HWP 5.0 "distribution document" rev 1.2; for passwords (EncryptVersion
4, not published) the public findings that docs/formats/hwp5.md names.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

from converters.errors import DamagedSource, ErrorCode
from converters.source.ciphers import aes_ecb_decryptor, aes_ecb_encryptor

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers import CipherContext

_DISTRIBUTE_DOC_DATA = 28
_BLOCK = 16
# A piece is held sixteen times over while it is decrypted.
_PIECE = 128 * 1024


def decrypt_distribution(stream: bytes, part: str) -> bytes:
    """Return the plain (still deflated) content of a ViewText stream.

    Raises:
        DamagedSource: the stream does not begin with its DISTRIBUTE_DOC_DATA record.
    """
    if len(stream) < 4 + 256:
        raise _distribution_damaged(part, "stream is cut")
    (head,) = struct.unpack_from("<I", stream)
    if head & 0x3FF != _DISTRIBUTE_DOC_DATA or head >> 20 != 256:
        raise _distribution_damaged(part, "no DISTRIBUTE_DOC_DATA")
    data = stream[4:260]
    (seed,) = struct.unpack_from("<I", data)
    mask = _mask(seed)
    # The first four bytes are the seed itself and stay as they are.
    plain = data[:4] + bytes(a ^ b for a, b in zip(data[4:], mask[4:], strict=True))
    start = 4 + (seed & 0x0F)
    key = plain[start : start + _BLOCK]
    body = stream[260:]
    body = body[: len(body) - len(body) % _BLOCK]
    decryptor = aes_ecb_decryptor(key)
    return decryptor.update(body) + decryptor.finalize()


def _mask(seed: int) -> bytes:
    """Return the 256 bytes that the generator of Microsoft's C library gives for ``seed``."""
    mask = bytearray()
    state = seed
    while len(mask) < 256:
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        value = (state >> 16) & 0x7FFF & 0xFF
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        run = ((state >> 16) & 0x7FFF & 0x0F) + 1
        mask += bytes([value]) * run
    return bytes(mask[:256])


def _distribution_damaged(part: str, detail: str) -> DamagedSource:
    return DamagedSource(detail=detail, part=part, code=ErrorCode.DISTRIBUTION_DAMAGED)


def password_keys(password: str) -> list[bytes]:
    """Return the AES keys that ``password`` may stand for, the likeliest first.

    The program hashes the bytes that its keyboard gave: one byte a character
    for Latin letters; for Hangul the code page is not documented, so each
    plausible one gives a key.
    """
    keys: list[bytes] = []
    for encoding in ("cp949", "utf-8", "utf-16-le"):
        try:
            key = _password_key(password.encode(encoding))
        except UnicodeEncodeError:
            continue
        if key not in keys:
            keys.append(key)
    return keys


def _password_key(password: bytes) -> bytes:
    mixed = bytearray()
    previous = 0xEC
    for byte in password:
        mixed.append((previous << 1 | previous >> 7) & 0xFF)
        mixed.append(byte)
        previous = byte
    return hashlib.sha1(mixed).digest()[:_BLOCK]  # noqa: S324 - the format's own


def decrypt_password(data: bytes, key: bytes) -> bytes:
    """Return the plain content of a stream encrypted with AES-128 in 1-bit CFB from a zero vector.

    In CFB the key stream of each bit depends only on the 128 cipher bits before
    it, all of which are known here. So all windows of a piece are encrypted in
    one ECB call per bit position instead of one block after the other.
    """
    encryptor = aes_ecb_encryptor(key)
    plain: list[bytes] = []
    before = bytes(_BLOCK)
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        plain.append(_decrypt_piece(encryptor, before, piece))
        before = (before + piece)[-_BLOCK:]
    return b"".join(plain)


def _decrypt_piece(encryptor: CipherContext, before: bytes, piece: bytes) -> bytes:
    size = len(piece)
    history = int.from_bytes(before + piece, "big")
    top_bits = int.from_bytes(b"\x80" * size, "big")
    stream = 0
    for bit in range(8):
        shifted = (history << bit).to_bytes(_BLOCK + size + 1, "big")[1:]
        windows = b"".join(shifted[at : at + _BLOCK] for at in range(size))
        firsts = encryptor.update(windows)[::_BLOCK]
        stream |= (int.from_bytes(firsts, "big") & top_bits) >> bit
    return (int.from_bytes(piece, "big") ^ stream).to_bytes(size, "big")
