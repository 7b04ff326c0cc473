# SPDX-License-Identifier: AGPL-3.0-or-later
"""The way from one language to another over the installed packages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from translation.errors import ModelMissing

PIVOT = "en"
"""Where no package leads from one language to the other, two lead through this one."""


class Leg(Protocol):
    """What a package says of itself."""

    @property
    def from_code(self) -> str:
        """Language that it reads."""

    @property
    def to_code(self) -> str:
        """Language that it writes."""


L = TypeVar("L", bound=Leg)


def find_route(packages: Sequence[L], source: str, target: str) -> tuple[L, ...]:
    """Return the packages to go through, one or two; the first of ``packages`` that fits is taken.

    Raises:
        ModelMissing: nothing leads there.
    """
    direct = _leg(packages, source, target)
    if direct is not None:
        return (direct,)
    first, second = _leg(packages, source, PIVOT), _leg(packages, PIVOT, target)
    if first is not None and second is not None:
        return first, second
    raise ModelMissing(source=source, target=target)


def _leg(packages: Sequence[L], source: str, target: str) -> L | None:
    for package in packages:
        if (package.from_code, package.to_code) == (source, target):
            return package
    return None
