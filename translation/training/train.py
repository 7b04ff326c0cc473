# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m translation.training.train PAIRS.tsv.gz WORK --minutes 60``: the network.

Writes ``WORK/sentencepiece.model``, ``WORK/weights.pt`` (a running mean of the weights)
and ``WORK/training.json`` (what was done). The time is the length of the learning rate's
schedule: it ends at zero when the minutes are over. ``export`` packs the result.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from translation.training.alignment import anchors
from translation.training.corpus import divided, pairs
from translation.training.network import Network, NetworkShape
from translation.training.vocabulary import BLANK, END, START, TokenNumbers, train_pieces

log = logging.getLogger(__name__)

_PEAK = 1.2e-3
_WARM_UP = 600  # steps
_SMOOTHING = 0.1
_TAUGHT = 0.05  # weight of the alignment head's loss beside the translation's
_MEAN = 0.998
_SEED = 7

Example = tuple[list[int], list[int], list[tuple[int, int]]]
Batch = tuple[Tensor, Tensor, Tensor, Tensor]
"""Source, target so far, target to come, source position taught (-1: none)."""


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[Batch]:
    """Yield batches of about ``size`` target tokens, of sentences of like length, for ever."""
    order = list(range(len(examples)))
    while True:
        chance.shuffle(order)
        order.sort(key=lambda n: (len(examples[n][1]) // 3, len(examples[n][0]) // 6))
        groups: list[list[Example]] = [[]]
        longest = 0
        for n in order:
            longest = max(longest, len(examples[n][0]), len(examples[n][1]))
            if groups[-1] and longest * (len(groups[-1]) + 1) > size:
                groups.append([])
                longest = max(len(examples[n][0]), len(examples[n][1]))
            groups[-1].append(examples[n])
        chance.shuffle(groups)
        for group in groups:
            yield _batch(group)


def _batch(group: Sequence[Example]) -> Batch:
    source = _padded([one[0] + [END] for one in group], BLANK)
    before = _padded([[START, *one[1]] for one in group], BLANK)
    after = _padded([one[1] + [END] for one in group], BLANK)
    taught = torch.full(after.shape, -1)
    for row, one in enumerate(group):
        for j, i in one[2]:
            taught[row, j] = i
    return source, before, after, taught


def _padded(rows: Sequence[Sequence[int]], filling: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filling] * (longest - len(row))] for row in rows])


def loss_of(network: Network, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the loss of the words per token and that of the taught alignments per anchor."""
    source, before, after, taught = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, scores = network(source, before)
        told = after != BLANK
        logits = states[told] @ network.embeddings.weight.T
    words = functional.cross_entropy(logits.float(), after[told], label_smoothing=_SMOOTHING)
    anchored = taught >= 0
    aligned = (
        functional.cross_entropy(scores[anchored], taught[anchored])
        if bool(anchored.any())
        else torch.zeros(())
    )
    return words, aligned


def train(
    examples: Sequence[Example], shape: NetworkShape, seconds: float, size: int, kept: Path
) -> dict[str, float]:
    """Train for ``seconds``; save the mean weights as ``kept`` now and then and at the end.

    Returns what was seen: steps, target tokens, loss.
    """
    torch.manual_seed(_SEED)
    network = Network(shape)
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=_PEAK, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01
    )
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    started = time.monotonic()
    seen = 0
    recent = 0.0
    step = 0
    for batch in batches(examples, size, random.Random(_SEED)):  # noqa: S311 - no secret depends on it
        done = (time.monotonic() - started) / seconds
        if done >= 1:
            break
        step += 1
        rate = _PEAK * min(1.0, step / _WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * done))
        for group in optimizer.param_groups:
            group["lr"] = rate
        words, aligned = loss_of(network, batch)
        optimizer.zero_grad(set_to_none=True)
        (words + _TAUGHT * aligned).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        seen += int((batch[2] != BLANK).sum())
        recent = words.item() if step == 1 else 0.99 * recent + 0.01 * words.item()
        decay = min(_MEAN, step / (step + 10))
        for name, value in network.state_dict().items():
            mean[name].lerp_(value, 1 - decay)
        if step % 100 == 0:
            spent = time.monotonic() - started
            log.info(
                "step %d, %.0f tokens/s, loss %.3f, alignment %.3f, %.0f %%",
                step, seen / spent, recent, aligned.item(), 100 * done,
            )  # fmt: skip
        if step % 500 == 0:
            torch.save(mean, kept)
    torch.save(mean, kept)
    return {"steps": step, "target_tokens": seen, "loss": recent}


def main() -> int:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pieces", type=int, default=8000)
    parser.add_argument("--batch", type=int, default=3000, help="target tokens")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options.work.mkdir(parents=True, exist_ok=True)
    training, held_out = divided(pairs(options.pairs))
    log.info("%d pairs to train with, %d held out", len(training), len(held_out))
    pieces = TokenNumbers(train_pieces(training, options.pieces, options.work))
    numbered = [(pieces.numbers(p.source), pieces.numbers(p.target)) for p in training]
    numbered = [pair for pair in numbered if 0 < len(pair[0]) < 160 and 0 < len(pair[1]) < 160]
    log.info("tokens: source %d, target %d", *(sum(len(p[k]) for p in numbered) for k in (0, 1)))
    taught = anchors(numbered, len(pieces.tokens))
    log.info("anchors: %d", sum(map(len, taught)))
    shape = NetworkShape(tokens=len(pieces.tokens))
    examples = [(s, t, a) for (s, t), a in zip(numbered, taught, strict=True)]
    seen = train(examples, shape, options.minutes * 60, options.batch, options.work / "weights.pt")
    (options.work / "training.json").write_text(
        json.dumps(
            {"shape": asdict(shape), "pairs": len(examples), "minutes": options.minutes, **seen}
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
