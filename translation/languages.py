# SPDX-License-Identifier: AGPL-3.0-or-later
"""The languages of a translation."""

from __future__ import annotations

from typing import NamedTuple


class LanguagePair(NamedTuple):
    """Languages of source and target, as BCP 47 tags."""

    source: str
    target: str
