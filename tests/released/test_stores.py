# SPDX-License-Identifier: AGPL-3.0-or-later
"""What else an earlier version wrote is opened, means what it meant, and is gone on with."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from app import __version__, settings
from app.services.output_index import OutputIndex
from app.services.reviewing.session import Review, open_project
from app.store.project import Project, ProjectVersionError, StoredFinding
from app.store.project import schema as project_schema
from app.store.queue import Call, ItemState, JobQueue, JobState, QueueVersionError
from app.store.queue import schema as queue_schema
from converters.files import sha256_of
from tests.app.command import hanji
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.store import Memory
from translation.review.segments import Status
from translation.sentence_cache import SentenceCache
from translation.terms.store import Glossaries
from translation.terms.term import Term


def later_step(table: str, *more: str) -> tuple[str, ...]:
    """Return a step that a later version may add."""
    return (f"ALTER TABLE {table} ADD COLUMN later TEXT NOT NULL DEFAULT 'x'", *more)


# ---------------------------------------------------------------- the queue


def test_jobs_of_the_queue_are_as_they_were_and_go_on(stores: Path) -> None:
    with JobQueue(stores / "queue.sqlite") as queue:
        jobs = {job.job_id: queue.state_of(job) for job in queue.jobs()}
        assert jobs == {
            1: JobState.FINISHED,
            2: JobState.FINISHED,
            3: JobState.INTERRUPTED,
            4: JobState.INTERRUPTED,
        }
        states = [[item.state for item in queue.items(job)] for job in (1, 2, 3, 4)]
        assert states == [
            [ItemState.DONE],
            [ItemState.DONE, ItemState.FAILED],
            [ItemState.DONE, ItemState.RUNNING],
            [ItemState.WAITING, ItemState.WAITING],
        ]
        done, failed = queue.items(2)
        assert done.result is not None
        assert done.result["sha256"] == "12" * 32
        assert (failed.error, failed.source) == ({"detail": "damaged"}, "/in/failed/\udcff.hwp")
        opened = queue.open_job(queue_call(queue, 3), __version__, 3)
        assert opened is not None
        queue.begin(3, "/out/cut-off/\udcff.epub")
        queue.record(3, "/out/cut-off/\udcff.epub", __version__, {"input": "x"}, None)
        queue.finish(3)
        opened[1].release()
    with JobQueue(stores / "queue.sqlite") as queue:
        assert [item.state for item in queue.items(3)] == [ItemState.DONE, ItemState.DONE]
        assert queue.items(3)[1].attempts == 2


def queue_call(queue: JobQueue, job_id: int) -> Call:
    job = queue.job(job_id)
    assert job is not None
    return Call(job.arguments, "to=epub")


def test_the_same_call_goes_on_with_the_job_that_was_cut_off(stores: Path) -> None:
    with JobQueue(stores / "queue.sqlite") as queue:
        opened = queue.open_job(queue_call(queue, 3), __version__)
        assert opened is not None
        assert opened[0] == 3
        opened[1].release()


def test_jobs_are_listed_by_the_command(stores: Path) -> None:
    listed = hanji("jobs", "list", HANJI_DATA_DIR=str(stores))
    assert listed.code == 0, listed.err
    assert len(listed.out.splitlines()) >= 4


def test_a_step_brings_an_old_queue_up_to_date_or_leaves_it(
    stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stores / "queue.sqlite"
    before = dump(path)
    first = queue_schema.STEPS
    monkeypatch.setattr("app.store.queue.store.STEPS", (*first, later_step("item", "no SQL")))
    with pytest.raises(sqlite3.OperationalError):
        JobQueue(path)
    assert dump(path) == before
    monkeypatch.setattr("app.store.queue.store.STEPS", (*first, later_step("item")))
    for _ in range(2):
        with JobQueue(path) as queue:
            assert len(queue.items(2)) == 2
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT DISTINCT later FROM item").fetchall() == [("x",)]
    connection.close()
    monkeypatch.setattr("app.store.queue.store.STEPS", first)
    with pytest.raises(QueueVersionError):
        JobQueue(path)


def test_a_newer_queue_is_refused_in_words(stores: Path) -> None:
    raise_version(stores / "queue.sqlite")
    for language, words in (("ko", "더 새로운 한지"), ("en", "newer version of Hanji")):
        done = hanji("jobs", "list", HANJI_DATA_DIR=str(stores), HANJI_LANG=language)
        assert done.code != 0
        assert words in done.err
        assert "queue.sqlite" in done.err


# ---------------------------------------------------------------- review projects


def test_a_project_is_as_it_was_and_is_gone_on_with(stores: Path) -> None:
    path = stores / "안내.hanji"
    with Memory(stores / "memory.sqlite") as memory, open_project(path) as project:
        assert [(one.status, one.target.marked) for one in project.segments()] == [
            (Status.APPROVED, "Guide"),
            (Status.EDITED, "How to apply"),
            (Status.EDITED, "Applications open on March 2. "),
            (Status.UNTRANSLATED, ""),
            (Status.UNTRANSLATED, ""),
            (Status.DRAFT, "Applications open on March 2. "),
            (Status.UNTRANSLATED, ""),
        ]
        assert project.segment(7).locked
        assert [one.after.text for one in project.history(2)] == ["How to apply", "Application"]
        assert [(one.text, one.resolved) for one in project.comments(5)] == [
            ("누리집은 website로.", True),
            ("고쳤습니다.", False),
        ]
        assert [(one.finding.check_id, one.dismissed is not None) for one in findings(project)] == [
            ("numbers", False),
            ("length", True),
        ]
        assert project.typed() == {6: "Applic"}
        assert project.meta["file"] == "안내.hwp"
        assert b"blocks" in project.part("document.json")
        review = Review(project, memory, author="너")
        # What was undone before another change stays in the history.
        assert review.redo() == ()
        undone = [(one.after.text, one.undone) for one in project.history(4)]
        assert undone == [("Ask at the desk.", True)]
        assert review.undo() == (7,)
        assert not project.segment(7).locked
        assert review.confirm(4, from_marked("Ask at the help desk.")) == (4,)
        review.comment(4, "새 의견")
    with open_project(path) as project:
        assert project.segment(4).target.text == "Ask at the help desk."
        assert project.commented()[4] == 1


def test_a_project_of_an_earlier_version_is_split_joined_and_taken_back(stores: Path) -> None:
    path = stores / "안내.hanji"
    with open_project(path) as project:
        before = project.segments()
        review = Review(project, author="너")
        assert review.split(3, 4, 13) == (3, 4)
        assert review.join(4) == (4,)
        assert [one.text for one in project.comments(5)] == ["누리집은 website로.", "고쳤습니다."]
    with open_project(path) as project:
        assert project.undo() == (4, 5)
        assert project.undo() == (3,)
        assert project.segments() == before
        # What was called no fault by then still is none.
        assert [one.dismissed is not None for one in findings(project)] == [False, True]


def findings(project: Project) -> list[StoredFinding]:
    return [one for number in (3, 5) for one in project.findings(number)]


@pytest.mark.parametrize("ending", [".xlf", ".tmx", ".docx"])
def test_a_project_is_exported(stores: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out{ending}"
    done = hanji("review", "export", stores / "안내.hanji", "-o", out)
    assert done.code == 0, done.err
    assert out.stat().st_size


def test_a_step_brings_an_old_project_up_to_date_or_leaves_it(
    stores: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stores / "안내.hanji"
    before = dump(path)
    first = project_schema.STEPS
    steps = "app.store.project.store.STEPS"
    monkeypatch.setattr(steps, (*first, later_step("segment", "no SQL")))
    with pytest.raises(sqlite3.OperationalError):
        Project(path)
    assert dump(path) == before
    monkeypatch.setattr(steps, (*first, later_step("segment")))
    for _ in range(2):
        with Project(path) as project:
            assert project.segment(1).target.text == "Guide"
    monkeypatch.setattr(steps, first)
    with pytest.raises(ProjectVersionError):
        Project(path)


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "더 새로운 한지"), ("en", "newer version of Hanji")]
)
def test_a_newer_project_is_refused_in_words(stores: Path, language: str, words: str) -> None:
    path = stores / "안내.hanji"
    raise_version(path)
    done = hanji("review", "status", path, HANJI_LANG=language)
    assert done.code != 0
    assert words in done.err


# ---------------------------------------------------------------- books


def test_books_of_an_older_version_are_known_as_ours_and_made_anew(
    stores: Path, version: str
) -> None:
    books, source = stores / "books", stores / "hanji-white-paper.hwp"
    book = books / "hanji-white-paper.epub"
    index = OutputIndex(books)
    assert index.is_ours(book)
    assert index.is_ours(books / "cut-off.epub")
    assert dict(index.made()) == {book.name: sha256_of(book)}
    done = hanji("convert", source, "-o", books, HANJI_DATA_DIR=str(stores))
    assert done.code == 0, done.err
    assert [one.name for one in books.glob("*.epub")] == [book.name]


def test_a_book_that_somebody_changed_is_not_written_over(stores: Path) -> None:
    book = stores / "books" / "hanji-white-paper.epub"
    book.write_bytes(book.read_bytes() + b"x")
    assert not OutputIndex(stores / "books").is_ours(book)


# ---------------------------------------------------------------- what translations use


def test_the_memory_finds_what_was_confirmed_and_learns(stores: Path) -> None:
    pair = LanguagePair("ko", "en")
    with Memory(stores / "memory.sqlite") as memory:
        before = len(memory)
        (desk,) = memory.look_up(from_marked("민원실"), pair)
        assert desk.unit.target.text == "desk"
        (guide,) = memory.look_up(from_marked("안내"), pair)
        assert (guide.unit.target.text, guide.unit.author) == ("Guide", "나")
        assert memory.add([guide.unit]) == 0
        assert len(memory) == before


def test_glossaries_hold_their_terms_and_take_more(stores: Path) -> None:
    with Glossaries(stores / "glossaries.sqlite") as glossaries:
        (name,) = glossaries.names()
        assert (name.name, name.source, name.target, name.terms) == ("시 용어", "ko", "en", 2)
        first, _ = glossaries.terms(name.glossary_id)
        assert first.targets == ("civil affairs desk", "help desk")
        assert first.forbidden == ("complaint room",)
        glossaries.put(name.glossary_id, [Term("조례", ("ordinance",))])
        assert len(glossaries.terms(name.glossary_id)) == 3


def test_the_file_of_finished_sentences_opens(stores: Path) -> None:
    """What older rules made is not taken, so it may be empty; it may not be damaged."""
    with sqlite3.connect(stores / "sentences.sqlite") as connection:
        kept = connection.execute("SELECT count(*) FROM sentence").fetchone()
    connection.close()
    finished = SentenceCache(stores / "sentences.sqlite")
    finished.known("model", "care", ["민원실"])
    finished.close()
    with sqlite3.connect(stores / "sentences.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM sentence").fetchone() == kept == (1,)
    connection.close()


def test_settings_are_remembered(stores: Path) -> None:
    held = settings.load()
    assert (held.language, held.out_folder, held.translation) == ("ko", "/books", "ko-en")


def dump(path: Path) -> list[str]:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    with sqlite3.connect(copy) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def raise_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
