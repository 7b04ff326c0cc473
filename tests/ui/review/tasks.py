# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tasks of a translator's day, done in the window by its keys and counted.

A step is a key, pressed alone or with others, or a click; words that are typed count nothing in either
tool. OmegaT's steps are those of its manual (6.x: menus, shortcuts and panes) with its default keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.ui.review.term_dialog import TermDialog
from app.ui.review.window import ReviewWindow
from tests.ui.review.windows import chosen
from translation.inline_codes import from_marked

REPOSITORY = Path(__file__).parent.parent.parent.parent
PAGE = REPOSITORY / "docs" / "review.md"
BEGIN, END = "<!-- tasks -->\n", "<!-- end of tasks -->\n"


class Hands:
    """A person's hands: each key and click is a step."""

    def __init__(self, qtbot: QtBot, window: ReviewWindow) -> None:
        self.qtbot = qtbot
        self.window = window
        self.steps = 0

    def press(self, *keys: str) -> None:
        """Press keys where the keyboard is: a menu, a dialog, or a field."""
        for key in keys:
            self.steps += 1
            pressed = QKeySequence(key)[0]
            target = QApplication.activePopupWidget() or QApplication.focusWidget()
            self.qtbot.keyClick(target or self.window, pressed.key(), pressed.keyboardModifiers())

    def write(self, words: str) -> None:
        """Type words; that is the work itself."""
        self.qtbot.keyClicks(QApplication.focusWidget(), words)

    def entries(self) -> list[str]:
        """Return the words of the menus that are open."""
        menus = self.window.target.findChildren(QMenu)
        return [one.text() for menu in menus if menu.isVisible() for one in menu.actions()]

    def click_entry(self, words: str) -> None:
        """Click on an entry of the menu that is open."""
        self.steps += 1
        menu = next(one for one in self.window.target.findChildren(QMenu) if one.isVisible())
        action = next(one for one in menu.actions() if words in one.text())
        self.qtbot.mouseClick(
            menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center()
        )

    def text(self) -> str:
        """Return what stands in the editor."""
        return self.window.target.content().text

    def start(self, number: int, words: str | None = None) -> None:
        """Stand in a segment, with words typed: what comes before a task."""
        self.window.choose(number)
        self.window.target.setFocus()
        if words is not None:
            self.window.target.replace_content(from_marked(words))
            self.window.leave()
            self.window.choose(number)
        self.steps = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A task, its steps here and in OmegaT, and how OmegaT's are counted."""

    name: str
    steps: int
    omegat: int
    by: str
    """OmegaT's steps."""
    do: Callable[[Hands], bool]
    """Do it; True where it worked."""


def _confirm(hands: Hands) -> bool:
    hands.start(3, "From 2 March. ")
    hands.press("Ctrl+Return")
    return chosen(hands.window) == 4 and hands.window.project.counts().done() == 1


def _confirm_open(hands: Hands) -> bool:
    hands.window.review.confirm(4, from_marked("Ask."))
    hands.window.reload()
    hands.start(3, "From 2 March. ")
    hands.press("Ctrl+Shift+Return")
    return chosen(hands.window) == 5


def _next(hands: Hands) -> bool:
    hands.start(3)
    hands.press("Ctrl+Down")
    return chosen(hands.window) == 4


def _matches(hands: Hands) -> None:
    window = hands.window
    window.review.propagates = False
    window.review.confirm(3, from_marked("Open from 2 March. "))
    hands.start(6)
    hands.qtbot.waitUntil(lambda: window.panes.matches.content(1) is not None)


def _best_match(hands: Hands) -> bool:
    _matches(hands)
    hands.press("Ctrl+1")
    return hands.text().strip() == "Open from 2 March."


def _source_over(hands: Hands) -> bool:
    hands.start(4, "x")
    hands.press("Ctrl+Insert")
    return hands.text() == hands.window.source.content().text


def _machine(hands: Hands) -> bool:
    hands.start(4, "x")
    hands.press("Ctrl+M")
    return hands.text().startswith("EN ")


def _next_tag(hands: Hands) -> bool:
    hands.start(5, "Bold words")
    missing = len(hands.window.target.missing_tags(hands.window.source.content()))
    hands.press("Ctrl+T")
    return len(hands.window.target.missing_tags(hands.window.source.content())) == missing - 1


def _all_tags(hands: Hands) -> bool:
    hands.start(5, "Bold words")
    hands.press("Ctrl+Shift+T")
    return not hands.window.target.missing_tags(hands.window.source.content())


def _complete(hands: Hands) -> bool:
    hands.start(4, "Ask the ")
    hands.write("civ")
    hands.press("Tab")
    return hands.text() == "Ask the civil service office"


def _term(hands: Hands) -> bool:
    hands.start(4, "Ask the ")
    at = hands.window.details._forms.index("civil service office") + 1
    hands.press(f"Ctrl+Shift+{at}")
    return hands.text().endswith("civil service office")


def _look_up(hands: Hands) -> bool:
    hands.window.review.confirm(3, from_marked("Open from 2 March. "))
    hands.start(6)
    hands.window.source.setFocus()
    hands.window.source.select_span(0, 2)
    hands.press("F3")
    return hands.window.panes.matches.cards.count() == 1


