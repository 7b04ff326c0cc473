# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kinds of faults and what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a fault is: an error changes or loses what is said."""

    ERROR = "error"
    WARNING = "warning"


class FaultId(StrEnum):
    """What is wrong."""

    EMPTY = "empty"
    LOST_ENTITY = "lost-entity"
    ADDED_NUMBER = "added-number"
    HANGUL_LEFT = "hangul-left"
    SOURCE_COPIED = "source-copied"
    WRONG_SCRIPT = "wrong-script"
    REPETITION = "repetition"
    OMISSION = "omission"
    TOO_LONG = "too-long"
    BRACKETS = "brackets"


class Pair(NamedTuple):
    """Languages of source and target, BCP 47."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``params`` are names and values for its explanation."""

    fault_id: FaultId
    severity: Severity
    params: tuple[tuple[str, str], ...] = ()
