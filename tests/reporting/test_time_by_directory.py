# SPDX-License-Identifier: AGPL-3.0-or-later
"""The closing table says where the time of a run went, also when xdist's workers took it."""

from __future__ import annotations

import time

import pytest

from tests.reporting.time_by_directory import (
    DirectoryTime,
    TimeByDirectory,
    directory_of,
    table,
)


def report_of(nodeid: str, when: str, plugin: TimeByDirectory) -> pytest.TestReport:
    """Return a report as it is when a worker has sent it to the controller."""
    made = pytest.TestReport(nodeid, ("", 0, ""), {}, "passed", None, when, duration=0.25)
    measured = plugin.pytest_runtest_makereport()
    next(measured)
    with pytest.raises(StopIteration) as returned:
        measured.send(made)
    return pytest.TestReport._from_json(returned.value.value._to_json())


def test_processor_time_goes_to_the_directory_of_its_test():
    worker, controller = TimeByDirectory(), TimeByDirectory()
    until = time.process_time() + 0.06
    while time.process_time() < until:
        pass
    busy = "tests/ui/ledger/test_one.py::test_busy"
    for when in ("setup", "call", "teardown"):
        controller.pytest_runtest_logreport(report_of(busy, when, worker))
    for when in ("setup", "call", "teardown"):
        controller.pytest_runtest_logreport(report_of("tests/app/test_two.py::test", when, worker))
    ledger, app = controller.directories["tests/ui/ledger"], controller.directories["tests/app"]
    assert ledger.tests == app.tests == 1
    assert ledger.seconds == app.seconds == pytest.approx(0.75)
    assert ledger.cpu_seconds >= 0.06
    assert ledger.cpu_seconds > app.cpu_seconds


@pytest.mark.parametrize(
    ("nodeid", "directory"),
    [
        ("tests/app/test_convert.py::test_a[x/y::z]", "tests/app"),
        ("tests/converters/readers/pdf/test_flow.py::test_a", "tests/converters/readers"),
        ("test_alone.py::test_a", "."),
    ],
)
def test_directories_are_at_most_two_below_the_tests(nodeid, directory):
    assert directory_of(nodeid) == directory


def test_the_dearest_stands_first_and_small_ones_share_a_row():
    lines = table(
        {
            "tests/small": DirectoryTime(2, 0.1, 0.2),
            "tests/app": DirectoryTime(3, 9.0, 4.0),
            "tests/ui": DirectoryTime(5, 8.0, 6.5),
            "tests/tiny": DirectoryTime(1, 0.1, 0.1),
        }
    )
    assert [line.split() for line in lines[1:]] == [
        ["6.5", "8.0", "5", "tests/ui"],
        ["4.0", "9.0", "3", "tests/app"],
        ["0.3", "0.2", "3", "less", "than", "0.5", "s", "each"],
        ["10.8", "17.2", "11", "all"],
    ]
