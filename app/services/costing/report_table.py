# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words and columns that all reports of the ledger share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import Language, mark, tr
from app.ledger.environment import avoided
from app.ledger.prices import ASSUMED_TABLE, NAMES, PriceItem
from app.ledger.totals import Totals, totals_of

NOTES: tuple[str, ...] = (
    mark("Realised savings are those of runs with a baseline that was frozen before the order."),
    mark("Potential savings are no savings: downloads × a stated rate. The two are never added."),
    mark("Composition is never counted as saved; setup only where a run went to zero."),
    mark("Amounts are whole won. “With tax” includes value added tax as invoiced or line by line."),
    mark("Ranges hold nine of ten draws of the uncertain assumptions named below."),
    mark("A downloaded e-book shows reach; what it displaced is an assumption."),
)
METHOD: tuple[str, ...] = (
    mark(
        "Each print order is measured against the baseline of its title that was frozen before it."
    ),
    mark(
        "Cost: the amount that was quoted or paid; where there is none, the price table by pages, trim, "
        "paper, colours and binding; where that cannot be, the average copy."
    ),
    mark(
        "Saved by fewer copies: what the baseline's copies would have cost on the day of the order, "
        "less what the printed ones cost, with tax."
    ),
    mark("Realised saving: saved by fewer copies, less what the e-books cost. It is the headline."),
    mark(
        "The bridge leads from it to every other amount; the waterfall parts what was paid from what "
        "was frozen, and is no saving by itself."
    ),
    mark("Corrections are entries of their own; nothing that was entered is ever changed."),
)
"""How the figures are found."""
PROOF: tuple[str, ...] = (
    mark(
        "Verifying finds: an entry that was changed, removed, inserted or moved; sums that are not "
        "those of the entries; bytes of the file that were changed after it was sealed."
    ),
    mark(
        "From the file alone it cannot find: an older copy that was put back with its seal, the last "
        "entries cut off with the chain, a whole chain that was written anew."
    ),
    mark(
        "Those are found by this code, kept on paper or by somebody else: type it in where the ledger "
        "is verified. It bears out the entries up to its count, and none after."
    ),
    mark("That an entry was true when it was made no hash proves: documents and signatures do."),
)
"""What a verification can exclude, and what it cannot."""
ENVIRONMENT_NOTE = mark(
    "Environmental figures are ranges of published factors, no measurement, and never in won."
)


@dataclass(frozen=True, slots=True)
class TitleColumn:
    """A column of the table of titles: its heading, and the sum that it shows."""

    heading: str
    sum: str


TITLE_COLUMNS: tuple[TitleColumn, ...] = (
    TitleColumn(mark("Planned"), "planned"),
    TitleColumn(mark("Printed"), "printed"),
    TitleColumn(mark("Baseline"), "baseline"),
    TitleColumn(mark("Not printed"), "avoided"),
    TitleColumn(mark("Setup"), "setup"),
    TitleColumn(mark("Variable"), "variable"),
    TitleColumn(mark("Composition"), "composition"),
    TitleColumn(mark("Tax"), "vat"),
    TitleColumn(mark("Saved, no tax"), "saved"),
    TitleColumn(mark("Tax saved"), "saved_vat"),
    TitleColumn(mark("E-book"), "ebook"),
    TitleColumn(mark("Downloads"), "downloads"),
    TitleColumn(mark("Potential (not saved)"), "potential_won"),
)


def totals_in(part: Mapping[str, Any]) -> Totals:
    """Return the sums of a part of a statement."""
    return totals_of(part["totals"])


def period_said(made: Mapping[str, Any], language: Language) -> str:
    """Return the period and the part of the city that a statement is of."""
    said = tr(mark("{first} to {last}"), language, first=str(made["first"]), last=str(made["last"]))
    place = made.get("organisation") or ""
    said = f"{said} · {place}" if place else said
    return f"{said} · {tr(mark('closed'), language)}" if made["closed"] else said


