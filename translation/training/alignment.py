# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which piece of a translation comes of which piece of the source, found by counting.

IBM model 1 (Brown et al. 1993) in both directions over the pieces of all pairs. Only what
both directions agree on is taught: few anchors, but right ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

Numbered = tuple[list[int], list[int]]
"""Token numbers of source and target."""
_TURNS = 5
_SURE = 0.25


def anchors(pairs: Sequence[Numbered], tokens: int) -> list[list[tuple[int, int]]]:
    """Return for each pair (target position, source position) of pieces that belong together."""
    forward = _probabilities(pairs, tokens)
    backward = _probabilities([(target, source) for source, target in pairs], tokens)
    found = []
    for source, target in pairs:
        s, t = torch.tensor(source), torch.tensor(target)
        there = forward[s[:, None] * tokens + t[None, :]]
        back = backward[t[None, :] * tokens + s[:, None]]
        there = there / there.sum(0, keepdim=True).clamp_min(1e-12)
        back = back / back.sum(1, keepdim=True).clamp_min(1e-12)
        both = there * back
        best_source, best_target = both.argmax(0), both.argmax(1)
        here = torch.arange(len(target))
        agreed = (best_target[best_source] == here) & (both.amax(0) > _SURE)
        found.append([(int(j), int(best_source[j])) for j in here[agreed]])
    return found


def _probabilities(pairs: Sequence[Numbered], tokens: int) -> Tensor:
    """Return p(target piece | source piece), flat, at source * tokens + target."""
    found = torch.full((tokens * tokens,), 1.0 / tokens)
    for _ in range(_TURNS):
        counts = torch.zeros(tokens * tokens)
        for start in range(0, len(pairs), 2000):
            places, weights = [], []
            for source, target in pairs[start : start + 2000]:
                s, t = torch.tensor(source), torch.tensor(target)
                place = s[:, None] * tokens + t[None, :]
                share = found[place]
                places.append(place.flatten())
                weights.append((share / share.sum(0, keepdim=True).clamp_min(1e-12)).flatten())
            counts.index_add_(0, torch.cat(places), torch.cat(weights))
        table = counts.view(tokens, tokens)
        found = (table / table.sum(1, keepdim=True).clamp_min(1e-12)).flatten()
    return found
