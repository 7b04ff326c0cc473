# SPDX-License-Identifier: AGPL-3.0-or-later
"""The cards at the top of the dashboard: one number each, and what it must not be taken for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import tr, trn
from app.ledger.empty_figures import lack_of
from app.services.costing.view_models import Cards
from app.ui.ledger import amounts
from app.ui.ledger.palette import series_of
from app.ui.theme import LIGHT, Theme, scaled, text_share
from app.ui.widgets import label

_TWO_ROWS_BELOW = 1560
_FOUR_ROWS_BELOW = 520
_SIZES_PT = (17.0, 15.5, 14.0, 12.5, 11.0, 9.5)
_SIDES, _GAP = (14, 10, 10, 13), 3
_LEAST_HEIGHT = 94
_WHOLE = 1000


@dataclass(frozen=True, slots=True)
class _Face:
    """What a card says."""

    title: str
    value: str
    below: str
    share: int | None = None
    """Of a bar at its foot, in thousandths."""
    apart: bool = False
    """A potential: dashed, so that nobody adds it up."""


class Card(QPushButton):
    """A card with one figure; pressing it opens the figure's derivation."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._theme = LIGHT
        self._share: int | None = None
        # A name that is cut off could lose its "not saved".
        self._title = label("muted", wrap=True)
        self.value = label("figure")
        self._below = label("small", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(*_SIDES)
        inside.setSpacing(_GAP)
        for part in (self._title, self.value, self._below):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            part.setMinimumWidth(0)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            inside.addWidget(part)
        self._below.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        inside.setStretch(2, 1)

    def show_face(self, face: _Face) -> None:
        """Say something else."""
        self._title.setText(face.title)
        self.value.setText(face.value)
        self._below.setText(face.below)
        self._share = face.share
        self.setProperty("apart", face.apart)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(f"{face.title}: {face.value}. {face.below}")
        self.setToolTip(tr("Where does it come from?"))
        self._fit()

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        self._theme = theme
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep all digits in sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Write the figure smaller where a grown amount would lose its last digits."""
        font = self.value.font()
        room = self.width() - _SIDES[0] - _SIDES[2] - 2
        for size in _SIZES_PT:
            font.setPointSizeF(size * text_share())
            self.value.setFont(font)
            if self.value.fontMetrics().horizontalAdvance(self.value.text()) <= room:
                break
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height that all lines need at this width."""
        room = max(1, self.width() - _SIDES[0] - _SIDES[2])
        lines = [self._title, self.value, self._below]
        needed = sum(
            max(line.sizeHint().height() if line is self.value else line.heightForWidth(room), 0)
            for line in lines
        )
        height = needed + 2 * _GAP + _SIDES[1] + _SIDES[3]
        return QSize(120, max(height, _LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: none of the lines may be cut off."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the bar of a share."""
        super().paintEvent(event)
        if self._share is None:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(14, self.height() - 11, self.width() - 28, 4)
        painter.setBrush(QColor(self._theme.line))
        painter.drawRoundedRect(box, 2, 2)
        over = self._share > _WHOLE
        colors = series_of(self._theme)
        painter.setBrush(QColor(colors.lost if over else colors.printed))
        box.setWidth(box.width() * min(self._share, _WHOLE) / _WHOLE)
        painter.drawRoundedRect(box, 2, 2)
        painter.end()


_DERIVED = (
    "planned",
    "printed",
    "avoided",
    "spent",
    "realised",
    "potential",
    "digital",
    "won_a_copy",
)
"""What each card opens."""


class CardsRow(QWidget):
    """The row of cards."""

    opened = Signal(str)
    """Name of the figure whose derivation is wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Cards | None = None
        self.cards = [Card() for _ in _DERIVED]
        for card, name in zip(self.cards, _DERIVED, strict=True):
            card.clicked.connect(lambda _checked=False, name=name: self.opened.emit(name))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._across = 0
        self._arrange(len(self.cards) // 2)

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for n, card in enumerate(self.cards):
            self._grid.addWidget(card, n // across, n % across)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the cards into as few rows as there is room for."""
        super().resizeEvent(event)
        rows = 1 if self.width() >= scaled(_TWO_ROWS_BELOW) else 2
        if self.width() < scaled(_FOUR_ROWS_BELOW):
            rows = 4
        self._arrange(len(self.cards) // rows)

    def card(self, name: str) -> Card:
        """Return the card that opens a figure."""
        return self.cards[_DERIVED.index(name)]

    def show_cards(self, shown: Cards, *, whole_city: bool) -> None:
        """Show figures; what waits for approval is known of the whole city only."""
        if not whole_city:
            shown = replace(shown, unapproved=0)
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words, in the language now in use."""
        if self._shown is not None:
            for card, face in zip(self.cards, _faces(self._shown), strict=True):
                card.show_face(face)

    def apply_theme(self, theme: Theme) -> None:
        """Take the theme's colours."""
        for card in self.cards:
            card.apply_theme(theme)


def _faces(held: Cards) -> list[_Face]:
    """Return what each card says; a figure that lacks something says what, and is no nought."""
    faces = []
    for name, face in zip(_DERIVED, _full_faces(held), strict=True):
        lack = lack_of(name, held.totals)
        if lack:
            faces.append(_Face(face.title, "–", tr(lack), apart=face.apart))
        else:
            faces.append(face)
    return faces


def _full_faces(held: Cards) -> list[_Face]:
    totals = held.totals
    return [
        _Face(
            tr("Copies planned"),
            amounts.copies(totals.planned),
            tr("frozen baseline {n}", n=amounts.copies(totals.baseline)),
        ),
        _Face(
            tr("Copies printed"),
            amounts.copies(totals.printed),
            _runs(held),
        ),
        _Face(
            tr("Fewer than the baseline"),
            amounts.copies(totals.avoided),
            trn("of {n} measured run", "of {n} measured runs", totals.measured_runs),
        ),
        _spent(held),
        _Face(
            tr("Realised saving, net"),
            amounts.won(held.realised.likely),
            tr("Range of 90 %: {range}", range=amounts.interval(held.realised)),
        ),
        _Face(
            tr("Potential, not saved"),
            amounts.won(held.potential.likely),
            tr("Range of 90 %: {range}", range=amounts.interval(held.potential)),
            apart=True,
        ),
        _Face(
            tr("Titles as e-books"),
            amounts.permille(_WHOLE * held.digital // held.titles) if held.titles else "–",
            tr(
                "{few} of {all} titles",
                few=amounts.count(held.digital),
                all=amounts.count(held.titles),
            ),
            _WHOLE * held.digital // held.titles if held.titles else None,
        ),
        _Face(
            tr("Won a copy"),
            "–" if held.won_a_copy is None else amounts.won(held.won_a_copy),
            tr("spent on printing, by copies printed"),
        ),
    ]


def _runs(held: Cards) -> str:
    runs = trn("in {n} run", "in {n} runs", held.totals.runs)
    if not held.unapproved:
        return runs
    waiting = trn("{n} entry not approved", "{n} entries not approved", held.unapproved)
    return f"{runs} · {waiting}"


def _spent(held: Cards) -> _Face:
    title, value = tr("Spent on printing"), amounts.won(held.totals.spent)
    unpriced = held.totals.unpriced_runs
    if unpriced:
        below = trn("{n} run has no price", "{n} runs have no price", unpriced)
        return _Face(title, value, below)
    if not held.budget:
        return _Face(title, value, tr("with composition and tax"))
    used = _WHOLE * held.totals.spent // held.budget
    below = tr(
        "{share} of the budget of {won}",
        share=amounts.permille(used),
        won=amounts.won_on_axis(held.budget),
    )
    return _Face(title, value, below, used)