def _go_to(hands: Hands) -> bool:
    hands.start(2)
    reached: list[bool] = []

    def answer() -> None:
        # The question waits for its answer in a loop of its own.
        hands.write("5")
        hands.press("Return")
        reached.append(True)

    QTimer.singleShot(200, answer)
    hands.press("Ctrl+G")
    return bool(reached) and chosen(hands.window) == 5


def _new_term(hands: Hands) -> bool:
    hands.start(4, "Ask the help desk.")
    hands.window.source.select_span(4, 7)
    hands.window.target.select_span(8, 17)
    hands.press("Ctrl+Shift+G")
    dialog = hands.window.findChild(TermDialog)
    hands.qtbot.waitUntil(dialog.isActiveWindow)
    hands.press("Return")
    hands.qtbot.waitUntil(lambda: "help desk" in hands.window.details._forms)
    return True


def _undo(hands: Hands) -> bool:
    hands.start(4, "Ask.")
    hands.window.target.moveCursor(hands.window.target.textCursor().MoveOperation.End)
    hands.write(" Now")
    hands.press("Ctrl+Z")
    return hands.text() == "Ask."


def _mend_spelling(hands: Hands) -> bool:
    hands.qtbot.waitUntil(lambda: hands.window.spelling._opened)
    hands.start(4, "Ask the ofice.")
    hands.press("Alt+F7")
    hands.qtbot.waitUntil(lambda: "office" in hands.entries(), timeout=20_000)
    hands.press("Return")
    return hands.text() == "Ask the office."


def _accept_word(hands: Hands) -> bool:
    hands.qtbot.waitUntil(lambda: hands.window.spelling._opened)
    hands.start(4, "Ask the Sujeongo.")
    hands.press("Alt+F7")
    hands.click_entry("Sujeongo")
    return not hands.window.spelling.unknown()


def _comment(hands: Hands) -> bool:
    hands.start(4)
    hands.press("Ctrl+Shift+M")
    hands.write("Which office?")
    hands.press("Ctrl+Return")
    return len(hands.window.project.comments(4)) == 1 and hands.window.target.hasFocus()


def _first_fault(hands: Hands) -> bool:
    hands.window.review.edit(4, from_marked("Ask.  Ask.."))
    hands.start(2)
    hands.press("F8", "Ctrl+Shift+A")
    return chosen(hands.window) > 2


def _count(hands: Hands) -> bool:
    hands.start(2)
    hands.press("Ctrl+Shift+Y")
    hands.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    QApplication.activeModalWidget().close()
    return True


def _filter(hands: Hands) -> bool:
    hands.window.review.edit(4, from_marked("Ask the office."))
    hands.window.reload()
    hands.start(2)
    hands.press("Ctrl+F")
    hands.write("office")
    hands.qtbot.waitUntil(lambda: hands.window.model.rowCount() == 1)
    return True


def _book_again(hands: Hands) -> bool:
    window = hands.window
    book = window.project.path.with_name("book.epub")
    window.publishing.build_into(book, both=False, drafts=True)
    before = book.read_bytes()
    hands.start(4, "Ask the civil service office.")
    hands.press("Ctrl+B")
    said = window.banner.text.text()
    return book.read_bytes() != before and str(book) in said


TASKS = (
    Task("confirm, and go to the next segment", 1, 1, "Enter", _confirm),
    Task("confirm, and go to the next open segment", 1, 1, "Ctrl+U", _confirm_open),
    Task("go to the next segment", 1, 1, "Ctrl+N", _next),
    Task("take the best match", 1, 1, "Ctrl+R", _best_match),
    Task("copy the source over the translation", 1, 1, "Ctrl+Shift+R", _source_over),
    Task("take the machine's translation", 1, 1, "Ctrl+M", _machine),
    Task("insert the next missing tag", 1, 1, "Ctrl+T", _next_tag),
    Task("insert all missing tags", 1, 1, "Ctrl+Shift+T", _all_tags),
    Task("complete a word that is begun", 1, 2, "Ctrl+Space, Enter", _complete),
    Task("insert a term of the glossary", 1, 2, "Ctrl+Space, Enter", _term),
    Task("look chosen words up in the memory", 1, 2, "Ctrl+F, Enter", _look_up),
    Task("show the segments with some words", 1, 2, "Ctrl+F, Enter", _filter),
    Task("go to a segment by its number", 2, 2, "Ctrl+J, Enter", _go_to),
    Task(
        "a new term of chosen words in both texts",
        2,
        3,
        "Ctrl+Shift+G for each text, Enter",
        _new_term,
    ),
    Task("take the last words back", 1, 1, "Ctrl+Z", _undo),
    Task("mend a misspelt word", 2, 2, "right click, click", _mend_spelling),
    Task("take an unknown word for right", 2, 2, "right click, click", _accept_word),
    Task(
        "comment on the segment, and go on translating",
        2,
        2,
        "click into the pane of notes, click into the editor",
        _comment,
    ),
    Task("check everything, and go to the first fault", 2, 2, "Ctrl+Shift+V, click", _first_fault),
    Task("make the translated book again, where it was", 1, 1, "Ctrl+D", _book_again),
    Task("count words and repetitions", 1, 2, "menu Tools, Statistics", _count),
)


def table() -> str:
    """Return the table of the docs."""
    heads = ("task", "Hanji", "OmegaT", "OmegaT's steps")
    rows = [(one.name, str(one.steps), str(one.omegat), one.by) for one in TASKS]
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def with_table(text: str) -> str:
    """Return a page of the docs with its table as it should be."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END)[1]


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
