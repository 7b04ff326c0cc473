# SPDX-License-Identifier: AGPL-3.0-or-later
"""The content of a report, before it is a PDF or a HWPX: headings, tables and lines of one statement.

Every form of a report is drawn from it, so that none says another figure. Amounts are written in
one way: whole won with all digits, the unit at the amount or in the head of its column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.i18n import Language, mark, tr
from app.ledger.anchor_code import anchor_code
from app.ledger.bridge import bridge
from app.ledger.empty_figures import lack_of
from app.ledger.scenario import PROPOSED_COPIES, PROPOSED_WON
from app.ledger.totals import Totals
from app.services.costing.report_table import (
    ENVIRONMENT_NOTE,
    METHOD,
    NOTES,
    PROOF,
    assumption_lines,
    environment_lines,
    period_said,
    price_lines,
    state_said,
    totals_in,
    warnings,
)

LISTED = 40
"""Titles in a table on paper; the workbook has all."""
TOP = 10
SIGNED = (mark("In charge"), mark("Review"), mark("Approval"))
"""The boxes for signatures."""
_WHOLE = 1000

_AMOUNT = re.compile("[-+]?₩?[0-9][0-9,]*(?:[.][0-9]+)?(?:원| %)?")
Cell = str | int
"""A text, or a number that is written with its thousands apart."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report."""

    name: str
    """What other parts of the program know it by."""
    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in millimetres of 178."""
    note: str = ""

    @property
    def right(self) -> tuple[bool, ...]:
        """Whether each column holds amounts, and so is set to the right."""
        columns = range(len(self.heads))
        return tuple(all(_is_amount(row[at]) for row in self.rows) for at in columns)


def _is_amount(cell: Cell) -> bool:
    """Whether it is a number, an amount with its unit, a share, or the dash for none."""
    if isinstance(cell, int) or cell == "–":
        return True
    return bool(_AMOUNT.fullmatch(cell))


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A report, ready to be drawn."""

    title: str
    scope: str
    state: str
    """Whether the figures are confirmed, and how much of them is not."""
    is_confirmed: bool
    warnings: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    method: tuple[str, ...]
    proof: tuple[str, ...]
    anchor: str
    code: str
    """Of the anchor; as it is drawn into the QR symbol."""


def report_content(
    made: Mapping[str, Any], language: Language, *, environment: bool = False
) -> ReportContent:
    """Return what a statement says, in a language."""
    anchor = made["anchor"]
    state, confirmed = state_said(made, language)
    tables = [
        _figures(made, language),
        _bridge(made, language),
        _effects(made, language),
        _spending(made, language),
        _months(made, language),
        _parts("bureaus", mark("By bureau"), made.get("bureaus") or [], language),
        _parts("parts", mark("By department"), made["organisations"], language),
        _years(made, language),
        _top("saved", mark("Titles that saved most"), made, language),
        _top("printed", mark("Titles that still print most"), made, language),
        _yardstick(made, language),
        _titles(made, language),
        _assumptions(made, language),
        _prices(made, language),
    ]
    if environment:
        tables.append(_environment(made, language))
    return ReportContent(
        title=tr(mark("Prints and savings"), language),
        scope=period_said(made, language),
        state=state,
        is_confirmed=confirmed,
        warnings=tuple(warnings(made, language)),
        tables=tuple(table for table in tables if table is not None and table.rows),
        method=tuple(tr(line, language) for line in (*METHOD, *NOTES)),
        proof=tuple(tr(line, language) for line in PROOF),
        anchor=tr(
            mark("Anchor, to be kept elsewhere: {count} entries, last hash {hash}"),
            language,
            count=f"{anchor['count']:,}",
            hash=anchor["hash"],
        ),
        code=anchor_code(anchor["count"], anchor["hash"]),
    )


def said(cell: Cell) -> str:
    """Return a cell as it is read."""
    return cell if isinstance(cell, str) else f"{cell:,}"


