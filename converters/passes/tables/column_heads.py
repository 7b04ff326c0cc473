# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many rows of a table are its head, where the author marked none.

A head is told by shading or weight that the rows below lack, by words above figures or above
blanks, by its first word ("구분"), by lines that are centred above lines that are not, or by short
words above a column of sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from converters.passes.tables.grid import (
    CORNER,
    LOOKS,
    Grid,
    Look,
    Placed,
    are_figures,
    is_figure,
    is_filler,
    is_pairs,
    is_word,
    is_year,
)
from converters.passes.tables.row_heads import LABEL_WORDS, has_wide_value, parts_labels
from converters.passes.wording import is_statement

_LONGEST_HEAD, _LONGEST_LABEL, _LONGEST_OF_ALL = 40, 30, 120
_MOST_HEAD_ROWS = 4
_MOST = 0.5
_MUCH_LONGER = 2.5
_NEARLY_ALL, _FEW = 0.75, 0.25
# First words that stand above names of rows in a head, and seldom before a value.
_FIRST_WORDS = re.compile(r"구분|항목|분류|연번|순번|번호|category|item|no\.?")
_HEAD_WORDS = re.compile(
    rf"(?:{CORNER.pattern}|번호|연번|순번|순서|내용|비고|설명|명칭|이름|성명|제목|담당|담당자|담당부서|세부내용|주요내용"
    r"|추진내용|추진일정|수량|단가|금액|합계|계|소계|일자|일시|일정|시기|시간|기간|장소|위치|대상|방법|단위|자료형|길이|규격"
    r"|현행|개정|개정안|개선|개선안|종전|당초|변경|변경전|변경후|문제점|현황|기준|결과|목표|실적|지표|평가항목|평가내용"
    r"|평가기준|배점|점수|비율|구성비|증감|증감률|전년|인원|건수|예산|예산액|집행액|사업명|사업비|소요예산|면적|주소|연락처"
    r"|전화번호|직위|직급|소속|성별|생년월일|no\.?|name|description|notes?|details?|remarks?|amount|value|total|date"
    r"|status|topic|time)"
)


def head_rows_of(grid: Grid) -> int:
    """Return how many rows from the top are the head; 0 where nothing tells."""
    first = 0
    while first < grid.height and grid.is_band(first):
        first += 1
    if first >= _MOST_HEAD_ROWS or grid.height - first < 2 or grid.width < 2:
        return 0
    if first and not any(grid.texts(number) for number in range(first, grid.height)):
        return 0
    if not _may_head(grid, first):
        return 0
    end = _end_of_head(grid, first)
    if end == first + 1 and is_label_and_rest(grid, first):
        return 0
    if not 0 < end < grid.height or not _is_head(grid, first, end):
        return 0
    return end


def _may_head(grid: Grid, row: int) -> bool:
    """Whether a row may head columns: short words in two cells or more, and no figure."""
    cells = grid.texts(row)
    if len(cells) < 2 and not (len(cells) == 1 and grid.width == 2 and not grid.rows[row][0].text):
        return False
    if any(len(placed.text) > _LONGEST_OF_ALL for placed in cells):
        return False
    if sum(len(placed.text) > _LONGEST_HEAD for placed in cells) > _MOST * len(cells):
        return False
    values = cells if cells[0].column else cells[1:]
    if _is_scale(values) and not is_figure(cells[0].text):
        return True
    return not any(is_figure(placed.text) and not is_year(placed.text) for placed in values) and (
        not is_figure(cells[0].text) or is_year(cells[0].text)
    )


