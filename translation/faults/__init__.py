# SPDX-License-Identifier: AGPL-3.0-or-later
"""Faults of a translated segment that can be seen without a reference."""

from translation.faults.checks import CHECKS, find_faults
from translation.faults.kinds import Fault, FaultId, Pair, Severity

__all__ = ["CHECKS", "Fault", "FaultId", "Pair", "Severity", "find_faults"]
