# SPDX-License-Identifier: AGPL-3.0-or-later
"""A ledger of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import confined_reading
from app.services.costing.ledger import LedgerService, open_ledger
from tests.read_here import read_here


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own data folder out of it."""
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("HANJI_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerService]:
    """An empty ledger, worked with by 김."""
    with open_ledger(str(tmp_path / "ledger.sqlite"), "김") as opened:
        yield opened


@pytest.fixture(autouse=True)
def no_worker_for_each_table(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Do a worker's work here, by the same way through a file: hundreds of tests read tables.

    Those marked ``confined`` start real workers.
    """
    if request.node.get_closest_marker("confined") is None:
        monkeypatch.setattr(confined_reading, "read_in_worker", read_here)
