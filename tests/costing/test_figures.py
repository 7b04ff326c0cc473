# SPDX-License-Identifier: AGPL-3.0-or-later
"""The example city: its figures, that parts sum to totals, and how each was found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.ledger.derivation import Derivation, EntriesUsed, Unit
from app.ledger.periods import Month
from app.ledger.scenario import Scenario
from app.ledger.totals import COLUMNS, summed
from app.services.costing import demo
from app.services.costing.ledger import LedgerService, open_ledger
from app.services.costing.view_models import Scope

YEARS = [
    Scope.of_year(2025),
    Scope(Month(2026, 1), Month(2026, 10)),
    Scope(Month(2025, 5), Month(2026, 4)),
]
NAMES = ("printed", "baseline", "avoided", "spent", "realised", "potential", "net", "ebook")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LedgerService]:
    """The example, open."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HANJI_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        patched.delenv("HANJI_DATABASE", raising=False)
        demo.turn_on()
        with open_ledger(name="감사") as ledger:
            yield ledger


def test_the_proposals_two_figures_are_the_examples(city: LedgerService):
    cards = city.figures.cards(Scope.of_year(2025))
    assert cards.totals.printed == 1_800_000
    assert cards.totals.spent == 4_600_000_000
    assert cards.won_a_copy == 2_556
    assert city.example


def test_the_saving_at_ten_thirty_and_fifty_percent_has_its_range(city: LedgerService):
    found = [
        city.figures.what_if(Scope.of_year(2025), Scenario(share)).gross
        for share in (100, 300, 500)
    ]
    for one in found:
        assert one.low < one.likely < one.high < 4_600_000_000
    assert found[0].likely < found[1].likely < found[2].likely
    assert found[1].likely == pytest.approx(3 * found[0].likely, abs=2)


@pytest.mark.slow
def test_the_example_has_its_own_file_and_goes_with_one_call(own_folders):
    demo.turn_on()
    files = {path.name for path in own_folders.iterdir()}
    assert "ledger-example.sqlite" in files
    assert "ledger.sqlite" not in files
    with open_ledger(name="x") as ledger:
        assert ledger.example
        assert ledger.verify().ok
    demo.turn_off()
    assert list(own_folders.iterdir()) == []


def test_a_real_ledger_hides_the_example(own_folders):
    open_ledger(name="x").close()
    demo.turn_on()
    with open_ledger(name="x") as ledger:
        assert not ledger.example
        assert ledger.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("scope", YEARS, ids=str)
def test_parts_sum_to_totals_at_every_level(city: LedgerService, scope: Scope):
    def check(organisation: str, depth: int = 0) -> int:
        here = Scope(scope.first, scope.last, organisation)
        total = city.figures.totals(here)
        rows = city.figures.organisations(here)
        assert not rows or summed(row.totals for row in rows) == total
        points = city.figures.trend(here)
        for name in ("printed", "avoided", "spent"):
            assert sum(getattr(point, name) for point in points) == getattr(total, name)
        pareto = city.figures.pareto(here, 10_000)
        assert summed(row.totals for row in pareto.rows) == total
        assert depth < 5
        return 1 + sum(check(row.code, depth + 1) for row in rows if row.below or not row.own)

    assert check("") > 20


@pytest.mark.parametrize("scope", YEARS, ids=str)
def test_the_waterfall_sums_exactly_at_every_level(city: LedgerService, scope: Scope):
    for row in city.figures.organisations(scope):
        steps = city.figures.waterfall(Scope(scope.first, scope.last, row.code))
        assert steps.baseline + sum(steps.effects) == steps.actual


def test_titles_sum_to_their_runs(city: LedgerService):
    scope = Scope.of_year(2026)
    for row in city.figures.pareto(scope, 25).rows:
        detail = city.figures.title(row.publication, 2026)
        assert detail.totals == row.totals
        assert sum(run.printed for run in detail.runs) == row.totals.printed
        assert all(run.entry for run in detail.runs)


def leaves(found: Derivation) -> Iterator[Derivation]:
    parts = [one for one in found.inputs if isinstance(one, Derivation)]
    if not parts:
        yield found
    for part in parts:
        yield from leaves(part)


