# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an import: the file, its columns, its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr, trn
from app.ledger.fields import FIELDS, Measure
from app.ledger.records import RecordKind
from app.services.costing.column_heads import Tax, unit_for
from app.services.costing.import_words import conversion_words, sheets_words, total_words
from app.services.costing.importing import IMPORTED, ImportPlan, fields_of
from app.services.costing.table_files import TableHead
from app.ui.ledger import amounts
from app.ui.ledger.fieldnames import field_name, kind_name
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.widgets import Button, label
from converters.exports.csv_tables import Value, to_csv

_EXPLAINED = {
    RecordKind.ORDER: mark("One row for each print order: what was printed, when, for how much."),
    RecordKind.PUBLICATION: mark("One row for each title, with pages, size and binding."),
    RecordKind.ORGANISATION: mark("One row for each bureau, department and agency."),
    RecordKind.BASELINE: mark("One row for each title and year: copies that were approved before."),
    RecordKind.READS: mark("One row for each e-book and month."),
    RecordKind.EDITION: mark("One row for each e-book that Hanji did not make, or its minutes."),
    RecordKind.TARGET: mark("One row for each year: how many percent fewer copies are aimed at."),
    RecordKind.PRICE: mark("One row for each price of your table, with its source and first day."),
}
_ORDERED = (RecordKind.ORDER, *(kind for kind in IMPORTED if kind is not RecordKind.ORDER))
_MOST_SHOWN = 2000
"""Bad rows in the list; the CSV has all."""
_SAMPLES = 2
_TOTALS = 5


class FilePage(QWidget):
    """The first page: which file, and what its rows are.

    Args:
        folder: that the dialog with files begins in.
    """

    changed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.kind = QComboBox()
        for kind in _ORDERED:
            self.kind.addItem(kind_name(kind.value), kind)
        self.kind.setAccessibleName(tr("What a row is"))
        self.kind.currentIndexChanged.connect(lambda _index: self._explain())
        self._explained = label("muted", wrap=True)
        self.file = QLineEdit()
        self.file.setAccessibleName(tr("File"))
        self.file.setPlaceholderText(tr("CSV or XLSX"))
        self.file.textChanged.connect(lambda _text: self.changed.emit())
        self.browse = Button("folder", "", self._browse)
        self.browse.say(tr("Choose…"))
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(self.browse)
        kind_label, file_label = QLabel(tr("What a row is")), QLabel(tr("File"))
        kind_label.setBuddy(self.kind)
        file_label.setBuddy(self.file)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.addWidget(kind_label, 0, 0)
        grid.addWidget(self.kind, 0, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._explained, 1, 1)
        grid.addWidget(file_label, 2, 0)
        grid.addLayout(line, 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(grid)
        layout.addStretch()
        self._explain()

    def record_kind(self) -> RecordKind:
        """Return what the rows are."""
        return RecordKind(self.kind.currentData())

    def path(self) -> Path | None:
        """Return the file; None where none is named."""
        text = self.file.text().strip()
        return Path(text) if text else None

    def _explain(self) -> None:
        kind = self.record_kind()
        needed, also = fields_of(kind)
        self._explained.setText(
            "\n".join(
                (
                    tr(_EXPLAINED[kind]),
                    tr("It needs: {fields}.", fields=_listed(needed)),
                    tr("It may have: {fields}.", fields=_listed(also)),
                )
            )
        )
        self.changed.emit()

    def _browse(self) -> None:
        kinds = tr("Tables") + " (*.csv *.xlsx *.tsv *.txt)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a table"), str(self._folder), kinds)
        if name:
            self.file.setText(name)


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(field_name(name) for name in fields)


class ColumnsPage(QWidget):
    """The second page: which column of the table is which field, with the first rows in sight."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, QComboBox] = {}
        self._samples: dict[str, QLabel] = {}
        self._columns = TableHead((), ())
        self._needed: tuple[str, ...] = ()
        self._note = label("muted", wrap=True)
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self.preview = RowsView()
        self.preview.setAccessibleName(tr("First rows of the table"))
        self.preview.setMaximumHeight(170)
        self._below = label("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._note)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._below)
        layout.addWidget(self.preview)

    def show_columns(self, kind: RecordKind, columns: TableHead) -> None:
        """Offer the table's columns for the fields of a kind; what was guessed is chosen."""
        self._columns = columns
        needed, also = fields_of(kind)
        self._needed = needed
        self.choices.clear()
        self._samples.clear()
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(2, 1)
        for row, name in enumerate((*needed, *also)):
            self._add(row, name, columns)
        self._area.setWidget(self._fields)
        words = [tr("Columns that were recognised are chosen already. Look at them once.")]
        if columns.other_sheets:
            words.append(sheets_words(columns.other_sheets))
        self._note.setText(" ".join(words))
        self._below.setText(tr("First rows of the table"))
        self.preview.show_rows(TableRows(columns.headers, columns.sample))
        self.changed.emit()

    def _add(self, row: int, name: str, columns: TableHead) -> None:
        words = QLabel(field_name(name) + (" *" if name in self._needed else ""))
        choice = QComboBox()
        doubtful = columns.doubtful.get(name)
        if doubtful:
            # More than one could be it: a person says which, or that none is.
            choice.addItem(tr("Choose: {columns}", columns=", ".join(doubtful)), None)
        choice.addItem(tr("(none)"), "")
        for header in columns.headers:
            choice.addItem(header, header)
        choice.setMinimumWidth(220)
        choice.setAccessibleName(
            tr("{field}, needed", field=field_name(name))
            if name in self._needed
            else field_name(name)
        )
        words.setBuddy(choice)
        sample = label("muted")
        sample.setMinimumWidth(0)
        self.choices[name] = choice
        self._samples[name] = sample
        guessed = 0 if doubtful else choice.findData(columns.guessed.get(name, ""))
        choice.setCurrentIndex(max(guessed, 0))
        choice.currentIndexChanged.connect(lambda _index, name=name: self._chosen(name))
        for column, part in enumerate((words, choice, sample)):
            self._grid.addWidget(part, row, column)
        self._show_sample(name)

    def _chosen(self, name: str) -> None:
        self._show_sample(name)
        self.changed.emit()

    def _show_sample(self, name: str) -> None:
        header = self.choices[name].currentData()
        if not header:
            self._samples[name].setText("")
            return
        at = self._columns.headers.index(header)
        found = [row[at] for row in self._columns.sample if at < len(row) and row[at]]
        said = [", ".join(found[:_SAMPLES]), *self._understood(name, header)]
        self._samples[name].setText(" · ".join(said))

    def _understood(self, name: str, header: str) -> Iterator[str]:
        """Yield what the head says of the column's numbers."""
        measure, head = FIELDS[name].measure, self._columns.heads.get(header)
        if measure is None or head is None:
            return
        unit = unit_for(head, measure, self._columns.notes)
        if unit is not None and unit.scale != 1:
            yield f"× {amounts.count(unit.scale)}"
        if measure is Measure.WON and head.tax is Tax.INCLUDED:
            yield tr("with tax")

    def mapping(self) -> dict[str, str]:
        """Return the header of each field; empty for a field without a column."""
        return {name: str(choice.currentData() or "") for name, choice in self.choices.items()}

    def missing(self) -> list[str]:
        """Return the needed fields that have no column, and those that wait for a choice."""
        chosen = {name: choice.currentData() for name, choice in self.choices.items()}
        return [
            name
            for name, header in chosen.items()
            if header is None or (name in self._needed and not header)
        ]


