# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tab of memories: one's own and masters, what they hold, and what their matches lose."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog

from app.i18n import tr, trn
from app.services import master_memories
from app.services.reviewing import memories
from app.services.reviewing.memories import MemoryInfo
from app.ui.review.stores.parts import TABLES, StoreTab
from translation.languages import LanguagePair


class MemoriesTab(StoreTab):
    """The tab with a row for each memory."""

    def __init__(self, pair: Callable[[], LanguagePair]) -> None:
        heads = (tr("Memory"), tr("Units"), tr("Languages"), tr("Penalty"), tr("Use"))
        super().__init__(pair, heads, (0, 2))
        self.table.setAccessibleName(tr("Memories"))
        self._memories: tuple[MemoryInfo, ...] = ()
        self.take = self.button(tr("Put a file into my memory…"), self._take)
        self.write = self.button(tr("Save as a file…"), self._write)
        self.add = self.button(tr("Add a read-only memory…"), self._add)
        self.penalty = self.button(tr("Penalty…"), self._penalty)
        self.remove = self.button(tr("Remove"), self._remove)
        self.row.addStretch()
        self.table.itemSelectionChanged.connect(self._enable)

    def load(self) -> None:
        """Read the list, in a thread."""
        self.ask(memories.memories, self._show, "")

    def _show(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._memories = found
        self.fill([_cells(one) for one in self._memories])
        self._enable()

    def _enable(self) -> None:
        one = self._one()
        self.write.setEnabled(one is not None and bool(one.units))
        self.penalty.setEnabled(one is not None and bool(one.name))
        self.remove.setEnabled(one is not None and bool(one.name) and not one.of_office)

    def _one(self) -> MemoryInfo | None:
        rows = self.chosen()
        return self._memories[rows[0]] if rows and rows[0] < len(self._memories) else None

    def _take(self) -> None:
        path = self.file_to_read(tr("Put a file into my memory"), _FILES)
        if path is not None:
            pair = self._pair()
            self.ask(lambda: memories.take_in(path, pair), self._taken, tr("Reading…"))

    def _taken(self, count: object) -> None:
        assert isinstance(count, int)
        self.load()
        self.say(trn("{n} unit was put in.", "{n} units were put in.", count))

    def _write(self) -> None:
        one, pair = self._one(), self._pair()
        if one is None:
            return
        name = one.name or tr("memory")
        first = f"{name}.{pair.source}-{pair.target}.tmx"
        path = self.file_to_write(tr("Save as a file"), first, TABLES)
        if path is not None:
            asked = one.name
            self.ask(lambda: memories.write_out(path, pair, asked), self._written, tr("Writing…"))

    def _written(self, count: object) -> None:
        assert isinstance(count, int)
        self.say(trn("{n} unit was written.", "{n} units were written.", count))

    def _add(self) -> None:
        path = self.file_to_read(tr("Add a read-only memory"), f"{_FILES};;SQLite (*.sqlite)")
        if path is None:
            return
        name, given = QInputDialog.getText(
            self, tr("Add a read-only memory"), tr("Name, as matches will show it"), text=path.stem
        )
        if given:
            pair = self._pair()
            self.ask(lambda: memories.add_master(path, name, pair), self._taken, tr("Reading…"))

    def _penalty(self) -> None:
        one = self._one()
        if one is None or not one.name:
            return
        value, given = QInputDialog.getInt(
            self,
            tr("Penalty"),
            tr("Percent that each match of “{name}” loses", name=one.name),
            one.penalty,
            0,
            master_memories.MOST_PENALTY,
        )
        if given:
            name = one.name
            self.ask(
                lambda: memories.set_penalty(name, value),
                lambda _found: self.load(),
                tr("Writing…"),
            )

    def _remove(self) -> None:
        one = self._one()
        if one is not None and one.name and not one.of_office:
            name = one.name
            self.ask(lambda: memories.remove_master(name), lambda _found: self.load(), "")


_FILES = "TMX, XLSX, CSV (*.tmx *.xlsx *.ods *.csv)"


def _cells(one: MemoryInfo) -> tuple[str, ...]:
    pairs = ", ".join(f"{pair.source} → {pair.target} {n:,}" for pair, n in one.pairs.items())
    use = (
        tr("cannot be used: {detail}", detail=one.fault)
        if one.fault
        else tr("my own: what I confirm goes in")
        if not one.name
        else tr("read only, of the office")
        if one.of_office
        else tr("read only")
    )
    penalty = f"−{one.penalty} %" if one.penalty else ""
    return one.name or tr("My memory"), f"{one.units:,}", pairs, penalty, use
