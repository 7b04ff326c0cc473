# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which department each row of a table is of: its own cell, one above it, a heading, or the title."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from app.i18n import mark
from app.services.costing.cells import BadCell
from app.services.costing.departments import bullet_of
from app.services.costing.import_plan import ImportPlan
from app.services.costing.known_names import KnownNames, bare
from app.services.costing.table_rows import BodyRow, RowKind

Numbers = Callable[[BodyRow], Mapping[str, Decimal]]


class RowDepartments:
    """Settles the departments of a table's rows.

    Args:
        plan: where remarks go.
        known: what the ledger knows.
        header: of the column of departments; empty where the table has none.
        above: department that a title or the name of the sheet says.
        of_sheet: that one is the name of the sheet.
    """

    def __init__(
        self, plan: ImportPlan, known: KnownNames, header: str, above: str, *, of_sheet: bool
    ) -> None:
        self._plan, self._known, self._header, self._above = plan, known, header, above
        self._of_sheet = of_sheet
        self._cells_doubtful = False
        self._doubtful: dict[int, str] = {}
        """The heading that may or may not be a department, by the row below it."""

    def settle(
        self, body: Sequence[BodyRow], naming: Sequence[str], numbers: Numbers, *, fill: bool
    ) -> None:
        """Give departments that stand once to all rows that they are of.

        Args:
            body: rows under the head; cells and kinds are changed.
            naming: headers of what a row is about, and of its day.
            numbers: the numbers of a row.
            fill: whether a department may be taken over from the row above.
        """
        self._doubt_headings(body)
        self._take_sums_above(body, naming, numbers, fill=fill)
        if self._header and fill:
            self._fill(body)

    def _doubt_headings(self, body: Sequence[BodyRow]) -> None:
        """Note the rows below headings that look as those of departments do, and name none."""
        signs = {bullet_of(row.said) for row in body if row.kind is RowKind.SECTION}
        unknown = ""
        for row in body:
            if row.kind is RowKind.SECTION:
                unknown = ""
            elif row.kind is RowKind.HEADING and bullet_of(row.said) in signs:
                unknown = row.said
            elif unknown:
                self._doubtful[row.line] = unknown

    def _take_sums_above(
        self, body: Sequence[BodyRow], naming: Sequence[str], numbers: Numbers, *, fill: bool
    ) -> None:
        """Take a row that names nothing for the sum of the rows below it, where it is that."""
        filled = 0
        for at, row in enumerate(body):
            if not _names_nothing(row, naming) or not (stated := numbers(row)):
                continue
            below: list[BodyRow] = []
            for other in body[at + 1 :]:
                if other.kind is not RowKind.RECORD or _names_nothing(other, naming):
                    break
                below.append(other)
            parts = [numbers(other) for other in below]
            added = {head: sum(one.get(head, Decimal(0)) for one in parts) for head in stated}
            name = row.cells.get(self._header, "")
            apart = all(other.cells.get(self._header, "") in ("", name) for other in below)
            if not below or added != dict(stated) or (name and not apart):
                continue
            row.kind = RowKind.TOTAL
            row.said = name or next(filter(None, row.cells.values()))
            for other in below if name and fill else ():
                filled += not other.cells.get(self._header, "")
                other.cells[self._header] = name
        self._say_filled(filled)

    def _fill(self, body: Sequence[BodyRow]) -> None:
        """Give a department that stands in its first row only to the rows below it."""
        header = self._header
        rows = [row for row in body if row.kind in (RowKind.RECORD, RowKind.TOTAL)]
        records = [row for row in rows if row.kind is RowKind.RECORD]
        stated = [row.cells.get(header, "") for row in records]
        if all(stated) or not any(stated) or any(row.section for row in records):
            return
        repeated = any(
            one and one == other and header not in later.merged
            for one, other, later in zip(stated, stated[1:], records[1:], strict=False)
        )
        if not stated[0] or repeated:
            self._cells_doubtful = True
            return
        current, filled = "", 0
        for row in rows:
            if row.kind is RowKind.TOTAL:
                # A total ends a part; one that stands above all rows ends none.
                current = "" if current else current
            elif row.cells.get(header, ""):
                current = row.cells[header]
            elif current:
                row.cells[header] = current
                filled += 1
        self._say_filled(filled)

    def _say_filled(self, filled: int) -> None:
        if filled:
            self._plan.remark(
                mark(
                    "“{head}” stands in the first row of each part; {count} rows below took it over."
                ),
                head=self._header,
                count=filled,
            )

    def say(self, body: Sequence[BodyRow]) -> None:
        """Say which departments stand in headings, in the title, or in the sheet's name."""
        for section in dict.fromkeys(row.section for row in body if row.section):
            self._plan.remark(
                mark("The rows below “{heading}” are of that department."), heading=section
            )
        if self._above and not self._header:
            self._plan.remark(
                mark("All rows of the sheet “{name}” are of that department.")
                if self._of_sheet
                else mark("All rows are of the department above the table: “{name}”."),
                name=self._above,
            )

    def of(self, stated: str, row: BodyRow) -> str:
        """Return the code or name of a row's department; empty where nothing says it.

        Raises:
            BadCell: it is not plain which is meant.
        """
        heading = self._doubtful.get(row.line, "")
        if not stated and heading:
            raise BadCell("", mark(
                "It is not plain whether “{value}” above this row is a department. Write the "
                "department of each row into a column of its own, headed “부서”."
            ), heading)  # fmt: skip
        said = stated or row.section
        if not said and self._cells_doubtful:
            raise BadCell("organisation", mark(
                "The cell is empty, and it is not plain whether the department above it is meant. "
                "Write it."
            ))  # fmt: skip
        if not said and not self._header:
            said = self._above
        found = self._known.codes.get(bare(said), ()) if said else ()
        return found[0] if len(found) == 1 else re.sub(r"\s+", " ", said)


def _names_nothing(row: BodyRow, naming: Sequence[str]) -> bool:
    """Tell whether a row has neither a title nor a day, so that it is no order."""
    return row.kind is RowKind.RECORD and not any(map(row.cells.get, naming))
