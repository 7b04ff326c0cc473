# SPDX-License-Identifier: AGPL-3.0-or-later
"""Colours, type and the style sheet: the only place that names them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette

FONT_FAMILIES = [
    "Pretendard",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "NanumBarunGothic",
    "NanumGothic",
]
FONT_PT = 10.0


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours. Text on its ground keeps a contrast of 4.5:1 or more."""

    name: str
    ground: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    good: str
    warn: str
    bad: str
    bad_soft: str
    warn_soft: str

    @property
    def quiet_line(self) -> str:
        """The edge of what cannot be used: where lines are as bright as letters, a dimmer one."""
        return self.disabled if self.line == self.text else self.line

    @property
    def tick(self) -> str:
        """The file of the tick that stands out from the accent."""
        shade = "light" if QColor(self.on_accent).lightnessF() > _HALF else "dark"
        return (files("assets") / "icons" / f"tick-{shade}.svg").as_posix()  # type: ignore[attr-defined, no-any-return]


_HALF = 0.5
LIGHT = Theme(
    name="light",
    ground="#F5F3EE",
    surface="#FFFFFF",
    raised="#FBFAF7",
    line="#DDD9D0",
    text="#20242A",
    muted="#5C636B",
    disabled="#A7A9AC",
    accent="#2A6658",
    accent_hover="#225448",
    on_accent="#FFFFFF",
    accent_soft="#E3EFEB",
    good="#2A6658",
    warn="#8A5A00",
    bad="#A8352A",
    bad_soft="#FBECEA",
    warn_soft="#FBF3E0",
)
DARK = Theme(
    name="dark",
    ground="#1B1D1F",
    surface="#232629",
    raised="#2A2D31",
    line="#3A3E43",
    text="#E9E7E2",
    muted="#A9AFB5",
    disabled="#686D73",
    accent="#7CC4B0",
    accent_hover="#95D3C2",
    on_accent="#12211D",
    accent_soft="#25423B",
    good="#7CC4B0",
    warn="#E4BC6E",
    bad="#F2958A",
    bad_soft="#43292A",
    warn_soft="#40361F",
)
CONTRAST = Theme(
    name="contrast",
    ground="#000000",
    surface="#000000",
    raised="#1A1A1A",
    line="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    disabled="#9A9A9A",
    accent="#FFE04D",
    accent_hover="#FFEB8A",
    on_accent="#000000",
    accent_soft="#3A3300",
    good="#7DF5B0",
    warn="#FFD24D",
    bad="#FF9E94",
    bad_soft="#3D0A05",
    warn_soft="#332600",
)
_BY_NAME = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def theme_named(name: str) -> Theme:
    """Return the theme of a name; the system's for an empty one."""
    return _BY_NAME.get(name) or system_theme()


def system_theme() -> Theme:
    """Return the theme that the system asks for."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def program_font(percent: int = 100) -> QFont:
    """Return the font of the whole window, at a size in percent of the usual one."""
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPointSizeF(FONT_PT * percent / 100)
    return font


def text_share() -> float:
    """Return how large the text in use is, in proportion to the usual one."""
    size = QGuiApplication.font().pointSizeF()
    return size / FONT_PT if size > 0 else 1.0


def scaled(pixels: int) -> int:
    """Return what a length of the usual text size is at the text size in use, in pixels."""
    return round(pixels * text_share())


def palette_of(theme: Theme) -> QPalette:
    """Return Qt's palette in the theme's colours."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.ground,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.surface,
        QPalette.ColorRole.AlternateBase: theme.raised,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Link: theme.accent,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return palette


