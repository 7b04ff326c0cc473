# SPDX-License-Identifier: AGPL-3.0-or-later
"""The central widget of the review window: list, texts, panes and previews in their places."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStyle,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.reviewing.checking import explain
from app.ui.banner import Banner
from app.ui.review.bars import FilterBar, ProgressBar
from app.ui.review.editor import SourceText, TargetText
from app.ui.review.find_bar import FindBar, Finding
from app.ui.review.grid import (
    NUMBER,
    SOURCE,
    STATE,
    TARGET,
    SegmentsModel,
)
from app.ui.review.panes import Panes
from app.ui.review.previews import Previews
from app.ui.review.segment_row import SegmentDelegate, low_row_height, row_height
from app.ui.review.tracked_bar import TrackedBar
from app.ui.shell.page_state import PageState
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, ElidedLabel

_STATE = "review-window"
_NUMBER_PX, _STATE_PX = 78, 118
_LOW_NUMBER_PX = 56
"""Where rows have one line, the number stands alone."""
_LEAST_ROWS = 3
"""Of the list, however low the window and large the text."""
_LEAST_LINES = 2
"""Of the texts."""
_AROUND_TEXT = 10
"""Pixels: frame and margins of a text."""


class CentralWidget(QWidget):
    """The central widget of a review window, with all of its parts.

    Args:
        model: of the list.
        theme: colours.
        confirm: what the button does.
        approve: the same.
        finding: what the bar to find and replace does.
    """

    def __init__(
        self,
        model: SegmentsModel,
        theme: Theme,
        confirm: Callable[[], object],
        approve: Callable[[], object],
        finding: Finding,
    ) -> None:
        super().__init__()
        self.banner = Banner()
        self.filter_bar = FilterBar()
        self.find_bar = FindBar(finding)
        self.table = QTableView()
        self.table.setModel(model)
        self.delegate = SegmentDelegate(theme, model, self.table)
        self.table.setItemDelegate(self.delegate)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.table.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(NUMBER, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(SOURCE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(TARGET, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Fixed)
        self.where = ElidedLabel(Qt.TextElideMode.ElideRight, "muted")
        self.tracked = TrackedBar()
        self.source = SourceText(theme)
        self.target = TargetText(theme)
        self.confirm_button = Button("check", "primary", confirm)
        self.approve_button = Button("", "", approve)
        self.panes = Panes(explain)
        self.previews = Previews()
        self.progress = ProgressBar()
        self._lay_out()
        self.find_bar.turned.connect(self._give_rows_room)

    def _lay_out(self) -> None:
        listed = QWidget()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.filter_bar)
        inside.addWidget(self.find_bar)
        inside.addWidget(self.table, 1)
        head = QHBoxLayout()
        head.addWidget(self.where, 1)
        head.addWidget(self.approve_button)
        head.addWidget(self.confirm_button)
        texts = QSplitter(Qt.Orientation.Horizontal)
        texts.setHandleWidth(8)
        texts.setChildrenCollapsible(False)
        texts.addWidget(self.source)
        texts.addWidget(self.target)
        texts.setSizes([1, 1])
        edited = QWidget()
        below = QVBoxLayout(edited)
        below.setContentsMargins(0, 4, 0, 0)
        below.addLayout(head)
        below.addWidget(self.tracked)
        below.addWidget(texts, 1)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setHandleWidth(8)
        left.setChildrenCollapsible(False)
        left.addWidget(listed)
        left.addWidget(edited)
        left.setSizes([450, 200])
        left.setStretchFactor(0, 1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(8)
        right.addWidget(self.panes)
        right.addWidget(self.previews)
        right.setSizes([300, 380])
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([780, 460])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._listed = listed
        self.splitters = {"texts": texts, "left": left, "right": right, "whole": split}
        middle = QWidget()
        around = QVBoxLayout(middle)
        around.setContentsMargins(14, 10, 14, 10)
        around.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(middle, 1)
        layout.addWidget(self.progress)

    def keep_state(self, state: PageState) -> None:
        """Remember how large each part is."""
        for name, splitter in self.splitters.items():
            state.keep(_STATE, name, splitter)

    def restore_state(self, state: PageState) -> None:
        """Give each part the size that it had in the project before."""
        for name, splitter in self.splitters.items():
            state.restore(_STATE, name, splitter)

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.confirm_button.say(tr("Confirm"), "Ctrl+Enter")
        self.approve_button.say(tr("Approve"), "Ctrl+Alt+Enter")
        self.table.setAccessibleName(tr("List of segments"))
        self.source.setAccessibleName(tr("Source"))
        self.target.setAccessibleName(tr("Translation"))
        for part in self._parts():
            part.retranslate()

    def _parts(self) -> tuple[Banner | FilterBar | FindBar | TrackedBar | Panes | Previews, ...]:
        return (
            self.banner,
            self.filter_bar,
            self.find_bar,
            self.tracked,
            self.panes,
            self.previews,
        )

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.delegate.theme = theme
        self.table.setColumnWidth(STATE, scaled(_STATE_PX))
        for part in (*self._parts(), self.source, self.target):
            part.apply_theme(theme)
        self.confirm_button.apply_theme(theme)
        self.approve_button.apply_theme(theme)
        for text in (self.source, self.target):
            lines = _LEAST_LINES * text.fontMetrics().lineSpacing()
            text.setMinimumHeight(lines + _AROUND_TEXT)
        self._give_rows_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Draw rows of one line where there is no room for three of two."""
        super().resizeEvent(event)
        self._give_rows_room()

    def _give_rows_room(self) -> None:
        """Keep room for three rows; the change of somebody else and the texts scroll instead."""
        around = self.table.horizontalHeader().sizeHint().height() + 2 * self.table.frameWidth()
        bar = self.filter_bar
        above = max(bar.sizeHint().height(), bar.heightForWidth(max(1, self._listed.width())))
        spacing = self.style().pixelMetric(QStyle.PixelMetric.PM_LayoutVerticalSpacing)
        # As with a change that is shown: rows stay as they are from segment to segment.
        below = (
            self.confirm_button.sizeHint().height()
            + self.tracked.least_height()
            + self.source.minimumHeight()
            + 4 * spacing
        )
        left = self.splitters["left"]
        room = left.height() - left.handleWidth() - below
        least = above + spacing + around
        low = room < least + _LEAST_ROWS * row_height()
        if not self.find_bar.isHidden():
            finding = self.find_bar.sizeHint().height() + spacing
            # In a low window it takes the place of the filter, which comes back with Esc or Ctrl+F.
            least += finding - above if low else finding
        self.filter_bar.setHidden(low and not self.find_bar.isHidden())
        self.table.verticalHeader().setDefaultSectionSize(low_row_height() if low else row_height())
        self.table.setColumnWidth(NUMBER, scaled(_LOW_NUMBER_PX if low else _NUMBER_PX))
        self.tracked.set_low(low=low)
        # No more than there is: the window itself stays as small as it is made.
        wanted = least + _LEAST_ROWS * low_row_height()
        self._listed.setMinimumHeight(max(0, min(wanted, room)))

    def enable(self, *, editable: bool) -> None:
        """Let the texts be used, or not: there may be no segment."""
        for part in (self.source, self.target, self.confirm_button, self.approve_button):
            part.setEnabled(editable)
