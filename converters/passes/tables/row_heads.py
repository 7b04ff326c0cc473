# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cells that head their rows: the first columns below a head, and the labels of forms.

First columns are told by shading or weight that the others lack, by a first head that is empty or
says "구분", by cells that group rows, and by figures beside words. Without a head a label stands
before what it names: "성명 | 홍길동 | 전화 | ...".
"""

from __future__ import annotations

import re
from itertools import pairwise

from converters.document.nodes import Scope
from converters.passes.tables.grid import (
    CORNER,
    LOOKS,
    Grid,
    Look,
    Placed,
    are_figures,
    is_blank,
    is_figure,
    is_filler,
    is_pairs,
    is_range,
    is_word,
    is_year,
)
from converters.passes.wording import is_statement

_LONGEST_HEAD, _LONGEST_LABEL, _LONGEST_ROW_HEAD = 40, 30, 120
_MOST, _ALMOST_ALL = 0.5, 0.8
_FEWEST_NAMES, _LONGER = 3, 3
LABEL_WORDS = re.compile(
    r"(?:보도시점|보도일시|배포일시|배포|담당부서|담당과장|담당자|책임자|담당|수신|경유|제목|참조|발신|문의|소속|성명|이름"
    r"|주소|전화|전화번호|연락처|휴대전화|팩스|이메일|전자우편|홈페이지|생년월일|직위|직급|직책|연령|나이|학력|경력|자격증"
    r"|상호|회사명|업체명|기관명|부서명|대표자|신청인|신청자|작성자|작성일|제출일|접수번호|접수일자?|처리기간|등록번호"
    r"|사업자등록번호|일시|장소|기간|대상|목적|주최|주관|후원|과제명|사업명|사업기간|총사업비|건명|계약명|계약번호|계약금액"
    r"|계약기간|공고번호|입찰공고번호|입찰일자|입찰건명)"
)
"""Labels of official letters, press releases and forms, before what they name."""


def find_row_heads(grid: Grid, head: int) -> None:
    """Mark the cells of the first columns that head their rows below the head."""
    last = next((n for n in reversed(range(head)) if not grid.is_band(n)), head - 1)
    corner = grid.at(last, 0)
    columns = corner.cell.colspan if corner is not None else 1
    columns = min(columns, max(1, grid.width - 1))
    firsts = [p for p in grid.below(head) if p.column < columns]
    others = [p for p in grid.below(head) if p.column >= columns]
    if firsts and _are_row_heads(grid, corner, firsts, others, head):
        reach = columns
        while _goes_on(grid, firsts, reach, head):
            reach += 1
        for placed in grid.below(head):
            if placed.column < reach and placed.scope is None:
                placed.scope = Scope.ROW
    _find_inner_heads(grid, head)
    for number in range(head, grid.height):
        # A band below the head names the rows that follow it.
        band = grid.rows[number][0] if grid.is_band(number) else None
        if band is not None and (band.strong or band.cell.shaded) and _is_short(band):
            band.scope = band.scope or Scope.ROW


def _find_inner_heads(grid: Grid, head: int) -> None:
    """Mark rows below the head that look like it as heads of the columns below them."""
    above = [placed for number in range(head) for placed in grid.texts(number)]
    looks = [look for look in LOOKS if above and all(map(look, above))]
    for number in range(head + 1, grid.height):
        cells = grid.texts(number)
        if any(is_figure(p.text) or is_filler(p.text) for p in cells):
            continue
        if looks and _is_inner_head(grid, number, looks[0]):
            for placed in cells:
                placed.scope = Scope.COLUMN


def _is_short(placed: Placed) -> bool:
    return len(placed.text) <= _LONGEST_HEAD and not is_statement(placed.text)


def _are_row_heads(
    grid: Grid, corner: Placed | None, firsts: list[Placed], others: list[Placed], head: int
) -> bool:
    texts = [placed.text for placed in firsts]
    if any(len(text) > _LONGEST_ROW_HEAD for text in texts):
        return False
    counted = sum(is_figure(t) and not is_year(t) and not is_range(t) for t in texts)
    for look in LOOKS:
        if all(map(look, firsts)) and not all(map(look, others)):
            return True
    if counted > _MOST * len(texts):
        return False
    if any(1 < placed.cell.rowspan < grid.height - head for placed in firsts):
        return True
    if any(is_statement(text) and len(text) > _LONGEST_HEAD for text in texts):
        return False
    if not others and len(firsts) > 1:
        return True
    if corner is not None and (not corner.text or is_word(corner.text, CORNER)):
        return True
    return are_figures(others)


def _goes_on(grid: Grid, firsts: list[Placed], column: int, head: int) -> bool:
    """Whether the next column divides the groups of the first one, and looks like it."""
    if column >= grid.width - 1 or not any(p.cell.rowspan > 1 for p in firsts):
        return False
    cells = [p for p in grid.below(head) if p.column == column]
    rest = [p for p in grid.below(head) if p.column > column]
    if not cells or any(is_figure(p.text) for p in cells):
        return False
    return any(
        all(map(look, firsts)) and all(map(look, cells)) and not all(map(look, rest))
        for look in LOOKS
    )


# ---------------------------------------------------------------- labels of forms


def find_labels(grid: Grid) -> None:
    """Mark labels in a table without a head, and the heads of tables in its midst."""
    look = next((look for look in LOOKS if parts_labels(grid, look)), None)
    if look is None:
        _find_plain_labels(grid)
        return
    for number, row in enumerate(grid.rows):
        if _is_inner_head(grid, number, look):
            for placed in grid.texts(number):
                placed.scope = Scope.COLUMN
            continue
        for placed, following in pairwise(row):
            if _is_label(placed) and look(placed) and not look(following):
                placed.scope = Scope.ROW
    # Labels of a column whose values have the same look.
    columns = {p.column for row in grid.rows for p in row if p.scope is Scope.ROW}
    for row in grid.rows:
        for placed in row[:-1]:
            if placed.column in columns and look(placed) and _is_label(placed):
                placed.scope = placed.scope or Scope.ROW
    if not columns and not any(p.scope for row in grid.rows for p in row):
        _find_plain_labels(grid)


def _is_label(placed: Placed) -> bool:
    return 0 < len(placed.text) <= _LONGEST_LABEL


def parts_labels(grid: Grid, look: Look) -> bool:
    """Whether a look parts labels from what stands after them or below them.

    It does in most rows, or nearly all that have the look are labels or heads in the midst.
    """
    told = parted = marked = first = 0
    rows = [(n, row) for n, row in enumerate(grid.rows) if not grid.is_band(n) and row]
    for number, row in rows:
        looks = [look(placed) and bool(placed.text) for placed in row]
        labels = sum(here and not after for here, after in pairwise(looks))
        told += labels > 0
        first += labels > 0 and looks[0]
        marked += sum(looks)
        parted += sum(looks) if _is_inner_head(grid, number, look) else labels
    if not rows or not parted or first < _MOST * told:
        return False
    return told > _MOST * len(rows) or (parted >= _ALMOST_ALL * marked and look is LOOKS[0])


def _is_inner_head(grid: Grid, number: int, look: Look) -> bool:
    """Whether a row below others is the head of what follows it: all cells filled, and set apart."""
    cells = grid.texts(number)
    return (
        len(cells) > 2
        and len(cells) == len(grid.rows[number])
        and all(look(placed) and _is_label(placed) for placed in cells)
        and number + 1 < grid.height
        and not all(map(look, grid.texts(number + 1)))
    )


def _find_plain_labels(grid: Grid) -> None:
    """Mark labels that only their words, the blanks after them or the rows beside them tell."""
    if grid.width < 2:
        return
    rows = [row for number, row in enumerate(grid.rows) if not grid.is_band(number) and row]
    named = [p for row in rows for p in row[:-1] if is_word(_bare(p.text), LABEL_WORDS)]
    pairs = [row for number, row in enumerate(grid.rows) if is_pairs(grid, number) and row[0].text]
    told: list[Placed] = []
    if named and len({p.row for p in named}) >= _MOST * len(rows):
        told = named
    elif len(pairs) > 1 and len(pairs) > _MOST * len(rows):
        told = [p for row in pairs for p in row if p.text and not is_blank(p.text)]
    wide = [number for number in range(grid.height) if has_wide_value(grid, number)]
    if not told and len(wide) > 1:
        told = [grid.rows[number][0] for number in wide]
    if not told and _are_names(rows):
        told = [row[0] for row in rows]
    columns = {placed.column for placed in told}
    for row in rows:
        for placed in row[:-1]:
            if placed.column in columns and not is_blank(placed.text) and _is_short(placed):
                placed.scope = Scope.ROW
    firsts = [row[0] for row in rows if row[0].column == 0 and row[0].text]
    if not told and firsts and all(p.cell.rowspan > 1 and _is_label(p) for p in firsts):
        for placed in firsts:
            placed.scope = Scope.ROW


def _are_names(rows: list[list[Placed]]) -> bool:
    """Whether rows of two cells are names and much longer texts about them."""
    if len(rows) < _FEWEST_NAMES or any(
        len(row) != 2 or not all(p.text for p in row) for row in rows
    ):
        return False
    if any(not _is_short(row[0]) or is_figure(row[0].text) for row in rows):
        return False
    names, told = (sum(len(row[side].text) for row in rows) for side in (0, 1))
    return told >= _LONGER * names and sum(
        len(row[1].text) > len(row[0].text) for row in rows
    ) >= _ALMOST_ALL * len(rows)


def has_wide_value(grid: Grid, row: int) -> bool:
    """Whether a row is a short label and one value over all other columns."""
    cells = grid.rows[row]
    return (
        grid.width > 2
        and len(cells) == 2
        and _is_label(cells[0])
        and cells[1].cell.colspan == grid.width - cells[0].cell.colspan > 1
    )


def _bare(text: str) -> str:
    return text.strip(" :：()（）")
