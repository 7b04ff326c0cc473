# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger's window: puts its parts together; figures come from a thread of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import tr
from app.ledger.records import RecordKind
from app.paths import documents_folder
from app.services.costing import demo
from app.services.costing.kept_anchors import KeptAnchor
from app.services.costing.ledger import STRAY, LedgerService, Right
from app.ui.banner import Banner
from app.ui.key_actions import KeyActions
from app.ui.ledger.analysispage import AnalysisPage
from app.ui.ledger.bars import ExampleBanner, LedgerBar
from app.ui.ledger.dashboard import Dashboard
from app.ui.ledger.empty import EmptyPage
from app.ui.ledger.entriespage import EntriesPage
from app.ui.ledger.errands import LedgerErrands
from app.ui.ledger.freezing import office_day
from app.ui.ledger.guidepage import GuidePage
from app.ui.ledger.importdialog import ImportDialog
from app.ui.ledger.key_bindings import GROUPS
from app.ui.ledger.ledgerthread import LedgerThread
from app.ui.ledger.recordspage import RecordsPage
from app.ui.ledger.sheet import ledger_sheet
from app.ui.notifier import Notifier
from app.ui.theme import Theme, palette_of, system_theme

_FIRST_SIZE = (1280, 720)
_SMALLEST = (1000, 600)
DASHBOARD, ENTRIES, GUIDE, RECORDS, ANALYSIS = range(5)


@dataclass(frozen=True, slots=True)
class _Held:
    """What the window shows of the person and the ledger."""

    person: str
    rights: frozenset[Right]
    example: bool
    entries: int
    years: tuple[int, ...]
    stray: KeptAnchor | None
    """What this computer keeps of the ledger and the ledger does not hold any more."""