def won(amount: int, language: Language) -> str:
    """Return an amount with its unit: "4,600,000,000원", "₩4,600,000,000"."""
    if language is Language.KOREAN:
        return f"{amount:,}원"
    return f"-₩{-amount:,}" if amount < 0 else f"₩{amount:,}"


def _words(names: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(tr(name, language) for name in names)


# ------------------------------------------------------------ the figures and the way between them


FIGURES: tuple[tuple[str, str], ...] = (
    ("planned", mark("Copies planned")),
    ("printed", mark("Copies printed")),
    ("baseline", mark("Copies of the baseline")),
    ("avoided", mark("Copies not printed")),
    ("spent", mark("Spent on printing")),
    ("won_a_copy", mark("Won a copy")),
    ("realised", mark("Saved by fewer copies")),
    ("ebook", mark("Cost of the e-books")),
    ("net", mark("Realised saving")),
    ("potential", mark("Potential saving (not saved)")),
)
"""The figures of a report, with what they are called."""
_COPIES = ("planned", "printed", "baseline", "avoided")


def figure_value(name: str, totals: Totals) -> int | None:
    """Return a figure; None where it lacks what it is made of."""
    if lack_of(name, totals):
        return None
    if name == "won_a_copy":
        return round(totals.spent / totals.printed)
    return int(totals.potential_won if name == "potential" else getattr(totals, name))


def _figures(made: Mapping[str, Any], language: Language) -> ReportTable:
    totals = totals_in(made)
    rows: list[tuple[Cell, ...]] = []
    for name, words in FIGURES:
        value = figure_value(name, totals)
        if value is None:
            rows.append((tr(words, language), "–", tr(lack_of(name, totals), language)))
            continue
        shown: Cell = value if name in _COPIES else won(value, language)
        beside = ""
        if name in ("net", "potential"):
            bounds = made["realised" if name == "net" else name]
            if bounds["low"] != bounds["high"]:
                beside = " – ".join(won(bounds[end], language) for end in ("low", "high"))
        rows.append((tr(words, language), shown, beside))
    heads = _words((mark("Figure"), mark("Value"), mark("Range of 90 %")), language)
    return ReportTable("figures", "", heads, tuple(rows), (56, 46, 76))


def _bridge(made: Mapping[str, Any], language: Language) -> ReportTable | None:
    totals = totals_in(made)
    if lack_of("net", totals):
        return None
    rows = tuple(
        (tr(line.name, language), line.won, tr(line.meaning, language)) for line in bridge(totals)
    )
    heads = _words((mark("Amount or step"), mark("Won"), mark("Meaning")), language)
    heading = tr(mark("From the realised saving to every other amount"), language)
    return ReportTable("bridge", heading, heads, rows, (62, 40, 76))


EFFECTS: tuple[tuple[str, str], ...] = (
    ("baseline", mark("Baseline's cost, no tax")),
    ("volume", mark("Volume")),
    ("mix", mark("Mix")),
    ("price", mark("Price")),
    ("setup", mark("Setup")),
    ("actual", mark("Paid for measured runs, no tax")),
)
"""Steps of the waterfall, with what they are called."""


def _effects(made: Mapping[str, Any], language: Language) -> ReportTable | None:
    steps = made["waterfall"]
    if not steps["baseline"] and not steps["actual"]:
        return None
    rows = tuple((tr(words, language), int(steps[step])) for step, words in EFFECTS)
    heading = tr(mark("From the baseline to what was paid (no tax, measured runs)"), language)
    heads = _words((mark("Step"), mark("Won")), language)
    return ReportTable("effects", heading, heads, rows, (110, 68))


def _spending(made: Mapping[str, Any], language: Language) -> ReportTable | None:
    """Return the way from all that was spent to what the waterfall ends with."""
    totals = totals_in(made)
    if lack_of("spent", totals) or not totals.measured_runs:
        return None
    measured = totals.measured_setup + totals.measured_variable
    lines = (
        (mark("Spent on printing"), totals.spent),
        (mark("less value added tax"), -totals.vat),
        (mark("less composition, which the e-book needs too"), -totals.composition),
        (mark("less runs without a baseline"), measured - totals.setup - totals.variable),
        (mark("Paid for measured runs, no tax"), measured),
    )
    rows = tuple((tr(words, language), won) for words, won in lines)
    heading = tr(mark("From all that was spent to the measured runs"), language)
    heads = _words((mark("Amount or step"), mark("Won")), language)
    return ReportTable("spending", heading, heads, rows, (110, 68))


# ------------------------------------------------------------ tables of parts


_AMOUNTS = (
    mark("Printed"),
    mark("Not printed"),
    mark("Spent (won)"),
    mark("Realised, net (won)"),
)


def _amounts(totals: Totals) -> tuple[Cell, ...]:
    net: Cell = totals.net if totals.measured_runs or totals.ebook else "–"
    avoided: Cell = totals.avoided if totals.measured_runs else "–"
    return totals.printed, avoided, totals.spent, net


def _months(made: Mapping[str, Any], language: Language) -> ReportTable:
    rows = tuple((month["month"], *_amounts(totals_in(month))) for month in made["months"])
    heads = _words((mark("Month"), *_AMOUNTS), language)
    heading = tr(mark("Copies by month"), language)
    return ReportTable("months", heading, heads, rows, (34, 30, 30, 44, 40))


def _parts(
    name: str, heading: str, parts: Sequence[Mapping[str, Any]], language: Language
) -> ReportTable:
    found = sorted(((part, totals_in(part)) for part in parts), key=lambda one: -one[1].spent)
    nowhere = tr(mark("No part stated"), language)
    rows = tuple((part["name"] or nowhere, *_amounts(totals)) for part, totals in found[:LISTED])
    heads = _words((mark("Name"), *_AMOUNTS), language)
    return ReportTable(name, tr(heading, language), heads, rows, (58, 24, 24, 38, 34))


def _title_words(title: Mapping[str, Any]) -> str:
    return str(title["title"])


def _titles(made: Mapping[str, Any], language: Language) -> ReportTable:
    rows = []
    for title in made["titles"][:LISTED]:
        totals = totals_in(title)
        if title.get("late"):
            base = tr(mark("late"), language)
        else:
            words = mark("frozen in time") if totals.measured_runs else mark("no baseline")
            base = tr(words, language)
        rows.append((_title_words(title), *_amounts(totals), base))
    heading = tr(
        mark("Titles, the {shown} of {all} with the greatest cost"),
        language,
        shown=len(rows),
        all=len(made["titles"]),
    )
    heads = _words((mark("Name"), *_AMOUNTS, mark("Baseline")), language)
    note = tr(mark("“late”: the baseline was entered after an order that it measures."), language)
    shown = note if any(title.get("late") for title in made["titles"][:LISTED]) else ""
    return ReportTable("titles", heading, heads, tuple(rows), (54, 21, 21, 33, 31, 18), shown)


def _top(
    name: str, heading: str, made: Mapping[str, Any], language: Language
) -> ReportTable | None:
    """Return the titles that saved most, or that still print most."""
    found = [(title, totals_in(title)) for title in made["titles"]]
    if name == "saved":
        found = [one for one in found if one[1].measured_runs and one[1].net > 0]
        found.sort(key=lambda one: (-one[1].net, one[0]["number"]))
    else:
        found = [one for one in found if one[1].printed]
        found.sort(key=lambda one: (-one[1].printed, one[0]["number"]))
    if len(made["titles"]) < 2:
        return None
    rows = tuple((_title_words(title), *_amounts(totals)) for title, totals in found[:TOP])
    heads = _words((mark("Name"), *_AMOUNTS), language)
    return ReportTable(f"top-{name}", tr(heading, language), heads, rows, (58, 24, 24, 38, 34))


def _years(made: Mapping[str, Any], language: Language) -> ReportTable | None:
    years = made.get("years") or []
    if len(years) < 2:
        return None
    sums = [(str(one["year"]), totals_in(one)) for one in years]
    lines = (
        (mark("Copies printed"), "printed"),
        (mark("Copies not printed"), "avoided"),
        (mark("Spent on printing (won)"), "spent"),
        (mark("Won a copy"), "won_a_copy"),
        (mark("Realised, net (won)"), "net"),
    )
    rows = []
    for words, name in lines:
        values = [figure_value(name, totals) for _, totals in sums]
        before, now = values[-2:]
        change = "–"
        if before and now is not None:
            change = f"{(now - before) / abs(before) * 100:+,.1f} %"
        rows.append((tr(words, language), *("–" if v is None else v for v in values), change))
    heads = (tr(mark("Figure"), language), *(year for year, _ in sums))
    last = tr(mark("To the year before"), language)
    wide = 108 // len(sums)
    heading = tr(mark("The same months, year by year"), language)
    widths = (44, *(wide for _ in sums), 178 - 44 - wide * len(sums))
    return ReportTable("years", heading, (*heads, last), tuple(rows), widths)


def _yardstick(made: Mapping[str, Any], language: Language) -> ReportTable | None:
    """Return the whole city's year beside the figures of the proposal."""
    whole = str(made["first"]).endswith("-01") and str(made["last"]).endswith("-12")
    if made.get("organisation") or not whole or made["first"][:4] != made["last"][:4]:
        return None
    totals = totals_in(made)

    def share(part: int, all_of_it: int) -> str:
        return f"{part / all_of_it * 100:,.1f} %"

    lines = (
        (mark("Copies printed"), "printed", PROPOSED_COPIES),
        (mark("Copies not printed"), "avoided", PROPOSED_COPIES),
        (mark("Spent on printing (won)"), "spent", PROPOSED_WON),
        (mark("Realised, net (won)"), "net", PROPOSED_WON),
    )
    rows: list[tuple[Cell, ...]] = []
    for words, name, proposed in lines:
        value = figure_value(name, totals)
        shown: tuple[Cell, Cell] = ("–", "–") if value is None else (value, share(value, proposed))
        rows.append((tr(words, language), shown[0], proposed, shown[1]))
    heads = _words(
        (mark("Figure"), mark("This ledger"), mark("The proposal"), mark("Share")), language
    )
    note = tr(
        mark(
            "The proposal names 1,800,000 copies and 4,600,000,000 won a year. It does not say whether "
            "with tax, or which agencies: a yardstick of size, no target and no saving."
        ),
        language,
    )
    heading = tr(mark("Beside the proposal to the city"), language)
    return ReportTable("yardstick", heading, heads, tuple(rows), (58, 42, 42, 36), note)


# ------------------------------------------------------------ what the figures rest on


def _assumptions(made: Mapping[str, Any], language: Language) -> ReportTable:
    heads = _words((mark("Item"), mark("Value"), mark("Table"), mark("Taken from")), language)
    heading = tr(mark("Assumptions"), language)
    rows = tuple(assumption_lines(made, language))
    return ReportTable("assumptions", heading, heads, rows, (40, 42, 42, 54))


def _prices(made: Mapping[str, Any], language: Language) -> ReportTable:
    heads = _words((mark("Item"), mark("Value"), mark("Table"), mark("Taken from")), language)
    heading = tr(mark("The city's price table on the last day"), language)
    rows = tuple(price_lines(made, language))
    return ReportTable("prices", heading, heads, rows, (40, 42, 42, 54))


def _environment(made: Mapping[str, Any], language: Language) -> ReportTable:
    heads = _words((mark("Factor"), mark("Range"), mark("Taken from")), language)
    heading = tr(mark("Paper and environment"), language)
    rows = tuple(environment_lines(made, language))
    note = tr(ENVIRONMENT_NOTE, language)
    return ReportTable("environment", heading, heads, rows, (30, 48, 100), note)
