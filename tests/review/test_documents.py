# SPDX-License-Identifier: AGPL-3.0-or-later
"""A project of many documents: one row of segments, and each document's own book and files."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import AppError
from app.i18n import tr
from app.services.reviewing.analysis import Band, analyse
from app.services.reviewing.building import build, build_all, finished, source_document
from app.services.reviewing.checking import UNCHECKED, check, finish_checks, no_terms
from app.services.reviewing.document_names import document_named, document_names
from app.services.reviewing.exchanging import export, export_all, take_in
from app.services.reviewing.merging import merge, resolve
from app.services.reviewing.overview import progress_of
from app.services.reviewing.project_file import writing
from app.services.reviewing.session import Review, open_project
from app.store.project import Project
from converters.document.metadata import Metadata
from converters.document.nodes import Document, Paragraph, Text
from tests.app.command import hanji
from tests.review.conftest import (
    new_document,
    project_of,
    second_document,
    small_document,
)
from translation.inline_codes import Coded, from_marked
from translation.memory.store import Memory
from translation.review.segments import Status

AT = "2026-11-30T09:00:00+00:00"
ALIKE = "접수는 3월 2일부터 합니다."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "묶음.hanji"
    project_of(made, small_document(), None, second_document())
    return made


@pytest.fixture
def review(path: Path, memory: Memory):
    with Project(path) as project:
        yield Review(project, memory, author="나", clock=lambda: AT)


def numbers_of(project: Project, text: str) -> list[int]:
    return [one.number for one in project.segments() if one.source.text.strip() == text]


def translated(review: Review, by: Callable[[str], str] = lambda text: f"EN {text}") -> None:
    """Approve a translation of every segment, with its codes."""
    review.propagates = False
    for segment in review.project.segments():
        tags = "".join(str(part) for part in segment.source.parts if not isinstance(part, str))
        review.confirm(segment.number, from_marked(tags + by(segment.source.text)))
    review.approve([one.number for one in review.project.segments()])


@pytest.mark.parametrize("command", ["build", "export"])
def test_what_was_written_before_a_full_disk_is_named(
    review: Review, tmp_path: Path, command: str
) -> None:
    translated(review)
    first, second = document_names(review.project, ".en.epub" if command == "build" else ".xlf")
    folder = tmp_path / "out"
    # Nothing can be written where a folder of that name stands.
    (folder / second).mkdir(parents=True)
    done = hanji("review", command, str(review.project.path), "-o", str(folder))
    assert done.code == 1
    assert done.out.split("\n")[0] == str(folder / first)
    assert first in done.err
    assert second in done.err
    assert (folder / first).is_file()


def test_the_documents_stand_one_behind_the_other(review: Review) -> None:
    project = review.project
    first, second = project.documents
    assert (first.name, first.title, first.first) == ("안내.hwp", "안내", 1)
    assert (second.name, second.title) == ("문서 2.hwp", "공고")
    assert second.first == first.last + 1
    assert second.last == project.counts().total == len(project.segments())
    assert [project.document(n).number for n in (1, first.last, second.first, second.last)] == [
        1, 1, 2, 2,
    ]  # fmt: skip
    assert source_document(project, first) == small_document()
    assert source_document(project, second) == second_document()
    assert project.meta["title"] == "묶음"


def test_equal_sentences_follow_in_every_document_and_come_back_at_once(review: Review) -> None:
    project = review.project
    first, *others = numbers_of(project, ALIKE)
    assert {project.document(n).number for n in others} == {1, 2}
    review.confirm(first, from_marked("From 2 March."))
    assert {project.segment(n).target.text for n in others} == {"From 2 March."}
    assert {project.segment(n).status for n in others} == {Status.DRAFT}
    review.undo()
    assert not any(project.segment(n).target.parts for n in (first, *others))


def test_each_book_is_the_one_that_the_document_alone_would_be(
    review: Review, tmp_path: Path
) -> None:
    translated(review)
    books = build_all(review.project, tmp_path / "books", both=False)
    assert [one.path.name for one in books] == ["안내.en.epub", "문서 2.en.epub"]
    for number, document in enumerate((small_document(), second_document())):
        alone = tmp_path / f"{number}.hanji"
        project_of(alone, document, None)
        with Project(alone) as project:
            translated(Review(project, author="나", clock=lambda: AT))
            made = build(project, tmp_path / f"{number}.epub")
        # The book's identifier is of its content.
        assert books[number].path.read_bytes() == made.path.read_bytes()


def test_nothing_is_built_while_one_document_waits(review: Review, tmp_path: Path) -> None:
    translated(review)
    second = review.project.documents[1]
    review.reject(second.last)
    with pytest.raises(AppError) as refused:
        build_all(review.project, tmp_path / "books")
    assert refused.value.params["first"] == second.last
    assert not (tmp_path / "books").exists()
    assert refused.value.params["documents"] == "문서 2.hwp"
    build(review.project, tmp_path / "a.epub", review.project.documents[0])
    assert [one.number for one in finished(review.project)] == [1]
    (only,) = build_all(review.project, tmp_path / "done", finished(review.project))
    assert only.path.name == "안내.en.epub"
    both = build_all(review.project, tmp_path / "books", both=True, drafts=True)
    assert [one.drafts for one in both] == [0, 1]
    with zipfile.ZipFile(both[1].path) as book:
        text = "".join(book.read(n).decode() for n in book.namelist() if "/c0" in n)
    assert "접수 공고" in text
    assert "EN 접수 공고" in text


@pytest.mark.parametrize("kind", ["xliff", "xliff12", "docx", "html"])
def test_files_of_exchange_go_to_their_document(review: Review, tmp_path: Path, kind: str) -> None:
    project = review.project
    review.comment(project.documents[1].first, "제목 확인")
    files = export_all(project, tmp_path / "out", kind)
    assert len({one.name for one in files}) == 2
    alone = tmp_path / f"alone{files[1].suffix}"
    export(project, alone, kind, project.documents[1])
    assert alone.read_bytes() == files[1].read_bytes()
    # Unchanged, it comes back without a change, and goes out with the same bytes.
    for file in files:
        assert take_in(project, file, "남", AT).changed == 0
    assert export_all(project, tmp_path / "again", kind)[1].read_bytes() == alone.read_bytes()
    # What another copy translated comes into the right one.
    copy = tmp_path / "copy.hanji"
    shutil.copy(project.path, copy)
    with Project(copy) as other:
        bureau = Review(other, author="남", clock=lambda: AT)
        bureau.propagates = False
        number = other.documents[1].last
        bureau.confirm(number, from_marked("Ask us."))
        back = export_all(other, tmp_path / "back", kind)[1]
    taken = take_in(project, back, "남", AT)
    assert taken.numbers == (number,)
    assert project.segment(number).target.text == "Ask us."


def test_a_memory_has_what_all_documents_confirmed(review: Review, tmp_path: Path) -> None:
    translated(review)
    export(review.project, tmp_path / "all.tmx", "tmx")
    said = (tmp_path / "all.tmx").read_text("utf-8")
    assert "EN 신청 안내" in said
    assert "EN 접수 공고" in said


def test_contexts_and_joins_stay_in_a_document(review: Review) -> None:
    project = review.project
    first, second = project.documents
    assert review.join(first.last) == ()
    review.propagates = False
    review.confirm(second.first, from_marked("Notice"))
    matches = review.matches(second.first)
    assert [one.score for one in matches] == [101]
    assert matches[0].unit.before is None, "the last segment of another document is no context"


def test_segments_of_a_later_document_are_split_and_found_again(review: Review) -> None:
    project = review.project
    second = project.documents[1]
    number = numbers_of(project, "장소는 시청입니다.")[0]
    assert review.split(number, 3) == (number, number + 1)
    assert project.documents[1].last == second.last + 1
    first = numbers_of(project, "문의는 민원실로 하십시오.")[0]
    assert review.split(first, 3)
    assert project.documents[1].first == second.first + 1
    assert project.document(second.first).number == 1
    review.undo()
    review.undo()
    assert [one.first for one in project.documents] == [1, second.first]


# ---------------------------------------------------------------- adding, merging


def third_document() -> Document:
    return Document(
        metadata=Metadata(title="셋째", language="ko"),
        blocks=(
            Paragraph((Text("셋째 글입니다."),)),
            Paragraph((Text("또 한 문장입니다."),)),
        ),
    )


def test_a_document_is_added_to_a_project_with_work(review: Review, path: Path) -> None:
    project = review.project
    review.confirm(2, from_marked("How to apply"))
    review.split(4, 3)
    last = project.counts().total
    made = project.add_document(new_document(third_document(), None, "셋째.hwp", "3" * 64))
    assert (made.number, made.first) == (3, last + 1)
    review.confirm(made.first + 1, from_marked("Third."))
    assert project.undo() == (made.first + 1,)
    assert project.undo()
    assert project.documents[2].first == last
    with pytest.raises(sqlite3.IntegrityError):
        project.add_document(new_document(third_document(), None, "셋째.hwp", "3" * 64))
    found = progress_of(path)
    assert found is not None
    assert (found.documents, found.total) == (3, project.counts().total)


def handed_over(review: Review, tmp_path: Path) -> Project:
    copy = tmp_path / "copy.hanji"
    shutil.copy(review.project.path, copy)
    return Project(copy)


def test_a_document_that_the_other_copy_added_comes_with_its_work(
    review: Review, tmp_path: Path
) -> None:
    review.confirm(2, from_marked("How to apply"))
    with handed_over(review, tmp_path) as other:
        theirs = Review(other, author="둘째", clock=lambda: AT)
        theirs.propagates = False
        made = other.add_document(new_document(third_document(), None, "셋째.hwp", "3" * 64))
        second = next(n for n in numbers_of(other, "셋째 글입니다."))
        theirs.confirm(second, from_marked("Third text. "))
        assert theirs.split(second + 1, 2)
        theirs.confirm(second + 1, from_marked("One "))
        theirs.comment(second, "확인")
        note = numbers_of(other, "각주의 글입니다.")[0]
        theirs.confirm(note, from_marked("A note."))
        # Meanwhile a split here gets numbers of its own.
        review.split(4, 3)
        review.confirm(5, from_marked("Desk"))
        found = merge(review.project, other.path, "나", AT)
        wanted = [
            (one.source.text, one.target.text, one.status)
            for one in other.segments(made.first, other.documents[2].last)
        ]
    project = review.project
    assert found.documents == ("셋째.hwp",)
    assert found.conflicts == ()
    third = project.documents[2]
    assert [
        (one.source.text, one.target.text, one.status)
        for one in project.segments(third.first, third.last)
    ] == wanted
    assert source_document(project, third) == third_document()
    assert project.segment(note + 1).target.text == "A note."
    assert project.segment(5).target.text == "Desk"
    number = numbers_of(project, "셋째 글입니다.")[0]
    assert [one.author for one in project.history(number)] == ["둘째"]
    assert [one.text for one in project.comments(number)] == ["확인"]
    # One key takes back what came; the document stays, as it was when it came into the other copy.
    review.undo()
    assert not any(one.target.parts for one in project.segments(third.first, third.last))
    review.redo()
    with Project(tmp_path / "copy.hanji") as other:
        again = merge(project, other.path, "나", AT)
    assert (again.numbers, again.documents, again.conflicts) == ((), (), ())


def test_both_copies_add_documents_and_both_have_all_in_the_end(
    review: Review, tmp_path: Path
) -> None:
    fourth = Document(
        metadata=Metadata(title="넷째", language="ko"),
        blocks=(Paragraph((Text("넷째 글입니다."),)),),
    )
    with handed_over(review, tmp_path) as other:
        theirs = Review(other, author="둘째", clock=lambda: AT)
        other.add_document(new_document(third_document(), None, "셋째.hwp", "3" * 64))
        other.add_document(new_document(second_document(), None, "다섯째.hwp", "5" * 64))
        theirs.confirm(other.documents[2].first, from_marked("Third"))
        review.project.add_document(new_document(fourth, None, "넷째.hwp", "4" * 64))
        # The same document on both sides is one, whoever put it in.
        review.project.add_document(new_document(second_document(), None, "5.hwp", "5" * 64))
        fifth = review.project.documents[3]
        review.propagates = theirs.propagates = False
        review.confirm(fifth.last, from_marked("Mine"))
        theirs.confirm(other.documents[3].last, from_marked("Theirs"))
        theirs.confirm(other.documents[3].first, from_marked("Notice"))
        mine = merge(review.project, other.path, "나", AT)
        assert mine.documents == ("셋째.hwp",)
        (conflict,) = mine.conflicts
        assert (conflict.mine.text, conflict.theirs.text) == ("Mine", "Theirs")
        resolve(review.project, [conflict], "나", AT)
        assert review.project.segment(fifth.first).target.text == "Notice"
        back = merge(other, review.project.path, "둘째", AT)
        assert back.documents == ("넷째.hwp",)
        assert {one.document_id for one in other.documents} == {
            one.document_id for one in review.project.documents
        }
        texts = [
            {one.segment_id: one.target.text for one in side.segments()}
            for side in (other, review.project)
        ]
    assert list(texts[0].values()).count("Theirs") == list(texts[1].values()).count("Theirs") == 1


# ---------------------------------------------------------------- names, analysis, the command


def test_names_of_files_are_never_the_same(tmp_path: Path) -> None:
    names = ["보고.hwp", "보고.hwpx", "보고.HWP", "a/b:c.hwp", "보고.en.docx"]
    with Project(_named(tmp_path / "p.hanji", names)) as project:
        made = document_names(project, ".en.epub")
        assert len({one.casefold() for one in made}) == len(names)
        assert made[0] == "보고.en.epub"
        assert made[1] == "보고 (hwpx).en.epub"
        assert "/" not in "".join(made)
        assert document_named(project, "보고.hwpx").number == 2
        assert document_named(project, "3").number == 3
        with pytest.raises(AppError):
            document_named(project, None)
        with pytest.raises(AppError) as refused:
            document_named(project, "없음.hwp")
        assert "보고.hwpx" in str(refused.value.params)


def _named(path: Path, names: list[str]) -> Path:
    project_of(path, small_document(), None)
    with Project(path) as project:
        for number, name in enumerate(names[1:], start=2):
            project.add_document(new_document(third_document(), None, name, f"{number}" * 64))
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE project_document SET meta = ? WHERE number = 1",
            (json.dumps({"file": names[0]}),),
        )
    connection.close()
    return path


def test_the_analysis_counts_each_document_and_repetitions_across(path: Path) -> None:
    first, second = analyse([path], None)
    assert (first.name, second.name) == ("안내.hwp", "문서 2.hwp")
    assert first.bands[Band.REPETITION].segments == 1
    assert second.bands[Band.CROSS_FILE].segments == 2
    assert second.bands[Band.REPETITION].segments == 1


def test_a_folder_becomes_a_project_and_what_cannot_be_read_is_named(
    make_document, tmp_path: Path
) -> None:
    folder = tmp_path / "문서"
    (folder / "아래").mkdir(parents=True)
    given = [
        make_document(folder / "가.json", "가", "첫 문장입니다."),
        make_document(folder / "아래" / "나.json", "나", "첫 문장입니다. 둘째 문장입니다."),
        folder / "라.json",
    ]
    (folder / "다.hwp").write_bytes(b"x" * 2000)
    shutil.copy(folder / "가.json", folder / "라.json")
    project = tmp_path / "묶음.hanji"
    done = hanji("review", "create", folder, *given, "-o", project, "--no-draft")
    assert done.code == 1, done.err
    assert "다.hwp" in done.err
    assert "라.json" in done.err, "the same document twice"
    assert "Traceback" not in done.err
    assert "영어" not in done.err, "all of them are in Korean"
    status = json.loads(hanji("review", "status", project, "--json").out)
    assert status["title"] == "묶음"
    assert [one["file"] for one in status["documents"]] == ["가.json", "나.json"]
    none = hanji("review", "create", folder / "다.hwp", folder, "-o", tmp_path / "x.hanji")
    assert (none.code, (tmp_path / "x.hanji").exists()) == (3, False)
    (folder / "바.hwp").write_bytes(b"y" * 2000)
    none = hanji("review", "create", folder, "-o", tmp_path / "x.hanji", "--no-draft")
    assert none.code == 3
    named = [line for line in none.err.splitlines() if "/2)" not in line]
    assert [Path(line.partition(":")[0]).name for line in named] == ["다.hwp", "바.hwp"]
    more = make_document(tmp_path / "마.json", "마", "셋째 문장입니다.")
    assert hanji("review", "add", project, more, "--no-draft").code == 0
    english = make_document(tmp_path / "a.json", "Guide", "The city helps you find a home.")
    english.write_text(english.read_text("utf-8").replace('"ko"', '"en"'), "utf-8")
    done = hanji("review", "add", project, english, "--no-draft")
    assert done.code == 0
    assert "영어 (en)" in done.err
    again = hanji("review", "add", project, more, "--no-draft")
    assert again.code == 3
    assert "마.json" in again.err
    books = tmp_path / "books"
    done = hanji("review", "build", project, "-o", books, "--allow-drafts")
    assert done.code == 0, done.err
    assert sorted(one.name for one in books.iterdir()) == [
        "a.en.epub", "가.en.epub", "나.en.epub", "마.en.epub",
    ]  # fmt: skip
    one = tmp_path / "나.epub"
    done = hanji("review", "build", project, "-o", one, "--document", "나.json", "--allow-drafts")
    assert (done.code, one.is_file()) == (0, True)
    files = tmp_path / "xlf"
    assert hanji("review", "export", project, "-o", files).code == 0
    assert len(list(files.iterdir())) == 4
    done = hanji("review", "import", project, files / "나.xlf")
    assert done.code == 0, done.err
    done = hanji("review", "export", project, "-o", files, "--document", "없음")
    assert done.code == 3
    assert "나.json" in done.err


def test_a_name_that_several_documents_have_is_asked_for_by_number(
    make_document, tmp_path: Path
) -> None:
    given = []
    for name in ("공문", "보고서"):
        (tmp_path / name).mkdir()
        given.append(make_document(tmp_path / name / "안내.json", name, f"{name}의 첫 문장입니다."))
    project = tmp_path / "묶음.hanji"
    assert hanji("review", "create", *given, "-o", project, "--no-draft").code == 0
    out = tmp_path / "안내.xlf"
    done = hanji("review", "export", project, "-o", out, "--document", "안내.json")
    assert (done.code, out.exists()) == (3, False), "the first of them would be a guess"
    assert "2 보고서/안내.json (보고서)" in done.err
    assert hanji("review", "export", project, "-o", out, "--document", "2").code == 0
    assert "보고서의 첫" in out.read_text("utf-8")
    corrected = tmp_path / "새" / "안내.json"
    corrected.parent.mkdir()
    make_document(corrected, "보고서", "보고서의 첫 문장이었습니다.")
    made = tmp_path / "새.hanji"
    done = hanji("review", "update", project, corrected, "-o", made)
    assert (done.code, made.exists()) == (3, False)
    done = hanji("review", "update", project, corrected, "-o", made, "--document", "2")
    assert done.code == 0, done.err
    assert not list(tmp_path.glob("*-journal")), "people send the folder"


def test_files_of_one_name_are_told_apart_where_they_are_left_out(
    make_document, tmp_path: Path
) -> None:
    first = make_document(tmp_path / "가.json", "가", "첫 문장입니다.")
    for name in ("공문", "보고서"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "안내.hwp").write_bytes(b"")
    shutil.copy(first, tmp_path / "보고서" / "나.json")
    project = tmp_path / "묶음.hanji"
    done = hanji(
        "review", "create", first, tmp_path / "공문", tmp_path / "보고서", tmp_path / "보고서/나.json",
        "-o", project, "--no-draft",
    )  # fmt: skip
    assert done.code == 1
    for name in ("공문", "보고서"):
        assert f"{tmp_path / name / '안내.hwp'}: 내용이 없는" in done.err
    assert "“나.json”은(는) “가.json”과(와) 같은 문서" in done.err
    assert f"(1/4) {first}" in done.err


def test_a_file_of_another_tool_does_not_choose_the_languages_of_documents(
    make_document, tmp_path: Path
) -> None:
    foreign = tmp_path / "a.xlf"
    foreign.write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a"'
        ' source-language="en" target-language="de" datatype="plaintext"><body><trans-unit id="1">'
        "<source>Hello</source></trans-unit></body></file></xliff>",
        "utf-8",
    )
    document = make_document(tmp_path / "나.json", "나", "첫 문장입니다.")
    project = tmp_path / "묶음.hanji"
    done = hanji("review", "create", foreign, document, "-o", project, "--no-draft")
    assert done.code == 1
    assert "en → de" in done.err
    status = json.loads(hanji("review", "status", project, "--json").out)
    assert [one["file"] for one in status["documents"]] == ["나.json"]
    assert (status["source_language"], status["target_language"]) == ("ko", "en")
    alone = tmp_path / "a.hanji"
    assert hanji("review", "create", foreign, "-o", alone, "--no-draft").code == 0
    assert json.loads(hanji("review", "status", alone, "--json").out)["target_language"] == "de"


@pytest.mark.parametrize(
    ("words", "name"), [(("build", "--allow-drafts"), "묶음.epub"), (("export",), "묶음.xlf")]
)
def test_the_name_of_one_file_makes_no_folder(
    path: Path, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    action, *more = words
    done = hanji("review", action, path, *more, "-o", tmp_path / name)
    assert (done.code, (tmp_path / name).exists()) == (3, False)
    assert "--document" in done.err
    (tmp_path / name).mkdir()
    assert hanji("review", action, path, *more, "-o", tmp_path / name).code == 0


def test_a_project_that_another_program_writes_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.project.store._WAIT_S", 0.1)
    busy = sqlite3.connect(path, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")
    try:
        with (
            pytest.raises(AppError) as raised,
            open_project(path) as project,
            writing(project.path),
        ):
            project.set_meta("title", "다른 이름")
    finally:
        busy.close()
    said = tr(raised.value.message, **raised.value.params)
    assert str(path) in said
    assert "다른 창이나 프로그램" in said
    assert "locked" not in said


def test_a_project_of_before_is_one_document(tmp_path: Path) -> None:
    path = tmp_path / "p.hanji"
    project_of(path, small_document(), lambda source: Coded(source.parts))
    _as_before(path)
    with Project(path) as project:
        (one,) = project.documents
        assert (one.number, one.name, one.title, one.first) == (1, "안내.hwp", "안내", 1)
        assert one.meta["server"] == "http://10.0.0.2"
        assert source_document(project) == small_document()
        project.add_document(new_document(second_document(), None, "b.hwp", "2" * 64))
        assert len(project.documents) == 2


def _as_before(path: Path) -> None:
    """Make a file of the version in which a project was one document."""
    with sqlite3.connect(path) as connection:
        for statement in (
            "INSERT INTO meta VALUES ('file', '안내.hwp'), ('server', 'http://10.0.0.2')",
            "DROP TABLE project_document",
            "DROP INDEX unit_document",
            "DROP INDEX segment_unit",
            "ALTER TABLE unit DROP COLUMN document",
            "PRAGMA user_version = 4",
        ):
            connection.execute(statement)
    connection.close()


def test_what_was_not_checked_when_the_program_ended_is_checked_later(
    review: Review, path: Path
) -> None:
    project = review.project
    review.propagates = False
    last = numbers_of(project, ALIKE)[-1]
    review.confirm(last, from_marked("From 5 March."))
    project.set_meta(UNCHECKED, "2")
    finish_checks(project, None, no_terms)
    assert project.meta[UNCHECKED] == ""
    assert project.findings(last)
    assert not project.findings(1), "what has no translation is no finding while the work goes on"
    check(project, empties=True)
    assert [one.finding.check_id for one in project.findings(1)] == ["empty"]


def test_documents_of_one_name_are_called_by_their_folders(tmp_path: Path) -> None:
    path = tmp_path / "p.hanji"
    project_of(path, small_document(), None)
    with Project(path) as project:
        for number, folder in enumerate(("가", "나"), start=2):
            new = new_document(third_document(), None, "같은.hwp", f"{number}" * 64)
            project.add_document(replace(new, meta={**new.meta, "folder": folder}))
        assert [one.shown for one in project.documents] == [
            "안내.hwp", "가/같은.hwp", "나/같은.hwp",
        ]  # fmt: skip
