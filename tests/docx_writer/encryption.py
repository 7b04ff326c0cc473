# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packages locked with a password, as Word 2010 (agile) and Word 2007 (standard) lock them.

[MS-OFFCRYPTO] 2.3.4; salts are fixed, so that the same bytes come out each time.
"""

from __future__ import annotations

import base64
import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.hwp5_writer.compound import write_compound

_SALT, _KEY_SALT = bytes(range(16)), bytes(range(16, 32))
_SPINS = 1000
_KEY = bytes(range(32))
_VERIFIER = b"verifier of Word"
_SPACE = "\x06DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace"


def agile(package: bytes, password: str, spoilt: tuple[str, str] = ("", "")) -> bytes:
    """Return ``package`` locked by AES-256 and SHA-512; ``spoilt`` is replaced in what says so."""
    spun = _SALT + password.encode("utf-16-le")
    spun = hashlib.sha512(spun).digest()
    for turn in range(_SPINS):
        spun = hashlib.sha512(struct.pack("<I", turn) + spun).digest()

    def locked(purpose: str, data: bytes) -> str:
        key = hashlib.sha512(spun + bytes.fromhex(purpose)).digest()[:32]
        return base64.b64encode(_cbc(key, _SALT, data)).decode()

    def cipher(salt: bytes) -> str:
        return (
            'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" '
            f'cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="{base64.b64encode(salt).decode()}"'
        )

    description = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        '<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" '
        'xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
        f"<keyData {cipher(_KEY_SALT)}/><keyEncryptors>"
        '<keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password">'
        f'<p:encryptedKey spinCount="{_SPINS}" {cipher(_SALT)} '
        f'encryptedVerifierHashInput="{locked("fea7d2763b4b9e79", _VERIFIER)}" '
        f'encryptedVerifierHashValue="{locked("d7aa0f6d3061344e", hashlib.sha512(_VERIFIER).digest())}" '
        f'encryptedKeyValue="{locked("146e0be7abacd0d6", _KEY)}"/></keyEncryptor></keyEncryptors></encryption>'
    )
    description = description.replace(*spoilt) if spoilt[0] else description
    segments = b"".join(
        _cbc(
            _KEY,
            hashlib.sha512(_KEY_SALT + struct.pack("<I", number)).digest()[:16],
            package[start : start + 4096],
        )
        for number, start in enumerate(range(0, len(package), 4096))
    )
    return _file(struct.pack("<HHI", 4, 4, 0x40) + description.encode(), package, segments)


def standard(package: bytes, password: str) -> bytes:
    """Return ``package`` locked by AES-128 and SHA-1."""
    spun = hashlib.sha1(_SALT + password.encode("utf-16-le")).digest()
    for turn in range(50_000):
        spun = hashlib.sha1(struct.pack("<I", turn) + spun).digest()
    final = hashlib.sha1(spun + bytes(4)).digest()
    inner = bytearray(b"\x36" * 64)
    for at, byte in enumerate(final):
        inner[at] ^= byte
    key = hashlib.sha1(inner).digest()[:16]

    def locked(data: bytes) -> bytes:
        encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return encryptor.update(_padded(data)) + encryptor.finalize()

    name = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0) + name
    hashed = hashlib.sha1(_VERIFIER).digest()
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header
    info += struct.pack("<I16s16sI", 16, _SALT, locked(_VERIFIER), 20) + locked(hashed)
    return _file(info, package, locked(package))


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 16)


def _cbc(key: bytes, vector: bytes, data: bytes) -> bytes:
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return encryptor.update(_padded(data)) + encryptor.finalize()


def _file(info: bytes, package: bytes, locked: bytes) -> bytes:
    streams = {
        _SPACE: bytes(64),
        "EncryptionInfo": info,
        "EncryptedPackage": struct.pack("<Q", len(package)) + locked,
    }
    return write_compound(streams)
