# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plugin: prints where a run's time went, by directory of tests, above pytest's closing line.

Each process of the run (the only one, or the workers of pytest-xdist) measures its own tests;
the measures travel on the test reports to the process that prints them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

_ATTRIBUTE = "hanji_cpu_seconds"
_LEAST_SECONDS = 0.5
"""Processor time below which directories share the last row."""


@dataclass
class DirectoryTime:
    """What the tests of one directory took, their fixtures included."""

    tests: int = 0
    seconds: float = 0.0
    """By the clock on the wall, waiting included; summed over all workers."""
    cpu_seconds: float = 0.0
    """Of the processor, in this process and in the child processes that ended meanwhile."""

    def add(self, other: DirectoryTime) -> None:
        """Add what another directory took."""
        self.tests += other.tests
        self.seconds += other.seconds
        self.cpu_seconds += other.cpu_seconds


class TimeByDirectory:
    """The plugin; ``directories`` has the sums of the reports so far."""

    def __init__(self) -> None:
        self.directories: dict[str, DirectoryTime] = {}
        self._mark = _cpu_seconds()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self) -> Iterator[None]:
        """Begin to measure; what lies between two tests is of neither."""
        self._mark = _cpu_seconds()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Iterator[None]:
        """Put the processor time of a set-up, call or tear-down on its report."""
        report: Any = yield
        now = _cpu_seconds()
        setattr(report, _ATTRIBUTE, now - self._mark)
        self._mark = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Sum a report; under xdist the controller hears those of all workers."""
        took = self.directories.setdefault(directory_of(report.nodeid), DirectoryTime())
        took.tests += report.when == "setup"
        took.seconds += report.duration
        took.cpu_seconds += getattr(report, _ATTRIBUTE, 0.0)

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Print the table, the dearest directory first."""
        if not self.directories:
            return
        terminalreporter.section("time per directory")
        for line in table(self.directories):
            terminalreporter.write_line(line)


_elsewhere = 0.0


def count_elsewhere(cpu_seconds: float) -> None:
    """Count processor time that the running test took in a process which is no child of ours."""
    global _elsewhere
    _elsewhere += cpu_seconds


def _cpu_seconds() -> float:
    return time.process_time() + sum(os.times()[2:4]) + _elsewhere


def directory_of(nodeid: str) -> str:
    """Return the directory of a test, at most two levels below ``tests``."""
    parts = PurePosixPath(nodeid.partition("::")[0]).parent.parts
    return "/".join(parts[:3]) or "."


def table(directories: dict[str, DirectoryTime]) -> list[str]:
    """Return the lines of the table: processor and wall seconds, tests, directory."""
    small, total = DirectoryTime(), DirectoryTime()
    rows: list[tuple[str, DirectoryTime]] = []
    for name, took in directories.items():
        total.add(took)
        if took.cpu_seconds < _LEAST_SECONDS:
            small.add(took)
        else:
            rows.append((name, took))
    rows.sort(key=lambda row: row[1].cpu_seconds, reverse=True)
    rows += [(f"less than {_LEAST_SECONDS} s each", small)] if small.tests else []
    return [
        f"{'cpu s':>8} {'wall s':>8} {'tests':>6}",
        *(
            f"{took.cpu_seconds:8.1f} {took.seconds:8.1f} {took.tests:6}  {name}"
            for name, took in (*rows, ("all", total))
        ),
    ]
