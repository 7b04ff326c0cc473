# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents locked with a password: the package inside a compound file ([MS-OFFCRYPTO]).

Word 2010 and later write agile encryption (2.3.4.10), Word 2007 the standard one (2.3.4.5).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from converters.errors import DamagedSource, EncryptedSource, ErrorCode
from converters.readers.docx.names import whole
from converters.source.ciphers import aes_cbc_decryptor, aes_ecb_decryptor
from converters.source.source_file import SourceFile
from converters.source.xml import parse_xml
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INFO, _PACKAGE = "EncryptionInfo", "EncryptedPackage"
_ENCRYPTION = "{http://schemas.microsoft.com/office/2006/encryption}"
_PASSWORD = "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}"  # noqa: S105 - a namespace
_HASHES = frozenset({"sha1", "sha256", "sha384", "sha512"})
_AGILE, _STANDARD = 4, 2
_STANDARD_SPINS = 50_000
# The specification allows ten million; Word writes a hundred thousand.
_MOST_SPINS = 1_000_000
_SEGMENT = 4096
_BLOCK = 16
# What olefile raises on damaged files, besides its own OSErrors.
_OLE_ERRORS = (
    OSError, ValueError, IndexError, TypeError, AttributeError, OverflowError, RecursionError, struct.error,
)  # fmt: skip
# What is hashed with the password for each purpose (2.3.4.13).
_VERIFIER_INPUT = bytes.fromhex("fea7d2763b4b9e79")
_VERIFIER_VALUE = bytes.fromhex("d7aa0f6d3061344e")
_KEY_VALUE = bytes.fromhex("146e0be7abacd0d6")


def opened(file: SourceFile) -> ZipPackage:
    """Return the package of a file, which is unlocked and opened once.

    Raises:
        EncryptedSource: no password was given, or none of them fits.
        DamagedSource: there is no package.
    """
    if "package" not in file.opened:
        package = ZipPackage(unlocked(file.data, file.passwords), file.limits)
        file.opened["package"] = package
    known: ZipPackage = file.opened["package"]
    return known


def unlocked(data: bytes, passwords: tuple[str, ...]) -> bytes:
    """Return the package inside a locked file; any other file as it is.

    Raises:
        EncryptedSource: no password was given, or none of them fits.
        DamagedSource: the compound file or what it says of its encryption cannot be read.
    """
    if not data.startswith(MAGIC):
        return data
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            info = file.openstream(_INFO).read()
            package = file.openstream(_PACKAGE).read()
    except _OLE_ERRORS as error:
        raise DamagedSource(detail="no encrypted package", part=_PACKAGE) from error
    if not passwords:
        raise EncryptedSource(ErrorCode.ENCRYPTED)
    try:
        scheme = _scheme(info)
        for password in passwords:
            key = scheme.key(password)
            if key is not None:
                size = int(struct.unpack_from("<Q", package)[0])
                return b"".join(scheme.segments(key, package[8:]))[:size]
    except (struct.error, ValueError, binascii.Error) as error:
        raise DamagedSource(detail="encryption cannot be read", part=_INFO) from error
    raise EncryptedSource(ErrorCode.WRONG_PASSWORD)


def _scheme(info: bytes) -> _Agile | _Standard:
    major, minor = struct.unpack_from("<HH", info)
    if (major, minor) == (_AGILE, _AGILE):
        return _Agile.parse(info[8:])
    if minor == _STANDARD and major in (2, 3, 4):
        return _Standard.parse(info)
    raise EncryptedSource(ErrorCode.DRM, product="Microsoft Office")


