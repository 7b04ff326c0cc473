# SPDX-License-Identifier: AGPL-3.0-or-later
"""The bilingual table for reviewers without a tool: what its rows say, and reading them back.

``table_html`` and ``table_docx`` are its two forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translation.exchange.errors import ExchangeCode, ExchangeRefused
from translation.exchange.marks import MarkDamaged, from_marks, with_marks
from translation.exchange.returned import Returned, ReturnedSegment
from translation.exchange.xml import legal
from translation.review.segments import Comment, ReviewDocument, ReviewSegment

REPLY = "↳"
"""Stands before a reply."""
COLUMNS = ("번호 No.", "상태 Status", "원문 Source", "번역 Target", "의견 Comment")


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of a returned table: what somebody left in it."""

    segment_id: str
    target: str
    """With marks."""
    comments: tuple[str, ...]
    """One for each paragraph of the cell."""
    line: int = 0


def comment_line(comment: Comment) -> str:
    """Return a comment as its paragraph shows it."""
    said = " ".join(part for part in (comment.author, comment.at) if part)
    done = " ✓" if comment.resolved else ""
    about = f" “{comment.anchor.quote}”" if comment.anchor else ""
    head = f"{said}{done}{about}".strip()
    reply = f"{REPLY} " if comment.reply_to is not None else ""
    return legal(reply + (f"{head}: {comment.text}" if head else comment.text))


def comments_by_segment(document: ReviewDocument) -> dict[str, list[Comment]]:
    """Return the comments of each segment in their order."""
    found: dict[str, list[Comment]] = {}
    for comment in document.comments:
        found.setdefault(comment.segment_id, []).append(comment)
    return found


@dataclass(frozen=True, slots=True)
class ReturnedRows:
    """A table as a file has it."""

    document_id: str
    """SHA-256 of the document that it says it is of."""
    rows: tuple[ReturnedRow, ...]


def returned_rows(document: ReviewDocument, table: ReturnedRows) -> Returned:
    """Return what changed in a table.

    A target that only differs in whitespace is unchanged, since word processors change those. A
    paragraph of the comment cell that is none of the known comments is a new one.

    Raises:
        ExchangeRefused: of another document, an unknown or repeated segment, a damaged mark.
    """
    if table.document_id != document.document_id:
        raise ExchangeRefused(ExchangeCode.OTHER_DOCUMENT)
    own = {segment.segment_id: segment for segment in document.segments}
    known = {unit.unit_id: {look.number for look in unit.codes} for unit in document.units}
    said = comments_by_segment(document)
    segments: list[ReturnedSegment] = []
    comments: list[Comment] = []
    seen: set[str] = set()
    for row in table.rows:
        segment = own.get(row.segment_id)
        if segment is None or row.segment_id in seen:
            code = ExchangeCode.UNKNOWN_SEGMENT if segment is None else ExchangeCode.RESEGMENTED
            raise ExchangeRefused(code, row.line, segment=row.segment_id[:80])
        seen.add(row.segment_id)
        numbers = known.get(segment.unit_id, set()) | segment.source.numbers()
        segments.append(_segment(segment, row, frozenset(numbers | segment.target.numbers())))
        comments += _new_comments(row, said.get(row.segment_id, []))
    return Returned(
        document.source_language,
        document.target_language,
        tuple(segments),
        tuple(comments),
        table.document_id,
    )


def _new_comments(row: ReturnedRow, known: list[Comment]) -> Iterator[Comment]:
    """Yield what was written into the cell; below a thread and with its mark, it is a reply."""
    old = {_folded(comment_line(one)): one for one in known}
    thread: int | None = None
    for text in filter(str.strip, row.comments):
        one = old.get(_folded(text))
        if one is not None:
            thread = one.reply_to if one.reply_to is not None else one.comment_id
            continue
        reply = thread if text.strip().startswith(REPLY) else None
        words = text.strip().removeprefix(REPLY).strip() if reply is not None else text.strip()
        yield Comment(row.segment_id, "", "", words, reply_to=reply)


def _folded(text: str) -> str:
    return " ".join(text.split())


def _segment(segment: ReviewSegment, row: ReturnedRow, known: frozenset[int]) -> ReturnedSegment:
    target, status = segment.target, segment.status
    if _folded(row.target) != _folded(legal(with_marks(segment.target))):
        try:
            target, changed = from_marks(row.target.strip(), known), True
        except MarkDamaged as damage:
            raise ExchangeRefused(
                ExchangeCode.DAMAGED_MARK, row.line, number=segment.number, mark=damage.mark
            ) from damage
    else:
        changed = False
    return ReturnedSegment(
        segment.segment_id,
        segment.unit_id,
        segment.source,
        target,
        None if changed else status,
        segment.locked,
        row.line,
    )