def state_said(made: Mapping[str, Any], language: Language) -> tuple[str, bool]:
    """Return whether the figures are confirmed, in words, and as a truth."""
    if made["closed"]:
        return tr(mark("Closed: every entry of the period was approved."), language), True
    waiting = made.get("unapproved") or {}
    entries, prices = int(waiting.get("entries", 0)), int(waiting.get("prices", 0))
    if made.get("confirmed"):
        said = mark(
            "Confirmed figures only: {entries} entries and {prices} prices that wait for approval are "
            "left out."
        )
    elif entries or prices:
        said = mark(
            "Not confirmed: {entries} entries of the period and {prices} prices wait for approval and "
            "are counted here."
        )
    else:
        return tr(mark("Every entry of the period was approved."), language), True
    words = tr(said, language, entries=f"{entries:,}", prices=f"{prices:,}")
    return words, bool(made.get("confirmed"))


def warnings(made: Mapping[str, Any], language: Language) -> list[str]:
    """Return what a reader must know before they use the figures."""
    totals = totals_in(made)
    said = []
    if late := int(made.get("late_runs", 0)):
        said.append(
            tr(
                mark(
                    "{count} of {all} measured runs were ordered before their baseline was entered:"
                    " that it was frozen earlier rests on the paper it names."
                ),
                language,
                count=late,
                all=totals.measured_runs,
            )
        )
    if totals.unpriced_runs:
        said.append(
            tr(
                mark("{count} runs have no price and no description: their money is missing."),
                language,
                count=totals.unpriced_runs,
            )
        )
    if totals.averaged_runs:
        said.append(
            tr(
                mark("{count} runs are priced by the average copy."),
                language,
                count=totals.averaged_runs,
            )
        )
    if totals.uncosted_editions:
        said.append(
            tr(
                mark("The cost of {count} e-books is not known and not taken off."),
                language,
                count=totals.uncosted_editions,
            )
        )
    if totals.unproven:
        said.append(
            tr(
                mark(
                    "{count} copies fewer than planned have no frozen baseline: "
                    "they are not counted as saved."
                ),
                language,
                count=f"{totals.unproven:,}",
            )
        )
    return said


def environment_lines(made: Mapping[str, Any], language: Language) -> list[tuple[str, str, str]]:
    """Return name, range and source of what the paper not printed on stands for."""
    grams = totals_in(made).grams_avoided
    lines = [(tr(mark("Paper, kg"), language), f"{grams // 1000:,}", "")]
    for one in avoided(grams):
        low, likely, high = (value // 1000 for value in (one.low, one.likely, one.high))
        said = f"{low:,} – {high:,} ({likely:,})"
        source = f"{one.factor.source}; {one.factor.date}"
        lines.append((tr(one.factor.name, language), said, source))
    return lines


def assumption_lines(
    made: Mapping[str, Any], language: Language
) -> list[tuple[str, str, str, str]]:
    """Return item, value with its bounds, table with its day, and source of each assumption."""
    return [_price_line(row, language) for row in made["assumptions"]]


def price_lines(made: Mapping[str, Any], language: Language) -> list[tuple[str, str, str, str]]:
    """Return the same of the city's own prices that are no assumption of the ranges."""
    shown = {row["item"] for row in made["assumptions"]}
    return [
        _price_line(row, language) for row in made.get("prices") or () if row["item"] not in shown
    ]


def _price_line(row: Mapping[str, Any], language: Language) -> tuple[str, str, str, str]:
    said = _units(row["mils"])
    if row["low"] is not None and row["high"] is not None:
        said += f" ({_units(row['low'])} – {_units(row['high'])})"
    assumed = row["table"] == ASSUMED_TABLE
    entry = f"#{row['entry']}" if row["entry"] else ""
    stated = () if assumed else (str(row["table"]), str(row["valid_from"]))
    table = ", ".join(word for word in (*stated, entry) if word)
    name = tr(NAMES[PriceItem(row["item"])], language)
    source = str(row["source"])
    return name, said, table, tr(source, language) if assumed else source


def _units(mils: int) -> str:
    """Return thousandths as a number with all its digits."""
    whole, part = divmod(abs(mils), 1000)
    said = f"{whole:,}" + (f".{part:03}".rstrip("0") if part else "")
    return f"-{said}" if mils < 0 else said
