# SPDX-License-Identifier: AGPL-3.0-or-later
"""A corrected source keeps what was translated, and nothing confirmed is lost unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import open_executor
from app.jobs.limits import WorkerLimits
from app.services.reviewing.correcting import Corrected, take_corrected
from app.services.reviewing.creating import create
from app.services.reviewing.reading import DocumentReader
from app.services.reviewing.session import Review
from app.services.translating import memory_order
from app.store.project import Project
from translation.inline_codes import from_marked
from translation.review.segments import Status

BEFORE = "접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오. 날씨가 맑다."


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))


def corrected(make_document, tmp_path: Path, *after: str, work) -> tuple[Corrected, Project]:
    before = make_document(tmp_path / "안내.json", "안내", BEFORE, "둘째 문단이다.")
    path = tmp_path / "안내.hanji"
    with open_executor(1, WorkerLimits()) as executor:
        reader = DocumentReader(executor, ("ko", "en"), memory_order, drafted=False)
        create(reader.coming([before]), path)
        fresh = make_document(tmp_path / "안내2.json", "안내", *after)
        with Project(path) as project:
            work(
                Review(project), {one.source.text.strip(): one.number for one in project.segments()}
            )
            done = take_corrected(executor, project, fresh, tmp_path / "새.hanji")
    return done, Project(done.path)


def test_equal_text_keeps_everything_and_changed_text_its_old_translation(
    make_document, tmp_path: Path
) -> None:
    def work(review: Review, numbers: dict[str, int]) -> None:
        review.confirm(numbers["접수는 3월 2일부터 합니다."], from_marked("Open from 2 March. "))
        review.confirm(numbers["문의는 민원실로 하십시오."], from_marked("Ask the office. "))
        review.confirm(numbers["날씨가 맑다."], from_marked("It is fine."))
        review.confirm(numbers["둘째 문단이다."], from_marked("The second paragraph."))
        review.comment(numbers["둘째 문단이다."], "좋습니다")

    done, project = corrected(
        make_document,
        tmp_path,
        "접수는 4월 5일부터 합니다. 문의는 민원실로 하십시오.",
        "새 문단이다.",
        "둘째 문단이다.",
        work=work,
    )
    with project:
        found = {one.source.text.strip(): one for one in project.segments()}
        same = found["문의는 민원실로 하십시오."]
        assert (same.target.text.strip(), same.status) == ("Ask the office.", Status.REVIEWED)
        changed = found["접수는 4월 5일부터 합니다."]
        assert (changed.target.text.strip(), changed.status) == ("Open from 5 April.", Status.DRAFT)
        assert changed.match is not None
        second = found["둘째 문단이다."]
        assert second.status is Status.REVIEWED
        assert [one.text for one in project.comments(second.number)] == ["좋습니다"]
        assert found["새 문단이다."].target.parts == ()
    assert done.gone == 1, "the sentence about the weather"
    assert done.fuzzy == 1
    with Project(tmp_path / "안내.hanji") as old:
        assert old.counts().done() == 4


def test_a_paragraph_keeps_its_cuts_also_where_it_was_moved(make_document, tmp_path: Path) -> None:
    def work(review: Review, numbers: dict[str, int]) -> None:
        number = numbers["접수는 3월 2일부터 합니다."]
        assert review.join(number)
        review.confirm(number, from_marked("Open from 2 March; ask the office. "))

    done, project = corrected(make_document, tmp_path, "둘째 문단이다.", BEFORE, work=work)
    with project:
        texts = [one.source.text.strip() for one in project.segments()]
        assert "접수는 3월 2일부터 합니다. 문의는 민원실로 하십시오." in texts
        assert [one.number for one in project.segments()] == list(range(1, len(texts) + 1))
        confirmed = [one for one in project.segments() if one.status.is_confirmed]
        assert [one.target.text for one in confirmed] == ["Open from 2 March; ask the office. "]
    assert (done.fresh, done.gone) == (1, 0), "the title is the name of the file"
