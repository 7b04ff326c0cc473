# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Transformer (Vaswani et al. 2017) with norms before its layers, for training only.

Its parts are named and laid out so that export.py hands them to CTranslate2 one by one.
The first head of the last decoder layer is taught word alignment (Garg et al. 2019): the
application places inline markup by it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from translation.training.vocabulary import BLANK


@dataclass(frozen=True, slots=True)
class NetworkShape:
    """Sizes of the network."""

    tokens: int
    width: int = 256
    heads: int = 4
    inner: int = 1024
    encoder_layers: int = 4
    decoder_layers: int = 2
    dropout: float = 0.1
    longest: int = 512


def thinned(x: Tensor, rate: float, *, training: bool) -> Tensor:
    """Drop parts of ``x`` (batch, positions, width), the same at all positions of a sentence.

    Gal and Ghahramani 2016; one draw for a sentence instead of one for a token, too.
    """
    if not training or not rate:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[2]) >= rate
    return x * (kept.to(x.dtype) / (1 - rate))


class Attention(nn.Module):
    """Attention of several heads; ``memory`` None means to itself."""

    def __init__(self, shape: NetworkShape, *, across: bool) -> None:
        super().__init__()
        self.heads = shape.heads
        self.across = across
        self.norm = nn.LayerNorm(shape.width)
        if across:
            self.query = nn.Linear(shape.width, shape.width)
            self.key_value = nn.Linear(shape.width, 2 * shape.width)
        else:
            self.query_key_value = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.dropout = shape.dropout

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None, *, watched: bool = False
    ) -> tuple[Tensor, Tensor | None]:
        """Return the layer's output added to ``x``, and the first head's scores if watched.

        ``mask`` is added to the scores (batch or 1, 1, queries or 1, keys).
        """
        own = self.norm(x)
        if self.across:
            query = self.query(own)
            key, value = self.key_value(memory).chunk(2, dim=-1)
        else:
            query, key, value = self.query_key_value(own).chunk(3, dim=-1)
        query, key, value = (self._split(part) for part in (query, key, value))
        # Written out: on short sentences PyTorch's fused attention takes ten times as long.
        scores = query @ key.transpose(2, 3) / math.sqrt(query.shape[-1]) + mask.to(query.dtype)
        found = self.out((scores.softmax(-1) @ value).transpose(1, 2).flatten(2))
        watched_scores = scores[:, 0].float() if watched else None
        return x + thinned(found, self.dropout, training=self.training), watched_scores

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class FeedForward(nn.Module):
    """Two linear layers with ReLU between."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(shape.width)
        self.wide = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.dropout = shape.dropout

    def forward(self, x: Tensor) -> Tensor:
        """Return the layer's output added to ``x``."""
        inner = functional.relu(self.wide(self.norm(x)))
        found = self.narrow(thinned(inner, self.dropout, training=self.training))
        return x + thinned(found, self.dropout, training=self.training)


class EncoderLayer(nn.Module):
    """Attention to the sentence itself, then the feed-forward part."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.attention = Attention(shape, across=False)
        self.feed_forward = FeedForward(shape)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the next state."""
        x, _ = self.attention(x, mask)
        return self.feed_forward(x)


class DecoderLayer(nn.Module):
    """Attention to what is written, to the source, then the feed-forward part."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.attention = Attention(shape, across=False)
        self.across = Attention(shape, across=True)
        self.feed_forward = FeedForward(shape)

    def forward(
        self, x: Tensor, causal: Tensor, memory: Tensor, mask: Tensor, *, watched: bool
    ) -> tuple[Tensor, Tensor | None]:
        """Return the next state and, if watched, the scores of the alignment head."""
        x, _ = self.attention(x, causal)
        x, scores = self.across(x, mask, memory, watched=watched)
        return self.feed_forward(x), scores


class Network(nn.Module):
    """Encoder and decoder with one table of embeddings for all three uses."""

    def __init__(self, shape: NetworkShape) -> None:
        super().__init__()
        self.shape = shape
        self.embeddings = nn.Embedding(shape.tokens, shape.width)
        nn.init.normal_(self.embeddings.weight, std=shape.width**-0.5)
        self.encoder = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.decoder = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.encoder_norm = nn.LayerNorm(shape.width)
        self.decoder_norm = nn.LayerNorm(shape.width)
        self.register_buffer("positions", sinusoids(shape.longest, shape.width))

    def _embedded(self, numbers: Tensor) -> Tensor:
        x = self.embeddings(numbers) * math.sqrt(self.shape.width)
        x = x + self.positions[: numbers.shape[1]]
        return thinned(x, self.shape.dropout, training=self.training)

    def forward(self, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Return states before the output layer, and the scores of the alignment head.

        Args:
            source: token numbers (batch, source length), padding after the end.
            target: the same of what is already written.
        """
        mask = torch.zeros(source.shape, dtype=torch.float32)
        mask = mask.masked_fill(source == BLANK, -1e9)[:, None, None, :]
        length = target.shape[1]
        causal = torch.full((length, length), -1e9).triu(1)[None, None]
        memory = self._embedded(source)
        for layer in self.encoder:
            memory = layer(memory, mask)
        memory = self.encoder_norm(memory)
        x = self._embedded(target)
        scores = None
        for index, layer in enumerate(self.decoder):
            watched = index == len(self.decoder) - 1
            x, scores = layer(x, causal, memory, mask, watched=watched)
        assert scores is not None
        return self.decoder_norm(x), scores


def sinusoids(length: int, width: int) -> Tensor:
    """Return position encodings (length, width): sines in the first half, cosines after."""
    half = width // 2
    step = math.log(10_000) / (half - 1)
    rates = torch.exp(torch.arange(half) * -step)
    angles = (torch.arange(length) + 1)[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=1)
