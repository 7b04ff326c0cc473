# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alembic's entry: runs the steps on the connection that the engine hands over."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
