# SPDX-License-Identifier: AGPL-3.0-or-later
"""What lies in a folder under a document's name and is none: named at once, and the rest goes on."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from converters.files import open_ordinary, read_ordinary
from tests.app.command import hanji
from tests.layout.test_layout import REPOSITORY

pytestmark = pytest.mark.posix("pipes and devices of POSIX")
SAMPLE = REPOSITORY / "assets" / "samples" / "hanji-notice.hwpx"
NAMES = ("pipe.hwp", "zero.hwp", "random.hwpx", "socket.hwp", "loop.docx", "folder.pdf")


@pytest.fixture
def odd(tmp_path, monkeypatch) -> Iterator[Path]:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe.hwp")
    (folder / "zero.hwp").symlink_to("/dev/zero")
    (folder / "random.hwpx").symlink_to("/dev/urandom")
    (folder / "loop.docx").symlink_to("loop.docx")
    (folder / "folder.pdf").mkdir()
    # The name of a socket is short, whatever the folder's.
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.hwp")
        yield folder


@pytest.mark.parametrize("name", NAMES)
def test_only_ordinary_files_are_opened(odd, name):
    with pytest.raises(OSError, match=r"ordinary|directory|links"):
        open_ordinary(odd / name)


def test_a_file_without_an_end_is_read_as_far_as_it_says():
    made_up = Path("/proc/self/status")
    if not made_up.exists():
        pytest.skip("there is no /proc here")
    assert read_ordinary(made_up) == b""


def test_a_folder_with_odd_things_gives_its_books(odd, tmp_path):
    shutil.copy(SAMPLE, odd / "good.hwpx")
    done = hanji("convert", odd, "-o", tmp_path / "out")
    assert (tmp_path / "out" / "good.epub").is_file()
    assert done.code == 1
    for name in ("pipe.hwp", "zero.hwp", "random.hwpx", "socket.hwp"):
        assert f"{name}: 보통 파일이 아니라" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("name", NAMES)
def test_inspecting_and_reviewing_say_what_it_is(odd, tmp_path, name):
    for call in (
        ("inspect", odd / name),
        ("review", "create", odd / name, "-o", tmp_path / "project.hanji"),
    ):
        done = hanji(*call)
        assert done.code != 0
        assert name in done.err + done.out
        assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "call",
    [
        ("ledger", "import"),
        ("models", "install"),
        ("memory", "import"),
        ("terms", "import"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["pipe.hwp", "zero.hwp"])
def test_nothing_that_is_imported_is_waited_for(odd, call, name):
    done = hanji(*call, odd / name)
    assert done.code != 0
    assert "장치·파이프·소켓" in done.err + done.out
