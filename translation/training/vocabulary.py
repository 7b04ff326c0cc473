# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pieces of both languages: one SentencePiece model, and its order of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import sentencepiece

from translation.training.corpus import SentencePair

SPECIAL = ("<blank>", "<s>", "</s>", "<unk>")
BLANK, START, END, UNKNOWN = range(4)


def train_pieces(training: Sequence[SentencePair], size: int, folder: Path) -> Path:
    """Train ``folder/sentencepiece.model`` of ``size`` pieces on both sides of the pairs.

    Digits are pieces of their own: numbers are then copied, not remembered.
    """
    lines = folder / "lines.txt"
    with lines.open("w", encoding="utf-8") as out:
        for pair in training:
            out.write(pair.source + "\n" + pair.target + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(lines),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=size,
        character_coverage=0.9995,
        model_type="unigram",
        split_digits=True,
        normalization_rule_name="nmt_nfkc",
        num_threads=2,
        max_sentence_length=4096,
    )
    lines.unlink()
    return folder / "sentencepiece.model"


class TokenNumbers:
    """Text to numbers of tokens and back, in the order that the exported model has."""

    def __init__(self, model: Path) -> None:
        self._model = sentencepiece.SentencePieceProcessor(model_file=str(model))
        own = [self._model.id_to_piece(n) for n in range(self._model.get_piece_size())]
        self.tokens = [*SPECIAL, *(piece for piece in own if piece not in SPECIAL)]
        self._number = {token: number for number, token in enumerate(self.tokens)}

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the tokens of ``text``."""
        return [self._number.get(p, UNKNOWN) for p in self._model.encode(text, out_type=str)]
