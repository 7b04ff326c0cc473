# SPDX-License-Identifier: AGPL-3.0-or-later
"""Translation packages in the settings: which are installed; install, try and remove one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.i18n import tr
from app.messages import os_reason, translation_sentences
from app.model_messages import engine_words
from app.ui.notifier import Notifier
from app.ui.shell.loader import Loader
from app.ui.theme import Theme
from app.ui.widgets import Button, label

logger = logging.getLogger(__name__)

_MIB = 1024 * 1024
_SUFFIX = ".argosmodel"
_HEIGHT = 110


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
        self.list.setMaximumHeight(_HEIGHT)
        self.install = Button("add-file", "", self._pick)
        self.remove = Button("remove", "", self._remove)
        self.sample = QLineEdit()
        self.try_it = Button("play", "", self._try)
        self.answer = label(wrap=True, selectable=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.install)
        row.addWidget(self.remove)
        row.addStretch()
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

    def _show(self, rows: list[tuple[str, str]]) -> None:
        self.list.clear()
        for name, words in rows:
            item = QListWidgetItem(f"{name}   {words}".rstrip())
            item.setData(0x0100, name if words else "")
            self.list.addItem(item)
        if rows:
            self.list.setCurrentRow(0)
        self._refresh()

    def _refresh(self) -> None:
        there = self.list.count() > 0
        self.list.setVisible(there)
        self._none.setVisible(not there)
        item = self.list.currentItem()
        self.remove.setEnabled(item is not None and bool(item.data(0x0100)))
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
        item = self.list.currentItem()
        if item is None:
            return
        name = str(item.data(0x0100))
        if self._notifier.confirm(
            self,
            tr("Remove a package"),
            tr("Remove the package “{name}”? Books stay as they are.", name=name),
            tr("Remove"),
            tr("Keep it"),
        ):
            self._busy(tr("The package is being removed…"))
            self._worker.ask(lambda: _guarded(lambda: _remove(name)))

    def _try(self) -> None:
        text = self.sample.text().strip()
        if text:
            self._busy(tr("Translating…"))
            self._trial.ask(lambda: _guarded(lambda: _translate(text)))

    def _busy(self, words: str) -> None:
        self.answer.setText(words)
        for button in (self.install, self.remove, self.try_it):
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
        self.sample.setPlaceholderText(tr("Korean sentence to try"))
        self.sample.setAccessibleName(tr("Korean sentence to try"))
        self.try_it.say(tr("Try it"))

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for button in (self.install, self.remove, self.try_it):
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


def _installed() -> list[tuple[str, str]]:
    from app.services.model_packages import open_store

    store = open_store()
    packages = [
        (
            package.name,
            " · ".join(
                part
                for part in (
                    engine_words(package.engine),
                    f"{package.size / _MIB:,.1f} MiB",
                    tr("licence: {licence}", licence=package.licence or tr("not named")),
                    tr("demonstration only") if package.is_demonstration else "",
                )
                if part
            ),
        )
        for package in store.packages()
    ]
    return [*packages, *((words, "") for words in _servers())]


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


def _remove(name: str) -> str:
    from app.services.model_packages import open_store

    open_store().remove(name)
    return tr("Removed: {name}", name=name)


def _translate(text: str) -> str:
    from app.services.translating import lines, order_for

    return "\n".join(lines(text.splitlines(), order_for("ko", "en")))
