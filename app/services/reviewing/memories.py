# SPDX-License-Identifier: AGPL-3.0-or-later
"""The use case "memories": one's own and masters; what comes in, goes out and is cleaned.

A master is a memory in a file of its own that is only asked. One's own are in the folder of
what the user installs; those of the office in a folder that a setting names, which a policy may
fix. What each of their matches loses in percent is remembered beside one's own.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.errors import AppError
from app.i18n import mark
from app.messages import os_reason
from app.services import checked_files
from app.services.exchange_files import memory_units
from app.services.exchange_refusals import refusal_of
from app.services.file_names import safe_stem
from app.services.master_memories import (
    MOST_PENALTY,
    SUFFIX,
    master_files,
    open_masters,
    own_folder,
    penalties,
    penalties_file,
)
from app.services.memory_files import MemoryFileRefused, fault_of_file, units_of_file
from app.services.reviewing.session import now, open_memory
from app.services.table_writer import TABLES, demand_ending, write_table
from converters import files
from translation.exchange import tmx
from translation.exchange.errors import ExchangeRefused
from translation.inline_codes import Coded
from translation.languages import LanguagePair
from translation.memory.cleaning import Suspect, suspects
from translation.memory.shelf import MemoryShelf
from translation.memory.store import Memory, MemoryVersionError
from translation.memory.units import MemoryUnit

logger = logging.getLogger(__name__)

_NO_MEMORY = mark("The translation memory cannot be opened: {path}.")
_UNREADABLE = mark("The file “{path}” cannot be read: {detail}.")
_NOT_WRITTEN = mark("The file “{path}” cannot be written: {detail}.")
_NO_MEMORY_FILE = mark(
    "“{path}” is no translation memory that can be used: {detail}. Ask for it as a TMX file, or for a"
    " fresh copy."
)
_NO_COLUMNS = mark("“{path}” has no two columns of texts: the first is the source, the second its translation.")  # fmt: skip
_NAME_TAKEN = mark("There is a memory “{name}” already. Choose another name, or remove it first.")
_NAMELESS = mark("“{name}” cannot be the name of a memory: choose one that any system allows.")
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")
_HEADS = (mark("Source"), mark("Translation"), mark("Author"), mark("Changed"), mark("Came from"))


@dataclass(frozen=True, slots=True)
class MemoryInfo:
    """A memory, as the list of memories shows it."""

    name: str
    """Empty for one's own."""
    path: Path
    pairs: dict[LanguagePair, int]
    """How many units each pair of languages has."""
    penalty: int = 0
    of_office: bool = False
    """Whether it lies in the office's folder, and is not removed here."""
    fault: str = ""
    """Why it cannot be used."""

    @property
    def units(self) -> int:
        """How many units it has."""
        return sum(self.pairs.values())


# ---------------------------------------------------------------- masters


def open_shelf() -> MemoryShelf:
    """Open one's own memory and the masters, to be asked."""
    return MemoryShelf(open_memory(), open_masters())


def memories() -> tuple[MemoryInfo, ...]:
    """Return all memories, one's own first."""
    lost = penalties()
    listed = [("", paths.memory_file(), False), *master_files()]
    return tuple(
        _info(name, path, lost.get(name, 0) if name else 0, of_office)
        for name, path, of_office in listed
    )


def _info(name: str, path: Path, penalty: int, of_office: bool) -> MemoryInfo:
    if not path.is_file():
        return MemoryInfo(name, path, {}, penalty, of_office)
    try:
        if name and (fault := fault_of_file(path)):
            return MemoryInfo(name, path, {}, penalty, of_office, fault)
        with Memory(path, read_only=bool(name)) as memory:
            return MemoryInfo(name, path, memory.pairs(), penalty, of_office)
    except (OSError, sqlite3.Error, MemoryVersionError) as error:
        return MemoryInfo(name, path, {}, penalty, of_office, str(error))


