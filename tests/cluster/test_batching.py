# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small messages travel together, large ones alone, and none is left behind."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.jobs.cluster.batching import MOST_JOBS, Batcher


class Road:
    """What was sent."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, ...]] = []
        self.lock = threading.Lock()

    def send(self, batch: tuple[int, ...]) -> None:
        with self.lock:
            self.batches.append(batch)

    @property
    def things(self) -> list[int]:
        return sorted(thing for batch in self.batches for thing in batch)

    def wait_for(self, count: int) -> None:
        deadline = time.monotonic() + 20
        while len(self.things) < count and time.monotonic() < deadline:
            time.sleep(0.002)


@settings(max_examples=25, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 90_000) | st.integers(1, 600_000), max_size=60),
    in_flight=st.integers(1, 6),
)
def test_everything_is_sent_once_in_batches_of_the_right_size(sizes, in_flight):
    road = Road()
    batcher = Batcher(road.send, in_flight)
    for number, size in enumerate(sizes):
        batcher.put(number, size)
    road.wait_for(len(sizes))
    batcher.close()
    assert road.things == list(range(len(sizes)))
    for batch in road.batches:
        assert len(batch) <= MOST_JOBS
        assert len(batch) == 1 or sum(sizes[one] for one in batch) <= 256 * 1024


def test_many_small_things_travel_together():
    road = Road()
    batcher = Batcher(road.send, 2)
    for number in range(160):
        batcher.put(number, 100)
    road.wait_for(160)
    batcher.close()
    assert len(road.batches) < 60


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_few_things_are_not_kept_for_one_worker(count):
    """Near the end each worker gets something."""
    road = Road()
    batcher = Batcher(road.send, 4)
    for number in range(count):
        batcher.put(number, 100)
    road.wait_for(count)
    batcher.close()
    assert road.batches == [(number,) for number in range(count)]


def test_nothing_is_sent_after_the_end():
    road = Road()
    batcher = Batcher(road.send, 1)
    batcher.close()
    batcher.put(1, 100)
    time.sleep(0.05)
    assert road.batches == []
