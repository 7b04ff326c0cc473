# SPDX-License-Identifier: AGPL-3.0-or-later
"""About Hanji: version, licence, and the sentence that Hancom asks for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import HANCOM_SENTENCE, __version__
from app.i18n import tr
from app.services.third_party import bill_of_materials
from app.ui import icons
from app.ui.theme import Theme, scaled
from app.ui.widgets import Button, label

_MARK = 64
_LINE_PX = 380


class AboutBox(QDialog):
    """A small box; it leads to the check of this computer, and in a package to the licences."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Hanji"))
        self._bill = bill_of_materials()
        picture = QLabel()
        picture.setPixmap(icons.pixmap("hanji", "", _MARK, self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        name = label("big")
        name.setText(tr("Hanji {version}", version=__version__))
        texts = [
            tr("Turns Korean publications into accessible EPUB 3 books, by the batch and offline."),
            HANCOM_SENTENCE,
            tr(
                "Free software under the GNU Affero General Public License, version 3 or later."
                " It comes without any warranty."
            ),
            tr("Built with Qt (LGPL) and other free libraries.")
            if self._bill
            else tr(
                "Built with Qt (LGPL) and other free libraries, which are named in docs/dependencies.md."
            ),
        ]
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(name)
        for text in texts:
            line = label(selectable=True)
            line.setWordWrap(True)
            line.setMinimumWidth(scaled(_LINE_PX))
            line.setText(text)
            column.addWidget(line)
        close = Button("", "primary", self.accept)
        close.say(tr("Close"))
        close.setDefault(True)
        close.apply_theme(theme)
        check = Button("", "", lambda: self._check(theme))
        check.say(tr("Check this computer…"))
        check.apply_theme(theme)
        row = QHBoxLayout()
        row.addWidget(check)
        if self._bill:
            licences = Button("", "", lambda: self._show_licences(theme))
            licences.say(tr("Licences…"))
            licences.apply_theme(theme)
            row.addWidget(licences)
        row.addStretch()
        row.addWidget(close)
        column.addSpacing(6)
        column.addLayout(row)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(26, 24, 26, 20)
        layout.setSpacing(22)
        layout.addWidget(picture)
        layout.addLayout(column)

    def _check(self, theme: Theme) -> None:
        # Loaded when it is asked for, as all that not everybody opens.
        from app.ui.machine import MachineBox

        MachineBox(self, theme).open()

    def _show_licences(self, theme: Theme) -> None:
        from app.ui.licences import LicencesBox

        if self._bill:
            LicencesBox(self, theme, self._bill).open()
