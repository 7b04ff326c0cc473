# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes tiny models of Firefox Translations: Marian's binary format with random weights of 8 bits.

No real weights can be had offline; what is tried with these is loading, not quality. The format
(version 1): the number of items, a header each (lengths of name and shape, kind, bytes), the
names, the shapes, a gap up to a multiple of 256 bytes, the data. A matrix of 8 bits lies
transposed, its multiplier behind it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import struct
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import zstandard

_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".zst": zstandard.compress,
}
_INT8, _FLOAT32, _PACKED8 = 0x101, 0x404, 0x4101
_WIDTH, _INNER, _HEADS = 16, 32, 2
WORDS = [
    "우리",
    "시는",
    "올해",
    "도서관",
    "세",
    "곳을",
    "새로",
    "열었습니다",
    "시민",
    "여러분",
    "감사합니다",
    "안전한",
    "도시",
    "the",
    "city",
    "opened",
    "three",
    "new",
    "libraries",
    "this",
    "year",
    "thank",
    "you",
    "everyone",
    "safe",
    "free",
    "of",
    "charge",
    "2026",
    "3",
    "12",
]

_Item = tuple[str, int, tuple[int, ...], bytes]


def tiny_firefox(
    folder: Path,
    pair: str = "koen",
    *,
    packed: str = "",
    shared: bool = True,
    lively: bool = False,
    **changes: Any,
) -> Path:
    """Write a model as Mozilla publishes it into ``folder`` and return the folder.

    Args:
        folder: where to write.
        pair: codes of both languages, two letters each.
        packed: what the files are packed with: ".gz", ".zst" or nothing.
        shared: whether both languages have one vocabulary.
        lively: whether its answers differ, end, and are empty now and then; otherwise it says the same for ever.
        **changes: of metadata.json.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = _vocabulary()
    model = _model(lively)
    parts = {f"model.{pair}.intgemm.alphas.bin": model}
    names = ("vocab",) if shared else ("srcvocab", "trgvocab")
    parts |= {f"{name}.{pair}.spm": vocabulary for name in names}
    metadata = {
        "architecture": "tiny",
        "byteSize": len(model),
        "flores": {"bleu": 27.8, "comet": 0.8658},
        "hash": hashlib.sha256(model).hexdigest(),
        "sourceLanguage": pair[:2],
        "targetLanguage": pair[2:],
        **changes,
    }
    (folder / "metadata.json").write_text(json.dumps(metadata))
    for name, data in parts.items():
        (folder / f"{name}{packed}").write_bytes(_PACKERS[packed](data))
    return folder


@cache
def _vocabulary() -> bytes:
    """Train a SentencePiece model of some words; the same each time."""
    drawn = random.Random(1)
    lines = [" ".join(drawn.choices(WORDS, k=8)) for _ in range(400)]
    with tempfile.TemporaryDirectory() as temporary:
        text = Path(temporary) / "lines.txt"
        text.write_text("\n".join(lines), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text), model_prefix=str(Path(temporary) / "pieces"), vocab_size=128,
            eos_id=0, unk_id=1, bos_id=-1, hard_vocab_limit=False, minloglevel=2,
        )  # fmt: skip
        return (Path(temporary) / "pieces.model").read_bytes()


@cache
def _model(lively: bool) -> bytes:
    numbers = np.random.default_rng(1)
    size = sentencepiece.SentencePieceProcessor(model_proto=_vocabulary()).get_piece_size()
    items: list[_Item] = []

    def plain(name: str, values: Any) -> None:
        data = np.asarray(values, np.float32)
        items.append((name, _FLOAT32, data.shape, data.tobytes()))

    def quantised(weights: Any) -> tuple[Any, float]:
        multiplier = 127 / np.abs(weights).max()
        return np.clip(np.round(weights * multiplier), -127, 127).astype(np.int8), multiplier

    def matrix(name: str, rows: int, columns: int) -> None:
        data, multiplier = quantised(numbers.normal(0, 2.0 if lively else 0.1, (rows, columns)))
        content = data.T.tobytes() + struct.pack("<f", multiplier)
        items.append((name, _PACKED8, (rows, columns), content))
        plain(f"{name}_QuantMultA", [[30.0]])

    def embedding(name: str) -> None:
        data, multiplier = quantised(numbers.normal(0, 0.3, (size, _WIDTH)))
        content = data.tobytes() + struct.pack("<f", multiplier)
        items.append((name, _PACKED8, (size, _WIDTH), content))
        items.append((f"{name}_QuantMultA", _PACKED8, (1, 1), struct.pack("<bf", 30, 1.0)))

    def normal(name: str) -> None:
        plain(f"{name}_ln_scale", np.ones((1, _WIDTH)))
        plain(f"{name}_ln_bias", np.zeros((1, _WIDTH)))

    def attention(name: str) -> None:
        for part in "qkvo":
            matrix(f"{name}_W{part}", _WIDTH, _WIDTH)
            plain(f"{name}_b{part}", np.zeros((1, _WIDTH)))
        normal(f"{name}_Wo")

    def feed_forward(name: str) -> None:
        matrix(f"{name}_W1", _WIDTH, _INNER)
        plain(f"{name}_b1", np.zeros((1, _INNER)))
        matrix(f"{name}_W2", _INNER, _WIDTH)
        plain(f"{name}_b2", np.zeros((1, _WIDTH)))
        normal(f"{name}_ffn")

    embedding("decoder_Wemb")
    embedding("encoder_Wemb")
    attention("encoder_l1_self")
    feed_forward("encoder_l1_ffn")
    matrix("decoder_l1_rnn_W", _WIDTH, _WIDTH)
    matrix("decoder_l1_rnn_Wf", _WIDTH, _WIDTH)
    plain("decoder_l1_rnn_bf", np.zeros((1, _WIDTH)))
    normal("decoder_l1_rnn_ffn")
    attention("decoder_l1_context")
    feed_forward("decoder_l1_ffn")
    plain("decoder_ff_logit_out_b", np.eye(1, size) * (2.2 if lively else 0.0))
    shape = (
        f"dim-emb: {_WIDTH}\ndim-vocabs:\n  - {size}\n  - {size}\nenc-depth: 1\ndec-depth: 1\n"
        f"transformer-heads: {_HEADS}\ntransformer-dim-ffn: {_INNER}\n"
        "transformer-decoder-autoreg: rnn\ndec-cell: ssru\ntype: transformer\nversion: tiny\n"
    )
    described = shape.encode() + b"\0"
    items.append(("special:model.yml", _INT8, (len(described),), described))
    return _binary(items)


def _binary(items: list[_Item]) -> bytes:
    out = struct.pack("<QQ", 1, len(items))
    for name, kind, shape, data in items:
        out += struct.pack("<QQQQ", len(name) + 1, kind, len(shape), len(data))
    out += b"".join(name.encode() + b"\0" for name, *_ in items)
    out += b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    gap = -(len(out) + 8) % 256
    return out + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in items)
