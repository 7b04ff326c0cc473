# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of an import: the file, its columns, its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr, trn
from app.ledger.fields import FIELDS, Measure
from app.ledger.records import RecordKind
from app.ledger.serialization import columns_of, row_of
from app.services.costing.column_heads import Tax, unit_for
from app.services.costing.import_words import (
    conversion_words,
    place_words,
    remark_words,
    sheets_words,
    total_words,
)
from app.services.costing.importing import (
    IMPORTED,
    BadRow,
    Duplicate,
    ImportPlan,
    fields_of,
    groups_of,
    table_fields_of,
)
from app.services.costing.remembered_columns import senders
from app.services.costing.spreadsheets.opening import TABLE_ENDINGS
from app.services.costing.table_heads import TableHead, TablePart
from app.ui.ledger import amounts
from app.ui.ledger.fieldnames import field_name, kind_name
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.widgets import Button, ElidedComboBox, label
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
_REMARKS_HEIGHT = 130
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
        self.file.setPlaceholderText(tr("XLSX, XLS, ODS, CSV, or a document with tables"))
        self.file.textChanged.connect(lambda _text: self.changed.emit())
        self.browse = Button("folder", "", self._browse)
        self.browse.say(tr("Choose…"))
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(self.browse)
        self.from_whom = ElidedComboBox()
        self.from_whom.setEditable(True)
        self.from_whom.addItems(["", *senders()])
        self.from_whom.setAccessibleName(tr("Sender"))
        typed = self.from_whom.lineEdit()
        if typed is not None:
            typed.setPlaceholderText(
                tr("Who sent it; the columns are remembered for the next time")
            )
        sender_label = QLabel(tr("Sender"))
        sender_label.setBuddy(self.from_whom)
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
        grid.addWidget(sender_label, 3, 0)
        grid.addWidget(self.from_whom, 3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(grid)
        layout.addStretch()
        self._explain()

    def choose_kind(self, kind: RecordKind) -> None:
        """Say what the rows are."""
        self.kind.setCurrentIndex(_ORDERED.index(kind))

    def record_kind(self) -> RecordKind:
        """Return what the rows are."""
        return RecordKind(self.kind.currentData())

    def path(self) -> Path | None:
        """Return the file; None where none is named."""
        text = self.file.text().strip()
        return Path(text) if text else None

    def sender_name(self) -> str:
        """Return who sent the table; empty where nobody is named."""
        return self.from_whom.currentText().strip()

    def _explain(self) -> None:
        kind = self.record_kind()
        needed, also = fields_of(kind)
        groups = groups_of(kind)
        optional = [name for name in (*needed, *also) if all(name not in one for one in groups)]
        self._explained.setText(
            "\n".join(
                (
                    tr(_EXPLAINED[kind]),
                    tr("It needs: {fields}.", fields=_listed(map(either, groups_of(kind)))),
                    tr("It may have: {fields}.", fields=_listed(map(field_name, optional))),
                )
            )
        )
        self.changed.emit()

    def _browse(self) -> None:
        kinds = f"{tr('Tables')} ({' '.join('*' + ending for ending in TABLE_ENDINGS)})"
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a table"), str(self._folder), kinds)
        if name:
            self.file.setText(name)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def either(group: Sequence[str]) -> str:
    """Return what fields are called of which a table needs one."""
    return tr(" or ").join(map(field_name, group))


class ColumnsPage(QWidget):
    """The second page: which column of the table is which field, with the first rows in sight."""

    changed = Signal()
    part_chosen = Signal()
    """Another sheet or row of the head was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, QComboBox] = {}
        self._samples: dict[str, QLabel] = {}
        self._columns = TableHead((), ())
        self._kind = RecordKind.ORDER
        self._needed: tuple[str, ...] = ()
        self.sheet, self.header_row = ElidedComboBox(), QSpinBox()
        place = self._place()
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
        layout.addLayout(place)
        layout.addWidget(self._note)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._below)
        layout.addWidget(self.preview)

    def _place(self) -> QHBoxLayout:
        self.sheet.setAccessibleName(tr("Sheet"))
        self.sheet.activated.connect(lambda _index: self.part_chosen.emit())
        self.header_row.setAccessibleName(tr("Row with the names of columns"))
        self.header_row.setRange(0, 9999)
        self.header_row.setSpecialValueText(tr("found"))
        self.header_row.setKeyboardTracking(False)
        self.header_row.valueChanged.connect(lambda _row: self.part_chosen.emit())
        line = QHBoxLayout()
        line.setSpacing(8)
        self._sheet_label = QLabel(tr("Sheet"))
        self._sheet_label.setBuddy(self.sheet)
        row_label = QLabel(tr("Row with the names of columns"))
        row_label.setBuddy(self.header_row)
        for widget in (self._sheet_label, self.sheet, row_label, self.header_row):
            line.addWidget(widget)
        line.addStretch()
        return line

    def part(self) -> TablePart:
        """Return the sheet and the row of the head that are chosen."""
        columns, row = self._columns, self.header_row.value()
        # The row that was found stays to be found: sheets read as one may differ in it.
        found = row == columns.line and not columns.part.header_row
        return TablePart(str(self.sheet.currentData() or ""), 0 if found else row)

    def _show_part(self, columns: TableHead) -> None:
        self.sheet.clear()
        self.sheet.addItem(tr("found: {sheet}", sheet=", ".join(columns.together)), "")
        for name in columns.sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(max(self.sheet.findData(columns.part.sheet), 0))
        for widget in (self._sheet_label, self.sheet):
            widget.setVisible(len(columns.sheets) > 1)
        self.header_row.blockSignals(True)
        self.header_row.setValue(columns.part.header_row or columns.line)
        self.header_row.blockSignals(False)

    def show_columns(
        self, kind: RecordKind, columns: TableHead, chosen: Mapping[str, str] | None = None
    ) -> None:
        """Offer the table's columns for the fields of a kind; what was guessed is chosen.

        Args:
            kind: of the rows.
            columns: of the table.
            chosen: header by field, as a person chose for tables of the same sender.
        """
        self._columns, self._kind = columns, kind
        self._needed = tuple(group[0] for group in groups_of(kind) if len(group) == 1)
        self._show_part(columns)
        self.choices.clear()
        self._samples.clear()
        self._fields = QWidget()
        self._grid = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(2, 1)
        for row, name in enumerate(table_fields_of(kind)):
            self._add(row, name, columns, (chosen or {}).get(name))
        self._area.setWidget(self._fields)
        words = [tr("Columns that were recognised are chosen already. Look at them once.")]
        if chosen:
            words = [
                tr("The columns are chosen as the last time for this sender. Look at them once.")
            ]
        if columns.other_sheets:
            words.append(sheets_words(columns.other_sheets))
        self._note.setText(" ".join(words))
        self._below.setText(tr("First rows of the table"))
        self.preview.show_rows(TableRows(columns.headers, columns.sample))
        self.changed.emit()

    def _add(self, row: int, name: str, columns: TableHead, kept: str | None) -> None:
        words = QLabel(field_name(name) + (" *" if name in self._needed else ""))
        choice = ElidedComboBox()
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
        if kept is not None:
            guessed = choice.findData(kept)
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
        """Return what is needed and has no column, and what waits for a choice, in words."""
        chosen = {name: choice.currentData() for name, choice in self.choices.items()}
        lacking = [
            either(group)
            for group in groups_of(self._kind)
            if not any(chosen.get(name) for name in group)
        ]
        return lacking + [
            field_name(name) for name, header in chosen.items()
            if header is None and field_name(name) not in lacking
        ]  # fmt: skip


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
        self.understood.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._remarks = QScrollArea()
        self._remarks.setWidgetResizable(True)
        self._remarks.setWidget(self.understood)
        self._remarks.setMaximumHeight(_REMARKS_HEIGHT)
        self.good, self.bad, self.duplicates = RowsView(), RowsView(), RowsView()
        self.tabs = QTabWidget()
        self.tabs.addTab(self.good, "")
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
        layout.addWidget(self._remarks)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(below)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what was found."""
        self._plan = plan
        good, bad, twice = len(plan.understood), len(plan.bad), len(plan.duplicates)
        parts = [trn("{n} good row", "{n} good rows", good), trn("{n} bad", "{n} bad", bad)]
        if twice:
            parts.append(trn("{n} there already", "{n} there already", twice))
        if plan.totals:
            parts.append(trn("{n} total", "{n} totals", len(plan.totals)))
        self._summary.setText(" · ".join(parts))
        self._show_understood(plan)
        self.partial.setChecked(False)
        self.partial.setVisible(bool(plan.bad and plan.understood))
        self.save.setEnabled(bool(plan.bad or plan.duplicates))
        headers = (tr("Line"), tr("Column"), tr("Cell"), tr("Why"))
        self.bad.show_rows(TableRows(headers, _bad_rows(plan)[:_MOST_SHOWN]))
        self.bad.setAccessibleName(tr("Bad rows"))
        self.good.show_rows(_good_rows(plan))
        self.good.setAccessibleName(tr("Good rows"))
        again = [(_place(one), one.key, _where(one.entry)) for one in plan.duplicates[:_MOST_SHOWN]]
        self.duplicates.show_rows(
            TableRows((tr("Line"), tr("Reference number"), tr("Where")), again)
        )
        self.duplicates.setAccessibleName(tr("Rows that are there already"))
        self.tabs.setTabText(0, tr("As they are understood ({n})", n=amounts.count(good)))
        self.tabs.setTabText(1, tr("Bad rows ({n})", n=amounts.count(bad)))
        self.tabs.setTabText(2, tr("There already ({n})", n=amounts.count(twice)))
        self.tabs.setCurrentIndex(1 if bad else 2 if twice and not good else 0)
        self.changed.emit()

    def _show_understood(self, plan: ImportPlan) -> None:
        said = [remark_words(one) for one in plan.remarks]
        said += [conversion_words(one) for one in plan.conversions]
        said += [total_words(row) for row in plan.totals[:_TOTALS]]
        more = len(plan.totals) - _TOTALS
        if more > 0:
            said.append(tr("… and {count} more rows that are totals.", count=amounts.count(more)))
        self.understood.setText("\n".join(said))
        self._remarks.setVisible(bool(said))

    def may_enter(self) -> bool:
        """Return whether the good rows may be entered."""
        plan = self._plan
        return (
            plan is not None
            and bool(plan.understood)
            and (not plan.bad or self.partial.isChecked())
        )

    def csv(self) -> bytes:
        """Return all rows that would not be entered, as a Korean Excel opens them."""
        rows: list[list[Value]] = [[tr("Line"), tr("Column"), tr("Cell"), tr("Why")]]
        if self._plan is not None:
            for line, *words in _bad_rows(self._plan):
                rows.append([line, *map(str, words)])
            rows.extend(
                [_place(one), "", one.key, _where(one.entry)] for one in self._plan.duplicates
            )
        return to_csv(rows)


def _bad_rows(plan: ImportPlan) -> list[tuple[int | str, str, str, str]]:
    return [(_place(b), b.column, b.value, tr(b.reason, value=b.value)) for b in plan.bad]


def _place(row: BadRow | Duplicate) -> int | str:
    """Return the line of a row, with its sheet where several are read."""
    return place_words(row) if row.sheet else row.line


def _good_rows(plan: ImportPlan) -> TableRows:
    """Return the good rows as they will be entered, without columns that are empty in all."""
    shown = plan.understood[:_MOST_SHOWN]
    made = [row_of(one.record) | {"title": one.title or None} for one in shown]
    order = ("title", *(column.name for column in columns_of(plan.kind)))
    names = [name for name in dict.fromkeys(order) if any(row.get(name) for row in made)]
    rows = [
        (
            f"{one.sheet} {one.line}".strip() if one.sheet else one.line,
            *(row.get(name) for name in names),
        )
        for one, row in zip(shown, made, strict=True)
    ]
    return TableRows((tr("Line"), *map(field_name, names)), rows)


def _where(entry: int | None) -> str:
    if entry is None:
        return tr("further up in this table")
    return tr("in the ledger, entry {n}", n=amounts.count(entry))
