# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the window remembers."""

from __future__ import annotations

import pytest

from app import crash, paths
from app import settings as stored
from app.settings import Settings


def test_settings_come_back():
    stored.save(Settings(language="en", out_folder="책"))
    assert stored.load() == Settings(language="en", out_folder="책")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"language": 3, "strange": "x"}', "\x00"])
def test_nonsense_means_defaults(text):
    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert stored.load() == Settings()


def test_a_refusing_disk_costs_only_the_memory(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "file" / "below"))
    stored.save(Settings(language="en"))
    assert stored.load() == Settings()


def test_what_nobody_caught_is_logged_and_said_in_one_line(monkeypatch):
    import logging
    import sys

    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    said: list[str] = []
    log = crash.open_log()
    assert log is not None
    crash.install(said.append, log)
    try:
        raise KeyError("secret detail")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    for handler in root.handlers:
        handler.flush()
    assert len(said) == 1
    assert str(log) in said[0]
    assert "secret detail" not in said[0]
    assert "secret detail" in log.read_text(encoding="utf-8")
    for handler in root.handlers:
        if isinstance(handler, logging.FileHandler):
            handler.close()


def test_a_mark_beside_the_program_keeps_everything_there(tmp_path, monkeypatch):
    """The portable package: what it keeps goes where the stick goes."""
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "program" / "app" / "paths.py"))
    for name in ("HANJI_LOG_DIR", "HANJI_CONFIG_DIR", "HANJI_DATA_DIR"):
        monkeypatch.delenv(name)
    paths.portable_folder.cache_clear()
    assert not paths.settings_file().is_relative_to(tmp_path)
    (tmp_path / "hanji-portable.txt").touch()
    paths.portable_folder.cache_clear()
    try:
        for kept in (paths.settings_file(), paths.ledger_file(), paths.log_folder()):
            assert kept.is_relative_to(tmp_path / "data")
        monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "elsewhere"))
        assert paths.queue_file().parent == tmp_path / "elsewhere"
    finally:
        paths.portable_folder.cache_clear()
