# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists whose months, quarters or halves of a year are laid across, as one row for each order.

"간행물명 | 부서 | 1월 부수 | 1월 금액 | 2월 부수 …" becomes "간행물명 | 부서 | 발주월 | 부수 | 금액", one row for
each month that says something, all with the number of the row that they come from. Where it is not
certain what a column holds, the list stays as it is, and is refused with what is to be made plain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.i18n import mark
from app.ledger.fields import FIELDS, Measure
from app.services.costing.cells import counted_number_in, is_empty, number_in
from app.services.costing.column_heads import head_of, notes_in, plain, unit_of
from app.services.costing.head_fields import guess
from app.services.costing.period_heads import (
    PeriodDoubtful,
    PeriodHead,
    TotalColumn,
    check_order,
    period_head_of,
    period_in,
)
from app.services.costing.spreadsheets.grid import FormulaCell, Grid, Merge
from app.services.costing.table_heads import (
    NotParted,
    PartedRows,
    RowDoubt,
    SheetTable,
    TablePart,
    short_lines,
    table_in,
)

_OF_ORDERS = frozenset({"title", "day", "printed"})
_MONTH, _PART = "발주월", "발주시기"
_COUNTED = ("printed", "planned", "amount", "gross", "vat", "unit_price")
"""Fields that a month may have."""
_COPIES_SAID = re.compile(r"부수|수량|권수")
_WON_SAID = re.compile(r"금액|비용|[가-힣]비(?![가-힣])|집행액|지출액|계약액|예산")
_OTHER_MATTER = re.compile(
    r"배부|배포|발송|재고|잔량|잔여|보관|조회|열람|다운로드|내려받기|계획(?!과|국|팀|실|담당)|예정|목표|전망|추정"
)
"""What months laid across count when they count no orders that were made."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which columns of a list are whose."""

    head: PeriodHead
    label: Mapping[str, str]
    """Header of each field that the months have."""
    kept: tuple[int, ...]
    """Places of the columns that each order of a row has in common."""
    sums: Mapping[int, str]
    """By the place of each sum of the row, the field that it sums up."""


def table_of(grid: Grid, fields: Sequence[str], part: TablePart) -> SheetTable | None:
    """Return the table of a sheet with its head, months laid across as rows; None without any.

    Args:
        grid: the sheet.
        fields: that the head may name.
        part: with the row of the head, where a person chose one.
    """
    table = table_in(grid, fields, part)
    if table is None or not _OF_ORDERS.issubset(fields):
        return table
    spans, head = table.spans, None
    try:
        head = period_head_of(grid, spans, part.header_row)
        if head is None or _has_own_day(table, head):
            return table
        check_order(head)
        return _parted(grid, spans, fields, part, _layout(grid, head, fields))
    except PeriodDoubtful as doubt:
        columns = tuple(head.texts[one.at] for one in head.periods) if head is not None else ()
        line = head.first_line if head is not None else table.head.line
        guessed = {name: one for name, one in table.head.guessed.items() if name != "day"}
        said = NotParted(doubt.reason, line, columns)
        return replace(table, head=replace(table.head, not_parted=said, guessed=guessed))


def _has_own_day(table: SheetTable, head: PeriodHead) -> bool:
    """Tell whether the rows have a day beside the months; "월별" above these is none."""
    day = table.head.guessed.get("day")
    if day is None:
        return False
    apart = table.head.last_line < head.first_line or head.last_line < table.head.line
    return apart or table.head.headers.index(day) not in head.taken


# ------------------------------------------------------------ what the columns hold


def _layout(grid: Grid, head: PeriodHead, fields: Sequence[str]) -> _Layout:
    """Return which columns are whose.

    Raises:
        PeriodDoubtful: it is not certain.
    """
    over = [*short_lines(grid.above), grid.name]
    over += [cell for line, cells in grid.rows if line < head.first_line for cell in cells if cell]
    _refuse_other_matter([*over, *(column.label for column in head.periods)])
    label = _labels(head, over)
    _refuse_incomplete(head, label)
    kept = tuple(at for at in range(len(head.texts)) if at not in head.taken)
    named = {head.texts[at]: head_of(head.texts[at]) for at in kept if head.texts[at]}
    found = guess(tuple(named), fields, named)
    beside = [name for name in found if FIELDS[name].measure in (Measure.WON, Measure.COPIES)]
    if any(name != "unit_price" for name in beside) or "unit_price" in {*beside} & {*label}:
        raise PeriodDoubtful(mark(
            "Beside the months stands another number of copies or amount, and it is not plain for "
            "which month. Head it “합계” if it is the sum of the row."
        ))  # fmt: skip
    if "day" in found:
        raise PeriodDoubtful(mark("The rows have a day of their own beside the months."))
    return _Layout(head, label, kept, {one.at: _summed(one, label) for one in head.totals})


