# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of what was found in a book and what its conversion lost, the gravest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.finding_messages import finding_name, grade_name, mend_of
from app.i18n import current_language, mark, tr
from app.messages import notice_sentence
from app.services.report import Remark, ReportItem
from app.ui.book.edit_words import said_of_edit
from app.ui.theme import LIGHT, Theme
from converters.document.findings import Finding, FindingKind, Grade
from converters.document.notices import NoticeKind

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LOSS, NOTICE = "loss", "notice"
GROUPS = (
    ("", mark("Everything")),
    (Grade.ERROR.value, mark("Errors")),
    (Grade.WARNING.value, mark("To be decided")),
    (Grade.NOTE.value, mark("For information")),
    (LOSS, mark("Losses")),
    (NOTICE, mark("Notices")),
)
_ORDER = [Grade.ERROR.value, Grade.WARNING.value, LOSS, Grade.NOTE.value, NOTICE]
_LONGEST = 70
_EACH = frozenset(
    {NoticeKind.EDIT_APPLIED, NoticeKind.EDIT_UNPLACED, NoticeKind.LEFT_OUT_BY_PERSON}
)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line: a finding of the checks, or a remark of the conversion."""

    group: str
    finding: Finding | None = None
    remark: Remark | None = None
    decided_by: str = ""
    """The person who decided to leave it so."""

    @property
    def kind(self) -> FindingKind | None:
        """Kind of a finding; None for a remark."""
        return self.finding.kind if self.finding else None

    def words(self) -> str:
        """Return what it is."""
        if self.finding is None:
            assert self.remark is not None
            return notice_sentence(self.remark.kind, self.remark.count, current_language())
        text = f" “{_short(self.finding.text)}”" if self.finding.text else ""
        return f"{finding_name(self.finding.kind)}{text}"

    def place(self) -> str:
        """Return where it is."""
        if self.finding is None:
            assert self.remark is not None
            if self.remark.kind in _EACH:
                return _short(said_of_edit(self.remark.detail))
            # A part of the source, such as BodyText/Section0#4, says nothing to people.
            where = "" if "/" in self.remark.where else self.remark.where
            return " · ".join(filter(None, (where, _short(self.remark.detail))))
        place = self.finding.place
        nearby = place.nearby if place.nearby != self.finding.text else ""
        # A part of the package says nothing to people.
        chapter = "" if place.chapter == place.part else _short(place.chapter)
        return " · ".join(filter(None, (chapter, _short(nearby))))

    def mend(self) -> str:
        """Return what a person can do about it."""
        if self.finding is not None:
            return mend_of(self.finding)
        assert self.remark is not None
        if self.group == LOSS:
            return tr("Look at the original beside it: this is not in the book.")
        return tr("Nothing has to be done.")

    def state(self) -> str:
        """Return how grave it is, or who decided it."""
        if self.decided_by:
            return tr("decided: {name}", name=self.decided_by)
        if self.finding is not None:
            return grade_name(self.finding.grade)
        return tr("loss") if self.group == LOSS else tr("notice")


class FindingsModel(QAbstractListModel):
    """The rows that are shown.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[FindingRow] = []
        self.shown: list[FindingRow] = []
        self._group = ""
        self._theme = LIGHT

    def load(self, rows: Iterable[FindingRow]) -> None:
        """Take other rows."""
        self.rows = sorted(rows, key=lambda row: (bool(row.decided_by), _ORDER.index(row.group)))
        self.show_group(self._group)

    def show_group(self, group: str) -> None:
        """Show one group only; all of them for an empty name."""
        self._group = group
        self.beginResetModel()
        self.shown = [row for row in self.rows if group in ("", row.group)]
        self.endResetModel()

    def count(self, group: str) -> int:
        """Return how many rows a group has."""
        return sum(group in ("", row.group) for row in self.rows)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def rowCount(self, parent: _Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row shows and says."""
        row = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            place = row.place()
            first = f"[{row.state()}] {row.words()}"
            return f"{first}\n{place}" if place else first
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (row.state(), row.words(), row.place(), row.mend())))
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.mend()
        if role == Qt.ItemDataRole.ForegroundRole:
            if row.decided_by:
                return QColor(self._theme.muted)
            if row.group == Grade.ERROR.value:
                return QColor(self._theme.bad)
            if row.group in (Grade.WARNING.value, LOSS):
                return QColor(self._theme.warn)
        return None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def rows_of(
    findings: Iterable[Finding], item: ReportItem | None, decided_by: Callable[[Finding], str]
) -> list[FindingRow]:
    """Return the rows of a book: what its checks found, and what its conversion said."""
    found = [FindingRow(one.grade.value, one, decided_by=decided_by(one)) for one in findings]
    losses = [FindingRow(LOSS, remark=one) for one in (item.losses if item else ())]
    notices = [FindingRow(NOTICE, remark=one) for one in _summed(item.notices if item else ())]
    return [*found, *losses, *notices]


def _summed(remarks: Iterable[Remark]) -> list[Remark]:
    """Return notices with those of a kind as one: nothing has to be done about any of them."""
    found: dict[str, Remark] = {}
    for one in remarks:
        # A person's corrections are named, each by itself.
        key = f"{one.kind} {one.detail}" if one.kind in _EACH else one.kind
        known = found.get(key)
        found[key] = one if known is None else Remark(one.kind, known.count + one.count, "")
    return list(found.values())
