# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small OpenDocument packages for tests, written from the standard and not from the reader."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from pathlib import Path

from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from converters.document.nodes import Document
from converters.document.notices import NoticeLog
from converters.limits import DEFAULT_LIMITS, Limits
from converters.readers.odt.reader import read_document
from converters.source.source_file import SourceFile

MIMETYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        **{
            name: f"urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"
            for name, path in {
                "office": "office", "style": "style", "text": "text", "table": "table",
                "draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible",
                "meta": "meta", "chart": "chart",
            }.items()
        },
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)  # fmt: skip


def content(body: str, automatic: str = "", common: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} '
        f'office:version="1.3"><office:automatic-styles>{automatic}</office:automatic-styles>'
        f"<office:styles>{common}</office:styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def part(root: str, inner: str) -> str:
    return f"<office:{root} {_NAMESPACES}>{inner}</office:{root}>"


def package(
    body: str, automatic: str = "", common: str = "", parts: dict[str, str | bytes] | None = None
) -> bytes:
    written: dict[str, str | bytes] = {
        "mimetype": MIMETYPE,
        "content.xml": content(body, automatic, common),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in written.items():
            archive.writestr(name, data)
    return out.getvalue()


def flat(body: str, automatic: str = "") -> bytes:
    return (
        content(body, automatic)
        .replace("office:document-content", "office:document")
        .replace("office:version", f'office:mimetype="{MIMETYPE}" office:version')
        .encode()
    )


def read(
    data: bytes, *, passwords: tuple[str, ...] = (), limits: Limits = DEFAULT_LIMITS
) -> tuple[Document, dict[str, int]]:
    notices = NoticeLog()
    file = SourceFile(Path("a.odt"), data, hashlib.sha256(data).hexdigest(), limits, passwords)
    document = read_document(file, notices)
    return document, {notice.kind.value: notice.count for notice in notices.notices()}


def locked(plain: bytes, password: str, *, blowfish: bool = False) -> bytes:
    """Lock the content of a package as LibreOffice does, or as OpenOffice.org 1.1 of the format did."""
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    salt, vector = b"s" * 16, b"v" * (8 if blowfish else 16)
    hashed = "sha1" if blowfish else "sha256"
    size = 16 if blowfish else 32
    start = hashlib.new(hashed, password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, salt, 1000, size)
    packer = zlib.compressobj(wbits=-15)
    deflated = packer.compress(parts["content.xml"]) + packer.flush()
    checksum = hashlib.new(hashed, deflated[:1024]).digest()
    if blowfish:
        maker = Cipher(Blowfish(key), CFB(vector)).encryptor()
        encrypted = maker.update(deflated) + maker.finalize()
        algorithm, check = "Blowfish CFB", "SHA1/1K"
    else:
        padding = 16 - len(deflated) % 16
        maker = Cipher(AES(key), CBC(vector)).encryptor()
        encrypted = maker.update(deflated + bytes([0] * (padding - 1) + [padding]))
        encrypted += maker.finalize()
        algorithm = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
        check = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k"

    def coded(data: bytes) -> str:
        return base64.b64encode(data).decode()

    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml">'
        f'<manifest:encryption-data manifest:checksum-type="{check}" '
        f'manifest:checksum="{coded(checksum)}">'
        f'<manifest:algorithm manifest:algorithm-name="{algorithm}" '
        f'manifest:initialisation-vector="{coded(vector)}"/>'
        f'<manifest:start-key-generation manifest:start-key-generation-name="{hashed}"/>'
        f'<manifest:key-derivation manifest:key-derivation-name="PBKDF2" '
        f'manifest:key-size="{size}" manifest:iteration-count="1000" '
        f'manifest:salt="{coded(salt)}"/>'
        "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in {
            **parts, "content.xml": encrypted, "META-INF/manifest.xml": manifest,
        }.items():  # fmt: skip
            archive.writestr(name, data)
    return out.getvalue()