def _summed(total: TotalColumn, label: Mapping[str, str]) -> str:
    """Return the field that a sum of the row sums up.

    Raises:
        PeriodDoubtful: the months have none of its kind, or several.
    """
    if not total.label:
        if len(label) == 1:
            return next(iter(label))
    else:
        said = {total.label: head_of(total.label)}
        unit = unit_of(total.label.strip("()"))
        found = next(iter(guess((total.label,), _COUNTED, said)), "")
        measure = FIELDS[found].measure if found else unit.measure if unit is not None else None
        alike = [name for name in label if FIELDS[name].measure is measure]
        if found in label or len(alike) == 1:
            return found if found in label else alike[0]
    raise PeriodDoubtful(mark(
        "It is not plain which numbers of the months the sum of the row adds up. Write “합계 부수” "
        "or “합계 금액” above it."
    ))  # fmt: skip


def _refuse_other_matter(said: Sequence[str]) -> None:
    for text in said:
        if len(text) <= 60 and _OTHER_MATTER.search(text):
            raise PeriodDoubtful(mark(
                "Its title or heads speak of plans, of copies given away or in stock, and not of "
                "orders that were made."
            ))  # fmt: skip


def _labels(head: PeriodHead, over: Sequence[str]) -> dict[str, str]:
    """Return the header of each field that the months have.

    Raises:
        PeriodDoubtful: one says nothing that is known, or two say the same.
    """
    labels = dict.fromkeys(column.label for column in head.periods)
    if "" in labels and len(labels) > 1:
        raise PeriodDoubtful(_NOT_PLAIN)
    found: dict[str, str] = {}
    for label in labels:
        text = label or _said_of_all(over)
        if (unit := unit_of(text.strip("()"))) is not None:
            # Only a unit stands in the head: "1월(부)".
            word = {Measure.COPIES: "부수", Measure.WON: "금액"}.get(unit.measure or Measure.PRICE)
            text = f"{word}({text.strip('()')})" if word else ""
        heads = {text: head_of(text, notes_in(over))}
        name = next(iter(guess((text,), _COUNTED, heads)), "")
        if not name or name in found or heads[text].unclear:
            raise PeriodDoubtful(_NOT_PLAIN)
        found[name] = text
    return found


_NOT_PLAIN = mark(
    "It is not plain whether they hold copies or amounts. Write “부수” and “금액” below each month, "
    "or “(단위: 부)” above the table."
)


def _said_of_all(over: Sequence[str]) -> str:
    """Return what months hold whose heads do not say it: what titles and units say, if one thing."""
    said = {unit.measure for unit in notes_in(over).units}
    copies = Measure.COPIES in said or any(map(_COPIES_SAID.search, over))
    won = Measure.WON in said or any(map(_WON_SAID.search, over))
    if copies == won:
        raise PeriodDoubtful(_NOT_PLAIN)
    return "부수" if copies else "금액"


def _refuse_incomplete(head: PeriodHead, label: Mapping[str, str]) -> None:
    if "printed" not in label:
        raise PeriodDoubtful(
            mark("They hold amounts alone, and an order needs its number of copies too.")
        )
    for text in dict.fromkeys(column.label for column in head.periods):
        of_label = [column.period for column in head.periods if column.label == text]
        if len(set(of_label)) != len(of_label) or set(of_label) != set(head.ordered):
            raise PeriodDoubtful(mark("Not each of them has the same columns."))


# ------------------------------------------------------------ rows


def _parted(
    grid: Grid,
    spans: Mapping[tuple[int, int], Merge],
    fields: Sequence[str],
    part: TablePart,
    layout: _Layout,
) -> SheetTable | None:
    """Return the table with one row for each month of a row that says something."""
    head, kept = layout.head, layout.kept
    word = _MONTH if all(period.is_month for period in head.ordered) else _PART
    rows = [(line, cells) for line, cells in grid.rows if line < head.first_line]
    headers = [*(head.texts[at] for at in kept), word, *layout.label.values()]
    rows.append((head.first_line, headers))
    doubts: dict[int, RowDoubt] = {}
    empty: list[int] = []
    reader = _RowReader(grid, spans, layout)
    for line, cells in grid.rows:
        if line <= head.last_line or not any(cells):
            continue
        if reader.repeats_head(cells):
            continue
        common = [_at(cells, at) for at in kept]
        if reader.begins_another(cells):
            doubts[line] = RowDoubt(
                mark("Another table begins here. Take it in by itself: --header-row {value}."),
                str(line),
            )
            rows.append((line, common))
            break
        orders = list(reader.orders(cells))
        doubt = reader.doubt(line, cells, orders)
        if doubt is not None:
            doubts[line] = doubt
        if orders:
            rows += ((line, [*common, period, *values]) for period, values in orders)
        elif doubt is None and reader.says_nothing(cells, common):
            empty.append(line)
        else:
            rows.append((line, common))
    places = {at: n for n, at in enumerate(kept)}
    parted = replace(
        grid,
        rows=rows,
        merges=list(_moved(grid.merges, places, head)),
        hidden_columns=frozenset(places[at] for at in grid.hidden_columns if at in places),
    )
    made = table_in(parted, fields, TablePart(part.sheet, head.first_line))
    if made is None:
        return None
    hidden = [head.texts[at] for at in sorted(grid.hidden_columns) if at in head.taken]
    return replace(
        made,
        head=replace(made.head, part=part, last_line=head.last_line),
        parted=PartedRows(doubts, tuple(empty), tuple(hidden), word),
    )


