# SPDX-License-Identifier: AGPL-3.0-or-later
"""Details of the chosen segment: keeps matches, findings, comments and previews up to date."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.reviewing.building import source_document
from app.services.reviewing.checking import mended
from app.services.reviewing.comment_steps import CommentSteps
from app.services.reviewing.completion import Nearby
from app.services.reviewing.preview import Preview
from app.services.reviewing.session import Review, drafted, open_project
from app.store.project import OpenFinding, Project, ProjectDocument
from app.ui.review.central_widget import CentralWidget
from app.ui.review.editor import CodedText, Layer
from app.ui.review.grid import SegmentsModel, plain_text
from app.ui.review.memory_lookup import LookupRequest, MemoryLookupThread
from app.ui.shell.loader import Loader
from app.ui.theme import Theme
from translation.checks.spelling import SPELLING
from translation.inline_codes import joined
from translation.memory.units import Match, context_of
from translation.review.anchors import Side, SpanAnchor
from translation.review.segments import Comment, ReviewSegment, targets_of

_MENDS_MS = 150
"""So long a segment stays before its mends are looked for."""
_MOST_READ = 4
"""Documents that are kept for the previews."""
_READ_AT_ONCE = 2000
"""Segments of a document that is read for the previews at once; a longer one is read in a thread."""


class SegmentDetails(QObject):
    """The controller of the panes and previews, which show details of the chosen segment.

    Args:
        review: the session.
        model: of the list, whose rows show findings and comments too.
        central: the widgets.
        theme: gives the colours.
    """

    taken = Signal(object)
    """A match that somebody chose."""
    gone_to = Signal(int)
    """A segment whose words were clicked in a preview."""
    mended = Signal()
    """Somebody wants a finding mended."""
    masters_looked_at = Signal()
    """Masters that nobody had looked at can be opened now."""

    def __init__(
        self,
        review: Review,
        model: SegmentsModel,
        central: CentralWidget,
        theme: Callable[[], Theme],
    ) -> None:
        super().__init__(central)
        self._review = review
        self._project = review.project
        self._model = model
        self._central = central
        self._panes = central.panes
        self._theme = theme
        self._forms: list[str] = []
        self._segment: ReviewSegment | None = None
        self._matches: tuple[Match, ...] = ()
        self._previews: dict[str, Preview] = {}
        self._shown_units: list[str] = []
        """Ids of the units that the previews show."""
        self._reading = ""
        """Id of the document that is being read for the previews."""
        self._reader = Loader(self, self._take_preview, lambda _why: None)
        self._mending = QTimer(self)
        self._mending.setSingleShot(True)
        self._mending.setInterval(_MENDS_MS)
        self._mending.timeout.connect(self.show_mends)
        self._lookup = MemoryLookupThread(review.pair, self, glossary=lambda: self._review.glossary)
        self._lookup.found.connect(self._show_matches)
        self._lookup.looked_at.connect(self.masters_looked_at.emit)
        central.previews.unit_clicked.connect(self._go_to_unit)
        self._panes.matches.taken.connect(self.taken.emit)
        self._panes.matches.searched.connect(self.search)
        self._panes.terms.taken.connect(self.take_term)
        self._panes.checks.mended.connect(self.mended.emit)
        self._panes.checks.dismissed.connect(self._dismiss)
        self._panes.checks.restored.connect(self._restore)
        self._panes.comments.said.connect(self._say)
        self._panes.comments.resolved.connect(self._resolve)
        self._panes.comments.chosen.connect(self._show_span)
        self._comment_steps = CommentSteps(review)
        self._panes.comments.deleted.connect(self._delete)
        self._panes.comments.turned.connect(lambda back: self._turn_comments(back=back))
        self._panes.comments.may_delete = self._comment_steps.may_delete
        self._panes.comments.can_undo = lambda: (
            self._segment is not None and self._comment_steps.can_undo(self._segment.number)
        )

    def close(self) -> None:
        """End the thread that asks the memory; nothing comes later."""
        self._mending.stop()
        self._lookup.close()
        # A document that is still being read comes too late.
        self._segment = None

    def reopen_memories(self) -> None:
        """Ask other memories from now on: some were added, or taken away."""
        self._lookup.reopen()

    def show(self, segment: ReviewSegment | None) -> None:
        """Show what belongs to another segment."""
        if segment is None or self._segment is None or segment.number != self._segment.number:
            self._panes.comments.begin(None)
        self._segment = segment
        self._matches = ()
        if segment is None:
            return
        lines = self._model.lines
        document = self._project.document(segment.number)
        before, after = (
            context_of(plain_text(lines[number - 1].source))
            if document.first <= number <= document.last
            else None
            for number in (segment.number - 1, segment.number + 1)
        )
        self._lookup.ask(LookupRequest(segment.number, segment.source, before, after))
        self.refresh()

    def refresh(self) -> None:
        """Show findings, comments and history again."""
        segment = self._segment
        if segment is None:
            return
        findings = self._project.findings(segment.number)
        comments = self._project.comments(segment.number)
        target = self._project.segment(segment.number).target
        self._panes.checks.show_findings(findings, target.text, [None] * len(findings))
        self._mending.start()
        self._panes.comments.show_comments(comments, self._place_of)
        history = self._project.history(segment.number)
        self._panes.history.show_history(history, drafted(history, target).marked, target.marked)
        standing = [stored.finding for stored in findings if stored.dismissed is None]
        self._panes.counts[2:4] = [
            len(standing),
            sum(not one.resolved and one.reply_to is None for one in comments),
        ]
        theme = self._theme()
        open_spans = [one.anchor for one in comments if one.anchor and not one.resolved]
        for side, shown in (("source", self._central.source), ("target", self._central.target)):
            shown.mark(
                Layer.COMMENTS,
                (
                    (*place, theme.warn_soft)
                    for span in open_spans
                    if span.side == side and (place := self._place_of(span)) is not None
                ),
            )
        terms = self._review.glossary.matches(segment.source.text)
        self._forms = [match.term.targets[0] for match in terms if match.term.targets]
        self._panes.show_terms(
            [
                (match.term.source, ", ".join(match.term.targets), match.term.note)
                for match in terms
                if match.term.targets
            ]
        )
        self._central.target.mark_spans(
            (*f.target_span, theme.bad)
            for f in standing
            # The editor marks these itself, as one types.
            if f.target_span and f.check_id != SPELLING
        )
        self._central.source.mark_spans(
            [(*f.source_span, theme.bad) for f in standing if f.source_span],
            [(match.start, match.end, theme.accent) for match in terms],
        )
        self._panes.dictionary.show_words(segment.source.text)
        self._panes.show_counts()

    def show_mends(self) -> None:
        """Show what would mend the findings; the checks are asked anew for each, so it comes later."""
        self._mending.stop()
        segment = self._segment
        if segment is None:
            return
        findings = self._project.findings(segment.number)
        mends = [
            mended(self._project, segment.number, stored.finding, self._review.terms)
            if stored.dismissed is None
            else None
            for stored in findings
        ]
        if any(mends):
            target = self._project.segment(segment.number).target
            self._panes.checks.show_findings(findings, target.text, mends)

    def nearby(self) -> Nearby:
        """Return what the words of the segment may be completed with."""
        segment = self._segment
        return Nearby(
            tuple(self._forms),
            tuple((one.adapted or one.unit.target).text for one in self._matches),
            segment.target.text if segment else "",
        )

    def take_term(self, at: int) -> None:
        """Insert the preferred form of a term of the segment, counted from 0."""
        segment = self._segment
        if segment is not None and not segment.locked and 0 <= at < len(self._forms):
            self._central.target.insert_text(self._forms[at])
            self._central.target.setFocus()

    def show_pages(self) -> None:
        """Show the pages around the segment, with what stands in the editor."""
        segment = self._segment
        if segment is None or not self._central.previews.isVisible():
            return
        document = self._project.document(segment.number)
        preview = self._previews.get(document.document_id)
        if preview is None:
            self._read_document(document)
            return
        here = document.own_id(segment.unit_id)
        near = dict.fromkeys(preview.units_near(here))
        segments = [
            document.alone(one)
            for unit_id in near
            for one in self._project.segments_of(document.id_in_project(unit_id))
        ]
        typed = self._central.target.content()
        targets = targets_of(segments)
        if here in targets or typed.parts:
            targets[here] = joined(
                [
                    typed
                    if one.number == segment.number
                    else one.target
                    if one.target.parts
                    else one.source
                    for one in segments
                    if one.unit_id == here
                ]
            )
        self._shown_units = [document.id_in_project(unit_id) for unit_id in near]
        self._central.previews.show_pages(*preview.pages(here, targets))

    def _go_to_unit(self, at: int, letters: int, translated: bool) -> None:
        """Go to the segment whose words were clicked in a preview."""
        if not 0 <= at < len(self._shown_units):
            return
        segments = self._project.segments_of(self._shown_units[at])
        for segment in segments:
            shown = segment.target if translated and segment.target.parts else segment.source
            letters -= len(shown.text)
            if letters < 0 or segment is segments[-1]:
                self.gone_to.emit(segment.number)
                return

    def _read_document(self, document: ProjectDocument) -> None:
        """Read the document that the previews are of, and show them then."""
        if self._reading == document.document_id:
            return
        self._reading = document.document_id
        if document.last - document.first < _READ_AT_ONCE:
            self._take_preview(_preview_of(self._project, document))
        else:
            self._reader.ask(partial(_preview_at, self._project.path, document))

    def _take_preview(self, read: tuple[str, Preview]) -> None:
        document_id, preview = read
        while len(self._previews) >= _MOST_READ:
            del self._previews[next(iter(self._previews))]
        self._previews[document_id] = preview
        self._reading = ""
        self.show_pages()

    # ------------------------------------------------------------ the memory

    def _show_matches(self, number: int, matches: tuple[Match, ...]) -> None:
        if self._segment is None or self._segment.number != number:
            return
        self._matches = matches
        self._panes.matches.show_matches(matches)
        self._panes.counts[0] = len(matches)
        self._panes.show_counts()

    def search(self, words: str, in_target: bool) -> None:
        """Show where the memory has ``words``; the matches again where there are none."""
        if words.strip():
            units = self._review.concordance(words, in_target=in_target)
            self._panes.matches.show_units(units, words)
        else:
            self._panes.matches.show_matches(self._matches)

    # ------------------------------------------------------------ talk

    def _place_of(self, span: SpanAnchor) -> tuple[int, int] | None:
        """Return where a comment's words stand in the texts that are shown."""
        shown = self._central.source if span.side == "source" else self._central.target
        return span.find(shown.content().text)

    def _show_span(self, span: SpanAnchor) -> None:
        place = self._place_of(span)
        if place is not None:
            shown = self._central.source if span.side == "source" else self._central.target
            shown.select_span(*place)

    def begin_comment(self) -> None:
        """Go to the field for comments; what is chosen in the texts is what it is about."""
        source, target = self._central.source, self._central.target
        first: tuple[tuple[Side, CodedText], ...] = (("target", target), ("source", source))
        sides = first[::-1] if source.hasFocus() else first
        span = None
        for side, shown in sides:
            start, end = shown.selected_span()
            quote = shown.content().text[start:end]
            if span is None and quote.strip():
                span = SpanAnchor(side, start, quote)
        self._panes.comments.begin(span)
        self._panes.setCurrentWidget(self._panes.comments)
        self._panes.comments.field.setFocus()

    def _say(self, text: str, span: SpanAnchor | None, reply_to: int | None) -> None:
        if self._segment is not None:
            self._comment_steps.say(self._segment.number, text, span, reply_to)
            self._talked()
            # What was said interrupts the work; the next key belongs to it again.
            self._central.target.setFocus()

    def _resolve(self, comment_id: int, resolved: bool) -> None:
        if self._segment is not None:
            self._comment_steps.resolve(self._segment.number, comment_id, resolved=resolved)
            self._talked()

    def _delete(self, comment: object) -> None:
        if isinstance(comment, Comment) and self._segment is not None:
            self._comment_steps.delete(self._segment.number, comment)
            self._talked()

    def _turn_comments(self, *, back: bool) -> None:
        turn = self._comment_steps.undo if back else self._comment_steps.redo
        if self._segment is not None and turn(self._segment.number):
            self._talked()

    def _talked(self) -> None:
        self._model.commented = self._project.commented()
        self._announce()

    def _dismiss(self, finding: object, reason: str) -> None:
        if self._segment is not None and isinstance(finding, OpenFinding):
            self._review.dismiss(self._segment.number, finding, reason)
            self.findings_changed()

    def _restore(self, finding: object) -> None:
        if self._segment is not None and isinstance(finding, OpenFinding):
            self._project.restore(self._segment.number, finding)
            self.findings_changed()

    def findings_changed(self) -> None:
        """Show findings again, in the list too."""
        self._model.troubled = self._project.troubled()
        self._announce()

    def _announce(self) -> None:
        if self._segment is not None:
            self._model.announce(self._segment.number)
        self.refresh()


def _preview_of(project: Project, document: ProjectDocument) -> tuple[str, Preview]:
    source = source_document(project, document)
    return document.document_id, Preview(source, project.target_language)


def _preview_at(path: Path, document: ProjectDocument) -> tuple[str, Preview]:
    with open_project(path) as project:
        return _preview_of(project, document)
