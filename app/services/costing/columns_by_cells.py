# SPDX-License-Identifier: AGPL-3.0-or-later
"""Columns that no head names, told by their cells: departments and days."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from app.services.costing.cells import DITTO, is_day, is_empty
from app.services.costing.column_heads import ColumnHead, is_total
from app.services.costing.departments import department_in

_OTHERS = re.compile(
    r"비고|참고|메모|remark|note|업체|업소|상대|거래|공급자|시공|인쇄소|회사|상호|납품처|배부|배포|발송|보관|수신|출처|저자|집필|기안|결재"
)
"""Heads of columns that name others than who had it printed."""
_NO_DAY = re.compile(r"생년|등록|접수|결재|보고|배부|배포|시작|착수|부터|까지|개시|만료|유효")
_DAY_HEAD = re.compile(r"일$|일자|일시|날짜|기일|기한|시기|date")


def told_by_cells(
    headers: Sequence[str],
    heads: Mapping[str, ColumnHead],
    guessed: Mapping[str, str],
    below: Sequence[Sequence[str]],
    fields: Collection[str],
) -> dict[str, str]:
    """Return the header of each field that no head names and that one column alone must be.

    Args:
        headers: of the table.
        heads: the headers taken apart.
        guessed: header by field, as the heads say.
        below: the rows under the head.
        fields: that the table may have.
    """
    found: dict[str, str] = {}
    for name in ("organisation", "day"):
        if name not in fields or name in guessed or "title" not in guessed:
            continue
        fitting = [
            header
            for at, header in enumerate(headers)
            if header not in guessed.values() and _fits(name, heads[header].name, _cells(below, at))
        ]
        if len(fitting) == 1:
            found[name] = fitting[0]
    return found


def _cells(below: Sequence[Sequence[str]], at: int) -> Iterator[str]:
    cells = (row[at] for row in below if at < len(row))
    return (cell for cell in cells if not is_empty(cell) and not is_total(cell, ending=True))


def _fits(name: str, head: str, cells: Iterator[str]) -> bool:
    first = next(cells, "")
    if name == "day":
        if not _DAY_HEAD.search(head) or _NO_DAY.search(head):
            return False
        return is_day(first) and all(map(is_day, cells))
    if _OTHERS.search(head) or not department_in(first):
        return False
    return all(department_in(cell) or cell in DITTO for cell in cells)
