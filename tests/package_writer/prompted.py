# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes tiny language models for tests, which say what a test wants said.

The network is that of Qwen 2 (rotary embeddings, gated layers, RMS norms) with one layer whose weights are
zero: what comes next depends on the last token alone, and the projection holds the chain of tokens that
the model is to say. Loading and decoding are those of a real model.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import ctranslate2.specs
import numpy as np
import sentencepiece

from tests.package_writer import LINES
from translation.engine.byte_level import _LETTERS

GEMMA = ("<bos>", "<eos>", "<start_of_turn>", "<end_of_turn>", "\n")
QWEN = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
LLAMA = (
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eot_id|>",
)
EXAONE = ("[BOS]", "[|endofturn|]", "[|system|]", "[|user|]", "[|assistant|]")
_SAID = ("The", "Ġcity", "Ġopens", ".")
QWEN_WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def language_model(folder: Path, tokens: Sequence[str], said: Sequence[str], *, eos: str) -> None:
    """Write a CTranslate2 model that says ``said`` after a prompt whose last token is its first.

    Args:
        folder: to make.
        tokens: the vocabulary.
        said: the last token of the prompt, and the tokens that follow one another; none comes twice
            but the last, which may be one before it, so that the model never ends.
        eos: what ends an answer.
    """
    width = -(-len(tokens) // 8) * 8
    spec = ctranslate2.specs.TransformerDecoderModelSpec.from_config(
        1, 2, activation=ctranslate2.specs.Activation.SWISH, pre_norm=True, ffn_glu=True,
        rms_norm=True, rotary_dim=width // 2, rotary_interleave=False,
    )  # fmt: skip
    ones, none = np.eye(width, dtype=np.float32)[: len(tokens)], np.zeros

    def linear(part: Any, out: int, inside: int) -> None:
        part.weight = none((out, inside), np.float32)

    decoder = spec.decoder
    decoder.scale_embeddings = False
    decoder.embeddings.weight = ones
    follows = none((len(tokens), width), np.float32)
    places = [list(tokens).index(one) for one in said]
    for last, after in pairwise(places):
        follows[after, last] = 1.0
    decoder.projection.weight = follows
    decoder.layer_norm.gamma = np.ones(width, np.float32)
    layer = decoder.layer[0]
    for norm in (layer.self_attention.layer_norm, layer.ffn.layer_norm):
        norm.gamma = np.ones(width, np.float32)
    # Its output is nothing, but weights that are nothing themselves would be packed like a bomb.
    layer.self_attention.linear[0].weight = (
        np.random.default_rng(7).standard_normal((3 * width, width)).astype(np.float32)
    )
    linear(layer.self_attention.linear[1], width, width)
    linear(layer.ffn.linear_0, 16, width)
    linear(layer.ffn.linear_0_noact, 16, width)
    linear(layer.ffn.linear_1, width, 16)
    spec.register_vocabulary(list(tokens))
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = tokens[0], eos, ""
    spec.config.layer_norm_epsilon = 1e-6
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))


def gemma(folder: Path, said: Sequence[str] = ("▁The", "▁city", ".")) -> Path:
    """Write a model as Gemma's: SentencePiece with marks of turns and a line's end; it says ``said``."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    pieces = folder.parent / "pieces.model"
    known = _pieces(pieces)
    tokens = [*known, *(one for one in said if one not in known)]
    language_model(folder, tokens, ["\n", *said, "<end_of_turn>"], eos="<eos>")
    pieces.rename(folder / "tokenizer.model")
    return folder


def _pieces(path: Path) -> list[str]:
    """Train a SentencePiece model at ``path`` that changes no letter, and return its pieces."""
    with tempfile.TemporaryDirectory() as temporary:
        lines = Path(temporary) / "lines.txt"
        lines.write_text("\n".join(LINES * 4), encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(lines),
            model_prefix=str(Path(temporary) / "pieces"),
            vocab_size=420,
            byte_fallback=True,
            model_type="bpe",
            normalization_rule_name="identity",
            add_dummy_prefix=False,
            remove_extra_whitespaces=False,
            user_defined_symbols=list(GEMMA),
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (Path(temporary) / "pieces.model").replace(path)
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def qwen(folder: Path, said: Sequence[str] = _SAID) -> Path:
    """Write a model as Qwen's: tokenizer.json with bytes and merges; it says ``said``."""
    return _byte_level(folder, said, QWEN, last="Ċ", end="<|im_end|>", eos="<|endoftext|>")


def llama(folder: Path, said: Sequence[str] = _SAID) -> Path:
    """Write a model as Llama 3's, with its marks of turns; it says ``said``."""
    return _byte_level(folder, said, LLAMA, last="Ċ", end="<|eot_id|>", eos="<|end_of_text|>")


def exaone(folder: Path, said: Sequence[str] = _SAID) -> Path:
    """Write a model as EXAONE's, with its marks of turns; it says ``said``."""
    return _byte_level(
        folder, said, EXAONE, last="[|assistant|]", end="[|endofturn|]", eos="[|endofturn|]"
    )


def _byte_level(
    folder: Path, said: Sequence[str], marks: Sequence[str], *, last: str, end: str, eos: str
) -> Path:
    merges: list[tuple[str, str]] = []
    letters = list(_LETTERS.values())
    whole: list[str] = []
    for word in dict.fromkeys(("Ġthe", "ĠKorean", *said)):
        made = word[0]
        for letter in word[1:]:
            if (made, letter) not in merges:
                merges.append((made, letter))
            made += letter
            if made not in whole:
                whole.append(made)
    tokens = list(dict.fromkeys([*letters, *whole, *said, *marks]))
    language_model(folder, tokens, [last, *said, end], eos=eos)
    (folder / "tokenizer.json").write_text(
        json.dumps(
            {
                "normalizer": {"type": "NFC"},
                "pre_tokenizer": {
                    "type": "Sequence",
                    "pretokenizers": [
                        {
                            "type": "Split",
                            "pattern": {"Regex": QWEN_WORDS},
                            "behavior": "Isolated",
                            "invert": False,
                        },
                        {"type": "ByteLevel", "add_prefix_space": False, "use_regex": False},
                    ],
                },
                "model": {
                    "type": "BPE",
                    "vocab": {one: number for number, one in enumerate(tokens)},
                    "merges": [list(pair) for pair in merges],
                },
                "added_tokens": [{"content": one} for one in marks],
            }
        ),
        encoding="utf-8",
    )
    return folder
