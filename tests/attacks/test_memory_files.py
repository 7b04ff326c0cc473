# SPDX-License-Identifier: AGPL-3.0-or-later
"""Memories that a stranger made: looked at in a confined worker, refused in words, never run."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import AppError
from app.i18n import Language, tr, use_language
from app.services import master_memories, memory_files
from app.services.reviewing import memories
from translation.inline_codes import from_marked
from translation.languages import LanguagePair
from translation.memory.inspection import MOST_BYTES, fault_of
from translation.memory.store import Memory
from translation.memory.units import MemoryUnit

KO_EN = LanguagePair("ko", "en")
_UNITS = [
    MemoryUnit(
        KO_EN, from_marked(f"{n}번 문장 <1>글</1>."), from_marked(f"No. {n} <1>x</1>."), usage=n
    )
    for n in range(300)
]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(tmp_path / "config"))
    folder = tmp_path / "data" / "memories"
    folder.mkdir(parents=True)
    return folder


def sound(path: Path) -> Path:
    with Memory(path) as memory:
        memory.add(_UNITS)
        memory.finish()
    return path


def _sql(*statements: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return spoil


def _schema(old: str, new: str) -> Callable[[Path], None]:
    return _sql(
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_schema SET sql = replace(sql, '{old}', '{new}') WHERE name = 'unit'",
    )


def _torn(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096 * 3, len(data), 4096):
        data[at : at + 64] = os.urandom(64)
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-8192])


def _huge(path: Path) -> None:
    with path.open("r+b") as stream:
        stream.truncate(MOST_BYTES + 4096)


_ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
_SPOILT: dict[str, Callable[[Path], None]] = {
    "a trigger": _sql("CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM gram; END"),
    "an endless view": _sql(f"CREATE VIEW more AS {_ENDLESS}"),
    "a view in a table's place": _sql(
        "ALTER TABLE gram RENAME TO g",
        f"CREATE VIEW gram AS SELECT gram, ({_ENDLESS}) AS units FROM g",
    ),
    "a generated column": _sql("ALTER TABLE unit ADD COLUMN more AS (hex(zeroblob(1000000000)))"),
    "a virtual table": _sql("CREATE VIRTUAL TABLE more USING fts5(a)"),
    "a check": _schema("usage INTEGER NOT NULL", "usage INTEGER NOT NULL CHECK (load_extension(1))"),
    "another index": _sql("CREATE INDEX more ON unit (lower(source))"),
    "another table": _sql("CREATE TABLE more (a)"),
    "a text where numbers are": _sql("UPDATE gram SET units = 'many'"),
    "numbers below nought": _sql("UPDATE gram SET units = -1"),
    "bytes where texts are": _sql("UPDATE unit SET target = x'00ff00'"),
    "no text at all": _sql("UPDATE unit SET target = CAST(x'fffe80' AS TEXT)"),
    "a text of 20 MB": _sql("UPDATE unit SET source = replace(hex(zeroblob(10000000)), '0', '가') WHERE id = 1"),
    "of tomorrow": _sql("PRAGMA user_version = 99"),
    "torn": _torn,
    "cut off": _cut,
    "larger than a disk": _huge,
    "no database": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
}  # fmt: skip


@pytest.mark.parametrize("how", _SPOILT)
def test_whatever_is_no_memory_of_ours_is_found_out(tmp_path: Path, how: str) -> None:
    path = sound(tmp_path / "stranger.sqlite")
    assert fault_of(path) is None
    _SPOILT[how](path)
    assert fault_of(path) is not None


@pytest.mark.parametrize("how", ["a view in a table's place", "a text of 20 MB", "torn"])
def test_it_is_refused_in_words_by_a_confined_worker(
    tmp_path: Path, own_folder: Path, how: str
) -> None:
    path = sound(tmp_path / "stranger.sqlite")
    _SPOILT[how](path)
    with pytest.raises(AppError) as refused:
        memories.add_master(path, "낯선", KO_EN)
    said = tr(refused.value.message, **refused.value.params)
    assert str(path) in said
    assert "TMX" in said
    assert list(own_folder.iterdir()) == []
    # Nor is one taken that somebody lays into the folder of masters.
    path.replace(own_folder / "laid.sqlite")
    assert master_memories.open_masters() == ()
    (info,) = [one for one in memories.memories() if one.name]
    assert info.fault


def test_the_refusal_is_in_korean_too(tmp_path: Path) -> None:
    path = sound(tmp_path / "stranger.sqlite")
    _torn(path)
    use_language(Language.KOREAN)
    try:
        with pytest.raises(AppError) as refused:
            memories.add_master(path, "낯선", KO_EN)
        said = tr(refused.value.message, **refused.value.params)
    finally:
        use_language(Language.ENGLISH)
    assert "손상" in said
    assert "TMX" in said


def test_a_sound_one_is_copied_unit_by_unit_into_a_file_of_our_own(tmp_path: Path) -> None:
    path = sound(tmp_path / "office.sqlite")
    assert memories.add_master(path, "시청", KO_EN) == len(_UNITS)
    (one,) = master_memories.open_masters(may_wait=False)
    kept = [(u.source, u.target, u.usage) for u in one.memory]
    assert kept == [(u.source, u.target, u.usage) for u in _UNITS]
    one.memory.close()


def test_a_file_of_the_office_is_looked_at_once_and_again_when_it_is_another(
    tmp_path: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sound(own_folder / "office.sqlite")
    looked: list[Path] = []
    real = memory_files._looked_at

    def look(found: Path) -> str:
        looked.append(found)
        return real(found)

    monkeypatch.setattr(memory_files, "_looked_at", look)
    # The window does not wait for it.
    assert master_memories.open_masters(may_wait=False) == ()
    assert not master_memories.are_masters_looked_at()
    for _ in range(2):
        (one,) = master_memories.open_masters()
        one.memory.close()
    (one,) = master_memories.open_masters(may_wait=False)
    one.memory.close()
    assert looked == [path]
    _SPOILT["a trigger"](path)
    assert master_memories.open_masters(may_wait=False) == ()
    assert master_memories.open_masters() == ()
    assert looked == [path, path]
