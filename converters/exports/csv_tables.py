# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables as CSV, the one writer for all of them: texts of strangers stay texts in a spreadsheet.

Programs of tables compute a cell that begins with certain signs, also where it came from a file
("CSV injection"). Such a text is written behind an apostrophe, as a person would type it; our own
importers take it off again, so that nothing changes on the way out and back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGIN_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"

Value = str | int | float | None


def not_a_formula(text: str) -> str:
    """Return a text that no program of tables takes for a formula."""
    return f"{_GUARD}{text}" if text.lstrip(_GUARD).startswith(_BEGIN_FORMULAS) else text


def as_it_was(text: str) -> str:
    """Return the text that ``not_a_formula`` was given."""
    guarded = text.startswith(_GUARD) and text.lstrip(_GUARD).startswith(_BEGIN_FORMULAS)
    return text[len(_GUARD) :] if guarded else text


def to_csv(rows: Iterable[Sequence[Value]]) -> bytes:
    """Return ``rows`` as CSV that a Korean Excel opens: UTF-8 with a mark at its start."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([not_a_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")
