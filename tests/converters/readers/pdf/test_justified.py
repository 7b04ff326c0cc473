# SPDX-License-Identifier: AGPL-3.0-or-later
"""Justified lines are whole however wide their blanks are; rows of tables are not joined."""

from __future__ import annotations

from converters.readers.pdf.justified import justified
from converters.readers.pdf.lines import lines_of
from converters.readers.pdf.model import Rule
from tests.converters.readers.pdf.regions.sheets import Sheet

_SIZE = 10.0
_TEXT = (
    ("지방자치단체는", "주민등록인구", "감소에"),
    ("대응하여", "보건복지서비스를"),
    ("강화하고", "있다.", "지역사회통합돌봄"),
    ("사업을", "확대하였으며,"),
    ("찾아가는", "서비스를", "모든"),
    ("읍면동에서", "시행한다."),
)


def _column(sheet: Sheet, x: float, y: float, width: float = 220.0, size: float = _SIZE) -> None:
    """Set lines to a width by their blanks, as a stream without blanks does; the last one is short."""
    for number, words in enumerate(_TEXT):
        ink = sum(len(word) for word in words) * size - 0.5 * size * sum(
            word.count(".") + word.count(",") for word in words
        )
        gap = (width - ink) / (len(words) - 1) if number < len(_TEXT) - 1 else 3.0
        at = x
        for word in words:
            sheet.text(at, y + 16 * number, word, size=size)
            at = sheet.glyphs[-1].x1 + gap


def _texts(sheet: Sheet, rules: list[Rule] | None = None) -> list[str]:
    return [line.text for line in justified(lines_of(sheet.glyphs), rules or [])]


def test_stretched_blanks_do_not_cut_a_line() -> None:
    sheet = Sheet()
    _column(sheet, 60, 100)
    assert _texts(sheet) == [" ".join(words) for words in _TEXT]


def test_columns_of_stretched_lines_stay_apart() -> None:
    sheet = Sheet()
    _column(sheet, 60, 100)
    _column(sheet, 300, 100)
    assert _texts(sheet) == [" ".join(words) for words in _TEXT for _ in range(2)]


def test_a_heading_set_to_the_measure_is_whole() -> None:
    sheet = Sheet()
    gap = (220 - 14 * 8.5) / 2
    at = 60.0
    for word in ("제1장", "지역사회", "보건"):
        sheet.text(at, 80, word, size=14)
        at = sheet.glyphs[-1].x1 + gap
    _column(sheet, 60, 104)
    assert _texts(sheet)[0] == "제1장 지역사회 보건"


def test_rows_of_a_table_are_not_joined() -> None:
    sheet = Sheet()
    _column(sheet, 60, 300)
    _column(sheet, 60, 420)
    for number, name in enumerate(("예산", "인원", "시설", "기금")):
        sheet.row(100 + 16 * number, {60: name, 160: f"가나{number}", 260: "다라"})
    assert _texts(sheet)[:3] == ["예산", "가나0", "다라"]


def test_what_a_rule_parts_is_not_joined() -> None:
    sheet = Sheet()
    _column(sheet, 60, 100)
    rules = [Rule(165, 90, 165, 200, 0.5)]
    assert "대응하여" in _texts(sheet, rules)
