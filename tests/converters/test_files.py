# SPDX-License-Identifier: AGPL-3.0-or-later
"""Outputs appear whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from converters import files


def test_a_file_is_written_and_nothing_else_stays(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "책.epub"
    assert files.write_all({target: b"abc"}) == (target,)
    assert target.read_bytes() == b"abc"
    assert list(target.parent.iterdir()) == [target]


def test_the_old_file_survives_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "book.epub"
    target.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.posix("file modes are POSIX")
def test_others_may_read_what_the_folder_allows(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        files.write_whole(tmp_path / "book.epub", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "book.epub").stat().st_mode) == 0o644
