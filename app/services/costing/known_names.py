# SPDX-License-Identifier: AGPL-3.0-or-later
"""Titles and departments that a ledger knows, by which the tables of others name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.services.costing.column_heads import plain
from app.services.costing.ledger import LedgerService
from app.store.ledger import reading


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Titles and departments of the ledger, by which tables name them."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """Title by number."""
    numbers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Numbers by title, without blanks."""
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Codes by the name of a department."""

    @staticmethod
    def of(ledger: LedgerService) -> KnownNames:
        """Return what a ledger knows now."""
        with ledger.store.reading() as connection:
            titles = reading.titles(connection)
            parts = reading.organisations(connection)
        numbers: dict[str, tuple[str, ...]] = {}
        for number, title in titles.items():
            numbers[bare(title)] = (*numbers.get(bare(title), ()), number)
        codes: dict[str, tuple[str, ...]] = {}
        for one in parts:
            codes[bare(one.name)] = (*codes.get(bare(one.name), ()), one.code)
        return KnownNames(titles, numbers, codes)


def bare(text: str) -> str:
    """Return a name without blanks and in one form of its letters."""
    return re.sub(r"\s", "", plain(text))
