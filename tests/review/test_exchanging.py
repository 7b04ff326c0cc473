# SPDX-License-Identifier: AGPL-3.0-or-later
"""Projects out to other tools and back: nothing is lost, nothing wrong comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import AppError
from app.i18n import Language, current_language, use_language
from app.services.exchange_refusals import sentence_of
from app.services.reviewing import memories
from app.services.reviewing.exchanging import ImportResult, export, take_in
from app.services.reviewing.session import Review
from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.review.segments import Status

KINDS = ("xliff", "xliff12", "docx", "html")
AT = "2026-11-23T09:00:00+00:00"


@pytest.fixture
def worked(review: Review) -> Review:
    """A project with every state, tags, a comment and a locked segment."""
    review.confirm(2, from_marked("How to apply & <b>ask</b>"))
    review.confirm(3, from_marked("From 2 March. "))
    review.approve([3])
    review.edit(4, from_marked("Half"))
    review.confirm(5, from_marked("<1>Bold</1> and <2>site</2>.<3/>"))
    review.lock([5], locked=True)
    review.comment(4, "확인해 주세요 <&>")
    return review


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_comes_back_unchanged_changes_nothing(
    worked: Review, tmp_path: Path, kind: str
) -> None:
    first, second = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
    project = worked.project
    export(project, first, kind)
    before = project.segments()
    taken = take_in(project, first, "나", AT)
    assert (taken.changed, taken.comments) == (0, 0)
    assert project.segments() == before
    export(project, second, kind)
    assert first.read_bytes() == second.read_bytes()


def test_what_a_bureau_sends_back_is_one_step(worked: Review, tmp_path: Path) -> None:
    file = tmp_path / "out.xlf"
    export(worked.project, file, "xliff")
    sent = file.read_text(encoding="utf-8").replace(">Half<", ">Ask the office<")
    assert "Ask the office" in sent
    file.write_text(sent, encoding="utf-8")
    taken = take_in(worked.project, file, "번역사", AT)
    assert taken.numbers == (4,)
    assert worked.project.segment(4).target.text == "Ask the office"
    assert worked.project.history(4)[0].author == "번역사"
    worked.undo()
    assert worked.project.segment(4).target.text == "Half"


def test_a_locked_segment_stays_as_it_is(worked: Review, tmp_path: Path) -> None:
    file = tmp_path / "out.xlf"
    export(worked.project, file, "xliff12")
    file.write_text(file.read_text(encoding="utf-8").replace("Bold", "Changed"), encoding="utf-8")
    take_in(worked.project, file, "나", AT)
    assert worked.project.segment(5).target.marked.startswith("<1>Bold</1>")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bad.xlf", b"<xliff"),
        ("other.xlf", b"<?xml version='1.0'?><svg/>"),
        ("bad.docx", b"PK nothing"),
        ("bad.html", b"<html><body>no table</body></html>"),
        ("bad.tmx", b"<tmx version='1.4'><body/>"),
    ],
)
def test_what_is_no_file_of_ours_is_refused_and_changes_nothing(
    worked: Review, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    before = worked.project.segments()
    with pytest.raises(AppError) as refused:
        take_in(worked.project, file, "나", AT)
    assert name in str(refused.value.params["path"])
    assert worked.project.segments() == before


def test_another_copy_of_a_project_is_shown_to_its_command(worked: Review, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        take_in(worked.project, worked.project.path, "나", AT)
    assert "review merge" in str(refused.value.params["why"])


@pytest.mark.parametrize("content", [b"nothing of XML", b"<xliff version='1.2'><file>", b""])
def test_what_the_parser_says_is_not_told_to_people(
    worked: Review, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "bad.xlf"
    file.write_bytes(content)
    with pytest.raises(AppError) as refused:
        take_in(worked.project, file, "나", AT)
    said = str(refused.value.params["why"])
    assert sentence_of(ExchangeRefused(ExchangeCode.NOT_XML)) in said
    assert not {"tag", "expected", "Document", "element"} & set(said.split())


@pytest.mark.parametrize("language", [Language.KOREAN, Language.ENGLISH])
def test_counts_of_one_are_said_so(language: Language) -> None:
    before = current_language()
    use_language(language)
    try:
        said = ImportResult(1, 1200, 1).sentence
    finally:
        use_language(before)
    assert said in (
        "문장 1개가 바뀜, 1,200개는 그대로, 새 메모 1개.",
        "1 segment changed, 1,200 are as they were, 1 comment is new.",
    )


def test_confirmed_segments_go_to_another_memory_as_tmx(worked: Review, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    export(worked.project, file, "tmx")
    assert memories.take_in(file, LanguagePair("ko", "en")) == 3
    taken = take_in(worked.project, file, "나", AT)
    assert taken.changed == 0
    assert worked.project.segment(3).status is Status.APPROVED
    from app import paths

    with Memory(paths.memory_file()) as memory:
        assert {unit.target.text for unit in memory} >= {"From 2 March. "}
