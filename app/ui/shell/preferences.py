# SPDX-License-Identifier: AGPL-3.0-or-later
"""The settings in use, shared by all pages; what changes is kept at once and told to everybody."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app import settings as stored
from app.settings import Settings, Value


class Preferences(QObject):
    """The settings in use.

    Args:
        settings: as they were at the start.
        parent: owner.
    """

    changed = Signal(object)
    """Names of the settings that have another value now (a frozenset)."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current = settings
        self._policy = stored.policy()

    def locked(self, name: str) -> str | None:
        """Return why the administrator has locked a setting ("" without words); None where not."""
        return self._policy.reasons.get(name)

    @property
    def policy_faults(self) -> tuple[str, ...]:
        """What of the administrator's policy makes no sense."""
        return self._policy.faults

    def change(self, **values: Value) -> None:
        """Set settings by their names, and keep them for the next start; locked ones stay."""
        values = {name: value for name, value in values.items() if self.locked(name) is None}
        before = self.current
        self.current = replace(before, **values)  # type: ignore[arg-type]
        stored.save(self.current)
        changed = frozenset(
            name for name in values if getattr(before, name) != getattr(self.current, name)
        )
        if changed:
            self.changed.emit(changed)
