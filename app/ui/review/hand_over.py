# SPDX-License-Identifier: AGPL-3.0-or-later
"""Handing a project over to another machine, and taking what came with one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.services.reviewing.handing_over import HandOver, came_with, hand_over, take_over
from app.services.reviewing.memories import open_shelf
from app.services.reviewing.session import now, open_project
from app.services.terms import glossary_for
from app.ui.review.screen import ReviewScreen
from app.ui.shell.loader import Loader
from app.ui.widgets import ButtonBox, label

_TOPIC = "hand over"


class HandOverDialog(QDialog):
    """The dialog that asks what goes along with a copy of a project."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Hand the project over"))
        self.resize(500, 0)
        said = label("", wrap=True)
        said.setText(
            tr(
                "A copy of the project is made for another machine. When it comes back, “Merge"
                " another copy…” takes in what was done there."
            )
        )
        self.memory = QCheckBox(tr("With what the translation memory has for its sentences"))
        self.terms = QCheckBox(tr("With the terms that are in it"))
        for box in (self.memory, self.terms):
            box.setChecked(True)
        buttons = ButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        go_on = buttons.button(QDialogButtonBox.StandardButton.Ok)
        go_on.setText(tr("Choose where…"))
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (said, self.memory, self.terms, buttons):
            layout.addWidget(part)


class HandOverActions:
    """The actions of a review window around handing over.

    Args:
        screen: the window.
        take_stores: uses memories and glossaries that are new.
    """

    def __init__(self, screen: ReviewScreen, take_stores: Callable[[], None]) -> None:
        self._screen = screen
        self._take_stores = take_stores
        self._writing = Loader(screen.widget(), self._written, screen.notifier.say)
        self._looking = Loader(screen.widget(), self._offer, screen.notifier.say)
        self._taking = Loader(screen.widget(), self._taken, screen.notifier.say)

    def ask(self) -> None:
        """Ask what goes along, and where the copy is to be."""
        self._screen.leave()
        dialog = HandOverDialog(self._screen.widget())
        dialog.accepted.connect(
            lambda: self._ask_where(
                memory=dialog.memory.isChecked(), terms=dialog.terms.isChecked()
            )
        )
        dialog.open()

    def _ask_where(self, *, memory: bool, terms: bool) -> None:
        path = self._screen.project.path
        word = tr("handed over")
        first = path.with_name(f"{path.stem} ({word}){path.suffix}")
        name, _ = QFileDialog.getSaveFileName(
            self._screen.widget(), tr("Hand the project over"), str(first), "Hanji (*.hanji)"
        )
        if name:
            self.write(Path(name), memory=memory, terms=terms)

    def write(self, target: Path, *, memory: bool, terms: bool) -> None:
        """Write the copy in a thread, and say so."""
        self._screen.notifier.say(lambda: tr("The copy is being made…"), topic=_TOPIC)
        review = self._screen.review
        self._writing.ask(
            partial(_write, review.project.path, target, review.author, memory=memory, terms=terms)
        )

    def _written(self, done: tuple[Path, HandOver]) -> None:
        path, what = done
        self._screen.notifier.say(
            tr(
                "The copy is made: {path}. {units} units of the memory and {terms} terms are in it.",
                path=path,
                units=f"{what.units:,}",
                terms=f"{what.terms:,}",
            )
        )

    def look(self) -> None:
        """Offer what came with the project, where it is not taken yet."""
        project = self._screen.project
        self._looking.ask(partial(_look, project.path))

    def _offer(self, came: HandOver | None) -> None:
        if came is None:
            return
        self._screen.notifier.say(
            lambda: tr(
                "{units} units of a memory and {terms} terms came with this project from {by}.",
                units=f"{came.units:,}",
                terms=f"{came.terms:,}",
                by=came.by or "?",
            ),
            lambda: tr("Use them"),
            self.take,
            topic=_TOPIC,
        )

    def take(self) -> None:
        """Make a memory and a glossary of what came, in a thread."""
        self._screen.notifier.end(_TOPIC)
        self._taking.ask(partial(_take, self._screen.project.path))

    def _taken(self, what: HandOver) -> None:
        self._take_stores()
        self._screen.notifier.say(
            tr(
                "The read-only memory and the glossary “{name}” are made: {units} units, {terms} terms.",
                name=what.name,
                units=f"{what.units:,}",
                terms=f"{what.terms:,}",
            )
        )


def _write(
    path: Path, target: Path, author: str, *, memory: bool, terms: bool
) -> tuple[Path, HandOver]:
    shelf = open_shelf() if memory else None
    try:
        with open_project(path) as project:
            glossary = (
                glossary_for(project.source_language, project.target_language) if terms else None
            )
            return target, hand_over(project, target, author, now(), shelf, glossary)
    finally:
        if shelf is not None:
            shelf.close()


def _look(path: Path) -> HandOver | None:
    with open_project(path) as project:
        return came_with(project)


def _take(path: Path) -> HandOver:
    with open_project(path) as project:
        return take_over(project)
