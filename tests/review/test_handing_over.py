# SPDX-License-Identifier: AGPL-3.0-or-later
"""A project handed over to another machine, with the memory and the terms that it needs there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import AppError
from app.services import terms
from app.services.master_memories import open_masters
from app.services.reviewing import memories
from app.services.reviewing.handing_over import came_with, hand_over, take_over
from app.services.reviewing.merging import merge
from app.services.reviewing.session import Review
from app.store.project import Project
from tests.app.command import hanji
from translation.inline_codes import coded, from_marked
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit
from translation.review.segments import Status
from translation.terms.term import Glossary, Term

AT = "2026-11-30T09:00:00+00:00"
PAIR = LanguagePair("ko", "en")
TERMS = (
    Term("민원실", ("civil affairs office",), ("complaint room",), "부서", "행정", "시청"),
    Term("지하철", ("metro",)),
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))


def unit(source: str, target: str) -> MemoryUnit:
    return MemoryUnit(PAIR, coded([source]), coded([target]), None, None, "시청", "나", AT, AT)


@pytest.fixture
def handed(review: Review, memory: Memory, tmp_path: Path) -> Path:
    memory.add(
        [
            unit("접수는 4월 2일부터 합니다.", "Applications open on April 2."),
            unit("지하철 요금이 오릅니다.", "Metro fares go up."),
        ]
    )
    review.confirm(2, from_marked("How to apply"))
    copy = tmp_path / "out" / "copy.hanji"
    done = hand_over(review.project, copy, "나", AT, review.shelf, Glossary("ko", "en", TERMS))
    assert (done.units, done.terms) == (2, 1), "the confirmed one and what is like a sentence"
    return copy


def other_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "other"))


def test_what_fits_comes_along_and_nothing_else(
    review: Review, handed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert came_with(review.project) is None
    other_machine(tmp_path, monkeypatch)
    with Project(handed) as project:
        assert project.segments() == review.project.segments()
        came = came_with(project)
        assert came is not None
        assert (came.by, came.units, came.terms) == ("나", 2, 1)
        taken = take_over(project)
        assert taken.name == "안내 (나 2026-11-30)"
        assert came_with(project) is None, "nobody is asked twice"
        glossary = terms.glossary_for("ko", "en")
        theirs = Review(project, masters=open_masters(), glossary=glossary)
        (match, *_) = theirs.matches(3)
        assert match.unit.target.text == "Applications open on April 2."
        (found,) = glossary.matches("민원실에서")
        assert (found.term.targets, found.term.forbidden) == (TERMS[0].targets, TERMS[0].forbidden)
        others = glossary.matches("지하철")
        assert all(one.term.targets != TERMS[1].targets for one in others), "it is in no sentence"
        theirs.shelf.close()
    (info,) = [one for one in memories.memories() if one.name == taken.name]
    assert info.units == 2
    memories.remove_master(taken.name)


def test_the_copy_comes_back_by_merging(review: Review, handed: Path) -> None:
    with Project(handed) as project:
        theirs = Review(project, author="둘째", clock=lambda: AT)
        theirs.confirm(4, from_marked("Ask the office."))
    assert merge(review.project, handed, "나", AT).conflicts == ()
    found = review.project.segment(4)
    assert (found.target.text, found.status) == ("Ask the office.", Status.REVIEWED)


def test_without_memory_and_terms_nothing_is_offered(review: Review, tmp_path: Path) -> None:
    copy = tmp_path / "bare.hanji"
    assert hand_over(review.project, copy, "나", AT).units == 0
    with Project(copy) as project:
        assert came_with(project) is None


def test_work_that_is_there_is_never_written_over(review: Review, handed: Path) -> None:
    before = handed.read_bytes()
    for target in (handed, review.project.path):
        with pytest.raises(AppError):
            hand_over(review.project, target, "나", AT)
    assert handed.read_bytes() == before


@pytest.mark.parametrize(
    "load",
    [
        b"{",
        b'{"by": 1}',
        b'{"by":"x","at":"y","units":[["a"]],"terms":[]}',
        b'{"by":"../../x","at":"2026","units":[],"terms":[["a",["b"],[],"","",3]]}',
    ],
)
def test_what_is_damaged_is_named_and_the_project_opens(
    review: Review, tmp_path: Path, load: bytes
) -> None:
    review.project.put_part("handed-over.json", load)
    with pytest.raises(AppError):
        came_with(review.project)
    with pytest.raises(AppError):
        take_over(review.project)
    assert review.project.segments()


def test_a_name_of_strangers_leads_nowhere_else(review: Review, tmp_path: Path) -> None:
    review.project.put_part(
        "handed-over.json",
        b'{"by":"../../../../tmp/x","at":"2026-11-30","terms":[],'
        b'"units":[["a","b",null,null,"","","",""]]}',
    )
    taken = take_over(review.project)
    assert "/" not in taken.name
    assert (tmp_path / "data" / "memories" / f"{taken.name}.sqlite").is_file()


def test_by_command(review: Review, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hanji"
    glossary = tmp_path / "g.csv"
    glossary.write_text("원문,번역\n민원실,civil affairs office\n", "utf-8")
    assert hanji("terms", "import", glossary, "--from", "ko", "--to", "en").code == 0
    done = hanji("review", "hand-over", review.project.path, "-o", copy)
    assert done.code == 0, done.err
    done = hanji("review", "hand-over", review.project.path, "-o", copy)
    assert done.code == 3
    assert "copy.hanji" in done.err
    done = hanji("review", "take-over", copy)
    assert done.code == 0, done.err
    done = hanji("review", "take-over", review.project.path)
    assert done.code == 3
