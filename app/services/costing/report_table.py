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
    lines = []
    for row in made["assumptions"]:
        said = f"{row['mils'] / 1000:,g}"
        if row["low"] is not None and row["high"] is not None:
            said += f" ({row['low'] / 1000:,g} – {row['high'] / 1000:,g})"
        assumed = row["table"] == ASSUMED_TABLE
        table = "" if assumed else f"{row['table']}, {row['valid_from']}"
        if row["entry"]:
            table += f", #{row['entry']}"
        name = tr(NAMES[PriceItem(row["item"])], language)
        source = str(row["source"])
        if assumed:
            source = tr(source, language)
        lines.append((name, said, table, source))
    return lines
