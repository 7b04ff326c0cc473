# SPDX-License-Identifier: AGPL-3.0-or-later
"""Spelling in the target: unknown words are underlined while one types, and a menu offers what is meant.

A word is looked at shortly after a pause, never the one that is being typed. The dictionary is opened
in a thread with the window; suggestions are asked for one word, when a person wants them, of a process
of their own: the menu is there at once, and takes them in when they come.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import TimeoutError as NotYet
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu
from shiboken6 import isValid

from app.i18n import tr
from app.jobs.suggesting import SuggestionProcess
from app.services import spelling
from app.services.reviewing.checking import DISABLED
from app.services.reviewing.names import names_of_memory
from app.services.reviewing.remembering import origin_prefixes
from app.ui.review.editor import Layer, TargetText
from app.ui.review.screen import ReviewScreen
from app.ui.shell.loader import Loader
from translation.checks.spelling import SPELLING
from translation.spelling import words_of

_PAUSE_MS = 250
_AT_ONCE_S = 0.1
"""So long a menu waits for suggestions before it is shown without them."""
Span = tuple[int, int]


class SpellingMarks(QObject):
    """The marks of unknown words in the target, and the menu of one.

    Args:
        screen: the window.
        target: the editor.
        color: gives the colour of the marks.
        changed: is told when the words of the project changed.
    """

    def __init__(
        self,
        screen: ReviewScreen,
        target: TargetText,
        color: Callable[[], str],
        changed: Callable[[], None],
    ) -> None:
        super().__init__(target)
        self._screen = screen
        self._target = target
        self._color = color
        self._changed = changed
        self._opened = False
        self._typing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.show)
        target.typed.connect(self._typed)
        target.cursorPositionChanged.connect(self._moved)
        target.menu_for = self.fill_menu
        self._suggesting: SuggestionProcess | None = None
        self._loader = Loader(self, self._take_dictionary, lambda _why: None)
        self._later = Loader(self, lambda put_in: put_in(), lambda _why: None)
        self._naming = Loader(self, self._take_names, lambda _why: None)
        # Until the memory is read, its names are marked like other unknown words.
        self._screen.review.take_names(frozenset())
        self._adding = Loader(self, self._added, self._refused)
        self.open()

    def _refused(self, why: str) -> None:
        self._screen.notifier.say(why)

    def open(self) -> None:
        """Open the dictionary of the target language in a thread, and mark what it does not know."""
        language = self._screen.project.target_language
        self._loader.ask(lambda: spelling.dictionary_for(language))
        pair, own = self._screen.review.pair, origin_prefixes(self._screen.project)
        self._naming.ask(lambda: names_of_memory(pair, own))

    def close(self) -> None:
        """End the process that makes suggestions."""
        if self._suggesting is not None:
            self._suggesting.close()
            self._suggesting = None

    def _suggestions(self) -> SuggestionProcess | None:
        """Return the process that makes suggestions, started with the first unknown word."""
        language = self._screen.project.target_language
        if self._suggesting is None and (path := spelling.dictionary_file(language)) is not None:
            self._suggesting = SuggestionProcess(path, language)
            self._suggesting.start()
        return self._suggesting

    def _take_dictionary(self, _dictionary: object) -> None:
        self._opened = True
        self.show()

    def _take_names(self, names: frozenset[str]) -> None:
        self._screen.review.take_names(names)
        self.show()

    def _is_wanted(self) -> bool:
        disabled = self._screen.project.meta.get(DISABLED, "").split()
        return self._opened and SPELLING not in disabled

    def _typed(self) -> None:
        self._typing = True
        self._timer.start()

    def _moved(self) -> None:
        # Typing moves the cursor too, after which it is heard of.
        if not self._timer.isActive():
            self._typing = False
            self._timer.start()

    def unknown(self) -> tuple[Span, ...]:
        """Return the places of words that may be misspelt, in characters without chips."""
        segment = self._screen.segment
        if segment is None or not self._is_wanted():
            return ()
        text = self._target.content().text
        return self._screen.review.spelling.unknown(text, segment.source.text)

    def show_segment(self) -> None:
        """Mark the words of another segment: nothing is being typed in it yet."""
        self._typing = False
        self.show()

    def show(self) -> None:
        """Mark the words that no dictionary knows."""
        at = self._target.characters_before_cursor() if self._typing else -1
        color = self._color()
        found = [(start, end, color) for start, end in self.unknown() if not start <= at <= end]
        if found:
            self._suggestions()
        self._target.mark(Layer.SPELLING, found)

    # ------------------------------------------------------------ the menu

    def fill_menu(self, menu: QMenu, at: int) -> None:
        """Put suggestions for the word at a place on top of a menu."""
        text = self._target.content().text
        found = next((span for span in self.unknown() if span[0] <= at <= span[1]), None)
        if found is not None:
            self._offer(menu, found, text[slice(*found)])
            return
        own = spelling.words_of(self._screen.project)
        for start, end, word in words_of(text, self._screen.project.target_language):
            if start <= at <= end and word in own:
                action = QAction(
                    tr("No longer one of the project's words: “{word}”", word=word), menu
                )
                action.triggered.connect(partial(self.change_words, word, right=False))
                _put_on_top(menu, [action])

    def _offer(self, menu: QMenu, span: Span, word: str) -> None:
        """Offer suggestions for a word, as soon as they are there, and to take it for right."""
        waiting = QAction(tr("Looking for suggestions…"), menu)
        waiting.setEnabled(False)
        keep = QAction(tr("Add to the project's words: “{word}”", word=word), menu)
        keep.triggered.connect(partial(self.change_words, word, right=True))
        _put_on_top(menu, [waiting, keep])
        process = None if self._target.isReadOnly() else self._suggestions()
        if process is None:
            self._put_in(menu, waiting, span, word, ())
            return
        coming = process.ask(word)
        try:
            self._put_in(menu, waiting, span, word, coming.result(_AT_ONCE_S))
        except NotYet:
            self._later.ask(
                lambda: partial(self._put_in, menu, waiting, span, word, coming.result())
            )

    def _put_in(
        self, menu: QMenu, waiting: QAction, span: Span, word: str, found: tuple[str, ...]
    ) -> None:
        """Put suggestions in the place of what says that they are looked for."""
        if not isValid(menu) or not isValid(waiting):
            # It was closed meanwhile.
            return
        if not found:
            waiting.setText(tr("No suggestion for “{word}”", word=word))
            return
        made = []
        for suggestion in found:
            action = QAction(suggestion.replace("&", "&&"), menu)
            action.triggered.connect(partial(self._take, span, suggestion))
            made.append(action)
        menu.insertActions(waiting, made)
        menu.removeAction(waiting)
        if menu.activeAction() in (None, waiting):
            menu.setActiveAction(made[0])

    def _take(self, span: Span, suggestion: str) -> None:
        self._target.replace_span(*span, suggestion)
        self._target.setFocus()
        self._typing = False
        self.show()

    def change_words(self, word: str, *, right: bool) -> None:
        """Take a word for right in the project, or no longer, wherever it stands."""
        screen = self._screen
        screen.leave()
        screen.review.change_words(word, right=right)
        numbers = [
            stored.number
            for stored in screen.project.findings()
            if stored.finding.check_id == SPELLING and ("text", word) in stored.finding.params
        ]
        if not right:
            numbers = [line.number for line in screen.model.lines if word in line.target]
        if numbers:
            screen.show_changes(numbers)
        self._changed()
        self.show()
        screen.notifier.say(
            tr("“{word}” is one of this project's words.", word=word)
            if right
            else tr("“{word}” is no longer one of this project's words.", word=word)
        )

    def next(self) -> None:
        """Choose the next word of the segment that may be misspelt, and show its menu."""
        self._target.setFocus()
        self._typing = False
        self._timer.stop()
        self.show()
        found = self.unknown()
        if not found:
            self._screen.notifier.say(tr("Every word of this segment is in a dictionary."))
            return
        at = self._target.selected_span()[1]
        span = next((one for one in found if one[0] >= at), found[0])
        self._target.select_span(*span)
        menu = QMenu(self._target)
        menu.setObjectName("spelling")
        self.fill_menu(menu, span[0])
        below = self._target.cursorRect().bottomLeft() + QPoint(0, 2)
        menu.popup(self._target.viewport().mapToGlobal(below))

    # ------------------------------------------------------------ dictionaries

    def add_dictionary(self) -> None:
        """Ask for a dictionary and put it with the others."""
        name, _ = QFileDialog.getOpenFileName(
            self._target.window(),
            tr("Add a spelling dictionary"),
            "",
            tr("Hunspell dictionary") + " (*.aff *.dic)",
        )
        if name:
            self.add_dictionary_from(Path(name))

    def add_dictionary_from(self, path: Path) -> None:
        """Put a dictionary with the others, use it, and say so; its trial goes on in a thread."""
        self._screen.notifier.say(tr("The dictionary {name} is being tried …", name=path.stem))
        self._adding.ask(lambda: spelling.add(path))

    def _added(self, name: str) -> None:
        screen = self._screen
        screen.review.forget_spelling()
        self.close()
        self.open()
        screen.notifier.say(
            tr("The spelling dictionary {name} is added. F8 checks everything with it.", name=name)
        )


def _put_on_top(menu: QMenu, actions: list[QAction]) -> None:
    there = menu.actions()
    for action in actions:
        if there:
            menu.insertAction(there[0], action)
        else:
            menu.addAction(action)
    if there:
        menu.insertSeparator(there[0])
    menu.setActiveAction(actions[0])
