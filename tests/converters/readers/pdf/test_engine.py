# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that are locked or broken."""

from __future__ import annotations

import contextlib
import io
import re
from contextlib import closing

import pypdf
import pytest

from converters.errors import ConversionError, ErrorCode
from converters.readers.pdf.engine import Engine
from tests.converters.readers.pdf.pages import catalog_of, pages_of, texts
from tests.pdf_writer.publication import Publication

_TEXT = "잠긴 문서의 본문이다"


def _plain() -> bytes:
    book = Publication(title="잠긴 문서")
    book.page().text(60, 100, _TEXT)
    book.page().text(60, 100, "둘째 쪽")
    return book.file()


def _locked(user: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(_plain()))
    writer.encrypt(user, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


_ALGORITHMS = pytest.mark.parametrize(
    "algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]
)


@_ALGORITHMS
def test_an_empty_user_password_opens(algorithm: str) -> None:
    data = _locked("", algorithm)
    assert texts(pages_of(data)[0]) == [_TEXT]
    assert catalog_of(data).metadata.title == "잠긴 문서"


@_ALGORITHMS
def test_a_password_is_asked_for_and_tried(algorithm: str) -> None:
    data = _locked("비밀번호" if "256" in algorithm else "secret", algorithm)
    with pytest.raises(ConversionError) as asked:
        pages_of(data)
    assert asked.value.code is ErrorCode.ENCRYPTED
    with pytest.raises(ConversionError) as wrong:
        pages_of(data, ("falsch",))
    assert wrong.value.code is ErrorCode.WRONG_PASSWORD
    right = "비밀번호" if "256" in algorithm else "secret"
    assert texts(pages_of(data, ("falsch", right))[0]) == [_TEXT]


def test_a_broken_table_of_objects_is_repaired() -> None:
    data = re.sub(rb"(\d{10}) 00000 n", b"0000000007 00000 n", _plain())
    assert [texts(page) for page in pages_of(data)] == [[_TEXT], ["둘째 쪽"]]


def test_a_file_cut_off_before_its_table_is_repaired() -> None:
    data = _plain()
    assert texts(pages_of(data[: data.index(b"xref\n")])[0]) == [_TEXT]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(4000)])
def test_what_holds_no_pages_is_damaged(data: bytes) -> None:
    with pytest.raises(ConversionError) as error:
        pages_of(data)
    assert error.value.code is ErrorCode.DAMAGED


@pytest.mark.parametrize(
    "part", [(100, 100, 100, 200), (900, 10, 950, 20), (-50, -50, -10, -10), (594.9, 0, 595, 842)]
)
def test_a_part_of_no_size_or_off_the_page_is_a_sliver_of_it(part) -> None:
    book = Publication()
    book.page().text(100, 100, "글")
    with closing(Engine(book.file())) as engine, engine.page(0) as page:
        picture = page.picture(2.0, part)
    assert min(picture.size) >= 1


def test_a_damaged_file_is_damaged_whatever_was_read_before_it() -> None:
    damaged = re.sub(rb"/Pages \d+ 0 R", b"/Pages 77 0 R", _plain())
    for before in (_plain(), _locked("1234", "AES-128"), b"%PDF-1.7\n"):
        with contextlib.suppress(ConversionError), closing(Engine(before)):
            pass
        with pytest.raises(ConversionError) as caught, closing(Engine(damaged)):
            pass
        assert caught.value.code is ErrorCode.DAMAGED
