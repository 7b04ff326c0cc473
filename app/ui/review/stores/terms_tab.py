# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tab of terms: glossaries, their terms, what comes in and goes out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QDialog

from app.i18n import tr, trn
from app.services import terms
from app.ui.composition import ComposingLine
from app.ui.review.stores.parts import TERM_FILES, StoreTab
from app.ui.review.term_dialog import TermDialog
from translation.languages import LanguagePair
from translation.terms.store import GlossaryName
from translation.terms.term import Term

_OWN = "own"
_MOST_SHOWN = 3000


class TermsTab(StoreTab):
    """The tab with the terms of one glossary.

    Args:
        pair: gives the languages.
        changed: called when terms are others than before.
    """

    def __init__(self, pair: Callable[[], LanguagePair], changed: Callable[[], object]) -> None:
        heads = (tr("Term"), tr("Translation"), tr("Not to be used"), tr("Note"), tr("Came from"))
        super().__init__(pair, heads, (0, 1))
        self.table.setAccessibleName(tr("Terms"))
        self._changed = changed
        self._names: list[GlossaryName] = []
        self._terms: list[Term] = []
        self.glossary = QComboBox()
        self.glossary.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.glossary.setAccessibleName(tr("Glossary"))
        self.field = ComposingLine()
        self.field.setPlaceholderText(tr("Words of a term"))
        self.field.setAccessibleName(tr("Words of a term"))
        self.above.addWidget(self.glossary)
        self.above.addWidget(self.field, 1)
        self.glossary.currentIndexChanged.connect(lambda _at: self._load_terms())
        self.field.seen.connect(lambda _text: self._show_terms())
        self.new = self.button(tr("New term…"), self._new)
        self.change = self.button(tr("Change…"), self._edit)
        self.remove = self.button(tr("Remove"), self._remove)
        self.take = self.button(tr("Read a glossary…"), self._take)
        self.write = self.button(tr("Save as a file…"), self._write)
        self.gone = self.button(tr("Remove the glossary"), self._remove_glossary)
        self.row.addStretch()
        self.table.activated.connect(lambda _index: self._edit())

    def load(self) -> None:
        """Read the glossaries of the pair, in a thread."""
        self.ask(terms.glossaries, self._show_names, "")

    def _show_names(self, found: object) -> None:
        assert isinstance(found, tuple)
        pair = self._pair()
        now = self._name()
        self._names = [
            one for one in found if (one.source, one.target) == (pair.source, pair.target)
        ]
        self.glossary.blockSignals(True)
        self.glossary.clear()
        for one in self._names:
            shown = {
                _OWN: tr("My terms"),
                terms.STARTER_NAME: tr("Public administration (shipped)"),
            }
            self.glossary.addItem(f"{shown.get(one.name, one.name)} ({one.terms:,})")
        kept = [at for at, one in enumerate(self._names) if now and one.name == now.name]
        self.glossary.setCurrentIndex(kept[0] if kept else 0 if self._names else -1)
        self.glossary.blockSignals(False)
        self._load_terms()

    def _name(self) -> GlossaryName | None:
        at = self.glossary.currentIndex()
        return self._names[at] if 0 <= at < len(self._names) else None

    def _load_terms(self) -> None:
        one = self._name()
        if one is None:
            self._terms = []
            self._show_terms()
            return
        number = one.glossary_id
        self.ask(lambda: terms.terms_of(number), self._take_terms, "")

    def _take_terms(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._terms = list(found)
        self._show_terms()

    def _shown(self) -> list[Term]:
        wanted = self.field.seen_text().casefold().strip()
        some = [
            term
            for term in self._terms
            if wanted
            in " ".join((term.source, *term.targets, *term.forbidden, term.note)).casefold()
        ]
        return some[:_MOST_SHOWN]

    def _show_terms(self) -> None:
        shown = self._shown()
        self.fill(
            [
                (term.source, " | ".join(term.targets), " | ".join(term.forbidden), term.note,
                 term.origin)
                for term in shown
            ]
        )  # fmt: skip
        for button in (self.change, self.remove):
            button.setEnabled(bool(shown))
        for button in (self.write, self.gone):
            button.setEnabled(self._name() is not None)

    def _new(self) -> None:
        dialog = TermDialog(self, "", "")
        if dialog.exec() == QDialog.DialogCode.Accepted:
            term, pair, one = dialog.term(), self._pair(), self._name()
            name = one.name if one else _OWN
            self._do(lambda: terms.add(term, pair.source, pair.target, name))

    def _edit(self) -> None:
        rows, one = self.chosen(), self._name()
        if not rows or one is None:
            return
        old = self._shown()[rows[0]]
        dialog = TermDialog(self, old.source, " | ".join(old.targets))
        dialog.forbidden.setText(" | ".join(old.forbidden))
        dialog.note.setText(old.note)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            fresh, number = dialog.term(), one.glossary_id
            self._do(lambda: terms.put(number, fresh, old))

    def _remove(self) -> None:
        shown = self._shown()
        gone = [shown[row] for row in self.chosen()]
        if gone:
            self._do(lambda: terms.remove(gone))

    def _remove_glossary(self) -> None:
        one = self._name()
        if one is not None:
            number = one.glossary_id
            self._do(lambda: terms.remove_glossary(number))

    def _do(self, do: Callable[[], object]) -> None:
        def then(_found: object) -> None:
            self.load()
            self._changed()

        self.ask(do, then, tr("Writing…"))

    def _take(self) -> None:
        path = self.file_to_read(tr("Read a glossary"), "CSV, XLSX, TBX (*.csv *.xlsx *.tbx *.xml)")
        if path is not None:
            pair = self._pair()
            self.ask(
                lambda: terms.take_in(path, path.stem, pair.source, pair.target),
                self._taken,
                tr("Reading…"),
            )

    def _taken(self, found: object) -> None:
        assert isinstance(found, tuple)
        count, read = found
        self.load()
        self._changed()
        said = [trn("{n} term was put in.", "{n} terms were put in.", count)]
        said += [
            tr("Line {line} was passed over: {why}", line=line, why=tr(terms.FAULTS[fault]))
            for line, fault in read.bad[:3]
        ]
        self.say("\n".join(said))

    def _write(self) -> None:
        one, pair = self._name(), self._pair()
        if one is None:
            return
        path = self.file_to_write(tr("Save as a file"), f"{one.name}.csv", TERM_FILES)
        if path is not None:
            number = one.glossary_id
            self.ask(
                lambda: terms.write(path, pair.source, pair.target, number),
                lambda _found: self.say(tr("The file is written: {path}", path=path)),
                tr("Writing…"),
            )
