# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of all keys."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from app.i18n import tr
from app.ui.review.keys import GROUPS
from app.ui.theme import Theme


class KeysHelp(QDialog):
    """Shows what every key does."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("All keys"))
        self.resize(560, 640)
        shown = QTextBrowser()
        shown.setAccessibleName(tr("All keys"))
        rows = []
        for group in GROUPS:
            rows.append(f"<tr><td colspan='2'><br><b>{escape(tr(group.words))}</b></td></tr>")
            rows += [_row(tr(key.words), key.keys, theme) for key in group.keys if key.keys]
        rows += [
            "<tr><td><br></td></tr>",
            _row(tr("Take match 1 to 9"), ("Alt+1", "Ctrl+1"), theme),
            _row(tr("Insert term 1 to 9"), ("Ctrl+Shift+1",), theme),
        ]
        shown.setHtml(f"<table cellpadding='3' width='100%'>{''.join(rows)}</table>")
        layout = QVBoxLayout(self)
        layout.addWidget(shown)


def _row(words: str, keys: tuple[str, ...], theme: Theme) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    said = ", ".join(QKeySequence(key).toString(native) for key in keys)
    return (
        f"<tr><td>{escape(words)}</td>"
        f"<td align='right' style='color:{theme.muted}'>{escape(said)}</td></tr>"
    )
