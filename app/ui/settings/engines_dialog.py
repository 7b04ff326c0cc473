# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dialog "Which engine for us?": every engine on sentences that people translated, side by side."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr, trn
from app.language_names import LANGUAGES, language_words
from app.model_messages import engine_words
from app.services.engine_comparison import (
    EngineResult,
    compare,
    confirmed_pairs,
    read_pairs,
    samples_of,
)
from app.ui.flow import FlowLayout
from app.ui.shell.loader import Loader, post
from app.ui.theme import scaled
from app.ui.widgets import Button, ButtonBox, ElidedComboBox, label, resize_dialog

_SIZE = (860, 640)
_TABLE, _SAMPLES, _WORDS = 84, 72, 520
_OF_FILE = 1
"""The place among the sentences to choose from."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class _Compared:
    """What came of a comparison."""

    pairs: list[tuple[str, str]]
    results: list[EngineResult]


class EnginesDialog(QDialog):
    """The dialog that compares the engines of a pair of languages, and sets the one that drafts.

    Args:
        parent: the window.
        languages: to begin with.
    """

    chosen = Signal(str)
    """Name of a package that comes first from now on."""

    def __init__(self, parent: QWidget, languages: tuple[str, str] = ("ko", "en")) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Which engine for us?"))
        resize_dialog(self, *_SIZE)
        self._file: Path | None = None
        self._stopped = threading.Event()
        self._found = _Compared([], [])
        layout = QVBoxLayout(self)
        layout.addWidget(self._about())
        layout.addLayout(self._languages(languages))
        layout.addLayout(self._sentences())
        self.server = QCheckBox()
        self.server.setVisible(False)
        layout.addWidget(self.server)
        self.said = _words()
        layout.addWidget(self.said)
        self.progress = QProgressBar()
        self.progress.setVisible(False)
        layout.addWidget(self.progress)
        self.table = _table()
        layout.addWidget(self.table, 2)
        self.samples = QTextBrowser()
        self.samples.setAccessibleName(tr("Where the engines differ most"))
        self.samples.setMinimumHeight(scaled(_SAMPLES))
        layout.addWidget(self.samples, 3)
        self._room = QWidget()
        layout.addWidget(self._room, 1)
        self.buttons = ButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.use = self.buttons.addButton(tr("Draft with the chosen one"), role)
        self.begin = self.buttons.addButton(tr("Compare"), role)
        self.begin.setProperty("kind", "primary")
        self.begin.clicked.connect(self._begin_or_stop)
        self.use.clicked.connect(self._use)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)
        self._loader = Loader(self, self._show, self._fail)
        self._setting = Loader(self, self._set, self._fail)
        self.table.itemSelectionChanged.connect(self._offer)
        self._languages_changed()
        self._hold(working=False)
        self._show_results(False)

    # ------------------------------------------------------------ its parts

    def _about(self) -> QWidget:
        about = _words()
        about.setText(
            tr(
                "Every installed engine translates the same sentences, and is compared with what people made of"
                " them. Take sentences of your own documents: 20 are needed, 200 are tried at most."
            )
        )
        return about

    def _languages(self, languages: tuple[str, str]) -> FlowLayout:
        self.source, self.target = QComboBox(), QComboBox()
        row = FlowLayout(gap=8)
        for box, code, words in (
            (self.source, languages[0], tr("From language")),
            (self.target, languages[1], tr("Into language")),
        ):
            for known in dict.fromkeys((*LANGUAGES, code)):
                box.addItem(language_words(known), known)
            box.setCurrentIndex(box.findData(code))
            box.setAccessibleName(words)
            box.currentIndexChanged.connect(lambda _at: self._languages_changed())
            said = label()
            said.setText(words)
            said.setBuddy(box)
            row.addWidget(said)
            row.addWidget(box)
        return row

    def _sentences(self) -> FlowLayout:
        self.sentences = ElidedComboBox()
        self.sentences.addItem(tr("Confirmed by people on this computer"))
        self.sentences.addItem(tr("A file of sentences and translations (TMX)"))
        self.sentences.setAccessibleName(tr("Sentences"))
        self.pick = Button("", "", self._pick)
        self.pick.say(tr("Choose a TMX file…"))
        said = label()
        said.setText(tr("Sentences"))
        said.setBuddy(self.sentences)
        row = FlowLayout(gap=8)
        for part in (said, self.sentences, self.pick):
            row.addWidget(part)
        return row

    def languages(self) -> tuple[str, str]:
        """Return the chosen languages, from and into."""
        return self.source.currentData(), self.target.currentData()

    def _languages_changed(self) -> None:
        from app.jobs.translation_server import server_for

        server = server_for(*self.languages())
        self.server.setVisible(server is not None)
        if server is not None:
            self.server.setText(
                tr("Ask {server} too: the sentences leave this computer", server=server.shown)
            )
        self.said.setText("")

    # ------------------------------------------------------------ comparing

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Sentences and their translations"), "", "TMX (*.tmx)"
        )
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Compare with the sentences of a TMX file."""
        self._file = file
        self.sentences.setItemText(_OF_FILE, tr("The file “{name}”", name=file.name))
        self.sentences.setCurrentIndex(_OF_FILE)

    def _begin_or_stop(self) -> None:
        if not self.begin.property("working"):
            self._begin()
            return
        self._stopped.set()
        self.said.setText(tr("Stopping…"))
        self.begin.setEnabled(False)

    def _begin(self) -> None:
        of_file = self.sentences.currentIndex() == _OF_FILE
        if of_file and self._file is None:
            self._pick()
            if self._file is None:
                return
        file = self._file if of_file else None
        pair, servers = self.languages(), self.server.isVisible() and self.server.isChecked()
        stopped = self._stopped = threading.Event()
        self._hold(working=True)
        self._show_results(False)
        self.said.setText(tr("The engines are being compared…"))

        def tell(name: str, done: int, total: int) -> None:
            post(self, lambda: self._tell(name, done, total))

        def run() -> _Compared:
            pairs = confirmed_pairs(*pair) if file is None else read_pairs(file, *pair)
            return _Compared(pairs, compare(pairs, *pair, tell, stopped.is_set, servers=servers))

        self._loader.ask(run)

    def _tell(self, name: str, done: int, total: int) -> None:
        if self.begin.property("working") and not self._stopped.is_set():
            self.said.setText(tr("{name} is translating…", name=name))
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _hold(self, *, working: bool) -> None:
        self.begin.setProperty("working", working)
        self.begin.setText(tr("Stop") if working else tr("Compare"))
        self.begin.setEnabled(True)
        self.progress.setVisible(working)
        self.progress.setRange(0, 0)
        for part in (self.source, self.target, self.sentences, self.pick, self.server):
            part.setEnabled(not working)
        self._offer()

    def _fail(self, sentence: str) -> None:
        self._hold(working=False)
        self.said.setText(sentence)

    # ------------------------------------------------------------ what came of it

    def _show_results(self, shown: bool) -> None:
        self.table.setVisible(shown)
        self.samples.setVisible(shown)
        self._room.setVisible(not shown)
        self.use.setVisible(shown)

    def _show(self, found: _Compared) -> None:
        self._hold(working=False)
        self._found = found
        if not found.results:
            self.said.setText(tr("Stopped: no engine was done."))
            return
        self.said.setText(_summary(found))
        self.table.setRowCount(len(found.results))
        for row, one in enumerate(found.results):
            for column, words in enumerate(_cells(one)):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(_RIGHT)
                item.setToolTip(words)
                self.table.setItem(row, column, item)
        self.table.selectRow(0)
        self.samples.setHtml(_samples(found))
        self._show_results(True)
        self._offer()

    def _offer(self) -> None:
        one = self._selected()
        self.use.setEnabled(
            one is not None and not one.failed and not self.begin.property("working")
        )

    def _selected(self) -> EngineResult | None:
        row = self.table.currentRow()
        results = self._found.results
        return results[row] if 0 <= row < len(results) else None

    def _use(self) -> None:
        one = self._selected()
        if one is None:
            return
        if one.engine.is_server:
            self.said.setText(
                tr(
                    "{name} is the best. Whether a server drafts is chosen in the settings.",
                    name=one.engine.name,
                )
                if one is self._found.results[0]
                else tr("Whether a server drafts is chosen in the settings.")
            )
            return
        name = one.engine.name
        self._setting.ask(lambda: _prefer(name))

    def _set(self, name: str) -> None:
        self.said.setText(
            tr("Drafts of these languages are made by {name} from now on.", name=name)
        )
        self.chosen.emit(name)

    def done(self, result: int) -> None:
        """End what is running when the dialog is closed."""
        self._stopped.set()
        super().done(result)


