# SPDX-License-Identifier: AGPL-3.0-or-later
"""How segments, codes and findings are written in the tables of a project, and read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from app.store.project.rows import OpenFinding
from translation.inline_codes import from_marked
from translation.review.segments import (
    CodeKind,
    InlineCodeInfo,
    Origin,
    ReviewSegment,
    Status,
)
from translation.units import UnitKind

SEGMENT = (
    "s.place, s.segment_id, u.unit_id, u.kind, s.source, s.target, s.status, s.locked,"
    " s.origin, s.match, s.confidence"
)
"""The columns that ``segment_of`` reads, of the tables "segment" as s and "unit" as u."""


def same_key(marked: str) -> int:
    """Return a number that equal sources share."""
    digest = hashlib.sha256(" ".join(marked.split()).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


def segment_of(row: Sequence[Any]) -> ReviewSegment:
    """Return the segment of a row."""
    number, segment_id, unit_id, kind, source, target, status, locked, origin, match, sure = row
    return ReviewSegment(
        segment_id,
        unit_id,
        number,
        UnitKind(kind),
        from_marked(source),
        from_marked(target),
        Status(status),
        bool(locked),
        Origin(origin),
        match,
        sure,
    )


def codes_form(codes: Sequence[InlineCodeInfo]) -> str:
    """Return the looks of codes as text."""
    return json.dumps(
        [[code.number, code.kind.value, code.paired, code.shown] for code in codes],
        ensure_ascii=False,
    )


def codes_of(form: str) -> tuple[InlineCodeInfo, ...]:
    """Return what ``codes_form`` wrote."""
    return tuple(
        InlineCodeInfo(number, CodeKind(kind), bool(paired), shown)
        for number, kind, paired, shown in json.loads(form)
    )


def finding_form(finding: OpenFinding) -> str:
    """Return a finding as text."""
    return json.dumps(
        [
            finding.check_id,
            finding.severity,
            finding.params,
            finding.source_span,
            finding.target_span,
        ],
        ensure_ascii=False,
    )


def finding_of(form: str) -> OpenFinding:
    """Return what ``finding_form`` wrote."""
    check_id, severity, params, source_span, target_span = json.loads(form)
    return OpenFinding(
        check_id,
        severity,
        tuple((name, value) for name, value in params),
        tuple(source_span) if source_span else None,
        tuple(target_span) if target_span else None,
    )


def finding_key(finding: OpenFinding) -> str:
    """What makes a finding the same after an edit: what is wrong, not where it stands."""
    return json.dumps([finding.check_id, finding.params], ensure_ascii=False)


def finding_named(key: str) -> OpenFinding:
    """Return the finding that ``finding_key`` names, without its place and severity."""
    check_id, params = json.loads(key)
    return OpenFinding(check_id, "", tuple((name, value) for name, value in params))


def here(number: int | None) -> str:
    """Return what finds one segment by its index, or all that stand in the document."""
    return "s.place IS NOT NULL" if number is None else "s.place = :place"