class LedgerWindow(QMainWindow):
    """The main window of the ledger: overview, entries and import.

    Args:
        open_it: opens the ledger; called in another thread.
    """

    def __init__(self, open_it: Callable[[], LedgerService]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.bridge = Notifier(self)
        self.ledger_thread = LedgerThread(open_it, self)
        self._held: _Held | None = None
        self._page = DASHBOARD
        self._waiting_table: Path | None = None
        self.kept_open: Callable[[], bool] | None = None
        """Asked before it is closed: true where it goes back into the main window instead."""
        self._theme = system_theme()
        self._build()
        self._connect()
        self.apply_theme(self._theme)
        self.retranslate()
        self.reload()

    # ------------------------------------------------------------ putting together

    def _build(self) -> None:
        self.bar = LedgerBar(lambda: self.take_in(), lambda: self.write_report())
        self.errands = LedgerErrands(self, self.ledger_thread, self.bridge)
        self.errands.changed.connect(self.reload)
        self.example = ExampleBanner(self.remove_example)
        self.banner = Banner()
        self.empty = EmptyPage(
            lambda: self.take_in(), lambda: self.show_page(GUIDE), self.show_example
        )
        self.pages = QStackedWidget()
        self._blank = QWidget()
        for page in (self.empty, self._blank):
            self.pages.addWidget(page)
        self._build_pages()
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, self.example, self.banner):
            layout.addWidget(part)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)

    def _build_pages(self) -> None:
        """Make the pages with figures anew: of another ledger nothing may stay in them."""
        self.dashboard = Dashboard(self.ledger_thread)
        self.entries = EntriesPage(self.ledger_thread, self.bridge)
        self.guide = GuidePage(self.ledger_thread)
        self.records = RecordsPage(self.ledger_thread)
        self.analysis = AnalysisPage(self.ledger_thread, self.bridge)
        self.dashboard.entry_chosen.connect(self.show_entry)
        self.records.entry_chosen.connect(self.show_entry)
        self.entries.changed.connect(self.reload)
        self.guide.wanted.connect(self.act)
        self.records.wanted.connect(lambda name: self.act(name, 0))
        for page in self._made_pages:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(self._blank)

    @property
    def _made_pages(
        self,
    ) -> tuple[Dashboard, EntriesPage, GuidePage, RecordsPage, AnalysisPage]:
        """The pages with what is in the ledger, by their numbers."""
        return self.dashboard, self.entries, self.guide, self.records, self.analysis

    def _connect(self) -> None:
        self.bridge.said.connect(self.banner.show_notification)
        self.ledger_thread.refused.connect(self.say_error)
        self.bar.page_chosen.connect(self.show_page)
        doing: dict[str, Callable[[], object]] = {
            "import": lambda: self.take_in(),
            "report": self.write_report,
            "dashboard": lambda: self.show_page(DASHBOARD),
            "entries": lambda: self.show_page(ENTRIES),
            "guide": lambda: self.show_page(GUIDE),
            "records": lambda: self.show_page(RECORDS),
            "analysis": lambda: self.show_page(ANALYSIS),
            "freeze": lambda: self.act("freeze", 0),
            "rights": lambda: self.act("rights", 0),
            "anchor": lambda: self.act("anchor", 0),
            "export": lambda: self.act("export-all", 0),
            "reload": self.reload,
            "close": self.close,
        }
        self.keys = KeyActions(self, GROUPS, doing)
        for menu in self.keys.menus:
            self.menuBar().addMenu(menu)

    def speak_through(self, notifier: Notifier | None) -> None:
        """Say everything in another window's banner; None: in its own again."""
        self.bridge.said.disconnect()
        if notifier is None:
            self.bridge.said.connect(self.banner.show_notification)
        else:
            self.banner.hide()
            self.bridge.said.connect(notifier.said)

    @property
    def shown_page(self) -> int:
        """Which page is shown: DASHBOARD, ENTRIES, GUIDE, RECORDS or ANALYSIS."""
        return self._page

    def first_page(self, page: int) -> None:
        """Show another page than the dashboard first, once the ledger is open."""
        if self._held is None and page in range(len(self._made_pages)):
            self._page = page

    # ------------------------------------------------------------ what is shown

    def reload(self) -> None:
        """Ask for everything again."""
        self.ledger_thread.ask(_held, self._take, topic="held")

    def _take(self, held: _Held) -> None:
        self._held = held
        self.dashboard.example = held.example
        self.example.setVisible(held.example)
        self._show_rights()
        self.bar.entries.setEnabled(bool(held.entries))
        self.bar.analysis.setEnabled(bool(held.years))
        kept = held.years if self._page == ANALYSIS else held.entries or self._page != ENTRIES
        self.show_page(self._page if kept else DASHBOARD)
        self.entries.reload()
        if held.stray is not None:
            self.entries.accuse()
            where, entry = held.stray.day, f"{held.stray.anchor.count:,}"
            self.bridge.say(
                lambda: tr(STRAY, where=where, entry=entry),
                lambda: tr("Code of the ledger…"),
                lambda: self.act("anchor", 0),
            )
        if held.years:
            self.dashboard.reload()
        if self._waiting_table is not None and self.bar.take_in.isEnabled():
            table, self._waiting_table = self._waiting_table, None
            self.take_in_file(table)

    def _show_rights(self) -> None:
        held = self._held
        if held is None:
            return
        self.bar.show_person(held.person, tuple(held.rights))
        entering = Right.ENTER in held.rights and not held.example
        self.bar.take_in.setEnabled(entering)
        self.bar.report.setEnabled(bool(held.years))
        self.empty.allow(entering=entering)
        self.entries.allow(held.rights, example=held.example)
        self.records.allow(entering=entering)
        self.guide.allow(self._may)

    def _may(self, action: str) -> bool:
        """Whether an action of the guide makes sense for this person and this ledger."""
        held = self._held
        if held is None:
            return False
        verb = action.partition("-")[0]
        if verb in ("new", "import", "freeze", "logs"):
            return Right.ENTER in held.rights and not held.example
        if verb in ("rights", "approve", "close"):
            return Right.APPROVE in held.rights and not held.example
        if verb == "report":
            return bool(held.years)
        return bool(held.entries) or verb == "show" or held.stray is not None

    def show_page(self, page: int) -> None:
        """Show the dashboard or the entries; there are none of either in an empty ledger."""
        held = self._held
        if held is None or (page == ENTRIES and not held.entries):
            return
        if page == ANALYSIS and not held.years:
            return
        self._ask_for(page, held)
        self._page = page
        focused = self.focusWidget()
        there = focused is not None and self.pages.isAncestorOf(focused)
        on_a_tab = focused is not None and self.bar.is_tab(focused)
        self.bar.show_page(page)
        empty = page == DASHBOARD and not held.years
        shown = self.empty if empty else self._made_pages[page]
        if shown is self.pages.currentWidget():
            return
        self.pages.setCurrentWidget(shown)
        # What had the focus is hidden now, and Qt would look for another outside of the ledger.
        if there:
            self._main_of(page).setFocus()
        elif on_a_tab:
            self.bar.tab(page).setFocus()

    def _main_of(self, page: int) -> QWidget:
        """Return what a person works in on a page; its name above where it is all to be read."""
        if page == ENTRIES:
            return self.entries.view
        if page == RECORDS:
            return self.records.rows
        return self.analysis.rows if page == ANALYSIS else self.bar.tab(page)

    def _ask_for(self, page: int, held: _Held) -> None:
        """Ask for what a page shows; of others it is asked for when somebody looks at them."""
        if page == ANALYSIS:
            self.analysis.show_years(held.years)
        elif page == RECORDS:
            self.records.reload()
        elif page == GUIDE:
            self.guide.show_years(held.years, office_day().year)

    def show_entry(self, number: int) -> None:
        """Show an entry among the others."""
        self.show_page(ENTRIES)
        self.entries.go_to(number)

    def say_error(self, error: AppError) -> None:
        """Say what went wrong."""
        self.bridge.say(tr(error.message, **error.params))

    # ------------------------------------------------------------ example

    def show_example(self) -> None:
        """Make the example, and show it."""
        self.empty.example.setEnabled(False)
        self.ledger_thread.reopen(demo.turn_on, self._reopened)

    def remove_example(self) -> None:
        """Take the example away."""
        self.ledger_thread.reopen(demo.turn_off, self._reopened)

    def _reopened(self) -> None:
        self.empty.example.setEnabled(True)
        self.ledger_thread.forget_waiting()
        for page in self._made_pages:
            self.pages.removeWidget(page)
            page.deleteLater()
        self._build_pages()
        for made in self._made_pages:
            made.retranslate()
            made.apply_theme(self._theme)
        self.banner.hide()
        self._page = DASHBOARD
        self.reload()

    # ------------------------------------------------------------ in and out

    def act(self, name: str, year: int) -> None:
        """Do what a button of the guide or of the records is for.

        Args:
            name: a verb, and mostly a kind of records: "import-price".
            year: that the guide shows; 0 for the present one.
        """
        if not self._may(name):
            return
        verb, _, kind = name.partition("-")
        doing: dict[str, Callable[[], object]] = {
            "import": lambda: self.take_in(RecordKind(kind)),
            "new": lambda: self.entries.ask_entry(RecordKind(kind)),
            "show": lambda: self._show_records(kind),
            "export": lambda: self.errands.export(None if kind == "all" else RecordKind(kind)),
            "freeze": lambda: self.errands.freeze(year),
            "logs": self.errands.read_web_logs,
            "rights": lambda: self.errands.give_rights(self._held.person if self._held else ""),
            "approve": self.errands.approve_all,
            "close": self.entries.ask_closing,
            "report": self.write_report,
            "anchor": self.entries.ask_anchor,
        }
        doing[verb]()

    def _show_records(self, kind: str) -> None:
        if kind == "entries":
            self.show_page(ENTRIES)
        else:
            self.records.show_kind(RecordKind(kind))
            self.show_page(RECORDS)

    def take_in(self, kind: RecordKind = RecordKind.ORDER) -> None:
        """Open the import."""
        if not self.bar.take_in.isEnabled():
            return
        self.importing = ImportDialog(self, self.ledger_thread, documents_folder(), self._theme)
        self.importing.file.choose_kind(kind)
        self.importing.entered.connect(lambda _count: self.reload())
        self.importing.open()

    def take_in_file(self, table: Path) -> None:
        """Open the import of a table; where the ledger is not open yet, once it is."""
        if self._held is None:
            self._waiting_table = table
            return
        self.take_in()
        if self.bar.take_in.isEnabled():
            self.importing.file.file.setText(str(table))

    def write_report(self) -> None:
        """Let the person choose a file, and write the report of the shown scope."""
        scope = self.dashboard.scope_bar.scope()
        if scope is not None:
            environment = self.dashboard.environment.switch.isChecked()
            words = self.dashboard.scope_words()
            self.errands.report(scope, words, environment=environment)

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.setWindowTitle(tr("Ledger – Hanji"))
        self.keys.retranslate()
        fixed = (self.bar, self.example, self.banner, self.empty)
        for part in (*fixed, *self._made_pages):
            part.retranslate()
        self._show_rights()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self.setPalette(palette_of(theme))
        self.setStyleSheet(ledger_sheet(theme))
        for part in (self.bar, self.banner, self.empty, *self._made_pages):
            part.apply_theme(theme)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the ledger; nothing is kept that was not entered."""
        if self.kept_open is not None and self.kept_open():
            event.ignore()
            return
        self.ledger_thread.close()
        event.accept()


def _held(ledger: LedgerService) -> _Held:
    return _Held(
        ledger.person,
        ledger.rights,
        ledger.example,
        ledger.count(),
        ledger.figures.years(),
        ledger.stray_anchor(),
    )
