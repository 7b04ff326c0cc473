# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tag projection: inline codes put back into a translation by the model's word alignment.

The sentence is translated whole, without its codes. Afterwards each pair goes around the
words that come of the words it was around, and each single code behind the word that comes
of the word before it. What nothing tells the place of goes to the end, and is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translation.engine.tokenizer import Span
from translation.inline_codes import Coded, Part, Tag, TagKind, coded

_LEAST = 0.3
"""Share of a pair's words in the best place, below which it is no place."""
_LITTLE = 0.2
"""Share of one word's attention that still tells more than nothing."""
_SHUT = frozenset(".,;:!?)]}。、，！？」』》〉…")


@dataclass(frozen=True, slots=True)
class AlignedTranslation:
    """A translation and its word alignment: where its pieces stand and what they attend to."""

    text: str
    target: tuple[Span, ...] = ()
    """Characters of ``text`` for each piece of the translation."""
    source: tuple[Span, ...] = ()
    """Characters of the source for each of its pieces."""
    attention: Sequence[Sequence[float]] = ()
    """(target pieces, source pieces); empty where nothing tells which word comes of which."""


@dataclass(frozen=True, slots=True)
class ProjectedTags:
    """A translation with the codes of its source, and which of them had no certain place."""

    content: Coded
    guessed: tuple[int, ...] = ()
    """Numbers of the codes that were put at the end, for want of a better place."""


_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class _Pair:
    """A pair in the source: the characters between its tags, in those of the bare text."""

    number: int
    start: int
    end: int
    inner: list[_Pair]
    place: Span = _NOWHERE
    """In the translation; inside of that of the pair around it."""


@dataclass(frozen=True, slots=True)
class _Single:
    number: int
    at: int


def project_tags(source: Coded, aligned: AlignedTranslation) -> ProjectedTags:
    """Return ``aligned.text`` with every code of ``source``, where the alignment says.

    Each code comes once and pairs nest as in the source, whatever the alignment: one that is
    empty, ends early or points beyond either text tells the less, and nothing else.
    """
    pairs, singles = _codes_of(source)
    if not pairs and not singles:
        return ProjectedTags(coded((aligned.text,)))
    text = source.text
    aligned = _within(aligned)
    guessed: list[int] = []

    def lay(some: Sequence[_Pair], start: int, end: int) -> None:
        """Lay pairs that stand side by side into ``start`` to ``end`` of the translation."""
        free = [Span(start, end)]
        # Those that say most of their place first: they take it from the others.
        order = sorted(
            some,
            key=lambda pair: (not text[pair.start : pair.end].strip(), pair.end - pair.start),
        )
        for pair in order:
            found = _place_of(pair, text, aligned, free)
            if found is None:
                guessed.append(pair.number)
                found = _last_word(aligned.text, free, end)
            pair.place = found
            free = _without(free, found)
            lay(pair.inner, found.start, found.end)

    lay(pairs, 0, len(aligned.text))
    after: dict[int, list[int]] = {}
    for single in singles:
        at = _place_after(single.at, text, aligned)
        if at is None:
            guessed.append(single.number)
            at = len(aligned.text)
        after.setdefault(at, []).append(single.number)
    return ProjectedTags(_built(aligned.text, pairs, after), tuple(sorted(guessed)))


def _within(aligned: AlignedTranslation) -> AlignedTranslation:
    """Return ``aligned`` without what lies outside of its text, or before what it follows."""
    spans: list[Span] = []
    rows: list[Sequence[float]] = []
    last = 0
    for span, row in zip(aligned.target, aligned.attention, strict=False):
        start, end = span.start, min(span.end, len(aligned.text))
        if last <= start < end:
            spans.append(Span(start, end))
            rows.append(row)
            last = end
    return replace(aligned, target=tuple(spans), attention=rows)


def _codes_of(source: Coded) -> tuple[list[_Pair], list[_Single]]:
    outer: list[_Pair] = []
    singles: list[_Single] = []
    stack: list[_Pair] = []
    at = 0
    for part in source.parts:
        if isinstance(part, str):
            at += len(part)
        elif part.kind is TagKind.SINGLE:
            singles.append(_Single(part.number, at))
        elif part.kind is TagKind.OPEN:
            pair = _Pair(part.number, at, at, [])
            (stack[-1].inner if stack else outer).append(pair)
            stack.append(pair)
        elif part.number in [pair.number for pair in stack]:
            while stack:
                pair = stack.pop()
                pair.end = at
                if pair.number == part.number:
                    break
    for pair in stack:
        pair.end = at
    return outer, singles