def _is_scale(cells: Sequence[Placed]) -> bool:
    """Whether cells count on from the first, as the marks of a scale or the weeks of a plan do."""
    if len(cells) < 3 or not all(re.fullmatch(r"\d{1,3}", placed.text) for placed in cells):
        return False
    numbers = [int(placed.text) for placed in cells]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def is_label_and_rest(grid: Grid, row: int) -> bool:
    """Whether a row is a label and one value over all other columns, above rows of labels and values."""
    if not has_wide_value(grid, row):
        return False
    label, value = grid.rows[row]
    divided = any(
        p.text and p.column > 0 and p.cell.colspan < value.cell.colspan for p in grid.below(row + 1)
    )
    if not divided:
        return False
    head, body = grid.texts(row), list(grid.below(row + 1))
    apart = any(_is_apart(head, body, look) for look in LOOKS)
    firsts = [placed for placed in body if placed.column == 0]
    labelled = any(parts_labels(grid, look) and any(map(look, firsts)) for look in LOOKS)
    return not apart or labelled or is_word(label.text, LABEL_WORDS)


def _end_of_head(grid: Grid, first: int) -> int:
    """Return the row after the head that begins at ``first``: merged heads have rows below them."""
    end = first + 1
    number = first
    while number < end <= grid.height:
        ends = [p.end_row for p in grid.rows[number] if p.text and not _labels_all(grid, p)]
        end = max([end, *ends])
        number += 1
        if number == end < grid.height and end - first < _MOST_HEAD_ROWS:
            over = [p for p in grid.texts(end - 1) if 1 < p.cell.colspan < grid.width]
            if over and _divides(grid, end, over):
                end += 1
    return end


def _labels_all(grid: Grid, placed: Placed) -> bool:
    """Whether a cell of the first column labels all rows, as the frame of an approval ("결재") does."""
    return placed.column == 0 and placed.end_row == grid.height and placed.cell.rowspan > 1


def _divides(grid: Grid, row: int, over: list[Placed]) -> bool:
    """Whether the row below a merged head divides it: heads like it, which divide every merged cell."""
    cells = grid.texts(row)
    if len(cells) < 2 or not _may_head(grid, row):
        return False
    # A label over several columns in the body too is a wide column, and no group of them.
    below = [grid.at(row, placed.column) for placed in over]
    groups = [
        (up, down)
        for up, down in zip(over, below, strict=True)
        if down is not None and down.cell.colspan < up.cell.colspan
    ]
    if not groups:
        return False
    alike = [p.cell.shaded == over[-1].cell.shaded and p.strong == over[-1].strong for p in cells]
    following = grid.texts(row + 1) if row + 1 < grid.height else []
    if all(alike) and (over[-1].cell.shaded or over[-1].strong):
        return True
    return bool(following) and any(is_figure(p.text) for p in following)


def _is_head(grid: Grid, first: int, end: int) -> bool:
    """Whether anything tells that the rows from ``first`` to ``end`` are the head of those below."""
    head = [placed for number in range(first, end) for placed in grid.texts(number)]
    body = [placed for placed in grid.below(end) if placed.text]
    if not body:
        # A form of empty rows below the names of its columns.
        return all(len(p.text) <= _LONGEST_LABEL and not is_figure(p.text) for p in head) and (
            len(grid.texts(first)) > 1 and not is_pairs(grid, first)
        )
    if _is_form(grid, end):
        return False
    if any(_is_apart(head, body, look) for look in LOOKS) or _is_cross(grid, first, end):
        return True
    if any(parts_labels(grid, look) and any(map(look, head)) for look in LOOKS):
        return False
    firsts = [p for number in range(first, grid.height) for p in grid.texts(number)[:1]]
    labels = sum(is_word(p.text, LABEL_WORDS) or is_word(p.text, _HEAD_WORDS) for p in firsts)
    if labels > max(1, _MOST * len(firsts)):
        return False
    last = grid.texts(end - 1)
    columns = [_below(grid, placed, end) for placed in last]
    if any(are_figures(column) for column in columns if column):
        return True
    named = sum(is_word(placed.text, _HEAD_WORDS) for placed in head)
    if not _is_labelled(grid, first) and (
        is_word(head[0].text, _FIRST_WORDS) or named > max(1, _MOST * len(head))
    ):
        return True
    if _is_scale([placed for placed in last if placed.column]):
        return True
    if any(len(p.text) > _LONGEST_LABEL or is_statement(p.text) for p in head):
        return False
    if all(len(p.text) <= _LONGEST_HEAD / 2 for p in last) and all(
        column and all(len(p.text) > _MUCH_LONGER * max(8, len(placed.text)) for p in column)
        for placed, column in zip(last, columns, strict=True)
    ):
        return True
    return _is_centred_above(head, columns) or _is_longer_below(grid, head, last, columns, end)