def add_master(file: Path, name: str, pair: LanguagePair) -> int:
    """Make a master of a TMX, a table or a memory's file; return how many units it has.

    Raises:
        AppError: the name is taken, the file cannot be read, or nothing can be written.
    """
    target = _place(name)
    if target.exists():
        raise AppError(_NAME_TAKEN, name=name)
    half = target.with_name(f".{target.name}.half")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        with Memory(half) as memory:
            if file.suffix.casefold() == SUFFIX:
                # Its units alone go into a file of our own.
                with units_of_file(file) as units:
                    memory.add(units)
            else:
                _fill(memory, file, pair)
            count = len(memory)
            memory.finish()
        half.replace(target)
        checked_files.accept([target])
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(target), detail=os_reason(error)) from error
    except MemoryFileRefused as error:
        raise AppError(_NO_MEMORY_FILE, path=str(file), detail=str(error)) from error
    except (sqlite3.Error, MemoryVersionError) as error:
        raise AppError(_UNREADABLE, path=str(file), detail=str(error)) from error
    finally:
        half.unlink(missing_ok=True)
    return count


def _place(name: str) -> Path:
    """Return where a master of a name lies.

    Raises:
        AppError: no file of every system may have this name.
    """
    bare = unicodedata.normalize("NFC", name.strip())
    if safe_stem(bare) != bare or bare.startswith("."):
        raise AppError(_NAMELESS, name=name)
    return own_folder() / f"{bare}{SUFFIX}"


def remove_master(name: str) -> None:
    """Remove a master of one's own; those of the office stay.

    Raises:
        AppError: it cannot be removed, or no memory may have this name.
    """
    path = _place(name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=os_reason(error)) from error


