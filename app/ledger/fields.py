# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields of the ledger's records: each is declared once, with its label and its heads in tables.

A field of a record is an attribute of its dataclass (``records.py``), which says its type and what
it is where an older entry never had it. Here stands what people call it. Projection, import,
dialogs, search and export follow from the two; ``docs/user/ledger.*.md`` names the columns.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from app.i18n import mark
from app.ledger.column_names import COLUMN_NAMES


class Measure(Enum):
    """What the numbers of a field count or measure; a table may write them in multiples of it."""

    WON = "won"
    COPIES = "copies"
    PAGES = "pages"
    MINUTES = "minutes"
    PERCENT = "percent"
    GRAMS = "grams"
    COLOURS = "colours"
    TIMES = "times"
    PRICE = "price"
    """Of a price table: won, percent or sheets, as its item says."""


@dataclass(frozen=True, slots=True)
class LedgerField:
    """A field of a record, of an imported table, or of a control entry."""

    name: str
    """Of the attribute, of the column and in the payload of an entry."""
    label: str
    """What it is called on screen and in exported tables; a message id."""
    heads: tuple[str, ...] = ()
    """What people write above its column in a table, Korean and English; the likeliest first."""
    example: str = ""
    """How it is typed, where that is not plain."""
    bare: bool = False
    """Its value says by itself what it is, and needs no label in a line."""
    grouped: bool = True
    """Thousands are set apart in its numbers."""
    measure: Measure | None = None
    """None where it is text, or a number without a unit."""


_DECLARED: tuple[LedgerField, ...] = (
    LedgerField(
        "number",
        mark("Reference number"),
    ),
    LedgerField(
        "publication",
        mark("Publication number"),
        bare=True,
    ),
    LedgerField(
        "title",
        mark("Title"),
        bare=True,
    ),
    LedgerField(
        "organisation",
        mark("Department"),
    ),
    LedgerField(
        "day",
        mark("Day"),
        example="2026-03-31",
        bare=True,
    ),
    LedgerField(
        "planned",
        mark("Copies planned"),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "printed",
        mark("Copies printed"),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "unit_price",
        mark("Price a copy (won)"),
        measure=Measure.WON,
    ),
    LedgerField(
        "amount",
        mark("Amount without tax (won)"),
        measure=Measure.WON,
    ),
    LedgerField(
        "gross",
        mark("Amount with tax (won)"),
        measure=Measure.WON,
    ),
    LedgerField(
        "vat",
        mark("Tax (won)"),
        measure=Measure.WON,
    ),
    LedgerField("setup", mark("Setup (won)"), measure=Measure.WON),
    LedgerField(
        "composition",
        mark("Composition (won)"),
        measure=Measure.WON,
    ),
    LedgerField(
        "vendor",
        mark("Printer"),
    ),
    LedgerField(
        "budget",
        mark("Budget item"),
    ),
    LedgerField(
        "contract",
        mark("Contract number"),
    ),
    LedgerField(
        "document_title",
        mark("Source document"),
    ),
    LedgerField(
        "document_date",
        mark("Date of the document"),
        example="2026-03-31",
    ),
    LedgerField(
        "pages",
        mark("Pages"),
        measure=Measure.PAGES,
    ),
    LedgerField(
        "trim",
        mark("Trim size"),
    ),
    LedgerField(
        "grams",
        mark("Paper (g/m²)"),
        measure=Measure.GRAMS,
    ),
    LedgerField(
        "colours",
        mark("Colours"),
        measure=Measure.COLOURS,
    ),
    LedgerField(
        "binding",
        mark("Binding"),
    ),
    LedgerField(
        "staff_minutes",
        mark("Minutes of staff"),
        measure=Measure.MINUTES,
    ),
    LedgerField(
        "review_minutes",
        mark("Minutes of review"),
        measure=Measure.MINUTES,
    ),
    LedgerField(
        "other_won",
        mark("Other cost (won)"),
        measure=Measure.WON,
    ),
    LedgerField(
        "signed_by",
        mark("Signed by"),
    ),
    LedgerField(
        "signed",
        mark("Signed on"),
    ),
    LedgerField(
        "checked",
        mark("Result of the check"),
    ),
    LedgerField(
        "fewer",
        mark("Fewer copies than the baseline (%)"),
        measure=Measure.PERCENT,
    ),
    LedgerField(
        "budget_won",
        mark("Budget (won)"),
        measure=Measure.WON,
    ),
    LedgerField(
        "code",
        mark("Code"),
    ),
    LedgerField("name", mark("Name"), bare=True),
    LedgerField(
        "parent",
        mark("Belongs to"),
    ),
    LedgerField(
        "level",
        mark("Level"),
    ),
    LedgerField("month", mark("Month"), example="2026-03", bare=True),
    LedgerField(
        "downloads",
        mark("Downloads"),
        measure=Measure.TIMES,
    ),
    LedgerField("reads", mark("Reads"), measure=Measure.TIMES),
    LedgerField(
        "table",
        mark("Price table"),
    ),
    LedgerField("item", mark("Item"), bare=True),
    LedgerField("price", mark("Price (won)"), measure=Measure.PRICE),
    LedgerField("low", mark("Low"), measure=Measure.PRICE),
    LedgerField("high", mark("High"), measure=Measure.PRICE),
    LedgerField(
        "valid_from",
        mark("Valid from"),
        example="2026-03-31",
    ),
    LedgerField("valid_to", mark("Valid to"), example="2026-03-31"),
    LedgerField(
        "source",
        mark("Cited source"),
    ),
    LedgerField("year", mark("Year"), grouped=False),
    LedgerField(
        "copies",
        mark("Copies of a run"),
        measure=Measure.COPIES,
    ),
    LedgerField(
        "frozen",
        mark("Frozen on"),
        example="2026-03-31",
    ),
    LedgerField(
        "approver",
        mark("Approver"),
    ),
    LedgerField(
        "runs",
        mark("Runs a year"),
        measure=Measure.TIMES,
    ),
    LedgerField(
        "book",
        mark("SHA-256 of the book"),
    ),
    LedgerField(
        "coated",
        mark("Coated cover"),
    ),
    LedgerField(
        "cover_colours",
        mark("Colours of the cover"),
    ),
    LedgerField(
        "cover_grams",
        mark("Paper of the cover (g/m²)"),
    ),
    LedgerField(
        "document_sha256",
        mark("SHA-256 of the document"),
    ),
    LedgerField(
        "fewer_permille",
        mark("Fewer copies than the baseline (‰)"),
    ),
    LedgerField("first", mark("From entry"), grouped=False),
    LedgerField("held", mark("Rights"), bare=True),
    LedgerField("last", mark("To entry"), grouped=False),
    LedgerField(
        "method",
        mark("Method"),
    ),
    LedgerField(
        "mils",
        mark("Price (1/1000 won)"),
    ),
    LedgerField("stated", mark("As the table states it")),
    LedgerField(
        "report",
        mark("SHA-256 of the report"),
    ),
)
FIELDS: dict[str, LedgerField] = {
    field.name: replace(field, heads=COLUMN_NAMES.get(field.name, ())) for field in _DECLARED
}
"""All fields by their names."""
SUMMARY: tuple[str, ...] = (
    "title",
    "name",
    "day",
    "month",
    "printed",
    "copies",
    "amount",
    "contract",
    "downloads",
    "item",
    "mils",
    "fewer_permille",
    "first",
    "last",
    "held",
    "publication",
)
"""Fields that tell most of an entry, in the order of a line."""
