# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shell: pages, menus, the palette, what lands where, and what is remembered."""

from __future__ import annotations

import errno
import re
import sqlite3
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

from app import i18n
from app import settings as stored
from app.jobs.limits import WorkerLimits
from app.services import manual
from app.services.report import Remark
from app.ui.background import Background
from app.ui.book.page import TABS
from app.ui.ledger.window import ANALYSIS, DASHBOARD, ENTRIES, GUIDE, RECORDS
from app.ui.shell.page import Findable
from app.ui.shell.palette import Palette, found
from app.ui.shell.shell_keys import PAGES
from app.ui.window import BOOK_PAGE, Window
from tests.conftest import SAMPLES
from tests.layout import settings_table
from tests.review.conftest import project_of, small_document
from tests.ui.books_at_once import convert
from translation.inline_codes import from_marked

NAMES = [page.name for page in PAGES]


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "안내.en.hanji"
    project_of(path, small_document(), lambda source: from_marked(f"EN {source.marked}"))
    return path


@pytest.fixture
def all_pages(shell, qtbot, books, at_once):
    """The shell with every page open, and a book on its own page."""
    for name in NAMES:
        shell.show_page(name)
    shell.show_book(convert(SAMPLES / "hanji-white-paper.hwp", books))
    book = shell.page(BOOK_PAGE)
    qtbot.waitUntil(lambda: book.publishing.answer() is not None, timeout=60_000)
    qtbot.waitUntil(lambda: book.known is not None, timeout=60_000)
    book.publish.name.setText("홍길동")
    ledger = shell.page("ledger").ledger
    qtbot.waitUntil(lambda: not ledger.ledger_thread.busy, timeout=60_000)
    yield shell
    shell.page("ledger").end()


def test_each_page_opens_by_its_button_and_by_its_key(all_pages, qtbot):
    for page in PAGES:
        all_pages.show_page("books" if page.name == "convert" else "convert")
        qtbot.mouseClick(all_pages.sidebar.buttons[page.name], Qt.MouseButton.LeftButton)
        assert all_pages.stack.currentWidget() is all_pages.pages[page.name]
        all_pages.show_page("books" if page.name == "convert" else "convert")
        action = all_pages.keys.by_name[page.name]
        assert action.shortcut() == QKeySequence(page.keys[0])
        action.trigger()
        assert all_pages.stack.currentWidget() is all_pages.pages[page.name]
        assert all_pages.sidebar.buttons[page.name].isChecked()


def in_each_language(shell):
    """Yield the name of each page in each language, while it is shown."""
    for language in i18n.Language:
        i18n.use_language(language)
        shell.retranslate()
        for name in NAMES:
            shell.show_page(name)
            yield name
        shell.show_page(BOOK_PAGE)
        for tab in TABS:
            shell.page(BOOK_PAGE).show_tab(tab)
            yield f"book, {tab}"


@pytest.mark.slow
def test_every_control_of_every_page_has_a_name_and_a_role(all_pages):
    for name in in_each_language(all_pages):
        for widget in all_pages.findChildren(QWidget):
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if not takes or not widget.isVisible() or widget.objectName().startswith("qt_"):
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), (name, widget, widget.parent())
            assert interface.role() is not QAccessible.Role.NoRole, (name, widget)


@pytest.mark.slow
def test_every_action_has_words_and_a_tooltip_and_no_key_twice(all_pages):
    for name in in_each_language(all_pages):
        menus = [action.menu() for action in all_pages.menuBar().actions()]
        assert all(menu.title() for menu in menus), name
        actions = [action for menu in menus for action in menu.actions()]
        keys = [sequence.toString() for action in actions for sequence in action.shortcuts()]
        assert len(keys) == len(set(keys)), (name, sorted(keys))
        for action in actions:
            assert action.text(), name
            assert action.toolTip(), name


@pytest.mark.slow
def test_every_page_fits_the_window(all_pages, qtbot):
    for name in in_each_language(all_pages):
        for size in ((760, 520), (1024, 640), (1440, 900)):
            all_pages.resize(*size)
            qtbot.wait(10)
            assert (all_pages.width(), all_pages.height()) == size, name


@pytest.mark.slow
def test_words_of_buttons_are_not_cut_off(all_pages, qtbot):
    for name in in_each_language(all_pages):
        for size in ((760, 520), (1024, 640)):
            all_pages.resize(*size)
            qtbot.wait(10)
            for button in all_pages.findChildren(QAbstractButton):
                if not button.isVisible() or not button.text():
                    continue
                words = max(button.text().split("\n"), key=len)
                needed = button.fontMetrics().horizontalAdvance(words)
                assert needed <= button.width(), (name, size, button.text(), needed, button.width())


