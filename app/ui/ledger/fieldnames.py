# SPDX-License-Identifier: AGPL-3.0-or-later
"""What fields and kinds of entries are called on screen, and an entry's content in one line."""

from __future__ import annotations

import json
from typing import Any

from app.i18n import mark, tr
from app.ledger.fields import FIELDS, SUMMARY
from app.ledger.records import BaselineMethod
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


METHODS = {
    BaselineMethod.LAST_RUN: mark("The last run before the year"),
    BaselineMethod.MEAN_OF_THREE_YEARS: mark("Mean of the three years before"),
    BaselineMethod.APPROVED_PLAN: mark("An approved plan"),
    BaselineMethod.STATED: mark("As a table stated it"),
}
"""Where a baseline's copies come from."""


def kind_name(kind: str) -> str:
    """Return what a kind of entries is called."""
    return tr(KINDS.get(kind, kind))


def field_name(name: str) -> str:
    """Return what a field is called."""
    return tr(FIELDS[name].label if name in FIELDS else name)


def content_of(payload: str) -> dict[str, Any]:
    """Return the fields of an entry; none of one that takes back another."""
    held = json.loads(payload)
    return held if isinstance(held, dict) else {}


def value_words(name: str, value: str | int | None) -> str:
    """Return a field's value as people read it."""
    if value is None:
        return ""
    if isinstance(value, int) and (name not in FIELDS or FIELDS[name].grouped):
        return amounts.count(value)
    return str(value)


def summary(payload: str) -> str:
    """Return what an entry states, in one line."""
    held = content_of(payload)
    if not held:
        return tr("takes back the entry it corrects")
    parts = []
    for name in SUMMARY:
        value = held.get(name)
        if value not in (None, ""):
            words = value_words(name, value)
            parts.append(words if FIELDS[name].bare else f"{field_name(name)} {words}")
    return " · ".join(parts)
