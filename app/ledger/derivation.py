# SPDX-License-Identifier: AGPL-3.0-or-later
"""The derivation of a figure: its formula, its inputs, and theirs, down to the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias


class Unit(StrEnum):
    """Units of figures."""

    WON = "won"
    WON_A_COPY = "won/copy"
    COPIES = "copies"
    PERMILLE = "permille"
    MINUTES = "minutes"
    GRAMS = "g"
    TREES = "trees"
    KILOGRAMS = "kg"
    KILOWATT_HOURS = "kWh"
    COUNT = "count"
    PAGES = "pages"


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A paper or file that a figure rests on."""

    title: str
    date: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PriceUsed:
    """The row of a price table that was valid on the day."""

    table: str
    item: str
    mils: int
    """Price in thousandths of a won, or a plain number times 1,000 (percent, sheets)."""
    valid_from: str
    source: str
    entry: int = 0


@dataclass(frozen=True, slots=True)
class EntriesUsed:
    """Entries of the ledger: all that match a condition, the first of them by their numbers.

    ``condition`` is a message id, filled from ``params``.
    """

    condition: str
    count: int
    numbers: tuple[int, ...] = ()
    params: Mapping[str, str | int] = field(default_factory=dict)
    contracts: Mapping[int, str] = field(default_factory=dict)
    """The contract number of each of ``numbers`` that states one."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A figure with its formula and its inputs.

    ``name`` and ``formula`` are message ids with ``{names}``, filled from ``params``; ``low`` and
    ``high`` bound the 90 % interval where there is one.
    """

    name: str
    formula: str
    value: int
    unit: Unit
    inputs: tuple[Input, ...] = ()
    params: Mapping[str, str | int] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None

    def walk(self) -> Iterator[Input]:
        """Yield this figure and all that it rests on, depth first."""
        yield self
        for given in self.inputs:
            if isinstance(given, Derivation):
                yield from given.walk()
            else:
                yield given

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        made: dict[str, Any] = {
            "name": self.name,
            "formula": self.formula,
            "value": self.value,
            "unit": self.unit.value,
            "params": dict(self.params),
            "inputs": [_plain(given) for given in self.inputs],
        }
        if self.low is not None and self.high is not None:
            made["interval"] = [self.low, self.high]
        return made


Input: TypeAlias = Derivation | PriceUsed | EntriesUsed | SourceDocument


def _plain(given: Input) -> dict[str, Any]:
    if isinstance(given, Derivation):
        return given.to_json()
    if isinstance(given, PriceUsed):
        return {
            "price": given.item,
            "table": given.table,
            "mils": given.mils,
            "valid_from": given.valid_from,
            "source": given.source,
            "entry": given.entry,
        }
    if isinstance(given, EntriesUsed):
        numbers = list(given.numbers)
        said = dict(given.params)
        return {
            "entries": given.condition,
            "count": given.count,
            "numbers": numbers,
            "params": said,
            "contracts": {str(number): said for number, said in given.contracts.items()},
        }
    return {"document": given.title, "date": given.date, "sha256": given.sha256}
