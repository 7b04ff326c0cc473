# SPDX-License-Identifier: AGPL-3.0-or-later
"""The style sheets of a book."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

NAME = "book.css"


@cache
def base_rules() -> str:
    """Return the style sheet that all books share."""
    return (files("assets") / "css" / "book.css").read_text(encoding="utf-8")


def book_rules(colours: str) -> bytes:
    """Return the style sheet of one book: the shared rules and those of its colours."""
    return (base_rules() + colours).encode()
