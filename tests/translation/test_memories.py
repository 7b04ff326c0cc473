# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several memories are asked as one, and a memory is cleaned of what says nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory import Memory, MemoryUnit
from translation.memory.cleaning import Reason, suspects
from translation.memory.shelf import Master, MemoryShelf

KO_EN = LanguagePair("ko", "en")


def unit(source: str, target: str, **more: str) -> MemoryUnit:
    return MemoryUnit(KO_EN, from_marked(source), from_marked(target), **more)


def master(path: Path, *units: MemoryUnit) -> Path:
    with Memory(path) as memory:
        memory.add(units)
        memory.finish()
    return path


def test_masters_are_asked_after_ones_own_named_and_penalised(tmp_path: Path) -> None:
    path = master(
        tmp_path / "시청.sqlite",
        unit("시의회가 열렸다.", "The council opened."),
        unit("끝났다.", "It is over."),
    )
    with Memory(tmp_path / "own.sqlite") as own, Memory(path, read_only=True) as office:
        own.add([unit("시의회가 열렸다.", "The city council opened.")])
        shelf = MemoryShelf(own, [Master("시청", office, 5)])
        found = shelf.look_up(from_marked("시의회가 열렸다."), KO_EN)
        assert [(one.score, one.memory, one.unit.target.text) for one in found] == [
            (100, "", "The city council opened."),
            (95, "시청", "The council opened."),
        ]
        assert shelf.look_up(from_marked("끝났다."), KO_EN, least=96) == ()
        assert len(shelf) == 3
        assert [one.target.text for one in shelf.find("끝났")] == ["It is over."]


def test_a_master_is_never_written_even_where_everybody_may(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    path = master(folder / "시청.sqlite", unit("끝.", "End."))
    before = path.read_bytes()
    with Memory(path, read_only=True) as office:
        assert len(office) == 1
        with pytest.raises(sqlite3.Error):
            office.add([unit("가", "a")])
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["시청.sqlite"], (
        "nothing is written beside it"
    )
    other = tmp_path / "kein.sqlite"
    other.write_bytes(b"x" * 5000)
    with pytest.raises(sqlite3.DatabaseError):
        Memory(other, read_only=True)


def test_units_that_may_go_are_found_with_their_reason() -> None:
    good = [
        unit(
            f"시는 {n}번째 행사를 공원에서 열었다.", f"The city held event number {n} in the park."
        )
        for n in range(30)
    ]
    bad = {
        Reason.EMPTY: unit("비어 있는 번역이다.", ""),
        Reason.SAME: unit("그대로 둔 문장이다.", "그대로 둔 문장이다."),
        Reason.LANGUAGE: unit("영어로 옮기지 않았다.", "다른 한국어 문장이 있다."),
        Reason.LENGTH: unit("공원에서 행사를 열어 많은 사람이 왔다.", "A park."),
        Reason.NUMBERS: unit("예산은 2025년에 48억 원이다.", "The budget is KRW 4.8 million."),
        Reason.DUPLICATE: unit(good[3].source.text, good[3].target.text, before="x"),
    }
    newer = unit(good[3].source.text, good[3].target.text, before="y", changed="2026-01-01")
    found = list(suspects([*good, *bad.values(), newer]))
    reasons = {one.reason for one in found}
    assert reasons == set(Reason)
    for reason, one in bad.items():
        assert any(s.unit is one and s.reason is reason for s in found), reason
    assert newer not in [one.unit for one in found]
    assert len(found) == len(bad) + 1, "of three equal ones the youngest stays"


def test_a_unit_is_corrected_in_its_place(tmp_path: Path) -> None:
    with Memory(tmp_path / "own.sqlite") as memory:
        memory.add([unit("끝.", "Ende.", before="x")])
        (found,) = memory.find("끝")
        assert found.unit_id is not None
        memory.correct(found.unit_id, unit("끝.", "The end.", before="x"))
        assert [one.target.text for one in memory] == ["The end."]
        assert memory.pairs() == {KO_EN: 1}