# ---------------------------------------------------------------- pairs


def _place_of(
    pair: _Pair, text: str, aligned: AlignedTranslation, free: Sequence[Span]
) -> Span | None:
    """Return where a pair goes among the ``free`` parts; None where nothing tells."""
    said = text[pair.start : pair.end].strip()
    if not said:
        return None
    if said == text.strip():
        whole = Span(0, len(aligned.text))
        return whole if whole in free else max(free, key=lambda s: s.end - s.start, default=None)
    same = _verbatim(said, aligned.text, free)
    if same is not None:
        return same
    weights = _weights(pair, aligned)
    best: tuple[float, int, int] | None = None
    for part in free:
        run = _best_run(weights, aligned.target, part)
        if run is not None and (best is None or run[0] > best[0]):
            best = run
    if best is None or best[0] < _LEAST:
        best = _likeliest(weights, aligned.target, free)
    if best is None:
        return None
    first, last = best[1], best[2]
    span = Span(aligned.target[first].start, aligned.target[last].end)
    return _fitted(span, said, aligned.text, free)


def _verbatim(said: str, text: str, free: Sequence[Span]) -> Span | None:
    """Return where the same characters stand, if they stand there once: names, numbers."""
    found = text.find(said)
    if found < 0 or text.find(said, found + 1) >= 0:
        return None
    span = Span(found, found + len(said))
    inside = any(part.start <= span.start and span.end <= part.end for part in free)
    return span if inside and _is_whole(span, text) else None


def _is_whole(span: Span, text: str) -> bool:
    before = text[span.start - 1] if span.start else " "
    after = text[span.end] if span.end < len(text) else " "
    return not (
        (before.isalnum() and text[span.start].isalnum() and before.isascii())
        or (after.isalnum() and text[span.end - 1].isalnum() and after.isascii())
    )


def _weights(pair: _Pair, aligned: AlignedTranslation) -> list[float]:
    """Return for each piece of the translation how far it comes of the pair's words.

    Positive where more of its attention lies inside of the pair than outside.
    """
    inside = [
        max(0, min(span.end, pair.end) - max(span.start, pair.start)) * 2 > span.end - span.start
        for span in aligned.source
    ]
    own = [index for index, is_inside in enumerate(inside) if is_inside]
    # The rows of a model sum to one; those of tests and of cut sentences may not.
    return [
        2 * sum([row[index] for index in own if index < len(row)]) / (sum(row) or 1.0) - 1
        for row in aligned.attention
    ]


def _best_run(
    weights: Sequence[float], spans: Sequence[Span], part: Span
) -> tuple[float, int, int] | None:
    """Return sum, first and last piece of the run with the greatest sum inside ``part``."""
    best: tuple[float, int, int] | None = None
    total, first = 0.0, -1
    for index, (weight, span) in enumerate(zip(weights, spans, strict=False)):
        if span.start < part.start or span.end > part.end or span.start == span.end:
            total, first = 0.0, -1
            continue
        if first < 0 or total <= 0:
            total, first = 0.0, index
        total += weight
        if best is None or total > best[0]:
            best = (total, first, index)
    return best


def _likeliest(
    weights: Sequence[float], spans: Sequence[Span], free: Sequence[Span]
) -> tuple[float, int, int] | None:
    """Return the one piece that comes of the pair's words most, if it does to some part."""
    found: tuple[float, int, int] | None = None
    for index, (weight, span) in enumerate(zip(weights, spans, strict=False)):
        if span.start == span.end or not any(
            part.start <= span.start and span.end <= part.end for part in free
        ):
            continue
        if weight > 2 * _LITTLE - 1 and (found is None or weight > found[0]):
            found = weight, index, index
    return found


def _fitted(span: Span, said: str, text: str, free: Sequence[Span]) -> Span | None:
    """Return ``span`` grown to whole words and without the marks that the source's has not."""
    part = next((p for p in free if p.start <= span.start and span.end <= p.end), None)
    if part is None:
        return None
    start, end = span.start, span.end
    while start > part.start and _joins(text[start - 1], text[start]):
        start -= 1
    while end < part.end and _joins(text[end - 1], text[end]):
        end += 1
    while start < end and (text[start].isspace() or _odd(text[start], said[0])):
        start += 1
    while end > start and (text[end - 1].isspace() or _odd(text[end - 1], said[-1])):
        end -= 1
    return Span(start, end) if start < end else None


