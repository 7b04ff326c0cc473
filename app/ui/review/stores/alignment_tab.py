# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tab of alignment: two editions of a document become pairs that a person looks through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton

from app import settings
from app.bootstrap import open_executor
from app.i18n import tr, trn
from app.jobs.limits import WorkerLimits
from app.services import aligning
from app.services.aligning import AlignedEditions, AlignedPair
from app.services.person import person
from app.services.reviewing.session import now
from app.ui.review.stores.parts import StoreTab
from translation.alignment import LEAST
from translation.languages import LanguagePair

_MOST_SHOWN = 5000


class AlignmentTab(StoreTab):
    """The tab that reads two files and shows their pairs; those that are sure are ticked."""

    def __init__(self, pair: Callable[[], LanguagePair]) -> None:
        heads = (tr("Source"), tr("Translation"), tr("Sure"))
        super().__init__(pair, heads, (0, 1))
        self.table.setAccessibleName(tr("Pairs of sentences"))
        self._editions: AlignedEditions | None = None
        self.first, self.second = QLineEdit(), QLineEdit()
        for field, words in (
            (self.first, tr("Edition in the source language")),
            (self.second, tr("Edition in the target language")),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.textChanged.connect(lambda _text: self._enable())
            self.above.addWidget(field, 1)
            choose = QPushButton(tr("Choose…"))
            choose.setAccessibleName(" ".join((choose.text(), words)))
            choose.setAutoDefault(False)
            choose.clicked.connect(lambda _checked=False, f=field, w=words: self._choose(f, w))
            self.above.addWidget(choose)
        self.start = self.button(tr("Align"), self.align)
        self.remember = self.button(tr("Put what is ticked into my memory"), self._remember)
        self.write = self.button(tr("Save what is ticked as TMX…"), self._write)
        self.row.addStretch()
        self.say(
            tr(
                "An old edition and its translation become a memory. Both files may be of any format"
                " that Hanji reads."
            )
        )
        self._enable()

    def _choose(self, field: QLineEdit, words: str) -> None:
        path = self.file_to_read(words, "HWP, HWPX, DOCX, PDF, ODT, EPUB (*.hwp *.hwpx *.docx *.pdf *.odt *.epub)")  # fmt: skip
        if path is not None:
            field.setText(str(path))

    def _enable(self) -> None:
        named = bool(self.first.text().strip()) and bool(self.second.text().strip())
        self.start.setEnabled(named)
        for button in (self.remember, self.write):
            button.setEnabled(self._editions is not None and bool(self._editions.pairs))

    def align(self) -> None:
        """Read and align both files, in a thread."""
        first, second, pair = Path(self.first.text()), Path(self.second.text()), self._pair()
        self.ask(
            lambda: _aligned(first, second, pair),
            self._show,
            tr("Reading and aligning both files…"),
        )

    def _show(self, found: object) -> None:
        assert isinstance(found, AlignedEditions)
        self._editions = found
        pairs = found.pairs[:_MOST_SHOWN]
        self.fill([(one.source, one.target, f"{round(one.confidence * 100)} %") for one in pairs])
        for row, one in enumerate(pairs):
            self.tick(row, ticked=one.confidence >= LEAST)
        self.say(
            tr(
                "{n} pairs; {unsure} were not sure, {source} and {target} sentences are in one"
                " edition only.",
                n=len(found.pairs),
                unsure=len(found.pairs) - len(found.sure()),
                source=found.source_alone,
                target=found.target_alone,
            )
        )
        self._enable()

    def _ticked_pairs(self) -> tuple[AlignedEditions, list[AlignedPair]]:
        assert self._editions is not None
        beyond = [one for one in self._editions.pairs[_MOST_SHOWN:] if one.confidence >= LEAST]
        return self._editions, [*(self._editions.pairs[row] for row in self.ticked()), *beyond]

    def _remember(self) -> None:
        editions, pairs = self._ticked_pairs()
        author = settings.load().translator or person()
        units = aligning.units_of(editions, pairs, author, now())
        self.ask(lambda: aligning.remember(units), self._remembered, tr("Writing…"))

    def _remembered(self, count: object) -> None:
        assert isinstance(count, int)
        self.say(trn("{n} unit was put in.", "{n} units were put in.", count))

    def _write(self) -> None:
        path = self.file_to_write(tr("Save what is ticked as TMX"), "pairs.tmx", "TMX (*.tmx)")
        if path is None:
            return
        editions, pairs = self._ticked_pairs()
        units = aligning.units_of(editions, pairs, "", now())
        self.ask(
            lambda: aligning.write_tmx(path, units, editions.languages),
            lambda _found: self.say(tr("The file is written: {path}", path=path)),
            tr("Writing…"),
        )


def _aligned(first: Path, second: Path, pair: LanguagePair) -> AlignedEditions:
    with open_executor(1, WorkerLimits()) as executor:
        return aligning.align_editions(executor, first, second, pair)
