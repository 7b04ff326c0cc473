# SPDX-License-Identifier: AGPL-3.0-or-later
"""Panes of the chosen segment: matches, terms, checks, comments, history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.store.project import OpenFinding, Revision, StoredFinding
from app.ui.flow import FlowLayout
from app.ui.review.dictionary_pane import DictionaryPane
from app.ui.review.differences import with_differences
from app.ui.review.grid import STATUS_WORDS, plain_text, shown_text
from app.ui.theme import Theme
from app.ui.widgets import Button
from app.ui.wrapping_tabs import WrappingTabs
from translation.inline_codes import Coded
from translation.memory.units import Match, MemoryUnit
from translation.review.segments import Comment

WHY_WORDS = {
    "edit": mark("edited"),
    "confirm": mark("confirmed"),
    "approve": mark("approved"),
    "reject": mark("sent back"),
    "lock": mark("locked or unlocked"),
    "replace": mark("replaced"),
    "import": mark("taken in from a file"),
    "merge": mark("merged from another copy"),
    "split": mark("split"),
    "join": mark("joined"),
}


class _Cards(QListWidget):
    """A list of small texts with marks in them; Enter and a double click take one."""

    taken = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setObjectName("cards")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(lambda item: self.taken.emit(self.row(item)))

    def show_cards(self, cards: Sequence[tuple[str, str]]) -> None:
        """Show (HTML, plain text for screen readers) of each card."""
        self.clear()
        for html, plain in cards:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, plain)
            self.addItem(item)
            shown = QLabel(html)
            shown.setTextFormat(Qt.TextFormat.RichText)
            shown.setWordWrap(True)
            shown.setMargin(7)
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self.setItemWidget(item, shown)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give each card the height of its text at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width() - 6
        for row in range(self.count()):
            item = self.item(row)
            shown = self.itemWidget(item)
            if isinstance(shown, QLabel):
                size = shown.sizeHint()
                size.setHeight(shown.heightForWidth(width))
                size.setWidth(width)
                item.setSizeHint(size)

    def retranslate(self) -> None:
        """Name the list for screen readers."""
        self.setAccessibleName(tr(self._name))


class MatchesPane(QWidget):
    """The pane of matches of the translation memory, with percentage and differences."""

    taken = Signal(object)
    searched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.cards = _Cards(mark("Matches of the memory"))
        self.cards.taken.connect(self._take)
        self.field = QLineEdit()
        self.field.returnPressed.connect(self._search)
        self.in_target = QCheckBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.field)
        layout.addWidget(self.in_target)
        self._units: list[MemoryUnit] = []
        self._contents: list[object] = []
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()
        self.field.setPlaceholderText(tr("Look for words in the memory"))
        self.field.setAccessibleName(tr("Look for words in the memory"))
        self.in_target.setText(tr("in translations"))

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show matches, best first; their digits insert them."""
        theme = self._theme
        assert theme is not None
        self._contents = [match.adapted or match.unit.target for match in matches]
        cards = []
        for number, match in enumerate(matches, start=1):
            color = theme.good if match.score >= 100 else theme.warn
            source = _with_differences(match, theme)
            target = _with_repairs(match, theme)
            said = _repair_words(match)
            who = " · ".join(filter(None, (said, *_whence(match))))
            html = (
                f"<b style='color:{color}'>{'' if match.assembled else f'{match.score} %'}</b>"
                f" <span style='color:{theme.muted}'>Alt+{number} &nbsp;{escape(who)}</span>"
                f"<br>{source}<br><span style='color:{theme.accent}'>{target}</span>"
            )
            cards.append((html, f"{match.score} %: {match.unit.target.text}"))
        self.cards.show_cards(cards or [_quiet(theme, tr("The memory has nothing like it."))])

    def show_units(self, units: Sequence[MemoryUnit], text: str) -> None:
        """Show what a search of the memory found."""
        theme = self._theme
        assert theme is not None
        self._contents = [unit.target for unit in units]
        cards = [
            (
                f"{_found(unit.source.text, text, theme)}<br>"
                f"<span style='color:{theme.accent}'>{_found(unit.target.text, text, theme)}</span>",
                f"{unit.source.text} – {unit.target.text}",
            )
            for unit in units
        ]
        self.cards.show_cards(cards or [_quiet(theme, tr("The memory has no such words."))])

    def content(self, number: int) -> object | None:
        """Return what match ``number``, from 1, would insert."""
        return self._contents[number - 1] if 0 < number <= len(self._contents) else None

    def _take(self, row: int) -> None:
        content = self.content(row + 1)
        if content is not None:
            self.taken.emit(content)

    def _search(self) -> None:
        self.searched.emit(self.field.text(), self.in_target.isChecked())


