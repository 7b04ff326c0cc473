# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long each figure of the ledger takes over a million entries, beside its limit.

``python -m benchmarks.ledger_figures [--entries 1000000] [--url postgresql://…]`` writes that many
entries through the real store, three years of a city with 20,000 titles, and measures every figure
of the dashboard for the city, a bureau and a department: the middle and the worst of some calls,
and the worst against the limit, 300 ms for a figure and 200 ms for going down into one.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ledger.records import Record

_TITLES, _BUREAUS, _DEPARTMENTS = 20_000, 9, 8
_YEARS = (2024, 2025, 2026)
_FIGURE_MS, _DRILL_MS = 300.0, 200.0
_CALLS = 7


def records(entries: int) -> Iterator[Record]:
    """Yield a made-up city: a tenth of its entries are reads, editions and baselines."""
    from app.ledger.periods import Month
    from app.ledger.printing import Binding, PrintSpec
    from app.ledger.records import (
        Baseline,
        Edition,
        Organisation,
        PrintOrder,
        Publication,
        Reads,
        Target,
    )

    chance = random.Random(11)
    parts = []
    left = entries
    yield Organisation("S", "새빛시", "", "city")
    for bureau in range(_BUREAUS):
        yield Organisation(f"B{bureau}", f"{bureau + 1}국", "S", "bureau")
        for below in range(_DEPARTMENTS):
            parts.append(f"B{bureau}-{below}")
            yield Organisation(parts[-1], f"{bureau + 1}국 {below + 1}과", f"B{bureau}")
    left -= 1 + _BUREAUS * (1 + _DEPARTMENTS)
    for year in _YEARS:
        yield Target(year, 200, "계획")
    left -= len(_YEARS)
    titles = min(_TITLES, entries // 10)
    for n in range(titles):
        spec = PrintSpec(chance.choice((16, 64, 120, 300)), binding=chance.choice(list(Binding)))
        yield Publication(f"P-{n:05}", f"간행물 {n + 1}", chance.choice(parts), spec)
        left -= 1
        if n % 3:
            yield Baseline(f"P-{n:05}", 2026, 3500, date(2026, 1, 2), "이과장", "계획", runs=20)
            left -= 1
        if n % 4 == 0:
            yield Edition(f"P-{n:05}", date(2026, 1 + n % 9, 3), f"{n:064x}", "", 100, 60)
            yield Reads(f"P-{n:05}", Month(2026, 9), chance.randint(0, 900))
            left -= 2
    for n in range(left):
        planned = chance.randint(100, 6000)
        printed = round(planned * chance.uniform(0.6, 1))
        day = date(chance.choice(_YEARS), chance.randint(1, 12), chance.randint(1, 28))
        amount = printed * chance.randint(900, 4000)
        # A few titles are printed often, most seldom.
        title = f"P-{min(titles - 1, int(titles * chance.random() ** 1.3)):05}"
        yield PrintOrder(f"N-{n:07}", title, day, planned, printed, amount, amount // 10)


def _measured(do: Callable[[], object]) -> tuple[float, float]:
    """Return the middle and the longest time of some calls, in milliseconds."""
    took = []
    for _ in range(_CALLS):
        began = time.perf_counter()
        do()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), max(took)


def main() -> None:
    """Write, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--url", help="an empty PostgreSQL database instead of a file")
    parser.add_argument("--ledger", type=Path, help="keep the file here, and use it again")
    options = parser.parse_args()

    from app.ledger.scenario import Scenario
    from app.services.costing.ledger import LedgerService
    from app.services.costing.view_models import Scope
    from app.store.ledger.store import LedgerStore

    folder = tempfile.TemporaryDirectory()
    at: Path | str = options.url or options.ledger or Path(folder.name) / "ledger.sqlite"
    with LedgerStore(at) as store:
        ledger = LedgerService(store, "김")
        if not ledger.count():
            began = time.perf_counter()
            ledger.add(records(options.entries))
            took = time.perf_counter() - began
            print(f"{ledger.count():,} entries written in {took:.0f} s", flush=True)
        figures = ledger.figures
        year = Scope.of_year(2026)
        bureau, department = Scope.of_year(2026, "B3"), Scope.of_year(2026, "B3-2")
        number = ledger.count() // 2
        top = figures.pareto(year).rows[0].publication
        limits: list[tuple[str, float, Callable[[], object]]] = []
        for place, scope in (("city", year), ("bureau", bureau), ("department", department)):
            for name, do in (
                ("cards", figures.cards),
                ("trend", figures.trend),
                ("organisations", figures.organisations),
                ("pareto", figures.pareto),
                ("forecast", figures.forecast),
                ("what-if", lambda scope: figures.what_if(scope, Scenario())),
                ("waterfall", figures.waterfall),
                ("environment", figures.environment),
            ):
                limits.append((f"{name}, {place}", _FIGURE_MS, lambda do=do, s=scope: do(s)))
            limits += [
                (
                    f"origin of {name}, {place}",
                    _DRILL_MS,
                    lambda n=name, s=scope: figures.derivation(s, n),
                )
                for name in ("realised", "potential", "spent", "digital", "won_a_copy")
            ]
        limits += [
            ("title", _DRILL_MS, lambda: figures.title(top, 2026)),
            ("path", _DRILL_MS, lambda: figures.path("B3-2")),
            ("years", _DRILL_MS, figures.years),
            ("newest entries", _DRILL_MS, lambda: ledger.entries(0, 100)),
            ("oldest entries", _DRILL_MS, lambda: ledger.entries(ledger.count() - 100, 100)),
            ("one entry", _DRILL_MS, lambda: ledger.record(number)),
        ]
        over = 0
        print(f"{'':<32}{'middle':>10}{'worst':>10}{'limit':>8}{'worst/limit':>13}")
        for name, limit, do in limits:
            middle, worst = _measured(do)
            over += worst > limit
            line = f"{name:<32}{middle:>7.0f} ms{worst:>7.0f} ms{limit:>5.0f} ms"
            print(f"{line}{worst / limit:>12.2f}x", flush=True)
        print(f"{over} of {len(limits)} beyond their limit")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"most memory: {peak:,.0f} MiB")
    folder.cleanup()


if __name__ == "__main__":
    main()
