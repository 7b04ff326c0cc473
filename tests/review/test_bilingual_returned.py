# SPDX-License-Identifier: AGPL-3.0-or-later
"""A file of Trados, memoQ or Wordfast comes back from its own tool into the project made of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from app.errors import AppError
from app.i18n import Language, current_language, use_language
from app.services.reviewing.bilingual_files import bilingual_document, give_back
from app.services.reviewing.creating import Coming, create
from app.services.reviewing.exchanging import ImportResult, export, take_in
from app.services.reviewing.session import Review
from app.services.translating import memory_order
from app.store.project import Project
from tests.translation.exchange.bilingual.samples import ALL, SDLXLIFF
from translation.inline_codes import from_marked
from translation.review.segments import Status

AT = "2026-11-30T09:00:00+00:00"
CHANGED = {
    "sdlxliff": (
        '<mrk mtype="seg" mid="2" /></target><sdl:seg-defs><sdl:seg id="1" conf="Translated"',
        '<mrk mtype="seg" mid="2">Call 120.</mrk></target><sdl:seg-defs><sdl:seg id="1"'
        ' conf="ApprovedTranslation"',
    ),
    "mqxliff": (
        'mq:status="NotStarted">\n        <source xml:space="preserve">문의<ph id="2">&lt;br /&gt;'
        '</ph>120</source>\n        <target xml:space="preserve"/>',
        'mq:status="ManuallyConfirmed">\n        <source xml:space="preserve">문의<ph id="2">&lt;br'
        ' /&gt;</ph>120</source>\n        <target xml:space="preserve">Call<ph id="2">&lt;br /&gt;'
        "</ph>120</target>",
    ),
    "txml": ('<target score="100">City', '<target score="100">The City'),
    "txlf": ('state="translated" gs4tr:score="100.0">City Hall', 'state="final">The City'),
}
"""What its own tool does to a file, by its kind."""
TOOK = {
    "sdlxliff": {1: ("City Hall opens at 9.", Status.APPROVED), 2: ("Call 120.", Status.DRAFT)},
    "mqxliff": {3: ("Call120", Status.REVIEWED)},
    "txml": {1: ("The City Hall guide", Status.DRAFT)},
    "txlf": {1: ("The City guide", Status.APPROVED)},
}


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))
    before = current_language()
    use_language(Language.ENGLISH)
    yield
    use_language(before)


def project_of(tmp_path: Path, *contents: tuple[str, str]) -> Project:
    coming = []
    for at, (name, content) in enumerate(contents):
        source = tmp_path / f"in{at}" / name
        source.parent.mkdir()
        source.write_bytes(content.encode())
        order = lambda pair: memory_order(pair.source, pair.target)  # noqa: E731
        coming.append(Coming(source, partial(bilingual_document, source, order)))
    create(coming, tmp_path / "p.hanji")
    return Project(tmp_path / "p.hanji")


def back(project: Project, file: Path, content: str | bytes | None = None) -> ImportResult:
    if content is not None:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return take_in(project, file, "검토자", AT)


def changed_by_its_tool(kind: str) -> str:
    before, after = CHANGED[kind]
    assert before in ALL[kind]
    return ALL[kind].replace(before, after)


@pytest.mark.parametrize("kind", ALL)
def test_what_its_tool_changed_is_one_step_and_goes_back_byte_for_byte(
    tmp_path: Path, kind: str
) -> None:
    with project_of(tmp_path, (f"job.{kind}", ALL[kind])) as project:
        before = project.segments()
        came = tmp_path / f"job.{kind}"
        taken = back(project, came, changed_by_its_tool(kind))
        assert taken.numbers == tuple(TOOK[kind])
        for number, (words, status) in TOOK[kind].items():
            segment = project.segment(number)
            # An unconfirmed target that a person wrote is edited, whatever its tool calls it.
            wanted = Status.EDITED if status is Status.DRAFT else status
            assert (segment.target.text, segment.status) == (words, wanted)
            latest = project.history(number)[0]
            assert (latest.author, latest.why) == ("검토자", "import")
        out = tmp_path / "out"
        give_back(project, out)
        assert out.read_bytes() == came.read_bytes()
        project.undo()
        assert project.segments() == before


@pytest.mark.parametrize("kind", ALL)
def test_a_file_that_its_tool_did_not_touch_changes_nothing(tmp_path: Path, kind: str) -> None:
    with project_of(tmp_path, (f"job.{kind}", ALL[kind])) as project:
        came = tmp_path / f"job.{kind}"
        assert back(project, came, ALL[kind]).changed == 0
        review = Review(project)
        review.edit(1, from_marked("Half done"))
        last = project.segments()[-1].number
        review.confirm(last, from_marked("Contact"))
        before = project.segments()
        give_back(project, came)
        sent = came.read_bytes()
        assert back(project, came).changed == 0
        give_back(project, came)
        assert came.read_bytes() == sent
        assert project.segments() == before


def test_the_file_as_it_came_says_nothing_of_the_work_since(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.sdlxliff", SDLXLIFF)) as project:
        Review(project).confirm(1, from_marked("<1>The hall</1> opens at 9."))
        before = project.segments()
        assert back(project, tmp_path / "job.sdlxliff", SDLXLIFF).changed == 0
        assert project.segments() == before
        give_back(project, tmp_path / "out")
        assert "The hall" in (tmp_path / "out").read_text("utf-8")


def test_a_file_finds_its_document_among_many(tmp_path: Path) -> None:
    other = SDLXLIFF.replace("접수 기간", "접수 장소")
    with project_of(
        tmp_path,
        ("a.txlf", ALL["txlf"]),
        ("b.sdlxliff", other),
        ("job.sdlxliff", SDLXLIFF),
        ("c.mqxliff", ALL["mqxliff"]),
    ) as project:
        came = tmp_path / "renamed by its tool.sdlxliff"
        taken = back(project, came, changed_by_its_tool("sdlxliff"))
        first = project.documents[2].first
        assert taken.numbers == (first, first + 1)
        for at in (0, 1, 3):
            one = project.documents[at]
            give_back(project, tmp_path / "out", one)
            content = {0: ALL["txlf"], 1: other, 3: ALL["mqxliff"]}[at]
            assert (tmp_path / "out").read_bytes() == content.encode()
        give_back(project, tmp_path / "out", project.documents[2])
        assert (tmp_path / "out").read_bytes() == came.read_bytes()


def test_of_two_documents_with_the_same_text_the_name_tells(tmp_path: Path) -> None:
    other = ALL["mqxliff"].replace("City Hall", "Town Hall")
    with project_of(tmp_path, ("a.mqxliff", other), ("b.mqxliff", ALL["mqxliff"])) as made:
        taken = back(made, tmp_path / "b.mqxliff", changed_by_its_tool("mqxliff"))
        assert taken.numbers == (6,)


def test_what_a_reviewer_takes_back_to_the_first_translation_counts(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.txlf", ALL["txlf"])) as project:
        review = Review(project)
        review.confirm(1, from_marked("Town Hall <1/>guide"))
        review.confirm(2, from_marked("Contact"))
        came = tmp_path / "job.txlf"
        give_back(project, came)
        said = came.read_text("utf-8").replace("Town Hall", "City Hall")
        assert back(project, came, said).numbers == (1,)
        assert project.segment(1).target.text == "City Hall guide"
        assert project.segment(2).status is Status.REVIEWED


def test_locks_of_its_tool_come_and_go_and_those_here_stay(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.sdlxliff", SDLXLIFF)) as project:
        came = tmp_path / "job.sdlxliff"
        unlocked = SDLXLIFF.replace(' locked="true"', "").replace(
            'id="1" conf="Translated"', 'id="1" locked="true" conf="Translated"'
        )
        assert back(project, came, unlocked).numbers == (1, 3)
        assert [one.locked for one in project.segments()][:3] == [True, False, False]
        Review(project).lock([2], locked=True)
        said = unlocked.replace('mid="2" />', 'mid="2">Write.</mrk>')
        assert back(project, came, said).changed == 0
        assert project.segment(2).locked
        assert project.segment(2).target.text == ""


def test_a_segment_that_was_split_here_is_joined_where_its_tool_changed_it(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.mqxliff", ALL["mqxliff"])) as project:
        review = Review(project)
        assert review.split(3, 2)
        review.confirm(3, from_marked("Contact"))
        review.confirm(4, from_marked("<1/>120"))
        came = tmp_path / "job.mqxliff"
        give_back(project, came)
        assert back(project, came).changed == 0
        said = came.read_text("utf-8")
        approved = said.replace(
            'id="3" mq:status="ManuallyConfirmed"', 'id="3" mq:status="Proofread"'
        )
        assert back(project, came, approved).numbers == (3, 4)
        assert {one.status for one in project.segments()[2:]} == {Status.APPROVED}
        assert back(project, came, approved.replace(">Contact<", ">Ask<")).numbers == (3,)
        assert project.segment(3).target.marked == "Ask<1/>120"
        assert len(project.segments()) == 3


def test_a_paragraph_that_was_joined_here_is_named_and_nothing_changes(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.sdlxliff", SDLXLIFF)) as project:
        review = Review(project)
        assert review.join(1)
        before = project.segments()
        came = tmp_path / "job.sdlxliff"
        other = SDLXLIFF.replace(' locked="true"', "")
        with pytest.raises(AppError) as refused:
            back(project, came, changed_by_its_tool("sdlxliff").replace(' locked="true"', ""))
        assert refused.value.params["number"] == 1
        assert project.segments() == before
        assert back(project, came, other).numbers == (2,)
        review.undo()
        review.undo()
        assert back(project, came, changed_by_its_tool("sdlxliff")).changed


@pytest.mark.parametrize(
    ("kind", "before", "after", "says"),
    [
        ("sdlxliff", "접수 기간", "접수 장소", "segment 5 "),
        ("sdlxliff", '<g id="5">시청</g>은 9시', "시청은 9시", "segment 3 "),
        ("mqxliff", "문의<ph", "전화<ph", "segment 5 "),
        ("txlf", "<source>문의", "<source>전화", "segment 4 "),
        ("txlf", '<trans-unit id="2"><source>문의</source></trans-unit>', "", "segment 4 "),
        (
            "txlf",
            "</body>",
            '<trans-unit id="3"><source>더</source></trans-unit></body>',
            "segment 3 ",
        ),
        ("txlf", "City Hall", "<b>City Hall</b>", "target/b"),
        ("txlf", 'gs4tr="http://www.gs4tr.org/schema/xliff-ext"', 'gs4tr="urn:other"', "TXLF"),
        ("txlf", "</file>", "", "line"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place_and_changes_nothing(
    tmp_path: Path, kind: str, before: str, after: str, says: str
) -> None:
    assert before in ALL[kind]
    first = ALL["txlf"].replace("문의", "위치")
    with project_of(tmp_path, ("a.txlf", first), (f"job.{kind}", ALL[kind])) as project:
        was = project.segments()
        said = changed_by_its_tool(kind) if before in changed_by_its_tool(kind) else ALL[kind]
        with pytest.raises(AppError) as refused:
            back(project, tmp_path / f"job.{kind}", said.replace(before, after))
        assert says in refused.value.params["why"], refused.value.params
        assert project.segments() == was
        give_back(project, tmp_path / "out", project.documents[1])
        assert (tmp_path / "out").read_bytes() == ALL[kind].encode()


def test_a_file_of_no_document_says_that_it_may_be_added(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.txlf", ALL["txlf"])) as project:
        with pytest.raises(AppError) as refused:
            back(project, tmp_path / "other.sdlxliff", SDLXLIFF)
        assert "Add it to the project" in refused.value.params["why"]


def test_an_export_of_such_a_document_still_comes_back(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.txlf", ALL["txlf"])) as project:
        for kind in ("xliff", "xliff12", "docx"):
            out = tmp_path / f"out.{kind}"
            export(project, out, kind)
            assert back(project, out).changed == 0
        out = tmp_path / "out.xliff12"
        said = out.read_text("utf-8").replace(">City Hall ", ">The Hall ")
        assert back(project, out, said).numbers == (1,)


def test_a_file_of_plain_xliff_comes_back_too(tmp_path: Path) -> None:
    plain = ALL["txlf"].replace("http://www.gs4tr.org/schema/xliff-ext", "urn:other")
    plain = plain.replace("<source>문의</source>", '<source>문의</source><target state="new"/>')
    with project_of(tmp_path, ("job.xlf", plain)) as project:
        Review(project).edit(2, from_marked("Contact"))
        came = tmp_path / "job.xlf"
        give_back(project, came)
        assert back(project, came).changed == 0
        said = came.read_text("utf-8").replace("Contact<", "Ask us<")
        assert back(project, came, said).numbers == (2,)
        assert project.segment(2).status is Status.EDITED


def test_a_file_of_another_tool_says_what_to_do_where_the_project_has_none(
    review: Review, tmp_path: Path
) -> None:
    for kind, content in ALL.items():
        file = tmp_path / f"job.{kind}"
        file.write_bytes(content.encode())
        with pytest.raises(AppError) as refused:
            take_in(review.project, file, "나", AT)
        assert "project of" in refused.value.params["why"]


def test_a_comment_on_words_of_a_translation_stays_where_its_tool_put_it(tmp_path: Path) -> None:
    with project_of(tmp_path, ("job.txlf", ALL["txlf"]), ("job.sdlxliff", SDLXLIFF)) as project:
        said = changed_by_its_tool("sdlxliff").replace(
            ">Call 120.<", '>Call <mrk mtype="x-sdl-comment" sdl:cid="c1">120</mrk>.<'
        )
        taken = back(project, tmp_path / "job.sdlxliff", said)
        assert taken.numbers == (3, 4)
        assert project.segment(4).target.marked == "Call <1>120</1>."
        document = project.documents[1]
        assert [one.number for one in project.units(document)[0].codes] == [1]
        give_back(project, tmp_path / "out", document)
        assert (tmp_path / "out").read_bytes() == said.encode()
        Review(project).confirm(4, from_marked("Dial <1>120</1>."))
        give_back(project, tmp_path / "out", document)
        assert 'sdl:cid="c1">120</mrk>.' in (tmp_path / "out").read_text("utf-8")
        export(project, tmp_path / "out.xlf", "xliff", document)
        assert back(project, tmp_path / "out.xlf").changed == 0


def test_another_tag_under_the_number_of_a_known_one_is_refused(tmp_path: Path) -> None:
    tagged = ALL["txlf"].replace("City Hall", '<x id="7"/>City Hall')
    with project_of(tmp_path, ("job.txlf", tagged)) as project:
        was = project.segments()
        said = tagged.replace('<x id="7"/>City', '<x id="8"/>The City')
        with pytest.raises(AppError) as refused:
            back(project, tmp_path / "job.txlf", said)
        assert "segment 1 " in refused.value.params["why"]
        assert project.segments() == was
