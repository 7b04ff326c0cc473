# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is a drawing, and what are only rules around text."""

from __future__ import annotations

from converters.readers.pdf.regions.model import figures_in, lines_in
from tests.converters.readers.pdf.regions.sheets import Sheet


def _form(sheet: Sheet) -> Sheet:
    """The foot of an official letter: texts between rules across, in a frame open below."""
    sheet.across(90, 90, 420).down(90, 90, 300).down(420, 90, 300)
    for number, text in enumerate(
        ("서울특별시장", "주무관 이현수", "시행 전략주택공급과", "전화 02-2133-8237")
    ):
        y = 120 + 40 * number
        sheet.text(110, y, text).across(y + 10, 100, 240).across(y + 10, 270, 410)
    sheet.across(290, 100, 410).down(100, 250, 290)
    return sheet


def test_rules_that_part_texts_of_a_form_are_no_drawing() -> None:
    regions = _form(Sheet()).regions()
    assert not list(figures_in(regions))
    shown = " ".join(line.text for lines in lines_in(regions) for line in lines)
    assert all(word in shown for word in ("서울특별시장", "이현수", "시행", "02-2133-8237"))