def _words() -> QLabel:
    made = label("", wrap=True)
    # Its height is reckoned at this width.
    made.setMinimumWidth(scaled(_WORDS))
    return made


def _table() -> QTableWidget:
    heads = (
        tr("Engine"),
        tr("Closeness"),
        tr("Terms kept"),
        tr("Numbers kept"),
        tr("Untranslated"),
        tr("Seconds a page"),
    )
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(heads)
    table.setAccessibleName(tr("Which engine for us?"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setMinimumHeight(scaled(_TABLE))
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table


def _cells(one: EngineResult) -> tuple[str, ...]:
    name = _named(one)
    if one.failed:
        why = tr("failed ({why})", why=one.failed)
        return (f"{name}\n{why}", "–", "–", "–", "–", "–")
    return (
        name,
        f"{one.chrf:.1f}",
        f"{one.terms_kept}/{one.terms}" if one.terms else "–",
        f"{one.numbers_kept}/{one.numbers}" if one.numbers else "–",
        str(one.untranslated),
        f"{one.seconds_a_page:.1f}",
    )


def _named(one: EngineResult) -> str:
    notes = [engine_words(one.engine.kind)]
    if one.engine.is_demonstration:
        notes.append(tr("demonstration only"))
    shown = ", ".join(filter(None, notes))
    return f"{one.engine.name}\n{shown}" if shown else one.engine.name


def _summary(found: _Compared) -> str:
    good = [one for one in found.results if not one.failed]
    said = [trn("{n} sentence was tried.", "{n} sentences were tried.", len(found.pairs))]
    if not good:
        said.append(tr("No engine could translate them."))
    elif all(one.engine.is_demonstration for one in good):
        said.append(
            tr(
                "Only the demonstration model is there, whose drafts are of no use: install a better package first."
            )
        )
    elif len(good) == 1:
        said.append(tr("Only {name} is there for these languages.", name=good[0].engine.name))
    else:
        said.append(
            tr(
                "Closest to people's translations: {name}. Closeness (chrF++) is from 0 to 100; read the samples too.",
                name=good[0].engine.name,
            )
        )
        if good[0].engine.is_demonstration:
            said.append(
                tr("It is the demonstration model: do not take its drafts for city documents.")
            )
    return " ".join(said)


def _samples(found: _Compared) -> str:
    """Return the sentences that tell the engines apart, each with all translations, as HTML."""
    good = [one for one in found.results if not one.failed]
    if not good:
        return ""
    parts = [f"<h4>{escape(tr('Where the engines differ most'))}</h4>"]
    for at in samples_of(found.results, len(found.pairs)):
        source, person = found.pairs[at]
        said = [(tr("person"), person)]
        said += [
            (_named(one).replace("\n", ", "), one.translations[at] or tr("no translation"))
            for one in good
        ]
        rows = "".join(
            f"<tr><td width='30%'>{escape(who)}</td><td>{escape(text)}</td></tr>"
            for who, text in said
        )
        parts.append(
            f"<p><b>{escape(source)}</b></p><table width='100%' cellpadding='3'>{rows}</table>"
        )
    return "".join(parts)


def _prefer(name: str) -> str:
    from app.services.model_packages import open_store

    return open_store().prefer(name).name
