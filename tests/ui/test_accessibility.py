# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever works with the keyboard or a screen reader reaches and hears everything."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QWidget

from app import i18n
from app.jobs.request import JobError
from app.services.report import Failure, ReportItem, Status
from app.ui.theme import DARK, LIGHT, Theme
from converters.errors import ErrorCode


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("language", list(i18n.Language))
def test_everything_that_takes_the_focus_has_a_name(window, add, make_document, tmp_path, language):
    i18n.use_language(language)
    window.retranslate()
    add(make_document(tmp_path / "a.hwp"))
    failure = Failure("a.hwp", JobError(ErrorCode.ENCRYPTED))
    window.model.set_outcome(0, ReportItem("a.hwp", Status.FAILED, error=failure))
    window.view.choose(0)
    window.notifier.say("말", "행동", lambda: None)
    widgets = focusable(window)
    assert len(widgets) > 15
    for widget in widgets:
        name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert name or not widget.isVisible(), widget


def test_rows_say_name_state_and_cause(window, add, tmp_path):
    bad = tmp_path / "a.hwp"
    bad.write_bytes(b"x")
    add(bad)
    index = window.model.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("a.hwp, 대기, ")


def test_tab_walks_the_window_and_comes_back(window, qtbot, add, make_document, tmp_path):
    add(make_document(tmp_path / "a.hwp"))
    window.window().activateWindow()
    window.view.table.setFocus()
    seen = []
    for _ in range(40):
        seen.append(window.focusWidget())
        window.focusNextChild()
        if window.focusWidget() is window.view.table:
            break
    assert window.focusWidget() is window.view.table
    for part in (window.header.files, window.header.language, window.footer.start):
        assert part in seen
    assert seen.index(window.footer.start) < len(seen)


def luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(color).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_text_stands_out_from_its_ground(theme: Theme):
    pairs = [
        (theme.text, theme.surface), (theme.text, theme.ground), (theme.text, theme.accent_soft),
        (theme.muted, theme.surface), (theme.muted, theme.ground), (theme.on_accent, theme.accent),
        (theme.good, theme.surface), (theme.warn, theme.surface), (theme.bad, theme.surface),
        (theme.bad, theme.bad_soft), (theme.text, theme.bad_soft), (theme.text, theme.warn_soft),
        (theme.warn, theme.warn_soft), (theme.accent, theme.accent_soft), (theme.good, theme.accent_soft),
        (theme.bad, theme.accent_soft), (theme.warn, theme.accent_soft), (theme.muted, theme.accent_soft),
    ]  # fmt: skip
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground, contrast(text, ground))
