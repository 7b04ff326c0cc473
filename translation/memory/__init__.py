# SPDX-License-Identifier: AGPL-3.0-or-later
"""The translation memory: what was translated once, found again exactly or nearly."""

from translation.memory.store import Memory
from translation.memory.units import Match, MemoryUnit, context_of

__all__ = ["Match", "Memory", "MemoryUnit", "context_of"]
