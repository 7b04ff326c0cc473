# SPDX-License-Identifier: AGPL-3.0-or-later
"""What another machine sends back is placed by us, inside the book's folder or nowhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.jobs.cluster.remote_worker import run_jobs
from app.jobs.cluster.wire_format import JobMessage, ResultMessage, version
from app.jobs.limits import WorkerLimits
from app.jobs.request import JobRequest
from converters.conversion import ConversionRequest, OutputFormat
from converters.errors import DamagedSource, ErrorCode
from converters.pipeline import convert
from tests.conftest import SAMPLES

SAMPLE = SAMPLES / "hanji-white-paper.hwp"
TARGET = Path("/books/백서.md")


def placed(*names: str) -> list[Path]:
    return list(ResultMessage("", files=tuple((name, b"") for name in names)).placed(TARGET))


def test_a_book_and_the_folder_named_after_it_are_placed():
    found = placed("백서.md", "백서_files/그림 1.png", "백서.files/a/b.png")
    assert found == [
        TARGET,
        TARGET.parent / "백서_files" / "그림 1.png",
        TARGET.parent / "백서.files" / "a" / "b.png",
    ]


@pytest.mark.parametrize(
    "name",
    ["", "..", "../백서.md", "/etc/passwd", "백서_files/../../x", "다른.md", "other/x.png",
     "백서_files\\..\\x", "C:\\x", "C:x", "백서_files/C:x", "백서.md/../x", "//host/x", "."],
)  # fmt: skip
def test_names_that_lead_elsewhere_are_refused(name: str):
    with pytest.raises(DamagedSource):
        placed(name)


@given(st.text(alphabet="백서_.files/\\:~a", max_size=24))
def test_whatever_is_placed_is_in_the_folder(name: str):
    try:
        (found,) = placed(name)
    except DamagedSource:
        return
    assert found.resolve().is_relative_to(TARGET.parent)
    assert found == TARGET or TARGET.parent in found.parents


def request(target: Path, source: Path = SAMPLE, output=OutputFormat.MARKDOWN) -> JobRequest:
    return JobRequest(1, ConversionRequest(source, target, output))


@pytest.fixture(scope="module")
def reply(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ResultMessage]:
    """A document that was read in a confined process, from its bytes alone."""
    target = tmp_path_factory.mktemp("sent") / "백서.md"
    return target, run_jobs((JobMessage.of(request(target), WorkerLimits()),))[0]


def test_the_bytes_are_those_of_a_conversion_here(reply, tmp_path: Path):
    target, found = reply
    here = convert(ConversionRequest(SAMPLE, tmp_path / "백서.md", OutputFormat.MARKDOWN))
    assert len(here.outputs) > 1
    assert {
        path.relative_to(target.parent): data for path, data in found.placed(target).items()
    } == {path.relative_to(tmp_path): path.read_bytes() for path in here.outputs}
    assert found.result.conversion.counts == here.counts


def test_nothing_is_written_at_the_sender_by_the_worker(reply):
    target, _ = reply
    assert list(target.parent.iterdir()) == []


def test_a_document_that_cannot_be_read_comes_back_with_its_reason(tmp_path: Path):
    source = tmp_path / "memo.hwp"
    source.write_bytes(b"not a document")
    found = run_jobs((JobMessage.of(request(tmp_path / "memo.md", source), WorkerLimits()),))[0]
    assert found.files == ()
    assert found.result.error.code is ErrorCode.NOT_A_DOCUMENT


def test_another_version_does_nothing(tmp_path: Path):
    message = replace(JobMessage.of(request(tmp_path / "a.md"), WorkerLimits()), version="0.0.0")
    found = run_jobs((message,))[0]
    assert (found.result, found.version) == (None, version())
