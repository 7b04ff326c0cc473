# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a table said of numbers whose unit was converted; older orders and baselines state nothing."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns."""
    op.execute("ALTER TABLE print_order ADD COLUMN stated TEXT NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE baseline ADD COLUMN stated TEXT NOT NULL DEFAULT ''")
