# SPDX-License-Identifier: AGPL-3.0-or-later
"""Disks that are full or closed, names that do not fit: a clear message, and nothing half."""

from __future__ import annotations

import errno
import json
import os
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.i18n import Language
from app.jobs import worker
from app.jobs.request import JobError, JobRequest
from app.messages import cause_and_action
from app.services.output_index import OutputIndex
from converters import files, pipeline
from converters.conversion import ConversionRequest
from converters.errors import ErrorCode
from tests.app.command import hanji
from tests.batch import small_disk
from tests.conftest import is_wine


@pytest.fixture
def disk(tmp_path) -> Iterator[Callable[[str], Path]]:
    """Mount a small disk; a second call mounts it anew with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = []

    def mount(options: str) -> Path:
        if not small_disk.mount(place, "-t", "tmpfs", "-o", options, "tmpfs"):
            pytest.skip("mounting is not allowed here")
        mounted.append(place)
        return place

    yield mount
    if mounted:
        small_disk.unmount(place)


def items(out: str) -> list[dict]:
    return json.loads(out)["items"]


def test_a_full_disk_is_named_and_the_same_call_goes_on_when_there_is_room(
    make_document, tmp_path, disk
):
    for number in range(4):
        make_document(tmp_path / "in" / f"{number}.hwp", f"제목 {number}")
    out = disk("size=512k") / "out"
    out.mkdir()
    filler = out.parent / "filler"
    small_disk.fill(filler)
    full = hanji("convert", tmp_path / "in", "-o", out, "--report", "-", HANJI_LANG="en")
    assert full.code == 3
    assert {item["error"]["code"] for item in items(full.out)} == {"io"}
    assert all("the disk is full" in item["error"]["en"] for item in items(full.out))
    assert [path for path in out.rglob("*") if path.suffix in (".epub", ".part")] == []
    filler.unlink()
    again = hanji("convert", tmp_path / "in", "-o", out, "--report", "-")
    assert again.code == 0, again.err
    assert [item["status"] for item in items(again.out)] == ["converted"] * 4
    assert all(zipfile.ZipFile(book).testzip() is None for book in out.glob("*.epub"))


def test_a_disk_that_fills_up_leaves_whole_books_only(make_document, tmp_path, disk):
    for number in range(12):
        make_document(tmp_path / "in" / f"{number:02}.hwp", f"제목 {number}")
    out = disk("size=64k")
    some = hanji("convert", tmp_path / "in", "-o", out, "--report", "-", "--jobs", "1")
    found = [item["status"] for item in items(some.out)]
    assert {"converted", "failed"} == set(found)
    assert len(list(out.glob("*.epub"))) == found.count("converted")
    assert all(zipfile.ZipFile(book).testzip() is None for book in out.glob("*.epub"))
    assert list(out.glob(".hanji-*")) == []


def test_a_write_protected_disk_is_named(make_document, tmp_path, disk):
    source = make_document(tmp_path / "a.hwp")
    out = disk("size=1m,ro")
    refused = hanji("convert", source, "-o", out, HANJI_LANG="en")
    assert refused.code == 3
    assert "write-protected" in refused.err or "access is not allowed" in refused.err
    assert list(out.iterdir()) == []


def test_a_line_that_a_full_disk_tore_swallows_no_other(tmp_path, disk):
    out = disk("size=8k")
    index = OutputIndex(out)
    claimed = []
    for number in range(400):
        target = out / f"{'책' * 20}{number}.epub"
        try:
            index.claim(target)
        except OSError:
            break
        claimed.append(target)
    assert 0 < len(claimed) < 400
    file = out / ".hanji" / "index.jsonl"
    kept = file.read_text(encoding="utf-8", errors="replace")
    assert not kept.endswith("\n")
    assert small_disk.mount(out, "-o", "remount,size=64k")
    index.claim(out / "later.epub")
    assert OutputIndex(out).is_ours(out / "later.epub")


def test_long_names_are_cut_by_bytes_kept_apart_and_told(make_document, tmp_path):
    # 248 bytes of UTF-8 each; they differ at the very end.
    stem = "시정백서" * 20
    for end in ("가", "나"):
        make_document(tmp_path / "in" / f"{stem}{end}.hwp")
    done = hanji("convert", tmp_path / "in", "-o", tmp_path / "out", "--report", "-")
    assert done.code == 0, done.err
    books = [Path(item["outputs"][0]).name for item in items(done.out)]
    assert len(set(books)) == 2
    assert all(len(name.encode()) <= 205 for name in books)
    kinds = [{notice["kind"] for notice in item["notices"]} for item in items(done.out)]
    assert all("name-shortened" in found for found in kinds)
    # Each keeps its name when the other is not there.
    alone = hanji(
        "convert", tmp_path / "in" / f"{stem}나.hwp", "-o", tmp_path / "two", "--report", "-"
    )
    assert Path(items(alone.out)[0]["outputs"][0]).name == books[1]


def test_names_in_parts_become_whole_ones_and_meet_nobody(make_document, tmp_path):
    parts = unicodedata.normalize("NFD", "백서")
    make_document(tmp_path / "in" / f"{parts}.hwp", "하나")
    make_document(tmp_path / "in" / "백서.hwp", "둘")
    done = hanji("convert", tmp_path / "in", "-o", tmp_path / "out", "--report", "-")
    assert done.code == 0, done.err
    books = {Path(item["outputs"][0]).name for item in items(done.out)}
    assert len(books) == 2
    assert all(name == unicodedata.normalize("NFC", name) for name in books)


def test_a_folder_in_the_place_of_a_book_is_left_and_named(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    (tmp_path / "out" / "a.epub").mkdir(parents=True)
    done = hanji("convert", source, "-o", tmp_path / "out", "--report", "-", "--force")
    (item,) = items(done.out)
    assert item["error"]["code"] == "io"
    assert (tmp_path / "out" / "a.epub").is_dir()
    assert list((tmp_path / "out").glob(".hanji-*")) == []


def test_a_full_disk_of_the_queue_stops_no_conversion(make_document, tmp_path, disk):
    for number in range(3):
        make_document(tmp_path / "in" / f"{number}.hwp", f"제목 {number}")
    data = disk("size=256k")
    call = ("convert", tmp_path / "in", "-o", tmp_path / "out")
    hanji(*call, HANJI_DATA_DIR=str(data))
    small_disk.fill(data / "filler")
    done = hanji(*call, "--force", "--report", "-", HANJI_DATA_DIR=str(data))
    assert done.code == 0, done.err
    assert [item["status"] for item in items(done.out)] == ["converted"] * 3
    (data / "filler").unlink()
    after = hanji(*call, HANJI_DATA_DIR=str(data))
    assert after.code == 0
    listed = json.loads(hanji("jobs", "list", "--json", HANJI_DATA_DIR=str(data)).out)
    assert listed[0]["counts"] == {"done": 3}


# ---------------------------------------------------------------- drives that fail, files held open


def failed(source: Path, target: Path) -> JobError:
    """Convert in this process, where a call of the system can be made to fail."""
    result = worker.run(JobRequest(1, ConversionRequest(source, target)))
    assert result.error is not None
    assert result.error.code is ErrorCode.IO
    return result.error


def sentences(error: JobError) -> str:
    return " ".join(cause_and_action(error.code, error.params, Language.ENGLISH))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EIO, "the device reports an error"),
        (errno.ESTALE, "the network drive has lost the file"),
        (errno.ETIMEDOUT, "the network drive does not answer"),
    ],
)
@pytest.mark.parametrize("call", ["fsync", "fdopen"])
def test_a_drive_that_fails_while_a_book_is_written_is_named(
    make_document, tmp_path, monkeypatch, number, words, call
):
    source = make_document(tmp_path / "a.hwp")

    opened = os.fdopen

    def fails(descriptor: int, mode: str = "w") -> Any:
        if "w" not in mode:
            return opened(descriptor, mode)
        raise OSError(number, os.strerror(number))

    out = tmp_path / "out"
    out.mkdir()
    if call == "fsync":
        monkeypatch.setattr(os, "fsync", fails)
    else:
        # The handle is opened, the writing fails.
        monkeypatch.setattr(os, "fdopen", fails)
    error = failed(source, out / "a.epub")
    said = sentences(error)
    assert "The book could not be written" in said
    assert words in said
    assert "network drive" in said
    assert list(out.iterdir()) == []


def test_a_drive_that_fails_while_a_document_is_read_is_named(make_document, tmp_path, monkeypatch):
    source = make_document(tmp_path / "a.hwp")

    def stale(path: Path) -> bytes:
        raise OSError(errno.ESTALE, "Stale file handle", str(path))

    monkeypatch.setattr(pipeline, "read_ordinary", stale)
    said = sentences(failed(source, tmp_path / "a.epub"))
    assert "The file could not be read: the network drive has lost the file" in said


@pytest.mark.parametrize("number", [errno.EACCES, errno.EBUSY])
def test_a_book_that_a_reader_holds_open_is_named(make_document, tmp_path, monkeypatch, number):
    source = make_document(tmp_path / "a.hwp")
    target = tmp_path / "out" / "a.epub"
    target.parent.mkdir()
    target.write_bytes(b"old")

    def held(temporary: Path, path: Path) -> None:
        raise OSError(number, os.strerror(number), str(temporary), None, str(path))

    monkeypatch.setattr(files, "_replace", held)
    said = sentences(failed(source, target))
    assert "“a.epub” could not be replaced: another program has it open" in said
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(is_wine(), reason="Wine takes paths of any length")
def test_a_path_that_is_too_long_is_named(make_document, tmp_path):
    source = make_document(tmp_path / "a.hwp")
    said = sentences(failed(source, tmp_path / ("가" * 300) / "a.epub"))
    assert "too long" in said
