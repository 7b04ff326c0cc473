# SPDX-License-Identifier: AGPL-3.0-or-later
"""The review window: puts its parts together and turns keys into calls of the session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QWidget,
)

from app.i18n import tr, trn
from app.services import terms
from app.services.master_memories import open_masters
from app.services.reviewing import key_bindings
from app.services.reviewing.checking import check, finish_checks
from app.services.reviewing.completion import ProjectWords
from app.services.reviewing.session import Review, open_memory, open_project
from app.ui.key_actions import KeyActions
from app.ui.notifier import Notifier
from app.ui.review.central_widget import CentralWidget
from app.ui.review.check_actions import CheckActions
from app.ui.review.commands import commands_of
from app.ui.review.completion import Completion
from app.ui.review.document_actions import DocumentActions
from app.ui.review.editor import SourceText, TargetText
from app.ui.review.fill_action import FillAction
from app.ui.review.grid import (
    KIND_WORDS,
    SOURCE,
    SegmentFilter,
    SegmentsModel,
    plain_text,
)
from app.ui.review.hand_over import HandOverActions
from app.ui.review.key_bindings import GROUPS, MATCH_KEYS, TERM_KEYS
from app.ui.review.key_dialog import KeyBindingsDialog
from app.ui.review.project_actions import ProjectActions
from app.ui.review.publishing import Publishing
from app.ui.review.recovery import recover_typing
from app.ui.review.screen import ReviewScreen
from app.ui.review.search_actions import SearchActions, search_fault
from app.ui.review.segment_actions import SegmentActions
from app.ui.review.segment_details import SegmentDetails
from app.ui.review.spelling import SpellingMarks
from app.ui.review.tracked_changes import TrackedChanges
from app.ui.shell.loader import Loader
from app.ui.theme import Theme, palette_of, style_sheet_of, system_theme
from translation.inline_codes import Coded
from translation.review.search import SearchRefused
from translation.review.segments import InlineCodeInfo, ReviewSegment, Status

_KEEP_MS = 250
"""What is typed is on the disk so soon after a pause, and at once when the segment is left."""
_PREVIEW_MS = 200
_FIRST_SIZE = (1280, 780)
_SMALLEST = (900, 560)
_LONGEST_VISIT_S = 300.0
"""Of one segment: beyond this nobody was at the desk."""


class ReviewWindow(QMainWindow):
    """The review window of one project.

    Args:
        review: the session; its project and memory are closed with the window.
    """

    closing = Signal()
    """It is about to be closed; everything is still there."""
    attach_wanted = Signal()
    """It stands in a window of its own, and is to go back."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.review = review
        self.project = review.project
        self.notifier = Notifier(self)
        self.model = SegmentsModel(self)
        self._theme = system_theme()
        self._segment: ReviewSegment | None = None
        self._asked = False
        self._since = time.monotonic()
        self.publishing = Publishing(self, review, self.notifier, self.leave, self._reload_in_place)
        screen: ReviewScreen = self
        self.segments = SegmentActions(screen)
        self.checks = CheckActions(screen)
        self.searches = SearchActions(screen)
        self.projects = ProjectActions(screen, self.publishing, open_review)
        self.documents = DocumentActions(screen, self.publishing)
        self.handing = HandOverActions(screen, self.checks.take_stores)
        self._build()
        self._build_actions()
        self._connect()
        self.apply_theme(self._theme)
        self.retranslate()
        self.reload()
        self.choose_row(0)
        self.target.setFocus()

    # ------------------------------------------------------------ putting together

    def _build(self) -> None:
        self.central = central = CentralWidget(
            self.model, self._theme, self.segments.confirm, self.segments.approve, self.searches
        )
        self.banner, self.progress = central.banner, central.progress
        self.filter_bar, self.find_bar = central.filter_bar, central.find_bar
        self.table, self.where = central.table, central.where
        self.source: SourceText = central.source
        self.target: TargetText = central.target
        self.panes, self.previews = central.panes, central.previews
        self.details = SegmentDetails(self.review, self.model, central, lambda: self._theme)
        self.spelling = SpellingMarks(
            self, self.target, lambda: self._theme.bad, self.details.findings_changed
        )
        self.filling = FillAction(self, central)
        self.tracking = TrackedChanges(self, central.tracked, central)
        self.completion = Completion(central.target, self.details.nearby)
        self._words = Loader(self, self._take_words, lambda why: self.notifier.say(why))
        self.setCentralWidget(central)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)

    def _build_actions(self) -> None:
        self.keys = KeyActions(self, GROUPS, commands_of(self))
        for menu in self.keys.menus:
            self.menuBar().addMenu(menu)
        self.actions_by_name = self.keys.by_name
        self.actions_by_name["approve"].setEnabled(self.review.may_approve)
        self.central.approve_button.setVisible(self.review.may_approve)
        for name in ("reject", "lock"):
            self.actions_by_name[name].setEnabled(self.review.may_reject)
        self._take_keys()
        suggest = self.actions_by_name["suggest"]
        suggest.setCheckable(True)
        suggest.setChecked(self.completion.while_typing)
        follow = self.actions_by_name["propagate"]
        follow.setCheckable(True)
        follow.setChecked(self.review.propagates)
        for at, keys in enumerate(MATCH_KEYS, start=1):
            self.keys.add(keys, partial(self.segments.take_match, at))
        for at, term_key in enumerate(TERM_KEYS):
            self.keys.add((term_key,), partial(self.details.take_term, at))
        self.keys.add(("Esc",), self.find_bar.hide)

    def _connect(self) -> None:
        self.notifier.said.connect(self.banner.show_notification)
        self.filter_bar.changed.connect(self.set_filter)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.activated.connect(lambda _index: self.target.setFocus())
        self.target.typed.connect(self._typed)
        self.details.mended.connect(self.checks.mend)
        self.details.taken.connect(self.segments.insert_content)
        self.details.masters_looked_at.connect(
            lambda: self.review.take_masters(open_masters(may_wait=False))
        )
        self.details.gone_to.connect(self.go_to)
        self._keep_timer = self._timer(_KEEP_MS, self._keep)
        self._preview_timer = self._timer(_PREVIEW_MS, self.details.show_pages)
        self._recover_timer = self._timer(0, lambda: recover_typing(self))

    def speak_through(self, notifier: Notifier | None) -> None:
        """Say everything in another window's banner; None: in its own again."""
        self.notifier.said.disconnect()
        # In a tab the shell's own action has the same key.
        attach = self.actions_by_name["attach"]
        attach.setVisible(notifier is None)
        attach.setEnabled(notifier is None)
        if notifier is None:
            self.notifier.said.connect(self.banner.show_notification)
        else:
            self.banner.hide()
            self.notifier.said.connect(notifier.said)

    @property
    def theme(self) -> Theme:
        """The colours in use."""
        return self._theme

    @property
    def segment(self) -> ReviewSegment | None:
        """The segment that is worked on, as it was when it was chosen."""
        return self._segment

    @property
    def segment_number(self) -> int:
        """The number of the segment that is worked on; 0 where none is."""
        return self._segment.number if self._segment else 0

    def _timer(self, interval: int, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(do)
        return timer

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        title = tr("{title} – review, {pair}", title=self.project.meta["title"], pair=self._pair())
        servers = (one.meta.get("server", "") for one in self.project.documents)
        if known := ", ".join(filter(None, dict.fromkeys(servers))):
            drafted = tr("drafted by the server {server}", server=known)
            title = f"{title} · {drafted}"
        self.setWindowTitle(title)
        self.keys.retranslate()
        self.central.retranslate()
        if self._segment is not None:
            self._show_progress()
            self._say_where(self._segment)
            self.details.show(self._segment)

    def _pair(self) -> str:
        return f"{self.project.source_language} → {self.project.target_language}"

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setPalette(palette_of(theme))
        self.setStyleSheet(style_sheet_of(theme))
        self.central.apply_theme(theme)

    # ------------------------------------------------------------ contents

    def reload(self) -> None:
        """Read the whole list again."""
        self._shown_cut = self.project.resegmented
        self.project.look_again()
        documents = self.project.documents
        self.filter_bar.show_documents(documents)
        self.model.load(
            self.project.lines(),
            self.project.troubled(),
            self.project.commented(),
            [one.first for one in documents],
        )
        self.tracking.load()
        self._show_progress()
        lines = tuple(self.model.lines)
        self._words.ask(
            lambda: ProjectWords(
                plain_text(line.target) for line in lines if Status(line.status).is_confirmed
            )
        )

    def read_documents_again(self) -> None:
        """Show the documents that came into the project while it was open, and say so."""
        self.leave()
        before = len(self.project.documents)
        self._reload_in_place()
        came = len(self.project.documents) - before
        if came > 0:
            self.notifier.say(
                trn(
                    "{n} document came into the project.",
                    "{n} documents came into the project.",
                    came,
                )
            )

    def _reload_in_place(self) -> None:
        number = self._segment.number if self._segment else 1
        self._segment = None
        self.reload()
        self.choose(number)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for what was typed before the program was killed, once the window is there."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._recover_timer.start()
            self.handing.look()

    def show_changes(self, numbers: Iterable[int]) -> None:
        """Show the new state of segments."""
        changed = tuple(numbers)
        if not changed:
            return
        check(self.project, changed, terms=self.review.terms, spelling=self.review.spelling)
        if self._shown_cut != self.project.resegmented:
            # All segments behind a cut have other numbers now.
            self.reload()
            return
        for number in changed:
            worst = [f for f in self.project.findings(number) if f.dismissed is None]
            if worst:
                self.model.troubled[number] = min(f.finding.severity for f in worst)
            else:
                self.model.troubled.pop(number, None)
        self.tracking.update(changed)
        lines = self.project.lines(changed)
        self.model.change(lines)
        for line in lines:
            if Status(line.status).is_confirmed:
                self.completion.words.add(plain_text(line.target))
        self._show_progress()

    def _show_progress(self) -> None:
        self.progress.show_counts(self.project.counts(), self.review.seconds_left())
        self.filter_bar.show_count(self.model.rowCount(), len(self.model.lines))

    def set_filter(self, wanted: SegmentFilter) -> None:
        """Show other segments; the chosen one stays chosen where it is still there."""
        self.leave()
        number = self._segment.number if self._segment else None
        try:
            self.model.set_filter(wanted)
        except SearchRefused as refused:
            self.notifier.say(search_fault(refused))
        self.filter_bar.show_count(self.model.rowCount(), len(self.model.lines))
        row = None if wanted.worst_first or number is None else self.model.row_of(number)
        self.choose_row(row if row is not None else 0)

    # ------------------------------------------------------------ the chosen segment

    def choose(self, number: int) -> None:
        """Choose a segment by its number; the filter is taken off where it hides it."""
        if self.model.row_of(number) is None:
            self.filter_bar.clear()
            self.model.set_filter(SegmentFilter())
            self.filter_bar.show_count(self.model.rowCount(), len(self.model.lines))
        row = self.model.row_of(number)
        if row is not None:
            self.choose_row(row)

    def choose_row(self, row: int) -> None:
        """Choose the segment of a row."""
        index = self.model.index(row, SOURCE)
        if not index.isValid():
            self._show_segment(None)
            return
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        again = self.table.currentIndex().row() == row
        self.table.selectionModel().setCurrentIndex(index, flags)
        self._bring_into_view(row)
        if again:
            self._show_segment(self.model.number_at(row))

    def _bring_into_view(self, row: int) -> None:
        """Scroll so that the row and one after it are seen."""
        last = min(row + 1, self.model.rowCount() - 1)
        self.table.scrollTo(self.model.index(last, SOURCE))
        self.table.scrollTo(self.model.index(row, SOURCE))

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.leave()
        self._show_segment(self.model.number_at(current.row()) if current.isValid() else None)

    def _show_segment(self, number: int | None) -> None:
        self._segment = None if number is None else self.project.segment(number)
        self._since = time.monotonic()
        segment = self._segment
        self.central.enable(editable=segment is not None)
        if segment is None:
            self.details.show(None)
            self.tracking.show(None)
            self.source.show_content(Coded(()), {})
            self.target.show_content(Coded(()), {})
            self.where.set_whole("")
            return
        looks = {look.number: look for look in self.project.codes_of(segment.unit_id)}
        own = self._own_looks(segment, looks)
        self.source.show_content(segment.source, own)
        self.target.show_content(segment.target, own)
        self.target.setReadOnly(not self.review.may_change(segment))
        self._say_where(segment)
        self.details.show(segment)
        self.spelling.show_segment()
        self.tracking.show(segment)
        self._preview_timer.start()

    def _own_looks(
        self, segment: ReviewSegment, looks: dict[int, InlineCodeInfo]
    ) -> dict[int, InlineCodeInfo]:
        numbers = segment.source.numbers()
        return {number: look for number, look in looks.items() if number in numbers}

    def _say_where(self, segment: ReviewSegment) -> None:
        line = self.model.line(segment.number)
        kind = tr(KIND_WORDS[segment.kind.value])
        said = [
            f"{segment.number:,} / {len(self.model.lines):,}",
            kind,
            self.model.state_words(line),
        ]
        if len(self.project.documents) > 1:
            said.append(self.project.document(segment.number).shown)
        self.where.set_whole("   ·   ".join(said))

    # ------------------------------------------------------------ typing

    def _typed(self) -> None:
        self._keep_timer.start()
        self._preview_timer.start()

    def _keep(self) -> None:
        if self._segment is not None and not self._segment.locked:
            self.review.type(self._segment.number, self.target.content())

    def leave(self) -> None:
        """Keep what was typed in the segment that is left, as edited; count the time."""
        segment = self._segment
        if segment is None:
            return
        self._keep_timer.stop()
        self.target.finish_composition()
        spent = min(time.monotonic() - self._since, _LONGEST_VISIT_S)
        content = self.target.content()
        changed: tuple[int, ...] = ()
        if not segment.locked:
            changed = self.review.leave(segment.number, content, segment.target)
        if changed:
            self.project.count_visit(segment.number, spent)
            self._segment = self.project.segment(segment.number)
            self.show_changes(changed)
        self._since = time.monotonic()

    def stop_keeping(self) -> None:
        """Let what is typed not be written any more: it is about to become a step."""
        self._keep_timer.stop()

    def count_visit(self) -> None:
        """Add the time at the segment to what is known of it."""
        if self._segment is not None:
            spent = min(time.monotonic() - self._since, _LONGEST_VISIT_S)
            self.project.count_visit(self._segment.number, spent)

    def read_again(self) -> None:
        """Take the chosen segment from the project again."""
        if self._segment is not None:
            self._segment = self.project.segment(self._segment.number)

    def forget(self) -> None:
        """Forget the chosen segment: it may be another one now."""
        self._segment = None

    def show_again(self) -> None:
        """Show the chosen segment again."""
        self._show_segment(self._segment.number if self._segment else None)

    def chosen_numbers(self) -> list[int]:
        """Return the numbers of the segments that are chosen in the list."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        found = [self.model.number_at(row) for row in rows]
        return [number for number in found if number is not None]

    def current_row(self) -> int:
        """Return the row of the list that is worked on; -1 for none."""
        return self.table.currentIndex().row()

    def widget(self) -> QWidget:
        """Return the parent of dialogs."""
        return self

    # ------------------------------------------------------------ going about

    def go(self, step: int, wanted: str = "") -> None:
        """Go to the next or previous row, or to the next that is "open"."""
        row = self.model.next_row(self.table.currentIndex().row(), wanted=wanted, step=step)
        if row is None:
            if wanted == "open":
                self.notifier.say(tr("No open segment follows."))
            self._show_segment(self._segment.number if self._segment else None)
            return
        self.choose_row(row)
        self.target.setFocus()

    def go_to(self, number: int) -> None:
        """Work on a segment that was clicked elsewhere."""
        self.choose(number)
        self.target.setFocus()

    def toggle_previews(self) -> None:
        """Show the previews, or give their room to the panes."""
        self.previews.setVisible(not self.previews.isVisible())
        self.details.show_pages()

    def show_keys(self) -> None:
        """Show all keys; others may be chosen."""
        dialog = KeyBindingsDialog(self)
        dialog.changed.connect(self._take_keys)
        dialog.open()

    def _take_keys(self) -> None:
        self.keys.apply(key_bindings.load())
        self.target.reserved = self.keys.reserved()

    def toggle_suggestions(self) -> None:
        """Suggest words while one types, or only by key."""
        self.completion.while_typing = self.actions_by_name["suggest"].isChecked()

    def _take_words(self, words: ProjectWords) -> None:
        self.completion.words.take(words)

    def toggle_followers(self) -> None:
        """Let equal segments follow a confirmed one, or not."""
        self.review.propagates = self.actions_by_name["propagate"].isChecked()

    # ------------------------------------------------------------ talk

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep everything; there is nothing to ask."""
        self.closing.emit()
        self.leave()
        self._segment = None
        # What is due after this, or comes from a thread, would find the project closed.
        for timer in self.findChildren(QTimer):
            timer.stop()
        for loader in self.findChildren(Loader):
            loader.forget()
        self.details.close()
        self.spelling.close()
        self.review.shelf.close()
        self.project.close()
        event.accept()


def open_review(path: Path) -> ReviewWindow:
    """Open a project in a window of its own.

    Raises:
        AppError: it cannot be opened.
    """
    project = open_project(path)
    pair = project.source_language, project.target_language
    review = Review(
        project,
        open_memory(),
        masters=open_masters(may_wait=False),
        glossary=terms.glossary_for(*pair),
    )
    finish_checks(project, None, review.terms)
    return ReviewWindow(review)