def _is_form(grid: Grid, end: int) -> bool:
    """Whether rows of a label and one value over all other columns follow a row."""
    wide = [has_wide_value(grid, number) for number in range(end, grid.height)]
    return sum(wide) > 1 and wide[0]


def _is_cross(grid: Grid, first: int, end: int) -> bool:
    """Whether the first row and the first column name what crosses: the corner, or all else, is empty."""
    head = grid.rows[first]
    named = sum(bool(placed.text) for placed in head)
    firsts = [grid.at(number, 0) for number in range(end, grid.height)]
    names = sum(placed is not None and bool(placed.text) for placed in firsts)
    if named < 2 or names < 2:
        return False
    if not head[0].text:
        return named == len(head) - 1 and names == len(firsts)
    rest = [p for p in grid.below(end) if p.column > 0 and not is_filler(p.text)]
    return (
        not rest
        and named >= max(3, _NEARLY_ALL * len(head))
        and names >= _MOST * len(firsts)
        and not is_pairs(grid, first)
    )


def _is_apart(head: Sequence[Placed], body: Sequence[Placed], look: Look) -> bool:
    """Whether the cells of the head have a look that those below them lack, but for row heads."""
    labels = max((p.end_column for p in head if p.column == 0), default=1)
    others = [placed for placed in body if placed.column >= labels]
    above, below = sum(map(look, head)), sum(map(look, others))
    if above == len(head):
        return below <= _MOST * len(others) or not others
    return above >= _NEARLY_ALL * len(head) and below <= _FEW * len(others) and len(head) > 2


def _below(grid: Grid, head: Placed, end: int) -> list[Placed]:
    """Return the cells with text that begin in the columns below a head."""
    return [
        placed
        for number in range(end, grid.height)
        if not grid.is_band(number)
        for placed in grid.texts(number)
        if head.column <= placed.column < head.end_column
    ]


def _is_labelled(grid: Grid, first: int) -> bool:
    """Whether the first cells of the rows are labels of one look that the second cells lack."""
    firsts = [p for number in range(first, grid.height) for p in grid.texts(number)[:1]]
    others = [p for number in range(first, grid.height) for p in grid.texts(number)[1:]]
    return any(firsts and all(map(look, firsts)) and not any(map(look, others)) for look in LOOKS)


def _is_centred_above(head: Sequence[Placed], columns: Sequence[list[Placed]]) -> bool:
    if not all(placed.centred for placed in head):
        return False
    told = [column for column in columns if len(column) > 1]
    return any(not any(placed.centred for placed in column) for column in told)


def _is_longer_below(
    grid: Grid,
    head: Sequence[Placed],
    last: Sequence[Placed],
    columns: Sequence[list[Placed]],
    end: int,
) -> bool:
    """Whether a column of sentences stands below short words in a row that leaves no cell empty."""
    if grid.height - end < 2 or any(not p.text for p in grid.rows[end - 1]):
        return False
    if any(len(placed.text) > _LONGEST_HEAD / 3 for placed in head):
        return False
    return any(
        len(column) >= grid.height - end
        and all(len(p.text) > _MUCH_LONGER * max(8, len(placed.text)) for p in column)
        for placed, column in zip(last, columns, strict=True)
        if placed.column > 0
    )
