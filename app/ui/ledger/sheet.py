# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style sheet of the ledger's window: the program's, and what only cards and charts need."""

from __future__ import annotations

from app.ui.theme import Theme, style_sheet_of, text_share

_SHEET = """
QFrame#chart, QFrame#panel {{ background: {surface}; border: 1px solid {line}; border-radius: 10px; }}
QFrame#chart QTableView {{ border: 0; border-top: 1px solid {line}; border-radius: 0; }}
QFrame#example {{ background: {warn_soft}; border: 0; border-bottom: 1px solid {warn}; }}
QFrame#example QLabel[role="name"] {{ color: {warn}; }}
QFrame#facts {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; }}
QLabel[role="small"] {{ color: {muted}; font-size: {small_pt}pt; }}
QLabel[role="figure"] {{ font-weight: 600; }}
QPushButton[kind="card"] {{
  background: {surface}; border: 1px solid {line}; border-radius: 10px; padding: 0; text-align: left;
}}
QPushButton[kind="card"]:hover {{ border-color: {muted}; background: {raised}; }}
QPushButton[kind="card"]:focus {{ border: 2px solid {accent}; padding: 0; }}
QPushButton[kind="card"]:pressed {{ background: {accent_soft}; }}
QPushButton[kind="card"][apart="true"] {{ border: 1px dashed {muted}; background: {raised}; }}
QPushButton[kind="card"][apart="true"]:focus {{ border: 2px dashed {accent}; }}
QPushButton::menu-indicator {{ width: 0; }}
QTreeWidget {{
  background: {surface}; border: 1px solid {line}; border-radius: 8px; outline: 0;
  selection-background-color: {accent_soft}; selection-color: {text};
}}
QTreeWidget:focus {{ border: 1px solid {accent}; }}
QTreeWidget::item {{ padding: 3px 2px; }}
QTreeWidget::item:selected {{ background: {accent_soft}; color: {text}; }}
QSpinBox {{
  background: {surface}; color: {text}; border: 1px solid {line}; border-radius: 6px; padding: 2px 6px;
}}
QSpinBox:focus {{ border: 2px solid {accent}; padding: 1px 5px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; height: 0; border: 0; }}
QToolTip {{ padding: 4px 6px; }}
"""
_SMALL_PT = 8.5


def ledger_sheet(theme: Theme) -> str:
    """Return the style sheet in the theme's colours."""
    colors = {name: getattr(theme, name) for name in theme.__dataclass_fields__}
    return style_sheet_of(theme) + _SHEET.format(
        **colors, small_pt=round(_SMALL_PT * text_share(), 1)
    )
