# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rows under a head, each with what it is: a record, a total, a heading, a note, or repeated head."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from app.ledger.fields import FIELDS
from app.services.costing.cells import DITTO, is_empty, number_in
from app.services.costing.column_heads import is_total, notes_in, plain, tax_in, unit_of
from app.services.costing.departments import bullet_of, department_in, said_department
from app.services.costing.table_heads import SheetTable, guess

_NOTE = re.compile(
    r"^\s*(?:※|＊|\*|☞|#|주\s*\d*\s*[):.]|\(주\)|참고|붙임|출처|자료|비고\s*[:：]|단위|\(단위|작성|담당자|확인자|"
    r"기준일|문의|☎|끝\s*[.。]?\s*$|[-–—\s]*(?:끝|이하\s*(?:여백|빈칸))[-–—.\s]*$)"
)
_SENTENCE = re.compile(r".*(?:니다|습니다|함|임|음|바람|것|요망)\s*[.。]?\s*$")
_YEAR_SAID = re.compile(
    r"(?<!\d)(20\d\d)\s*(?:년도|년|학년도|회계|\.?\s*상반기|\.?\s*하반기)|['‘’`´](\d\d)\s*(?:년도?|\.)"
)
_YEAR_BARE = re.compile(r"(?<![\d.\-/,])(20\d\d)(?![\d./,]|-\d\d?\b|\s*[.]\s*\d)")
_AS_OF = re.compile(
    r"['‘’`´]?\d{2,4}\s*[.년\-/]\s*\d{1,2}\s*[.월\-/]\s*(?:\d{1,2}\s*[.일]?)?\s*(?:기준|현재|작성|출력|조회|자)"
)
_PLAIN_NOTE = re.compile(
    r"[※*○ㅇ·\-–\s(\[（]*(?:\d{1,2}[.)]\s*|주\s*\d*\s*[):]\s*)?(?:모든|위|상기|전체|본|이|표의)?\s*(?:표의\s*)?"
    r"(?:[가-힣]*(?:금액|비용|단가|가격|액|비))?\s*(?:은|는|:)?\s*(?:모두|전부|전체)?\s*"
    r"(?P<said>.+?)\s*(?:금액|가격|기준)?\s*(?:임|입니다|이다|으로 한다)?\s*[.。)\]）]*"
)
_LONGEST_TITLE = 80
_SERIAL_HEADS = frozenset(
    {"연번", "순번", "번호", "no", "순", "일련번호", "순서", "#", "num", "seq"}
)


_NAMING = frozenset({"title", "publication", "name", "code", "item"})
"""Fields that say what a row is about."""


class RowKind(Enum):
    """What a row under a head is."""

    RECORD = auto()
    TOTAL = auto()
    SECTION = auto()
    """A heading that names the department of the rows below it."""
    HEADING = auto()
    """A heading that names something else."""
    NOTE = auto()
    OTHER_TABLE = auto()
    """A row from which on another table stands, with a head of its own."""


@dataclass(slots=True)
class BodyRow:
    """A row under a head."""

    line: int
    cells: dict[str, str]
    """By header."""
    kind: RowKind = RowKind.RECORD
    said: str = ""
    """Of a total, heading or note: what it says."""
    hidden: bool = False
    section: str = ""
    """Department of the heading that it stands under."""
    merged: frozenset[str] = frozenset()
    """Headers of the columns whose cell is merged with those of other rows."""


@dataclass(frozen=True, slots=True)
class TableContext:
    """What stands around a table and counts for all its rows."""

    year: int | None
    department: str
    of_sheet: bool = False
    """The department is the name of the sheet."""


def context_of(table: SheetTable, file_stem: str, before: Sequence[str] = ()) -> TableContext:
    """Return the year and the department that titles name; None and empty where they do not.

    Args:
        table: with what stands above it.
        file_stem: name of the file without its ending; it may name the year.
        before: what stands above tables before this one.
    """
    near = [text for text in table.above if len(text) <= _LONGEST_TITLE]
    earlier = [text for text in before if len(text) <= _LONGEST_TITLE]
    places = (near, [table.grid.name], earlier, [file_stem])
    # A place that names several years says that one of them alone is not meant.
    year = next((found for place in places if (found := _year_in(place)) is not None), None)
    department = ""
    for text in near:
        department = said_department(text) or department
    of_sheet = "" if department else department_in(table.grid.name)
    return TableContext(year if year else None, department or of_sheet, bool(of_sheet))


def _year_in(texts: Sequence[str]) -> int | None:
    """Return the one year that texts name; 0 where they name several, None where none."""
    said = [_AS_OF.sub(" ", text) for text in texts]
    found = {
        int(first or 2000 + int(short)) for one in said for first, short in _YEAR_SAID.findall(one)
    }
    # "2025~2026년": the year that stands bare counts against the one that does not.
    found |= {int(year) for one in said for year in _YEAR_BARE.findall(one)}
    if len(found) > 1:
        return 0
    return next(iter(found), None)


