# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small parcels travel together, large ones alone, and none is left behind."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.jobs.cluster.crates import TOGETHER, Crates


class Road:
    """What was sent."""

    def __init__(self) -> None:
        self.crates: list[tuple[int, ...]] = []
        self.lock = threading.Lock()

    def send(self, crate: tuple[int, ...]) -> None:
        with self.lock:
            self.crates.append(crate)

    @property
    def things(self) -> list[int]:
        return sorted(thing for crate in self.crates for thing in crate)

    def wait_for(self, count: int) -> None:
        deadline = time.monotonic() + 20
        while len(self.things) < count and time.monotonic() < deadline:
            time.sleep(0.002)


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 90_000) | st.integers(1, 600_000), max_size=60),
    hands=st.integers(1, 6),
)
def test_everything_is_sent_once_in_crates_of_the_right_size(sizes, hands):
    road = Road()
    crates = Crates(road.send, hands)
    for number, size in enumerate(sizes):
        crates.put(number, size)
    road.wait_for(len(sizes))
    crates.close()
    assert road.things == list(range(len(sizes)))
    for crate in road.crates:
        assert len(crate) <= TOGETHER
        assert len(crate) == 1 or sum(sizes[one] for one in crate) <= 256 * 1024


def test_many_small_things_travel_together():
    road = Road()
    crates = Crates(road.send, 2)
    for number in range(160):
        crates.put(number, 100)
    road.wait_for(160)
    crates.close()
    assert len(road.crates) < 60


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_things_are_not_kept_for_one_worker(count):
    """Near the end each worker gets something."""
    road = Road()
    crates = Crates(road.send, 4)
    for number in range(count):
        crates.put(number, 100)
    road.wait_for(count)
    crates.close()
    assert road.crates == [(number,) for number in range(count)]


def test_nothing_is_sent_after_the_end():
    road = Road()
    crates = Crates(road.send, 1)
    crates.close()
    crates.put(1, 100)
    time.sleep(0.05)
    assert road.crates == []
