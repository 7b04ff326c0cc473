# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style rules that books and web pages share."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def base_rules() -> str:
    """Return the style sheet that all books share."""
    return (files("assets") / "css" / "book.css").read_text(encoding="utf-8")
