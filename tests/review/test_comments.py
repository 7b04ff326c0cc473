# SPDX-License-Identifier: AGPL-3.0-or-later
"""Comments on words, in threads: they survive edits, cuts, merging and files of exchange."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.services.reviewing.exchanging import export, take_in
from app.services.reviewing.merging import merge
from app.services.reviewing.session import Review
from app.store.project import Project
from translation.inline_codes import from_marked
from translation.review.anchors import SpanAnchor
from translation.review.segments import Comment

AT = "2026-11-30T09:00:00+00:00"
OFFICE = SpanAnchor("source", 4, "민원실")


@pytest.fixture
def thread(review: Review) -> int:
    """A comment on a word of segment 4, with an answer."""
    review.comment(4, "어느 민원실?", OFFICE)
    (head,) = review.project.comments(4)
    assert head.comment_id is not None
    review.comment(4, "1층입니다.", reply_to=head.comment_id)
    return head.comment_id


def said(project: Project, number: int) -> list[tuple[str, SpanAnchor | None, bool]]:
    return [(one.text, one.anchor, one.reply_to is not None) for one in project.comments(number)]


def test_words_are_found_again_nearest_to_where_they_stood() -> None:
    span = SpanAnchor("target", 10, "park")
    assert span.find("park, a new park, park") == (12, 16)
    assert span.find("the garden") is None


def test_a_thread_is_answered_and_opened_as_one_and_a_reply_opens_it(
    review: Review, thread: int
) -> None:
    assert said(review.project, 4) == [("어느 민원실?", OFFICE, False), ("1층입니다.", None, True)]
    assert review.project.commented() == {4: 1}
    review.project.resolve_comment(thread)
    assert [one.resolved for one in review.project.comments(4)] == [True, True]
    assert review.project.commented() == {}
    review.comment(4, "확인했습니다.", reply_to=thread)
    assert review.project.commented() == {4: 1}


def test_a_thread_goes_with_its_words_when_the_segment_is_split_and_back(
    review: Review, thread: int
) -> None:
    review.split(4, 9)
    first, second = (review.project.segment(n).source.text for n in (4, 5))
    assert "민원실" in first
    assert "민원실" not in second
    assert len(said(review.project, 4)) == 2
    review.undo()
    review.split(4, 3)
    assert "민원실" in review.project.segment(5).source.text
    assert len(said(review.project, 5)) == 2
    review.undo()
    assert len(said(review.project, 4)) == 2


def test_threads_of_two_copies_come_together(review: Review, thread: int, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    review.comment(2, "여기서만", None)
    with Project(copy) as project:
        theirs = Review(project, author="둘째", clock=lambda: AT)
        theirs.comment(4, "2층으로 옮겼습니다.", reply_to=thread)
        theirs.comment(3, "날짜?", SpanAnchor("source", 4, "3월 2일"))
        (date,) = project.comments(3)
        theirs.comment(3, "맞음", reply_to=date.comment_id)
        project.resolve_comment(date.comment_id)
    assert merge(review.project, copy, "나", AT).comments == 3
    assert [text for text, _, _ in said(review.project, 4)] == [
        "어느 민원실?",
        "1층입니다.",
        "2층으로 옮겼습니다.",
    ]
    head, answer = review.project.comments(3)
    assert head.anchor == SpanAnchor("source", 4, "3월 2일")
    assert answer.reply_to == head.comment_id
    assert head.resolved
    assert merge(review.project, copy, "나", AT).comments == 0


@pytest.mark.parametrize("kind", ["xliff", "xliff12", "docx", "html"])
def test_what_goes_out_and_comes_back_is_said_once(
    review: Review, thread: int, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / f"out.{'xlf' if kind.startswith('xliff') else kind}"
    export(review.project, file, kind)
    before = review.project.comments()
    assert take_in(review.project, file, "나", AT).comments == 0
    assert review.project.comments() == before


@pytest.mark.parametrize("kind", ["xliff", "xliff12"])
def test_files_of_exchange_carry_words_and_threads_to_another_copy(
    review: Review, tmp_path: Path, kind: str
) -> None:
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    with Project(copy) as project:
        theirs = Review(project, author="둘째", clock=lambda: AT)
        theirs.edit(4, from_marked('Ask the "civil affairs" office.'))
        theirs.comment(2, "딴 데")
        theirs.comment(4, "용어?", SpanAnchor("target", 8, '"civil affairs"'))
        (head,) = project.comments(4)
        theirs.comment(4, "용어집에 있음", reply_to=head.comment_id)
        file = tmp_path / "out.xlf"
        export(project, file, kind)
    review.comment(7, "내 것")
    assert take_in(review.project, file, "나", AT).comments == 3
    first, second = review.project.comments(4)
    assert first.anchor == SpanAnchor("target", 8, '"civil affairs"')
    assert second.reply_to == first.comment_id


def test_a_reply_written_into_the_table_for_word_is_one(
    review: Review, thread: int, tmp_path: Path
) -> None:
    file = tmp_path / "out.html"
    export(review.project, file, "html")
    page = file.read_text("utf-8")
    assert "“민원실”" in page
    assert "↳" in page
    at = page.index("1층입니다.</p>") + len("1층입니다.</p>")
    file.write_text(page[:at] + "<p>↳ 고맙습니다.</p><p>새 의견</p>" + page[at:], "utf-8")
    assert take_in(review.project, file, "둘째", AT).comments == 2
    texts = {one.text: one for one in review.project.comments(4)}
    assert texts["고맙습니다."].reply_to == thread
    assert texts["새 의견"].reply_to is None


def test_a_comment_without_words_says_so() -> None:
    assert Comment("a.1", "", "", "x").anchor is None
