# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts of strangers in the cells of a spreadsheet."""

from __future__ import annotations


def not_a_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: tables come from strangers."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
