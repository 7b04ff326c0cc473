# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each action of the review window does, by its name in the table of keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QTableView

from app.ui.review.bars import FilterBar
from app.ui.review.check_actions import CheckActions
from app.ui.review.completion import Completion
from app.ui.review.document_actions import DocumentActions
from app.ui.review.fill_action import FillAction
from app.ui.review.hand_over import HandOverActions
from app.ui.review.panes import Panes
from app.ui.review.project_actions import ProjectActions
from app.ui.review.publishing import Publishing
from app.ui.review.search_actions import SearchActions
from app.ui.review.segment_actions import SegmentActions
from app.ui.review.segment_details import SegmentDetails
from app.ui.review.spelling import SpellingMarks
from app.ui.review.tracked_changes import TrackedChanges


class Commanded(Protocol):
    """A review window with the parts that its actions call."""

    attach_wanted: SignalInstance
    completion: Completion
    table: QTableView
    filter_bar: FilterBar
    panes: Panes
    details: SegmentDetails
    publishing: Publishing
    segments: SegmentActions
    checks: CheckActions
    searches: SearchActions
    projects: ProjectActions
    documents: DocumentActions
    handing: HandOverActions
    filling: FillAction
    spelling: SpellingMarks
    tracking: TrackedChanges

    def close(self) -> bool:
        """Close the window."""

    def go(self, step: int, wanted: str = "") -> None:
        """Go to the next or previous row."""

    def toggle_previews(self) -> None:
        """Show the previews, or give their room to the panes."""

    def show_keys(self) -> None:
        """Show all keys."""

    def toggle_suggestions(self) -> None:
        """Suggest words while one types, or only by key."""

    def toggle_followers(self) -> None:
        """Let equal segments follow a confirmed one, or not."""


def commands_of(window: Commanded) -> dict[str, Callable[[], object]]:
    """Return what the actions of ``key_bindings.GROUPS`` do in a window."""
    return {
        "open": window.projects.open_another,
        "documents": window.documents.show,
        "add_documents": window.documents.pick,
        "export": window.publishing.export,
        "import": window.publishing.take_in,
        "hand_over": window.handing.ask,
        "merge": window.publishing.merge,
        "correct": window.projects.correct,
        "analysis": window.projects.analyse,
        "build": partial(window.publishing.build, both=False),
        "build_both": partial(window.publishing.build, both=True),
        "build_as": partial(window.publishing.build, both=False, anew=True),
        "build_both_as": partial(window.publishing.build, both=True, anew=True),
        "close": window.close,
        "confirm": window.segments.confirm,
        "confirm_open": partial(window.segments.confirm, then="open"),
        "approve": window.segments.approve,
        "reject": window.segments.reject,
        "copy_source": window.segments.copy_source,
        "machine": window.segments.take_machine,
        "complete": window.completion.complete,
        "suggest": window.toggle_suggestions,
        "next_tag": partial(window.segments.insert_tags, everything=False),
        "all_tags": partial(window.segments.insert_tags, everything=True),
        "split": window.segments.split,
        "join": window.segments.join,
        "lock": window.segments.lock,
        "comment": window.details.begin_comment,
        "undo": window.segments.undo,
        "redo": window.segments.redo,
        "next": partial(window.go, 1),
        "previous": partial(window.go, -1),
        "next_open": partial(window.go, 1, "open"),
        "next_finding": window.checks.next_finding,
        "next_document": partial(window.documents.step, 1),
        "previous_document": partial(window.documents.step, -1),
        "go_to": window.searches.go_to,
        "grid": window.table.setFocus,
        "find": window.searches.go_to_filter,
        "replace": window.searches.show_replace,
        "find_next": partial(window.searches.find, 1),
        "find_previous": partial(window.searches.find, -1),
        "concordance": window.searches.concordance,
        "stores": window.checks.show_stores,
        "term": window.checks.new_term,
        "next_change": window.tracking.next,
        "accept_change": partial(window.tracking.settle, accept=True),
        "reject_change": partial(window.tracking.settle, accept=False),
        "fill": window.filling.fill,
        "spelling": window.spelling.next,
        "dictionary": window.spelling.add_dictionary,
        "check": window.checks.check_all,
        "mend": window.checks.mend,
        "dismiss": window.panes.checks.dismiss,
        "alarms": window.checks.show_false_alarms,
        "checks": window.checks.choose_checks,
        "preview": window.toggle_previews,
        "worst": window.filter_bar.worst.click,
        "propagate": window.toggle_followers,
        "attach": window.attach_wanted.emit,
        "keys": window.show_keys,
    }
