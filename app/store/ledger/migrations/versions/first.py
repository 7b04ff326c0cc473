# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first tables, and triggers that keep entries from being changed or taken out."""

from __future__ import annotations

from alembic import op

from app.store.ledger.tables import METADATA

revision = "0001"
down_revision = None

_SQLITE = (
    "CREATE TRIGGER entry_{name} BEFORE {action} ON entry "
    "BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END"
)
_POSTGRESQL = (
    "CREATE FUNCTION entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$",
    "CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE ON entry "
    "FOR EACH ROW EXECUTE FUNCTION entry_is_kept()",
)


def upgrade() -> None:
    """Make them."""
    connection = op.get_bind()
    METADATA.create_all(connection)
    if connection.dialect.name == "postgresql":
        for statement in _POSTGRESQL:
            op.execute(statement)
        return
    for name, action in (("unchanged", "UPDATE"), ("kept", "DELETE")):
        op.execute(_SQLITE.format(name=name, action=action))
