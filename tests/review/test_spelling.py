# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spelling of a project: its words, dictionaries of one's own, and the finding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app import paths
from app.errors import AppError
from app.services import spelling
from app.services.reviewing.checking import DISABLED, check
from app.services.reviewing.merging import merge
from app.services.reviewing.names import names_of_memory
from app.services.reviewing.remembering import origin_prefixes
from app.services.reviewing.session import Review
from app.store.project import Project
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.shelf import MemoryShelf
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit
from translation.terms.term import Glossary, Term

pytest.importorskip("hunspell")
AT = "2026-11-30T09:00:00+00:00"


def misspelt(review: Review, number: int) -> list[str]:
    check(review.project, [number], terms=review.terms, spelling=review.spelling)
    return [
        dict(stored.finding.params)["text"]
        for stored in review.project.findings(number)
        if stored.finding.check_id == "spelling"
    ]


def test_a_finding_names_the_word_and_goes_when_it_is_one_of_the_projects(review: Review) -> None:
    review.confirm(2, from_marked("How to aply in Seongnam"))
    assert misspelt(review, 2) == ["Seongnam", "aply"] or misspelt(review, 2) == [
        "aply",
        "Seongnam",
    ]
    review.change_words("Seongnam", right=True)
    assert misspelt(review, 2) == ["aply"]
    review.change_words("Seongnam", right=False)
    assert len(misspelt(review, 2)) == 2
    review.project.set_meta(DISABLED, "spelling")
    assert misspelt(review, 2) == []


def test_terms_and_names_of_other_documents_are_right_and_what_was_just_confirmed_is_not(
    review: Review,
) -> None:
    review.confirm(2, from_marked("Tancheon and Pangyo"))
    assert len(misspelt(review, 2)) == 2, "one's own confirmed text proves nothing"
    pair = LanguagePair("ko", "en")
    review.memory.add(
        [
            MemoryUnit(
                pair,
                from_marked("탄천"),
                from_marked("the Tancheon"),
                None,
                None,
                "other",
                "x",
                AT,
                AT,
            )
        ]
    )
    review.forget_spelling()
    assert misspelt(review, 2) == ["Pangyo"]
    review.glossary = Glossary("ko", "en", (Term("판교", ("Pangyo District",)),))
    assert misspelt(review, 2) == []


def test_words_of_two_copies_come_together(review: Review, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    review.change_words("Moran", right=True)
    with Project(copy) as project:
        Review(project, author="둘째").change_words("Bundang", right=True)
    merge(review.project, copy, "나", AT)
    assert spelling.words_of(review.project) == ("Bundang", "Moran")


def test_a_dictionary_of_ones_own_comes_before_the_one_that_ships(tmp_path: Path) -> None:
    shipped = spelling.dictionary_file("en-GB")
    assert shipped is not None
    assert shipped.stem == "en_US"
    (tmp_path / "en_GB.aff").write_text("SET UTF-8\n", encoding="utf-8")
    (tmp_path / "en_GB.dic").write_text("2\ncolour\nqwertish\n", encoding="utf-8")
    assert spelling.add(tmp_path / "en_GB.dic") == "en_GB"
    own = spelling.dictionary_for("en-GB")
    assert own is not None
    assert own.knows("qwertish")
    assert not own.knows("color")
    assert spelling.dictionary_file("fr") is None
    assert (paths.data_folder() / "spelling" / "en_GB.aff").is_file()


def test_what_is_no_dictionary_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="Hunspell"):
        spelling.add(tmp_path / "none.aff")
    (tmp_path / "a.aff").write_text("x")
    (tmp_path / "a.dic").write_text("no number\n")
    with pytest.raises(AppError, match="Hunspell"):
        spelling.add(tmp_path / "a.aff")


def test_names_of_the_memory_are_read_once_and_not_those_of_the_project_itself(
    review: Review, tmp_path: Path
) -> None:
    review.confirm(2, from_marked("Tancheon and Pangyo"))
    pair = LanguagePair("ko", "en")
    own = origin_prefixes(review.project)
    memory = Memory(tmp_path / "m.sqlite")
    memory.add(
        [MemoryUnit(pair, from_marked("판교"), from_marked("Pangyo"), origin=f"{own[0]}1")]
        + [
            MemoryUnit(
                pair, from_marked("탄천"), from_marked(f"the <1>{name}</1>’s bank and tancheonx"),
                None, None, "other", "x", AT, AT,
            )
            for name in ("Tancheon", "Jungang-ro")
        ]
    )  # fmt: skip
    names = names_of_memory(pair, own, lambda: MemoryShelf(memory))
    assert names == {"tancheon", "jungang-ro"}
    review.take_names(names)
    assert misspelt(review, 2) == ["Pangyo"]
    review.take_names(frozenset())
    assert sorted(misspelt(review, 2)) == ["Pangyo", "Tancheon"]
