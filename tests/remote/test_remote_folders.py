# SPDX-License-Identifier: AGPL-3.0-or-later
"""Folders named by a URL: documents come in once, books go out, nothing of others is touched."""

from __future__ import annotations

import json

import fsspec
import pytest

from app.errors import UsageError
from app.services.remote_folders import RemoteFolder, RemoteTrouble
from app.services.url import Url
from tests.app.command import hanji


@pytest.fixture
def memory():
    """A file system that is no disk; empty before and after."""
    there = fsspec.filesystem("memory")
    there.store.clear()
    there.pseudo_dirs[:] = [""]
    yield there
    there.store.clear()


def folder(text: str) -> RemoteFolder:
    url = Url.of(text)
    assert url is not None
    return RemoteFolder(url)


@pytest.mark.parametrize("text", ["a.hwp", "C://x", "C:\\x", "폴더/a.hwp", "//server/share/a.hwp"])
def test_paths_are_no_urls(text):
    assert Url.of(text) is None


def test_documents_come_in_with_their_folders(memory):
    for name in ("/in/a.hwp", "/in/과/b.pdf", "/in/~$b.docx", "/in/.x/c.hwp", "/in/note.txt"):
        memory.pipe(name, name.encode())
    found = folder("memory://in").fetch()
    assert [
        (file.source.read_bytes(), file.below.as_posix(), file.url) for file in found.files
    ] == [
        (b"/in/a.hwp", ".", "memory://in/a.hwp"),
        ("/in/과/b.pdf".encode(), "과", "memory://in/과/b.pdf"),
    ]
    assert found.ignored == 1


def test_a_single_file_may_be_named(memory):
    memory.pipe("/in/a.hwp", b"a")
    memory.pipe("/in/b.hwp", b"b")
    found = folder("memory://in/a.hwp").fetch()
    assert [(file.source.name, file.url) for file in found.files] == [
        ("a.hwp", "memory://in/a.hwp")
    ]


def test_what_has_not_changed_is_not_fetched_again(memory, monkeypatch):
    memory.pipe("/in/a.hwp", b"a")
    memory.pipe("/in/b.hwp", b"b")
    there = folder("memory://in")
    there.fetch()
    asked = []
    real = there._download
    monkeypatch.setattr(there, "_download", lambda p, t: (asked.append(p), real(p, t)))
    there.fetch()
    assert asked == []
    memory.pipe("/in/b.hwp", b"other")
    found = there.fetch()
    assert asked == ["/in/b.hwp"]
    assert found.files[1].source.read_bytes() == b"other"


def test_names_stay_in_the_spool(memory):
    hostile = ["/in/../../../a.hwp", "/in/a\\..\\..\\b.hwp", "/in/C:/x.hwp", "/in/con.hwp"]
    for name in hostile:
        memory.store[name] = memory.open("/x", "wb")
    there = folder("memory://in")
    found = there.fetch().files
    assert len(found) >= 3
    for file in found:
        assert file.source.resolve().is_relative_to((there.spool / "in").resolve())


def test_the_books_folder_is_no_source(memory):
    memory.pipe("/in/a.hwp", b"a")
    memory.pipe("/in/책/a.epub", b"book")
    found = folder("memory://in").fetch(skipped=folder("memory://in/책"))
    assert [file.source.name for file in found.files] == ["a.hwp"]


@pytest.mark.parametrize("text", ["nonsense://x", "simplecache::memory://x", "://x"])
def test_what_fsspec_does_not_know_is_named(text):
    url = Url.of(text)
    if url is None:
        return
    with pytest.raises(UsageError) as caught:
        RemoteFolder(url)
    assert text in str(caught.value.params["url"])


def test_a_folder_that_is_not_there_is_named():
    with pytest.raises(RemoteTrouble) as caught:
        folder("memory://nowhere").fetch()
    assert caught.value.params["url"] == "memory://nowhere"


# ------------------------------------------------------------ the whole way, as a person calls it


def test_a_call_with_urls_puts_the_same_books(make_document, tmp_path):
    for name in ("a.hwp", "과/b.hwp"):
        make_document(tmp_path / "in" / name, name)
    plain = hanji("convert", tmp_path / "in", "-o", tmp_path / "plain")
    assert plain.code == 0
    source, target = (tmp_path / "in").as_uri(), (tmp_path / "out").as_uri()
    report = tmp_path / "report.json"
    done = hanji("convert", source, "-o", target, "--report", report)
    assert done.code == 0, done.err
    books = {p.relative_to(tmp_path / "plain").as_posix(): p.read_bytes()
             for p in (tmp_path / "plain").rglob("*.epub")}  # fmt: skip
    assert {p.relative_to(tmp_path / "out").as_posix(): p.read_bytes()
            for p in (tmp_path / "out").rglob("*.epub")} == books  # fmt: skip
    said = json.loads(report.read_text("utf-8"))
    assert [item["input"].startswith("file://") for item in said["items"]] == [True, True]
    again = hanji("convert", source, "-o", target)
    assert again.code == 0
    assert "변경 없음 2" in again.err or "2개" in again.err
    assert not list((tmp_path / "out").rglob("*.part"))


def test_what_others_put_there_is_left_alone(make_document, tmp_path):
    make_document(tmp_path / "in" / "a.hwp")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.epub").write_bytes(b"somebody's")
    target = (tmp_path / "out").as_uri()
    done = hanji("convert", tmp_path / "in", "-o", target)
    assert done.code == 1
    assert "a.epub" in done.err
    assert (tmp_path / "out" / "a.epub").read_bytes() == b"somebody's"


@pytest.mark.slow
def test_our_own_book_is_replaced_when_its_document_changed(make_document, tmp_path):
    make_document(tmp_path / "in" / "a.hwp")
    target = (tmp_path / "out").as_uri()
    assert hanji("convert", tmp_path / "in", "-o", target).code == 0
    first = (tmp_path / "out" / "a.epub").read_bytes()
    make_document(tmp_path / "in" / "a.hwp", "고친 백서")
    for data in ("one", "other machine"):
        done = hanji("convert", tmp_path / "in", "-o", target, HANJI_DATA_DIR=str(tmp_path / data))
        assert done.code == 0, done.err
        assert (tmp_path / "out" / "a.epub").read_bytes() != first


def test_a_url_that_is_not_known_is_wrong_usage_and_makes_nothing(make_document, tmp_path):
    document = make_document(tmp_path / "a.hwp")
    done = hanji("convert", document, "-o", "nonsense://x/y")
    assert done.code == 2
    assert "nonsense://x/y" in done.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.hwp"]


def test_a_folder_that_is_watched_has_its_books_here(tmp_path):
    done = hanji("watch", tmp_path, "-o", "file:///x", "--once")
    assert done.code == 2