_SHEET = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog {{ background: {ground}; }}
QFrame#header {{ background: {surface}; border: 0; border-bottom: 1px solid {line}; }}
QFrame#footer {{ background: {surface}; border: 0; border-top: 1px solid {line}; }}
QFrame#sideBar {{ background: {surface}; border: 0; border-right: 1px solid {line}; }}
QFrame#sideBar QToolButton {{
  background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 6px 2px; color: {muted};
}}
QFrame#sideBar QToolButton:hover {{ background: {raised}; }}
QFrame#sideBar QToolButton:checked {{ background: {accent_soft}; color: {text}; font-weight: 600; }}
QFrame#sideBar QToolButton:focus {{ border-color: {accent}; }}
QFrame#banner {{ background: {accent_soft}; border: 1px solid {accent}; border-radius: 8px; }}
QFrame#dropArea {{ background: {surface}; border: 2px dashed {line}; border-radius: 14px; }}
QFrame#dropArea[over="true"] {{ border-color: {accent}; background: {accent_soft}; }}
QFrame#settingsSection {{ background: {surface}; border: 1px solid {line}; border-radius: 10px; }}
QSpinBox {{
  background: {surface}; color: {text}; border: 1px solid {line}; border-radius: 7px; padding: 5px 9px;
}}
QSpinBox QLineEdit {{ border: 0; padding: 0 6px; background: transparent; }}
QSpinBox:focus {{ border: 2px solid {accent}; padding: 4px 8px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: 0; width: 20px; background: transparent; }}
QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {accent_soft}; }}
QSpinBox::up-arrow {{
  width: 0; height: 0; border-left: 4px solid {surface}; border-right: 4px solid {surface};
  border-bottom: 5px solid {muted};
}}
QSpinBox::down-arrow {{
  width: 0; height: 0; border-left: 4px solid {surface}; border-right: 4px solid {surface};
  border-top: 5px solid {muted};
}}
QFrame#detail {{ background: {surface}; border: 1px solid {line}; border-radius: 10px; }}
QFrame#errorBox {{ background: {bad_soft}; border: 0; border-radius: 8px; }}
QFrame#lossBox {{ background: {warn_soft}; border: 0; border-radius: 8px; }}
QLabel#muted, QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="title"] {{ font-size: {title_pt}pt; font-weight: 600; }}
QLabel[role="big"] {{ font-size: {big_pt}pt; font-weight: 600; }}
QLabel[role="name"] {{ font-weight: 600; }}
QLabel[role="bad"] {{ color: {bad}; font-weight: 600; }}
QLabel[role="good"] {{ color: {good}; font-weight: 600; }}
QLabel[role="warn"] {{ color: {warn}; font-weight: 600; }}
QPushButton {{
  background: {surface}; border: 1px solid {line}; border-radius: 7px;
  padding: 6px 14px; min-height: {line_px}px;
}}
QPushButton:hover {{ background: {raised}; border-color: {muted}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 5px 13px; }}
QPushButton:pressed {{ background: {accent_soft}; }}
QPushButton:disabled {{ color: {disabled}; border-color: {quiet_line}; background: {ground}; }}
QPushButton[kind="primary"] {{
  background: {accent}; color: {on_accent}; border-color: {accent}; font-weight: 600; padding: 6px 20px;
}}
QPushButton[kind="primary"]:hover {{ background: {accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; padding: 5px 19px; }}
QPushButton[kind="primary"]:disabled {{ background: {raised}; color: {disabled}; border-color: {quiet_line}; }}
QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent; padding: 6px 10px; }}
QPushButton[kind="quiet"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {accent}; padding: 5px 9px; }}
QPushButton[kind="tabClose"] {{ background: transparent; border: 0; padding: 2px; min-height: 16px; }}
QPushButton[kind="tabClose"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="filter"] {{ background: transparent; border-color: transparent; padding: 4px 10px; color: {muted}; }}
QPushButton[kind="filter"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="filter"]:checked {{ background: {accent_soft}; color: {accent}; font-weight: 600; }}
QPushButton[kind="filter"]:focus {{ border: 2px solid {accent}; padding: 3px 9px; }}
QPushButton[kind="tab"] {{
  background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0;
  padding: 6px 12px; color: {muted};
}}
QPushButton[kind="tab"]:hover {{ background: {accent_soft}; }}
QPushButton[kind="tab"]:checked {{ color: {accent}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QPushButton[kind="tab"]:focus {{ border: 2px solid {accent}; border-radius: 4px; padding: 4px 10px; }}
QLineEdit {{
  background: {surface}; border: 1px solid {line}; border-radius: 7px; padding: 6px 9px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 5px 8px; }}
QComboBox {{
  background: {surface}; color: {text}; border: 1px solid {line}; border-radius: 7px; padding: 5px 10px;
}}
QComboBox:hover {{ background: {raised}; border-color: {muted}; }}
QComboBox:focus {{ border: 2px solid {accent}; padding: 4px 9px; }}
QComboBox::drop-down {{ border: 0; width: 18px; }}
QComboBox::down-arrow {{
  width: 0; height: 0; border-left: 4px solid {surface}; border-right: 4px solid {surface};
  border-top: 5px solid {muted}; margin-right: 8px;
}}
QComboBox QAbstractItemView {{
  background: {surface}; color: {text}; border: 1px solid {line};
  selection-background-color: {accent_soft}; selection-color: {text};
}}
QTableView {{
  background: {surface}; border: 1px solid {line}; border-radius: 10px; outline: 0;
  selection-background-color: {accent_soft}; selection-color: {text};
}}
QTableView:focus {{ border: 1px solid {accent}; }}
QTableView::item {{ border: 0; border-bottom: 1px solid {ground}; padding: 0 6px; }}
QHeaderView {{ background: transparent; border: 0; }}
QHeaderView::section {{
  background: {surface}; color: {muted}; border: 0; border-bottom: 1px solid {line};
  padding: 7px 10px; text-align: left;
}}
QHeaderView::section:first {{ border-top-left-radius: 9px; }}
QHeaderView::section:last {{ border-top-right-radius: 9px; }}
QTextEdit, QPlainTextEdit, QListWidget, QListView#findings {{
  background: {surface}; border: 1px solid {line}; border-radius: 8px; padding: 4px;
  selection-background-color: {accent}; selection-color: {on_accent};
}}
QTextEdit:focus, QPlainTextEdit:focus, QListWidget:focus, QListView#findings:focus {{ border: 2px solid {accent}; padding: 3px; }}
QTextEdit:disabled {{ background: {ground}; }}
QListWidget, QListView#findings {{ outline: 0; }}
QListWidget::item, QListView#findings::item {{
  border-radius: 6px; border-bottom: 1px solid {ground}; padding: 4px 6px;
}}
QListWidget#cards::item {{ padding: 0; }}
QListWidget::item:disabled {{ color: {muted}; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QListWidget::item:selected, QListView#findings::item:selected {{ background: {accent_soft}; color: {text}; }}
QGroupBox {{
  border: 1px solid {line}; border-radius: 8px; margin-top: 22px; padding: 8px 6px 6px 6px; background: {surface};
}}
QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; padding: 0 2px 3px 2px; }}
QLineEdit[bad="true"] {{ border: 2px solid {bad}; padding: 5px 8px; }}
QTabWidget::pane {{ border: 0; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
  background: transparent; color: {muted}; border: 0; border-bottom: 2px solid transparent;
  padding: 6px 10px; margin-right: 2px;
}}
QTabBar::tab:selected {{ color: {accent}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QTabBar::tab:hover {{ background: {accent_soft}; }}
QMenuBar {{ background: {surface}; border-bottom: 1px solid {line}; padding: 2px 8px; }}
QMenuBar::item {{ padding: 4px 10px; border-radius: 5px; }}
QMenuBar::item:selected {{ background: {accent_soft}; }}
QProgressBar {{ background: {line}; border: 0; border-radius: 4px; min-height: 8px; max-height: 8px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 4px; min-height: 32px; }}
QScrollBar::handle:vertical:hover {{ background: {muted}; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 4px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {surface}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 5px; }}
QMenu::item:selected {{ background: {accent_soft}; color: {text}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 6px; }}
QSplitter::handle {{ background: transparent; }}
QCheckBox {{ spacing: 6px; }}
QCheckBox::indicator, QRadioButton::indicator {{
  width: {box_px}px; height: {box_px}px; border: 1px solid {muted}; border-radius: 4px; background: {surface};
}}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{tick}"); }}
QRadioButton::indicator:checked {{ background: {accent}; border: 3px solid {accent_soft}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {disabled}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {accent}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
"""


def style_sheet_of(theme: Theme) -> str:
    """Return the style sheet in the theme's colours, its titles in proportion to the program's font."""
    colors = {name: getattr(theme, name) for name in theme.__dataclass_fields__}
    share = text_share()
    return _SHEET.format(
        **colors,
        quiet_line=theme.quiet_line,
        tick=theme.tick,
        title_pt=round(13 * share, 1),
        big_pt=round(17 * share, 1),
        # A least height in a style sheet is all that layouts keep to: less would cut letters.
        line_px=max(20, QFontMetrics(QGuiApplication.font()).height() + 2),
        box_px=scaled(14),
    )
