# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style sheet of the ledger's window: the program's, and what only cards and charts need."""

from __future__ import annotations

from app.ui.theme import Theme, style_sheet_of

_SHEET = """
QFrame#chart, QFrame#panel {{ background: {surface}; border: 1px solid {line}; border-radius: 10px; }}
QFrame#chart QTableView {{ border: 0; border-top: 1px solid {line}; border-radius: 0; }}
QFrame#example {{ background: {warn_soft}; border: 0; border-bottom: 1px solid {warn}; }}
QFrame#example QLabel[role="name"] {{ color: {warn}; }}
QFrame#facts {{ background: {raised}; border: 1px solid {line}; border-radius: 8px; }}
QLabel[role="small"] {{ color: {muted}; font-size: 8.5pt; }}
QLabel[role="figure"] {{ font-weight: 600; }}
QPushButton[kind="card"] {{
  background: {surface}; border: 1px solid {line}; border-radius: 10px; padding: 0; text-align: left;
  min-height: 92px; max-height: 92px;
}}
QPushButton[kind="card"]:hover {{ border-color: {muted}; background: {raised}; }}
QPushButton[kind="card"]:focus {{ border: 2px solid {accent}; padding: 0; }}
QPushButton[kind="card"]:pressed {{ background: {accent_soft}; }}
QPushButton[kind="card"][apart="true"] {{ border: 1px dashed {muted}; background: {raised}; }}
QPushButton[kind="card"][apart="true"]:focus {{ border: 2px dashed {accent}; }}
QPushButton[kind="tab"] {{
  background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0;
  padding: 6px 12px; color: {muted};
}}
QPushButton[kind="tab"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="tab"]:checked {{ color: {accent}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {accent}; border-radius: 4px; padding: 4px 10px; }}
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
QTableView::item {{ padding: 0 6px; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QToolTip {{ padding: 4px 6px; }}
"""


def ledger_sheet(theme: Theme) -> str:
    """Return the style sheet in the theme's colours."""
    colors = {name: getattr(theme, name) for name in theme.__dataclass_fields__}
    return style_sheet_of(theme) + _SHEET.format(**colors)
