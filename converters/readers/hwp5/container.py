# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opens an HWP 5 compound file: guards, decrypts and inflates its streams.

Source: HWP 5.0 file structure rev 1.3, 3 (streams) and 4.1 (FileHeader).
"""

from __future__ import annotations

import logging
import struct
import zlib
from dataclasses import dataclass

from converters.errors import (
    DamagedSource,
    EncryptedSource,
    ErrorCode,
    LimitExceeded,
    UnsupportedFormat,
)
from converters.limits import Limits
from converters.readers.hwp5 import encryption
from converters.readers.hwp5.compound import Compound
from converters.source.format_spec import Content
from converters.source.source_file import SourceFile

log = logging.getLogger(__name__)

_PREVIEW = "PrvImage"
_SUMMARY = "\x05HwpSummaryInformation"
SIGNATURE = b"HWP Document File"
_IMAGE_MAGICS = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\xd7\xcd\xc6\x9a",
)
_PASSWORD_VERSION = 4


@dataclass(frozen=True, slots=True)
class FileHeader:
    """The 256 bytes that say what the other streams are (4.1)."""

    version: tuple[int, int, int, int]
    compressed: bool
    password: bool
    distribution: bool
    scripts: bool
    drm: bool
    kogl: bool
    encrypt_version: int
    kogl_country: int

    @property
    def version_text(self) -> str:
        """The version as people write it, "5.0.3.4"."""
        return ".".join(map(str, self.version))


def parse_file_header(data: bytes) -> FileHeader:
    """Return the FileHeader stream's facts.

    Raises:
        UnsupportedFormat: the signature is another one, or the version is not 5.
        DamagedSource: the stream is cut.
    """
    if not data.startswith(SIGNATURE):
        raise UnsupportedFormat(ErrorCode.NOT_A_DOCUMENT, detected="ole")
    if len(data) < 40:
        raise DamagedSource(detail="FileHeader is cut", part="FileHeader")
    revision, build, minor, major = data[32:36]
    properties, _licence, encrypt_version = struct.unpack("<III", data[36:48].ljust(12, b"\0"))
    if major != 5:
        raise UnsupportedFormat(ErrorCode.UNSUPPORTED_VERSION, version=f"HWP {major}.{minor}")
    return FileHeader(
        version=(major, minor, build, revision),
        compressed=bool(properties & 0x1),
        password=bool(properties & 0x2),
        distribution=bool(properties & 0x4),
        scripts=bool(properties & 0x8),
        # DRM security, certificate encryption and certificate DRM: only the issuer's program opens these.
        drm=bool(properties & (0x10 | 0x100 | 0x400)),
        kogl=bool(properties & 0x8000),
        encrypt_version=encrypt_version,
        kogl_country=data[48] if len(data) > 48 else 0,
    )


class Container:
    """The streams of one HWP 5 file, decrypted and inflated on demand.

    Args:
        data: the whole file.
        limits: bounds on what is inflated.
        passwords: tried one after the other where the file asks for one.

    Raises:
        UnsupportedFormat: not HWP 5.
        EncryptedSource: a password is missing or wrong, or DRM stands before it.
        DamagedSource: the compound file cannot be read.
    """

    def __init__(self, data: bytes, limits: Limits, passwords: tuple[str, ...] = ()) -> None:
        self._limits = limits
        self._inflated = 0
        self._compound = Compound(data)
        self._paths = {"/".join(path).lower(): path for path in self._compound.paths()}
        header = self._raw("FileHeader") if self.has("FileHeader") else b""
        is_damaged = self.recovered or self._has_body() or Content(data).is_cut
        if not header.startswith(SIGNATURE) and is_damaged:
            raise DamagedSource(detail="it is lost", part="FileHeader")
        self.header = parse_file_header(header)
        if self.header.drm:
            raise EncryptedSource(ErrorCode.DRM)
        self._key: bytes | None = None
        if self.header.password:
            self._key = self._find_key(passwords)

    @property
    def recovered(self) -> bool:
        """Whether the compound file had to be repaired."""
        return self._compound.recovered

    @property
    def looped(self) -> tuple[str, ...]:
        """Streams whose chain of sectors leads in a circle."""
        return tuple(self._compound.looped)

    def begin_again(self) -> None:
        """Allow as much to be inflated as at the start: another goes over the same streams."""
        self._inflated = 0

    def _has_body(self) -> bool:
        """Whether there are streams as only an HWP document has."""
        return self.has("DocInfo") or any(self.names_in(name) for name in ("BodyText", "ViewText"))

    def has(self, name: str) -> bool:
        """Whether a stream of this name exists (compound file names ignore case)."""
        return name.lower() in self._paths

    def names_in(self, storage: str) -> list[str]:
        """Return the paths of the streams directly inside ``storage``."""
        prefix = storage.lower() + "/"
        return ["/".join(path) for key, path in self._paths.items() if key.startswith(prefix)]

    def doc_info(self) -> bytes:
        """Return the records of DocInfo."""
        return self._stream("DocInfo")

    def section_names(self) -> list[str]:
        """Return the section streams in order: numerically, and as the directory has them."""
        storage = (
            "ViewText" if self.header.distribution and self.names_in("ViewText") else "BodyText"
        )
        numbered = []
        for name in self.names_in(storage):
            digits = name.rsplit("/", 1)[-1][len("Section") :]
            if digits.isdigit():
                numbered.append((int(digits), name))
        return [name for _, name in sorted(numbered)]

    def section(self, name: str) -> bytes:
        """Return the records of a section.

        Raises:
            DamagedSource: it cannot be decrypted or inflated.
        """
        if name.lower().startswith("viewtext/"):
            data = encryption.decrypt_distribution(self._raw(name), name)
            return self._inflate(data, name) if self.header.compressed else data
        return self._stream(name)

    def binary(self, storage_id: int, extension: str, compressed: bool | None) -> bytes | None:
        """Return an item of BinData, inflated; None where the file does not hold it.

        Args:
            storage_id: the number in the stream's name (4.2.3).
            extension: its extension; another one is accepted where only that exists.
            compressed: whether it is deflated; None to follow the file.
        """
        stem = f"bindata/bin{storage_id:04x}."
        name = stem + extension.lower()
        if name not in self._paths:
            name = next((key for key in self._paths if key.startswith(stem)), "")
            if not name:
                return None
        data = self._raw(name)
        if self._key is not None:
            data = encryption.decrypt_password(data, self._key)
        if compressed is False or (compressed is None and not self.header.compressed):
            return data
        if data.startswith(_IMAGE_MAGICS):
            # Some writers store an item raw though they mark it as compressed.
            return data
        try:
            return self._inflate(data, name)
        except DamagedSource:
            return data

    def summary(self) -> bytes:
        """Return the summary information property set; empty where there is none."""
        try:
            return self._raw(_SUMMARY) if self.has(_SUMMARY) else b""
        except DamagedSource as error:
            log.warning("summary information left out: %s", error)
            return b""

    def preview(self) -> bytes:
        """Return the picture of the first page that Hangul stored; empty where there is none."""
        return self._raw(_PREVIEW) if self.has(_PREVIEW) else b""

    def script_count(self) -> int:
        """Return how many macro streams the file carries; they are never read."""
        return sum(1 for name in self.names_in("Scripts") if self._size(name) > 64)

    def _size(self, name: str) -> int:
        return self._compound.size(self._paths[name.lower()])

    def _raw(self, name: str) -> bytes:
        path = self._paths.get(name.lower())
        if path is None:
            raise DamagedSource(detail="stream is missing", part=name)
        data = self._compound.read(path, self._limits.stream_bytes + 1)
        if len(data) > self._limits.stream_bytes:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part=name)
        return data

    def _stream(self, name: str) -> bytes:
        data = self._raw(name)
        if self._key is not None:
            data = encryption.decrypt_password(data, self._key)
        return self._inflate(data, name) if self.header.compressed else data

    def _inflate(self, data: bytes, name: str) -> bytes:
        """Inflate a raw DEFLATE stream (3.2); what a cut tail still gave is kept."""
        allowed = min(
            self._limits.stream_bytes,
            self._limits.total_bytes - self._inflated,
            max(len(data), 1) * self._limits.inflate_ratio,
        )
        if allowed <= 0:
            # To zlib nothing allowed is everything.
            raise LimitExceeded(ErrorCode.TOO_LARGE, part=name, why="inflates")
        inflator = zlib.decompressobj(-15)
        try:
            inflated = inflator.decompress(data, allowed)
        except zlib.error as error:
            inflated = _inflate_by_pieces(data, allowed)
            if not inflated:
                raise DamagedSource(detail=str(error), part=name) from error
            log.warning("%s: kept %d bytes before the damage", name, len(inflated))
        if inflator.unconsumed_tail and len(inflated) >= allowed:
            raise LimitExceeded(ErrorCode.TOO_LARGE, part=name, why="inflates")
        self._inflated += len(inflated)
        return inflated

    def _find_key(self, passwords: tuple[str, ...]) -> bytes:
        # Files of the ciphers before say 0 to 3; 0 may also be a writer that says nothing.
        is_old = self.header.encrypt_version != _PASSWORD_VERSION
        old_lock = "password before HWP 7.0"
        too_old = EncryptedSource(ErrorCode.UNSUPPORTED_VERSION, version=old_lock)
        if not passwords:
            # It is locked, whoever made the lock; what can be done about it differs.
            said = {"version": old_lock} if is_old else {}
            raise EncryptedSource(ErrorCode.ENCRYPTED, **said)
        if is_old and self.header.encrypt_version:
            raise too_old
        probe = self._raw("DocInfo")
        for password in passwords:
            for key in encryption.password_keys(password):
                head = encryption.decrypt_password(probe[:4096], key)
                if _looks_like_doc_info(head, compressed=self.header.compressed):
                    return key
        raise too_old if is_old else EncryptedSource(ErrorCode.WRONG_PASSWORD)


def opened(file: SourceFile) -> Container:
    """Return the container of a file, which is opened once; raises what ``Container`` raises."""
    if "container" not in file.opened:
        file.opened["container"] = Container(file.data, file.limits, file.passwords)
    known: Container = file.opened["container"]
    return known


def _inflate_by_pieces(data: bytes, allowed: int) -> bytes:
    """Inflate in small steps, so that what stands before the damage is not thrown away."""
    inflator = zlib.decompressobj(-15)
    parts: list[bytes] = []
    left = allowed
    for start in range(0, len(data), 64):
        try:
            piece = inflator.decompress(data[start : start + 64], left)
        except zlib.error:
            break
        parts.append(piece)
        left -= len(piece)
        if left <= 0 or inflator.eof:
            break
    return b"".join(parts)


def _looks_like_doc_info(head: bytes, *, compressed: bool) -> bool:
    """Whether ``head`` begins with a DOCUMENT_PROPERTIES record of 26 bytes: a right key gives that."""
    if compressed:
        try:
            head = zlib.decompressobj(-15).decompress(head, 64)
        except zlib.error:
            return False
    return head[:4] == struct.pack("<I", 16 | 26 << 20)