def _whence(match: Match) -> tuple[str, ...]:
    """Say which memory a match came from, who made it, when and of what file."""
    unit = match.unit
    # Of a project its number is there and no name: that says nothing to a person.
    origin = "" if "/" in unit.origin else unit.origin
    return tuple(dict.fromkeys((match.memory, origin, unit.author, unit.changed[:10])))


def _repair_words(match: Match) -> str:
    """Say what was put into a match by the program."""
    if match.assembled:
        return tr("put together from terms and short units")
    if match.adapted is None or match.score >= 100:
        return ""
    if not match.complete:
        return tr("adapted in part")
    return tr("numbers and terms adapted") if match.replaced else tr("numbers adapted")


def _with_repairs(match: Match, theme: Theme) -> str:
    """Return the target that is offered; what a repair put in stands on a colour."""
    shown = escape(shown_text((match.adapted or match.unit.target).marked))
    for _, fresh in match.replaced:
        words = escape(fresh)
        shown = shown.replace(words, f"<b style='background:{theme.warn_soft}'>{words}</b>", 1)
    return shown


def _quiet(theme: Theme, text: str) -> tuple[str, str]:
    return f"<span style='color:{theme.muted}'>{escape(text)}</span>", text


def _found(text: str, wanted: str, theme: Theme) -> str:
    at = text.casefold().find(wanted.casefold())
    if at < 0 or not wanted:
        return escape(text)
    end = at + len(wanted)
    return (
        f"{escape(text[:at])}<b style='background:{theme.warn_soft}'>{escape(text[at:end])}</b>"
        f"{escape(text[end:])}"
    )


def _with_differences(match: Match, theme: Theme) -> str:
    """Return the unit's source; what the asked text has otherwise is struck, or added in bold."""
    text = match.unit.source.text
    parts: list[str] = []
    at = 0
    for kind, start, end, _, _ in match.difference:
        if start < at or end > len(text):
            return escape(text)
        parts.append(escape(text[at:start]))
        if kind != "insert":
            parts.append(
                f"<s style='color:{theme.bad};background:{theme.bad_soft}'>"
                f"{escape(text[start:end])}</s>"
            )
        else:
            parts.append(f"<b style='color:{theme.good}'>＋</b>")
        at = end
    parts.append(escape(text[at:]))
    return "".join(parts)