class _RowReader:
    """Reads the rows of a list with months laid across."""

    def __init__(self, grid: Grid, spans: Mapping[tuple[int, int], Merge], layout: _Layout) -> None:
        self._layout, self._spans = layout, spans
        self._heads = [
            _squeezed(cells)
            for line, cells in grid.rows
            if layout.head.first_line <= line <= layout.head.last_line
        ]
        texts = dict(zip(_raw_labels(layout.head), layout.label, strict=True))
        self._columns: dict[str, dict[str, int]] = {}
        for column in layout.head.periods:
            self._columns.setdefault(column.period.text, {})[texts[column.label]] = column.at
        self._fields = texts
        self._places = {column.at for column in layout.head.periods}
        self._places |= {column.at for column in layout.head.totals}

    def repeats_head(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is one of the head's again, as at the top of a page."""
        return _squeezed(cells) in self._heads

    def begins_another(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is the head of another table with months."""
        return len(set(period_words(cells))) > 1

    def orders(self, cells: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield the month and the numbers of each order of a row."""
        for period, columns in self._columns.items():
            values = [_at(cells, columns[name]) for name in self._layout.label]
            if not all(map(_is_nought, values)):
                yield period, values

    def doubt(
        self, line: int, cells: Sequence[str], orders: Sequence[tuple[str, list[str]]]
    ) -> RowDoubt | None:
        """Return why nothing of a row may be entered; None where all is plain."""
        merged = next((at for at in sorted(self._places) if (line, at) in self._spans), None)
        if merged is not None and self._spans[line, merged].left in self._places:
            merge = self._spans[line, merged]
            if merge.top > self._layout.head.last_line and (merge.tall or orders):
                return RowDoubt(
                    mark(
                        "A cell of the months is merged with others, so that it is not plain for "
                        "which order it counts. Write into each cell what is its own."
                    )
                )
        for period, values in orders:
            left = [_is_nought(value) for value in values]
            if any(left):
                return RowDoubt(
                    mark(
                        "“{value}” does not have both copies and an amount. Fill both in, or empty both."
                    ),
                    period,
                )
        return self._wrong_total(cells)

    def _wrong_total(self, cells: Sequence[str]) -> RowDoubt | None:
        for total in self._layout.head.totals:
            name = self._layout.sums[total.at]
            stated = _at(cells, total.at)
            if is_empty(stated) or isinstance(stated, FormulaCell):
                continue
            summed = [
                _at(cells, column.at)
                for column in self._layout.head.periods
                if self._fields[column.label] == name and total.counts(column)
            ]
            if not any(_adds_up(stated, summed, read) for read in (counted_number_in, number_in)):
                return RowDoubt(
                    mark(
                        "The sum of the row says “{value}”, but its months do not add up to it. "
                        "Mend the wrong one."
                    ),
                    stated,
                )
        return None

    def says_nothing(self, cells: Sequence[str], common: Sequence[str]) -> bool:
        """Tell whether a row is one of the list in which no month says anything."""
        said = sum(bool(cell) for cell in common)
        return said > 1 or (said == 1 and any(_at(cells, at) for at in self._places))


def period_words(cells: Sequence[str]) -> list[str]:
    """Return the cells that are nothing but a month or a part of a year."""
    return [cell for cell in cells if (found := period_in(cell)) is not None and not found[1]]


def _adds_up(stated: str, cells: Sequence[str], read: Callable[[str], Decimal | None]) -> bool:
    """Tell whether cells add up to a sum; those that are no numbers are refused elsewhere."""
    numbers = [read(cell) for cell in cells if not is_empty(cell)]
    known = [number for number in numbers if number is not None]
    return len(known) < len(numbers) or read(stated) == sum(known, Decimal(0))


def _raw_labels(head: PeriodHead) -> list[str]:
    return list(dict.fromkeys(column.label for column in head.periods))


def _moved(merges: Sequence[Merge], places: Mapping[int, int], head: PeriodHead) -> Iterator[Merge]:
    """Yield the merged areas among the columns that are kept, where these are now."""
    for merge in merges:
        kept = [places[at] for at in range(merge.left, merge.right + 1) if at in places]
        above = merge.bottom < head.first_line
        if above or (merge.top > head.last_line and kept):
            left, right = (merge.left, merge.right) if above else (kept[0], kept[-1])
            if merge.right > max(places, default=0):
                right = max(right, len(places))
            yield Merge(merge.top, left, merge.bottom, right)


def _is_nought(cell: str) -> bool:
    return is_empty(cell) or number_in(cell) == 0


def _squeezed(cells: Sequence[str]) -> tuple[str, ...]:
    said = [re.sub(r"\s", "", plain(cell)) for cell in cells]
    while said and not said[-1]:
        said.pop()
    return tuple(said)


def _at(cells: Sequence[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
