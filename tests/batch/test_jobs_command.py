# SPDX-License-Identifier: AGPL-3.0-or-later
"""A run that was killed goes on where it was; ``hanji jobs`` and summaries say what became of it."""

from __future__ import annotations

import html
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.i18n import Language
from app.services.batch.summary import summarise
from app.services.batch.summary_xlsx import to_xlsx
from app.services.report import Report, ReportItem, Status
from tests.app.command import REPOSITORY, hanji


def jobs() -> list[dict]:
    return json.loads(hanji("jobs", "list", "--json").out)


def killed_after(books: int, *arguments: object, out: Path) -> None:
    """Kill ``hanji convert`` outright once there are ``books``."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "convert", *map(str, arguments), "-o", str(out)],
        cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while len(list(out.glob("*.epub"))) < books and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()


@pytest.mark.slow
def test_a_killed_run_is_gone_on_with_and_nothing_is_done_twice(make_document, tmp_path):
    for number in range(30):
        make_document(tmp_path / "in" / f"{number:02}.hwp", f"제목 {number}")
    (tmp_path / "in" / "bad.hwp").write_bytes(b"\x89PNG no document")
    out = tmp_path / "out"
    killed_after(3, tmp_path / "in", "--jobs", "2", out=out)
    (job,) = jobs()
    assert job["state"] == "interrupted"
    assert job["files"] == 31
    before = {book: book.stat().st_mtime_ns for book in out.glob("*.epub")}
    recorded = {
        item["target"]
        for item in json.loads(hanji("jobs", "show", job["id"], "--json").out)["items"]
        if item["state"] == "done"
    }
    resumed = hanji("jobs", "resume", "--report", "-")
    assert resumed.code == 1, resumed.err
    items = json.loads(resumed.out)["items"]
    assert len(items) == 31
    assert {item["status"] for item in items if item["outputs"][:1] and item["outputs"][0] in recorded} <= {"unchanged"}  # fmt: skip
    for book, moment in before.items():
        if str(book) in recorded:
            assert book.stat().st_mtime_ns == moment
    assert len(list(out.glob("*.epub"))) == 30
    assert all(zipfile.ZipFile(book).testzip() is None for book in out.glob("*.epub"))
    assert list(out.glob(".hanji-*")) == []
    (job,) = jobs()
    assert (job["state"], job["counts"]) == ("finished", {"done": 30, "failed": 1})


def test_what_was_forced_before_a_kill_is_not_made_again(make_document, tmp_path):
    for number in range(20):
        make_document(tmp_path / "in" / f"{number:02}.hwp", f"제목 {number}")
    out = tmp_path / "out"
    killed_after(3, tmp_path / "in", "--jobs", "1", "--force", out=out)
    again = hanji("convert", tmp_path / "in", "-o", out, "--force", "--report", "-")
    found = [item["status"] for item in json.loads(again.out)["items"]]
    # The last book may have been renamed into its place and not recorded yet.
    assert found.count("unchanged") >= 2
    assert "converted" in found


def test_jobs_are_listed_shown_and_forgotten(make_document, tmp_path):
    make_document(tmp_path / "a.hwp")
    hanji("convert", tmp_path / "a.hwp", tmp_path / "none.hwp", "-o", tmp_path / "out")
    (job,) = jobs()
    assert job["counts"] == {"done": 1, "failed": 1}
    listed = hanji("jobs", "list").out
    assert str(tmp_path / "out") in listed
    shown = hanji("jobs", "show", job["id"])
    assert "a.hwp" in shown.out
    assert "none.hwp" in shown.out
    assert hanji("jobs", "resume").code == 3
    assert hanji("jobs", "forget", job["id"]).code == 0
    assert jobs() == []
    assert hanji("jobs", "show", job["id"]).code == 3
    assert (tmp_path / "out" / "a.epub").exists()


def test_a_resumed_job_tries_what_failed_again(make_document, tmp_path):
    late = tmp_path / "late.hwp"
    hanji("convert", late, "-o", tmp_path / "out")
    make_document(late)
    assert hanji("jobs", "resume", jobs()[0]["id"]).code == 0
    (job,) = jobs()
    assert job["counts"] == {"done": 1}


def test_without_a_place_for_the_queue_files_are_converted_all_the_same(make_document, tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    source = make_document(tmp_path / "a.hwp")
    done = hanji("convert", source, "-o", tmp_path / "out", HANJI_DATA_DIR=str(tmp_path / "data"))
    assert done.code == 0, done.err
    assert (tmp_path / "out" / "a.epub").exists()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_summaries_name_what_failed_and_what_to_do(make_document, tmp_path, language):
    make_document(tmp_path / "in" / "a.hwp", "=1+1")
    # Windows has no such name; it has others that a page must not take as they are.
    name = "<b>.hwp" if os.name == "posix" else "R&D 'b'.hwp"
    (tmp_path / "in" / name).write_bytes(b"")
    for form in ("html", "json", "xlsx"):
        hanji(
            "convert", tmp_path / "in", "-o", tmp_path / "out",
            "--summary", tmp_path / f"s.{form}", HANJI_LANG=language,
        )  # fmt: skip
    page = (tmp_path / "s.html").read_text(encoding="utf-8")
    assert f'lang="{language}"' in page
    assert html.escape(name) in page
    assert name not in page
    found = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert (found["files"], found["unchanged"], len(found["failed"])) == (2, 1, 1)
    assert found["reasons"] == {"not-a-document": 1}
    assert found["failed"][0]["en"].startswith(f"{name}: The file is empty.")


def test_the_workbook_of_a_job_is_the_same_each_time(make_document, tmp_path):
    make_document(tmp_path / "a.hwp")
    hanji("convert", tmp_path / "a.hwp", "-o", tmp_path / "out")
    number = jobs()[0]["id"]
    for name in ("one.xlsx", "two.xlsx"):
        assert hanji("jobs", "show", number, "--summary", tmp_path / name).code == 0
        # The clock of a workbook counts whole seconds.
        time.sleep(1.1)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_title_that_looks_like_a_formula_is_text_in_the_workbook():
    import openpyxl

    moment = datetime(2026, 3, 1, tzinfo=UTC)
    item = ReportItem("a\x01.hwp", Status.CONVERTED, title="=1+1")
    workbook = to_xlsx(summarise(Report(moment, moment, (item,))), Language.KOREAN)
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


def test_a_summary_of_an_unknown_kind_is_refused_before_the_work(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    refused = hanji("convert", source, "-o", tmp_path / "out", "--summary", tmp_path / "s.pdf")
    assert refused.code == 2
    assert not (tmp_path / "out").exists()
