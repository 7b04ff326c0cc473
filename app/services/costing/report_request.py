# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report as it is asked for: whose figures, what it tells besides, and who it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Cover:
    """Who a report comes from; none of it is of the ledger."""

    office: str = ""
    department: str = ""
    author: str = ""
    emblem: bytes = b""
    """A PNG or JPEG picture."""

    @property
    def line(self) -> str:
        """Office, department and author in one line."""
        return " · ".join(part for part in (self.office, self.department, self.author) if part)


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What a report tells besides its figures, and which entries it counts."""

    environment: bool = False
    """Paper, trees and CO₂e are told too."""
    confirmed: bool = False
    """Only what was approved counts."""
    cover: Cover = field(default_factory=Cover)


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be written: a statement, and what the pages say besides."""

    statement: Mapping[str, Any]
    example: bool
    """Of made-up titles; every page says so."""
    options: ReportOptions = field(default_factory=ReportOptions)
