# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tab of a memory's entries: looked for, corrected, taken out; and those that may go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QInputDialog, QLineEdit

from app import settings
from app.i18n import mark, tr, trn
from app.services.person import person
from app.services.reviewing import memories
from app.ui.review.stores.parts import StoreTab
from translation.languages import LanguagePair
from translation.memory.cleaning import Reason, Suspect
from translation.memory.units import MemoryUnit

REASON_WORDS = {
    Reason.EMPTY: mark("nothing on one side"),
    Reason.DUPLICATE: mark("there is a younger equal one"),
    Reason.SAME: mark("source and translation are the same"),
    Reason.LANGUAGE: mark("the translation is in another language"),
    Reason.LENGTH: mark("much longer or shorter than others"),
    Reason.NUMBERS: mark("a number is missing"),
}
_MOST_SHOWN = 2000


class EntriesTab(StoreTab):
    """The tab with the entries of one's own memory."""

    def __init__(self, pair: Callable[[], LanguagePair]) -> None:
        heads = (tr("Source"), tr("Translation"), tr("Came from"), tr("Why"))
        super().__init__(pair, heads, (0, 1))
        self.table.setAccessibleName(tr("Entries of my memory"))
        self._units: Sequence[MemoryUnit] = ()
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Words of the source or the translation"))
        self.field.setAccessibleName(tr("Words of the source or the translation"))
        self.field.returnPressed.connect(self.load)
        self.above.addWidget(self.field, 1)
        self.search = self.button(tr("Search"), self.load)
        self.clean = self.button(tr("Find doubtful entries"), self._clean)
        self.correct = self.button(tr("Correct…"), self._correct)
        self.remove = self.button(tr("Take out"), self._remove)
        self.row.addStretch()

    def load(self) -> None:
        """Look for what the field has, or show the first entries."""
        words, pair = self.field.text(), self._pair()
        self.ask(lambda: memories.find(words, pair), self._show_units, tr("Reading…"))

    def _show_units(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._show(found, [""] * len(found))
        self.say(trn("{n} entry", "{n} entries", len(found)))

    def _show(self, units: Sequence[MemoryUnit], why: Sequence[str]) -> None:
        self._units = units
        self.fill(
            [
                (
                    unit.source.text,
                    unit.target.text,
                    " ".join(filter(None, (unit.author, unit.changed[:10]))),
                    reason,
                )
                for unit, reason in zip(units, why, strict=True)
            ]
        )
        for button in (self.correct, self.remove):
            button.setEnabled(bool(units))

    def _clean(self) -> None:
        pair = self._pair()
        self.ask(lambda: memories.suspects_of(pair), self._show_suspects, tr("Looking…"))

    def _show_suspects(self, found: object) -> None:
        assert isinstance(found, tuple)
        some: Sequence[Suspect] = found[:_MOST_SHOWN]
        self._show([one.unit for one in some], [tr(REASON_WORDS[one.reason]) for one in some])
        self.table.selectAll()
        self.say(
            trn(
                "{n} entry is doubtful. Look at what is chosen before you take it out.",
                "{n} entries are doubtful. Look at what is chosen before you take it out.",
                len(found),
            )
        )

    def _correct(self) -> None:
        rows = self.chosen()
        if not rows:
            return
        unit = self._units[rows[0]]
        text, given = QInputDialog.getMultiLineText(
            self, tr("Correct"), unit.source.text, unit.target.text
        )
        if given and text.strip() and text != unit.target.text:
            author = settings.load().translator or person()
            self.ask(
                lambda: memories.correct(unit, text.strip(), author),
                lambda _found: self.load(),
                tr("Writing…"),
            )

    def _remove(self) -> None:
        gone = [self._units[row] for row in self.chosen()]
        numbers = [unit.unit_id for unit in gone if unit.unit_id is not None]
        if numbers:
            self.ask(lambda: memories.remove(numbers), self._removed(len(numbers)), tr("Writing…"))

    def _removed(self, count: int) -> Callable[[object], None]:
        def removed(_found: object) -> None:
            gone = set(self.chosen())
            left = [unit for row, unit in enumerate(self._units) if row not in gone]
            self._show(left, [""] * len(left))
            self.say(trn("{n} entry was taken out.", "{n} entries were taken out.", count))

        return removed
