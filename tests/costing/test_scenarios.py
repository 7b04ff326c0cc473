# SPDX-License-Identifier: AGPL-3.0-or-later
"""What-ifs are kept with a name, and come back as they were."""

from __future__ import annotations

import pytest

from app.ledger.scenario import Scenario
from app.services.costing.scenarios import (
    MOST,
    KeptScenario,
    ScenariosUnreadable,
    drop_scenario,
    keep_scenario,
    kept_scenarios,
)

HALF = Scenario(500, 200, 1000, 12, 300_000)


def test_they_come_back_by_their_names(tmp_path):
    path = tmp_path / "scenarios.json"
    assert kept_scenarios(path) == ()
    keep_scenario("  절반  전환 ", HALF, path)
    keep_scenario("가장 조심스러운 안", Scenario(100), path)
    assert kept_scenarios(path) == (
        KeptScenario("가장 조심스러운 안", Scenario(100)),
        KeptScenario("절반 전환", HALF),
    )
    keep_scenario("절반 전환", Scenario(450), path)
    assert {one.name: one.scenario for one in kept_scenarios(path)}["절반 전환"].substitution == 450
    assert drop_scenario("절반 전환", path) == (KeptScenario("가장 조심스러운 안", Scenario(100)),)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "{}",
        '{"schema": 2, "scenarios": {}}',
        '{"schema": 1, "scenarios": {"a": {"x": 1}}}',
    ],
)
def test_a_file_of_something_else_is_left_as_it_is(tmp_path, data):
    path = tmp_path / "scenarios.json"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(ScenariosUnreadable):
        keep_scenario("가", HALF, path)
    assert path.read_text(encoding="utf-8") == data


def test_a_scenario_needs_a_name_and_there_is_an_end(tmp_path):
    path = tmp_path / "scenarios.json"
    with pytest.raises(ValueError):
        keep_scenario("  ", HALF, path)
    for number in range(MOST):
        keep_scenario(str(number), HALF, path)
    with pytest.raises(ValueError):
        keep_scenario("noch eins", HALF, path)
    keep_scenario("3", Scenario(), path)
