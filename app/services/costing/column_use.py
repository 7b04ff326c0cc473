# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which column of a table is which field, and what its numbers are counted in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.i18n import Language, current_language, mark, tr
from app.ledger.fields import FIELDS, Measure
from app.services.costing.cells import fits
from app.services.costing.column_heads import NumberUnit, TableNotes, Tax, unit_for
from app.services.costing.spreadsheets.errors import ColumnMissing, TableUnreadable
from app.services.costing.table_heads import TableHead

_WITH_TAX = frozenset({"gross", "budget_won"})
"""Amounts that are kept with tax, or come with it."""
_MONTH_HEAD = re.compile(r"(?:(?:20)?\d\d\s*[.년]\s*)?\d{1,2}\s*월(?:\s|$)")
_EITHER = frozenset({"unit_price", "vat"})
"""Fields whose tax is parted from them where it is in."""


class ColumnDoubtful(TableUnreadable):
    """More than one column could be a field; a person says which."""


class HeadUnclear(TableUnreadable):
    """A table says something of its numbers that is not understood, or has no place."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A column whose head says that its numbers are not plain won or copies without tax."""

    field: str
    header: str
    scale: int
    """What each number is multiplied by."""
    with_tax: bool


def field_word(name: str) -> str:
    """Return what a person calls a field in a sentence and in --map: "공급가액", or "amount"."""
    if current_language() is Language.ENGLISH or name not in FIELDS:
        return name
    return re.sub(r"[\s·]|\(.*\)", "", tr(FIELDS[name].label))


def field_called(word: str, known: Sequence[str]) -> str | None:
    """Return the field that a person means, by its name or its label in any language."""
    said = re.sub(r"[\s·]|\(.*\)", "", word).casefold()
    for name in known:
        labels = (tr(FIELDS[name].label, language) for language in Language)
        if said in {name, *(re.sub(r"[\s·]|\(.*\)", "", one).casefold() for one in labels)}:
            return name
    for name in known:
        if said in {re.sub(r"\s", "", head).casefold() for head in FIELDS[name].heads}:
            return name
    return None


def used_columns(
    path: Path,
    groups: Sequence[Sequence[str]],
    also: Sequence[str],
    columns: TableHead,
    mapping: Mapping[str, str],
) -> dict[str, str]:
    """Return the header of each field that has one: guessed, and as a person chose.

    Args:
        path: of the file, for messages.
        groups: of fields; one of each is needed.
        also: fields that the table may have.
        columns: of the table.
        mapping: header by field as a person chose; empty for none.

    Raises:
        ColumnMissing: a field that is needed has no column.
        ColumnDoubtful: one has several.
    """
    chosen = {name: (columns.named(header) or header) for name, header in mapping.items()}
    used = {n: h for n, h in columns.guessed.items() if n in chosen or h not in chosen.values()}
    used |= chosen
    used = {name: header for name, header in used.items() if header}
    absent = [group for group in groups if not any(used.get(n) in columns.headers for n in group)]
    strange = [name for name in used if used[name] not in columns.headers]
    if absent or strange:
        told = [tr(" or ").join(map(field_word, group)) for group in absent]
        told += [field_word(name) for name in strange if not any(name in one for one in absent)]
        months = [one for one in columns.headers if _MONTH_HEAD.match(one)]
        if len(months) > 1 and any("day" in group for group in absent):
            raise ColumnMissing(
                mark(
                    "{file}, line {line}: the columns are months ({columns}), so that a row holds "
                    "several orders. Write one row for each order, with columns for its day, its "
                    "copies and its amount."
                ),
                file=path.name,
                line=columns.line,
                columns=", ".join(months),
                field=field_word("day"),
            )
        first = absent[0][-1] if absent else strange[0]
        raise ColumnMissing(
            mark(
                "{file}, line {line}: columns are missing: {columns}. Name the head so, choose its "
                "row with --header-row N, or say which column it is: --map {field}=COLUMN."
            ),
            file=path.name,
            line=columns.line,
            columns=", ".join(told),
            field=field_word(first),
        )
    for name, headers in columns.doubtful.items():
        left = [header for header in headers if header not in chosen.values()]
        if name not in chosen and len(left) > 1:
            raise ColumnDoubtful(
                mark(
                    "{file} has more than one column for “{field}”: {columns}. "
                    "Say which it is with --map {field}=COLUMN."
                ),
                file=path.name,
                field=field_word(name),
                columns=", ".join(left),
            )
    counted = [used[name] for name in used if FIELDS[name].measure is not None]
    both = [header for header in counted if list(used.values()).count(header) > 1]
    if both:
        raise ColumnDoubtful(
            mark(
                "Column “{column}” of {file} cannot be two fields. Choose another column for one of them."
            ),
            file=path.name,
            column=both[0],
        )
    for name, other, tax in (("amount", "gross", Tax.INCLUDED), ("gross", "amount", Tax.EXCLUDED)):
        held = columns.heads.get(used.get(name, ""))
        if held is not None and held.tax is tax and other in also and other not in used:
            used[other] = used.pop(name)
    return used


