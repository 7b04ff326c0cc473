# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps that bring the tables of an older ledger up to date; see ``versions``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def newest_revision() -> str:
    """Return the revision of the last step: that of the tables of this program."""
    steps = (files(__name__) / "versions").iterdir()
    found = (re.match(r"r(\d{4})_\w+\.pyc?$", step.name) for step in steps)
    return max(match[1] for match in found if match)
