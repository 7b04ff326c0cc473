# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chart in its frame: title, legend, picture or table, and ways out of the program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
)

from app.i18n import tr
from app.ui.ledger.legend import Legend, LegendEntry
from app.ui.ledger.plot import Plot
from app.ui.ledger.tables import RowsView, TableRows
from app.ui.theme import LIGHT, Theme, program_font
from app.ui.widgets import Button, label

_SHARPNESS = 2
"""Pixels of a saved picture for each one on screen."""
_HEAD = 78.0
_MARGIN = 18.0


class Chart(QFrame):
    """Base of the charts: whoever inherits draws into ``plot`` and fills the table.

    Args:
        sideways: whether its bars lie.
    """

    def __init__(self, *, sideways: bool = False) -> None:
        super().__init__()
        self.setObjectName("chart")
        self.theme = LIGHT
        self.source_note = ""
        """Stands below the title of what is saved: the scope, and whether it is example data."""
        self.title = label("name")
        self.note = label("muted", wrap=True)
        self.legend = Legend()
        self.plot = Plot(sideways=sideways)
        self.table = RowsView()
        self.reading = label("muted")
        self.table_button = Button("", "filter", self._toggle)
        self.table_button.setCheckable(True)
        self.more = Button("", "filter", lambda: None)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self.as_png = self._menu.addAction("")
        self.as_png.triggered.connect(lambda _checked=False: self._save("png"))
        self.as_pdf = self._menu.addAction("")
        self.as_pdf.triggered.connect(lambda _checked=False: self._save("pdf"))
        self.copied = self._menu.addAction("")
        self.copied.triggered.connect(lambda _checked=False: self.table.copy(everything=True))
        self.plot.pointed.connect(self.reading.setText)
        self._lay_out()

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.head.addWidget(self.table_button)
        self.head.addWidget(self.more)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.plot)
        self.faces.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(2)
        layout.addLayout(self.head)
        layout.addWidget(self.note)
        self.above = QVBoxLayout()
        layout.addLayout(self.above)
        layout.addWidget(self.legend)
        layout.addWidget(self.faces, 1)
        layout.addWidget(self.reading)

    # ------------------------------------------------------------ for whoever inherits

    def redraw(self) -> None:
        """Draw again what is shown, in the language and colours now in use."""

    def begin(self, title: str, note: str, keys: Sequence[LegendEntry], rows: TableRows) -> Plot:
        """Set all words and the table; return the empty plot."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.legend.show_keys(keys)
        self.table.show_rows(rows)
        self.table.setAccessibleName(tr("Table: {title}", title=title))
        self.plot.setAccessibleName(tr("Chart: {title}", title=title))
        self.reading.setText("")
        self.plot.start()
        return self.plot

    # ------------------------------------------------------------ words and looks

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        self.table_button.say(tr("Table"))
        self.more.say(tr("Save"))
        self.as_png.setText(tr("Save as a picture (PNG)…"))
        self.as_pdf.setText(tr("Save for printing (PDF)…"))
        self.copied.setText(tr("Copy the table"))
        self.redraw()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self.theme = theme
        self.plot.apply_theme(theme)
        self.legend.apply_theme(theme)
        self.redraw()

    def _toggle(self) -> None:
        self.show_table(shown=self.table_button.isChecked())

    def show_table(self, *, shown: bool) -> None:
        """Show the numbers behind the chart, or the chart."""
        self.table_button.setChecked(shown)
        self.faces.setCurrentIndex(1 if shown else 0)
        self.legend.setVisible(not shown)

    # ------------------------------------------------------------ ways out

    def _save(self, suffix: str) -> None:
        suggested = f"{self.title.text()}.{suffix}".replace("/", " ")
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the chart"), suggested, f"{suffix.upper()} (*.{suffix})"
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the chart as a picture, or as a page where ``path`` ends in ".pdf".

        Raises:
            OSError: it cannot be written.
        """
        # Paper is white, whatever the screen is.
        on_screen = self.theme
        self.apply_theme(LIGHT)
        try:
            if path.suffix.lower() == ".pdf":
                self._write_pdf(path)
            else:
                self._write_picture(path)
        finally:
            self.apply_theme(on_screen)

    def _write_picture(self, path: Path) -> None:
        size = self.plot.size()
        width, height = size.width() + 2 * _MARGIN, size.height() + _HEAD + 2 * _MARGIN
        image = QImage(
            round(width * _SHARPNESS), round(height * _SHARPNESS), QImage.Format.Format_RGB32
        )
        image.fill(QColor(LIGHT.surface))
        painter = QPainter(image)
        painter.scale(_SHARPNESS, _SHARPNESS)
        self._paint(painter, QSizeF(width, height))
        painter.end()
        if not image.save(str(path)):
            raise OSError(str(path))

    def _write_pdf(self, path: Path) -> None:
        writer = QPdfWriter(str(path))
        writer.setTitle(self.title.text())
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageOrientation(QPageLayout.Orientation.Landscape)
        writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout.Unit.Millimeter)
        painter = QPainter()
        if not painter.begin(writer):
            raise OSError(str(path))
        page = writer.pageLayout().paintRectPixels(writer.resolution())
        wanted = self.plot.width() + 2 * _MARGIN
        painter.scale(page.width() / wanted, page.width() / wanted)
        self._paint(painter, QSizeF(wanted, page.height() * wanted / page.width()))
        painter.end()

    def _paint(self, painter: QPainter, size: QSizeF) -> None:
        inner = size.width() - 2 * _MARGIN
        font = program_font()
        # A painter on paper reckons points at its own resolution; pixels scale with the page.
        font.setPixelSize(18)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.text))
        left = int(Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(_MARGIN, _MARGIN, inner, 26), left, self.title.text())
        font.setPixelSize(12)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.muted))
        note = "   ".join(part for part in (self.source_note, self.note.text()) if part)
        painter.drawText(QRectF(_MARGIN, _MARGIN + 28, inner, 20), left, note)
        legend = QRectF(_MARGIN, _MARGIN + 50, inner, 24)
        self.legend.paint_into(painter, legend, LIGHT)
        top = _MARGIN + _HEAD
        box = QRectF(_MARGIN, top, inner, size.height() - top - _MARGIN)
        self.plot.paint_into(painter, box)
