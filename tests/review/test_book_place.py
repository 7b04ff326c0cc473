# SPDX-License-Identifier: AGPL-3.0-or-later
"""A project's book goes where it was put, unless something else lies there now."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.services.reviewing.book_place import BookPlace, remember, remembered


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "out" / "book.epub"
    path.parent.mkdir()
    path.write_bytes(b"book")
    return path


def test_a_place_is_asked_for_once_for_each_kind_of_book(book: Path) -> None:
    project = "a.hanji|1"
    assert remembered(project, both=False) is None
    remember(project, book, both=False, drafts=True)
    assert remembered(project, both=False) == BookPlace(book, drafts=True)
    assert remembered(project, both=True) is None
    assert remembered("a.hanji|2", both=False) is None
    book.unlink()
    assert remembered(project, both=False) == BookPlace(book, drafts=True)


def test_what_is_another_book_now_is_not_written_over(book: Path) -> None:
    project = "a.hanji|1"
    remember(project, book, both=False, drafts=False)
    book.write_bytes(b"of somebody else")
    assert remembered(project, both=False) is None
    remember(project, book, both=False, drafts=False)
    shutil.rmtree(book.parent)
    assert remembered(project, both=False) is None


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"x": 3}', "null"])
def test_a_spoilt_memory_of_places_only_asks_again(tmp_path: Path, book: Path, spoilt: str) -> None:
    project = "a.hanji|1"
    remember(project, book, both=False, drafts=False)
    (tmp_path / "data" / "book-places.json").write_text(spoilt, encoding="utf-8")
    assert remembered(project, both=False) is None
