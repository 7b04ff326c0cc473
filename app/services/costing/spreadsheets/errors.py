# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a table cannot be taken in."""

from __future__ import annotations

from app.errors import AppError


class TableUnreadable(AppError):
    """The file is no table that can be read."""


class ColumnMissing(TableUnreadable):
    """The table lacks what its kind needs."""


class SheetDoubtful(TableUnreadable):
    """More than one sheet could be the table; a person says which.

    Args:
        message: a message id with names.
        candidates: names of the sheets.
        **params: values for the names.
    """

    def __init__(self, message: str, candidates: tuple[str, ...] = (), **params: str | int) -> None:
        super().__init__(message, **params)
        self.candidates = candidates