def _joins(left: str, right: str) -> bool:
    """Say whether two characters are of one word; letters of East Asia are cut anywhere."""
    return all((c.isalnum() and ord(c) < 0x1100) or c in "'’-_" for c in (left, right))


def _odd(mark: str, own: str) -> bool:
    """Say whether ``mark`` is punctuation while the source's edge is none."""
    return not mark.isalnum() and own.isalnum() and mark not in "%℃°$€£₩"


def _last_word(text: str, free: Sequence[Span], behind: int) -> Span:
    """Return the last word of the last free part, or ``behind``: a code is never without a place."""
    part = max(free, key=lambda span: span.end, default=Span(behind, behind))
    end = part.end
    while end > part.start and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start > part.start and text[start - 1].isalnum():
        start -= 1
    return Span(start, end)


def _without(free: Sequence[Span], taken: Span) -> list[Span]:
    left: list[Span] = []
    for part in free:
        if taken.end <= part.start or taken.start >= part.end:
            left.append(part)
            continue
        if part.start < taken.start:
            left.append(Span(part.start, taken.start))
        if taken.end < part.end:
            left.append(Span(taken.end, part.end))
    return left


def best_aligned_span(source: Span, aligned: AlignedTranslation) -> tuple[float, Span] | None:
    """Return where the translation of some characters of the source stands, and how surely."""
    weights = _weights(_Pair(0, source.start, source.end, []), aligned)
    best = _best_run(weights, aligned.target, Span(0, len(aligned.text)))
    if best is None:
        return None
    return best[0], Span(aligned.target[best[1]].start, aligned.target[best[2]].end)


# ---------------------------------------------------------------- single codes


def _place_after(at: int, text: str, aligned: AlignedTranslation) -> int | None:
    """Return where in the translation a code that stood at ``at`` of the source stands."""
    if not text[at:].strip():
        return len(aligned.text)
    if not text[:at].strip():
        return 0
    before = _word_before(at, text)
    if not text[at:].strip("".join(_SHUT) + " \"'”’"):
        # Before the stop that ends the sentence: before that of the translation.
        end = len(aligned.text)
        while end and aligned.text[end - 1] in _SHUT:
            end -= 1
        return end
    word = text[before.start : before.end]
    same = _verbatim(word, aligned.text, [Span(0, len(aligned.text))]) if word else None
    if same is not None:
        return _after_word(same.end, aligned.text)
    weights = _weights(_Pair(0, before.start, before.end, []), aligned)
    best = _best_run(weights, aligned.target, Span(0, len(aligned.text)))
    if best is None or best[0] < _LEAST:
        best = _likeliest(weights, aligned.target, [Span(0, len(aligned.text))])
    if best is None:
        return None
    return _after_word(aligned.target[best[2]].end, aligned.text)


def _word_before(at: int, text: str) -> Span:
    end = at
    while end and not text[end - 1].isalnum():
        end -= 1
    start = end
    while start and not text[start - 1].isspace() and text[start - 1] not in '([{「『《〈“‘"':
        start -= 1
    return Span(start, end)


def _after_word(at: int, text: str) -> int:
    while 0 < at < len(text) and _joins(text[at - 1], text[at]):
        at += 1
    return at


# ---------------------------------------------------------------- building


def _built(text: str, pairs: Sequence[_Pair], after: dict[int, list[int]]) -> Coded:
    """Return text, pairs and single codes as one; pairs nest as in the source."""
    parts: list[Part] = []
    waiting = sorted(after, reverse=True)
    last = 0

    def go(to: int, *, whole: bool = False) -> None:
        """Add the text to ``to`` with its single codes; those that stand there with the end."""
        nonlocal last
        while waiting and (waiting[-1] < to or (whole and waiting[-1] == to)):
            at = waiting.pop()
            parts.append(text[last:at])
            parts.extend(Tag(TagKind.SINGLE, number) for number in after[at])
            last = at
        parts.append(text[last:to])
        last = to

    def put(some: Sequence[_Pair]) -> None:
        for pair in sorted(some, key=lambda one: (one.place.start, one.place.end, one.number)):
            go(pair.place.start)
            parts.append(Tag(TagKind.OPEN, pair.number))
            put(pair.inner)
            go(pair.place.end)
            parts.append(Tag(TagKind.CLOSE, pair.number))

    put(pairs)
    go(len(text), whole=True)
    return coded(parts)
