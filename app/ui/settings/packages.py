# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translation packages in the settings: which are installed; install, try and remove one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.messages import notice_sentence, os_reason, translation_sentences
from app.model_messages import engine_words
from app.ui.flow import FlowLayout
from app.ui.notifier import Notifier
from app.ui.shell.loader import Loader
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, label
from converters.document.notices import NoticeKind

logger = logging.getLogger(__name__)

_MIB = 1024 * 1024
_SUFFIX = ".argosmodel"
_HEIGHT = 110
_ROW = 0x0100


@dataclass(frozen=True)
class _Row:
    """A line of the list: a package, or a server of the policy."""

    words: str
    name: str = ""
    """Of the package; empty for a server, which cannot be removed here."""
    languages: tuple[str, str] = ("ko", "en")
    main: str = ""
    known: frozenset[str] = frozenset()
    """Languages of a model of many."""
    others: tuple[tuple[str, str], ...] = ()
    """Further pairs that it translates."""


class PackagesPanel(QWidget):
    """The installed packages, and what can be done with them; the work is done in threads.

    Args:
        notifier: says what went wrong and asks before one is removed.
    """

    def __init__(self, notifier: Notifier) -> None:
        super().__init__()
        self._notifier = notifier
        self._title = label("name")
        self._none = label("muted", wrap=True)
        self.list = QListWidget()
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.install = Button("add-file", "", self._pick)
        self.remove = Button("remove", "", self._remove)
        self.sample = QLineEdit()
        self.try_it = Button("play", "", self._try)
        self.answer = label(wrap=True, selectable=True)
        self.pairs = Button("settings", "", self._choose_pairs)
        self.compare = Button("review", "", self._compare)
        row = FlowLayout(gap=8)
        for button in (self.install, self.pairs, self.compare, self.remove):
            row.addWidget(button)
        trial = QHBoxLayout()
        trial.setSpacing(8)
        trial.addWidget(self.sample, 1)
        trial.addWidget(self.try_it)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(6)
        for part in (self._title, self._none, self.list):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addLayout(trial)
        layout.addWidget(self.answer)
        self._loader = Loader(self, self._show, self._show_answer)
        self._worker = Loader(self, self._done, self._done)
        self._trial = Loader(self, self._show_answer, self._show_answer)
        self.list.currentRowChanged.connect(lambda _row: self._refresh())
        self._refresh()

    def reload(self) -> None:
        """Read which packages are installed."""
        self._loader.ask(_installed)

    def _show(self, rows: list[_Row]) -> None:
        chosen = self._row()
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.words)
            item.setToolTip(row.words)
            item.setData(_ROW, row)
            self.list.addItem(item)
        if rows:
            names = [row.name for row in rows]
            self.list.setCurrentRow(
                names.index(chosen.name) if chosen and chosen.name in names else 0
            )
        self._refresh()

    def _row(self) -> _Row | None:
        item = self.list.currentItem()
        row: _Row | None = item.data(_ROW) if item is not None else None
        return row

    def _refresh(self) -> None:
        there = self.list.count() > 0
        self.list.setVisible(there)
        self._none.setVisible(not there)
        row = self._row()
        self.remove.setEnabled(row is not None and bool(row.name))
        self.pairs.setEnabled(row is not None and bool(row.known))
        self.compare.setEnabled(there)
        self.try_it.setEnabled(there)

    def _pick(self) -> None:
        packages = tr("Packages")
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Install a translation package"),
            "",
            f"{packages} (*{_SUFFIX} metadata.json)",
        )
        if name:
            self.install_file(Path(name))

    def install_file(self, file: Path) -> None:
        """Try a package in a confined process, and install it."""
        self._busy(tr("The package is being tried and installed…"))
        self._worker.ask(lambda: _guarded(lambda: _install(file)))

    def _remove(self) -> None:
        row = self._row()
        if row is None:
            return
        name = row.name
        asked = (
            tr("Translate these languages no more with “{name}”? Its files stay.", name=row.main)
            if row.main
            else tr("Remove the package “{name}”? Books stay as they are.", name=name)
        )
        if self._notifier.confirm(
            self,
            tr("Remove a package"),
            asked,
            tr("Remove"),
            tr("Keep it"),
        ):
            self._busy(tr("The package is being removed…"))
            self._worker.ask(lambda: _guarded(lambda: _remove(name)))

    def _choose_pairs(self) -> None:
        from app.ui.settings.pairs_dialog import PairsDialog

        row = self._row()
        if row is None:
            return
        dialog = PairsDialog(self, row.name, row.languages, row.known, row.others)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.take_pairs(row.name, dialog.pairs())

    def take_pairs(self, name: str, pairs: list[tuple[str, str]]) -> None:
        """Let a package translate these pairs of languages."""
        self._busy(tr("The package is being set up…"))
        self._worker.ask(lambda: _guarded(lambda: _take_pairs(name, pairs)))

    def _compare(self) -> None:
        from app.ui.settings.engines_dialog import EnginesDialog

        row = self._row()
        dialog = EnginesDialog(self, row.languages if row else ("ko", "en"))
        dialog.chosen.connect(lambda _name: self.reload())
        dialog.open()

    def _try(self) -> None:
        text = self.sample.text().strip()
        row = self._row()
        if text and row is not None:
            self._busy(tr("Translating…"))
            self._trial.ask(lambda: _guarded(lambda: _translate(text, row)))

    def _busy(self, words: str) -> None:
        self.answer.setText(words)
        for button in (self.install, self.remove, self.pairs, self.compare, self.try_it):
            button.setEnabled(False)

    def _done(self, words: str) -> None:
        self.answer.setText(words)
        self.install.setEnabled(True)
        self.reload()

    def _show_answer(self, words: str) -> None:
        self.answer.setText(words)
        self.install.setEnabled(True)
        self._refresh()

    def retranslate(self) -> None:
        """Set all words."""
        self._title.setText(tr("Translation packages"))
        self._none.setText(
            tr(
                "No package is installed. A package is a file (.argosmodel) with a model for two languages."
            )
        )
        self.list.setAccessibleName(tr("Translation packages"))
        self.install.say(tr("Install a package…"))
        self.remove.say(tr("Remove the package…"))
        self.pairs.say(tr("Languages of the package…"), tr("for models of many languages"))
        self.compare.say(tr("Which engine for us?…"))
        self.sample.setPlaceholderText(tr("Sentence to try with the chosen package"))
        self.sample.setAccessibleName(tr("Sentence to try with the chosen package"))
        self.try_it.say(tr("Try it"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.list.setFixedHeight(scaled(_HEIGHT))
        for button in (self.install, self.remove, self.pairs, self.compare, self.try_it):
            button.apply_theme(theme)


def _guarded(do: Callable[[], str]) -> str:
    from app.errors import AppError
    from translation.errors import TranslationError

    try:
        return do()
    except TranslationError as error:
        return " ".join(translation_sentences(error.code, error.params))
    except AppError as error:
        return tr(error.message, **error.params)
    except OSError as error:
        return os_reason(error)


def _installed() -> list[_Row]:
    from app.services.model_packages import open_store

    packages = open_store().packages()
    rows = []
    for package in packages:
        others = [one for one in packages if one.main == package.name]
        facts = (
            (tr("same files as {name}", name=package.main),)
            if package.main
            else (
                engine_words(package.engine),
                f"{package.size / _MIB:,.1f} MiB",
                tr("licence: {licence}", licence=package.licence or tr("not named")),
                tr("demonstration only") if package.is_demonstration else "",
            )
        )
        rows.append(
            _Row(
                f"{package.name}   {' · '.join(filter(None, facts))}",
                package.name,
                (package.from_code, package.to_code),
                package.main,
                frozenset() if package.main else package.further_languages(),
                tuple((one.from_code, one.to_code) for one in others),
            )
        )
    return [*rows, *map(_Row, _servers())]


def _servers() -> Iterator[str]:
    """Yield what is said of each server of the policy; none of them can be removed here."""
    from app.settings import load, policy

    if not policy().translation_servers:
        return
    from app.jobs.translation_server import named_servers

    servers, _ = named_servers()
    used = load().translation_server == "on"
    for one in servers:
        pairs = ", ".join(f"{source}→{target}" for source, target in one.pairs)
        said = tr("used") if used else tr("turned off")
        kind = tr("translation server of the office")
        yield f"{one.shown}   {kind} · {pairs} · {said}"


def _install(file: Path) -> str:
    from app.services.model_packages import NOT_COMPARED, install_file, open_store

    package = install_file(open_store(), file)
    said = tr("Installed: {name}", name=package.name)
    return said if package.compared else f"{said} {tr(NOT_COMPARED, sha256=package.sha256)}"


def _take_pairs(name: str, pairs: list[tuple[str, str]]) -> str:
    from app.services.model_packages import open_store
    from translation.languages import LanguagePair

    open_store().choose_pairs(name, [LanguagePair(*pair) for pair in pairs])
    shown = ", ".join(f"{source}→{target}" for source, target in pairs)
    return tr("“{name}” translates now: {pairs}", name=name, pairs=shown)


def _remove(name: str) -> str:
    from app.services.model_packages import open_store

    open_store().remove(name)
    return tr("Removed: {name}", name=name)


def _translate(text: str, row: _Row) -> str:
    """Return the translation of the chosen package; of the server, where that is chosen."""
    from app.services.model_packages import open_store
    from app.services.translating import lines, order_for, order_for_package

    if row.name:
        store = open_store()
        order = order_for_package(store.find(row.name), store.packages())
    else:
        order = order_for(*row.languages)
    made, untranslated = lines(text.splitlines(), order)
    if untranslated:
        made.append(notice_sentence(NoticeKind.SEGMENT_UNTRANSLATED, untranslated))
    return "\n".join(made)
