# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was found in the book: the list, the mend of what is chosen, and buttons that do it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.services.report import Remark
from app.ui.book.findings_model import GROUPS, FindingRow, FindingsModel
from app.ui.flow import FlowLayout
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, label
from converters.checking.masking import may_be_masked
from converters.document.findings import FindingKind, Grade

_MENDED_HERE = {
    FindingKind.ALT_MISSING: "pictures",
    FindingKind.ALT_USELESS: "pictures",
    FindingKind.HEADING_MISSING: "headings",
    FindingKind.HEADING_SKIPPED: "headings",
    FindingKind.HEADING_EMPTY: "headings",
    FindingKind.TABLE_HEAD_MISSING: "text",
    FindingKind.TITLE_MISSING: "metadata",
    FindingKind.LANGUAGE_MISSING: "metadata",
    FindingKind.DRAFT: "text",
    FindingKind.PLACEHOLDER: "text",
    FindingKind.CONFIDENTIAL: "text",
    FindingKind.HEALTH: "text",
    FindingKind.WELFARE: "text",
}
"""The form in which a person mends a kind."""


class FindingsTab(QWidget):
    """The list of findings, losses and notices.

    Args:
        mask: hides what was found; with True all of the kind.
        decide: leaves it as it is, by the name of the person; with True all of the kind.
    """

    chosen = Signal(object)
    """The row (``FindingRow``) whose place is to be shown."""
    form_wanted = Signal(str, object)
    """The form in which the row is mended."""

    def __init__(
        self,
        mask: Callable[[FindingRow, bool], object],
        decide: Callable[[FindingRow, bool], object],
    ) -> None:
        super().__init__()
        self.model = FindingsModel(self)
        self._working = True
        self._trouble = ""
        self.group = QComboBox()
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.list = QListView()
        self.list.setObjectName("findings")
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setSpacing(1)
        self.said = label("muted", wrap=True)
        self.mend = Prose()
        self.mask_one = Button("", "primary", lambda: self._do(mask, every=False))
        self.mask_all = Button("", "", lambda: self._do(mask, every=True))
        self.decide_one = Button("", "", lambda: self._do(decide, every=False))
        self.decide_all = Button("", "", lambda: self._do(decide, every=True))
        self.open_form = Button("", "primary", self._open_form)
        top = QHBoxLayout()
        top.addWidget(self.group)
        top.addWidget(self.said, 1)
        buttons = FlowLayout(gap=6, even=True, most=2)
        for button in (self.mask_one, self.mask_all, self.decide_one, self.decide_all):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.mend)
        layout.addWidget(self.open_form)
        layout.addLayout(buttons)
        self.group.currentIndexChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_row())
        self.list.activated.connect(lambda _index: self._go())
        self.list.clicked.connect(lambda _index: self._go())

    def begin(self) -> None:
        """Say that the checks are at work."""
        self._working, self._trouble = True, ""
        self.model.load([])
        self._refresh()

    def load(self, rows: list[FindingRow], trouble: str = "") -> None:
        """Show what was found; ``trouble`` where the book cannot be read."""
        self._working, self._trouble = False, trouble
        at = self.list.currentIndex().row()
        self.model.load(rows)
        self._refresh()
        if self.model.shown:
            self.list.setCurrentIndex(self.model.index(max(0, min(at, len(self.model.shown) - 1))))
        self._show_row()

    def current(self) -> FindingRow | None:
        """Return the chosen row."""
        at = self.list.currentIndex().row()
        return self.model.shown[at] if 0 <= at < len(self.model.shown) else None

    def step(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) row, and go to its place."""
        at = self.list.currentIndex().row() + step
        if 0 <= at < len(self.model.shown):
            self.list.setCurrentIndex(self.model.index(at))
            self._go()

    def choose_remark(self, remark: Remark) -> None:
        """Choose the row of a loss, and go to its place."""
        self.group.setCurrentIndex(0)
        for at, row in enumerate(self.model.shown):
            if row.remark == remark:
                self.list.setCurrentIndex(self.model.index(at))
                self._go()
                return

    def _go(self) -> None:
        row = self.current()
        if row is not None:
            self.chosen.emit(row)

    def _do(self, do: Callable[[FindingRow, bool], object], *, every: bool) -> None:
        row = self.current()
        if row is not None:
            do(row, every)

    def _open_form(self) -> None:
        row = self.current()
        if row is not None and row.kind in _MENDED_HERE:
            self.form_wanted.emit(_MENDED_HERE[row.kind], row)

    def _filter(self) -> None:
        self.model.show_group(str(self.group.currentData() or ""))
        if self.model.shown:
            self.list.setCurrentIndex(self.model.index(0))
        self._show_row()

    def _show_row(self) -> None:
        row = self.current()
        self.mend.set_lines([row.mend()] if row else [])
        finding = row.finding if row else None
        maskable = finding is not None and may_be_masked(finding)
        open_to_decide = (
            row is not None
            and finding is not None
            and finding.grade is Grade.WARNING
            and not row.decided_by
        )
        for button in (self.mask_one, self.mask_all):
            button.setVisible(maskable)
        for button in (self.decide_one, self.decide_all):
            button.setVisible(open_to_decide)
        self.open_form.setVisible(row is not None and row.kind in _MENDED_HERE)

    def _refresh(self) -> None:
        chosen = self.group.currentData()
        with QSignalBlocker(self.group):
            self.group.clear()
            for name, words in GROUPS:
                count = self.model.count(name)
                if count or not name:
                    self.group.addItem(f"{tr(words)} {count:,}", name)
            self.group.setCurrentIndex(max(0, self.group.findData(chosen)))
        self.model.show_group(str(self.group.currentData() or ""))
        if self._trouble:
            self.said.setText(self._trouble)
        elif self._working:
            self.said.setText(tr("The checks are at work …"))
        elif self.model.rows:
            self.said.setText(trn("{n} line", "{n} lines", len(self.model.rows)))
        else:
            self.said.setText(tr("Nothing was found."))

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.group.setAccessibleName(tr("Show only"))
        self.list.setAccessibleName(tr("What was found"))
        self.mask_one.say(tr("Hide it"), "Ctrl+H")
        self.mask_all.say(tr("Hide all of this kind"))
        self.decide_one.say(tr("Leave it so"), "Ctrl+D")
        self.decide_one.setToolTip(tr("Decide that it stays as it is; your name is noted."))
        self.decide_all.say(tr("Leave all of this kind"))
        self.open_form.say(tr("Mend it here"))
        self._refresh()
        self._show_row()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.model.apply_theme(theme)
        for button in (
            self.mask_one,
            self.mask_all,
            self.decide_one,
            self.decide_all,
            self.open_form,
        ):
            button.apply_theme(theme)
