# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts that a password locks (ODF 1.3 part 2, 3.4 and 4.8).

Each part has its own salt and initialisation vector; the key is made of the password by
PBKDF2. What is encrypted is the deflated part, which lies in the archive uncompressed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from dataclasses import dataclass

from converters.errors import EncryptedSource, ErrorCode
from converters.readers.odt.names import MANIFEST
from converters.source.ciphers import aes_cbc_decryptor, blowfish_cfb_decryptor
from converters.xhtml.markup import Element

_MOST_ITERATIONS = 1_000_000
"""LibreOffice makes a hundred thousand."""
_CHECKED_BYTES = 1024
_BLOCK = 16
_AES256 = "aes256-cbc"
_BLOWFISH = "blowfish"


@dataclass(frozen=True, slots=True)
class LockedPart:
    """How one part is encrypted."""

    cipher: str
    """The last word of the algorithm's name, in small letters."""
    vector: bytes
    start_hash: str
    """"sha1" or "sha256": makes the start key of the password."""
    salt: bytes
    iterations: int
    key_size: int
    """Bytes."""
    checksum_hash: str
    checksum: bytes
    """Of the first 1,024 deflated bytes; empty where the file has none."""

    def unlocked(self, data: bytes, password: str) -> bytes | None:
        """Return the deflated part; None where the password does not fit."""
        start = hashlib.new(self.start_hash, password.encode()).digest()
        key = hashlib.pbkdf2_hmac("sha1", start, self.salt, self.iterations, self.key_size)
        if self.cipher == _AES256:
            usable = len(data) // _BLOCK * _BLOCK
            made = aes_cbc_decryptor(key, self.vector)
            plain = made.update(data[:usable]) + made.finalize()
            # XML Encryption 5.2: the last byte counts the padding.
            plain = plain[: -plain[-1]] if plain and 0 < plain[-1] <= _BLOCK else plain
        else:
            made = blowfish_cfb_decryptor(key, self.vector)
            plain = made.update(data) + made.finalize()
        if self.checksum:
            found = hashlib.new(self.checksum_hash, plain[:_CHECKED_BYTES]).digest()
            return plain if found == self.checksum else None
        return plain if _is_deflated(plain) else None


def _is_deflated(plain: bytes) -> bool:
    try:
        return bool(zlib.decompressobj(-zlib.MAX_WBITS).decompress(plain, _CHECKED_BYTES))
    except zlib.error:
        return False


def locked_parts(manifest: Element) -> dict[str, LockedPart]:
    """Return how each encrypted part is encrypted, by its name.

    Raises:
        EncryptedSource: in a way that is not read.
    """
    found: dict[str, LockedPart] = {}
    for entry in manifest.iter(f"{MANIFEST}file-entry"):
        data = entry.find(f"{MANIFEST}encryption-data")
        if data is not None:
            found[entry.get(f"{MANIFEST}full-path", "")] = _locked(data)
    return found


def _locked(data: Element) -> LockedPart:
    algorithm = data.find(f"{MANIFEST}algorithm")
    derivation = data.find(f"{MANIFEST}key-derivation")
    start = data.find(f"{MANIFEST}start-key-generation")
    if algorithm is None or derivation is None:
        raise _unknown("nothing said")
    name = algorithm.get(f"{MANIFEST}algorithm-name", "")
    word = name.lower().rpartition("#")[2]
    cipher = _BLOWFISH if _BLOWFISH in word else word
    method = derivation.get(f"{MANIFEST}key-derivation-name", "").lower()
    if cipher not in (_AES256, _BLOWFISH) or not method.endswith("pbkdf2"):
        raise _unknown(name)
    try:
        iterations = int(derivation.get(f"{MANIFEST}iteration-count", "0")[:9])
        key_size = int(derivation.get(f"{MANIFEST}key-size", "16")[:3])
        vector = base64.b64decode(algorithm.get(f"{MANIFEST}initialisation-vector", ""))
        salt = base64.b64decode(derivation.get(f"{MANIFEST}salt", ""))
        checksum = base64.b64decode(data.get(f"{MANIFEST}checksum", ""))
    except (ValueError, binascii.Error) as error:
        raise _unknown(name) from error
    sizes = {_AES256: ((32,), _BLOCK), _BLOWFISH: (range(4, 57), 8)}[cipher]
    if (
        not 0 < iterations <= _MOST_ITERATIONS
        or key_size not in sizes[0]
        or len(vector) != sizes[1]
    ):
        raise _unknown(name)
    return LockedPart(
        cipher,
        vector,
        _hash(start.get(f"{MANIFEST}start-key-generation-name", "") if start is not None else ""),
        salt,
        iterations,
        key_size,
        _hash(data.get(f"{MANIFEST}checksum-type", "")),
        checksum,
    )


def _hash(name: str) -> str:
    return "sha256" if "sha256" in name.lower() else "sha1"


def _unknown(name: str) -> EncryptedSource:
    return EncryptedSource(
        ErrorCode.UNSUPPORTED_VERSION, version=f"password, {name.rpartition('/')[2]}"
    )
