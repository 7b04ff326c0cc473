# SPDX-License-Identifier: AGPL-3.0-or-later
"""Copies of what each released version wrote."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.store.ledger import postgresql

HERE = Path(__file__).parent
VERSIONS = tuple(sorted(folder.name for folder in HERE.glob("*.*.*") if folder.is_dir()))


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """A released version."""
    return str(request.param)


@pytest.fixture
def stores(version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of all that the version wrote; it is the data folder as well."""
    folder = tmp_path / "stores"
    with tarfile.open(HERE / version / "stores.tar.xz") as kept:
        kept.extractall(folder, filter="data")
    monkeypatch.setenv("HANJI_DATA_DIR", str(folder))
    monkeypatch.setenv("HANJI_CONFIG_DIR", str(folder))
    monkeypatch.delenv("HANJI_DATABASE", raising=False)
    return folder


@pytest.fixture(scope="session")
def server() -> Iterator[postgresql.Server]:
    """A server that runs."""
    binaries = postgresql.programs()
    if binaries is None:
        if postgresql.REQUIRED:
            pytest.fail("HANJI_TEST_POSTGRESQL=1, and there is no PostgreSQL server here")
        pytest.skip("there is no PostgreSQL server on this machine")
    with postgresql.running(binaries) as server:
        yield server


# The server is for the slow suite: the fast one tries the same on a file.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def old_ledger(request: pytest.FixtureRequest, stores: Path, version: str) -> Iterator[Path | str]:
    """The address of a ledger that the version wrote."""
    if request.param == "sqlite":
        yield stores / "ledger.sqlite"
        return
    server: postgresql.Server = request.getfixturevalue("server")
    url = server.fresh()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute((HERE / version / "ledger.postgresql.sql").read_bytes())
    yield url
    server.drop(url)
