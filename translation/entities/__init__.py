# SPDX-License-Identifier: AGPL-3.0-or-later
"""What of a source must be the same, or follows a rule, in its translation."""

from translation.entities.kinds import Entity, EntityKind
from translation.entities.recognition import find_entities
from translation.entities.retention import is_kept

__all__ = ["Entity", "EntityKind", "find_entities", "is_kept"]