class ChecksPane(QWidget):
    """The pane of findings of checks; one can be dismissed with a reason."""

    dismissed = Signal(object, str)
    restored = Signal(object)
    mended = Signal()

    def __init__(self, explain: Callable[[OpenFinding], str]) -> None:
        super().__init__()
        self._explain = explain
        self.cards = _Cards(mark("Findings of the checks"))
        self.reason = QLineEdit()
        self.button = Button("", "", self.dismiss)
        self.mend = Button("", "", self.mended.emit)
        self.reason.returnPressed.connect(self.dismiss)
        self.cards.currentRowChanged.connect(lambda _row: self._enable())
        row = FlowLayout(even=True)
        row.addWidget(self.button)
        row.addWidget(self.mend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.reason)
        layout.addLayout(row)
        self._findings: Sequence[StoredFinding] = ()
        self._mends: Sequence[Coded | None] = ()
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.button.apply_theme(theme)
        self.mend.apply_theme(theme)

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()
        self.mend.say(tr("Mend"), "Alt+M")
        self.reason.setPlaceholderText(tr("Why it is none (optional)"))
        self.reason.setAccessibleName(tr("Why it is none (optional)"))
        self._enable()

    def show_findings(
        self, findings: Sequence[StoredFinding], target: str, mends: Sequence[Coded | None]
    ) -> None:
        """Show the findings of a segment, and what would mend them."""
        theme = self._theme
        assert theme is not None
        self._findings, self._mends = findings, mends
        cards = []
        for stored, mend in zip(findings, mends, strict=True):
            words = self._explain(stored.finding)
            color = theme.bad if stored.finding.severity == "error" else theme.warn
            if stored.dismissed is not None:
                why = stored.dismissed or tr("no reason given")
                html = (
                    f"<s style='color:{theme.muted}'>{escape(words)}</s><br>"
                    f"<span style='color:{theme.muted}'>{escape(stored.dismissed_by)}: "
                    f"{escape(why)}</span>"
                )
            else:
                html = f"<span style='color:{color}'>▲</span> {escape(words)}"
                if mend is not None:
                    html += f"<br>{with_differences(target, mend.text, theme)}"
            cards.append((html, words))
        self.cards.show_cards(cards or [_quiet(theme, tr("No check found anything."))])
        if findings:
            self.cards.setCurrentRow(0)
        self._enable()

    def chosen_mend(self) -> Coded | None:
        """Return the mend of the chosen finding, or the first that there is."""
        row = self.cards.currentRow()
        chosen = self._mends[row] if 0 <= row < len(self._mends) else None
        return chosen or next((one for one in self._mends if one is not None), None)

    def _current(self) -> StoredFinding | None:
        row = self.cards.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _enable(self) -> None:
        current = self._current()
        self.button.setEnabled(current is not None)
        restore = current is not None and current.dismissed is not None
        self.button.say(tr("Take back") if restore else tr("Not a fault"), "Alt+N")
        self.mend.setEnabled(self.chosen_mend() is not None)
        self.reason.setEnabled(current is not None and not restore)

    def dismiss(self) -> None:
        """Say that the chosen finding is no fault, or take that back."""
        current = self._current()
        if current is None:
            return
        if current.dismissed is not None:
            self.restored.emit(current.finding)
        else:
            self.dismissed.emit(current.finding, self.reason.text().strip())
            self.reason.clear()


class CommentsPane(QWidget):
    """The pane of comments on a segment."""

    said = Signal(str)
    resolved = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.cards = _Cards(mark("Comments"))
        self.field = _CommentField()
        self.field.setMaximumHeight(70)
        self.field.sent.connect(self._say)
        self.button = Button("", "", self._say)
        self.answered = Button("", "", self._resolve)
        row = FlowLayout()
        row.addWidget(self.answered)
        row.add_stretch()
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards, 1)
        layout.addWidget(self.field)
        layout.addLayout(row)
        self._comments: Sequence[Comment] = ()
        self._theme: Theme | None = None
        self.cards.currentRowChanged.connect(lambda _row: self._enable())

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()
        self.field.setPlaceholderText(tr("Comment on this segment"))
        self.field.setAccessibleName(tr("Comment on this segment"))
        self.button.say(tr("Add"), "Ctrl+Enter")
        self._enable()

    def show_comments(self, comments: Sequence[Comment]) -> None:
        """Show the comments of a segment."""
        theme = self._theme
        assert theme is not None
        self._comments = comments
        cards = []
        for one in comments:
            color = theme.muted if one.resolved else theme.text
            html = (
                f"<span style='color:{theme.muted}'>{escape(one.author)} · {_moment(one.at)}</span>"
                f"<br><span style='color:{color}'>{escape(one.text)}</span>"
            )
            cards.append((html, f"{one.author}: {one.text}"))
        self.cards.show_cards(cards or [_quiet(theme, tr("Nobody has said anything."))])
        self._enable()

    def _current(self) -> Comment | None:
        row = self.cards.currentRow()
        return self._comments[row] if 0 <= row < len(self._comments) else None

    def _enable(self) -> None:
        current = self._current()
        self.answered.setEnabled(current is not None)
        again = current is not None and current.resolved
        self.answered.say(tr("Open again") if again else tr("Answered"))

    def _resolve(self) -> None:
        current = self._current()
        if current is not None and current.comment_id is not None:
            self.resolved.emit(current.comment_id, not current.resolved)

    def _say(self) -> None:
        text = self.field.toPlainText().strip()
        if text:
            self.said.emit(text)
            self.field.clear()