def _decrypted(key: bytes, vector: bytes, data: bytes) -> bytes:
    data = data[: len(data) // _BLOCK * _BLOCK]
    decryptor = aes_cbc_decryptor(key, vector)
    return decryptor.update(data) + decryptor.finalize()


def _spun(name: str, salt: bytes, password: str, spins: int) -> bytes:
    """Return the hash of a password, hashed on ``spins`` times."""
    found = hashlib.new(name, salt + password.encode("utf-16-le")).digest()
    for turn in range(spins):
        found = hashlib.new(name, struct.pack("<I", turn) + found).digest()
    return found


def _fitted(data: bytes, size: int) -> bytes:
    return data[:size].ljust(size, b"\x36")


@dataclass(frozen=True, slots=True)
class _Cipher:
    """A cipher as an element of the description names it: of the package, or of its key."""

    salt: bytes
    hash: str
    key_bytes: int

    @classmethod
    def parse(cls, element: Element) -> _Cipher:
        name = element.get("hashAlgorithm", "").lower().replace("-", "")
        chaining = element.get("cipherChaining", "")
        if name not in _HASHES or (element.get("cipherAlgorithm"), chaining) != ("AES", "ChainingModeCBC"):  # fmt: skip
            raise ValueError(name)
        return cls(_bytes(element, "saltValue"), name, whole(element.get("keyBits")) // 8)


def _bytes(element: Element, name: str) -> bytes:
    return base64.b64decode(element.get(name, ""), validate=True)


@dataclass(frozen=True, slots=True)
class _Agile:
    """Agile encryption: an XML description with the key, itself locked with the password."""

    package: _Cipher
    lock: _Cipher
    spins: int
    verifier: bytes
    verifier_hash: bytes
    locked_key: bytes

    @classmethod
    def parse(cls, description: bytes) -> _Agile:
        root = parse_xml(description, _INFO)
        data, lock = root.find(f"{_ENCRYPTION}keyData"), next(root.iter(f"{_PASSWORD}encryptedKey"), None)  # fmt: skip
        if data is None or lock is None:
            raise ValueError("no key")
        spins = whole(lock.get("spinCount"))
        if not 0 <= spins <= _MOST_SPINS:
            raise ValueError("spinCount")
        names = ("encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue")
        verifier, verifier_hash, key = (_bytes(lock, name) for name in names)
        return cls(_Cipher.parse(data), _Cipher.parse(lock), spins, verifier, verifier_hash, key)

    def key(self, password: str) -> bytes | None:
        """Return the key of the package; None for a wrong password."""
        lock = self.lock
        spun = _spun(lock.hash, lock.salt, password, self.spins)

        def opened(purpose: bytes, data: bytes) -> bytes:
            key = _fitted(hashlib.new(lock.hash, spun + purpose).digest(), lock.key_bytes)
            return _decrypted(key, _fitted(lock.salt, _BLOCK), data)

        hashed = hashlib.new(lock.hash, opened(_VERIFIER_INPUT, self.verifier)).digest()
        if opened(_VERIFIER_VALUE, self.verifier_hash)[: len(hashed)] != hashed:
            return None
        return opened(_KEY_VALUE, self.locked_key)[: self.package.key_bytes]

    def segments(self, key: bytes, data: bytes) -> Iterator[bytes]:
        """Yield the package, 4,096 bytes each with a vector of its own."""
        for number, start in enumerate(range(0, len(data), _SEGMENT)):
            salt = self.package.salt + struct.pack("<I", number)
            vector = _fitted(hashlib.new(self.package.hash, salt).digest(), _BLOCK)
            yield _decrypted(key, vector, data[start : start + _SEGMENT])


@dataclass(frozen=True, slots=True)
class _Standard:
    """Standard encryption: AES in blocks of their own under a key made of the password."""

    key_bytes: int
    salt: bytes
    verifier: bytes
    verifier_hash: bytes

    @classmethod
    def parse(cls, info: bytes) -> _Standard:
        (header,) = struct.unpack_from("<I", info, 8)
        bits = struct.unpack_from("<8I", info, 12)[4]
        if bits not in (128, 192, 256):
            raise ValueError("keySize")
        at = 12 + header
        salt, verifier, _size, verifier_hash = struct.unpack_from("<4x16s16sI32s", info, at)
        return cls(bits // 8, salt, verifier, verifier_hash)

    def key(self, password: str) -> bytes | None:
        """Return the key; None for a wrong password (2.3.4.7 and 2.3.4.9)."""
        spun = _spun("sha1", self.salt, password, _STANDARD_SPINS)
        final = hashlib.sha1(spun + bytes(4), usedforsecurity=False).digest()
        derived = b"".join(
            hashlib.sha1(
                bytes(
                    a ^ b for a, b in zip(bytes([pad]) * 64, final.ljust(64, b"\0"), strict=True)
                ),
                usedforsecurity=False,
            ).digest()
            for pad in (0x36, 0x5C)
        )
        key = derived[: self.key_bytes]
        verifier, expected = (b"".join(self.segments(key, v)) for v in (self.verifier, self.verifier_hash))  # fmt: skip
        found = hashlib.sha1(verifier, usedforsecurity=False).digest()
        return key if expected[: len(found)] == found else None

    def segments(self, key: bytes, data: bytes) -> Iterator[bytes]:
        """Yield the package."""
        decryptor = aes_ecb_decryptor(key)
        yield decryptor.update(data[: len(data) // _BLOCK * _BLOCK]) + decryptor.finalize()
