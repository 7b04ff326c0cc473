# SPDX-License-Identifier: AGPL-3.0-or-later
"""What ``hanji doctor`` says of this machine."""

from __future__ import annotations

import json
import sys

import pytest

from app.cli.main import main
from app.jobs import confinement_linux
from app.services import machine

NAMES = {
    "program",
    "walls",
    "fonts",
    "java",
    "recognition",
    "models",
    "disk",
    "database",
    "cluster",
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def test_it_tells_all_in_plain_words(capsys):
    assert main(["doctor"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(NAMES)
    assert all(line.startswith("[") for line in said)


def test_it_tells_other_programs(capsys):
    assert main(["doctor", "--json"]) == 0
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert told.keys() == NAMES
    assert {one["state"] for one in told.values()} <= {"good", "lacking", "bad"}
    assert all(one["said"] and "{" not in one["said"] for one in told.values())


@pytest.mark.skipif(
    sys.platform != "linux" or confinement_linux.landlock_version() < 3,
    reason="this kernel has no Landlock",
)
def test_the_walls_are_those_that_a_real_worker_has():
    walls = next(one for one in machine.examine() if one.name == "walls")
    assert walls.state is machine.State.GOOD


def test_what_is_missing_is_said(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    main(["doctor", "--json"])
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["java"]["state"] == "lacking"


def test_too_little_memory_is_named(monkeypatch, capsys):
    def exhausted():
        raise MemoryError

    monkeypatch.setattr("app.cli.doctor.examine", exhausted)
    assert main(["doctor"]) == 3
    assert "메모리가 모자랍니다" in capsys.readouterr().err