def taxes_of(columns: TableHead, used: Mapping[str, str]) -> dict[str, Tax]:
    """Return what heads and notes say of the tax in the amounts of each field."""
    return {
        name: tax
        for name, header in used.items()
        if FIELDS[name].measure is Measure.WON and (tax := columns.heads[header].tax) is not None
    }


def units_of(
    path: Path, columns: TableHead, used: Mapping[str, str], notes: TableNotes
) -> dict[str, NumberUnit]:
    """Return the units of the used columns.

    Args:
        path: of the file, for messages.
        columns: of the table.
        used: header by field.
        notes: what the lines above and below the table say.

    Raises:
        HeadUnclear: a head says something of its numbers that has no place in the record.
    """
    units: dict[str, NumberUnit] = {}
    for name, header in used.items():
        measure = FIELDS[name].measure
        if measure is None:
            continue
        head = columns.heads[header]
        unclear = head.unclear or ("" if head.unit is not None else notes.unclear)
        if unclear:
            raise HeadUnclear(
                mark(
                    "{file}: “{head}” says “{note}”, which is not understood. Write a unit such as "
                    "(원) or (천원), and (VAT 포함) or (VAT 별도), into the head, and nothing twice."
                ),
                file=path.name,
                head=header,
                note=unclear,
            )
        unit = unit_for(head, measure, notes)
        if unit is not None and not fits(unit, measure):
            raise HeadUnclear(
                mark(
                    "{file}: “{head}” cannot be counted in “{note}”. Mend the head of the column."
                ),
                file=path.name,
                head=header,
                note=unit.text,
            )
        refused = Tax.EXCLUDED if name in _WITH_TAX else Tax.INCLUDED
        if measure is Measure.WON and head.tax is refused and name not in _EITHER:
            said = (
                mark("{file}: “{head}” is without tax, but “{field}” is kept with it. Leave the "
                     "column out, or write amounts with tax.")
                if refused is Tax.EXCLUDED
                else mark("{file}: “{head}” is with tax, but “{field}” is kept without it. Leave "
                          "the column out, or write amounts without tax.")
            )  # fmt: skip
            raise HeadUnclear(said, file=path.name, head=header, field=field_word(name))
        if unit is not None:
            units[name] = unit
    return units


def conversions_of(
    columns: TableHead, used: Mapping[str, str], units: Mapping[str, NumberUnit]
) -> Iterator[Conversion]:
    """Yield the columns whose numbers are multiplied, or parted from their tax."""
    for name, header in used.items():
        scale = units[name].scale if name in units else 1
        with_tax = FIELDS[name].measure is Measure.WON and columns.heads[header].tax is Tax.INCLUDED
        if scale != 1 or with_tax:
            yield Conversion(name, header, scale, with_tax)
