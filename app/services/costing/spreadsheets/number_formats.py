# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a spreadsheet's number format shows beside the digits: multiples, percent, units.

A reader of the sheet sees "1,234천원" or "1,234" under "(단위: 천원)"; the file holds 1234 with the
format ``#,##0"천원"``, or 1234000 with ``#,##0,``. What is shown counts, without its rounding.
"""

from __future__ import annotations

import re
from decimal import Decimal

from app.services.costing.column_heads import unit_of
from app.services.costing.spreadsheets.grid import NumberCell

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_IN_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?](,+)(?![0#?,])")


def shown(text: str, number_format: str) -> str:
    """Return a number as its format shows it: divided, in percent, with its unit.

    Args:
        text: of a cell that holds a number.
        number_format: of the cell, as the file states it.
    """
    if not isinstance(text, NumberCell) or number_format in ("", "General", "Standard"):
        return text
    section = _IN_BRACKETS.sub("", number_format.split(";")[0])
    said = "".join(first or second for first, second in _QUOTED.findall(section)).strip()
    bare = _QUOTED.sub("", section)
    number = Decimal(text)
    if scaled := _SCALED.search(bare):
        number /= 1000 ** len(scaled[1])
    unit = said if said and unit_of(said) is not None else ""
    if "%" in bare:
        number, unit = number * 100, "%"
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return NumberCell(plain + unit)
