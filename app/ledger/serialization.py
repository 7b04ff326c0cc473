# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records as flat rows of text and numbers: what is hashed, stored and exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

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
    """Return the columns that are fields of ``kind``, some of them given another value."""
    return {f.name: row[f.name] for f in fields(kind) if f.name not in changed} | changed


def _publication(row: Mapping[str, Any], _entry: int) -> Publication:
    spec = None
    if row["pages"] is not None:
        kept = _own(row, PrintSpec, binding=Binding(row["binding"]), coated=bool(row["coated"]))
        spec = PrintSpec(**kept)
    return Publication(**_own(row, Publication, spec=spec))


def _order(row: Mapping[str, Any], _entry: int) -> PrintOrder:
    document = None
    if row["document_title"] is not None:
        named = (row[f"document_{name}"] for name in ("title", "date", "sha256"))
        document = SourceDocument(*named)
    return PrintOrder(**_own(row, PrintOrder, day=_day(row["day"]), document=document))


def _price(row: Mapping[str, Any], entry: int) -> Price:
    last = row["valid_to"]
    changed = {
        "item": PriceItem(row["item"]),
        "valid_from": _day(row["valid_from"]),
        "valid_to": _day(last) if last else None,
        "entry": entry,
    }
    return Price(PriceRow(**_own(row, PriceRow, **changed)))


def _baseline(row: Mapping[str, Any], _entry: int) -> Baseline:
    method = BaselineMethod(row["method"])
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