def is_plain_note(text: str) -> bool:
    """Tell whether a note says of all amounts what its unit or tax is, and nothing else."""
    match = _PLAIN_NOTE.fullmatch(text)
    if match is None:
        return False
    said = re.sub(r"\s", "", plain(match["said"]))
    left = re.sub(
        r"단위[:：]?|v\.?a\.?t\.?|부가가치세|부가세|세액|포함가?|별도|불포함|미포함|제외|[,/·()\[\]]|된|한|은|는|을|를",
        "",
        said,
    )
    return not left or all(unit_of(part) is not None for part in re.split(r"[,/]", left))


def body_of(
    table: SheetTable,
    used: Mapping[str, str],
    groups: Sequence[Sequence[str]],
    known: Collection[str] = (),
) -> Iterator[BodyRow]:
    """Yield the rows under a table's head that say anything.

    Args:
        table: with its head.
        used: header of each field that has one.
        groups: of fields, without one of each of which no record is made.
        known: names of departments.
    """
    reader = _BodyReader(table, used, groups, known)
    rows = [(line, cells) for line, cells in table.grid.rows if line > table.head.last_line]
    numbered = (n for n in range(len(rows) - 1, -1, -1) if reader.has_number(rows[n][1]))
    last = next(numbered, len(rows))
    for n, (line, cells) in enumerate(rows):
        if not any(cells) or (row := reader.row(line, cells, after=n > last)) is None:
            continue
        yield row
        if row.kind is RowKind.OTHER_TABLE:
            return


def notes_under(
    table: SheetTable, used: Mapping[str, str], groups: Sequence[Sequence[str]]
) -> list[str]:
    """Return the notes among and below the rows of a table, and those of its document below it."""
    reader = _BodyReader(table, used, groups, ())
    found: list[str] = []
    for line, cells in table.grid.rows:
        # A row with numbers is none: most rows are not looked at.
        if line > table.head.last_line and any(cells) and not reader.has_number(cells):
            row = reader.row(line, cells, after=True)
            if row is not None and row.kind is RowKind.NOTE:
                found.append(row.said)
    return [*found, *table.grid.below]


