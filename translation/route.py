# SPDX-License-Identifier: AGPL-3.0-or-later
"""Routes: which installed packages lead from one language to another, directly or by a pivot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from translation.errors import ModelMissing

PIVOT = "en"
"""Where no package leads from one language to the other, two lead through this one."""


class TranslationDirection(Protocol):
    """The direction that a package translates in."""

    @property
    def from_code(self) -> str:
        """Language that it reads."""

    @property
    def to_code(self) -> str:
        """Language that it writes."""


DirectionT = TypeVar("DirectionT", bound=TranslationDirection)


def find_route(packages: Sequence[DirectionT], source: str, target: str) -> tuple[DirectionT, ...]:
    """Return the packages to go through, one or two; the first of ``packages`` that fits is taken.

    Raises:
        ModelMissing: nothing leads there.
    """
    direct = _first_of(packages, source, target)
    if direct is not None:
        return (direct,)
    first, second = _first_of(packages, source, PIVOT), _first_of(packages, PIVOT, target)
    if first is not None and second is not None:
        return first, second
    raise ModelMissing(source=source, target=target)


def _first_of(packages: Sequence[DirectionT], source: str, target: str) -> DirectionT | None:
    for package in packages:
        if (package.from_code, package.to_code) == (source, target):
            return package
    return None
