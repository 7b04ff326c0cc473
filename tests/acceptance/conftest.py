# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run of the command over the corpus for all tests, and their figures at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.corpus import Run, convert_all

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

_FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The corpus converted once: Korean, a fixed seed of hashes, a far time zone."""
    folder = tmp_path_factory.mktemp("corpus")
    return convert_all(folder, HANJI_LANG="ko", PYTHONHASHSEED="1", TZ="Asia/Seoul")


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Return a function that keeps a line for the end of the run."""
    return request.config.stash.setdefault(_FIGURES, []).append


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the figures above the closing line."""
    figures = terminalreporter.config.stash.get(_FIGURES, [])
    if figures:
        terminalreporter.section("acceptance")
        for line in figures:
            terminalreporter.write_line(line)
