# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a file has come, and how long it will take."""

from __future__ import annotations

import pytest

from app.services.progress import TimeLeft, fraction, left_words


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_time_left_follows_the_speed_of_this_run() -> None:
    clock = Clock()
    watch = TimeLeft(clock)
    assert watch.seconds("read", 0.4) is None
    assert watch.seconds("translate", 0.0) is None
    clock.now = 30  # the model was loaded
    assert watch.seconds("translate", 0.5) is None  # half was finished before
    clock.now = 32
    assert watch.seconds("translate", 0.55) is None  # too early to say
    clock.now = 40
    assert watch.seconds("translate", 0.6) == pytest.approx(40)
    clock.now = 80
    assert watch.seconds("translate", 1.0) == pytest.approx(0)
    assert watch.seconds("write", 0.7) is None


def test_time_left_is_said_as_exactly_as_it_is_known() -> None:
    said = [left_words(seconds) for seconds in (20, 65, 600, 4 * 3600)]
    assert said == ["1분 안에 끝남", "약 1분 남음", "약 10분 남음", "약 4시간 남음"]


def test_translating_is_the_whole_way() -> None:
    assert fraction("translate", 1, 4) == 0.25
    assert fraction("write", 1, 1) == 1.0
    assert fraction("translate", 0, 0) == 0.0
