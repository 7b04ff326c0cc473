# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pool of a job: all its sentences through one model, in the order that costs least.

Equal sentences are translated once. The others are sorted by length, so that a batch
holds sentences of like length and little padding; batches of about a thousand pieces are
handed over while others are at work. Pieces and attention exist for the batches on their
way only: memory does not grow with the job beyond its own texts.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from translation.engine.decoder import BATCH_TOKENS, Care, Decoded, Guard, TranslationModel

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


Progress = Callable[[int, int], None]
"""Called with characters done and in all."""

Needs = Callable[[str, Decoded], bool]
"""Whether a sentence's attention is wanted, once its translation is known."""

CountIssues = Callable[[str, Decoded], int]
"""How much is wrong with a translation; it is tried again where that is not 0."""


def _never(_text: str, _decoded: Decoded) -> bool:
    return False


def _circles(_text: str, decoded: Decoded) -> int:
    return int(repeats(decoded.tokens))


def translate(
    decoder: TranslationModel,
    sentences: Sequence[str],
    care: Care = Care.NORMAL,
    *,
    needs: Needs = _never,
    issues: CountIssues = _circles,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Result]:
    """Yield each different sentence of ``sentences`` once, as it is done.

    Args:
        decoder: the model.
        sentences: those of the whole job; empty ones are passed over.
        care: how carefully to search.
        needs: whose attention is wanted, which costs about half as much again.
        issues: what is wrong with a translation; those with issues are tried again with other
            settings, and the one with fewest is taken.
        progress: told of the characters that are done.
        cancelled: asked between batches.

    Raises:
        Cancelled: ``cancelled`` said so; what was yielded is whole.
        EngineFailed: the model gave up.
    """
    waiting = sorted(set(filter(str.strip, sentences)), key=lambda text: (-len(text), text))
    run = _Run(
        decoder, needs, issues, progress or _unheard, cancelled or _goes_on, sum(map(len, waiting))
    )
    yield from run.through(waiting, care, Guard(), 1)
    careful = max(care, Care.NORMAL, key=lambda one: one.value)
    for tries, guard in enumerate(_SECOND_TRIES, start=2):
        run.last = tries == len(_SECOND_TRIES) + 1
        yield from run.through(sorted(run.best, key=lambda t: (-len(t), t)), careful, guard, tries)


@dataclass(slots=True)
class _Work:
    """Sentences of one batch at a model: ``decoded`` is there once only their attention is asked."""

    texts: list[str]
    pieces: list[list[str]]
    started: list[Any]
    decoded: list[Decoded] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _BestTry:
    """The best that was found so far for a sentence, and how many issues it has."""

    issues: int
    decoded: Decoded


class _Run:
    """One way of sentences through a model, with its queue."""

    def __init__(
        self,
        decoder: TranslationModel,
        needs: Needs,
        issues: CountIssues,
        progress: Progress,
        cancelled: Callable[[], bool],
        total: int,
    ) -> None:
        self._decoder = decoder
        self._needs = needs
        self._issues = issues
        self._progress = progress
        self._cancelled = cancelled
        self._total = total
        self._done = 0
        self._queue: deque[_Work] = deque()
        self._unaligned = _Work([], [], [])
        self.best: dict[str, _BestTry] = {}
        """What is to be tried again."""
        self.last = False
        """Whether what has issues still is taken all the same."""

    def through(
        self, waiting: Sequence[str], care: Care, guard: Guard, tries: int
    ) -> Iterator[Result]:
        """Yield the translations of ``waiting``; what has issues is kept for another try."""
        for texts, pieces in _batches(self._decoder, waiting):
            started = self._decoder.submit(texts, pieces, care, guard=guard)
            self._queue.append(_Work(texts, pieces, started))
            while len(self._queue) > _AHEAD * self._decoder.threads:
                yield from self._next(care, tries)
        while self._queue or self._unaligned.texts:
            if not self._queue:
                self._align()
            yield from self._next(care, tries)

    def _next(self, care: Care, tries: int) -> Iterator[Result]:
        if self._cancelled():
            raise Cancelled
        work = self._queue.popleft()
        if work.decoded:
            found = self._decoder.collect_alignment(work.started, work.decoded)
            for text, decoded in zip(work.texts, found, strict=True):
                yield self._result(text, decoded, tries)
            return
        found = self._decoder.collect(work.started)
        for text, pieces, decoded in zip(work.texts, work.pieces, found, strict=True):
            chosen = self._chosen(text, decoded)
            if chosen is None:
                continue
            decoded = chosen
            # A narrow search of CTranslate2 tells attention at once; other engines never do.
            told = len(decoded.attention) or not decoded.tokens
            if told or not self._needs(text, decoded):
                yield self._result(text, decoded, tries)
            else:
                self._unaligned.texts.append(text)
                self._unaligned.pieces.append(pieces)
                self._unaligned.decoded.append(decoded)
        # Sentences of like length follow each other: the last one tells the padding.
        widest = max(map(len, self._unaligned.pieces), default=0)
        if widest * len(self._unaligned.texts) > BATCH_TOKENS:
            self._align()

    def _chosen(self, text: str, decoded: Decoded) -> Decoded | None:
        """Return what to take of all tries; None where there will be another one."""
        issues = self._issues(text, decoded)
        known = self.best.pop(text, None)
        if known is not None and known.issues <= issues:
            issues, decoded = known.issues, known.decoded
        if issues and not self.last:
            # Attention is large, and can be asked again for the one that is taken.
            self.best[text] = _BestTry(issues, replace(decoded, attention=()))
            return None
        return decoded

    def _align(self) -> None:
        work, self._unaligned = self._unaligned, _Work([], [], [])
        work.started = self._decoder.submit_alignment(work.texts, work.pieces, work.decoded)
        self._queue.append(work)

    def _result(self, text: str, decoded: Decoded, tries: int) -> Result:
        self._done += len(text)
        self._progress(self._done, self._total)
        return Result(text, decoded, tries)


def _unheard(_done: int, _total: int) -> None:
    pass


def _goes_on() -> bool:
    return False


def _batches(
    decoder: TranslationModel, sentences: Sequence[str]
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
