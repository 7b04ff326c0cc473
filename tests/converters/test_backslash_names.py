# SPDX-License-Identifier: AGPL-3.0-or-later
"""Archives whose writers part folders by backslashes are read like any others (APPNOTE 4.4.17.1)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from converters.document.notices import NoticeLog
from converters.document.walk import inlines_of, iter_blocks, plain_text
from converters.limits import DEFAULT_LIMITS
from converters.pipeline import read_document
from tests.converters.readers.docx.packages import p, package
from tests.converters.readers.epub_book.test_foreign_books import book, page
from tests.hwpx_writer import HwpxWriter


def _hwpx() -> bytes:
    writer = HwpxWriter()
    writer.add("글자")
    return writer.to_bytes()


MADE = {
    "a.docx": lambda: package(p("글자")),
    "a.epub": lambda: book(page("<p>글자</p>")),
    "a.hwpx": _hwpx,
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("all_of_them", [True, False], ids=["all", "some"])
def test_names_with_backslashes(name: str, all_of_them: bool, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(MADE[name]())) as old, zipfile.ZipFile(out, "w") as new:
        for at, entry in enumerate(old.infolist()):
            data = old.read(entry)
            named = zipfile.ZipInfo(entry.filename)
            if all_of_them or at % 2:
                named.filename = entry.filename.replace("/", "\\")
            new.writestr(named, data)
    source = tmp_path / name
    source.write_bytes(out.getvalue())
    document = read_document(source, (), DEFAULT_LIMITS, NoticeLog())
    assert "글자" in [plain_text(inlines_of(b)) for b in iter_blocks(document.blocks)]
