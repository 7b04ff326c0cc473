# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file of Trados, memoQ or Wordfast becomes a project and goes back to its tool."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.errors import AppError
from app.services.reviewing import memories
from app.services.reviewing.bilingual_files import bilingual_document, give_back
from app.services.reviewing.creating import create
from app.services.reviewing.reading import Coming
from app.services.reviewing.session import Review
from app.services.translating import memory_order
from app.store.project import Project
from tests.translation.exchange.bilingual.samples import ALL, SDLXLIFF
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.review.segments import Origin, Status


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))


def create_from(source: Path, project: Path) -> None:
    read = partial(bilingual_document, source, lambda pair: memory_order(pair.source, pair.target))
    create([Coming(source, read)], project)


def made(tmp_path: Path, name: str) -> Path:
    source = tmp_path / f"안내.{name}"
    source.write_bytes(ALL[name].encode())
    project = tmp_path / f"{name}.hanji"
    create_from(source, project)
    return project


@pytest.mark.parametrize("name", ALL)
def test_what_nobody_touched_comes_back_byte_for_byte(tmp_path: Path, name: str) -> None:
    out = tmp_path / f"out.{name}"
    with Project(made(tmp_path, name)) as project:
        assert project.source_language == "ko"
        assert give_back(project, out) == 0
    assert out.read_bytes() == ALL[name].encode()


def test_what_was_confirmed_goes_back_with_its_state(tmp_path: Path) -> None:
    out = tmp_path / "out.sdlxliff"
    with Project(made(tmp_path, "sdlxliff")) as project:
        review = Review(project)
        first, second, third = project.segments()
        assert (first.status, first.target.marked) == (
            Status.REVIEWED,
            "<1>City Hall</1> opens at 9.",
        )
        assert third.locked
        review.confirm(second.number, from_marked("Call 120."))
        assert give_back(project, out) == 1
    said = out.read_bytes().decode()
    assert '<mrk mtype="seg" mid="2">Call 120.</mrk>' in said
    assert 'id="2" conf="Translated"' in said
    before, _after = SDLXLIFF.split('<mrk mtype="seg" mid="2" />')
    assert said.startswith(before)


def test_the_memory_fills_what_is_empty(tmp_path: Path) -> None:
    table = tmp_path / "m.csv"
    table.write_text("원문,번역\n문의는 120으로 & 우편으로 한다.,Call or write.\n", "utf-8")
    memories.take_in(table, LanguagePair("ko", "en"))
    with Project(made(tmp_path, "sdlxliff")) as project:
        second = project.segment(2)
        assert (second.target.text, second.origin, second.status) == (
            "Call or write.", Origin.MEMORY, Status.DRAFT,
        )  # fmt: skip


def test_a_cut_that_the_tool_could_not_take_is_named(tmp_path: Path) -> None:
    with Project(made(tmp_path, "sdlxliff")) as project:
        review = Review(project)
        assert review.join(1)
        with pytest.raises(AppError) as refused:
            give_back(project, tmp_path / "out.sdlxliff")
        assert refused.value.params["number"] == 1
        review.undo()
        give_back(project, tmp_path / "out.sdlxliff")
    with Project(made(tmp_path, "mqxliff")) as project:
        review = Review(project)
        assert review.split(3, 2)
        review.confirm(3, from_marked("Contact"))
        review.confirm(4, from_marked("<1/>120"))
        give_back(project, tmp_path / "out.mqxliff")
    assert 'Contact<ph id="2">&lt;br /&gt;</ph>120' in (tmp_path / "out.mqxliff").read_text("utf-8")


def test_no_project_of_what_is_no_such_file(tmp_path: Path) -> None:
    bad = tmp_path / "bad.sdlxliff"
    bad.write_text("<tmx/>")
    with pytest.raises(AppError) as refused:
        create_from(bad, tmp_path / "x.hanji")
    assert "bad.sdlxliff" in str(refused.value.params)
    assert not (tmp_path / "x.hanji").exists()