class RowsPage(QWidget):
    """The third page: what is wrong with which rows, and whether the good ones are entered all the same.

    Args:
        save: writes the list of bad rows.
    """

    changed = Signal()

    def __init__(self, save: Callable[[], object]) -> None:
        super().__init__()
        self._plan: ImportPlan | None = None
        self._summary = label("title", wrap=True)
        self.understood = label("muted", wrap=True, selectable=True)
        self.bad, self.duplicates = RowsView(), RowsView()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.bad, "")
        self.tabs.addTab(self.duplicates, "")
        self.save = Button("report", "", save)
        self.save.say(tr("Save the bad rows (CSV)…"))
        self.partial = QCheckBox(tr("Enter the good rows although there are bad ones"))
        self.partial.toggled.connect(lambda _on: self.changed.emit())
        below = QHBoxLayout()
        below.addWidget(self.partial)
        below.addStretch()
        below.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._summary)
        layout.addWidget(self.understood)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(below)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what was found."""
        self._plan = plan
        good, bad, twice = len(plan.good), len(plan.bad), len(plan.duplicates)
        parts = [trn("{n} good row", "{n} good rows", good), trn("{n} bad", "{n} bad", bad)]
        if twice:
            parts.append(trn("{n} there already", "{n} there already", twice))
        if plan.totals:
            parts.append(trn("{n} total", "{n} totals", len(plan.totals)))
        self._summary.setText(" · ".join(parts))
        self._show_understood(plan)
        self.partial.setChecked(False)
        self.partial.setVisible(bool(plan.bad and plan.good))
        self.save.setEnabled(bool(plan.bad or plan.duplicates))
        headers = (tr("Line"), tr("Column"), tr("Cell"), tr("Why"))
        self.bad.show_rows(TableRows(headers, _bad_rows(plan)[:_MOST_SHOWN]))
        self.bad.setAccessibleName(tr("Bad rows"))
        again = [(one.line, one.key, _where(one.entry)) for one in plan.duplicates[:_MOST_SHOWN]]
        self.duplicates.show_rows(
            TableRows((tr("Line"), tr("Reference number"), tr("Where")), again)
        )
        self.duplicates.setAccessibleName(tr("Rows that are there already"))
        self.tabs.setTabText(0, tr("Bad rows ({n})", n=amounts.count(bad)))
        self.tabs.setTabText(1, tr("There already ({n})", n=amounts.count(twice)))
        self.tabs.setCurrentIndex(1 if twice and not bad else 0)
        self.changed.emit()

    def _show_understood(self, plan: ImportPlan) -> None:
        said = [conversion_words(one) for one in plan.conversions]
        said += [total_words(row) for row in plan.totals[:_TOTALS]]
        more = len(plan.totals) - _TOTALS
        if more > 0:
            said.append(tr("… and {count} more rows that are totals.", count=amounts.count(more)))
        self.understood.setText("\n".join(said))
        self.understood.setVisible(bool(said))

    def may_enter(self) -> bool:
        """Return whether the good rows may be entered."""
        plan = self._plan
        return plan is not None and bool(plan.good) and (not plan.bad or self.partial.isChecked())

    def csv(self) -> bytes:
        """Return all rows that would not be entered, as a Korean Excel opens them."""
        rows: list[list[Value]] = [[tr("Line"), tr("Column"), tr("Cell"), tr("Why")]]
        if self._plan is not None:
            for line, *words in _bad_rows(self._plan):
                rows.append([line, *map(str, words)])
            rows.extend([one.line, "", one.key, _where(one.entry)] for one in self._plan.duplicates)
        return to_csv(rows)


def _bad_rows(plan: ImportPlan) -> list[tuple[int, str, str, str]]:
    return [(b.line, b.column, b.value, tr(b.reason, value=b.value)) for b in plan.bad]


def _where(entry: int | None) -> str:
    if entry is None:
        return tr("further up in this table")
    return tr("in the ledger, entry {n}", n=amounts.count(entry))
