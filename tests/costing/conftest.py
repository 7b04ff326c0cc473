# SPDX-License-Identifier: AGPL-3.0-or-later
"""A ledger of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.costing.ledger import Desk, open_desk


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own data folder out of it."""
    monkeypatch.setenv("HANJI_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("HANJI_DATABASE", raising=False)
    return tmp_path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty ledger, with 김 at the desk."""
    with open_desk(str(tmp_path / "ledger.sqlite"), "김") as opened:
        yield opened
