# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the ledger knows: organisations, publications, print orders, baselines, editions, reads.

Each record is what one entry of the ledger states. Its ``key`` is what makes it the same thing in
the world: a later entry with that key is a duplicate unless it says that it corrects the earlier.
Amounts are whole won without tax, unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from app.ledger.derivation import SourceDocument
from app.ledger.periods import Month
from app.ledger.prices import PriceRow
from app.ledger.printing import PrintSpec


class RecordKind(StrEnum):
    """Kinds of records; the value is written in the ledger."""

    ORGANISATION = "organisation"
    PUBLICATION = "publication"
    ORDER = "order"
    BASELINE = "baseline"
    EDITION = "edition"
    READS = "reads"
    PRICE = "price"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A part of the city; ``parent`` is the code of what it belongs to."""

    code: str
    name: str
    parent: str = ""
    level: str = "department"

    kind = RecordKind.ORGANISATION

    @property
    def key(self) -> str:
        """Its code."""
        return self.code


@dataclass(frozen=True, slots=True)
class Publication:
    """A title. ``number`` is the 발간등록번호, or the city's own number where there is none."""

    number: str
    title: str
    organisation: str
    spec: PrintSpec | None = None
    """How it is printed, where that is known."""

    kind = RecordKind.PUBLICATION

    @property
    def key(self) -> str:
        """Its number."""
        return self.number


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """One run of the press that was ordered, or that was cancelled (no copies printed).

    ``amount`` is the quoted price of the printed copies, all parts, without tax; of a cancelled
    run, that of the planned ones. ``setup`` and ``composition`` are parts of it.
    """

    number: str
    publication: str
    day: date
    planned: int
    printed: int
    amount: int | None = None
    vat: int | None = None
    setup: int | None = None
    """None where the quotation does not say."""
    composition: int = 0
    organisation: str = ""
    """Who ordered it; the publication's where it is empty."""
    vendor: str = ""
    budget: str = ""
    document: SourceDocument | None = None
    contract: str = ""
    """계약번호: the number of the contract that it was ordered under, often one for many orders."""
    stated: str = ""
    """What the table said of amounts and copies, where its unit or tax was converted."""

    kind = RecordKind.ORDER

    @property
    def key(self) -> str:
        """Its number."""
        return self.number


class BaselineMethod(StrEnum):
    """Where a baseline's copies come from."""

    LAST_RUN = "last_run"
    MEAN_OF_THREE_YEARS = "mean_of_three_years"
    APPROVED_PLAN = "approved_plan"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What would be printed of a title in a year without e-books: copies of a run, runs of a year.

    It is frozen on ``frozen``; only runs ordered on that day or later are measured against it.
    ``amount`` is the price of one such run without tax and composition, where it is known.
    """

    publication: str
    year: int
    copies: int
    frozen: date
    approver: str
    source: str
    method: BaselineMethod = BaselineMethod.STATED
    runs: int = 1
    amount: int | None = None
    setup: int | None = None
    stated: str = ""
    """What the table said of amounts and copies, where its unit was converted."""

    kind = RecordKind.BASELINE

    @property
    def key(self) -> str:
        """The title and the year."""
        return f"{self.publication}/{self.year}"


@dataclass(frozen=True, slots=True)
class Edition:
    """An e-book of a title that citizens can read since ``day``."""

    publication: str
    day: date
    book: str = ""
    """SHA-256 of the EPUB."""
    source: str = ""
    """SHA-256 of the document that it was made from."""
    pages: int = 0
    staff_minutes: int | None = None
    """None where nobody wrote them down."""
    review_minutes: int = 0
    other_won: int = 0
    """Licences, hosting and what was bought for this title."""
    signed_by: str = ""
    """The person, and the department, who signed that it may be published; empty where none did."""
    signed: str = ""
    """When: ISO 8601, UTC."""
    checked: str = ""
    """The result of the check then: the program's version, what was found, what the book claims."""

    kind = RecordKind.EDITION

    @property
    def key(self) -> str:
        """The title, and its book or its day."""
        return f"{self.publication}/{self.book or self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Reads:
    """Downloads and reads of a title in a month."""

    publication: str
    month: Month
    downloads: int
    reads: int = 0

    kind = RecordKind.READS

    @property
    def key(self) -> str:
        """The title and the month."""
        return f"{self.publication}/{self.month}"


@dataclass(frozen=True, slots=True)
class Price:
    """A row of a price table."""

    row: PriceRow

    kind = RecordKind.PRICE

    @property
    def key(self) -> str:
        """The table, the item and the first day."""
        return f"{self.row.table}/{self.row.item.value}/{self.row.valid_from.isoformat()}"


@dataclass(frozen=True, slots=True)
class Target:
    """Copies that a year's prints shall be fewer than its baseline, in thousandths; its budget."""

    year: int
    fewer_permille: int
    source: str
    budget: int | None = None
    """Won with tax for the year's prints."""

    kind = RecordKind.TARGET

    @property
    def key(self) -> str:
        """The year."""
        return str(self.year)


Record: TypeAlias = (
    Organisation | Publication | PrintOrder | Baseline | Edition | Reads | Price | Target
)


def period_day(record: Record) -> date | None:
    """Return the day in whose period a record counts; None for what belongs to no period."""
    if isinstance(record, PrintOrder | Edition):
        return record.day
    if isinstance(record, Reads):
        return date(record.month.year, record.month.month, 1)
    if isinstance(record, Baseline):
        return date(record.year, 1, 1)
    return None
