# SPDX-License-Identifier: AGPL-3.0-or-later
"""Header cells of tables: which cells head columns and rows, by marks, looks and words."""
