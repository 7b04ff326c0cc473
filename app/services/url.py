# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places that are named by a URL instead of a path."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Url:
    """A URL of a folder or file that is not mounted on this machine."""

    text: str

    @classmethod
    def of(cls, text: str) -> Url | None:
        """Return the URL that a text is; None for a path."""
        scheme, colon, _ = text.partition("://")
        # One letter is a drive of Windows.
        return cls(text.rstrip("/")) if colon and len(scheme) > 1 else None
