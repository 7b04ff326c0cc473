# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of a city as a tree; codes that nobody described stand at its top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.ledger.records import Organisation


class OrganisationTree:
    """Organisations by their codes, with what lies below each."""

    def __init__(self, known: Iterable[Organisation], used: Iterable[str]) -> None:
        self._known = {one.code: one for one in known if one.code}
        belonging = set(used)
        self._has_strays = "" in belonging
        for code in belonging - {""}:
            self._known.setdefault(code, Organisation(code, code))
        self._below: dict[str, list[str]] = {}
        for one in self._known.values():
            self._below.setdefault(self._above(one), []).append(one.code)
        self._by_name = {code: (one.name, code) for code, one in self._known.items()}

    def _above(self, one: Organisation) -> str:
        """Return the parent; nothing where it is unknown, or below the part itself."""
        seen = {one.code}
        above = one.parent
        while above in self._known:
            if above in seen:
                return ""
            seen.add(above)
            above = self._known[above].parent
        return one.parent if one.parent in self._known else ""

    def __getitem__(self, code: str) -> Organisation:
        return self._known[code]

    def __contains__(self, code: str) -> bool:
        return code in self._known

    def children(self, code: str) -> tuple[str, ...]:
        """Return the parts right below, by name; of the whole city for an empty code."""
        return tuple(sorted(self._below.get(code, ()), key=lambda one: self._by_name[one]))

    def subtree(self, code: str) -> Iterator[str]:
        """Yield a part and all below it."""
        yield code
        for child in self._below.get(code, ()):
            yield from self.subtree(child)

    @property
    def top(self) -> str:
        """The one part that all others belong to; empty where there is no such part.

        What belongs to no part at all is of the city, and so there is no such part either.
        """
        roots = self._below.get("", [])
        whole = len(roots) == 1 and not self._has_strays and self._below.get(roots[0])
        return roots[0] if whole else ""
