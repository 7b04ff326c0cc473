# SPDX-License-Identifier: AGPL-3.0-or-later
"""Packages whose parts a password locks (ODF 1.3 part 2, 3.4 and 4.8).

OpenDocument and OWPML lock their parts in the same way. Each part has its own salt and
initialisation vector; the key is made of the password by PBKDF2. What is encrypted is the
deflated part, which lies in the archive uncompressed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from converters.errors import DamagedSource, EncryptedSource, ErrorCode, LimitExceeded
from converters.limits import Limits
from converters.source.ciphers import aes_cbc_decryptor, blowfish_cfb_decryptor
from converters.source.xml import parse_xml
from converters.source.zip import ZipPackage
from converters.xhtml.markup import Element

_MANIFEST = "META-INF/manifest.xml"
_WHOLE_PACKAGE = "encrypted-package"
"""The one part of a package that is locked as a whole (ODF 1.4)."""
_MOST_PROBES = 8
"""So many parts are asked whether a password fits: one that is damaged may deny it."""
_MOST_ITERATIONS = 1_000_000
"""LibreOffice makes a hundred thousand."""
_CHECKED_BYTES = 1024
_BLOCK = 16
_PSEUDORANDOM = ("sha1", "sha256")
"""Hashes under the HMAC of PBKDF2: the one of the standard, and the one that others take."""
_AES = {"aes128-cbc": 16, "aes192-cbc": 24, "aes256-cbc": 32}
"""Bytes of the key."""
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
    """Of the first 1,024 bytes; empty where the file has none."""

    def unlocked(self, data: bytes, password: str) -> bytes | None:
        """Return the deflated part; None where the password does not fit."""
        start = hashlib.new(self.start_hash, password.encode()).digest()
        for function in _PSEUDORANDOM:
            key = hashlib.pbkdf2_hmac(function, start, self.salt, self.iterations, self.key_size)
            for plain in self._decrypted(data, key):
                if self._fits(plain):
                    return plain
        return None

    def _decrypted(self, data: bytes, key: bytes) -> Iterator[bytes]:
        """Yield the part with and without its padding: programs differ in what they check."""
        if self.cipher == _BLOWFISH:
            made = blowfish_cfb_decryptor(key, self.vector)
            yield made.update(data) + made.finalize()
            return
        usable = len(data) // _BLOCK * _BLOCK
        made = aes_cbc_decryptor(key, self.vector)
        plain = made.update(data[:usable]) + made.finalize()
        # XML Encryption 5.2: the last byte counts the padding.
        if plain and 0 < plain[-1] <= _BLOCK:
            yield plain[: -plain[-1]]
        yield plain

    def _fits(self, plain: bytes) -> bool:
        inflated = _inflated_head(plain)
        if not self.checksum:
            return inflated is not None
        # OpenDocument checks the deflated part, OWPML the part itself.
        heads = (plain[:_CHECKED_BYTES], inflated)
        return any(
            head is not None and hashlib.new(self.checksum_hash, head).digest() == self.checksum
            for head in heads
        )


class LockedPackage(ZipPackage):
    """A package whose parts are decrypted where a password locks them.

    Args:
        data: the whole file.
        limits: bounds on what is inflated.
        passwords: tried one after the other; one opens all parts.
        needed: a part that no document does without. Where others are locked and it is
            not, the package is locked in a way that is not read.

    Raises:
        DamagedSource: it is no ZIP archive.
        LimitExceeded: it has more entries than any document.
        EncryptedSource: it is locked, and no password was given, none of them fits, or it
            is locked in a way that is not read.
    """

    def __init__(
        self, data: bytes, limits: Limits, passwords: tuple[str, ...] = (), needed: str = ""
    ) -> None:
        super().__init__(data, limits)
        self._stream_bytes = limits.stream_bytes
        self._password = ""
        self._locked: dict[str, LockedPart] = {}
        manifest = self._manifest()
        if manifest is None or manifest.find(".//{*}encryption-data") is None:
            return
        if not passwords and manifest.find(".//{*}encryption-data/{*}algorithm") is None:
            raise EncryptedSource(ErrorCode.ENCRYPTED)
        locked = _locked_parts(manifest)
        if _WHOLE_PACKAGE in locked or (needed and needed in self and needed not in locked):
            raise _unknown("package")
        if not passwords:
            raise EncryptedSource(ErrorCode.ENCRYPTED)
        self._password = self._fitting(locked, passwords, needed)
        self._locked = locked

    def _manifest(self) -> Element | None:
        if _MANIFEST not in self:
            return None
        try:
            return parse_xml(super().read(_MANIFEST), _MANIFEST)
        except DamagedSource:
            return None

    def _fitting(
        self, locked: dict[str, LockedPart], passwords: tuple[str, ...], needed: str
    ) -> str:
        probes: list[tuple[LockedPart, bytes]] = []
        for name in sorted(locked, key=lambda name: (name != needed, not name.endswith(".xml"))):
            data = super().read(name) if name in self else b""
            # One block may be an empty part, which fits every password.
            if len(data) > _BLOCK and len(probes) < _MOST_PROBES:
                probes.append((locked[name], data))
        for password in passwords:
            if any(lock.unlocked(data, password) for lock, data in probes):
                return password
        raise EncryptedSource(ErrorCode.WRONG_PASSWORD)

    def read(self, name: str) -> bytes:
        """Return a part, decrypted and inflated where it is locked.

        Raises:
            DamagedSource: it is missing, or cannot be decrypted or inflated.
            LimitExceeded: it inflates to more than the limits allow.
        """
        data = super().read(name)
        lock = self._locked.get(name)
        if lock is None or not data:
            return data
        deflated = lock.unlocked(data, self._password)
        if deflated is None:
            raise DamagedSource(detail="the password of the document does not open it", part=name)
        return self._inflated_part(deflated, name)

    def _inflated_part(self, deflated: bytes, name: str) -> bytes:
        if not deflated:
            return b""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            inflated = inflater.decompress(deflated, self._stream_bytes)
        except zlib.error as error:
            raise DamagedSource(detail=str(error), part=name) from error
        if inflater.unconsumed_tail:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part=name, why="inflates")
        if not inflater.eof:
            raise DamagedSource(detail="the part is cut", part=name)
        return inflated


def _locked_parts(manifest: Element) -> dict[str, LockedPart]:
    """Return how each encrypted part is encrypted, by its name.

    OpenDocument puts attributes into the manifest's namespace, OWPML into none.

    Raises:
        EncryptedSource: in a way that is not read.
    """
    found: dict[str, LockedPart] = {}
    for entry in manifest.iter("{*}file-entry"):
        data = entry.find("{*}encryption-data")
        if data is not None:
            name = _attributes(entry).get("full-path", "")
            found[name.removeprefix("/")] = _locked(data)
    return found


def _attributes(element: Element | None) -> dict[str, str]:
    """Return the attributes by their names without namespace."""
    if element is None:
        return {}
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def _locked(data: Element) -> LockedPart:
    algorithm, derivation = data.find("{*}algorithm"), data.find("{*}key-derivation")
    if algorithm is None or derivation is None:
        raise _unknown("nothing said")
    cipher_said, key_said = _attributes(algorithm), _attributes(derivation)
    start_said = _attributes(data.find("{*}start-key-generation"))
    name = cipher_said.get("algorithm-name", "")
    word = name.lower().replace(" ", "").rpartition("#")[2]
    cipher = _BLOWFISH if _BLOWFISH in word else word
    method = key_said.get("key-derivation-name", "").lower()
    if (cipher not in _AES and cipher != _BLOWFISH) or not method.endswith("pbkdf2"):
        raise _unknown(name)
    checked = _attributes(data)
    try:
        iterations = int(key_said.get("iteration-count", "0")[:9])
        key_size = int(key_said.get("key-size", str(_AES.get(cipher, 16)))[:3])
        vector = base64.b64decode(cipher_said.get("initialisation-vector", ""))
        salt = base64.b64decode(key_said.get("salt", ""))
        checksum = base64.b64decode(checked.get("checksum", ""))
    except (ValueError, binascii.Error) as error:
        raise _unknown(name) from error
    if cipher == _BLOWFISH:
        fits = 4 <= key_size <= 56 and len(vector) == 8
    else:
        fits = key_size == _AES[cipher] and len(vector) == _BLOCK
    if not fits or not 0 < iterations <= _MOST_ITERATIONS:
        raise _unknown(name)
    return LockedPart(
        cipher=cipher,
        vector=vector,
        start_hash=_hash(start_said.get("start-key-generation-name", "")),
        salt=salt,
        iterations=iterations,
        key_size=key_size,
        checksum_hash=_hash(checked.get("checksum-type", "")),
        checksum=checksum,
    )


def _inflated_head(plain: bytes) -> bytes | None:
    """Return the first bytes of a deflated part; None for what is no deflated part."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        head = inflater.decompress(plain, _CHECKED_BYTES)
    except zlib.error:
        return None
    return head if len(head) == _CHECKED_BYTES or inflater.eof else None


def _hash(name: str) -> str:
    return "sha256" if "sha256" in name.lower().replace("-", "") else "sha1"


def _unknown(name: str) -> EncryptedSource:
    return EncryptedSource(
        ErrorCode.UNSUPPORTED_VERSION, version=f"password, {name.rpartition('/')[2]}"
    )
