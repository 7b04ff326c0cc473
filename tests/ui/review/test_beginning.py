# SPDX-License-Identifier: AGPL-3.0-or-later
"""How a review begins: languages are chosen, files of other tools come in and go back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.reviewing.bilingual_files import bilingual_document
from app.services.reviewing.creating import create
from app.services.reviewing.reading import Coming
from app.services.translating import memory_order
from app.ui.background_changes import ReviewOrder
from app.ui.notifier import Notifier
from app.ui.review import languages_dialog
from app.ui.review.languages_dialog import LanguagesDialog
from app.ui.review.opening import ReviewWindows
from app.ui.review.publishing import ORIGINAL
from app.ui.review.window import ReviewWindow
from tests.translation.dictionaries.test_stardict import made as made_dictionary
from tests.translation.exchange.bilingual.samples import SDLXLIFF
from tests.ui.review.windows import Open, press, retype


class Beginning:
    """Reviews over a window that only remembers what it was asked for."""

    def __init__(self, parent: QWidget) -> None:
        self.parent = parent
        self.orders: list[ReviewOrder] = []
        self.shown: list[Path] = []
        self.reviews = ReviewWindows(
            parent, Notifier(parent), self.orders.append, lambda: None, self.shown.append
        )

    @property
    def dialog(self) -> LanguagesDialog:
        return self.parent.findChildren(LanguagesDialog)[-1]


@pytest.fixture
def beginning(qtbot: QtBot) -> Beginning:
    parent = QWidget()
    qtbot.addWidget(parent)
    return Beginning(parent)


def ok(beginning: Beginning):
    return beginning.dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_the_languages_are_asked_for_and_remembered(
    beginning: Beginning, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "안내.hwpx"
    beginning.reviews.begin([source], tmp_path)
    dialog = beginning.dialog
    dialog.target.setCurrentIndex(dialog.target.findData("ja"))
    qtbot.waitUntil(lambda: ok(beginning).isEnabled())
    assert not dialog.drafted.isEnabled(), "no engine for Japanese is there"
    assert dialog.said.text()
    ok(beginning).click()
    (order,) = beginning.orders
    assert order == ReviewOrder((source,), tmp_path / "안내.ja.hanji", ("ko", "ja"), drafted=False)
    (tmp_path / "안내.ja.hanji").touch()
    beginning.reviews.begin([source], tmp_path)
    assert beginning.shown == [tmp_path / "안내.ja.hanji"]


def test_a_project_is_called_as_the_folder_that_has_all_documents(
    beginning: Beginning, tmp_path: Path
) -> None:
    folder = tmp_path / "봄 사업"
    beginning.reviews.begin([folder / "공문/안내.hwp", folder / "보고서/안내.hwp"], tmp_path)
    assert beginning.dialog.name() == "봄 사업"


def test_enter_adds_documents_whose_languages_stand(
    beginning: Beginning, tmp_path: Path, qtbot: QtBot
) -> None:
    project = tmp_path / "묶음.hanji"
    beginning.reviews.add(project, [tmp_path / "안내.hwpx"], ("ko", "en"))
    dialog = beginning.dialog
    dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()
    qtbot.waitUntil(lambda: ok(beginning).isEnabled())
    dialog.drafted.setChecked(False)
    assert dialog.focusWidget() is ok(beginning)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert [order.project for order in beginning.orders] == [project]


def test_a_language_is_not_translated_into_itself(beginning: Beginning, tmp_path: Path) -> None:
    beginning.reviews.begin([tmp_path / "a.hwpx"], tmp_path)
    dialog = beginning.dialog
    dialog.target.setCurrentIndex(dialog.target.findData("ko"))
    assert not ok(beginning).isEnabled()


def test_drafts_of_a_demonstration_are_made_only_where_somebody_ticks_it(
    beginning: Beginning, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    demonstration = languages_dialog.TranslationOrder(("ko", "en"), (), "x", demonstration=True)
    monkeypatch.setattr(languages_dialog, "_order", lambda *_pair: demonstration)
    beginning.reviews.begin([tmp_path / "a.hwpx"], tmp_path)
    dialog = beginning.dialog
    qtbot.waitUntil(dialog.drafted.isEnabled)
    assert not dialog.drafted.isChecked()
    ok(beginning).click()
    assert [order.drafted for order in beginning.orders] == [False]


def test_a_file_of_another_tool_comes_in_beside_itself(
    beginning: Beginning, tmp_path: Path
) -> None:
    source = tmp_path / "안내.docx.sdlxliff"
    beginning.reviews.take([source])
    (order,) = beginning.orders
    assert (order.sources, order.project.name) == ((source,), "안내.docx.sdlxliff.hanji")
    assert not order.drafted


def test_what_was_translated_goes_back_to_its_tool(
    opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    source = tmp_path / "안내.sdlxliff"
    source.write_bytes(SDLXLIFF.encode())
    project = tmp_path / "안내.sdlxliff.hanji"
    read = partial(bilingual_document, source, lambda pair: memory_order(pair.source, pair.target))
    create([Coming(source, read)], project)
    window = opened(project)
    window.choose(2)
    retype(qtbot, window, "Call 120.")
    press(qtbot, window, Qt.Key.Key_Return)
    out = tmp_path / "out.sdlxliff"
    window.publishing.export_into(out, ORIGINAL)
    said = out.read_bytes().decode()
    assert '<mrk mtype="seg" mid="2">Call 120.</mrk>' in said
    assert 'id="2" conf="Translated"' in said


def test_dictionaries_show_the_words_of_the_segment(
    window: ReviewWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path / "dictionaries"))
    pane = window.panes.dictionary
    window.panes.setCurrentWidget(pane)
    qtbot.waitUntil(lambda: ".ifo" in pane.shown.toPlainText())
    pane.show_words("예산은 조례로 정한다.")
    pane.add_file(made_dictionary(tmp_path / "from"))
    qtbot.waitUntil(lambda: "budget" in pane.shown.toPlainText())
    assert "local law" in pane.shown.toPlainText()
    pane.field.setText("seoul")
    pane.search()
    qtbot.waitUntil(lambda: "서울" in pane.shown.toPlainText())


def test_several_documents_become_one_project_with_a_name(
    beginning: Beginning, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "3월 공고"
    sources = [folder / "가.hwpx", folder / "나.docx"]
    beginning.reviews.begin(sources, tmp_path)
    dialog = beginning.dialog
    assert dialog.field.text() == "3월 공고"
    qtbot.waitUntil(lambda: ok(beginning).isEnabled())
    dialog.field.setText(" ")
    assert not ok(beginning).isEnabled()
    dialog.field.setText("공고: 봄")
    ok(beginning).click()
    (order,) = beginning.orders
    assert order.sources == tuple(sources)
    assert order.project == tmp_path / "공고_ 봄.en.hanji"
    # Another one of that name is another project.
    order.project.touch()
    beginning.reviews.begin(sources, tmp_path)
    dialog = beginning.dialog
    dialog.field.setText("공고: 봄")
    qtbot.waitUntil(lambda: ok(beginning).isEnabled())
    ok(beginning).click()
    assert beginning.orders[-1].project == tmp_path / "공고_ 봄.en (2).hanji"
    assert beginning.shown == []


def test_documents_are_added_in_the_languages_of_the_project(
    beginning: Beginning, tmp_path: Path, qtbot: QtBot
) -> None:
    project = tmp_path / "묶음.hanji"
    project.touch()
    beginning.reviews.add(project, [tmp_path / "다.hwp", tmp_path / "라.hwp"], ("ko", "en"))
    dialog = beginning.dialog
    assert not dialog.source.isEnabled()
    assert not dialog.field.isVisible()
    qtbot.waitUntil(lambda: ok(beginning).isEnabled())
    ok(beginning).click()
    (order,) = beginning.orders
    assert (order.project, len(order.sources)) == (project, 2)


def test_several_files_of_other_tools_become_one_project(
    beginning: Beginning, tmp_path: Path
) -> None:
    folder = tmp_path / "일감"
    sources = [folder / "가.sdlxliff", folder / "나.mqxliff"]
    beginning.reviews.take(sources)
    dialog = beginning.dialog
    assert not dialog.source.isVisible()
    assert not dialog.drafted.isVisible()
    assert ok(beginning).isEnabled()
    ok(beginning).click()
    (order,) = beginning.orders
    assert (order.sources, order.project, order.drafted) == (
        tuple(sources),
        folder / "일감.hanji",
        False,
    )


def test_a_password_goes_with_the_order_and_is_not_shown(
    beginning: Beginning, tmp_path: Path, qtbot: QtBot
) -> None:
    beginning.reviews.begin([tmp_path / "잠김.hwpx"], tmp_path, ("알려진",))
    dialog = beginning.dialog
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    dialog.password.setText("비밀")
    qtbot.waitUntil(lambda: ok(beginning).isEnabled())
    ok(beginning).click()
    (order,) = beginning.orders
    assert order.passwords == ("비밀", "알려진")
    assert "비밀" not in repr(order), "no log has it"
