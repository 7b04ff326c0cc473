# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index of finished books survives whatever can happen to a file."""

from __future__ import annotations

from pathlib import Path

from app.services.output_index import OutputIndex
from app.services.report import Remark, ReportItem, Status
from converters.files import sha256_of

OPTIONS = "to=epub"


def add(out: Path, name: str, text: str = "book") -> Path:
    book = out / name
    book.parent.mkdir(parents=True, exist_ok=True)
    book.write_text(text)
    item = ReportItem(
        name, Status.CONVERTED, title="줄\u2028끝 \udcff", losses=(Remark("chart", 1, "x"),)
    )
    OutputIndex(out).add(name * 4, OPTIONS, out / "source.hwp", [book], item)
    return book


def test_what_was_added_is_found_again(tmp_path):
    book = add(tmp_path, "a.epub")
    entry = OutputIndex(tmp_path).find("a.epub" * 4, OPTIONS, book)
    assert entry is not None
    assert entry.item.losses[0].kind == "chart"
    assert OutputIndex(tmp_path).find("a.epub" * 4, "to=html", book) is None


def test_a_torn_last_line_costs_only_itself(tmp_path):
    first, second = add(tmp_path, "a.epub"), add(tmp_path, "b.epub")
    index = tmp_path / ".hanji" / "index.jsonl"
    whole = index.read_bytes()
    for cut in range(whole.index(b"\n") + 1, len(whole), 7):
        index.write_bytes(whole[:cut])
        loaded = OutputIndex(tmp_path)
        assert loaded.is_ours(first)
        assert not loaded.is_ours(second) or cut == len(whole) - 1
    add(tmp_path, "c.epub")
    assert OutputIndex(tmp_path).is_ours(tmp_path / "c.epub")


def test_nonsense_in_the_index_is_left_out(tmp_path):
    add(tmp_path, "a.epub")
    index = tmp_path / ".hanji" / "index.jsonl"
    index.write_bytes(b'[]\n{}\n\xff\xfe\n{"sha256":1}\nnull\n' + index.read_bytes())
    assert OutputIndex(tmp_path).is_ours(tmp_path / "a.epub")


def test_a_changed_book_is_no_longer_ours(tmp_path):
    book = add(tmp_path, "a.epub")
    book.write_text("changed by a person")
    index = OutputIndex(tmp_path)
    assert not index.is_ours(book)
    assert index.find("a.epub" * 4, OPTIONS, book) is None


def test_a_book_whose_run_was_cut_off_is_ours(tmp_path):
    book = tmp_path / "a.epub"
    OutputIndex(tmp_path).claim(book)
    assert OutputIndex(tmp_path).is_ours(book)
    OutputIndex(tmp_path).release(book)
    assert not OutputIndex(tmp_path).is_ours(book)
    OutputIndex(tmp_path).claim(book)
    book.write_text("whole, but not recorded")
    assert OutputIndex(tmp_path).is_ours(book)
    add(tmp_path, "a.epub")
    book.write_text("changed by a person")
    assert not OutputIndex(tmp_path).is_ours(book)


def test_the_folder_may_move(tmp_path):
    add(tmp_path / "old", "a.epub")
    (tmp_path / "old").rename(tmp_path / "new")
    index = OutputIndex(tmp_path / "new")
    entry = index.find("a.epub" * 4, OPTIONS, tmp_path / "new" / "a.epub")
    assert entry is not None
    assert index.unchanged_item(entry, "x").outputs == (str(tmp_path / "new" / "a.epub"),)
    assert sha256_of(tmp_path / "new" / "a.epub") == entry.outputs[0][1]