@pytest.mark.parametrize("name", [*NAMES, "digital", "won_a_copy"])
def test_every_figure_opens_its_derivation(city: LedgerService, name: str):
    scope = Scope(Month(2026, 1), Month(2026, 10))
    found = city.figures.derivation(scope, name)
    assert found.name
    assert found.formula
    cards = city.figures.cards(scope)
    shown = {
        "won_a_copy": cards.won_a_copy,
        "potential": cards.totals.potential_won,
        "realised": cards.realised.likely,
    }.get(name, getattr(cards.totals, name, None))
    if name != "digital":
        assert found.value == shown
    assert found.inputs or name == "digital"


def test_a_title_is_derived_down_to_its_entries(city: LedgerService):
    rows = city.figures.pareto(Scope.of_year(2026), 40).rows
    measured = next(row for row in rows if row.totals.saved > 0)
    detail = city.figures.title(measured.publication, 2026)
    assert detail.derivation.value == measured.totals.net
    assert detail.derivation.unit is Unit.WON
    numbers = {run.entry for run in detail.runs}
    text = str(detail.derivation.to_json())
    for number in numbers:
        assert str(number) in text
        assert city.record(number) is not None


def test_realised_and_potential_are_never_one_figure(city: LedgerService):
    cards = city.figures.cards(Scope.of_year(2026))
    assert cards.potential.likely > 0
    for name in COLUMNS:
        if name.startswith("potential"):
            assert name not in ("saved", "saved_vat")
    assert cards.realised.likely == cards.totals.saved + cards.totals.saved_vat - cards.totals.ebook


def test_the_forecast_holds_what_is_there(city: LedgerService):
    scope = Scope(Month(2026, 1), Month(2026, 10))
    found = city.figures.forecast(scope)
    assert found.done == city.figures.totals(scope).printed
    assert set(found.months) == {Month(2026, 11), Month(2026, 12)}
    assert found.low < found.likely < found.high


def test_orders_of_no_part_of_the_city_are_shown_as_such(tmp_path):
    from datetime import date

    from app.ledger.records import Organisation, PrintOrder, Publication

    def order(number: str, title: str) -> PrintOrder:
        return PrintOrder(number, title, date(2026, 3, 2), 100, 100, 1_000_000)

    with open_ledger(str(tmp_path / "ledger.sqlite"), "김") as ledger:
        scope = Scope.of_year(2026)
        ledger.add([order("1", "P")])
        (only,) = ledger.figures.organisations(scope)
        assert (only.code, only.own, only.totals.printed) == ("", True, 100)
        city = [Organisation("C", "시"), Organisation("A", "과", "C")]
        ledger.add([*city, Publication("Q", "책", "A"), order("2", "Q")])
        rows = ledger.figures.organisations(scope)
        assert [(row.code, row.totals.printed) for row in rows] == [("C", 100), ("", 100)]
        assert summed(row.totals for row in rows) == ledger.figures.totals(scope)


@pytest.mark.slow
def test_a_departments_figure_names_its_own_orders_and_no_others(city: LedgerService):
    year = Scope.of_year(2025)
    (every,) = entries_of(city, year)
    below = [row.code for row in city.figures.organisations(year)]
    named = [entries_of(city, Scope.of_year(2025, code)) for code in below]
    assert every.count == sum(used.count for (used,) in named)
    for code, (used,) in zip(below, named, strict=True):
        assert len(used.numbers) == min(used.count, 50)
        for number in used.numbers:
            order = city.record(number)
            said = city.entries(0, 10**6, order.publication)
            title = next(entry for entry in said if entry.kind == "publication")
            owner = order.organisation or city.record(title.number).organisation
            assert code in [above for above, _ in city.figures.path(owner)]


def entries_of(ledger: LedgerService, scope: Scope):
    """Return the entries that the derivation of what was spent names."""
    found = ledger.figures.derivation(scope, "spent")
    return [used for used in found.inputs if isinstance(used, EntriesUsed)]
