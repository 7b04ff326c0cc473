# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every book holds is what the independent counter finds in the records."""

from __future__ import annotations

import pytest

from tests.acceptance.compare_corpus import EXACT, Reading, compare, readings_of
from tests.acceptance.corpus import HWP, PEERS
from tests.acceptance.count_records import Counts, count_file

pytestmark = [pytest.mark.slow, pytest.mark.corpus]


@pytest.fixture(scope="module")
def counted(converted) -> dict[str, Counts]:
    found = {name: count_file(HWP / name) for name in converted.books() if name.endswith(".hwp")}
    assert len(found) > 200
    assert {counts.status for counts in found.values()} == {"ok"}
    return found


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    if not PEERS.is_file():
        pytest.skip("the figures of other readers are not beside the checkout")
    return readings_of(PEERS)


def test_tables_pictures_equations_and_notes_equal_the_records(converted, counted, figure):
    wrong = {}
    for name, raw in counted.items():
        item = converted.items[name]
        # Pictures that were made of drawings are none in the records.
        drawn = sum(n["count"] for n in item["notices"] if n["kind"] == "drawing-redrawn")
        counts = {**item["counts"], "images": item["counts"]["images"] - drawn}
        found = compare(counts, raw)
        if found.wrong:
            wrong[name] = found.wrong
    assert not wrong
    sums = ", ".join(
        f"{sum(raw.places['body'][kind] for raw in counted.values()):,} {kind}" for kind in EXACT
    )
    figure(f"equal in each of {len(counted)} files: {sums}")


def test_no_hangul_is_lost_and_none_doubled(converted, counted, figure):
    lost = {}
    for name, raw in counted.items():
        found = compare(converted.items[name]["counts"], raw)
        if found.hangul:
            lost[name] = found.hangul
    assert not lost
    ours = sum(converted.items[name]["counts"]["hangul"] for name in counted)
    records = sum(raw.places["body"]["hangul"] for raw in counted.values())
    figure(f"Hangul: {ours:,} in the books, {records:,} in the records without printed numbers")


def test_other_readers_find_no_more_than_we_do(converted, counted, readings, figure):
    both = readings.keys() & counted.keys()
    assert len(both) > 50
    less = {}
    for name in sorted(both):
        found = compare(converted.items[name]["counts"], counted[name], readings[name])
        if found.hangul:
            less[name] = found.hangul
    assert not less
    asked = sum(readings[name].peer_counts_the_same(counted[name]) for name in both)
    figure(
        f"Hangul: none less than an independent reader in {len(both)} files, "
        f"than the best peer in {asked} where it counts the same things"
    )


def test_two_independent_readers_agree_with_each_other(counted, readings):
    """The counter that judges us is judged too, by a reader of other authors."""
    differing = {
        name: (held, readings[name].reader)
        for name in readings.keys() & counted.keys()
        if (held := sum(place["hangul"] for place in _printed(counted[name])))
        != readings[name].reader
    }
    assert not differing


def _printed(raw: Counts) -> list:
    return [raw.places["body"], raw.places["running"]]


def test_the_comparison_notices_losses(counted):
    name, raw = max(counted.items(), key=lambda pair: pair[1].places["body"]["tables"])
    whole = dict(raw.places["body"])
    assert not compare(whole, raw).wrong
    assert not compare(whole, raw).hangul
    for kind in EXACT:
        assert compare(whole | {kind: whole.get(kind, 0) - 1}, raw).wrong, (name, kind)
    assert compare(whole | {"hangul": whole["hangul"] * 998 // 1000}, raw).hangul
    assert compare(whole | {"hangul": whole["hangul"] * 2}, raw).hangul
