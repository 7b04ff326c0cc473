# SPDX-License-Identifier: AGPL-3.0-or-later
"""Splitting and joining: undone, exported, taken in, put into the book; nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.errors import AppError
from app.services.reviewing.building import source_document, translated_document
from app.services.reviewing.checking import check
from app.services.reviewing.exchanging import export, take_in
from app.services.reviewing.session import Review
from app.store.project import OpenFinding, Project
from tests.review.conftest import small_document
from translation.inline_codes import from_marked, joined
from translation.memory.store import Memory
from translation.review.segments import Status, targets_of

AT = "2026-11-30T09:00:00+00:00"


def sources(review: Review) -> list[str]:
    return [one.source.marked for one in review.project.segments()]


def test_a_split_divides_both_texts_and_their_codes(review: Review) -> None:
    review.edit(5, from_marked("<1>Bold</1> text and <2>site</2>.<3/>"))
    assert review.split(5, len("굵은 글"), len("Bold ")) == (5, 6)
    first, second = review.project.segments(5, 6)
    assert (first.source.marked, second.source.marked) == (
        "<1>굵은 </1>글",
        "과 <2>누리집</2>입니다.<3/>",
    )
    assert (first.target.marked, second.target.marked) == (
        "<1>Bold</1> ",
        "text and <2>site</2>.<3/>",
    )
    assert {first.status, second.status} == {Status.EDITED}
    assert [one.number for one in review.project.segments()] == list(range(1, 9))
    assert review.project.counts().total == 8


def test_a_cut_inside_of_bold_words_leaves_both_parts_bold_and_the_book_as_it_was(
    review: Review,
) -> None:
    for number, target in ((3, "A. "), (4, "B."), (5, "<1>Bold words</1> <2>site</2>.<3/>")):
        review.confirm(number, from_marked(target))
    before = targets_of(review.project.segments())
    review.split(5, 1, 4)
    first, second = review.project.segments(5, 6)
    assert first.source.marked == "<1>굵</1>"
    assert second.target.marked == "<1>words</1> <2>site</2>.<3/>"
    assert targets_of(review.project.segments()) == before
    made = translated_document(review.project, review.project.segments(), ())
    assert "Bold words" in repr(made)


def test_without_a_place_in_the_target_all_of_it_stays_in_the_first(review: Review) -> None:
    review.confirm(3, from_marked("From 2 March. "))
    assert review.split(3, 4, len("From 2 March. ")) == (3, 4)
    first, second = review.project.segments(3, 4)
    assert (first.target.text, first.status) == ("From 2 March. ", Status.EDITED)
    assert (second.target.text, second.status) == ("", Status.UNTRANSLATED)


@pytest.mark.parametrize("at", [0, -1, 99, 16])
def test_no_part_without_words_is_split_off(review: Review, at: int) -> None:
    assert review.split(3, at) == ()
    assert len(review.project.segments()) == 7


def test_sentences_of_one_paragraph_are_joined_with_a_blank_between(review: Review) -> None:
    review.confirm(3, from_marked("From 2 March."))
    review.confirm(4, from_marked("Ask us."))
    review.approve([4])
    assert review.join(3) == (3,)
    made = review.project.segment(3)
    assert made.source.text == "접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오."
    assert (made.target.text, made.status) == ("From 2 March. Ask us.", Status.REVIEWED)
    assert review.join(3) == ()
    assert review.join(7) == ()
    review.lock([1], locked=True)
    assert review.split(1, 1) == ()


def test_undo_goes_back_over_splits_and_what_was_done_in_their_parts(review: Review) -> None:
    review.confirm(3, from_marked("From 2 March."))
    states = [review.project.segments()]
    for do in (
        lambda: review.split(3, 4, 4),
        lambda: review.confirm(4, from_marked("second half")),
        lambda: review.join(4),
        lambda: review.edit(4, from_marked("all of the rest")),
        lambda: review.split(6, 2),
    ):
        assert do()
        states.append(review.project.segments())
    for state in reversed(states[:-1]):
        assert review.undo()
        assert review.project.segments() == state
    for state in states[1:]:
        assert review.redo()
        assert review.project.segments() == state
    total = review.project.counts()
    assert total.total == len(states[-1])
    assert sum(total.characters.values()) == sum(len(one.source.text) for one in states[-1])


def test_the_history_of_a_part_goes_back_to_the_whole(review: Review) -> None:
    review.confirm(3, from_marked("From 2 March."))
    review.split(3, 4, 4)
    review.confirm(4, from_marked("2 March."))
    assert [(one.why, one.after.text) for one in review.project.history(4)] == [
        ("confirm", "2 March."),
        ("split", " 2 March."[1:]),
        ("confirm", "From 2 March."),
    ]
    review.undo()
    review.undo()
    undone = [one for one in review.project.history(3) if one.undone]
    # What was typed into a part stays in the history of the whole.
    assert "2 March." in [one.after.text for one in undone]


def test_comments_go_with_the_segments_and_come_back(review: Review) -> None:
    review.comment(4, "넷")
    review.comment(5, "다섯")
    review.join(3)
    assert review.project.commented() == {3: 1, 4: 1}
    review.comment(3, "함께")
    review.undo()
    assert {n: [one.text for one in review.project.comments(n)] for n in (3, 4, 5)} == {
        3: ["함께"],
        4: ["넷"],
        5: ["다섯"],
    }


def test_findings_belong_to_the_parts_and_false_alarms_to_the_text(review: Review) -> None:
    project = review.project
    review.edit(3, from_marked("From  March."))
    check(project)
    wrong = [one.finding for one in project.findings(3)]
    assert wrong
    review.dismiss(3, wrong[0], "그렇게 씁니다")
    review.split(3, 4)
    check(project, [3, 4])
    review.undo()
    kept = {one.finding.check_id: one.dismissed for one in project.findings(3)}
    assert kept[wrong[0].check_id] == "그렇게 씁니다"


def test_what_is_no_fault_is_none_wherever_the_same_source_stands(review: Review) -> None:
    project = review.project
    finding = OpenFinding("numbers", "error", (("text", "3"),))
    project.set_findings({3: [finding], 6: [finding]})
    # Segment 3 ends in the blank between sentences, 6 does not.
    review.dismiss(3, finding, "글로 썼음")
    assert project.troubled() == {}
    project.restore(6, finding)
    assert project.troubled() == {3: "error", 6: "error"}


def test_the_memory_keeps_what_was_confirmed_before(review: Review, memory: Memory) -> None:
    review.confirm(3, from_marked("From 2 March."))
    review.split(3, 4, 4)
    assert [unit.target.text for unit in memory] == ["From 2 March."]


def test_a_split_project_opens_again_as_it_was(review: Review, project_path: Path) -> None:
    review.split(3, 4)
    review.type(4, from_marked("typed"))
    before = review.project.segments()
    review.project.close()
    with Project(project_path) as project:
        assert project.segments() == before
        assert project.typed() == {4: "typed"}
        assert project.undo() == (3,)
        assert project.typed() == {}


@pytest.mark.parametrize("kind", ["xliff", "xliff12", "docx", "html"])
def test_split_and_joined_segments_go_out_and_come_back(
    review: Review, tmp_path: Path, kind: str
) -> None:
    review.confirm(3, from_marked("From 2 March. "))
    review.split(3, 4, 5)
    review.join(4)
    file, again = tmp_path / f"1.{kind}", tmp_path / f"2.{kind}"
    export(review.project, file, kind)
    before = review.project.segments()
    assert take_in(review.project, file, "나", AT).changed == 0
    assert review.project.segments() == before
    export(review.project, again, kind)
    assert file.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("kind", ["xliff", "xliff12"])
def test_a_file_from_before_the_split_still_comes_in(
    review: Review, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "out.xlf"
    review.confirm(3, from_marked("From 2 March. "))
    review.comment(4, "넷")
    export(review.project, file, kind)
    review.split(3, 4, 5)
    split = sources(review)
    # Nothing new in it: the parts stay.
    assert take_in(review.project, file, "번역사", AT).changed == 0
    assert sources(review) == split
    sent = file.read_text(encoding="utf-8").replace("From 2 March", "Starting 2 March")
    file.write_text(sent, encoding="utf-8")
    taken = take_in(review.project, file, "번역사", AT)
    # The equal sentence below had followed.
    assert taken.numbers == (3, 6)
    assert review.project.segment(3).target.text == "Starting 2 March. "
    assert [one.text for one in review.project.comments(4)] == ["넷"]
    review.undo()
    assert sources(review) == split


def test_what_another_tool_split_and_joined_is_taken_over(review: Review, tmp_path: Path) -> None:
    file = tmp_path / "out.xlf"
    review.comment(3, "셋")
    export(review.project, file, "xliff")
    sent = file.read_text(encoding="utf-8")
    unit = re.search(
        r"<unit id=\"u\.[^\"]*\"(?:(?!</unit>).)*접수는 3월.*?</unit>", sent, re.DOTALL
    )
    assert unit is not None
    head = unit[0][: unit[0].index("<segment")]
    parts = (("접수는 3월 ", "From March"), ("2일부터 합니다. 문의는 민원실로", "the second, ask"))
    cut = "".join(
        f'<segment state="translated"><source>{source}</source><target>{target}</target></segment>'
        for source, target in (*parts, ("하십시오.", "us."))
    )
    file.write_text(sent.replace(unit[0], f"{head}{cut}</unit>"), encoding="utf-8")
    taken = take_in(review.project, file, "번역사", AT)
    assert taken.numbers == (3, 4, 5)
    assert [one.source.text for one in review.project.segments(3, 5)] == [
        "접수는 3월 ",
        "2일부터 합니다. 문의는 민원실로 ",
        "하십시오.",
    ]
    assert review.project.segment(4).target.text == "the second, ask"
    whole = joined([one.source for one in review.project.segments(3, 5)])
    assert whole.text == "접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오."
    assert [one.text for one in review.project.comments(3)] == ["셋"]
    review.undo()
    assert len(review.project.segments()) == 7


def test_a_locked_segment_is_not_split_by_a_file(review: Review, tmp_path: Path) -> None:
    file = tmp_path / "out.xlf"
    export(review.project, file, "xliff12")
    sent = file.read_text(encoding="utf-8").replace('<target state="new"/>', "<target>x</target>")
    file.write_text(sent, encoding="utf-8")
    review.split(3, 4)
    review.lock([4], locked=True)
    before = review.project.segments()
    with pytest.raises(AppError, match="not taken in"):
        take_in(review.project, file, "번역사", AT)
    assert review.project.segments() == before


def test_the_source_of_the_book_never_changes(review: Review) -> None:
    review.split(5, 4)
    review.join(3)
    assert source_document(review.project) == small_document()
