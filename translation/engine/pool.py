# SPDX-License-Identifier: AGPL-3.0-or-later
"""All sentences of a job through one model, in the order that costs least.

Equal sentences are translated once. The others are sorted by length, so that a batch
holds sentences of like length and little padding; batches of about a thousand pieces are
handed over while others are at work. Pieces and attention exist for the batches on their
way only: memory does not grow with the job beyond its own texts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from translation.engine.decoder import BATCH_TOKENS, Care, Decoded, Decoder, Guard

_LONGEST = 200
"""Pieces; models were trained on shorter sentences and lose the thread of longer ones."""
_AHEAD = 2
"""Batches waiting for each thread."""
_CUT_AT_ONCE = 2048
"""Sentences turned into pieces at a time."""
_SECOND_TRIES = (Guard(3, 1.2), Guard(2, 1.5))


class Cancelled(Exception):
    """The job was taken back."""


@dataclass(frozen=True, slots=True)
class Result:
    """A sentence's translation as pieces."""

    source: str
    decoded: Decoded
    tries: int = 1
    """More than one where it repeated itself before."""


@dataclass(slots=True)
class _Batch:
    """Sentences at work: decoded first, and then aligned where that is wanted."""

    texts: list[str]
    pieces: list[list[str]]
    care: Care
    aligned: bool
    started: list[Any]
    decoded: list[Decoded] = field(default_factory=list)

    def is_whole(self, decoder: Decoder) -> bool:
        """Wait for what is at work; False where the alignment was started by that."""
        if self.decoded:
            self.decoded = decoder.collect_alignment(self.started, self.decoded)
            return True
        self.decoded = decoder.collect(self.started)
        if not self.aligned or self.care is Care.DRAFT:
            return True
        self.started = decoder.submit_alignment(self.pieces, self.decoded)
        return False


Progress = Callable[[int, int], None]
"""Called with characters done and in all."""


def translate(
    decoder: Decoder,
    sentences: Sequence[str],
    care: Care = Care.NORMAL,
    *,
    aligned: Collection[str] = (),
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Result]:
    """Yield each different sentence of ``sentences`` once, as it is done.

    Args:
        decoder: the model.
        sentences: those of the whole job; empty ones are passed over.
        care: how carefully to search.
        aligned: those of them whose attention is wanted, which costs about half as much again.
        progress: told of the characters that are done.
        cancelled: asked between batches.

    Raises:
        Cancelled: ``cancelled`` said so; what was yielded is whole.
        EngineFailed: the model gave up.
    """
    waiting = sorted(set(filter(str.strip, sentences)), key=lambda text: (-len(text), text))
    wanted = set(aligned)
    total = sum(map(len, waiting))
    done = 0
    on_the_way: deque[_Batch] = deque()
    again: list[str] = []

    def finished() -> Iterator[Result]:
        nonlocal done
        batch = on_the_way.popleft()
        if not batch.is_whole(decoder):
            on_the_way.append(batch)
            return
        for text, decoded in zip(batch.texts, batch.decoded, strict=True):
            done += len(text)
            if repeats(decoded.tokens):
                again.append(text)
            else:
                yield Result(text, decoded)
        if progress is not None:
            progress(done, total)

    for batch in _started(decoder, waiting, wanted, care):
        on_the_way.append(batch)
        if cancelled is not None and cancelled():
            raise Cancelled
        while len(on_the_way) > _AHEAD * decoder.threads:
            yield from finished()
    while on_the_way:
        if cancelled is not None and cancelled():
            raise Cancelled
        yield from finished()
    yield from _second_tries(decoder, again, wanted, care)


def _started(
    decoder: Decoder,
    waiting: Sequence[str],
    wanted: Collection[str],
    care: Care,
    guard: Guard | None = None,
) -> Iterator[_Batch]:
    """Yield batches that are at work; those that are aligned afterwards go first."""
    for needs in (True, False):
        some = [text for text in waiting if (text in wanted) is needs]
        for texts, pieces in _batches(decoder, some):
            yield _Batch(texts, pieces, care, needs, decoder.submit(pieces, care, guard=guard))


def _second_tries(
    decoder: Decoder, again: Sequence[str], wanted: Collection[str], care: Care
) -> Iterator[Result]:
    """Yield what repeated itself, translated under tighter rules until it does not."""
    waiting = list(again)
    careful = max(care, Care.NORMAL, key=lambda one: one.value)
    for number, guard in enumerate(_SECOND_TRIES, start=2):
        left: list[str] = []
        # All at once: they are few.
        for tried in list(_started(decoder, waiting, wanted, careful, guard)):
            while not tried.is_whole(decoder):
                pass
            for text, decoded in zip(tried.texts, tried.decoded, strict=True):
                if repeats(decoded.tokens) and number <= len(_SECOND_TRIES):
                    left.append(text)
                else:
                    yield Result(text, decoded, number)
        waiting = left


def _batches(
    decoder: Decoder, sentences: Sequence[str]
) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield sentences and their pieces, about ``BATCH_TOKENS`` with the padding."""
    texts: list[str] = []
    batch: list[list[str]] = []
    longest = 0
    for start in range(0, len(sentences), _CUT_AT_ONCE):
        some = sentences[start : start + _CUT_AT_ONCE]
        cut = decoder.pieces.tokens(some)
        for length, text, tokens in sorted(
            ((len(tokens), text, tokens) for text, tokens in zip(some, cut, strict=True)),
            key=lambda one: -one[0],
        ):
            tokens = tokens[:_LONGEST]
            if batch and max(longest, length) * (len(batch) + 1) > BATCH_TOKENS:
                yield texts, batch
                texts, batch, longest = [], [], 0
            texts.append(text)
            batch.append(tokens)
            longest = max(longest, min(length, _LONGEST))
    if batch:
        yield texts, batch


def repeats(tokens: Sequence[str]) -> bool:
    """Say whether a translation runs in a circle: the same pieces four times in a row."""
    for width in range(1, 9):
        run = 0
        for at in range(width, len(tokens)):
            run = run + 1 if tokens[at] == tokens[at - width] else 0
            # "......" and "ㅡㅡㅡ" are leaders of contents, not lost threads.
            if run >= 3 * width and any(c.isalnum() for t in tokens[at - width : at] for c in t):
                return True
    return False