def test_projects_tables_and_documents_land_where_they_belong(
    shell, qtbot, project, make_document, tmp_path, monkeypatch
):
    taken = []
    table = tmp_path / "발주.csv"
    table.write_text("발주번호\n")
    shell.page("ledger")
    monkeypatch.setattr(shell.pages["ledger"], "take_in", taken.append)
    document = make_document(tmp_path / "a.hwp")
    shell.open_files([project, table, document])
    qtbot.waitUntil(lambda: len(shell.convert.model.rows) == 1)
    assert taken == [table]
    assert [one.project.path for one in shell.page("review").windows] == [project]
    assert shell.stack.currentWidget() is shell.convert
    shell.page("review").end()
    shell.page("ledger").end()


def test_a_project_opens_in_a_tab_and_moves_into_a_window_and_back(shell, qtbot, project):
    shell.land([project])
    page = shell.page("review")
    (window,) = page.windows
    assert shell.stack.currentWidget() is page
    assert not window.isWindow()
    menus = [action.text() for action in shell.menuBar().actions()]
    assert menus[1:-1] == [menu.title() for menu in window.keys.menus]
    shell.toggle_own_window()
    assert window.isWindow()
    assert window.isVisible()
    assert page.tabs.count() == 1
    # The same key brings it back, from there.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.target.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.target, Qt.Key.Key_N, keys)
    assert not window.isWindow()
    assert page.tabs.count() == 2
    # In a tab it is the shell's key, and there is one alone.
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    window.target.setFocus()
    qtbot.keyClick(window.target, Qt.Key.Key_N, keys)
    assert window.isWindow()
    page.toggle_own_window()
    assert not window.isWindow()
    window.notifier.say("말")
    assert shell.banner.text.text() == "말"
    window.close()
    assert page.tabs.count() == 1
    assert page.windows == []


