# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memories are added, listed, written and cleaned as a person asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.errors import AppError
from app.services import master_memories
from app.services.reviewing import memories
from app.services.translating import memory_order
from translation.languages import LanguagePair

KO_EN = LanguagePair("ko", "en")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "data"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "시청.csv"
    path.write_text("원문,번역\n시의회,city council\n주민센터,community service center\n", "utf-8")
    return path


def test_a_table_becomes_a_memory_and_goes_out_in_each_form(table: Path, tmp_path: Path) -> None:
    assert memories.take_in(table, KO_EN) == 2
    for suffix in (".tmx", ".csv", ".xlsx"):
        out = tmp_path / f"out{suffix}"
        assert memories.write_out(out, KO_EN) == 2
        name = f"m{suffix[1:]}"
        assert memories.add_master(out, name, KO_EN) == 2
    own, *others = memories.memories()
    assert (own.name, own.pairs) == ("", {KO_EN: 2})
    assert [(one.name, one.units) for one in others] == [("mcsv", 2), ("mtmx", 2), ("mxlsx", 2)]
    assert {unit.source.text for unit in memories.units_of(KO_EN, "mxlsx")} == {
        "시의회",
        "주민센터",
    }


def test_masters_have_penalties_and_drafts_know_of_them(table: Path) -> None:
    before = memory_order("ko", "en").memory_state
    memories.add_master(table, "시청", KO_EN)
    memories.set_penalty("시청", 7)
    (one,) = master_memories.masters()
    assert one[1:] == ("시청", 7)
    order = memory_order("ko", "en")
    assert order.masters == (one,)
    assert order.memory_state != before
    with pytest.raises(AppError):
        memories.add_master(table, "시청", KO_EN)
    memories.remove_master("시청")
    assert master_memories.masters() == ()


def test_the_offices_masters_lie_in_their_folder_and_stay(
    table: Path, own_folder: Path, tmp_path: Path
) -> None:
    memories.add_master(table, "시청", KO_EN)
    office = tmp_path / "office"
    (own_folder / "memories").rename(office)
    config = tmp_path / "config"
    config.mkdir(exist_ok=True)
    (config / "settings.json").write_text(f'{{"master_memories": "{office}"}}', "utf-8")
    _, found = memories.memories()
    assert (found.name, found.of_office, found.units) == ("시청", True, 2)
    memories.remove_master("시청")
    assert (office / "시청.sqlite").is_file()
    (office / "kein.sqlite").write_bytes(b"x" * 3000)
    assert [one.name for one in master_memories.open_masters()] == ["시청"]
    assert [one.name for one in memories.memories() if one.fault] == ["kein"]


@pytest.mark.parametrize("name", ["", "  ", "../x", "a/b", ".x", "CON", "aux.1", "시청?"])
def test_a_memory_has_a_name_that_is_no_path_and_that_every_system_allows(
    table: Path, name: str
) -> None:
    with pytest.raises(AppError):
        memories.add_master(table, name, KO_EN)
    with pytest.raises(AppError):
        memories.remove_master(name)


def test_what_is_no_memory_leaves_nothing_behind(tmp_path: Path, own_folder: Path) -> None:
    bad = tmp_path / "bad.tmx"
    bad.write_text("<tmx>")
    one = tmp_path / "one.csv"
    one.write_text("a\nb\n")
    for file in (bad, one, tmp_path / "none.tmx"):
        with pytest.raises(AppError) as refused:
            memories.add_master(file, "x", KO_EN)
        assert file.name in str(refused.value.params)
    assert list((own_folder / "memories").iterdir()) == []


def test_entries_are_found_corrected_and_taken_out(table: Path) -> None:
    memories.take_in(table, KO_EN)
    (found,) = memories.find("center", KO_EN)
    memories.correct(found, "community center", "나")
    (again,) = memories.find("주민", KO_EN)
    assert (again.target.text, again.author) == ("community center", "나")
    assert again.unit_id is not None
    memories.remove([again.unit_id])
    assert len(memories.find("", KO_EN)) == 1
    assert paths.memory_file().is_file()
