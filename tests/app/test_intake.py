# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which files are taken, and where their books go."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from app.services import file_names
from app.services.intake import FoundFile, Planner, find_files
from app.services.output_index import OutputIndex
from app.services.report import ReportItem, Status
from converters.conversion import OutputFormat


def places(out: Path, *sources: Path) -> list[str]:
    planner = Planner(out, OutputFormat.EPUB, OutputIndex(out))
    return [
        planner.place(number, FoundFile(source)).target.name
        for number, source in enumerate(sources)
    ]


def test_two_sources_of_one_stem_never_meet(tmp_path):
    sources = [Path("x/a.hwp"), Path("x/a.hwpx"), Path("y/a.hwp"), Path("y/A.hwp"), Path("z/a.pdf")]
    expected = ["a.epub", "a (hwpx).epub", "a (hwp).epub", "A (2).epub", "a (pdf).epub"]
    assert places(tmp_path, *sources) == expected
    assert places(tmp_path, *sources) == expected


@pytest.mark.parametrize(
    ("name", "mark", "book"),
    [
        ("공지.hwpx", ".en", "공지.en.epub"),
        ("공지.en.hwpx", ".en", "공지.en.epub"),
        ("공지.EN.docx", ".ko-en", "공지.ko-en.epub"),
        ("공지.ko.docx", ".en", "공지.ko.en.epub"),
        ("공지.en.docx", "", "공지.en.epub"),
        (".en.docx", ".en", ".en.en.epub"),
    ],
)
def test_a_language_is_said_once(tmp_path, name, mark, book):
    planner = Planner(tmp_path, OutputFormat.EPUB, OutputIndex(tmp_path))
    place = planner.place(0, FoundFile(tmp_path / "in" / name), mark)
    assert place.target.name == book


def test_decomposed_names_are_composed_and_meet_their_twins(tmp_path):
    decomposed = unicodedata.normalize("NFD", "한지.hwp")
    assert places(tmp_path, Path(decomposed), Path("한지.hwpx")) == [
        "한지.epub",
        "한지 (hwpx).epub",
    ]


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("CON", "_CON"),
        ("aux.report", "_aux.report"),
        ('a:b*c?"<>|', "a_b_c_____"),
        ("끝에 점...", "끝에 점"),
        ("   ", "_"),
        ("줄\n바꿈", "줄_바꿈"),
        ("\udcff", "_"),
        ("..", "_"),
        ("CON .x", "_CON .x"),
        ("conin$", "_conin$"),
        ("COM¹.tar", "_COM¹.tar"),
        ("보고\u202egpj.exe", "보고gpj.exe"),
        ("\u2066안\u2069", "안"),
        ("\u200f", "_"),
    ],
)
def test_names_that_some_system_forbids(stem, safe):
    assert file_names.safe_stem(stem).replace("?", "_") == safe


def test_long_names_are_cut_between_characters():
    cut = file_names.safe_stem("가" * 200)
    assert len(cut.encode()) <= 200
    kept, _, mark = cut.partition("~")
    assert set(kept) == {"가"}
    assert len(mark) == 8
    assert file_names.safe_stem("가" * 201) != cut


def test_the_book_of_another_living_source_is_not_taken(tmp_path):
    out = tmp_path / "out"
    first, second = tmp_path / "x" / "a.hwp", tmp_path / "y" / "a.hwp"
    for source in (first, second):
        source.parent.mkdir()
        source.write_text(str(source))
    book = out / "a.epub"
    out.mkdir()
    book.write_text("book")
    OutputIndex(out).add("0" * 64, "to=epub", first, [book], ReportItem("a", Status.CONVERTED))
    assert places(out, second) == ["a (hwp).epub"]
    assert places(out, first) == ["a.epub"]
    first.unlink()
    assert places(out, second) == ["a.epub"]


def test_the_output_folder_is_not_searched(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "x.hwp").touch()
    (tmp_path / "b.HWP").touch()
    found = find_files([tmp_path], tmp_path / "out")
    assert [file.source.name for file in found.files] == ["b.HWP"]


def test_books_of_others_are_sources_and_books_made_here_are_not(tmp_path):
    shelf = tmp_path / "shelf"
    (shelf / "과").mkdir(parents=True)
    made, foreign = shelf / "과" / "a.epub", shelf / "과" / "b.epub"
    made.write_text("ours")
    foreign.write_text("theirs")
    OutputIndex(shelf).add(
        "0" * 64, "to=epub", tmp_path / "a.hwp", [made], ReportItem("a", Status.CONVERTED)
    )
    found = find_files([tmp_path], tmp_path / "elsewhere")
    assert [file.source for file in found.files] == [foreign]
