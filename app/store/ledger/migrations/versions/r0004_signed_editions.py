# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who signed an e-book, when, and what its check said; older editions say nothing of it."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    for name in ("signed_by", "signed", "checked"):
        op.execute(f"ALTER TABLE edition ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
