# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that mean harm are refused by every reader."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.translation.exchange.reviews import small
from translation.exchange import table_docx, tmx, xliff2, xliff12, xml
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.languages import LanguagePair

READERS = (
    xliff2.read,
    xliff12.read,
    lambda data: list(tmx.read(data, LanguagePair("ko", "en"))),
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "&{before};&{before};&{before};">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><x>&i;</x>"
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LAUGHS, ExchangeCode.ENTITIES),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', ExchangeCode.ENTITIES),
        ('<tmx version="1.4">' + "<x>" * 10_000, ExchangeCode.TOO_DEEP),
        ('<tmx version="1.4"><y></tmx>', ExchangeCode.NOT_XML),
        ("", ExchangeCode.NOT_XML),
        ("<x/>", ExchangeCode.WRONG_FORMAT),
    ],
)
def test_hostile_and_damaged_files_are_refused(read, data, code):
    with pytest.raises(ExchangeRefused) as found:
        read(data.encode())
    assert found.value.code is code


def test_too_large_a_file_is_not_parsed(monkeypatch):
    monkeypatch.setattr(xml, "_events", None)
    with pytest.raises(ExchangeRefused) as found:
        xml.parse(b" " * (xml.MOST_BYTES + 1))
    assert found.value.code is ExchangeCode.TOO_LARGE


@pytest.mark.slow
def test_a_package_of_many_blanks_is_not_unpacked_whole():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(b" " * (1 << 20))
    with pytest.raises(ExchangeRefused) as found:
        table_docx.read(out.getvalue(), small())
    assert found.value.code is ExchangeCode.TOO_LARGE


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no package"])
def test_what_is_no_package_is_refused(data):
    with pytest.raises(ExchangeRefused) as found:
        table_docx.read(data, small())
    assert found.value.code is ExchangeCode.NOT_PACKAGE