class _BodyReader:
    """Reads rows one after the other, and knows what stood above each."""

    def __init__(
        self,
        table: SheetTable,
        used: Mapping[str, str],
        groups: Sequence[Sequence[str]],
        known: Collection[str],
    ) -> None:
        self._table, self._used, self._groups, self._known = table, used, groups, known
        # A day or a number may stand in a note too.
        self._naming = [name for group in groups for name in group if name in _NAMING]
        headers = table.head.headers
        self._places = {header: at for at, header in enumerate(headers)}
        self._texts = [header for name, header in used.items() if FIELDS[name].measure is None]
        self._counted = [header for name, header in used.items() if FIELDS[name].measure]
        self._days = [used[name] for name in ("day", "month") if name in used]
        self._serial = next((h for h in headers if is_serial_head(table.head.heads[h].name)), None)
        self._said = {
            header: (re.sub(r"\s", "", plain(head.text)), head.own)
            for header, head in table.head.heads.items()
        }
        self._before: dict[str, str] = {}
        self._section = ""
        self._anchors = {
            (merge.top, merge.left): "" for merge in table.spans.values() if merge.tall
        }

    def has_number(self, cells: Sequence[str]) -> bool:
        """Tell whether a row has a number in a column that is counted."""
        return any(
            number_in(cells[at]) is not None
            for header in self._counted
            if (at := self._places[header]) < len(cells) and cells[at]
        )

    def row(self, line: int, cells: list[str], *, after: bool) -> BodyRow | None:
        """Return what a row is; None where it says nothing or repeats the head.

        Args:
            line: its number.
            cells: as they stand.
            after: no row from here on has a number.
        """
        merged, cells = self._unmerged(line, cells)
        headers = self._table.head.headers
        named = dict(zip(headers, cells, strict=False))
        filled = {header: cell for header, cell in named.items() if cell}
        beyond = [cell for cell in cells[len(headers) :] if cell]
        if not filled and not beyond:
            return None
        hidden = line in self._table.grid.hidden_rows
        row = BodyRow(line, named, hidden=hidden, merged=merged)
        if self._repeats_head(filled) or self._only_counts(filled):
            return None
        numbered = self.has_number(cells)
        if not numbered and self._is_head(cells):
            row.kind, row.said = RowKind.OTHER_TABLE, " · ".join(filled.values())
            return row
        if total := self._total(filled):
            row.kind, row.said = RowKind.TOTAL, total
            return row
        distinct = {at: cell for at, cell in enumerate(cells) if cell}
        if not numbered and self._is_note(line, named, distinct, after=after):
            row.kind, row.said = RowKind.NOTE, " ".join(distinct.values())
            return row
        if len(distinct) == 1:
            ((at, text),) = distinct.items()
            kind = self._heading(line, at, text)
            if kind is not RowKind.RECORD:
                row.kind, row.said = kind, text
                if kind is RowKind.SECTION:
                    self._section = department_in(text, self._known)
                return row
        for name, header in self._used.items():
            cell = named.get(header, "")
            if cell in DITTO and FIELDS[name].measure is None and self._before.get(header):
                named[header] = self._before[header]
        self._before |= {header: cell for header, cell in named.items() if cell}
        row.section = self._section
        return row

    def _unmerged(self, line: int, cells: list[str]) -> tuple[frozenset[str], list[str]]:
        """Return the columns of tall merged cells, and the cells with texts in each of their rows."""
        if not self._anchors:
            return frozenset(), cells
        made, merged = list(cells), set()
        for header, at in self._places.items():
            merge = self._table.spans.get((line, at))
            if merge is None or not merge.tall:
                continue
            key = (merge.top, merge.left)
            if line == merge.top and at == merge.left:
                self._anchors[key] = cells[at] if at < len(cells) else ""
            if merge.top <= self._table.head.last_line or at != merge.left:
                continue
            if self._anchors[key]:
                made.extend([""] * (at + 1 - len(made)))
                made[at] = self._anchors[key]
                merged.add(header)
        return frozenset(merged), made

    def _repeats_head(self, filled: Mapping[str, str]) -> bool:
        return len(filled) > 1 and all(
            re.sub(r"\s", "", plain(cell)) in self._said[header] for header, cell in filled.items()
        )

    def _only_counts(self, filled: Mapping[str, str]) -> bool:
        """Tell whether a row of a form has its number and nothing else."""
        return set(filled) == {self._serial} and all(map(str.isdecimal, filled.values()))

    def _is_head(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is the head of another table."""
        said = [cell for cell in cells if cell]
        if len(said) < 3:
            return False
        unique = list(dict.fromkeys(said))
        return len(guess(unique, tuple(self._used) or tuple(FIELDS))) >= 3

    def _total(self, filled: Mapping[str, str]) -> str:
        """Return the cell that says that the row is a total; empty where none does."""
        cells = iter(filled.items())
        header, first = next(cells, ("", ""))
        if header == self._serial and first.isdecimal():
            _, first = next(cells, ("", first))
        if is_total(first):
            return first
        if is_total(first, ending=True) and not all(
            any(filled.get(self._used.get(name, "")) for name in group) for group in self._groups
        ):
            return first
        said = (filled.get(header, "") for header in self._texts)
        return next((cell for cell in said if cell and is_total(cell)), "")

    def _is_note(
        self, line: int, named: Mapping[str, str], distinct: Mapping[int, str], *, after: bool
    ) -> bool:
        first = next(iter(distinct.values()), "")
        values = [named.get(header, "") for header in self._days]
        if any(number_in(value) is not None for value in values if value):
            return False
        if _NOTE.match(first):
            return True
        if len(distinct) <= 2 and (tax_in(first) or notes_in([first]).units):
            return True
        if not after:
            return False
        named_first = any(named.get(self._used.get(name, "")) for name in self._naming)
        at = next(iter(distinct))
        merge = self._table.spans.get((line, at))
        wide = merge is not None and merge.wide
        return not named_first or wide or _SENTENCE.fullmatch(first) is not None

    def _heading(self, line: int, at: int, text: str) -> RowKind:
        """Return whether the only text of a row is a heading."""
        headers = self._table.head.headers
        merge = self._table.spans.get((line, at))
        wide = merge is not None and merge.wide
        bulleted = bool(bullet_of(text))
        own = at < len(headers) and headers[at] == self._used.get("organisation")
        titled = at < len(headers) and headers[at] in (
            self._used.get("title"), self._used.get("publication"),
        )  # fmt: skip
        if department_in(text, self._known) and (wide or bulleted or own or not titled):
            return RowKind.SECTION
        if bulleted or wide:
            return RowKind.HEADING
        return RowKind.RECORD


def is_serial_head(name: str) -> bool:
    """Tell whether a column is headed as one that only counts rows."""
    return name in _SERIAL_HEADS


def counts_rows(values: Sequence[str]) -> bool:
    """Tell whether the cells of a column only count its rows: 1, 2, 3."""
    numbers = [int(value) for value in values if value.isdecimal()]
    filled = [value for value in values if not is_empty(value)]
    return (
        bool(numbers)
        and len(numbers) == len(filled)
        and numbers[0] in (0, 1)
        and all(0 <= later - now <= 1 or later == 1 for now, later in pairwise(numbers))
    )
