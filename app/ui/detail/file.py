# SPDX-License-Identifier: AGPL-3.0-or-later
"""Details of one file: outcome, content, losses of its book, and the buttons for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import current_language, tr
from app.messages import COUNT_NAMES, format_name, notice_sentence
from app.services.report import Remark, ReportItem
from app.ui.detail.password import PasswordBox
from app.ui.queue.rows import DONE, ON_THE_WAY, QueueRow, RowState
from app.ui.theme import Theme
from app.ui.widgets import Button, Prose, breakable, frame, label, restyle
from converters.document.notices import NoticeKind

_SHOWN_COUNTS = (
    "characters",
    "headings",
    "tables",
    "images",
    "equations",
    "footnotes",
    "endnotes",
    "links",
    "text_boxes",
)
_MOST_PLACES = 5
"""Places of lost letters that the panel names; the report has more."""


class FileDetail(QWidget):
    """The details of one row of the list.

    Args:
        act: called with the name of an action.
        give_password: called with (password, try it on every locked file).
        show_loss: called with a loss whose place in the book is to be shown.
    """

    def __init__(
        self,
        act: Callable[[str], None],
        give_password: Callable[[str, bool], None],
        show_loss: Callable[[Remark], None],
    ) -> None:
        super().__init__()
        self._row: QueueRow | None = None
        self._linked: list[Remark] = []
        """The losses that lines of the panel lead to."""
        self._name = label("title", wrap=True, selectable=True)
        self._state = label("muted", wrap=True)
        self._build_boxes()
        self.password = PasswordBox(give_password)
        self.losses.linkActivated.connect(lambda at: show_loss(self._linked[int(at)]))
        self.open = Button("book", "primary", lambda: act("open"))
        self.folder = Button("folder", "", lambda: act("folder"))
        self.review = Button("review", "", lambda: act("review"))
        self.retry = Button("retry", "", lambda: act("retry"))
        self.overwrite = Button("alert", "", lambda: act("overwrite"))
        self.layout_button = Button("page", "", lambda: act("layout"))
        self.cancel = Button("stop", "", lambda: act("cancel"))
        self.help = Button("info", "quiet", lambda: act("help"))
        self.remove = Button("remove", "quiet", lambda: act("remove"))
        self._path_title = label("muted")
        self._path = label(wrap=True, selectable=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        for part in (self._name, self._state, self._error_box, self.password):
            layout.addWidget(part)
        for button in self.buttons[:-1]:
            layout.addWidget(button)
        layout.addWidget(self._loss_box)
        layout.addSpacing(4)
        layout.addLayout(self._facts)
        layout.addWidget(self._notices_title)
        layout.addWidget(self._notices)
        layout.addSpacing(4)
        layout.addWidget(self._path_title)
        layout.addWidget(self._path)
        layout.addStretch()
        layout.addWidget(self.remove)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons in the order of the keyboard."""
        return (
            self.open,
            self.folder,
            self.review,
            self.retry,
            self.overwrite,
            self.help,
            self.layout_button,
            self.cancel,
            self.remove,
        )

    def _build_boxes(self) -> None:
        self._cause = label("bad", wrap=True, selectable=True)
        self._action = Prose()
        self._error_box = _box("errorBox", self._cause, self._action)
        self._loss_title = label("warn", wrap=True)
        self.losses = Prose()
        self._loss_box = _box("lossBox", self._loss_title, self.losses)
        self._notices_title = label("muted", wrap=True)
        self._notices = Prose("muted")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(3)
        self._facts.setColumnStretch(1, 1)
        self._fact_labels: list[QLabel] = []

    def show_row(self, row: QueueRow) -> None:
        """Show ``row`` as it stands now."""
        if self._row is not row:
            self.password.clear()
        self._row = row
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words."""
        self.open.say(tr("Open the book"), "Enter")
        self.folder.say(tr("Show in its folder"))
        self.review.say(tr("Translate and review"))
        self.retry.say(tr("Try again"), "F5")
        self.overwrite.say(tr("Overwrite it"))
        self.cancel.say(tr("Cancel this document"))
        self.help.say(tr("Help about documents that fail"))
        self.remove.say(tr("Take off the list"), "Delete")
        self.password.retranslate()
        if self._row is not None:
            self._say_row(self._row)

    def _say_row(self, row: QueueRow) -> None:
        item = row.item
        done = row.state in DONE
        self._name.setText(breakable(row.name))
        self._state.setText(row.state_words())
        role = "bad" if row.state is RowState.FAILED else "good" if done else "muted"
        self._state.setProperty("role", role)
        restyle(self._state)
        self._state.setVisible(row.state is not RowState.FAILED)
        self._say_error(row)
        self.password.setVisible(row.needs_password)
        self._say_losses(item if done else None)
        self._say_facts(item if done else None)
        shown_path = row.book if row.book else row.found.source
        self._path_title.setText(tr("Book") if row.book else tr("Document"))
        self._path.setText(breakable(str(shown_path)))
        self.open.setVisible(row.book is not None)
        self.folder.setVisible(row.book is not None)
        self.review.setVisible(row.state not in (RowState.FAILED, RowState.RUNNING))
        self.retry.setVisible(
            row.state in (RowState.FAILED, RowState.CANCELLED) and not row.needs_password
        )
        self.overwrite.setVisible(row.is_in_the_way)
        self.help.setVisible(row.state is RowState.FAILED)
        self.layout_button.say(
            tr("Make it again as flowing text")
            if row.as_printed
            else tr("Make it again with the pages as printed")
        )
        self.layout_button.setVisible(row.has_pages)
        self.cancel.setVisible(row.state in ON_THE_WAY)
        self.remove.setVisible(row.state not in ON_THE_WAY)

    def _say_error(self, row: QueueRow) -> None:
        error = row.item.error if row.item and row.state is RowState.FAILED else None
        self._error_box.setVisible(error is not None)
        if error is not None:
            self._cause.setText(error.cause(current_language()))
            self._action.set_lines([error.window_action(current_language())])

    def _say_losses(self, item: ReportItem | None) -> None:
        losses = item.losses if item else ()
        notices = item.notices if item else ()
        self._loss_box.setVisible(bool(losses))
        self._loss_title.setText(tr("The book lacks:"))
        self.losses.set_links(self._loss_lines(losses))
        self.losses.setAccessibleName(tr("The book lacks:"))
        self._notices_title.setText(tr("Also to know:"))
        self._notices.set_lines(_sentences(notices))
        for part in (self._notices_title, self._notices):
            part.setVisible(bool(notices))

    def _loss_lines(self, losses: tuple[Remark, ...]) -> list[tuple[str, str]]:
        """Return a line for each kind of loss and for its first places; each leads into the book."""
        self._linked = []

        def link(remark: Remark) -> str:
            self._linked.append(remark)
            return str(len(self._linked) - 1)

        lines: list[tuple[str, str]] = []
        for kind in dict.fromkeys(remark.kind for remark in losses):
            same = [remark for remark in losses if remark.kind == kind]
            count = sum(remark.count for remark in same)
            lines.append((f"· {notice_sentence(kind, count)}", link(same[0])))
            if kind == NoticeKind.UNACCOUNTED:
                lines += [
                    (f"   {one.where}: “{one.detail}”", link(one)) for one in same[:_MOST_PLACES]
                ]
        return lines

    def _say_facts(self, item: ReportItem | None) -> None:
        for old in self._fact_labels:
            self._facts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._fact_labels = []
        for line, (name, value) in enumerate(_facts_of(item) if item else ()):
            left, right = label("muted"), label(wrap=True, selectable=True)
            left.setText(name)
            right.setText(value)
            self._facts.addWidget(left, line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(right, line, 1)
            self._fact_labels += [left, right]

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in self.buttons:
            button.apply_theme(theme)
        self.password.apply_theme(theme)


def _box(name: str, *parts: QWidget) -> QFrame:
    layout = QVBoxLayout()
    layout.setSpacing(6)
    for part in parts:
        layout.addWidget(part)
    return frame(name, layout, (12, 10, 12, 10))


def _sentences(remarks: tuple[Remark, ...]) -> list[str]:
    totals: dict[str, int] = {}
    for remark in remarks:
        totals[remark.kind] = totals.get(remark.kind, 0) + remark.count
    lines: list[str] = []
    for kind, count in totals.items():
        lines.append(f"· {notice_sentence(kind, count)}")
    return lines


def _facts_of(item: ReportItem) -> list[tuple[str, str]]:
    facts = [(tr("Title"), item.title)] if item.title else []
    if item.pages is not None:
        facts.append((tr("Pages"), f"{item.pages:,}"))
    facts += [
        (tr(COUNT_NAMES[name]), f"{item.counts[name]:,}")
        for name in _SHOWN_COUNTS
        if item.counts.get(name)
    ]
    facts.append((tr("Format"), f"{format_name(item.format)} {item.format_version}".strip()))
    if item.seconds:
        facts.append((tr("Time"), tr("{seconds} s", seconds=f"{item.seconds:.1f}")))
    return facts