def set_penalty(name: str, penalty: int) -> None:
    """Remember how many percent each match of a master loses.

    Raises:
        AppError: it cannot be kept.
    """
    kept = penalties() | {name: max(0, min(penalty, MOST_PENALTY))}
    path = penalties_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_whole(path, json.dumps(kept, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(path), detail=os_reason(error)) from error


# ---------------------------------------------------------------- in and out


def take_in(file: Path, pair: LanguagePair) -> int:
    """Put a TMX or a table into one's own memory; return how many units were new.

    Raises:
        AppError: it cannot be read, or the memory cannot be opened.
    """
    with _own() as memory:
        before = len(memory)
        try:
            _fill(memory, file, pair)
        except sqlite3.Error as error:
            raise AppError(_NO_MEMORY, path=str(paths.memory_file())) from error
        return len(memory) - before


def write_out(file: Path, pair: LanguagePair, name: str = "") -> int:
    """Write the units of a pair as TMX, CSV or XLSX, by the file's ending; return how many.

    Args:
        file: to write.
        pair: languages.
        name: of a master; one's own without one.

    Raises:
        AppError: it cannot be written, its name ends otherwise, or the memory cannot be opened.
    """
    demand_ending(file, (".tmx", *TABLES))
    units = units_of(pair, name)
    try:
        if file.suffix.casefold() in TABLES:
            write_table(file, _HEADS, [_row(unit) for unit in units])
        else:
            files.write_whole(file, tmx.write(units, pair))
    except OSError as error:
        raise AppError(_NOT_WRITTEN, path=str(file), detail=os_reason(error)) from error
    return len(units)


def units_of(pair: LanguagePair, name: str = "") -> list[MemoryUnit]:
    """Return the units of a pair.

    Raises:
        AppError: the memory cannot be opened.
    """
    with _own() if not name else _master(name) as memory:
        return [unit for unit in memory if unit.pair == pair]


def _row(unit: MemoryUnit) -> tuple[str, ...]:
    return unit.source.text, unit.target.text, unit.author, unit.changed[:19], unit.origin


def _fill(memory: Memory, file: Path, pair: LanguagePair) -> None:
    if file.suffix.casefold() in _TABLES:
        memory.add(_of_table(file, pair))
        return
    try:
        with memory_units(file, pair) as units:
            memory.add(units)
    except ExchangeRefused as refused:
        raise refusal_of(file, refused) from refused


def _of_table(file: Path, pair: LanguagePair) -> list[MemoryUnit]:
    # The readers of tables are the ledger's; a review without one does not load them.
    from app.services.costing.spreadsheets.confined import read_confined
    from app.services.costing.spreadsheets.delimited import read_delimited

    packed = file.suffix.casefold() in (".xlsx", ".xls", ".ods")
    try:
        grids = read_confined(file) if packed else read_delimited(file)
    except OSError as error:
        raise AppError(_UNREADABLE, path=str(file), detail=os_reason(error)) from error
    rows = [cells for grid in grids[:1] for _, cells in grid.rows]
    at = now()
    said = [(row[0].strip(), row[1].strip()) for row in rows if len(row) > 1]
    heads = {"source", "원문", "한국어", "korean", pair.source}
    units = [
        MemoryUnit(pair, Coded((one,)), Coded((other,)), None, None, file.stem, "", at, at)
        for number, (one, other) in enumerate(said)
        if one and other and (number or one.casefold() not in heads)
    ]
    if not units:
        raise AppError(_NO_COLUMNS, path=str(file))
    return units


def _own() -> Memory:
    memory = open_memory()
    if memory is None:
        raise AppError(_NO_MEMORY, path=str(paths.memory_file()))
    return memory


def _master(name: str) -> Memory:
    for known, path, _ in master_files():
        if known == name:
            try:
                if fault := fault_of_file(path):
                    raise AppError(_NO_MEMORY_FILE, path=str(path), detail=fault)
                return Memory(path, read_only=True)
            except (OSError, sqlite3.Error, MemoryVersionError) as error:
                raise AppError(_NO_MEMORY, path=str(path)) from error
    raise AppError(_NO_MEMORY, path=name)


# ---------------------------------------------------------------- entries


def find(
    words: str, pair: LanguagePair, name: str = "", limit: int = 500
) -> tuple[MemoryUnit, ...]:
    """Return units of a memory that have ``words`` on either side; the first ones without words.

    Raises:
        AppError: the memory cannot be opened.
    """
    with _own() if not name else _master(name) as memory:
        if not words.strip():
            found: list[MemoryUnit] = []
            for unit in memory:
                if unit.pair == pair:
                    found.append(unit)
                if len(found) == limit:
                    break
            return tuple(found)
        both = (*memory.find(words, limit=limit), *memory.find(words, in_target=True, limit=limit))
        seen = {unit.unit_id: unit for unit in both if unit.pair == pair}
        return tuple(seen.values())[:limit]


def suspects_of(pair: LanguagePair) -> tuple[Suspect, ...]:
    """Return the units of one's own memory that may go, each with its reason.

    Raises:
        AppError: the memory cannot be opened.
    """
    return tuple(suspects(units_of(pair)))


def remove(unit_ids: Iterable[int]) -> None:
    """Take units out of one's own memory.

    Raises:
        AppError: the memory cannot be opened or written.
    """
    with _own() as memory:
        try:
            memory.remove(unit_ids)
        except sqlite3.Error as error:
            raise AppError(_NO_MEMORY, path=str(paths.memory_file())) from error


def correct(unit: MemoryUnit, target: str, author: str) -> None:
    """Give a unit of one's own memory another translation, and who gave it.

    Raises:
        AppError: the memory cannot be opened or written.
    """
    if unit.unit_id is None:
        return
    fresh = MemoryUnit(
        unit.pair, unit.source, Coded((target,)), unit.before, unit.after, unit.origin, author,
        unit.created, now(), unit.usage,
    )  # fmt: skip
    with _own() as memory:
        try:
            memory.correct(unit.unit_id, fresh)
        except sqlite3.Error as error:
            raise AppError(_NO_MEMORY, path=str(paths.memory_file())) from error