class _CommentField(QPlainTextEdit):
    sent = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.sent.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class HistoryPane(QWidget):
    """The pane of a segment's history: who changed it, when, and from what."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = _Cards(mark("History"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self.cards)
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme

    def retranslate(self) -> None:
        """Set the words."""
        self.cards.retranslate()

    def show_history(self, revisions: Sequence[Revision], drafted: str, now: str) -> None:
        """Show the changes of a segment, the latest first.

        Args:
            revisions: the changes.
            drafted: what stood there at first, marked.
            now: what stands there, marked.
        """
        theme = self._theme
        assert theme is not None
        cards = []
        if revisions and drafted and drafted != now:
            words = escape(tr("Against the draft"))
            changed = with_differences(shown_text(drafted), shown_text(now), theme)
            cards.append((f"<b>{words}</b><br>{changed}", f"{words}: {plain_text(now)}"))
        for one in revisions:
            why = tr(WHY_WORDS[one.why]) if one.why in WHY_WORDS else one.why
            states = f"{tr(STATUS_WORDS[one.status_before])} → {tr(STATUS_WORDS[one.status_after])}"
            text = with_differences(
                shown_text(one.before.marked), shown_text(one.after.marked), theme
            )
            if one.undone:
                undone = escape(tr("undone"))
                text = f"{text} ({undone})"
            html = (
                f"<span style='color:{theme.muted}'>{escape(one.author)} · {_moment(one.at)} · "
                f"{escape(why)} · {escape(states)}</span><br>{text}"
            )
            cards.append((html, f"{one.author} {why}: {one.after.text}"))
        self.cards.show_cards(cards or [_quiet(theme, tr("Nobody has changed it yet."))])


def _moment(at: str) -> str:
    """Return a stored moment in the local time of this computer."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return escape(at)


_Pane = MatchesPane | _Cards | ChecksPane | CommentsPane | HistoryPane | DictionaryPane


class Panes(WrappingTabs):
    """The panes of the chosen segment, as tabs."""

    def __init__(self, explain: Callable[[OpenFinding], str]) -> None:
        super().__init__()
        self.matches = MatchesPane()
        self.terms = _Cards(mark("Terms"))
        self.checks = ChecksPane(explain)
        self.comments = CommentsPane()
        self.history = HistoryPane()
        self.dictionary = DictionaryPane()
        for pane in self._all():
            self.addTab(pane, "")
        self.counts = [0] * 6
        self._theme: Theme | None = None

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.fit()
        for pane in (self.matches, self.checks, self.comments, self.history, self.dictionary):
            pane.apply_theme(theme)

    def retranslate(self) -> None:
        """Set the words."""
        for pane in self._all():
            pane.retranslate()
        self.show_counts()

    def _all(self) -> tuple[_Pane, ...]:
        return (
            self.matches,
            self.terms,
            self.checks,
            self.comments,
            self.history,
            self.dictionary,
        )

    def show_terms(self, terms: Sequence[tuple[str, str, str]]) -> None:
        """Show (source term, target forms, note) of the segment."""
        theme = self._theme
        assert theme is not None
        cards = [
            (
                f"{escape(source)} → <b style='color:{theme.accent}'>{escape(target)}</b>"
                f" <span style='color:{theme.muted}'>Ctrl+Shift+{number} {escape(note)}</span>",
                f"{source} – {target}",
            )
            for number, (source, target, note) in enumerate(terms, start=1)
        ]
        self.terms.show_cards(cards or [_quiet(theme, tr("No term of a glossary is in it."))])
        self.counts[1] = len(terms)

    def show_counts(self) -> None:
        """Say on each tab how much is in it."""
        words = (
            tr("Matches"),
            tr("Terms"),
            tr("Checks"),
            tr("Comments"),
            tr("History"),
            tr("Dictionary"),
        )
        for at, (name, count) in enumerate(zip(words, self.counts, strict=True)):
            self.setTabText(at, f"{name} {count}" if count else name)
