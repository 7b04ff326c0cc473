# SPDX-License-Identifier: AGPL-3.0-or-later
"""The number of the contract that a print order was made under; older orders state none."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE print_order ADD COLUMN contract TEXT NOT NULL DEFAULT ''")
