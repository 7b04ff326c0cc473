# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same tests on a file and on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.costing.ledger import LedgerService
from app.store.ledger.store import LedgerStore
from tests.store.ledger import postgresql
from tests.store.ledger.city import CITY

At = Path | str


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """Give a server that runs."""
    binaries = postgresql.programs()
    if binaries is None:
        if postgresql.REQUIRED:
            pytest.fail("HANJI_TEST_POSTGRESQL=1, and there is no PostgreSQL server here")
        pytest.skip("there is no PostgreSQL server on this machine")
    with postgresql.running(binaries) as server:
        yield server


# The server is for the slow suite: the fast one tries the same on a file.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def at(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[At]:
    """Give the address of a ledger that nobody has written to."""
    if request.param == "sqlite":
        yield tmp_path / "ledger.sqlite"
        return
    server: postgresql.Server = request.getfixturevalue("server")
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture
def store(at: At) -> Iterator[LedgerStore]:
    """Open an empty ledger."""
    with LedgerStore(at) as opened:
        yield opened


@pytest.fixture
def city(store: LedgerStore) -> LedgerStore:
    """Give a ledger with a small city, entered by 김."""
    LedgerService(store, "김").add(CITY)
    return store
