# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bridge: from the headline to every other amount, to the won."""

from __future__ import annotations

from hypothesis import given

from app.ledger.assessment import assess
from app.ledger.bridge import BridgeStep, bridge
from app.ledger.empty_figures import lack_of
from app.ledger.totals import Totals
from app.ledger.waterfall import waterfall
from tests.ledger.cities import PRICES, titles


@given(titles())
def test_steps_lead_from_one_amount_to_the_next(known):
    totals = assess(known, PRICES).totals
    lines = bridge(totals)
    at = lines[0].won
    for line in lines[1:]:
        if line.whole:
            assert line.won == at, line.step
        else:
            at += line.won
    steps = waterfall(totals)
    won = {line.step: line.won for line in lines}
    assert won[BridgeStep.NET] == totals.net
    assert won[BridgeStep.DIFFERENCE] == steps.baseline - steps.actual
    assert won[BridgeStep.FEWER] == -(steps.volume + steps.mix + steps.setup)


def test_a_nought_for_want_of_data_says_what_it_lacks():
    names = ("planned", "avoided", "spent", "realised", "potential", "won_a_copy", "ebook")
    assert all(lack_of(name, Totals()) for name in names)
    measured = Totals(runs=1, measured_runs=1, printed=5, setup=1, measured_setup=1, base_setup=1)
    assert not lack_of("realised", measured)
    assert lack_of("potential", measured)
    # All that was printed was saved: a nought of its own right.
    gone = Totals(runs=1, measured_runs=1, baseline=9, avoided=9, base_variable=7, saved=7)
    assert not any(lack_of(name, gone) for name in ("printed", "spent", "avoided", "realised"))
    assert lack_of("won_a_copy", gone)
