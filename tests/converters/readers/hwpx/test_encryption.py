# SPDX-License-Identifier: AGPL-3.0-or-later
"""HWPX packages that a password locks: part by part, as Hangul and other programs write them."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from converters.document.notices import NoticeKind, NoticeLog
from converters.document.walk import block_text
from converters.errors import ConversionError, ErrorCode
from converters.limits import DEFAULT_LIMITS
from converters.readers.hwpx.reader import read_document
from converters.source.source_file import SourceFile
from tests.hwpx_writer import HwpxWriter, Para

_PASSWORD = "가나 12345"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


@dataclass(frozen=True)
class Lock:
    """How a program locks its packages."""

    iterations: int = 1024
    start: str = "sha256"
    function: str = "sha1"
    key_size: int = 32
    padding: str = "zeros"
    checked: str = "part"
    prefix: str = "odf"
    named_attributes: bool = False
    wrong_checksum: tuple[str, ...] = ()
    locks_package: bool = False
    cipher: str = "aes"


def _locked(plain: bytes, lock: Lock, password: str = _PASSWORD) -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entries = ""
    for number, (name, data) in enumerate(list(parts.items())):
        if name in ("mimetype", "version.xml") or name.startswith("META-INF/"):
            continue
        if name.endswith(".hpf") and not lock.locks_package:
            continue
        parts[name], entry = _locked_part(name, data, lock, password, number)
        entries += entry
    xmlns = f' xmlns:{lock.prefix}="{_ODF}"' if lock.prefix else f' xmlns="{_ODF}"'
    tag = f"{lock.prefix}:manifest" if lock.prefix else "manifest"
    parts["META-INF/manifest.xml"] = f"<{tag}{xmlns}>{entries}</{tag}>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _locked_part(
    name: str, data: bytes, lock: Lock, password: str, number: int
) -> tuple[bytes, str]:
    salt, vector = bytes([number]) * 16, bytes([255 - number]) * 16
    start = hashlib.new(lock.start, password.encode()).digest()
    key = hashlib.pbkdf2_hmac(lock.function, start, salt, lock.iterations, lock.key_size)
    packer = zlib.compressobj(wbits=-15)
    deflated = packer.compress(data) + packer.flush()
    missing = 16 - len(deflated) % 16
    padded = deflated + bytes([0] * (missing - 1) + [0 if lock.padding == "zeros" else missing])
    heads = {"part": data, "deflated": deflated, "padded": padded}
    checksum = hashlib.sha256(heads.get(lock.checked, b"")[:1024]).digest()
    if name in lock.wrong_checksum:
        checksum = bytes(32)
    maker = Cipher(AES(key), CBC(vector)).encryptor()

    def named(tag: str, inside: str = "", **attributes: str) -> str:
        mark = f"{lock.prefix}:" if lock.prefix else ""
        before = mark if lock.named_attributes else ""
        said = "".join(
            f' {before}{key.replace("_", "-")}="{value}"' for key, value in attributes.items()
        )
        return f"<{mark}{tag}{said}>{inside}</{mark}{tag}>"

    def coded(value: bytes) -> str:
        return base64.b64encode(value).decode()

    inside = (
        named(
            "algorithm",
            algorithm_name=f"http://www.w3.org/2001/04/xmlenc#{lock.cipher}{8 * lock.key_size}-cbc",
            initialisation_vector=coded(vector),
        )
        + named(
            "key-derivation", key_derivation_name=f"{_ODF}#pbkdf2", salt=coded(salt),
            key_size=str(lock.key_size), iteration_count=str(lock.iterations),
        )
        + named(
            "start-key-generation",
            start_key_generation_name=f"http://www.w3.org/2000/09/xmldsig#{lock.start}",
        )
    )  # fmt: skip
    said = {} if lock.checked == "nothing" else {"checksum": coded(checksum)}
    data_element = named("encryption-data", inside, checksum_type=f"{_ODF}#sha256-1k", **said)
    entry = named("file-entry", data_element, full_path=name, size=str(len(data)))
    return maker.update(padded) + maker.finalize(), entry


def _package() -> bytes:
    hwpx = HwpxWriter()
    hwpx.add(Para("잠긴 문서의 본문"), Para("쪽 " * 1500))
    return hwpx.to_bytes()


def _read(data: bytes, *passwords: str) -> tuple[list[str], dict[NoticeKind, int], int]:
    log = NoticeLog()
    document = read_document(
        SourceFile(Path("a.hwpx"), data, "0" * 64, DEFAULT_LIMITS, passwords), log
    )
    texts = [block_text(block) for block in document.blocks]
    return texts, {n.kind: n.count for n in log.notices()}, len(document.resources)


@pytest.mark.parametrize(
    "lock",
    [
        Lock(),
        Lock(iterations=1),
        Lock(iterations=5000),
        Lock(start="sha1"),
        Lock(function="sha256"),
        Lock(key_size=16),
        Lock(padding="counted", checked="deflated"),
        Lock(padding="counted", checked="padded"),
        Lock(checked="nothing"),
        Lock(prefix="manifest", named_attributes=True),
        Lock(prefix=""),
        Lock(locks_package=True),
    ],
    ids=str,
)
def test_a_locked_package_opens_with_its_password_among_others(lock: Lock):
    plain = _package()
    assert _read(_locked(plain, lock), "아님", _PASSWORD, "12345") == _read(plain)


def test_a_locked_package_asks_for_its_password_and_says_when_none_fits():
    data = _locked(_package(), Lock())
    for passwords, code in (
        ((), ErrorCode.ENCRYPTED),
        (("아님",), ErrorCode.WRONG_PASSWORD),
        (("", "12345 ", "가나 1234"), ErrorCode.WRONG_PASSWORD),
    ):
        with pytest.raises(ConversionError) as caught:
            _read(data, *passwords)
        assert caught.value.code is code


def test_a_part_whose_checksum_is_wrong_is_damaged_and_no_wrong_password():
    lock = Lock(wrong_checksum=("Contents/section0.xml",))
    with pytest.raises(ConversionError) as caught:
        _read(_locked(_package(), lock), _PASSWORD)
    assert caught.value.code is ErrorCode.DAMAGED
    assert caught.value.params["part"] == "Contents/section0.xml"


def test_a_cipher_that_is_not_known_is_no_wrong_password():
    data = _locked(_package(), Lock(cipher="tea"))
    with pytest.raises(ConversionError) as caught:
        _read(data, _PASSWORD)
    assert caught.value.code is ErrorCode.UNSUPPORTED_VERSION