@pytest.mark.slow
def test_the_keys_of_a_project_work_in_its_tab(shell, qtbot, project):
    shell.land([project])
    (window,) = shell.page("review").windows
    shell.activateWindow()
    window.target.setFocus()
    first = window.segment_number
    qtbot.keyClick(window.target, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.segment_number == first + 1
    assert window.project.counts().done() == 1
    shell.page("review").end()


@pytest.mark.slow
def test_the_ledger_moves_into_a_window_and_comes_back_when_that_is_closed(shell, qtbot):
    shell.show_page("ledger")
    page = shell.page("ledger")
    qtbot.waitUntil(lambda: not page.ledger.ledger_thread.busy, timeout=60_000)
    shell.toggle_own_window()
    assert page.ledger.isWindow()
    page.ledger.close()
    assert not page.ledger.isWindow()
    assert page.ledger.isVisible()
    page.end()


def test_pages_come_back_as_they_were(shell, qtbot, project, books):
    shell.land([project])
    (window,) = shell.page("review").windows
    window.choose(3)
    shell.resize(1200, 700)
    window.central.splitters["whole"].setSizes([500, 600])
    parts = window.central.splitters["whole"].sizes()
    shell.show_page("books")
    shell.page("books").field.setText("백서")
    shell.convert._split.setSizes([400, 400])
    shell.resize(1200, 700)
    widths = shell.convert._split.sizes()
    shell.close()
    background = Background(limits=WorkerLimits(max_seconds=60))
    again = Window(stored.load(), background)
    qtbot.addWidget(again, before_close_func=lambda _window: background.close())
    again.show()
    assert abs(again.convert._split.sizes()[0] - widths[0]) < 40
    assert again.page("books").field.text() == "백서"
    again.resize(1200, 700)
    again.land([project])
    (window,) = again.page("review").windows
    assert window.segment_number == 3
    kept = window.central.splitters["whole"].sizes()
    assert abs(kept[0] / sum(kept) - parts[0] / sum(parts)) < 0.06
    again.page("review").end()


@pytest.mark.slow
def test_the_palette_finds_actions_settings_projects_and_books(shell, qtbot, project):
    shell.land([project])
    things = shell.things_to_find()
    assert found(things, "글자 크기")[0].words == "글자 크기(%)"
    assert found(things, "안내")[0].words == "안내.en"
    assert found(things, "변환 시작")[0].keys
    assert found(things, "없는 이름 하나") == []
    shell.show_page("convert")
    shell.find_anything()
    (palette,) = shell.findChildren(Palette)
    qtbot.keyClicks(palette.field, "Ctrl")
    palette.field.setText("글자 크기")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert shell.stack.currentWidget() is shell.page("settings")
    shell.page("review").end()


def test_the_palette_looks_past_case_and_blanks():
    things = [Findable("Add files…", "Action", lambda: None), Findable("Files", "Book", int)]
    assert [thing.words for thing in found(things, "FILES")] == ["Files", "Add files…"]
    assert [thing.words for thing in found(things, "add book")] == []


def test_the_palette_finds_a_book_by_its_document():
    book = Findable("한지시 시정 백서", "책", int, also="report-00.hwp")
    assert found([book], "report") == [book]
    assert found([Findable("한지시 시정 백서", "책", int)], "report") == []


def test_qts_own_words_follow_the_language(shell):
    from PySide6.QtWidgets import QDialogButtonBox

    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")

    shell.preferences.change(language="en")
    assert cancel() == "Cancel"
    shell.preferences.change(language="ko")
    assert cancel() == "취소"
    shell.preferences.change(language="en")
    assert cancel() == "Cancel"


# ------------------------------------------------------------ settings


def test_what_is_changed_on_the_page_holds_at_once_and_is_kept(shell, qtbot, qapp):
    shell.show_page("settings")
    fields = shell.page("settings").fields
    theme = fields["theme"].editor
    theme.setCurrentIndex(theme.findData("contrast"))
    theme.activated.emit(theme.currentIndex())
    assert shell._theme.name == "contrast"
    fields["text_size"].editor.setValue(150)
    assert qapp.font().pointSizeF() == 15.0
    language = fields["language"].editor
    language.setCurrentIndex(language.findData("en"))
    language.activated.emit(language.currentIndex())
    assert shell.sidebar.buttons["settings"].text() == "Settings"
    kept = stored.load()
    assert (kept.theme, kept.text_size, kept.language) == ("contrast", 150, "en")


def test_a_locked_setting_is_shown_with_the_reason_and_stays(
    qtbot, qapp, monkeypatch, tmp_path, books
):
    from app import paths

    policy = tmp_path / "policy.toml"
    policy.write_text('reason = "정보화-31"\n[locked]\ntranslation = "en"\n', encoding="utf-8")
    monkeypatch.setattr(paths, "policy_files", lambda: (policy,))
    background = Background(limits=WorkerLimits(max_seconds=60))
    shell = Window(stored.load(), background)
    qtbot.addWidget(shell, before_close_func=lambda _window: background.close())
    shell.show()
    shell.show_page("settings")
    field = shell.page("settings").fields["translation"]
    assert not field.editor.isEnabled()
    assert "정보화-31" in field._lock.text()
    shell.convert.choose_translation("")
    assert shell.preferences.current.translation == "en"
    assert not shell.convert.footer.translation.isEnabled()


def test_a_search_shows_the_settings_that_it_finds(shell):
    shell.show_page("settings")
    page = shell.page("settings")
    page.field.setText("글자")
    shown = [key for key, field in page.fields.items() if field.isVisible()]
    assert "text_size" in shown
    assert "database" not in shown


@pytest.mark.parametrize("page", list(settings_table.PAGES), ids=lambda page: page.parent.name)
def test_the_settings_of_the_manual_are_those_of_the_program(page):
    text = page.read_text("utf-8")
    assert text == settings_table.with_table(text, settings_table.PAGES[page]), (
        "python -m tests.layout.settings_table"
    )


# ------------------------------------------------------------ manual


@pytest.mark.slow
def test_f1_opens_the_page_of_where_one_stands(all_pages):
    for name in NAMES:
        all_pages.show_page(name)
        topic = all_pages.pages[name].help_topic
        all_pages.help_here()
        assert all_pages.stack.currentWidget() is all_pages.page("help")
        wanted = next(p for p in manual.manual(i18n.Language.KOREAN) if p.topic == topic)
        assert all_pages.page("help").text.toPlainText().startswith(wanted.title)


def test_a_failure_leads_to_its_page_of_the_manual(shell, qtbot, add, tmp_path):
    bad = tmp_path / "a.hwp"
    bad.write_bytes(b"x")
    add(bad)
    shell.convert.batch.start_all()
    qtbot.waitUntil(lambda: shell.convert.detail.file.help.isVisible(), timeout=60_000)
    qtbot.mouseClick(shell.convert.detail.file.help, Qt.MouseButton.LeftButton)
    assert shell.stack.currentWidget() is shell.page("help")
    assert shell.page("help").text.toPlainText().startswith("안 되는 문서")


@pytest.mark.parametrize("language", list(i18n.Language))
def test_links_of_the_manual_lead_to_pages_that_are_there(language):
    for page in manual.manual(language):
        for link in re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", page.text):
            assert link.removesuffix(".md") in manual.TOPICS, (page.topic, link)


def test_the_manual_is_searched(shell):
    shell.show_page("help")
    page = shell.page("help")
    page.field.setText("policy.toml")
    assert [page.topics.item(n).text() for n in range(page.topics.count())] == ["설정"]
    page.field.setText("없는말없는말")
    assert page.topics.count() == 0


def test_a_loss_of_the_list_leads_into_its_book(shell, qtbot, add, books, at_once):
    add(SAMPLES / "hanji-notice.hwpx")
    shell.convert.batch.start_all()
    qtbot.waitUntil(lambda: shell.convert.model.rows[0].book is not None, timeout=60_000)
    row = shell.convert.model.rows[0]
    row.item = replace(row.item, losses=(Remark("unaccounted", 7, "page 1", "사라진 말"),))
    shell.convert.detail.show_row(row)
    losses = shell.convert.detail.file.losses
    assert "사라진 말" in losses.text()
    losses.setFocus()
    qtbot.keyClick(losses, Qt.Key.Key_Tab)
    qtbot.keyClick(losses, Qt.Key.Key_Return)
    book = shell.page(BOOK_PAGE)
    assert shell.stack.currentWidget() is book
    assert book.book.path == row.book
    qtbot.waitUntil(lambda: book.publishing.answer() is not None, timeout=60_000)


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (PermissionError(errno.EACCES, "x", "책/index.jsonl"), "책/index.jsonl"),
        (sqlite3.DatabaseError("malformed"), "hanji.log"),
    ],
)
def test_what_cannot_be_read_is_said(shell, said, qtbot, monkeypatch, error, wanted):
    def broken(_folder):
        raise error

    monkeypatch.setattr("app.ui.books.page.books_of", broken)
    shell.show_page("books")
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert wanted in said[-1].text
    assert "malformed" not in said[-1].text


