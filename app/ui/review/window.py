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
    QFileDialog,
    QInputDialog,
    QMainWindow,
)

from app.errors import AppError
from app.i18n import tr, trn
from app.services import terms
from app.services.reviewing import key_bindings
from app.services.reviewing.checking import BLOCKING, check, explain
from app.services.reviewing.session import Review, open_memory, open_project
from app.ui.key_actions import KeyActions
from app.ui.notifier import Notifier
from app.ui.review.central_widget import CentralWidget
from app.ui.review.check_dialog import ChecksDialog
from app.ui.review.grid import (
    KIND_WORDS,
    SOURCE,
    SegmentFilter,
    SegmentsModel,
    plain_text,
)
from app.ui.review.key_bindings import GROUPS, MATCH_KEYS, TERM_KEYS
from app.ui.review.key_dialog import KeyBindingsDialog
from app.ui.review.publishing import Publishing
from app.ui.review.segment_details import SegmentDetails
from app.ui.review.term_dialog import TermDialog
from app.ui.theme import Theme, palette_of, style_sheet_of, system_theme
from translation.inline_codes import Coded, coded
from translation.review.segments import InlineCodeInfo, ReviewSegment
from translation.terms.term import Term

_MOST_QUOTED = 120
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

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.review = review
        self.project = review.project
        self.notifier = Notifier(self)
        self.model = SegmentsModel(self)
        self._others: list[ReviewWindow] = []
        self.open_elsewhere: Callable[[Path], None] | None = None
        """Opens another project in the main window; a window of its own without it."""
        self._theme = system_theme()
        self._segment: ReviewSegment | None = None
        self._asked = False
        self._since = time.monotonic()
        self._publishing = Publishing(
            self, review, self.notifier, self.leave, self._reload_in_place
        )
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
            self.model, self._theme, self.confirm, self.approve, self._replace
        )
        self.banner, self.progress = central.banner, central.progress
        self.filter_bar, self.replace_bar = central.filter_bar, central.replace_bar
        self.table, self.where = central.table, central.where
        self.source, self.target = central.source, central.target
        self.panes, self.previews = central.panes, central.previews
        self.details = SegmentDetails(self.review, self.model, central, lambda: self._theme)
        self.setCentralWidget(central)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)

    def _build_actions(self) -> None:
        doing: dict[str, Callable[[], object]] = {
            "open": self.open_another,
            "export": self._publishing.export,
            "import": self._publishing.take_in,
            "build": partial(self._publishing.build, both=False),
            "build_both": partial(self._publishing.build, both=True),
            "close": self.close,
            "confirm": self.confirm,
            "confirm_open": partial(self.confirm, then="open"),
            "approve": self.approve,
            "reject": self.reject,
            "copy_source": self.copy_source,
            "machine": self.take_machine,
            "next_tag": partial(self.insert_tags, everything=False),
            "all_tags": partial(self.insert_tags, everything=True),
            "lock": self.lock,
            "comment": self.comment,
            "undo": self.undo,
            "redo": self.redo,
            "next": partial(self.go, 1),
            "previous": partial(self.go, -1),
            "next_open": partial(self.go, 1, "open"),
            "next_finding": self.next_finding,
            "go_to": self.go_to,
            "grid": self.table.setFocus,
            "find": self.go_to_filter,
            "replace": self.show_replace,
            "concordance": self.concordance,
            "term": self.new_term,
            "check": self.check_all,
            "checks": self.choose_checks,
            "preview": self.toggle_previews,
            "worst": self.filter_bar.worst.click,
            "propagate": self._toggle_followers,
            "keys": self.show_keys,
        }
        self.keys = KeyActions(self, GROUPS, doing)
        for menu in self.keys.menus:
            self.menuBar().addMenu(menu)
        self.actions_by_name = self.keys.by_name
        self._take_keys()
        follow = self.actions_by_name["propagate"]
        follow.setCheckable(True)
        follow.setChecked(self.review.propagates)
        for at, keys in enumerate(MATCH_KEYS, start=1):
            self.keys.add(keys, partial(self.take_match, at))
        for at, term_key in enumerate(TERM_KEYS):
            self.keys.add((term_key,), partial(self.details.take_term, at))
        self.keys.add(("Esc",), self.replace_bar.hide)

    def _connect(self) -> None:
        self.notifier.said.connect(self.banner.show_notification)
        self.filter_bar.changed.connect(self.set_filter)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.activated.connect(lambda _index: self.target.setFocus())
        self.target.typed.connect(self._typed)
        self.details.taken.connect(self._insert_content)
        self._keep_timer = self._timer(_KEEP_MS, self._keep)
        self._preview_timer = self._timer(_PREVIEW_MS, self.details.show_pages)
        self._recover_timer = self._timer(0, self._recover)

    def speak_through(self, notifier: Notifier | None) -> None:
        """Say everything in another window's banner; None: in its own again."""
        self.notifier.said.disconnect()
        if notifier is None:
            self.notifier.said.connect(self.banner.show_notification)
        else:
            self.banner.hide()
            self.notifier.said.connect(notifier.said)

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
        if server := self.project.meta.get("server"):
            drafted = tr("drafted by the server {server}", server=server)
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
        self.model.load(self.project.lines(), self.project.troubled(), self.project.commented())
        self._show_progress()

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

    def _recover(self) -> None:
        """Bring back what stood in the editor when the program was killed, or forget it."""
        found = self.review.unfinished()
        if not found:
            return
        first = min(found)
        said = trn(
            "When the program ended unexpectedly, {n} segment held typing that was not confirmed.",
            "When the program ended unexpectedly, {n} segments held typing that was not confirmed.",
            len(found),
        )
        shown = tr("Segment {n}: “{text}”", n=first, text=_beginning(found[first].text))
        if self.notifier.confirm(
            self,
            tr("Unfinished typing"),
            f"{said}\n\n{shown}",
            tr("Bring it back"),
            tr("Discard it"),
        ):
            self._changed(self.review.recover())
        else:
            self.review.discard()
        self._segment = None
        self.choose(first)

    def _changed(self, numbers: Iterable[int]) -> None:
        """Show the new state of segments."""
        changed = tuple(numbers)
        if not changed:
            return
        check(self.project, changed, terms=self.review.terms)
        for number in changed:
            worst = [f for f in self.project.findings(number) if f.dismissed is None]
            if worst:
                self.model.troubled[number] = min(f.finding.severity for f in worst)
            else:
                self.model.troubled.pop(number, None)
        self.model.change(self.project.lines(changed))
        self._show_progress()

    def _show_progress(self) -> None:
        self.progress.show_counts(self.project.counts(), self.review.seconds_left())
        self.filter_bar.show_count(self.model.rowCount(), len(self.model.lines))

    def set_filter(self, wanted: SegmentFilter) -> None:
        """Show other segments; the chosen one stays chosen where it is still there."""
        self.leave()
        number = self._segment.number if self._segment else None
        self.model.set_filter(wanted)
        self.filter_bar.show_count(self.model.rowCount(), len(self.model.lines))
        row = None if wanted.worst_first or number is None else self.model.row_of(number)
        self.choose_row(row if row is not None else 0)

    # ------------------------------------------------------------ the chosen segment

    def choose(self, number: int) -> None:
        """Choose a segment by its number; the filter is taken off where it hides it."""
        if self.model.row_of(number) is None:
            self.model.set_filter(SegmentFilter())
            self.filter_bar.field.clear()
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
            self.source.show_content(Coded(()), {})
            self.target.show_content(Coded(()), {})
            self.where.setText("")
            return
        looks = {look.number: look for look in self.project.codes_of(segment.unit_id)}
        own = self._own_looks(segment, looks)
        self.source.show_content(segment.source, own)
        self.target.show_content(segment.target, own)
        self.target.setReadOnly(segment.locked)
        self._say_where(segment)
        self.details.show(segment)
        self._preview_timer.start()

    def _own_looks(
        self, segment: ReviewSegment, looks: dict[int, InlineCodeInfo]
    ) -> dict[int, InlineCodeInfo]:
        numbers = segment.source.numbers()
        return {number: look for number, look in looks.items() if number in numbers}

    def _say_where(self, segment: ReviewSegment) -> None:
        line = self.model.line(segment.number)
        kind = tr(KIND_WORDS[segment.kind.value])
        self.where.setText(
            f"{segment.number:,} / {len(self.model.lines):,}   ·   {kind}   ·   "
            f"{self.model.state_words(line)}"
        )

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
            self._changed(changed)
        self._since = time.monotonic()

    # ------------------------------------------------------------ actions

    def confirm(self, then: str = "") -> None:
        """Confirm what stands in the editor, and go on to the next (open) segment."""
        segment = self._segment
        if segment is None:
            return
        # The last syllable may still be in the input method.
        self.target.finish_composition()
        self._keep_timer.stop()
        content = self.target.content()
        if not content.parts and segment.source.text.strip():
            self.notifier.say(
                tr("There is no translation to confirm in segment {n}.", n=segment.number)
            )
            return
        spent = min(time.monotonic() - self._since, _LONGEST_VISIT_S)
        changed = self.review.confirm(segment.number, content)
        self.project.count_visit(segment.number, spent)
        self._segment = self.project.segment(segment.number)
        self._changed(changed)
        self.go(1, then)

    def approve(self) -> None:
        """Approve the chosen segments; one that is being edited is confirmed with it."""
        self.leave()
        numbers = self._chosen()
        changed, refused = self.review.approve(numbers)
        self._changed(changed)
        if refused:
            first = refused[0]
            why = explain(first.findings[0]) if first.findings else tr("there is no translation")
            self.notifier.say(tr("Segment {n} is not approved: {why}", n=first.number, why=why))
            self.choose(first.number)
        elif len(numbers) == 1:
            self.go(1)
        else:
            self._show_segment(self._segment.number if self._segment else None)

    def _chosen(self) -> list[int]:
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        found = [self.model.number_at(row) for row in rows]
        return [number for number in found if number is not None]

    def reject(self) -> None:
        """Send the segment back to be edited."""
        self.leave()
        if self._segment is not None:
            self._changed(self.review.reject(self._segment.number))
            self._show_segment(self._segment.number)

    def lock(self) -> None:
        """Lock the chosen segments, or unlock them where the first is locked."""
        self.leave()
        numbers = self._chosen()
        if numbers:
            locked = not self.project.segment(numbers[0]).locked
            self.review.lock(numbers, locked=locked)
            self._changed(numbers)
            self._show_segment(numbers[0])

    def copy_source(self) -> None:
        """Put the source in the place of the target."""
        if self._segment is not None and not self._segment.locked:
            self.target.replace_content(self._segment.source)

    def take_machine(self) -> None:
        """Bring the machine's draft back, out of the history."""
        segment = self._segment
        if segment is None or segment.locked:
            return
        history = self.project.history(segment.number)
        self.target.replace_content(history[-1].before if history else segment.target)

    def insert_tags(self, *, everything: bool) -> None:
        """Put in the next missing tag, or all."""
        if self._segment is not None and not self._segment.locked:
            self.target.insert_tags(self._segment.source, everything=everything)

    def take_match(self, number: int) -> None:
        """Put a match in the place of the target."""
        self._insert_content(self.panes.matches.content(number))

    def _insert_content(self, content: object) -> None:
        segment = self._segment
        if isinstance(content, Coded) and segment is not None and not segment.locked:
            own = segment.source.numbers()
            parts = [p for p in content.parts if isinstance(p, str) or p.number in own]
            self.target.replace_content(coded(parts))
            self.target.setFocus()

    def undo(self) -> None:
        """Take back the last step of the project."""
        self._turned(self.review.undo, tr("There is nothing to take back."))

    def redo(self) -> None:
        """Do the last undone step again."""
        self._turned(self.review.redo, tr("There is nothing to do again."))

    def _turned(self, turn: Callable[[], tuple[int, ...]], nothing: str) -> None:
        self.leave()
        changed = turn()
        if not changed:
            self.notifier.say(nothing)
            return
        self._changed(changed)
        self._segment = None
        self.choose(changed[0])

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

    def next_finding(self) -> None:
        """Go to the next segment with a finding, and show it."""
        row = self.model.next_row(self.table.currentIndex().row(), wanted="troubled")
        if row is None:
            self.notifier.say(tr("No segment with a finding follows."))
            return
        self.choose_row(row)
        self.panes.setCurrentWidget(self.panes.checks)
        self.target.setFocus()

    def open_another(self) -> None:
        """Open another project in a window of its own."""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Open a project"), str(self.project.path.parent), "Hanji (*.hanji)"
        )
        # What is being typed here would look to a second window like what a kill left.
        if name and Path(name).resolve() != self.project.path.resolve():
            if self.open_elsewhere is not None:
                self.open_elsewhere(Path(name))
                return
            try:
                window = open_review(Path(name))
            except AppError as error:
                self.notifier.say(tr(error.message, **error.params))
            else:
                self._others.append(window)
                window.show()

    def go_to(self) -> None:
        """Ask for a number and go there."""
        last = len(self.model.lines)
        now = self._segment.number if self._segment else 1
        number, given = QInputDialog.getInt(
            self, tr("Go to"), tr("Segment number (1 to {n})", n=last), now, 1, max(1, last)
        )
        if given:
            self.choose(number)

    def go_to_filter(self) -> None:
        """Go to the filter; words chosen in a text are looked for."""
        chosen = self._chosen_words()
        if chosen:
            self.filter_bar.field.setText(chosen)
        self.filter_bar.field.setFocus()
        self.filter_bar.field.selectAll()

    def show_replace(self) -> None:
        """Show the fields to replace words."""
        self.replace_bar.show()
        chosen = self._chosen_words()
        if chosen:
            self.replace_bar.old.setText(chosen)
        (self.replace_bar.new if chosen else self.replace_bar.old).setFocus()

    def _chosen_words(self) -> str:
        for part in (self.target, self.source):
            if part.hasFocus() and part.textCursor().hasSelection():
                return part.textCursor().selectedText().replace("\ufffc", "")
        return ""

    def _replace(self, old: str, new: str, everything: bool) -> None:
        self.leave()
        numbers = self.model.numbers() if everything else self._chosen()
        changes = []
        for number in numbers:
            line = self.model.line(number)
            if old not in plain_text(line.target):
                continue
            target = self.project.segment(number).target
            parts = [p.replace(old, new) if isinstance(p, str) else p for p in target.parts]
            changes.append((number, coded(parts)))
        changed = self.review.replace(changes)
        self._changed(changed)
        if self._segment is not None:
            self._show_segment(self._segment.number)
        self.notifier.say(tr("Replaced in {n} segments. Ctrl+Alt+Z takes it back.", n=len(changed)))

    def concordance(self) -> None:
        """Look for the chosen words in the memory."""
        words = self._chosen_words()
        self.panes.setCurrentWidget(self.panes.matches)
        self.panes.matches.field.setText(words)
        self.panes.matches.field.setFocus()
        if words:
            self.details.search(words, in_target=self.target.hasFocus())

    def new_term(self) -> None:
        """Ask for a term; what is chosen in the texts is put in."""
        dialog = TermDialog(
            self,
            self.source.textCursor().selectedText().replace("\ufffc", ""),
            self.target.textCursor().selectedText().replace("\ufffc", ""),
        )
        dialog.accepted.connect(lambda: self.add_term(dialog.term()))
        dialog.open()

    def add_term(self, term: Term) -> None:
        """Put a term into the glossary of one's own, and look at the segment again."""
        pair = self.review.pair_tags
        try:
            terms.add(term, *pair)
        except AppError as error:
            self.notifier.say(tr(error.message, **error.params))
            return
        self.review.glossary = terms.glossary_for(*pair)
        if self._segment is not None:
            self.leave()
            self._changed([self._segment.number])
            self._show_segment(self._segment.number)

    def check_all(self) -> None:
        """Check every segment."""
        self.leave()
        check(self.project, terms=self.review.terms)
        number = self._segment.number if self._segment else 1
        self.reload()
        self.choose(number)
        self.notifier.say(
            tr(
                "{n} segments have findings. Ctrl+Shift+A goes through them.",
                n=len(self.model.troubled),
            )
        )

    def choose_checks(self) -> None:
        """Let the person choose what is checked, and what blocks approval."""
        dialog = ChecksDialog(self, self.project)
        dialog.accepted.connect(self._checks_chosen)
        dialog.open()

    def _checks_chosen(self) -> None:
        self.review.blocking = frozenset(self.project.meta.get(BLOCKING, "").split())
        self.check_all()

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

    def _toggle_followers(self) -> None:
        self.review.propagates = self.actions_by_name["propagate"].isChecked()

    # ------------------------------------------------------------ talk

    def comment(self) -> None:
        """Go to the field for comments."""
        self.panes.setCurrentWidget(self.panes.comments)
        self.panes.comments.field.setFocus()

    # ------------------------------------------------------------ the end

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Keep everything; there is nothing to ask."""
        self.closing.emit()
        self.leave()
        self._segment = None
        # What is due after this would find the project closed.
        for timer in (self._recover_timer, self._keep_timer, self._preview_timer):
            timer.stop()
        self.details.close()
        if self.review.memory is not None:
            self.review.memory.close()
        self.project.close()
        event.accept()


def _beginning(text: str) -> str:
    """Return what a question shows of a text."""
    return text if len(text) <= _MOST_QUOTED else text[:_MOST_QUOTED].rstrip() + "…"


def open_review(path: Path) -> ReviewWindow:
    """Open a project in a window of its own.

    Raises:
        AppError: it cannot be opened.
    """
    project = open_project(path)
    pair = project.source_language, project.target_language
    return ReviewWindow(Review(project, open_memory(), glossary=terms.glossary_for(*pair)))
