# SPDX-License-Identifier: AGPL-3.0-or-later
"""The steps make the tables of today, from nothing and from what each earlier version had."""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, create_engine, inspect

from app.store.ledger.engine import address
from app.store.ledger.migrations import newest_revision
from app.store.ledger.store import LedgerStore
from app.store.ledger.tables import METADATA

STEPS = sorted(
    Path(str(step))
    for step in (files("app.store.ledger.migrations") / "versions").iterdir()
    if re.fullmatch(r"r\d{4}_\w+\.py", step.name)
)


def tables_of(connection: Connection) -> dict[str, Any]:
    """Return all that makes a table: columns with type and null, its key, its indexes.

    Defaults are left out: a step that adds a column fills older rows with one, and the program
    states every column itself.
    """
    found = inspect(connection)
    return {
        table: (
            {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in found.get_columns(table)
            },
            found.get_pk_constraint(table)["constrained_columns"],
            {one["name"]: (one["column_names"], one["unique"]) for one in found.get_indexes(table)},
            found.get_foreign_keys(table),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def without_rowid(connection: Connection) -> set[str]:
    """Return the tables of SQLite that are clustered by their key."""
    if connection.dialect.name != "sqlite":
        return set()
    asked = "SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'"
    return {row[0] for row in connection.exec_driver_sql(asked)}


def test_the_steps_make_the_tables_that_the_program_uses(at: Path | str) -> None:
    with LedgerStore(at) as store, store.reading() as connection:
        stepwise = tables_of(connection), without_rowid(connection)
    with LedgerStore(at) as store, store.writing() as connection:
        everything = MetaData()
        everything.reflect(connection)
        everything.drop_all(connection)
    engine = create_engine(address(at))
    with engine.begin() as connection:
        METADATA.create_all(connection)
        assert stepwise == (tables_of(connection), without_rowid(connection))
    engine.dispose()
    assert set(stepwise[0]) == {table.name for table in METADATA.sorted_tables}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.stem)
def test_a_step_knows_nothing_of_the_tables_of_today(step: Path) -> None:
    """Or what a released step makes would change with them."""
    imported = set()
    for node in ast.walk(ast.parse(step.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module or ".")
        elif isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)
    assert imported <= {"__future__", "alembic", "sqlalchemy"}


def test_each_step_follows_the_one_before() -> None:
    previous = "None"
    for number, step in enumerate(STEPS, 1):
        text = step.read_text("utf-8")
        assert f'revision = "{number:04}"' in text
        assert step.name.startswith(f"r{number:04}_")
        before = re.search(r"^down_revision = (.+)$", text, re.MULTILINE)
        assert before is not None
        assert before[1].strip('"') == previous
        previous = f"{number:04}"
    assert newest_revision() == previous
