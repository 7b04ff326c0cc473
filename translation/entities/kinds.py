# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kinds of entities and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    """What an entity is."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    CODE = "code"
    ARTICLE = "article"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a source whose value the translation keeps."""

    kind: EntityKind
    start: int
    end: int
    """Offsets in the source, in characters."""
    text: str
    accepted: tuple[str, ...]
    """Renderings in the target language, the best first; empty where no rule knows one."""
