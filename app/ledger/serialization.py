# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records as rows of text and numbers, without nesting: what is hashed, stored and exported.

The dataclass of a record says which columns there are (``columns_of``). A field with a default may be
added to it later: an entry that was written before never had it, and is read with the default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, get_args, get_type_hints

from app.ledger.derivation import SourceDocument
from app.ledger.periods import Month
from app.ledger.prices import PriceItem, PriceRow
from app.ledger.printing import Binding, PrintSpec
from app.ledger.records import (
    Baseline,
    BaselineMethod,
    Edition,
    Organisation,
    Price,
    PrintOrder,
    Publication,
    Reads,
    Record,
    RecordKind,
    Target,
)

RecordRow: TypeAlias = dict[str, str | int | None]
_NESTED: dict[str, tuple[str, type]] = {
    "spec": ("", PrintSpec),
    "row": ("", PriceRow),
    "document": ("document_", SourceDocument),
}
"""Fields that are records themselves, and what their columns begin with."""


_TYPES: dict[RecordKind, type[Record]] = {
    RecordKind.ORGANISATION: Organisation,
    RecordKind.PUBLICATION: Publication,
    RecordKind.ORDER: PrintOrder,
    RecordKind.BASELINE: Baseline,
    RecordKind.EDITION: Edition,
    RecordKind.READS: Reads,
    RecordKind.PRICE: Price,
    RecordKind.TARGET: Target,
}


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column of a kind of records."""

    name: str
    is_number: bool
    """It holds whole numbers; else text."""
    optional: bool
    """It may hold nothing (None)."""
    needed: bool = True
    """Every entry states it; else older entries may lack it, and it is then ``default``."""
    default: str | int | None = None


@cache
def columns_of(kind: RecordKind) -> tuple[RecordColumn, ...]:
    """Return the columns of a kind, in the order of the record's fields."""
    return tuple(_columns_in(_TYPES[kind]))


def defaults_of(kind: RecordKind) -> RecordRow:
    """Return what the columns hold that an entry need not state."""
    return {column.name: column.default for column in columns_of(kind) if not column.needed}


def _columns_in(
    record: type, prefix: str = "", *, inside_optional: bool = False
) -> Iterator[RecordColumn]:
    hints = get_type_hints(record)
    for field in fields(record):
        held = get_args(hints[field.name]) or (hints[field.name],)
        optional = inside_optional or NoneType in held
        inner = next(one for one in held if one is not NoneType)
        if field.name == "entry":
            # The number of the entry is the store's, not the record's.
            continue
        if field.name in _NESTED:
            begins, nested = _NESTED[field.name]
            yield from _columns_in(nested, begins, inside_optional=optional)
            continue
        default = None if inside_optional or field.default is MISSING else _plain(field.default)
        needed = field.default is MISSING and not inside_optional
        is_number = isinstance(inner, type) and issubclass(inner, int)
        yield RecordColumn(prefix + field.name, is_number, optional, needed, default)


def row_of(record: Record) -> RecordRow:
    """Return the record as columns; a part that is not known is columns of None."""
    return _columns(record)


def _columns(value: Any, prefix: str = "") -> RecordRow:
    made: RecordRow = {}
    for field in fields(value):
        held = getattr(value, field.name)
        nested = _NESTED.get(field.name)
        if nested is None:
            made[prefix + field.name] = _plain(held)
        elif is_dataclass(held):
            made |= _columns(held, nested[0])
        else:
            made |= {nested[0] + inner.name: None for inner in fields(nested[1])}
    # The number of the entry is the store's, not the record's.
    made.pop("entry", None)
    return made


def _plain(held: Any) -> str | int | None:
    if isinstance(held, bool):
        return int(held)
    if isinstance(held, Enum):
        return str(held.value)
    if held is None or isinstance(held, str | int):
        return held
    if isinstance(held, date):
        return held.isoformat()
    return str(held)


def record_of(kind: RecordKind, row: Mapping[str, Any], entry: int = 0) -> Record:
    """Return the record that ``row_of`` made ``row`` of; columns of no record are passed over.

    Raises:
        KeyError, TypeError, ValueError: the row is none of that kind.
    """
    return _MADE[kind](row, entry)


def _day(text: Any) -> date:
    return date.fromisoformat(text)


def _own(row: Mapping[str, Any], kind: type, **changed: Any) -> dict[str, Any]:
    """Return the columns that are fields of ``kind``, some of them given another value.

    A field that the row never had is left to its default.
    """
    own = [f for f in fields(kind) if f.name not in changed and not _is_left_out(f, row)]
    return {f.name: row[f.name] for f in own} | changed


def _is_left_out(field: Field[Any], row: Mapping[str, Any]) -> bool:
    if field.default is MISSING:
        return False
    # A column that was added to a table holds nothing in its older rows.
    return row.get(field.name) is None


def _publication(row: Mapping[str, Any], _entry: int) -> Publication:
    spec = None
    if row.get("pages") is not None:
        kept = _own(row, PrintSpec, binding=Binding(row["binding"]), coated=bool(row["coated"]))
        spec = PrintSpec(**kept)
    return Publication(**_own(row, Publication, spec=spec))


def _order(row: Mapping[str, Any], _entry: int) -> PrintOrder:
    document = None
    if row.get("document_title") is not None:
        named = (row.get(f"document_{name}") or "" for name in ("title", "date", "sha256"))
        document = SourceDocument(*named)
    return PrintOrder(**_own(row, PrintOrder, day=_day(row["day"]), document=document))


def _price(row: Mapping[str, Any], entry: int) -> Price:
    last = row.get("valid_to")
    changed = {
        "item": PriceItem(row["item"]),
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(last) if last else None,
        "entry": entry,
    }
    return Price(PriceRow(**_own(row, PriceRow, **changed)))


def _baseline(row: Mapping[str, Any], _entry: int) -> Baseline:
    method = BaselineMethod(row.get("method", BaselineMethod.STATED))
    return Baseline(**_own(row, Baseline, frozen=_day(row["frozen"]), method=method))


_MADE: dict[RecordKind, Callable[[Mapping[str, Any], int], Record]] = {
    RecordKind.ORGANISATION: lambda row, _entry: Organisation(**_own(row, Organisation)),
    RecordKind.PUBLICATION: _publication,
    RecordKind.ORDER: _order,
    RecordKind.BASELINE: _baseline,
    RecordKind.EDITION: lambda row, _entry: Edition(**_own(row, Edition, day=_day(row["day"]))),
    RecordKind.READS: lambda row, _entry: Reads(
        **_own(row, Reads, month=Month.parse(row["month"]))
    ),
    RecordKind.PRICE: _price,
    RecordKind.TARGET: lambda row, _entry: Target(**_own(row, Target)),
}
