# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fields and kinds of entries are called on screen, and an entry's content in one line."""

from __future__ import annotations

import json
from typing import Any

from app.i18n import mark, tr
from app.ui.ledger import amounts

KINDS = {
    "order": mark("Print order"),
    "publication": mark("Publication"),
    "organisation": mark("Part of the city"),
    "baseline": mark("Baseline"),
    "edition": mark("E-book"),
    "reads": mark("Reads"),
    "price": mark("Price of a table"),
    "target": mark("Target"),
    "review": mark("Review"),
    "approval": mark("Approval"),
    "closing": mark("Closing"),
    "right": mark("Rights"),
}
_FIELDS = {
    "amount": mark("Amount without tax (won)"),
    "approver": mark("Approver"),
    "binding": mark("Binding"),
    "book": mark("SHA-256 of the book"),
    "budget": mark("Budget item"),
    "coated": mark("Coated cover"),
    "code": mark("Code"),
    "colours": mark("Colours"),
    "composition": mark("Composition (won)"),
    "copies": mark("Copies of a run"),
    "cover_colours": mark("Colours of the cover"),
    "cover_grams": mark("Paper of the cover (g/m²)"),
    "day": mark("Day"),
    "document_date": mark("Date of the document"),
    "document_sha256": mark("SHA-256 of the document"),
    "document_title": mark("Source document"),
    "downloads": mark("Downloads"),
    "budget_won": mark("Budget (won)"),
    "fewer": mark("Fewer copies than the baseline (%)"),
    "fewer_permille": mark("Fewer copies than the baseline (‰)"),
    "first": mark("From entry"),
    "frozen": mark("Frozen on"),
    "grams": mark("Paper (g/m²)"),
    "gross": mark("Amount with tax (won)"),
    "held": mark("Rights"),
    "high": mark("High"),
    "item": mark("Item"),
    "last": mark("To entry"),
    "level": mark("Level"),
    "low": mark("Low"),
    "method": mark("Method"),
    "mils": mark("Price (1/1000 won)"),
    "month": mark("Month"),
    "name": mark("Name"),
    "number": mark("Reference number"),
    "organisation": mark("Department"),
    "other_won": mark("Other cost (won)"),
    "pages": mark("Pages"),
    "parent": mark("Belongs to"),
    "planned": mark("Copies planned"),
    "price": mark("Price (won)"),
    "printed": mark("Copies printed"),
    "publication": mark("Publication number"),
    "reads": mark("Reads"),
    "report": mark("SHA-256 of the report"),
    "review_minutes": mark("Minutes of review"),
    "runs": mark("Runs a year"),
    "setup": mark("Setup (won)"),
    "source": mark("Cited source"),
    "staff_minutes": mark("Minutes of staff"),
    "table": mark("Price table"),
    "title": mark("Title"),
    "trim": mark("Trim size"),
    "unit_price": mark("Price a copy (won)"),
    "valid_from": mark("Valid from"),
    "valid_to": mark("Valid to"),
    "vat": mark("Tax (won)"),
    "vendor": mark("Printer"),
    "year": mark("Year"),
}
_LEADING = (
    "title",
    "name",
    "day",
    "month",
    "printed",
    "copies",
    "amount",
    "downloads",
    "item",
    "mils",
    "fewer_permille",
    "first",
    "last",
    "held",
    "publication",
)
"""Fields that tell most, in the order of a line."""
_BARE = {"title", "name", "publication", "day", "month", "item", "held"}
"""Fields that say what they are by themselves."""
NUMBERS = {
    "amount",
    "budget_won",
    "coated",
    "colours",
    "composition",
    "copies",
    "cover_colours",
    "cover_grams",
    "downloads",
    "fewer_permille",
    "grams",
    "high",
    "low",
    "mils",
    "other_won",
    "pages",
    "planned",
    "printed",
    "reads",
    "review_minutes",
    "runs",
    "setup",
    "staff_minutes",
    "vat",
    "year",
}
"""Fields that hold whole numbers."""
_NOT_GROUPED = {"year", "first", "last"}


def kind_name(kind: str) -> str:
    """Return what a kind of entries is called."""
    return tr(KINDS.get(kind, kind))


def field_name(name: str) -> str:
    """Return what a field is called."""
    return tr(_FIELDS.get(name, name))


def content_of(payload: str) -> dict[str, Any]:
    """Return the fields of an entry; none of one that takes back another."""
    held = json.loads(payload)
    return held if isinstance(held, dict) else {}


def value_words(name: str, value: str | int | None) -> str:
    """Return a field's value as people read it."""
    if value is None:
        return ""
    if isinstance(value, int) and name not in _NOT_GROUPED:
        return amounts.count(value)
    return str(value)


def summary(payload: str) -> str:
    """Return what an entry states, in one line."""
    held = content_of(payload)
    if not held:
        return tr("takes back the entry it corrects")
    parts = []
    for name in _LEADING:
        value = held.get(name)
        if value not in (None, ""):
            words = value_words(name, value)
            parts.append(words if name in _BARE else f"{field_name(name)} {words}")
    return " · ".join(parts)
