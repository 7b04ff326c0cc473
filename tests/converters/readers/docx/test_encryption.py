# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents locked with a password, in the two ways that Word locks them."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters import pipeline
from converters.errors import ConversionError, ErrorCode
from tests.converters.readers.docx.packages import p, package
from tests.docx_writer import encryption

LOCKS = [encryption.agile, encryption.standard]
PASSWORD = "한지시 2026"
# Longer than one segment of agile encryption.
TEXT = "".join(p(f"{number}번째 문단입니다.") for number in range(2000))


@pytest.mark.parametrize("lock", LOCKS)
def test_the_right_one_of_several_passwords_opens_the_document(lock, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(lock(package(TEXT), PASSWORD))
    found = pipeline.inspect(file, ("틀린 것", PASSWORD))
    assert found.counts["paragraphs"] == 2000
    assert found.format == "docx"


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    ("passwords", "code"), [((), ErrorCode.ENCRYPTED), (("틀림",), ErrorCode.WRONG_PASSWORD)]
)
def test_without_it_the_document_is_refused(lock, passwords, code, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(lock(package(p("글")), PASSWORD))
    with pytest.raises(ConversionError) as raised:
        pipeline.inspect(file, passwords)
    assert raised.value.code is code


@pytest.mark.parametrize(
    "spoilt",
    [
        ('spinCount="1000"', 'spinCount="9999999999"'),
        ('cipherAlgorithm="AES"', 'cipherAlgorithm="RC4"'),
        ("<p:encryptedKey", "<p:encryptedLock"),
        ('keyBits="256"', 'keyBits="255"'),
        ('encryptedKeyValue="', 'encryptedKeyValue="?'),
        ("</encryption>", ""),
    ],
)
def test_a_damaged_description_is_refused(spoilt: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(encryption.agile(package(p("글")), PASSWORD, spoilt))
    with pytest.raises(ConversionError) as raised:
        pipeline.inspect(file, (PASSWORD,))
    assert raised.value.code is ErrorCode.DAMAGED


def test_a_locked_file_without_its_description_is_refused(tmp_path: Path) -> None:
    whole = encryption.agile(package(p("글")), PASSWORD)
    names = ["EncryptionInfo".encode("utf-16-le"), "EncryptionXxxx".encode("utf-16-le")]
    file = tmp_path / "a.docx"
    file.write_bytes(whole.replace(*names))
    with pytest.raises(ConversionError) as raised:
        pipeline.inspect(file, (PASSWORD,))
    assert raised.value.code is ErrorCode.DAMAGED


def test_rights_management_is_not_taken_for_a_password(tmp_path: Path) -> None:
    whole = encryption.agile(package(p("글")), PASSWORD)
    managed = whole.replace("StrongEncryp".encode("utf-16-le"), "DRMEncrypted".encode("utf-16-le"))
    file = tmp_path / "a.docx"
    file.write_bytes(managed)
    with pytest.raises(ConversionError) as raised:
        pipeline.inspect(file, (PASSWORD,))
    assert raised.value.code is ErrorCode.DRM
    assert raised.value.params["product"] == "Microsoft Office"
