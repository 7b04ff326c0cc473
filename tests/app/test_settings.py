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


def test_every_field_that_is_shown_has_a_declaration_that_allows_its_default():
    for setting in stored.declared().values():
        assert setting.allows(setting.default), setting.key
        assert setting.words
        assert setting.hint


@pytest.mark.parametrize(
    ("key", "value"),
    [("text_size", 5000), ("text_size", "150"), ("theme", "pink"), ("workers", True)],
)
def test_a_value_out_of_its_limits_means_the_default(key, value):
    import json

    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({key: value, "language": "en"}))
    assert stored.load() == Settings(language="en")


def test_what_only_a_newer_version_knows_is_kept():
    import json

    file = paths.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('{"later": [1], "language": "ko"}')
    stored.save(Settings(language="en"))
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert (kept["later"], kept["language"]) == ([1], "en")


POLICY = """
reason = "정보화-31"
[defaults]
text_size = 125
[locked]
translation = "en"
workers = { value = 2, reason = "공용" }
"""


@pytest.fixture
def policy(monkeypatch, tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text(POLICY, encoding="utf-8")
    monkeypatch.setattr(paths, "policy_files", lambda: (tmp_path / "none.toml", file))
    return file


def test_a_policy_changes_defaults_and_locks_values(policy):
    held = stored.load()
    assert (held.text_size, held.translation, held.workers) == (125, "en", 2)
    stored.save(Settings(text_size=150, translation="ko-en", workers=4))
    again = stored.load()
    assert (again.text_size, again.translation, again.workers) == (150, "en", 2)
    assert stored.policy().reasons == {"translation": "정보화-31", "workers": "공용"}


def test_a_persons_own_value_comes_back_when_the_lock_goes(policy):
    policy.unlink()
    stored.save(Settings(workers=4))
    policy.write_text(POLICY, encoding="utf-8")
    stored.save(stored.load())
    policy.unlink()
    assert stored.load().workers == 4


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[locked]\nworkers = 99", "locked.workers"),
        ("[defaults]\nstrange = 1", "defaults.strange"),
        ("locked = 3", "locked"),
    ],
)
def test_a_policy_that_makes_no_sense_is_told_and_changes_nothing(policy, text, fault):
    policy.write_text(text, encoding="utf-8")
    assert stored.policy().faults == (fault,)
    assert stored.load() == Settings()


def test_a_torn_policy_changes_nothing(policy):
    policy.write_text("[locked\nworkers", encoding="utf-8")
    assert stored.load() == Settings()
    assert stored.policy().faults


def test_the_database_of_the_settings_is_the_ledgers(monkeypatch):
    monkeypatch.delenv("HANJI_DATABASE", raising=False)
    assert not stored.is_ledger_kept()
    stored.save(Settings(database="postgresql://city/ledger"))
    assert stored.ledger_database() == "postgresql://city/ledger"
    assert stored.is_ledger_kept()
    monkeypatch.setenv("HANJI_DATABASE", "other.sqlite")
    assert stored.ledger_database() == "other.sqlite"