@pytest.mark.parametrize("language", list(i18n.Language))
def test_the_pictures_of_the_manual_are_there_and_have_words(language):
    named = [
        found
        for page in manual.manual(language)
        for found in re.findall(r"!\[(.*?)\]\((.+?)\)", page.text)
    ]
    assert len(named) >= 7
    assert all(words and manual.picture(language, name) for words, name in named)
    assert manual.picture(language, "../../../LICENSE") == b""


def test_a_picture_of_the_manual_fits_beside_its_topics(shell, qtbot):
    shell.resize(760, 520)
    shell.show_page("help")
    text = shell.page("help").text
    qtbot.waitUntil(lambda: not text._narrow.isActive())
    assert text.horizontalScrollBar().maximum() == 0


@pytest.mark.slow
def test_the_focus_goes_into_each_page_and_stays_in_the_ledger(all_pages, qtbot):
    for name in NAMES:
        all_pages.show_page("help" if name == "convert" else "convert")
        all_pages.show_page(name)
        page = all_pages.pages[name]
        qtbot.waitUntil(lambda page=page: page.isAncestorOf(all_pages.focusWidget()))
    all_pages.show_page("ledger")
    ledger = all_pages.page("ledger").ledger
    ledger.show_example()
    qtbot.waitUntil(ledger.bar.analysis.isEnabled, timeout=60_000)
    for number in (ENTRIES, ANALYSIS, GUIDE, RECORDS, DASHBOARD, RECORDS):
        name = ("dashboard", "entries", "guide", "records", "analysis")[number]
        ledger.keys.by_name[name].trigger()
        qtbot.wait(50)
        focused = all_pages.focusWidget()
        assert ledger.isAncestorOf(focused), (name, focused)
        assert focused.isVisible(), (name, focused)
        assert not ledger.bar.is_tab(focused) or focused is ledger.bar.tab(number), name
        # From inside of a page, too.
        all_pages.focusNextChild()


def test_the_first_book_takes_the_focus_from_what_began_it(shell, qtbot, books, at_once):
    shell.show_page("books")
    page = shell.page("books")
    qtbot.waitUntil(lambda: shell.focusWidget() is page.begin)
    shell.show_page("convert")
    convert(SAMPLES / "hanji-notice.hwpx", books)
    shell.show_page("books")
    qtbot.waitUntil(lambda: bool(page.model.shown))
    assert shell.focusWidget() is page.table
