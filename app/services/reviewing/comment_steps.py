# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps of comments: what was said, answered or deleted is taken back, beside the steps of segments.

A step knows the whole thread before and after it. Where the thread is no longer what the step left, because
segments were joined or a copy was merged, there is nothing to take back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.reviewing.session import Review
from app.store.project.comments import ThreadRow
from translation.review.anchors import SpanAnchor
from translation.review.segments import Comment

_MOST = 100


@dataclass(frozen=True, slots=True)
class _Step:
    number: int
    """Of the segment where it was done: elsewhere nobody would see what an undo did."""
    root: int
    before: Sequence[ThreadRow]
    after: Sequence[ThreadRow]


class CommentSteps:
    """What one person did to comments since the project was opened, with the way back.

    Args:
        review: the session.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    def can_undo(self, number: int) -> bool:
        """Say whether there is something to take back at a segment."""
        return any(step.number == number for step in self._done)

    def say(self, number: int, text: str, span: SpanAnchor | None, reply_to: int | None) -> None:
        """Say something of a segment; see ``Review.comment``."""
        before = self._thread(reply_to) if reply_to is not None else ()
        made = self._review.comment(number, text, span, reply_to)
        self._add(number, made if reply_to is None else reply_to, before)

    def resolve(self, number: int, root: int, *, resolved: bool) -> None:
        """Mark a thread as answered, or as open again."""
        before = self._thread(root)
        self._review.project.resolve_comment(root, resolved=resolved)
        self._add(number, root, before)

    def may_delete(self, comment: Comment) -> bool:
        """Say whether a comment is one's own, and nobody answered it."""
        mine = comment.author == self._review.author and comment.comment_id is not None
        is_first = comment.reply_to is None
        return mine and not (is_first and len(self._thread(comment.comment_id or 0)) > 1)

    def delete(self, number: int, comment: Comment) -> None:
        """Delete a comment that ``may_delete`` allows."""
        if comment.comment_id is None or not self.may_delete(comment):
            return
        root = comment.comment_id if comment.reply_to is None else comment.reply_to
        before = self._thread(root)
        left = [row for row in before if row[0] != comment.comment_id]
        self._review.project.put_comment_thread(root, left)
        self._add(number, root, before)

    def undo(self, number: int) -> bool:
        """Take back the last step at a segment; False where that cannot be."""
        step = _last(self._done, number)
        if step is None or self._thread(step.root) != tuple(step.after):
            return False
        self._review.project.put_comment_thread(step.root, step.before)
        self._undone.append(step)
        return True

    def redo(self, number: int) -> bool:
        """Do again what was taken back last at a segment; False where that cannot be."""
        step = _last(self._undone, number)
        if step is None or self._thread(step.root) != tuple(step.before):
            return False
        self._review.project.put_comment_thread(step.root, step.after)
        self._done.append(step)
        return True

    def _thread(self, root: int) -> tuple[ThreadRow, ...]:
        return self._review.project.comment_thread(root)

    def _add(self, number: int, root: int, before: Sequence[ThreadRow]) -> None:
        self._undone = [step for step in self._undone if step.number != number]
        self._done.append(_Step(number, root, before, self._thread(root)))
        del self._done[:-_MOST]


def _last(steps: list[_Step], number: int) -> _Step | None:
    """Take the last step at a segment out of a list; one that cannot be turned is gone with it."""
    for at in range(len(steps) - 1, -1, -1):
        if steps[at].number == number:
            return steps.pop(at)
    return None
